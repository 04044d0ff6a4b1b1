"""Bringing a file of an earlier program to the present shape, with a copy of it kept beside.

The copy is under the same data key and is a whole history: whoever goes back to the earlier program gives it
the file's name. It would keep what retention removes, so retention removes it, too: see `remove_copies`.
"""

from __future__ import annotations

import errno
import logging
import time
from pathlib import Path

import apsw

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.database import copy_pages, keyed, migrate, transaction, translated
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
    `RecordsUnavailable` where there is no room for the copy: nothing was changed then."""
    with translated():
        found = int(connection.pragma("user_version"))
    if found > LATEST:
        raise RecordsNewer(found, LATEST)
    for half in path.parent.glob(f".{path.stem}.{_WORD}*.new"):
        half.unlink(missing_ok=True)  # of a try that was killed: readable by whoever has the data key
    if 0 < found < LATEST:
        _keep(path, connection, key, found)
    migrate(connection)
    if 0 < found < LATEST:
        now = time.time_ns() // 1_000_000
        with translated(), transaction(connection):
            detail = {"before": found, "now": LATEST}
            audit.append(connection, Act.MIGRATED, operator="", at=now, detail=detail)
        _log.info("records brought from schema %d to %d", found, LATEST)


def _keep(path: Path, connection: apsw.Connection, key: bytes, found: int) -> None:
    copy = path.with_name(f"{path.stem}.{_WORD}{found}{path.suffix}")
    if copy.exists():  # of a try that was killed before it was done
        return
    try:
        with replacing(copy) as temporary, keyed(temporary, key) as target:
            copy_pages(connection, target)
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
