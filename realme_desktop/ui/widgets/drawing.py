"""An icon that stands by itself: in the colour of the theme, and sharp on the screen it is on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from realme_desktop.ui.resources import icon

__all__ = ["Drawing"]


class Drawing(QWidget):
    """`side` in logical pixels. It is painted anew each time, so a change of theme needs nothing else."""

    def __init__(self, name: str, side: int, colour: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, colour)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
