"""RealMe's notifications end to end: sandbox, HTTP, desk and records, all of them real."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import apsw
import httpx
import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.settings import Settings
from realme_desktop.gateway.signing import signature
from realme_desktop.orders import ledger
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.listening import Listening
from realme_desktop.orders.mailroom import REASONS
from realme_desktop.orders.model import Draft
from realme_desktop.orders.polling import Backoff
from realme_desktop.records.errors import RecordsUnavailable
from realme_desktop.records.exchanges import ExchangeKind
from realme_desktop.records.model import Notice, Order, OrderState
from realme_desktop.records.steps import change_order
from realme_desktop.records.store import Records
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.vault.errors import KeyringLocked
from realme_desktop.vault.vault import Vault
from tests.orders.support import (
    NAME,
    desk_on,
    ended,
    face_check,
    opened_records,
    sample,
    sandbox_environment,
    settled_sandbox,
)
from tests.waiting import until

S = OrderState
KEY = "123456"
TRIGGER = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}
SLOW = Backoff(first_s=600, max_s=600)  # nothing is asked for by itself while the test looks


@asynccontextmanager
async def listening_desk(
    base: str, records: Records, folder: Path, *, backoff: Backoff = SLOW, vault: Vault | None = None
) -> AsyncIterator[tuple[OrderDesk, str]]:
    settings = Settings()
    settings.set("notification.listen", True)
    settings.set("notification.port", 0)
    listening = Listening(settings)
    environment = await listening.start(sandbox_environment(base))
    try:
        async with desk_on(
            base, records, folder=folder, backoff=backoff, environment=environment, vault=vault
        ) as desk:
            listening.open(desk.mail.receive)
            assert listening.address is not None
            yield desk, listening.address
            await listening.stop()
    finally:
        await listening.stop()


def told(order: Order, **fields: str) -> dict[str, str]:
    """What a notification of this order says."""
    said = {
        "order_id": order.order_id,
        "seq_id": order.seq_id or "1",
        "return_code": "20000",
        "resp_code": "00",
    }
    return said | fields


async def post(address: str, said: dict[str, str], key: str = KEY) -> int:
    """By hand, signed like a request."""
    sign = signature("POST", address, said, key)
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            address,
            content=urlencode({**said, "sign": sign}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    if answer.status_code == 200:
        assert answer.text == f"RECV_ORD_ID_{said['order_id']}"
    return answer.status_code


async def causes(desk: OrderDesk, order: Order) -> list[str]:
    return [event.cause for event in await desk.events(order.order_id)]


def queries(sandbox: Sandbox) -> int:
    return sum(entry.method == "GET" for entry in sandbox.log)


async def submitted(desk: OrderDesk, effect: Effect | None = None) -> Order:
    return await desk.submit(face_check(TRIGGER[effect] if effect else NAME))


# -- a result by notification -----------------------------------------------------------------------------


@pytest.mark.parametrize("notify_as", ["form", "json"])
async def test_the_result_comes_by_itself_and_one_query_confirms_it(notify_as: Any, tmp_path: Path) -> None:
    with settled_sandbox(notify_as=notify_as) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            assert order.params["mer_bg_url"] == address
            order = await ended(desk, order)
            assert (order.state, order.verdict, order.problem) == (
                S.ANSWERED, Verdict.MATCH, "notified_unconfirmed",
            )  # fmt: skip
            assert order.score is not None and order.own_verdict is Verdict.MATCH
            assert queries(sandbox) == 0
            assert desk.pending() == () and desk.phase(order.order_id) is None
            assert (await causes(desk, order))[-1] == "notified"
            heard = (await desk.exchanges(order.order_id))[-1]
            assert (heard.kind, heard.url) == (ExchangeKind.NOTIFICATION, address)
            assert order.order_id in heard.body
            assert "sign=" not in heard.body.replace("sign=…", "")

            desk._ledger.later(order.order_id, 0)  # now it is due
            await until(lambda: "confirmed" in [e.cause for e in records.events(order.order_id)])
            confirmed = await desk.order(order.order_id)
            assert confirmed.problem is None and confirmed.next_query_at is None
            assert confirmed.answered_at == order.answered_at
            assert queries(sandbox) == 1
            assert len(desk._ledger.schedule) == 0
            assert await desk.ask(order.order_id) == confirmed, "there is nothing left to ask"
            assert queries(sandbox) == 1
            assert sandbox.submissions()[order.order_id] == 1


async def test_lists_arrive_as_lists(tmp_path: Path) -> None:
    for number, notify_as in enumerate(("form", "json")):
        folder = tmp_path / str(number)
        folder.mkdir()
        with settled_sandbox(notify_as=notify_as) as sandbox, opened_records(folder) as records:
            async with listening_desk(sandbox.base, records, folder) as (desk, _):
                face = {"image": sample("face_one")}
                order = await desk.submit(
                    Draft(segment="faceretrieve", values={"group_id": "demo"}, sources=face)
                )
                order = await ended(desk, order)
                assert isinstance(order.values["face_identify_list"], list)
                assert order.problem == "notified_unconfirmed"


async def test_a_start_confirms_what_the_last_run_could_not(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, _):
            order = await ended(desk, await submitted(desk))
        async with desk_on(sandbox.base, records, folder=tmp_path, start=False) as desk:
            assert await desk.start() == (), "it has its end: nothing to take up"
            await until(lambda: records.get(order.order_id).problem is None)
        assert records.unconfirmed() == []


async def test_one_that_cannot_be_confirmed_stays_as_it_is_and_is_given_up(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, _):
            order = await ended(desk, await submitted(desk, Effect.FORGOTTEN))
            asked = await desk.ask(order.order_id)
            assert (asked.state, asked.verdict, asked.problem) == (
                S.ANSWERED, Verdict.MATCH, "notified_unconfirmed",
            )  # fmt: skip
            assert asked.next_query_at is not None and asked.queries == 1
            desk._ledger._clock.at += 25 * 3600  # type: ignore[attr-defined]
            given_up = await desk.ask(order.order_id)
            assert given_up.next_query_at is None and given_up.problem == "notified_unconfirmed"
            assert len(desk._ledger.schedule) == 0


async def test_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await ended(desk, await submitted(desk, Effect.NOTICE_TWICE))
            await until(lambda: [sent.outcome for sent in sandbox.notifications] == ["200", "200"])
            before = await desk.order(order.order_id), await causes(desk, order)
            said = told(order, mp_ssim=f"{order.score:g}")
            answers = await asyncio.gather(*(post(address, said) for _ in range(8)))
            assert answers == [200] * 8
            assert (await desk.order(order.order_id), await causes(desk, order)) == before


async def test_it_may_come_before_the_reply(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, _):
            sending = asyncio.create_task(submitted(desk, Effect.NO_REPLY))
            await until(lambda: desk._sender.tasks)
            (order_id,) = desk._sender.tasks
            await until(lambda: sandbox.notifications)
            assert records.get(order_id).state is S.ANSWERED, "while its reply is still awaited"
            order = await sending
            assert (order.state, order.verdict) == (S.ANSWERED, Verdict.MATCH)
            assert (await causes(desk, order))[-2:] == ["send", "notified"]
            assert order.seq_id


@pytest.mark.parametrize("left", [S.ABANDONED, S.EXPIRED, S.UNCLEAR, S.REJECTED])
async def test_it_ends_what_nobody_waits_for_any_more(left: OrderState, tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            records.change(
                order.order_id, expect=(S.PENDING,), cause="x", at=1, state=left, next_query_at=None
            )
            assert await post(address, told(order, resp_code="01")) == 200
            order = await desk.order(order.order_id)
            assert (order.state, order.verdict) == (S.ANSWERED, Verdict.MISMATCH)


# -- disagreement -----------------------------------------------------------------------------------------


async def test_where_they_differ_the_query_counts(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await ended(desk, await submitted(desk, Effect.NOTICE_DIFFERS))
            assert (order.verdict, order.problem) == (Verdict.MISMATCH, "notified_unconfirmed")
            order = await desk.ask(order.order_id)
            assert (order.verdict, order.problem) == (Verdict.MATCH, "notified_differed")
            assert (order.resp_code, order.values["resp_code"]) == ("00", "00")
            assert (await causes(desk, order))[-2:] == ["notified", "overruled"]
            said = [exchange.body for exchange in (await desk.exchanges(order.order_id))[-2:]]
            assert "resp_code=01" in said[0] and '"resp_code": "00"' in said[1]
            before = await causes(desk, order)
            assert await post(address, told(order, resp_code="01")) == 200
            assert await causes(desk, order) == before, "told once"


async def test_a_query_that_was_on_its_way_counts_too(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, _):
            pending = await submitted(desk, Effect.NOTICE_DIFFERS)
            pending = dataclasses.replace(pending, state=S.PENDING)  # as the query knew it when it set out
            await ended(desk, pending)
            order = await desk._asker.ask(pending)
            assert (order.verdict, order.problem) == (Verdict.MATCH, "notified_differed")


async def test_a_later_notification_that_says_otherwise_is_noted_and_asked_about(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await ended(desk, await submitted(desk))
            order = await desk.ask(order.order_id)
            assert order.problem is None
            assert await post(address, told(order, resp_code="01")) == 200
            disputed = await desk.order(order.order_id)
            assert (disputed.verdict, disputed.problem) == (Verdict.MATCH, "notified_disputed")
            assert desk.pending() == ()
            assert await post(address, told(order, resp_code="99")) == 200
            settled = await desk.ask(order.order_id)
            assert (settled.verdict, settled.problem) == (Verdict.MATCH, "notified_differed")
            assert (await causes(desk, order))[-2:] == ["disputed", "overruled"]
            assert len(desk._ledger.schedule) == 0


async def test_one_that_says_less_does_not_contradict(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await desk.ask((await ended(desk, await submitted(desk))).order_id)
            assert order.score is not None
            assert await post(address, told(order)) == 200  # no score in it
            assert (await desk.order(order.order_id)) == order


async def test_without_a_result_it_is_a_sign_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            hastened: list[str] = []
            monkeypatch.setattr(desk._ledger, "soon", hastened.append)
            for code in ("20012", "10010", "10001", "90102"):
                said = {name: text for name, text in told(order).items() if name != "resp_code"}
                assert await post(address, said | {"return_code": code}) == 200
            assert hastened == [order.order_id], "once: anybody may send the same again"
            assert await desk.order(order.order_id) == order


# -- what is not believed, and what belongs to nobody -----------------------------------------------------


async def test_a_forged_one_changes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with settled_sandbox(notify_again_s=0.001) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk, Effect.NOTICE_FORGED)
            await until(lambda: len(sandbox.notifications) == 4)
            assert {sent.outcome for sent in sandbox.notifications} == {"400"}
            for said, key in (
                (told(order), "654321"),
                (told(order, order_id="nobody's"), "654321"),
                ({"order_id": order.order_id}, ""),
            ):
                assert await post(address, said, key) == 400
            async with httpx.AsyncClient(trust_env=False) as client:
                for body in (b"", b"GEHEIM", b"{", b"order_id=1&order_id=2&sign=x", b"\xff" * 1000):
                    assert (await client.post(address, content=body)).status_code == 400
            assert await desk.order(order.order_id) == order
            assert await desk.mail.notices() == ()
            ours = [r.getMessage() for r in caplog.records if r.name == "realme_desktop.orders.mailroom"]
            assert ours and all("refused" in message for message in ours)
            assert len(ours) == 1, "a flood must not push everything else out of the log"
            assert "GEHEIM" not in caplog.text and "nobody's" not in caplog.text
            assert (await desk.ask(order.order_id)).verdict is Verdict.MATCH


async def test_the_address_that_was_signed_is_the_one_the_order_named(tmp_path: Path) -> None:
    """Behind a reverse proxy the listener's own address is nobody's business; the orders' is."""
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            draft = face_check()
            public = "https://office.example/realme/notification"
            order = await desk.submit(
                dataclasses.replace(draft, values={**draft.values, "mer_bg_url": public})
            )
            said = told(order)
            async with httpx.AsyncClient(trust_env=False) as client:
                form = {**said, "sign": signature("POST", public, said, KEY)}
                assert (await client.post(address, data=form)).status_code == 200
            assert (await desk.order(order.order_id)).state is S.ANSWERED


