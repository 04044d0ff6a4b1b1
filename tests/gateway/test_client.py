"""The client over real sockets: what leaves, and what is told of it."""

from __future__ import annotations

import asyncio
import base64
import logging
import random
from dataclasses import replace
from typing import Any

import pytest

from realme_desktop.catalog.registry import by_segment
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials
from realme_desktop.config.environments import PRESETS, SigningSettings
from realme_desktop.gateway.client import Client, picture_text
from realme_desktop.gateway.reply import CallStatus
from tests.gateway.loopback import Seen, client, environment, http, loopback, says
from tests.gateway.test_signing import by_the_formula

ORDER: dict[str, Any] = {"order_date": "20261123", "order_id": "2026112300000001"}
FINE = '{"return_code":"10400","order_id":"2026112300000001","resp_code":"00","seq_id":"77"}'
JPEG = b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(200_000)
NAMECHECK, MATCH = by_segment("namecheck"), by_segment("picturematch")


async def test_what_leaves_is_a_signed_form() -> None:
    params = {"full_name": "张 ~*+三😀", "id_number": "11010519491231002X", "imei": "", "source_channel": "0"}
    async with loopback(says(http(FINE))) as server, client(environment(server.base)) as realme:
        exchange = await realme.submit(NAMECHECK, **ORDER, params=params)
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/api/v4/trade/namecheck")
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert seen.headers["env"] == "test"
    assert seen.headers["content-length"] == str(len(seen.body))
    sent = {name: value for name, value in params.items() if value} | ORDER | {"app_token": "TESTRA000401"}
    address = f"{server.base}/v4/trade/namecheck"
    sign = by_the_formula("POST", address, sent, "123456", SigningSettings(), set())
    assert seen.params == sent | {"sign": sign}
    assert exchange.reply.call is CallStatus.ACCEPTED
    assert exchange.reply.has_result
    assert exchange.reply.seq_id == "77"
    assert exchange.elapsed_ms > 0
    assert exchange.request.url == address
    assert dict(exchange.request.params) == sent | {"sign": sign}


async def test_pictures_travel_as_base64_and_are_not_kept_in_the_record_of_the_request() -> None:
    answer = says(http('{"return_code":"10500","mp_ssim":"88"}'))
    async with loopback(answer) as server, client(environment(server.base)) as realme:
        exchange = await realme.submit(MATCH, **ORDER, params={"image1_type": "1"}, pictures={"image1": JPEG})
    (seen,) = server.seen
    assert seen.params["image1"] == base64.b64encode(JPEG).decode()
    address = f"{server.base}/v4/trade/picturematch"
    unsigned = {name: value for name, value in seen.params.items() if name != "sign"}
    assert seen.params["sign"] == by_the_formula(
        "POST", address, unsigned, "123456", SigningSettings(), {"image1"}
    )
    assert exchange.request.params["image1"].startswith("sha256:")
    assert f"({len(JPEG)} bytes)" in exchange.request.params["image1"]


async def test_two_large_pictures_are_encoded_in_a_thread_to_the_same_bytes() -> None:
    pictures = {"image1": JPEG + bytes(1_000_000), "image2": JPEG}
    async with (
        loopback(says(http('{"return_code":"10500"}'))) as server,
        client(environment(server.base)) as realme,
    ):
        await realme.submit(MATCH, **ORDER, params={}, pictures=pictures)
    (seen,) = server.seen
    for name, data in pictures.items():
        assert base64.b64decode(seen.params[name]) == data


