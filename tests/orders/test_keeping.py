"""Notes, tags, legal hold and linked orders on the desk, and what the audit log tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from realme_desktop.config.account import os_account
from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.errors import UnknownOrder
from realme_desktop.records.model import HistoryQuery, Order
from tests.orders.support import desk_on, name_check, opened_records, settled_sandbox


async def test_what_people_add_is_kept_told_found_and_recorded(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, operator="陈审核") as desk:
            made = await desk.submit(name_check())
            told: list[Order] = []
            desk.subscribe(told.append)
            assert (await desk.set_note(made.order_id, "  客户补交了证件\n")).note == "客户补交了证件"
            tagged = await desk.set_tags(made.order_id, ["复核", " VIP  客户", "复核", ""])
            assert tagged.tags == ("复核", "VIP 客户")
            held = await desk.set_hold(made.order_id, True)
            await desk.record_act(Act.REVEALED, order_id=made.order_id, field="id_number")
            assert (held.note, held.tags, held.hold) == ("客户补交了证件", ("复核", "VIP 客户"), True)
            assert held.state is made.state and held.updated_at == made.updated_at
            assert await desk.order(made.order_id) == held
            assert (await desk.page(HistoryQuery(text="补交"))).orders == (held,)
            assert await desk.known_tags() == ("VIP 客户", "复核")
            assert told[-1] == held
            await desk.set_hold(made.order_id, True)  # as it is: nothing to record
            assert (await desk.set_note(made.order_id, " ")).note is None
            assert await desk.count(HistoryQuery(text="补交")) == 0
            with pytest.raises(ValueError, match="note"):
                await desk.set_note(made.order_id, "x" * 4001)
            with pytest.raises(ValueError, match="tag"):
                await desk.set_tags(made.order_id, ["x" * 41])
            with pytest.raises(UnknownOrder):
                await desk.set_note("nowhere", "x")
        entries = records.look(lambda reader: list(audit.entries(reader)))
    by_person = [(e.act, dict(e.detail)) for e in entries if e.operator == f"陈审核 ({os_account()})"]
    assert by_person == [
        ("order_made", {"segment": "namecheck", "environment": "sandbox", "state": "queued"}),
        ("note_changed", {"length": 7}),
        ("tags_changed", {"tags": 2, "before": 0}),
        ("hold_changed", {"hold": True}),
        ("revealed", {"field": "id_number"}),
        ("note_changed", {"length": 0}),
    ]
    changes = [e.detail["cause"] for e in entries if e.act == "order_changed"]
    assert changes[-1] == "answered" and all(e.operator == "" for e in entries if e.act == "order_changed")
    assert [e.number for e in entries] == list(range(1, len(entries) + 1))


async def test_orders_that_belong_together(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            first = await desk.submit(name_check())
            other = await desk.submit(name_check("李小红", "110101199003074477"))
            again = await desk.submit(name_check(linked_to=first.order_id))
            third = await desk.submit(name_check("李小红", "110101199003070038", linked_to=again.order_id))

            async def belong(order: Order) -> list[str]:
                return [one.order_id for one in await desk.linked(order.order_id)]

            assert await belong(first) == [third.order_id, again.order_id]
            assert await belong(third) == [again.order_id, first.order_id]
            assert await belong(other) == []


async def test_a_withdrawal_is_the_operators_act(tmp_path: Path) -> None:
    from tests.orders.support import face_check

    with settled_sandbox(settle_s=60) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, operator="tester") as desk:
            made = await desk.submit(face_check())
            await desk.abandon(made.order_id)
        last = records.look(lambda reader: audit.page(reader, order_id=made.order_id))[0]
        assert (last.act, last.operator, last.detail["cause"]) == (
            "order_changed",
            f"tester ({os_account()})",
            "abandoned",
        )
