"""Which order is to be asked for next: one timer for any number of orders.

Kept in the loop's own time, which neither a corrected clock nor a summer time can turn back; the wall-clock
`next_query_at` on disk is for people and for the next start. Putting, dropping and taking an order cost the
logarithm of their number; nothing looks at all of them.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable

from .lane import SOON

__all__ = ["Schedule"]

# Long sleeps are cut into naps: a cancelled timer of a Qt loop lives until it is due, and after the computer
# slept the first look comes within a nap.
_NAP_S = 30.0

_Entry = tuple[float, int, str]


def _at_once(_: str) -> float:
    return 0.0


class Schedule:
    """Order numbers by the time when they are due. `due()` waits for the next one and takes it out.

    Orders of one `key` wait for the same things in the lane and share a heap, so that those of a service that
    is slowed down don't keep the others back. There are as many keys as services with a pace of their own.
    """

    def __init__(self) -> None:
        self._heaps: dict[str, list[_Entry]] = {}
        self._entries: dict[str, int] = {}
        self._ticket = itertools.count()
        self._changed = asyncio.Event()

    def __contains__(self, order_id: str) -> bool:
        return order_id in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, order_id: str, delay: float, key: str = "") -> None:
        """Due in `delay` seconds; replaces an earlier entry of the same order."""
        ticket = next(self._ticket)
        self._entries[order_id] = ticket
        heap = self._heaps.setdefault(key, [])
        heapq.heappush(heap, (asyncio.get_running_loop().time() + max(0.0, delay), ticket, order_id))
        if len(heap) > 64 and len(heap) > 2 * len(self._entries):
            heap[:] = [entry for entry in heap if self._entries.get(entry[2]) == entry[1]]
            heapq.heapify(heap)
        if heap[0][1] == ticket:  # nobody need wake for one that is due after others
            self._changed.set()

    def drop(self, order_id: str) -> None:
        """No longer to be asked for; its place in the heap is passed over when it comes up."""
        self._entries.pop(order_id, None)

    def wake(self) -> None:
        """What `due` waits for besides the time may have changed."""
        self._changed.set()

    async def due(self, ready_at: Callable[[str], float] = _at_once) -> str:
        """Wait until an order is due and the lane is ready for its key, and take it out of the schedule.

        `ready_at(key)` is a time of the loop, infinite for "until `wake`". Between its last call and the
        return nothing else runs. The order that was due first comes first.
        """
        loop = asyncio.get_running_loop()
        while True:
            self._changed.clear()
            now = loop.time()
            wait = _NAP_S
            first: list[_Entry] | None = None
            for key, heap in self._heaps.items():
                while heap and self._entries.get(heap[0][2]) != heap[0][1]:
                    heapq.heappop(heap)
                if not heap:
                    continue
                at = heap[0][0] if heap[0][0] > now + SOON else max(heap[0][0], ready_at(key))
                if at > now + SOON:
                    wait = min(wait, at - now)
                elif first is None or heap[0] < first[0]:
                    first = heap
            if first is not None:
                _, _, order_id = heapq.heappop(first)
                del self._entries[order_id]
                return order_id
            # A timer of our own: nothing but the event ends the wait, so no cancellation can be swallowed.
            bell = loop.call_later(wait, self._changed.set)
            try:
                await self._changed.wait()
            finally:
                bell.cancel()
