"""Whether every text has the room that it needs, by the metrics of its font.

A text may be shorter than it should be only where a tooltip says the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from realme_desktop.ui.widgets.words import Words

__all__ = ["cut_off"]

_SLACK = 1  # pixels that rounding may take
_EDGE = 10  # pixels
_CELL = 6  # at the sides of a cell's text
_ROWS = 12  # of a list that are looked at


def cut_off(root: QWidget) -> list[str]:
    """What has less room than it needs, one line each: what it is, and its text."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and not _folded_up(widget) and (widget is root or not _apart(widget, root)):
            found += [f"{_place(widget)}: {words}" for words in _of(widget)]
    return list(dict.fromkeys(found))


def _folded_up(widget: QWidget) -> bool:
    """In a pane that is no more than its edge, until it is wanted."""
    part = widget
    scrolled = widget.parentWidget()
    while scrolled is not None and not scrolled.isWindow():
        if isinstance(scrolled, QAbstractScrollArea):
            part = scrolled  # what it holds may be scrolled out of sight
        scrolled = scrolled.parentWidget()
    seen = part.visibleRegion().boundingRect()
    return seen.height() < min(_EDGE, part.height()) or seen.width() < min(_EDGE, part.width())


def _apart(widget: QWidget, root: QWidget) -> bool:
    """A window of its own is a scene of its own."""
    return widget.window() is not root.window()


def _place(widget: QWidget) -> str:
    part: QWidget | None = widget
    names: list[str] = []
    while part is not None and len(names) < 2:
        name = part.objectName()
        if name and not name.startswith("qt_"):
            names.append(name)
        part = part.parentWidget()
    return f"{type(widget).__name__} {' in '.join(names)}".strip()


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QGroupBox):
        if widget.title() and _advance(widget, widget.title()) + 8 > widget.width():
            yield f"title: {widget.title()}"
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QTableView | QTreeView | QListView):
        yield from _cells(widget)
    elif isinstance(widget, QScrollArea):
        yield from _area(widget)
    elif type(widget).__module__.startswith("realme_desktop") and not isinstance(widget, QAbstractScrollArea):
        yield from _drawn(widget)
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        yield from _beyond(widget)