@pytest.mark.parametrize("pictures", ["text", "md5"])
@pytest.mark.parametrize("url_encoding", ["java", "rfc3986", "none"])
async def test_signing_settings_reach_the_wire(pictures: Any, url_encoding: Any) -> None:
    how = SigningSettings(url_encoding=url_encoding, scope="whole", hex_case="upper", pictures=pictures)
    async with loopback(says(http(FINE))) as server:
        env = environment(server.base, signing=how, signing_base="https://behind.example/realme/")
        async with client(env) as realme:
            await realme.submit(MATCH, **ORDER, params={"image1_type": "~*"}, pictures={"image1": JPEG[:999]})
    (seen,) = server.seen
    unsigned = {name: value for name, value in seen.params.items() if name != "sign"}
    address = "https://behind.example/realme/v4/trade/picturematch"
    assert seen.params["sign"] == by_the_formula("POST", address, unsigned, "123456", how, {"image1"})


async def test_a_query_is_a_get_signed_without_its_query() -> None:
    reply = '{"return_code":"20012","order_id":"2026 ~*1"}'
    async with (
        loopback(says(http(reply, "400 Bad Request"))) as server,
        client(environment(server.base)) as realme,
    ):
        exchange = await realme.check_result(None, order_date="20261123", order_id="2026 ~*1")
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.body) == ("GET", "/api/v4/checkresult", b"")
    assert "2026+%7E*1" in seen.target
    unsigned = {"order_date": "20261123", "order_id": "2026 ~*1", "app_token": "TESTRA000401"}
    address = f"{server.base}/v4/checkresult"
    sign = by_the_formula("GET", address, unsigned, "123456", SigningSettings(), set())
    assert seen.params == unsigned | {"sign": sign}
    assert exchange.request.url == address  # without the query: it may be logged
    assert (exchange.reply.call, exchange.reply.pending) == (CallStatus.ACCEPTED, True)


async def test_where_to_ask_is_the_services_own_matter() -> None:
    async with loopback(says(http('{"return_code":"20000","resp_code":"00"}'))) as server:
        env = environment(server.base, result_paths={"idcardcheck": "/v3/checkresult"})
        async with client(env) as realme:
            await realme.check_result(by_segment("idcardcheck"), **ORDER, seq_id="9")
            await realme.check_result(NAMECHECK, **ORDER, seq_id="")
    assert [seen.path for seen in server.seen] == ["/api/v3/checkresult", "/api/v4/checkresult"]
    assert server.seen[0].params["seq_id"] == "9"
    assert "seq_id" not in server.seen[1].params


async def test_somebody_elses_reply_is_unclear() -> None:
    async with loopback(says(http(FINE))) as server, client(environment(server.base)) as realme:
        exchange = await realme.submit(NAMECHECK, order_date="20261123", order_id="MINE", params={})
        asked = await realme.check_result(NAMECHECK, **ORDER, seq_id="78")
    assert exchange.reply.call is CallStatus.UNCLEAR
    assert asked.reply.call is CallStatus.UNCLEAR


async def test_what_is_ours_cannot_be_overwritten_by_a_form() -> None:
    params = {"order_id": "evil", "app_token": "evil", "order_date": "evil", "sign": "evil", "full_name": "x"}
    async with loopback(says(http(FINE))) as server, client(environment(server.base)) as realme:
        await realme.submit(NAMECHECK, **ORDER, params=params)
    assert "evil" not in server.seen[0].body.decode()


async def test_secret_fields_are_sent_and_not_recorded() -> None:
    service = by_segment("getmoxietask")
    async with (
        loopback(says(http('{"return_code":"11500"}'))) as server,
        client(environment(server.base)) as realme,
    ):
        exchange = await realme.submit(
            service, **ORDER, params={"mobile": "13800138000", "password": "hunter2"}
        )
    assert server.seen[0].params["password"] == "hunter2"
    assert "password" not in exchange.request.params
    assert "hunter2" not in repr(exchange)


