"""The credentials of an environment: `app_token` and `app_key`, kept in the OS keyring and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.credential_fields import CredentialFields
from realme_desktop.ui.settings.parts import Outcome, Page, labelled, numbered, plain_label
from realme_desktop.ui.tasks import async_slot, in_thread, spawn
from realme_desktop.ui.theme import MEDIUM, SMALL, set_role

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment

__all__ = ["CredentialsForm", "CredentialsPage", "FirstRunPage"]


class CredentialsForm(QWidget):
    """Token and key of one environment: what is stored, storing, testing, removing.

    The key field is empty whenever nobody is typing in it: what is stored is never read back into a widget.
    `stored(str)` and `removed(str)` carry the environment's key after the keyring has done it.
    """

    stored = Signal(str)
    removed = Signal(str)

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._environment: Environment | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)

        self._state = plain_label()
        self._state.setObjectName("credentials.state")
        column.addWidget(self._state)

        self._fields = CredentialFields()
        column.addWidget(self._fields)

        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self._save = QPushButton(self.tr("Save"))
        self._save.setObjectName("credentials.save")
        set_role(self._save, "primary")
        self._test = QPushButton(self.tr("Test the connection"))
        self._test.setObjectName("credentials.test")
        self._test.setToolTip(
            self.tr("Sends a harmless result query. Nothing is verified and nothing is charged.")
        )
        self._delete = QPushButton(self.tr("Remove"))
        self._delete.setObjectName("credentials.delete")
        for button in (self._save, self._test, self._delete):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._outcome = Outcome()
        self._outcome.setObjectName("credentials.outcome")
        column.addWidget(self._outcome)
        self._hints = plain_label()
        self._hints.setObjectName("credentials.hints")
        self._hints.hide()
        column.addWidget(self._hints)

        self._fields.entered.connect(self._store)
        self._fields.edited.connect(self._update_buttons)
        self._save.clicked.connect(self._store)
        self._test.clicked.connect(self._try)
        self._delete.clicked.connect(self._remove)
        self._found = False
        self._busy = False
        self._pressed: tuple[QWidget | None, QWidget | None] = (None, None)
        self._update_buttons()

    def show_environment(self, environment: Environment) -> None:
        self._environment = environment
        self._fields.clear()
        self._outcome.say("")
        self._hints.hide()
        self._fields.setEnabled(environment.real)
        spawn(self, self._refresh(), "credentials state")

    def show_error(self, words: str) -> None:
        """Where `spawn` tells what a failed act raised: every keyring failure has words of its own."""
        self._outcome.say(words, "error")

    async def _refresh(self) -> None:
        """Ask the keyring, in a thread, what it has; told in words, also when there is no keyring at all."""
        environment = self._environment
        if environment is None:
            return
        if not environment.real:
            self._found = True
            self._say_state(
                self.tr("The sandbox uses the public test pair and needs no credentials."), "success"
            )
            self._update_buttons()
            return
        vault = self._context.vault()
        if vault is None:
            self._say_state(self.tr("Opening the keyring…"), "caption")
            return
        state = await in_thread(vault.credentials_state, environment.key)
        if environment is not self._environment:
            return
        look = {"found": "success", "session": "success"}.get(state.value, "warning")
        self._found = state.value in {"found", "session"}
        self._say_state(say(state.words), look)
        self._update_buttons()

    def _say_state(self, words: str, look: str) -> None:
        set_role(self._state, look)
        self._state.setText(words)

    def _update_buttons(self) -> None:
        real = self._environment is not None and self._environment.real
        typed = self._fields.typed() is not None
        self._save.setEnabled(real and typed and not self._busy)
        self._test.setEnabled(self._environment is not None and (self._found or typed) and not self._busy)
        self._delete.setEnabled(real and self._found and not self._busy)

    def _set_busy(self, busy: bool) -> None:
        """While it is busy the focus goes on by itself; afterwards it is back where it was, if nobody took it
        elsewhere."""
        buttons = (self._save, self._test, self._delete)
        pressed = next((button for button in buttons if button.hasFocus()), None)
        self._busy = busy
        self._update_buttons()
        if busy:
            self._pressed = pressed, QApplication.focusWidget()
        elif self._pressed[0] is not None and self._pressed[1] is QApplication.focusWidget():
            self._pressed[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @async_slot
    async def _store(self) -> None:
        environment, vault = self._environment, self._context.vault()
        given = self._fields.typed()
        if environment is None or vault is None or not environment.real or self._busy:
            return
        if given is None:
            self._outcome.say(
                self.tr("Both app_token and app_key are needed. Nothing was stored."), "warning"
            )
            return
        from realme_desktop.config.credentials import misplaced
        from realme_desktop.records.acts import Act

        if words := misplaced(environment, given):
            self._outcome.say(say(words), "error")
            return
        self._set_busy(True)
        try:
            await in_thread(vault.store, environment.key, given)
            await self._context.record(Act.CREDENTIALS_CHANGED, environment=environment.key, change="stored")
        finally:
            self._set_busy(False)
        self._fields.clear()
        self._outcome.say(self.tr("Stored. The key stays in the keyring from now on."), "success")
        await self._refresh()
        self.stored.emit(environment.key)

    @async_slot
    async def _try(self) -> None:
        environment = self._environment
        if environment is None or self._busy:
            return
        typed = self._fields.typed() if environment.real else None
        self._set_busy(True)
        self._outcome.say(self.tr("Asking RealMe…"))
        self._hints.hide()
        try:
            report = await self._context.check_connection(environment, typed)
        finally:
            self._set_busy(False)
        self._outcome.say(say(report.words), "success" if report.ok else "error")
        self._hints.setText(numbered(report.hints))
        self._hints.setVisible(bool(report.hints))

    @async_slot
    async def _remove(self) -> None:
        environment, vault = self._environment, self._context.vault()
        if environment is None or vault is None or self._busy:
            return
        from realme_desktop.records.acts import Act

        self._set_busy(True)
        try:
            await in_thread(vault.delete, environment.key)
            await self._context.record(Act.CREDENTIALS_CHANGED, environment=environment.key, change="removed")
        finally:
            self._set_busy(False)
        self._outcome.say(self.tr("Removed from the keyring."), "info")
        await self._refresh()
        self.removed.emit(environment.key)


class CredentialsPage(Page):
    """Choose an environment, see what the keyring has for it, change it."""

    changed = Signal(str)

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.set_head(
            self.tr("Credentials"),
            self.tr(
                "Kept in the keyring of the operating system, one pair for each environment, never in a file."
            ),
        )
        self._which = QComboBox()
        self._which.setObjectName("credentials.environment")
        self.body.addWidget(labelled(self.tr("Environment"), self._which))
        self._form = CredentialsForm(context)
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._which.currentIndexChanged.connect(self._choose)
        self._form.stored.connect(self.changed)
        self._form.removed.connect(self.changed)
        self.reload()

    def reload(self) -> None:
        """Read the list of environments again, keeping the one that is shown where it still exists."""
        shown = self._which.currentData()
        self._which.blockSignals(True)
        self._which.clear()
        for environment in self._context.environments().all:
            self._which.addItem(say(environment.title), environment.key)
        self._which.blockSignals(False)
        self.choose(shown if shown is not None else "integration")

    def choose(self, key: str) -> None:
        index = max(0, self._which.findData(key))
        self._which.setCurrentIndex(index)
        self._choose(index)

    def _choose(self, index: int) -> None:
        key = self._which.itemData(index)
        if key is not None:
            self._form.show_environment(self._context.environments().get(key))


class FirstRunPage(QWidget):
    """Shown in the place of the form while an environment has no credentials: says what is missing, takes it,
    and offers the sandbox, which needs nothing."""

    stored = Signal(str)
    sandbox_wanted = Signal()

    def __init__(
        self, context: SettingsContext, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first-run")
        page = Page(
            self.tr("Credentials for {environment} are missing").format(environment=say(environment.title)),
            self.tr("RealMe gives each customer an app_token and an app_key. Without them no order is sent."),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.form = CredentialsForm(context)
        page.body.addWidget(self.form)
        instead = QPushButton(self.tr("Try the sandbox instead"))
        instead.setObjectName("first-run.sandbox")
        instead.setToolTip(self.tr("A RealMe of the program's own: nothing is real, nothing is charged."))
        set_role(instead, "quiet")
        row = QHBoxLayout()
        row.addWidget(instead)
        row.addStretch(1)
        page.body.addLayout(row)
        page.body.addStretch(1)
        instead.clicked.connect(self.sandbox_wanted)
        self.form.stored.connect(self.stored)
        self.form.show_environment(environment)