async def test_somebody_elses_is_kept_for_the_operator(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            seen: list[Notice] = []
            stop = desk.mail.subscribe(seen.append)
            order = await submitted(desk, Effect.NOTICE_STRANGER)
            await until(lambda: sandbox.notifications)
            await until(lambda: seen)
            assert sandbox.notifications[0].outcome == "200"
            assert await desk.order(order.order_id) == order
            stop()
            said = {"order_id": "1234", "return_code": "20000", "cvv2": "997", "full_name": "样晓明"}
            assert [await post(address, said) for _ in range(3)] == [200] * 3
            notices = await desk.mail.notices()
            assert [n.order_id for n in notices] == ["1234", order.order_id[::-1]]
            assert {n.reason for n in notices} == {"unknown_order"}
            assert "样晓明" in notices[0].evidence and "997" not in notices[0].evidence
            assert len(seen) == 1


async def test_what_no_order_of_ours_can_take(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            waiting = dataclasses.replace(order, order_id="2" * 30, state=S.QUEUED)
            strange = dataclasses.replace(order, order_id="3" * 30, segment="not-any-more")
            for each in (waiting, strange):
                records.add(each)
            for said in (told(waiting), told(strange), told(order, seq_id="another")):
                assert await post(address, said) == 200
            reasons = [notice.reason for notice in await desk.mail.notices()]
            assert reasons == ["other_seq_id", "other_service", "never_sent"]
            assert set(reasons) < set(REASONS)
            for each in (order, waiting, strange):
                assert await desk.order(each.order_id) == each


async def test_an_order_of_another_environment_needs_that_ones_key(tmp_path: Path) -> None:
    vault = Vault(session_only=True)
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path, vault=vault) as (desk, address):
            order = await submitted(desk)
            real = dataclasses.replace(order, order_id="4" * 30, environment="production", real=True)
            records.add(real)
            assert await post(address, told(real)) == 503, "no credentials: it can't be verified now"
            from realme_desktop.config.credentials import Credentials

            vault.store("production", Credentials("token", "another key"))
            desk.mail._keys.clear()
            assert await post(address, told(real)) == 503, "sent with another app_token"
            records.change(real.order_id, expect=(S.PENDING,), cause="x", at=1, account=None)
            assert await post(address, told(real)) == 400, "the sandbox's key is known to everybody"
            assert await post(address, told(real), "another key") == 200
            assert [notice.reason for notice in await desk.mail.notices()] == ["other_environment"]
            assert (await desk.order(real.order_id)).state is S.PENDING


# -- when something is in the way -------------------------------------------------------------------------


async def test_what_cannot_be_written_now_is_expected_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_sandbox(notify_again_s=0.01) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, _):
            failures = [RecordsUnavailable("full"), RecordsUnavailable("locked")]

            def failing(connection: apsw.Connection, **changes: Any) -> Order:
                if changes["cause"] == "notified" and failures:
                    raise failures.pop()
                return change_order(connection, **changes)

            monkeypatch.setattr(ledger, "change_order", failing)
            order = await ended(desk, await submitted(desk))
            assert order.problem == "notified_unconfirmed"
            await until(lambda: len(sandbox.notifications) == 3)
            assert [sent.outcome for sent in sandbox.notifications] == ["503", "503", "200"]


