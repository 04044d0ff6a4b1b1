"""Lists of objects as tables: the columns that the reference describes, then whatever else there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realme_desktop.catalog import aml, loose
from realme_desktop.catalog.model import ResultField
from realme_desktop.catalog.text import Language, Text

from .cells import Reader, cell
from .shapes import OPEN, UNKNOWN, Decoded, Mask, Rows, Unreadable

__all__ = ["MAX_EXTRA_COLUMNS", "MAX_ROWS", "Listed", "item_columns", "listed", "table", "unreadable"]

MAX_EXTRA_COLUMNS = 24
MAX_ROWS = 2_000  # a hostile reply may hold a million; the raw reply keeps them all


@dataclass(frozen=True, slots=True)
class Listed:
    """A column: the spellings of its key (upper and lower case alike), and how its values are read."""

    names: tuple[str, ...]
    label: Text
    mask: Mask = OPEN
    read: Reader | None = None


def table(
    columns: Sequence[Listed],
    entries: Sequence[Any],
    language: Language,
    facts: tuple[tuple[Text, str], ...] = (),
) -> Rows:
    """Entries as rows: the known columns, then a column for each key that nobody described."""
    more = max(0, len(entries) - MAX_ROWS)
    entries = entries[:MAX_ROWS]
    known = {name.casefold() for column in columns for name in column.names}
    extra: dict[str, None] = {}
    for entry in entries:
        for key in entry if isinstance(entry, dict) else ("value",):
            if str(key).casefold() not in known and len(extra) < MAX_EXTRA_COLUMNS:
                extra[str(key)] = None
    rows = []
    for entry in entries:
        mapping = entry if isinstance(entry, dict) else {"value": entry}
        texts = {str(key): inner for key, inner in mapping.items()}
        cells = []
        for column in columns:
            found = aml.lookup(texts, *column.names)
            cells.append(column.read(found, language) if column.read and found is not None else cell(found))
        rows.append((*cells, *(cell(texts.get(key)) for key in extra)))
    return Rows(
        columns=(*(column.label for column in columns), *(Text(key, key) for key in extra)),
        rows=tuple(rows),
        facts=facts,
        masks=(*(column.mask for column in columns), *(UNKNOWN for _ in extra)),
        more=more,
    )


def listed(value: Any, columns: Sequence[Listed], language: Language) -> Decoded:
    """A list of objects, or one of them alone, be it JSON or JSON text."""
    opened = loose.unwrap(value)
    if isinstance(opened, dict):
        opened = [opened] if opened else []
    if not isinstance(opened, list):
        return unreadable(value)
    return table(columns, opened, language)


def unreadable(value: Any) -> Unreadable:
    why = Text(
        "无法按约定的格式识别，以下为原文。", "Not in the form that is expected; this is the text as it came."
    )
    return Unreadable(cell(value), why)


def item_columns(field: ResultField, readers: Mapping[str, Reader]) -> list[Listed]:
    """The columns that the catalog's entry of a list names."""
    return [
        Listed((item.name,), item.label, (item.sensitivity, item.role), readers.get(item.name))
        for item in field.items
    ]
