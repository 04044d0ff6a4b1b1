"""A `HistoryQuery` as SQL. Pure text: nothing is executed here; `walking.py` does.

Orders are found in two steps: first the rows, by indexes alone, then the orders of those rows. Index
`orders_list` holds everything that can be filtered by, in the sequence of time: a combination of filters for
which there is no index of its own costs at most one walk over it, a tenth of the table's size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import HistoryQuery, OrderState, SortColumn
from realme_desktop.records.rows import first_row, utf8_safe
from realme_desktop.records.search import match_expression

__all__ = [
    "EVERYTHING",
    "HITS",
    "HITS_LISTED",
    "HITS_READ",
    "INDEX_OF",
    "Facet",
    "Place",
    "Select",
    "beyond",
    "conditions",
    "facets",
    "found_by",
    "in_sequence",
    "phases",
    "time_range",
]

EVERYTHING = "orders INDEXED BY orders_list"
HITS = "search"
# CROSS JOIN fixes the sequence: from hit to hit, newest first, until the page is full. A search that finds
# half the history costs no more than one that finds a few.
HITS_READ = "search CROSS JOIN orders ON orders.row = search.rowid"
HITS_LISTED = "search CROSS JOIN orders INDEXED BY orders_list ON orders.row = search.rowid"

INDEX_OF = {
    SortColumn.ANSWERED: "orders_by_answered",
    SortColumn.SEGMENT: "orders_by_segment",
    SortColumn.SUBJECT: "orders_by_subject",
    SortColumn.NUMBER: "orders_by_number",
    SortColumn.VERDICT: "orders_by_verdict",
    SortColumn.SCORE: "orders_by_score",
    SortColumn.STATE: "orders_by_state",
    SortColumn.ENVIRONMENT: "orders_by_environment",
    SortColumn.OPERATOR: "orders_by_operator",
    SortColumn.ORDER_ID: "sqlite_autoindex_orders_1",
    SortColumn.SEQ_ID: "orders_by_seq",
}
"""The index that has the orders in the sequence of a column, and by time among equals."""

_NULLABLE = frozenset(
    {
        SortColumn.ANSWERED,
        SortColumn.SUBJECT,
        SortColumn.NUMBER,
        SortColumn.VERDICT,
        SortColumn.SCORE,
        SortColumn.SEQ_ID,
    }
)

_ATTENTION = (
    f"(orders.state = '{OrderState.EXPIRED.value}' OR orders.verdict = '{Verdict.REVIEW.value}'"
    f" OR (orders.state = '{OrderState.ANSWERED.value}' AND orders.problem IS NOT NULL))"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Between two orders of a list: `row` of the order that was passed, and its value in the sort column."""

    row: int
    value: str | float | None


@dataclass(slots=True)
class Select:
    """Conditions that are collected, and their values."""

    where: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.where.append(condition)
        self.values += values

    def with_(self, condition: str, *values: Any) -> Select:
        return Select([*self.where, condition], [*self.values, *values])

    def __bool__(self) -> bool:
        return bool(self.where)

    @property
    def text(self) -> str:
        return f" WHERE {' AND '.join(self.where)}" if self.where else ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A condition that an index answers by itself. `walked`: its hits come in the sequence of time."""

    tables: str
    condition: str
    values: tuple[Any, ...]
    walked: bool


def found_by(query: HistoryQuery) -> tuple[str, ...] | None:
    """The query's text as expressions of the search table: the first one that finds any order counts. None
    without text, empty when nothing can be found by it (it is punctuation only)."""
    if not query.text.strip():
        return None
    text = utf8_safe(query.text)
    expressions = (match_expression(text, whole=True), match_expression(text))
    return tuple(expression for expression in expressions if expression is not None)


def time_range(query: HistoryQuery, row: str) -> Select:
    """The query's time, as a range of rows."""
    found = Select()
    if query.since is not None:
        found.add(f"{row} >= ?", first_row(max(0, query.since)))
    if query.until is not None:
        found.add(f"{row} < ?", first_row(max(0, query.until)))
    return found


def conditions(query: HistoryQuery) -> Select:
    """All of the query but its text and its time, in terms of table `orders`."""
    found = Select()
    for column, chosen in _chosen(query):
        found.add(*_one_of(column, chosen))
    if query.score_min is not None:
        found.add("orders.score >= ?", query.score_min)
    if query.score_max is not None:
        found.add("orders.score <= ?", query.score_max)
    if query.hits:
        found.add("orders.verdict = ?", Verdict.HIT.value)
    if query.attention:
        found.add(_ATTENTION)
    if query.tags:
        condition, *tags = _one_of("order_tags.tag", sorted(query.tags))
        found.add(f"orders.row IN (SELECT order_row FROM order_tags WHERE {condition})", *tags)
    return found


