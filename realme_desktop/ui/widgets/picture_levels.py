"""A picture with its halvings, to be drawn small without flicker and without cost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

__all__ = ["Levels"]


class Levels:
    """Halvings are made when they are first asked for, and let go with the picture."""

    def __init__(self, image: QImage) -> None:
        self._levels = [image]

    def at(self, scale: float) -> QImage:
        """The picture, or the smallest of its halvings that still has the pixels this scale (in device
        pixels) asks for: drawn from the whole, a large photo flickers and is slow."""
        level = 0
        while scale <= 0.5:
            if level + 1 >= len(self._levels):
                last = self._levels[level]
                if min(last.width(), last.height()) < 4:
                    break
                self._levels.append(
                    last.scaled(
                        max(1, last.width() // 2),
                        max(1, last.height() // 2),
                        Qt.AspectRatioMode.IgnoreAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
            level += 1
            scale *= 2
        return self._levels[level]
