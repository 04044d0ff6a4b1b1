"""A table of decoded values that the operator sorts: amounts as amounts, dates as dates.

Sorted by a click on a heading, or by keys: arrows choose a column, Space sorts by it, Space again turns it
round, a third time brings back the order in which RealMe sent the rows.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from realme_desktop.catalog.decoding.tabular import Table, Tone, masked_text
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import theme, theme_signals
from realme_desktop.ui.widgets.tables import PADDING, Cell, Index, Roles, RowsView
from realme_desktop.ui.widgets.tips import plain_tip
from realme_desktop.ui.widgets.words import clean

__all__ = ["DataModel", "DataTable", "tone_colour"]

_MOST_ROWS_SEEN = 12
_MOST_CHARACTERS = 400  # of a cell on screen; the tooltip and copying give more
_TONES = {
    Tone.QUIET: "muted",
    Tone.GOOD: "success",
    Tone.WARN: "warning",
    Tone.BAD: "error",
}


def tone_colour(tone: Tone) -> str:
    """The name of the theme colour of a tone."""
    return _TONES.get(tone, "text")


class DataModel(QAbstractTableModel):
    """The cells of a `Table` in an order of its own. `Roles.ROW` is a row's number as RealMe sent it. Unless
    `shown`, personal values are masked as they are asked for."""

    def __init__(self, table: Table, parent: QObject | None = None, *, shown: bool = False) -> None:
        super().__init__(parent)
        self._table = table
        self._shown = shown
        self._order = list(range(len(table.rows)))
        self.sorted_by: tuple[int, bool] | None = None  # column and whether it descends

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._table.columns):
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            # The sign of the order is drawn at the right end: it needs room behind words that stand there.
            return clean(say(column.label), 60) + ("\u2003" if column.numeric else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(clean(column.key, 80))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def words(self, number: int, column: int) -> str:
        """What a cell says, by RealMe's number of its row."""
        cell = self._table.rows[number][column]
        return say(cell.text if self._shown else masked_text(cell, self._table.columns[column]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number = self._order[index.row()]
        cell = self._table.rows[number][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return clean(self.words(number, index.column()), _MOST_CHARACTERS)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(clean(self.words(number, index.column()), 4000))
        if role == Roles.COPY:
            return clean(self.words(number, index.column()), 4000)
        if role == Roles.SORT:
            return cell.sort
        if role == Roles.ROW:
            return number
        if role == Qt.ItemDataRole.TextAlignmentRole and self._table.columns[index.column()].numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and cell.tone is not Tone.PLAIN:
            return QBrush(theme().colour(tone_colour(cell.tone)))
        return None

    def row_of(self, number: int) -> int:
        """Where the row stands that RealMe sent as `number`; -1 if there is none."""
        return self._order.index(number) if number in self._order else -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, ties in the order of RealMe; by -1 as RealMe sent them. What isn't there comes last
        in both directions."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._order[index.row()] for index in before]
        down = order is Qt.SortOrder.DescendingOrder
        self._order = list(range(len(self._table.rows)))
        self.sorted_by = None
        if 0 <= column < len(self._table.columns):
            rows = self._table.rows
            there = [number for number in self._order if rows[number][column].sort[0] < 2]
            absent = [number for number in self._order if rows[number][column].sort[0] >= 2]
            there.sort(key=lambda number: rows[number][column].sort, reverse=down)
            self._order = there + absent
            self.sorted_by = (column, down)
        places = {number: row for row, number in enumerate(self._order)}
        after = [
            self.index(places[number], index.column()) for number, index in zip(numbers, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


class _Cell(Cell):
    """As in all tables, plus: numbers at the right, and a frame around the cell that Space sorts by."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, DataTable) and view.hasFocus() and index == view.currentIndex():
            painter.save()
            painter.setPen(QPen(theme().colour("focus"), 1.5))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1.5, -1.5))
            painter.restore()

    def paint_text(self, painter: QPainter, cell: QStyleOptionViewItem, text: str) -> None:
        painter.setPen(cell.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text))
        area = cell.rect.adjusted(PADDING, 0, -PADDING, 0)
        shown = cell.fontMetrics.elidedText(text, cell.textElideMode, area.width())
        painter.drawText(area, cell.displayAlignment | Qt.AlignmentFlag.AlignVCenter, shown)


class DataTable(RowsView):
    """`sorted_by_hand(column, descending)`: after the operator sorted; column -1 for RealMe's own order.
    `row_chosen(number)`: the row under the cursor, as RealMe numbered it (-1 for none)."""

    sorted_by_hand = Signal(int, bool)
    row_chosen = Signal(int)

    def __init__(
        self, table: Table, name: str, title: str, parent: QWidget | None = None, *, shown: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            self.tr("Left and right choose a column, Space sorts by it, Ctrl+C copies the row.")
        )
        self.setItemDelegate(_Cell(self))
        self._data = DataModel(table, self, shown=shown)
        self.in_full = shown
        self.setModel(self._data)
        heading = self.horizontalHeader()
        heading.setSectionsClickable(True)
        heading.setSortIndicatorShown(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.sectionClicked.connect(self.sort_next)
        self._give_widths(table)
        self._narrowest = self.horizontalHeader().length()
        self._fit()
        self.selectionModel().currentChanged.connect(self._tell_row)
        theme_signals().changed.connect(self.viewport().update)

    @property
    def data_model(self) -> DataModel:
        return self._data

    def _give_widths(self, table: Table) -> None:
        samples = {
            at: max(
                (self._data.words(row, at)[:34] for row in range(min(len(table.rows), 60))),
                key=len,
                default="",
            )
            for at in range(len(table.columns))
        }
        self.set_widths(samples)

    def _fit(self) -> None:
        """As high as its rows, up to a dozen: beyond that it scrolls within."""
        seen = min(max(self._data.rowCount(), 1), _MOST_ROWS_SEEN)
        height = self.horizontalHeader().sizeHint().height() + 2
        height += seen * self.verticalHeader().defaultSectionSize()
        if self._narrowest > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sort_by(self, column: int, descending: bool) -> None:
        """Put an order in force, -1 for RealMe's own."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._data.sort(column, order)
        self.horizontalHeader().setSortIndicator(
            column if 0 <= column < self._data.columnCount() else -1, order
        )

    def sort_next(self, column: int) -> None:
        """Ascending, then descending, then as RealMe sent them."""
        now = self._data.sorted_by
        if now is None or now[0] != column:
            self.sort_by(column, False)
        elif not now[1]:
            self.sort_by(column, True)
        else:
            self.sort_by(-1, False)
        told = self._data.sorted_by
        self.sorted_by_hand.emit(*(told if told is not None else (-1, False)))

    def choose_row(self, number: int) -> None:
        """Put the cursor on a row by RealMe's number; its column stays."""
        row = self._data.row_of(number)
        if row >= 0:
            self.setCurrentIndex(self._data.index(row, max(self.currentIndex().column(), 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.sort_next(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _tell_row(self, current: QModelIndex) -> None:
        number = current.data(Roles.ROW) if current.isValid() else None
        self.row_chosen.emit(number if isinstance(number, int) else -1)
        self.viewport().update()
