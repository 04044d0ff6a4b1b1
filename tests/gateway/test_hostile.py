"""A server, a network and settings that mean no good: each ends in a defined reply."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.catalog.registry import by_segment
from realme_desktop.config.environments import Environment, Timeouts
from realme_desktop.gateway import tls
from realme_desktop.gateway.bodies import MAX_BODY, Body
from realme_desktop.gateway.reply import CallStatus, Reply, TransportProblem
from tests.gateway.loopback import (
    CERTIFICATES,
    Answer,
    Seen,
    client,
    environment,
    http,
    loopback,
    says,
    serving,
    speak_old_tls,
)

NAMECHECK = by_segment("namecheck")
ORDER: dict[str, Any] = {"order_date": "20261123", "order_id": "2026112300000001"}
FINE = '{"return_code":"10400","resp_code":"00"}'
IMPATIENT = Timeouts(connect=0.3, read=0.3, write=0.3)


async def submit(env: Environment) -> Reply:
    async with client(env) as realme:
        exchange = await realme.submit(NAMECHECK, **ORDER, params={"full_name": "张三"})
        return exchange.reply


async def against(answer: Answer, **changes: Any) -> Reply:
    async with loopback(answer) as server:
        reply = await submit(environment(server.base, **changes))
        assert len(server.seen) == 1, "an order is sent once, whatever happens"
        return reply


def problem(reply: Reply) -> TransportProblem | None:
    assert reply.call is CallStatus.UNCLEAR
    assert not reply.pending
    assert not reply.has_result
    return reply.transport


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


# --- surely not sent -------------------------------------------------------------------------------------


async def test_nobody_listens() -> None:
    reply = await submit(environment(f"http://127.0.0.1:{free_port()}"))
    assert problem(reply) is TransportProblem.CONNECT
    assert not TransportProblem.CONNECT.sent


async def test_a_name_that_does_not_resolve() -> None:
    reply = await submit(environment("https://realme.invalid/api"))
    assert problem(reply) is TransportProblem.DNS


@pytest.mark.parametrize(
    "base",
    [
        "http://192.0.2.1/api",
        "http://realme.example",
        "",
        "ftp://h/",
        "https://",
        "https://h:99999/",
        "nonsense",
        "https://a b/",
    ],
)
async def test_an_address_that_is_refused_is_never_contacted(base: str) -> None:
    reply = await submit(environment(base))
    assert problem(reply) is TransportProblem.CONNECT
    assert "refused" in reply.detail


async def test_a_server_that_accepts_and_never_shakes_hands() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(silent) as port:
        reply = await submit(environment(f"https://127.0.0.1:{port}", timeouts=IMPATIENT))
    assert problem(reply) is TransportProblem.TIMEOUT_CONNECT
    assert "nothing was sent" in reply.detail


async def test_plain_http_where_tls_is_expected() -> None:
    async def greets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(http("hello"))
        await reader.read()

    async with serving(greets) as port:
        reply = await submit(environment(f"https://127.0.0.1:{port}"))
    assert problem(reply) is TransportProblem.TLS


# --- TLS ---------------------------------------------------------------------------------------------------


async def test_a_certificate_of_an_unknown_authority() -> None:
    async with loopback(says(http(FINE)), tls="good.pem") as server:
        reply = await submit(environment(server.base))
        assert server.seen == []
    assert problem(reply) is TransportProblem.TLS


async def test_a_certificate_of_another_host() -> None:
    async with loopback(says(http(FINE)), tls="other.pem") as server:
        reply = await submit(environment(server.base, ca_file=CERTIFICATES / "ca.pem"))
        assert server.seen == []
    assert problem(reply) is TransportProblem.TLS


async def test_a_certificate_of_the_authority_that_was_added() -> None:
    async with loopback(says(http(FINE)), tls="good.pem") as server:
        reply = await submit(environment(server.base, ca_file=CERTIFICATES / "ca.pem"))
    assert reply.call is CallStatus.ACCEPTED


async def test_a_ca_file_that_is_none(tmp_path: Any) -> None:
    garbage = tmp_path / "ca.pem"
    garbage.write_text("this is no certificate")
    for path in (garbage, tmp_path / "missing.pem", tmp_path):
        async with loopback(says(http(FINE)), tls="good.pem") as server:
            assert problem(await submit(environment(server.base, ca_file=path))) is TransportProblem.TLS
            assert server.connections == 0


async def test_tls_older_than_1_2_is_refused() -> None:
    def speaks(port: int) -> bool:
        """Whether anybody at all can talk to this server: some builds of OpenSSL have no TLS 1.1 left."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        speak_old_tls(trusting)
        try:
            with (
                socket.create_connection(("127.0.0.1", port), 5) as plain,
                trusting.wrap_socket(plain) as secure,
            ):
                return secure.version() in ("TLSv1", "TLSv1.1")
        except (ssl.SSLError, ConnectionError):
            return False

    async with loopback(says(http(FINE)), tls="good.pem", old=True) as server:
        if not await asyncio.to_thread(speaks, server.port):
            pytest.skip(f"{ssl.OPENSSL_VERSION} offers no TLS 1.1, so no server of that age can be played")
        server.connections = 0
        reply = await submit(environment(server.base, ca_file=CERTIFICATES / "ca.pem"))
        assert problem(reply) is TransportProblem.TLS
        assert server.connections == 0 and not server.seen, "not even the handshake came to its end"


