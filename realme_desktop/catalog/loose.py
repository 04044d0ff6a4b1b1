"""JSON as it is met in the field: text within text, quotes unescaped, brackets missing.

RealMe's own samples break the rules (errata 18 and 21). What can be read is read; what can't is None, and
whoever asked shows the raw text. Nothing in here raises, whatever the text.
"""

from __future__ import annotations

from typing import Any

__all__ = ["NOTHING", "Nothing", "loads", "structure", "together", "unwrap"]

MAX_CHARS = 20_000_000
_MAX_REPAIRED = 1_000_000  # characters; the repairs walk them one by one
_UNQUOTE_WORK = 8  # times the length: a hostile text must not make the scanning quadratic
_MAX_LAYERS = 4  # text within text within text: more is nobody's answer


class Nothing:
    """The type of `NOTHING`: not even loosely JSON (None is a JSON value)."""

    def __bool__(self) -> bool:
        return False


NOTHING = Nothing()


def unwrap(value: Any, *, close: bool = True) -> Any:
    """Open JSON text inside a value: a dict or list as it is, a text that holds one opened, else NOTHING."""
    if isinstance(value, dict | list):
        return value
    if not isinstance(value, str):
        return NOTHING
    opened = loads(value, close=close)
    return opened if isinstance(opened, dict | list) else NOTHING


def structure(value: Any) -> Any:
    """The dict or list that a text holds, when it looks like one; every other value as it is."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        opened = unwrap(value)
        return value if opened is NOTHING else opened
    return value


def together(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of its pairs (for `json`). What stands in it twice and differs is a list of both: of a hit
    and a miss under one key, the last word must not be all that is left."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    said: dict[str, list[Any]] = {}
    for key, value in pairs:
        before = said.setdefault(key, [])
        if value not in before:
            before.append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in said.items()}


def loads(text: str, *, close: bool = True) -> Any:
    """`json.loads` with forgiveness; NOTHING when even that fails.

    Forgiven, in this order: a JSON text wrapped as a JSON string; escaped quotes around keys; an object or a
    list put between quotes without escaping it (114); closing brackets left out (109), unless `close` is
    False: where brackets are missing, so may be what stood before them.
    """
    if len(text) > MAX_CHARS:
        return NOTHING
    value: Any = text
    for _ in range(_MAX_LAYERS):
        if not isinstance(value, str):
            return value
        body = value.strip().lstrip("\ufeff")
        opened = _open(body, close)
        if opened is NOTHING:
            return NOTHING if value is text else value
        value = opened
    return value


def _open(body: str, close: bool) -> Any:
    parsed = _strict(body)
    if parsed is not NOTHING or len(body) > _MAX_REPAIRED or body[:1] not in ("{", "[", '"'):
        return parsed
    for repair in (_unescape, _unquote, _close) if close else (_unescape, _unquote):
        body = repair(body)
        parsed = _strict(body)
        if parsed is not NOTHING:
            return parsed
    return NOTHING


def _strict(body: str) -> Any:
    import json

    try:
        return json.loads(body, object_pairs_hook=together)
    except (ValueError, RecursionError):
        return NOTHING


def _unescape(body: str) -> str:
    r"""`{\"a\":\"b\"}`: one layer of escaping too many."""
    return body.replace('\\"', '"') if body.startswith(('{\\"', '[{\\"', '[\\"')) else body


def _unquote(body: str) -> str:
    """`"key": "{"a": 1}"` → `"key": {"a": 1}`: quotes around an object that was never escaped.

    A quote opens such a value when it follows a colon and precedes a bracket; it ends where the bracket's
    partner is followed by a quote.
    """
    out: list[str] = []
    ends: set[int] = set()
    position, length = 0, len(body)
    work = _UNQUOTE_WORK * length
    previous = ""
    while position < length:
        char = body[position]
        if position in ends:
            position += 1
            continue
        if char == '"':
            if previous == ":" and work > 0 and body[position + 1 : position + 2] in ("{", "["):
                end = _partner(body, position + 1)
                work -= length if end is None else end - position
                if end is not None and body[end + 1 : end + 2] == '"':
                    ends.add(end + 1)
                    previous = ""
                    position += 1
                    continue
            stop = _string_end(body, position)
            out.append(body[position:stop])
            previous = '"'
            position = stop
            continue
        out.append(char)
        if not char.isspace():
            previous = char
        position += 1
    return "".join(out)


def _string_end(body: str, start: int) -> int:
    """The position after the string that begins at `start`; the end of the text if it is never closed."""
    position = start + 1
    while True:
        quote = body.find('"', position)
        if quote < 0:
            return len(body)
        backslashes = 0
        while quote - backslashes - 1 > start and body[quote - backslashes - 1] == "\\":
            backslashes += 1
        if backslashes % 2 == 0:
            return quote + 1
        position = quote + 1


def _partner(body: str, start: int) -> int | None:
    """Where the bracket at `start` is closed; None if it is not."""
    depth = 0
    position = start
    while position < len(body):
        char = body[position]
        if char == '"':
            position = _string_end(body, position)
            continue
        if char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _close(body: str) -> str:
    """Close what was left open, at the end; a comma left over goes."""
    open_brackets: list[str] = []
    position = 0
    while position < len(body):
        char = body[position]
        if char == '"':
            stop = _string_end(body, position)
            if stop == len(body) and (stop == position + 1 or body[-1] != '"'):
                return body  # cut within a string: what it said is not known
            position = stop
            continue
        if char in "{[":
            open_brackets.append("}" if char == "{" else "]")
        elif char in "}]" and (not open_brackets or open_brackets.pop() != char):
            return body
        position += 1
    return body.rstrip().rstrip(",") + "".join(reversed(open_brackets))
