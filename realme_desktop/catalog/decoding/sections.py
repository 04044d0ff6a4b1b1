"""A structure of many parts (a carrier report, bills and calls) as titled sections of facts and tables.

What fits neither facts nor a table stays a tree. Nothing is left out: what is beyond a bound is in a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from realme_desktop.catalog.text import Text

from .carrier_words import MONEY, label_of, mask_of, value_of
from .dates import month_of
from .shapes import OPEN, UNKNOWN, Mask
from .tabular import Cell, Column, Table, key_of, words_of

__all__ = ["Fact", "Month", "Section", "fact", "money", "sections_of", "tabulate"]

_MOST_SECTIONS = 80
_MOST_COLUMNS = 40
_MOST_ROWS = 50_000
_DEEPEST = 3  # sections within sections; what lies deeper is a tree
_MOST_ALONE = 12  # objects of a list that get sections of their own


@dataclass(frozen=True, slots=True)
class Fact:
    key: str
    label: Text
    text: Text
    mask: Mask


@dataclass(frozen=True, slots=True)
class Month:
    """One bar: `month` as 2026-01, `value` in the unit of the plot, `words` with the unit."""

    month: str
    value: Decimal
    words: Text


@dataclass(frozen=True, slots=True)
class Section:
    """`path` tells where it stands in the answer, by keys. `plot` names what `months` are of. `tree` holds
    what could not be put into facts or a table, None where nothing is left."""

    path: tuple[str, ...]
    title: Text
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    tree: Any = None
    plot: Text | None = None
    months: tuple[Month, ...] = ()
    left_out: int = 0

    @property
    def empty(self) -> bool:
        return not self.facts and self.table is None and self.tree is None


def money(value: Any) -> Text | None:
    """分 in yuan; None for what is no number."""
    rank, number, _ = key_of(value)
    if rank != 0 or isinstance(value, bool) or abs(number) > Decimal(10) ** 15:
        return None
    return Text(f"{number / 100:,.2f} 元", f"{number / 100:,.2f} CNY")


def fact(key: str, value: Any) -> Fact:
    shown = money(value) if key in MONEY else value_of(key, value)
    return Fact(key, label_of(key), shown or _words(value), _mask(key, (value,)))


_LONG_NUMBER = re.compile(r"\d{7,}")


def _mask(key: str, values: Iterable[Any]) -> Mask:
    """As the key says; a text that anybody may read is masked all the same if somebody's number is in it."""
    how = mask_of(key)
    if not how[0].masked and any(isinstance(value, str) and _LONG_NUMBER.search(value) for value in values):
        return UNKNOWN
    return how


_YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}


def _words(value: Any) -> Text:
    return _YES_NO[value] if isinstance(value, bool) else words_of(value)


def sections_of(answer: Mapping[Any, Any]) -> tuple[tuple[Fact, ...], tuple[Section, ...]]:
    """The facts at the top of an answer, and a section for each structure in it."""
    facts, rest = _split(answer)
    made: list[Section] = []
    for key, value in rest.items():
        if len(made) >= _MOST_SECTIONS:
            made.append(Section((key,), label_of(key), tree=value))
            continue
        made.extend(_sections((key,), label_of(key), value, 1))
    return facts, tuple(made)


def _split(mapping: Mapping[Any, Any]) -> tuple[tuple[Fact, ...], dict[str, Any]]:
    """Scalars as facts; structures apart. An empty structure is a fact: it says that nothing was found."""
    facts: list[Fact] = []
    rest: dict[str, Any] = {}
    for key, value in mapping.items():
        if isinstance(value, dict | list) and value:
            rest[str(key)] = value
        elif isinstance(value, dict | list):
            facts.append(Fact(str(key), label_of(str(key)), _EMPTY, OPEN))
        else:
            facts.append(fact(str(key), value))
    return tuple(facts), rest


_EMPTY = Text("无记录", "none")


def _sections(path: tuple[str, ...], title: Text, value: Any, depth: int) -> list[Section]:
    if isinstance(value, dict):
        return _of_object(path, title, value, depth)
    if isinstance(value, list):
        return _of_list(path, title, value, depth)
    return [Section(path, title, tree=value)]


