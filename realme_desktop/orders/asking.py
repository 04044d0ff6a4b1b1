"""Asking RealMe for results: by itself when an order is due, and at once when a person wants to know."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections.abc import Container
from functools import partial
from typing import TYPE_CHECKING

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import by_segment
from realme_desktop.records.errors import RecordsError, StateConflict
from realme_desktop.records.model import Order, OrderState
from realme_desktop.vault.errors import VaultError

from .lane import Lane
from .ledger import Ledger
from .line import Line
from .refusals import OTHER_ACCOUNT, ActRefused
from .settling import Patience, aside, not_asked, settle_query
from .states import Cause, ImpossibleTransition
from .tasks import OrderTasks, report_failure

if TYPE_CHECKING:
    from realme_desktop.gateway.client import Client
    from realme_desktop.gateway.reply import Exchange

    from .mailroom import Mailroom

__all__ = ["Asker"]

_log = logging.getLogger(__name__)

# How long nobody is asked for in the background after the keyring gave no credentials.
_KEYRING_REST_S = 60.0

# Answers that are on their way to the disk while RealMe is asked for more already.
_MOST_UNSAVED = 64


class Asker:
    """The scheduler: one order after the other is taken out when it is due and the lane has room for it."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        lane: Lane,
        line: Line,
        mail: Mailroom,
        patience: Patience,
        sending: Container[str],
    ) -> None:
        """`sending` are the orders that are on their way just now."""
        self.tasks = OrderTasks()
        self._sending = sending
        self._ledger = ledger
        self._lane = lane
        self._line = line
        self._mail = mail
        self._patience = patience
        self._poller: asyncio.Task[None] | None = None
        self._closed = False
        self._slots: set[str] = set()  # orders whose background call is on its way
        lane.changed = ledger.schedule.wake

    def start(self) -> None:
        self._poller = asyncio.get_running_loop().create_task(self._poll(), name="order desk: polling")
        self._poller.add_done_callback(report_failure)

    async def close(self) -> None:
        """Stop asking. What is on its way is asked for again at the next start."""
        self._closed = True
        stopping = [*self.tasks.values(), *([self._poller] if self._poller is not None else [])]
        for task in stopping:
            task.cancel()
        await asyncio.gather(*stopping, return_exceptions=True)

    def ask(self, order: Order) -> asyncio.Task[Order]:
        """Ask now, for a person who waits."""
        if (task := self.tasks.get(order.order_id)) is None:
            task = self.tasks.begin(order.order_id, self._query(order, urgent=True), "asking for")
            task.add_done_callback(lambda _: self._ledger.schedule.wake())
        return task

    async def _poll(self) -> None:
        while True:
            order_id = await self._ledger.schedule.due(self._ready_at)
            order = self._ledger.open.get(order_id)
            if order is None:
                continue
            if order_id in self.tasks or order_id in self._sending:
                self._ledger.later(order_id)  # if that brings nothing, its turn comes again
                continue
            self._lane.take_now(self._lane.key(order.segment))
            self._slots.add(order_id)
            task = self.tasks.begin(order_id, self._query(order, urgent=False), "asking for")
            task.add_done_callback(partial(self._polled, order_id))

    def _ready_at(self, key: str) -> float:
        return math.inf if len(self.tasks) >= _MOST_UNSAVED else self._lane.ready_at(key)

    def _give_back(self, order_id: str) -> None:
        """The slot of the lane, once: it is for the call, not for the disk."""
        if order_id in self._slots:
            self._slots.remove(order_id)
            self._lane.give_back()

    def _polled(self, order_id: str, task: asyncio.Task[Order]) -> None:
        self._give_back(order_id)
        self._ledger.schedule.wake()
        if task.cancelled() or self._closed:
            return
        error = task.exception()
        if error is None:
            return
        if isinstance(error, VaultError):
            self._lane.rest(_KEYRING_REST_S)  # a locked keyring must not be shaken once per order
        elif isinstance(error, RecordsError):
            _log.warning("order %s could not be updated: %s", order_id, error)
        else:
            _log.error("asking for order %s failed", order_id, exc_info=error)
        if order_id in self._ledger.open:
            self._ledger.later(order_id)

    async def _query(self, order: Order, *, urgent: bool) -> Order:
        service = by_segment(order.segment)
        if order.state is OrderState.SENDING:  # its outcome could not be written down
            try:
                order = await self._ledger.change(order, Cause.RECOVERED, problem="unclear_restart")
            except StateConflict:
                order = await self._ledger.refresh(order.order_id)
                if order.state.final:
                    return order
        try:
            async with self._line.client(fresh=urgent) as client:
                if order.account not in (None, client.account):
                    if order.state.final and urgent:
                        raise ActRefused(OTHER_ACCOUNT)
                    exchange = None
                elif urgent:
                    async with self._lane.slot(order.segment):
                        exchange = await self._ask_for(client, service, order)
                else:  # the poller has taken the slot
                    exchange = await self._ask_for(client, service, order)
                    self._give_back(order.order_id)
        except VaultError:
            if order.problem != "query_credentials" and not order.state.final:
                with contextlib.suppress(StateConflict):
                    await self._ledger.change(order, Cause.ASKED, problem="query_credentials")
            raise
        return await self._settle(order, service, exchange, patient=not urgent)

    async def _settle(
        self, order: Order, service: Service, exchange: Exchange | None, *, patient: bool
    ) -> Order:
        while True:
            if order.state is OrderState.ANSWERED:
                return await self._mail.confirm(order.order_id, service, exchange)
            now, age_ms = self._ledger.now(), self._ledger.age_ms(order)
            if exchange is None:
                step = not_asked(order, now, self._patience, age_ms=age_ms)
            else:
                reply = exchange.reply
                settled = partial(settle_query, order, service, reply, now, self._patience, age_ms=age_ms)
                step = await aside(reply, settled)
            try:
                return await self._ledger.apply(
                    order, step, exchange, patient=patient, queries=order.queries + 1
                )
            except StateConflict:  # changed meanwhile: read the same answer against what the order is now
                order = await self._ledger.refresh(order.order_id)
            except ImpossibleTransition:  # it has found its end without this answer
                return order

    async def _ask_for(self, client: Client, service: Service, order: Order) -> Exchange:
        """By RealMe's seq_id if it gave one; always under the order's own number and date (errata 27)."""
        exchange = await client.check_result(
            service, order_date=order.order_date, order_id=order.order_id, seq_id=order.seq_id
        )
        self._lane.heard(exchange.reply)
        return exchange
