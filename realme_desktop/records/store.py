"""The records: every order from before it is sent until its end, in one encrypted SQLite file.

Whatever a method returns is on the disk by then. One connection writes and one reads, each under its own
lock, so that a long search never keeps an order from being written. All methods block and may be called in
any thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import apsw

from realme_desktop.records.audit import NOTHING, Act, Detail, append, order_changed, order_made
from realme_desktop.records.database import (
    close_quietly,
    connect,
    connect_to_read,
    migrate,
    prepare_file,
    transaction,
    translated,
)
from realme_desktop.records.errors import (
    DuplicateOrder,
    SimilarOrder,
    StateConflict,
    UnknownOrder,
)
from realme_desktop.records.exchanges import StoredExchange, add_exchange
from realme_desktop.records.model import (
    Asked,
    Notice,
    Order,
    OrderState,
    StoredPicture,
)
from realme_desktop.records.reading import NOTICE, SELECT, Reader
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

__all__ = ["Records"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

_INSERT = (
    f"INSERT INTO orders (row, {', '.join(map(quoted, COLUMNS))}) VALUES (?, {', '.join('?' * len(COLUMNS))})"
)
_NOTICES = 1000  # how many are kept


class Records(Reader):
    """Open with `Records.open`. Errors: see `records/errors.py`; each has `.words` for the operator."""

    def __init__(
        self,
        path: Path,
        writer: apsw.Connection,
        reader: apsw.Connection,
        another: Callable[[], apsw.Connection],
    ) -> None:
        """`another` opens one more connection that only reads."""
        super().__init__(reader)
        self.path = path
        self._another = another
        self._writer = writer
        self._writing = threading.Lock()

    @classmethod
    def open(cls, path: Path, key: bytes) -> Records:
        """Open the file, making it if need be, and bring it to this program's shape. `key` has 32 bytes.

        Raises `WrongKey`, `RecordsDamaged`, `RecordsNewer`, `RecordsUnavailable`; a file that can't be
        opened is left exactly as it was.
        """
        prepare_file(path)
        writer = connect(path, key)
        try:
            migrate(writer)
            another = partial(connect_to_read, path, key)
            reader = another()
        except BaseException:
            writer.close()
            raise
        return cls(path, writer, reader, another)

    @contextlib.contextmanager
    def aside(self) -> Iterator[apsw.Connection]:
        """A connection of one's own that only reads: for what takes long, beside everything else."""
        self._check_open()
        connection = self._another()
        try:
            with translated():
                yield connection
        finally:
            close_quietly(connection)

    def settle(self) -> bool:
        """Bring all that was written into the file itself and empty the WAL, in which removed content would
        live on. False if somebody reads all the while; the next call makes up for it."""
        with self._writing, self._reading, translated():
            self._check_open()
            try:
                self._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except (apsw.BusyError, apsw.LockedError):
                return False
            return True

    def close(self) -> None:
        """Stop a running search, wait for a running write, and close. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._reader.interrupt()
        for lock, connection in ((self._reading, self._reader), (self._writing, self._writer)):
            with lock:
                problem = close_quietly(connection)
            if problem is not None:
                _log.warning("closing the records: %s", problem)

    # -- writing ------------------------------------------------------------------------------------------

    def add(
        self,
        order: Order,
        pictures: Iterable[StoredPicture] = (),
        *,
        alone_since: int | None = None,
        besides: str | None = None,
    ) -> Order:
        """Write a new order, with its first event (`created`). Returns it as it is on disk.

        With `alone_since` (milliseconds) it raises `SimilarOrder` if an order of the same environment and
        fingerprint was made since then, unless that one was never sent, was refused, or is `besides`. Looking
        and writing are one step: of two programs that write the same order at once, one is told.
        """
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                if self._row_of(order.order_id) is not None:
                    raise DuplicateOrder(order.order_id)
                if alone_since is not None and order.fingerprint is not None:
                    earlier = self._similar(order, alone_since)
                    if earlier is not None and earlier != besides:
                        raise SimilarOrder(earlier)
                stored = tuple(to_column(name, getattr(order, name)) for name in COLUMNS)
                row = self._free_row(order.created_at)
                self._writer.execute(_INSERT, (row, *stored))
                self._writer.execute(
                    "INSERT INTO search (rowid, names, numbers) VALUES (?, ?, ?)",
                    (row, *map(utf8_safe, search_texts(order))),
                )
                self._add_pictures(row, pictures)
                self._add_event(row, order.created_at, order.state, "created", None)
                order_made(self._writer, order)
                return self._order(row)

    def change(
        self,
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
        """One step of an order's life: the changed fields, `updated_at = at`, an event and the exchange that
        caused it, all or nothing. `operator` is the person whose act it is, "" for the program itself.

        `changes` are fields of `Order` (`state` among them), but not those that never change. `pictures` are
        added to the order. Raises `UnknownOrder`; `StateConflict` when the state on disk is not among
        `expect`.
        """
        if unknown := changes.keys() - CHANGEABLE:
            raise TypeError(f"not a changeable field of an order: {', '.join(sorted(unknown))}")
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                row = self._row_of(order_id)
                if row is None:
                    raise UnknownOrder(order_id)
                before = self._order(row)
                if before.state not in expect:
                    raise StateConflict(order_id, before.state)
                columns = {name: to_column(name, value) for name, value in changes.items()} | {
                    "updated_at": at
                }
                assignments = ", ".join(f"{quoted(name)} = ?" for name in columns)
                self._writer.execute(
                    f"UPDATE orders SET {assignments} WHERE row = ?",
                    (*columns.values(), row),
                )
                self._add_pictures(row, pictures)
                after = self._order(row)
                self._add_event(row, at, after.state, cause, evidence)
                order_changed(self._writer, before, after, cause=cause, operator=operator)
                if exchange is not None:
                    add_exchange(self._writer, row, exchange)
                if (texts := search_texts(after)) != search_texts(before):
                    self._writer.execute(
                        "UPDATE search SET names = ?, numbers = ? WHERE rowid = ?",
                        (*map(utf8_safe, texts), row),
                    )
                return after

    def write(self, work: Callable[[apsw.Connection], T]) -> T:
        """Do something of one's own in one transaction: all of it, or nothing if `work` raises."""
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                return work(self._writer)

    def audit(
        self, act: Act, *, operator: str, at: int, order_id: str | None = None, detail: Detail = NOTHING
    ) -> None:
        """One entry in the audit log (`at` in milliseconds). `detail` holds nothing sensitive."""
        self.write(partial(append, act=act, operator=operator, at=at, order_id=order_id, detail=detail))

    def note(
        self, asked: Iterable[Asked], exchanges: Mapping[str, StoredExchange] | None = None
    ) -> tuple[str, ...]:
        """Write down queries that brought nothing new, all in one transaction and without events: ten
        thousand orders that are asked for day and night must not fill the disk. Each of the `exchanges` (by
        order number) takes the place of the one before.

        Returns the numbers of those orders that are no longer in the state given; of these nothing is
        written.
        """
        passed = []
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                for entry in asked:
                    self._writer.execute(
                        "UPDATE orders SET updated_at = ?, next_query_at = ?, queries = ?"
                        " WHERE order_id = ? AND state = ?",
                        (entry.at, entry.next_query_at, entry.queries, entry.order_id, entry.state.value),
                    )
                    if self._writer.changes() == 0:
                        passed.append(entry.order_id)
                    elif exchanges and (exchange := exchanges.get(entry.order_id)) is not None:
                        row = self._row_of(entry.order_id)
                        assert row is not None, "it was updated just now"
                        add_exchange(self._writer, row, exchange)
        return tuple(passed)

    def keep_exchange(self, order_id: str, exchange: StoredExchange) -> None:
        """Keep an exchange that has changed nothing of the order any more. `UnknownOrder`."""
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                row = self._row_of(order_id)
                if row is None:
                    raise UnknownOrder(order_id)
                add_exchange(self._writer, row, exchange)

    def keep_notice(self, notice: Notice) -> bool:
        """Keep a notification that no order could take; False if it is kept already. The oldest make room:
        whoever can sign one can send any number of them."""
        said = "\0".join((notice.environment, notice.order_id, notice.seq_id or "", notice.evidence))
        digest = hashlib.sha256(utf8_safe(said).encode()).digest()
        values = {name: to_column(name, getattr(notice, name)) for name in NOTICE if name != "number"}
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                self._writer.execute(
                    f"INSERT INTO notices (digest, {', '.join(values)})"
                    f" VALUES (?{', ?' * len(values)}) ON CONFLICT DO NOTHING",
                    (digest, *values.values()),
                )
                new = self._writer.changes() == 1
                self._writer.execute(
                    "DELETE FROM notices WHERE number <= (SELECT max(number) FROM notices) - ?", (_NOTICES,)
                )
                return new

    def _free_row(self, created_at: int) -> int:
        first = first_row(created_at)
        while True:
            last: int | None = self._writer.execute(
                "SELECT max(row) FROM orders WHERE row BETWEEN ? AND ?", (first, first + ROWS_PER_MS - 1)
            ).get
            if last is None:
                return first
            if last < first + ROWS_PER_MS - 1:
                return last + 1
            first += ROWS_PER_MS

    def _row_of(self, order_id: str) -> int | None:
        row: int | None = self._writer.execute("SELECT row FROM orders WHERE order_id = ?", (order_id,)).get
        return row

    def _similar(self, order: Order, since: int) -> str | None:
        found: str | None = self._writer.execute(
            "SELECT order_id FROM orders WHERE fingerprint = ? AND row >= ? AND environment = ?"
            " AND state <> 'rejected' AND NOT (state = 'abandoned' AND sent_at IS NULL)"
            " ORDER BY row DESC LIMIT 1",
            (order.fingerprint, first_row(max(0, since)), order.environment),
        ).get
        return found

    def _order(self, row: int) -> Order:
        return from_row(next(self._writer.execute(f"{SELECT} WHERE row = ?", (row,))))

    def _add_event(self, row: int, at: int, state: OrderState, cause: str, evidence: str | None) -> None:
        self._writer.execute(
            "INSERT INTO events (order_row, at, state, cause, evidence) VALUES (?, ?, ?, ?, ?)",
            (row, at, state.value, cause, None if evidence is None else utf8_safe(evidence)),
        )

    def _add_pictures(self, row: int, pictures: Iterable[StoredPicture]) -> None:
        pictures = tuple(pictures)
        if not pictures:
            return
        first: int = self._writer.execute(
            "SELECT coalesce(max(position) + 1, 0) FROM order_pictures WHERE order_row = ?", (row,)
        ).get
        for position, picture in enumerate(pictures, first):
            digest = hashlib.sha256(picture.data).digest()
            if digest.hex() != picture.sha256:
                # Taken on trust, a wrong hash would hand this picture's bytes to another order, or the
                # reverse.
                raise ValueError(f"the hash of picture {picture.name} is not that of its bytes")
            self._writer.execute(
                "INSERT INTO pictures (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, picture.data),
            )
            self._writer.execute(
                "INSERT INTO order_pictures (order_row, name, position, sha256, media_type, width, height)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (row, picture.name, position, digest, picture.media_type, picture.width, picture.height),
            )
