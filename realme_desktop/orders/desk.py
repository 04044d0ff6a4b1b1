"""The order desk: takes orders in, sends each exactly once, asks until each has an end.

What it promises, whatever happens to the process, the network or the disk:

- an order with its pictures is on disk before a byte of it is sent, and on disk as SENDING before the first;
- an order whose fate is not known is asked for by its number and never sent again;
- what subscribers are told is on disk already.

All methods belong to the loop's thread; whatever blocks runs in the executor.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import by_segment
from realme_desktop.records.errors import RecordsError, StateConflict
from realme_desktop.records.model import Cursor, Event, HistoryQuery, Order, OrderState, Page, StoredPicture
from realme_desktop.vault.errors import VaultError

from .confirming import wanted
from .connection import read_report
from .drafting import Prepared, prepare_draft
from .lane import Lane
from .ledger import Ledger
from .line import ClientFactory, Line
from .mailroom import Mailroom
from .model import ConnectionReport, Draft, Phase
from .numbers import Clock, OrderNumbers
from .polling import Backoff
from .refusals import (
    BEING_SENT,
    CLOSING,
    HAS_ENDED,
    NOTHING_TO_ASK,
    OTHER_ACCOUNT,
    OTHER_ENVIRONMENT,
    ActRefused,
    NoCredentials,
    OutcomeNotSaved,
    SubmissionRefused,
)
from .settling import Patience, Step, not_asked, overtaken, settle_query, settle_submission
from .states import Cause, ImpossibleTransition

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.gateway.client import Client
    from realme_desktop.gateway.reply import Exchange
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

__all__ = ["OrderDesk"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

# How long quitting waits for orders on their way; what takes longer is asked for at the next start.
_FAREWELL_S = 3.0


class OrderDesk:
    """One desk for one environment. `start()` before anything else, `close()` at the end."""

    def __init__(
        self,
        *,
        environment: Environment,
        settings: Settings,
        paths: Paths,
        vault: Vault,
        records: Records,
        client_factory: ClientFactory,
        clock: Clock,
        executor: Executor,
        patience: Patience | None = None,
        backoff: Backoff | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.environment = environment
        self.paths = paths
        self._settings = settings
        self._records = records
        self._clock = clock
        self._executor = executor
        # An order of ours may be on its way for as long as the time limits allow, and counts from its start.
        self._patience = patience or Patience(
            grace_s=Patience().grace_s + environment.timeouts.total,
            expire_s=float(settings.get("polling.expire_h")) * 3600,
        )
        backoff = backoff or Backoff(
            first_s=float(settings.get("polling.first_s")), max_s=float(settings.get("polling.max_s"))
        )
        self._ledger = Ledger(records=records, run=self._run, clock=clock, backoff=backoff, chance=chance)
        self._numbers = OrderNumbers(clock)
        self._line = Line(environment, vault, client_factory, self._run)
        self.mail = Mailroom(
            environment=environment,
            ledger=self._ledger,
            records=records,
            vault=vault,
            line=self._line,
            run=self._run,
            patience=self._patience,
        )
        self._lane = Lane(int(settings.get("sending.concurrency")))
        self._phases: dict[str, Phase] = {}
        self._sending: dict[str, asyncio.Task[Order]] = {}
        self._asking: dict[str, asyncio.Task[Order]] = {}
        self._poller: asyncio.Task[None] | None = None
        self._closed = False

    # -- taking up and laying down ------------------------------------------------------------------------

    async def start(self) -> tuple[Order, ...]:
        """Take up what an earlier run left open in this environment; returns those orders as they are now.

        Never sends anything: an order that had not been sent is told so and ends, because nobody is there to
        be asked whether it is still wanted.
        """
        recovered = []
        for order in await self._run(self._records.unfinished):
            if order.environment != self.environment.key:
                continue
            try:
                if order.state in (OrderState.DRAFTED, OrderState.QUEUED):
                    order = await self._ledger.change(order, Cause.NOT_SENT, problem="not_sent_restart")
                elif order.state is OrderState.SENDING:
                    order = await self._ledger.change(order, Cause.RECOVERED, problem="unclear_restart")
            except StateConflict:  # a desk closed just now has written its outcome, or another console has
                order = await self._ledger.refresh(order.order_id)
                if order.state.final:
                    continue
            except RecordsError as error:  # a full disk must not keep the history from being opened
                _log.warning("order %s was not taken up in full: %s", order.order_id, error)
            recovered.append(order)
            if not order.state.final and order.sent_at is not None:
                self._ledger.resume(order)
        for order in await self._run(self._records.unconfirmed):
            if order.environment == self.environment.key and wanted(order):
                self._ledger.resume(order)
        self._poller = asyncio.get_running_loop().create_task(self._poll(), name="order desk: polling")
        self._poller.add_done_callback(_report_failure)
        return tuple(recovered)

    async def close(self) -> None:
        """Stop asking, give orders on their way a moment, and let go of the network. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self.mail.close()
        stopping: list[asyncio.Task[Any]] = [*self._asking.values()]
        if self._poller is not None:
            stopping.append(self._poller)
        for task in stopping:
            task.cancel()
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=_FAREWELL_S)
            for sending in self._sending.values():
                sending.cancel()
                stopping.append(sending)
        await asyncio.gather(*stopping, return_exceptions=True)
        await self._line.aclose()

    # -- acts of a person ---------------------------------------------------------------------------------

    async def submit(self, draft: Draft, *, on_phase: Callable[[Phase], None] | None = None) -> Order:
        """One order from the form to its first answer; returns it as it is on disk.

        Raises `DraftRefused` or `SubmissionRefused` (nothing was sent), or `OutcomeNotSaved` (it was). Once
        the order is being saved it is carried on even if the caller is cancelled.
        """
        if self._closed:
            raise SubmissionRefused(CLOSING)
        order_date, order_id = self._numbers.next()
        tell = partial(self._tell_phase, order_id, on_phase)
        tell(Phase.PREPARING)
        try:
            prepared = await prepare_draft(draft, self.environment, self._settings, self._clock(), self._run)
            if self._closed:  # meanwhile: nobody would ask for its result any more
                raise SubmissionRefused(CLOSING)
            order = self._new_order(draft, prepared, order_date, order_id)
            task = asyncio.get_running_loop().create_task(
                self._carry(order, prepared, tell), name=f"order desk: sending {order_id}"
            )
        except BaseException:
            self._phases.pop(order_id, None)
            raise
        self._keep(self._sending, order_id, task)
        return await asyncio.shield(task)

    async def ask(self, order_id: str) -> Order:
        """Ask RealMe for this order now, before all background polling; returns it as it then is on disk.

        `ActRefused` when there is nothing to ask for: never sent, refused by RealMe, or no credentials.
        """
        if (sending := self._sending.get(order_id)) is not None:
            return await asyncio.shield(sending)
        order = await self._ledger.get(order_id)
        if order.state is OrderState.ANSWERED and not wanted(order):
            return order
        if order.environment != self.environment.key:
            raise ActRefused(OTHER_ENVIRONMENT)
        if self._closed:
            raise ActRefused(CLOSING)
        refused = order.state is OrderState.REJECTED and order.problem != "unknown_to_realme"
        if order.sent_at is None or refused:
            raise ActRefused(NOTHING_TO_ASK)
        try:
            task = self._asking.get(order_id) or self._start_asking(order, urgent=True)
            return await asyncio.shield(task)
        except VaultError as error:
            raise ActRefused(error.words) from error

    async def abandon(self, order_id: str) -> Order:
        """Withdraw an order that is not sent yet, or stop waiting for one that is."""
        order = await self._ledger.get(order_id)
        if order.state in (OrderState.DRAFTED, OrderState.QUEUED):
            cause, problem = Cause.WITHDRAWN, "withdrawn"
        elif order.state in (OrderState.PENDING, OrderState.UNCLEAR, OrderState.EXPIRED):
            cause, problem = Cause.ABANDONED, "abandoned"
        else:
            raise ActRefused(BEING_SENT if order.state is OrderState.SENDING else HAS_ENDED)
        try:
            return await self._ledger.change(order, cause, problem=problem, next_query_at=None)
        except StateConflict as error:
            raise ActRefused(error.words) from error

    async def check_connection(self) -> ConnectionReport:
        """Ask for an order that can't exist: free, and shows whether RealMe knows the credentials."""
        order_date, order_id = self._numbers.next()
        try:
            async with self._line.client(fresh=True) as client, self._lane.slot(urgent=True):
                exchange = await client.check_result(
                    None, order_date=order_date, order_id=order_id, seq_id=None
                )
        except VaultError as error:
            return ConnectionReport(ok=False, words=error.words)
        return read_report(exchange)

    # -- reading ------------------------------------------------------------------------------------------

    async def page(self, query: HistoryQuery, after: Cursor | None = None, limit: int = 100) -> Page:
        return await self._run(self._records.page, query, after, limit)

    async def count(self, query: HistoryQuery) -> int:
        return await self._run(self._records.count, query)

    async def order(self, order_id: str) -> Order:
        return await self._ledger.get(order_id)

    async def pictures(self, order_id: str) -> dict[str, StoredPicture]:
        return await self._run(self._records.pictures, order_id)

    async def events(self, order_id: str) -> tuple[Event, ...]:
        return await self._run(self._records.events, order_id)

    def pending(self) -> tuple[Order, ...]:
        """Every order of this environment that has no end yet, oldest first, as on disk."""
        waiting = (order for order in self._ledger.open.values() if not order.state.final)
        return tuple(sorted(waiting, key=lambda order: (order.created_at, order.order_id)))

    def phase(self, order_id: str) -> Phase | None:
        """What is being done with this order; None when nothing is."""
        if (phase := self._phases.get(order_id)) is not None:
            return phase
        order = self._ledger.open.get(order_id)
        return Phase.WAITING if order is not None and not order.state.final else None

    def subscribe(self, callback: Callable[[Order], None]) -> Callable[[], None]:
        """`callback(order)` after each change on disk, on the loop's thread; returns how to stop it."""
        return self._ledger.subscribe(callback)

    # -- sending ------------------------------------------------------------------------------------------

    def _new_order(self, draft: Draft, prepared: Prepared, order_date: str, order_id: str) -> Order:
        service, now = prepared.service, self._ledger.now()
        threshold = None
        if service.scored:
            threshold = draft.threshold
            if threshold is None:
                threshold = self.environment.threshold_for(service.segment)
        return Order(
            order_id=order_id,
            order_date=order_date,
            segment=service.segment,
            environment=self.environment.key,
            real=self.environment.real,
            operator=str(self._settings.get("operator")),
            state=OrderState.QUEUED,
            created_at=now,
            updated_at=now,
            params=prepared.stored_params,
            threshold=threshold,
            linked_to=draft.linked_to,
            subject_name=prepared.subject_name,
            subject_number=prepared.subject_number,
        )

    async def _carry(self, order: Order, prepared: Prepared, tell: Callable[[Phase], None]) -> Order:
        try:
            try:
                written = False
                async with self._line.client(fresh=True) as client:
                    tell(Phase.SAVING)
                    order = await self._ledger.add(order, prepared.stored_pictures)
                    written = True
                    async with self._lane.slot(urgent=True):
                        return await self._send(order, prepared, client, tell)
            except VaultError as error:
                raise NoCredentials(error.words) from error
            except RecordsError as error:
                # It failed before SENDING was on disk: _send itself handles what comes after.
                if written:
                    await self._not_sent(order)
                raise SubmissionRefused(error.words) from error
        finally:
            self._phases.pop(order.order_id, None)

    async def _not_sent(self, order: Order, problem: str = "not_sent_records") -> None:
        try:
            await self._ledger.change(order, Cause.NOT_SENT, problem=problem)
        except RecordsError as error:  # it stays QUEUED on disk, which the next start ends
            _log.warning("order %s was not sent: %s", order.order_id, error)
            self._ledger.forget(order.order_id)

    async def _send(
        self, order: Order, prepared: Prepared, client: Client, tell: Callable[[Phase], None]
    ) -> Order:
        if self._closed:
            await self._not_sent(order, "not_sent_restart")
            raise SubmissionRefused(CLOSING)
        try:
            order = await self._ledger.change(
                order, Cause.SEND, sent_at=self._ledger.now(), account=client.account
            )
        except StateConflict:  # withdrawn while it waited for its turn
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
            step = settle_submission(order, prepared.service, exchange.reply, self._ledger.now())
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
                        return order
                    step = replace(step, cause=cause)
        except Exception as error:
            # On disk it is SENDING, which is true: asked for later, or at the next start.
            self._ledger.later(order.order_id)
            if isinstance(error, RecordsError):
                raise OutcomeNotSaved(order.order_id, error.words) from error
            raise

    # -- asking -------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """The scheduler: one order at a time is taken out when it is due and asked for in the lane."""
        while True:
            order_id = await self._ledger.schedule.due()
            await self._lane.take(urgent=False)
            order = self._ledger.open.get(order_id)
            busy = order_id in self._asking or order_id in self._sending
            if order is None or busy:
                self._lane.give_back()
                if order is not None:  # in hand just now; if that brings nothing, its turn comes again
                    self._ledger.later(order_id)
                continue
            task = self._start_asking(order, urgent=False)
            task.add_done_callback(lambda _: self._lane.give_back())
            task.add_done_callback(partial(self._polled, order_id))

    def _polled(self, order_id: str, task: asyncio.Task[Order]) -> None:
        if task.cancelled() or self._closed:
            return
        error = task.exception()
        if error is None:
            return
        if isinstance(error, VaultError):
            self._ledger.slow_down()  # a locked keyring must not be shaken once per order
        elif isinstance(error, RecordsError):
            _log.warning("order %s could not be updated: %s", order_id, error)
        else:
            _log.error("asking for order %s failed", order_id, exc_info=error)
        if order_id in self._ledger.open:
            self._ledger.later(order_id)

    def _start_asking(self, order: Order, *, urgent: bool) -> asyncio.Task[Order]:
        task = asyncio.get_running_loop().create_task(
            self._query(order, urgent=urgent), name=f"order desk: asking for {order.order_id}"
        )
        self._keep(self._asking, order.order_id, task)
        return task

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
                    async with self._lane.slot(urgent=True):
                        exchange = await self._ask_for(client, service, order)
                else:  # the poller has taken the slot
                    exchange = await self._ask_for(client, service, order)
        except VaultError:
            if order.problem != "query_credentials" and not order.state.final:
                with contextlib.suppress(StateConflict):
                    await self._ledger.change(order, Cause.ASKED, problem="query_credentials")
            raise
        while True:
            now = self._ledger.now()
            if order.state is OrderState.ANSWERED:
                return await self.mail.confirm(order.order_id, service, exchange)
            if exchange is None:
                step = not_asked(order, now, self._patience)
            else:
                step = settle_query(order, service, exchange.reply, now, self._patience)
            try:
                return await self._ledger.apply(order, step, exchange, queries=order.queries + 1)
            except StateConflict:  # changed meanwhile: read the same answer against what the order is now
                order = await self._ledger.refresh(order.order_id)
            except ImpossibleTransition:  # it has found its end without this answer
                return order

    @staticmethod
    async def _ask_for(client: Client, service: Service, order: Order) -> Exchange:
        """By RealMe's seq_id if it gave one; always under the order's own number and date (errata 27)."""
        return await client.check_result(
            service, order_date=order.order_date, order_id=order.order_id, seq_id=order.seq_id
        )

    # -- small things -------------------------------------------------------------------------------------

    async def _run(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(function, *args, **kwargs))

    def _tell_phase(self, order_id: str, on_phase: Callable[[Phase], None] | None, phase: Phase) -> None:
        self._phases[order_id] = phase
        if on_phase is None:
            return
        try:
            on_phase(phase)
        except Exception:  # noqa: BLE001 - a window that is gone must not cost an order its answer
            _log.exception("order %s: telling the phase %s failed", order_id, phase.value)

    @staticmethod
    def _keep(tasks: dict[str, asyncio.Task[Order]], order_id: str, task: asyncio.Task[Order]) -> None:
        """Hold the task while it runs, and see its exception even if nobody waits for it any more."""
        tasks[order_id] = task

        def over(done: asyncio.Task[Order]) -> None:
            tasks.pop(order_id, None)
            if not done.cancelled() and done.exception() is not None:
                _log.debug("%s ended with %r", done.get_name(), done.exception())

        task.add_done_callback(over)


def _report_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s ended", task.get_name(), exc_info=error)
