"""Privacy and lock: masking, reveals, the clipboard, the lock and its passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.lock.system import CAPTURES_CAN_BE_STOPPED
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.general import SettingsPage
from realme_desktop.ui.settings.parts import plain_label
from realme_desktop.ui.settings.work import WorkDialog
from realme_desktop.ui.tasks import in_thread
from realme_desktop.ui.theme import SMALL

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage

__all__ = ["PassphraseDialog", "ProtectionPage"]


class ProtectionPage(SettingsPage):
    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_head(
            self.tr("Privacy and lock"), self.tr("Who sees what, for how long, and what locks it away.")
        )
        self.body.addLayout(self._make_passphrase())
        self._add_groups(lambda group: group == "protection")
        if not CAPTURES_CAN_BE_STOPPED:
            capture = self.findChild(QWidget, "setting.screen.protected")
            if capture is not None:
                capture.setEnabled(False)
                capture.setToolTip(self.tr("This system offers no such thing."))
        self.body.addStretch(1)
        self._tell()

    def _make_passphrase(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SMALL)
        column.addWidget(plain_label(self.tr("Passphrase"), "heading"))
        self.state = plain_label()
        self.state.setObjectName("passphrase.state")
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.change = QPushButton()
        self.change.setObjectName("passphrase.change")
        self.change.clicked.connect(lambda: self._open(remove=False))
        self.remove = QPushButton(self.tr("Take it off …"))
        self.remove.setObjectName("passphrase.remove")
        self.remove.clicked.connect(lambda: self._open(remove=True))
        row.addWidget(self.change)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _tell(self) -> None:
        backstage = self._context.backstage()
        protected = backstage is not None and backstage.custody.protected
        if protected:
            words = self.tr("A passphrase is set. It seals the key of the records, and unlocks the console.")
        else:
            words = self.tr(
                "No passphrase is set: whoever is logged in to this account opens the records and unlocks "
                "the console."
            )
        self.state.setText(words)
        self.change.setText(self.tr("Change it …") if protected else self.tr("Set a passphrase …"))
        self.change.setEnabled(backstage is not None)
        demanded = not self._context.settings.get("lock.without_passphrase")
        self.remove.setVisible(protected)
        self.remove.setEnabled(not demanded)
        self.remove.setToolTip(self.tr("Your administrator demands one.") if demanded else "")

    def _open(self, *, remove: bool) -> None:
        backstage = self._context.backstage()
        if backstage is None:
            return
        dialog = PassphraseDialog(backstage, self, remove=remove)
        dialog.ended.connect(lambda _: self._tell())
        dialog.open()


class PassphraseDialog(WorkDialog):
    """Set, change or take off the passphrase."""

    def __init__(self, backstage: Backstage, parent: QWidget | None = None, *, remove: bool = False) -> None:
        super().__init__("passphrase", parent)
        self._backstage = backstage
        self._remove = remove
        had = backstage.custody.protected
        if remove:
            title, act = self.tr("Take off the passphrase"), self.tr("Take it off")
            words = self.tr(
                "After this the account that is logged in suffices to open the records and to unlock the "
                "console."
            )
        else:
            title = self.tr("Change the passphrase") if had else self.tr("Set a passphrase")
            act = self.tr("Change it") if had else self.tr("Set it")
            words = self.tr(
                "It is asked for at the start and to unlock. Without it nobody can open the records, and "
                "nobody can tell it to you again: have a backup with a passphrase of its own."
            )
        self.setWindowTitle(title)
        self.act.setText(act)
        self.body.addWidget(plain_label(words))
        self.old = self.passphrase("old", self.tr("Passphrase now")) if had else None
        self.first = self.second = None
        if not remove:
            from realme_desktop.vault.sealed import SHORTEST_PASSPHRASE

            least = self.tr("At least {count} characters.").format(count=SHORTEST_PASSPHRASE)
            self.first = self.passphrase("new", self.tr("New passphrase"), least)
            self.second = self.passphrase("again", self.tr("The same again"))
        self._lines = [line for line in (self.old, self.first, self.second) if line is not None]
        self.shower(*self._lines)

    def start(self) -> None:
        new = ""
        if self.first is not None and self.second is not None:
            new = self.first.text()
            if not new:
                self.refuse(self.tr("Enter a passphrase."), self.first)
                return
            if new != self.second.text():
                self.refuse(self.tr("The two passphrases differ."), self.second)
                return
        old = self.old.text() if self.old is not None else ""
        self.work(self._set(new, old), self.tr("Sealing the key"), stoppable=False)

    async def _set(self, new: str, old: str) -> str:
        from realme_desktop.vault.errors import VaultError

        self.tone = "success"
        try:
            await in_thread(self._backstage.custody.set_passphrase, new, old=old)
        except VaultError as error:  # a wrong one is no fault of the program
            self.tone = "error"
            return say(error.words)
        for line in self._lines:
            line.clear()
        if self._remove:
            return self.tr("The passphrase is taken off.")
        return self.tr("The passphrase is set. It is asked for from the next lock or start on.")
