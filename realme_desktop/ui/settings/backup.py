"""Backup, restoring, and another data key: a dialog for each."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.parts import labelled, plain_label
from realme_desktop.ui.settings.work import PathLine, WorkDialog
from realme_desktop.ui.tasks import in_thread, spawn, words_of
from realme_desktop.ui.widgets.moments import moment

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage

__all__ = ["BackupDialog", "KeyDialog", "RestoreDialog"]


class BackupDialog(WorkDialog):
    """The whole history into one file, while the program works on."""

    def __init__(self, backstage: Backstage, parent: QWidget | None = None) -> None:
        super().__init__("backup", parent)
        self.setWindowTitle(self.tr("Make a backup"))
        self.act.setText(self.tr("Make the backup"))
        self._backstage = backstage
        self.body.addWidget(
            plain_label(
                self.tr(
                    "The whole history goes into one encrypted file that opens by its passphrase alone, "
                    "without the keyring of this computer. Without the passphrase nobody can open it: keep "
                    "it apart from the file."
                )
            )
        )
        name = time.strftime("realme-%Y%m%d.backup", time.localtime(backstage.now()))
        self.file = PathLine("backup.file", self.tr("File"), Path.home() / name, self, save=True)
        self.body.addWidget(labelled(self.tr("File"), self.file))
        from realme_desktop.records.backup import SHORTEST_PASSPHRASE

        least = self.tr("At least {count} characters.").format(count=SHORTEST_PASSPHRASE)
        self.first = self.passphrase("passphrase", self.tr("Passphrase"), least)
        self.second = self.passphrase("again", self.tr("The same again"))
        self.shower(self.first, self.second)

    def start(self) -> None:
        from realme_desktop.records.backup import SHORTEST_PASSPHRASE

        path = self.file.path()
        if path is None:
            self.refuse(self.tr("Say where the backup is to be written."), self.file)
        elif len(self.first.text()) < SHORTEST_PASSPHRASE:
            words = self.tr("The passphrase needs at least {count} characters.")
            self.refuse(words.format(count=SHORTEST_PASSPHRASE), self.first)
        elif self.first.text() != self.second.text():
            self.refuse(self.tr("The two passphrases differ."), self.second)
        elif self.may_replace(self.file):
            self.work(self._back_up(path, self.first.text()), self.tr("Writing and reading back"))

    async def _back_up(self, path: Path, passphrase: str) -> str:
        info = await in_thread(
            self._backstage.custody.back_up, path, passphrase, self.gauge.progress, self.gauge.cancelled
        )
        self.first.clear()
        self.second.clear()
        words = self.tr("Orders in {path}: {count}. The file was read back and is whole.")
        return words.format(count=f"{info.orders:,}", path=path)


class RestoreDialog(WorkDialog):
    """A backup into the history that is open: what is here stays, what is missing comes back."""

    def __init__(self, backstage: Backstage, parent: QWidget | None = None) -> None:
        super().__init__("restore", parent)
        self.setWindowTitle(self.tr("Restore from a backup"))
        self.act.setText(self.tr("Restore"))
        self._backstage = backstage
        self.body.addWidget(
            plain_label(
                self.tr(
                    "Orders are merged by their number: what is here stays as it is, what is missing comes "
                    "back, none comes twice. Nothing is sent again."
                )
            )
        )
        self.file = PathLine("restore.file", self.tr("Backup"), Path.home(), self, save=False)
        self.file.chosen.connect(lambda *_: self.look())
        self.body.addWidget(labelled(self.tr("Backup"), self.file))
        self.about = plain_label("", "caption")
        self.about.setObjectName("restore.about")
        self.about.hide()
        self.body.addWidget(self.about)
        self.phrase = self.passphrase("passphrase", self.tr("Passphrase of the backup"))
        self.shower(self.phrase)

    def look(self) -> None:
        """Say what the chosen file is, before the passphrase is asked for."""
        path = self.file.path()
        if path is not None:
            spawn(self, self._look(path), name="look at a backup")

    async def _look(self, path: Path) -> None:
        from realme_desktop.orders import custody
        from realme_desktop.records.backup import inspect
        from realme_desktop.records.errors import RecordsError

        try:
            info = await in_thread(inspect, path)
        except RecordsError as error:
            self.about.setText(words_of(error))
        except (OSError, ValueError) as error:
            self.about.setText(say(custody.words_of(error)))
        else:
            words = self.tr("A backup of {time}. Orders in it: {count}.")
            self.about.setText(words.format(time=moment(info.made_at), count=f"{info.orders:,}"))
        self.about.show()

    def start(self) -> None:
        path = self.file.path()
        if path is None:
            self.refuse(self.tr("Choose the backup first."), self.file)
        elif not self.phrase.text():
            self.refuse(self.tr("Enter the passphrase of the backup."), self.phrase)
        else:
            self.work(self._restore(path, self.phrase.text()), self.tr("Restoring"))

    async def _restore(self, path: Path, passphrase: str) -> str:
        done = await in_thread(
            self._backstage.custody.restore, path, passphrase, self.gauge.progress, self.gauge.cancelled
        )
        self.phrase.clear()
        for order_id in done.unfinished:
            await self._backstage.desk.take_up(order_id)
        words = self.tr("Came back: {added}. Brought to their end: {ended}. Were here already: {present}.")
        words = words.format(added=f"{done.added:,}", ended=f"{done.ended:,}", present=f"{done.present:,}")
        if done.unfinished:
            words += "\n" + self.tr(
                "Orders without a result: {count}. They are asked for, none is sent again."
            ).format(count=len(done.unfinished))
        if not done.whole:
            words += "\n" + self.tr("The audit log in the backup is not whole; it was brought as it is.")
        return words

    def stopped_words(self) -> str:
        return self.tr("Stopped. What had come back by then stays; the same again goes on from there.")


class KeyDialog(WorkDialog):
    """Another data key for the file of the history."""

    def __init__(self, backstage: Backstage, parent: QWidget | None = None) -> None:
        super().__init__("key", parent)
        self.setWindowTitle(self.tr("Change the data key"))
        self.act.setText(self.tr("Change the key"))
        self._backstage = backstage
        for words in (
            self.tr(
                "The history is written anew under a new random key, read back, and put in the place of the "
                "old file. The key is kept in the system keyring; nobody needs to know it."
            ),
            self.tr(
                "Close other programs that use this data folder first. Work waits until it is done, which "
                "takes about as long as copying the file; it needs as much room on the disk. Backups made "
                "before stay readable by their passphrases."
            ),
        ):
            self.body.addWidget(plain_label(words))
        if not backstage.custody.can_change_key:
            self.act.setEnabled(False)
            self.outcome.say(self.tr("A session-only run has no key to change."), "info")
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        self.work(self._change(), self.tr("Writing under the new key"), stoppable=False)

    async def _change(self) -> str:
        await in_thread(self._backstage.custody.change_key, self.gauge.progress)
        return self.tr("The history is under a new key. The old key opens nothing any more.")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.gauge.running:
            event.ignore()
        else:
            super().closeEvent(event)
