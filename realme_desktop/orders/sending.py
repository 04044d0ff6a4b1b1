"""Sending: an order that is prepared goes to disk, waits for its turn, and leaves once.

QUEUED is on disk before anything else, SENDING before the first byte. Whatever ends the wait between the two
(withdrawn, the program closes, the disk refuses) ends with "not sent".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from realme_desktop.records.errors import RecordsError, SimilarOrder, StateConflict
from realme_desktop.records.model import Order, OrderState
from realme_desktop.vault.errors import VaultError

from .drafting import Prepared
from .lane import Lane
from .ledger import Ledger
from .line import Line
from .model import Draft, Phase
from .refusals import CLOSING, DuplicateSuspected, NoCredentials, OutcomeNotSaved, SubmissionRefused
from .settling import Step, aside, overtaken, settle_submission
from .states import Cause
from .tasks import OrderTasks

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.settings import Settings
    from realme_desktop.gateway.client import Client
    from realme_desktop.gateway.reply import Exchange

__all__ = ["Sender"]

_log = logging.getLogger(__name__)

# How long quitting waits for orders on their way; what takes longer is asked for at the next start.
_FAREWELL_S = 3.0

TellPhase = Callable[[Phase], None]


class Sender:
    def __init__(
        self, *, environment: Environment, settings: Settings, ledger: Ledger, lane: Lane, line: Line
    ) -> None:
        self.tasks = OrderTasks()
        self._environment = environment
        self._settings = settings
        self._ledger = ledger
        self._lane = lane
        self._line = line
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._closed = False

    async def close(self) -> None:
        """Give orders on their way a moment. Those that wait for their turn are not sent, and told so."""
        self._closed = True
        for turn in tuple(self._turns.values()):
            turn.cancel()
        if self.tasks:
            _, late = await asyncio.wait([*self.tasks.values()], timeout=_FAREWELL_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def begin(
        self, draft: Draft, prepared: Prepared, number: tuple[str, str], tell: TellPhase
    ) -> asyncio.Task[Order]:
        """Carry a new order to its first answer, whether or not somebody waits for it."""
        order = self._new_order(draft, prepared, *number)
        return self.tasks.begin(order.order_id, self._carry(order, draft, prepared, tell), "sending")

    def withdrawn(self, order_id: str) -> None:
        """The order is withdrawn on disk: it need not wait for its turn any more."""
        turn = self._turns.get(order_id)
        if turn is not None:
            turn.cancel()

    def _new_order(self, draft: Draft, prepared: Prepared, order_date: str, order_id: str) -> Order:
        service, now = prepared.service, self._ledger.now()
        threshold = None
        if service.scored:
            threshold = draft.threshold
            if threshold is None:
                threshold = self._environment.threshold_for(service.segment)
        return Order(
            order_id=order_id,
            order_date=order_date,
            segment=service.segment,
            environment=self._environment.key,
            real=self._environment.real,
            operator=self._settings.operator,
            state=OrderState.QUEUED,
            created_at=now,
            updated_at=now,
            params=prepared.stored_params,
            threshold=threshold,
            linked_to=draft.linked_to,
            purpose=draft.purpose or None,
            subject_name=prepared.subject_name,
            subject_number=prepared.subject_number,
            fingerprint=prepared.fingerprint,
        )

    async def _carry(self, order: Order, draft: Draft, prepared: Prepared, tell: TellPhase) -> Order:
        try:
            written = False
            async with self._line.client(fresh=True) as client:
                tell(Phase.SAVING)
                order = await self._write(order, draft, prepared)
                written = True
                if not await self._turn(order, tell):
                    return await self._ledger.get(order.order_id)
                try:
                    return await self._send(order, prepared, client, tell)
                finally:
                    self._lane.give_back()
        except VaultError as error:
            raise NoCredentials(error.words) from error
        except RecordsError as error:
            # It failed before SENDING was on disk: _send itself handles what comes after.
            if written:
                await self._not_sent(order)
            raise SubmissionRefused(error.words) from error

    async def _write(self, order: Order, draft: Draft, prepared: Prepared) -> Order:
        """Looking for an earlier order of the same content and writing this one is one step."""
        window_ms = round(float(self._settings.get("sending.duplicate_min")) * 60_000)
        since = order.created_at - window_ms if window_ms > 0 and not draft.again else None
        try:
            return await self._ledger.add(
                order, prepared.stored_pictures, alone_since=since, besides=draft.confirmed_duplicate_of
            )
        except SimilarOrder as error:
            raise DuplicateSuspected(await self._ledger.get(error.order_id)) from error

    async def _turn(self, order: Order, tell: TellPhase) -> bool:
        """Wait for a slot; False when the order was withdrawn meanwhile."""
        await self._refuse_if_closed(order)
        if self._lane.take_at_once(order.segment):
            return True
        tell(Phase.QUEUED)
        turn = asyncio.get_running_loop().create_task(self._lane.take(order.segment))
        self._turns[order.order_id] = turn
        try:
            # Not the turn itself: its cancellation means something else than this task's.
            await asyncio.wait([turn])
        except asyncio.CancelledError:
            if not turn.cancel() and not turn.cancelled():
                self._lane.give_back()  # its turn came in the same moment
            raise
        finally:
            del self._turns[order.order_id]
        if not turn.cancelled():
            turn.result()
            return True
        await self._refuse_if_closed(order)
        return False

    async def _refuse_if_closed(self, order: Order) -> None:
        if self._closed:
            await self._not_sent(order, "not_sent_restart")
            raise SubmissionRefused(CLOSING)

    async def _not_sent(self, order: Order, problem: str = "not_sent_records") -> None:
        try:
            await self._ledger.change(order, Cause.NOT_SENT, problem=problem)
        except RecordsError as error:  # it stays QUEUED on disk, which the next start ends
            _log.warning("order %s was not sent: %s", order.order_id, error)
            self._ledger.forget(order.order_id)

    async def _send(self, order: Order, prepared: Prepared, client: Client, tell: TellPhase) -> Order:
        await self._refuse_if_closed(order)
        try:
            order = await self._ledger.change(
                order, Cause.SEND, sent_at=self._ledger.now(), account=client.account
            )
        except StateConflict:  # withdrawn in the moment when its turn came
            return await self._ledger.get(order.order_id)
        tell(Phase.SENDING)
        try:
            exchange = await client.submit(
                prepared.service,
                order_date=order.order_date,
                order_id=order.order_id,
                params=prepared.params,
                pictures=prepared.pictures,
            )
            self._lane.heard(exchange.reply)
            step = await aside(
                exchange.reply,
                partial(settle_submission, order, prepared.service, exchange.reply, self._ledger.now()),
            )
        except Exception:
            # A mistake of ours in mid-flight: the order may be with RealMe, so it must not stay unasked.
            await self._settle(order, Step(cause=Cause.LOST, changes={"problem": "unclear_unreadable"}), None)
            raise
        tell(Phase.WAITING)
        return await self._settle(order, step, exchange)

    async def _settle(self, order: Order, step: Step, exchange: Exchange | None) -> Order:
        try:
            while True:
                try:
                    return await self._ledger.apply(order, step, exchange)
                except StateConflict:  # another console that started meanwhile took it for lost
                    order = await self._ledger.refresh(order.order_id)
                    cause = overtaken(order.state, step.cause)
                    if cause is None:
                        if exchange is not None:
                            await self._ledger.keep(order, exchange)
                        return order
                    step = replace(step, cause=cause)
        except Exception as error:
            # On disk it is SENDING, which is true: asked for later, or at the next start.
            self._ledger.later(order.order_id)
            if isinstance(error, RecordsError):
                raise OutcomeNotSaved(order.order_id, error.words) from error
            raise
