"""Passwords, one-time codes and cipher texts are sent, and never kept."""

from __future__ import annotations

import asyncio
import base64
import re
from pathlib import Path

import apsw
import pytest

from realme_desktop.catalog.model import Sensitivity
from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.orders.model import Draft
from realme_desktop.orders.report import as_json, as_lines
from tests.gateway.loopback import Seen, http, loopback
from tests.orders.support import (
    KEY,
    NAME,
    NUMBER,
    desk_on,
    ended,
    face_check,
    opened_records,
    settled_sandbox,
)
from tests.waiting import until

SECRET = "Pq7zKsecretW9"


def _everything(path: Path, *, signatures: bool = True) -> str:
    """All that a holder of the data key can read, as text; without the kept signatures if need be."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        connection.pragma("key", f"raw:{KEY.hex()}")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        cells: list[str] = []
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                cells += [cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in row]
        found = "\n".join(cells)
        return found if signatures else re.sub(r'"signature":"[0-9a-f]{64}"', "", found)
    finally:
        connection.close()


_DRAFTS = [
    Draft(
        segment="getmoxietask",
        values={"mobile": "13800000000", "password": SECRET, "full_name": NAME, "id_number": NUMBER},
    ),
    Draft(segment="getmoxieinput", values={"task_id": "sandbox-wait-sms", "verify_code": SECRET}),
    Draft(
        segment="getmoxieresetinput",
        values={
            "task_id": "sandbox-wait-sms",
            "verify_code_list": f'[{{"type": "sms", "value": "{SECRET}"}}]',
        },
    ),
    Draft(
        segment="cardcheck",
        values={
            "full_name": NAME,
            "acct_no": "6200000123456789015",
            "card_type": "C",
            "valid_date": "1230",
            "cvv2": base64.b64encode(SECRET.encode() * 4).decode(),
        },
    ),
]


@pytest.mark.parametrize("draft", _DRAFTS, ids=lambda draft: draft.segment)
async def test_a_secret_is_sent_and_never_reaches_the_disk(draft: Draft, tmp_path: Path) -> None:
    service = by_segment(draft.segment)
    secrets = [
        field.name
        for field in service.fields
        if field.sensitivity is Sensitivity.SECRET and draft.values.get(field.name)
    ]
    assert secrets, "the test gives a secret to each of these services"
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(draft)
            assert order.return_code not in (None, "90101"), "the secret has to reach the sandbox"
            assert not set(secrets) & set(order.params)
            order = await ended(desk, order)
            shown = "\n".join(as_lines(order, service, "en")) + str(as_json(order, service))
            assert NUMBER not in shown
        kept = _everything(tmp_path / "records.db")
    assert order.order_id in kept  # the scan does read the file
    for name in secrets:
        assert SECRET not in kept
        assert draft.values[name] not in kept
    assert SECRET not in shown


async def _says_it_all_back(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """An error page as development servers make them, with the whole request in it."""
    told = f"<html>{seen.target} {seen.body.decode()} {seen.params}</html>"
    writer.write(http(told, "500 Internal Server Error"))
    await writer.drain()


@pytest.mark.parametrize("draft", [*_DRAFTS, face_check()], ids=lambda draft: draft.segment)
async def test_not_even_a_server_that_says_it_back_brings_it_to_the_disk(
    draft: Draft, tmp_path: Path
) -> None:
    async with loopback(_says_it_all_back) as server:
        with opened_records(tmp_path) as records:
            async with desk_on(server.base, records, folder=tmp_path) as desk:
                order = await desk.submit(draft)
                assert order.problem == "unclear_server" and order.raw_reply
                assert order.order_id in order.raw_reply
                await until(lambda: desk.pending()[0].queries >= 2)
                pictures = await desk.pictures(order.order_id)
            kept = _everything(tmp_path / "records.db", signatures=False)
            whole = _everything(tmp_path / "records.db")
    assert SECRET not in kept
    assert "checkresult" in kept
    for request in server.seen:
        assert request.params["sign"] not in kept  # neither in the reply's text nor anywhere else
        # With the app_key at hand, a signature over a password of six digits tells the password.
        with_secret = any(SECRET in value for value in request.params.values())
        assert not (with_secret and request.params["sign"] in whole)
    for picture in pictures.values():
        assert base64.b64encode(picture.data)[2000:2100].decode() not in kept


async def test_a_picture_is_kept_as_a_picture_and_not_as_text(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await ended(desk, await desk.submit(face_check()))
            (picture,) = (await desk.pictures(order.order_id)).values()
        kept = _everything(tmp_path / "records.db")
    assert "video_pic" not in order.params
    assert "TESTRA000401" not in kept  # the app_token stays in the keyring
    assert base64.b64encode(picture.data[:300]).decode() not in kept


def test_every_service_with_a_secret_is_covered_here() -> None:
    with_secrets = {
        service.segment
        for service in SERVICES
        if any(field.sensitivity is Sensitivity.SECRET for field in service.fields)
    }
    assert with_secrets == {draft.segment for draft in _DRAFTS}
