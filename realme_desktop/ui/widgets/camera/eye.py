"""What the dialog wants of a camera. `device.py` is the one through QtMultimedia."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

__all__ = ["Eye"]


class Eye(QObject):
    """`seen(QImage)` for each live picture, `caught(QImage)` with the photo after `catch()`, `failed(str)`
    with words when the camera can't go on."""

    seen = Signal(object)
    caught = Signal(object)
    failed = Signal(str)

    def cameras(self) -> list[tuple[str, str]]:
        """Identifiers and names of what is plugged in."""
        raise NotImplementedError

    def start(self, identifier: str = "") -> None:
        """Open a camera, the usual one for ''; one that was open before is closed."""
        raise NotImplementedError

    def catch(self) -> None:
        """Take a photo at the camera's own resolution."""
        raise NotImplementedError

    def stop(self) -> None:
        """Close the camera: its light goes out."""
        raise NotImplementedError
