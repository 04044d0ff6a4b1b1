"""A program of its own that removes or backs up, says how far it is, and waits to be killed.

`python -m tests.records.keeping_child PATH MOMENT`
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from realme_desktop.records import audit, backup, retention
from realme_desktop.records.retention import Rules
from realme_desktop.records.store import Records
from tests.records.child import halt
from tests.records.orders import KEY
from tests.records.test_retention import NOW


def main() -> None:
    path, moment = Path(sys.argv[1]), sys.argv[2]
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
    if moment in ("copying", "reading back"):
        backup.make_backup(records, path.with_name("b.backup"), "long enough a phrase", operator="", at=NOW)
    retention.purge(records, Rules(orders_days=30), NOW)


if __name__ == "__main__":
    main()
