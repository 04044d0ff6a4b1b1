"""What the window remembers beside its own places: where pictures of each kind were chosen last."""

from __future__ import annotations

from PySide6.QtCore import QSettings

__all__ = ["RememberedFolders"]


class RememberedFolders:
    """In the file that keeps the window's places; a folder that is gone is the file dialog's to pass over."""

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory

    def recall(self, kind: str) -> str:
        return str(self._memory.value(f"folders/{kind}", ""))

    def keep(self, kind: str, folder: str) -> None:
        self._memory.setValue(f"folders/{kind}", folder)
