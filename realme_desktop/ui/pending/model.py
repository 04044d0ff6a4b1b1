"""Orders that need attention, then those whose result is awaited, the longest waiting first. Ages are told by
a tick, not kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush

from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.results.words import (
    IN_PROGRESS,
    service_words,
    state_sign,
    state_tone,
    state_words,
    subject_words,
)
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.moments import age, moment
from realme_desktop.ui.widgets.tables import Index, Roles
from realme_desktop.ui.widgets.tips import plain_tip

__all__ = ["Column", "PendingModel", "awaited"]


class Column(IntEnum):
    SERVICE = 0
    SUBJECT = 1
    STATE = 2
    AGE = 3
    NEXT_QUERY = 4
    ORDER_ID = 5


def awaited(order: Order) -> bool:
    """Whether an order belongs in the pending pane: on its way, pending, unclear, or waited for too long."""
    return order.state in IN_PROGRESS or order.state in _LISTED


_LISTED = (OrderState.PENDING, OrderState.UNCLEAR, OrderState.EXPIRED)


class PendingModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._orders: list[Order] = []
        self._rows: dict[str, int] = {}

    @property
    def orders(self) -> tuple[Order, ...]:
        return tuple(self._orders)

    def replace(self, orders: Iterable[Order]) -> None:
        self.beginResetModel()
        self._orders = sorted(
            (order for order in orders if awaited(order)),
            key=lambda order: (order.state is not OrderState.EXPIRED, order.created_at, order.order_id),
        )
        self._number()
        self.endResetModel()

    def _number(self, start: int = 0) -> None:
        if start == 0:
            self._rows.clear()
        for row in range(start, len(self._orders)):
            self._rows[self._orders[row].order_id] = row

    def row_of(self, order_id: str) -> int:
        """-1 when that order isn't awaited."""
        return self._rows.get(order_id, -1)

    def update(self, order: Order) -> None:
        """An order changed on disk: it comes, changes or goes."""
        row = self.row_of(order.order_id)
        if row >= 0 and awaited(order):
            self._orders[row] = order
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        elif row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._orders[row]
            del self._rows[order.order_id]
            self._number(row)
            self.endRemoveRows()
        elif awaited(order):
            row = len(
                self._orders
            )  # as good as always the newest; a taken-up old one stands last until a reload
            self.beginInsertRows(QModelIndex(), row, row)
            self._orders.append(order)
            self._rows[order.order_id] = row
            self.endInsertRows()

    def tick(self, first: int = 0, last: int | None = None) -> None:
        """Ages moved on: redraw those of the rows in sight."""
        end = len(self._orders) - 1 if last is None else min(last, len(self._orders) - 1)
        if 0 <= first <= end:
            self.dataChanged.emit(
                self.index(first, Column.AGE),
                self.index(end, Column.NEXT_QUERY),
                [Qt.ItemDataRole.DisplayRole],
            )

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._orders:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._orders) - 1, len(Column) - 1))

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._orders)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        words = {
            Column.SERVICE: QCoreApplication.translate("Pending", "Service"),
            Column.SUBJECT: QCoreApplication.translate("Pending", "Subject"),
            Column.STATE: QCoreApplication.translate("Pending", "State"),
            Column.AGE: QCoreApplication.translate("Pending", "Waiting"),
            Column.NEXT_QUERY: QCoreApplication.translate("Pending", "Next query"),
            Column.ORDER_ID: QCoreApplication.translate("Pending", "Order number"),
        }
        return words.get(Column(section)) if 0 <= section < len(Column) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._orders):
            return None
        order, column = self._orders[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Roles.COPY):
            return self._text(order, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return moment(order.created_at) if column is Column.AGE else plain_tip(self._text(order, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            if column is Column.STATE:
                return QBrush(theme().colour(state_tone(order.state)))
            return QBrush(theme().colour("muted")) if column is Column.ORDER_ID else None
        if role == Roles.SORT:
            return self._sort(order, column)
        return order if role == Roles.ROW else None

    def _text(self, order: Order, column: Column) -> str:
        if column is Column.SERVICE:
            return service_words(order.segment)
        if column is Column.SUBJECT:
            return subject_words(order)
        if column is Column.STATE:
            return f"{state_sign(order.state)} {state_words(order.state)}"
        if column is Column.AGE:
            return age(self._clock() - order.created_at / 1000)
        if column is Column.NEXT_QUERY:
            return self._next_query(order)
        return order.order_id

    def _next_query(self, order: Order) -> str:
        if order.next_query_at is None:
            return "—"
        left = order.next_query_at / 1000 - self._clock()
        if left <= 0:
            return QCoreApplication.translate("Pending", "due now")
        return QCoreApplication.translate("Pending", "in {age}").format(age=age(left + 0.999))

    def _sort(self, order: Order, column: Column) -> object:
        if column is Column.AGE:
            return order.created_at
        if column is Column.NEXT_QUERY:
            return order.next_query_at or 0
        return self._text(order, column)
