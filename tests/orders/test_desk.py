"""An order's life at a real desk, against the sandbox."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.catalog.model import Service, Verdict
from realme_desktop.gateway.client import Client
from realme_desktop.gateway.reply import Exchange
from realme_desktop.orders.model import Phase
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.refusals import ActRefused, NoCredentials, OutcomeNotSaved, SubmissionRefused
from realme_desktop.records.exchanges import ExchangeKind
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from realme_desktop.records.store import Records
from realme_desktop.sandbox.server import Sandbox
from tests.orders.support import (
    KEY,
    Clock,
    desk_on,
    ended,
    face_check,
    name_check,
    opened_records,
    sandbox_environment,
    settled_sandbox,
)
from tests.waiting import until

S = OrderState


async def test_a_service_that_answers_at_once_is_answered_at_once(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            match = await desk.submit(name_check())
            other = await desk.submit(name_check("测试不一致"))
            assert (match.state, match.verdict) == (S.ANSWERED, Verdict.MATCH)
            assert (other.state, other.verdict) == (S.ANSWERED, Verdict.MISMATCH)
            assert match == await desk.order(match.order_id)
            assert match.real is False and match.environment == "sandbox"
            assert match.subject_number == match.params["id_number"]
            assert match.params["source_channel"] == "0"
            assert match.threshold is None  # nothing is scored here
            assert desk.pending() == () and desk.phase(match.order_id) is None
            page = await desk.page(HistoryQuery())
            assert {order.order_id for order in page.orders} == {match.order_id, other.order_id}
            assert await desk.count(HistoryQuery(verdicts=frozenset({Verdict.MATCH}))) == 1
        assert set(sandbox.submissions().values()) == {1}


async def test_a_result_that_comes_later_is_asked_for_until_it_is_there(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(settle_s=5, clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            phases: list[Phase] = []
            order = await desk.submit(face_check(threshold=70.0), on_phase=phases.append)
            assert order.state is S.PENDING
            assert order.seq_id and order.next_query_at is not None
            assert phases == [Phase.PREPARING, Phase.SAVING, Phase.SENDING, Phase.WAITING]
            assert desk.phase(order.order_id) is Phase.WAITING
            assert [pending.order_id for pending in desk.pending()] == [order.order_id]
            await until(lambda: desk.pending()[0].queries >= 3)
            clock.at += 6
            final = await ended(desk, order)
            assert (final.state, final.verdict, final.score) == (S.ANSWERED, Verdict.MATCH, 100.0)
            assert (final.threshold, final.own_verdict) == (70.0, Verdict.MATCH)
            assert final.queries >= 4 and final.next_query_at is None and final.problem is None
            events = await desk.events(order.order_id)
            assert [event.cause for event in events[:3]] == ["created", "send", "accepted"]
            assert events[-1].cause == "answered"
            said = await desk.exchanges(order.order_id)
            assert (said[0].kind, said[0].method) == (ExchangeKind.SUBMIT, "POST")
            assert "mp_ssim" in said[-1].body
            assert len(said) <= 3  # "still in progress" again is no news
            assert set(await desk.pictures(order.order_id)) == {"video_pic"}
        assert sandbox.submissions()[order.order_id] == 1


class _Watching(Client):
    """A real client that lets the test look at the disk in the moment before sending."""

    look: Any

    async def submit(self, service: Service, **arguments: Any) -> Exchange:
        self.look(arguments["order_id"])
        return await super().submit(service, **arguments)


def _watch(desk: Any, look: Any) -> None:
    def factory(environment: Any, credentials: Any) -> Client:
        client = _Watching(environment=environment, credentials=credentials)
        client.look = look
        return client

    desk._line._factory = factory


async def test_before_the_first_byte_the_order_and_its_pictures_are_on_disk(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            seen: list[tuple[OrderState, set[str], int]] = []

            def look(order_id: str) -> None:
                other = Records.open(tmp_path / "records.db", KEY)  # what another process would find
                try:
                    found = other.get(order_id)
                    seen.append((found.state, set(other.pictures(order_id)), len(sandbox.log)))
                finally:
                    other.close()

            _watch(desk, look)
            await desk.submit(face_check())
            assert seen == [(S.SENDING, {"video_pic"}, 0)]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("测试失联", "unclear_timeout"),
        ("测试断线", "unclear_cut"),
        ("测试网关", "unclear_server"),
        ("测试乱码", "unclear_unreadable"),
    ],
)
async def test_an_unclear_order_is_asked_for_and_never_sent_again(
    name: str, problem: str, tmp_path: Path
) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check(name))
            assert (order.state, order.problem) == (S.UNCLEAR, problem)
            final = await ended(desk, order)
            assert (final.state, final.verdict) == (S.ANSWERED, Verdict.MATCH)
        assert sandbox.submissions()[order.order_id] == 1


@pytest.mark.parametrize("name", ["测试未达", "测试重复"])
async def test_an_order_that_realme_does_not_know_may_be_sent_again_as_a_new_one(
    name: str, tmp_path: Path
) -> None:
    clock = Clock()
    with settled_sandbox(clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            order = await desk.submit(name_check(name))
            assert order.state is S.UNCLEAR
            await until(lambda: desk.pending()[0].problem == "query_not_found_yet")
            clock.at += 120 + desk.environment.timeouts.total
            final = await ended(desk, order)
            assert (final.state, final.problem) == (S.REJECTED, "unknown_to_realme")
            again = await desk.submit(name_check(linked_to=order.order_id))
            assert again.linked_to == order.order_id and again.order_id != order.order_id
            # Asked once more by a person, it is still unknown, and stays what it was.
            assert (await desk.ask(order.order_id)).problem == "unknown_to_realme"
        assert sandbox.submissions()[order.order_id] <= 1


@pytest.mark.parametrize(
    ("name", "problem"),
    [("测试无权", "refused_permission"), ("测试限流", "refused_throttled"), ("测试失败", "refused")],
)
async def test_a_refused_order_ends_without_a_verdict(name: str, problem: str, tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check(name))
            assert (order.state, order.problem, order.verdict) == (S.REJECTED, problem, None)
            with pytest.raises(ActRefused):
                await desk.ask(order.order_id)
            with pytest.raises(ActRefused):
                await desk.abandon(order.order_id)


async def test_without_a_connection_nothing_was_sent_and_it_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken, opened_records(tmp_path) as records:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        base = f"http://127.0.0.1:{taken.getsockname()[1]}/api/realme"
        async with desk_on(base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check())
            assert (order.state, order.problem) == (S.REJECTED, "not_sent_connect")
            assert order.sent_at is None
            assert not (await desk.check_connection()).ok


async def test_a_query_that_fails_keeps_the_order_pending(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(face_check("测试查询失败"))
            await until(lambda: desk.pending()[0].problem == "query_failed")
            now = await desk.order(order.order_id)
            assert (now.state, now.verdict) == (S.PENDING, None)


async def test_waiting_ends_after_its_time_and_a_person_may_still_ask(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            order = await desk.submit(face_check("测试无果"))
            clock.at += 24 * 3600 + 1
            final = await ended(desk, order)
            assert (final.state, final.problem) == (S.EXPIRED, "expired")
            assert desk.pending() == ()
            asked = await desk.ask(order.order_id)
            assert (asked.state, asked.problem) == (S.EXPIRED, "expired")
            assert (await desk.abandon(order.order_id)).state is S.ABANDONED


async def test_who_stops_waiting_can_still_see_the_result(tmp_path: Path) -> None:
    clock = Clock()
    slow = Backoff(first_s=60, max_s=60)
    with settled_sandbox(settle_s=5, clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock, backoff=slow) as desk:
            order = await desk.submit(face_check())
            assert (await desk.abandon(order.order_id)).state is S.ABANDONED
            assert desk.pending() == ()
            clock.at += 10
            final = await desk.ask(order.order_id)
            assert (final.state, final.verdict) == (S.ANSWERED, Verdict.MATCH)
            assert await desk.ask(order.order_id) == final


async def test_asking_twice_at_once_is_one_query(tmp_path: Path) -> None:
    slow = Backoff(first_s=60, max_s=60)
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, backoff=slow) as desk:
            order = await desk.submit(face_check())
            first, second = await asyncio.gather(desk.ask(order.order_id), desk.ask(order.order_id))
            assert first == second
            assert first.queries == 1


async def test_many_at_once_never_exceed_the_lane_and_none_is_lost_or_doubled(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, sending__concurrency=2) as desk:
            orders = await asyncio.gather(*(desk.submit(name_check()) for _ in range(12)))
            assert {order.state for order in orders} == {S.ANSWERED}
        counts = sandbox.submissions()
        assert set(counts) == {order.order_id for order in orders}
        assert set(counts.values()) == {1}


async def test_a_caller_that_goes_away_does_not_stop_an_order_on_its_way(tmp_path: Path) -> None:
    with settled_sandbox(slow_s=0.3) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            seen: list[Order] = []
            desk.subscribe(seen.append)
            task = asyncio.create_task(desk.submit(name_check("测试迟复")))
            await until(lambda: any(order.state is S.SENDING for order in seen))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await until(lambda: seen[-1].state is S.ANSWERED)


async def test_quitting_in_mid_flight_leaves_an_order_that_the_next_start_asks_for(tmp_path: Path) -> None:
    with settled_sandbox(slow_s=30) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            seen: list[Order] = []
            desk.subscribe(seen.append)
            desk._line._environment = sandbox_environment(sandbox.base)
            task = asyncio.create_task(desk.submit(name_check("测试失联")))
            await until(lambda: any(order.state is S.SENDING for order in seen))
            await desk.close()
            await asyncio.gather(task, return_exceptions=True)
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            assert (await ended(desk, seen[0])).state is S.ANSWERED
        assert sandbox.submissions()[seen[0].order_id] == 1


async def test_an_order_that_waits_for_its_turn_can_be_withdrawn(tmp_path: Path) -> None:
    with settled_sandbox(slow_s=0.5) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, sending__concurrency=1) as desk:
            seen: list[Order] = []
            desk.subscribe(seen.append)
            first = asyncio.create_task(desk.submit(name_check("测试迟复")))
            await until(lambda: any(order.state is S.SENDING for order in seen))
            second = asyncio.create_task(desk.submit(name_check()))
            waiting = await until(lambda: next((o for o in seen[2:] if o.state is S.QUEUED), None))
            assert (await desk.abandon(waiting.order_id)).problem == "withdrawn"
            with pytest.raises(ActRefused):
                await desk.abandon(seen[0].order_id)  # that one is being sent
            assert (await second).state is S.ABANDONED
            assert (await first).state is S.ANSWERED
            with pytest.raises(ActRefused):
                await desk.ask(waiting.order_id)
        assert waiting.order_id not in sandbox.submissions()


async def test_without_credentials_nothing_is_written_or_sent(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        environment = sandbox_environment(sandbox.base, key="own")
        async with desk_on("", records, folder=tmp_path, environment=environment) as desk:
            with pytest.raises(NoCredentials) as refused:
                await desk.submit(name_check())
            assert "own" in refused.value.words.zh
            assert await desk.count(HistoryQuery()) == 0
            assert not (await desk.check_connection()).ok
        assert sandbox.log == []


async def test_a_disk_that_refuses_the_order_stops_it_before_sending(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            records.close()
            with pytest.raises(SubmissionRefused) as refused:
                await desk.submit(name_check())
            assert "没有发送" in refused.value.words.zh
            assert desk.pending() == ()
        assert sandbox.submissions() == {}


@pytest.mark.parametrize("trouble", ["full", "read-only", "locked"])
async def test_a_disk_in_trouble_refuses_before_sending_and_takes_orders_again_afterwards(
    trouble: str, tmp_path: Path
) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            kept = await desk.submit(name_check())
            other = Records.open(tmp_path / "records.db", KEY)
            records._writer.set_busy_timeout(50)
            pages = records._writer.pragma("page_count")
            match trouble:
                case "full":
                    records._writer.pragma("max_page_count", pages)
                case "read-only":
                    records._writer.pragma("query_only", True)
                case "locked":
                    other._writer.execute("BEGIN IMMEDIATE")
            before = len(sandbox.log)
            with pytest.raises(SubmissionRefused) as refused:
                await desk.submit(face_check())
            assert "没有发送" in refused.value.words.zh and "Nothing was sent" in refused.value.words.en
            assert desk.pending() == () and len(sandbox.log) == before
            assert (await desk.page(HistoryQuery())).orders == (kept,), "what is there can be read"
            records._writer.pragma("max_page_count", 2**30)
            records._writer.pragma("query_only", False)
            if trouble == "locked":
                other._writer.execute("ROLLBACK")
            other.close()
            assert (await desk.submit(face_check())).state is S.PENDING
        assert set(sandbox.submissions().values()) == {1}


async def test_a_disk_that_refuses_the_outcome_leaves_the_truth_for_the_next_start(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox:
        with opened_records(tmp_path) as records:
            async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
                _watch(desk, lambda _: records.close())
                with pytest.raises(OutcomeNotSaved) as told:
                    await desk.submit(name_check())
        with opened_records(tmp_path) as records:
            assert records.get(told.value.order_id).state is S.SENDING
            async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
                order = await ended(desk, records.get(told.value.order_id))
                assert (order.state, order.verdict) == (S.ANSWERED, Verdict.MATCH)
        assert sandbox.submissions()[order.order_id] == 1


async def test_a_failing_subscriber_harms_nobody(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            failures: list[Any] = []
            asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
            seen: list[Order] = []

            def broken(order: Order) -> None:
                raise RuntimeError(order.state.value)

            desk.subscribe(broken)
            stop = desk.subscribe(seen.append)
            assert (await desk.submit(name_check())).state is S.ANSWERED
            assert [order.state for order in seen] == [S.QUEUED, S.SENDING, S.ANSWERED]
            assert len(failures) == 3
            stop()
            await desk.submit(name_check())
            assert len(seen) == 3


async def test_subscribers_hear_nothing_that_is_not_on_disk(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=0.1) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            behind: list[Order] = []

            def compare(order: Order) -> None:
                on_disk = records.get(order.order_id)
                if on_disk.updated_at < order.updated_at or len(records.events(order.order_id)) == 0:
                    behind.append(order)

            desk.subscribe(compare)
            await ended(desk, await desk.submit(face_check()))
            assert behind == []


async def test_the_connection_test_costs_nothing_and_tells_the_credentials(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            report = await desk.check_connection()
            assert (report.ok, report.return_code) == (True, "20011")
        assert sandbox.submissions() == {}
    with Sandbox(app_key="another") as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            report = await desk.check_connection()
            assert (report.ok, report.return_code) == (False, "90102")
            assert (await desk.submit(name_check())).problem == "refused_signature"


async def test_a_closed_desk_takes_no_orders(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            await desk.close()
            with pytest.raises(SubmissionRefused):
                await desk.submit(name_check())
