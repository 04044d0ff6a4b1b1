"""A program of its own that opens an old file, says how far it is, and waits to be killed.

`python -m tests.records.migrating_child PATH MOMENT`
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

from realme_desktop.records import audit, database, files, migrating
from realme_desktop.records.schema import MIGRATIONS
from realme_desktop.records.store import Records
from tests.records.child import halt
from tests.records.orders import KEY


def main() -> None:
    path, moment = Path(sys.argv[1]), sys.argv[2]

    def stop(*_: Any, **__: Any) -> None:
        halt(moment)

    if moment == "copying":
        files.flush = stop
    elif moment == "copied":
        migrating.take_steps = stop
    elif moment == "stepping":  # within the transaction
        database.MIGRATIONS = (
            *MIGRATIONS[:3],
            dataclasses.replace(MIGRATIONS[3], then=stop),
            *MIGRATIONS[4:],
        )
    elif moment == "stepped":  # all steps, not yet committed
        audit.append = stop
    Records.open(path, KEY)


if __name__ == "__main__":
    main()
