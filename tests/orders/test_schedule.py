"""One heap, one timer."""

from __future__ import annotations

import asyncio

from realme_desktop.orders.schedule import Schedule


async def test_orders_come_out_when_they_are_due_and_in_turn() -> None:
    schedule = Schedule()
    for number in (3, 1, 2):
        schedule.put(f"order{number}", number / 200)
    assert [await schedule.due() for _ in range(3)] == ["order1", "order2", "order3"]
    assert len(schedule) == 0


async def test_a_later_entry_replaces_the_earlier_one() -> None:
    schedule = Schedule()
    schedule.put("a", 0.0)
    schedule.put("a", 0.02)
    schedule.put("b", 0.01)
    assert [await schedule.due() for _ in range(2)] == ["b", "a"]


async def test_one_that_is_due_earlier_wakes_the_waiting() -> None:
    schedule = Schedule()
    schedule.put("late", 1000)
    waiting = asyncio.create_task(schedule.due())
    await asyncio.sleep(0)
    schedule.put("soon", 0)
    assert await asyncio.wait_for(waiting, 5) == "soon"
    assert "late" in schedule


async def test_what_was_dropped_never_comes() -> None:
    schedule = Schedule()
    schedule.put("gone", 0)
    schedule.put("there", 0.01)
    schedule.drop("gone")
    assert await asyncio.wait_for(schedule.due(), 5) == "there"


async def test_a_hold_keeps_everything_back_for_its_time() -> None:
    schedule = Schedule()
    schedule.put("a", 0)
    schedule.hold(0.05)
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await schedule.due() == "a"
    assert loop.time() - before >= 0.045


async def test_ten_thousand_orders_are_one_timer_and_no_garbage() -> None:
    schedule = Schedule()
    for _ in range(5):
        for number in range(10_000):
            schedule.put(str(number), 1000)
    assert len(schedule) == 10_000
    assert len(schedule._heap) <= 20_001


async def test_a_cancellation_is_never_swallowed_even_when_something_becomes_due_at_once() -> None:
    schedule = Schedule()
    waiting = asyncio.create_task(schedule.due())
    await asyncio.sleep(0)
    schedule.put("later", 1000)
    waiting.cancel()
    done, _ = await asyncio.wait([waiting], timeout=5)
    assert done and waiting.cancelled()
