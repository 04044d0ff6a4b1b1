"""From a backup into a history: what is there already stays, what is missing comes back.

Orders are merged by their number, in portions, each in one transaction: killed at any moment, the next try
goes on where it was. An order that is here already is left as it is (what retention removed does not come
back by a backup), unless it has no end here and has one in the backup. An order that had not been sent when
the backup was made may have been sent since: it comes back as unclear, is asked for, and never sent again.

The audit log of another history can't become part of this one's chain. It is brought along beside it, sealed
by an entry of this one.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import COLUMNS as ENTRY
from realme_desktop.records.backup import Cancelled, opened_backup
from realme_desktop.records.database import connect, copy_pages, migrate, prepare_file
from realme_desktop.records.leftovers import RESTORE_COPY
from realme_desktop.records.model import OrderState
from realme_desktop.records.rows import CHANGEABLE, COLUMNS, from_row, quoted, search_texts, utf8_safe
from realme_desktop.records.schema import LATEST
from realme_desktop.records.steps import free_row
from realme_desktop.records.verify import check_chain, seal

if TYPE_CHECKING:
    import apsw

    from realme_desktop.records.store import Records

__all__ = ["Restored", "bring_beside", "bring_log", "merge", "restore"]

_AT_ONCE = 100
_ALL = ", ".join(map(quoted, COLUMNS))
_INSERT = f"INSERT INTO orders (row, {_ALL}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
_AT = {name: index for index, name in enumerate(COLUMNS)}
_STATES = {state.value: state for state in OrderState}
_NOT_SENT = (OrderState.DRAFTED, OrderState.QUEUED, OrderState.SENDING)

_APART = ("notices", "filters")  # what belongs to no order

CARRIED = ("orders", "search", "events", "exchanges", "order_pictures", "pictures", "order_tags", *_APART)
"""The tables whose content comes along; the audit log comes in a way of its own."""

_BESIDE = ("events", "exchanges")  # whose rows have numbers of their own


@dataclass(slots=True)
class Restored:
    """How many orders came back, were brought to their end, or were here already. `unfinished` are those that
    came back without an end. `entries` of another history's audit log were brought along; `whole` is whether
    they were a whole chain."""

    added: int = 0
    ended: int = 0
    present: int = 0
    entries: int = 0
    whole: bool = True
    unfinished: list[str] = field(default_factory=list)


def restore(
    records: Records,
    path: Path,
    passphrase: str,
    *,
    operator: str,
    at: int,
    progress: audit.Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Restored:
    """Merge a backup into the history. `progress` counts orders.

    Raises the errors of `opened_backup`, `RecordsError`, or `Cancelled`: what had come back by then stays,
    and the same call goes on from there.
    """
    with opened_backup(path, passphrase) as (info, backup), _brought_up(backup, records.path) as source:
        done = merge(
            records, source, as_of=info.made_at, of=info.orders, operator=operator, at=at, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip
        detail: dict[str, str | int | float | bool] = {
            "added": done.added, "ended": done.ended, "present": done.present, "file_sha256": info.sha256,
        }  # fmt: skip
        records.write(partial(_finish, source=source, done=done, operator=operator, at=at, detail=detail))
        return done


def merge(
    records: Records,
    source: apsw.Connection,
    *,
    as_of: int,
    of: int,
    operator: str,
    at: int,
    progress: audit.Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Restored:
    """The orders, notices and named filters of a file of the present schema, as it was at `as_of`."""
    done, after = Restored(), -1
    while True:
        if cancelled():
            raise Cancelled
        rows = list(
            source.execute(
                f"SELECT row, {_ALL} FROM orders WHERE row > ? ORDER BY row LIMIT ?", (after, _AT_ONCE)
            )
        )
        if not rows:
            break
        after = rows[-1][0]
        records.write(
            partial(merge_rows, source=source, rows=rows, done=done, as_of=as_of, operator=operator, at=at)
        )
        if progress is not None:
            progress(min(of, done.added + done.ended + done.present), of)
    for table in _APART:
        names = _columns(source, table, without={"number"})
        records.write(partial(_bring, source=source, table=table, names=names))
    return done


def merge_rows(
    writer: apsw.Connection,
    *,
    source: apsw.Connection | None,
    rows: list[tuple[Any, ...]],
    done: Restored,
    as_of: int,
    operator: str,
    at: int,
) -> None:
    """A portion of orders (row, then `COLUMNS`), in the open transaction. Without `source` they come without
    what refers to them."""
    added, ended, present, unfinished = 0, 0, 0, []
    for row, *values in rows:
        order_id, state = values[_AT["order_id"]], _STATES.get(values[_AT["state"]])
        here = next(writer.execute("SELECT row, state FROM orders WHERE order_id = ?", (order_id,)), None)
        if here is None:
            if state in _NOT_SENT:
                values[_AT["state"]] = OrderState.UNCLEAR.value
                values[_AT["problem"]] = "unclear_restart"
                values[_AT["sent_at"]] = values[_AT["sent_at"]] or as_of
            target = _insert(writer, row, values)
            if source is not None:
                bring_beside(writer, source, row, target)
            _told(writer, target, order_id, values[_AT["state"]], operator, at)
            added += 1
            if state is not None and not state.final:
                unfinished.append(order_id)
        elif state is not None and state.final and not _STATES[here[1]].final:
            _end(writer, here[0], values)
            if source is not None:
                bring_beside(writer, source, row, here[0])
            _told(writer, here[0], order_id, values[_AT["state"]], operator, at)
            ended += 1
        else:
            present += 1
    # Counted when all of it is written: a portion may be tried again.
    done.added += added
    done.ended += ended
    done.present += present
    done.unfinished += unfinished


def _insert(writer: apsw.Connection, row: int, values: list[Any]) -> int:
    if writer.execute("SELECT 1 FROM orders WHERE row = ?", (row,)).get is not None:
        row = free_row(writer, values[_AT["created_at"]])
    writer.execute(_INSERT, (row, *values))
    texts = map(utf8_safe, search_texts(from_row(values)))
    writer.execute("INSERT INTO search (rowid, names, numbers) VALUES (?, ?, ?)", (row, *texts))
    return row


def _end(writer: apsw.Connection, row: int, values: list[Any]) -> None:
    """The outcome that the backup has of an order that is still open here."""
    names = sorted({*CHANGEABLE, "updated_at"} - {"linked_to"})
    writer.execute(
        f"UPDATE orders SET {', '.join(f'{quoted(name)} = ?' for name in names)} WHERE row = ?",
        (*(values[_AT[name]] for name in names), row),
    )
    texts = map(utf8_safe, search_texts(from_row(values)))
    writer.execute("UPDATE search SET names = ?, numbers = ? WHERE rowid = ?", (*texts, row))


def _told(writer: apsw.Connection, row: int, order_id: str, state: str, operator: str, at: int) -> None:
    writer.execute(
        "INSERT INTO events (order_row, at, state, cause) VALUES (?, ?, ?, 'restored')", (row, at, state)
    )
    detail = {"state": state}
    audit.append(writer, Act.RESTORED, operator=operator, at=at, order_id=order_id, detail=detail)


def bring_beside(
    writer: apsw.Connection,
    source: apsw.Connection,
    row: int,
    target: int,
    *,
    tables: tuple[str, ...] = ("order_pictures", *_BESIDE),
) -> None:
    """Pictures, events and exchanges that are not there yet, of the order in row `row` of `source`."""
    if "order_pictures" in tables:
        _bring_pictures(writer, source, row, target)
    for table in _BESIDE:
        if table in tables:
            _bring_numbered(writer, source, table, row, target)


def _bring_pictures(writer: apsw.Connection, source: apsw.Connection, row: int, target: int) -> None:
    for digest, data in source.execute(
        "SELECT sha256, data FROM pictures WHERE sha256 IN"
        " (SELECT sha256 FROM order_pictures WHERE order_row = ?)",
        (row,),
    ):
        writer.execute(
            "INSERT INTO pictures (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, data)
        )
    names = _columns(source, "order_pictures", without={"order_row"})
    _bring(writer, source=source, table="order_pictures", names=names, row=row, target=target)


def _bring_numbered(
    writer: apsw.Connection, source: apsw.Connection, table: str, row: int, target: int
) -> None:
    names = _columns(source, table, without={"number", "order_row"})
    if not names:  # of an earlier schema
        return
    new = " AND ".join(f"{quoted(name)} IS ?" for name in names)
    columns = ", ".join(map(quoted, names))
    found = source.execute(f"SELECT {columns} FROM {table} WHERE order_row = ? ORDER BY number", (row,))
    for values in found:
        writer.execute(
            f"INSERT INTO {table} (order_row, {columns}) SELECT ?{', ?' * len(names)}"
            f" WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE order_row = ? AND {new})",
            (target, *values, target, *values),
        )


def _bring(
    writer: apsw.Connection,
    *,
    source: apsw.Connection,
    table: str,
    names: tuple[str, ...],
    row: int | None = None,
    target: int | None = None,
) -> None:
    columns = ", ".join(map(quoted, names))
    where, given = ("", ()) if row is None else (" WHERE order_row = ?", (row,))
    owner, first = ("", ()) if target is None else ("order_row, ", (target,))
    marks = ", ".join("?" * (len(first) + len(names)))
    for values in source.execute(f"SELECT {columns} FROM {table}{where}", given):
        writer.execute(
            f"INSERT INTO {table} ({owner}{columns}) VALUES ({marks}) ON CONFLICT DO NOTHING",
            (*first, *values),
        )


def _columns(source: apsw.Connection, table: str, *, without: set[str]) -> tuple[str, ...]:
    names = (name for _, name, *_ in source.execute(f"PRAGMA table_info({table})"))
    return tuple(name for name in names if name not in without)


@contextlib.contextmanager
def _brought_up(backup: apsw.Connection, beside: Path) -> Iterator[apsw.Connection]:
    """The backup in the present shape: itself, or a copy that was migrated, under a key that nobody keeps."""
    if int(backup.pragma("user_version")) == LATEST:
        yield backup
        return
    copy = beside.with_name(f"{RESTORE_COPY}{secrets.token_hex(4)}.db")
    key = secrets.token_bytes(32)
    try:
        prepare_file(copy)
        connection = connect(copy, key)
        try:
            copy_pages(backup, connection)
            migrate(connection)
            yield connection
        finally:
            connection.close()
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


# -- the audit log ----------------------------------------------------------------------------------------


def _finish(
    writer: apsw.Connection,
    *,
    source: apsw.Connection,
    done: Restored,
    operator: str,
    at: int,
    detail: dict[str, str | int | float | bool],
) -> None:
    brought = bring_log(writer, source)
    brought_before = [log for (log,) in source.execute("SELECT DISTINCT log FROM audit_brought")]
    seals = [brought] if brought else []
    for log in brought_before:  # what the backup's history had itself brought along
        seals += filter(None, [bring_log(writer, source, brought=log)])
    done.entries = sum(int(one["entries"]) for one in seals)
    done.whole = all(bool(one["whole"]) for one in seals[:1])
    for one in seals or [{}]:
        audit.append(writer, Act.RESTORED, operator=operator, at=at, detail={**detail, **one})


def bring_log(
    writer: apsw.Connection, source: apsw.Connection, *, brought: str | None = None
) -> dict[str, str | int | float | bool] | None:
    """Bring an audit log of `source` along: its own, or the one called `brought`. Returns what the entry that
    seals it has to say, or None if all of it is here already."""
    table, where = "audit", ""
    values: tuple[str, ...] = ()
    name = audit.log_name(source)
    if brought is not None:
        table, where, values, name = "audit_brought", " WHERE log = ?", (brought,), brought
    rows = list(source.execute(f"SELECT {ENTRY} FROM {table}{where} ORDER BY number", values))
    if not rows:
        return None
    number, last = rows[-1][0], rows[-1][6]
    mine = "SELECT hash FROM audit WHERE number = ?"
    if name == audit.log_name(writer) and writer.execute(mine, (number,)).get == last:
        return None
    name = name or secrets.token_hex(16)  # of a log whose first entry can't be read
    theirs = "SELECT hash FROM audit_brought WHERE log = ? AND number = ?"
    if writer.execute(theirs, (name, number)).get == last:
        return None
    kept = list(writer.execute(f"SELECT {ENTRY} FROM audit_brought WHERE log = ? ORDER BY number", (name,)))
    if name == audit.log_name(writer) or kept != rows[: len(kept)]:
        # The same log went different ways in two places: both are kept.
        name, kept = f"{name}-{last.hex()[:16]}", []
        if writer.execute(theirs, (name, number)).get == last:
            return None
    writer.executemany(
        f"INSERT INTO audit_brought (log, {ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(name, *row) for row in rows[len(kept) :]],
    )
    whole = brought is None and check_chain(rows).whole
    return {"log": name, "entries": len(rows), "seal": seal(rows), "whole": whole}
