"""An environment as a TOML table, and back. Values of the wrong form become problems, never exceptions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from realme_desktop.catalog.text import Text
from realme_desktop.config.environment import (
    FIELDS,
    Environment,
    EnvironmentKind,
    SigningSettings,
    Timeouts,
)

__all__ = ["apply_table", "looks_secret", "table_of"]

Complain = Callable[[str, Text], None]
"""Takes the dotted field below the environment, and the words."""


class _Wrong(Exception):
    """The value can't be read at all; the field stays as it was."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def apply_table(env: Environment, table: Mapping[str, Any], complain: Complain) -> Environment:
    """`env` with what the table says. What it says wrongly is complained about and left out."""
    changes: dict[str, Any] = {}
    for name, value in table.items():
        if name == "locked":
            continue  # the caller's
        if looks_secret(name):
            complain(name, _SECRET)
        elif name not in FIELDS:
            complain(name, _UNKNOWN)
        else:
            try:
                changes[name] = _READERS[name](value, env, _below(name, complain))
            except _Wrong as wrong:
                complain(name, wrong.words)
    return replace(env, **changes)


def _below(name: str, complain: Complain) -> Complain:
    return lambda part, words: complain(f"{name}.{part}", words)


def table_of(env: Environment, below: Environment | None) -> dict[str, Any]:
    """What a file has to say to make `env` out of `below` (the presets and the site file)."""
    table: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(env, name)
        if below is not None and value == getattr(below, name):
            continue
        table[name] = _written(value)
    return table


def looks_secret(name: str) -> bool:
    """Whether an entry or a header of this name would hold something that opens doors."""
    plain = name.lower().replace("-", "_")
    return any(word in plain for word in _SECRET_WORDS)


_SECRET_WORDS = (
    "app_key",
    "appkey",
    "app_token",
    "secret",
    "password",
    "private_key",
    "authorization",
    "cookie",
)


_SECRET = Text(
    "密钥不能写在文件里：请从此文件中删除，并在设置的“凭据”中输入，它们保存在系统密钥环中。",
    "Keys never belong in a file: delete it here and enter it under Credentials, which keeps it in the "
    "system's keyring.",
)
_UNKNOWN = Text("没有这一项，已忽略。", "There is no such entry; it is ignored.")
_TEXT = Text("必须是文字。", "It must be text.")
_NUMBER = Text("必须是数字。", "It must be a number.")
_RATE = Text("必须是 0 到 1000 的数字。", "It must be a number from 0 to 1000.")
_TABLE = Text("必须是一个表。", "It must be a table.")
_BOOL = Text("只能是 true 或 false。", "It must be true or false.")

Reader = Callable[[Any, Environment, Complain], Any]


def _text(value: Any, *_: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong(_TEXT)
    return value.strip()


def _base(value: Any, *_: Any) -> str:
    return _text(value).rstrip("/")


def _title(value: Any, _env: Environment, complain: Complain) -> Text:
    if isinstance(value, str):
        return Text(value.strip(), value.strip())
    given = _mapping(value, complain, _is_text, _TEXT)
    for name in given.keys() - {"zh", "en"}:
        complain(name, _UNKNOWN)
    either = given.get("zh") or given.get("en") or ""
    return Text(given.get("zh") or either, given.get("en") or either)


def _kind(value: Any, env: Environment, _: Complain) -> EnvironmentKind:
    if env.preset:
        if value != env.kind.value:
            raise _Wrong(
                Text("内置环境的种类不能更改。", "The kind of a built-in environment can't be changed.")
            )
        return env.kind
    if value in ("integration", "production"):
        return EnvironmentKind(value)
    raise _Wrong(Text("只能是 integration 或 production。", "It must be integration or production."))


def _bool(value: Any, *_: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(_BOOL)
    return value


def _number(value: Any, *_: Any) -> float:
    if not _is_number(value):
        raise _Wrong(_NUMBER)
    return float(value)


def _count(value: Any, *_: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 32:
        raise _Wrong(Text("必须是 0 到 32 的整数。", "It must be a whole number from 0 to 32."))
    return value


def _rate(value: Any, *_: Any) -> float | None:
    if value == "":
        return None
    if not _is_number(value) or not 0 <= value <= 1000:
        raise _Wrong(_RATE)
    return float(value)


def _rates(value: Any, _env: Environment, complain: Complain) -> dict[str, float]:
    fits = lambda rate: _is_number(rate) and 0 < rate <= 1000  # noqa: E731
    given = _mapping(value, complain, fits, _RATE)
    return {name: float(rate) for name, rate in given.items()}


def _path(value: Any, *_: Any) -> Path | None:
    text = _text(value)
    if not text:
        return None
    if "\0" in text or not Path(text).is_absolute():
        raise _Wrong(Text("必须是完整路径。", "It must be a full path."))
    return Path(text)


def _texts(value: Any, _env: Environment, complain: Complain) -> dict[str, str]:
    return _mapping(value, complain, _is_text, _TEXT)


def _numbers(value: Any, _env: Environment, complain: Complain) -> dict[str, float]:
    numbers = _mapping(value, complain, _is_number, _NUMBER)
    return {name: float(number) for name, number in numbers.items()}


def _headers(value: Any, _env: Environment, complain: Complain) -> dict[str, str]:
    given = _mapping(value, complain, _is_text, _TEXT)
    for name in [name for name in given if looks_secret(name)]:
        complain(name, _SECRET)
        del given[name]
    return given


def _signing(value: Any, env: Environment, complain: Complain) -> SigningSettings:
    given = _mapping(value, complain, _is_text, _TEXT)
    return replace(env.signing, **_known(SigningSettings, given, complain))


def _timeouts(value: Any, env: Environment, complain: Complain) -> Timeouts:
    return replace(env.timeouts, **_known(Timeouts, _numbers(value, env, complain), complain))


def _known(model: type, given: Mapping[str, Any], complain: Complain) -> dict[str, Any]:
    names = {field.name for field in fields(model)}
    for name in given.keys() - names:
        complain(name, _UNKNOWN)
    return {name: value for name, value in given.items() if name in names}


def _mapping(value: Any, complain: Complain, fits: Callable[[Any], bool], words: Text) -> dict[str, Any]:
    """The entries that fit, each other one complained about."""
    if not isinstance(value, dict):
        raise _Wrong(_TABLE)
    for name in [name for name, item in value.items() if not fits(item)]:
        complain(name, words)
    return {name: item for name, item in value.items() if fits(item)}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e12 and math.isfinite(value)


_READERS: Mapping[str, Reader] = {
    "title": _title,
    "kind": _kind,
    "base": _base,
    "signing_base": _base,
    "headers": _headers,
    "signing": _signing,
    "timeouts": _timeouts,
    "proxy": _text,
    "ca_file": _path,
    "notify_url": _text,
    "picture_prefix": _bool,
    "result_paths": _texts,
    "thresholds": _numbers,
    "default_threshold": _number,
    "concurrency": _count,
    "per_second": _rate,
    "service_per_second": _rates,
    "notification_reply": _text,
}


def _written(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, EnvironmentKind):
        return value.value
    if isinstance(value, SigningSettings | Timeouts):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if value is None or isinstance(value, Path):
        return str(value or "")
    return value
