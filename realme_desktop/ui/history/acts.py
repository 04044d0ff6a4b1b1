"""What can be done with the chosen rows: actions with keys, the table's menu, the columns' menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from realme_desktop.ui.results.words import IN_PROGRESS
from realme_desktop.ui.widgets.check_menu import CheckMenu

from .columns import Column, column_words

if TYPE_CHECKING:
    from .pane import HistoryPane

__all__ = ["Acts", "fill_columns"]


class Acts(QObject):
    """The actions live on the table: they are its context menu; their keys work while it has the focus."""

    def __init__(self, pane: HistoryPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.open = self._add("open", "", pane.open_current)
        self.new = self._add("new_order", "Ctrl+D", pane.new_order)
        self._separate()
        self.about = self._add("note", "F2", pane.write_note)
        self.same = self._add("same_subject", "Ctrl+G", pane.find_same_subject)
        self._separate()
        self.copy = self._add("copy", "", pane.errands.copy_lines)
        self.copy_ids = self._add("copy_ids", "", pane.errands.copy_order_ids)
        self._separate()
        self.all = self._add("select_all", "", pane.table.selectAll)
        self.export = self._add("export", "Ctrl+Shift+S", pane.errands.export)
        self.statistics = self._add("statistics", "Ctrl+T", pane.errands.show_statistics)
        pane.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        # These concern what is found, not what is chosen: their keys work in the whole pane.
        for action in (self.export, self.statistics):
            pane.addAction(action)
        self.retranslate()

    def _add(self, name: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setObjectName(f"history.{name}")
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act())
        self._pane.table.addAction(action)
        return action

    def _separate(self) -> None:
        line = QAction(self)
        line.setSeparator(True)
        self._pane.table.addAction(line)

    def retranslate(self) -> None:
        self.open.setText(self.tr("Open"))
        self.new.setText(self.tr("New order with these values"))
        self.about.setText(self.tr("Note, tags, linked orders"))
        self.same.setText(self.tr("All orders of this subject"))
        self.copy_ids.setText(self.tr("Copy order number"))
        self.all.setText(self.tr("Select all"))
        self.statistics.setText(self.tr("Statistics"))
        self.enable()

    def enable(self) -> None:
        """As the selection is now."""
        order, chosen = self._pane.current(), self._pane.table.selected_count()
        for action in (self.open, self.about, self.copy, self.copy_ids):
            action.setEnabled(order is not None)
        self.new.setEnabled(order is not None and order.state not in IN_PROGRESS)
        self.same.setEnabled(order is not None and bool(order.subject_number or order.subject_name))
        found = self._pane.model.rowCount() > 0
        for action in (self.all, self.export, self.statistics):
            action.setEnabled(found)
        several = chosen > 1
        self.copy.setText(
            self.tr("Copy {count} lines (masked)").format(count=chosen)
            if several
            else self.tr("Copy line (masked)")
        )
        self.export.setText(self.tr("Export selection") if several else self.tr("Export"))


def fill_columns(pane: HistoryPane, menu: CheckMenu) -> None:
    """Which columns are shown, in their present sequence; one always stays."""
    menu.clear()
    header = pane.table.horizontalHeader()
    shown = pane.table.shown_columns()
    for place in range(header.count()):
        column = Column(header.logicalIndex(place))
        action = QAction(column_words(column), menu)
        action.setCheckable(True)
        action.setChecked(column in shown)
        action.setEnabled(shown != [column])
        action.toggled.connect(lambda on, column=column: pane.show_column(column, on))
        menu.addAction(action)
    menu.addSeparator()
    first = QAction(QCoreApplication.translate("History", "As at first"), menu)
    first.triggered.connect(lambda: pane.reset_columns())
    menu.addAction(first)
