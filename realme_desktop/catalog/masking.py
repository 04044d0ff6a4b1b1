"""How values look when they are not revealed: ID 3+4, mobile 3+4, card 6+4, name first character."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realme_desktop.catalog.model import Decoder, Field, ResultField, Role, Sensitivity, Service
from realme_desktop.catalog.registry import COMMON_FIELDS, result_field

__all__ = ["HIDDEN", "mask", "mask_values"]

HIDDEN = "******"  # always as long, so that it does not tell how long the value is
_ENDS: Mapping[Role, tuple[int, int]] = {
    Role.ID_NUMBER: (3, 4),
    Role.MOBILE: (3, 4),
    Role.BANK_CARD: (6, 4),
}
_STAR = "*"


def mask(value: str, sensitivity: Sensitivity, role: Role = Role.OTHER) -> str:
    """`value` as it may be seen by anybody who looks at the screen; an empty value stays empty."""
    if not value or sensitivity is Sensitivity.PUBLIC:
        return value
    if sensitivity in (Sensitivity.SECRET, Sensitivity.BIOMETRIC):
        return HIDDEN
    if role is Role.FULL_NAME:
        return value[0] + _STAR * min(max(len(value) - 1, 1), 3)
    if role is Role.ADDRESS:
        return (value[:6] if len(value) > 12 else value[:2]) + HIDDEN
    if role in _ENDS:
        return _ends(value, *_ENDS[role])
    if sensitivity is Sensitivity.IDENTIFIER:
        return _ends(value, 3, 4)
    return HIDDEN


def _ends(value: str, head: int, tail: int) -> str:
    """Head and tail as they are. Of a value too short for that, at most a third is shown, at its end."""
    hidden = len(value) - head - tail
    if hidden >= 3:
        return value[:head] + _STAR * hidden + value[-tail:]
    shown = len(value) // 3
    return _STAR * (len(value) - shown) + (value[-shown:] if shown else "")


def mask_values(service: Service, values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of request parameters or of an answer with everything masked that its catalog entry masks.

    A field that the catalog does not know is treated as personal; structures keep their shape where the
    catalog knows their items.
    """
    return {name: _mask_entry(_entry(service, name), value) for name, value in values.items()}


def _entry(service: Service, name: str) -> Field | ResultField | None:
    for field in (*service.fields, *COMMON_FIELDS):
        if field.name == name:
            return field
    return result_field(service, name)


def _mask_entry(entry: Field | ResultField | None, value: Any) -> Any:
    if value is None or value == "":
        return value
    if entry is None:
        return HIDDEN
    items = entry.items if isinstance(entry, ResultField) else ()
    if items and isinstance(value, list):
        return [_mask_row(items, row) for row in value]
    if items and isinstance(value, dict):
        return _mask_row(items, value)
    if entry.sensitivity is Sensitivity.PUBLIC:
        return value
    if isinstance(value, dict | list):
        return HIDDEN
    if isinstance(entry, ResultField) and entry.decoder not in (Decoder.PLAIN, Decoder.SCORE):
        return HIDDEN  # a structure as text: its ends would show what its items hide
    return mask(str(value), entry.sensitivity, entry.role)


def _mask_row(items: tuple[ResultField, ...], row: Any) -> Any:
    if not isinstance(row, dict):
        return HIDDEN
    known = {item.name: item for item in items}
    return {name: _mask_entry(known.get(name), value) for name, value in row.items()}
