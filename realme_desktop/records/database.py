"""Opening the encrypted file, and SQLite's complaints put into words."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from realme_desktop.records.errors import (
    RecordsDamaged,
    RecordsError,
    RecordsNewer,
    RecordsUnavailable,
    WrongKey,
)
from realme_desktop.records.schema import LATEST, MIGRATIONS
from realme_desktop.records.search import TOKENIZER, make_tokenizer

__all__ = [
    "BUSY_MS",
    "close_quietly",
    "connect",
    "connect_to_read",
    "copy_pages",
    "keyed",
    "migrate",
    "prepare_file",
    "take_steps",
    "transaction",
    "translated",
]

KEY_BYTES = 32
BUSY_MS = 3_000
_WAL_PAUSE_MS = 10
_PAGES_AT_ONCE = 2000
_WAL_LIMIT = 32 * 1024 * 1024


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as the records' own. Programming errors (SQLError, MisuseError, …) stay what they
    are.
    """
    try:
        yield
    except apsw.FullError as error:
        raise RecordsUnavailable("full", str(error)) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise RecordsUnavailable("readonly", str(error)) from error
    except (apsw.BusyError, apsw.LockedError, apsw.ProtocolError) as error:
        raise RecordsUnavailable("locked", str(error)) from error
    except apsw.CantOpenError as error:
        raise RecordsUnavailable("missing", str(error)) from error
    except apsw.IOError as error:
        raise RecordsUnavailable("io", str(error)) from error
    except (apsw.ConnectionClosedError, apsw.InterruptError) as error:
        raise RecordsUnavailable("closed", str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise RecordsDamaged(str(error)) from error


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All of it or nothing. On leaving normally it is on the disk (synchronous = FULL)."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors (disk full) make SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prepare_file(path: Path) -> None:
    """Make the file, private from its first moment; SQLite gives -wal and -shm the same mode as the file."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except (PermissionError, IsADirectoryError) as error:
        raise RecordsUnavailable("readonly" if path.is_file() else "missing", str(error)) from error
    except OSError as error:
        read_only = error.errno == 30  # EROFS
        raise RecordsUnavailable("readonly" if read_only else "missing", str(error)) from error
    os.close(descriptor)
    if sys.platform != "win32":
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            with contextlib.suppress(FileNotFoundError, PermissionError):
                if file.stat().st_mode & 0o077:
                    file.chmod(0o600)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def connect(path: Path, key: bytes) -> apsw.Connection:
    """A connection that can read the file, or `WrongKey`, `RecordsDamaged`, `RecordsUnavailable`."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"the data key has {KEY_BYTES} bytes")
    with translated():
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        with translated():
            connection.set_busy_timeout(BUSY_MS)
            connection.pragma("cipher", "chacha20")
            # A raw key: 32 random bytes need no derivation, which would cost a second at each start.
            connection.pragma("key", f"raw:{key.hex()}")
            try:
                connection.pragma("user_version")
            except apsw.NotADBError as error:
                raise WrongKey(str(error)) from error
            # WAL so that a search never waits for a write. Temporary tables would be written in the clear.
            connection.pragma("temp_store", "memory")
            if not connection.pragma("page_count"):
                # The room of what is removed can be given back. (In a file that has pages this would write.)
                connection.pragma("auto_vacuum", "incremental")
            _to_wal(connection)
            connection.pragma("journal_size_limit", _WAL_LIMIT)
            connection.pragma("synchronous", "full")
            connection.pragma(
                "secure_delete", True
            )  # what is removed is overwritten, however SQLite was built
            connection.pragma("foreign_keys", True)
            connection.pragma("trusted_schema", False)
            connection.register_fts5_tokenizer(TOKENIZER, make_tokenizer)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def keyed(
    file: Path | str, key: bytes, *, flags: int = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
) -> Iterator[apsw.Connection]:
    """A bare connection to a file under this key: no WAL, no migration, nothing looked at yet."""
    with translated():
        connection = apsw.Connection(str(file), flags=flags)
    try:
        with translated():
            connection.set_busy_timeout(BUSY_MS)
            connection.pragma("cipher", "chacha20")
            connection.pragma("key", f"raw:{key.hex()}")
        yield connection
    finally:
        close_quietly(connection)


def copy_pages(
    source: apsw.Connection, target: apsw.Connection, tell: Callable[[int, int], None] = lambda *_: None
) -> None:
    """All of `source` into `target`, page by page, each under its own key. `tell(done, of)` counts pages;
    what it raises ends the copying. A `source` with an open transaction is copied as it is to that."""
    with translated(), target.backup("main", source, "main") as copying:
        while not copying.done:
            copying.step(_PAGES_AT_ONCE)
            tell(copying.page_count - copying.remaining, copying.page_count)


def connect_to_read(path: Path, key: bytes) -> apsw.Connection:
    """As `connect`, for a connection that never writes."""
    connection = connect(path, key)
    with translated():
        connection.pragma("query_only", True)
    return connection


def _to_wal(connection: apsw.Connection) -> None:
    """Two programs that open a new file at once both have to switch it over, and SQLite's own waiting for a
    lock does not cover that moment."""
    pause = threading.Event()
    for _ in range(BUSY_MS // _WAL_PAUSE_MS):
        try:
            connection.pragma("journal_mode", "wal")
        except apsw.BusyError:
            pause.wait(_WAL_PAUSE_MS / 1000)
        else:
            return
    connection.pragma("journal_mode", "wal")


def migrate(connection: apsw.Connection) -> None:
    """Bring the file to this program's shape, all steps or none. `RecordsNewer` if it is ahead of us."""
    with translated():
        # Looked at within the transaction: another console may take the steps while this one waits for it.
        if int(connection.pragma("user_version")) != LATEST:
            with transaction(connection):
                take_steps(connection)


def take_steps(connection: apsw.Connection) -> None:
    """As `migrate`, in the open transaction: nobody ever sees a file between two steps."""
    found = int(connection.pragma("user_version"))
    if found > LATEST:
        raise RecordsNewer(found, LATEST)
    for step in MIGRATIONS[found:]:
        for statement in step.statements:
            connection.execute(statement)
        now = time.time_ns() // 1_000_000
        if step.then is not None:
            step.then(connection, now)
        connection.execute(
            "INSERT INTO migrations (number, title, applied_at) VALUES (?, ?, ?)",
            (step.number, step.title, now),
        )
        connection.pragma("user_version", step.number)


def close_quietly(connection: apsw.Connection) -> RecordsError | None:
    """Close; what fails then (a checkpoint on a full disk) loses nothing: the WAL stays beside the file."""
    try:
        with translated():
            connection.close()
    except RecordsError as error:
        return error
    return None