async def test_no_variable_adds_an_authority_or_has_keys_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python believes what SSL_CERT_FILE names, and writes the keys of connections into the file that
    SSLKEYLOGFILE names: whoever listens could read all."""
    told = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(told))
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(CERTIFICATES))
    tls._context.cache_clear()
    try:
        async with loopback(says(http(FINE)), tls="good.pem") as server:
            reply = await submit(environment(server.base, ca_file=CERTIFICATES / "ca.pem"))
            assert reply.call is CallStatus.ACCEPTED and server.seen
        async with loopback(says(http(FINE)), tls="good.pem") as server:
            assert problem(await submit(environment(server.base))) is TransportProblem.TLS
            assert not server.seen
        assert not told.exists()
    finally:
        tls._context.cache_clear()


# --- perhaps sent ----------------------------------------------------------------------------------------


async def test_the_server_hangs_up_without_a_word() -> None:
    reply = await against(says())
    assert problem(reply) is TransportProblem.CUT
    assert TransportProblem.CUT.sent


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200", http(FINE)[:-5]])
async def test_a_reset_at_any_place(beginning: bytes) -> None:
    async def reset(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        await writer.drain()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    assert problem(await against(reset)) is TransportProblem.CUT


async def test_a_body_shorter_than_announced() -> None:
    reply = await against(says(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + FINE.encode()))
    assert problem(reply) is TransportProblem.CUT
    assert reply.http_status == 200
    assert reply.raw == FINE  # kept as evidence, believed by nobody


async def test_a_server_that_never_answers() -> None:
    async def silent(_: Seen, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    reply = await against(silent, timeouts=IMPATIENT)
    assert problem(reply) is TransportProblem.TIMEOUT


async def test_a_server_that_drips_is_ended_by_the_total() -> None:
    async def drip(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        loop, tick = asyncio.get_running_loop(), 0.02
        while True:
            writer.write(b" ")
            await writer.drain()
            waited = loop.create_future()
            loop.call_later(tick, waited.set_result, None)
            await waited

    limits = Timeouts(connect=0.1, read=0.2, write=0.1)
    reply = await against(drip, timeouts=limits)
    assert problem(reply) is TransportProblem.TIMEOUT
    assert limits.total == pytest.approx(0.6)


async def test_an_endless_header() -> None:
    async def endless(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            writer.write(b"x" * 10_000)
            await writer.drain()

    assert problem(await against(endless)) is TransportProblem.PROTOCOL


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n:\r\n\r\n",
    ],
)
async def test_something_that_is_no_http(answer: bytes) -> None:
    assert problem(await against(says(answer))) in (TransportProblem.PROTOCOL, TransportProblem.CUT)


# --- too much --------------------------------------------------------------------------------------------


async def test_a_hundred_megabytes_announced() -> None:
    reply = await against(says(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n" + b"x" * 1000))
    assert problem(reply) is TransportProblem.TOO_LARGE
    assert reply.http_status == 200


async def test_an_endless_body() -> None:
    async def endless(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"100000\r\n" + b"x" * 0x100000 + b"\r\n")
            await writer.drain()

    reply = await against(endless)
    assert problem(reply) is TransportProblem.TOO_LARGE
    assert len(reply.raw) <= 64 * 1024


async def test_a_gzip_bomb_stays_small() -> None:
    bomb = gzip.compress(b"\0" * 120_000_000, 9)
    assert len(bomb) < 500_000
    tracemalloc.start()
    try:
        reply = await against(says(http(bomb, "200 OK", "Content-Encoding: gzip")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert problem(reply) is TransportProblem.TOO_LARGE
    assert peak < 3 * MAX_BODY


async def test_compression_that_was_not_asked_for() -> None:
    for encoding, body in (("gzip", gzip.compress(FINE.encode())), ("deflate", zlib.compress(FINE.encode()))):
        reply = await against(says(http(body, "200 OK", f"Content-Encoding: {encoding}")))
        assert reply.call is CallStatus.ACCEPTED
    for encoding, body in (
        ("br", b"\x0b\x02\x80"), ("gzip", b"no gzip at all"), ("gzip", gzip.compress(FINE.encode())[:-9]),
    ):  # fmt: skip
        reply = await against(says(http(body, "200 OK", f"Content-Encoding: {encoding}")))
        assert problem(reply) is TransportProblem.PROTOCOL


def test_a_body_byte_by_byte() -> None:
    packed = gzip.compress(b"hello" * 100)
    body = Body(500, "GZIP ")
    for n in range(len(packed)):
        body.take(packed[n : n + 1])
    body.finish()
    assert (body.data, body.too_large, body.unreadable) == (b"hello" * 100, False, "")
    small = Body(499, "gzip")
    small.take(packed)
    assert small.too_large


# --- elsewhere -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent", "304 Not"]
)
async def test_a_redirect_is_never_followed(status: str) -> None:
    async with loopback(says(http(FINE))) as elsewhere:
        location = f"Location: http://127.0.0.1:{elsewhere.port}/api/v4/trade/namecheck"
        reply = await against(says(http(FINE, status, location)))
        async with (
            loopback(says(http(FINE, status, location))) as server,
            client(environment(server.base)) as realme,
        ):
            query = await realme.check_result(NAMECHECK, **ORDER)
        assert elsewhere.connections == 0
    assert problem(reply) is TransportProblem.REDIRECT
    assert problem(query.reply) is TransportProblem.REDIRECT
    assert reply.http_status == int(status[:3])
    assert str(elsewhere.port) not in reply.detail


@pytest.mark.parametrize(
    "status", ["500 Oops", "502 Bad Gateway", "503 Unavailable", "504 Timeout", "404 Not Found", "403 No"]
)
async def test_a_page_of_html(status: str) -> None:
    page = "<html><title>502</title></html>"
    reply = await against(says(http(page, status, "Content-Type: text/html")))
    assert problem(reply) is None
    assert reply.http_status == int(status[:3])
    assert reply.raw == page


async def test_being_throttled_says_when_to_come_back() -> None:
    reply = await against(says(http("slow down", "429 Too Many", "Retry-After: 12")))
    assert (reply.call, reply.retry_after) == (CallStatus.REJECTED, 12)


async def test_endless_interim_responses_are_ended_by_the_total() -> None:
    async def endless(_: Seen, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10)
            await writer.drain()

    reply = await against(endless, timeouts=Timeouts(connect=0.1, read=0.1, write=0.1))
    assert problem(reply) is not None
