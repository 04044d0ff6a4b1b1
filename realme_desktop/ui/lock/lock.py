"""When the window locks, who may unlock it, and the other rules of privacy that the settings give."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

from realme_desktop.config.settings import protection
from realme_desktop.ui.language import say
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.widgets.clipboard import clear_clipboard, set_clear_after, watch_clipboard
from realme_desktop.ui.widgets.revealing import Rule, set_rule

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.ui.shell import MainWindow
    from realme_desktop.vault.vault import Vault

    from .idle import IdleWatch
    from .page import LockMode, LockPage
    from .system import ScreenGuard

__all__ = ["Lock", "lock_early"]

_log = logging.getLogger(__name__)


_EARLY = "lock.early"
_AT_START = "lock/at_start"


def lock_early(window: MainWindow, memory: QSettings) -> None:
    """Show the lock from the first paint on, where the last run was asked for a passphrase: the form behind
    it would be seen for a moment, and typed into. Whether one is wanted now, `Lock.admit` finds out."""
    if memory.value(_AT_START) != "yes":
        return
    from .page import LockMode, LockPage

    page = LockPage(LockMode.PASSPHRASE, starting=True)
    page.setObjectName(_EARLY)
    page.hold()
    window.curtain.lower(page)


def _remember(paths: Paths, *, closed: bool) -> None:
    """Beside the sizes of the window: it is nothing but what is shown first."""
    memory = QSettings(str(paths.data_dir / "window.ini"), QSettings.Format.IniFormat)
    if closed:
        memory.setValue(_AT_START, "yes")
    else:
        memory.remove(_AT_START)


class Lock(QObject):
    """One for a window. `backstage()` is None until the records are open."""

    SETTINGS = frozenset(setting.key for setting in protection.SETTINGS)

    def __init__(
        self,
        window: MainWindow,
        *,
        settings: Settings,
        paths: Paths,
        vault: Callable[[], Vault],
        backstage: Callable[[], Backstage | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._paths = paths
        self._vault = vault
        self._backstage = backstage
        self._idle: IdleWatch | None = None
        self._guard: ScreenGuard | None = None
        self._system: QObject | None = None
        self._tries: asyncio.Queue[str] | None = None
        self._cause = ""

    # -- the rules ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Watch from now on. After the first paint."""
        from .idle import IdleWatch
        from .system import ScreenGuard

        self._idle = IdleWatch(self)
        self._idle.idle.connect(partial(self.lock, "idle"))
        self._guard = ScreenGuard(self)
        self._window.menus.when("lock", partial(self.lock, "key"))
        watch_clipboard()
        self.follow()

    def follow(self) -> None:
        """The settings say something else."""
        settings = self._settings
        set_rule(
            Rule(
                allowed=bool(settings.get("reveal.allowed")),
                seconds=float(settings.get("reveal.seconds")),
                reason=bool(settings.get("reveal.reason")),
            )
        )
        set_clear_after(int(settings.get("clipboard.clear_s")))
        if self._idle is not None and not self._window.locked:
            self._idle.watch(60 * float(settings.get("lock.after_min")))
        if self._guard is not None:
            self._guard.set_on(bool(settings.get("screen.protected")))
        if settings.get("lock.with_system") and self._system is None:
            from .system import watch_system

            self._system = watch_system(self._system_locked, self, self._window.windowHandle())

    def _system_locked(self) -> None:
        if self._settings.get("lock.with_system"):
            self.lock("system")

    # -- at the start -------------------------------------------------------------------------------------

    async def admit(self) -> None:
        """Let nobody go on who does not have the passphrase, where one is set. Before the records are
        opened."""
        from realme_desktop.orders.entrance import Entrance
        from realme_desktop.vault.errors import VaultError, WrongPassphrase

        from .page import LockMode

        vault = await in_thread(self._vault)
        entrance = Entrance(self._paths.data_dir)
        closed = await in_thread(entrance.closed, vault)
        _remember(self._paths, closed=closed or vault.protected)
        if not closed:
            if self._early() is not None:
                self._window.curtain.raise_()
                self._watch_again()
            return
        page = self._show(LockMode.PASSPHRASE, starting=True)
        page.wait(await in_thread(entrance.attempts.wait))
        assert self._tries is not None
        while True:
            passphrase = await self._tries.get()
            try:
                await in_thread(entrance.unlock, vault, passphrase)
            except WrongPassphrase as error:
                page.refuse(say(error.words), error.wait_s)
            except VaultError as error:
                page.refuse(say(error.words))
            else:
                break
        self._window.curtain.raise_()
        self._watch_again()

    async def guard(self, backstage: Backstage) -> None:
        """Write down what happened before there was an audit log to write into; and have a passphrase set
        where the deployer demands one. Before anything is shown of the records."""
        from realme_desktop.vault.errors import VaultError

        from .page import LockMode

        custody = backstage.custody
        await in_thread(backstage.entrance.record, custody)
        if self._settings.get("lock.without_passphrase") or custody.protected:
            return
        page = self._show(LockMode.CHOOSE)
        assert self._tries is not None
        while True:
            passphrase = await self._tries.get()
            try:
                await in_thread(custody.set_passphrase, passphrase)
            except VaultError as error:
                page.refuse(say(error.words))
            else:
                break
        self._window.curtain.raise_()
        self._watch_again()

    # -- later --------------------------------------------------------------------------------------------

    def lock(self, cause: str = "key") -> None:
        """Lock at the next turn of the loop, when nothing that will be removed is being used any more. Also
        while the records are being opened, and where they can't be: a form may be filled in by then."""
        if not self._window.locked:
            self._cause = cause
            QTimer.singleShot(0, self, self._lock)

    def _lock(self) -> None:
        if self._window.locked:
            return
        from .page import LockMode

        clear_clipboard()
        page = self._show(LockMode.PASSPHRASE if self._vault().protected else LockMode.SESSION)
        spawn(self, self._until_unlocked(page), name="locked")

    async def _until_unlocked(self, page: LockPage) -> None:
        from realme_desktop.orders.entrance import Entrance
        from realme_desktop.records.acts import Act
        from realme_desktop.records.errors import RecordsError
        from realme_desktop.vault.errors import VaultError, WrongPassphrase

        tries, vault = self._tries, self._vault()
        assert tries is not None
        backstage = self._backstage()
        if backstage is not None:
            try:
                await in_thread(partial(backstage.custody.record, Act.LOCKED, cause=self._cause))
            except RecordsError as error:  # locked it is, all the same
                _log.warning("that the console is locked is not in the audit log: %s", error)
        entrance = Entrance(self._paths.data_dir)
        page.wait(await in_thread(entrance.attempts.wait) if vault.protected else 0)
        while True:
            passphrase = await tries.get()
            backstage = self._backstage()  # they may have been opened meanwhile
            try:
                if backstage is not None:
                    await in_thread(backstage.custody.unlock, passphrase)
                elif vault.protected:
                    await in_thread(entrance.unlock, vault, passphrase)
            except WrongPassphrase as error:
                page.refuse(say(error.words), error.wait_s)
            except VaultError as error:
                page.refuse(say(error.words))
            else:
                break
        self._window.curtain.raise_()
        self._window.say(self.tr("Unlocked."))
        self._watch_again()

    def _show(self, mode: LockMode, *, starting: bool = False) -> LockPage:
        import asyncio

        from .page import LockPage

        early = self._early() if starting else None
        page = early or LockPage(mode, starting=starting)
        if early is not None:
            early.setObjectName("lock")
            early.release()
        tries = self._tries = asyncio.Queue()
        page.tried.connect(tries.put_nowait)
        self._window.curtain.lower(page)
        page.setFocus()
        return page

    def _early(self) -> LockPage | None:
        """The page that has stood there since the first paint."""
        from .page import LockPage

        return self._window.findChild(LockPage, _EARLY) if self._window.locked else None

    def _watch_again(self) -> None:
        if self._idle is not None:
            self._idle.watch(60 * float(self._settings.get("lock.after_min")))
