"""The orders that have been loaded, newest first. More come when the view nears the end."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from realme_desktop.records.model import Cursor, HistoryQuery, Order, Page
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.tables import Index, Roles

from .columns import Column, cell_sort, cell_text, cell_tone, column_words

__all__ = ["HistoryModel", "matches"]


def _key(order: Order) -> tuple[int, tuple[int, ...]]:
    """Newest first, in the order of the pages: (created_at, order_id) descending."""
    return -order.created_at, (*(-ord(char) for char in order.order_id), 1)


def matches(query: HistoryQuery, order: Order) -> bool:
    """Whether an order belongs under the filter, the text aside: only the records know how to search."""
    return (
        (not query.segments or order.segment in query.segments)
        and (not query.verdicts or order.verdict in query.verdicts)
        and (not query.states or order.state in query.states)
        and (not query.environments or order.environment in query.environments)
    )


class HistoryModel(QAbstractTableModel):
    """`more_wanted(cursor)` asks for the page after the last row; `append` answers it."""

    more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._orders: list[Order] = []
        self._next: Cursor | None = None
        self._loading = False
        self.query = HistoryQuery()

    # Filling

    @property
    def orders(self) -> tuple[Order, ...]:
        return tuple(self._orders)

    @property
    def complete(self) -> bool:
        """Nothing more is on disk under this filter."""
        return self._next is None

    def replace(self, query: HistoryQuery, page: Page) -> None:
        """The first page of a filter, in the place of whatever was shown."""
        self.beginResetModel()
        self.query = query
        self._orders = list(page.orders)
        self._next = page.next
        self._loading = False
        self.endResetModel()

    def append(self, page: Page) -> None:
        self._loading = False
        self._next = page.next
        last = _key(self._orders[-1]) if self._orders else None
        fresh = [order for order in page.orders if last is None or _key(order) > last]
        if not fresh:
            return
        start = len(self._orders)
        self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
        self._orders.extend(fresh)
        self.endInsertRows()

    def fetch_failed(self) -> None:
        """The page did not come; the next scroll asks again."""
        self._loading = False

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own signature
        return not parent.isValid() and self._next is not None and not self._loading

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self.canFetchMore(parent):
            self._loading = True
            self.more_wanted.emit(self._next)

    def row_of(self, order_id: str) -> int:
        """-1 when that order isn't loaded."""
        for row, order in enumerate(self._orders):
            if order.order_id == order_id:
                return row
        return -1

    def update(self, order: Order) -> bool:
        """An order changed on disk. False when only a new search can tell whether it belongs here."""
        place = bisect_left(self._orders, _key(order), key=_key)
        present = place < len(self._orders) and self._orders[place].order_id == order.order_id
        if present and matches(self.query, order):
            self._orders[place] = order
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))
        elif present:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._orders[place]
            self.endRemoveRows()
        elif matches(self.query, order):
            if self.query.text:
                return False
            if place < len(self._orders) or self._next is None:  # else a later page brings it
                self.beginInsertRows(QModelIndex(), place, place)
                self._orders.insert(place, order)
                self.endInsertRows()
        return True

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.repaint_all()

    def repaint_all(self) -> None:
        if self._orders:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._orders) - 1, len(Column) - 1))

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._orders)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_words(Column(section)) if 0 <= section < len(Column) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._orders):
            return None
        order, column = self._orders[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(order, column, self._clock())
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = cell_tone(order, column)
            return QBrush(theme().colour(tone)) if tone is not None else None
        if role in (Roles.COPY, Qt.ItemDataRole.ToolTipRole):
            return cell_text(order, column, self._clock(), full=True)
        if role == Roles.SORT:
            return cell_sort(order, column)
        if role == Roles.ROW:
            return order
        if role == Qt.ItemDataRole.FontRole and column is Column.VERDICT:
            font = QFont()
            font.setBold(order.verdict is not None)
            return font
        return None
