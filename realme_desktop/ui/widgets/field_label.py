"""The words above an input, with a star when it has to be filled."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from realme_desktop.ui.theme import theme

__all__ = ["FieldLabel"]

_ROOM = 14


class FieldLabel(QLabel):
    """The star is painted, not part of the text: `text()` stays the label that the screen reader speaks."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._demanded = False

    @property
    def demanded(self) -> bool:
        return self._demanded

    def set_demanded(self, demanded: bool) -> None:
        if demanded != self._demanded:
            self._demanded = demanded
            self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + _ROOM, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._demanded:
            return
        metrics = self.fontMetrics()
        painter = QPainter(self)
        painter.setPen(theme().colour("error"))
        x = self.contentsRect().left() + metrics.horizontalAdvance(self.text()) + 4
        y = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(min(x, self.width() - _ROOM + 4), y), "*")
        painter.end()
