"""The history: every order, newest first, searched while typing, never waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Cursor, HistoryQuery, Order, OrderState
from realme_desktop.ui.language import language_signals, say
from realme_desktop.ui.results.words import IN_PROGRESS, state_words, verdict_words
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import LARGE, SMALL, theme_signals
from realme_desktop.ui.widgets.buttons import copy_text
from realme_desktop.ui.widgets.panels import EmptyState
from realme_desktop.ui.widgets.tables import RowsView
from realme_desktop.ui.widgets.words import Words

from .columns import Column, cell_text
from .model import HistoryModel

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["HistoryPane"]

_PAGE = 100
_TYPING_MS = 180  # how long typing must rest before the records are searched
_CHANGES_MS = 400  # how long changes are gathered before a search is run again
_SAMPLE = Order(
    order_id="", order_date="", segment="", environment="sandbox", real=False, operator="",
    state=OrderState.DRAFTED, created_at=0, updated_at=0,
)  # fmt: skip


class HistoryPane(QWidget):
    order_opened = Signal(str)
    new_order_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self._desk: OrderDesk | None = None
        self._subscriptions: list[Callable[[], None]] = []
        subscriptions = self._subscriptions  # the slot must not hold the pane
        self.destroyed.connect(lambda *_: _end(subscriptions))
        self._generation = 0
        self._loaded = False
        self.model = HistoryModel(self, clock=clock)
        self.model.more_wanted.connect(self._fetch_more)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(self._make_filters())
        column.addWidget(self._make_trouble())
        self._stack = QStackedLayout()
        self.table = RowsView(self)
        self.table.setObjectName("history.table")
        self.table.setModel(self.model)
        self.table.opened.connect(self._open)
        self._empty = EmptyState(self, name="history.empty")
        self._empty.button.clicked.connect(self.clear_filters)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column.addLayout(self._stack, 1)
        self._make_actions()

        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._changes = QTimer(self, singleShot=True, interval=_CHANGES_MS)
        self._changes.timeout.connect(self.refresh)
        language_signals().changed.connect(self.retranslate)
        theme_signals().changed.connect(self.model.repaint_all)
        self.retranslate()

    # Parts

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(LARGE, 0, LARGE, 0)
        row.setSpacing(SMALL)
        self.search = QLineEdit(self)
        self.search.setObjectName("history.search")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(120)
        self.search.textChanged.connect(lambda *_: self._typing.start())
        self.search.returnPressed.connect(self._search_now)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._into_the_table)
        self.setFocusProxy(self.search)
        row.addWidget(self.search, 3)
        self.service = QComboBox(self)
        self.service.setObjectName("history.service")
        self.verdict = QComboBox(self)
        self.verdict.setObjectName("history.verdict")
        for box in (self.service, self.verdict):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.addWidget(box, 1)
        self.service.setMinimumContentsLength(9)
        self.verdict.setMinimumContentsLength(7)
        self.service.addItem("", None)
        for service in registry.SERVICES:
            self.service.addItem("", service.segment)
        self.verdict.addItem("", None)
        for verdict in Verdict:
            self.verdict.addItem("", verdict.value)
        self.service.currentIndexChanged.connect(self._filter_changed)
        self.verdict.currentIndexChanged.connect(self._filter_changed)
        return row

    def _make_trouble(self) -> QWidget:
        self._trouble = QWidget(self)
        self._trouble.setObjectName("history.error")
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(LARGE, 0, LARGE, 0)
        self._trouble_words = Words("", self._trouble, tone="error")
        row.addWidget(self._trouble_words, 1)
        self._again = QPushButton(self._trouble)
        self._again.setObjectName("history.retry")
        self._again.clicked.connect(self.refresh)
        row.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        self._trouble.hide()
        return self._trouble

    def _make_actions(self) -> None:
        self._act_open = QAction(self)
        self._act_open.triggered.connect(lambda: self._open(self.table.currentIndex()))
        self._act_new = QAction(self)
        self._act_new.setObjectName("history.new_order")
        self._act_new.setShortcut(QKeySequence("Ctrl+D"))
        self._act_new.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._act_new.triggered.connect(self._new_order)
        self._act_copy = QAction(self)
        self._act_copy.triggered.connect(self.table.copy_selection)
        self._act_copy_id = QAction(self)
        self._act_copy_id.triggered.connect(self._copy_order_id)
        self.addAction(self._act_new)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for action in (self._act_open, self._act_new, self._act_copy, self._act_copy_id):
            self.table.addAction(action)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable_actions())
        self._enable_actions()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self.table.setAccessibleName(self.tr("Orders"))
        self.search.setPlaceholderText(self.tr("Search name, number, order"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.service.setAccessibleName(self.tr("Service"))
        self.verdict.setAccessibleName(self.tr("Verdict"))
        self.service.setItemText(0, self.tr("All services"))
        for row, service in enumerate(registry.SERVICES, 1):
            self.service.setItemText(row, f"{service.number}  {say(service.title)}")
        self.verdict.setItemText(0, self.tr("All verdicts"))
        for row, verdict in enumerate(Verdict, 1):
            self.verdict.setItemText(row, "  ".join(verdict_words(verdict)))
        self._again.setText(self.tr("Try again"))
        self._act_open.setText(self.tr("Open"))
        self._act_new.setText(self.tr("New order with these values"))
        self._act_copy.setText(self.tr("Copy line (masked)"))
        self._act_copy_id.setText(self.tr("Copy order number"))
        self.model.retranslate()
        self._size_columns()
        self._show_state()

    def _size_columns(self) -> None:
        """Room for what usually stands in a column, in the language of the console."""
        words = [" ".join(verdict_words(verdict)) + " " for verdict in Verdict]
        states = [f"● {state_words(state)} · 10400" for state in (OrderState.ANSWERED, OrderState.PENDING)]
        titles = [say(service.title)[:26] for service in registry.SERVICES]
        metrics = self.table.fontMetrics()
        self.table.set_widths(
            {
                Column.TIME: "00-00 00:00 ",
                Column.SERVICE: max(titles, key=metrics.horizontalAdvance),
                Column.SUBJECT: "张**  310***********1234",
                Column.VERDICT: max(words, key=metrics.horizontalAdvance) + "  ",
                Column.SCORE: "≥ 100.00",
                Column.STATE: max(states, key=metrics.horizontalAdvance),
                Column.ORIGIN: cell_text(_SAMPLE, Column.ORIGIN, 0.0),
                Column.ORDER_ID: "0" * 26,
            }
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # Data

    def attach(self, desk: OrderDesk | None) -> None:
        """Show this desk's orders from now on; None lets go of the last one."""
        _end(self._subscriptions)
        self._desk = desk
        self._generation += 1
        if desk is None:
            return
        self._subscriptions.append(desk.subscribe(self._order_changed))
        self.refresh()

    def query(self) -> HistoryQuery:
        """The filter as it stands in the boxes."""
        segment, verdict = self.service.currentData(), self.verdict.currentData()
        return HistoryQuery(
            text=self.search.text().strip(),
            segments=frozenset() if segment is None else frozenset({segment}),
            verdicts=frozenset() if verdict is None else frozenset({Verdict(verdict)}),
        )

    def refresh(self) -> None:
        """Read the first page again; what is shown stays until it is there."""
        if self._desk is None:
            return
        self._typing.stop()
        self._changes.stop()
        self._generation += 1
        spawn(self, self._load_first(self._desk, self._generation, self.query()), name="history.load")

    async def _load_first(self, desk: OrderDesk, generation: int, query: HistoryQuery) -> None:
        page = await desk.page(query, None, _PAGE)
        if generation != self._generation:
            return  # another filter was chosen meanwhile
        current = self.table.current_row()
        chosen = current.order_id if isinstance(current, Order) else None
        scrolled = self.table.verticalScrollBar().value() if query == self.model.query else 0
        self.model.replace(query, page)
        self._loaded = True
        self._trouble.hide()
        self._show_state()
        if chosen is not None:
            self.select(chosen)
        self.table.verticalScrollBar().setValue(scrolled)

    def _fetch_more(self, after: Cursor) -> None:
        if self._desk is None:
            self.model.fetch_failed()
            return
        spawn(self, self._load_more(self._desk, self._generation, after), name="history.more")

    async def _load_more(self, desk: OrderDesk, generation: int, after: Cursor) -> None:
        try:
            page = await desk.page(self.model.query, after, _PAGE)
        except BaseException:
            self.model.fetch_failed()
            raise
        if generation == self._generation:
            self.model.append(page)

    def _order_changed(self, order: Order) -> None:
        if not self._loaded:
            return  # the page on its way, or the next one, has it
        if not self.model.update(order) and not self._changes.isActive():
            self._changes.start()
        self._show_state()

    def show_error(self, words: str) -> None:
        """Loading failed: told here, with a way to try again."""
        self._trouble_words.set_text(words)
        self._trouble.show()

    # What the operator does

    def clear_filters(self) -> None:
        for box in (self.service, self.verdict):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.search.clear()
        self.search.setFocus()
        self.refresh()

    def select(self, order_id: str) -> bool:
        """Put the cursor on an order; False when it isn't among the loaded ones."""
        row = self.model.row_of(order_id)
        if row < 0:
            return False
        self.table.selectRow(row)
        return True

    def _filter_changed(self) -> None:
        self.refresh()

    def _into_the_table(self) -> None:
        if self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _search_now(self) -> None:
        self.refresh()

    def _current(self) -> Order | None:
        row = self.table.current_row()
        return row if isinstance(row, Order) else None

    def _open(self, index: QModelIndex) -> None:
        order = self._current() if index.isValid() else None
        if order is not None:
            self.order_opened.emit(order.order_id)

    def _new_order(self) -> None:
        order = self._current()
        if order is not None and order.state not in IN_PROGRESS:
            self.new_order_requested.emit(order.order_id)

    def _copy_order_id(self) -> None:
        order = self._current()
        if order is not None:
            copy_text(order.order_id)

    def _enable_actions(self) -> None:
        order = self._current()
        for action in (self._act_open, self._act_copy, self._act_copy_id):
            action.setEnabled(order is not None)
        self._act_new.setEnabled(order is not None and order.state not in IN_PROGRESS)

    def _show_state(self) -> None:
        self._enable_actions()
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        if self.model.query == HistoryQuery():
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
