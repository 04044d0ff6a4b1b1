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


async def test_nothing_comes_before_the_lane_is_ready_for_it() -> None:
    schedule = Schedule()
    loop = asyncio.get_running_loop()
    schedule.put("a", 0)
    ready = loop.time() + 0.05
    assert await schedule.due(lambda _: ready) == "a"
    assert loop.time() >= ready - 1e-3


async def test_what_waits_for_somebody_comes_when_it_is_woken() -> None:
    schedule = Schedule()
    schedule.put("a", 0)
    ready = float("inf")
    waiting = asyncio.create_task(schedule.due(lambda _: ready))
    await asyncio.sleep(0)
    assert not waiting.done()
    ready = 0.0
    schedule.wake()
    assert await asyncio.wait_for(waiting, 5) == "a"


async def test_a_slowed_service_keeps_nobody_else_back() -> None:
    schedule = Schedule()
    schedule.put("slow1", 0, "slow")
    schedule.put("slow2", 0, "slow")
    schedule.put("other", 0.005)
    later = asyncio.get_running_loop().time() + 0.03

    def ready_at(key: str) -> float:
        return later if key else 0.0

    assert [await schedule.due(ready_at) for _ in range(3)] == ["other", "slow1", "slow2"]


async def test_the_longest_overdue_comes_first_whatever_its_service() -> None:
    schedule = Schedule()
    schedule.put("second", 0.002)
    schedule.put("first", 0.001, "own pace")
    schedule.put("third", 0.003)
    await asyncio.sleep(0.01)
    assert [await schedule.due() for _ in range(3)] == ["first", "second", "third"]


async def test_ten_thousand_orders_are_one_timer_and_no_garbage() -> None:
    schedule = Schedule()
    for _ in range(5):
        for number in range(10_000):
            schedule.put(str(number), 1000)
    assert len(schedule) == 10_000
    assert sum(map(len, schedule._heaps.values())) <= 20_001


async def test_a_cancellation_is_never_swallowed_even_when_something_becomes_due_at_once() -> None:
    schedule = Schedule()
    waiting = asyncio.create_task(schedule.due())
    await asyncio.sleep(0)
    schedule.put("later", 1000)
    waiting.cancel()
    done, _ = await asyncio.wait([waiting], timeout=5)
    assert done and waiting.cancelled()
