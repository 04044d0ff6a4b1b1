"""The open orders of one environment: what is on disk first, in memory second, told to subscribers third."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from realme_desktop.gateway.reply import Exchange
from realme_desktop.records.model import Order, StoredPicture

from .confirming import wanted
from .line import RunBlocking
from .numbers import Clock
from .polling import Backoff
from .schedule import Schedule
from .settling import Step, evidence_of
from .states import Cause, next_state

if TYPE_CHECKING:
    from realme_desktop.records.store import Records

__all__ = ["Ledger"]


class Ledger:
    """Takes each step of the machine as one transaction, then updates the schedule, then tells."""

    def __init__(
        self,
        *,
        records: Records,
        run: RunBlocking,
        clock: Clock,
        backoff: Backoff,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.schedule = Schedule()
        self.open: dict[str, Order] = {}
        self._records = records
        self._run = run
        self._clock = clock
        self._backoff = backoff
        self._chance = chance
        self._callbacks: list[Callable[[Order], None]] = []

    def now(self) -> int:
        """Milliseconds since the Unix epoch."""
        return int(self._clock() * 1000)

    def subscribe(self, callback: Callable[[Order], None]) -> Callable[[], None]:
        self._callbacks.append(callback)

        def stop() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return stop

    async def get(self, order_id: str) -> Order:
        return await self._run(self._records.get, order_id)

    async def refresh(self, order_id: str) -> Order:
        """The order as it is on disk, where somebody else has changed it; whoever shows it is told."""
        order = await self.get(order_id)
        self._announce(order)
        if wanted(order) and order_id not in self.schedule:
            self.later(order_id)
        return order

    async def add(self, order: Order, pictures: tuple[StoredPicture, ...]) -> Order:
        """Write a new order down, with its pictures."""
        order = await self._run(self._records.add, order, pictures)
        self._announce(order)
        return order

    def resume(self, order: Order) -> None:
        """An order that is on disk already is to be asked for when it is due.

        The clock may have been changed since, so no order waits longer than the longest wait; and orders
        that are all overdue are spread a little.
        """
        due_s = ((order.next_query_at or 0) - self.now()) / 1000
        self.open[order.order_id] = order
        self.later(order.order_id, max(due_s, self._chance() * self._backoff.first_s / 10))

    def later(self, order_id: str, delay_s: float | None = None) -> None:
        """To be asked for in `delay_s` seconds, or after the longest wait."""
        longest = self._backoff.max_s
        self.schedule.put(order_id, longest if delay_s is None else min(delay_s, longest))

    def soon(self, order_id: str) -> None:
        """To be asked for as soon as a new order: there is reason to think that RealMe has a result."""
        self.later(order_id, self._backoff.first_s)

    def forget(self, order_id: str) -> None:
        """The disk can't be asked about this order now; the next start will find it."""
        self.open.pop(order_id, None)
        self.schedule.drop(order_id)

    def slow_down(self, retry_after: float | None = None) -> None:
        """No background query for as long as RealMe asks, or for the longest wait."""
        self.schedule.hold(
            self._backoff.delay(64, retry_after=retry_after) if retry_after else self._backoff.max_s
        )

    async def apply(
        self, order: Order, step: Step, exchange: Exchange | None, *, evidence: str | None = None, **more: Any
    ) -> Order:
        """Take a step, with the time of the next query if there is to be one. `evidence` goes with a step
        that no exchange has caused; the order is then asked for as soon as a new one."""
        state = next_state(order.state, step.cause)
        changes: dict[str, Any] = {**step.changes, **more}
        delay = None
        if not state.final or step.confirm:
            queries = 0 if evidence is not None else int(changes.get("queries", order.queries))
            delay = self._backoff.delay(queries, chance=self._chance(), retry_after=step.retry_after)
            changes["next_query_at"] = self.now() + round(delay * 1000)
        if step.slow_down:
            self.slow_down(step.retry_after)
        # The thousandth "still in progress" is no evidence of anything; a change is.
        news = state is not order.state or changes.get("problem", order.problem) != order.problem
        if exchange is not None:
            evidence = evidence_of(exchange) if news else None
        return await self.change(order, step.cause, evidence=evidence, delay=delay, **changes)

    async def change(
        self,
        order: Order,
        cause: Cause,
        *,
        evidence: str | None = None,
        delay: float | None = None,
        **changes: Any,
    ) -> Order:
        """One transaction. `StateConflict` when the order on disk is no longer in the state of `order`."""
        state = next_state(order.state, cause)
        order = await self._run(
            self._records.change,
            order.order_id,
            expect=(order.state,),
            cause=cause.value,
            at=self.now(),
            evidence=evidence,
            state=state,
            **changes,
        )
        self._announce(order, delay)
        return order

    def _announce(self, order: Order, delay: float | None = None) -> None:
        if not wanted(order):
            self.forget(order.order_id)
        else:
            self.open[order.order_id] = order
            if delay is not None:
                self.schedule.put(order.order_id, delay)
        # From the loop, not from here: a subscriber that fails must not stop an order on its way.
        loop = asyncio.get_running_loop()
        for callback in tuple(self._callbacks):
            loop.call_soon(callback, order)
