"""A score on its scale with a threshold that can be moved, to see what it would change."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from realme_desktop.ui.theme import theme

from .badge import pen_of
from .scale import ScoreScale, number_words

__all__ = ["ThresholdScale"]

_STEPS = {
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_Down: -1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_Up: 1.0,
    Qt.Key.Key_PageDown: -10.0,
    Qt.Key.Key_PageUp: 10.0,
}


class ThresholdScale(ScoreScale):
    """The threshold follows the mouse and the arrow keys (with Shift by tenths, Page Up and Page Down by
    tens, Home and End to the ends, Escape or Backspace back). `moved(threshold)` tells of each step.

    `stored` is the threshold in force when the verdict was made: it stays marked, and it stays stored.
    """

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._stored: float | None = None  # first: the scale names itself while it is made
        self._movable = True
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleDescription(
            self.tr(
                "The arrow keys move the threshold, Escape brings it back. What is stored does not change."
            )
        )

    @property
    def stored(self) -> float | None:
        return self._stored

    def show_score(self, score: float | None, stored: float | None, moved: float | None = None) -> None:
        """`moved` is where the operator has put the threshold; None leaves it where it was in force."""
        self._stored = stored
        self._movable = score is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._movable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor if self._movable else Qt.CursorShape.ArrowCursor)
        self.set_values(score, stored if moved is None else moved)

    def move_to(self, threshold: float) -> None:
        """Put the threshold there (0 to 100, to tenths) and tell."""
        wanted = round(min(max(threshold, 0.0), 100.0), 1)
        if not self._movable or wanted == self.threshold:
            return
        self.set_values(self.score, wanted)
        self.moved.emit(wanted)

    def move_back(self) -> None:
        if self._stored is not None:
            self.move_to(self._stored)

    # By hand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = self.threshold if self.threshold is not None else self.score or 0.0
        if not self._movable:
            super().keyPressEvent(event)
        elif key in _STEPS:
            tenth = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.move_to(here + _STEPS[key] * (0.1 if tenth else 1.0))
        elif key == Qt.Key.Key_Home:
            self.move_to(0.0)
        elif key == Qt.Key.Key_End:
            self.move_to(100.0)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self._stored not in (None, self.threshold):
            self.move_back()
        else:
            super().keyPressEvent(event)

    def _follow(self, event: QMouseEvent) -> None:
        left, right = 14.0, self.width() - 14.0
        self.move_to(round(100.0 * (event.position().x() - left) / max(right - left, 1.0)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._movable:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._movable:
            self._follow(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def _draw_threshold(self, painter: QPainter, track: QRectF, x: float) -> None:
        """A handle to take hold of; where the threshold was when the verdict was made stays a dashed line."""
        if self._stored is not None and self._stored != self.threshold:
            at = track.left() + track.width() * self._stored / 100.0
            pen = pen_of(QColor(theme().colour("muted")), 1.5)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(at, track.top() - 4), QPointF(at, track.bottom() + 4))
        super()._draw_threshold(painter, track, x)
        if not self._movable:
            return
        painter.setPen(pen_of(QColor(self.palette().window().color()), 2))
        painter.setBrush(theme().colour("focus" if self.hasFocus() else "line.strong"))
        painter.drawRoundedRect(QRectF(x - 5, track.top() - 3, 10, track.height() + 6), 4, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(pen_of(QColor(theme().colour("focus")), 1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.end()

    def words(self) -> str:
        words = super().words()
        if self._stored is None or self._stored == self.threshold or self.score is None:
            return words
        return self.tr("{words}; it was {stored} when the verdict was made").format(
            words=words, stored=number_words(self._stored)
        )
