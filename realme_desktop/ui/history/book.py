"""A list of any length of which only a few pages are in memory. No Qt here: rows in, orders out.

The records tell how many orders there are and where every so many of them is (`Outline`); a page is read
when somebody looks at it, and forgotten when nobody has for a while. New orders come on top of the list, in
front of the first page: they wait in `head`, so that no page moves by them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from realme_desktop.records.model import Cursor, Order, Outline

__all__ = ["PAGE", "Book"]

PAGE = 100
_KEPT = 16  # pages in memory
_ROOM_ON_TOP = 300  # orders in the head before the list should be read anew


class Book:
    def __init__(self, first: Sequence[Order] = (), *, outline: Outline | None = None) -> None:
        """`first` is the first page. Without an outline the list ends with it, for now."""
        self.head: list[Order] = []
        self.outline = outline
        self._pages: OrderedDict[int, list[Order]] = OrderedDict()
        self._page_of: dict[str, int] = {}
        self._count = len(first) if outline is None else outline.count
        if first:
            self._keep(0, list(first))

    def __len__(self) -> int:
        return len(self.head) + self._count

    @property
    def full(self) -> bool:
        """So much has come on top that it is time to read the list anew."""
        return len(self.head) > _ROOM_ON_TOP

    @property
    def held(self) -> int:
        """Orders in memory."""
        return len(self.head) + sum(map(len, self._pages.values()))

    def set_outline(self, outline: Outline) -> None:
        """How long the list is, counted without the head."""
        self.outline = outline
        self._count = outline.count

    # -- reading ------------------------------------------------------------------------------------------

    def order(self, row: int) -> Order | None:
        """None where the page is not in memory."""
        if row < len(self.head):
            return self.head[row] if row >= 0 else None
        number, place = divmod(row - len(self.head), PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def row_of(self, order_id: str) -> int:
        """-1 for an order that is not in memory."""
        for row, order in enumerate(self.head):
            if order.order_id == order_id:
                return row
        number = self._page_of.get(order_id)
        if number is None:
            return -1
        page = self._pages[number]
        place = next(place for place, order in enumerate(page) if order.order_id == order_id)
        return len(self.head) + number * PAGE + place

    def orders(self) -> Iterator[tuple[int, Order]]:
        """The orders in memory with their rows, first to last."""
        yield from enumerate(self.head)
        for number in sorted(self._pages):
            yield from enumerate(self._pages[number], len(self.head) + number * PAGE)

    def missing(self, first: int, last: int) -> tuple[int, ...]:
        """The pages not in memory that hold these rows, then the page before and the page behind."""
        top = len(self.head)
        low, high = max(first - top, 0) // PAGE, max(last - top, 0) // PAGE
        end = max(self._count - 1, 0) // PAGE
        wanted = [*range(low, min(high, end) + 1), high + 1, low - 1]
        for number in wanted:
            if number in self._pages:
                self._pages.move_to_end(number)
        return tuple(
            number
            for number in wanted
            if 0 <= number <= end and number not in self._pages and number * PAGE < self._count
        )

    def place_of(self, number: int) -> tuple[Cursor | None, int]:
        """Where to read a page: after which order, and how many to pass over."""
        if number == 0 or self.outline is None:
            return None, number * PAGE
        return self.outline.before(number * PAGE)

    # -- changing -----------------------------------------------------------------------------------------

    def fill(self, number: int, orders: Sequence[Order]) -> bool:
        """Keep a page. False when it is not what the outline says: the list has changed on disk."""
        expected = min(PAGE, self._count - number * PAGE)
        self._drop(number)
        if len(orders) != expected or any(order.order_id in self._page_of for order in orders):
            return False
        self._keep(number, list(orders))
        while len(self._pages) > _KEPT:
            self._drop(next(iter(self._pages)))
        return True

    def replace(self, row: int, order: Order) -> None:
        """Another state of the order in this row."""
        if row < len(self.head):
            self.head[row] = order
            return
        number, place = divmod(row - len(self.head), PAGE)
        self._pages[number][place] = order

    def forget(self, keep: Sequence[int] = ()) -> None:
        """Let go of pages: they are read again when somebody looks."""
        for number in tuple(self._pages):
            if number not in keep:
                self._drop(number)

    def _keep(self, number: int, orders: list[Order]) -> None:
        self._pages[number] = orders
        for order in orders:
            self._page_of[order.order_id] = number

    def _drop(self, number: int) -> None:
        for order in self._pages.pop(number, ()):
            self._page_of.pop(order.order_id, None)
