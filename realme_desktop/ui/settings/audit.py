"""The audit log: who did what, newest first; is it whole; its head and itself as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.acts import Act
from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.parts import Outcome, plain_label
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, WIDE, set_role
from realme_desktop.ui.widgets.gauge import Gauge
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.tables import RowsView

from .audit_model import AuditColumn, AuditModel

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.audit import Head

__all__ = ["AuditPage"]

T = TypeVar("T")
_PAGE = 200


class AuditPage(QWidget):
    """Reads when it is first shown. Nothing here can change an entry."""

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("audit")
        self._context = context
        self._turn = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(plain_label(self.tr("Audit log"), "title"))
        column.addWidget(
            plain_label(
                self.tr(
                    "Orders, shown and exported data, settings, credentials, deletions. Each entry covers "
                    "the one before it; entries hold no personal data."
                ),
                "caption",
            )
        )
        column.addLayout(self._make_buttons())
        column.addLayout(self._make_head())
        self.gauge = Gauge(self, name="audit.gauge")
        column.addWidget(self.gauge)
        self.outcome = Outcome(self)
        self.outcome.setObjectName("audit.outcome")
        column.addWidget(self.outcome)
        self.model = AuditModel(self)
        self.model.more_wanted.connect(self._read_more)
        self.table = RowsView(self)
        self.table.setObjectName("audit.table")
        self.table.setAccessibleName(self.tr("Entries of the audit log"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(RowsView.SelectionMode.ExtendedSelection)
        self.table.set_widths(
            {
                AuditColumn.NUMBER: "1,000,000",
                AuditColumn.AT: moment(1_700_000_000_000),
                AuditColumn.OPERATOR: "王柜员 00",
                AuditColumn.ACT: max((say(act.words) for act in Act), key=len),
                AuditColumn.ORDER: "0" * 26,
            }
        )
        column.addWidget(self.table, 1)
        self.reload()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.verify = self._button("verify", self.tr("Verify"), self.verify_now, row)
        set_role(self.verify, "primary")
        self.export_head = self._button("head", self.tr("Export the head"), self._ask_head, row)
        self.export_log = self._button("export", self.tr("Export the log"), self._ask_log, row)
        row.addStretch(1)
        self.acts = QComboBox(self)
        self.acts.setObjectName("audit.acts")
        self.acts.setAccessibleName(self.tr("Show only"))
        self.acts.addItem(self.tr("All acts"), None)
        for act in Act:
            self.acts.addItem(say(act.words), act.value)
        self.acts.currentIndexChanged.connect(lambda *_: self.reload())
        row.addWidget(self.acts)
        return row

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.head = QLineEdit(self)
        self.head.setObjectName("audit.head.given")
        self.head.setPlaceholderText(self.tr("A head exported earlier, to check against (optional)"))
        self.head.setAccessibleName(self.head.placeholderText())
        self.head.setClearButtonEnabled(True)
        self.head.returnPressed.connect(self.verify_now)
        row.addWidget(self.head, 1)
        self._button("head.open", self.tr("From a file"), self._ask_head_file, row)
        return row

    def _button(self, name: str, words: str, act: Callable[[], object], row: QHBoxLayout) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"audit.{name}")
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        return button

    def show_error(self, words: str) -> None:
        self.gauge.end()
        self._enable(True)
        self.outcome.say(words, "error")

    def _backstage(self) -> Backstage | None:
        backstage = self._context.backstage()
        if backstage is None:
            self.outcome.say(self.tr("The records are not open yet. Try again in a moment."), "warning")
        return backstage

    def _enable(self, on: bool) -> None:
        for button in (self.verify, self.export_head, self.export_log):
            button.setEnabled(on)

    # Entries

    def reload(self) -> None:
        """The newest entries."""
        backstage = self._context.backstage()
        if backstage is not None:
            self._turn += 1
            spawn(self, self._read(backstage, None, self._turn), name="read the audit log")

    def _read_more(self) -> None:
        backstage = self._context.backstage()
        if backstage is not None:
            spawn(self, self._read(backstage, self.model.lowest, self._turn), name="read the audit log")

    async def _read(self, backstage: Backstage, before: int | None, turn: int) -> None:
        value = self.acts.currentData()
        acts = frozenset() if value is None else frozenset({Act(value)})
        entries = await in_thread(backstage.custody.audit_page, before=before, limit=_PAGE, acts=acts)
        if turn != self._turn:
            return
        if before is None:
            self.model.begin(entries, more=len(entries) == _PAGE)
        else:
            self.model.append(entries, more=len(entries) == _PAGE)

    # Is it whole

    def verify_now(self) -> None:
        """Look at every entry; against the given head, if there is one."""
        backstage = self._backstage()
        heads = self._given_heads()
        if backstage is None or heads is None or self.gauge.running:
            return
        self.outcome.say("")
        self._enable(False)
        self.gauge.begin(self.tr("Verifying"), stoppable=False)
        spawn(self, self._verify(backstage, heads), name="verify the audit log")

    def _given_heads(self) -> tuple[Head, ...] | None:
        from realme_desktop.records.audit import Head

        text = self.head.text().strip()
        if not text:
            return ()
        try:
            return (Head.parse(text),)
        except ValueError:
            self.outcome.say(
                self.tr(
                    "This is not the head of an audit log. It looks like “32 letters and digits:a number:64 "
                    "letters and digits”; take it from the exported file."
                ),
                "error",
            )
            self.head.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    async def _verify(self, backstage: Backstage, heads: tuple[Head, ...]) -> None:
        found = await in_thread(backstage.custody.verify, heads, self.gauge.progress)
        self.gauge.end()
        self._enable(True)
        self.outcome.say(say(found.words), "success" if found.whole else "error")

    # Files

    def _ask_head(self) -> None:
        self._ask_save(self.tr("Export the head"), "audit-head.txt", self.save_head)

    def _ask_log(self) -> None:
        self._ask_save(self.tr("Export the log"), "audit-log.jsonl", self.save_log)

    def _ask_save(self, title: str, name: str, act: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title, str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: act(Path(path)))
        dialog.open()

    def _ask_head_file(self) -> None:
        dialog = QFileDialog(self, self.tr("From a file"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take_head(Path(path)))
        dialog.open()

    def take_head(self, path: Path) -> None:
        """The head that an exported file holds."""
        spawn(self, self._take_head(path), name="read a head")

    async def _take_head(self, path: Path) -> None:
        text = await self._of_file(path, lambda: path.read_text(encoding="utf-8", errors="replace")[:1000])
        if text is not None:
            self.head.setText(next((line.strip() for line in text.splitlines() if line.strip()), ""))

    def save_head(self, path: Path) -> None:
        """Write where the log ends now: kept elsewhere, it shows later whether the end was cut off."""
        backstage = self._backstage()
        if backstage is not None:
            spawn(self, self._save_head(backstage, path), name="export the head")

    async def _save_head(self, backstage: Backstage, path: Path) -> None:
        export = backstage.custody.export_head
        if await self._of_file(path, lambda: export(path)) is not None:
            self.outcome.say(
                self.tr("The head is in {path}. Keep it where nobody who works here can change it.").format(
                    path=path
                ),
                "success",
            )
        self.reload()

    def save_log(self, path: Path) -> None:
        backstage = self._backstage()
        if backstage is not None and not self.gauge.running:
            self._enable(False)
            self.gauge.begin(self.tr("Exporting"), stoppable=False)
            spawn(self, self._save_log(backstage, path), name="export the audit log")

    async def _save_log(self, backstage: Backstage, path: Path) -> None:
        export = backstage.custody.export_log
        written = await self._of_file(path, lambda: export(path, self.gauge.progress))
        self.gauge.end()
        self._enable(True)
        if written is not None:
            words = self.tr("Entries written to {path}: {count}.")
            self.outcome.say(words.format(count=f"{written:,}", path=path), "success")
        self.reload()

    async def _of_file(self, path: Path, work: Callable[[], T]) -> T | None:
        """What a file gives or takes; None, and words, where that can't be."""
        from realme_desktop.orders import custody
        from realme_desktop.records.errors import RecordsError

        try:
            return await in_thread(work)
        except OSError as error:
            self.outcome.say(f"{path}\n{say(custody.words_of(error))}", "error")
        except RecordsError as error:
            self.outcome.say(f"{path}\n{say(error.words)}", "error")
        return None
