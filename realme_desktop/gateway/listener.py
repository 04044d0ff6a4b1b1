"""The HTTP endpoint where RealMe's notifications arrive. It knows HTTP; what a notification means it asks.

    listener = Listener(host="127.0.0.1", port=8640, receive=desk.mail.receive)
    await listener.start()      # ListenerFailed, with words, when the port can't be had
    listener.address            # http://127.0.0.1:8640/realme/notification
    await listener.stop()

Whoever can reach the port may send anything. So nothing is read before it is known to be small enough, no
faster than it can be looked at, nothing is unpacked, and neither bodies nor headers get into the log.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from realme_desktop.catalog.text import Text
from realme_desktop.gateway.notifications import MAX_NOTIFICATION

if TYPE_CHECKING:
    from aiohttp import web
    from aiohttp.web_protocol import RequestHandler

__all__ = ["NOTIFICATION_PATH", "Listener", "ListenerFailed", "Receipt", "Receive"]

_log = logging.getLogger(__name__)

NOTIFICATION_PATH = "/realme/notification"
_CONNECTIONS = 128
_CONNECTION_S = 60.0
_SWEEP_S = 15.0
_BODY_S = 10.0
_FAREWELL_S = 3.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a notification: an HTTP status, and the text that RealMe wants to read."""

    status: int
    text: str = field(default="", repr=False)


Receive = Callable[[bytes, str], Awaitable[Receipt]]
"""Takes body and content type."""


