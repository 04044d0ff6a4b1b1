"""Saving what can be saved of a damaged file, into a new one. The damaged one is only ever read, from a copy.

Each page of the file carries a checksum under the data key: a damaged one is never taken for data. Orders are
looked for by every way there is (the table from both ends, each of its indexes, what refers to them), then
read one by one; of an order with a damaged part the rest is saved. Without its first page a file can't be
read.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import apsw

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import COLUMNS as ENTRY
from realme_desktop.records.database import (
    close_quietly,
    connect,
    keyed,
    migrate,
    prepare_file,
    transaction,
    translated,
)
from realme_desktop.records.errors import RecordsDamaged, RecordsNewer
from realme_desktop.records.files import flush
from realme_desktop.records.leftovers import RESCUE_COPY
from realme_desktop.records.restore import Restored, bring_beside, merge_rows
from realme_desktop.records.rows import COLUMNS, quoted
from realme_desktop.records.schema import LATEST, MIGRATIONS
from realme_desktop.records.search import TOKENIZER, make_tokenizer
from realme_desktop.records.verify import check_chain, seal

__all__ = ["Rescued", "problems", "rescue"]

_AT_ONCE = 100
_MOST_PROBLEMS = 20
# Where row numbers of orders can be read without the orders themselves.
_ELSEWHERE = (
    "SELECT row FROM orders INDEXED BY {index} WHERE row > ? ORDER BY row",
    "SELECT id FROM search_docsize WHERE id > ?",
    "SELECT DISTINCT order_row FROM order_pictures WHERE order_row > ?",
    "SELECT DISTINCT order_row FROM events WHERE order_row > ?",
)
_UNREADABLE = (apsw.CorruptError, apsw.IOError, apsw.NotADBError, UnicodeDecodeError)
_DEFAULTS: dict[str, Any] = {
    "params": "{}", "values": "{}", "tags": "[]", "hold": 0, "queries": 0, "real": 1, "operator": "",
    "order_date": "", "environment": "", "segment": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """`orders` were saved, `partly` of them without a part that can't be read; `lost` are known to have been
    there and could not be read at all. `log_whole`: the audit log was saved as the chain it was."""

    orders: int
    partly: int
    lost: int
    entries: int
    log_whole: bool


def problems(connection: apsw.Connection) -> tuple[str, ...]:
    """What SQLite finds wrong with the file, for the log; empty if it is sound. Takes a while.

    `connection` was opened just now.
    """
    # WORKAROUND: FTS5 (SQLite 3.54) checks its index against what it remembers of its structure, and on a
    # connection that remembers an older one it reports damage where there is none.
    try:
        with translated():
            found = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST_PROBLEMS})")]
    except RecordsDamaged as error:
        return (str(error),)
    return () if found == ["ok"] else tuple(found)


def rescue(
    path: Path,
    key: bytes,
    target: Path,
    *,
    operator: str,
    at: int,
    progress: audit.Progress | None = None,
) -> Rescued:
    """Make the new file `target` under the same key. `RecordsDamaged` or `WrongKey` if nothing can be read;
    `RecordsUnavailable`, OSError."""
    copy = path.with_name(f"{RESCUE_COPY}{secrets.token_hex(4)}.db")
    try:
        for suffix in ("", "-wal"):
            file = path.with_name(path.name + suffix)
            if file.exists():
                shutil.copyfile(file, copy.with_name(copy.name + suffix))
        with _opened(copy, key) as source:
            return _saved(source, key, target, operator, at, progress)
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(copy: Path, key: bytes) -> Iterator[apsw.Connection]:
    with keyed(copy, key) as source:
        try:
            # So that SQLite reads on in a file that is shorter than it should be.
            source.pragma("writable_schema", True)
            source.pragma("temp_store", "memory")
            found = int(source.pragma("user_version"))
            source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            source.register_fts5_tokenizer(TOKENIZER, make_tokenizer)
        except apsw.Error as error:
            raise RecordsDamaged(str(error)) from error
        if found > LATEST:
            raise RecordsNewer(found, LATEST)
        if found <= 0:
            raise RecordsDamaged("no schema")
        yield source


def _saved(
    source: apsw.Connection, key: bytes, target: Path, operator: str, at: int, progress: audit.Progress | None
) -> Rescued:
    prepare_file(target)
    writer = connect(target, key)
    try:
        migrate(writer)
        writer.pragma("synchronous", "off")  # a file that is not done is worth nothing
        names = {name for _, name, *_ in _all(source, "PRAGMA table_info(orders)")}
        rows = sorted(_candidates(source))
        done, partly, lost = Restored(), 0, 0
        for start in range(0, len(rows), _AT_ONCE):
            for row in rows[start : start + _AT_ONCE]:
                values, whole = _order(source, row, names)
                if values is None:
                    lost += 1
                else:
                    whole = _save(writer, source, (row, *values), done, operator, at) and whole
                    partly += not whole
            if progress is not None:
                progress(min(start + _AT_ONCE, len(rows)), len(rows))
        with translated(), transaction(writer):
            entries, log_whole, sealed = _save_log(writer, source)
            _save_apart(writer, source)
            detail = {"orders": done.added, "partly": partly, "lost": lost, **sealed}
            audit.append(writer, Act.RESCUED, operator=operator, at=at, detail=detail)
    except BaseException:
        close_quietly(writer)
        for suffix in ("", "-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        raise
    with translated():
        writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    close_quietly(writer)
    flush(target)
    return Rescued(orders=done.added, partly=partly, lost=lost, entries=entries, log_whole=log_whole)


def _candidates(source: apsw.Connection) -> set[int]:
    """The rows of all orders of which anything is known."""
    rows: set[int] = set()
    for way in ("ASC", "DESC"):
        rows.update(row for (row,) in _all(source, f"SELECT row FROM orders NOT INDEXED ORDER BY row {way}"))
    indexes = [
        name
        for (name,) in _all(
            source,
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'orders' AND sql NOT LIKE"
            " '%WHERE%'",
        )
    ]
    for sql in _ELSEWHERE:
        for index in indexes if "{index}" in sql else [""]:
            rows.update(row for (row,) in _all(source, sql.format(index=quoted(index)), (-1,)))
    return {row for row in rows if isinstance(row, int)}


def _all(source: apsw.Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that can't be read."""
    with contextlib.suppress(apsw.Error, UnicodeDecodeError):
        yield from source.execute(sql, values)


