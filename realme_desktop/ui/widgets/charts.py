"""Small pictures of numbers: columns (days, scores) and rows (services). They show what they are given.

Colours are the theme's and never speak alone: each bar has its words, which the pointer or the arrow keys
bring out, and whoever places a chart offers the same numbers as a table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

from .tips import plain_tip
from .words import clean

__all__ = ["Bar", "ColumnChart", "RowChart", "ticks"]


@dataclass(frozen=True, slots=True)
class Bar:
    """`words` tell the whole bar in one line; `tone` is the name of a theme colour."""

    label: str
    value: float
    words: str
    tone: str = "data"
    short: str = ""  # the value as it is written beside the bar


def ticks(highest: float, most: int = 4) -> tuple[float, ...]:
    """Round numbers from 0 to at least `highest`, at most `most` steps: 1, 2 or 5 times a power of ten."""
    if not math.isfinite(highest) or highest <= 0:
        return (0.0, 1.0)
    power = 10 ** math.floor(math.log10(highest / most))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * most >= highest)
    return tuple(step * number for number in range(math.ceil(highest / step - 1e-9) + 1))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


class _Chart(QWidget):
    """What both kinds share: bars, the one that is pointed at, keys, words for screen readers."""

    pointed = Signal(str)  # the words of the bar under pointer or keys; empty when there is none

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.bars: tuple[Bar, ...] = ()
        self.chosen = -1
        self._title = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme_signals().changed.connect(self.update)

    def set_bars(self, bars: Sequence[Bar], title: str) -> None:
        """Show these; `title` names the chart for screen readers."""
        self.bars = tuple(bars)
        self.chosen = -1
        self._title = title
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(bar.words for bar in self.bars[:60]))
        self.updateGeometry()
        self.update()

    def choose(self, number: int) -> None:
        """Point at a bar; -1 for none."""
        number = number if 0 <= number < len(self.bars) else -1
        if number == self.chosen:
            return
        self.chosen = number
        words = self.bars[number].words if number >= 0 else ""
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(f"{self._title}: {words}" if words else self._title)
        self.pointed.emit(words)
        self.update()

    def bar_at(self, place: QPointF) -> int:
        raise NotImplementedError

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choose(self.bar_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.choose(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chosen < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choose(-1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.bars) - 1
        steps = {
            Qt.Key.Key_Left: self.chosen - 1,
            Qt.Key.Key_Up: self.chosen - 1,
            Qt.Key.Key_Right: self.chosen + 1,
            Qt.Key.Key_Down: self.chosen + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and last >= 0:
            self.choose(min(max(steps[key], 0), last))
        else:
            super().keyPressEvent(event)

    def _focus_frame(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class ColumnChart(_Chart):
    """Upright bars from left to right. `set_marker` draws a line between them, as a threshold."""

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent, name=name)
        self._marker: tuple[float, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def marker(self) -> tuple[float, str] | None:
        return self._marker

    def set_marker(self, place: float | None, words: str = "") -> None:
        """`place` counts bars from the left: 6 stands between the sixth and the seventh."""
        self._marker = None if place is None else (place, words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 130)

    def _area(self) -> QRectF:
        metrics = self.fontMetrics()
        scale = ticks(max((bar.value for bar in self.bars), default=0))
        left = max(metrics.horizontalAdvance(_number(tick)) for tick in scale) + 14
        valued = any(bar.short and bar.value > 0 for bar in self.bars)  # the highest bar has its value, too
        top = metrics.height() + 8.0 if self._marker is not None or valued else 10.0
        return QRectF(left, top, self.width() - left - 10, self.height() - top - metrics.height() - 12)

    def bar_at(self, place: QPointF) -> int:
        area = self._area()
        if not self.bars or not area.left() <= place.x() < area.right():
            return -1
        return int((place.x() - area.left()) / area.width() * len(self.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        self._draw_scale(painter, area)
        if self.bars:
            self._draw_bars(painter, area)
            self._draw_labels(painter, area)
            self._draw_marker(painter, area)
        self._focus_frame(painter)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        scale = ticks(max((bar.value for bar in self.bars), default=0))
        line = self.fontMetrics().height()
        for tick in scale:
            y = area.bottom() - area.height() * tick / scale[-1]
            painter.setPen(QPen(theme().colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().colour("muted"))
            painter.drawText(
                QRectF(0, y - line / 2, area.left() - 6, line),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                _number(tick),
            )

    def _draw_bars(self, painter: QPainter, area: QRectF) -> None:
        highest = ticks(max(bar.value for bar in self.bars))[-1]
        room = area.width() / len(self.bars)
        gap = min(room * 0.22, 8.0)
        metrics = self.fontMetrics()
        legible = max(metrics.horizontalAdvance(bar.short) for bar in self.bars) <= room - 2
        for number, bar in enumerate(self.bars):
            height = area.height() * bar.value / highest
            if bar.value > 0:
                height = max(height, 2.0)  # few is not none
            box = QRectF(area.left() + number * room + gap / 2, area.bottom() - height, room - gap, height)
            if number == self.chosen:
                column = QRectF(box.left() - gap / 2, area.top(), room, area.height())
                painter.fillRect(column, theme().colour("accent.soft"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(bar.tone))
            radius = min(3.0, box.width() / 3, box.height() / 2)
            painter.drawRoundedRect(box, radius, radius)
            if legible and bar.short and bar.value > 0:
                self._draw_value(painter, box, bar.short)

    def _draw_value(self, painter: QPainter, box: QRectF, words: str) -> None:
        line = self.fontMetrics().height()
        if box.top() - line < 0:
            return
        painter.setPen(theme().colour("muted"))
        place = QRectF(box.left() - 8, box.top() - line - 1, box.width() + 16, line)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _draw_labels(self, painter: QPainter, area: QRectF) -> None:
        """As many labels as fit, evenly spaced, the first always."""
        metrics = self.fontMetrics()
        room = area.width() / len(self.bars)
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self.bars) + 12
        every = max(1, math.ceil(widest / room))
        painter.setPen(theme().colour("muted"))
        for number in range(0, len(self.bars), every):
            middle = area.left() + (number + 0.5) * room
            left = min(max(middle - widest / 2, 0.0), self.width() - widest)
            place = QRectF(left, area.bottom() + 5, widest, metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.bars[number].label)

    def _draw_marker(self, painter: QPainter, area: QRectF) -> None:
        if self._marker is None:
            return
        place, words = self._marker
        x = area.left() + area.width() * place / len(self.bars)
        pen = QPen(theme().colour("heading"), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom()))
        width = self.fontMetrics().horizontalAdvance(words) + 6
        left = min(max(x - width / 2, 0.0), self.width() - width)
        painter.setPen(theme().colour("heading"))
        painter.drawText(
            QRectF(left, 2, width, self.fontMetrics().height()), int(Qt.AlignmentFlag.AlignCenter), words
        )


class RowChart(_Chart):
    """Lying bars, one below the other, each with its label before and its value behind it. As high as it has
    rows: put it into a scroll area. `full` is the value of a whole bar (100 for rates), else the highest."""

    def __init__(self, parent: QWidget | None = None, *, name: str, full: float | None = None) -> None:
        super().__init__(parent, name=name)
        self._full = full
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _line(self) -> int:
        return self.fontMetrics().height() + 10

    def sizeHint(self) -> QSize:
        return QSize(360, max(1, len(self.bars)) * self._line() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def bar_at(self, place: QPointF) -> int:
        number = int((place.y() - 4) // self._line())
        return number if 0 <= number < len(self.bars) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        label_room = min(
            max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 8,
            int(self.width() * 0.45),
        )
        value_room = max((metrics.horizontalAdvance(bar.short) for bar in self.bars), default=0) + 12
        left, right = 6.0 + label_room, float(self.width() - value_room - 4)
        whole = self._full or max((bar.value for bar in self.bars), default=0) or 1.0
        for number, bar in enumerate(self.bars):
            top = 4 + number * self._line()
            box = QRectF(left, top + 5, max(right - left, 1), self._line() - 10)
            if number == self.chosen:
                painter.fillRect(
                    QRectF(2, top, self.width() - 4, self._line()), theme().colour("accent.soft")
                )
            painter.setPen(theme().colour("text"))
            shown = metrics.elidedText(clean(bar.label), Qt.TextElideMode.ElideRight, label_room - 8)
            painter.drawText(
                QRectF(6, top, label_room, self._line()), int(Qt.AlignmentFlag.AlignVCenter), shown
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("muted.soft"))
            painter.drawRoundedRect(box, 3, 3)
            if bar.value > 0:
                done = QRectF(box)
                done.setWidth(max(box.width() * min(bar.value / whole, 1.0), 3.0))
                painter.setBrush(theme().colour(bar.tone))
                painter.drawRoundedRect(done, 3, 3)
            painter.setPen(theme().colour("text"))
            painter.drawText(
                QRectF(right + 8, top, value_room, self._line()),
                int(Qt.AlignmentFlag.AlignVCenter),
                bar.short,
            )
        self._focus_frame(painter)
        painter.end()
