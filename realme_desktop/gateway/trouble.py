"""What an exception of httpx means for an order: which problem, and may anything have been sent?

    TransportProblem      sent?  when
    CONNECT               no     refused, unreachable; or the request was never allowed to leave
    DNS                   no     the name does not resolve
    TLS                   no     certificate or handshake
    PROXY                 no     the proxy refuses, is not reached, or can't be used as it is set
    TIMEOUT_CONNECT       no     any time limit before the first byte of the request
    TIMEOUT               maybe  any time limit after it
    CUT                   maybe  the connection broke
    PROTOCOL              maybe  what came back is not HTTP
    REDIRECT, TOO_LARGE   yes    judged from the response (client.py)

An order that was surely not sent may be made again without a thought; everything else has to be asked for. So
"not sent" is said only where httpx can't have begun to write the request.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Any

import httpx

from realme_desktop.gateway.reply import TransportProblem

__all__ = ["Progress", "problem_of"]


class Progress:
    """How far a request got.

    Without a proxy the kind of exception tells it. Through one, httpx raises the same timeouts and cuts for
    the proxy's CONNECT as for the request, so its trace is listened to (a tenth of a millisecond a request).
    """

    def __init__(self, *, proxied: bool) -> None:
        self.proxied = proxied
        self._sent = False

    def may_have_sent(self, error: BaseException) -> bool:
        return self._sent if self.proxied else not isinstance(error, _NEVER_SENT)

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            request = info.get("request")
            self._sent = self._sent or getattr(request, "method", b"") != b"CONNECT"


_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


def problem_of(error: BaseException, progress: Progress) -> tuple[TransportProblem, str]:
    """The problem and a word for the log (the kind of exception, never its text: that may hold addresses)."""
    detail = type(error).__name__
    if not progress.may_have_sent(error):
        return _before(error, proxied=progress.proxied), f"{detail}; nothing was sent"
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return TransportProblem.TIMEOUT, detail
    if isinstance(error, httpx.RemoteProtocolError):
        cut = "disconnected" in str(error) or "peer closed" in str(error)
        return (TransportProblem.CUT if cut else TransportProblem.PROTOCOL), detail
    if isinstance(error, httpx.NetworkError | OSError):
        return TransportProblem.CUT, detail
    return TransportProblem.PROTOCOL, detail


def _before(error: BaseException, *, proxied: bool) -> TransportProblem:
    if isinstance(error, httpx.ProxyError):
        return TransportProblem.PROXY
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return TransportProblem.TIMEOUT_CONNECT
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return TransportProblem.TLS
    if proxied:  # what is looked up and connected to from here is the proxy, and nothing else
        return TransportProblem.PROXY
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return TransportProblem.DNS
    return TransportProblem.CONNECT


def _causes(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    yield error
    if depth > 10:
        return
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner, depth + 1)
    for cause in (error.__cause__, error.__context__):
        if cause is not None:
            yield from _causes(cause, depth + 1)
