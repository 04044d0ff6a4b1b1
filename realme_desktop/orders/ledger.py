"""The open orders of one environment: what is on disk first, in memory second, told to subscribers third.

One exception: a query that brought nothing new changes only when the order is asked for next, and how often
it was. These notes are told at once and written together a moment later, without events. Whoever reads the
order finds them written; a crash loses a count.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from realme_desktop.gateway.reply import Exchange
from realme_desktop.records.errors import RecordsError
from realme_desktop.records.model import Asked, Order, OrderState, StoredPicture
from realme_desktop.records.steps import add_order, change_order

from .confirming import wanted
from .exchanges import kept, tells_news
from .line import RunBlocking
from .numbers import Clock
from .polling import Backoff
from .schedule import Schedule
from .scribe import Scribe
from .settling import Step
from .states import Cause, next_state

if TYPE_CHECKING:
    from realme_desktop.records.exchanges import StoredExchange
    from realme_desktop.records.store import Records

__all__ = ["Ledger"]

_log = logging.getLogger(__name__)

# How long notes are gathered before they are written, and how many at most.
_GATHER_S = 1.0
_GATHER = 500


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
        steady: Clock | None = None,
        key: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`steady` is a clock that nobody sets (None: the loop's). `key` tells the schedule's key of a
        segment."""
        self.schedule = Schedule()
        self.open: dict[str, Order] = {}
        self.attention: dict[str, Order] = {}
        self._confirming: set[str] = set()
        self._records = records
        self._run = run
        self._scribe = Scribe(records, run)
        self._clock = clock
        self._backoff = backoff
        self._chance = chance
        self._callbacks: list[Callable[[Order], None]] = []
        self._steady = steady
        self._key = key
        self._sent: dict[str, float] = {}  # by the steady clock
        self._notes: dict[str, Asked] = {}
        self._noted: dict[str, StoredExchange] = {}
        self._being_written: dict[str, asyncio.Future[Any]] = {}
        self._writer: asyncio.Task[None] | None = None
        self._full = asyncio.Event()

    def now(self) -> int:
        """Milliseconds since the Unix epoch."""
        return int(self._clock() * 1000)

    def subscribe(self, callback: Callable[[Order], None]) -> Callable[[], None]:
        self._callbacks.append(callback)

        def stop() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return stop

    def age_ms(self, order: Order) -> float:
        """How long ago the order was sent. While this program knows of it somebody may set the clock by days:
        that makes no order old, and "RealMe does not know it" not true sooner."""
        steady = self._sent.get(order.order_id)
        if steady is None:
            return max(0.0, self.now() - (order.sent_at or order.created_at))
        return (self._steadily() - steady) * 1000

    def _steadily(self) -> float:
        return self._steady() if self._steady is not None else asyncio.get_running_loop().time()

    @property
    def awaited(self) -> int:
        """How many orders have no end yet."""
        return len(self.open) - len(self._confirming)

    def _know(self, order: Order) -> None:
        self.open[order.order_id] = order
        if order.state.final:
            self._confirming.add(order.order_id)
        if order.sent_at is not None and order.order_id not in self._sent:
            self._sent[order.order_id] = self._steadily() - max(0, self.now() - order.sent_at) / 1000

    async def get(self, order_id: str) -> Order:
        if order_id in self._notes or order_id in self._being_written:
            await self.write_notes()
        return await self._run(self._records.get, order_id)

    async def refresh(self, order_id: str) -> Order:
        """The order as it is on disk, where somebody else has changed it; whoever shows it is told."""
        order = await self.get(order_id)
        self._announce(order)
        if wanted(order) and order_id not in self.schedule:
            self.later(order_id)
        return order

    async def add(self, order: Order, pictures: tuple[StoredPicture, ...], **conditions: Any) -> Order:
        """Write a new order down, with its pictures. `conditions` as `Records.add`."""
        order = await self._scribe.write(partial(add_order, order=order, pictures=pictures, **conditions))
        self._announce(order)
        return order

    def resume(self, order: Order) -> None:
        """An order that is on disk already is to be asked for when it is due.

        The clock may have been changed since, so no order waits longer than the longest wait; and orders
        that are all overdue are spread a little.
        """
        due_s = ((order.next_query_at or 0) - self.now()) / 1000
        self._know(order)
        self.later(order.order_id, max(due_s, self._chance() * self._backoff.first_s / 10))

    def later(self, order_id: str, delay_s: float | None = None) -> None:
        """To be asked for in `delay_s` seconds, or after the longest wait."""
        longest = self._backoff.max_s
        self._put(order_id, longest if delay_s is None else min(delay_s, longest))

    def _put(self, order_id: str, delay_s: float) -> None:
        order = self.open.get(order_id)
        if order is not None:
            self.schedule.put(order_id, delay_s, self._key(order.segment))

    def soon(self, order_id: str) -> None:
        """To be asked for as soon as a new order: there is reason to think that RealMe has a result."""
        self.later(order_id, self._backoff.first_s)

    def forget(self, order_id: str) -> None:
        """The disk can't be asked about this order now; the next start will find it."""
        self.open.pop(order_id, None)
        self._sent.pop(order_id, None)
        self._confirming.discard(order_id)
        self._notes.pop(order_id, None)
        self._noted.pop(order_id, None)
        self.schedule.drop(order_id)

    async def apply(
        self,
        order: Order,
        step: Step,
        exchange: Exchange | None,
        *,
        notification: StoredExchange | None = None,
        patient: bool = False,
        **more: Any,
    ) -> Order:
        """Take a step, with the time of the next query if there is to be one, and keep the exchange that has
        caused it. After a `notification` the order is asked for as soon as a new one."""
        state = next_state(order.state, step.cause)
        changes: dict[str, Any] = {**step.changes, **more}
        delay = None
        if not state.final or step.confirm:
            queries = 0 if notification is not None else int(changes.get("queries", order.queries))
            delay = self._backoff.delay(queries, chance=self._chance(), retry_after=step.retry_after)
            changes["next_query_at"] = self.now() + round(delay * 1000)
        raw = notification
        if exchange is not None:
            # The thousandth "still in progress" is no evidence of anything; a change is.
            news = state is not order.state or tells_news(order, changes)
            raw = kept(exchange, ended=self.now(), changed=news)
        if step.cause in _NOTHING_NEW and delay is not None and self._says_nothing(order, changes):
            return self._note(order, delay, changes, raw)
        return await self.change(order, step.cause, exchange=raw, delay=delay, patient=patient, **changes)

    async def keep(self, order: Order, exchange: Exchange) -> None:
        """Keep an exchange that came too late to change anything. A disk that refuses costs this alone."""
        raw = kept(exchange, ended=self.now(), changed=True)
        try:
            await self._run(self._records.keep_exchange, order.order_id, raw)
        except RecordsError as error:
            _log.warning("an exchange of order %s was not kept: %s", order.order_id, error)

    async def change(
        self,
        order: Order,
        cause: Cause,
        *,
        exchange: StoredExchange | None = None,
        delay: float | None = None,
        patient: bool = False,
        **changes: Any,
    ) -> Order:
        """One transaction. `StateConflict` when the order on disk is no longer in the state of `order`. If
        `patient`, it may wait some milliseconds for others."""
        state = next_state(order.state, cause)
        self._notes.pop(order.order_id, None)
        self._noted.pop(order.order_id, None)
        if (writing := self._being_written.get(order.order_id)) is not None:
            await asyncio.wait([writing])  # an older note must not be written over what follows
        work = partial(
            change_order,
            order_id=order.order_id,
            expect=(order.state,),
            cause=cause.value,
            at=self.now(),
            exchange=exchange,
            state=state,
            **changes,
        )
        order = await self._scribe.write(work, patient=patient)
        self._announce(order, delay)
        return order

    def _announce(self, order: Order, delay: float | None = None) -> None:
        if order.state is OrderState.EXPIRED:
            self.attention[order.order_id] = order
        else:
            self.attention.pop(order.order_id, None)
        if not wanted(order):
            self.forget(order.order_id)
        else:
            self._know(order)
            if delay is not None:
                self._put(order.order_id, delay)
        # From the loop, not from here: a subscriber that fails must not stop an order on its way.
        loop = asyncio.get_running_loop()
        for callback in tuple(self._callbacks):
            loop.call_soon(callback, order)

    # -- notes --------------------------------------------------------------------------------------------

    def _says_nothing(self, order: Order, changes: dict[str, Any]) -> bool:
        """Whether a step leaves the order as it is on disk but for its next query. Only what a query tells of
        itself may differ: the text of one more "still in progress"."""
        known = self.open.get(order.order_id)
        return known is not None and known.state is order.state and not tells_news(order, changes)

    def _note(
        self, order: Order, delay: float, changes: dict[str, Any], exchange: StoredExchange | None
    ) -> Order:
        at = self.now()
        queries, next_query_at = int(changes.get("queries", order.queries)), changes["next_query_at"]
        order = replace(order, updated_at=at, queries=queries, next_query_at=next_query_at)
        self._notes[order.order_id] = Asked(
            order_id=order.order_id, state=order.state, at=at, next_query_at=next_query_at, queries=queries
        )
        if exchange is not None:
            self._noted[order.order_id] = exchange
        if self._writer is None or self._writer.done():
            loop = asyncio.get_running_loop()
            self._writer = loop.create_task(self._write_later(), name="order desk: notes")
        if len(self._notes) >= _GATHER:
            self._full.set()
        self._announce(order, delay)
        return order

    async def _write_later(self) -> None:
        while self._notes:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GATHER_S):
                    await self._full.wait()
            self._full.clear()
            await self.write_notes()

    async def write_notes(self) -> None:
        """Write what was noted so far. A disk that refuses costs a count, nothing else: the next change of an
        order tells of it."""
        while self._being_written:
            await asyncio.wait([*self._being_written.values()])
        notes, self._notes = self._notes, {}
        noted, self._noted = self._noted, {}
        if not notes:
            return
        writing = asyncio.ensure_future(self._run(self._records.note, tuple(notes.values()), noted))
        self._being_written = dict.fromkeys(notes, writing)
        writing.add_done_callback(self._written)
        try:
            passed = await asyncio.shield(writing)
        except RecordsError:  # told by _written
            return
        for order_id in passed:  # somebody else has changed it
            await self.refresh(order_id)

    def _written(self, writing: asyncio.Future[Any]) -> None:
        count, self._being_written = len(self._being_written), {}
        if not writing.cancelled() and (error := writing.exception()) is not None:
            _log.warning("%d queries were not noted: %s", count, error)

    async def close(self) -> None:
        """Write what is still to be written."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
        await self.write_notes()
        await self._scribe.close()


_NOTHING_NEW = frozenset({Cause.ASKED, Cause.STILL_PENDING})
