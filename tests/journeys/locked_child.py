"""A console of its own process: an order, then locked, then looked at from outside until a line comes in.

Data directory, name, number, app_key and passphrase come from standard input, one a line: on the command line
they would be found.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from realme_desktop.app import make_application
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.logs import start_log
from realme_desktop.config.paths import Paths
from realme_desktop.ui.loop import run
from realme_desktop.vault.vault import Vault
from tests.hunting import in_widgets
from tests.journeys.console import console
from tests.waiting import until


async def main() -> int:
    folder, name, number, app_key, passphrase = (sys.stdin.readline().strip() for _ in range(5))
    vault = Vault(session_only=True)
    vault.store("integration", Credentials(app_token="TOKEN-1", app_key=app_key))
    start_log(Paths(Path(folder)))
    async with console(Path(folder), environment="integration", vault=vault, settle_s=0.05) as driver:
        window = driver.program.window
        backstage = await driver.program.console.ready()
        backstage.custody.set_passphrase(passphrase)
        form = await driver.choose_service("namecheck")
        fields = [field for field in form.service.fields if field.kind in ("name", "id_number")]
        await driver.fill(form, fields[0], name)
        await driver.fill(form, fields[1], number)
        driver.submit()
        await until(lambda: window.result is not None and window.result.order is not None)
        driver.program.console._lock.lock("key")
        await until(lambda: window.locked)
        found = in_widgets((name, number, app_key, passphrase), held=True)
        sys.stdout.write(f"LOCKED {len(found)}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
    return 0


if __name__ == "__main__":
    make_application()
    QApplication.setQuitOnLastWindowClosed(False)
    sys.exit(run(main))
