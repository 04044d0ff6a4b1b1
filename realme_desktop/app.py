"""The composition root: the one place where the parts are put together.

The window comes first: until it is painted nothing is imported that it does not show. HTTP, pictures, keyring
and database are imported in a worker thread afterwards, while the operator already types.
"""

from __future__ import annotations

import functools
import logging
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from realme_desktop.ui import quick_start  # noqa: F401  # isort: skip - before our other modules

from realme_desktop.catalog.model import Role, Service
from realme_desktop.config.environments import Environment, Environments, load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.ui.forms.form import Sample, ServiceForm
from realme_desktop.ui.forms.previews import looking_with
from realme_desktop.ui.language import apply_language
from realme_desktop.ui.shell import MainWindow
from realme_desktop.ui.theme import apply_theme

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import ConnectionReport
    from realme_desktop.sandbox.server import Sandbox
    from realme_desktop.ui.console import Console
    from realme_desktop.ui.memory import RememberedFolders
    from realme_desktop.vault.vault import Vault

__all__ = ["Program", "first_paint", "main", "make_application"]

_log = logging.getLogger(__name__)

_FIRST_SERVICE = "namecheck"
_PAINT_WITHIN_MS = 3000


class Program:
    """Everything of one run. `show()` needs a QApplication only; `live()` a running loop."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        environment: str | None = None,
        *,
        sandbox: Sandbox | None = None,
        vault: Vault | None = None,
    ) -> None:
        """`sandbox` is a running one to use instead of one of our own; `vault` likewise."""
        self.app = app
        self.paths = paths
        self.settings = Settings.load(paths)
        apply_language(app, str(self.settings.get("language")))
        apply_theme(app, str(self.settings.get("theme")))
        self.environments = load_environments(paths)
        self.environment = _chosen(self.environments, environment or str(self.settings.get("environment")))
        self._given_sandbox = sandbox
        self._sandbox: Sandbox | None = None
        self._vault = vault
        memory = QSettings(str(paths.data_dir / "window.ini"), QSettings.Format.IniFormat)
        self._memory = memory
        self.window = MainWindow(self._form, memory, services=self.settings.policy.services())
        self.window.set_environments(self.environments.all, self.environment)

    @functools.cached_property
    def console(self) -> Console:
        """What the window's signals lead to; not needed for the first paint."""
        from realme_desktop.ui.console import Console
        from realme_desktop.ui.parts import Parts

        return Console(
            self.window,
            paths=self.paths,
            settings=self.settings,
            environments=self.environments,
            environment=self.environment,
            parts=Parts(
                open_backstage=self._open_backstage,
                sandbox_base=self._sandbox_base,
                load_environments=lambda: load_environments(self.paths),
                check_connection=self._check_connection,
                vault=self._make_vault,
            ),
        )

    def show(self) -> None:
        """The window with navigation and a form; the rest of it is built when `live()` runs."""
        self.window.open_service(self.window.recall() or self._first_service())
        if self._memory.contains("lock/at_start"):  # and no import where it is not there
            from realme_desktop.ui.lock.lock import lock_early

            lock_early(self.window, self._memory)
        self.window.show()

    def _first_service(self) -> str:
        seen = self.settings.policy.services()
        return seen[0].segment if seen and self.settings.policy.hides(_FIRST_SERVICE) else _FIRST_SERVICE

    async def live(self) -> int:
        """Run until the window is closed or the process is asked to end."""
        import asyncio

        from realme_desktop.ui.accessible import tell_roles
        from realme_desktop.ui.loop import on_interrupt, watch_errors
        from realme_desktop.ui.tasks import cancel_all, in_thread, words_of

        tell_roles()
        leaving = asyncio.Event()
        self.window.quit_wanted.connect(leaving.set)
        on_interrupt(self.window.quit)
        stop_watching = watch_errors(lambda error: self.window.show_error(words_of(error)))
        self.console.begin()
        try:
            await leaving.wait()
        finally:
            stop_watching()
            await self.console.close()
            await cancel_all()
            if self._sandbox is not None:
                await in_thread(self._sandbox.stop)
        return 0

    # -- parts --------------------------------------------------------------------------------------------

    def _form(self, service: Service, environment: Environment) -> ServiceForm:
        samples: Sequence[Sample] = ()
        folders: RememberedFolders | None = None
        if any(field.kind in ("picture", "packet") for field in service.fields):
            from realme_desktop.ui.memory import RememberedFolders

            folders = RememberedFolders(self._memory)
            if not environment.real:
                from realme_desktop.sandbox.samples import SAMPLES

                samples = SAMPLES
        policy = self.settings.policy
        form = ServiceForm(
            policy.form_of(service, environment.kind),
            prepare_preview=looking_with(self.settings),
            samples=samples,
            folders=folders,
            threshold=environment.threshold_for(service.segment),
            defaults={Role.NOTIFY_URL: environment.notify_url} if environment.notify_url else None,
        )
        if policy.fixes_threshold(environment, service.segment):
            form.fix_threshold()
        return form

    def _make_vault(self) -> Vault:
        from realme_desktop.vault.vault import Vault

        if self._vault is None:  # one for the run: it knows whether the passphrase was given
            self._vault = Vault()
        return self._vault

    def _sandbox_base(self) -> str:
        """Starts the sandbox when it is first asked for; it runs on until the program ends."""
        from realme_desktop.sandbox.server import Sandbox

        if self._given_sandbox is not None:
            return self._given_sandbox.base
        if self._sandbox is None:
            sandbox = Sandbox()
            sandbox.start()
            self._sandbox = sandbox
        return self._sandbox.base

    async def _open_backstage(self, environment: Environment) -> Backstage:
        import asyncio

        from realme_desktop.ui.tasks import in_thread

        await in_thread(_import_heavy_parts)
        from realme_desktop.orders.backstage import open_backstage

        # The loop's own four threads do for everything: each pool more holds memory for idle stacks.
        workers = getattr(asyncio.get_running_loop(), "workers", None)
        return await open_backstage(
            self.paths, environment, self.settings, vault=self._make_vault(), executor=workers
        )

    async def _check_connection(
        self, environment: Environment, credentials: Credentials | None
    ) -> ConnectionReport:
        from dataclasses import replace

        from realme_desktop.config.credentials import misplaced
        from realme_desktop.gateway.client import Client
        from realme_desktop.orders.admission import connection_refused
        from realme_desktop.orders.connection import read_report
        from realme_desktop.orders.model import ConnectionReport
        from realme_desktop.orders.numbers import OrderNumbers
        from realme_desktop.ui.tasks import in_thread
        from realme_desktop.vault.errors import VaultError

        if words := connection_refused(environment, self.settings.policy):
            return ConnectionReport(ok=False, words=words)
        if not environment.real:
            environment = replace(environment, base=await in_thread(self._sandbox_base))
        try:
            if credentials is None:
                vault = (await self.console.ready()).vault
                credentials = await in_thread(vault.credentials, environment.key)
        except VaultError as error:
            return ConnectionReport(ok=False, words=error.words)
        if words := misplaced(environment, credentials):
            return ConnectionReport(ok=False, words=words)
        import time

        client = Client(environment=environment, credentials=credentials)
        try:
            order_date, order_id = OrderNumbers(time.time).next()
            exchange = await client.check_result(None, order_date=order_date, order_id=order_id, seq_id=None)
        finally:
            await client.aclose()
        return read_report(exchange)


