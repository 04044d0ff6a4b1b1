"""Proxies as they are met in the field, with real proxies on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from realme_desktop.catalog.registry import by_segment
from realme_desktop.gateway.proxies import ProxyTrouble, normal_proxy, proxy_for
from realme_desktop.gateway.reply import CallStatus, Exchange, TransportProblem
from tests.gateway.loopback import CERTIFICATES, client, environment, http, loopback, says, serving

NAMECHECK = by_segment("namecheck")
FINE = '{"return_code":"10400","resp_code":"00"}'
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
BASE = "https://realme.cloudpnr.com/api/realme"


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://p:3128", "http://p:3128"), ("HTTP://p:3128/", "http://p:3128"), ("p:3128", "http://p:3128"),
        (" socks://p:1080 ", "socks5://p:1080"), ("socks5h://p:1080", "socks5h://p:1080"),
        ("https://u:w@p:3128", "https://u:w@p:3128"), ("socks://[::1]:1080", "socks5://[::1]:1080"),
    ],
)  # fmt: skip
def test_normal_form(given: str, expected: str) -> None:
    assert normal_proxy(given) == expected


@pytest.mark.parametrize(
    "given", ["socks4://p:1", "ftp://p:1", "http://", "://", "", "socks://:1080", "http://[bad/"]
)
def test_what_cannot_be_used(given: str) -> None:
    with pytest.raises(ProxyTrouble):
        normal_proxy(given)


def test_the_words_never_hold_a_password() -> None:
    with pytest.raises(ProxyTrouble) as caught:
        normal_proxy("socks4://user:hunter2@p:1")
    assert "hunter2" not in str(caught.value)


def test_the_systems_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(BASE, "system") is None
    monkeypatch.setenv("ALL_PROXY", "socks://10.0.0.1:1080/")
    assert proxy_for(BASE, "system") == "socks5://10.0.0.1:1080"
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.2:3128")
    assert proxy_for(BASE, "system") == "http://10.0.0.2:3128"
    assert proxy_for(BASE, "none") is None
    assert proxy_for(BASE, "socks://10.0.0.3:1") == "socks5://10.0.0.3:1"
    monkeypatch.setenv("NO_PROXY", "cloudpnr.com")
    assert proxy_for(BASE, "system") is None


@pytest.mark.parametrize("base", ["http://127.0.0.1:1/api", "http://localhost:1", "https://[::1]/"])
def test_this_computer_is_never_reached_through_a_proxy(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks://10.0.0.1:1080/")
    assert proxy_for(base, "system") is None
    assert proxy_for(base, "http://10.0.0.1:1") is None


async def ask(**changes: Any) -> Exchange:
    async with client(environment(**changes)) as realme:
        return await realme.submit(
            NAMECHECK, order_date="20261123", order_id="1", params={"full_name": "张三"}
        )


async def test_a_variable_that_makes_httpx_raise_does_no_harm_on_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks://10.0.0.1:1080/")
    monkeypatch.setenv("HTTP_PROXY", "rubbish://")
    async with loopback(says(http(FINE))) as server:
        exchange = await ask(base=server.base, proxy="system")
    assert exchange.reply.call is CallStatus.ACCEPTED


@pytest.mark.parametrize(
    "proxy", ["socks4://127.0.0.1:9", "rubbish://x", "http://127.0.0.1:port", "http://a b:1"]
)
async def test_a_proxy_that_cannot_be_used_is_told_and_nothing_is_sent(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    for setting in ("system", proxy):
        reply = (await ask(base="https://realme.invalid/api", proxy=setting)).reply
        assert reply.call is CallStatus.UNCLEAR
        assert reply.transport is not None
        assert not reply.transport.sent


@asynccontextmanager
async def proxy(greet: Any, target_port: int = 0) -> AsyncIterator[int]:
    """A proxy that after `greet(reader, writer)` returns True carries bytes to the target."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await greet(reader, writer):
            there, back = await asyncio.open_connection("127.0.0.1", target_port)
            try:
                await asyncio.gather(carry(reader, back), carry(there, writer))
            finally:
                back.transport.abort()

    async with serving(serve) as port:
        yield port


async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    return True


async def socks5(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    _, count = await reader.readexactly(2)
    await reader.readexactly(count)
    writer.write(b"\x05\x00")
    _, _, _, kind = await reader.readexactly(4)
    length = {1: 4, 4: 16}[kind] if kind != 3 else (await reader.readexactly(1))[0]
    await reader.readexactly(length + 2)
    writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
    return True


async def test_through_real_proxies_to_a_real_server() -> None:
    """The name in the certificate resolves nowhere: only the proxy knows where it is."""
    async with loopback(says(http(FINE)), tls="other.pem") as server:
        base = f"https://somewhere-else.example:{server.port}/api"
        for greet, scheme in ((tunnel, "http"), (socks5, "socks5"), (socks5, "socks")):
            async with proxy(greet, server.port) as port:
                exchange = await ask(
                    base=base, proxy=f"{scheme}://127.0.0.1:{port}", ca_file=CERTIFICATES / "ca.pem"
                )
            assert exchange.reply.call is CallStatus.ACCEPTED, scheme
        assert len(server.seen) == 3
        assert server.seen[0].headers["host"] == f"somewhere-else.example:{server.port}"


async def test_a_proxy_that_refuses() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http("who are you", "407 Proxy Authentication Required"))
        await writer.drain()
        return False

    async with proxy(refuse) as port:
        reply = (await ask(base="https://realme.invalid/api", proxy=f"http://127.0.0.1:{port}")).reply
    assert reply.transport is TransportProblem.PROXY


async def test_a_proxy_that_is_silent_or_hangs_up_before_the_tunnel_stands() -> None:
    """The CONNECT to the proxy is not the order: nothing of the order was sent."""
    from realme_desktop.config.environments import Timeouts

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> bool:
        await reader.read()
        return False

    async def hang_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> bool:
        await reader.readuntil(b"\r\n\r\n")
        return False

    quick = Timeouts(connect=0.3, read=0.3, write=0.3)
    for greet in (silent, hang_up):
        async with proxy(greet) as port:
            reply = (
                await ask(base="https://realme.invalid/api", proxy=f"http://127.0.0.1:{port}", timeouts=quick)
            ).reply
        assert reply.transport is not None
        assert not reply.transport.sent
