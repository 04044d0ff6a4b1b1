"""The history as a table of any length: every order is a row, a few pages of them are in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QFont

from realme_desktop.records.model import Cursor, HistoryQuery, Order, OrderState, Outline, SortColumn
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.tables import Index, Roles
from realme_desktop.ui.widgets.tips import plain_tip

from .book import PAGE, Book
from .columns import Column, cell_sort, cell_text, cell_tone, column_hint, column_words

__all__ = ["HistoryModel", "belongs"]

_WAITING = "…"
_LINES = 500  # painted lines that are remembered
_SHANGHAI_S = 8 * 3600


def belongs(query: HistoryQuery, order: Order) -> bool | None:
    """Whether an order is found by the query; None where only the records can tell."""
    if (
        (query.segments and order.segment not in query.segments)
        or (query.verdicts and order.verdict not in query.verdicts)
        or (query.states and order.state not in query.states)
        or (query.environments and order.environment not in query.environments)
        or (query.operators and order.operator not in query.operators)
        or (query.since is not None and order.created_at < query.since)
        or (query.until is not None and order.created_at >= query.until)
        or (query.score_min is not None and (order.score is None or order.score < query.score_min))
        or (query.score_max is not None and (order.score is None or order.score > query.score_max))
    ):
        return False
    return None if query.text or query.tags or query.hits or query.attention else True


class HistoryModel(QAbstractTableModel):
    """`pages_wanted()`: somebody looks at rows whose pages are not in memory (`missing()` tells which)."""

    pages_wanted = Signal()

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._book = Book()
        self._seen = (0, 0)
        self.query = HistoryQuery()
        self._lines: dict[str, tuple[Order, int, tuple[tuple[str, str | None], ...]]] = {}
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self.pages_wanted)
        self._bold = QFont()
        self._bold.setBold(True)

    # Filling

    @property
    def held(self) -> int:
        """How many orders are in memory."""
        return self._book.held

    @property
    def counted(self) -> bool:
        """Whether the number of rows is that of all that is found."""
        return self._book.outline is not None

    @property
    def overgrown(self) -> bool:
        """So much has come on top that it is time to read the list anew."""
        return self._book.full

    def begin(
        self,
        query: HistoryQuery,
        first: Sequence[Order],
        outline: Outline | None = None,
        pages: Mapping[int, Sequence[Order]] = MappingProxyType({}),
    ) -> None:
        """Another list: its first page and others that are known, in the place of whatever was shown."""
        self.beginResetModel()
        self.query = query
        self._book = Book(first, outline=outline)
        for number, orders in pages.items():
            self._book.fill(number, orders)
        self._seen = (0, 0)
        self.endResetModel()

    def set_outline(self, outline: Outline) -> bool:
        """The length of the whole list, and its marks. False when the rows shown don't fit it any more."""
        shown, rows = len(self._book), outline.count + len(self._book.head)
        if rows < shown:
            return False
        if rows > shown:
            self.beginInsertRows(QModelIndex(), shown, rows - 1)
        self._book.set_outline(outline)
        if rows > shown:
            self.endInsertRows()
        return True

    def fill(self, number: int, orders: Sequence[Order]) -> bool:
        """Put a page into its rows. False when the list on disk is another by now."""
        fits = self._book.fill(number, orders)
        if fits and orders:
            row = self._book.row_of(orders[0].order_id)
            last = len(Column) - 1
            self.dataChanged.emit(self.index(row, 0), self.index(row + len(orders) - 1, last))
        return fits

    def look_at(self, first: int, last: int) -> None:
        """These rows are on screen."""
        self._seen = (first, last)
        if self.missing():
            self._asking.start()

    @property
    def seen(self) -> tuple[int, int]:
        return self._seen

    def missing(self) -> tuple[int, ...]:
        """The pages to read, the most wanted first."""
        return self._book.missing(*self._seen) if self._book.outline is not None else ()

    def line(self, row: int) -> tuple[tuple[str, str | None], ...] | None:
        """What stands in a row, cell by cell, with the names of the colours; None while its page is on its
        way. Painting asks for it at every turn, so it is made once for an order as it is on a day."""
        order = self._book.order(row)
        if order is None:
            return None
        now = self._clock()
        today = int((now + _SHANGHAI_S) // 86_400)
        known = self._lines.get(order.order_id)
        if known is not None and known[0] is order and known[1] == today:
            return known[2]
        made = tuple((cell_text(order, column, now), cell_tone(order, column)) for column in Column)
        if len(self._lines) >= _LINES:
            self._lines.clear()
        self._lines[order.order_id] = (order, today, made)
        return made

    def place_of(self, number: int) -> tuple[Cursor | None, int]:
        """Where to read a page: after which order, and how many to pass over."""
        return self._book.place_of(number)

    def page_of(self, row: int) -> int:
        return (row - len(self._book.head)) // PAGE

    def first_row(self, number: int) -> int:
        """The first row of a page."""
        return len(self._book.head) + number * PAGE

    def order_at(self, row: int) -> Order | None:
        return self._book.order(row) if row >= 0 else None

    def row_of(self, order_id: str) -> int:
        """-1 when that order isn't in memory."""
        return self._book.row_of(order_id)

    def rows_in_memory(self) -> Iterator[tuple[int, Order]]:
        """The orders in memory with their rows, first to last."""
        return self._book.orders()

    @property
    def loaded(self) -> tuple[Order, ...]:
        """The orders in memory, first to last."""
        return tuple(order for _, order in self._book.orders())

    def update(self, order: Order) -> bool:
        """An order changed on disk. False when only reading the list again tells what that means here."""
        row = self._book.row_of(order.order_id)
        fits = belongs(self.query, order)
        if row >= 0:
            before = self._book.order(row)
            assert before is not None
            if fits is False or self._sort_value(before) != self._sort_value(order):
                return False
            self._book.replace(row, order)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            # By text, tags or flags it may have left: its state shows at once, its place is looked up.
            return fits is True or before.verdict is order.verdict
        if fits is False:
            return self._plain or order.state is not OrderState.ANSWERED
        newest = self._book.order(0)
        if newest is not None and order.created_at < newest.created_at:
            return self._plain  # it lies further down, where it always was
        if fits is None or self.query.sort is not SortColumn.CREATED or not self.query.descending:
            return False
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._book.head.insert(0, order)
        self.endInsertRows()
        return True

    @property
    def _plain(self) -> bool:
        """Every order belongs, by time: a change moves none."""
        return self.query.unsorted == HistoryQuery() and self.query.sort is SortColumn.CREATED

    def _sort_value(self, order: Order) -> object:
        return getattr(order, self.query.sort.value)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.repaint_all()

    def repaint_all(self) -> None:
        self._lines.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._book)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return column_hint(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        order, column = self._book.order(index.row()), Column(index.column())
        if order is None:  # its page is on its way
            return _WAITING if role == Qt.ItemDataRole.DisplayRole and column is Column.TIME else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(order, column, self._clock())
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = cell_tone(order, column)
            return QBrush(theme().colour(tone)) if tone is not None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell_text(order, column, self._clock(), full=True))
        if role == Roles.COPY:
            return cell_text(order, column, self._clock(), full=True)
        if role == Roles.SORT:
            return cell_sort(order, column)
        if role == Roles.ROW:
            return order
        if role == Qt.ItemDataRole.FontRole and column is Column.VERDICT and order.verdict is not None:
            return self._bold
        return None
