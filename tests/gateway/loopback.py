"""A small real HTTP server on loopback that says exactly what a test tells it to, byte for byte."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.config.environments import PRESETS, Environment, Timeouts
from realme_desktop.gateway.client import Client

CERTIFICATES = Path(__file__).parent / "certificates"
QUICK = Timeouts(connect=5, read=5, write=5)


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def params(self) -> dict[str, str]:
        text = self.body.decode("ascii") or self.target.partition("?")[2]
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))


Answer = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Loopback:
    port: int
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    scheme: str = "http"

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/api"


def http(body: bytes | str, status: str = "200 OK", *headers: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + data


def says(*chunks: bytes) -> Answer:
    async def answer(_: Seen, writer: asyncio.StreamWriter) -> None:
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()

    return answer


async def read_request(reader: asyncio.StreamReader) -> Seen:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Seen(method, target, headers, await reader.readexactly(int(headers.get("content-length", 0))))


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve connections until the block ends; the port. Nothing is left open behind it."""
    tasks: set[asyncio.Task[Any]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        writers.append(writer)
        try:
            await handler(reader, writer)
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # the client went away, or the test is over
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()
        for _ in range(3):  # let the transports notice
            await asyncio.sleep(0)


def speak_old_tls(context: ssl.SSLContext) -> None:
    """TLS 1.0 and 1.1 alone, as far as the OpenSSL at hand still can."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")


@asynccontextmanager
async def loopback(
    answer: Answer, *, keep_open: bool = False, tls: str | None = None, old: bool = False
) -> AsyncIterator[Loopback]:
    """Serve HTTP until the block ends. The connection is closed after each answer unless `keep_open`. With
    `old` no newer TLS than 1.1 is spoken."""
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / tls)
        if old:
            speak_old_tls(context)
    here = Loopback(0, scheme="https" if tls else "http")

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here.connections += 1
        while True:
            seen = await read_request(reader)
            here.seen.append(seen)
            await answer(seen, writer)
            if not keep_open:
                return

    async with serving(handle, context) as port:
        here.port = port
        yield here


def environment(base: str, **changes: Any) -> Environment:
    return replace(PRESETS["integration"], **({"base": base, "timeouts": QUICK, "proxy": "none"} | changes))


@asynccontextmanager
async def client(env: Environment) -> AsyncIterator[Client]:
    opened = Client(environment=env, credentials=SANDBOX_CREDENTIALS)
    try:
        yield opened
    finally:
        await opened.aclose()
