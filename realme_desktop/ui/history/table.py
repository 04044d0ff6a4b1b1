"""The view on the history's table: tells what is on screen, never walks all rows, knows large selections."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from realme_desktop.records.model import Order
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.tables import Index, RowsView

from .columns import SORTED_BY, Column, cell_text
from .model import HistoryModel

__all__ = ["HistoryTable"]

_ALIGNED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


_PADDING = 8  # as the headings have it
_WORDS = 4000  # shortened texts that are remembered
_WAITING: tuple[tuple[str, str | None], ...] = tuple(
    ("…" if column is Column.TIME else "", "muted") for column in Column
)


class _Cell(QStyledItemDelegate):
    """Paints what `HistoryModel.line` says. To ask the model for every role of every cell and to have the
    style lay each one out takes twice as long: a page would not be there within a frame."""

    def __init__(self, model: HistoryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._shortened: dict[tuple[str, int, bool], str] = {}
        self._fonts: tuple[QFont, QFont] | None = None

    def forget(self) -> None:
        """Another font."""
        self._shortened.clear()
        self._fonts = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, column = self._model.line(index.row()), index.column()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.highlight())
        if line is None:
            line = _WAITING
        text, tone = line[column]
        if not text:
            return
        if self._fonts is None:
            bold = QFont(option.font)
            bold.setBold(True)
            self._fonts = (QFont(option.font), bold)
        heavy = column == Column.VERDICT
        painter.setFont(self._fonts[heavy])
        if chosen:
            painter.setPen(option.palette.color(QPalette.ColorRole.HighlightedText))
        else:
            painter.setPen(theme().colour(tone or "text"))
        area = option.rect.adjusted(_PADDING, 0, -4, 0)
        key = (text, area.width(), heavy)
        shown = self._shortened.get(key)
        if shown is None:
            if len(self._shortened) >= _WORDS:
                self._shortened.clear()
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            self._shortened[key] = shown
        painter.drawText(area, _ALIGNED, shown)


class HistoryTable(RowsView):
    """`sort_wanted(column)`: a heading was clicked, or Alt with a digit pressed."""

    sort_wanted = Signal(int)
    copy_wanted = Signal()
    typed = Signal(str)  # a letter or digit: searching is done in the box, not by walking a million rows

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.table")
        self._rows = model
        self.setModel(model)
        self._cell = _Cell(model, self)
        self.setItemDelegate(self._cell)
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

    def copy_selection(self) -> None:
        """Rows that are not in memory have to be read first: not this view's to do."""
        self.copy_wanted.emit()

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
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_cell"):  # also while it is being made
            self._cell.forget()
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