def _advance(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(_plain(text))


def _plain(text: str) -> str:
    """Without the marks of mnemonics."""
    return re.sub("&(.)", r"\1", text)


def _told(widget: QWidget, text: str) -> bool:
    return _plain(text).rstrip("…") in widget.toolTip()


def _beyond(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    if isinstance(parent, QAbstractScrollArea | QComboBox | QLineEdit) or widget.visibleRegion().isEmpty():
        return
    box = widget.geometry()
    if box.right() > parent.width() or box.left() < 0 or box.bottom() > parent.height() or box.top() < 0:
        yield f"beyond the edge of what holds it: {_text(widget)[:60]}"


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or _told(label, text):
        return
    if label.wordWrap() or label.hasHeightForWidth():
        needed = label.heightForWidth(label.width())
        if label.height() + _SLACK < needed:
            yield f"too low by {needed - label.height()}: {text[:60]}"
    else:
        wanted = max(_advance(label, line) for line in text.split("\n"))
        room = label.contentsRect().width() - 2 * label.margin()
        if room + _SLACK < wanted and label.textFormat() is not Qt.TextFormat.RichText:
            yield f"too narrow by {wanted - room}: {text[:60]}"
        if label.height() + _SLACK < label.fontMetrics().height():
            yield f"too low by {label.fontMetrics().height() - label.height()}: {text[:60]}"
    if label.wordWrap() and not isinstance(label, Words):  # which breaks anywhere
        longest = max(
            (_advance(label, word) for word in re.split(r"[\s/]+", text) if word.isascii()), default=0
        )
        room = label.contentsRect().width() - 2 * label.margin()
        if longest > room + _SLACK and label.textFormat() is Qt.TextFormat.PlainText:
            yield f"a word too long by {longest - room}: {text[:60]}"


def _button(button: QAbstractButton) -> Iterator[str]:
    text = button.text()
    if not text or _told(button, text):
        return
    if isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return
    if isinstance(button, QCheckBox | QRadioButton | QPushButton):
        wanted = button.sizeHint().width()
    else:
        wanted = button.minimumSizeHint().width()
    if button.width() + _SLACK < wanted:
        yield f"too narrow by {wanted - button.width()}: {text}"
    if button.height() < button.fontMetrics().height():
        yield f"too low by {button.fontMetrics().height() - button.height()}: {text}"


def _line(line: QLineEdit) -> Iterator[str]:
    if line.height() < line.fontMetrics().height() + 2:
        yield f"too low: {line.placeholderText()}"
    words = line.placeholderText()
    if not words or line.text() or _told(line, words):
        return
    margins = line.textMargins()
    room = line.contentsRect().width() - margins.left() - margins.right() - 4
    for button in line.findChildren(QAbstractButton):  # icons inside of it
        if button.isVisible():
            room -= button.width()
    missing = _advance(line, words) - room
    if missing > _SLACK:
        yield f"placeholder too long by {missing}: {words}"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    box = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    text = combo.currentText()
    missing = _advance(combo, text) - box.width()
    if missing > _SLACK and not _told(combo, text):
        yield f"too narrow by {missing}: {text}"
    if box.height() + 2 < combo.fontMetrics().height():
        yield f"too low: {text}"


def _tabs(bar: QTabBar) -> Iterator[str]:
    total = 0
    for place in range(bar.count()):
        if not bar.isTabVisible(place):
            continue
        total += bar.tabRect(place).width()
        icon = 0 if bar.tabIcon(place).isNull() else bar.iconSize().width() + 4
        missing = _advance(bar, bar.tabText(place)) + icon + 8 - bar.tabRect(place).width()
        if missing > 0 and bar.tabText(place) not in bar.tabToolTip(place):
            yield f"tab too narrow by {missing}: {bar.tabText(place)}"
    if total > bar.width() + _SLACK:
        yield f"tabs don't fit by {total - bar.width()}: {bar.tabText(bar.count() - 1)}"


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is Qt.Orientation.Vertical:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        text = str(model.headerData(section, header.orientation()) or "")
        missing = _advance(header, text) + 8 - header.sectionSize(section)
        tip = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        if missing > 0 and text not in tip:
            yield f"column too narrow by {missing}: {text}"


def _cells(view: QTableView | QTreeView | QListView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = range(model.columnCount()) if not isinstance(view, QListView) else range(1)
    for row in range(min(model.rowCount(), _ROWS)):
        for column in columns:
            index = model.index(row, column, QModelIndex())
            box = view.visualRect(index)
            text = index.data()
            if not isinstance(text, str) or not text or box.isEmpty():
                continue
            if box.height() < view.fontMetrics().height():
                yield f"row too low by {view.fontMetrics().height() - box.height()}: {text[:40]}"
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if isinstance(view, QListView) and view.wordWrap():
                text = max(text.split(), key=len)
            missing = _advance(view, text) + _CELL - box.width()
            if missing > 0 and text.split("\n")[0] not in tip:
                yield f"cell too narrow by {missing}, without a tooltip: {text[:40]}"


def _area(area: QScrollArea) -> Iterator[str]:
    inner = area.widget()
    if inner is not None and area.widgetResizable() and inner.width() > area.viewport().width() + _SLACK:
        yield f"has to be scrolled sideways by {inner.width() - area.viewport().width()}"


def _drawn(widget: QWidget) -> Iterator[str]:
    """What draws its text by itself says how much room it wants."""
    wanted = widget.minimumSizeHint()
    if widget.parentWidget() is None or widget.toolTip() or widget.layout() is not None:
        return
    if wanted.isValid() and widget.width() + _SLACK < wanted.width():
        yield f"narrower than the least it wants by {wanted.width() - widget.width()}"
    if wanted.isValid() and widget.height() + _SLACK < wanted.height():
        yield f"lower than the least it wants by {wanted.height() - widget.height()}"