def facets(query: HistoryQuery) -> Iterator[Facet]:
    """The conditions of the query that have an index of their own."""
    for column, chosen in _chosen(query):
        condition, *values = _one_of(column, chosen)
        index = INDEX_OF[SortColumn(column.removeprefix("orders."))]
        yield Facet(f"orders INDEXED BY {index}", condition, tuple(values), walked=len(chosen) == 1)
    if query.hits:
        by_verdict = INDEX_OF[SortColumn.VERDICT]
        yield Facet(
            f"orders INDEXED BY {by_verdict}", "orders.verdict = ?", (Verdict.HIT.value,), walked=True
        )
    if query.score_min is not None or query.score_max is not None:
        bounds = (query.score_min if query.score_min is not None else 0.0, query.score_max)
        highest = bounds[1] if bounds[1] is not None else 100.0
        by_score = f"orders INDEXED BY {INDEX_OF[SortColumn.SCORE]}"
        yield Facet(by_score, "orders.score BETWEEN ? AND ?", (bounds[0], highest), walked=False)
    if query.tags:
        condition, *tags = _one_of("order_tags.tag", sorted(query.tags))
        tagged = f"SELECT order_row FROM order_tags WHERE {condition}"
        yield Facet("orders NOT INDEXED", f"orders.row IN ({tagged})", tuple(tags), walked=False)


def _chosen(query: HistoryQuery) -> Iterator[tuple[str, list[str]]]:
    for column, chosen in (
        ("orders.segment", query.segments),
        ("orders.verdict", {verdict.value for verdict in query.verdicts}),
        ("orders.state", {state.value for state in query.states}),
        ("orders.environment", query.environments),
        ("orders.operator", query.operators),
    ):
        if chosen:
            yield column, sorted(chosen)


def _one_of(column: str, chosen: list[str]) -> tuple[Any, ...]:
    if len(chosen) == 1:
        return (f"{column} = ?", *chosen)
    return (f"{column} IN ({', '.join('?' * len(chosen))})", *chosen)


def in_sequence(column: SortColumn, *, descending: bool, nulls_last: bool, row: str = "orders.row") -> str:
    """ORDER BY, for a sort."""
    way = "DESC" if descending else "ASC"
    if column is SortColumn.CREATED:
        return f"{row} {way}"
    nulls = "LAST" if nulls_last else "FIRST"
    return f"orders.{column.value} {way} NULLS {nulls}, {row} {way}"


def beyond(
    column: SortColumn, place: Place, *, descending: bool, nulls_last: bool, row: str = "orders.row"
) -> tuple[Any, ...]:
    """The condition of what lies after `place`, and its values."""
    sign = "<" if descending else ">"
    if column is SortColumn.CREATED:
        return (f"{row} {sign} ?", place.row)
    parts = [
        (condition, values)
        for condition, values, _ in phases(
            column, place, descending=descending, nulls_last=nulls_last, row=row
        )
    ]
    text = " OR ".join(f"({condition})" for condition, _ in parts)
    return (f"({text})", *(value for _, values in parts for value in values))


def phases(
    column: SortColumn,
    place: Place | None,
    *,
    descending: bool,
    nulls_last: bool,
    row: str = "orders.row",
) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    """The list from `place` on as stretches, each of which an index can walk: (condition, its values, ORDER
    BY)."""
    name, sign, way = f"orders.{column.value}", "<" if descending else ">", "DESC" if descending else "ASC"
    by_value, by_row = f"{name} {way}, {row} {way}", f"{row} {way}"
    without_value = (f"{name} IS NULL", (), by_row)
    with_value = (f"{name} IS NOT NULL", (), by_value)
    both = column in _NULLABLE
    if place is None:
        stretches = (with_value, without_value) if nulls_last else (without_value, with_value)
        yield from stretches if both else (("1", (), by_value),)
    elif place.value is None and both:
        yield f"{name} IS NULL AND {row} {sign} ?", (place.row,), by_row
        if not nulls_last:
            yield with_value
    else:
        yield f"{name} = ? AND {row} {sign} ?", (place.value, place.row), by_row
        yield f"{name} {sign} ?", (place.value,), by_value
        if nulls_last and both:
            yield without_value
