"""Windows and pages made anew, with what somebody put into them: how an open one changes its language.

Whoever opens a window says how it is made (`made_by`). `remake` makes another one, hands over what was typed,
chosen and scrolled to, and closes the one before. What stands in both is found by its name and by its place
among those of the same name, so both are to be built alike.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QWidget,
)

__all__ = ["hand_over", "made_by", "place_of", "remake", "remake_windows", "widget_at"]

_W = TypeVar("_W", bound=QWidget)
_Place = tuple[str, str, int]

_coloured: weakref.WeakSet[QWidget] = weakref.WeakSet()
_makers: weakref.WeakKeyDictionary[QWidget, Callable[[], QWidget | None]] = weakref.WeakKeyDictionary()


def made_by(widget: _W, make: Callable[[], QWidget | None], *, coloured: bool = False) -> _W:
    """`make` opens another one like this, in the language that is spoken then; None where it can't.
    `coloured`: its texts carry colours of the theme, so another theme needs another one, too."""
    _makers[widget] = make
    if coloured:
        _coloured.add(widget)
    return widget


def remake(widget: QWidget) -> QWidget | None:
    """Another one in its place, if anybody has said how. The one before is left to the caller."""
    make = _makers.get(widget)
    made = make() if make is not None else None
    if made is not None:
        hand_over(widget, made)
    return made


def remake_windows(*, coloured: bool = False) -> None:
    """Every open window beside the main one (or those `coloured` only), the outer before what stands over
    it."""
    known = _coloured if coloured else _makers
    for window in [window for window in QApplication.topLevelWidgets() if window in known]:
        if not window.isVisible():
            continue
        focus, active = QApplication.focusWidget(), window.isActiveWindow()
        place = place_of(window, focus) if focus is not None and window.isAncestorOf(focus) else None
        made = remake(window)
        if made is None:
            continue
        made.setGeometry(window.geometry())
        window.close()
        again = widget_at(made, place) if place is not None else None
        if active:
            made.activateWindow()
        if again is not None:
            again.setFocus()


def hand_over(before: QWidget, after: QWidget) -> None:
    """What was put into the one, into the other. Children are walked in the sequence they were made in, so
    that what a choice brings with it (a page, other values) is there before what was typed."""
    inputs = {place: widget for place, widget in _inputs(after)}
    for place, widget in list(_inputs(before)):
        if place not in inputs and widget.isVisible():
            inputs = {place: widget for place, widget in _inputs(after)}  # a choice has built more
        target = inputs.get(place)
        if target is not None:
            _copy(widget, target)


def place_of(root: QWidget, widget: QWidget) -> _Place | None:
    """How `widget_at` finds the one that takes this one's place: by class, name and number."""
    return next((place for place, found in _numbered(root, QWidget) if found is widget), None)


def widget_at(root: QWidget, place: _Place) -> QWidget | None:
    return next((found for known, found in _numbered(root, QWidget) if known == place), None)


def _inputs(root: QWidget) -> Iterator[tuple[_Place, QWidget]]:
    for place, widget in _numbered(root, QWidget):
        if isinstance(
            widget,
            QAbstractButton | QAbstractSpinBox | QComboBox | QLineEdit | QListWidget | QTabWidget
            | QAbstractScrollArea,
        ):  # fmt: skip
            yield place, widget


def _numbered(root: QWidget, kind: type[QWidget]) -> Iterator[tuple[_Place, QWidget]]:
    seen: Counter[tuple[str, str]] = Counter()
    for widget in root.findChildren(kind):
        key = type(widget).__name__, widget.objectName()
        yield (*key, seen[key]), widget
        seen[key] += 1


def _copy(before: QWidget, after: QWidget) -> None:
    match before, after:
        case QAbstractButton(), QAbstractButton():
            if before.isCheckable() and before.isChecked() != after.isChecked():
                after.setChecked(before.isChecked())
        case QSpinBox(), QSpinBox():
            after.setValue(before.value())
        case QDoubleSpinBox(), QDoubleSpinBox():
            after.setValue(before.value())
        case QDateEdit(), QDateEdit():
            after.setDate(before.date())
        case QComboBox(), QComboBox():
            _choose(before, after)
        case QLineEdit(), QLineEdit():
            inside = before.parent()
            if not isinstance(inside, QAbstractSpinBox | QComboBox) and before.text() != after.text():
                after.setText(before.text())
                after.setModified(before.isModified())
                after.setCursorPosition(before.cursorPosition())
        case QPlainTextEdit(), QPlainTextEdit():
            if before.toPlainText() != after.toPlainText() and not before.isReadOnly():
                after.setPlainText(before.toPlainText())
        case QListWidget(), QListWidget():
            if before.currentRow() >= 0:
                after.setCurrentRow(before.currentRow())
        case QTabWidget(), QTabWidget():
            after.setCurrentIndex(before.currentIndex())
        case _:
            pass
    if isinstance(before, QAbstractScrollArea) and isinstance(after, QAbstractScrollArea):
        place = before.verticalScrollBar().value()
        # Now, and when it is laid out: before that there may be nowhere to scroll to.
        after.verticalScrollBar().setValue(place)
        QTimer.singleShot(0, after, lambda: after.verticalScrollBar().setValue(place))


def _choose(before: QComboBox, after: QComboBox) -> None:
    row = before.currentIndex()
    known = before.currentData() is not None and before.currentText() == before.itemText(row)
    if before.isEditable() and not known:
        after.setEditText(before.currentText())
        return
    row = after.findData(before.currentData()) if known else before.currentIndex()
    if row >= 0 and row != after.currentIndex():
        after.setCurrentIndex(row)
