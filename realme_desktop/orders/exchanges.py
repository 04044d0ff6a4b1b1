"""An exchange as it is kept: see `records/exchanges.py` for what is, and what never is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realme_desktop.gateway.reply import Exchange, Reply
from realme_desktop.records.exchanges import BODY_CHARACTERS, ExchangeKind, Parameter, StoredExchange
from realme_desktop.records.model import Order

__all__ = ["kept", "kept_notification", "tells_news"]

# What a query tells of itself: one more "still in progress" is no news.
_OF_A_QUERY = frozenset({"queries", "next_query_at", "raw_reply"})


def tells_news(order: Order, changes: Mapping[str, Any]) -> bool:
    """Whether the changes leave the order another one, apart from when and how often it is asked for."""
    return any(name not in _OF_A_QUERY and getattr(order, name) != value for name, value in changes.items())


def kept(exchange: Exchange, *, ended: int, changed: bool) -> StoredExchange:
    """`ended` is when the reply was there, in milliseconds by the desk's clock."""
    request, reply = exchange.request, exchange.reply
    params = tuple(
        Parameter(name=part.name, text=part.text, sha256=part.sha256, size=part.size, form=part.form)
        for part in request.parts
    )
    return StoredExchange(
        kind=ExchangeKind.QUERY if request.query else ExchangeKind.SUBMIT,
        at=ended - round(exchange.elapsed_ms),
        elapsed_ms=round(exchange.elapsed_ms, 1),
        method=request.method,
        url=request.url,
        headers=request.headers,
        params=params,
        signed=request.signed,
        signing=request.signing,
        signature=request.sign or None,
        status=reply.http_status,
        reply_headers=reply.headers,
        body=reply.raw[:BODY_CHARACTERS],
        body_size=len(reply.raw),
        transport=reply.transport.value if reply.transport else None,
        detail=reply.detail,
        changed=changed,
    )


def kept_notification(reply: Reply, *, at: int, url: str, changed: bool = True) -> StoredExchange:
    """`reply` is what the notification said, without secrets and signature. `url` is where it was sent to,
    "" if that is not known."""
    return StoredExchange(
        kind=ExchangeKind.NOTIFICATION,
        at=at,
        method="POST",
        url=url,
        body=reply.raw[:BODY_CHARACTERS],
        body_size=len(reply.raw),
        changed=changed,
    )
