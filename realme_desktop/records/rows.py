"""An order as a row, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, overload

from realme_desktop.catalog.model import Sensitivity, Verdict
from realme_desktop.records.model import Order, OrderState

__all__ = [
    "CHANGEABLE",
    "COLUMNS",
    "ROWS_PER_MS",
    "Orders",
    "first_row",
    "from_row",
    "quoted",
    "search_texts",
    "to_column",
    "utf8_safe",
]

COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Order))
"""The columns of table `orders` are called as the fields of `Order`."""

_FIXED = frozenset(
    {
        "order_id",
        "order_date",
        "segment",
        "environment",
        "real",
        "operator",
        "created_at",
        "updated_at",
        "fingerprint",
        "purpose",
        # These have ways of their own: `marks`.
        "note",
        "tags",
        "hold",
        "purged_at",
    }
)
CHANGEABLE: frozenset[str] = frozenset(COLUMNS) - _FIXED

_JSON = frozenset({"params", "values"})
_VERDICTS = frozenset({"verdict", "own_verdict"})


ROWS_PER_MS = 256
"""How many orders of one millisecond have rows of their own; further ones take the rows of the next."""


def first_row(created_at: int) -> int:
    """The lowest row number of an order made at this time (milliseconds).

    Rows rise with time, so that walking the table or a search's hits backwards is newest first, without an
    index or a sort.
    """
    if not 0 <= created_at < 2**53:
        raise ValueError("an order's time is in milliseconds since 1970")
    return created_at * ROWS_PER_MS


def quoted(column: str) -> str:
    return f'"{column}"'


def utf8_safe(text: str) -> str:
    """Lone surrogates (a server may send them in JSON) can't be stored as text: they are written as
    escapes.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def to_column(name: str, value: Any) -> Any:
    """The stored form of an `Order` field's value."""
    if name == "tags":
        return utf8_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    if name in _JSON:
        text = json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
        try:
            text.encode()
        except UnicodeEncodeError:
            # As escapes within the JSON text, lone surrogates come back as they were.
            return json.dumps(dict(value), separators=(",", ":"))
        return text
    if isinstance(value, OrderState | Verdict):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return utf8_safe(value)
    return value


def from_row(row: Sequence[Any]) -> Order:
    """`row` holds the values in the order of `COLUMNS`."""
    return _make(row)


def _maker() -> Callable[[Sequence[Any]], Order]:
    """A function that makes an order of a row, written out field by field as `dataclass` writes `__init__`.

    A page of the history spends most of its time here, and this takes a quarter of what `Order(**values)`
    does: a frozen class sets its fields by a detour, and no field has a default to look at.
    """
    read = {
        "state": "states[v_state]",
        "verdict": "verdicts[v_verdict]",
        "own_verdict": "verdicts[v_own_verdict]",
        "real": "v_real == 1",
        "hold": "v_hold == 1",
        "tags": "() if v_tags == '[]' else tuple(scan(v_tags, 0)[0])",
        "params": "scan(v_params, 0)[0]",
        "values": "scan(v_values, 0)[0]",
    }
    names: dict[str, Any] = {
        "new": object.__new__,
        "Order": Order,
        "states": {state.value: state for state in OrderState},
        "verdicts": {None: None} | {verdict.value: verdict for verdict in Verdict},
        "scan": json.JSONDecoder().scan_once,  # type: ignore[attr-defined]  # what json.loads comes to
    }
    lines = ["def make(row):", " order = new(Order)", f" {', '.join(f'v_{name}' for name in COLUMNS)}, = row"]
    for name in COLUMNS:
        names[f"set_{name}"] = getattr(Order, name).__set__  # of the slot
        lines.append(f" set_{name}(order, {read.get(name, f'v_{name}')})")
    exec("\n".join([*lines, " return order"]), names)
    make: Callable[[Sequence[Any]], Order] = names["make"]
    return make


_make = _maker()


class Orders(Sequence[Order]):
    """Orders as they were read; each is made when somebody looks at it, and once only. Of a page of a hundred
    a window shows thirty. Equal to any sequence of equal orders."""

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows
        self._made: list[Order | None] = [None] * len(rows)

    @overload
    def __getitem__(self, at: int) -> Order: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Order, ...]: ...

    def __getitem__(self, at: int | slice) -> Order | tuple[Order, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self._rows))))
        order = self._made[at]
        if order is None:
            order = self._made[at] = _make(self._rows[at])
        return order

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Order]:
        return map(self.__getitem__, range(len(self._rows)))

    def __add__(self, other: Sequence[Order]) -> tuple[Order, ...]:
        return (*self, *other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} orders>"


def search_texts(order: Order) -> tuple[str, str]:
    """What the order is found by: its names and note, and its numbers (subject, mobile, card, order_id,
    seq_id).

    Which parameters belong there is the catalog's say, by their sensitivity.
    """
    names = dict.fromkeys([order.subject_name or "", order.note or ""])
    numbers = dict.fromkeys([order.subject_number or "", order.order_id, order.seq_id or ""])
    for name, sensitivity in _sensitivities(order.segment).items():
        value = order.params.get(name, "")
        if sensitivity is Sensitivity.PERSONAL:
            names[value] = None
        elif sensitivity is Sensitivity.IDENTIFIER:
            numbers[value] = None
    return "\n".join(filter(None, names)), "\n".join(filter(None, numbers))


def _sensitivities(segment: str) -> Mapping[str, Sensitivity]:
    # The registry holds all 27 services: imported when the first order is written, not with this module.
    from realme_desktop.catalog.registry import by_segment

    try:
        service = by_segment(segment)
    except KeyError:  # an order of a service that this version no longer knows
        return {}
    return {field.name: field.sensitivity for field in service.fields}
