"""A program of its own that removes, backs up, restores or rescues, says how far it is, and is killed.

`python -m tests.records.keeping_child PATH MOMENT`
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from realme_desktop.records import audit, backup, leftovers, rescue, restore, retention
from realme_desktop.records.retention import Rules
from realme_desktop.records.store import Records
from tests.records.child import halt
from tests.records.orders import KEY
from tests.records.test_retention import NOW

PASSPHRASE = "long enough a phrase"


def rescue_and_halt(path: Path, moment: str) -> None:
    """After some portions, or when all but the end is done."""
    told = iter(range(2))

    def progress(*_: int) -> None:
        if moment == "rescuing" and next(told, None) == 1:
            halt(moment)

    if moment == "rescuing, the log":
        rescue._save_apart = lambda *_: halt(moment)
    rescue.rescue(path, KEY, leftovers.rescued(path), operator="", at=NOW, progress=progress)


def restore_and_halt(records: Records, moment: str) -> None:
    def progress(*_: int) -> None:
        if moment == "restoring":
            halt(moment)

    if moment == "restoring, within":
        bring_beside, calls = restore.bring_beside, iter(range(110))

        def halting(*args: Any, **kwargs: Any) -> None:
            if next(calls, None) is None:
                halt(moment)
            bring_beside(*args, **kwargs)

        restore.bring_beside = halting
    elif moment == "restoring, the log":
        restore._finish = lambda *_, **__: halt(moment)
    backup = records.path.with_name("b.backup")
    restore.restore(records, backup, PASSPHRASE, operator="", at=NOW, progress=progress)


def main() -> None:
    path, moment = Path(sys.argv[1]), sys.argv[2]
    if moment.startswith("rescuing"):
        rescue_and_halt(path, moment)
    records = Records.open(path, KEY)

    def stop(*_: Any, **__: Any) -> bool:
        halt(moment)
        return False

    if moment == "removing":  # within the transaction of a portion: rows are gone, entries half written
        calls = 0
        append = audit.append

        def halting(*args: Any, **kwargs: Any) -> None:
            nonlocal calls
            calls += 1
            if calls == 5:
                halt(moment)
            append(*args, **kwargs)

        audit.append = halting
    elif moment == "between":  # two portions
        looked = iter((False, False))
        retention.purge(records, Rules(orders_days=30), NOW, cancelled=lambda: next(looked, True))
        halt(moment)
    elif moment == "removed":  # all is committed, the WAL still holds it
        retention.erase = stop
    elif moment == "copying":
        backup.copy_pages = stop
    elif moment == "reading back":
        backup._read_back = stop
    elif moment.startswith("restoring"):
        restore_and_halt(records, moment)
    if moment in ("copying", "reading back"):
        backup.make_backup(records, path.with_name("b.backup"), PASSPHRASE, operator="", at=NOW)
    retention.purge(records, Rules(orders_days=30), NOW)


if __name__ == "__main__":
    main()
