"""One value of an answer as one line of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from realme_desktop.catalog.text import Language, Text

__all__ = ["Reader", "cell", "coded", "meaning"]

_MAX_CELL = 20_000

Reader = Callable[[Any, Language], str]
"""Any value of a column, put into words."""


def cell(value: Any) -> str:
    """Any value as one line of a table."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        if isinstance(value, dict | list):
            import json

            text = json.dumps(value, ensure_ascii=False, default=str)
        else:
            text = str(value)
    except (ValueError, TypeError, RecursionError):  # numbers of over 4,300 digits; nesting without end
        return "…"
    return text if len(text) <= _MAX_CELL else text[:_MAX_CELL] + "…"


def meaning(words: Mapping[str, Text], value: Any, language: Language) -> str:
    """`1 正常`: the code and its meaning; the code alone where there is none."""
    code = cell(value).strip()
    known = words.get(code)
    return f"{code} {known.in_(language)}" if known is not None else code


def coded(words: Mapping[str, Text]) -> Reader:
    """A reader of codes by their meanings."""
    return lambda value, language: meaning(words, value, language)
