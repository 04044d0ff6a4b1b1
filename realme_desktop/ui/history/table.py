"""The view on the history's table: tells what is on screen, never walks all rows, knows large selections."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from realme_desktop.records.model import Order
from realme_desktop.ui.widgets.tables import RowsView

from .columns import SORTED_BY, Column, cell_text
from .model import HistoryModel

__all__ = ["HistoryTable"]


class HistoryTable(RowsView):
    """`sort_wanted(column)`: a heading was clicked, or Alt with a digit pressed."""

    sort_wanted = Signal(int)
    typed = Signal(str)  # a letter or digit: searching is done in the box, not by walking a million rows

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.table")
        self._rows = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _clicked(self, section: int) -> None:
        if Column(section) in SORTED_BY:
            self.sort_wanted.emit(section)

    def show_sort(self, column: Column, *, descending: bool) -> None:
        header: QHeaderView = self.horizontalHeader()
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(int(column), way)

    # What is on screen

    def paintEvent(self, event: QPaintEvent) -> None:
        self.look()
        super().paintEvent(event)

    def look(self) -> None:
        """Tell the model which rows are on screen."""
        first = self.rowAt(0)
        if first < 0:
            return
        last = self.rowAt(self.viewport().height() - 1)
        self._rows.look_at(first, last if last >= 0 else self._rows.rowCount() - 1)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._sort_by_place(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def _sort_by_place(self, place: int) -> None:
        """The first shown column, the second, …"""
        header = self.horizontalHeader()
        shown = [
            header.logicalIndex(at)
            for at in range(header.count())
            if not header.isSectionHidden(header.logicalIndex(at))
        ]
        if place < len(shown):
            self._clicked(shown[place])

    # Selections of any size

    def selected_count(self) -> int:
        return sum(part.height() for part in self._parts())

    def _parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def selected_rows(self) -> Iterator[int]:
        """Top to bottom; may be a million."""
        for part in sorted(self._parts(), key=lambda part: part.top()):
            yield from range(part.top(), part.bottom() + 1)

    def shown_columns(self) -> list[Column]:
        """From left to right, as they stand."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [Column(column) for column in places if not header.isSectionHidden(column)]

    def line_of_order(self, order: Order) -> str:
        """A row as masked text, columns apart by tabs, as they stand."""
        return "\t".join(cell_text(order, column, 0.0, full=True) for column in self.shown_columns())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
