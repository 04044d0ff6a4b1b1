"""The scheduler through bad times, in a simulated world: no network for a weekend, clocks that jump, a RealMe
that wants quiet, ten thousand orders. An hour costs nothing here."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.config.environment import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.settling import Patience
from realme_desktop.records.model import Order, OrderState
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault
from tests.orders.simulated import (
    Fate,
    InlineExecutor,
    LeapingLoop,
    SimulatedRealMe,
    WallClock,
    Weather,
)
from tests.orders.support import KEY, name_check

S = OrderState
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclasses.dataclass
class World:
    folder: Path
    records: Records
    realme: SimulatedRealMe
    clock: WallClock
    settings: Settings
    per_second: float | None = 0.0

    @asynccontextmanager
    async def desk(self, **limits: Any) -> AsyncIterator[OrderDesk]:
        desk = OrderDesk(
            environment=dataclasses.replace(PRESETS["sandbox"], per_second=self.per_second, **limits),
            settings=self.settings,
            paths=Paths(self.folder, site_dir=self.folder),
            vault=Vault(session_only=True),
            records=self.records,
            client_factory=self.realme.client,  # type: ignore[arg-type]
            clock=self.clock,
            executor=InlineExecutor(),
            patience=Patience(grace_s=120.0, expire_s=DAY),
            backoff=Backoff(first_s=2.0, max_s=60.0),
        )
        await desk.start()
        try:
            yield desk
        finally:
            await desk.close()

    def pending(self, count: int, **facts: Any) -> None:
        """Orders that an earlier run left, all of them with RealMe."""
        now = int(self.clock() * 1000)
        for number in range(count):
            order = Order(
                order_id=f"{number:030}",
                order_date="20260921",
                segment="getloaninfo",
                environment="sandbox",
                real=False,
                operator="",
                state=S.PENDING,
                created_at=now - count + number,
                updated_at=now,
                sent_at=now,
                seq_id=f"S{number:030}",
            )
            self.records.add(dataclasses.replace(order, **facts))
            self.realme.books[order.order_id] = False


def simulated(story: Callable[[World], Awaitable[None]], folder: Path) -> None:
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        settings = Settings(None)
        settings.set("sending.duplicate_min", 0)
        records = Records.open(folder / "records.db", KEY)
        try:
            world = World(folder, records, SimulatedRealMe(), WallClock(runner.get_loop()), settings)
            runner.run(_told(story, world))
        finally:
            records.close()


async def _told(story: Callable[[World], Awaitable[None]], world: World) -> None:
    await story(world)


def now() -> float:
    return asyncio.get_running_loop().time()


def test_a_weekend_without_a_network_makes_nothing_expire(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(40)
        async with world.desk() as desk:
            world.realme.weather = Weather.OFFLINE
            await asyncio.sleep(30 * HOUR)
            assert {(order.state, order.problem) for order in desk.pending()} == {
                (S.PENDING, "query_offline")
            }
            tries = len(world.realme.asked)
            assert 30 * HOUR / 12 <= tries <= 30 * HOUR / 8, "one looks now and then, whatever their number"
            for order in desk.pending():
                assert len(await desk.events(order.order_id)) <= 2, "no row for each failed attempt"
            world.realme.weather = Weather.FINE
            world.realme.settle()
            back = now()
            await asyncio.sleep(12.0)
            assert len(world.realme.asked) > tries, "its return is noticed within seconds"
            await asyncio.sleep(2 * MINUTE)
            assert desk.pending() == () and desk.attention() == ()
            assert all(asked.began - back < MINUTE * 1.2 for asked in world.realme.asked[tries:])

    simulated(story, tmp_path)


def test_what_realme_itself_calls_unfinished_after_a_day_needs_attention(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(3)
        async with world.desk() as desk:
            heard: list[Order] = []
            desk.subscribe(heard.append)
            await asyncio.sleep(DAY + 2 * MINUTE)
            assert desk.awaited == 0 and desk.pending() == ()
            assert [order.state for order in desk.attention()] == [S.EXPIRED] * 3
            assert desk.needing_attention == 3
            asked = len(world.realme.asked)
            await asyncio.sleep(HOUR)
            assert len(world.realme.asked) == asked, "asked for no more"
        async with world.desk() as desk:
            assert desk.needing_attention == 3, "and not forgotten"
            first, second, _ = desk.attention()
            world.realme.settle()
            assert (await desk.ask(first.order_id)).state is S.ANSWERED
            assert (await desk.abandon(second.order_id)).state is S.ABANDONED
            assert desk.needing_attention == 1

    simulated(story, tmp_path)


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_clock_that_somebody_sets_ends_nothing_and_starts_no_storm(days: float, tmp_path: Path) -> None:
    async def story(world: World) -> None:
        async with world.desk() as desk:
            world.realme.fate = Fate.LOST_ON_THE_WAY
            lost = await desk.submit(name_check())
            world.realme.fate = Fate.TAKEN
            await asyncio.sleep(10.0)
            world.clock.off_by += days * DAY
            before = len(world.realme.asked)
            await asyncio.sleep(60.0)
            assert len(world.realme.asked) - before <= 6
            assert (await desk.order(lost.order_id)).state is S.UNCLEAR, "its grace time is not over"
            await asyncio.sleep(3 * MINUTE)
            assert (await desk.order(lost.order_id)).problem == "unknown_to_realme"

    simulated(story, tmp_path)


def test_too_many_calls_slow_all_orders_down_and_then_all_is_as_before(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(300)
        async with world.desk() as desk:
            world.realme.weather = Weather.THROTTLED
            await asyncio.sleep(10 * MINUTE)
            assert len(world.realme.asked) <= 3 * 20, "not once per order"
            world.realme.weather = Weather.FINE
            world.realme.settle()
            await asyncio.sleep(5 * MINUTE)
            assert desk.pending() == ()
            assert world.realme.most_in_flight <= 4

    simulated(story, tmp_path)


def test_a_start_with_many_overdue_orders_keeps_to_the_pace(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(400, next_query_at=1)
        world.per_second = None  # the setting's: ten
        async with world.desk() as desk:
            await asyncio.sleep(20.0)
            begun = [asked.began for asked in world.realme.asked]
            for start in range(20):
                assert sum(start <= at < start + 1 for at in begun) <= 14
            assert len({asked.order_id for asked in world.realme.asked}) == len(begun), (
                "fair: each once first"
            )
            before = now()
            await desk.ask(f"{399:030}")
            assert now() - before < 1.0, "a person does not queue behind them"

    simulated(story, tmp_path)


def test_a_service_with_a_limit_of_its_own_keeps_nobody_back(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(60)
        world.realme.fate = Fate.GATEWAY
        async with world.desk(service_per_second={"getloaninfo": 0.2}) as desk:
            order = await desk.submit(name_check())
            await asyncio.sleep(MINUTE)
            asked = [entry.order_id for entry in world.realme.asked]
            assert len([order_id for order_id in asked if order_id != order.order_id]) <= 14
            assert (await desk.order(order.order_id)).state is S.ANSWERED

    simulated(story, tmp_path)


def test_thousands_of_orders_leave_no_row_for_each_query_and_are_read_as_they_are(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(2000)
        async with world.desk() as desk:
            seen: list[Order] = []
            stop = desk.subscribe(seen.append)
            await asyncio.sleep(15 * MINUTE)
            stop()
            assert desk.awaited == 2000
            for number in (0, 777, 1999):
                order = await desk.order(f"{number:030}")
                assert order.queries >= 3 and order.next_query_at is not None
                assert len(await desk.events(order.order_id)) <= 2
            assert {order.queries for order in seen[-100:]} <= set(range(3, 60))
            world.realme.settle()
            await asyncio.sleep(10 * MINUTE)
            assert desk.awaited == 0
            assert len(desk._ledger.schedule) == 0 and not desk._ledger.open and not desk._ledger._sent
        assert all(world.records.get(f"{number:030}").state is S.ANSWERED for number in range(0, 2000, 97))

    simulated(story, tmp_path)


def test_a_note_is_never_written_over_what_came_after_it(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(1)
        async with world.desk() as desk:
            await asyncio.sleep(30.0)
            order_id = f"{0:030}"
            assert desk._ledger._notes or world.records.get(order_id).queries
            final = await desk.abandon(order_id)
            assert final.next_query_at is None
        assert world.records.get(order_id) == final

    simulated(story, tmp_path)


def test_what_another_program_has_ended_is_found_out_by_the_note(tmp_path: Path) -> None:
    async def story(world: World) -> None:
        world.pending(1)
        async with world.desk() as desk:
            order_id = f"{0:030}"
            await asyncio.sleep(10.0)
            world.records.change(
                order_id, expect=(S.PENDING,), cause="answered", at=1, state=S.ANSWERED, next_query_at=None
            )
            await asyncio.sleep(3 * MINUTE)
            assert desk.pending() == ()
        assert world.records.get(order_id).state is S.ANSWERED

    simulated(story, tmp_path)
