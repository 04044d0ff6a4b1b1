"""Finding the rows of a query. Each function is given a connection that nobody else uses meanwhile.

How a list is walked, the best way first:

- a search goes from hit to hit, newest first;
- a filter that leaves few orders is answered by the index of its rarest condition, and sorted;
- a list sorted by a column is a walk over its index, until the page is full;
- where that walk passes too many orders that the filter leaves out, all of `orders_list` is read once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

import apsw

from realme_desktop.records.finding import (
    EVERYTHING,
    HITS,
    HITS_LISTED,
    HITS_READ,
    INDEX_OF,
    Place,
    Select,
    beyond,
    conditions,
    facets,
    found_by,
    in_sequence,
    phases,
    time_range,
)
from realme_desktop.records.model import Cursor, HistoryQuery, Outline, SortColumn
from realme_desktop.records.rows import first_row

__all__ = [
    "Source",
    "count_of",
    "decides",
    "every_row",
    "found_of",
    "outline_of",
    "rows_of_numbers",
    "sources",
]

_FEW = 2000  # so many orders are looked at one by one, and sorted, in a moment
_AT_ONCE = 500  # orders fetched by one statement
_STEPS = 60_000  # of SQLite's machine: what a walk may cost before another way is tried, about 20 ms


@dataclass(frozen=True, slots=True)
class Source:
    """Where a query's orders are looked for. `few`: there are not many. `direct`: tables from which, in the
    sequence of time, the orders themselves can be read at once."""

    tables: str
    row: str
    wanted: Select
    few: bool = False
    direct: str = ""
    expression: str | None = None


def sources(connection: apsw.Connection, query: HistoryQuery) -> Iterator[Source]:
    """The first source that has any order counts; see `decides`."""
    expressions = found_by(query)
    if expressions is None:
        yield _filtered(connection, query)
        return
    for expression in expressions:
        filters, row = conditions(query), "search.rowid"
        plain = not filters and query.sort is SortColumn.CREATED
        wanted = Select(["search MATCH ?"], [expression])
        for part in (filters, time_range(query, row)):
            wanted = Select([*wanted.where, *part.where], [*wanted.values, *part.values])
        yield Source(
            HITS if plain else HITS_LISTED,
            row,
            wanted,
            direct=HITS_READ if plain else "",
            expression=expression,
        )


def decides(connection: apsw.Connection, source: Source) -> bool:
    """Whether there is any order of this text: if not, the next source is taken. Asked only where the filter
    has left nothing."""
    if source.expression is None:
        return True
    found = connection.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (source.expression,))
    return found.get is not None


def _filtered(connection: apsw.Connection, query: HistoryQuery) -> Source:
    wanted, row, by_time = conditions(query), "orders.row", query.sort is SortColumn.CREATED
    single = len(wanted.where) == 1
    between = time_range(query, row)
    wanted = Select([*wanted.where, *between.where], [*wanted.values, *between.values])
    if not wanted:
        return Source("orders", row, wanted, direct="orders NOT INDEXED" if by_time else "")
    rarest = None
    for facet in facets(query):
        if single and facet.walked and by_time:
            return Source(facet.tables, row, wanted, direct=facet.tables)
        probe = (
            f"SELECT count(*) FROM (SELECT 1 FROM {facet.tables} WHERE {facet.condition} LIMIT {_FEW + 1})"
        )
        found = int(connection.execute(probe, facet.values).get)
        if found <= _FEW and (rarest is None or found < rarest[0]):
            rarest = found, facet.tables
    if rarest is not None:
        return Source(rarest[1], row, wanted, few=True)
    return Source(EVERYTHING, row, wanted)


# -- pages --------------------------------------------------------------------------------------------------


def place_of(connection: apsw.Connection, at: Cursor) -> Place:
    row = connection.execute("SELECT row FROM orders WHERE order_id = ?", (at.order_id,)).get
    return Place(first_row(at.created_at) if row is None else row, at.value)


def found_of(
    connection: apsw.Connection,
    query: HistoryQuery,
    at: Cursor | None,
    limit: int,
    *,
    columns: str,
    backwards: bool = False,
) -> list[tuple[Any, ...]]:
    """The orders after a place, or before it, in the sequence of reading, as rows of these columns."""
    place = None if at is None else place_of(connection, at)
    descending = query.descending is not backwards
    for source in sources(connection, query):
        if source.direct:
            wanted = source.wanted
            if place is not None:
                wanted = wanted.with_(
                    *beyond(query.sort, place, descending=descending, nulls_last=True, row=source.row)
                )
            way = "DESC" if descending else "ASC"
            statement = (
                f"SELECT {columns} FROM {source.direct}{wanted.text} ORDER BY {source.row} {way} LIMIT ?"
            )
            found = list(connection.execute(statement, (*wanted.values, limit)))
        else:
            rows = _rows(
                connection, query, source, place, limit, descending=descending, nulls_last=not backwards
            )
            found = _fetch(connection, rows, columns)
        if found or decides(connection, source):
            return found
    return []


def _fetch(connection: apsw.Connection, rows: Sequence[int], columns: str) -> list[tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        part = tuple(rows[start : start + _AT_ONCE])
        statement = f"SELECT row, {columns} FROM orders WHERE row IN ({', '.join('?' * len(part))})"
        for row, *values in connection.execute(statement, part):
            found[row] = tuple(values)
    return [found[row] for row in rows if row in found]


def _rows(
    connection: apsw.Connection,
    query: HistoryQuery,
    source: Source,
    place: Place | None,
    limit: int,
    *,
    descending: bool,
    nulls_last: bool,
) -> list[int]:
    by_time = query.sort is SortColumn.CREATED
    if not (by_time or source.few or source.expression is not None):
        found = _along_the_index(
            connection, query, source.wanted, place, limit, descending=descending, nulls_last=nulls_last
        )
        if found is not None:
            return found
    wanted = source.wanted
    if place is not None:
        wanted = wanted.with_(
            *beyond(query.sort, place, descending=descending, nulls_last=nulls_last, row=source.row)
        )
    sequence = in_sequence(query.sort, descending=descending, nulls_last=nulls_last, row=source.row)
    return _take(connection, source.tables, source.row, wanted, sequence, limit)


def _along_the_index(
    connection: apsw.Connection,
    query: HistoryQuery,
    wanted: Select,
    place: Place | None,
    limit: int,
    *,
    descending: bool,
    nulls_last: bool,
) -> list[int] | None:
    """None where the filter leaves out so much that the walk gets too long."""
    found: list[int] = []
    tables = f"orders INDEXED BY {INDEX_OF[query.sort]}"
    stretches = phases(query.sort, place, descending=descending, nulls_last=nulls_last)
    try:
        with _bounded(connection, _STEPS if conditions(query) else None):
            for condition, values, sequence in stretches:
                part = wanted.with_(condition, *values)
                found += _take(connection, tables, "orders.row", part, sequence, limit - len(found))
                if len(found) >= limit:
                    break
    except _TooLong:
        return None
    return found


def _take(
    connection: apsw.Connection, tables: str, row: str, wanted: Select, sequence: str, limit: int
) -> list[int]:
    statement = f"SELECT {row} FROM {tables}{wanted.text} ORDER BY {sequence} LIMIT ?"
    return [found for (found,) in connection.execute(statement, (*wanted.values, limit))]


class _TooLong(Exception):
    pass


@contextmanager
def _bounded(connection: apsw.Connection, steps: int | None) -> Iterator[None]:
    """`_TooLong` after so many steps of SQLite's machine; None: no bound."""
    if steps is None:
        yield
        return
    passed = False

    def stop() -> bool:
        nonlocal passed
        passed = True
        return True

    connection.set_progress_handler(stop, steps, id=_bounded)
    try:
        yield
    except apsw.InterruptError:
        if passed:
            raise _TooLong from None
        raise  # the records are being closed
    finally:
        connection.set_progress_handler(None, id=_bounded)


