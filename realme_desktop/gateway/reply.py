"""One reply of RealMe as a value: four questions, kept apart.

Was it transported? Was the call accepted? Is there a verification result? Is it still pending?
`replies.py` reads bytes into this; nothing in here judges a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

__all__ = ["CallStatus", "Exchange", "Reply", "SentPart", "SentRequest", "TransportProblem"]


class CallStatus(Enum):
    """What became of the call (return_code). Says nothing about the person."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"  # RealMe said no: nothing will come of this call
    NOT_FOUND = "not_found"  # 20011, only of a query
    QUERY_FAILED = "query_failed"  # 20010, only of a query: the query failed, not the person
    UNCLEAR = "unclear"  # no readable answer: RealMe may or may not have the order (90104 included)


class TransportProblem(Enum):
    """Why no readable answer came. `sent` tells whether bytes of the request may have reached RealMe."""

    CONNECT = "connect"
    DNS = "dns"
    TLS = "tls"
    PROXY = "proxy"
    TIMEOUT_CONNECT = "timeout_connect"
    TIMEOUT = "timeout"
    CUT = "cut"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    PROTOCOL = "protocol"

    @property
    def sent(self) -> bool:
        return self not in _NOT_SENT


_NOT_SENT = frozenset(
    {
        TransportProblem.CONNECT,
        TransportProblem.DNS,
        TransportProblem.TLS,
        TransportProblem.PROXY,
        TransportProblem.TIMEOUT_CONNECT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`values` holds every field that RealMe sent, unknown ones too; JSON text inside a field stays text here
    (the catalog's decoders open it). `raw` is the body as text, undecodable bytes escaped."""

    call: CallStatus
    pending: bool = False
    has_result: bool = False
    transport: TransportProblem | None = None
    detail: str = ""  # for the log and the raw view; never values of sensitive fields
    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str = field(default="", repr=False)
    return_code: str | None = None
    return_message: str | None = None
    seq_id: str | None = None
    order_id: str | None = None
    resp_code: str | None = None
    resp_info: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    retry_after: float | None = None  # seconds, from Retry-After or None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """One parameter for the records: its text; of a file only `sha256`, `size` and `form` (how it travelled:
    `base64`, the `data:…;base64,` in front of its BASE64, `text` for a packet that is BASE64 already, `long`
    for a text too long to be told); of a SECRET or app_token the name."""

    name: str
    text: str | None = field(default=None, repr=False)
    sha256: str = ""
    size: int = 0
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """What was sent, without the app_key. `params` includes sign; pictures are replaced by their SHA-256
    and length, SECRET values left out.

    The rest is the same for the records: `parts` in the order of the form, without `sign`; `signed` the
    signed text in pieces by parameter (None where the part has no text); `sign`, "" where a SECRET value went
    into it; `signing` the settings of the formula.
    """

    method: str
    url: str
    params: Mapping[str, str] = field(repr=False)
    query: bool = False
    parts: tuple[SentPart, ...] = field(default=(), repr=False)
    signed: tuple[tuple[str, str | None], ...] = field(default=(), repr=False)
    sign: str = field(default="", repr=False)
    signing: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    request: SentRequest
    reply: Reply
    elapsed_ms: float
