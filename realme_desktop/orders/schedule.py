"""Which order is to be asked for next: one heap, one timer, for any number of orders.

Kept in the loop's own time, which neither a corrected clock nor a summer time can turn back; the wall-clock
`next_query_at` on disk is for people and for the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools

__all__ = ["Schedule"]

# Long sleeps are cut into naps: a cancelled timer of a Qt loop lives until it is due, and after the computer
# slept the first look comes within a nap.
_NAP_S = 30.0


class Schedule:
    """Order numbers by the time when they are due. `due()` waits for the next one and takes it out."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, str]] = []
        self._entries: dict[str, int] = {}
        self._ticket = itertools.count()
        self._changed = asyncio.Event()
        self._not_before = 0.0

    def __contains__(self, order_id: str) -> bool:
        return order_id in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, order_id: str, delay: float) -> None:
        """Due in `delay` seconds; replaces an earlier entry of the same order."""
        ticket = next(self._ticket)
        self._entries[order_id] = ticket
        heapq.heappush(self._heap, (asyncio.get_running_loop().time() + max(0.0, delay), ticket, order_id))
        if len(self._heap) > 64 and len(self._heap) > 2 * len(self._entries):
            self._heap = [entry for entry in self._heap if self._entries.get(entry[2]) == entry[1]]
            heapq.heapify(self._heap)
        if self._heap[0][1] == ticket:  # nobody need wake for one that is due after others
            self._changed.set()

    def drop(self, order_id: str) -> None:
        """No longer to be asked for; its place in the heap is passed over when it comes up."""
        self._entries.pop(order_id, None)

    def hold(self, seconds: float) -> None:
        """Nothing is due for so long: RealMe asked to slow down."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    async def due(self) -> str:
        """Wait until an order is due and take it out of the schedule."""
        loop = asyncio.get_running_loop()
        while True:
            self._changed.clear()
            wait = _NAP_S
            while self._heap:
                at, ticket, order_id = self._heap[0]
                if self._entries.get(order_id) != ticket:
                    heapq.heappop(self._heap)
                    continue
                wait = max(at, self._not_before) - loop.time()
                if wait <= 0:
                    heapq.heappop(self._heap)
                    del self._entries[order_id]
                    return order_id
                break
            # Not wait_for: on Python 3.11 it swallows a cancellation that comes together with the event
            # (python/cpython#86296), and quitting would hang.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(wait, _NAP_S)):
                    await self._changed.wait()
