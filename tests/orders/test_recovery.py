"""What a start finds of an earlier run, and what becomes of it. The sandbox's log is the judge."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import keyring
import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from realme_desktop.records.store import Records
from realme_desktop.sandbox.server import Sandbox
from tests.orders import processes
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.orders.support import (
    NAME,
    NUMBER,
    Clock,
    desk_on,
    ended,
    face_check,
    name_check,
    opened_records,
    settled_sandbox,
)
from tests.waiting import until

S = OrderState


def _left_behind(records: Records, template: Order, state: OrderState, order_id: str, **facts: Any) -> Order:
    """An order on disk as a run that died would leave it."""
    order = dataclasses.replace(
        template,
        order_id=order_id,
        state=S.QUEUED,
        sent_at=None,
        answered_at=None,
        return_code=None,
        seq_id=None,
        verdict=None,
        values={},
        problem=None,
    )
    records.add(order)
    if state is S.QUEUED:
        return records.get(order_id)
    facts.setdefault("sent_at", template.created_at)
    return records.change(
        order_id, expect=(S.QUEUED,), cause="send", at=template.created_at, state=state, **facts
    )


async def test_each_state_is_taken_up_as_it_should_be(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            known = await desk.submit(face_check("测试无果"))  # RealMe has it and is still at it
            template = await desk.submit(name_check())
        sent_before = sandbox.submissions()
        _left_behind(records, template, S.QUEUED, "A-queued")
        _left_behind(records, template, S.SENDING, "B-sending-never-arrived")
        _left_behind(records, template, S.UNCLEAR, "C-unclear", problem="unclear_timeout")
        other = dataclasses.replace(template, environment="production")
        _left_behind(records, other, S.SENDING, "D-other-environment")
        clock.at += 300
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock, start=False) as desk:
            recovered = {order.order_id: order for order in await desk.start()}
            assert set(recovered) == {known.order_id, "A-queued", "B-sending-never-arrived", "C-unclear"}
            queued = recovered["A-queued"]
            assert (queued.state, queued.problem) == (S.REJECTED, "not_sent_restart")
            sending = recovered["B-sending-never-arrived"]
            assert (sending.state, sending.problem) == (S.UNCLEAR, "unclear_restart")
            assert recovered[known.order_id].state is S.PENDING
            for order_id in ("B-sending-never-arrived", "C-unclear"):
                final = await ended(desk, recovered[order_id])
                assert (final.state, final.problem) == (S.REJECTED, "unknown_to_realme")
            assert (await desk.order("D-other-environment")).state is S.SENDING
        assert sandbox.submissions() == sent_before


async def test_many_pending_orders_are_all_taken_up(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(settle_s=60, clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            orders = [await desk.submit(face_check()) for _ in range(15)]
        clock.at += 61
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            await until(lambda: not desk.pending())
            for order in orders:
                assert (await desk.order(order.order_id)).verdict is Verdict.MATCH
        assert set(sandbox.submissions().values()) == {1}


async def test_an_order_that_is_killed_while_the_reply_is_withheld_settles_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(settle_s=0, rate=None) as sandbox:
        processes.own_environment(tmp_path, sandbox.base)
        stored = processes.run(tmp_path, "credentials", "set", "own", stdin="TESTRA000401\n123456\n")
        assert stored.returncode == 0, stored.stderr
        fields = ("full_name=测试失联", f"id_number={NUMBER}")
        process = processes.start(tmp_path, ["submit", "namecheck", *fields, "--environment", "own"])
        try:
            await until(lambda: any(entry.outcome == "held" for entry in sandbox.log), within=40)
        finally:
            process.kill()  # SIGKILL: no chance to tidy up
            process.communicate()
        (order_id,) = sandbox.submissions()

        monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
        before = keyring.get_keyring()
        keyring.set_keyring(FileKeyring())
        try:
            paths = Paths(tmp_path / "data", site_dir=tmp_path / "site")
            environment = load_environments(paths).get("own")
            async with await open_backstage(paths, environment, Settings.load(paths)) as backstage:
                assert not backstage.session_only and not backstage.notices
                (recovered,) = backstage.recovered
                assert (recovered.order_id, recovered.state) == (order_id, S.UNCLEAR)
                assert recovered.problem == "unclear_restart"
                final = await backstage.desk.ask(order_id)
                assert (final.state, final.verdict) == (S.ANSWERED, Verdict.MATCH)
                assert final.subject_number == NUMBER and final.subject_name != NAME
                assert await backstage.desk.count(HistoryQuery()) == 1
                causes = [event.cause for event in await backstage.desk.events(order_id)]
                assert causes == ["created", "send", "recovered", "answered"]
        finally:
            keyring.set_keyring(before)
        assert sandbox.submissions() == {order_id: 1}
