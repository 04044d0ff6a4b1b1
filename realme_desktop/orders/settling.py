"""What a reply means for an order: pure functions from (order, reply) to the next step of the machine.

Submitting and asking are read differently on purpose. A submission that RealMe refuses ends the order; a
query that RealMe refuses says nothing about the order, which stays where it is and is asked for again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from realme_desktop.catalog.codes import CodeClass, classify
from realme_desktop.catalog.model import Arrival, Role, Service
from realme_desktop.catalog.verdicts import judge, own_verdict, score_of
from realme_desktop.gateway.reply import CallStatus, Reply, TransportProblem
from realme_desktop.records.model import Order, OrderState

from .states import TRANSITIONS, Cause

__all__ = [
    "Patience",
    "Step",
    "answered_with",
    "aside",
    "is_foreign",
    "is_throttled",
    "not_asked",
    "overtaken",
    "settle_query",
    "settle_submission",
    "told_by",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long "not found" is put down to RealMe's own delay, and how long a result is awaited (seconds)."""

    grace_s: float = 120.0
    expire_s: float = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arrow of the machine and what changes with it. `slow_down`: RealMe asked for fewer calls.
    `confirm`: the order has its end, and is to be asked for once more."""

    cause: Cause
    changes: Mapping[str, Any] = field(default_factory=dict)
    slow_down: bool = False
    retry_after: float | None = None
    confirm: bool = False


_NOT_SENT_KEYS = {
    TransportProblem.CONNECT: "not_sent_connect",
    TransportProblem.DNS: "not_sent_dns",
    TransportProblem.TLS: "not_sent_tls",
    TransportProblem.PROXY: "not_sent_proxy",
    TransportProblem.TIMEOUT_CONNECT: "not_sent_timeout",
}
_UNCLEAR_KEYS = {
    TransportProblem.TIMEOUT: "unclear_timeout",
    TransportProblem.CUT: "unclear_cut",
    TransportProblem.REDIRECT: "unclear_redirect",
    TransportProblem.TOO_LARGE: "unclear_too_large",
    TransportProblem.PROTOCOL: "unclear_unreadable",
}
_REFUSED_KEYS = {
    "90101": "refused_parameters",
    "90102": "refused_signature",
    "90103": "refused_permission",
    "90105": "refused_throttled",
}
_QUERY_KEYS = {"90102": "query_signature", "90103": "query_permission", "90105": "query_throttled"}


T = TypeVar("T")
_AT_ONCE = 200_000  # characters of a reply that are judged within milliseconds


async def aside(reply: Reply, work: Callable[[], T]) -> T:
    """`work` on the reply, on a worker thread where it is long: a list of 100,000 entries takes seconds."""
    return await asyncio.to_thread(work) if len(reply.raw or "") > _AT_ONCE else work()


def settle_submission(order: Order, service: Service, reply: Reply, now: int) -> Step:
    """The step out of SENDING. `now` in milliseconds since the epoch."""
    told = told_by(reply)
    slow = is_throttled(reply)
    match reply.call:
        case _ if is_foreign(order, reply):
            # Its codes are another order's: the raw text is kept, nothing of it is taken for this one's.
            told |= {"return_code": None, "return_message": None}
            return Step(cause=Cause.LOST, changes={**told, "problem": "unclear_foreign"})
        case CallStatus.ACCEPTED:
            if reply.seq_id:
                told["seq_id"] = reply.seq_id
            # A service that answers at once has answered, even if the answer lacks what it should hold: no
            # later query would bring more, and the judgement then says "look at it".
            if reply.has_result or (service.arrival is Arrival.SYNC and not reply.pending):
                return answered_with(order, service, reply, now, told)
            return Step(cause=Cause.ACCEPTED, changes={**told, "problem": None})
        case CallStatus.REJECTED:
            key = _REFUSED_KEYS.get(reply.return_code or "", "refused_throttled" if slow else "refused")
            return Step(
                cause=Cause.REFUSED,
                changes={**told, "problem": key, "answered_at": now},
                slow_down=slow,
                retry_after=reply.retry_after,
            )
        case _ if reply.transport is not None and not reply.transport.sent:
            key = _NOT_SENT_KEYS[reply.transport]
            return Step(cause=Cause.NOT_SENT, changes={**told, "problem": key, "sent_at": None})
        case _:
            # NOT_FOUND and QUERY_FAILED make no sense here; nothing that RealMe says twice may be sent twice.
            return Step(
                cause=Cause.LOST,
                changes={**told, "problem": _unclear_key(reply)},
                slow_down=slow,
                retry_after=reply.retry_after,
            )


def settle_query(
    order: Order,
    service: Service,
    reply: Reply,
    now: int,
    patience: Patience,
    *,
    age_ms: float | None = None,
) -> Step:
    """The step that an answer of checkresult causes. `age_ms`: how long ago the order was sent, if the caller
    knows it better than the clock on the wall does."""
    age_ms = _age(order, now) if age_ms is None else age_ms
    if is_foreign(order, reply):
        return _unchanged(order, "query_foreign")
    if reply.call is CallStatus.ACCEPTED and reply.has_result:
        told = told_by(reply)
        if order.seq_id is None and reply.seq_id:
            told["seq_id"] = reply.seq_id
        return answered_with(order, service, reply, now, told)
    if reply.call is CallStatus.ACCEPTED or (reply.pending and reply.call is not CallStatus.UNCLEAR):
        if _too_old(order, age_ms, patience):
            return _EXPIRED
        cause = Cause.FOUND if order.state is OrderState.REJECTED else Cause.STILL_PENDING
        changes = {} if order.state in _CLOSED else {**told_by(reply), "problem": None, "answered_at": None}
        return Step(cause=cause, changes=changes)
    if reply.call is CallStatus.NOT_FOUND:
        return _not_found(order, now, age_ms, patience)
    slow = is_throttled(reply)
    # A network that was gone for a weekend, or a RealMe that wants quiet, makes no order expire: only what
    # RealMe itself has answered does.
    if reply.return_code and not slow and _too_old(order, age_ms, patience):
        return _EXPIRED
    return _unchanged(order, _query_key(reply, slow), slow, reply.retry_after)


def not_asked(order: Order, now: int, patience: Patience, *, age_ms: float | None = None) -> Step:
    """The order was sent with other credentials. RealMe would tell these ones "not found", and a person might
    send it again. It has been told why nobody asks, and in the end needs attention like any other."""
    if _too_old(order, _age(order, now) if age_ms is None else age_ms, patience):
        return _EXPIRED
    return _unchanged(order, "query_account")


def overtaken(found: OrderState, cause: Cause) -> Cause | None:
    """What the outcome of sending means for an order that somebody else has taken out of SENDING meanwhile.

    None leaves it as it was found: a refusal is no longer certain to be all there is, and is asked for.
    """
    if cause is Cause.ACCEPTED:
        cause = Cause.FOUND if found is OrderState.REJECTED else Cause.STILL_PENDING
        return None if found in _CLOSED or (found, cause) not in TRANSITIONS else cause
    return cause if cause is Cause.ANSWERED and (found, cause) in TRANSITIONS else None


_CLOSED = frozenset({OrderState.EXPIRED, OrderState.ABANDONED})


def told_by(reply: Reply) -> dict[str, Any]:
    """What RealMe said of the call, as it is kept with the order."""
    return {
        "http_status": reply.http_status,
        "return_code": reply.return_code,
        "return_message": reply.return_message,
        "raw_reply": reply.raw or None,
    }


def answered_with(order: Order, service: Service, reply: Reply, now: int, told: dict[str, Any]) -> Step:
    score = score_of(service, reply.values)
    changes: dict[str, Any] = {
        **told,
        "answered_at": now,
        "resp_code": reply.resp_code,
        "resp_info": reply.resp_info,
        "values": dict(reply.values),
        "verdict": judge(service, reply.values).verdict,
        "score": score,
        "own_verdict": own_verdict(score, order.threshold),
        "problem": None,
        "next_query_at": None,
    }
    # A recognised document names its subject only in the answer; lists and searches want it too.
    for column, roles in _SUBJECT.items():
        if getattr(order, column) is None:
            found = next(iter(_texts(service, reply.values, roles)), None)
            if found:
                changes[column] = found
    return Step(cause=Cause.ANSWERED, changes=changes)


_SUBJECT = {
    "subject_name": (Role.FULL_NAME, Role.COMPANY),
    "subject_number": (Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD),
}


def _texts(service: Service, values: Mapping[str, Any], roles: tuple[Role, ...]) -> list[str]:
    return [
        value
        for role in roles
        for field in service.returns
        if field.role is role and isinstance(value := values.get(field.name), str) and value.strip()
    ]


_EXPIRED = Step(cause=Cause.EXPIRED, changes={"problem": "expired", "next_query_at": None})


def _not_found(order: Order, now: int, age_ms: float, patience: Patience) -> Step:
    lost = order.state in (OrderState.UNCLEAR, OrderState.EXPIRED)
    # Not every acceptance brings a seq_id, and not every acceptance was one without a doubt.
    taken = order.seq_id is not None or classify(order.return_code) in _TAKEN
    if lost and not taken:
        if age_ms >= patience.grace_s * 1000:
            return Step(
                cause=Cause.UNKNOWN_TO_REALME,
                changes={"problem": "unknown_to_realme", "next_query_at": None, "answered_at": now},
            )
        return _unchanged(order, "query_not_found_yet")
    if _too_old(order, age_ms, patience):
        return _EXPIRED
    return _unchanged(order, "query_not_found")


_TAKEN = frozenset({CodeClass.SUCCESS, CodeClass.PENDING})


def _unchanged(order: Order, problem: str, slow_down: bool = False, retry_after: float | None = None) -> Step:
    # What a closed order ended with is worth more than why a late question about it failed.
    changes = {} if order.state.final else {"problem": problem}
    return Step(cause=Cause.ASKED, changes=changes, slow_down=slow_down, retry_after=retry_after)


def _age(order: Order, now: int) -> float:
    return now - (order.sent_at or order.created_at)


def _too_old(order: Order, age_ms: float, patience: Patience) -> bool:
    return order.state in (OrderState.PENDING, OrderState.UNCLEAR) and age_ms >= patience.expire_s * 1000


def is_foreign(order: Order, reply: Reply) -> bool:
    """Whether the reply says that it is another order's. Once RealMe has given a seq_id, that counts too."""
    strange_number = reply.order_id not in (None, "", order.order_id)
    return strange_number or bool(order.seq_id and reply.seq_id and reply.seq_id != order.seq_id)


def is_throttled(reply: Reply) -> bool:
    return reply.return_code == "90105" or reply.http_status == 429 or reply.retry_after is not None


def _unclear_key(reply: Reply) -> str:
    if reply.return_code == "90104":
        return "unclear_duplicate"
    if reply.transport is not None:
        return _UNCLEAR_KEYS[reply.transport]
    if reply.http_status is not None and reply.http_status >= 500:
        return "unclear_server"
    return "unclear_unreadable"


def _query_key(reply: Reply, throttled: bool) -> str:
    if reply.call is CallStatus.QUERY_FAILED:
        return "query_failed"
    if reply.return_code in _QUERY_KEYS:
        return _QUERY_KEYS[reply.return_code]
    if throttled:
        return "query_throttled"
    if reply.call is CallStatus.REJECTED:
        return "query_refused"
    if reply.transport is not None and not reply.transport.sent:
        return "query_offline"
    return "query_no_answer"
