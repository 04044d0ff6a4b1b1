"""The listener over real loopback HTTP: what gets through to whoever reads notifications, what does not."""

from __future__ import annotations

import asyncio
import errno
import gzip
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from realme_desktop.gateway.listener import NOTIFICATION_PATH, Listener, ListenerFailed, Receipt, Receive
from realme_desktop.gateway.notifications import MAX_NOTIFICATION
from tests.waiting import until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def taken(body: bytes, content_type: str) -> Receipt:
    return Receipt(200, f"{len(body)} {content_type}")


@asynccontextmanager
async def listening(
    receive: Receive = taken, **more: Any
) -> AsyncIterator[tuple[Listener, httpx.AsyncClient]]:
    listener = Listener(host="127.0.0.1", port=0, receive=receive, **more)
    await listener.start()
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            yield listener, client
    finally:
        await listener.stop()


async def test_a_notification_is_handed_over_and_answered() -> None:
    async with listening() as (listener, client):
        answer = await client.post(listener.address, content=b"order_id=1&sign=2", headers=FORM)
        assert (answer.status_code, answer.text) == (200, "17 application/x-www-form-urlencoded")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Server"] == "realme-desktop"
        for text in ("RECV_ORD_ID_42", "收到"):

            async def reply(body: bytes, content_type: str, text: str = text) -> Receipt:
                return Receipt(200, text)

            listener._receive = reply
            assert (await client.post(listener.address, content=b"x")).text == text


async def test_only_posts_on_one_path() -> None:
    async with listening() as (listener, client):
        base = listener.address.removesuffix(NOTIFICATION_PATH)
        for path in (
            "/",
            "/realme",
            NOTIFICATION_PATH + "/",
            NOTIFICATION_PATH + "x",
            "/api/realme/v4/checkresult",
        ):
            assert (await client.post(base + path, content=b"x")).status_code == 404
            assert (await client.get(base + path)).status_code == 404
        for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"):
            answer = await client.request(method, listener.address)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        assert (await client.post(listener.address + "?from=proxy", content=b"x")).status_code == 200


async def test_too_large_is_refused_before_it_is_read() -> None:
    async with listening() as (listener, client):
        most = await client.post(listener.address, content=b"x" * MAX_NOTIFICATION)
        assert most.text == f"{MAX_NOTIFICATION} "
        over = await client.post(listener.address, content=b"x" * (MAX_NOTIFICATION + 1))
        assert over.status_code == 413

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b"x" * 100_000

        assert (await client.post(listener.address, content=endless())).status_code == 413
        # A length is believed: not a byte of what it announces is waited for.
        reader, writer = await asyncio.open_connection("127.0.0.1", listener._port)
        writer.write(
            f"POST {NOTIFICATION_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n".encode()
        )
        assert b" 413 " in await reader.readline()
        writer.close()
        await writer.wait_closed()


async def test_nothing_is_unpacked() -> None:
    async with listening() as (listener, client):
        packed = gzip.compress(b"\0" * 50_000_000)
        answer = await client.post(listener.address, content=packed, headers={"Content-Encoding": "gzip"})
        assert answer.status_code == 415


async def test_a_flood_is_told_to_come_back() -> None:
    seen = 0

    async def count(body: bytes, content_type: str) -> Receipt:
        nonlocal seen
        seen += 1
        return Receipt(200)

    async with listening(count, per_second=1e-9, burst=5) as (listener, client):
        answers = await asyncio.gather(*(client.post(listener.address, content=b"x") for _ in range(60)))
        assert sorted(answer.status_code for answer in answers) == [200] * 5 + [429] * 55
        assert seen == 5
        assert next(a for a in answers if a.status_code == 429).headers["Retry-After"]


async def test_few_are_dealt_with_at_the_same_time() -> None:
    gate, inside = asyncio.Event(), 0

    async def slowly(body: bytes, content_type: str) -> Receipt:
        nonlocal inside
        inside += 1
        await gate.wait()
        return Receipt(200)

    async with listening(slowly, at_once=2) as (listener, client):
        posts = [asyncio.create_task(client.post(listener.address, content=b"x")) for _ in range(2)]
        await until(lambda: inside == 2)
        assert (await client.post(listener.address, content=b"x")).status_code == 429
        gate.set()
        assert [answer.status_code for answer in await asyncio.gather(*posts)] == [200, 200]
        assert (await client.post(listener.address, content=b"x")).status_code == 200


