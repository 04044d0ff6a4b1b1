"""A `HistoryQuery` as SQL. Pure text: nothing is executed here.

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

__all__ = ["INDEX_OF", "NULLABLE", "Place", "Select", "conditions", "found_by", "phases", "time_range"]

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

NULLABLE = frozenset(
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

    def __bool__(self) -> bool:
        return bool(self.where)

    @property
    def text(self) -> str:
        return f" WHERE {' AND '.join(self.where)}" if self.where else ""


def found_by(query: HistoryQuery) -> tuple[str, ...] | None:
    """The query's text as expressions of the search table: the first one that finds any order counts. None
    without text, empty when nothing can be found by it (it is punctuation only)."""
    if not query.text.strip():
        return None
    text = utf8_safe(query.text)
    expressions = (match_expression(text, whole=True), match_expression(text))
    return tuple(expression for expression in expressions if expression is not None)


def time_range(query: HistoryQuery) -> tuple[int | None, int | None]:
    """The rows of the query's time: at or after the first, before the second."""
    return (
        None if query.since is None else first_row(max(0, query.since)),
        None if query.until is None else first_row(max(0, query.until)),
    )


def conditions(query: HistoryQuery) -> Select:
    """All of the query but its text and its time, in terms of table `orders`."""
    found = Select()
    for column, chosen in (
        ("segment", sorted(query.segments)),
        ("verdict", sorted(verdict.value for verdict in query.verdicts)),
        ("state", sorted(state.value for state in query.states)),
        ("environment", sorted(query.environments)),
        ("operator", sorted(query.operators)),
    ):
        if len(chosen) == 1:
            found.add(f"orders.{column} = ?", *chosen)
        elif chosen:
            found.add(f"orders.{column} IN ({', '.join('?' * len(chosen))})", *chosen)
    if query.score_min is not None:
        found.add("orders.score >= ?", query.score_min)
    if query.score_max is not None:
        found.add("orders.score <= ?", query.score_max)
    if query.hits:
        found.add("orders.verdict = ?", Verdict.HIT.value)
    if query.attention:
        found.add(_ATTENTION)
    if query.tags:
        marks = ", ".join("?" * len(query.tags))
        tagged = f"SELECT order_row FROM order_tags WHERE tag IN ({marks})"
        found.add(f"orders.row IN ({tagged})", *sorted(query.tags))
    return found


def phases(
    column: SortColumn, place: Place | None, *, descending: bool, nulls_last: bool
) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    """The list from `place` on as stretches, each of which an index can walk: (condition, its values, ORDER
    BY)."""
    name, beyond, way = f"orders.{column.value}", "<" if descending else ">", "DESC" if descending else "ASC"
    by_value, by_row = f"{name} {way}, orders.row {way}", f"orders.row {way}"
    without_value = (f"{name} IS NULL", (), by_row)
    with_value = (f"{name} IS NOT NULL", (), by_value)
    if column not in NULLABLE:
        without_value, with_value = ("0", (), by_row), ("1", (), by_value)
    if place is None:
        yield from (with_value, without_value) if nulls_last else (without_value, with_value)
    elif place.value is None:
        yield f"{name} IS NULL AND orders.row {beyond} ?", (place.row,), by_row
        if not nulls_last:
            yield with_value
    else:
        yield f"{name} = ? AND orders.row {beyond} ?", (place.value, place.row), by_row
        yield f"{name} {beyond} ?", (place.value,), by_value
        if nulls_last:
            yield without_value
