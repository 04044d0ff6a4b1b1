"""The audit log: who did what, in a chain in which each entry covers the one before it.

An entry's hash is SHA-256 over the hash before it and the entry's own text (`digest`), so that nothing can
be changed, taken out, put in or moved without breaking the chain from there on. What a chain can't show by
itself is that its end was cut off: for that its head (`Head`) is exported, kept elsewhere, checked later.

Entries hold no sensitive values: an order's number, what was done, counts, keys of settings. `append` and the
readers work on a connection that they are given, inside whatever transaction is open on it. Light: the window
imports this module.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from realme_desktop.records.acts import Act
from realme_desktop.records.rows import utf8_safe

if TYPE_CHECKING:
    import apsw

    from realme_desktop.records.model import Order, OrderState

__all__ = [
    "COLUMNS",
    "NOTHING",
    "ORIGIN",
    "Act",
    "Detail",
    "Entry",
    "Head",
    "Progress",
    "append",
    "begin",
    "digest",
    "entries",
    "head",
    "log_name",
    "order_changed",
    "order_made",
    "page",
    "read",
]

Detail = Mapping[str, str | int | float | bool]
NOTHING: Detail = MappingProxyType({})

Progress = Callable[[int, int], None]
"""`(done, of)`: called now and then in the thread that works; what it raises ends the work."""

_LONGEST = 300  # characters of one text in `detail`
_DIGITS = re.compile(r"\d(?:[ -]?\d){5,}[\dXx]?")
# What a person types: the digits of whoever it is about are left out.
_TYPED = frozenset({"reason"})
ORIGIN = bytes(32)
COLUMNS = "number, at, operator, act, order_id, detail, hash"
_AS_BYTES = re.sub(r"operator|act|order_id|detail", r"CAST(\g<0> AS BLOB)", COLUMNS)
_LAST = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
_INSERT = f"INSERT INTO audit ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `at` is in milliseconds since the Unix epoch; an empty `operator` is the program itself;
    `act` is the value of an `Act`, or of one that a newer program knew."""

    number: int
    at: int
    operator: str
    act: str
    order_id: str | None
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log: `log` tells one log from another, `hash` covers all up to entry `number`."""

    log: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.log}:{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The reverse of `str()`; ValueError if it is none."""
        found = re.fullmatch(r"\s*([0-9a-f]{32}):([1-9][0-9]{0,17}):([0-9a-f]{64})\s*", text)
        if found is None:
            raise ValueError("not the head of an audit log")
        return cls(found[1], int(found[2]), found[3])


def append(
    connection: apsw.Connection,
    act: Act,
    *,
    operator: str,
    at: int,
    order_id: str | None = None,
    detail: Detail = NOTHING,
) -> None:
    """Write one entry in the open transaction: it is kept or lost together with what it tells of.

    The end of the chain is read each time: another program may have written since, and a transaction that was
    rolled back has taken its entries along.
    """
    number, last = next(connection.execute(_LAST), (0, ORIGIN))
    if number == 0:
        begin(connection, at)
        number, last = next(connection.execute(_LAST))
    _write(connection, number + 1, last, at, operator, act, order_id, detail)


def begin(connection: apsw.Connection, at: int) -> None:
    """The first entry of a log, with the random name that tells this log from others."""
    _write(connection, 1, ORIGIN, at, "", Act.LOG_BEGUN, None, {"log": secrets.token_hex(16)})


def order_made(connection: apsw.Connection, order: Order) -> None:
    detail = {"segment": order.segment, "environment": order.environment, "state": order.state.value}
    append(
        connection, Act.ORDER_MADE, operator=order.operator, at=order.created_at, order_id=order.order_id,
        detail=detail,
    )  # fmt: skip


def order_changed(
    connection: apsw.Connection, was: OrderState, order: Order, *, cause: str, operator: str
) -> None:
    """`order` as it is now; `was` its state before."""
    detail = {"cause": cause, "from": was.value, "to": order.state.value}
    append(
        connection, Act.ORDER_CHANGED, operator=operator, at=order.updated_at, order_id=order.order_id,
        detail=detail,
    )  # fmt: skip


