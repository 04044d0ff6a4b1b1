"""The lane: so many at once, a person first."""

from __future__ import annotations

import asyncio

from realme_desktop.orders.lane import Lane


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_person_goes_before_the_background() -> None:
    lane = Lane(1)
    await lane.take(urgent=False)
    order: list[str] = []

    async def wait(name: str, urgent: bool) -> None:
        async with lane.slot(urgent=urgent):
            order.append(name)

    tasks = [asyncio.create_task(wait("background", False)), asyncio.create_task(wait("person", True))]
    await _settle()
    assert order == []
    lane.give_back()
    await asyncio.gather(*tasks)
    assert order == ["person", "background"]


async def test_the_background_leaves_a_slot_free() -> None:
    lane = Lane(3)
    await lane.take(urgent=False)
    await lane.take(urgent=False)
    third = asyncio.create_task(lane.take(urgent=False))
    await _settle()
    assert not third.done()
    await asyncio.wait_for(lane.take(urgent=True), 1)
    lane.give_back()
    await _settle()
    assert not third.done()  # that was the person's slot
    lane.give_back()
    await asyncio.wait_for(third, 1)


async def test_never_more_than_the_slots_and_all_come_through() -> None:
    lane = Lane(4)
    now, most, done = 0, 0, 0

    async def work(urgent: bool) -> None:
        nonlocal now, most, done
        async with lane.slot(urgent=urgent):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1
            done += 1

    await asyncio.gather(*(work(number % 3 == 0) for number in range(200)))
    assert done == 200
    assert most <= 4


async def test_a_cancelled_wait_gives_its_turn_on() -> None:
    lane = Lane(1)
    await lane.take(urgent=True)
    first, second = (asyncio.create_task(lane.take(urgent=True)) for _ in range(2))
    await _settle()
    lane.give_back()  # hands the slot to the first, which is cancelled before it runs
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await asyncio.wait_for(second, 1)
    lane.give_back()
    await asyncio.wait_for(lane.take(urgent=False), 1)
