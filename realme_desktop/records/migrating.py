"""Bringing a file of an earlier program to the present shape, with a copy of it kept beside.

The copy is under the same data key and is a whole history: whoever goes back to the earlier program gives it
the file's name. It would keep what retention removes, so retention removes it, too: see `remove_copies`.
"""

from __future__ import annotations

import errno
import glob
import logging
import time
from pathlib import Path

import apsw

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.database import copy_pages, keyed, take_steps, transaction, translated
from realme_desktop.records.errors import Reason, RecordsNewer, RecordsUnavailable
from realme_desktop.records.files import replacing
from realme_desktop.records.schema import LATEST

__all__ = ["bring_up", "copies", "remove_copies"]

_log = logging.getLogger(__name__)

_WORD = "schema-"
_LEAST_S = 24 * 3600
_MOST_S = 7 * 24 * 3600


def bring_up(path: Path, connection: apsw.Connection, key: bytes) -> None:
    """Copy, then migrate; a file of the present shape and a new one are left alone. `RecordsNewer`;
    `RecordsUnavailable` where there is no room for the copy, or while another program does the same for
    seconds: nothing was changed then."""
    with translated():
        if (found := int(connection.pragma("user_version"))) == LATEST:
            _remove_halves(path)
            return
        if found > LATEST:
            raise RecordsNewer(found, LATEST)
        # One program at a time, looked at once more by whoever had to wait.
        with transaction(connection):
            found = int(connection.pragma("user_version"))
            _remove_halves(path)
            if 0 < found < LATEST:
                _keep(path, key, found)
            take_steps(connection)
            if 0 < found < LATEST:
                now = time.time_ns() // 1_000_000
                detail = {"before": found, "now": LATEST}
                audit.append(connection, Act.MIGRATED, operator="", at=now, detail=detail)
    if 0 < found < LATEST:
        _log.info("records brought from schema %d to %d", found, LATEST)


def _remove_halves(path: Path) -> None:
    """Copies of a try that was killed: readable by whoever has the data key."""
    for half in path.parent.glob(f".{glob.escape(path.stem)}.{_WORD}*.new"):
        half.unlink(missing_ok=True)


def _keep(path: Path, key: bytes, found: int) -> None:
    copy = path.with_name(f"{path.stem}.{_WORD}{found}{path.suffix}")
    if copy.exists():  # of a try that was killed before it was done
        return
    try:
        # By a connection of its own: SQLite copies nothing from one that is about to write.
        with (
            replacing(copy) as temporary,
            keyed(path, key, flags=apsw.SQLITE_OPEN_READWRITE) as source,
            keyed(temporary, key) as target,
        ):
            copy_pages(source, target)
    except OSError as error:
        reason: Reason = "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "io"
        raise RecordsUnavailable(reason, f"copy before migrating: {error.strerror}") from error


def copies(path: Path) -> list[Path]:
    """The copies that were kept of the file at `path`."""
    return sorted(path.parent.glob(f"{path.stem}.{_WORD}*{path.suffix}"))


def remove_copies(path: Path, *, at_once: bool, purged: bool) -> int:
    """Remove copies that have served: after a week; after a day, when something was purged that they still
    hold; or `at_once`. Returns how many."""
    removed = 0
    for copy in copies(path):
        try:
            age = time.time() - copy.stat().st_mtime
            if at_once or age > _MOST_S or (purged and age > _LEAST_S):
                copy.unlink()
                removed += 1
        except OSError as error:
            _log.warning("%s stays: %s", copy.name, error)
    return removed
