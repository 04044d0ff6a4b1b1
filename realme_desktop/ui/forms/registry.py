"""Which input stands for which kind: the one place where the two meet.

An input is a widget with `text()`, `set_text(text)` (silent), `set_state("error" | "warning" | "")` and the
signal `edited`, which comes when the operator, not the program, changed what it holds. Those of files have
`source()`, `set_source(source)`, `problem`, `waiting` and the signal `noticed` besides. `advance()`, where
there is one, takes Return for a step within the input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Field

from . import inputs
from .variant import VariantInput

__all__ = ["FILE_KINDS", "WIDGETS", "is_short", "make_input"]


def _late(name: str) -> Callable[[Field, QWidget, inputs.Making], Any]:
    """An input of `late_inputs.py`, imported when it is first made."""

    def make(field: Field, parent: QWidget, making: inputs.Making) -> Any:
        from . import late_inputs

        return getattr(late_inputs, name)(field, parent, making)

    return make


WIDGETS: Mapping[str, Callable[[Field, QWidget, inputs.Making], Any]] = {
    "text": inputs.TextLine,
    "name": inputs.NameLine,
    "id_number": inputs.IdNumberLine,
    "mobile": inputs.MobileLine,
    "card": inputs.CardLine,
    "choice": _late("choice_input"),
    "date": _late("DateLine"),
    "expiry": inputs.ExpiryLine,
    "secret": inputs.SecretLine,
    "cipher": inputs.CipherLine,
    "url": inputs.UrlLine,
    "number": inputs.NumberLine,
    "ip": inputs.IpLine,
    "imei": inputs.ImeiLine,
    "code_list": _late("CodeList"),
    "picture": _late("PictureField"),
    "packet": _late("PacketField"),
}

FILE_KINDS = frozenset({"picture", "packet"})
_WIDE = frozenset({"url", "code_list"})


def is_short(field: Field) -> bool:
    """Whether two of these may stand side by side."""
    return field.kind not in _WIDE


def make_input(field: Field, parent: QWidget, making: inputs.Making) -> Any:
    """The input for a field. A field with a variant gets one that changes its kind."""
    if field.variant is not None:
        return VariantInput(lambda kind, owner: WIDGETS[kind](field, owner, making), field.kind, parent)
    return WIDGETS[field.kind](field, parent, making)
