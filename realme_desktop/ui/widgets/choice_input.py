"""One of a few: segments side by side where they fit, else a list that opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QSizePolicy, QWidget

from realme_desktop.ui.theme import set_role, theme

__all__ = ["ListChoice", "SegmentChoice", "fits_segments"]

Options = Sequence[tuple[str, str]]  # value, words

_PAD = 12
_HEIGHT = 10  # above the text's own


class _Segment(QAbstractButton):
    """A painted, checkable button: a native radio button to the screen reader and to the arrow keys."""

    def __init__(self, value: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self.state = ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _PAD, metrics.height() + _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent.soft" if chosen or self.underMouse() else "surface"
        edge = "accent" if chosen else self.state or "line.strong"
        width = 2.0 if self.hasFocus() else 1.0
        if self.hasFocus():
            edge = "focus"
        painter.setPen(QPen(colours.colour(edge), width))
        painter.setBrush(colours.colour(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        front = "accent" if chosen else "text"
        painter.setPen(colours.colour(front if self.isEnabled() else "disabled"))
        room = self.rect().adjusted(6, 0, -6, 0)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


def fits_segments(widget: QWidget, options: Options, width: int = 330) -> bool:
    """Whether the words of all options fit side by side into `width` pixels."""
    metrics = widget.fontMetrics()
    return sum(metrics.horizontalAdvance(words) + 2 * _PAD + 4 for _, words in options) <= width


class SegmentChoice(QWidget):
    """Segments of which one is chosen, or none. A second press on the chosen one, Delete or Backspace takes
    the choice back where `optional`."""

    edited = Signal()

    def __init__(self, options: Options, parent: QWidget | None = None, *, optional: bool = False) -> None:
        super().__init__(parent)
        self._optional = optional
        self._other = ""  # a value that no segment stands for, kept as it came
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.segments = [_Segment(value, words, self) for value, words in options]
        self._before: _Segment | None = None
        for segment in self.segments:
            row.addWidget(segment)
            segment.pressed.connect(self._remember)
            segment.clicked.connect(self._clicked)
        row.addStretch(1)
        # Without a policy of its own Qt would not move the whole part within the tab order.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.segments:
            self.setFocusProxy(self.segments[0])

    def text(self) -> str:
        chosen = self._chosen()
        return chosen.value if chosen is not None else self._other

    def set_text(self, text: str) -> None:
        self._other = text
        self._choose(next((segment for segment in self.segments if segment.value == text), None))

    def set_state(self, state: str) -> None:
        for segment in self.segments:
            if segment.state != state:
                segment.state = state
                segment.update()

    def _chosen(self) -> _Segment | None:
        return next((segment for segment in self.segments if segment.isChecked()), None)

    def _choose(self, wanted: _Segment | None) -> None:
        if wanted is not None:
            wanted.setChecked(True)
        else:
            for segment in self.segments:
                # An exclusive button refuses to be unchecked.
                segment.setAutoExclusive(False)
                segment.setChecked(False)
                segment.setAutoExclusive(True)
        self.setFocusProxy(wanted or self.segments[0])

    def _remember(self) -> None:
        self._before = self._chosen()

    def _clicked(self) -> None:
        sender: Any = self.sender()
        self._other = ""
        if self._optional and sender is self._before:
            self._choose(None)
        else:
            self.setFocusProxy(sender)
        self._before = None
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._optional and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.text():
                self._other = ""
                self._choose(None)
                self.edited.emit()
            return
        super().keyPressEvent(event)


class ListChoice(QComboBox):
    """A list that opens. The wheel scrolls the form under it, not the choice: a choice that changes unseen is
    a wrong order."""

    edited = Signal()

    def __init__(self, options: Options, parent: QWidget | None = None, *, empty: str | None = None) -> None:
        """`empty`: the words for no choice; None when there is always one."""
        super().__init__(parent)
        if empty is not None:
            self.addItem(empty, "")
        for value, words in options:
            self.addItem(words, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _: self.edited.emit())

    def text(self) -> str:
        return str(self.currentData() or "")

    def set_text(self, text: str) -> None:
        place = self.findData(text)
        if place < 0 and text:
            # A value that the catalog does not know (an old order): shown as it is, never dropped.
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def set_state(self, state: str) -> None:
        set_role(self, state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the form's; QComboBox would search its entries for a line end
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
