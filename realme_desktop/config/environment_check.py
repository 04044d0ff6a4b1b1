"""Whether an environment can be used: the rules of its fields, one function each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from realme_desktop.catalog.text import Text
from realme_desktop.config.addresses import (
    base_problem,
    host_of,
    is_loopback,
    proxy_problem,
    url_problem,
)
from realme_desktop.config.environment import (
    Environment,
    EnvironmentKind,
    HexCase,
    PictureValue,
    Scope,
    UrlEncoding,
)
from realme_desktop.config.problems import ConfigProblem

__all__ = ["KEY", "check_environment"]

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What the key of an environment looks like: it names the entry in the keyring and the command line."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110: a header's name
_OURS = frozenset(
    {
        "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect",
        "host", "keep-alive", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip
_RESULT_PATH = re.compile(r"/[\w.~/-]*", re.ASCII)
SIGNING_CHOICES = {
    "url_encoding": get_args(UrlEncoding),
    "scope": get_args(Scope),
    "hex_case": get_args(HexCase),
    "pictures": get_args(PictureValue),
}
TIMEOUT_BOUNDS = (0.05, 600.0)


def check_environment(env: Environment) -> tuple[ConfigProblem, ...]:
    """Everything that is wrong with it, in words; an environment with problems must not be sent to.

    The sandbox may lack a base: the console fills it in when the sandbox runs.
    """
    return tuple(
        ConfigProblem(words=words, key=f"{env.key}.{field}", field=field) for field, words in _problems(env)
    )


def _problems(env: Environment) -> Iterator[tuple[str, Text]]:
    if not KEY.fullmatch(env.key):
        yield (
            "key",
            Text("环境名只能含小写字母、数字、- 和 _，最多 32 个字符。",
                 "A key holds lower-case letters, digits, - and _ only, at most 32."),
        )  # fmt: skip
    if not env.title.zh.strip() or not env.title.en.strip():
        yield "title", Text("缺少名称。", "The title is missing.")
    yield from _addresses(env)
    yield from _headers(env)
    for name, choices in SIGNING_CHOICES.items():
        if getattr(env.signing, name) not in choices:
            yield f"signing.{name}", _one_of(choices)
    low, high = TIMEOUT_BOUNDS
    for name in ("connect", "read", "write"):
        if not low <= getattr(env.timeouts, name) <= high:
            yield f"timeouts.{name}", _between(low, high)
    if words := proxy_problem(env.proxy):
        yield "proxy", words
    if env.ca_file is not None and not env.ca_file.is_file():
        yield "ca_file", Text("找不到此文件。", "There is no such file.")
    for segment, path in env.result_paths.items():
        if not _RESULT_PATH.fullmatch(path) or ".." in path:
            words = Text(
                "路径应以 / 开头，如 /v3/checkresult。", "A path starts with /, as in /v3/checkresult."
            )
            yield f"result_paths.{segment}", words
    for segment, threshold in env.thresholds.items():
        if not 0 <= threshold <= 100:
            yield f"thresholds.{segment}", _between(0, 100)
    if not 0 <= env.default_threshold <= 100:
        yield "default_threshold", _between(0, 100)
    if len(env.notification_reply) > 500 or not env.notification_reply.isprintable():
        yield (
            "notification_reply",
            Text("最多 500 个字符，且不含换行。", "At most 500 characters in one line."),
        )


def _addresses(env: Environment) -> Iterator[tuple[str, Text]]:
    if env.base or env.kind is not EnvironmentKind.SANDBOX:
        if words := base_problem(env.base) if env.base else Text("缺少地址。", "The address is missing."):
            yield "base", words
        elif env.kind is EnvironmentKind.SANDBOX and not is_loopback(host_of(env.base)):
            yield (
                "base",
                Text("沙箱只能在本机上。", "A sandbox is on this computer only."),
            )
    # What is signed is never contacted: a gateway may well speak http to RealMe behind it.
    if env.signing_base and (words := url_problem(env.signing_base)):
        yield "signing_base", words
    if env.notify_url and (words := url_problem(env.notify_url)):
        yield "notify_url", words


def _headers(env: Environment) -> Iterator[tuple[str, Text]]:
    for name, value in env.headers.items():
        if not _TOKEN.fullmatch(name):
            yield f"headers.{name}", Text("这不是有效的请求头名称。", "This can't be the name of a header.")
        elif name.lower() in _OURS:
            yield f"headers.{name}", Text("此请求头由程序填写。", "This header is filled in by the program.")
        elif not value.isascii() or not value.isprintable():
            words = Text(
                "请求头的值只能含可见的 ASCII 字符。", "A header's value holds visible ASCII characters only."
            )
            yield f"headers.{name}", words


def _one_of(choices: tuple[str, ...]) -> Text:
    allowed = ", ".join(choices)
    return Text("只能是以下之一：{allowed}。", "It must be one of: {allowed}.").format(allowed=allowed)


def _between(low: float, high: float) -> Text:
    words = Text("必须在 {low:g} 到 {high:g} 之间。", "It must be between {low:g} and {high:g}.")
    return words.format(low=low, high=high)
