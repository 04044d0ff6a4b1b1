"""The order desk: takes orders in, sends each exactly once, asks until each has an end.

What it promises, whatever happens to the process, the network or the disk:

- an order with its pictures is on disk before a byte of it is sent, and on disk as SENDING before the first;
- an order whose fate is not known is asked for by its number and never sent again;
- what subscribers are told is on disk already.

All methods belong to the loop's thread; whatever blocks runs in the executor.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.records.errors import RecordsError, StateConflict, UnknownOrder
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from realme_desktop.vault.errors import VaultError

from .admission import admit, connection_refused
from .asking import Asker
from .confirming import wanted
from .connection import read_report
from .drafting import prepare_draft
from .finding import Finding
from .keeping import Keeping
from .lane import Lane
from .ledger import Ledger
from .line import ClientFactory, Line
from .mailroom import Mailroom
from .model import ConnectionReport, Draft, Phase
from .numbers import Clock, OrderNumbers
from .polling import Backoff
from .presence import Duty, Presence
from .refusals import (
    ANOTHER_CONSOLE,
    BEING_SENT,
    CLOSING,
    HAS_ENDED,
    NOTHING_TO_ASK,
    OTHER_ENVIRONMENT,
    ActRefused,
    SubmissionRefused,
)
from .sending import Sender
from .settling import Patience
from .sight import Sight
from .states import Cause

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

__all__ = ["OrderDesk"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

_ATTENTION = 1000  # how many orders that need attention are listed at once


class OrderDesk(Sight, Finding, Keeping):
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
        steady: Clock | None = None,
        presence: Presence | None = None,
        duty: Duty = Duty.KEEPER,
    ) -> None:
        """`clock` is the one on the wall, `steady` one that nobody sets (None: the loop's). `presence` knows
        of other programs on the same data; None where there can be none."""
        self.environment = environment
        self.duty = duty
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
        self._lane = _lane(environment, settings, backoff)
        self._ledger = Ledger(
            records=records,
            run=self._run,
            clock=clock,
            backoff=backoff,
            chance=chance,
            steady=steady,
            key=self._lane.key,
        )
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
        self._sender = Sender(
            environment=environment,
            settings=settings,
            ledger=self._ledger,
            lane=self._lane,
            line=self._line,
        )
        self._asker = Asker(
            ledger=self._ledger,
            lane=self._lane,
            line=self._line,
            mail=self.mail,
            patience=self._patience,
            sending=self._sender.tasks,
        )
        self._phases: dict[str, Phase] = {}
        self._presence = presence
        self._claimed: list[str] = []
        self._closed = False

    # -- taking up and laying down ------------------------------------------------------------------------

    async def start(self) -> tuple[Order, ...]:
        """Begin to work, as far as the duty allows. A keeper takes up what earlier runs left open in this
        environment, and gets those orders as they are now.

        Never sends anything: an order that had not been sent is told so and ends, because nobody is there to
        be asked whether it is still wanted.
        """
        recovered: list[Order] = []
        if self.duty is Duty.ONLOOKER:
            return ()
        if self.duty is Duty.KEEPER:
            guests = frozenset[str]()
            if self._presence is not None:
                guests, _ = await self._run(self._presence.guests)
            for order in await self._run(self._records.unfinished):
                if order.environment == self.environment.key and order.order_id not in guests:
                    recovered += await self._take_up(order)
            for order in await self._run(self._records.unconfirmed):
                if order.environment == self.environment.key and wanted(order):
                    self._ledger.resume(order)
            expired = HistoryQuery(
                states=frozenset({OrderState.EXPIRED}), environments=frozenset({self.environment.key})
            )
            page = await self._run(self._records.page, expired, None, _ATTENTION)
            self._ledger.attention.update((order.order_id, order) for order in page.orders)
        self._asker.start()
        return tuple(order for order in recovered if self._sees(order))

    async def take_up(self, order_id: str) -> tuple[Order, ...]:
        """A guest that sent this order is gone: ask for it from now on. Empty if there is nothing to do."""
        try:
            order = await self._ledger.get(order_id)
        except UnknownOrder:
            return ()
        if order.state.final or order_id in self._ledger.open or order.environment != self.environment.key:
            return ()
        return tuple(await self._take_up(order))

    async def _take_up(self, order: Order) -> list[Order]:
        try:
            if order.state in (OrderState.DRAFTED, OrderState.QUEUED):
                order = await self._ledger.change(order, Cause.NOT_SENT, problem="not_sent_restart")
            elif order.state is OrderState.SENDING:
                order = await self._ledger.change(order, Cause.RECOVERED, problem="unclear_restart")
        except StateConflict:  # a desk closed just now has written its outcome, or another program has
            order = await self._ledger.refresh(order.order_id)
            if order.state.final:
                return []
        except RecordsError as error:  # a full disk must not keep the history from being opened
            _log.warning("order %s was not taken up in full: %s", order.order_id, error)
        if not order.state.final and order.sent_at is not None:
            self._ledger.resume(order)
        return [order]

    async def close(self) -> None:
        """Stop asking, give orders on their way a moment, and let go of the network. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self.mail.close()
        await self._asker.close()
        await self._sender.close()
        await self._ledger.close()
        if self._presence is not None and self.duty is Duty.GUEST:
            for order_id in self._claimed:
                ended = order_id not in self._ledger.open
                await self._run(self._presence.release, order_id, ended=ended)
        await self._line.aclose()

    # -- acts of a person ---------------------------------------------------------------------------------

    async def submit(self, draft: Draft, *, on_phase: Callable[[Phase], None] | None = None) -> Order:
        """One order from the form to its first answer; returns it as it is on disk.

        Raises `DraftRefused`, `DuplicateSuspected` or `SubmissionRefused` (nothing was written or sent), or
        `OutcomeNotSaved` (it was). Once
        the order is being saved it is carried on even if the caller is cancelled.
        """
        if self._closed:
            raise SubmissionRefused(CLOSING)
        if self.duty is Duty.ONLOOKER:
            raise SubmissionRefused(ANOTHER_CONSOLE)
        admit(draft.segment, self.environment, self._settings.policy)
        number = self._numbers.next()
        order_id = number[1]
        tell = partial(self._tell_phase, order_id, on_phase)
        tell(Phase.PREPARING)
        try:
            prepared = await prepare_draft(draft, self.environment, self._settings, self._clock(), self._run)
            if self.duty is Duty.GUEST and self._presence is not None:
                await self._run(self._presence.claim, order_id)
                self._claimed.append(order_id)
            if self._closed:  # meanwhile: nobody would ask for its result any more
                raise SubmissionRefused(CLOSING)
            task = self._sender.begin(draft, prepared, number, tell)
        except BaseException:
            self._phases.pop(order_id, None)
            raise
        task.add_done_callback(lambda _: self._phases.pop(order_id, None))
        return await asyncio.shield(task)

    async def ask(self, order_id: str) -> Order:
        """Ask RealMe for this order now, before all background polling; returns it as it then is on disk.

        `ActRefused` when there is nothing to ask for: never sent, refused by RealMe, or no credentials.
        """
        if (sending := self._sender.tasks.get(order_id)) is not None:
            return await asyncio.shield(sending)
        order = await self.order(order_id)
        if order.state is OrderState.ANSWERED and not wanted(order):
            return order
        if order.environment != self.environment.key:
            raise ActRefused(OTHER_ENVIRONMENT)
        self._check_act()
        refused = order.state is OrderState.REJECTED and order.problem != "unknown_to_realme"
        if order.sent_at is None or refused:
            raise ActRefused(NOTHING_TO_ASK)
        try:
            return await asyncio.shield(self._asker.ask(order))
        except VaultError as error:
            raise ActRefused(error.words) from error

    async def abandon(self, order_id: str) -> Order:
        """Withdraw an order that is not sent yet, or stop waiting for one that is."""
        self._check_act()
        order = await self.order(order_id)
        if order.state in (OrderState.DRAFTED, OrderState.QUEUED):
            cause, problem = Cause.WITHDRAWN, "withdrawn"
        elif order.state in (OrderState.PENDING, OrderState.UNCLEAR, OrderState.EXPIRED):
            cause, problem = Cause.ABANDONED, "abandoned"
        else:
            raise ActRefused(BEING_SENT if order.state is OrderState.SENDING else HAS_ENDED)
        try:
            order = await self._ledger.change(
                order, cause, problem=problem, next_query_at=None, operator=self.operator
            )
        except StateConflict as error:
            raise ActRefused(error.words) from error
        self._sender.withdrawn(order_id)
        return order

    def _check_act(self) -> None:
        if self._closed:
            raise ActRefused(CLOSING)
        if self.duty is Duty.ONLOOKER:
            raise ActRefused(ANOTHER_CONSOLE)

    async def check_connection(self) -> ConnectionReport:
        """Ask for an order that can't exist: free, and shows whether RealMe knows the credentials."""
        if words := connection_refused(self.environment, self._settings.policy):
            return ConnectionReport(ok=False, words=words)
        order_date, order_id = self._numbers.next()
        try:
            async with self._line.client(fresh=True) as client, self._lane.slot():
                exchange = await client.check_result(
                    None, order_date=order_date, order_id=order_id, seq_id=None
                )
                self._lane.heard(exchange.reply)
        except VaultError as error:
            return ConnectionReport(ok=False, words=error.words)
        return read_report(exchange)

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


def _lane(environment: Environment, settings: Settings, backoff: Backoff) -> Lane:
    """The environment's own limits before the settings'."""
    per_second = environment.per_second
    return Lane(
        environment.concurrency or int(settings.get("sending.concurrency")),
        per_second=float(settings.get("sending.per_second") if per_second is None else per_second),
        services=environment.service_per_second,
        longest_quiet_s=backoff.max_s,
    )
