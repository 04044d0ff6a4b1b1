"""Reading what RealMe answers: bytes into a `Reply`. Tolerant in form, strict in meaning.

    submission                                    query (checkresult)
    ----------------------------------------      ----------------------------------------------
    success         ACCEPTED, result or pending   20000          ACCEPTED with the result
    failure         REJECTED                      20012          ACCEPTED, pending
    90105, 429      REJECTED, try again later     20011          NOT_FOUND
    90104           UNCLEAR: RealMe has it        20010          QUERY_FAILED
    anything else   UNCLEAR                       other failure  REJECTED: the query, never the order
                                                  anything else  UNCLEAR

A query may also be answered with the submission's own success: without a result that is pending, too.

"Rejected" is said only where RealMe says so in a return_code that can be read (or a gateway says 429): what
is merely unreadable may have cost money, and is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from realme_desktop.catalog.codes import CodeClass, classify, normal_resp_code, normal_return_code
from realme_desktop.catalog.model import Arrival, Service
from realme_desktop.gateway.loading import Loaded, as_text, load_body
from realme_desktop.gateway.reply import CallStatus, Reply

__all__ = ["holds_result", "kept_headers", "read_reply", "retry_after"]

_LONGEST_WAIT = 24 * 3600.0
_DECISIVE = frozenset(
    {
        "return_code",
        "resp_code",
        "order_id",
        "seq_id",
        "mp_ssim",
        "black_list_result",
        "pep_result",
        "face_identify_list",
        "face_set_resp",
    }
)
_KEPT_HEADERS = frozenset(
    {
        "content-type",
        "content-length",
        "content-encoding",
        "date",
        "server",
        "retry-after",
        "via",
        "x-request-id",
    }
)


def read_reply(
    service: Service | None,
    body: bytes,
    http_status: int,
    headers: Mapping[str, str] | None = None,
    *,
    query: bool,
    order_id: str | None = None,
    seq_id: str | None = None,
) -> Reply:
    """Read one reply. Never raises, whatever the body holds.

    `service` is the one that was submitted, or whose result is asked for (None if that is not known).
    `order_id` is what the request carried, and `seq_id` what it asked for: a reply that echoes another one is
    somebody else's, and UNCLEAR.
    """
    given = {name.lower(): value for name, value in (headers or {}).items()}
    content_type = given.get("content-type", "")
    loaded = load_body(body, content_type)
    values = loaded.values or {}
    code = normal_return_code(values.get("return_code"))
    call, pending, detail = _call(loaded, code, service, http_status, query=query)
    if stranger := _stranger(values, order_id, seq_id if query else None):
        call, pending, detail = CallStatus.UNCLEAR, False, stranger
    resp_code = normal_resp_code(values.get("resp_code"))
    if call is CallStatus.ACCEPTED and not pending:
        pending = _still_awaited(service, code, values) if query else _awaited(service, resp_code)
    throttled = http_status in (429, 503) or code == "90105"
    return Reply(
        call=call,
        pending=pending,
        has_result=call is CallStatus.ACCEPTED and not pending,
        detail=detail,
        http_status=http_status,
        headers=kept_headers(given),
        raw=as_text(body, content_type),
        return_code=code,
        return_message=_text(values.get("return_message")),
        seq_id=_text(values.get("seq_id")),
        order_id=_text(values.get("order_id")),
        resp_code=resp_code,
        resp_info=_text(values.get("resp_info")),
        values=values,
        retry_after=retry_after(given) if throttled else None,
    )


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those of the reply's headers that say something of it, in lower case. Never a cookie."""
    return {name: value[:500] for name, value in headers.items() if name in _KEPT_HEADERS}


def _call(
    loaded: Loaded, code: str | None, service: Service | None, status: int, *, query: bool
) -> tuple[CallStatus, bool, str]:
    """The status of the call, whether RealMe says that it is still pending, and why if that isn't obvious."""
    kind = classify(code, service)
    if loaded.values is None or code is None or kind is CodeClass.UNKNOWN:
        if status == 429:
            return CallStatus.REJECTED, False, "HTTP 429 without a readable return_code"
        if loaded.values is None:
            return CallStatus.UNCLEAR, False, loaded.detail
        why = "there is no return_code" if code is None else "the return_code is none of RealMe's"
        return CallStatus.UNCLEAR, False, why
    if loaded.conflicts & _DECISIVE:
        names = ", ".join(sorted(loaded.conflicts & _DECISIVE))
        return CallStatus.UNCLEAR, False, f"the reply contradicts itself: {names} is there twice"
    if kind is CodeClass.SUCCESS:
        if status >= 500:
            return CallStatus.UNCLEAR, False, f"HTTP {status} with a return_code of success"
        return CallStatus.ACCEPTED, False, loaded.detail
    if kind is CodeClass.PENDING:
        return CallStatus.ACCEPTED, True, loaded.detail
    if query and kind is CodeClass.NOT_FOUND:
        return CallStatus.NOT_FOUND, False, loaded.detail
    if query and kind is CodeClass.QUERY_FAILED:
        return CallStatus.QUERY_FAILED, False, loaded.detail
    if not query and kind in (CodeClass.DUPLICATE, CodeClass.NOT_FOUND, CodeClass.QUERY_FAILED):
        return CallStatus.UNCLEAR, False, f"{code} in reply to a submission"
    return CallStatus.REJECTED, False, loaded.detail


def _awaited(service: Service | None, resp_code: str | None) -> bool:
    """Whether the result of an accepted submission is still to come: the service's own entry decides, never
    the last digit of the return_code (errata 12)."""
    if service is None or service.arrival is Arrival.SYNC:
        return False
    return service.arrival is Arrival.ASYNC or not resp_code


def _still_awaited(service: Service | None, code: str | None, values: Mapping[str, Any]) -> bool:
    """Whether a query was answered with the success of the submission ("accepted, the result comes later")
    instead of a result."""
    if code == "20000" or service is None or service.arrival is Arrival.SYNC:
        return False
    return not holds_result(service, values)


def holds_result(service: Service, values: Mapping[str, Any]) -> bool:
    """Whether there is a result in it, whatever its code says: of the service's own fields, or of those that
    checkresult has for every service (106 and 110 have no others)."""
    names = (*(field.name for field in service.returns), *_RESULTS)
    return any(values.get(name) not in _ABSENT for name in names)


_RESULTS = ("resp_code", "mp_ssim", "file_list", "face_identify_list")
_ABSENT: tuple[object, ...] = (None, "", [], {})


def _stranger(values: Mapping[str, Any], order_id: str | None, seq_id: str | None) -> str:
    for name, ours in (("order_id", order_id), ("seq_id", seq_id)):
        echoed = _text(values.get(name))
        if ours and echoed and echoed != ours:
            return f"the reply carries another {name} than the request"
    return ""


def _text(value: object) -> str | None:
    """A scalar as text; None for nothing, and for what can't be one (a list, an object)."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return str(value)
    except ValueError:  # more digits than Python turns into text
        return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from `retry-after` (a number or an HTTP date, names in lower case); None if it says nothing.

    A date is measured against the server's own `date`, so that a wrong clock here does no harm.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        then, now = _date(text), _date(headers.get("date", "")) or datetime.now(UTC)
        if then is None:
            return None
        seconds = (then - now).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT) if math.isfinite(seconds) else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
