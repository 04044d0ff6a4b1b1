"""What is written of an order, step by step: each function works on a connection, inside the transaction that
is open on it (`Records.write`, `Records.batch`). None of them knows of commits; each may be run again after a
rollback.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from realme_desktop.records.audit import order_changed, order_made
from realme_desktop.records.errors import DuplicateOrder, SimilarOrder, StateConflict, UnknownOrder
from realme_desktop.records.exchanges import ROOM, Room, StoredExchange, add_exchange
from realme_desktop.records.model import Asked, Notice, Order, OrderState, StoredPicture
from realme_desktop.records.rows import (
    CHANGEABLE,
    COLUMNS,
    ROWS_PER_MS,
    first_row,
    from_row,
    quoted,
    search_texts,
    to_column,
    utf8_safe,
)

if TYPE_CHECKING:
    import apsw

__all__ = ["add_order", "change_order", "free_row", "keep_exchange", "keep_notice", "note_asked"]

_ALL = ", ".join(map(quoted, COLUMNS))
_INSERT = f"INSERT INTO orders (row, {_ALL}) VALUES (?, {', '.join('?' * len(COLUMNS))}) RETURNING {_ALL}"
# What an order is found by, besides its params.
_FOUND_BY = ("subject_name", "subject_number", "seq_id", "note")
_FIND = f"SELECT row, state, {ROOM}, {', '.join(_FOUND_BY)} FROM orders WHERE order_id = ?"
_NOTICE = tuple(field.name for field in fields(Notice) if field.name != "number")
_NOTICES = 1000  # how many are kept


def add_order(
    connection: apsw.Connection,
    order: Order,
    pictures: Iterable[StoredPicture] = (),
    *,
    alone_since: int | None = None,
    besides: str | None = None,
) -> Order:
    """See `Records.add`."""
    if _row_of(connection, order.order_id) is not None:
        raise DuplicateOrder(order.order_id)
    if alone_since is not None and order.fingerprint is not None:
        earlier = _similar(connection, order, alone_since)
        if earlier is not None and earlier != besides:
            raise SimilarOrder(earlier)
    stored = tuple(to_column(name, getattr(order, name)) for name in COLUMNS)
    row = free_row(connection, order.created_at)
    written = from_row(next(connection.execute(_INSERT, (row, *stored))))
    connection.execute(
        "INSERT INTO search (rowid, names, numbers) VALUES (?, ?, ?)",
        (row, *map(utf8_safe, search_texts(order))),
    )
    _add_pictures(connection, row, pictures)
    _add_event(connection, row, order.created_at, order.state, "created", None)
    order_made(connection, order)
    return written


def change_order(
    connection: apsw.Connection,
    order_id: str,
    *,
    expect: Collection[OrderState],
    cause: str,
    at: int,
    evidence: str | None = None,
    pictures: Iterable[StoredPicture] = (),
    exchange: StoredExchange | None = None,
    operator: str = "",
    **changes: Any,
) -> Order:
    """See `Records.change`."""
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"not a changeable field of an order: {', '.join(sorted(unknown))}")
    found = next(connection.execute(_FIND, (order_id,)), None)
    if found is None:
        raise UnknownOrder(order_id)
    row, state, kept, idle, *found_by = found
    was = OrderState(state)
    if was not in expect:
        raise StateConflict(order_id, was)
    columns = {name: to_column(name, value) for name, value in changes.items()} | {"updated_at": at}
    assignments = ", ".join(f"{quoted(name)} = ?" for name in columns)
    update = f"UPDATE orders SET {assignments} WHERE row = ? RETURNING {_ALL}"
    after = from_row(next(connection.execute(update, (*columns.values(), row))))
    _add_pictures(connection, row, pictures)
    _add_event(connection, row, at, after.state, cause, evidence)
    order_changed(connection, was, after, cause=cause, operator=operator)
    if exchange is not None:
        add_exchange(connection, row, exchange, Room(kept, idle))
    if "params" in changes or found_by != [getattr(after, name) for name in _FOUND_BY]:
        connection.execute(
            "UPDATE search SET names = ?, numbers = ? WHERE rowid = ?",
            (*map(utf8_safe, search_texts(after)), row),
        )
    return after


def note_asked(
    connection: apsw.Connection,
    asked: Iterable[Asked],
    exchanges: Mapping[str, StoredExchange] | None = None,
) -> tuple[str, ...]:
    """See `Records.note`."""
    passed = []
    for entry in asked:
        connection.execute(
            "UPDATE orders SET updated_at = ?, next_query_at = ?, queries = ?"
            " WHERE order_id = ? AND state = ?",
            (entry.at, entry.next_query_at, entry.queries, entry.order_id, entry.state.value),
        )
        if connection.changes() == 0:
            passed.append(entry.order_id)
        elif exchanges and (exchange := exchanges.get(entry.order_id)) is not None:
            keep_exchange(connection, entry.order_id, exchange)
    return tuple(passed)


def keep_exchange(connection: apsw.Connection, order_id: str, exchange: StoredExchange) -> None:
    """See `Records.keep_exchange`."""
    sql = f"SELECT row, purged_at, {ROOM} FROM orders WHERE order_id = ?"
    found = next(connection.execute(sql, (order_id,)), None)
    if found is None:
        raise UnknownOrder(order_id)
    row, purged_at, kept, idle = found
    if purged_at is None:  # else it would bring back what retention has removed
        add_exchange(connection, row, exchange, Room(kept, idle))


def keep_notice(connection: apsw.Connection, notice: Notice) -> bool:
    """See `Records.keep_notice`."""
    said = "\0".join((notice.environment, notice.order_id, notice.seq_id or "", notice.evidence))
    digest = hashlib.sha256(utf8_safe(said).encode()).digest()
    connection.execute(
        f"INSERT INTO notices (digest, {', '.join(_NOTICE)})"
        f" VALUES (?{', ?' * len(_NOTICE)}) ON CONFLICT DO NOTHING",
        (digest, *(to_column(name, getattr(notice, name)) for name in _NOTICE)),
    )
    new = connection.changes() == 1
    connection.execute(
        "DELETE FROM notices WHERE number <= (SELECT max(number) FROM notices) - ?", (_NOTICES,)
    )
    return new


def free_row(connection: apsw.Connection, created_at: int) -> int:
    first = first_row(created_at)
    while True:
        last: int | None = connection.execute(
            "SELECT max(row) FROM orders WHERE row BETWEEN ? AND ?", (first, first + ROWS_PER_MS - 1)
        ).get
        if last is None:
            return first
        if last < first + ROWS_PER_MS - 1:
            return last + 1
        first += ROWS_PER_MS


def _row_of(connection: apsw.Connection, order_id: str) -> int | None:
    row: int | None = connection.execute("SELECT row FROM orders WHERE order_id = ?", (order_id,)).get
    return row


def _similar(connection: apsw.Connection, order: Order, since: int) -> str | None:
    found: str | None = connection.execute(
        "SELECT order_id FROM orders WHERE fingerprint = ? AND row >= ? AND environment = ?"
        " AND state <> 'rejected' AND NOT (state = 'abandoned' AND sent_at IS NULL)"
        " ORDER BY row DESC LIMIT 1",
        (order.fingerprint, first_row(max(0, since)), order.environment),
    ).get
    return found


def _add_event(
    connection: apsw.Connection, row: int, at: int, state: OrderState, cause: str, evidence: str | None
) -> None:
    connection.execute(
        "INSERT INTO events (order_row, at, state, cause, evidence) VALUES (?, ?, ?, ?, ?)",
        (row, at, state.value, cause, None if evidence is None else utf8_safe(evidence)),
    )


def _add_pictures(connection: apsw.Connection, row: int, pictures: Iterable[StoredPicture]) -> None:
    pictures = tuple(pictures)
    if not pictures:
        return
    first: int = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM order_pictures WHERE order_row = ?", (row,)
    ).get
    for position, picture in enumerate(pictures, first):
        digest = hashlib.sha256(picture.data).digest()
        if digest.hex() != picture.sha256:
            # Taken on trust, a wrong hash would hand this picture's bytes to another order, or the reverse.
            raise ValueError(f"the hash of picture {picture.name} is not that of its bytes")
        connection.execute(
            "INSERT INTO pictures (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, picture.data)
        )
        connection.execute(
            "INSERT INTO order_pictures (order_row, name, position, sha256, media_type, width, height)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row, picture.name, position, digest, picture.media_type, picture.width, picture.height),
        )