class ListenerFailed(Exception):
    """There is no listening at this address; `words` say why."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Listener:
    """Runs on the loop that starts it. At most `per_second` notifications are looked at (after a first
    `burst`), and `at_once` of them at the same time; the rest is told to come back, 429."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        receive: Receive,
        path: str = NOTIFICATION_PATH,
        per_second: float = 50.0,
        burst: int = 100,
        at_once: int = 16,
    ) -> None:
        self._host = host
        self._wanted_port = port
        self._port = 0
        self._receive = receive
        self._path = path
        self._tokens = _Tokens(per_second, burst)
        self._at_once = at_once
        self._in_hand = 0
        self._since: dict[RequestHandler, float] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self._server: asyncio.Server | None = None
        self._runner: web.AppRunner | None = None

    @property
    def running(self) -> bool:
        return self._server is not None

    @property
    def address(self) -> str:
        """Where this computer itself reaches the listener. RuntimeError when it doesn't run."""
        if not self.running:
            raise RuntimeError("the listener is not running")
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self._port}{self._path}"

    async def start(self) -> None:
        """Begin to listen. Raises `ListenerFailed`."""
        from aiohttp import web

        silent = logging.getLogger(f"{__name__}.aiohttp")
        silent.disabled = True  # it would quote what it can't parse
        application = web.Application(client_max_size=MAX_NOTIFICATION + 1)
        application.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(
            application,
            access_log=None,
            logger=silent,
            shutdown_timeout=_FAREWELL_S,
            lingering_time=2.0,
            auto_decompress=False,
        )
        await runner.setup()
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(
                lambda: self._connection(runner), self._host, self._wanted_port
            )
        except (OSError, UnicodeError) as error:
            await runner.cleanup()
            raise ListenerFailed(_words(error, self._host, self._wanted_port)) from error
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        self._sweeper = loop.create_task(self._sweep(runner), name="listener: idle connections")
        self._port = self._server.sockets[0].getsockname()[1]
        _log.info("listening for notifications at port %d", self._port)

    async def stop(self) -> None:
        """No new connections; requests in hand get a moment to be answered. Idempotent."""
        server, self._server = self._server, None
        runner, self._runner = self._runner, None
        sweeper, self._sweeper = self._sweeper, None
        if sweeper is not None:
            sweeper.cancel()
        if server is not None:
            server.close()
        if runner is not None:
            await runner.cleanup()
        if server is not None:
            await server.wait_closed()
        if sweeper is not None:
            await asyncio.gather(sweeper, return_exceptions=True)
            self._since.clear()
            _log.info("no longer listening for notifications")

    def _connection(self, runner: web.AppRunner) -> asyncio.Protocol:
        server = runner.server
        if server is None or len(server.connections) >= _CONNECTIONS:
            return _HangUp()
        protocol = server()
        self._since[protocol] = asyncio.get_running_loop().time()
        return cast(asyncio.Protocol, protocol)

    async def _sweep(self, runner: web.AppRunner) -> None:
        """Somebody who connects and says nothing would hold one of the places for ever."""
        while True:
            await asyncio.sleep(_SWEEP_S)
            now = asyncio.get_running_loop().time()
            open_now = runner.server.connections if runner.server is not None else []
            self._since = {each: at for each, at in self._since.items() if each in open_now}
            for protocol, since in self._since.items():
                if now - since > _CONNECTION_S:
                    protocol.force_close()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.path != self._path:
            return _answer(404)
        if request.method != "POST":
            return _answer(405, headers={"Allow": "POST"})
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return _answer(415)
        if (request.content_length or 0) > MAX_NOTIFICATION:
            return _answer(413)
        if self._in_hand >= self._at_once or not self._tokens.take(asyncio.get_running_loop().time()):
            _log.warning("too many notifications at once: one was told to come back")
            return _answer(429, headers={"Retry-After": "2"})
        self._in_hand += 1
        try:
            return await self._received(request)
        finally:
            self._in_hand -= 1

    async def _received(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        try:
            async with asyncio.timeout(_BODY_S):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _answer(413)
        except TimeoutError:
            return _answer(408)
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever aiohttp finds wrong with the framing
            _log.info("a notification did not arrive whole (%s)", type(error).__name__)
            return _answer(400)
        if len(body) > MAX_NOTIFICATION:
            return _answer(413)
        try:
            receipt = await self._receive(body, request.headers.get("Content-Type", ""))
        except Exception as error:  # noqa: BLE001 - RealMe tries again; what it sent must not be in the log
            _log.error("a notification could not be dealt with (%s)", type(error).__name__)
            return _answer(500)
        return _answer(receipt.status, receipt.text)


def _answer(status: int, text: str = "", *, headers: dict[str, str] | None = None) -> web.Response:
    from aiohttp import web

    response = web.Response(
        status=status, text=text, content_type="text/plain", charset="utf-8", headers=headers
    )
    if status == 503:
        response.headers["Retry-After"] = "30"
    response.headers["Server"] = "realme-desktop"
    response.force_close()  # one request a connection, so that none is cut when its time is over
    return response


class _Tokens:
    """`burst` at first, then `per_second` more, never more than `burst` saved up."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._left = float(burst)
        self._at = 0.0

    def take(self, now: float) -> bool:
        if self._at:
            self._left = min(self._burst, self._left + max(0.0, now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _HangUp(asyncio.Protocol):
    """For one connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).abort()


def _words(error: Exception, host: str, port: int) -> Text:
    number = getattr(error, "errno", None)
    if number in (errno.EADDRINUSE, 10048):
        words = _IN_USE
    elif number in (errno.EACCES, errno.EPERM, 10013):
        words = _NOT_ALLOWED
    elif number in (errno.EADDRNOTAVAIL, 10049) or isinstance(error, socket.gaierror | UnicodeError):
        words = _NOT_OURS
    elif isinstance(error, OSError) and number is None:
        # Python 3.13 tries each address and raises an OSError without a number at the end.
        words = _NOT_OURS
    else:
        words = _OTHER
    return words.format(host=host, port=port, reason=getattr(error, "strerror", None) or type(error).__name__)


_IN_USE = Text(
    "端口 {port} 正被另一个程序占用（也可能是另一个控制台）。",
    "Port {port} is in use by another program, perhaps another console.",
)
_NOT_ALLOWED = Text(
    "没有权限使用端口 {port}。请改用 1024 以上的端口。",
    "Port {port} may not be used with your permissions. Take one above 1024.",
)
_NOT_OURS = Text(
    "{host} 不是本机的地址。请在设置中改正监听地址。",
    "{host} is not an address of this computer. Correct it in the settings.",
)
_OTHER = Text("{host}:{port} 无法监听：{reason}。", "{host}:{port} can't be listened at: {reason}.")