async def test_more_connections_than_there_are_places_are_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realme_desktop.gateway.listener._CONNECTIONS", 3)
    async with listening() as (listener, _):
        opened = [await asyncio.open_connection("127.0.0.1", listener._port) for _ in range(6)]
        ends = [asyncio.create_task(reader.read()) for reader, _ in opened]

        def hung_up() -> int:
            return sum(end.done() for end in ends)

        await until(lambda: hung_up() == 3)
        for _, writer in opened:
            writer.close()
        await asyncio.gather(*ends, return_exceptions=True)
        for _, writer in opened:
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def test_who_says_nothing_loses_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realme_desktop.gateway.listener._CONNECTION_S", 0.0)
    monkeypatch.setattr("realme_desktop.gateway.listener._SWEEP_S", 0.01)
    async with listening() as (listener, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener._port)
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realme_desktop.gateway.listener._BODY_S", 0.02)
    async with listening() as (listener, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener._port)
        writer.write(f"POST {NOTIFICATION_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab".encode())
        assert b" 408 " in await reader.readline()
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GEHEIM / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n",
        b"POST " + b"a" * 100_000, b"POST / HTTP/1.1\r\n" + b"GEHEIM: " + b"x" * 100_000 + b"\r\n\r\n",
        f"POST {NOTIFICATION_PATH} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nGEHEIM\r\n".encode(),
        f"POST {NOTIFICATION_PATH} HTTP/1.1\r\nContent-Length: -5\r\n\r\nGEHEIM".encode(),
    ],
)  # fmt: skip
async def test_what_is_no_http_does_no_harm(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening() as (listener, client):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener._port)
        writer.write(sent)
        writer.write_eof()
        await asyncio.gather(reader.read(), return_exceptions=True)
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)
        assert (await client.post(listener.address, content=b"x")).status_code == 200
    assert "GEHEIM" not in caplog.text


async def test_a_mistake_of_ours_is_answered_and_told_without_values(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def failing(body: bytes, content_type: str) -> Receipt:
        raise ValueError(f"this stands in it: {body!r}")

    caplog.set_level(logging.DEBUG, "realme_desktop")
    async with listening(failing) as (listener, client):
        answer = await client.post(listener.address, content=b"full_name=GEHEIM")
        assert (answer.status_code, answer.text) == (500, "")
    assert "ValueError" in caplog.text
    assert "GEHEIM" not in caplog.text


async def test_503_says_when_to_come_again() -> None:
    async def later(body: bytes, content_type: str) -> Receipt:
        return Receipt(503)

    async with listening(later) as (listener, client):
        assert "Retry-After" in (await client.post(listener.address, content=b"x")).headers


async def test_stopping_answers_what_is_in_hand() -> None:
    gate, inside = asyncio.Event(), asyncio.Event()

    async def slowly(body: bytes, content_type: str) -> Receipt:
        inside.set()
        await gate.wait()
        return Receipt(200, "kept")

    listener = Listener(host="127.0.0.1", port=0, receive=slowly)
    await listener.start()
    address = listener.address
    async with httpx.AsyncClient(trust_env=False) as client:
        post = asyncio.create_task(client.post(address, content=b"x"))
        await inside.wait()
        stop = asyncio.create_task(listener.stop())
        await until(lambda: not listener.running)
        gate.set()
        assert (await post).text == "kept"
        await stop
        with pytest.raises(httpx.TransportError):
            await client.post(address, content=b"x")
    await listener.stop()


async def test_stopping_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realme_desktop.gateway.listener._FAREWELL_S", 0.02)
    inside = asyncio.Event()

    async def never(body: bytes, content_type: str) -> Receipt:
        inside.set()
        await asyncio.Event().wait()
        return Receipt(200)

    listener = Listener(host="127.0.0.1", port=0, receive=never)
    await listener.start()
    async with httpx.AsyncClient(trust_env=False) as client:
        post = asyncio.create_task(client.post(listener.address, content=b"x"))
        await inside.wait()
        await listener.stop()
        with pytest.raises(httpx.TransportError):
            await post


async def test_it_can_be_started_again_at_the_same_port() -> None:
    listener = Listener(host="127.0.0.1", port=0, receive=taken)
    await listener.start()
    port = listener._port
    await listener.stop()
    with pytest.raises(RuntimeError):
        _ = listener.address
    again = Listener(host="127.0.0.1", port=port, receive=taken)
    await again.start()
    await again.stop()


async def test_a_port_in_use_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken_port:
        port = taken_port.getsockname()[1]
        with pytest.raises(ListenerFailed) as failed:
            await Listener(host="127.0.0.1", port=port, receive=taken).start()
    assert str(port) in failed.value.words.zh
    assert "in use" in failed.value.words.en


@pytest.mark.parametrize(
    ("host", "words"),
    [("192.0.2.1", "not an address of this computer"), ("no-such-host.invalid", "not an address")],
)
async def test_an_address_of_somebody_else_is_told_in_words(host: str, words: str) -> None:
    with pytest.raises(ListenerFailed) as failed:
        await Listener(host=host, port=0, receive=taken).start()
    assert words in failed.value.words.en


def test_every_refusal_of_a_port_has_words() -> None:
    from realme_desktop.gateway.listener import _words

    for number in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL, errno.EMFILE):
        words = _words(OSError(number, "reason"), "127.0.0.1", 80)
        assert words.zh.endswith("。") and words.en.endswith(".")


def test_an_address_that_everybody_reaches_is_reached_on_loopback() -> None:
    async def address(host: str) -> str:
        listener = Listener(host=host, port=0, receive=taken)
        await listener.start()
        try:
            return listener.address
        finally:
            await listener.stop()

    assert asyncio.run(address("0.0.0.0")).startswith("http://127.0.0.1:")
