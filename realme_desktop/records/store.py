"""The records: every order from before it is sent until its end, in one encrypted SQLite file.

Whatever a method returns is on the disk by then. One connection writes and one reads, each under its own
lock, so that a long search never keeps an order from being written. All methods block and may be called in
any thread.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import apsw

from realme_desktop.records import steps
from realme_desktop.records.audit import NOTHING, Act, Detail, append
from realme_desktop.records.database import (
    BUSY_MS,
    close_quietly,
    connect,
    connect_to_read,
    prepare_file,
    transaction,
    translated,
)
from realme_desktop.records.errors import RecordsError, RecordsUnavailable
from realme_desktop.records.exchanges import StoredExchange
from realme_desktop.records.migrating import bring_up
from realme_desktop.records.model import Asked, Notice, Order, OrderState, StoredPicture
from realme_desktop.records.reading import Reader

__all__ = ["Records"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

_SETTLE_MS = 300


class Records(Reader):
    """Open with `Records.open`. Errors: see `records/errors.py`; each has `.words` for the operator."""

    def __init__(
        self,
        path: Path,
        writer: apsw.Connection,
        reader: apsw.Connection,
        key: bytes,
    ) -> None:
        super().__init__(reader, lambda: connect_to_read(self.path, self._key))
        self.path = path
        self._key = key
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
            bring_up(path, writer, key)
            reader = connect_to_read(path, key)
        except BaseException:
            writer.close()
            raise
        return cls(path, writer, reader, key)

    @property
    def data_key(self) -> bytes:
        """The key that the file is under."""
        return self._key

    def alone(self, work: Callable[[Path, bytes], bytes]) -> None:
        """Close the file, let `work(path, key)` have it, and open it again by the key that it returns (the
        old one if it raises). Whoever reads or writes waits. `RecordsUnavailable` while an export or the like
        runs."""
        with self._writing, self._reading:
            self._check_open()
            if self._beside:
                raise RecordsUnavailable("locked")
            for connection in (self._reader, self._writer):
                close_quietly(connection)
            try:
                self._key = work(self.path, self._key)
            finally:
                try:
                    self._writer = connect(self.path, self._key)
                    self._reader = connect_to_read(self.path, self._key)
                except RecordsError:
                    self._closed = True
                    close_quietly(self._writer)
                    raise

    def settle(self) -> bool:
        """Bring all that was written into the file itself and empty the WAL, in which removed content would
        live on. False if somebody reads all the while; the next call makes up for it."""
        with self._writing, self._reading, translated():
            self._check_open()
            self._writer.set_busy_timeout(_SETTLE_MS)  # nobody is to wait for long behind this
            try:
                self._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except (apsw.BusyError, apsw.LockedError):
                return False
            finally:
                self._writer.set_busy_timeout(BUSY_MS)
            return True

    def close(self) -> None:
        """Stop a running search, wait for a running write, and close. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._interrupt()
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
        return self.write(
            partial(
                steps.add_order,
                order=order,
                pictures=tuple(pictures),
                alone_since=alone_since,
                besides=besides,
            )
        )

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
        return self.write(
            partial(
                steps.change_order,
                order_id=order_id,
                expect=expect,
                cause=cause,
                at=at,
                evidence=evidence,
                pictures=tuple(pictures),
                exchange=exchange,
                operator=operator,
                **changes,
            )
        )

    def write(self, work: Callable[[apsw.Connection], T]) -> T:
        """Do something of one's own in one transaction: all of it, or nothing if `work` raises."""
        with self._writing, translated():
            self._check_open()
            with transaction(self._writer):
                return work(self._writer)

    def batch(self, works: Sequence[Callable[[apsw.Connection], Any]]) -> list[Any]:
        """Do several things, each all or nothing, with one wait for the disk. Returns for each what it
        returned, or the exception that it raised; what one raises undoes nothing of the others.

        If the disk itself refuses, each is tried by itself. So a work may run twice: nothing but the
        connection may remember that it ran.
        """
        if len(works) > 1:
            with self._writing, contextlib.suppress(apsw.Error):
                self._check_open()
                return self._batch(works)
        outcomes: list[Any] = []
        for work in works:
            try:
                outcomes.append(self.write(work))
            except Exception as error:  # noqa: BLE001 - handed to whoever wanted this one
                outcomes.append(error)
        return outcomes

    def _batch(self, works: Sequence[Callable[[apsw.Connection], Any]]) -> list[Any]:
        try:
            with transaction(self._writer):
                return [work(self._writer) for work in works]  # nearly always: none raises
        except apsw.Error:
            raise
        except Exception:  # noqa: BLE001 - found again below, without harm to the others
            outcomes: list[Any] = []
        with transaction(self._writer):
            for work in works:
                self._writer.execute("SAVEPOINT one")
                try:
                    outcomes.append(work(self._writer))
                except apsw.Error:
                    raise
                except Exception as error:  # noqa: BLE001 - handed to whoever wanted this one
                    self._writer.execute("ROLLBACK TO one")
                    outcomes.append(error)
                self._writer.execute("RELEASE one")
        return outcomes

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
        return self.write(partial(steps.note_asked, asked=tuple(asked), exchanges=exchanges))

    def keep_exchange(self, order_id: str, exchange: StoredExchange) -> None:
        """Keep an exchange that has changed nothing of the order any more; not of an order that retention
        has emptied. `UnknownOrder`."""
        self.write(partial(steps.keep_exchange, order_id=order_id, exchange=exchange))

    def keep_notice(self, notice: Notice) -> bool:
        """Keep a notification that no order could take; False if it is kept already. The oldest make room:
        whoever can sign one can send any number of them."""
        return self.write(partial(steps.keep_notice, notice=notice))
