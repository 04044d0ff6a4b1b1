"""The machine and its scheduler in a simulated world, driven at random; what must hold is checked after each
step. An hour costs nothing here: see `simulated.py`."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from stdnum.iso7064 import mod_11_2

from realme_desktop.config.environment import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Draft
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.refusals import ActRefused, SubmissionRefused
from realme_desktop.orders.settling import Patience
from realme_desktop.orders.states import Cause, next_state
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault
from tests.orders.simulated import (
    LATENCY_S,
    START_OF_WALL_CLOCK,
    Asked,
    Fate,
    InlineExecutor,
    LeapingLoop,
    SimulatedRealMe,
    WallClock,
    Weather,
)
from tests.orders.support import KEY, NAME

S = OrderState
BACKOFF = Backoff(first_s=2.0, max_s=60.0)
PATIENCE = Patience(grace_s=120.0, expire_s=24 * 3600.0)
CONCURRENCY, PER_SECOND, SERVICE_PER_SECOND = 4, 10, 2.0
SHORTEST_S = BACKOFF.first_s * (1 - BACKOFF.spread)
# The longest wait, and a call that was never answered before it.
LONGEST_S = BACKOFF.max_s * (1 + BACKOFF.spread) + 31.0
# What RealMe may have asked for, and the time of a lane that goes and looks whether anybody is there.
RECOVERY_S = 90.0 + 120.0
OPEN = frozenset({S.PENDING, S.UNCLEAR})
ROUNDING_S = 1e-4
HOUR, DAY = 3600.0, 86_400.0
UNCERTAIN = (Fate.LOST_ON_THE_WAY, Fate.LOST_ON_THE_WAY_BACK, Fate.LATE)
FATES = (*Fate, *UNCERTAIN, *UNCERTAIN, *(Fate.TAKEN,) * 6)
FAST_DISK = Path("/dev/shm")  # this is not about the disk


class Consoles(RuleBasedStateMachine):
    """One data directory, one RealMe; consoles that come, go and crash."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=FAST_DISK if FAST_DISK.is_dir() else None))
        self.loop = LeapingLoop()
        self.clock = WallClock(self.loop)
        self.realme = SimulatedRealMe()
        self.records = Records.open(self.folder / "records.db", KEY)
        self.dice = random.Random(0)
        self.people = itertools.count()
        self.asked_by_person: set[str] = set()
        self.states: dict[str, list[S]] = {}
        self.sent_in_this_life: dict[str, float] = {}
        self.looked_at = 0
        self.complaints: list[str] = []
        self.fine_since = 0.0
        self.loop.set_exception_handler(lambda _, context: self.complaints.append(repr(context)))
        self._open()

    def teardown(self) -> None:
        if not hasattr(self, "loop"):
            return
        try:
            self._to_the_end()
        finally:
            self._crash()
            self.records.close()
            self.loop.close()
            shutil.rmtree(self.folder)

    # -- what may happen ------------------------------------------------------------------------------------

    @rule(
        fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=5),
        segment=st.sampled_from(["namecheck", "getloaninfo"]),
        seconds=st.sampled_from([0.0, LATENCY_S * 0.75, 1.0, 1.0]),
    )
    def submit(self, fates: list[Fate], segment: str, seconds: float) -> None:
        for fate in fates:
            digits = f"11010519900307{next(self.people):03}"
            values = {"full_name": NAME, "id_number": digits + mod_11_2.calc_check_digit(digits)}
            self.realme.fate = fate
            task = self.loop.create_task(self.desk.submit(Draft(segment=segment, values=values)))
            task.add_done_callback(self._submitted)
            self._advance(0.01)  # its fate is decided when it leaves
        self._advance(seconds)

    @rule(seconds=st.sampled_from([0.3, 2.0, 10.0, 61.0, 400.0]))
    def wait(self, seconds: float) -> None:
        self._advance(seconds)

    @rule(seconds=st.sampled_from([-3 * DAY, -HOUR, -30.0, 30.0, 300.0, HOUR, 3 * DAY]))
    def somebody_sets_the_clock(self, seconds: float) -> None:
        self.clock.off_by += seconds
        self._advance(0.01)

    @rule(weather=st.sampled_from(Weather))
    def the_weather_changes(self, weather: Weather) -> None:
        self.realme.weather = weather
        self.fine_since = self.loop.time()

    @rule()
    def results_arrive(self) -> None:
        self.realme.settle()

    @precondition(lambda self: self.states)
    @rule(data=st.data())
    def a_person_asks(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.states)))
        self.asked_by_person.add(order_id)
        before = self.loop.time()
        with contextlib.suppress(ActRefused):
            self._run(self.desk.ask(order_id))
        # One query may be on its way already, and one silence is the longest that RealMe can keep; a quiet
        # time keeps a person for seconds only. Nobody waits behind the background.
        assert self.loop.time() - before < 2 * 31.0 + 10.0
        self.asked_by_person.discard(order_id)

    @precondition(lambda self: self.states)
    @rule(data=st.data())
    def a_person_stops_waiting(self, data: st.DataObject) -> None:
        with contextlib.suppress(ActRefused):
            self._run(self.desk.abandon(data.draw(st.sampled_from(sorted(self.states)))))

    @rule()
    def the_console_is_closed_and_opened(self) -> None:
        self._run(self.desk.close())
        self._open()

    @rule()
    def the_console_crashes_and_is_opened(self) -> None:
        self._crash()
        self._open()

    # -- what must hold -------------------------------------------------------------------------------------

    @invariant()
    def nothing_goes_wrong_beside(self) -> None:
        assert not getattr(self, "complaints", [])

    @invariant()
    def no_order_is_sent_twice(self) -> None:
        if hasattr(self, "loop"):
            assert not [order_id for order_id, times in self.realme.submissions.items() if times > 1]

    @invariant()
    def each_way_is_drawn_in_the_machine(self) -> None:
        for order in self._orders():
            state = S.QUEUED
            first, *others = self.records.events(order.order_id)
            assert (first.cause, first.state) == (Cause.CREATED.value, state)
            for event in others:
                state = next_state(state, Cause(event.cause))
                assert state is event.state
            assert state is order.state
            if order.order_id in self.realme.submissions:
                assert S.SENDING in [event.state for event in others], "sent before the disk said so"

    @invariant()
    def nothing_is_awaited_that_has_an_end_and_nothing_open_is_forgotten(self) -> None:
        orders = self._orders()
        if orders:
            waiting = {order.order_id for order in self.desk.pending()}
            assert {order.order_id for order in orders if order.state in OPEN} == {
                order_id for order_id in waiting if self._on_disk(order_id).state in OPEN
            }
            assert not {order.order_id for order in orders if order.state.final} & waiting

    @invariant()
    def queries_keep_their_distance(self) -> None:
        """No storm, whatever the clock, the network and the restarts do: an order is not asked for by the
        background sooner than the shortest wait after the last time, and not while RealMe wants quiet."""
        if not hasattr(self, "loop"):
            return
        for place in range(self.looked_at, len(self.realme.asked)):
            asked = self.realme.asked[place]
            if asked in self.by_person:
                continue
            before = [
                other
                for other in self.realme.asked[self.first_of_this_life : place]
                if other.order_id == asked.order_id
            ]
            if before:
                assert before[-1].ended is not None, "two queries for one order at a time"
                assert asked.began - before[-1].ended >= SHORTEST_S - ROUNDING_S
        self.looked_at = len(self.realme.asked)
        assert self.realme.most_in_flight <= CONCURRENCY

    @invariant()
    def the_lane_is_quiet_while_realme_wants_quiet(self) -> None:
        if not hasattr(self, "loop"):
            return
        mine = [
            asked for asked in self.realme.asked[self.first_of_this_life :] if asked not in self.by_person
        ]
        for slowed in (asked for asked in mine if asked.slow_down and asked.ended is not None):
            until = slowed.ended + slowed.slow_down
            early = [asked for asked in mine if slowed.ended < asked.began < until - ROUNDING_S]
            assert not early

    @invariant()
    def nobody_starves(self) -> None:
        """Once RealMe can be asked again, each open order is asked for within the longest wait, and the time
        that a slowed lane takes to recover."""
        if not hasattr(self, "loop") or self.realme.weather not in (Weather.FINE, Weather.FAILING):
            return
        now = self.loop.time()
        pending = self.desk.pending()
        for order in pending:
            if order.state not in OPEN:
                continue
            last = max((asked.began for asked in self._queries_of(order.order_id)), default=0.0)
            fair = max(last, self.fine_since, self.opened_at, self.seen_open.setdefault(order.order_id, now))
            assert now - fair <= LONGEST_S + RECOVERY_S + len(pending)

    @invariant()
    def the_pace_is_kept(self) -> None:
        """So many calls a second on average, and a burst of no more than there are slots; a service with a
        pace of its own keeps that, too."""
        if not hasattr(self, "loop"):
            return
        began = [asked.began for asked in self.realme.asked[self.first_of_this_life :]]
        for first, last in zip(began, began[CONCURRENCY + PER_SECOND :], strict=False):
            assert last - first >= 1.0 - ROUNDING_S
        own = [
            asked.began
            for asked in self.realme.asked[self.first_of_this_life :]
            if self._on_disk(asked.order_id).segment == "getloaninfo"
        ]
        for first, last in itertools.pairwise(own):
            assert last - first >= 1 / SERVICE_PER_SECOND - ROUNDING_S

    @invariant()
    def nothing_is_given_up_early(self) -> None:
        """Not by a clock that somebody sets: "RealMe does not know it" and "expired" take their real time,
        as long as the program that sent the order runs."""
        if not hasattr(self, "loop"):
            return
        for order_id, sent_at in self.sent_in_this_life.items():
            order = self._on_disk(order_id)
            waited = self.loop.time() - sent_at
            if order.problem == "unknown_to_realme":
                assert waited >= PATIENCE.grace_s
            if order.state is S.EXPIRED:
                assert waited >= PATIENCE.expire_s

    # -- how it is done -------------------------------------------------------------------------------------

    def _open(self) -> None:
        self.executor = InlineExecutor()
        values = Settings(None)
        values.set("sending.concurrency", CONCURRENCY)
        values.set("sending.per_second", PER_SECOND)
        self.desk = OrderDesk(
            environment=replace(
                PRESETS["sandbox"], per_second=None, service_per_second={"getloaninfo": SERVICE_PER_SECOND}
            ),
            settings=values,
            paths=Paths(self.folder, site_dir=self.folder),
            vault=Vault(session_only=True),
            records=self.records,
            client_factory=self.realme.client,
            clock=self.clock,
            executor=self.executor,
            patience=PATIENCE,
            backoff=BACKOFF,
            chance=self.dice.random,
        )
        self.desk.subscribe(self._changed)
        self.first_of_this_life = len(self.realme.asked)
        self.opened_at = self.loop.time()
        self.by_person: list[Asked] = []
        self.seen_open: dict[str, float] = {}
        self.sent_in_this_life.clear()
        submitted = self.realme.submissions.total()
        self._run(self.desk.start())
        assert self.realme.submissions.total() == submitted, "a start sends nothing"

    def _crash(self) -> None:
        """The process is gone: nothing reaches the disk any more, and nobody hears anything."""
        self.executor.dead = True
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self._run(asyncio.sleep(0))
        self._run(asyncio.sleep(0))
        assert all(task.done() for task in tasks)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        seen = len(self.realme.asked)
        try:
            return self.loop.run_until_complete(_and_what_follows(work))
        finally:
            self.by_person += [
                asked for asked in self.realme.asked[seen:] if asked.order_id in self.asked_by_person
            ]

    def _advance(self, seconds: float) -> None:
        self._run(asyncio.sleep(seconds))

    def _changed(self, order: Order) -> None:
        on_disk = self._on_disk(order.order_id)
        history = self.states.setdefault(order.order_id, [])
        history.append(order.state)
        if order.state not in [event.state for event in self.records.events(order.order_id)]:
            self.complaints.append(f"{order} was shown before it was on disk")
        if on_disk.state is S.SENDING and self.sent_in_this_life.get(order.order_id) is None:
            self.sent_in_this_life[order.order_id] = self.loop.time()

    def _submitted(self, task: asyncio.Task[Order]) -> None:
        if not task.cancelled() and not isinstance(error := task.exception(), SubmissionRefused | None):
            self.complaints.append(repr(error))

    def _orders(self) -> tuple[Order, ...]:
        return self.records.page(HistoryQuery(), limit=1000).orders if hasattr(self, "records") else ()

    def _on_disk(self, order_id: str) -> Order:
        return self.records.get(order_id)

    def _queries_of(self, order_id: str) -> list[Asked]:
        return [asked for asked in self.realme.asked if asked.order_id == order_id]

    def _to_the_end(self) -> None:
        """The weather clears up and RealMe has all results: each order finds the end that its books say."""
        self.realme.weather = Weather.FINE
        self.realme.settle()
        self._advance(60.0)
        self.realme.settle()
        self.clock.off_by = max(self.clock.off_by, self._latest_wall_clock())
        self._advance(2 * HOUR)
        assert not self.desk.pending()
        for order in self._orders():
            if order.state in (S.ABANDONED, S.EXPIRED):
                continue
            if order.order_id in self.realme.late and order.order_id not in self.sent_in_this_life:
                continue  # a clock that was set while nobody ran can make the grace time seem to be over
            recorded = order.order_id in self.realme.books
            assert order.state is (S.ANSWERED if recorded else S.REJECTED), (order.state, order.problem)

    def _latest_wall_clock(self) -> float:
        """So that no order seems to have been sent in the future."""
        latest = max((order.sent_at or 0 for order in self._orders()), default=0) / 1000
        return latest - START_OF_WALL_CLOCK - self.loop.time()


async def _and_what_follows(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return await work
    finally:
        for _ in range(20):  # what is on disk by now is to be known, too
            await asyncio.sleep(0)


# Not shrunk: each step is a world's, and a minute is soon over. `HYPOTHESIS_PROFILE=deep` looks longer.
Consoles.TestCase.settings = settings(
    settings(), max_examples=settings().max_examples, stateful_step_count=40, phases=[Phase.generate]
)
TestConsoles = Consoles.TestCase
