"""The life of an order: one machine, written down once.

Each arrow is one transaction in the records (row and event together). An arrow that is not in `TRANSITIONS`
does not exist: `next_state` raises.

    DRAFTED ──saved──► QUEUED ──send──► SENDING ──┬─ answered ────────► ANSWERED
       │                  │                       ├─ accepted ────────► PENDING
       │                  │                       ├─ lost, recovered ─► UNCLEAR
       │                  │                       └─ refused, not_sent ► REJECTED
       ├─ not_sent ───────┴─► REJECTED
       └─ withdrawn ──────┴─► ABANDONED

    PENDING ──┬─ still_pending, asked ─► PENDING    RealMe says 20012; the question brought nothing
              ├─ answered ─────────────► ANSWERED
              ├─ expired ──────────────► EXPIRED    needs attention
              └─ abandoned ────────────► ABANDONED  nobody waits any more

    UNCLEAR ──┬─ asked ────────────────► UNCLEAR
              ├─ still_pending ────────► PENDING    so RealMe has it
              ├─ unknown_to_realme ────► REJECTED   20011, late enough: safe to send again as a new order
              └─ answered, expired, abandoned as above

    EXPIRED, ABANDONED and REJECTED may still be asked for by a person: `answered` ends them as ANSWERED,
    `found` takes a REJECTED one that RealMe knows after all back to PENDING, `asked` and `still_pending`
    leave them where they are; an EXPIRED one may turn out `unknown_to_realme` or be `abandoned`.

A verified notification of RealMe (`notified`) ends whatever may have been sent, SENDING included, as
ANSWERED. Such an answer stays ANSWERED, and so does one that a later notification contradicts (`disputed`),
while checkresult, the authority, is asked once more (`asked`): it agrees (`confirmed`), or what it says
replaces what the notification said (`overruled`). Nothing leads out of ANSWERED.

SENDING is on disk before the first byte leaves, so that a crash at any moment leaves either "not a byte was
sent" (QUEUED) or "may have been sent" (SENDING). Nothing ever leads back to QUEUED or SENDING: an order is
never sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from realme_desktop.records.model import OrderState

__all__ = ["TRANSITIONS", "Cause", "ImpossibleTransition", "next_state"]


class Cause(Enum):
    """Why an order went from one state to the next; its value is what the events keep."""

    CREATED = "created"
    SAVED = "saved"
    SEND = "send"
    NOT_SENT = "not_sent"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LOST = "lost"
    RECOVERED = "recovered"
    STILL_PENDING = "still_pending"
    ASKED = "asked"
    FOUND = "found"
    UNKNOWN_TO_REALME = "unknown_to_realme"
    EXPIRED = "expired"
    ABANDONED = "abandoned"
    NOTIFIED = "notified"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    OVERRULED = "overruled"


class ImpossibleTransition(Exception):
    """A cause met a state that it can't meet: a mistake of the program, or a change made meanwhile."""

    def __init__(self, state: OrderState, cause: Cause) -> None:
        super().__init__(f"{cause.value} cannot happen to an order that is {state.value}")
        self.state = state
        self.cause = cause


_S, _C = OrderState, Cause

TRANSITIONS: Mapping[tuple[OrderState, Cause], OrderState] = {
    (_S.DRAFTED, _C.SAVED): _S.QUEUED,
    (_S.DRAFTED, _C.NOT_SENT): _S.REJECTED,
    (_S.DRAFTED, _C.WITHDRAWN): _S.ABANDONED,
    (_S.QUEUED, _C.SEND): _S.SENDING,
    (_S.QUEUED, _C.NOT_SENT): _S.REJECTED,
    (_S.QUEUED, _C.WITHDRAWN): _S.ABANDONED,
    (_S.SENDING, _C.ANSWERED): _S.ANSWERED,
    (_S.SENDING, _C.ACCEPTED): _S.PENDING,
    (_S.SENDING, _C.REFUSED): _S.REJECTED,
    (_S.SENDING, _C.NOT_SENT): _S.REJECTED,
    (_S.SENDING, _C.LOST): _S.UNCLEAR,
    (_S.SENDING, _C.RECOVERED): _S.UNCLEAR,
    (_S.PENDING, _C.STILL_PENDING): _S.PENDING,
    (_S.PENDING, _C.ASKED): _S.PENDING,
    (_S.PENDING, _C.ANSWERED): _S.ANSWERED,
    (_S.PENDING, _C.EXPIRED): _S.EXPIRED,
    (_S.PENDING, _C.ABANDONED): _S.ABANDONED,
    (_S.UNCLEAR, _C.STILL_PENDING): _S.PENDING,
    (_S.UNCLEAR, _C.ASKED): _S.UNCLEAR,
    (_S.UNCLEAR, _C.ANSWERED): _S.ANSWERED,
    (_S.UNCLEAR, _C.UNKNOWN_TO_REALME): _S.REJECTED,
    (_S.UNCLEAR, _C.EXPIRED): _S.EXPIRED,
    (_S.UNCLEAR, _C.ABANDONED): _S.ABANDONED,
    (_S.EXPIRED, _C.ANSWERED): _S.ANSWERED,
    (_S.EXPIRED, _C.STILL_PENDING): _S.EXPIRED,
    (_S.EXPIRED, _C.ASKED): _S.EXPIRED,
    (_S.EXPIRED, _C.UNKNOWN_TO_REALME): _S.REJECTED,
    (_S.EXPIRED, _C.ABANDONED): _S.ABANDONED,
    (_S.ABANDONED, _C.ANSWERED): _S.ANSWERED,
    (_S.ABANDONED, _C.STILL_PENDING): _S.ABANDONED,
    (_S.ABANDONED, _C.ASKED): _S.ABANDONED,
    (_S.REJECTED, _C.ANSWERED): _S.ANSWERED,
    (_S.REJECTED, _C.FOUND): _S.PENDING,
    (_S.REJECTED, _C.ASKED): _S.REJECTED,
    (_S.SENDING, _C.NOTIFIED): _S.ANSWERED,
    (_S.PENDING, _C.NOTIFIED): _S.ANSWERED,
    (_S.UNCLEAR, _C.NOTIFIED): _S.ANSWERED,
    (_S.EXPIRED, _C.NOTIFIED): _S.ANSWERED,
    (_S.ABANDONED, _C.NOTIFIED): _S.ANSWERED,
    (_S.REJECTED, _C.NOTIFIED): _S.ANSWERED,
    (_S.ANSWERED, _C.DISPUTED): _S.ANSWERED,
    (_S.ANSWERED, _C.ASKED): _S.ANSWERED,
    (_S.ANSWERED, _C.CONFIRMED): _S.ANSWERED,
    (_S.ANSWERED, _C.OVERRULED): _S.ANSWERED,
}


def next_state(state: OrderState, cause: Cause) -> OrderState:
    """Where `cause` takes an order that is in `state`; `ImpossibleTransition` if it can't happen."""
    try:
        return TRANSITIONS[state, cause]
    except KeyError:
        raise ImpossibleTransition(state, cause) from None