# -- everything that is found -------------------------------------------------------------------------------


def every_row(connection: apsw.Connection, query: HistoryQuery) -> array[int]:
    """The rows of all that the query finds, in its sequence: eight bytes for each order."""
    for source in sources(connection, query):
        rows = array("q")
        for tables, wanted, sequence in _stretches(query, source):
            statement = f"SELECT {source.row} FROM {tables}{wanted.text} ORDER BY {sequence}"
            rows.extend(chain.from_iterable(connection.execute(statement, tuple(wanted.values))))
        if rows or decides(connection, source):
            return rows
    return array("q")


def rows_of_numbers(connection: apsw.Connection, order_ids: Iterable[str]) -> array[int]:
    """The rows of those of these orders that there are, in the same sequence."""
    found = (
        connection.execute("SELECT row FROM orders WHERE order_id = ?", (order_id,)).get
        for order_id in order_ids
    )
    return array("q", (row for row in found if row is not None))


def _stretches(query: HistoryQuery, source: Source) -> list[tuple[str, Select, str]]:
    """(tables, conditions, ORDER BY), one after the other: all that the query finds, without a sort where an
    index has the sequence."""
    if conditions(query) or source.expression is not None or query.sort is SortColumn.CREATED:
        sequence = in_sequence(query.sort, descending=query.descending, nulls_last=True, row=source.row)
        return [(source.tables, source.wanted, sequence)]
    tables = f"orders INDEXED BY {INDEX_OF[query.sort]}"
    return [
        (tables, source.wanted.with_(condition, *values), sequence)
        for condition, values, sequence in phases(
            query.sort, None, descending=query.descending, nulls_last=True
        )
    ]


