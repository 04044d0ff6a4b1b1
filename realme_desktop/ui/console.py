"""What the window's signals lead to: the desk of the environment in force, and everything done through it.

The window shows; the desk and the records hold the truth. This module carries between them, on the loop's
thread, and nothing here blocks: what may block is awaited in a worker thread.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from realme_desktop.config.environments import Environment, EnvironmentKind

from .appearance import Appearance
from .consoles import OtherConsoles
from .correspondence import Correspondence
from .dialogs import Dialogs
from .example import Example
from .follow_up import FollowUp
from .language import say
from .leaving import Leaving
from .lock.lock import Lock
from .order_acts import OrderActs
from .outcomes import MisconfiguredEnvironment, in_a_row, problem_words
from .passing_on import PassingOn
from .remaking import made_by
from .rescue import Rescue, Trouble
from .scans import Scans
from .tasks import in_thread, spawn
from .widgets.clipboard import clear_clipboard

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.config.environments import Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.model import Order

    from .parts import Parts
    from .settings.credentials import FirstRunPage
    from .shell import MainWindow

__all__ = ["Console"]

_log = logging.getLogger(__name__)
_OF_THE_DESK = frozenset({"polling", "sending", "picture", "notification"})  # groups of settings


class Console(QObject):
    """One for a window. `begin()` once, `close()` at the end."""

    def __init__(
        self,
        window: MainWindow,
        *,
        paths: Paths,
        settings: Settings,
        environments: Environments,
        environment: Environment,
        parts: Parts,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.environments = environments
        self.environment = environment
        self.backstage: Backstage | None = None
        self._paths = paths
        self._parts = parts
        self._opening: asyncio.Task[Backstage] | None = None
        self._unsubscribe: Callable[[], None] | None = None
        window.environment_chosen.connect(self.choose_environment)
        self._rescue = Rescue(window, paths=paths, settings=settings, vault=parts.vault, reopen=self._reopen)
        self.dialogs = Dialogs(
            window,
            paths=paths,
            settings=settings,
            environments=lambda: self.environments,
            parts=parts,
            backstage=lambda: self.backstage,
        )
        self.dialogs.credentials_changed.connect(self._credentials_changed)
        self.dialogs.environment_changed.connect(self._environment_changed)
        self.dialogs.setting_changed.connect(self._setting_changed)
        self.dialogs.environment_chosen.connect(self.choose_environment)
        self.dialogs.rescue_wanted.connect(partial(self._rescue.show, Trouble.DAMAGED))
        self.orders = OrderActs(
            window,
            settings,
            ready=self.ready,
            opened=lambda: self._opening is not None and self._opening.done(),
            environment=lambda: self.environment.key,
            backstage=lambda: self.backstage,
            open_credentials=self.dialogs.open_settings,
        )
        self.dialogs.busy = lambda: bool(self.orders.submitting)
        self._correspondence = Correspondence(window)
        self._others = OtherConsoles(window, self._taken_over)
        self._appearance = Appearance(window, settings, lambda: self.backstage)
        self._scans = Scans(window, settings)
        self._example = Example(window, lambda: self.environment)
        self._lock = Lock(
            window, settings=settings, paths=paths, vault=parts.vault, backstage=lambda: self.backstage
        )
        self._follow_up = FollowUp(window, self.ready)
        self._passing_on = PassingOn(window, self.ready, settings, paths)
        window.may_close = Leaving(window, lambda: self.backstage).may_close
        window.notices_wanted.connect(self._correspondence.show)
        window.filled.connect(self._let_arrivals_out)
        window.form_area.recent.allowed = lambda: bool(settings.get("forms.recent"))

    def show_error(self, words: str) -> None:
        self.window.show_error(words)

    def _let_arrivals_out(self) -> None:
        arrivals = self.window.arrivals
        if arrivals is not None:
            arrivals.outside = lambda: bool(self.settings.get("arrivals.desktop"))

    # -- opening ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the environment in force, in the background. Needs the running loop."""
        for problem in (*self.settings.problems, *self.environments.problems):
            self.window.tell(partial(problem_words, problem), "warning")
        self._appearance.begin()
        self._lock.begin()
        self._open(self.environment)
        self._scans.follow()
        self.window.form_area.recent.follow()

    def choose_environment(self, key: str) -> None:
        """Change to another environment: what is on its way there is finished or asked for later."""
        if self.orders.submitting:
            self.window.tell(
                lambda: self.tr("An order is on its way. Change the environment when its answer is here."),
                "info",
                key="environment",
            )
            return
        if key not in self.environments:
            self.window.tell(
                lambda: self.tr("The policy of this computer does not offer this environment."),
                "info",
                key="environment",
            )
            return
        self.environment = self.environments.get(key)
        self.window.set_environments(self.environments.all, self.environment)
        self._example.follow()
        if not self.settings.is_locked("environment"):
            self.settings.set("environment", key)
            spawn(self, in_thread(self.settings.save), name="keep the environment")
        self._open(self.environment)

    def _open(self, environment: Environment) -> None:
        self.orders.leave_result()
        self.window.show_page(None)
        self.window.banners.forget("environment")
        before = self._opening
        self._opening = spawn(self, self._opened(environment, before), name=f"open {environment.key}")

    async def _opened(self, environment: Environment, before: asyncio.Task[Backstage] | None) -> Backstage:
        import asyncio

        title = environment.title
        self.window.say(
            lambda: self.tr("Opening the records of {environment}").format(environment=say(title))
        )
        if before is not None:
            await asyncio.wait([before])
        self._detach()
        try:
            if self.backstage is None:
                await self._lock.admit()
            problems = self.environments.problems_of(environment.key)
            if problems and environment.real:
                # What is in force may not be what somebody wrote: nothing is sent on a guess.
                raise MisconfiguredEnvironment(environment.title, problems[0].words)
            if environment.kind is EnvironmentKind.SANDBOX:
                base = await in_thread(self._parts.sandbox_base)
                environment = dataclasses.replace(environment, base=base)
            if self.backstage is None:
                self.backstage = await self._parts.open_backstage(environment)
                await self._lock.guard(self.backstage)
                self._others.watch(self.backstage)
                if self.backstage.notices:
                    told = self.window.tell(partial(in_a_row, self.backstage.notices), "warning")
                    if self.backstage.key_lost:
                        told.offer(lambda: self.tr("What can be done"), self.offer_rescue)
            else:
                await self.backstage.change_environment(environment)
        except Exception as error:
            self.window.say(lambda: self.tr("Not ready: no order can be sent."))
            trouble = Trouble.of(error)
            if trouble is not None:
                self._rescue.show(trouble)
            raise
        self._attach(self.backstage)

        def ready() -> str:
            words = self.tr("Ready: {environment}").format(environment=say(title))
            return self._correspondence.status(words)

        self.window.say(ready)
        if self.backstage.recovered:
            self._tell_recovered(len(self.backstage.recovered))
        self._others.tell(self.backstage)
        await self._look_for_credentials(self.backstage, environment)
        return self.backstage

    def offer_rescue(self) -> None:
        """What can be done about a lost key."""
        self._rescue.show(Trouble.KEY_LOST)

    async def _reopen(self, work: Callable[[], None] | None) -> Backstage:
        """Let go of the records, have something done to their file, open what is in its place then. Opens it
        again, too, when that failed; the error then comes on."""
        self._detach()
        backstage, self.backstage = self.backstage, None
        if backstage is not None:
            await backstage.close()
        if work is not None:
            try:
                await in_thread(work)
            except BaseException:
                if backstage is not None:
                    self._open(self.environment)
                raise
        self._open(self.environment)
        return await self.ready()

    def _attach(self, backstage: Backstage) -> None:
        self._unsubscribe = backstage.desk.subscribe(self._changed)
        self.window.attach(backstage.desk)
        self._correspondence.attach(backstage)
        seen = dataclasses.replace(self.environment, notify_url=backstage.desk.environment.notify_url)
        self.window.set_environments(self.environments.all, seen)  # forms show the address that orders carry
        self._count_pending()

    def _changed(self, order: Order) -> None:
        """An order changed on disk."""
        self.orders.changed(order)
        self._count_pending()

    def _count_pending(self) -> None:
        if self._unsubscribe is not None and self.backstage is not None:
            desk = self.backstage.desk
            self.window.show_pending_count(desk.awaited, desk.needing_attention)

    def _taken_over(self, recovered: tuple[Order, ...]) -> None:
        """The desk is a new one, and does the work now."""
        if self.backstage is not None:
            self._detach()
            self._attach(self.backstage)
            if recovered:
                self._tell_recovered(len(recovered))

    def _tell_recovered(self, count: int) -> None:
        def words() -> str:
            return self.tr(
                "Orders taken up again from before: {count}. None is sent twice; their results are asked for."
            ).format(count=count)

        self.window.say(words)
        banner = self.window.tell(words, "info", key="recovered")
        banner.offer(lambda: self.tr("Show them"), self.window.show_pending)

    def _detach(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._correspondence.detach()

    async def close(self) -> None:
        """Let go of everything; orders on their way get the moment that the desk gives them."""
        opening = self._opening
        if opening is not None and not opening.done():
            import asyncio

            opening.cancel()
            await asyncio.wait([opening])
        self._detach()
        clear_clipboard()
        backstage, self.backstage = self.backstage, None
        if backstage is not None:
            await backstage.close()

    async def ready(self) -> Backstage:
        """The backstage of the environment in force, as soon as it is open; raises what opening raised."""
        import asyncio

        while True:
            opening = self._opening
            assert opening is not None, "begin() first"
            backstage = await asyncio.shield(opening)
            if opening is self._opening:
                return backstage

    # -- credentials --------------------------------------------------------------------------------------

    async def _look_for_credentials(self, backstage: Backstage, environment: Environment) -> None:
        if not environment.real:
            return
        from realme_desktop.vault.errors import VaultState

        state = await in_thread(backstage.vault.credentials_state, environment.key)
        if environment.key != self.environment.key or state in (VaultState.FOUND, VaultState.SESSION):
            return
        if state is VaultState.MISSING:
            self._show_first_run(environment)
        else:
            banner = self.window.tell(state.words, "warning", key="credentials")
            banner.offer(lambda: self.tr("Credentials"), lambda: self.dialogs.open_settings(environment.key))

    def _show_first_run(self, environment: Environment) -> FirstRunPage:
        page = self.dialogs.first_run_page(environment)
        page.stored.connect(lambda *_: self._credentials_stored(environment.key))
        page.sandbox_wanted.connect(lambda: self.choose_environment("sandbox"))
        self.window.show_page(page)
        made_by(page, lambda: self._show_first_run(environment))
        return page

    def _credentials_stored(self, key: str) -> None:
        if key != self.environment.key:
            return
        self.window.banners.forget("credentials")
        if self.window.page() is not None:
            self.window.show_page(None)
            self.window.focus_form()
        self.window.say(lambda: self.tr("The credentials are stored. Orders can be sent."))

    # -- what was changed in the settings -----------------------------------------------------------------

    def _credentials_changed(self, key: str) -> None:
        if key == self.environment.key and self.backstage is not None:
            self.window.show_page(None)
            self.window.banners.forget("credentials")
            look = self._look_for_credentials(self.backstage, self.environment)
            spawn(self, look, name="look for credentials")

    def _environment_changed(self, key: str) -> None:
        """The files say something else. Open anew what changed, or what could not be opened as it was: a file
        put right may leave every value as it is."""
        self.environments = self._parts.load_environments()
        here = (
            self.environment.key
            if self.environment.key in self.environments
            else self.environments.all[0].key
        )
        current = self.environments.get(here)
        self.window.set_environments(self.environments.all, current)
        opening = self._opening
        failed = (
            opening is not None
            and opening.done()
            and (opening.cancelled() or opening.exception() is not None)
        )
        if current != self.environment or failed:
            self.environment = current
            self._open(current)

    def _setting_changed(self, key: str) -> None:
        if key in Appearance.SETTINGS:
            self._appearance.follow(key)
        elif key in Lock.SETTINGS:
            self._lock.follow()
        elif key == "forms.recent":
            self.window.form_area.recent.follow()
        elif key == "picture.scan_folder":
            self._scans.follow()
        elif (
            key.split(".")[0] in ("polling", "sending", "picture", "notification")
            and not self.orders.submitting
        ):
            self._open(self.environment)