async def test_a_locked_keyring_is_not_shaken_by_whoever_knocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        vault = Vault(session_only=True)
        asked: list[str] = []

        def locked(key: str) -> Any:
            asked.append(key)
            raise KeyringLocked()

        monkeypatch.setattr(vault, "credentials", locked)
        async with listening_desk(sandbox.base, records, tmp_path, vault=vault) as (_, address):
            answers = [await post(address, {"order_id": "1"}) for _ in range(20)]
            assert answers == [503] * 20
            assert len(asked) == 1


async def test_secrets_are_not_kept_though_nobody_says_that_there_are_any(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            assert await post(address, told(order, password="GEHEIM-1")) == 200
            order = await desk.order(order.order_id)
            assert order.state is S.ANSWERED
            assert "GEHEIM" not in str(order.values) + str(order.raw_reply)
            assert "GEHEIM" not in "".join(e.body for e in await desk.exchanges(order.order_id))


async def test_a_flood_leaves_the_desk_at_work(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            async with httpx.AsyncClient(trust_env=False, timeout=30) as client:

                async def knock(number: int) -> int:
                    form = {"order_id": str(number), "sign": "0" * 64, "file_list": "x" * 20_000}
                    return (await client.post(address, data=form)).status_code

                flood = asyncio.gather(*(knock(number) for number in range(300)))
                order = await submitted(desk)
                answers = await flood
            assert set(answers) == {400, 429}
            assert sandbox.submissions()[order.order_id] == 1
            assert (await desk.ask(order.order_id)).verdict is Verdict.MATCH


async def test_a_desk_that_closes_expects_it_again(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        async with listening_desk(sandbox.base, records, tmp_path) as (desk, address):
            order = await submitted(desk)
            await desk.close()
            assert await post(address, told(order)) == 503
            assert records.get(order.order_id) == order
