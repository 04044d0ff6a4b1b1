"""A table whose cells can be sorted by what they mean: amounts as amounts, dates as dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.text import Text

from .cells import cell
from .shapes import OPEN, UNKNOWN, Mask

__all__ = [
    "Cell",
    "Column",
    "SortKey",
    "Table",
    "Tone",
    "cell_of",
    "concealed",
    "extra_columns",
    "key_of",
    "masked_text",
    "words_of",
]

SortKey = tuple[int, Decimal, str]
"""Numbers first, then texts, then what isn't there: values of any kind compare with each other."""

_ABSENT: SortKey = (2, Decimal(0), "")
_NUMBER = re.compile(r"\s*[-+]?\d{1,30}(\.\d{1,30})?\s*", re.ASCII)


class Tone(Enum):
    """What a cell means, for a colour beside its words or sign; never without those."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the wire name, unique in its table; `numeric` columns stand at the right."""

    key: str
    label: Text
    mask: Mask = OPEN
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` in both languages (equal ones for data); `sort` is what the column is ordered by. `mask` is how
    this one is hidden where its column holds values of several kinds."""

    text: Text
    sort: SortKey = _ABSENT
    tone: Tone = Tone.PLAIN
    mask: Mask | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def words_of(value: Any) -> Text:
    """Data as it came, the same in both languages."""
    text = cell(value)
    return Text(text, text)


def key_of(value: Any) -> SortKey:
    """Where a value stands among others of its column. Text that is a number counts as one."""
    if value is None or value == "":
        return _ABSENT
    if isinstance(value, bool):
        return (0, Decimal(int(value)), "")
    try:
        if isinstance(value, int | float | Decimal):
            number = Decimal(str(value))
            return (0, number, "") if number.is_finite() else (1, Decimal(0), str(value))
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return (0, Decimal(value.strip()), "")
    except (ValueError, InvalidOperation):  # an integer of over 4,300 digits has no text
        return (1, Decimal(0), "")
    return (1, Decimal(0), cell(value).casefold())


def cell_of(value: Any) -> Cell:
    """A value that nobody described."""
    return Cell(words_of(value), key_of(value))


def concealed(table: Table) -> Table:
    """The same with every personal value masked. It sorts alike: the order of rows tells no value."""
    rows = tuple(
        tuple(
            replace(item, text=masked_text(item, column))
            for item, column in zip(row, table.columns, strict=True)
        )
        for row in table.rows
    )
    return Table(table.columns, rows)


def masked_text(item: Cell, column: Column) -> Text:
    """What of a cell may be seen by anybody. For tables too long to be masked beforehand."""
    how = item.mask or column.mask
    if not how[0].masked:
        return item.text
    return Text(mask(item.text.zh, *how), mask(item.text.en, *how))


def extra_columns(keys: Iterable[str], known: Iterable[str], most: int = 40) -> tuple[Column, ...]:
    """A column for each key that nobody described, in the order of appearance; masked as personal."""
    seen = {name.casefold() for name in known}
    found: dict[str, Column] = {}
    for key in keys:
        if key.casefold() not in seen and key not in found and len(found) < most:
            found[key] = Column(key, Text(key, key), UNKNOWN)
    return tuple(found.values())
