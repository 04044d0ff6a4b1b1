"""A line of text in which some pieces are marked: what differs from another text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

from .tips import plain_tip
from .words import clean

__all__ = ["MarkedWords"]


class MarkedWords(QWidget):
    """Pieces with a flag each; flagged ones are underlined twice on a tinted ground. Elided when too long:
    the tooltip holds all of it."""

    def __init__(
        self, pieces: Sequence[tuple[str, bool]], parent: QWidget | None = None, *, name: str
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.pieces = tuple((clean(text, 400), flagged) for text, flagged in pieces if text)
        whole = "".join(text for text, _ in self.pieces)
        self.setAccessibleName(whole)
        self.setToolTip(plain_tip(whole))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_signals().changed.connect(self.update)

    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 4, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        x, line = 0.0, metrics.height()
        for text, flagged in self.pieces:
            room = self.width() - x
            if room <= 0:
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room) + 1)
            width = metrics.horizontalAdvance(shown)
            box = QRectF(x, 1, width, line + 3)
            if flagged:
                painter.fillRect(box, theme().colour("warning.soft"))
                painter.setPen(QPen(theme().colour("warning"), 1))
                for below in (line + 1.5, line + 3.5):
                    painter.drawLine(int(x), int(below), int(x + width), int(below))
            painter.setPen(theme().colour("warning" if flagged else "text"))
            painter.drawText(QRectF(x, 1, width + 2, line), int(Qt.AlignmentFlag.AlignVCenter), shown)
            x += width
        painter.end()
