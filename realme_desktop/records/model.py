"""What is kept of an order. Light on purpose: no database import, so the window may use it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from realme_desktop.catalog.model import Verdict

__all__ = [
    "SCORE_BIN",
    "Asked",
    "Cursor",
    "DayCount",
    "Event",
    "HistoryQuery",
    "Notice",
    "Order",
    "OrderState",
    "Outline",
    "Page",
    "ServiceCount",
    "SortColumn",
    "Statistics",
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
    purpose: str | None = None  # what it is for, of the deployer's list
    note: str | None = field(default=None, repr=False)  # what somebody wrote down about it
    tags: tuple[str, ...] = ()
    hold: bool = False  # legal hold: retention leaves the order alone
    purged_at: int | None = None  # when retention removed whom it was about and what was answered
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


class SortColumn(Enum):
    """What a list of orders can be sorted by. Words sort by their code points; equal ones by time."""

    CREATED = "created_at"
    ANSWERED = "answered_at"
    SEGMENT = "segment"
    SUBJECT = "subject_name"
    NUMBER = "subject_number"
    VERDICT = "verdict"
    SCORE = "score"
    STATE = "state"
    ENVIRONMENT = "environment"
    OPERATOR = "operator"
    ORDER_ID = "order_id"
    SEQ_ID = "seq_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """A filter of the history and the sequence of what it finds. Conditions are joined by AND, the members of
    a set by OR; an empty set is no condition. Hashable and comparable.

    `text` is looked for in name, number, mobile, card, order_id, seq_id and note. `since` and `until` bound
    the time an order was made at (milliseconds since the epoch; `until` is not included). Scores are 0-100,
    bounds included. `hits`: the verdict is a hit. `attention`: somebody should look at it (no result came in
    time, the verdict is "needs review", or something is wrong with its result). `tags`: has any of them.

    Without a value in the sort column an order stands last, whatever the direction.
    """

    text: str = ""
    segments: frozenset[str] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()
    states: frozenset[OrderState] = frozenset()
    environments: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    score_min: float | None = None
    score_max: float | None = None
    hits: bool = False
    attention: bool = False
    sort: SortColumn = SortColumn.CREATED
    descending: bool = True

    @property
    def unsorted(self) -> HistoryQuery:
        """The filter alone: equal for queries that find the same orders by the same conditions."""
        return replace(self, sort=SortColumn.CREATED, descending=True)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of an order in a sorted list: keyset paging. `value` is what it is sorted by (None for an
    order without one; not needed when the list is sorted by time). The order itself may be gone by now."""

    created_at: int
    order_id: str
    value: str | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`next` is the place to go on from, `previous` the place to read backwards from; None at either end
    (`previous` also where nobody looked: on a first page)."""

    orders: Sequence[Order]
    next: Cursor | None
    previous: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """How many orders a query finds, and where every `step`-th of them is: what a scroll bar needs to jump.

    `marks[i]` is the place of order `(i + 1) * step` (the first is order 1): a page after it begins with the
    next one.
    """

    count: int
    step: int
    marks: tuple[Cursor, ...]

    def before(self, position: int) -> tuple[Cursor | None, int]:
        """The nearest mark before `position` (0: the first order), and how many orders lie between."""
        at = min(max(0, position) // self.step, len(self.marks))
        return (self.marks[at - 1] if at else None), max(0, position) - at * self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    day: str  # YYYY-MM-DD, Asia/Shanghai
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCount:
    """One service's share. `verdicts` counts each verdict there is; `judged` are those that judge (all but
    DATA), `passed` those that are MATCH or CLEAR. `median_ms`: from sending to the result."""

    segment: str
    count: int
    verdicts: Mapping[Verdict, int]
    judged: int
    passed: int
    median_ms: int | None

    @property
    def pass_rate(self) -> float | None:
        """0-1; None where nothing was judged."""
        return self.passed / self.judged if self.judged else None


SCORE_BIN = 5
"""Width of a bar of the score histogram, in points. The last bar holds 100, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What a filter finds, in figures. Days without an order are left out of `days`; `services` has the
    most used first. `scores[i]` counts scores from `i * SCORE_BIN` up to the next bar; `thresholds` how many
    of the scored orders were compared with which threshold, and `reached` how many reached theirs."""

    count: int
    days: tuple[DayCount, ...]
    services: tuple[ServiceCount, ...]
    verdicts: Mapping[Verdict, int]
    scores: tuple[int, ...]
    thresholds: Mapping[float, int]
    scored: int
    reached: int
    median_ms: int | None

    @property
    def judged(self) -> int:
        return sum(service.judged for service in self.services)

    @property
    def passed(self) -> int:
        return sum(service.passed for service in self.services)

    @property
    def pass_rate(self) -> float | None:
        """0-1; None where nothing was judged."""
        return self.passed / self.judged if self.judged else None
