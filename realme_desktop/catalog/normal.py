"""Forgiving what hands and clipboards do to a text, before anything is refused."""

from __future__ import annotations

import re

__all__ = ["compact", "half_width", "tidy"]

# Full-width ASCII (！ to ～) and the ideographic space, as Chinese input methods leave them behind.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Zero-width characters, directional marks (phone books put these around numbers), soft hyphen, BOM.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212\u30fc_]+")


def half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH)


def tidy(text: str) -> str:
    """Without invisible characters and without white space around."""
    return _INVISIBLE.sub("", text).strip()


def compact(text: str) -> str:
    """Half-width, without spaces and dashes: how numbers are meant when they are grouped for reading."""
    return _SEPARATORS.sub("", half_width(tidy(text)))
