"""From the desk into the table: first page, length of the list, and whatever page is looked at.

Each search takes the place of the one before: an answer to an earlier one is dropped, whenever it comes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from realme_desktop.records.model import Cursor, HistoryQuery, Order, Outline
from realme_desktop.ui.tasks import spawn

from .book import PAGE
from .model import HistoryModel

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["Loading"]

_CHANGES_MS = 400  # how long changes are gathered before the list is read again
_MOST_KEPT = 12  # pages that are read again with the list, of those that are held in memory
_PATIENCE = 6  # reading again and again may take up this part of the time: one in six


class Loading(QObject):
    """`shown()`: the first page is in the table. `counted()`: its length is known, too. `failed(words)`."""

    shown = Signal()
    counted = Signal()

    def __init__(self, model: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._desk: OrderDesk | None = None
        self._turn = 0
        self._finding: asyncio.Task[None] | None = None
        self._feeding: asyncio.Task[None] | None = None
        self._stale = False  # something changed that only reading again brings
        self.loaded = False
        self.rows_to_keep: Callable[[], Sequence[int]] = tuple  # whose orders are read again with the list
        self.query = HistoryQuery()
        self._changes = QTimer(self, singleShot=True, interval=_CHANGES_MS)
        self._changes.timeout.connect(self.again)
        model.pages_wanted.connect(self._feed)

    def attach(self, desk: OrderDesk | None) -> None:
        self._stop()
        self._desk = desk
        self.loaded = False

    @property
    def searching(self) -> bool:
        return self._finding is not None

    # Finding

    def find(self, query: HistoryQuery) -> None:
        """Show what this query finds, from the top. What is shown stays until the new list is there."""
        if self._desk is not None:
            self._stop()
            self.query = query
            self._finding = spawn(self, self._find(self._desk, self._turn, query), name="history.find")

    def again(self) -> None:
        """The same query once more, without moving what is looked at."""
        if self._desk is not None:
            self._stop()
            reading = self._find_again(self._desk, self._turn, self.query)
            self._finding = spawn(self, reading, name="history.again")

    def changed(self, order: Order) -> None:
        """An order changed on disk."""
        if not self.loaded:
            return  # the page on its way, or the next one, has it
        if not self._model.update(order) or self._model.overgrown:
            self._read_again_soon()

    def _read_again_soon(self) -> None:
        if self._finding is not None:
            self._stale = True
        elif not self._changes.isActive():
            self._changes.start()

    def _stop(self) -> None:
        """Whatever is on its way is for nobody any more."""
        self._turn += 1
        self._stale = False
        self._changes.stop()
        for task in (self._finding, self._feeding):
            if task is not None and not task.done():
                task.cancel()
        self._finding = self._feeding = None

    async def _find(self, desk: OrderDesk, turn: int, query: HistoryQuery) -> None:
        try:
            page = await desk.page(query, None, PAGE)
            if turn != self._turn:
                return
            if page.next is None:
                self._begin(query, page.orders, Outline(count=len(page.orders), step=PAGE, marks=()))
                return
            self._model.begin(query, page.orders)
            self.loaded = True
            self.shown.emit()
            outline = await desk.outline(query, PAGE)
            if turn != self._turn:
                return
            if not self._model.set_outline(outline):
                self._stale = True
            self.counted.emit()
        finally:
            self._ended(turn)

    async def _find_again(self, desk: OrderDesk, turn: int, query: HistoryQuery) -> None:
        started = time.monotonic()
        try:
            page = await desk.page(query, None, PAGE)
            outline = Outline(count=len(page.orders), step=PAGE, marks=())
            if page.next is not None and turn == self._turn:
                outline = await desk.outline(query, PAGE)
            pages = await self._pages_to_keep(desk, turn, query, outline)
            if turn == self._turn:
                self._begin(query, page.orders, outline, pages)
        finally:
            took_ms = int((time.monotonic() - started) * 1000)
            self._changes.setInterval(max(_CHANGES_MS, took_ms * _PATIENCE))
            self._ended(turn)

    async def _pages_to_keep(
        self, desk: OrderDesk, turn: int, query: HistoryQuery, outline: Outline
    ) -> dict[int, Sequence[Order]]:
        """Of the list as it is now: where somebody looks or has chosen something, and a page around, because
        what was there may have moved."""
        rows = [row for row in self.rows_to_keep() if row >= 0]
        around = {self._model.page_of(row) + by: None for row in rows for by in (0, 1, -1)}
        wanted = [number for number in around if number > 0 and number * PAGE < outline.count]
        pages: dict[int, Sequence[Order]] = {}
        for number in sorted(wanted[:_MOST_KEPT]):
            if turn != self._turn:
                break
            after, over = outline.before(number * PAGE)
            pages[number] = (await desk.page(query, after, over + PAGE)).orders[over:]
        return pages

    def _begin(
        self,
        query: HistoryQuery,
        orders: Sequence[Order],
        outline: Outline,
        pages: Mapping[int, Sequence[Order]] = MappingProxyType({}),
    ) -> None:
        if outline.count < len(orders):  # between the two readings some went
            self._stale = True
            outline = Outline(count=len(orders), step=outline.step, marks=outline.marks)
        self._model.begin(query, orders, outline, pages)
        self.loaded = True
        self.shown.emit()
        self.counted.emit()

    def _ended(self, turn: int) -> None:
        if turn == self._turn:
            self._finding = None
            if self._stale:
                self._stale = False
                self._changes.start()

    # Pages that are looked at

    def _feed(self) -> None:
        if self._desk is not None and (self._feeding is None or self._feeding.done()):
            self._feeding = spawn(self, self._read_pages(self._desk, self._turn), name="history.pages")

    async def _read_pages(self, desk: OrderDesk, turn: int) -> None:
        """One after the other, each time the one that is wanted most by then."""
        while turn == self._turn and (missing := self._model.missing()):
            number = missing[0]
            after, over = self._model.place_of(number)
            page = await desk.page(self._model.query, after, over + PAGE)
            if turn != self._turn:
                return
            if not self._model.fill(number, page.orders[over:]):
                self._read_again_soon()
                return

    def orders(self, rows: Sequence[int]) -> Coroutine[None, None, list[Order]]:
        """The orders that stand in these rows now, read where they are not in memory; nothing of it stays
        there. Whatever comes or goes while they are read: it is those."""
        found: dict[int, Order | None] = {row: self._model.order_at(row) for row in rows}
        missing = sorted({self._model.page_of(row) for row, order in found.items() if order is None})
        places = [(self._model.first_row(number), *self._model.place_of(number)) for number in missing]
        return self._read_orders(self._desk, self._model.query, found, places)

    async def _read_orders(
        self,
        desk: OrderDesk | None,
        query: HistoryQuery,
        found: dict[int, Order | None],
        places: Sequence[tuple[int, Cursor | None, int]],
    ) -> list[Order]:
        for first, after, over in places if desk is not None else ():
            assert desk is not None
            page = await desk.page(query, after, over + PAGE)
            found |= {
                row: order
                for row, order in enumerate(page.orders[over:], first)
                if row in found and found[row] is None
            }
        return [order for order in found.values() if order is not None]
