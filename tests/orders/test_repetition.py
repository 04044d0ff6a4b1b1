"""The same service, subject and pictures twice within a while: a question, never a second order by chance."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from realme_desktop.orders.model import Draft
from realme_desktop.orders.refusals import DuplicateSuspected
from realme_desktop.records.errors import SimilarOrder
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.records.store import Records
from tests.orders.support import (
    KEY,
    NAME,
    NUMBER,
    Clock,
    desk_on,
    face_check,
    name_check,
    opened_records,
    sample,
    sandbox_environment,
    settled_sandbox,
)
from tests.waiting import until

S = OrderState
WINDOW = 10


async def test_it_is_asked_about_before_anything_is_written(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(
            sandbox.base, records, folder=tmp_path, clock=clock, sending__duplicate_min=WINDOW
        ) as desk:
            first = await desk.submit(name_check())
            clock.at += WINDOW * 60 - 1
            with pytest.raises(DuplicateSuspected) as asked:
                await desk.submit(name_check())
            assert asked.value.earlier == first
            assert "没有发送" in asked.value.words.zh
            assert await desk.count(HistoryQuery()) == 1
            assert desk.pending() == () and desk.awaited == 0
            assert len(sandbox.submissions()) == 1

            confirmed = replace(name_check(), confirmed_duplicate_of=first.order_id)
            second = await desk.submit(confirmed)
            assert second.state is S.ANSWERED and second.fingerprint == first.fingerprint
            with pytest.raises(DuplicateSuspected) as asked:  # that one the operator has not seen
                await desk.submit(confirmed)
            assert asked.value.earlier == second
            assert (await desk.submit(replace(name_check(), again=True))).state is S.ANSWERED
            clock.at += WINDOW * 60 + 1
            assert (await desk.submit(name_check())).state is S.ANSWERED
        assert set(sandbox.submissions().values()) == {1}


@pytest.mark.parametrize(
    ("name", "state"), [("测试失联", S.UNCLEAR), ("测试无果", S.PENDING), ("测试不一致", S.ANSWERED)]
)
async def test_in_any_state_that_may_be_charged(name: str, state: OrderState, tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(
            sandbox.base, records, folder=tmp_path, sending__duplicate_min=WINDOW, polling__first_s=60
        ) as desk:
            draft = face_check(name) if state is S.PENDING else name_check(name)
            assert (await desk.submit(draft)).state is state
            with pytest.raises(DuplicateSuspected):
                await desk.submit(draft)


async def test_what_was_refused_or_never_sent_is_no_reason_to_ask(tmp_path: Path) -> None:
    with settled_sandbox(slow_s=0.3) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(
            sandbox.base,
            records,
            folder=tmp_path,
            sending__duplicate_min=WINDOW,
            sending__concurrency=1,
        ) as desk:
            for _ in range(2):
                assert (await desk.submit(name_check("测试无权"))).state is S.REJECTED
            slow = asyncio.create_task(desk.submit(name_check("测试迟复")))
            await until(lambda: any(order.state is S.SENDING for order in desk.pending()))
            withdrawn = asyncio.create_task(desk.submit(name_check()))
            queued = await until(lambda: [order for order in desk.pending() if order.state is S.QUEUED])
            await desk.abandon(queued[0].order_id)
            assert (await withdrawn).state is S.ABANDONED
            assert (await desk.submit(name_check())).state is S.ANSWERED
            await slow


async def test_other_content_another_picture_another_service_is_no_repetition(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, sending__duplicate_min=WINDOW) as desk:
            drafts = [
                name_check(),
                name_check("李四"),
                name_check(number="110105194912310021"),
                face_check(),
                replace(face_check(), sources={"video_pic": sample("face_two")}),
                Draft(segment="getloaninfo", values={"full_name": NAME, "id_number": NUMBER}),
            ]
            orders = [await desk.submit(draft) for draft in drafts]
            assert len({order.fingerprint for order in orders}) == len(drafts)
            # Typed otherwise, or pasted instead of chosen, it is the same.
            for draft in (
                name_check(f" {NAME} ", f"{NUMBER[:6]} {NUMBER[6:]}"),
                replace(face_check(), sources={"video_pic": sample("face_one").read_bytes()}),
            ):
                with pytest.raises(DuplicateSuspected):
                    await desk.submit(draft)


async def test_another_environment_asks_for_itself(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, sending__duplicate_min=WINDOW) as desk:
            order = await desk.submit(name_check())
        other = replace(order, order_id="1" * 30, environment="production")
        records.add(other, alone_since=0)
        with pytest.raises(SimilarOrder):
            records.add(replace(other, order_id="2" * 30), alone_since=0)
        async with desk_on(
            "", records, folder=tmp_path, environment=sandbox_environment(sandbox.base)
        ) as desk:
            assert (await desk.submit(name_check())).state is S.ANSWERED, "the setting 0 asks nothing"


async def test_of_two_at_once_one_is_sent(tmp_path: Path) -> None:
    """Two consoles' worth of desks, one file: looking and writing are one step."""
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        other = Records.open(tmp_path / "records.db", KEY)
        try:
            async with (
                desk_on(sandbox.base, records, folder=tmp_path, sending__duplicate_min=WINDOW) as one,
                desk_on(sandbox.base, other, folder=tmp_path, sending__duplicate_min=WINDOW) as two,
            ):
                desks = (one, two, one, two)
                outcomes = await asyncio.gather(
                    *(desk.submit(name_check()) for desk in desks), return_exceptions=True
                )
                assert sorted(type(outcome).__name__ for outcome in outcomes) == [
                    "DuplicateSuspected", "DuplicateSuspected", "DuplicateSuspected", "Order",
                ]  # fmt: skip
        finally:
            other.close()
        assert list(sandbox.submissions().values()) == [1]
