"""Results on their way out of the console: the clipboard, a PDF, a printer. Each is written into the audit
log first; where that fails, nothing leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .outcomes import problem_words
from .tasks import in_thread, spawn
from .widgets.buttons import copy_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.config.templates import Templates
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.model import Order, StoredPicture

    from .reports.dialog import ReportDialog
    from .shell import MainWindow

__all__ = ["PassingOn"]


class PassingOn(QObject):
    """One for a window. `ready()` waits for the backstage of the environment in force."""

    def __init__(
        self, window: MainWindow, ready: Callable[[], Awaitable[Backstage]], settings: Settings, paths: Paths
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ready = ready
        self._settings = settings
        self._paths = paths
        self._folder: Path | None = None
        window.filled.connect(self._attach)

    def show_error(self, words: str) -> None:
        self._window.show_error(words)

    def _attach(self) -> None:
        pane = self._window.result
        assert pane is not None
        pane.copy_wanted.connect(lambda order_id: spawn(self, self.copy(order_id), name="copy a result"))
        pane.report_wanted.connect(lambda order_id: spawn(self, self.open(order_id), name="open a report"))

    async def copy(self, order_id: str) -> None:
        """The result as text, masked."""
        order, pictures = await self._read(order_id)
        await self._copy(order, pictures, full=False)

    async def open(self, order_id: str) -> None:
        """Show the dialog for one order."""
        from .reports.dialog import ReportDialog
        from .reports.facts import facts_of

        order, pictures = await self._read(order_id)
        if self._window.locked:  # meanwhile: nothing opens in front of the lock
            return
        dialog = ReportDialog(
            facts_of(order, pictures),
            folder=self._folder,
            pictures_allowed=bool(self._settings.get("report.pictures")),
            parent=self._window,
        )
        dialog.save_wanted.connect(
            lambda path: spawn(dialog, self._save(dialog, order, pictures, path), name="save a PDF")
        )
        dialog.print_wanted.connect(lambda: self._print(dialog, order, pictures))
        dialog.copy_wanted.connect(
            lambda: spawn(dialog, self._copy(order, pictures, full=dialog.full, dialog=dialog), name="copy")
        )
        dialog.open()

    async def _read(self, order_id: str) -> tuple[Order, Mapping[str, StoredPicture]]:
        desk = (await self._ready()).desk
        return await desk.order(order_id), await desk.pictures(order_id)

    async def _copy(
        self,
        order: Order,
        pictures: Mapping[str, StoredPicture],
        *,
        full: bool,
        dialog: ReportDialog | None = None,
    ) -> None:
        from realme_desktop.records.acts import Act

        from .reports.facts import facts_of
        from .reports.text import as_text

        templates = await self._templates()
        desk = (await self._ready()).desk
        await desk.record_act(Act.COPIED, order_id=order.order_id, what="result", in_full=full)
        if self._window.locked:  # meanwhile: the clipboard was emptied for that
            return
        copy_text(as_text(facts_of(order, pictures, full=full), templates.of(order.segment)), full)
        words = self.tr("Copied in full.") if full else self.tr("Copied; personal values are masked.")
        self._window.say(words)
        if dialog is not None:
            dialog.message.tell(words, "caption")

    async def _templates(self) -> Templates:
        from realme_desktop.config.templates import Templates

        templates = await in_thread(Templates.load, self._paths)
        for problem in templates.problems:
            self._window.tell(partial(problem_words, problem), "warning")
        return templates

    async def _save(
        self, dialog: ReportDialog, order: Order, pictures: Mapping[str, StoredPicture], path: Path
    ) -> None:
        from realme_desktop.records.acts import Act

        from .reports.facts import facts_of
        from .reports.pdf import order_pdf

        full, with_pictures = dialog.full, dialog.pictures
        dialog.set_busy(True)
        desk = (await self._ready()).desk
        path = await desk.report_target(path)
        await desk.record_act(
            Act.EXPORTED,
            order_id=order.order_id,
            what="result",
            format="pdf",
            in_full=full,
            pictures=with_pictures,
        )
        facts = facts_of(order, pictures, full=full)
        operator = self._settings.operator
        await in_thread(order_pdf, path, facts, operator=operator, pictures=with_pictures)
        self._folder = path.parent
        self._window.say(self.tr("Saved: {file}").format(file=path))
        dialog.done_with()

    def _print(
        self, dialog: ReportDialog, order: Order, pictures: Mapping[str, StoredPicture]
    ) -> QPrintDialog:
        """Ask for the printer. QtPrintSupport is loaded now, by whoever prints at all."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(order.order_id)
        asking = QPrintDialog(printer, dialog)
        asking.setObjectName("report.printer")
        asking.accepted.connect(
            lambda: spawn(dialog, self._printed(dialog, printer, order, pictures), name="print")
        )
        asking.finished.connect(asking.deleteLater)
        QDialog.open(asking)  # its own `open` wants a slot by name
        return asking

    async def _printed(
        self, dialog: ReportDialog, printer: QPrinter, order: Order, pictures: Mapping[str, StoredPicture]
    ) -> None:
        from realme_desktop.records.acts import Act

        from .reports.facts import facts_of
        from .reports.pdf import Sheets, add_order

        full, with_pictures = dialog.full, dialog.pictures
        desk = (await self._ready()).desk
        await desk.record_act(
            Act.PRINTED, order_id=order.order_id, what="result", in_full=full, pictures=with_pictures
        )
        sheets = Sheets(printer, operator=self._settings.operator, full=full)
        if not sheets.begun:
            dialog.show_error(self.tr("The printer can't be used. Nothing was printed; choose another one."))
            return
        add_order(sheets, facts_of(order, pictures, full=full), pictures=with_pictures)
        sheets.end()
        self._window.say(self.tr("Sent to the printer: {order}").format(order=order.order_id))
        dialog.done_with()
