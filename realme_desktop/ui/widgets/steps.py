"""Steps of something that takes a while: which are done, which one it is at, what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

from .tips import plain_tip
from .words import clean

__all__ = ["StepMark", "Steps"]

_SIDE = 24.0
_ONE_LINE = 96  # pixels that a label has in the narrowest pane


@dataclass(frozen=True, slots=True)
class StepMark:
    """`state` in words goes to screen readers; sign and tone are how it is drawn. `filled` ones stand out."""

    label: str
    sign: str
    tone: str
    state: str
    filled: bool = True


class Steps(QWidget):
    """Signs in circles from left to right, joined by a line, each with its label below."""

    def __init__(self, marks: Sequence[StepMark], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.marks = tuple(marks)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = "; ".join(f"{mark.label}: {mark.state}" for mark in self.marks)
        self.setAccessibleName(told)
        self.setToolTip(plain_tip(told))
        theme_signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(mark.label) for mark in self.marks), default=0)
        lines = 2 if widest > _ONE_LINE else 1  # a long label goes on in a second line of a narrow pane
        return QSize((widest + 24) * len(self.marks), int(_SIDE) + lines * metrics.height() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self.marks) * 56, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = min(self.width() / len(self.marks), 190.0)
        middle = 3 + _SIDE / 2
        for number, mark in enumerate(self.marks):
            x = (number + 0.5) * room
            if number:
                done = self.marks[number - 1].filled and mark.filled
                painter.setPen(QPen(theme().colour("line.strong" if done else "line"), 2))
                painter.drawLine(
                    QPointF(x - room + _SIDE / 2 + 4, middle), QPointF(x - _SIDE / 2 - 4, middle)
                )
            self._draw(painter, mark, QRectF(x - _SIDE / 2, 3, _SIDE, _SIDE))
            painter.setPen(theme().colour("text" if mark.filled else "muted"))
            box = QRectF(x - room / 2 + 2, _SIDE + 7, room - 4, 2.0 * self.fontMetrics().height())
            how = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, int(how) | int(Qt.TextFlag.TextWordWrap), clean(mark.label, 40))
        painter.end()

    def _draw(self, painter: QPainter, mark: StepMark, box: QRectF) -> None:
        colour = theme().colour(mark.tone)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(theme().colour(f"{mark.tone}.soft") if mark.filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        font = QFont(self.font())
        font.setPixelSize(13)
        font.setBold(True)
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.sign)
        painter.restore()
