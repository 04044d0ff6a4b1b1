"""The history: every order, searched while typing, filtered, sorted, never waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.model import HistoryQuery, Order, SortColumn
from realme_desktop.ui.language import language_signals
from realme_desktop.ui.results.words import IN_PROGRESS
from realme_desktop.ui.theme import LARGE, SMALL, theme_signals
from realme_desktop.ui.widgets.check_menu import CheckMenu
from realme_desktop.ui.widgets.panels import EmptyState

from .about import AboutOrder
from .acts import Acts, fill_columns
from .bar import HistoryBar, TroubleLine
from .columns import SORTED_BY, Column, samples
from .errands import Errands
from .filters import Filters
from .loading import Loading
from .memory import recall_columns, remember_columns, show_as_at_first
from .model import HistoryModel
from .place import KeptPlace
from .saved import SavedFilters
from .table import HistoryTable

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["HistoryPane"]

_TYPING_MS = 180  # how long typing must rest before the records are searched


class HistoryPane(QWidget):
    """`memory` keeps columns and sequence. `room_wanted(more)`: the pane would like the whole window;
    `taller()`: something has come above the list."""

    order_opened = Signal(str)
    new_order_requested = Signal(str)
    room_wanted = Signal(bool)
    taller = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        memory: QSettings | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self._memory = memory
        self.now = clock
        self._desk: OrderDesk | None = None
        subscriptions = self._subscriptions = list[Callable[[], None]]()  # the slot must not hold the pane
        self.destroyed.connect(lambda *_: _end(subscriptions))
        self._sort, self._descending = SortColumn.CREATED, True
        self._chosen = ""  # the order under the cursor, also while its page is not in memory
        self.model = HistoryModel(self, clock=clock)
        self.loading = Loading(self.model, self)
        self._build()
        self.errands = Errands(self)
        self.acts = Acts(self)
        self._connect()
        recall_columns(memory, self.table.horizontalHeader())
        self.retranslate()

    # Parts

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        self.bar = HistoryBar(self.now, self)
        self.search, self.filters = self.bar.search, self.bar.filters
        self.saved = SavedFilters(lambda name: self.errands.present(name), self)
        self.bar.add(self.saved)
        self.setFocusProxy(self.search)
        column.addWidget(self.bar)
        chips = QHBoxLayout()
        chips.setContentsMargins(LARGE, 0, LARGE, 0)
        chips.addWidget(self.filters.chips, 1)
        self.filters.chips.after = self.bar.larger
        column.addLayout(chips)
        self._trouble = TroubleLine(self)
        self._trouble.again.clicked.connect(self.refresh)
        column.addWidget(self._trouble)
        self._stack = QStackedWidget(self)
        self.table = HistoryTable(self.model, self)
        self._empty = EmptyState(self, name="history.empty")
        self._empty.button.clicked.connect(self.clear_filters)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._place = KeptPlace(self.table, self.model, self.show_error, self)
        self.loading.rows_to_keep = self._place.wanted_rows
        self.about = AboutOrder(self)
        self.about.hide()
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setObjectName("history.split")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._stack)
        self._split.addWidget(self.about)
        self._split.setStretchFactor(0, 1)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._arranged = QTimer(self, singleShot=True, interval=500)
        self._arranged.timeout.connect(self.remember)
        self.search.textChanged.connect(lambda *_: self._typing.start())
        self.search.returnPressed.connect(self.refresh)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._into_the_table)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.table)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.search.setFocus)
        self.filters.changed.connect(self.refresh)
        self.filters.changed.connect(self.taller)
        self.saved.chosen.connect(self.errands.apply)
        self.filters.more_opened.connect(self.errands.load_choices)
        self.filters.range_wanted.connect(self.errands.ask_days)
        self.filters.score_wanted.connect(self.errands.ask_scores)
        self.bar.statistics.clicked.connect(lambda *_: self.errands.show_statistics())
        self.bar.export.clicked.connect(lambda *_: self.errands.export())
        self.bar.about.clicked.connect(lambda *_: self.toggle_about())
        self.bar.columns.clicked.connect(lambda *_: self.choose_columns())
        self.bar.larger.clicked.connect(self.enlarge)
        self.table.opened.connect(lambda *_: self.open_current())
        self.table.copy_wanted.connect(self.errands.copy_lines)
        self.table.typed.connect(self._type_on)
        self.table.sort_wanted.connect(lambda section: self.sort_by(Column(section)))
        header = self.table.horizontalHeader()
        header.customContextMenuRequested.connect(lambda *_: self.choose_columns())
        header.sectionMoved.connect(lambda *_: self._arranged.start())
        header.sectionResized.connect(lambda *_: self._arranged.start())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._current_changed())
        self.model.dataChanged.connect(lambda *_: self._rows_came())
        self.model.rowsInserted.connect(lambda *_: self._show_state())
        self.loading.shown.connect(self._found)
        self.loading.counted.connect(self._show_state)
        self.about.order_opened.connect(self.order_opened)
        language_signals().changed.connect(self._speak)
        theme_signals().changed.connect(self.model.repaint_all)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self.table.setAccessibleName(self.tr("Orders"))
        self._trouble.retranslate()
        self.bar.retranslate()
        self.saved.retranslate()
        self.about.retranslate()
        self.acts.retranslate()
        self.model.retranslate()
        if self._memory is None or not self._memory.contains("history/columns"):
            self._size_columns()
        self._show_state()

    def _size_columns(self) -> None:
        self.table.set_widths(samples(self.table.fontMetrics()))

    def _speak(self) -> None:
        """Another language from now on, whose words may be longer."""
        self.retranslate()
        self.table.set_widths(samples(self.table.fontMetrics()), least=True)

    # Columns

    def choose_columns(self) -> None:
        menu = CheckMenu(self)
        menu.setObjectName("history.columns.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_columns(self, menu)
        menu.popup(self.bar.columns.mapToGlobal(self.bar.columns.rect().bottomLeft()))

    def show_column(self, column: Column, shown: bool) -> None:
        self.table.setColumnHidden(column, not shown)
        if shown and self.table.columnWidth(column) < 24:
            self.table.setColumnWidth(column, 120)
        self._arranged.start()

    def reset_columns(self) -> None:
        show_as_at_first(self.table.horizontalHeader())
        self._size_columns()
        self._arranged.start()

    def remember(self) -> None:
        remember_columns(self._memory, self.table.horizontalHeader())

    # Data

    def attach(self, desk: OrderDesk | None) -> None:
        """Show this desk's orders from now on; None lets go of the last one."""
        _end(self._subscriptions)
        self._desk = desk
        self.loading.attach(desk)
        self.about.attach(desk)
        self.errands.attach(desk)
        self.saved.attach(desk)
        if desk is not None:
            self._subscriptions.append(desk.subscribe(self._order_changed))
            self.errands.load_choices()
            self.refresh()

    def put(self, filters: Filters, query: HistoryQuery) -> None:
        """Other filters, and text and sequence of this query, in force."""
        self.filters.set_filters(filters)
        self.search.setText(query.text)
        self._sort, self._descending = query.sort, query.descending
        self._show_sort()
        self.refresh()

    def query(self) -> HistoryQuery:
        """Text, filters and sequence as they stand."""
        return replace(
            self.filters.query(),
            text=self.search.text().strip(),
            sort=self._sort,
            descending=self._descending,
        )

    def refresh(self) -> None:
        """Read the list again; what is shown stays until it is there."""
        self._typing.stop()
        query = self.query()
        if query == self.model.query and self.loading.loaded:
            self.loading.again()
        else:
            self.loading.find(query)

    def sort_by(self, column: Column) -> None:
        """Once: the highest, newest or first of the alphabet on top; again: the other way round."""
        wanted = SORTED_BY[column]
        if wanted is self._sort:
            self._descending = not self._descending
        else:
            self._sort = wanted
            self._descending = column in (Column.TIME, Column.ANSWERED, Column.SCORE)
        self._show_sort()
        self.refresh()

    def _show_sort(self) -> None:
        column = next(column for column, sort in SORTED_BY.items() if sort is self._sort)
        self.table.show_sort(column, descending=self._descending)

    def _order_changed(self, order: Order) -> None:
        self.loading.changed(order)
        if self.about.order is not None and self.about.order.order_id == order.order_id:
            self.about.show_order(order)

    def _found(self) -> None:
        """Another list is in the table, or the same one anew: the order under the cursor stays under it."""
        self._trouble.hide()
        self._show_sort()
        if not self._place.restore() and self._chosen:
            self.select(self._chosen)
        self._show_state()
        self.table.look()

    def _rows_came(self) -> None:
        if self._chosen and self.table.currentIndex().isValid() and self.current() is None:
            return
        if self._chosen and not self.table.selectionModel().hasSelection():
            self.select(self._chosen)
        self._current_changed()

    def show_error(self, words: str) -> None:
        """Loading failed: told here, with a way to try again."""
        self._trouble.say(words)
        self.taller.emit()

    def clear_filters(self) -> None:
        self.put(Filters(), replace(self.query(), text=""))
        self.search.setFocus()

    def select(self, order_id: str) -> bool:
        """Put the cursor on an order; False when it isn't among those in memory."""
        row = self.model.row_of(order_id)
        if row < 0:
            return False
        self.table.selectRow(row)
        return True

    def current(self) -> Order | None:
        """The order under the cursor; None also while its page is on its way."""
        return self.model.order_at(self.table.currentIndex().row())

    def _current_changed(self) -> None:
        order = self.current()
        if order is not None:
            self._chosen = order.order_id
        if self.about.isVisible():
            self.about.show_order(order)
        self.acts.enable()

    def _selection_changed(self) -> None:
        self.acts.enable()
        self._show_count()

    def _into_the_table(self) -> None:
        if self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _type_on(self, text: str) -> None:
        """A letter typed in the list goes on in the search box."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + text)

    def open_current(self) -> None:
        order = self.current()
        if order is not None:
            self.enlarge(False)
            self.order_opened.emit(order.order_id)

    def new_order(self) -> None:
        order = self.current()
        if order is not None and order.state not in IN_PROGRESS:
            self.enlarge(False)
            self.new_order_requested.emit(order.order_id)

    def find_same_subject(self) -> None:
        """All that was asked about the subject of the chosen order."""
        order = self.current()
        if order is not None and (wanted := order.subject_number or order.subject_name):
            self.put(Filters(), replace(self.query(), text=wanted))

    def toggle_about(self) -> None:
        shown = self.about.isHidden()
        self.about.setVisible(shown)
        self.bar.about.setChecked(shown)
        if shown:
            self._split.setSizes([self.width() - 300, 300])
            self.about.show_order(self.current())

    def write_note(self) -> None:
        if self.about.isHidden():
            self.toggle_about()
        if self.current() is not None:
            self.about.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enlarge(self, more: bool) -> None:
        self.bar.show_larger(more)
        self.room_wanted.emit(more)

    def filter_words(self) -> str:
        """What the list is narrowed down to, in one line."""
        pieces = [piece.words for piece in self.filters.pieces()]
        if text := self.search.text().strip():
            pieces.insert(0, self.tr("Search: {text}").format(text=text))
        return "  ·  ".join(pieces) or self.tr("All orders")

    def _show_count(self) -> None:
        rows, chosen = self.model.rowCount(), self.table.selected_count()
        counting = not self.model.counted and self.loading.searching
        self.bar.say_count(rows, chosen, counting=counting)

    def _show_state(self) -> None:
        self.acts.enable()
        self._show_count()
        if self.model.rowCount():
            self._empty.say("", "")
            self._stack.setCurrentWidget(self.table)
            return
        if self.model.query.unsorted == HistoryQuery():
            self._empty.say(
                self.tr("No orders yet"),
                self.tr("Each order you submit is kept here, encrypted, with its verdict and score."),
            )
        else:
            self._empty.say(
                self.tr("Nothing matches"),
                self.tr("No order fits this search and these filters."),
                self.tr("Show all orders"),
            )
        self._stack.setCurrentWidget(self._empty)


def _end(subscriptions: list[Callable[[], None]]) -> None:
    while subscriptions:
        subscriptions.pop()()
