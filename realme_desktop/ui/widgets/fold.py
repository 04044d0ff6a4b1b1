"""A part that is folded away until it is asked for. What it holds is built at the first unfolding."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from realme_desktop.ui.theme import theme

__all__ = ["Fold"]


class _Handle(QToolButton):
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 28, metrics.height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = theme().colour("accent")
        if self.hasFocus():
            painter.setPen(QPen(tone, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QPen(tone, 1.6))
        x, y = 10.0, self.height() / 2
        if self.isChecked():
            points = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        else:
            points = [QPointF(x - 2, y - 4), QPointF(x + 2, y), QPointF(x - 2, y + 4)]
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(tone)
        painter.drawText(
            QRectF(22, 0, self.width() - 22, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class Fold(QWidget):
    """A handle with words; below it, when unfolded, what `build` made."""

    toggled = Signal(bool)

    def __init__(
        self,
        words: str,
        build: Callable[[], QWidget],
        parent: QWidget | None = None,
        *,
        name: str,
        unfolded: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._build = build
        self.content: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.handle = _Handle(self)
        self.handle.setObjectName(f"{name}.handle")
        self.handle.setText(words)
        self.handle.setAccessibleName(words)
        self.handle.setCheckable(True)
        self.handle.setCursor(Qt.CursorShape.PointingHandCursor)
        self.handle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.handle.toggled.connect(self._toggle)
        column.addWidget(self.handle)
        if unfolded:
            self.handle.setChecked(True)

    def unfold(self, unfolded: bool = True) -> None:
        self.handle.setChecked(unfolded)

    @property
    def unfolded(self) -> bool:
        return self.handle.isChecked()

    def _toggle(self, unfolded: bool) -> None:
        if unfolded and self.content is None:
            self.content = self._build()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.content)
        if self.content is not None:
            self.content.setVisible(unfolded)
        self.toggled.emit(unfolded)
