"""What the deployer's policy asks of orders, at the desk: without it not one request reaches RealMe."""

from __future__ import annotations

import asyncio
import dataclasses
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.catalog.registry import in_group
from realme_desktop.catalog.text import Text
from realme_desktop.config.environment import EnvironmentKind
from realme_desktop.config.policy import Policy
from realme_desktop.config.problems import ConfigProblem
from realme_desktop.orders.custody import Custody
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Draft
from realme_desktop.orders.refusals import DraftRefused, SubmissionRefused
from realme_desktop.records import audit
from realme_desktop.records.backup import NotAllowed
from realme_desktop.records.errors import UnknownOrder
from realme_desktop.records.export.problems import ExportRefused, Refusal
from realme_desktop.records.export.writers import Format
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.vault.vault import Vault
from tests.orders.support import (
    NAME,
    NUMBER,
    desk_on,
    face_check,
    name_check,
    opened_records,
    sample,
    sandbox_environment,
    settled_sandbox,
)

NEVER = "20200101000000000000"
BROKEN = (ConfigProblem(words=Text("第 3 行有误。", "Line 3 is wrong.")),)
AML = frozenset(service.segment for service in in_group("risk"))


def under(desk: OrderDesk, **changes: Any) -> None:
    desk._settings.policy = Policy(**changes)


async def refused(desk: OrderDesk, sandbox: Sandbox, draft: Any) -> DraftRefused | SubmissionRefused:
    """Nothing was sent and nothing written down."""
    before, kept = len(sandbox.log), desk._records.count(HistoryQuery())
    with pytest.raises((DraftRefused, SubmissionRefused)) as caught:
        await desk.submit(draft)
    assert len(sandbox.log) == before
    assert desk._records.count(HistoryQuery()) == kept
    return caught.value