# -- counts -------------------------------------------------------------------------------------------------


def count_of(connection: apsw.Connection, query: HistoryQuery) -> int:
    for source in sources(connection, query.unsorted):
        # Of the whole table SQLite knows the smallest index by itself.
        found = connection.execute(
            f"SELECT count(*) FROM {source.tables}{source.wanted.text}", tuple(source.wanted.values)
        ).get
        if found or decides(connection, source):
            return int(found)
    return 0


def outline_of(connection: apsw.Connection, query: HistoryQuery, step: int) -> Outline:
    """See `Outline`; one walk over all that the query finds."""
    for source in sources(connection, query):
        count, rows = _every(connection, query, source, step)
        if count or decides(connection, source):
            return Outline(count=count, step=step, marks=_cursors(connection, query, rows))
    return Outline(count=0, step=step, marks=())


def _every(
    connection: apsw.Connection, query: HistoryQuery, source: Source, step: int
) -> tuple[int, list[int]]:
    count, rows = 0, []
    for tables, wanted, sequence in _stretches(query, source):
        numbered = (
            f"SELECT {source.row} AS found, row_number() OVER (ORDER BY {sequence}) + {count} AS place"
            f" FROM {tables}{wanted.text}"
        )
        rows += [
            row
            for (row,) in connection.execute(
                f"SELECT found FROM ({numbered}) WHERE place % {step} = 0", tuple(wanted.values)
            )
        ]
        count += int(
            connection.execute(f"SELECT count(*) FROM {tables}{wanted.text}", tuple(wanted.values)).get
        )
    return count, rows


def _cursors(connection: apsw.Connection, query: HistoryQuery, rows: list[int]) -> tuple[Cursor, ...]:
    column = "NULL" if query.sort is SortColumn.CREATED else query.sort.value
    found = [
        next(connection.execute(f"SELECT created_at, order_id, {column} FROM orders WHERE row = ?", (row,)))
        for row in rows
    ]
    return tuple(Cursor(*values) for values in found)
