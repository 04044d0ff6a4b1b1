"""What an exception of httpx means for an order: which problem, and may anything have been sent?

    TransportProblem      sent?  when
    CONNECT               no     refused, unreachable; or the request was never allowed to leave
    DNS                   no     the name does not resolve
    TLS                   no     certificate or handshake
    PROXY                 no     the proxy refuses, or can't be used as it is set
    TIMEOUT_CONNECT       no     any time limit before the first byte of the request
    TIMEOUT               maybe  any time limit after it
    CUT                   maybe  the connection broke
    PROTOCOL              maybe  what came back is not HTTP
    REDIRECT, TOO_LARGE   yes    judged from the response (client.py)

An order that was surely not sent may be made again without a thought; everything else has to be asked for. So
"not sent" is said only if httpx never began to write the request.
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
    """How far a request got, by httpx's trace. A tunnel's CONNECT to the proxy is not the request."""

    def __init__(self) -> None:
        self.sent = False
        self.in_tls = False

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            request = info.get("request")
            self.sent = self.sent or getattr(request, "method", b"") != b"CONNECT"
        elif event.endswith("start_tls.started"):
            self.in_tls = True
        elif event.endswith("start_tls.complete"):
            self.in_tls = False


def problem_of(error: BaseException, progress: Progress) -> tuple[TransportProblem, str]:
    """The problem and a word for the log (the kind of exception, never its text: that may hold addresses)."""
    detail = type(error).__name__
    if not progress.sent:
        return _before(error, progress), f"{detail}; nothing was sent"
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return TransportProblem.TIMEOUT, detail
    if isinstance(error, httpx.RemoteProtocolError):
        cut = "disconnected" in str(error) or "peer closed" in str(error)
        return (TransportProblem.CUT if cut else TransportProblem.PROTOCOL), detail
    if isinstance(error, httpx.NetworkError | OSError):
        return TransportProblem.CUT, detail
    return TransportProblem.PROTOCOL, detail


def _before(error: BaseException, progress: Progress) -> TransportProblem:
    if isinstance(error, httpx.ProxyError):
        return TransportProblem.PROXY
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return TransportProblem.TIMEOUT_CONNECT
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or progress.in_tls:
        return TransportProblem.TLS
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
