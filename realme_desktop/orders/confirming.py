"""What a notification means for an order, and what the query that confirms it does. Pure functions.

A notification's signature proves that RealMe has something to say about an order, but its formula is not
documented, and the likely ones don't bind each value to its name. So a result that came by notification ends
the waiting at once, and checkresult, the authority, is asked once more: where the two differ, it wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realme_desktop.catalog.model import Service, Verdict
from realme_desktop.gateway.replies import holds_result
from realme_desktop.gateway.reply import CallStatus, Reply
from realme_desktop.records.model import Order, OrderState

from .settling import Patience, Step, answered_with, is_foreign, is_throttled, told_by
from .states import TRANSITIONS, Cause

__all__ = ["differs", "settle_confirmation", "settle_notification", "to_confirm", "wanted"]


def to_confirm(order: Order) -> bool:
    """Whether the order is answered and yet to be asked for once more."""
    return (
        order.state is OrderState.ANSWERED
        and order.next_query_at is not None
        and order.problem in ("notified_unconfirmed", "notified_disputed")
    )


def wanted(order: Order) -> bool:
    """Whether the order is still to be asked for by itself."""
    return not order.state.final or to_confirm(order)


def settle_notification(order: Order, service: Service, reply: Reply, now: int) -> Step | None:
    """The step that a verified notification of this order causes; None if it changes nothing."""
    if not _has_result(service, reply):
        return None
    changes = dict(answered_with(order, service, reply, now, told_by(reply)).changes)
    if (order.state, Cause.NOTIFIED) in TRANSITIONS:
        if order.seq_id is None and reply.seq_id:
            changes["seq_id"] = reply.seq_id
        changes["problem"] = "notified_unconfirmed"
        return Step(cause=Cause.NOTIFIED, changes=changes, confirm=True)
    known = order.problem in ("notified_disputed", "notified_differed")
    if order.state is not OrderState.ANSWERED or known or not differs(order, changes):
        return None
    return Step(cause=Cause.DISPUTED, changes={"problem": "notified_disputed"}, confirm=True)


def settle_confirmation(
    order: Order, service: Service, reply: Reply | None, now: int, patience: Patience
) -> Step | None:
    """The step that an answer of checkresult causes for an order that is answered; None if it changes
    nothing. `reply` is None when RealMe could not be asked."""
    if not to_confirm(order):
        return None
    usable = reply is not None and reply.call is CallStatus.ACCEPTED and reply.has_result
    if reply is None or not usable or is_foreign(order, reply):
        # Whatever kept it from being confirmed says nothing against it.
        over = now - (order.answered_at or now) >= patience.expire_s * 1000
        slow = reply is not None and is_throttled(reply)
        return Step(
            cause=Cause.ASKED,
            changes={"next_query_at": None} if over else {},
            slow_down=slow,
            retry_after=reply.retry_after if reply is not None else None,
            confirm=not over,
        )
    changes = dict(answered_with(order, service, reply, now, told_by(reply)).changes)
    if order.problem == "notified_disputed" or differs(order, changes):
        return Step(cause=Cause.OVERRULED, changes={**changes, "problem": "notified_differed"})
    return Step(cause=Cause.CONFIRMED, changes={**changes, "answered_at": order.answered_at})


def differs(order: Order, changes: Mapping[str, Any]) -> bool:
    """Whether two answers contradict each other. One that says more than the other doesn't."""
    for name in ("resp_code", "score"):
        one, other = getattr(order, name), changes.get(name)
        if one is not None and other is not None and one != other:
            return True
    one, other = order.verdict, changes.get("verdict")
    return one is not other and Verdict.REVIEW not in (one, other)


def _has_result(service: Service, reply: Reply) -> bool:
    """RealMe's codes of success say "accepted" as well as "done": a result shows in its fields."""
    return reply.call is CallStatus.ACCEPTED and reply.has_result and holds_result(service, reply.values)
