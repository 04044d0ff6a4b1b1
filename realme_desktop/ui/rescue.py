"""When the history can't be opened: what that means, and what a person may decide. Nothing is deleted."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from realme_desktop.records.errors import RecordsDamaged, WrongKey

from .language import say
from .remaking import made_by
from .tasks import spawn

if TYPE_CHECKING:
    from pathlib import Path

    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.rescue import Rescued
    from realme_desktop.vault.vault import Vault

    from .rescue_page import RescuePage
    from .shell import MainWindow

__all__ = ["Rescue", "Trouble"]


class Trouble(Enum):
    KEY_LOST = "key_lost"  # the keyring holds no key; the program runs for this session
    WRONG_KEY = "wrong_key"
    DAMAGED = "damaged"

    @classmethod
    def of(cls, error: BaseException) -> Trouble | None:
        """None for what is no trouble of the file itself."""
        if isinstance(error, WrongKey):
            return cls.WRONG_KEY
        return cls.DAMAGED if isinstance(error, RecordsDamaged) else None


class Rescue(QObject):
    """Shows the page and does what is chosen. `reopen(work)` lets go of the records, has `work` done in a
    thread and opens what is in their place then."""

    def __init__(
        self,
        window: MainWindow,
        *,
        paths: Paths,
        settings: Settings,
        vault: Callable[[], Vault],
        reopen: Callable[[Callable[[], None] | None], Awaitable[Backstage]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._paths = paths
        self._settings = settings
        self._vault = vault
        self._reopen = reopen
        self.page: RescuePage | None = None

    def show(self, trouble: Trouble) -> RescuePage:
        from .rescue_page import RescuePage

        page = self.page = RescuePage(trouble, self._paths.database)
        page.again_wanted.connect(lambda: self._do(page, self._again()))
        page.rescue_wanted.connect(lambda: self._do(page, self._save(page)))
        page.restore_wanted.connect(lambda: self._do(page, self._begin_anew(restore=True)))
        page.new_wanted.connect(lambda: self._do(page, self._begin_anew(restore=False)))
        self._window.show_page(page)
        return made_by(page, lambda: None if page.gauge.running else self.show(trouble))

    def show_error(self, words: str) -> None:
        if self.page is not None and isValid(self.page):
            self.page.show_error(words)
        else:
            self._window.show_error(words)

    def _do(self, page: RescuePage, work: Awaitable[None]) -> None:
        page.begin()
        spawn(self, self._done(work), name="rescue")  # not the page's: opening anew takes the page away

    async def _done(self, work: Awaitable[None]) -> None:
        from realme_desktop.orders import custody

        try:
            await work
        except OSError as error:
            self.show_error(say(custody.words_of(error)))

    async def _again(self) -> None:
        await self._reopen(None)

    async def _save(self, page: RescuePage) -> None:
        from realme_desktop.orders.opening import rescue_history

        operator, gauge = self._settings.operator, page.gauge
        saved: list[tuple[Rescued, Path]] = []

        def work() -> None:
            at = int(time.time() * 1000)
            saved.append(
                rescue_history(self._paths, self._vault(), operator=operator, at=at, progress=gauge.progress)
            )

        await self._reopen(work)
        found, kept = saved[0]

        def words() -> str:
            return self.tr(
                "Orders saved: {orders}. Damaged orders: {damaged}. The damaged file is kept as {path}."
            ).format(orders=f"{found.orders:,}", damaged=found.partly + found.lost, path=kept)

        self._window.tell(words, "success")

    async def _begin_anew(self, *, restore: bool) -> None:
        from realme_desktop.orders.opening import new_history

        kept: list[Path | None] = []
        backstage = await self._reopen(lambda: kept.append(new_history(self._paths)))
        if kept[0] is not None:
            self._window.tell(lambda: self.tr("The old file is kept as {path}.").format(path=kept[0]), "info")
        if restore:
            from .settings.backup import RestoreDialog

            RestoreDialog(backstage, self._window).open()
