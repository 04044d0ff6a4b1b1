"""What the window's signals lead to: the desk of the environment in force, and everything done through it.

The window shows; the desk and the records hold the truth. This module carries between them, on the loop's
thread, and nothing here blocks: what may block is awaited in a worker thread.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from realme_desktop.catalog.text import Text
from realme_desktop.config.environments import Environment, EnvironmentKind

from .consoles import OtherConsoles
from .correspondence import Correspondence
from .follow_up import FollowUp
from .language import apply_language, language, say
from .leaving import Leaving
from .lock.lock import Lock
from .outcomes import MisconfiguredEnvironment, NotOpened, OtherEnvironment, Refused, outcome_words
from .passing_on import PassingOn
from .repetition import Repetition
from .rescue import Rescue, Trouble
from .scans import Scans
from .tasks import in_thread, spawn, words_of
from .theme import apply_theme
from .widgets.clipboard import clear_clipboard
from .withdrawal import Withdrawal

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.catalog.findings import Finding
    from realme_desktop.config.environments import Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import Draft, Phase
    from realme_desktop.orders.refusals import DuplicateSuspected
    from realme_desktop.records.model import Order

    from .parts import Parts
    from .shell import MainWindow

__all__ = ["Console"]

_log = logging.getLogger(__name__)


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
        self._submitting: set[str] = set()
        self._turn = 0  # counts what was put into the result pane, so that late news don't take it over
        window.submit_requested.connect(self.submit)
        window.environment_chosen.connect(self.choose_environment)
        window.result_left.connect(self._leave_result)
        window.order_opened.connect(lambda order_id: spawn(self, self.show_order(order_id)))
        window.ask_requested.connect(lambda order_id: spawn(self, self.ask(order_id)))
        window.new_order_requested.connect(lambda order_id: spawn(self, self.new_order(order_id)))
        self._correspondence = Correspondence(window)
        self._others = OtherConsoles(window, self._taken_over)
        self._repetition = Repetition(window, self.submit)
        self._rescue = Rescue(window, paths=paths, settings=settings, vault=parts.vault, reopen=self._reopen)
        self._scans = Scans(window, settings)
        self._lock = Lock(
            window, settings=settings, paths=paths, vault=parts.vault, backstage=lambda: self.backstage
        )
        self._follow_up = FollowUp(window, self.ready)
        self._passing_on = PassingOn(window, self.ready, settings, paths)
        self._withdrawal = Withdrawal(window, lambda: self.backstage)
        window.may_close = Leaving(window, lambda: self.backstage).may_close
        window.notices_wanted.connect(self._correspondence.show)
        window.settings_wanted.connect(self.open_settings)
        window.setting_wanted.connect(lambda key: self.open_settings(setting=key))
        window.audit_wanted.connect(lambda: self.open_settings(audit_log=True))
        window.help_wanted.connect(lambda: self.open_help())
        for act, page in (("keys", "shortcuts"), ("guide", "user-guide"), ("trouble", "troubleshooting")):
            window.menus.when(act, partial(self.open_help, page))
        window.menus.when("support", self.open_support)

    def show_error(self, words: str) -> None:
        self.window.show_error(words)

    # -- opening ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the environment in force, in the background. Needs the running loop."""
        for problem in (*self.settings.problems, *self.environments.problems):
            self.window.tell(
                ": ".join(part for part in (problem.place, say(problem.words)) if part), "warning"
            )
        self._lock.begin()
        self._open(self.environment)
        self._scans.follow()

    def choose_environment(self, key: str) -> None:
        """Change to another environment: what is on its way there is finished or asked for later."""
        if self._submitting:
            self.window.tell(
                self.tr("An order is on its way. Change the environment when its answer is here."),
                "info",
                key="environment",
            )
            return
        if key not in self.environments:
            self.window.tell(
                self.tr("The policy of this computer does not offer this environment."),
                "info",
                key="environment",
            )
            return
        self.environment = self.environments.get(key)
        self.window.set_environments(self.environments.all, self.environment)
        if not self.settings.is_locked("environment"):
            self.settings.set("environment", key)
            spawn(self, in_thread(self.settings.save), name="keep the environment")
        self._open(self.environment)

    def _open(self, environment: Environment) -> None:
        self._new_turn()
        self._repetition.forget()
        if self.window.result is not None:
            self.window.result.clear()
        self.window.show_page(None)
        self.window.banners.forget("environment")
        before = self._opening
        self._opening = spawn(self, self._opened(environment, before), name=f"open {environment.key}")

    async def _opened(self, environment: Environment, before: asyncio.Task[Backstage] | None) -> Backstage:
        import asyncio

        title = say(environment.title)
        self.window.say(self.tr("Opening the records of {environment}").format(environment=title))
        if before is not None:
            await asyncio.wait([before])
        self._detach()
        try:
            problems = self.environments.problems_of(environment.key)
            if problems and environment.real:
                # What is in force may not be what somebody wrote: nothing is sent on a guess.
                raise MisconfiguredEnvironment(environment.title, problems[0].words)
            if environment.kind is EnvironmentKind.SANDBOX:
                base = await in_thread(self._parts.sandbox_base)
                environment = dataclasses.replace(environment, base=base)
            if self.backstage is None:
                await self._lock.admit()
                self.backstage = await self._parts.open_backstage(environment)
                await self._lock.guard(self.backstage)
                self._others.watch(self.backstage)
                if self.backstage.notices:
                    between = "" if language() == "zh" else " "
                    told = self.window.tell(between.join(map(say, self.backstage.notices)), "warning")
                    if self.backstage.key_lost:
                        told.offer(self.tr("What can be done"), self.offer_rescue)
            else:
                await self.backstage.change_environment(environment)
        except Exception as error:
            self.window.say(self.tr("Not ready: no order can be sent."))
            trouble = Trouble.of(error)
            if trouble is not None:
                self._rescue.show(trouble)
            raise
        self._attach(self.backstage)
        ready = self.tr("Ready: {environment}").format(environment=title)
        self.window.say(self._correspondence.status(ready))
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

    def _taken_over(self, recovered: tuple[Order, ...]) -> None:
        """The desk is a new one, and does the work now."""
        if self.backstage is not None:
            self._detach()
            self._attach(self.backstage)
            if recovered:
                self._tell_recovered(len(recovered))

    def _tell_recovered(self, count: int) -> None:
        words = self.tr(
            "Orders taken up again from before: {count}. None is sent twice; their results are asked for."
        ).format(count=count)
        self.window.say(words)
        banner = self.window.tell(words, "info", key="recovered")
        banner.offer(self.tr("Show them"), self.window.show_pending)

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
            banner = self.window.tell(say(state.words), "warning", key="credentials")
            banner.offer(self.tr("Credentials"), lambda: self.open_settings(environment.key))

    def _show_first_run(self, environment: Environment) -> None:
        from .settings.credentials import FirstRunPage

        page = FirstRunPage(self._settings_context(), environment)
        page.stored.connect(lambda *_: self._credentials_stored(environment.key))
        page.sandbox_wanted.connect(lambda: self.choose_environment("sandbox"))
        self.window.show_page(page)

    def _credentials_stored(self, key: str) -> None:
        if key != self.environment.key:
            return
        self.window.banners.forget("credentials")
        if self.window.page() is not None:
            self.window.show_page(None)
            self.window.focus_form()
        self.window.say(self.tr("The credentials are stored. Orders can be sent."))

    # -- orders -------------------------------------------------------------------------------------------

    def submit(self, draft: Draft) -> None:
        """Take one order from the form. One press, one order: while it is on its way the form is busy."""
        if draft.segment in self._submitting:
            return
        self._submitting.add(draft.segment)
        task = spawn(self, self._submit(draft, self.environment.key), name=f"submit {draft.segment}")
        self._withdrawal.watch(draft.segment, task)

    async def _submit(self, draft: Draft, environment: str) -> None:
        from realme_desktop.orders.refusals import (
            DeskError,
            DraftRefused,
            DuplicateSuspected,
            OutcomeNotSaved,
        )

        self._repetition.forget()
        self.window.fill()
        result = self.window.result
        assert result is not None
        turn = self._new_turn()

        def on_phase(phase: Phase) -> None:
            self.window.say(say(phase.words))
            if turn == self._turn and not self.window.locked:
                result.show_phase(phase)

        try:
            if self._opening is None or not self._opening.done():
                waiting = self.tr(
                    "The records are still being opened. The order is sent as soon as they are."
                )
                self.window.say(waiting)
                result.show_phase(waiting)
            try:
                backstage = await self.ready()
            except Exception as error:
                raise NotOpened(error) from error
            if environment != self.environment.key:
                raise OtherEnvironment
            order = await backstage.desk.submit(draft, on_phase=on_phase)
            self.window.curtain.afterwards(partial(self._taken, turn, draft, order))
        except DraftRefused as error:
            self.window.curtain.afterwards(partial(self._show_findings, turn, draft.segment, error.findings))
        except DuplicateSuspected as error:
            self.window.curtain.afterwards(partial(self._ask_about, turn, draft, error))
        except (DeskError, Refused) as error:
            self.window.curtain.afterwards(partial(self._refused, turn, error.words))
            if type(error).__name__ == "NoCredentials":
                banner = self.window.tell(say(error.words), "error", key="credentials")
                banner.offer(self.tr("Credentials"), lambda: self.open_settings(environment))
            elif isinstance(error, OutcomeNotSaved):
                self.window.tell(say(error.words), "error")
        finally:
            self._submitting.discard(draft.segment)
            self.window.curtain.afterwards(partial(self.window.free_form, draft.segment))

    def _taken(self, turn: int, draft: Draft, order: Order) -> None:
        self.window.say(outcome_words(order))
        if self.settings.get("masking.forms"):
            self.window.form_of(draft.segment).veil(order.order_id, draft)
        if turn == self._turn:
            spawn(self, self._show_taken(turn, order), name="show the order")

    async def _show_taken(self, turn: int, order: Order) -> None:
        pictures = await (await self.ready()).desk.pictures(order.order_id)
        if turn == self._turn and self.window.result is not None and not self.window.locked:
            self.window.result.show_order(order, pictures)

    def _show_findings(self, turn: int, segment: str, findings: Sequence[Finding]) -> None:
        self.window.form_of(segment).show_findings(findings)
        self.window.say(self.tr("Nothing was sent: the form is not in order yet."))
        if turn == self._turn and self.window.result is not None:
            self.window.result.clear()

    def _ask_about(self, turn: int, draft: Draft, suspected: DuplicateSuspected) -> None:
        self.window.say(say(suspected.words))
        if turn == self._turn and self.window.result is not None:
            self.window.result.clear()
        self._repetition.ask(draft, suspected.earlier)

    def _refused(self, turn: int, words: Text) -> None:
        self.window.say(say(words))
        if turn == self._turn and self.window.result is not None:
            self.window.result.show_problem(words)

    def _leave_result(self) -> None:
        self._new_turn()
        self._repetition.forget()
        if self.window.result is not None:
            self.window.result.clear()

    def _new_turn(self) -> int:
        self._turn += 1
        return self._turn

    async def show_order(self, order_id: str) -> None:
        """Put a kept order into the result pane."""
        turn = self._new_turn()
        desk = (await self.ready()).desk
        order, pictures = await desk.order(order_id), await desk.pictures(order_id)
        if turn == self._turn and self.window.result is not None:
            result = self.window.result
            self.window.curtain.afterwards(lambda: result.show_order(order, pictures))

    async def ask(self, order_id: str) -> None:
        """Ask RealMe for the result now."""
        desk = (await self.ready()).desk
        self.window.say(self.tr("Asking RealMe for the result of order {order}").format(order=order_id))
        try:
            order = await desk.ask(order_id)
        except Exception as error:
            self.window.say(words_of(error))
            raise
        self.window.say(outcome_words(order))

    async def new_order(self, order_id: str) -> None:
        """Fill the form of an order's service with its values and pictures; nothing is sent."""
        desk = (await self.ready()).desk
        order, pictures = await desk.order(order_id), await desk.pictures(order_id)
        form = self.window.open_service(order.segment)
        form.set_texts(order.params, linked_to=order_id)
        fields = {field.name for field in form.service.fields}
        for name, picture in pictures.items():
            if name in fields:
                form.set_picture(name, picture.data)
        if self.settings.get("masking.forms"):
            form.veil(order_id)
        self.window.say(
            self.tr("The form holds the values of order {order}. Nothing is sent yet.").format(order=order_id)
        )

    def _changed(self, order: Order) -> None:
        """An order changed on disk."""
        if self.window.locked:  # the lists are read again when it is not
            self._count_pending()
            return
        result = self.window.result
        if result is not None and result.order is not None and result.order.order_id == order.order_id:
            result.show_order(order)
        if order.state.final and order.segment not in self._submitting:
            self.window.say(outcome_words(order))
        self._count_pending()

    def _count_pending(self) -> None:
        if self._unsubscribe is not None and self.backstage is not None:
            desk = self.backstage.desk
            self.window.show_pending_count(desk.awaited, desk.needing_attention)

    # -- settings and help --------------------------------------------------------------------------------

    def _settings_context(self) -> Any:
        from .settings.context import SettingsContext

        return SettingsContext(
            paths=self._paths,
            settings=self.settings,
            environments=lambda: self.environments,
            vault=lambda: self.backstage.vault if self.backstage is not None else None,
            check_connection=self._parts.check_connection,
            backstage=lambda: self.backstage,
        )

    def open_settings(self, credentials_of: str = "", *, audit_log: bool = False, setting: str = "") -> None:
        from .settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._settings_context(), self.window)
        dialog.credentials_changed.connect(self._credentials_changed)
        dialog.environment_changed.connect(self._environment_changed)
        dialog.setting_changed.connect(self._setting_changed)
        dialog.rescue_wanted.connect(lambda: self._rescue.show(Trouble.DAMAGED))
        if credentials_of:
            dialog.show_credentials(credentials_of)
        if audit_log:
            dialog.show_audit_log()
        if setting:
            dialog.show_setting(setting)
        dialog.open()

    def open_help(self, page: str = "start") -> None:
        from .help import HelpWindow

        shown = HelpWindow(self.window.shortcuts(), self.window)
        shown.show_page(page)
        shown.show()

    def open_support(self) -> None:
        """The report for support, for the operator to read first."""
        from .support import SupportDialog

        SupportDialog(self._support_report, self.window).open()

    def _support_report(self) -> str:
        from realme_desktop.orders.support import support_report

        backstage = self.backstage
        vault = backstage.vault if backstage is not None else self._parts.vault()
        return support_report(self._paths, self.settings, self.environments, vault=vault, backstage=backstage)

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
        app = QApplication.instance()
        if key == "theme" and isinstance(app, QApplication):
            apply_theme(app, str(self.settings.get("theme")))
        elif key == "language" and isinstance(app, QApplication):
            apply_language(app, str(self.settings.get("language")))
            self.window.tell(
                self.tr("All of the window speaks the chosen language after the next start."), "info", key=key
            )
        elif key in Lock.SETTINGS:
            self._lock.follow()
        elif key == "picture.scan_folder":
            self._scans.follow()
        elif key.split(".")[0] in ("polling", "sending", "picture", "notification") and not self._submitting:
            self._open(self.environment)
