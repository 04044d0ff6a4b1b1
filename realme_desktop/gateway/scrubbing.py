"""What a server says back of what it was told in confidence.

An error page of a gateway may hold the whole request: the customer's password, the signature, a megabyte of
face. None of it may get into the records or the log by way of the reply.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from realme_desktop.catalog.masking import HIDDEN
from realme_desktop.gateway.forms import encode_base64, encode_text
from realme_desktop.gateway.reply import Reply

__all__ = ["private_texts", "scrubbed"]

_SHORTEST = 4  # what is shorter stands in any text by chance
_DISTINCT = 16  # from here on a text is itself wherever it stands, also within a longer word
# Two pictures of one encoder begin with a thousand equal characters; an echo goes on beyond that.
_PICTURE_RUN = 4096
_SMALLEST_PICTURE = 64  # a file of fewer characters is no picture

# RealMe's own words on the call. A code that equals one of them by chance must not make it unreadable.
_KEPT = frozenset({"return_code", "resp_code", "order_id", "order_date", "seq_id", "realme_date", "mp_ssim"})


def private_texts(value: str) -> tuple[str, ...]:
    """The value of a SECRET field, and the codes within if it is a list of them."""
    try:
        rows = json.loads(value) if value[:1] == "[" else []
    except ValueError:
        rows = []
    inner = (row["value"] for row in rows if isinstance(row, dict) and isinstance(row.get("value"), str))
    return (value, *inner)


def scrubbed(reply: Reply, texts: Collection[str], pictures: Collection[bytes] = ()) -> Reply:
    """The reply without what was sent in confidence: `texts`, and `pictures` (as BASE64). Long for a long
    reply."""
    if not reply.raw:
        return reply
    pattern = _pattern(texts, reply.raw)
    long = (picture for picture in pictures if len(reply.raw) >= min(len(picture), _PICTURE_RUN))
    runs = [run for picture in long for run in _forms(picture)]
    if pattern is None and not runs:  # nearly always
        return reply

    def clean(text: str) -> str:
        for run in runs:
            text = _without_run(text, run)
        return pattern.sub(HIDDEN, text) if pattern is not None else text

    raw = clean(reply.raw)
    if raw == reply.raw:
        return reply
    values = {
        clean(name): item if name in _KEPT else _walk(item, clean) for name, item in reply.values.items()
    }
    return replace(
        reply,
        raw=raw,
        values=values,
        return_message=clean(reply.return_message) if reply.return_message else reply.return_message,
        resp_info=clean(reply.resp_info) if reply.resp_info else reply.resp_info,
    )


def _walk(value: Any, clean: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _walk(item, clean) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, clean) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return HIDDEN if clean(str(value)) == HIDDEN else value
    return value


def _pattern(texts: Collection[str], raw: str) -> re.Pattern[str] | None:
    """Finds any of them in any spelling; None if none is there at all."""
    found: dict[str, None] = {}
    seen: list[str] = []
    for text in texts:
        if len(text) < _SHORTEST:
            continue
        for form in (text,) if text.isalnum() and text.isascii() else tuple(_spellings(text)):
            seen.append(form)
            bare = re.escape(form)
            found[bare if len(form) >= _DISTINCT else f"(?<![0-9A-Za-z]){bare}(?![0-9A-Za-z])"] = None
    if not any(form in raw for form in seen):
        return None
    # The longest first: a list of codes goes as a whole before its codes do.
    return re.compile("|".join(sorted(found, key=len, reverse=True)))


def _spellings(text: str) -> Iterator[str]:
    """As it is, and as JSON, a form, a URL or HTML would write it."""
    yield text
    yield json.dumps(text)[1:-1]
    yield json.dumps(text, ensure_ascii=False)[1:-1]
    yield encode_text(text).decode("ascii")
    yield quote(text, safe="", errors="replace")
    yield escape(text)


def _forms(picture: bytes) -> Iterator[str]:
    _, _, text = picture.rpartition(b",")  # without a `data:…;base64` in front
    yield text.decode("ascii")
    yield encode_base64(text).decode("ascii")


def _without_run(text: str, run: str) -> str:
    if len(run) < _SMALLEST_PICTURE:
        return text
    enough = run[:_PICTURE_RUN]
    parts: list[str] = []
    after = 0
    while (at := text.find(enough, after)) >= 0:
        parts += (text[after:at], HIDDEN)
        after = at + _common(text, at, run)
    return "".join((*parts, text[after:])) if parts else text


def _common(text: str, at: int, run: str) -> int:
    """How many characters of `run` stand in `text` at `at`, by halving: comparing one by one is slow."""
    low, high = 0, min(len(run), len(text) - at)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(run[low:middle], at + low):
            low = middle
        else:
            high = middle - 1
    return low
