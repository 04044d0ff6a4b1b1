"""Things that happened, each in the lane of its kind, along the days: one picture of many loans.

Colour never speaks alone: each mark carries a sign, each lane its words, and the arrow keys go from mark to
mark in the order of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

from .tips import plain_tip
from .words import clean

__all__ = ["Lane", "Spot", "Timeline", "month_ticks"]

_RADIUS = 8.5
_MOST_SPOTS = 500


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    sign: str
    tone: str  # the name of a theme colour


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing on one day. `lane` counts from above; `row` is what `chosen` tells."""

    day: date
    lane: int
    words: str
    row: int


def month_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Firsts of months between two days with their words, evenly spaced, at most `most` of them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= max(most - 1, 1)), 240)
    found: list[tuple[date, str]] = []
    start = first.year * 12 + first.month - 1
    for number in range(start, start + months + 2):
        if number % step:
            continue
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            found.append((day, f"{day.year}" if step >= 12 else f"{day.year}-{day.month:02d}"))
    return found


class Timeline(QWidget):
    """`pointed(words)`: of the mark under pointer or keys, empty for none. `chosen(row)`: click or Enter."""

    pointed = Signal(str)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "timeline") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lanes: tuple[Lane, ...] = ()
        self._spots: tuple[Spot, ...] = ()
        self._title = ""
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_signals().changed.connect(self.update)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """In the order of time."""
        return self._spots

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self._lanes

    @property
    def at(self) -> int:
        """The number of the spot that is pointed at; -1 for none."""
        return self._at

    def set_spots(self, lanes: Sequence[Lane], spots: Sequence[Spot], title: str) -> None:
        """Show these; lanes that hold nothing are left out by the caller. More than 500 spots are too many
        for a picture: the latest are shown."""
        self._lanes = tuple(lanes)
        self._spots = tuple(sorted(spots, key=lambda spot: (spot.day, spot.lane))[-_MOST_SPOTS:])
        self._title = title
        self._at = -1
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(spot.words for spot in self._spots[:60]))
        self.updateGeometry()
        self.update()

    def _lane_height(self) -> float:
        return max(self.fontMetrics().height() + 14.0, 2 * _RADIUS + 16)

    def sizeHint(self) -> QSize:
        height = len(self._lanes) * self._lane_height() + self.fontMetrics().height() + 16
        return QSize(420, int(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def _area(self) -> QRectF:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self._head(lane)) for lane in self._lanes), default=0)
        left = min(widest + 18.0, self.width() * 0.45)
        return QRectF(left, 4, max(self.width() - left - 16, 1), len(self._lanes) * self._lane_height())

    @staticmethod
    def _head(lane: Lane) -> str:
        return f"{lane.sign} {lane.title}"

    def _span(self) -> tuple[date, date]:
        """From the first day to the last, with room at both ends."""
        first, last = self._spots[0].day, self._spots[-1].day
        margin = timedelta(days=max(15, (last - first).days // 30))
        return first - margin, last + margin

    def _place(self, day: date, area: QRectF) -> float:
        first, last = self._span()
        return area.left() + area.width() * (day - first).days / max((last - first).days, 1)

    def places(self) -> list[QPointF]:
        """The middle of each spot, in the order of `spots`. What would cover another is moved up or down."""
        area = self._area()
        found: list[QPointF] = []
        last: dict[int, tuple[float, int]] = {}
        room = (self._lane_height() - 2 * _RADIUS) / 2 - 1
        for spot in self._spots:
            x = self._place(spot.day, area)
            y = area.top() + (spot.lane + 0.5) * self._lane_height()
            before = last.get(spot.lane)
            crowd = before[1] + 1 if before is not None and x - before[0] < 1.6 * _RADIUS else 0
            last[spot.lane] = (x, crowd)
            found.append(QPointF(x, y + (0, -room, room)[crowd % 3]))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        self._draw_lanes(painter, area)
        if self._spots:
            self._draw_ticks(painter, area)
            for number, place in enumerate(self.places()):
                self._draw_spot(painter, number, place)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _draw_lanes(self, painter: QPainter, area: QRectF) -> None:
        metrics = self.fontMetrics()
        for number, lane in enumerate(self._lanes):
            middle = area.top() + (number + 0.5) * self._lane_height()
            painter.setPen(QPen(theme().colour("line"), 1))
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
            painter.setPen(theme().colour(lane.tone))
            room = area.left() - 18
            words = metrics.elidedText(
                clean(self._head(lane), 60), Qt.TextElideMode.ElideRight, int(room) + 2
            )
            box = QRectF(8, middle - self._lane_height() / 2, room + 4, self._lane_height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _draw_ticks(self, painter: QPainter, area: QRectF) -> None:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance("2026-12") + 18
        for day, words in month_ticks(*self._span(), most=max(2, int(area.width() / width))):
            x = self._place(day, area)
            painter.setPen(QPen(theme().colour("line"), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 4))
            left = min(max(x - width / 2, area.left() - 12), self.width() - width)
            painter.setPen(theme().colour("muted"))
            box = QRectF(left, area.bottom() + 5, width, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _draw_spot(self, painter: QPainter, number: int, place: QPointF) -> None:
        lane = self._lanes[self._spots[number].lane]
        pointed = number == self._at
        painter.setPen(QPen(theme().colour("focus" if pointed else lane.tone), 2.5 if pointed else 1.2))
        painter.setBrush(theme().colour("surface"))
        painter.drawEllipse(place, _RADIUS, _RADIUS)
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setBold(True)
        painter.save()
        painter.setFont(font)
        painter.setPen(theme().colour(lane.tone))
        box = QRectF(place.x() - _RADIUS, place.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), lane.sign)
        painter.restore()

    # Pointing

    def point(self, number: int) -> None:
        """Point at a spot; -1 for none."""
        number = number if 0 <= number < len(self._spots) else -1
        if number == self._at:
            return
        self._at = number
        words = self._spots[number].words if number >= 0 else ""
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(f"{self._title}: {words}" if words else self._title)
        self.pointed.emit(words)
        self.update()

    def point_row(self, row: int) -> None:
        """Point at the spot of a row of the table."""
        self.point(next((at for at, spot in enumerate(self._spots) if spot.row == row), -1))

    def _spot_at(self, place: QPointF) -> int:
        near = [((middle - place).manhattanLength(), number) for number, middle in enumerate(self.places())]
        distance, number = min(near, default=(1e9, -1))
        return number if distance <= 2 * _RADIUS else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self._spot_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.point(self._spot_at(event.position()))
        self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.point(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.point(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._spots) - 1
        steps = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and last >= 0:
            self.point(min(max(steps[key], 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self._at >= 0:
            self.chosen.emit(self._spots[self._at].row)
