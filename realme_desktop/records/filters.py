"""Filters of the history that somebody gave a name. They lie in the encrypted file: what was searched for is
a name or a number as often as not. Light: the window imports it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import HistoryQuery, OrderState, SortColumn

if TYPE_CHECKING:
    import apsw

__all__ = [
    "LONGEST_NAME",
    "SavedFilter",
    "forget_filter",
    "from_json",
    "keep_filter",
    "kept_filters",
    "to_json",
]

LONGEST_NAME = 60  # characters
_SETS = ("segments", "environments", "operators", "tags")
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "since": (int,),
    "until": (int,),
    "score_min": (int, float),
    "score_max": (int, float),
    "hits": (bool,),
    "attention": (bool,),
    "descending": (bool,),
}
E_ = TypeVar("E_", bound=Enum)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """`period` is a span of time that moves with the calendar, by the name its owner gives it; then `since`
    and `until` of the query are not kept."""

    name: str
    query: HistoryQuery
    period: str | None = None


def keep_filter(connection: apsw.Connection, saved: SavedFilter) -> None:
    """Keep it, in place of the one of that name. `ValueError` for a name that is empty or too long."""
    name = saved.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(f"a filter's name has 1 to {LONGEST_NAME} characters")
    connection.execute(
        "INSERT INTO filters (name, content) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET content = excluded.content",
        (name.encode("utf-8", "replace").decode(), to_json(saved)),
    )


def forget_filter(connection: apsw.Connection, name: str) -> None:
    connection.execute("DELETE FROM filters WHERE name = ?", (name,))


def kept_filters(connection: apsw.Connection) -> tuple[SavedFilter, ...]:
    """All of them, by name."""
    found = connection.execute("SELECT name, content FROM filters ORDER BY name")
    return tuple(from_json(name, content) for name, content in found)


def to_json(saved: SavedFilter) -> str:
    query = saved.query
    content: dict[str, Any] = {name: sorted(getattr(query, name)) for name in _SETS}
    content |= {"verdicts": sorted(verdict.value for verdict in query.verdicts)}
    content |= {"states": sorted(state.value for state in query.states)}
    content |= {name: getattr(query, name) for name in _PLAIN} | {"sort": query.sort.value}
    if saved.period is not None:
        content |= {"period": saved.period, "since": None, "until": None}
    return json.dumps({name: value for name, value in content.items() if value not in (None, [], "")})


def from_json(name: str, text: str) -> SavedFilter:
    """What can't be understood is left out: another version may have kept it."""
    try:
        content = json.loads(text)
    except ValueError:
        content = {}
    if not isinstance(content, dict):
        content = {}
    given: dict[str, Any] = {key: frozenset(_texts(content.get(key))) for key in _SETS}
    given["verdicts"] = frozenset(_members(Verdict, content.get("verdicts")))
    given["states"] = frozenset(_members(OrderState, content.get("states")))
    for key, kinds in _PLAIN.items():
        value = content.get(key)
        if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
            given[key] = value
    query = HistoryQuery(**given)
    for sort in _members(SortColumn, [content.get("sort")]):
        query = replace(query, sort=sort)
    period = content.get("period")
    return SavedFilter(name, query, period if isinstance(period, str) else None)


def _texts(values: Any) -> Iterable[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _members(kind: type[E_], values: Any) -> Iterable[E_]:
    known = {member.value: member for member in kind}
    return [known[value] for value in _texts(values) if value in known]
