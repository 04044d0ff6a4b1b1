"""Each of the 27 services: form filled in the real window, sent over HTTP, its result, its history row."""

from __future__ import annotations

from pathlib import Path

import pytest

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.validate import demanded
from realme_desktop.catalog.verdicts import VERDICT_WORDS
from realme_desktop.records.model import OrderState
from tests.journeys.console import console
from tests.waiting import until

# Rules that leave a choice: what a clerk would take.
CHOSEN = {
    "mobilecheck": ["full_name", "id_number"],
    "antilaunderquery": ["full_name", "id_number"],
    "antifraudquery": ["full_name", "id_number", "mobile_no"],
    "faceregister": ["group_ids", "person_id", "image"],
    "faceretrieve": ["group_id", "image"],
}


@pytest.mark.parametrize("segment", [service.segment for service in registry.SERVICES])
async def test_a_service_from_form_to_history(segment: str, tmp_path: Path) -> None:
    service = registry.by_segment(segment)
    async with console(tmp_path / "data") as person:
        form = await person.choose_service(segment)
        wanted = demanded(service, form.texts()) | set(CHOSEN.get(segment, ()))
        for field in service.fields:
            if field.name in wanted and not field.generated:
                await person.fill(form, field)
        person.submit()
        order = await person.final_order()
        person.photograph(f"service-{service.number}-{segment}")

        assert order.state is OrderState.ANSWERED, (order.problem, order.return_code, order.return_message)
        assert order.segment == segment
        assert order.verdict is not None
        assert order.real is False
        shown = person.words(person.find("result"))
        assert VERDICT_WORDS[order.verdict].zh in shown
        assert order.order_id in shown
        assert "沙箱" in shown, "a result of the sandbox says so"
        if service.scored and order.score is not None:
            assert f"{order.score:g}" in shown

        history = person.program.window.history
        await until(lambda: history.model.rowCount() == 1, "the history shows the order")
        assert [kept.order_id for kept in await person.orders()] == [order.order_id]
        assert person.sandbox.submissions() == {order.order_id: 1}


async def test_a_picture_comparison_is_coloured_by_the_threshold(tmp_path: Path) -> None:
    service = registry.by_segment("picturematch")
    async with console(tmp_path / "data") as person:
        form = await person.choose_service("picturematch")
        for field in service.fields:
            if field.required and not field.generated:
                await person.fill(form, field)
        person.submit()
        order = await person.final_order()
        assert order.score is not None and order.score >= 60
        assert order.threshold == 60
        assert order.verdict is Verdict.MATCH and order.own_verdict is Verdict.MATCH
        pictures = (await person.program.console.ready()).desk
        assert set(await pictures.pictures(order.order_id)) == {"image1", "image2"}
