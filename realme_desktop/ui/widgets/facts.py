"""Facts as labelled lines: the label, the value, and what can be done with it (copy, show in full)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from realme_desktop.ui.theme import theme

from .buttons import CopyButton, RevealButton, copy_text
from .words import Words

__all__ = ["Fact", "FactsGrid"]


class Fact(QWidget):
    """One value. A masked one shows its mask, and copies its mask, until this value is revealed. Ctrl+C
    copies it while it has the focus. `copied(name, in_full)`: `in_full` is one that is revealed."""

    copied = Signal(str, bool)
    step_wanted = Signal(int)  # to the fact below (1) or above (-1)

    def __init__(
        self,
        name: str,
        label: str,
        value: str,
        *,
        masked: str | None = None,
        copy: bool = False,
        fixed_pitch: bool = False,
        tone: str | None = None,
        revealed: bool = False,
        on_reveal: Callable[[bool], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"fact.{name}")
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._name = name
        self._value = value
        self._masked = masked
        self._revealed = masked is None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.words = Words("", self, fixed_pitch=fixed_pitch, tone=tone)
        self.words.setObjectName(f"fact.{name}.value")
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.words.setMinimumHeight(24)
        row.addWidget(self.words, 0 if copy or masked is not None else 1)
        self.reveal: RevealButton | None = None
        if masked is not None:
            self.reveal = RevealButton(self, what=label)
            self.reveal.setObjectName(f"fact.{name}.reveal")
            self.reveal.toggled.connect(self._show)
            if on_reveal is not None:
                self.reveal.toggled.connect(on_reveal)
            row.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignTop)
        if copy:
            self.copy = CopyButton(self.shown, self, what=label, in_full=lambda: self.in_full)
            self.copy.setObjectName(f"fact.{name}.copy")
            self.copy.clicked.connect(self._tell_copied)
            row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        if copy or masked is not None:
            row.addStretch(1)
        self._show(self._revealed)
        if revealed and self.reveal is not None:
            self.reveal.setChecked(True)

    @property
    def in_full(self) -> bool:
        """What is on screen is a personal value that is not masked."""
        return self._masked is not None and self._revealed

    def shown(self) -> str:
        """What is on screen, uncut: the value, or its mask."""
        return self._value if self._revealed or self._masked is None else self._masked

    def _show(self, revealed: bool) -> None:
        self._revealed = revealed or self._masked is None
        self.words.set_text(self.shown())
        self.setAccessibleDescription(self.words.text())

    def _tell_copied(self) -> None:
        self.copied.emit(self._name, self.in_full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.shown(), self.in_full)
            self._tell_copied()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("focus"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.end()


class FactsGrid(QWidget):
    """Lines of facts under each other, labels in one column. One of them is a stop of the Tab key; the arrow
    keys go from there to the others.

    Reveals are kept by fact name in `revealed`, so that a redraw of the same order doesn't undo them.
    """

    copied = Signal(str, bool)  # as `Fact.copied`

    def __init__(self, parent: QWidget | None = None, *, revealed: set[str] | None = None) -> None:
        super().__init__(parent)
        self._revealed = revealed if revealed is not None else set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 16)
        self.facts: dict[str, Fact] = {}

    @property
    def empty(self) -> bool:
        return self._grid.count() == 0

    def add(
        self,
        name: str,
        label: str,
        value: str,
        *,
        masked: str | None = None,
        copy: bool = False,
        fixed_pitch: bool = False,
        tone: str | None = None,
    ) -> Fact:
        fact = Fact(
            name,
            label,
            value,
            masked=masked,
            copy=copy,
            fixed_pitch=fixed_pitch,
            tone=tone,
            revealed=name in self._revealed,
            on_reveal=partial(self._remember, name),
            parent=self,
        )
        if not self.facts:
            fact.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        fact.copied.connect(self.copied)
        fact.step_wanted.connect(partial(self._step, fact))
        self.facts[name] = fact
        self.add_widget(label, fact)
        return fact

    def _step(self, fact: Fact, way: int) -> None:
        facts = list(self.facts.values())
        at = facts.index(fact) + way
        if 0 <= at < len(facts):
            facts[at].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            facts[at].setFocus(Qt.FocusReason.OtherFocusReason)
            fact.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._bring_into_sight(facts[at])

    def _bring_into_sight(self, fact: Fact) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(fact, 0, 8)

    def add_widget(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(self._label(label), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def add_block(self, widget: QWidget) -> None:
        """Something that takes the whole width and brings its own label: a table, a tree."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def _label(self, label: str) -> Words:
        words = Words(label, self, tone="muted", limit=120)
        words.setMinimumHeight(24)
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        words.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        return words

    def _remember(self, name: str, revealed: bool) -> None:
        if revealed:
            self._revealed.add(name)
        else:
            self._revealed.discard(name)
