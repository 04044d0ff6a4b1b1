"""The four steps: which environment, its credentials, a test that costs nothing, what changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from realme_desktop.config.environment import EnvironmentKind
from realme_desktop.ui.header import kind_words
from realme_desktop.ui.language import say
from realme_desktop.ui.settings.credential_fields import CredentialFields
from realme_desktop.ui.settings.parts import Outcome, Page, numbered, plain_label
from realme_desktop.ui.theme import TINY, WIDE, set_role
from realme_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from realme_desktop.config.environment import Environment
    from realme_desktop.orders.model import ConnectionReport

__all__ = ["AgreePage", "ChoicePage", "CredentialsPage", "Step", "TestPage"]

_NOT_DECISIVE = frozenset({"90103", "90105"})  # RealMe knows the caller; only this query is not let through


class Step(Page):
    """One step. `changed()`: whether it is complete may be another; `onward()`: Return in its last input."""

    changed = Signal()
    onward = Signal()

    @property
    def complete(self) -> bool:
        return True

    def begin(self) -> None:
        """The step comes on show: the focus goes where one begins."""


class ChoicePage(Step):
    """`reasons` say, by key, why an environment can't be chosen."""

    def __init__(
        self,
        environments: Sequence[Environment],
        current: str,
        reasons: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.set_head(
            self.tr("Where do you want to work?"),
            self.tr("Nothing changes before the last step, and you can go back at any time."),
        )
        self._buttons: dict[str, QRadioButton] = {}
        for environment in environments:
            if not environment.real:
                continue
            reason = (
                self.tr("You are here now.")
                if environment.key == current
                else reasons.get(environment.key, "")
            )
            self._offer(environment, reason)
        if not any(button.isEnabled() for button in self._buttons.values()):
            none = plain_label(
                self.tr(
                    "On this computer there is no other environment to change to. Ask your administrator: "
                    "environments and the policy are set up by whoever deployed the console."
                ),
                "warning",
            )
            none.setObjectName("guided.none")
            self.body.addWidget(none)
        self.body.addStretch(1)

    def _offer(self, environment: Environment, reason: str) -> None:
        button = QRadioButton(say(environment.title))
        button.setObjectName(f"guided.environment.{environment.key}")
        button.setEnabled(not reason)
        self._buttons[environment.key] = button
        sentence = reason or _worth(environment.kind)
        button.setAccessibleDescription(sentence)
        box = QVBoxLayout()
        box.setSpacing(TINY)
        box.addWidget(button)
        for words in (kind_words(environment.kind), sentence, environment.base):
            caption = plain_label(words, "caption")
            caption.setContentsMargins(WIDE, 0, 0, 0)
            box.addWidget(caption)
        self.body.addLayout(box)
        button.toggled.connect(lambda _: self.changed.emit())

    @property
    def chosen(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    @property
    def complete(self) -> bool:
        return bool(self.chosen)

    def begin(self) -> None:
        open_ = [button for button in self._buttons.values() if button.isEnabled()]
        chosen = next((button for button in open_ if button.isChecked()), open_[0] if open_ else None)
        if chosen is not None:
            chosen.setChecked(True)
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def _worth(kind: EnvironmentKind) -> str:
    if kind is EnvironmentKind.INTEGRATION:
        return QCoreApplication.translate(
            "GuidedChange",
            "For trying out your own credentials. Answers may be made up, so they say nothing about anybody.",
        )
    return QCoreApplication.translate(
        "GuidedChange", "For your work. Orders concern real persons, and each may be charged."
    )


class CredentialsPage(Step):
    """Token and key, or what the keyring has already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state = plain_label()
        self._state.setObjectName("guided.credentials.state")
        self.body.addWidget(self._state)
        self.fields = CredentialFields()
        self.body.addWidget(self.fields)
        self._kept = plain_label("", "caption")
        self.body.addWidget(self._kept)
        self.body.addStretch(1)
        self.stored = False
        self.fields.edited.connect(self.changed)
        self.fields.entered.connect(self.onward)

    def show_environment(self, environment: Environment) -> None:
        """Another environment: what was typed for the one before is not for this one."""
        self.set_head(
            self.tr("Credentials for {environment}").format(environment=say(environment.title)),
            self.tr(
                "RealMe gives each customer an app_token and an app_key, one pair for integration and "
                "another one for production."
            ),
        )
        self.fields.clear()
        self.tell_state("", False, session_only=False)

    def tell_state(self, words: str, stored: bool, *, session_only: bool) -> None:
        """What the keyring has for this environment."""
        self.stored = stored
        self._state.setVisible(bool(words))
        if stored:
            set_role(self._state, "success")
            words = self.tr("{state}. Leave both lines empty to go on with that pair.").format(state=words)
        else:
            set_role(self._state, "caption")
        self._state.setText(words)
        self._kept.setText(
            self.tr("There is no keyring in use: the pair is kept until the program ends, and nowhere else.")
            if session_only
            else self.tr(
                "The pair is kept in the keyring of the operating system at the last step, not before."
            )
        )
        self.changed.emit()

    @property
    def complete(self) -> bool:
        return self.fields.typed() is not None or (self.stored and self.fields.empty)

    def begin(self) -> None:
        self.fields.token.setFocus(Qt.FocusReason.OtherFocusReason)


class TestPage(Step):
    """The query that costs nothing. `wanted()`: make it now."""

    __test__ = False  # pytest takes every class of this name for its own
    wanted = Signal()
    network_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_head(
            self.tr("Connection test"),
            self.tr(
                "The program asks for an order that does not exist. Nobody is verified, nothing is charged."
            ),
        )
        self._outcome = Outcome()
        self._outcome.setObjectName("guided.outcome")
        self.body.addWidget(self._outcome)
        self._hints = plain_label()
        self._hints.setObjectName("guided.hints")
        self._hints.hide()
        self.body.addWidget(self._hints)
        self._anyway = QCheckBox(self.tr("Go on without a passed test"))
        self._anyway.setObjectName("guided.anyway")
        self._anyway.hide()
        self._anyway.toggled.connect(lambda _: self.changed.emit())
        self.body.addWidget(self._anyway)
        self._why = plain_label(self.tr("RealMe may still take orders of other services."), "caption")
        self._why.setContentsMargins(WIDE, 0, 0, 0)
        self._why.hide()
        self._anyway.setAccessibleDescription(self._why.text())
        self.body.addWidget(self._why)
        buttons = QWidget()
        row = FlowLayout(buttons)
        self.again = QPushButton(self.tr("Test again"))
        self.again.setObjectName("guided.again")
        self.again.clicked.connect(self.wanted)
        self._network = QPushButton(self.tr("Address, proxy and certificates…"))
        self._network.setObjectName("guided.network")
        self._network.clicked.connect(self.network_wanted)
        for button in (self.again, self._network):
            button.hide()
            row.addWidget(button)
        self.body.addWidget(buttons)
        self.body.addStretch(1)
        self._passed = False
        self._began = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tell_time)

    @property
    def complete(self) -> bool:
        return self._passed or (not self._anyway.isHidden() and self._anyway.isChecked())

    def forget(self) -> None:
        """Another environment or another pair: what was tested is not this."""
        self._clock.stop()
        self._passed = False
        self._outcome.say("")
        for widget in (self._hints, self._anyway, self._why, self.again, self._network):
            widget.hide()
        self._anyway.setChecked(False)
        self.changed.emit()

    def tell_asking(self) -> None:
        self.forget()
        self._began = time.monotonic()
        self._tell_time()
        self._clock.start()

    def _tell_time(self) -> None:
        waited = int(time.monotonic() - self._began)
        words = self.tr("Asking RealMe…")
        if waited:
            words = self.tr("Asking RealMe… ({seconds} s)").format(seconds=waited)
        self._outcome.say(words)

    def tell(self, report: ConnectionReport) -> None:
        self._clock.stop()
        self._passed = report.ok
        words = say(report.words)
        self._outcome.say(f"✓ {words}" if report.ok else f"✗ {words}", "success" if report.ok else "error")
        self._hints.setText(numbered(report.hints))
        self._hints.setVisible(bool(report.hints))
        for widget in (self._anyway, self._why):
            widget.setVisible(report.return_code in _NOT_DECISIVE)
        self.again.setVisible(not report.ok)
        self._network.setVisible(not report.ok and report.return_code not in _NOT_DECISIVE)
        self.changed.emit()
        if not report.ok:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_trouble(self, words: str) -> None:
        """The test itself could not be made."""
        self._clock.stop()
        self._outcome.say(words, "error")
        self.again.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)


class AgreePage(Step):
    """What is another way from now on; for production somebody has to say that it is understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._changes = plain_label()
        self._changes.setObjectName("guided.changes")
        self.body.addWidget(self._changes)
        self._known = plain_label(
            self.tr("From now on orders concern real persons, and each may be charged.")
        )
        self.body.addWidget(self._known)
        self.agreed = _TickedByReturn(self.tr("I know this"))
        self.agreed.setObjectName("guided.agreed")
        self.agreed.setAccessibleDescription(self._known.text())
        self.agreed.toggled.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.agreed)
        self._outcome = Outcome()
        self._outcome.setObjectName("guided.outcome.last")
        self.body.addWidget(self._outcome)
        self.body.addStretch(1)

    def show_environment(self, environment: Environment, *, store: bool) -> None:
        self.set_head(
            self.tr("What changes"),
            self.tr("The environment is shown on top of the window at all times, in its own colour."),
        )
        production = environment.kind is EnvironmentKind.PRODUCTION
        changes = [
            self.tr(
                "Each order goes to RealMe, concerns a real person and may be charged. You need the person's "
                "authorization before."
            )
            if production
            else self.tr(
                "Orders go to RealMe's test system. Use made-up persons; the answers are no verification of "
                "anybody."
            ),
            self.tr("What stands in the forms is emptied, so that nothing typed for a trial is sent."),
            self.tr(
                "Orders of the environment before stay in the history. Those from the sandbox stay marked as "
                "not real; results that are still open are asked for when you come back."
            ),
            self.tr("The program starts in this environment next time. Ctrl+E changes it again."),
        ]
        if store:
            changes.append(
                self.tr("app_token and app_key are kept for this environment and not shown again.")
            )
        self._changes.setText("\n".join(f"• {change}" for change in changes))
        self._known.setVisible(production)
        self.agreed.setVisible(production)
        self.agreed.setChecked(False)
        self._outcome.say("")

    @property
    def complete(self) -> bool:
        return self.agreed.isHidden() or self.agreed.isChecked()

    def begin(self) -> None:
        if not self.agreed.isHidden():
            self.agreed.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str, look: str = "error") -> None:
        self._outcome.say(words, look)


class _TickedByReturn(QCheckBox):
    """Enter goes on as everywhere: here it ticks first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isChecked():
            self.setChecked(True)
            event.accept()
            return
        super().keyPressEvent(event)
