"""The console as `app.main` starts it: when it is painted, when its form takes a key, what it weighs."""

import sys
import tempfile
from pathlib import Path

from realme_desktop import app as program_root
from realme_desktop.config.paths import Paths

from bench.probes.watching import Watch, finish, main_window_shown, type_a_key  # isort: skip
from PySide6.QtWidgets import QLineEdit  # isort: skip

folder = tempfile.mkdtemp(prefix="realme-bench-")
app = program_root.make_application()
watch = Watch(app)
program = program_root.Program(app, Paths(Path(folder)), "sandbox")
watch.of(program.window)
program.show()


def first_field() -> QLineEdit | None:
    return program.window.findChild(QLineEdit, "field.full_name")


if "rest" not in sys.argv:
    main_window_shown(app, watch, first_field)
    finish(watch)

# With everything behind the window at work: sandbox, keyring, records, desk, panes.
program_root.first_paint(program.window)

from realme_desktop.ui.loop import run  # noqa: E402


async def live() -> int:
    from realme_desktop.ui.tasks import spawn

    living = spawn(program.console, program.live(), name="live")
    import asyncio

    await asyncio.sleep(0)
    type_a_key(app, watch, first_field)
    await program.console.ready()
    await asyncio.sleep(1)
    del living
    finish(watch)
    return 0


run(live)
