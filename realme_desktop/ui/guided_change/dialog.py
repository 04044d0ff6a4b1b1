"""The guided change to integration and production: choose, enter, test, agree. Until the last press nothing
is kept, and whoever leaves before finds everything as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.parts import plain_label
from realme_desktop.ui.tasks import async_slot, in_thread, spawn
from realme_desktop.ui.theme import MEDIUM, SMALL, WIDE, set_role
from realme_desktop.ui.widgets.fitting import open_at

from .pages import AgreePage, ChoicePage, CredentialsPage, Step, TestPage

if TYPE_CHECKING:
    from realme_desktop.config.environment import Environment

__all__ = ["GuidedChange"]

_CHOICE, _CREDENTIALS, _TEST, _AGREE = range(4)


class GuidedChange(QDialog):
    """Opened with `open()`. `chosen(str)`: change to this environment now, its credentials are in place.
    `credentials_changed(str)` comes before it where a pair was stored. `network_wanted(str)`: the settings of
    this environment. `busy()` tells whether an order is on its way."""

    chosen = Signal(str)
    credentials_changed = Signal(str)
    network_wanted = Signal(str)

    def __init__(
        self,
        context: SettingsContext,
        current: str,
        parent: QWidget | None = None,
        *,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("guided")
        self.setWindowTitle(self.tr("Change to integration or production"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 680, 560)
        self._context = context
        self._busy = busy
        self._testing: asyncio.Task[None] | None = None
        self._storing = False
        self._for = ""  # the environment that the later steps are about

        environments = context.environments()
        self.choice = ChoicePage(environments.all, current, self._reasons())
        self.credentials = CredentialsPage()
        self.test = TestPage()
        self.agree = AgreePage()
        self.steps: tuple[Step, ...] = (self.choice, self.credentials, self.test, self.agree)
        self._names = (
            self.tr("Environment"),
            self.tr("Credentials"),
            self.tr("Connection test"),
            self.tr("Change"),
        )
        self._stack = QStackedWidget(self)
        self._place = plain_label("", "caption")
        self._place.setObjectName("guided.place")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("guided.cancel")
        set_role(self.cancel, "quiet")
        self.back = QPushButton(self.tr("Back"))
        self.back.setObjectName("guided.back")
        self.next = QPushButton()
        self.next.setObjectName("guided.next")
        set_role(self.next, "primary")
        row = QHBoxLayout()
        row.setContentsMargins(WIDE, SMALL, WIDE, MEDIUM)
        row.setSpacing(SMALL)
        row.addWidget(self._place, 1)
        for button in (self.cancel, self.back, self.next):
            button.setAutoDefault(False)  # Return belongs to the steps: see keyPressEvent
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._follow)
            step.onward.connect(self._go_on)
        self.test.again.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self._go_on)
        self.test.wanted.connect(self._test)
        self.test.network_wanted.connect(lambda: self.network_wanted.emit(self._for))
        self._show(_CHOICE)

    def show_error(self, words: str) -> None:
        """Where `spawn` tells what an act raised."""
        self._storing = False
        if self._at == _TEST:
            self.test.tell_trouble(words)
        else:
            self.agree.tell(words)
        self._follow()

    def _reasons(self) -> dict[str, str]:
        """Why an environment can't be used, by key."""
        from realme_desktop.orders.admission import connection_refused

        environments, policy = self._context.environments(), self._context.settings.policy
        reasons = {}
        for environment in environments:
            problems = environments.problems_of(environment.key)
            words = connection_refused(environment, policy) or (problems[0].words if problems else None)
            if words is not None:
                reasons[environment.key] = say(words)
        return reasons

    # --- from step to step -------------------------------------------------------------------------------

    @property
    def _at(self) -> int:
        return self._stack.currentIndex()

    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._place.setText(
            self.tr("Step {place} of {count}: {name}").format(
                place=place + 1, count=len(self.steps), name=self._names[place]
            )
        )
        self._place.setAccessibleName(self._place.text())
        self._follow()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.steps[place].begin()

    def _follow(self) -> None:
        """The buttons say what can be done now."""
        last = self._at == _AGREE
        words = self.tr("Next")
        if last and self._for:
            words = self.tr("Change to {environment}").format(environment=say(self._environment().title))
        self.next.setText(words)
        self.next.setEnabled(self.steps[self._at].complete and not self._storing)
        self.back.setEnabled(self._at > _CHOICE and not self._storing)
        self.cancel.setEnabled(not self._storing)

    def _environment(self) -> Environment:
        return self._context.environments().get(self._for)

    def _go_on(self) -> None:
        if not self.next.isEnabled():
            return
        if self._at == _CHOICE:
            self._take_choice()
        elif self._at == _CREDENTIALS:
            self._show(_TEST)
            self._test()
        elif self._at == _TEST:
            self.agree.show_environment(
                self._environment(), store=self.credentials.fields.typed() is not None
            )
            self._show(_AGREE)
        else:
            self._commit()

    def go_back(self) -> None:
        """One step; from the first one out."""
        if self._storing:
            return
        self._stop_test()
        if self._at == _CHOICE:
            self.reject()
            return
        self._show(self._at - 1)

    def _take_choice(self) -> None:
        if self.choice.chosen != self._for:
            self._for = self.choice.chosen
            self.credentials.show_environment(self._environment())
            self.test.forget()
            spawn(self, self._ask_keyring(self._for), name="credentials state")
        self._show(_CREDENTIALS)

    async def _ask_keyring(self, key: str) -> None:
        vault = self._context.vault()
        if vault is None:
            return
        state = await in_thread(vault.credentials_state, key)
        if key == self._for:
            stored = state.value in ("found", "session")
            self.credentials.tell_state(say(state.words), stored, session_only=vault.session_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton) and focus is not self.next:
                focus.click()
            elif not isinstance(focus, QWidget) or not focus.inherits("QLineEdit"):
                self._go_on()
        else:
            super().keyPressEvent(event)

    # --- the test ----------------------------------------------------------------------------------------

    def _test(self) -> None:
        self._stop_test()
        self._testing = spawn(self, self._ask(), name="test the connection")

    def _stop_test(self) -> None:
        if self._testing is not None and not self._testing.done():
            self._testing.cancel()
            self.test.forget()

    async def _ask(self) -> None:
        self.test.tell_asking()
        given = self.credentials.fields.typed()
        report = await self._context.check_connection(self._environment(), given)
        self.test.tell(report)
        if report.ok:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the last press ----------------------------------------------------------------------------------

    @async_slot
    async def _commit(self) -> None:
        if self._busy():
            self.agree.tell(
                self.tr("An order is on its way. Nothing was changed; press again when its answer is here."),
                "info",
            )
            return
        given = self.credentials.fields.typed()
        key = self._for
        if given is not None:
            from realme_desktop.records.acts import Act

            vault = self._context.vault()
            if vault is None:
                self.agree.tell(
                    self.tr("The records are still being opened. Nothing was changed; try again.")
                )
                return
            self._storing = True
            self._follow()
            await in_thread(vault.store, key, given)
            await self._context.record(Act.CREDENTIALS_CHANGED, environment=key, change="stored")
            self.credentials.fields.clear()
            self.credentials_changed.emit(key)
        self.chosen.emit(key)
        self.accept()

    def done(self, result: int) -> None:
        self._stop_test()
        self.credentials.fields.clear()
        super().done(result)
