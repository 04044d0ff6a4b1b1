"""The raw exchange: what was said to RealMe and what RealMe said, order by order. Light: no database import.

Kept are the submission, every exchange that changed the order, and of the queries that changed nothing the
last one. What is secret never gets here: values of SECRET fields, `app_token`, the bytes of pictures. The
signature is an HMAC over all values with the app_key, bound to one order number: RealMe takes no number
twice, so it opens nothing. Only where a SECRET value went into it, it is left out as well: with the app_key
at hand a password of six digits could be found by trying.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from realme_desktop.records.rows import utf8_safe

if TYPE_CHECKING:
    import apsw

__all__ = [
    "BODY_CHARACTERS",
    "MOST_EXCHANGES",
    "ROOM",
    "TEXT_CHARACTERS",
    "ExchangeKind",
    "Parameter",
    "Room",
    "StoredExchange",
    "add_exchange",
    "from_rows",
]

BODY_CHARACTERS = 64 * 1024  # of a reply; a longer one is kept whole once, as the order's `raw_reply`
TEXT_CHARACTERS = 16 * 1024  # of a parameter's value; a longer one is described as a picture is
MOST_EXCHANGES = 40  # of one order: the submission and the newest


class ExchangeKind(Enum):
    SUBMIT = "submit"
    QUERY = "query"
    NOTIFICATION = "notification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as it was sent. Without `text` it is only described: a file by `sha256` and `size` of its
    bytes, a SECRET value not at all. `form` is how a file travelled: `base64`, the `data:…;base64,` prefix in
    front of its BASE64, `text` (a packet that is BASE64 already, without white space); `long` is a text that
    is too long to be kept."""

    name: str
    text: str | None = field(default=None, repr=False)
    sha256: str = ""
    size: int = 0
    form: str = ""

    @property
    def is_file(self) -> bool:
        return bool(self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """One request with its reply; of a notification the other way round: `body` is what RealMe posted.

    `at` is when it began, in milliseconds since the Unix epoch; `elapsed_ms` how long it took. `params` are
    in the order of the form, without `sign`. `signed` is the signed text in pieces, each with the parameter
    that it comes from ("" for method and address); a piece without text is that of a file or a secret.
    `signing` are the environment's settings of the formula. `signature` is None where it is not kept.
    `body` is the beginning of a reply of `body_size` characters. `transport` is a
    `gateway.reply.TransportProblem`'s value. `changed`: the order was another one after it.
    """

    kind: ExchangeKind
    at: int
    elapsed_ms: float | None = None
    method: str = ""
    url: str = ""
    headers: Mapping[str, str | None] = field(default_factory=dict)
    params: tuple[Parameter, ...] = field(default=(), repr=False)
    signed: tuple[tuple[str, str | None], ...] = field(default=(), repr=False)
    signing: Mapping[str, str] = field(default_factory=dict)
    signature: str | None = field(default=None, repr=False)
    status: int | None = None
    reply_headers: Mapping[str, str] = field(default_factory=dict)
    body: str = field(default="", repr=False)
    body_size: int = 0
    transport: str | None = None
    detail: str = ""
    changed: bool = True
    number: int = 0


_TOLD = ("elapsed_ms", "method", "url", "headers", "signed", "signing", "signature", "status",
         "reply_headers", "body_size", "transport", "detail")  # fmt: skip
_PARAMETER = ("text", "sha256", "size", "form")


class Room(NamedTuple):
    """How many exchanges of an order are kept, and how many of them are queries that changed nothing: what
    `ROOM` counts in a SELECT from `orders`."""

    kept: int
    idle: int


ROOM = (
    "(SELECT count(*) FROM exchanges WHERE order_row = orders.row),"
    " (SELECT count(*) FROM exchanges WHERE order_row = orders.row AND kind = 'query' AND changed = 0)"
)


def add_exchange(connection: apsw.Connection, row: int, exchange: StoredExchange, room: Room) -> None:
    """Within the transaction of the order's change. An earlier query that changed nothing makes room."""
    if exchange.kind is ExchangeKind.QUERY and room.idle:
        connection.execute(
            "DELETE FROM exchanges WHERE order_row = ? AND kind = 'query' AND changed = 0", (row,)
        )
    connection.execute(
        "INSERT INTO exchanges (order_row, kind, at, changed, told, body) VALUES (?, ?, ?, ?, ?, ?)",
        (
            row,
            exchange.kind.value,
            exchange.at,
            int(exchange.changed),
            _as_json(exchange),
            utf8_safe(exchange.body[:BODY_CHARACTERS]),
        ),
    )
    if room.kept >= MOST_EXCHANGES - 1:
        connection.execute(
            "DELETE FROM exchanges WHERE number IN (SELECT number FROM exchanges WHERE order_row = ?"
            " AND kind <> 'submit' ORDER BY number DESC LIMIT -1 OFFSET ?)",
            (row, MOST_EXCHANGES - 1),
        )


def from_rows(rows: Iterable[tuple[Any, ...]]) -> tuple[StoredExchange, ...]:
    """`rows` hold number, kind, at, changed, told, body."""
    return tuple(_from_row(*row) for row in rows)


def _as_json(exchange: StoredExchange) -> str:
    told: dict[str, Any] = {name: value for name in _TOLD if (value := getattr(exchange, name))}
    if exchange.headers:
        told["headers"] = dict(exchange.headers)
    for name in ("signing", "reply_headers"):
        if name in told:
            told[name] = dict(told[name])
    told["params"] = [
        {"name": param.name}
        | {name: value for name in _PARAMETER if (value := getattr(param, name)) not in (None, 0)}
        for param in exchange.params
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return utf8_safe(text)


def _from_row(number: int, kind: str, at: int, changed: int, told: str, body: str) -> StoredExchange:
    values: dict[str, Any] = json.loads(told)
    params = tuple(Parameter(**param) for param in values.pop("params", []))
    signed = tuple((name, text) for name, text in values.pop("signed", []))
    return StoredExchange(
        number=number,
        kind=ExchangeKind(kind),
        at=at,
        changed=bool(changed),
        body=body,
        params=params,
        signed=signed,
        **values,
    )
