"""The network between the program and the sandbox: it may kill the program, or lose what passes.

Stands outside the process under test, and counts by order number every submission of which a byte arrived.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.waiting import until


class Moment(Enum):
    """Where on the way something happens to a request."""

    HALF_SENT = "half_sent"  # RealMe gets half of the request
    NOT_ARRIVED = "not_arrived"  # the request left, and is lost
    LATE = "late"  # the same, but RealMe gets it later: `deliver_late`
    NO_REPLY = "no_reply"  # RealMe has taken it, the reply is lost
    HALF_REPLY = "half_reply"  # half of the reply arrives


@dataclass(frozen=True, slots=True)
class Trick:
    """At the `nth` request of this method: cut the connection, or kill the program first."""

    moment: Moment
    method: str = "POST"
    nth: int = 1
    kill: bool = True

    def __str__(self) -> str:
        return f"{'kill' if self.kill else 'cut'}:{self.moment.value}:{self.method}@{self.nth}"


@dataclass(slots=True)
class _Message:
    head: bytes
    body: bytes

    @property
    def method(self) -> str:
        return self.head.split(b" ", 1)[0].decode("ascii")

    @property
    def order_id(self) -> str:
        text = self.body.decode("ascii") or urlsplit(self.head.split(b" ", 2)[1].decode("ascii")).query
        return parse_qs(text).get("order_id", [""])[0]

    @property
    def data(self) -> bytes:
        return self.head + self.body


@dataclass
class Relay:
    """A context manager; everything happens on its own thread. `kill` ends the program under test and returns
    when it is gone; `arrived` tells whether RealMe has got this order."""

    target: int
    kill: Callable[[], None]
    arrived: Callable[[str], bool]
    posts: Counter[str] = field(default_factory=Counter)
    tricks: list[Trick] = field(default_factory=list)
    done: list[Trick] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._life = 0
        self._late: list[_Message] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        self._ready = threading.Event()
        self._closing = asyncio.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/realme"

    def play(self, *tricks: Trick) -> None:
        """Instead of what was to be played so far; requests are counted anew."""
        self.tricks, self._counts = list(tricks), Counter()
        self._life += 1

    def deliver_late(self) -> None:
        """RealMe now gets what was held back; returns when it has."""
        asyncio.run_coroutine_threadsafe(self._deliver_late(), self._loop).result(20)

    def __enter__(self) -> Relay:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=64 * 1024 * 1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._closing.wait()
        server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for _ in range(3):  # let the transports notice
            await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while (request := await _message(reader)) is not None and await self._pass(request, writer):
                pass
        except (OSError, asyncio.CancelledError):
            pass  # the program is gone, or the run is over
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _pass(self, request: _Message, writer: asyncio.StreamWriter) -> bool:
        """False ends the connection."""
        life = self._life
        if request.method == "POST":
            self.posts[request.order_id] += 1
        self._counts[request.method] += 1
        now = (request.method, self._counts[request.method])
        trick = next((trick for trick in self.tricks if (trick.method, trick.nth) == now), None)
        if trick is None:
            return await self._through(request.data, writer)
        self.done.append(trick)
        match trick.moment:
            case Moment.HALF_SENT:
                _, upstream = await asyncio.open_connection("127.0.0.1", self.target)
                upstream.write(request.data[: len(request.data) // 2])
                await upstream.drain()
                upstream.close()
            case Moment.LATE:
                self._late.append(request)
            case Moment.NO_REPLY | Moment.HALF_REPLY:
                reply = await self._forward(request.data)
                if trick.moment is Moment.HALF_REPLY and reply is not None:
                    writer.write(reply.data[: len(reply.data) // 2])
                    await writer.drain()
        if trick.kill and life == self._life:  # a slow reply may outlast the program that it was for
            await asyncio.to_thread(self.kill)
        return False

    async def _through(self, data: bytes, writer: asyncio.StreamWriter) -> bool:
        reply = await self._forward(data)
        if reply is None:
            return False
        writer.write(reply.data)
        await writer.drain()
        return True

    async def _forward(self, data: bytes) -> _Message | None:
        """The sandbox's reply; None if it hangs up without one."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target, limit=64 * 1024 * 1024)
        try:
            writer.write(data)
            await writer.drain()
            return await _message(reader)
        except OSError:
            return None
        finally:
            writer.close()

    async def _deliver_late(self) -> None:
        while self._late:
            request = self._late.pop()
            reply = asyncio.create_task(self._forward(request.data))
            # The sandbox may never reply.
            await until(partial(self._has_come, reply, request.order_id))
            reply.cancel()
            await asyncio.gather(reply, return_exceptions=True)

    def _has_come(self, reply: asyncio.Task[Any], order_id: str) -> bool:
        return reply.done() or self.arrived(order_id)


async def _message(reader: asyncio.StreamReader) -> _Message | None:
    """One request or reply; None at the end of the connection, also in its middle."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return _Message(head, await reader.readexactly(length))
    except asyncio.IncompleteReadError:
        return None
