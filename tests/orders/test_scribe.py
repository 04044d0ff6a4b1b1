"""Writing together: nothing is lost, nothing changes its place, and each hears of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from realme_desktop.orders.scribe import Scribe
from realme_desktop.records.errors import RecordsUnavailable, StateConflict
from realme_desktop.records.model import OrderState
from realme_desktop.records.steps import add_order, change_order
from tests.orders.support import opened_records
from tests.records.orders import order
from tests.waiting import until


class Desk:
    """Runs what the scribe hands over, each batch only when it is let through."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.batches: list[int] = []
        self.through = threading.Semaphore(0)
        self._pool = pool

    async def run(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        self.batches.append(len(arguments[0]))

        def work() -> Any:
            self.through.acquire()
            return function(*arguments, **named)

        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


async def test_what_comes_while_the_disk_is_busy_is_written_together_and_in_its_order(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        scribe = Scribe(records, desk.run)
        tasks = [asyncio.create_task(scribe.write(partial(add_order, order=order(0))))]
        await until(lambda: desk.batches == [1])
        step = {"order_id": "ORDER00000001", "expect": (OrderState.QUEUED,), "cause": "send", "at": 11}
        works = [
            partial(add_order, order=order(1)),
            partial(change_order, **step, state=OrderState.SENDING),
            partial(change_order, **step, state=OrderState.SENDING),
            *(partial(add_order, order=order(number)) for number in range(2, 101)),
        ]
        tasks += [asyncio.create_task(scribe.write(work)) for work in works]
        await asyncio.sleep(0)
        desk.through.release(10)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert desk.batches == [1, 64, 38]
        assert outcomes[1].state is OrderState.QUEUED and outcomes[2].state is OrderState.SENDING
        assert isinstance(outcomes[3], StateConflict)
        assert [records.get(f"ORDER{number:08}") for number in range(2, 101)] == outcomes[4:]
        await scribe.close()


async def test_what_nobody_waits_for_any_more_is_written_all_the_same(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        scribe = Scribe(records, desk.run)
        task = asyncio.create_task(scribe.write(partial(add_order, order=order(1))))
        await until(lambda: desk.batches == [1])
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        desk.through.release(10)
        await scribe.close()
        assert records.get("ORDER00000001")


async def test_where_nothing_can_be_written_each_is_told(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        desk.through.release(10)
        scribe = Scribe(records, desk.run)
        records.close()
        works = [scribe.write(partial(add_order, order=order(number))) for number in range(3)]
        outcomes = await asyncio.gather(*works, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [RecordsUnavailable] * 3


async def test_a_full_disk_costs_only_those_who_want_room(tmp_path: Path) -> None:
    def too_much(connection: apsw.Connection) -> None:
        raise apsw.FullError("as the disk would")

    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        desk.through.release(10)
        scribe = Scribe(records, desk.run)
        works: list[Any] = [partial(add_order, order=order(1)), too_much, partial(add_order, order=order(2))]
        outcomes = await asyncio.gather(*(scribe.write(work) for work in works), return_exceptions=True)
        assert isinstance(outcomes[1], RecordsUnavailable)
        assert outcomes[0] == records.get("ORDER00000001")
        assert outcomes[2] == records.get("ORDER00000002")


async def test_the_patient_wait_for_company_and_a_person_takes_them_along(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        desk.through.release(10)
        scribe = Scribe(records, desk.run)

        def patient(numbers: range) -> list[asyncio.Task[Any]]:
            return [
                asyncio.create_task(scribe.write(partial(add_order, order=order(number)), patient=True))
                for number in numbers
            ]

        tasks = patient(range(3))
        await asyncio.sleep(0)
        assert desk.batches == []
        await asyncio.gather(*tasks)  # nobody came: written all the same
        assert desk.batches == [3]
        tasks = patient(range(10, 12))
        await asyncio.sleep(0)
        await scribe.write(partial(add_order, order=order(20)))
        await asyncio.gather(*tasks)
        assert desk.batches == [3, 3]
        tasks = patient(range(30, 46))
        await asyncio.sleep(0)
        await asyncio.gather(*tasks)  # enough of them: at once
        assert desk.batches == [3, 3, 16]


async def test_the_patient_are_written_at_the_end(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, ThreadPoolExecutor(2) as pool:
        desk = Desk(pool)
        desk.through.release(10)
        scribe = Scribe(records, desk.run)
        task = asyncio.create_task(scribe.write(partial(add_order, order=order(1)), patient=True))
        await asyncio.sleep(0)
        await scribe.close()
        assert records.get("ORDER00000001") == await task
