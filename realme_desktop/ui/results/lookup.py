"""Which catalog entry a field of an answer belongs to. Nothing that RealMe answers is dropped."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import ResultField, Service
from realme_desktop.records.model import Order
from realme_desktop.ui.widgets.words import as_text

__all__ = ["answer_fields", "known_field", "looks_personal", "strings_in"]

# Shown with the call or the evidence; here only when RealMe echoes something else than we hold.
_ELSEWHERE = {
    "return_code": "return_code",
    "return_message": "return_message",
    "order_id": "order_id",
    "order_date": "order_date",
    "seq_id": "seq_id",
}


@functools.cache
def _by_name() -> Mapping[str, ResultField]:
    """Every name the catalog knows anywhere, for fields that turn up where the document doesn't list them."""
    found: dict[str, ResultField] = {}
    for service in (registry.CHECKRESULT, *registry.SERVICES):
        for field in service.returns:
            found.setdefault(field.name, field)
    for field in (*registry.NOTIFICATION, *registry.COMMON_RETURNS):
        found.setdefault(field.name, field)
    for service in registry.SERVICES:
        for asked in service.fields:
            found.setdefault(
                asked.name,
                ResultField(
                    name=asked.name, label=asked.label, role=asked.role, sensitivity=asked.sensitivity
                ),
            )
    return found


def known_field(service: Service | None, name: str) -> ResultField | None:
    """What the reference says of that name for this service, else anywhere, else None: an unknown field."""
    if service is not None:
        field = registry.result_field(service, name)
        if field is not None:
            return field
    return _by_name().get(name)


_PERSONAL = re.compile(r"[\u3400-\u9fff]|\d{7,}|@")


def looks_personal(value: Any) -> bool:
    """A second net for fields that no catalog entry classifies: Chinese text, long numbers, mail addresses.

    `"encrypt_method": "00"` may be read by anybody; an unknown field with a name in it is masked.
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, str | int | float):
        return _PERSONAL.search(as_text(value)) is not None
    return any(_PERSONAL.search(text) for text in strings_in(value))


def strings_in(value: Any, most: int = 2000) -> list[str]:
    """Every string (and number, as text) in a value of any shape, the first `most` of them. A key counts only
    when it looks like somebody's name or number: `borrowType` is nobody's."""
    found: list[str] = []
    left = [value]
    while left and len(found) < most:
        item = left.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, int | float) and not isinstance(item, bool):
            found.append(as_text(item))
        elif isinstance(item, Mapping):
            left.extend(key for key in item if _PERSONAL.search(str(key)))
            left.extend(item.values())
        elif isinstance(item, list | tuple):
            left.extend(item)
    return found


def answer_fields(service: Service | None, order: Order) -> Iterator[tuple[str, ResultField | None, Any]]:
    """The fields of the answer to be shown: the service's first, in its order, then the rest as they came."""
    values = order.values
    listed = [field.name for field in service.returns] if service is not None else []
    names = [name for name in listed if name in values]
    seen = set(names)
    names += [name for name in values if name not in seen]
    for name in names:
        value = values[name]
        held = _ELSEWHERE.get(name)
        if held is not None and as_text(value) == str(getattr(order, held)):
            continue
        yield str(name), known_field(service, str(name)), value
