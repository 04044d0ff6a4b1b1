"""What happens beside an order while it is on its way: callbacks that fail, quitting, another console."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from typing import Any

import apsw
import pytest

from realme_desktop.catalog.model import Service, Verdict
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.environment import EnvironmentKind
from realme_desktop.gateway.client import Client
from realme_desktop.gateway.reply import Exchange
from realme_desktop.orders import desk as desk_module
from realme_desktop.orders import ledger
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Phase
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.refusals import ActRefused, SubmissionRefused
from realme_desktop.records.model import Order, OrderState
from realme_desktop.records.steps import change_order
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault
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


class _Touching(Client):
    """A real client; `before` and `after` are called around each submission."""

    before: Any = None
    after: Any = None

    async def submit(self, service: Service, **arguments: Any) -> Exchange:
        if self.before is not None:
            self.before(arguments["order_id"])
        exchange = await super().submit(service, **arguments)
        if self.after is not None:
            self.after(arguments["order_id"])
        return exchange


def _touch(desk: OrderDesk, **calls: Any) -> None:
    def factory(environment: Any, credentials: Any) -> Client:
        client = _Touching(environment=environment, credentials=credentials)
        for name, call in calls.items():
            setattr(client, name, call)
        return client

    desk._line._factory = factory


@pytest.mark.parametrize("phase", Phase)
async def test_a_window_that_fails_to_show_a_phase_costs_no_answer(phase: Phase, tmp_path: Path) -> None:
    def broken(told: Phase) -> None:
        if told is phase:
            raise RuntimeError("Internal C++ object already deleted.")

    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check(), on_phase=broken)
            assert (order.state, order.verdict) == (S.ANSWERED, Verdict.MATCH)
            assert desk.phase(order.order_id) is None


async def test_an_order_still_being_prepared_is_not_sent_once_the_desk_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()
    prepare = desk_module.prepare_draft

    async def slow(*arguments: Any) -> Any:
        prepared = await prepare(*arguments)
        reached.set()
        await go_on.wait()
        return prepared

    monkeypatch.setattr(desk_module, "prepare_draft", slow)
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            task = asyncio.create_task(desk.submit(name_check()))
            await reached.wait()
            await desk.close()
            go_on.set()
            with pytest.raises(SubmissionRefused):
                await task
        assert sandbox.log == []


async def test_an_answer_is_kept_when_another_console_took_the_order_for_lost(tmp_path: Path) -> None:
    """A second console that starts meanwhile finds SENDING on disk and marks it as unclear."""

    def recover(order_id: str) -> None:
        other = Records.open(tmp_path / "records.db", KEY)
        try:
            other.change(order_id, expect=(S.SENDING,), cause="recovered", at=1, state=S.UNCLEAR)
        finally:
            other.close()

    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, start=False) as desk:
            _touch(desk, after=recover)
            order = await desk.submit(name_check())
            assert (order.state, order.verdict) == (S.ANSWERED, Verdict.MATCH)
            waiting = await desk.submit(face_check())
            assert waiting.state is S.PENDING and waiting.seq_id
            refused = await desk.submit(name_check("测试无权"))  # asked for like every unclear order
            assert refused.state is S.UNCLEAR
            assert {o.order_id for o in desk.pending()} == {waiting.order_id, refused.order_id}


async def test_what_another_console_has_ended_leaves_the_list_of_what_is_awaited(tmp_path: Path) -> None:
    slow = Backoff(first_s=60, max_s=60)
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, backoff=slow) as desk:
            order = await desk.submit(face_check())
            records.change(
                order.order_id, expect=(S.PENDING,), cause="answered", at=1, state=S.ANSWERED, problem=None
            )
            heard: list[Order] = []
            desk.subscribe(heard.append)
            stale = desk.pending()[0]
            assert (await desk._asker._query(stale, urgent=False)).state is S.ANSWERED
            assert desk.pending() == ()
            await until(lambda: [o.state for o in heard] == [S.ANSWERED])


async def test_an_outcome_that_was_not_saved_is_settled_though_the_disk_says_more(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(face_check())
            stale = dataclasses.replace(order, state=S.SENDING)
            final = await desk._asker._query(stale, urgent=False)
            assert final.state is S.ANSWERED


async def test_a_start_survives_what_an_earlier_desk_still_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check())
        other = dataclasses.replace(order, order_id="1" * 30, state=S.SENDING)
        records.add(other)
        # Read before the other one wrote: the list says SENDING, the disk says ANSWERED.
        stale = dataclasses.replace(order, state=S.SENDING)
        monkeypatch.setattr(Records, "unfinished", lambda self: [stale, other])
        async with desk_on(sandbox.base, records, folder=tmp_path, start=False) as desk:
            recovered = await desk.start()
            assert [o.order_id for o in recovered] == [other.order_id]
            assert (await desk.order(order.order_id)) == order


async def test_an_outcome_that_cannot_even_be_put_into_a_row_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            failures = [ValueError("no column takes this")]

            def once(connection: apsw.Connection, **changes: Any) -> Order:
                if changes["state"] is S.ANSWERED and failures:
                    raise failures.pop()
                return change_order(connection, **changes)

            monkeypatch.setattr(ledger, "change_order", once)
            seen: list[Order] = []
            desk.subscribe(seen.append)
            with pytest.raises(ValueError, match="no column"):
                await desk.submit(name_check())
            assert (await ended(desk, seen[0])).verdict is Verdict.MATCH
        assert set(sandbox.submissions().values()) == {1}


async def test_a_closed_desk_asks_nothing(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(face_check())
            await desk.close()
            with pytest.raises(ActRefused):
                await desk.ask(order.order_id)


async def test_an_order_is_only_asked_for_by_who_sent_it(tmp_path: Path) -> None:
    """RealMe tells another app_token "not found", which would read as "safe to send again"."""
    clock, vault = Clock(), Vault(session_only=True)
    vault.store("own", Credentials("FIRST", "key"))
    slow = Backoff(first_s=60, max_s=60)
    with (
        settled_sandbox(app_token="FIRST", app_key="key", clock=clock) as sandbox,
        opened_records(tmp_path) as records,
    ):
        own = sandbox_environment(sandbox.base, key="own", kind=EnvironmentKind.INTEGRATION)
        async with desk_on(
            "", records, folder=tmp_path, environment=own, vault=vault, clock=clock, backoff=slow
        ) as desk:
            order = await desk.submit(name_check("测试失联"))
            assert order.state is S.UNCLEAR and order.account and "FIRST" not in order.account
            vault.store("own", Credentials("SECOND", "key"))
            clock.at += 3600
            asked = len(sandbox.log)
            order = await desk.ask(order.order_id)
            assert (order.state, order.problem) == (S.UNCLEAR, "query_account")
            await desk.abandon(order.order_id)
            with pytest.raises(ActRefused):
                await desk.ask(order.order_id)
            assert len(sandbox.log) == asked
            vault.store("own", Credentials("FIRST", "key"))
            assert (await desk.ask(order.order_id)).verdict is Verdict.MATCH
