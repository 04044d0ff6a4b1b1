"""Hiding what is somebody's in raw text: what the order's values, or the text's own, make known."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from realme_desktop.catalog import loose
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import Service
from realme_desktop.records.model import Order

from .lookup import known_field, looks_personal, strings_in

__all__ = ["Veil"]

_ANYWHERE = 6  # a sensitive text this long is hidden wherever it stands
_PARSED = 1024 * 1024  # characters; of a longer text only what the order knows is hidden, and long numbers
_SHORT = re.compile(
    r'(?P<quote>\\?")(?P<text>[^"\\]{1,5})(?P=quote)|(?<=[:\[,\s])(?P<bare>[^\s,:\]}\["\\]{1,5})(?=[\s,\]}])'
)
_NUMBER = re.compile(r"(?<![0-9])(?:1[0-9]{10}|[0-9]{15,19}[Xx]?|[0-9]{17}[Xx])(?![0-9])")


class Veil:
    """Made for one order and one text at a time; `over` gives the text as anybody may see it."""

    def __init__(self, order: Order, service: Service | None) -> None:
        self._service = service
        self._public = {order.order_id, order.seq_id or "", order.linked_to or ""}
        self._known: dict[str, str] = {}
        for values in (order.values, order.params):
            self._take_all(values, self._known)

    def over(self, text: str) -> str:
        """The text with known personal values masked. Whatever can't be read as JSON loses its long numbers,
        too: an error page may quote what was sent."""
        hidden = dict(self._known)
        opened = loose.unwrap(text) if len(text) <= _PARSED else None
        if isinstance(opened, dict):
            self._take_all(opened, hidden)
        elif not isinstance(opened, list):
            text = _NUMBER.sub(self._number, text)
        short: dict[str, str] = {}
        for found in sorted(hidden, key=len, reverse=True):
            for form in _spellings(found):
                if len(form) >= _ANYWHERE or not form.isascii():
                    text = text.replace(form, hidden[found])
                else:
                    short[form] = hidden[found]
        if not short:
            return text

        def shortened(match: re.Match[str]) -> str:
            mark, word = match["quote"] or "", match["text"] or match["bare"] or ""
            return f"{mark}{short[word]}{mark}" if word in short else match.group()

        return _SHORT.sub(shortened, text)

    def _number(self, match: re.Match[str]) -> str:
        return match.group() if match.group() in self._public else HIDDEN

    def _take_all(self, values: Mapping[Any, Any], hidden: dict[str, str]) -> None:
        for name, value in values.items():
            known = known_field(self._service, str(name))
            for text in strings_in(value):
                if len(text) < 2 or text in self._public:
                    continue
                if known is None:
                    if looks_personal(text):
                        hidden[text] = HIDDEN
                elif known.sensitivity.masked:
                    hidden[text] = mask(text, known.sensitivity, known.role)


def _spellings(text: str) -> dict[str, None]:
    """As it is, and as JSON and a form write it."""
    forms = dict.fromkeys((text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]))
    if not text.isascii():
        forms |= dict.fromkeys((quote(text, errors="replace"), quote_plus(text, errors="replace")))
    return forms