def _write(
    connection: apsw.Connection,
    number: int,
    last: bytes,
    at: int,
    operator: str,
    act: Act,
    order_id: str | None,
    detail: Detail,
) -> None:
    text = (
        json.dumps({k: _harmless(k, v) for k, v in detail.items()}, separators=(",", ":")) if detail else ""
    )
    row = (
        number, at, utf8_safe(operator), act.value,
        None if order_id is None else utf8_safe(order_id), text,
    )  # fmt: skip
    connection.execute(_INSERT, (*row, digest(last, row)))


def _harmless(key: str, value: str | int | float | bool) -> str | int | float | bool:
    if not isinstance(value, str):
        return value
    if key in _TYPED:
        value = _DIGITS.sub("…", value)
    return utf8_safe(value[:_LONGEST])


def digest(last: bytes, row: tuple[Any, ...]) -> bytes:
    """SHA-256 over the hash of the entry before and the JSON list [number, at, operator, act, order_id,
    detail], `detail` being the text as it is stored."""
    return hashlib.sha256(last + json.dumps(row, separators=(",", ":")).encode()).digest()


# -- reading ----------------------------------------------------------------------------------------------


def read(connection: apsw.Connection, tail: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Rows of `COLUMNS`; `tail` is the SQL from FROM on. Whatever somebody has put there can be read: bytes
    that are no text come as lone surrogates, which no entry that was written here holds."""
    try:
        return list(connection.execute(f"SELECT {COLUMNS} {tail}", values))
    except UnicodeDecodeError:
        rows = connection.execute(f"SELECT {_AS_BYTES} {tail}", values)
        return [(number, at, *map(_text, texts), hashed) for number, at, *texts, hashed in rows]


def _text(stored: bytes | None) -> str | None:
    return None if stored is None else stored.decode("utf-8", "surrogateescape")


def head(connection: apsw.Connection) -> Head | None:
    """The end of the log as it is now; None while there is no entry."""
    last = next(connection.execute(_LAST), None)
    return None if last is None else Head(log_name(connection), last[0], last[1].hex())


def log_name(connection: apsw.Connection) -> str:
    """The log's random name, from its first entry; "" where that can't be read."""
    text = connection.execute("SELECT CAST(detail AS BLOB) FROM audit WHERE number = 1").get
    try:
        return str(json.loads(text)["log"])
    except (ValueError, KeyError, TypeError):  # also of bytes that are no text
        return ""


def entries(connection: apsw.Connection, *, after: int = 0) -> Iterator[Entry]:
    """Every entry of a higher number than `after`, first to last."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM audit WHERE number > ? ORDER BY number", (after,))
    return (_entry(row) for row in rows)


def page(
    connection: apsw.Connection,
    *,
    before: int | None = None,
    limit: int = 100,
    order_id: str | None = None,
    acts: frozenset[Act] = frozenset(),
) -> tuple[Entry, ...]:
    """The next `limit` entries, newest first, of lower numbers than `before` (None: from the newest)."""
    where, values = ["number < ?"], [before if before is not None else 2**62]  # type: list[str], list[Any]
    if order_id is not None:
        where.append("order_id = ?")
        values.append(order_id)
    if acts:
        where.append(f"act IN ({', '.join('?' * len(acts))})")
        values += sorted(act.value for act in acts)
    tail = f"FROM audit WHERE {' AND '.join(where)} ORDER BY number DESC LIMIT ?"
    return tuple(_entry(row) for row in read(connection, tail, (*values, limit)))


def _entry(row: tuple[Any, ...]) -> Entry:
    number, at, *texts, hashed = row
    operator, act, order_id, text = (one and one.encode("utf-8", "replace").decode() for one in texts)
    try:
        detail = json.loads(text) if text else {}
    except (ValueError, RecursionError):  # changed by somebody: `verify` says so
        detail = {}
    return Entry(
        number=number, at=at, operator=operator, act=act, order_id=order_id,
        detail=detail if isinstance(detail, dict) else {}, hash=hashed.hex(),
    )  # fmt: skip
