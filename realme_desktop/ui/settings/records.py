"""What is kept and for how long; what would go now; backup, restoring, another data key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.general import SettingsPage
from realme_desktop.ui.settings.parts import Outcome, plain_label
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import SMALL
from realme_desktop.ui.widgets.gauge import Gauge

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.retention import Due, Purged

__all__ = ["RecordsPage"]


class RecordsPage(SettingsPage):
    """The settings of retention, and acts on the history as a whole. `rescue_wanted`: the file is damaged."""

    rescue_wanted = Signal()

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("records")
        self.set_head(
            self.tr("Records"),
            self.tr("The history lies encrypted in one file: {path}").format(path=context.paths.database),
        )
        self._add_groups(lambda group: group == "retention")
        self._add_retention()
        self._add_backup()
        self.body.addStretch(1)
        self.changed.connect(lambda *_: self._forget_preview())

    def show_error(self, words: str) -> None:
        self.gauge.end()
        self._forget_preview()
        self.told.say(words, "error")

    # Backup, restoring, the key

    def _add_backup(self) -> None:
        self.body.addWidget(plain_label(self.tr("Backup and data key"), "heading"))
        self.body.addWidget(
            plain_label(
                self.tr(
                    "A backup is one file under a passphrase of yours. It can be made while orders are on "
                    "their way, and be restored into this history or another one."
                ),
                "caption",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for name, words, kind in (
            ("backup", self.tr("Make a backup"), "BackupDialog"),
            ("restore", self.tr("Restore from a backup"), "RestoreDialog"),
            ("key", self.tr("Change the data key"), "KeyDialog"),
        ):
            button = QPushButton(words)
            button.setObjectName(f"records.{name}")
            button.clicked.connect(lambda _=False, kind=kind: self._open_dialog(kind))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.check = QPushButton(self.tr("Check the file"))
        self.check.setObjectName("records.check")
        self.check.setToolTip(self.tr("Reads the whole file and looks for damage; changes nothing."))
        self.check.clicked.connect(self.check_now)
        self.mend = QPushButton(self.tr("What can be done"))
        self.mend.setObjectName("records.mend")
        self.mend.clicked.connect(self.rescue_wanted)
        self.mend.hide()
        row.addWidget(self.check)
        row.addWidget(self.mend)
        row.addStretch(1)
        self.body.addLayout(row)
        self.checked = Outcome()
        self.checked.setObjectName("records.checked")
        self.body.addWidget(self.checked)

    def check_now(self) -> None:
        """Read the file from end to end."""
        backstage = self._backstage()
        if backstage is not None:
            self.check.setEnabled(False)
            self.checked.say(self.tr("Reading the whole file. This may take a while."), "info")
            spawn(self, self._check(backstage), name="check the records")

    async def _check(self, backstage: Backstage) -> None:
        try:
            found = await in_thread(backstage.custody.check)
        finally:
            self.check.setEnabled(True)
        self.mend.setVisible(bool(found))
        if not found:
            self.checked.say(self.tr("The file is sound."), "success")
            return
        words = self.tr("The file is damaged. Places: {count}. Nothing was changed. The first: {first}")
        self.checked.say(words.format(count=len(found), first=found[0]), "error")

    def _open_dialog(self, kind: str) -> None:
        from realme_desktop.ui.settings import backup

        backstage = self._backstage()
        if backstage is not None:
            dialogs = {
                "BackupDialog": backup.BackupDialog,
                "RestoreDialog": backup.RestoreDialog,
                "KeyDialog": backup.KeyDialog,
            }
            dialogs[kind](backstage, self).open()

    # Retention

    def _add_retention(self) -> None:
        self.body.addWidget(plain_label(self.tr("What would go now"), "heading"))
        self.body.addWidget(
            plain_label(
                self.tr(
                    "Nothing goes of an order without an end, or on legal hold. The audit log stays. What "
                    "has gone can't be brought back, only restored from a backup."
                ),
                "caption",
            )
        )
        self.due = Outcome()
        self.due.setObjectName("retention.due")
        self.body.addWidget(self.due)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.preview = QPushButton(self.tr("Preview"))
        self.preview.setObjectName("retention.preview")
        self.preview.clicked.connect(self.preview_now)
        self.run = QPushButton(self.tr("Remove it now"))
        self.run.setObjectName("retention.run")
        self.run.setEnabled(False)
        self.run.clicked.connect(self.run_now)
        row.addWidget(self.preview)
        row.addWidget(self.run)
        row.addStretch(1)
        self.body.addLayout(row)
        self.gauge = Gauge(name="retention.gauge")
        self.body.addWidget(self.gauge)
        self.told = Outcome()
        self.told.setObjectName("retention.outcome")
        self.body.addWidget(self.told)

    def _forget_preview(self) -> None:
        self.due.hide()
        self.run.setEnabled(False)

    def _backstage(self) -> Backstage | None:
        backstage = self._context.backstage()
        if backstage is None:
            self.told.say(self.tr("The records are not open yet. Try again in a moment."), "warning")
        return backstage

    def preview_now(self) -> None:
        """What would go, without removing anything."""
        backstage = self._backstage()
        if backstage is not None:
            self.told.say("")
            self.preview.setEnabled(False)
            spawn(self, self._preview(backstage), name="retention preview")

    async def _preview(self, backstage: Backstage) -> None:
        try:
            due = await in_thread(backstage.custody.preview)
        finally:
            self.preview.setEnabled(True)
        self.due.say("\n".join(self._due_lines(due)), "info" if due.nothing else "warning")
        self.run.setEnabled(not due.nothing)

    def _due_lines(self, due: Due) -> list[str]:
        if due.nothing:
            lines = [self.tr("Nothing is due.")]
        else:
            of_kind = self.tr("{kind}, orders: {count}")
            lines = [
                of_kind.format(kind=say(kind.words), count=f"{count:,}")
                for kind, count in due.orders.items()
                if count
            ]
            if due.pictures:
                lines.append(
                    self.tr("Pictures: {count}, {size} MB").format(
                        count=f"{due.pictures:,}", size=f"{due.bytes / 1_000_000:,.1f}"
                    )
                )
            if due.notices:
                lines.append(self.tr("Notifications without an order: {count}").format(count=due.notices))
        held = sum(due.held.values())
        if held:
            lines.append(self.tr("Kept by legal hold, orders: {count}").format(count=f"{held:,}"))
        return lines

    def run_now(self) -> None:
        """Remove what the preview showed."""
        backstage = self._backstage()
        if backstage is not None and not self.gauge.running:
            self.preview.setEnabled(False)
            self.run.setEnabled(False)
            self.gauge.begin(self.tr("Removing"))
            spawn(self, self._run(backstage), name="retention")

    async def _run(self, backstage: Backstage) -> None:
        try:
            purged = await in_thread(
                backstage.custody.purge, progress=self.gauge.progress, cancelled=self.gauge.cancelled
            )
        finally:
            self.preview.setEnabled(True)
        stopped = self.gauge.cancelled()
        self.gauge.end()
        self._forget_preview()
        self.told.say(self._purged_words(purged, stopped), "warning" if stopped else "success")

    def _purged_words(self, purged: Purged, stopped: bool) -> str:
        of_kind = self.tr("{kind}, orders: {count}")
        parts = [
            of_kind.format(kind=say(kind.words), count=f"{count:,}")
            for kind, count in purged.orders.items()
            if count
        ]
        removed = "; ".join(parts) or self.tr("nothing")
        words = self.tr("Stopped. Removed so far: {removed}.") if stopped else self.tr("Removed: {removed}.")
        words = words.format(removed=removed)
        if not purged.settled:
            words += " " + self.tr("The last bytes are erased with the next run: somebody was reading.")
        return words
