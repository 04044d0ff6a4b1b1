"""Every word of a window that a person sees or hears, and which of them are of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

__all__ = ["chinese_words", "english_words"]

TS = Path(__file__).resolve().parents[2] / "resources" / "translations" / "realme_desktop_zh.ts"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_ROWS = 60


def words_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where, and the words: hidden parts too, because they may be shown next."""
    for widget in (root, *root.findChildren(QWidget)):
        place = f"{type(widget).__name__} {widget.objectName()}"
        for name in ("accessibleName", "accessibleDescription", "toolTip", "windowTitle", "statusTip"):
            yield f"{place}.{name}", getattr(widget, name)()
        if isinstance(widget, QLabel | QAbstractButton):
            yield place, widget.text()
        elif isinstance(widget, QLineEdit):
            yield f"{place}.placeholder", widget.placeholderText()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            yield f"{place}.placeholder", widget.placeholderText()
            if widget.isReadOnly():
                yield place, widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from ((place, widget.itemText(row)) for row in range(widget.count()))
        elif isinstance(widget, QTabWidget):
            yield from ((place, widget.tabText(tab)) for tab in range(widget.count()))
        elif isinstance(widget, QMenu):
            yield place, widget.title()
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((place, words) for words in _items(widget.model()))
    for action in root.findChildren(QAction):
        yield f"QAction {action.objectName()}", action.text()
        yield f"QAction {action.objectName()}.toolTip", action.toolTip()


def _items(model: QAbstractItemModel) -> Iterator[str]:
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    )  # fmt: skip
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        for role in roles:
            head = model.headerData(column, Qt.Orientation.Horizontal, role)
            yield head if isinstance(head, str) else ""
        for row in range(min(model.rowCount(), _ROWS)):
            for role in roles:
                cell = model.index(row, column).data(role)
                yield cell if isinstance(cell, str) else ""


def chinese_words(root: QWidget, but: str = "") -> list[tuple[str, str]]:
    """What is still Chinese. The characters of `but` are somebody's name, or were typed."""
    return [
        (place, words)
        for place, words in words_of(root)
        if any(sign not in but for sign in CHINESE.findall(words))
    ]


def english_words(root: QWidget) -> list[tuple[str, str]]:
    """What is still the English of a string that has a Chinese one."""
    known, same = set(), set()
    for message in ElementTree.parse(TS).getroot().iter("message"):
        source = message.findtext("source") or ""
        translation = message.findtext("translation") or ""
        if translation and translation != source and CHINESE.search(translation):
            known.add(source.replace("&", ""))
        else:
            same.add(source)
    return [(place, words) for place, words in words_of(root) if words.replace("&", "") in known - same]
