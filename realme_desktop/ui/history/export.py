"""Orders into a file: which, in what form, which columns, masked or in full with a reason."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog.model import Sensitivity
from realme_desktop.records.acts import Act
from realme_desktop.records.export.columns import COLUMNS, DEFAULT
from realme_desktop.records.export.problems import ExportCancelled
from realme_desktop.records.export.writers import Format
from realme_desktop.records.model import HistoryQuery, Order, StoredPicture
from realme_desktop.ui.language import language, say
from realme_desktop.ui.settings.parts import labelled, plain_label
from realme_desktop.ui.settings.work import PathLine, WorkDialog
from realme_desktop.ui.tasks import in_thread
from realme_desktop.ui.theme import SMALL, set_role
from realme_desktop.ui.widgets.fitting import open_at
from realme_desktop.ui.widgets.revealing import rule
from realme_desktop.ui.widgets.words import Words

from .statistics import count_words

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["ExportDialog", "Found", "Range"]

_REPORT = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that the list shows: by which query, how many, in words."""

    query: HistoryQuery
    count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The chosen lines: how many, and their orders when they are wanted."""

    count: int
    orders: Callable[[], Awaitable[list[Order]]]


class ExportDialog(WorkDialog):
    """`chosen` is None where no line is, and where they are too many: then `beyond` says so. One line is only
    offered: it is under the cursor whether somebody chose it or not."""

    def __init__(
        self,
        desk: OrderDesk,
        found: Found,
        chosen: Range | None,
        parent: QWidget | None = None,
        *,
        beyond: str = "",
    ) -> None:
        super().__init__("export", parent)
        self.setWindowTitle(self.tr("Export"))
        self.act.setText(self.tr("Export"))
        open_at(self, 640, 740)
        self._desk = desk
        self._found = found
        self._chosen = chosen
        self._beyond = beyond
        self._written: Path | None = None
        self.body.addWidget(self._make_what())
        self.body.addWidget(self._make_form())
        self._columns_box = self._make_columns()
        self.body.addWidget(self._columns_box, 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setStretchFactor(self.body, 100)  # what room there is goes to the list of columns
        self.body.addWidget(self._make_report())
        self.body.addWidget(self._make_values())
        name = time.strftime("realme-%Y%m%d-%H%M")
        self.file = PathLine("export.file", self.tr("File"), Path.home() / f"{name}.xlsx", self, save=True)
        self.body.addWidget(labelled(self.tr("File"), self.file))
        self.folder = QPushButton(self.tr("Show the folder"), self)
        self.folder.setObjectName("export.folder")
        self.folder.clicked.connect(self._show_folder)
        self.folder.hide()
        self.body.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.currentIndexChanged.connect(lambda *_: self._form_changed())
        self.full.toggled.connect(self._values_changed)
        self._form_changed()
        self._values_changed(False)
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    # Parts

    def _make_what(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.selection = QRadioButton(box)
        self.selection.setObjectName("export.selection")
        self.everything = QRadioButton(box)
        self.everything.setObjectName("export.found")
        found = self.tr("All that is found: {count}").format(count=count_words(self._found.count))
        self.everything.setText(found)
        if self._chosen is not None:
            words = self.tr("The chosen lines: {count}").format(count=count_words(self._chosen.count))
            self.selection.setText(words)
        self.selection.setVisible(self._chosen is not None)
        several = self._chosen is not None and self._chosen.count > 1
        (self.selection if several else self.everything).setChecked(True)
        column.addWidget(self.selection)
        column.addWidget(self.everything)
        column.addWidget(plain_label(self._found.words, "caption"))
        if self._beyond:
            column.addWidget(Words(self._beyond, box, tone="warning"))
        self.selection.toggled.connect(lambda *_: self._say_limit())
        return box

    def _make_form(self) -> QWidget:
        self.form = QComboBox(self)
        self.form.setObjectName("export.format")
        for words, form in (
            (self.tr("Excel (XLSX)"), Format.XLSX.value),
            (self.tr("CSV, for any spreadsheet"), Format.CSV.value),
            (self.tr("JSON lines, for other programs"), Format.JSON_LINES.value),
            (self.tr("PDF report, to read and to file"), _REPORT),
        ):
            self.form.addItem(words, form)
        return labelled(self.tr("Form"), self.form)

    def _make_columns(self) -> QWidget:
        self.columns = QListWidget(self)
        self.columns.setObjectName("export.columns")
        self.columns.setMinimumHeight(130)
        self.columns.setSpacing(2)
        set_role(self.columns, "framed")
        for key, column in COLUMNS.items():
            item = QListWidgetItem(say(column.title), self.columns)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            if column.sensitivity is not Sensitivity.PUBLIC:
                item.setToolTip(self.tr("Masked, unless exported in full"))
        self._tick(DEFAULT)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for name, words, keys in (
            ("usual", self.tr("The usual ones"), DEFAULT),
            ("all", self.tr("All"), tuple(COLUMNS)),
            ("none", self.tr("None"), ()),
        ):
            button = QPushButton(words, self)
            button.setObjectName(f"export.columns.{name}")
            button.setAutoDefault(False)
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, keys=keys: self._tick(keys))
            row.addWidget(button)
        row.addStretch(1)
        box = labelled(self.tr("Columns"), self.columns)
        layout = box.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row)
        return box

    def _make_report(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.details = QCheckBox(self.tr("Each order on pages of its own, after the overview"), box)
        self.details.setObjectName("export.details")
        self.details.setChecked(True)
        self.pictures = QCheckBox(self.tr("With the pictures"), box)
        self.pictures.setObjectName("export.pictures")
        self.limit = Words("", box, tone="warning")
        self.limit.setObjectName("export.limit")
        column.addWidget(self.limit)
        column.addWidget(self.details)
        column.addWidget(self.pictures)
        self._report_box = box
        return box

    def _make_values(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.masked = QRadioButton(self.tr("Names and numbers masked"), box)
        self.masked.setObjectName("export.masked")
        self.full = QRadioButton(self.tr("In full, for a reason"), box)
        self.full.setObjectName("export.full")
        self.full.setEnabled(rule().allowed)
        self.masked.setChecked(True)
        group = QButtonGroup(box)  # apart from the choice of orders
        group.addButton(self.masked)
        group.addButton(self.full)
        self.reason = QLineEdit(box)
        self.reason.setObjectName("export.reason")
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(self.tr("The reason goes into the audit log, with your name"))
        self.reason.setAccessibleName(self.tr("Reason for exporting in full"))
        for part in (self.masked, self.full, self.reason):
            column.addWidget(part)
        return box

    # What is entered

    def _tick(self, keys: tuple[str, ...]) -> None:
        for row in range(self.columns.count()):
            item = self.columns.item(row)
            ticked = item.data(Qt.ItemDataRole.UserRole) in keys
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def ticked(self) -> tuple[str, ...]:
        """The keys of the columns, from top to bottom."""
        items = (self.columns.item(row) for row in range(self.columns.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _form_changed(self) -> None:
        report = self.form.currentData() == _REPORT
        self._columns_box.setVisible(not report)
        self._report_box.setVisible(report)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setStretchFactor(self.body, 0 if report else 99)  # a higher window shows more columns
        self._say_limit()
        path = self.file.path()
        if path is not None:
            self.file.line.setText(str(path.with_suffix(f".{self.form.currentData()}")))

    def _say_limit(self) -> None:
        """Before it is made, that not all of it will be in the report."""
        if self.form.currentData() != _REPORT:
            return
        from realme_desktop.ui.reports.pdf import MOST_ORDERS

        words = self.tr("A report holds at most {most} orders: the first ones of the list.")
        self.limit.set_text(words.format(most=count_words(MOST_ORDERS)))
        self.limit.setVisible(self._wanted() > MOST_ORDERS)

    def _wanted(self) -> int:
        """How many orders are to be exported."""
        by_line = self.selection.isChecked() and self._chosen is not None
        return self._chosen.count if by_line and self._chosen is not None else self._found.count

    def _values_changed(self, full: bool) -> None:
        self.reason.setEnabled(full)
        if full:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing it

    def start(self) -> None:
        path, report = self.file.path(), self.form.currentData() == _REPORT
        self.folder.hide()
        if path is None:
            self.refuse(self.tr("Say where the file is to be written."), self.file)
        elif self.full.isChecked() and not self.reason.text().strip():
            self.refuse(self.tr("Exporting in full needs a reason."), self.reason)
        elif not report and not self.ticked():
            self.refuse(self.tr("Choose at least one column."), self.columns)
        elif self.may_replace(self.file, f".{self.form.currentData()}"):
            work = self._report(path) if report else self._export(path)
            self.work(self._told(work), self.tr("Exporting"))

    async def _told(self, work: Awaitable[tuple[int, Path]]) -> str:
        self.tone = "success"
        try:
            count, path = await work
        except ExportCancelled as error:
            self.tone = "warning"
            return say(error.words)
        self._written = path
        self.folder.show()
        words = self.tr("Orders written to {path}: {count}").format(count=count_words(count), path=path)
        if count < self._wanted() and path.suffix == f".{_REPORT}":
            self.tone = "warning"
            words += "\n" + self.tr("A report holds at most {most} orders; the rest are not in it.").format(
                most=count_words(count)
            )
        return words

    async def _orders(self) -> list[Order]:
        assert self._chosen is not None
        return await self._chosen.orders()

    async def _export(self, path: Path) -> tuple[int, Path]:
        what: HistoryQuery | list[str] = self._found.query
        if self.selection.isChecked() and self._chosen is not None:
            what = [order.order_id for order in await self._orders()]
        full = self.full.isChecked()
        done = await self._desk.export(
            what,
            path,
            Format(self.form.currentData()),
            columns=self.ticked(),
            masked=not full,
            reason=self.reason.text().strip() if full else "",
            language=language(),
            progress=self.gauge.progress,
            cancelled=self.gauge.cancelled,
        )
        return done.count, done.path

    async def _report(self, path: Path) -> tuple[int, Path]:
        """Overview and pages of the orders, in a thread, which asks the desk for their pictures."""
        from realme_desktop.ui.reports.pdf import MOST_ORDERS, report

        self._desk.check_export(masked=not self.full.isChecked())
        path = await self._desk.report_target(path)
        if self.selection.isChecked() and self._chosen is not None:
            orders = (await self._orders())[:MOST_ORDERS]
        else:
            orders = list((await self._desk.page(self._found.query, None, MOST_ORDERS)).orders)
        full, loop = self.full.isChecked(), asyncio.get_running_loop()
        with_pictures = self.pictures.isChecked()

        def pictures_of(order_id: str) -> Mapping[str, StoredPicture]:
            if not with_pictures:
                return {}
            return asyncio.run_coroutine_threadsafe(self._desk.pictures(order_id), loop).result()

        reason = {"reason": self.reason.text().strip()} if full else {}
        await self._desk.record_act(
            Act.EXPORTED,
            order_id=None,
            what="report",
            format=_REPORT,
            count=len(orders),
            masked=not full,
            pictures=with_pictures,
            **reason,
        )
        writing = partial(
            report,
            path,
            orders,
            pictures_of,
            operator=self._desk.operator,
            full=full,
            pictures=with_pictures,
            details=self.details.isChecked(),
            conditions=self._found.words,
            progress=lambda done: self.gauge.progress(done, len(orders)),
            cancelled=self.gauge.cancelled,
        )
        count = await in_thread(writing)
        if count < 0:
            raise ExportCancelled
        return count, path

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
