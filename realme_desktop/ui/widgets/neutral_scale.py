"""A number on a scale that judges nothing: one quiet colour, no threshold, no red or green."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

__all__ = ["NeutralScale"]

_EDGE = 16.0


class NeutralScale(QWidget):
    """From `low` to `high` with a marker at the value. `words` say the same for screen readers."""

    def __init__(
        self, value: float, low: float, high: float, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("neutral_scale")
        self.value, self.low, self.high = value, low, max(high, low + 1e-9)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, 34 + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _EDGE + (self.width() - 2 * _EDGE) * min(max(share, 0.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_EDGE, 16, self.width() - 2 * _EDGE, 8)
        painter.setPen(QPen(theme().colour("line.strong"), 1))
        painter.setBrush(theme().colour("muted.soft"))
        painter.drawRoundedRect(track, 4, 4)
        line = self.fontMetrics().height()
        for part in range(5):
            value = self.low + (self.high - self.low) * part / 4
            x = self._at(value)
            painter.setPen(QPen(theme().colour("line.strong"), 1))
            painter.drawLine(QPointF(x, track.bottom()), QPointF(x, track.bottom() + 4))
            painter.setPen(theme().colour("muted"))
            words = f"{value:,g}"
            room = self.fontMetrics().horizontalAdvance(words) + 4
            left = min(max(x - room / 2, 0.0), self.width() - room)
            box = QRectF(left, track.bottom() + 6, room, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), words)
        x = self._at(self.value)
        painter.setPen(QPen(theme().colour("window"), 2))
        painter.setBrush(theme().colour("data"))
        painter.drawPolygon(QPolygonF([QPointF(x, track.top() + 3), QPointF(x - 8, 3), QPointF(x + 8, 3)]))
        painter.end()
