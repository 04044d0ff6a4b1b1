"""The five shapes that a decoded field can have, and the same with personal values masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import ResultField, Role, Sensitivity
from realme_desktop.catalog.text import Text

__all__ = ["OPEN", "UNKNOWN", "Decoded", "Facts", "Mask", "Plain", "Rows", "Tree", "Unreadable", "conceal"]

Mask = tuple[Sensitivity, Role]
OPEN: Mask = (Sensitivity.PUBLIC, Role.OTHER)
UNKNOWN: Mask = (Sensitivity.PERSONAL, Role.OTHER)


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. `masks` tells for each column how it is hidden; `facts` is what belongs to the whole of it;
    `more` how many rows there are beyond those that were read."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[Text, str], ...] = ()
    masks: tuple[Mask, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values; `masks` tells for each how it is hidden."""

    items: tuple[tuple[Text, str], ...]
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A structure that nobody described: dicts, lists and scalars as they came."""

    value: Any


@dataclass(frozen=True, slots=True)
class Unreadable:
    raw: str
    why: Text


Decoded = Plain | Rows | Facts | Tree | Unreadable


def conceal(field: ResultField, decoded: Decoded) -> Decoded:
    """The same shape with every personal value masked."""
    hide = field.sensitivity.masked
    if isinstance(decoded, Plain):
        return Plain(mask(decoded.text, field.sensitivity, field.role))
    if isinstance(decoded, Rows):
        masks = decoded.masks or (UNKNOWN if hide else OPEN,) * len(decoded.columns)
        rows = tuple(
            tuple(mask(cell, *how) for cell, how in zip(row, masks, strict=True)) for row in decoded.rows
        )
        return replace(decoded, rows=rows, masks=masks)
    if isinstance(decoded, Facts):
        masks = decoded.masks or (UNKNOWN if hide else OPEN,) * len(decoded.items)
        items = tuple(
            (label, mask(text, *how)) for (label, text), how in zip(decoded.items, masks, strict=True)
        )
        return Facts(items, masks)
    if isinstance(decoded, Tree):
        return Plain(HIDDEN) if hide else decoded
    return replace(decoded, raw=HIDDEN) if hide else decoded
