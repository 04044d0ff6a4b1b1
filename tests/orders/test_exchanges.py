"""What of a real order's exchanges is kept: the submission, what changed it, the last question."""

from __future__ import annotations

from pathlib import Path

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.gateway.signing import signature
from realme_desktop.records.exchanges import ExchangeKind
from realme_desktop.records.model import OrderState
from tests.orders.support import (
    NAME,
    Clock,
    desk_on,
    ended,
    face_check,
    name_check,
    opened_records,
    settled_sandbox,
)
from tests.waiting import until


async def test_polls_without_news_replace_each_other(tmp_path: Path) -> None:
    clock = Clock()
    with settled_sandbox(settle_s=1000, clock=clock) as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, clock=clock) as desk:
            order = await desk.submit(face_check())
            await until(lambda: desk.pending()[0].queries >= 12)
            said = await desk.exchanges(order.order_id)
            kinds = [exchange.kind for exchange in said]
            assert kinds[0] is ExchangeKind.SUBMIT and set(kinds[1:]) == {ExchangeKind.QUERY}
            assert len(said) <= 3 and [exchange.changed for exchange in said[:-1]] == [True] * (len(said) - 1)
            first = len(said)
            clock.at += 2000
            await ended(desk, order)
            said = await desk.exchanges(order.order_id)
            assert len(said) <= first + 1 and said[-1].changed and "mp_ssim" in said[-1].body


async def test_request_signed_text_and_signature_belong_together(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(name_check())
            (raw,) = await desk.exchanges(order.order_id)
    sent = {param.name: param.text for param in raw.params}
    assert sent["full_name"] == NAME and sent["order_id"] == order.order_id and sent["app_token"] is None
    assert raw.url.endswith("/namecheck")
    values = {name: text or SANDBOX_CREDENTIALS.app_token for name, text in sent.items()}
    assert raw.signature == signature("POST", raw.url, values, SANDBOX_CREDENTIALS.app_key)
    assert raw.signed[0] == ("", f"POST{raw.url}")
    assert [name for name, _ in raw.signed[1:]] == sorted(sent)
    assert (raw.status, raw.method) == (200, "POST") and raw.elapsed_ms is not None and raw.elapsed_ms > 0
    assert raw.headers["Accept"] == "application/json" and "content-type" in raw.reply_headers
    assert raw.body == order.raw_reply


async def test_an_order_that_was_lost_keeps_what_there_was(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        async with desk_on("http://127.0.0.1:9/api", records, folder=tmp_path) as desk:
            order = await desk.submit(name_check())
            assert order.state is OrderState.REJECTED
            (raw,) = await desk.exchanges(order.order_id)
            assert raw.transport == "connect" and raw.status is None and raw.body == ""
