"""Orders that are on their way, pending or unclear: how long they wait, when RealMe is asked next."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from realme_desktop.catalog import registry
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.language import language_signals, say
from realme_desktop.ui.results.words import IN_PROGRESS, askable, state_words
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import LARGE, SMALL, theme_signals
from realme_desktop.ui.widgets.moments import age
from realme_desktop.ui.widgets.panels import EmptyState
from realme_desktop.ui.widgets.tables import RowsView
from realme_desktop.ui.widgets.words import Words

from .model import Column, PendingModel

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["PendingPane"]

_LEAST = 48


class PendingPane(QWidget):
    """`count_changed(int)`: how many are awaited, for the tab. Giving up goes to the desk itself."""

    order_opened = Signal(str)
    ask_requested = Signal(str)
    count_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setObjectName("pending")
        self._desk: OrderDesk | None = None
        self._subscriptions: list[Callable[[], None]] = []
        subscriptions = self._subscriptions  # the slot must not hold the pane
        self.destroyed.connect(lambda *_: _end(subscriptions))
        self._giving_up: str | None = None
        self._count = 0
        self.model = PendingModel(self, clock=clock)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        shown = QWidget(self)
        shown.setMinimumHeight(_LEAST)  # what is asked below it has its room first
        self._stack = QStackedLayout(shown)
        self._table: RowsView | None = None
        self._empty = EmptyState(self, name="pending.empty")
        self._stack.addWidget(self._empty)
        column.addWidget(shown, 1)
        column.addWidget(self._make_actions())
        column.addWidget(self._make_question())

        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        language_signals().changed.connect(self.retranslate)
        theme_signals().changed.connect(self.model.retranslate)
        self.retranslate()
        self._show_state()

    @property
    def table(self) -> RowsView:
        """Made with the first order that waits: on most days nobody looks at it for hours, and the first
        table of a program costs megabytes."""
        if self._table is None:
            table = self._table = RowsView(self)
            table.setObjectName("pending.table")
            table.setModel(self.model)
            table.opened.connect(self._open)
            table.selectionModel().currentRowChanged.connect(lambda *_: self._current_changed())
            self._stack.addWidget(table)
            self._name_table(table)
            parts = (table, self.ask, self.open, self.give_up, self.keep, self.confirm)
            for before, after in pairwise(parts):
                QWidget.setTabOrder(before, after)
        return self._table

    def _make_actions(self) -> QWidget:
        self._actions = QWidget(self)
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.setSpacing(SMALL)
        self.ask = QPushButton(self._actions)
        self.ask.setObjectName("pending.ask")
        self.ask.clicked.connect(self._ask_now)
        self.open = QPushButton(self._actions)
        self.open.setObjectName("pending.open")
        self.open.clicked.connect(lambda: self._open(self.table.currentIndex()))
        self.give_up = QPushButton(self._actions)
        self.give_up.setObjectName("pending.give_up")
        self.give_up.clicked.connect(self._ask_to_give_up)
        row.addWidget(self.ask)
        row.addWidget(self.open)
        row.addStretch(1)
        row.addWidget(self.give_up)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_now)
        return self._actions

    def _make_question(self) -> QWidget:
        """The inline question before an order is given up: no dialog, nothing else is blocked."""
        self._question = QWidget(self)
        self._question.setObjectName("pending.question")
        row = QHBoxLayout(self._question)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.setSpacing(SMALL)
        self._question_words = Words("", self._question, tone="warning")
        self._question_words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._question_words, 1)
        self.keep = QPushButton(self._question)
        self.keep.setObjectName("pending.keep")
        self.keep.clicked.connect(self._close_question)
        self.confirm = QPushButton(self._question)
        self.confirm.setObjectName("pending.confirm")
        self.confirm.clicked.connect(self._give_up)
        row.addWidget(self.keep)
        row.addWidget(self.confirm)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._question)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._close_question)
        self._question.hide()
        return self._question

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Pending"))
        self.ask.setText(self.tr("Ask now"))
        self.ask.setToolTip(self.tr("Ask RealMe for the result now (F5). Nothing is sent again."))
        self.open.setText(self.tr("Open"))
        self.open.setToolTip(self.tr("Show the order (Enter)"))
        self._name_give_up()
        self._say_question()
        self._empty.say(
            self.tr("Nothing is awaited"),
            self.tr("Orders whose result comes later wait here, and are asked for by themselves."),
        )
        self.model.retranslate()
        if self._table is not None:
            self._name_table(self._table)

    def _name_table(self, table: RowsView) -> None:
        table.setAccessibleName(self.tr("Orders whose result is awaited"))
        metrics = table.fontMetrics()
        titles = [say(service.title)[:26] for service in registry.SERVICES]
        states = [f"… {state_words(state)}" for state in (OrderState.QUEUED, OrderState.PENDING)]
        span = age(59 * 60 + 59)
        table.set_widths(
            {
                Column.SERVICE: max(titles, key=metrics.horizontalAdvance),
                Column.SUBJECT: "张**  310***********1234",
                Column.STATE: max(states, key=metrics.horizontalAdvance),
                Column.AGE: span,
                Column.NEXT_QUERY: QCoreApplication.translate("Pending", "in {age}").format(age=span),
                Column.ORDER_ID: "0" * 26,
            }
        )

    def _name_give_up(self) -> None:
        """Before sending an order can be withdrawn; afterwards only the waiting can end, and it says so."""
        order = self._current()
        if order is not None and order.state in IN_PROGRESS:
            words = self.tr("Withdraw")
            meaning = self.tr("The order has not been sent. It is taken back and nothing is charged.")
        elif order is not None and order.state is OrderState.EXPIRED:
            words = self.tr("Take off the list")
            meaning = self.tr("It stays in the history, where its result can still be asked for.")
        else:
            words = self.tr("Stop waiting")
            meaning = self.tr("RealMe is not asked for this order any more. It can't be withdrawn there.")
        self.give_up.setText(words)
        self.give_up.setToolTip(meaning)

    def _say_question(self) -> None:
        order = self._current()
        if order is not None and order.state in IN_PROGRESS:
            self.keep.setText(self.tr("Keep the order"))
            self.confirm.setText(self.tr("Withdraw"))
            words = self.tr(
                "Withdraw this order? It has not been sent, so nothing is charged. It stays in the history."
            )
        elif order is not None and order.state is OrderState.EXPIRED:
            self.keep.setText(self.tr("Keep it here"))
            self.confirm.setText(self.tr("Take off the list"))
            words = self.tr(
                "Take this order off the list? It was sent and may be charged, and has no result. It stays "
                "in the history, where it can still be asked for."
            )
        else:
            self.keep.setText(self.tr("Keep waiting"))
            self.confirm.setText(self.tr("Stop waiting"))
            words = self.tr(
                "Stop asking for this order? It stays sent and may be charged; only the waiting ends. "
                "It stays in the history, where it can still be asked for."
            )
        self._question_words.set_text(words)

    # Data

    @property
    def count(self) -> int:
        """How many orders are awaited."""
        return self._count

    def attach(self, desk: OrderDesk | None) -> None:
        """Show what this desk awaits from now on; None lets go of the last one."""
        _end(self._subscriptions)
        self._desk = desk
        self.model.replace((*desk.attention(), *desk.pending()) if desk is not None else ())
        if desk is not None:
            self._subscriptions.append(desk.subscribe(self._order_changed))
        self._show_state()

    def _order_changed(self, order: Order) -> None:
        self.model.update(order)
        if self._giving_up == order.order_id:
            if self.model.row_of(order.order_id) < 0 or order.state is OrderState.SENDING:
                self._close_question()
            else:
                self._say_question()
        self._show_state()

    def _show_state(self) -> None:
        count = self.model.rowCount()
        self._stack.setCurrentWidget(self.table if count else self._empty)
        # Never a proxy that is not in sight: Tab would come to the pane, and stay where it was.
        self.setFocusProxy(self._table if count else None)  # type: ignore[arg-type]
        if count and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._enable()
        self._run_timer()
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    def _current(self) -> Order | None:
        row = self._table.current_row() if self._table is not None else None
        return row if isinstance(row, Order) else None

    def _current_changed(self) -> None:
        order = self._current()
        if self._giving_up is not None and (order is None or order.order_id != self._giving_up):
            self._close_question()
        self._enable()

    def _enable(self) -> None:
        order = self._current()
        self._actions.setVisible(self.model.rowCount() > 0 and self._giving_up is None)
        self.ask.setEnabled(order is not None and askable(order))
        self.open.setEnabled(order is not None)
        self._name_give_up()
        self.give_up.setEnabled(order is not None and order.state is not OrderState.SENDING)

    # Time

    def _run_timer(self) -> None:
        if self.isVisible() and self.model.rowCount():
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        """Ages of the rows in sight only: ten thousand may be waiting."""
        if self._table is None:
            return
        first = max(self.table.rowAt(0), 0)
        last = self.table.rowAt(self.table.viewport().height() - 1)
        self.model.tick(first, None if last < 0 else last)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_timer()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # What the operator does

    def _open(self, index: QModelIndex) -> None:
        order = self._current() if index.isValid() else None
        if order is not None:
            self.order_opened.emit(order.order_id)

    def _ask_now(self) -> None:
        order = self._current()
        if order is not None and askable(order):
            self.ask_requested.emit(order.order_id)

    def _ask_to_give_up(self) -> None:
        order = self._current()
        if order is None or order.state is OrderState.SENDING:
            return
        self._giving_up = order.order_id
        self._say_question()
        self._enable()
        self._question.show()
        self.keep.setFocus()

    def _close_question(self) -> None:
        self._giving_up = None
        self._question.hide()
        self._enable()
        self.table.setFocus()

    def _give_up(self) -> None:
        order_id = self._giving_up
        self._close_question()
        if order_id is not None and self._desk is not None:
            spawn(self, self._abandon(self._desk, order_id), name="pending.give_up")

    async def _abandon(self, desk: OrderDesk, order_id: str) -> None:
        await desk.abandon(order_id)


def _end(subscriptions: list[Callable[[], None]]) -> None:
    while subscriptions:
        subscriptions.pop()()