def _chosen(environments: Environments, key: str) -> Environment:
    """The environment of this key. If it is not there any more: the sandbox, where nothing can go wrong, or
    the first of those that the policy allows."""
    for name in (key, "sandbox"):
        if name in environments:
            return environments.get(name)
    return environments.all[0]


def _import_heavy_parts() -> None:
    """In a worker thread: the imports hold the interpreter, but give it up every few milliseconds."""
    from importlib import import_module

    # httpx brings its own command line along where click and rich happen to be installed; a missing module is
    # an answer that it is prepared for. 4 MB and 40 ms.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    for name in ("orders.backstage", "vault.vault", "records.store", "gateway.client"):
        import_module(f"realme_desktop.{name}")


def first_paint(window: MainWindow) -> None:
    """Run Qt without input until the window is painted: typing needs the loop, which is not there yet."""
    _FirstPaint(window)


class _FirstPaint(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._loop = QEventLoop()
        window.installEventFilter(self)
        QTimer.singleShot(_PAINT_WITHIN_MS, self._loop.quit)
        self._loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)
        return False


def make_application(arguments: Sequence[str] = ("realme-desktop",)) -> QApplication:
    app = QApplication.instance() or QApplication([*arguments, "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("realme-desktop")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("realme-desktop")
    return app


def _keep_to_itself(paths: Paths) -> None:
    """Log, core dumps, temporary files: before anything personal is in the process, and after the first
    paint, which waits for nothing."""
    from realme_desktop.config.logs import start_log, tell_errors_redacted
    from realme_desktop.config.process import harden
    from realme_desktop.config.scratch import Scratch

    undone = harden()
    tell_errors_redacted()
    start_log(paths)
    for words in undone:
        _log.warning("%s", words)
    try:
        scratch = Scratch(paths)
    except OSError as error:  # the system's own place then
        _log.warning("no temporary files in the data directory: %s", error.strerror)
    else:
        if scratch.swept:
            _log.info("temporary files of %d runs that had not ended well are removed", scratch.swept)


def main(arguments: Namespace) -> int:
    """The console; `arguments.environment` and `.data_dir` may be None. Returns the exit code."""
    data_dir: Path | None = getattr(arguments, "data_dir", None)
    app = make_application()
    program = Program(app, Paths(data_dir), getattr(arguments, "environment", None))
    program.show()
    first_paint(program.window)
    _keep_to_itself(program.paths)
    from realme_desktop.ui.loop import run

    return run(program.live)
