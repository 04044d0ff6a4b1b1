"""Two small dialogs: from which day to which, from which score to which."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.settings.parts import inset_text
from realme_desktop.ui.theme import LARGE, MEDIUM
from realme_desktop.ui.widgets.moments import SHANGHAI
from realme_desktop.ui.widgets.tab_order import tab_as_it_stands
from realme_desktop.ui.widgets.words import Words

from .periods import day_bounds, last_day

__all__ = ["DaysDialog", "ScoresDialog"]


class _Range(QDialog):
    """Two ends, each of which may be left open; OK is there while they make sense."""

    def __init__(self, name: str, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MEDIUM)
        column.addLayout(self._grid)
        self._problem = Words("", self, tone="error")
        self._problem.setObjectName(f"{name}.problem")
        column.addWidget(self._problem)
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons = QDialogButtonBox(ok | QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        tab_as_it_stands(self)
        super().showEvent(event)

    def _row(self, at: int, name: str, words: str, edit: QWidget, used: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(f"{self.objectName()}.{name}")
        box.setChecked(used)
        edit.setObjectName(f"{self.objectName()}.{name}.value")
        edit.setAccessibleName(words)
        edit.setEnabled(used)
        edit.setMinimumWidth(150)
        box.toggled.connect(edit.setEnabled)
        box.toggled.connect(lambda *_: self._check())
        self._grid.addWidget(box, at, 0)
        self._grid.addWidget(edit, at, 1)
        return box

    def _check(self) -> None:
        words = self._wrong()
        self._problem.set_text(words)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not words)

    def _wrong(self) -> str:
        raise NotImplementedError

    def _accept(self) -> None:
        if not self._wrong():
            self.accept()


class DaysDialog(_Range):
    """`chosen(since, until)` in milliseconds; None for an open end."""

    chosen = Signal(object, object)

    def __init__(
        self, since: int | None, until: int | None, now: float, parent: QWidget | None = None
    ) -> None:
        super().__init__("history.days", "", parent)
        self.setWindowTitle(self.tr("Days"))
        today = datetime.fromtimestamp(now, SHANGHAI).date()
        first = datetime.fromtimestamp(since / 1000, SHANGHAI).date() if since is not None else today
        last = last_day(until) if until is not None else today
        self.first, self.last = _day(first.isoformat(), self), _day(last.isoformat(), self)
        fresh = since is None and until is None
        self.has_first = self._row(0, "first", self.tr("From"), self.first, fresh or since is not None)
        self.has_last = self._row(
            1, "last", self.tr("Until, this day included"), self.last, fresh or until is not None
        )
        for edit in (self.first, self.last):
            edit.dateChanged.connect(lambda *_: self._check())
        self.accepted.connect(self._tell)
        self._check()
        self.first.setFocus()

    def _wrong(self) -> str:
        both = self.has_first.isChecked() and self.has_last.isChecked()
        if both and self.first.date() > self.last.date():
            return self.tr("The first day is after the last one.")
        return ""

    def _tell(self) -> None:
        first, last = _date(self.first), _date(self.last)
        since, _ = day_bounds(first, first)
        _, until = day_bounds(last, last)
        self.chosen.emit(
            since if self.has_first.isChecked() else None, until if self.has_last.isChecked() else None
        )


class ScoresDialog(_Range):
    """`chosen(low, high)`, both included; None for an open end."""

    chosen = Signal(object, object)

    def __init__(self, low: float | None, high: float | None, parent: QWidget | None = None) -> None:
        super().__init__("history.scores", "", parent)
        self.setWindowTitle(self.tr("Scores"))
        self.low, self.high = (
            _score(60 if low is None else low, self),
            _score(100 if high is None else high, self),
        )
        fresh = low is None and high is None
        self.has_low = self._row(0, "low", self.tr("At least"), self.low, fresh or low is not None)
        self.has_high = self._row(1, "high", self.tr("At most"), self.high, high is not None)
        for edit in (self.low, self.high):
            edit.valueChanged.connect(lambda *_: self._check())
        self.accepted.connect(self._tell)
        self._check()
        self.low.setFocus()

    def _wrong(self) -> str:
        both = self.has_low.isChecked() and self.has_high.isChecked()
        if both and self.low.value() > self.high.value():
            return self.tr("The lower score is above the upper one.")
        return ""

    def _tell(self) -> None:
        self.chosen.emit(
            self.low.value() if self.has_low.isChecked() else None,
            self.high.value() if self.has_high.isChecked() else None,
        )


def _day(iso: str, parent: QWidget) -> QDateEdit:
    edit = QDateEdit(QDate.fromString(iso, "yyyy-MM-dd"), parent)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    return edit


def _date(edit: QDateEdit) -> date:
    return date.fromisoformat(edit.date().toString("yyyy-MM-dd"))


def _score(value: float, parent: QWidget) -> QDoubleSpinBox:
    edit = QDoubleSpinBox(parent)
    edit.setRange(0, 100)
    edit.setDecimals(1)
    edit.setValue(value)
    inset_text(edit)
    return edit
