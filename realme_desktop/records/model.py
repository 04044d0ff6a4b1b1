"""What is kept of an order. Light on purpose: no database import, so the window may use it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from realme_desktop.catalog.model import Verdict

__all__ = [
    "Asked",
    "Cursor",
    "Event",
    "HistoryQuery",
    "Notice",
    "Order",
    "OrderState",
    "Page",
    "StoredPicture",
]


class OrderState(Enum):
    """Where an order is in its life; the machine itself is drawn in `orders/states.py`."""

    DRAFTED = "drafted"  # on disk, its pictures not yet
    QUEUED = "queued"  # complete on disk, not a byte sent
    SENDING = "sending"  # on disk as "may have been sent" before the first byte leaves
    PENDING = "pending"  # accepted by RealMe, the result is awaited
    UNCLEAR = "unclear"  # perhaps received by RealMe, perhaps not: asked for, never sent again
    ANSWERED = "answered"  # there is a result
    REJECTED = "rejected"  # RealMe refused the call, or it was never sent; there will be no result
    EXPIRED = "expired"  # waited too long; needs attention
    ABANDONED = "abandoned"  # the operator gave it up

    @property
    def final(self) -> bool:
        return self in _FINAL


_FINAL = frozenset({OrderState.ANSWERED, OrderState.REJECTED, OrderState.EXPIRED, OrderState.ABANDONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as it is on disk. Times are milliseconds since the Unix epoch (UTC).

    `params` holds the wire parameters but for pictures, packets and every field whose sensitivity is SECRET
    (those are never stored). `values` is what RealMe answered last, parsed, nothing dropped; `raw_reply` the
    text it came from. `score` is `mp_ssim` or the best candidate's score, None when there is none (never 0
    for "none"). `verdict` is RealMe's, `own_verdict` the operator's by `threshold`.
    """

    order_id: str
    order_date: str  # YYYYMMDD, Asia/Shanghai
    segment: str
    environment: str
    real: bool  # False in the sandbox: marked as not real wherever it is shown
    operator: str
    state: OrderState
    created_at: int
    updated_at: int
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    threshold: float | None = None
    sent_at: int | None = None
    answered_at: int | None = None
    seq_id: str | None = None
    http_status: int | None = None
    return_code: str | None = None
    return_message: str | None = None
    resp_code: str | None = None
    resp_info: str | None = None
    verdict: Verdict | None = None
    own_verdict: Verdict | None = None
    score: float | None = None
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    raw_reply: str | None = field(default=None, repr=False)
    problem: str | None = None  # a key of orders.problems.PROBLEMS: what went wrong, in words
    next_query_at: int | None = None
    queries: int = 0
    account: str | None = None  # `Credentials.account` of who sent it: nobody else is told its result
    linked_to: str | None = None  # the order that this one was made from
    fingerprint: str | None = field(default=None, repr=False)  # equal for orders of the same content
    # For lists and search. The number is the ID number, else mobile, else card.
    subject_name: str | None = field(default=None, repr=False)
    subject_number: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPicture:
    """A picture or packet as it was sent, by wire name of its field."""

    name: str
    data: bytes = field(repr=False)
    media_type: str  # image/jpeg, image/png, application/octet-stream for an SDK packet
    sha256: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of an order's life. `cause` is a word of the machine; `evidence` raw text, without secrets."""

    order_id: str
    at: int
    state: OrderState
    cause: str
    evidence: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notification that was signed rightly and belongs to no order that could take it: kept for a person.

    `reason` is a key of `orders.notified.REASONS`; `evidence` what it said, without secrets. `environment` is
    the one in force when it came. `number` is given when it is kept.
    """

    received_at: int
    environment: str
    order_id: str
    reason: str
    evidence: str = field(repr=False)
    seq_id: str | None = None
    return_code: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """RealMe was asked for an order and nothing changed by it but when it is asked next. `state` is the one
    that it must still be in."""

    order_id: str
    state: OrderState
    at: int
    next_query_at: int | None
    queries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """A filter of the history. `text` is looked for in name, number, mobile, card, order_id and seq_id."""

    text: str = ""
    segment: str | None = None
    verdict: Verdict | None = None
    states: frozenset[OrderState] = frozenset()
    environment: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after a row in (created_at, order_id) descending order: keyset paging."""

    created_at: int
    order_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    orders: tuple[Order, ...]
    next: Cursor | None  # None at the end
