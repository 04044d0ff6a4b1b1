"""What the sandbox has recorded: orders, its own log, and how often it was asked."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Ledger", "LoggedRequest", "Meter", "Recorded", "SentNotification"]

_LOG_LENGTH = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """One request that arrived whole. No personal values, no signature.

    `outcome` is the return_code that was answered, or what became of the connection: `cut` (closed without a
    reply), `held` (no reply), `502`, `broken`. `recorded` tells whether the order is in the books because of
    this request. `submitted` tells that it was a signed submission of this order_id, whatever came of it.
    """

    at: float  # seconds since the epoch, by the sandbox's clock
    method: str
    path: str
    segment: str
    order_id: str
    outcome: str
    recorded: bool = False
    submitted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNotification:
    """One attempt to notify. `outcome` is the HTTP status that was answered, or `unreachable`."""

    at: float
    order_id: str
    attempt: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An accepted order. `ready_at` is when its result is final, infinity for never. `notify_url` is where a
    notification of the result goes, if that is this computer."""

    order_id: str
    order_date: str
    segment: str
    seq_id: str
    ready_at: float
    fields: Mapping[str, Any] = field(repr=False)
    notify_url: str = ""
    forgotten: bool = False
    query_fails: bool = False


class Ledger:
    """Used on the sandbox's loop only; whoever reads from another thread takes a snapshot (`list(log)`)."""

    def __init__(self) -> None:
        self.log: deque[LoggedRequest] = deque(maxlen=_LOG_LENGTH)
        self.notifications: deque[SentNotification] = deque(maxlen=_LOG_LENGTH)
        self._orders: dict[str, Recorded] = {}
        self._by_seq: dict[str, Recorded] = {}
        self._reserved: set[str] = set()

    def reserve(self, order_id: str) -> bool:
        """Take an order number before its answer is worked out; False if it is taken."""
        if order_id in self._orders or order_id in self._reserved:
            return False
        self._reserved.add(order_id)
        return True

    def release(self, order_id: str) -> None:
        """Give a reserved number back: the order was refused."""
        self._reserved.discard(order_id)

    def record(self, order: Recorded) -> None:
        self._reserved.discard(order.order_id)
        self._orders[order.order_id] = order
        self._by_seq[order.seq_id] = order

    def find(self, seq_id: str, order_id: str, order_date: str) -> Recorded | None:
        """By `seq_id` if there is one, else by the original order number with its date (errata 27)."""
        if seq_id:
            found = self._by_seq.get(seq_id)
        else:
            found = self._orders.get(order_id)
            if found is not None and found.order_date != order_date:
                return None
        return None if found is None or found.forgotten else found

    def orders(self) -> tuple[Recorded, ...]:
        return tuple(self._orders.values())


def seq_id_of(order_date: str, order_id: str) -> str:
    """RealMe's serial number of an order: the date and digits that follow from the order's own number."""
    digest = hashlib.sha256(f"{order_date}|{order_id}".encode()).digest()
    return f"{order_date}{int.from_bytes(digest[:6], 'big') % 10**12:012}"


def submissions(log: list[LoggedRequest]) -> Counter[str]:
    """How often each order was submitted."""
    return Counter(entry.order_id for entry in log if entry.submitted)


class Meter:
    """At most `rate` calls within any second; `None` counts nothing."""

    def __init__(self, rate: float | None) -> None:
        self._rate = math.inf if rate is None else rate
        self._times: deque[float] = deque()

    def admits(self, now: float) -> bool:
        if self._rate == math.inf:
            return True
        # A clock that was set back must not lock the caller out.
        while self._times and not now - 1.0 < self._times[0] <= now:
            self._times.popleft()
        if len(self._times) >= self._rate:
            return False
        self._times.append(now)
        return True
