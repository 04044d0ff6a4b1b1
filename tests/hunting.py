"""Hunting for seeded personal data and keys, wherever a program may have left them.

`traces(needles, ...)` names each place that holds one of the needles; the tests want none. A needle is never
printed whole: a failing test must not write into a log what it accuses others of writing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

__all__ = ["Trace", "in_bytes", "in_files", "in_text", "in_widgets", "spellings"]

Trace = str
"""Where, and which of the needles by its beginning."""


def spellings(needle: str) -> tuple[str, ...]:
    """As it is, as JSON writes it, and as an address does."""
    forms = {needle, json.dumps(needle)[1:-1], quote(needle)}
    return tuple(form for form in forms if form)


def _named(needle: str) -> str:
    return f"{needle[:2]}… ({len(needle)})"


def in_text(text: str, needles: Iterable[str], place: str) -> list[Trace]:
    return [
        f"{place}: {_named(needle)}" for needle in needles if any(form in text for form in spellings(needle))
    ]


def in_bytes(data: bytes, needles: Iterable[str], place: str) -> list[Trace]:
    """Also in the UTF-16 of Qt's strings."""
    found = []
    for needle in needles:
        forms = [form.encode() for form in spellings(needle)]
        forms += [needle.encode("utf-16-le"), needle.encode("utf-32-le")]
        if any(form in data for form in forms):
            found.append(f"{place}: {_named(needle)}")
    return found


def in_files(folder: Path, needles: Iterable[str]) -> list[Trace]:
    """In the content and the names of all files below a folder."""
    needles = tuple(needles)
    found: list[Trace] = []
    for path in sorted(folder.rglob("*")):
        found += in_text(path.name, needles, f"the name of a file in {path.parent.name}")
        if path.is_file():
            found += in_bytes(path.read_bytes(), needles, path.name)
    return found


def in_widgets(needles: Iterable[str], *, held: bool = False) -> list[Trace]:
    """In every widget that exists, shown or not: its texts, what a screen reader is told, tooltips, titles,
    the cells of its models; and on the clipboard. With `held` also in what a widget's own attributes hold,
    seen or not."""
    from PySide6.QtGui import QClipboard, QGuiApplication
    from PySide6.QtWidgets import QApplication

    needles = tuple(needles)
    found: list[Trace] = []
    for widget in QApplication.allWidgets():
        name = widget.objectName() or type(widget).__name__
        for place, text in _texts_of(widget):
            found += in_text(text, needles, f"{name}.{place}")
        for attribute, value in vars(widget).items() if held else ():
            found += in_text(_said(value), needles, f"{name}.{attribute}")
    for window in QGuiApplication.allWindows():
        found += in_text(window.title(), needles, "window title")
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection():
        found += in_text(clipboard.text(QClipboard.Mode.Selection), needles, "selection")
    return found + in_text(clipboard.text(), needles, "clipboard")


def _said(value: object) -> str:
    """What an attribute holds, as far as its own text tells. Never a widget's: those come by themselves."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list | tuple | set | frozenset) or type(value).__module__.startswith(
        "realme_desktop.records"
    ):
        return repr(value)
    return ""


def _texts_of(widget: object) -> Iterator[tuple[str, str]]:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

    assert isinstance(widget, QWidget)
    for method in (
        "windowTitle", "windowFilePath", "toolTip", "statusTip", "whatsThis", "accessibleName",
        "accessibleDescription", "text", "displayText", "placeholderText", "title", "toPlainText",
        "currentText", "message", "shown",
    ):  # fmt: skip
        # Of a line what stands in it, whatever else it answers to its form.
        read = getattr(QLineEdit if isinstance(widget, QLineEdit) else type(widget), method, None)
        if callable(read):
            try:
                value = read(widget)
            except TypeError:  # one that wants arguments is none of these
                continue
            if isinstance(value, str):
                yield method, value
    for action in widget.actions():
        yield "action", f"{action.text()}\n{action.toolTip()}"
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            yield f"accessible {kind.name}", interface.text(kind)
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield "item", widget.itemText(row)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells_of(widget)


def _cells_of(view: object, most: int = 2000) -> Iterator[tuple[str, str]]:
    from PySide6.QtCore import QAbstractListModel, Qt
    from PySide6.QtWidgets import QAbstractItemView

    assert isinstance(view, QAbstractItemView)
    model = view.model()
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.StatusTipRole,
        *(Qt.ItemDataRole.UserRole + number for number in range(6)),
    )  # fmt: skip
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(view.rootIndex())
    for row in range(min(model.rowCount(view.rootIndex()), most)):
        for column in range(columns):
            index = model.index(row, column, view.rootIndex())
            for role in roles:
                value = index.data(role)
                if isinstance(value, str):
                    yield f"cell {row},{column}", value
