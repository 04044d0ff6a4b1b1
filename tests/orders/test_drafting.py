"""From the form to what is sent: refused before anything happens, or completed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PIL import Image

from realme_desktop.config.environment import Environment
from realme_desktop.orders.model import Draft
from realme_desktop.orders.refusals import DraftRefused
from realme_desktop.records.model import HistoryQuery, OrderState
from tests.orders.support import (
    NAME,
    NUMBER,
    Clock,
    card_identify,
    desk_on,
    face_check,
    name_check,
    opened_records,
    sample,
    sandbox_environment,
    settled_sandbox,
)


async def _refused(draft: Draft, folder: Path, environment: Environment | None = None) -> DraftRefused:
    """Submit, see it refused, and see that nothing was written or sent."""
    with settled_sandbox() as sandbox, opened_records(folder) as records:
        environment = dataclasses.replace(environment or sandbox_environment(""), base=sandbox.base)
        async with desk_on("", records, folder=folder, environment=environment) as desk:
            with pytest.raises(DraftRefused) as refused:
                await desk.submit(draft)
            assert await desk.count(HistoryQuery()) == 0
            assert desk.pending() == ()
        assert sandbox.log == []
    assert "没有发送" in refused.value.words.zh
    return refused.value


async def test_an_incomplete_form_is_refused_field_by_field(tmp_path: Path) -> None:
    refused = await _refused(name_check("", "12"), tmp_path)
    assert {finding.field for finding in refused.findings} == {"full_name", "id_number"}


async def test_an_unknown_service_or_field_is_refused(tmp_path: Path) -> None:
    (finding,) = (await _refused(Draft(segment="nonsense"), tmp_path)).findings
    assert finding.code == "service"
    await _refused(Draft(segment="checkresult"), tmp_path)
    draft = Draft(segment="namecheck", values={"full_name": NAME, "id_number": NUMBER, "sign": "x"})
    (finding,) = (await _refused(draft, tmp_path)).findings
    assert (finding.field, finding.code) == ("sign", "unknown_field")


async def test_a_file_where_none_belongs_is_refused(tmp_path: Path) -> None:
    draft = dataclasses.replace(name_check(), sources={"full_name": sample("face_one")})
    assert {finding.code for finding in (await _refused(draft, tmp_path)).findings} >= {"not_a_file"}


async def test_bad_pictures_are_all_told_at_once(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jpg"
    empty.touch()
    draft = Draft(
        segment="picturematch",
        values={"image1_type": "1", "image2_type": "1"},
        sources={"image1": empty, "image2": tmp_path / "gone.png"},
    )
    refused = await _refused(draft, tmp_path)
    assert {(finding.field, finding.code) for finding in refused.findings} == {
        ("image1", "picture"),
        ("image2", "picture"),
    }


async def test_a_required_notification_address_comes_from_the_environment(tmp_path: Path) -> None:
    without = sandbox_environment("", notify_url="")
    (finding,) = (await _refused(card_identify(), tmp_path, without)).findings
    assert (finding.field, finding.code) == ("mer_bg_url", "notify_url")
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        environment = sandbox_environment(sandbox.base, notify_url="https://console.example/notify")
        async with desk_on("", records, folder=tmp_path, environment=environment) as desk:
            order = await desk.submit(card_identify())
            assert order.params["mer_bg_url"] == "https://console.example/notify"
            typed = await desk.submit(card_identify(values={"mer_bg_url": "https://other.example/n"}))
            assert typed.params["mer_bg_url"] == "https://other.example/n"


async def test_what_was_typed_is_forgiven_and_sent_canonical(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check(f"  {NAME} ", NUMBER.lower().replace("1990", " １９９０-")))
            assert order.state is OrderState.ANSWERED
            assert order.params["id_number"] == NUMBER
            assert order.params["full_name"] == NAME


@pytest.mark.parametrize(("mode", "suffix"), [("JPEG", "jpg"), ("PNG", None)])
async def test_the_suffix_is_that_of_the_prepared_picture(
    mode: str, suffix: str | None, tmp_path: Path
) -> None:
    source = tmp_path / "face.whatever"
    Image.new("RGB", (600, 600), "#c8a").save(source, mode)
    draft = Draft(
        segment="faceregister",
        values={"group_ids": "demo", "person_id": "p1", "file_suffix": "gif"},
        sources={"image": source},
    )
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(draft)
            sent = (await desk.pictures(order.order_id))["image"]
            assert order.params["file_suffix"] == {"image/jpeg": "jpg", "image/png": "png"}[sent.media_type]
            if suffix:
                assert order.params["file_suffix"] == suffix
            assert "image" not in order.params


async def test_a_packet_of_the_sdk_travels_as_it_is(tmp_path: Path) -> None:
    packet = bytes(range(256)) * 8
    draft = Draft(
        segment="dynamicfacecheck",
        values={"full_name": NAME, "id_number": NUMBER, "video_pic_flag": "true"},
        sources={"video_pic": packet},
    )
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(draft)
            kept = (await desk.pictures(order.order_id))["video_pic"]
            assert (kept.data, kept.media_type) == (packet, "application/octet-stream")
            assert order.state is OrderState.PENDING


async def test_the_threshold_in_force_is_kept_with_the_order(tmp_path: Path) -> None:
    with settled_sandbox(settle_s=1000) as sandbox, opened_records(tmp_path) as records:
        environment = sandbox_environment(sandbox.base, thresholds={"staticfacecheck": 72.5})
        async with desk_on("", records, folder=tmp_path, environment=environment, clock=Clock()) as desk:
            assert (await desk.submit(face_check())).threshold == 72.5
            assert (await desk.submit(face_check(threshold=80.0))).threshold == 80.0
            assert (await desk.submit(face_check(threshold=0.0))).threshold == 0.0


@pytest.mark.parametrize("threshold", [-0.1, 100.1, float("nan"), float("inf")])
async def test_a_threshold_that_decides_everything_or_nothing_is_refused(
    threshold: float, tmp_path: Path
) -> None:
    refused = await _refused(face_check(threshold=threshold), tmp_path)
    assert [finding.code for finding in refused.findings] == ["threshold"]
