"""Reading the records: single orders, and lists by the page. See `finding.py` for how lists are found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import apsw

from realme_desktop.records.database import translated
from realme_desktop.records.errors import RecordsUnavailable, UnknownOrder
from realme_desktop.records.exchanges import StoredExchange, from_rows
from realme_desktop.records.finding import Place, Select, conditions, found_by, phases, time_range
from realme_desktop.records.model import (
    Cursor,
    Event,
    HistoryQuery,
    Notice,
    Order,
    OrderState,
    Page,
    SortColumn,
    StoredPicture,
)
from realme_desktop.records.rows import COLUMNS, first_row, from_row, quoted

__all__ = ["NOTICE", "SELECT", "Reader"]

T = TypeVar("T")

_COLUMNS = ", ".join(f"orders.{quoted(column)}" for column in COLUMNS)
SELECT = f"SELECT {_COLUMNS} FROM orders"
NOTICE = tuple(field.name for field in fields(Notice))
_UNFINISHED = ", ".join(f"'{state.value}'" for state in OrderState if not state.final)
_BY_TIME = {True: "orders.row DESC", False: "orders.row ASC"}
_AT_ONCE = 500  # orders fetched by one statement


class Reader:
    """All that is asked of the records, by a connection that can't write. Any thread may ask."""

    def __init__(self, reader: apsw.Connection) -> None:
        self._reader = reader
        self._reading = threading.Lock()
        self._closed = False

    # -- one order ----------------------------------------------------------------------------------------

    def get(self, order_id: str) -> Order:
        """The order of this number; `UnknownOrder` if there is none."""
        rows = self._read(f"{SELECT} WHERE order_id = ?", (order_id,))
        if not rows:
            raise UnknownOrder(order_id)
        return from_row(rows[0])

    def pictures(self, order_id: str) -> dict[str, StoredPicture]:
        """The order's pictures and packets by wire name, as they were sent, in the order they were added."""
        rows = self._read(
            "SELECT name, data, media_type, lower(hex(sha256)), width, height"
            " FROM order_pictures JOIN pictures USING (sha256)"
            " WHERE order_row = (SELECT row FROM orders WHERE order_id = ?) ORDER BY position",
            (order_id,),
        )
        return {
            name: StoredPicture(
                name=name, data=data, media_type=media_type, sha256=sha256, width=width, height=height
            )
            for name, data, media_type, sha256, width, height in rows
        }

    def events(self, order_id: str) -> tuple[Event, ...]:
        """The steps of an order's life, first to last."""
        rows = self._read(
            "SELECT at, state, cause, evidence FROM events"
            " WHERE order_row = (SELECT row FROM orders WHERE order_id = ?) ORDER BY number",
            (order_id,),
        )
        return tuple(
            Event(order_id=order_id, at=at, state=OrderState(state), cause=cause, evidence=evidence)
            for at, state, cause, evidence in rows
        )

    def exchanges(self, order_id: str) -> tuple[StoredExchange, ...]:
        """What was said to RealMe about this order and what RealMe said, first to last."""
        return from_rows(
            self._read(
                "SELECT number, kind, at, changed, told, body FROM exchanges"
                " WHERE order_row = (SELECT row FROM orders WHERE order_id = ?) ORDER BY number",
                (order_id,),
            )
        )

    # -- lists --------------------------------------------------------------------------------------------

    def page(
        self,
        query: HistoryQuery,
        after: Cursor | None = None,
        limit: int = 100,
        *,
        before: Cursor | None = None,
    ) -> Page:
        """`limit` orders that the query finds, in its sequence: the first ones, those after a place, or those
        before one (the nearest)."""
        if after is not None and before is not None:
            raise ValueError("a page lies after one place or before one, not both")
        with self._reading, translated():
            self._check_open()
            self._reader.execute("BEGIN")  # the rows and their orders are of one moment
            try:
                rows = self._rows(query, after or before, limit + 1, backwards=before is not None)
                more = len(rows) > limit
                orders = self._orders(rows[:limit])
            finally:
                self._reader.execute("COMMIT")
        if before is not None:
            orders.reverse()
        if not orders:
            return Page(orders=(), next=None)
        first, last = _cursor(query, orders[0]), _cursor(query, orders[-1])
        if before is not None:
            return Page(orders=tuple(orders), next=last, previous=first if more else None)
        return Page(
            orders=tuple(orders), next=last if more else None, previous=None if after is None else first
        )

    def count(self, query: HistoryQuery) -> int:
        """How many orders the filter finds."""
        with self._reading, translated():
            self._check_open()
            for expression in self._expressions(query):
                wanted = _narrowed(conditions(query), query, "orders.row")
                if expression is None:
                    statement = f"SELECT count(*) FROM orders{wanted.text}"
                elif not wanted:  # each hit is an order: no need to look at it
                    wanted.add("search MATCH ?", expression)
                    statement = f"SELECT count(*) FROM search{wanted.text}"
                else:
                    wanted.add("search MATCH ?", expression)
                    statement = f"SELECT count(*) FROM {_HITS}{wanted.text}"
                found = self._reader.execute(statement, tuple(wanted.values)).get
                if found or self._decides(expression):
                    return int(found)
        return 0

    def unfinished(self) -> list[Order]:
        """Every order that is not final, oldest first: what has to be taken up again after a start."""
        rows = self._read(f"{SELECT} WHERE state IN ({_UNFINISHED}) ORDER BY row", ())
        return [from_row(row) for row in rows]

    def unconfirmed(self) -> list[Order]:
        """Every order that was answered by a notification and is yet to be confirmed, oldest first."""
        # Named, because SQLite takes the index of all answered orders by itself: a million of them.
        found = self._read(
            f"SELECT {_COLUMNS} FROM orders INDEXED BY orders_to_confirm"
            " WHERE state = 'answered' AND next_query_at IS NOT NULL ORDER BY row",
            (),
        )
        return [from_row(row) for row in found]

    def notices(self, limit: int = 200) -> tuple[Notice, ...]:
        """The notifications that no order could take, newest first."""
        rows = self._read(f"SELECT {', '.join(NOTICE)} FROM notices ORDER BY number DESC LIMIT ?", (limit,))
        return tuple(Notice(**dict(zip(NOTICE, row, strict=True))) for row in rows)

    # -- how ----------------------------------------------------------------------------------------------

    def _rows(self, query: HistoryQuery, at: Cursor | None, limit: int, *, backwards: bool) -> list[int]:
        """The rows of a page, in the sequence of reading; the caller holds the connection."""
        for expression in self._expressions(query):
            rows = self._rows_by(expression, query, at, limit, backwards=backwards)
            if rows or self._decides(expression):
                return rows
        return []

    @staticmethod
    def _expressions(query: HistoryQuery) -> tuple[str | None, ...]:
        expressions = found_by(query)
        return (None,) if expressions is None else expressions

    def _decides(self, expression: str | None) -> bool:
        """Whether there is any order of this text: if not, the next expression is taken. Asked only where the
        rest of the filter has left nothing."""
        if expression is None:
            return True
        return (
            self._reader.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (expression,)).get
            is not None
        )

    def _rows_by(
        self, expression: str | None, query: HistoryQuery, at: Cursor | None, limit: int, *, backwards: bool
    ) -> list[int]:
        descending = query.descending is not backwards
        tables, row = ("orders", "orders.row") if expression is None else (_HITS, "search.rowid")
        wanted = _narrowed(conditions(query), query, row)
        if expression is not None:
            wanted.add("search MATCH ?", expression)
        place = None if at is None else self._place(query, at)
        if query.sort is SortColumn.CREATED:
            if place is not None:
                # The rowid of the outermost table: FTS5 can begin there, too.
                wanted.add(f"{row} {'<' if descending else '>'} ?", place.row)
            return self._take(tables, row, wanted, _BY_TIME[descending].replace("orders.row", row), limit)
        found: list[int] = []
        for condition, values, sequence in phases(
            query.sort, place, descending=descending, nulls_last=not backwards
        ):
            stretch = Select([*wanted.where, condition], [*wanted.values, *values])
            found += self._take(tables, row, stretch, sequence, limit - len(found))
            if len(found) >= limit:
                break
        return found

    def _take(self, tables: str, row: str, wanted: Select, sequence: str, limit: int) -> list[int]:
        statement = f"SELECT {row} FROM {tables}{wanted.text} ORDER BY {sequence} LIMIT ?"
        return [found for (found,) in self._reader.execute(statement, (*wanted.values, limit))]

    def _place(self, query: HistoryQuery, at: Cursor) -> Place:
        row = self._reader.execute("SELECT row FROM orders WHERE order_id = ?", (at.order_id,)).get
        return Place(first_row(at.created_at) if row is None else row, at.value)

    def _orders(self, rows: Sequence[int]) -> list[Order]:
        found: dict[int, Order] = {}
        for start in range(0, len(rows), _AT_ONCE):
            part = tuple(rows[start : start + _AT_ONCE])
            statement = f"SELECT row, {_COLUMNS} FROM orders WHERE row IN ({', '.join('?' * len(part))})"
            found |= {row: from_row(values) for row, *values in self._reader.execute(statement, part)}
        return [found[row] for row in rows]

    def look(self, work: Callable[[apsw.Connection], T]) -> T:
        """Ask something of one's own, by the connection that reads; `work` returns when it has all of it."""
        with self._reading, translated():
            self._check_open()
            return work(self._reader)

    def _read(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        with self._reading, translated():
            self._check_open()
            return list(self._reader.execute(sql, tuple(values)))

    def _check_open(self) -> None:
        if self._closed:
            raise RecordsUnavailable("closed")


# CROSS JOIN fixes the sequence: from hit to hit, newest first, until the page is full. A search that finds
# half the history costs no more than one that finds a few.
_HITS = "search CROSS JOIN orders ON orders.row = search.rowid"


def _narrowed(wanted: Select, query: HistoryQuery, row: str) -> Select:
    since, until = time_range(query)
    if since is not None:
        wanted.add(f"{row} >= ?", since)
    if until is not None:
        wanted.add(f"{row} < ?", until)
    return wanted


def _cursor(query: HistoryQuery, order: Order) -> Cursor:
    if query.sort is SortColumn.CREATED:
        return Cursor(order.created_at, order.order_id)
    value = getattr(order, query.sort.value)
    value = getattr(value, "value", value)  # of a verdict or a state, what is stored
    return Cursor(order.created_at, order.order_id, value)
