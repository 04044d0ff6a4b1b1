"""The lane to RealMe: at most so many calls at once, a person's before the background's."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Lane"]


class Lane:
    """A semaphore with two queues. Whoever waits for a person (`urgent`) goes first, and the background never
    takes the last slot, so that slow polls can't keep a person waiting (with a single slot it must)."""

    def __init__(self, slots: int) -> None:
        self._slots = max(1, slots)
        self._taken = 0
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._background: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def slot(self, *, urgent: bool) -> AsyncIterator[None]:
        await self.take(urgent=urgent)
        try:
            yield
        finally:
            self.give_back()

    async def take(self, *, urgent: bool) -> None:
        if self._free_for(urgent) and not (self._urgent if urgent else self._urgent or self._background):
            self._taken += 1
            return
        queue = self._urgent if urgent else self._background
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()  # the slot was handed over in the moment of the cancellation
            elif turn in queue:
                queue.remove(turn)
            raise

    def give_back(self) -> None:
        self._taken -= 1
        while (queue := self._next_queue()) is not None:
            turn = queue.popleft()
            if not turn.done():
                self._taken += 1
                turn.set_result(None)

    def _free_for(self, urgent: bool) -> bool:
        reserve = 0 if urgent or self._slots == 1 else 1
        return self._taken < self._slots - reserve

    def _next_queue(self) -> deque[asyncio.Future[None]] | None:
        if self._urgent and self._free_for(urgent=True):
            return self._urgent
        if self._background and self._free_for(urgent=False):
            return self._background
        return None
