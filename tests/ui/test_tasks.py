"""The way from slots into coroutines, and the loop under it."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from realme_desktop.catalog.text import Text
from realme_desktop.ui import language
from realme_desktop.ui.loop import WORKERS
from realme_desktop.ui.tasks import async_slot, cancel_all, in_thread, spawn, words_of
from tests.waiting import until


class Owner(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: list[object] = []
        self.told: list[str] = []

    @async_slot
    async def nothing(self) -> None:
        self.heard.append("nothing")

    @async_slot
    async def one(self, first: object) -> None:
        await asyncio.sleep(0)
        self.heard.append(first)

    def show_error(self, words: str) -> None:
        self.told.append(words)


class Refused(Exception):
    words = Text("拒绝了。", "It was refused.")


async def test_spawn_returns_what_the_coroutine_returns() -> None:
    async def seven() -> int:
        return 7

    owner = Owner()
    assert await spawn(owner, seven()) == 7


async def test_a_task_ends_with_its_owner() -> None:
    widget = QWidget()
    begun = asyncio.Event()

    async def for_ever() -> None:
        begun.set()
        await asyncio.Event().wait()

    task = spawn(widget, for_ever())
    await begun.wait()
    widget.deleteLater()
    await until(task.done)
    assert task.cancelled()


async def test_what_ends_with_its_owner_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """Also where it would have put its widget in order at the end."""
    button = QPushButton()
    begun = asyncio.Event()

    async def work() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            button.setEnabled(True)

    task = spawn(button, work())
    await begun.wait()
    button.deleteLater()
    await until(task.done)
    assert isinstance(task.exception(), RuntimeError) and not caplog.records


async def test_an_error_is_logged_and_told_in_words(caplog: pytest.LogCaptureFixture) -> None:
    language.set_language("en")
    parent = Owner()
    child = QObject(parent)

    async def refuse() -> None:
        raise Refused

    with caplog.at_level(logging.ERROR):
        task = spawn(child, refuse(), name="refuse")
        await until(task.done)
        await until(lambda: parent.told)
    assert parent.told == ["It was refused."]
    assert "refuse" in caplog.text


async def test_an_unknown_error_gets_a_sentence_and_no_trace() -> None:
    words = words_of(ZeroDivisionError("division by zero"))
    assert "division" not in words
    assert words.endswith(".")


async def test_slots_take_as_many_arguments_as_they_ask_for() -> None:
    owner = Owner()
    button = QPushButton()
    button.clicked.connect(owner.nothing)
    button.clicked.connect(owner.one)
    button.click()
    await until(lambda: len(owner.heard) == 2)
    assert set(map(str, owner.heard)) == {"nothing", "False"}


def test_spawn_needs_a_loop() -> None:
    async def nothing() -> None:
        return None

    with pytest.raises(RuntimeError):
        spawn(Owner(), nothing())


async def test_cancel_all_leaves_nothing_running() -> None:
    owner = Owner()
    tasks = [spawn(owner, asyncio.Event().wait()) for _ in range(5)]
    await cancel_all()
    assert all(task.done() for task in tasks)


async def test_timers_are_precise() -> None:
    # A coarse Qt timer of 500 ms may be 25 ms early; a precise one is never early by more than its own grain.
    loop = asyncio.get_running_loop()
    before = loop.time()
    await asyncio.sleep(0.5)
    assert loop.time() - before >= 0.498


async def test_blocking_work_runs_beside_the_loop_on_few_threads() -> None:
    import threading

    gate = threading.Event()
    names: set[str] = set()

    def work() -> None:
        names.add(threading.current_thread().name)
        gate.wait(10)

    jobs = [asyncio.ensure_future(in_thread(work)) for _ in range(3 * WORKERS)]
    started = time.monotonic()
    await until(lambda: len(names) == WORKERS)
    assert time.monotonic() - started < 10
    gate.set()
    await asyncio.gather(*jobs)
    assert len(names) == WORKERS
