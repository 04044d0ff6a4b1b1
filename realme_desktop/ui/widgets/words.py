"""Text from outside, shown as the plain text that it is.

Whatever RealMe sends is data: no rich text is ever interpreted, nothing is executed, and characters that
could make a line read differently from what it holds (bidirectional overrides, control characters, lone
surrogates) are shown as what they are.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from realme_desktop.ui.theme import TYPE, theme

__all__ = ["Words", "as_text", "clean"]

# Everything but tab and line feed among the control characters, bidirectional controls, the line and
# paragraph separators, invisible operators and lone surrogates.
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)

_WIDTHS_KEPT = 24


def _visible(found: re.Match[str]) -> str:
    char = found.group()
    return "" if char == "\r" else f"⟨U+{ord(char):04X}⟩"


def as_text(value: object) -> str:
    """`str(value)`, also where that raises: numbers of over 4,300 digits, nesting without end."""
    try:
        return value if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):
        return "…"


def clean(value: object, limit: int = 4000) -> str:
    """`value` as text that is safe to show; what is longer than `limit` is cut, and ends in an ellipsis."""
    text = as_text(value)
    if len(text) > limit:
        text = text[:limit] + " …"
    return _UNSAFE.sub(_visible, text)


class Words(QLabel):
    """A label of plain text that breaks anywhere when it must and never asks for more width than it gets.

    QLabel breaks between words only: an order number or a line of JSON would widen the whole pane. `tone` is
    the name of a theme colour and is looked up while painting, so a change of theme needs no help.
    """

    def __init__(
        self,
        text: object = "",
        parent: QWidget | None = None,
        *,
        tone: str | None = None,
        size: str = "body",
        bold: bool = False,
        fixed_pitch: bool = False,
        limit: int = 4000,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._tone = tone
        self._heights: dict[int, int] = {}  # by width: layouts ask for the same few again and again
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if size != "body" or bold or fixed_pitch:
            font = self.font()
            if fixed_pitch:
                font.setFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", *QFont().families()])
                font.setStyleHint(QFont.StyleHint.Monospace)
            if size != "body":
                font.setPointSizeF(font.pointSizeF() * TYPE[size])
            font.setBold(bold)
            self.setFont(font)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: object) -> None:
        self._heights.clear()
        self.setText(clean(text, self._limit))
        self.updateGeometry()

    def set_tone(self, tone: str | None) -> None:
        self._tone = tone
        self.update()

    @property
    def tone(self) -> str | None:
        return self._tone

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, int(height + 0.999)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            if len(self._heights) >= _WIDTHS_KEPT:
                self._heights.clear()
            height = max(self._layout(width)[1], self.fontMetrics().height())
            self._heights[width] = height
        return height

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0)
        width = min(longest + 2, metrics.averageCharWidth() * 60)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 6), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        area: QRect = self.contentsRect()
        layout, height = self._layout(area.width())
        top = area.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0, (area.height() - height) // 2)
        painter = QPainter(self)
        if self._tone is not None and self.isEnabled():
            painter.setPen(theme().colour(self._tone))
        else:
            painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(area.left(), top))
        painter.end()
