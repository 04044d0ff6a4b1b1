"""Filters under a name: a menu to choose from, to keep the present one, to forget one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.filters import LONGEST_NAME, SavedFilter
from realme_desktop.ui.settings.parts import labelled
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import LARGE, MEDIUM
from realme_desktop.ui.widgets.fitting import keep_fitting
from realme_desktop.ui.widgets.words import Words, clean

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["NameDialog", "SavedFilters"]


class SavedFilters(QPushButton):
    """`chosen(SavedFilter)`; `present(name)` gives what is in force now, under that name."""

    chosen = Signal(object)

    def __init__(self, present: Callable[[str], SavedFilter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.saved")
        self._present = present
        self._desk: OrderDesk | None = None
        self.filters: tuple[SavedFilter, ...] = ()
        menu = QMenu(self)
        menu.setObjectName("history.saved.menu")
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Kept filters"))
        self.setAccessibleName(self.text())

    def attach(self, desk: OrderDesk | None) -> None:
        self._desk = desk
        self.filters = ()
        if desk is not None:
            spawn(self, self._load(desk), name="kept filters")

    async def _load(self, desk: OrderDesk) -> None:
        self.filters = await desk.filters()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for below in menu.findChildren(QMenu):
            below.deleteLater()
        for saved in self.filters:
            self._act(menu, saved.name, lambda saved=saved: self.chosen.emit(saved))  # type: ignore[misc]
        if self.filters:
            menu.addSeparator()
        keep = QAction(self.tr("Keep what is set now …"), menu)
        keep.triggered.connect(lambda: self.ask_name())
        menu.addAction(keep)
        forget = QMenu(self.tr("Forget"), menu)
        for saved in self.filters:
            self._act(forget, saved.name, lambda name=saved.name: self.forget(name))  # type: ignore[misc]
        forget.setEnabled(bool(self.filters))
        menu.addMenu(forget)

    def _act(self, menu: QMenu, words: str, act: Callable[[], object]) -> None:
        action = QAction(clean(words, LONGEST_NAME).replace("&", "&&"), menu)
        action.triggered.connect(lambda: act())
        menu.addAction(action)

    def ask_name(self) -> None:
        dialog = NameDialog({saved.name for saved in self.filters}, self)
        dialog.named.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep what is in force under this name."""
        if self._desk is not None:
            spawn(self, self._keep(self._desk, self._present(name)), name="keep a filter")

    async def _keep(self, desk: OrderDesk, saved: SavedFilter) -> None:
        await desk.keep_filter(saved)
        await self._load(desk)

    def forget(self, name: str) -> None:
        if self._desk is not None:
            spawn(self, self._forget(self._desk, name), name="forget a filter")

    async def _forget(self, desk: OrderDesk, name: str) -> None:
        await desk.forget_filter(name)
        await self._load(desk)


class NameDialog(QDialog):
    """`named(name)`."""

    named = Signal(str)

    def __init__(self, taken: set[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.name")
        self.setWindowTitle(self.tr("Keep the filters"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(360)
        keep_fitting(self)
        self._taken = taken
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        self.name = QLineEdit(self)
        self.name.setObjectName("history.name.value")
        self.name.setMaxLength(LONGEST_NAME)
        caption = self.tr("Search text and sequence are kept with them, in the encrypted history.")
        column.addWidget(labelled(self.tr("Name"), self.name, caption))
        self._told = Words("", self, tone="muted")
        column.addWidget(self._told)
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons = QDialogButtonBox(ok | QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self.name.textChanged.connect(lambda *_: self._check())
        self.accepted.connect(lambda: self.named.emit(self.name.text().strip()))
        self._check()

    def _check(self) -> None:
        name = self.name.text().strip()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(name))
        self._told.set_text(
            self.tr("Takes the place of the one of that name.") if name in self._taken else ""
        )
