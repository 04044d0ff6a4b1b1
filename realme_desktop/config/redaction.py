"""Takes personal data and secrets out of a text that is to be kept or passed on: a log, a report for support.

The first net is what is written at all: log messages hold order numbers, states and codes, never values. This
is the second, for what a mistake or another library lets through:

- by class: `name=value`, `"name": "value"` and the like, where the catalog calls the field of that name
  sensitive, or where the name is one of a secret;
- by pattern: ID numbers, mobiles, bank cards, signatures and keys, long BASE64, the query and the user of an
  address, mail addresses, and words in Chinese, because names and addresses are.
"""

from __future__ import annotations

import functools
import re
import traceback

__all__ = ["GONE", "redacted", "told_error"]

GONE = "[…]"

_SECRET_NAMES = (
    "app_key", "appkey", "app_token", "sign", "signature", "password", "passphrase", "secret", "data_key",
    "authorization", "proxy-authorization", "cookie", "token",
)  # fmt: skip

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=://)[^\s/@'\"]+@",  # the user and password of an address
        r"(?<=[a-zA-Z0-9/])\?[^\s'\"<>]*=[^\s'\"<>]*",  # a query
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])",  # ID number
        r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])",  # of the first generation
        r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])",  # mobile
        r"(?<![0-9A-Za-z])\d{13,19}(?![0-9A-Za-z])",  # bank card; an order number has 30 digits
        r"(?<![0-9A-Za-z])(?:\d{4}[ -]){3}\d{1,7}(?![0-9A-Za-z])",
        r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{32,}(?![0-9A-Fa-f])(?<!\d{30})",  # digests, signatures, keys
        r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{80,}={0,2}",  # BASE64
        # Words in other spellings: of JSON, of Python's repr of bytes, of an address.
        r"(?:\\{1,2}u[0-9a-fA-F]{4}|\\{1,2}U[0-9a-fA-F]{8}|\\{1,2}x[0-9a-fA-F]{2}|%[0-9A-Fa-f]{2}){2,}",
        r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:[·•.\s]?[\u3400-\u9fff]+)*",
    )
)


@functools.lru_cache(maxsize=1)
def _by_class() -> re.Pattern[str]:
    from realme_desktop.catalog.registry import COMMON_FIELDS, SERVICES

    names = {field.name for field in COMMON_FIELDS if field.sensitivity.masked}
    for service in SERVICES:
        names |= {field.name for field in service.fields if field.sensitivity.masked}
        names |= {field.name for field in service.returns if field.sensitivity.masked}
    every = "|".join(sorted(map(re.escape, names | set(_SECRET_NAMES)), key=len, reverse=True))
    value = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s,;&}\])]+)"
    return re.compile(rf"(?i)(?<![\w-])(['\"]?(?:{every})['\"]?\s*[=:]\s*){value}")


def redacted(text: str) -> str:
    """The text with everything taken out that looks like personal data or a secret."""
    text = _by_class().sub(lambda found: f"{found[1]}{GONE}", text)
    for pattern in _PATTERNS:
        text = pattern.sub(GONE, text)
    return text


def told_error(error: BaseException | None) -> str:
    """What an exception may leave behind: types and places, and of its words only those of our own classes,
    which are written for the log. Those of others may quote what they were given."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if len(lines):
            lines.append("caused by")
        places = traceback.extract_tb(error.__traceback__)
        lines += [f"  {_short(place.filename)}:{place.lineno} in {place.name}" for place in places]
        words = f": {redacted(str(error))}" if type(error).__module__.startswith("realme_desktop") else ""
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}{words}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


def _short(filename: str) -> str:
    """Without what stands before the package: the path to it names the user."""
    parts = re.split(r"[\\/]", filename)
    for anchor in ("realme_desktop", "site-packages"):
        if anchor in parts:
            return "/".join(parts[parts.index(anchor) :])
    return parts[-1]
