"""Reading the records: single orders, and lists by the page. See `finding.py` for how lists are found."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any, TypeVar

import apsw

from realme_desktop.records.database import close_quietly, translated
from realme_desktop.records.errors import RecordsUnavailable, UnknownOrder
from realme_desktop.records.exchanges import StoredExchange, from_rows
from realme_desktop.records.model import (
    Cursor,
    Event,
    HistoryQuery,
    Notice,
    Order,
    OrderState,
    Outline,
    Page,
    SortColumn,
    Statistics,
    StoredPicture,
)
from realme_desktop.records.rows import COLUMNS, Orders, from_row, quoted
from realme_desktop.records.statistics import statistics_of
from realme_desktop.records.walking import count_of, found_of, outline_of

__all__ = ["NOTICE", "SELECT", "Reader", "Stop"]

T = TypeVar("T")
_STEPS = 20_000  # of SQLite's machine: some tenths of a millisecond

_COLUMNS = ", ".join(f"orders.{quoted(column)}" for column in COLUMNS)
SELECT = f"SELECT {_COLUMNS} FROM orders"
NOTICE = tuple(field.name for field in fields(Notice))
_UNFINISHED = ", ".join(f"'{state.value}'" for state in OrderState if not state.final)


class Stop:
    """A way to end one reading from another thread: nobody waits for it any more, so nothing is to wait
    behind it."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._connection: apsw.Connection | None = None
        self._wanted = False

    def now(self) -> None:
        """The reading ends with `RecordsUnavailable` if it has not ended yet. Any thread, any time."""
        with self._changing:
            self._wanted = True
            if self._connection is not None:
                self._connection.interrupt()

    @contextlib.contextmanager
    def over(self, connection: apsw.Connection) -> Iterator[None]:
        """While the block reads by this connection; nobody else does."""
        with self._changing:
            if self._wanted:
                raise RecordsUnavailable("closed")
            self._connection = connection
        # Interrupting tells what runs at that moment, and a search is several statements.
        connection.set_progress_handler(lambda: self._wanted, _STEPS, id=self)
        try:
            yield
        finally:
            with self._changing:
                self._connection = None
            connection.set_progress_handler(None, id=self)


def _until(stop: Stop | None, connection: apsw.Connection) -> AbstractContextManager[None]:
    return contextlib.nullcontext() if stop is None else stop.over(connection)


class Reader:
    """All that is asked of the records, by a connection that can't write. Any thread may ask."""

    def __init__(self, reader: apsw.Connection, another: Callable[[], apsw.Connection]) -> None:
        """`another` opens one more connection that only reads."""
        self._reader = reader
        self._reading = threading.Lock()
        self._another = another
        self._beside: set[apsw.Connection] = set()
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
        stop: Stop | None = None,
    ) -> Page:
        """`limit` orders that the query finds, in its sequence: the first ones, those after a place, or those
        before one (the nearest)."""
        if after is not None and before is not None:
            raise ValueError("a page lies after one place or before one, not both")
        with self._reading, translated(), _until(stop, self._reader):
            self._check_open()
            # A row that goes between finding it and reading it is left out: no transaction is needed.
            found = found_of(
                self._reader,
                query,
                after or before,
                limit + 1,
                columns=_COLUMNS,
                backwards=before is not None,
            )
        more = len(found) > limit
        del found[limit:]
        if before is not None:
            found.reverse()
        if not found:
            return Page(orders=(), next=None)
        first, last = _cursor(query, found[0]), _cursor(query, found[-1])
        if before is not None:
            return Page(orders=Orders(found), next=last, previous=first if more else None)
        return Page(
            orders=Orders(found), next=last if more else None, previous=None if after is None else first
        )

    def count(self, query: HistoryQuery, *, stop: Stop | None = None) -> int:
        """How many orders the filter finds."""
        with self.aside(stop) as connection:
            return count_of(connection, query)

    def outline(self, query: HistoryQuery, step: int = 1000, *, stop: Stop | None = None) -> Outline:
        """How many orders the query finds, and where every `step`-th of them is."""
        with self.aside(stop) as connection:
            return outline_of(connection, query, step)

    def statistics(self, query: HistoryQuery, *, stop: Stop | None = None) -> Statistics:
        """What the query finds, in figures."""
        with self.aside(stop) as connection:
            return statistics_of(connection, query)

    def operators(self) -> tuple[str, ...]:
        """Everybody who made an order that is here, by name."""
        # From one to the next along the index: a million orders are made by a handful of people.
        found = self._read(
            "WITH RECURSIVE one(name) AS ("
            " SELECT min(operator) FROM orders UNION ALL"
            " SELECT (SELECT min(operator) FROM orders WHERE operator > one.name)"
            " FROM one WHERE one.name NOT NULL)"
            " SELECT name FROM one WHERE name NOT NULL",
            (),
        )
        return tuple(name for (name,) in found)

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

    @contextlib.contextmanager
    def aside(self, stop: Stop | None = None) -> Iterator[apsw.Connection]:
        """A connection of one's own that only reads: for what takes long, beside everything else. Closing the
        records interrupts what it does, and so does `stop`."""
        self._check_open()
        connection = self._another()
        self._beside.add(connection)
        try:
            with translated(), _until(stop, connection):
                self._check_open()
                yield connection
        finally:
            self._beside.discard(connection)
            close_quietly(connection)

    def _interrupt(self) -> None:
        for connection in (self._reader, *self._beside.copy()):
            with contextlib.suppress(apsw.ConnectionClosedError):  # it ended by itself just now
                connection.interrupt()

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


_CREATED_AT, _ORDER_ID = COLUMNS.index("created_at"), COLUMNS.index("order_id")


def _cursor(query: HistoryQuery, row: Sequence[Any]) -> Cursor:
    value = None if query.sort is SortColumn.CREATED else row[COLUMNS.index(query.sort.value)]
    return Cursor(row[_CREATED_AT], row[_ORDER_ID], value)