def _of_object(path: tuple[str, ...], title: Text, value: Mapping[Any, Any], depth: int) -> list[Section]:
    facts, rest = _split(value)
    if depth >= _DEEPEST and rest:
        return [Section(path, title, facts=facts, tree=rest)]
    made = [Section(path, title, facts=facts)] if facts or not rest else []
    for key, inner in rest.items():
        made.extend(_sections((*path, key), _joined(title, label_of(key)), inner, depth + 1))
    return made


def _of_list(path: tuple[str, ...], title: Text, value: Sequence[Any], depth: int) -> list[Section]:
    if not all(isinstance(entry, dict) for entry in value):
        return [Section(path, title, tree=list(value))]
    nested = any(isinstance(inner, dict | list) and inner for entry in value for inner in entry.values())
    if nested:
        if depth < _DEEPEST and len(value) <= _MOST_ALONE:
            made: list[Section] = []
            for number, entry in enumerate(value, 1):
                name = title if len(value) == 1 else _joined(title, words_of(number))
                made.extend(_of_object((*path, str(number)), name, entry, depth + 1))
            return made
        return [Section(path, title, tree=list(value))]
    table, left = tabulate(value)
    plot, months = _monthly(path[-1], value)
    return [Section(path, title, table=table, left_out=left, plot=plot, months=months)]


def _joined(title: Text, part: Text) -> Text:
    return Text(f"{title.zh} · {part.zh}", f"{title.en} · {part.en}")


def tabulate(entries: Sequence[Mapping[Any, Any]], first: Sequence[str] = ()) -> tuple[Table | None, int]:
    """Flat objects as a table with a column for each key, those in `first` before the others, and how many
    rows were left out. None where the objects have more keys than a table can hold."""
    keys: dict[str, None] = dict.fromkeys(name for name in first if any(name in entry for entry in entries))
    for entry in entries:
        keys.update(dict.fromkeys(str(key) for key in entry))
        if len(keys) > _MOST_COLUMNS:
            return None, 0
    columns = tuple(
        Column(
            key,
            label_of(key),
            _mask(key, (entry.get(key) for entry in entries)),
            numeric=_numeric(key, entries),
        )
        for key in keys
    )
    rows = tuple(_row(entry, keys) for entry in entries[:_MOST_ROWS])
    return Table(columns, rows), max(0, len(entries) - _MOST_ROWS)


def _numeric(key: str, entries: Sequence[Mapping[Any, Any]]) -> bool:
    seen = [value for entry in entries[:50] if (value := entry.get(key)) not in (None, "")]
    return key in MONEY or (
        bool(seen) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in seen)
    )


def _row(entry: Mapping[Any, Any], keys: Mapping[str, None]) -> tuple[Cell, ...]:
    texts = {str(key): value for key, value in entry.items()}
    return tuple(_cell(key, texts.get(key)) for key in keys)


def _cell(key: str, value: Any) -> Cell:
    shown = money(value) if key in MONEY and value is not None else value_of(key, value)
    return Cell(shown or _words(value), key_of(value))


def _monthly(key: str, entries: Sequence[Mapping[Any, Any]]) -> tuple[Text | None, tuple[Month, ...]]:
    """The monthly totals of bills: what was charged, else the total, by month in order."""
    for name in ("actual_fee", "total_fee"):
        sums: dict[str, Decimal] = {}
        for entry in entries:
            month = month_of(entry.get("bill_month", entry.get("month")))
            rank, number, _ = key_of(entry.get(name))
            if month is not None and rank == 0 and abs(number) < Decimal(10) ** 12:
                sums[month] = sums.get(month, Decimal(0)) + number / 100
        if len(sums) > 1:
            months = tuple(
                Month(month, value, Text(f"{value:,.2f} 元", f"{value:,.2f} CNY"))
                for month, value in sorted(sums.items())
            )
            return Text(f"每月{label_of(name).zh}（元）", f"{label_of(name).en} by month (CNY)"), months
    return None, ()
