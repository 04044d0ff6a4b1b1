"""The loop: what is called when, and that nothing of it piles up."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from realme_desktop.ui.agenda import Agenda
from tests.waiting import until


def agenda() -> Agenda:
    found = asyncio.get_running_loop()._timer  # type: ignore[attr-defined]
    assert isinstance(found, Agenda)
    return found


async def test_callbacks_come_in_the_order_in_which_they_were_wished() -> None:
    loop, seen = asyncio.get_running_loop(), list[int]()
    for place in range(200):
        loop.call_soon(seen.append, place)
    await until(lambda: len(seen) == 200)
    assert seen == list(range(200))


async def test_one_that_is_wished_by_another_waits_for_the_next_turn() -> None:
    loop, seen = asyncio.get_running_loop(), list[str]()

    def first() -> None:
        seen.append("first")
        loop.call_soon(seen.append, "wished by the first")

    loop.call_soon(first)
    loop.call_soon(seen.append, "second")
    await until(lambda: len(seen) == 3)
    assert seen == ["first", "second", "wished by the first"]


async def test_what_is_cancelled_is_not_called() -> None:
    loop, seen = asyncio.get_running_loop(), list[str]()
    loop.call_soon(seen.append, "soon").cancel()
    loop.call_later(0.001, seen.append, "later").cancel()
    loop.call_later(0.002, seen.append, "wanted")
    await until(lambda: bool(seen))
    assert seen == ["wanted"]


async def test_later_means_never_earlier_and_in_the_order_of_the_times() -> None:
    loop, seen = asyncio.get_running_loop(), list[tuple[str, bool]]()
    start = loop.time()
    for name, delay in (("c", 0.03), ("a", 0.01), ("b", 0.02)):
        loop.call_at(start + delay, lambda n=name, at=start + delay: seen.append((n, loop.time() >= at)))
    await until(lambda: len(seen) == 3)
    assert seen == [("a", True), ("b", True), ("c", True)]


async def test_time_limits_that_were_kept_leave_nothing_behind() -> None:
    before = len(agenda()._later)
    for _ in range(2_000):
        async with asyncio.timeout(130):
            await asyncio.sleep(0)
    assert len(agenda()._later) - before < 200
    kept = asyncio.get_running_loop().call_later(60, lambda: None)
    assert any(entry[2] is kept for entry in agenda()._later), "what is still wanted is not swept out"
    kept.cancel()


async def test_a_handle_cancelled_after_its_call_counts_for_nothing() -> None:
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    handle = loop.call_later(0.001, done.set)
    await done.wait()
    counted = agenda()._cancelled
    handle.cancel()
    assert agenda()._cancelled == counted


async def test_another_thread_is_heard() -> None:
    loop, seen = asyncio.get_running_loop(), list[int]()

    def work() -> None:
        for place in range(500):
            loop.call_soon_threadsafe(seen.append, place)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    await until(lambda: len(seen) == 1500)
    for thread in threads:
        thread.join()


async def test_qt_has_its_turn_while_callbacks_wish_callbacks_for_ever() -> None:
    loop, ticks = asyncio.get_running_loop(), list[int]()
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)
    stopped = False

    def again() -> None:
        if not stopped:
            loop.call_soon(again)

    again()
    await until(lambda: len(ticks) >= 3)
    stopped = True
    timer.stop()


async def test_the_loop_goes_on_in_a_nested_qt_loop() -> None:
    """As a native menu or a drag opens one, from a callback of ours."""
    loop, seen = asyncio.get_running_loop(), list[str]()

    def nest() -> None:
        nested = QEventLoop()
        loop.call_soon(seen.append, "soon")
        loop.call_later(0.001, nested.quit)
        nested.exec()
        seen.append("after")

    loop.call_soon(nest)
    loop.call_soon(seen.append, "beside")
    await until(lambda: "after" in seen)
    assert sorted(seen[:-1]) == ["beside", "soon"]
    assert seen[-1] == "after"


async def test_a_callback_that_fails_keeps_nobody_back() -> None:
    loop, seen, told = asyncio.get_running_loop(), list[str](), list[str]()
    loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))

    def fail() -> None:
        raise ValueError("as it should")

    loop.call_soon(fail)
    loop.call_soon(seen.append, "next")
    await until(lambda: bool(seen))
    assert told == ["as it should"]


def test_after_the_end_nothing_is_called(qapp: object) -> None:
    agenda, seen = Agenda(), list[str]()
    loop = asyncio.new_event_loop()
    try:
        agenda.soon(asyncio.Handle(seen.append, ("soon",), loop))
        agenda.at(asyncio.TimerHandle(time.monotonic() + 60, seen.append, ("later",), loop))
        agenda.stop()
        agenda.soon_from_elsewhere(asyncio.Handle(seen.append, ("elsewhere",), loop))
        nested = QEventLoop()
        QTimer.singleShot(5, nested.quit)
        nested.exec()
    finally:
        loop.close()
    assert not seen


def test_a_plain_handle_can_t_be_due_later(qapp: object) -> None:
    agenda = Agenda()
    loop = asyncio.new_event_loop()
    try:
        with pytest.raises(ValueError, match="TimerHandle"):
            agenda.add_callback(asyncio.Handle(print, (), loop), 1.0)
    finally:
        agenda.stop()
        loop.close()
