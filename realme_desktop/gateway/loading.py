"""A body of bytes as a JSON object, whatever the server did to it. Nothing in here raises."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from realme_desktop.catalog.loose import together

__all__ = ["Loaded", "as_text", "load", "load_body"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`values` is None when the body is no JSON object, and `detail` then says why. `conflicts` names the
    keys that stand in the object more than once with different values (the last one is in `values`)."""

    values: Mapping[str, Any] | None
    detail: str = ""
    conflicts: frozenset[str] = field(default_factory=frozenset)


_MAX_DEPTH = 100
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CHINESE = frozenset({"gbk", "gb2312", "gb18030", "x-gbk", "cp936"})


def as_text(body: bytes, content_type: str = "") -> str:
    """The body as text to show: UTF-8, else GBK if the server says so, else UTF-8 with odd bytes escaped."""
    return _decoded(body, content_type, "backslashreplace")


def _decoded(body: bytes, content_type: str, errors: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        charset = _CHARSET.search(content_type)
        chinese = charset is not None and charset[1].lower() in _CHINESE
        return body.decode("gb18030" if chinese else "utf-8", errors)


def load_body(body: bytes, content_type: str = "") -> Loaded:
    """`load` for bytes. Odd bytes become U+FFFD: one in a name must not hide a result."""
    return load(_decoded(body, content_type, "replace"))


def load(text: str) -> Loaded:
    """Read a JSON object tolerantly.

    Forgiven: an object wrapped as a JSON string, and an object or list put between quotes unescaped, as in
    RealMe's own sample (errata 21). Never forgiven: a text that ends too early, for what is cut off might
    have said the contrary.
    """
    if not text.strip():
        return Loaded(None, "the body is empty")
    first = _parse(text)
    if first.values is not None or (repaired := _unquote(text)) == text:
        return first
    second = _parse(repaired)
    if second.values is None:
        return first
    return Loaded(second.values, "quotes around JSON text were not escaped", second.conflicts)


def _parse(text: str) -> Loaded:
    pairs: list[tuple[str, Any]] = []

    def collect(items: list[tuple[str, Any]]) -> dict[str, Any]:
        pairs[:] = items  # the outermost object comes last
        return together(items)

    value: Any = text
    try:
        for _ in range(2):
            value = json.loads(
                value, object_pairs_hook=collect, parse_float=_float, parse_constant=lambda name: name
            )
            if not isinstance(value, str):
                break
        if not isinstance(value, dict):
            return Loaded(None, "the JSON is not an object")
        return Loaded({_clean(key): _clean(item) for key, item in pairs}, "", _conflicts(pairs))
    except RecursionError:
        return Loaded(None, "the JSON is nested too deeply")
    except ValueError as error:  # JSONDecodeError, or a number of thousands of digits
        place = f" at {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        return Loaded(None, f"the body is not valid JSON{place}")


def _conflicts(pairs: list[tuple[str, Any]]) -> frozenset[str]:
    seen: dict[str, Any] = {}
    return frozenset(key for key, value in pairs if seen.setdefault(key, value) != value)


def _float(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text  # 1e999 is nobody's score


def _clean(value: Any, depth: int = 0) -> Any:
    """The same without halves of surrogate pairs, which neither a database nor a file could take.

    RecursionError beyond a depth that no answer has, and that whoever walks the values later can bear.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if depth > _MAX_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {_clean(key): _clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    return value


_OPENING = re.compile(r"""(:\s*)"(?=\s*(?:\{\s*["}]|\[\s*["\[{\]]))""")
_CLOSING = re.compile(r"""([}\]])"(?=\s*[,}])""")


def _unquote(text: str) -> str:
    return _CLOSING.sub(r"\1", _OPENING.sub(r"\1", text))
