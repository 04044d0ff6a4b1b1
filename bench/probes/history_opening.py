"""The program with a history: from the start of the process to its first page. Without an argument: empty."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from realme_desktop import app as program_root
from realme_desktop.config.paths import Paths

KEY = bytes(range(32))


def main() -> None:
    """The records are opened beside the window, by the key that this probe knows: what else happens at a
    start (keyring, sandbox) is no part of the difference."""
    from bench.probes.watching import Watch

    folder = Path(tempfile.mkdtemp(prefix="realme-bench-"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "records.db"
    app = program_root.make_application()
    watch = Watch(app)
    program = program_root.Program(app, Paths(folder), "sandbox")
    watch.of(program.window)
    program.show()
    app.processEvents()

    from realme_desktop.records.model import HistoryQuery, OrderState
    from realme_desktop.records.store import Records

    records = Records.open(path, KEY)
    records.unfinished()
    records.unconfirmed()
    records.page(HistoryQuery(states=frozenset({OrderState.EXPIRED})), None, 1000)
    list(records.page(HistoryQuery()).orders[:40])
    print(json.dumps({"shown": time.time()}), flush=True)
    records.close()
    # A probe measures up to here; tearing Qt down in order is another program's business.
    os._exit(0)


main()