def _order(source: apsw.Connection, row: int, names: set[str]) -> tuple[list[Any] | None, bool]:
    """The values of `COLUMNS`, and whether all of them could be read; None for nothing to begin with."""
    known = [name for name in COLUMNS if name in names]
    columns = ", ".join(map(quoted, known))
    found = next(_all(source, f"SELECT {columns} FROM orders NOT INDEXED WHERE row = ?", (row,)), None)
    if found is not None:
        values = dict(zip(known, found, strict=True))
        return [values.get(name, _DEFAULTS.get(name)) for name in COLUMNS], True
    values = {}
    for name in known:  # the big texts stand last, on pages of their own
        one = next(_all(source, f"SELECT {quoted(name)} FROM orders NOT INDEXED WHERE row = ?", (row,)), None)
        if one is not None:
            values[name] = one[0]
    if not values.keys() >= {"order_id", "state", "created_at", "updated_at"}:
        return None, False
    return [values.get(name, _DEFAULTS.get(name)) for name in COLUMNS], False


def _save(
    writer: apsw.Connection,
    source: apsw.Connection,
    row: tuple[Any, ...],
    done: Restored,
    operator: str,
    at: int,
) -> bool:
    """An order with what refers to it, as far as that can be read; whether that is all."""
    merged = partial(merge_rows, writer, rows=[row], done=done, as_of=at, operator=operator, at=at)
    try:
        with transaction(writer):
            merged(source=source)
        return True
    except _UNREADABLE:
        with translated(), transaction(writer):
            merged(source=None)
    for part in (
        _one_by_one,
        partial(bring_beside, tables=("events",)),
        partial(bring_beside, tables=("exchanges",)),
    ):
        with contextlib.suppress(*_UNREADABLE), transaction(writer):
            sql = "SELECT row FROM orders WHERE order_id = ?"
            target = writer.execute(sql, (row[1 + COLUMNS.index("order_id")],)).get
            part(writer, source, row[0], target)
    return False


