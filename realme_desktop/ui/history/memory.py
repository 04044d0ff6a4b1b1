"""Which columns are shown, where and how wide: kept by name, so that a later version may add or drop some."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QHeaderView

from .columns import HIDDEN_AT_FIRST, Column

__all__ = ["recall_columns", "remember_columns", "show_as_at_first"]

_KEY = "history/columns"


def remember_columns(memory: QSettings | None, header: QHeaderView) -> None:
    if memory is None:
        return
    seen = []
    for place in range(header.count()):
        column = header.logicalIndex(place)
        hidden = header.isSectionHidden(column)
        seen.append([Column(column).name, 0 if hidden else header.sectionSize(column), hidden])
    memory.setValue(_KEY, json.dumps(seen))


def recall_columns(memory: QSettings | None, header: QHeaderView) -> bool:
    """False when nothing (or nothing readable) is kept: then the columns are as at first."""
    show_as_at_first(header)
    if memory is None:
        return False
    try:
        seen = json.loads(str(memory.value(_KEY, "")))
    except ValueError:
        return False
    place = 0
    for name, width, hidden in _entries(seen):
        column = Column[name]
        header.moveSection(header.visualIndex(column), place)
        place += 1
        header.setSectionHidden(column, hidden)
        if not hidden and width > 0:
            header.resizeSection(column, min(width, 2000))
    if all(header.isSectionHidden(column) for column in Column):
        show_as_at_first(header)
    return place > 0


def show_as_at_first(header: QHeaderView) -> None:
    for column in Column:
        header.moveSection(header.visualIndex(column), column)
        header.setSectionHidden(column, column in HIDDEN_AT_FIRST)


def _entries(seen: Any) -> Iterable[tuple[str, int, bool]]:
    """What can be made of a kept text; anybody may have edited the file."""
    known = set(Column.__members__)
    for entry in seen if isinstance(seen, list) else ():
        if isinstance(entry, list) and len(entry) == 3 and entry[0] in known and isinstance(entry[1], int):
            known.discard(entry[0])
            yield entry[0], entry[1], bool(entry[2])
