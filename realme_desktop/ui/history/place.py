"""When the list is read again, what was looked at and chosen in it stays looked at and chosen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from .model import HistoryModel
from .statistics import count_words
from .table import HistoryTable

__all__ = ["KeptPlace"]

_Flag = QItemSelectionModel.SelectionFlag


class KeptPlace(QObject):
    """Orders are known by their numbers: by the time the list is there again they may stand in other rows.

    What was chosen and is not in memory is given up, never guessed: an export must not take other orders
    than those that somebody chose. That there are fewer is told by `say`, until somebody chooses anew.
    """

    def __init__(
        self, table: HistoryTable, model: HistoryModel, say: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._model = model
        self._say = say
        self._query = model.query
        self._rows = 0
        self._all = False
        self._chosen: list[str] = []
        self._left: list[str] = []  # of them, when some were given up
        self._given_up = 0
        self._current = ""
        self._top = ("", 0)
        model.modelAboutToBeReset.connect(self._remember)

    def wanted_rows(self) -> list[int]:
        """The rows whose orders are needed to find everything again."""
        first, last = self._model.seen
        return [first, last, *(row for row, _ in self._selected())]

    def _selected(self) -> list[tuple[int, str]]:
        chosen = self._table.selectionModel()
        if not chosen.hasSelection() or self._table.selected_count() == self._model.rowCount() > 1:
            return []
        return [
            (row, order.order_id) for row, order in self._model.rows_in_memory() if chosen.isRowSelected(row)
        ]

    def _remember(self) -> None:
        table, count = self._table, self._model.rowCount()
        self._query, self._rows = self._model.query, count
        self._all = count > 1 and table.selected_count() == count
        self._chosen = [order_id for _, order_id in self._selected()]
        if self._all or self._chosen != self._left:
            self._given_up = 0
        current = self._model.order_at(table.currentIndex().row())
        self._current = current.order_id if current is not None else ""
        if not self._all and (chosen := table.selected_count()) > 1:
            self._given_up += chosen - (len(self._chosen) if self._current else 0)
        row = max(table.rowAt(0), 0)
        top = self._model.order_at(row)
        self._top = (top.order_id, table.rowViewportPosition(row)) if top is not None else ("", 0)

    def restore(self) -> bool:
        """False when it is another list, or nothing was chosen in this one."""
        if self._query != self._model.query:
            self._given_up = 0
            return False
        if not (self._rows and (self._current or self._all)):
            self._tell()
            return False
        table, chosen = self._table, self._table.selectionModel()
        table.setAutoScroll(False)
        row = self._model.row_of(self._current) if self._current else -1
        if row >= 0:
            chosen.setCurrentIndex(self._model.index(row, 0), _Flag.NoUpdate)
        if self._all:
            table.selectAll()
        else:
            self._choose_again(chosen)
        table.setAutoScroll(True)
        self._look_there()
        self._tell()
        return row >= 0 or self._all

    def _tell(self) -> None:
        self._left = [order_id for _, order_id in self._selected()]
        if self._given_up:
            words = self.tr(
                "The list was read again. Chosen lines far away from those on screen that are no longer "
                "chosen: {count}. Nothing was exported or sent. Choose them again, or narrow the list down "
                "by filters and choose all of it."
            )
            self._say(words.format(count=count_words(self._given_up)))

    def _choose_again(self, chosen: QItemSelectionModel) -> None:
        rows = sorted(row for row in map(self._model.row_of, self._chosen) if row >= 0)
        ranges = QItemSelection()
        last = self._model.columnCount() - 1
        begun = rows[0] if rows else -1
        for row, following in pairwise([*rows, -1]):
            if following != row + 1:
                ranges.select(self._model.index(begun, 0), self._model.index(row, last))
                begun = following
        chosen.select(ranges, _Flag.ClearAndSelect)

    def _look_there(self) -> None:
        order_id, offset = self._top
        row = self._model.row_of(order_id) if order_id else -1
        if row > 0:  # at the very top new orders are to be seen
            self._table.executeDelayedItemsLayout()
            height = self._table.verticalHeader().defaultSectionSize()
            self._table.verticalScrollBar().setValue(row * height - offset)