def _one_by_one(writer: apsw.Connection, source: apsw.Connection, row: int, target: int) -> None:
    """Those of an order's pictures that can be read."""
    names = list(_all(source, "SELECT name FROM order_pictures WHERE order_row = ?", (row,)))
    for (name,) in names:
        sql = (
            "SELECT name, position, sha256, media_type, width, height, data FROM order_pictures"
            " JOIN pictures USING (sha256) WHERE order_row = ? AND name = ?"
        )
        for *values, data in _all(source, sql, (row, name)):
            writer.execute(
                "INSERT INTO pictures (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (values[2], data)
            )
            writer.execute(
                "INSERT INTO order_pictures (order_row, name, position, sha256, media_type, width, height)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (target, *values),
            )


def _save_log(
    writer: apsw.Connection, source: apsw.Connection
) -> tuple[int, bool, dict[str, str | int | float | bool]]:
    """The audit log: as this file's own if it is whole, else sealed beside it."""
    rows = list(_all(source, f"SELECT {ENTRY} FROM audit ORDER BY number"))
    last = next(_all(source, "SELECT max(number) FROM audit"), (None,))[0]
    if last is not None and (not rows or rows[-1][0] < last):
        one = f"SELECT {ENTRY} FROM audit WHERE number = ?"
        first = rows[-1][0] + 1 if rows else 1
        for number in range(first, last + 1):
            rows += _all(source, one, (number,))
    for row in _all(source, f"SELECT log, {ENTRY} FROM audit_brought ORDER BY log, number"):
        writer.execute(f"INSERT INTO audit_brought (log, {ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    if not rows:
        return 0, last is None, {}
    if check_chain(rows).whole and rows[-1][0] == last:
        _replace_log(writer, rows)
        return len(rows), True, {}
    log = f"rescued-{secrets.token_hex(8)}"
    writer.executemany(
        f"INSERT INTO audit_brought (log, {ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(log, *row) for row in rows],
    )
    return len(rows), False, {"log": log, "entries": len(rows), "seal": seal(rows), "whole": False}


def _replace_log(writer: apsw.Connection, rows: list[tuple[Any, ...]]) -> None:
    """The log of the new file begins with the old one; what was written here so far goes behind it."""
    since = list(audit.entries(writer, after=1))
    guards = [
        sql for step in MIGRATIONS for sql in step.statements if "ON audit BEGIN" in sql and "DELETE" in sql
    ]
    writer.execute("DROP TRIGGER audit_remains")
    writer.execute("DELETE FROM audit")
    for sql in guards:
        writer.execute(sql)
    marks = ", ".join("?" * 7)
    writer.executemany(f"INSERT INTO audit ({ENTRY}) VALUES ({marks})", rows)
    for entry in since:
        audit.append(
            writer, Act(entry.act), operator=entry.operator, at=entry.at, order_id=entry.order_id,
            detail=entry.detail,
        )  # fmt: skip


def _save_apart(writer: apsw.Connection, source: apsw.Connection) -> None:
    """Notices and filters, up to the first of each that can't be read."""
    for table in ("notices", "filters"):
        names = [name for _, name, *_ in _all(source, f"PRAGMA table_info({table})") if name != "number"]
        if names:
            columns, marks = ", ".join(names), ", ".join("?" * len(names))
            for row in _all(source, f"SELECT {columns} FROM {table}"):
                writer.execute(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING", row
                )
