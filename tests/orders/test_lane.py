"""The lane: so many at once and a second, a person first, slower when RealMe says so, and fast again."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from realme_desktop.gateway.reply import CallStatus, Reply, TransportProblem
from realme_desktop.orders.lane import Lane
from tests.orders.simulated import LeapingLoop


def leaping(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run on a loop whose time leaps: an hour costs nothing."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(story())


def now() -> float:
    return asyncio.get_running_loop().time()


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def _begin(lane: Lane, key: str = "") -> None:
    """The background takes a slot, which must be ready."""
    assert lane.ready_at(key) <= now() + 1e-6
    lane.take_now(key)


async def test_a_person_goes_before_the_background() -> None:
    lane = Lane(1)
    _begin(lane)
    person = asyncio.create_task(lane.take())
    await _settle()
    assert not person.done()
    lane.give_back()
    await asyncio.wait_for(person, 1)
    assert lane.ready_at("") == math.inf
    lane.give_back()
    _begin(lane)


async def test_the_background_leaves_a_slot_free() -> None:
    changes: list[None] = []
    lane = Lane(3, changed=lambda: changes.append(None))
    _begin(lane)
    _begin(lane)
    assert lane.ready_at("") == math.inf
    assert lane.take_at_once()
    assert not lane.take_at_once()
    before = len(changes)
    lane.give_back()
    assert lane.ready_at("") == math.inf  # that was the person's slot
    lane.give_back()
    assert len(changes) == before + 2
    _begin(lane)


async def test_never_more_than_the_slots_and_all_come_through_in_turn() -> None:
    lane = Lane(4)
    running, most, done = 0, 0, []

    async def work(number: int) -> None:
        nonlocal running, most
        async with lane.slot():
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1
            done.append(number)

    await asyncio.gather(*(work(number) for number in range(200)))
    assert done == list(range(200))
    assert most == 4


async def test_a_cancelled_wait_gives_its_turn_on() -> None:
    lane = Lane(1)
    await lane.take()
    first, second = (asyncio.create_task(lane.take()) for _ in range(2))
    await _settle()
    lane.give_back()  # hands the slot to the first, which is cancelled before it runs
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await asyncio.wait_for(second, 1)
    lane.give_back()
    _begin(lane)


def test_so_many_a_second_and_no_more_than_a_burst_after_a_pause() -> None:
    async def story() -> None:
        lane = Lane(4, per_second=2.0)
        began = []
        for _ in range(20):
            await lane.take()
            began.append(now())
            lane.give_back()
        assert began[:4] == [0.0] * 4  # a few at once
        assert began[-1] == pytest.approx(16 / 2)
        await asyncio.sleep(3600)  # the computer slept
        later = []
        for _ in range(20):
            await lane.take()
            later.append(now())
            lane.give_back()
        assert sum(at < later[0] + 0.01 for at in later) == 4
        assert later[-1] - later[0] == pytest.approx(16 / 2)

    leaping(story)


def test_a_service_with_a_pace_of_its_own_keeps_to_it_and_keeps_nobody_back() -> None:
    async def story() -> None:
        lane = Lane(4, services={"namecheck": 1.0})
        assert (lane.key("namecheck"), lane.key("getloaninfo")) == ("namecheck", "")
        _begin(lane, "namecheck")
        assert lane.ready_at("namecheck") == pytest.approx(1.0)
        _begin(lane)
        _begin(lane)
        for _ in range(3):
            lane.give_back()
        waiting = [asyncio.create_task(lane.take("namecheck")) for _ in range(2)]
        await _settle()
        assert lane.take_at_once("getloaninfo"), "a person of another service does not queue behind them"
        lane.give_back()
        assert lane.ready_at("") <= now()
        await waiting[0]
        assert now() == pytest.approx(1.0)
        assert lane.ready_at("namecheck") == math.inf, "a person waits for it"
        await waiting[1]
        assert now() == pytest.approx(2.0)

    leaping(story)


def test_too_many_calls_slow_the_whole_lane_down_and_it_recovers() -> None:
    async def story() -> None:
        lane = Lane(4)
        lane.throttled()
        first = lane.ready_at("")
        assert 1.0 <= first <= 60.0
        lane.throttled()  # of those that were on their way together
        assert lane.ready_at("") == first
        await asyncio.sleep(first)
        began = []
        for _ in range(40):
            await asyncio.sleep(max(0.0, lane.ready_at("") - now()))
            _begin(lane)
            began.append(now())
            lane.give_back()
            lane.answered()
        gaps = [later - sooner for sooner, later in itertools.pairwise(began)]
        assert max(gaps) >= 0.19 and gaps[-1] == 0.0, "slower, then as before"
        quiet = []
        for _ in range(10):  # again and again: longer each time, but bounded
            lane.throttled()
            quiet.append(lane.ready_at("") - now())
            await asyncio.sleep(quiet[-1])
        assert quiet[0] < quiet[2] < quiet[3] and max(quiet) <= 60.1

    leaping(story)


def test_retry_after_is_obeyed_within_reason_and_a_person_waits_for_seconds_only() -> None:
    async def story() -> None:
        lane = Lane(4, person_waits_s=10.0)
        lane.throttled(120.0)
        assert lane.ready_at("") == pytest.approx(120.0)
        lane.throttled(1e9)
        assert lane.ready_at("") == pytest.approx(600.0)
        assert not lane.take_at_once()
        await lane.take()
        assert now() == pytest.approx(10.0)

    leaping(story)


def test_while_realme_cannot_be_reached_one_at_a_time_goes_and_looks() -> None:
    async def story() -> None:
        lane = Lane(8)
        for _ in range(3):
            _begin(lane)
        for _ in range(3):
            lane.missed()
            lane.give_back()
        tries = 0
        while now() < 3600:
            await asyncio.sleep(max(0.0, lane.ready_at("") - now()))
            _begin(lane)
            tries += 1
            assert lane.ready_at("") > now() + 1, "one at a time"
            lane.missed()
            lane.give_back()
        assert 300 <= tries <= 800
        assert lane.take_at_once(), "a person may always try"
        lane.answered()
        lane.give_back()
        for _ in range(7):
            _begin(lane)  # all at once again

    leaping(story)


@pytest.mark.parametrize(
    ("reply", "quiet"),
    [
        (Reply(call=CallStatus.REJECTED, return_code="90105"), True),
        (Reply(call=CallStatus.UNCLEAR, http_status=429), True),
        (Reply(call=CallStatus.UNCLEAR, http_status=503, retry_after=30.0), True),
        (Reply(call=CallStatus.UNCLEAR, transport=TransportProblem.CONNECT), True),
        (Reply(call=CallStatus.UNCLEAR, transport=TransportProblem.TIMEOUT), False),
        (Reply(call=CallStatus.UNCLEAR, http_status=502), False),
        (Reply(call=CallStatus.ACCEPTED, return_code="20000"), False),
    ],
)
async def test_what_a_call_brought_counts_for_those_after_it(reply: Reply, quiet: bool) -> None:
    lane = Lane(4)
    lane.heard(reply)
    assert (lane.ready_at("") > now()) is quiet
    lane.heard(Reply(call=CallStatus.ACCEPTED, return_code="20000"))
    if reply.transport is TransportProblem.CONNECT:
        assert lane.ready_at("") <= now(), "it is back"


async def test_a_rest_ends_by_itself_and_keeps_no_person() -> None:
    lane = Lane(2)
    lane.rest(60.0)
    assert lane.ready_at("") > now() + 59
    assert lane.take_at_once()