async def test_logs_hold_no_values_keys_signatures_or_queries(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with loopback(says(http(FINE))) as server, client(environment(server.base)) as realme:
        one = await realme.submit(
            NAMECHECK, **ORDER, params={"full_name": "Secretperson", "id_number": "1101"}
        )
        two = await realme.check_result(NAMECHECK, **ORDER)
    assert "namecheck" in caplog.text
    for seeded in (
        "Secretperson",
        "123456",
        "TESTRA",
        "?",
        one.request.params["sign"],
        two.request.params["sign"],
    ):
        assert seeded not in caplog.text.replace("asyncio", "")


async def test_connections_are_kept_and_a_stale_one_costs_no_order() -> None:
    async with (
        loopback(says(http(FINE)), keep_open=True) as server,
        client(environment(server.base)) as realme,
    ):
        for _ in range(3):
            assert (await realme.submit(NAMECHECK, **ORDER, params={})).reply.call is CallStatus.ACCEPTED
        assert server.connections == 1
    async with loopback(says(http(FINE))) as server, client(environment(server.base)) as realme:
        for _ in range(3):  # the server closes without a word after each answer
            assert (await realme.submit(NAMECHECK, **ORDER, params={})).reply.call is CallStatus.ACCEPTED
        assert server.connections == 3


async def test_many_at_once() -> None:
    async with (
        loopback(says(http('{"return_code":"10400"}'))) as server,
        client(environment(server.base)) as realme,
    ):
        orders = (
            realme.submit(NAMECHECK, order_date="20261123", order_id=f"{n}", params={}) for n in range(100)
        )
        exchanges = await asyncio.gather(*orders)
    assert all(exchange.reply.has_result for exchange in exchanges)
    assert sorted(int(seen.params["order_id"]) for seen in server.seen) == list(range(100))


async def test_cancelling_passes_through_and_leaves_the_client_usable() -> None:
    arrived = asyncio.Event()
    silent = True

    async def answer(_: Seen, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        if silent:
            await asyncio.Event().wait()
        writer.write(http(FINE))

    async with loopback(answer) as server, client(environment(server.base)) as realme:
        task = asyncio.ensure_future(realme.submit(NAMECHECK, **ORDER, params={}))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        silent = False
        assert (await realme.submit(NAMECHECK, **ORDER, params={})).reply.has_result


async def test_a_reply_of_megabytes_is_read() -> None:
    big = '{"return_code":"12400","result":"' + "x" * 5_000_000 + '"}'
    async with loopback(says(http(big))) as server, client(environment(server.base)) as realme:
        exchange = await realme.submit(by_segment("getmoxiedata"), **ORDER, params={})
    assert len(exchange.reply.values["result"]) == 5_000_000


def test_the_key_shows_nowhere() -> None:
    realme = Client(
        environment=replace(PRESETS["integration"]), credentials=Credentials("TOKEN", "very-secret-key")
    )
    assert "very-secret-key" not in repr(realme)
    assert "very-secret-key" not in repr(Credentials("TOKEN", "very-secret-key"))


def test_incomplete_credentials_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="not complete"):
        Client(environment=PRESETS["sandbox"], credentials=replace(SANDBOX_CREDENTIALS, app_key=""))


PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
PACKET = b"\x00\x01SDK packet\xff" * 20


@pytest.mark.parametrize(
    ("data", "prefix", "expected"),
    [
        (JPEG, False, base64.b64encode(JPEG)),
        (JPEG, True, b"data:image/jpeg;base64," + base64.b64encode(JPEG)),
        (PNG, True, b"data:image/png;base64," + base64.b64encode(PNG)),
        (PACKET, True, base64.b64encode(PACKET)),
        (base64.b64encode(PACKET), True, base64.b64encode(PACKET)),
        (base64.encodebytes(PACKET), False, base64.b64encode(PACKET)),
        (b"not base64!", False, base64.b64encode(b"not base64!")),
        (b"abc", False, base64.b64encode(b"abc")),
        (b"a===", False, base64.b64encode(b"a===")),
    ],
    ids=[
        "jpeg",
        "jpeg-prefix",
        "png-prefix",
        "packet",
        "packet-text",
        "packet-lines",
        "text",
        "short",
        "odd",
    ],
)
def test_how_a_picture_or_packet_travels(data: bytes, prefix: bool, expected: bytes) -> None:
    assert picture_text(data, prefix=prefix) == expected