async def test_without_consent_or_purpose_no_request_is_sent(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            asked = {"consent_kinds": frozenset({"sandbox"}), "purposes": ("贷款审批", "开户")}
            under(desk, **asked)
            error = await refused(desk, sandbox, face_check())
            assert isinstance(error, DraftRefused)
            assert {(found.field, found.code) for found in error.findings} == {
                ("authorization_info", "consent"),
                ("purpose", "purpose"),
            }
            under(desk, **asked)
            error = await refused(desk, sandbox, face_check(purpose="别的"))
            assert "purpose" in {found.code for found in error.findings}  # type: ignore[union-attr]

            under(desk, **asked)
            draft = face_check(purpose="开户")
            given = dataclasses.replace(draft, values={**draft.values, "authorization_info": "AUTH-1"})
            order = await desk.submit(given)
            assert order.purpose == "开户" and order.params["authorization_info"] == "AUTH-1"
            assert (await desk.order(order.order_id)).purpose == "开户"
            # Only faces need consent; a purpose everybody does.
            assert (await desk.submit(name_check(purpose="贷款审批"))).purpose == "贷款审批"
            assert sum(sandbox.submissions().values()) == 2


async def test_faces_in_production_need_consent_without_any_policy(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        environment = dataclasses.replace(
            sandbox_environment(sandbox.base), key="production", kind=EnvironmentKind.PRODUCTION
        )
        vault = Vault(session_only=True)
        async with desk_on(
            sandbox.base, records, folder=tmp_path, vault=vault, environment=environment, start=False
        ) as desk:
            error = await refused(desk, sandbox, face_check())
            assert [found.code for found in error.findings] == ["consent"]  # type: ignore[union-attr]
        assert len(sandbox.log) == 0


def inside(folder: Path) -> Path:
    """Where the records lie; nothing is exported into that folder."""
    (folder / "data").mkdir()
    return folder / "data"


async def test_a_hidden_service_is_not_sent_listed_or_exported(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(inside(tmp_path)) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            kept = await desk.submit(name_check())
            everything = Policy().visible
            under(desk, visible=everything - AML - {"namecheck"})
            error = await refused(desk, sandbox, name_check())
            assert isinstance(error, SubmissionRefused)
            under(desk, visible=everything - {"namecheck"})
            assert await desk.count(HistoryQuery()) == 0
            assert not (await desk.page(HistoryQuery(segments=frozenset({"namecheck"})))).orders
            assert (await desk.statistics(HistoryQuery())).count == 0
            for what in (HistoryQuery(), [kept.order_id]):
                made = await desk.export(what, tmp_path / "out.csv", Format.CSV, columns=["order_id"])
                assert made.count == 0
            under(desk)
            assert await desk.count(HistoryQuery()) == 1


def screening() -> Draft:
    return Draft(segment="antilaunderquery", values={"full_name": NAME, "id_number": NUMBER})


async def test_an_order_of_a_hidden_service_is_met_by_no_way(tmp_path: Path) -> None:
    """Whoever knows its number gets no more than whoever does not."""
    with settled_sandbox() as sandbox, opened_records(inside(tmp_path)) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            seen = await desk.submit(name_check())
            hidden = await desk.submit(screening())
            assert seen.subject_number == hidden.subject_number is not None
            await desk.set_tags(hidden.order_id, ["制裁名单"])
            await desk.set_tags(seen.order_id, ["复核"])
            told: list[str] = []
            desk.subscribe(lambda order: told.append(order.order_id))
            under(desk, visible=Policy().visible - AML)

            number = hidden.order_id
            for act in (
                desk.order, desk.pictures, desk.events, desk.exchanges, desk.ask, desk.abandon, desk.linked,
                partial(desk.set_note, text="x"), partial(desk.set_tags, tags=()),
                partial(desk.set_hold, hold=True),
            ):  # fmt: skip
                with pytest.raises(UnknownOrder) as caught:
                    await act(number)
                with pytest.raises(UnknownOrder) as never:
                    await act(NEVER)
                assert str(caught.value).replace(number, "") == str(never.value).replace(NEVER, "")
            assert await desk.linked(seen.order_id) == ()
            assert await desk.known_tags() == ("复核",)
            for text in (NUMBER, NAME, number):
                found = (await desk.page(HistoryQuery(text=text))).orders
                assert number not in [order.order_id for order in found]

            custody = Custody(
                records=records, vault=Vault(session_only=True), settings=desk._settings, folder=tmp_path
            )
            entries = custody.audit_page(limit=1000)
            assert number not in repr(entries) and hidden.segment not in repr(entries)
            assert seen.order_id in repr(entries) and not custody.audit_page(order_id=number)[0].detail
            assert len(entries) == records.look(audit.head).number, "each entry is there, for the chain"  # type: ignore[union-attr]

            desk._ledger._announce(hidden)
            desk._ledger._announce(seen)
            await asyncio.sleep(0)
            assert told == [seen.order_id]


def cards_check() -> Draft:
    pictures = {"id_front_pic": sample("id_front"), "id_negative_pic": sample("id_back")}
    return Draft(segment="idcardcheck", sources=pictures)


async def test_an_open_order_of_a_hidden_service_is_settled_unseen(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=30) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            seen, hidden = await desk.submit(face_check()), await desk.submit(cards_check())
            assert {seen.state, hidden.state} == {OrderState.PENDING}
            desk._ledger.attention.update({order.order_id: order for order in (seen, hidden)})
            under(desk, visible=Policy().visible - {hidden.segment})
            assert [order.order_id for order in desk.pending()] == [seen.order_id]
            assert [order.order_id for order in desk.attention()] == [seen.order_id]
            assert desk.awaited == desk.needing_attention == 1
            assert hidden.order_id in desk._ledger.open, "it is asked for all the same"


async def test_a_threshold_of_the_policy_stands(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        environment = dataclasses.replace(
            sandbox_environment(sandbox.base), kind=EnvironmentKind.INTEGRATION, default_threshold=80.0
        )
        async with desk_on(sandbox.base, records, folder=tmp_path, environment=environment) as desk:
            under(desk, default_threshold=80.0)
            error = await refused(desk, sandbox, face_check(threshold=10.0))
            assert [found.code for found in error.findings] == ["threshold"]  # type: ignore[union-attr]


async def test_with_a_broken_policy_only_the_sandbox_works(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            under(desk, problems=BROKEN)
            await desk.submit(name_check())
            assert await desk.count(HistoryQuery()) == 0  # nobody knows which services it was to hide
            desk.environment = dataclasses.replace(desk.environment, kind=EnvironmentKind.INTEGRATION)
            error = await refused(desk, sandbox, name_check())
            assert "Line 3 is wrong." in error.words.en and "Nothing was sent" in error.words.en


async def test_exports_can_be_forbidden(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, export__allowed=False) as desk:
            await desk.submit(name_check())
            with pytest.raises(ExportRefused) as caught:
                await desk.export(HistoryQuery(), tmp_path / "out.csv", Format.CSV, columns=["order_id"])
            assert caught.value.refusal is Refusal.POLICY
            custody = Custody(
                records=records, vault=Vault(session_only=True), settings=desk._settings, folder=tmp_path
            )
            with pytest.raises(ExportRefused):
                custody.may_export(HistoryQuery(), masked=True)
            desk._settings.set("export.allowed", True)
            assert custody.may_export(HistoryQuery(), masked=False) == HistoryQuery()
            desk._settings.policy = Policy(problems=BROKEN)
            custody.purge(by_itself=True)  # waits
            desk._settings.set("backup.allowed", False)
            with pytest.raises(NotAllowed):
                custody.back_up(tmp_path / "all.backup", "correct horse battery")
            assert not (tmp_path / "all.backup").exists()
            assert [path.name for path in tmp_path.iterdir() if path.suffix == ".csv"] == []  # noqa: ASYNC240
