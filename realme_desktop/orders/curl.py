"""A kept exchange as a command that says the same again: POSIX shell with curl and openssl.

It signs by itself, because a signature over placeholders would be worth nothing: whoever fills in app_token
and app_key, a password, a picture file or a masked value gets a request that RealMe accepts. What opens doors
is never in it. The order number stays the one that was sent, which RealMe takes once: running a submission
again without changing ORDER_ID charges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import COMMON_FIELDS
from realme_desktop.catalog.text import Language, Text
from realme_desktop.records.exchanges import ExchangeKind, Parameter, StoredExchange

__all__ = ["as_curl"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HARMLESS = re.compile(r"[A-Za-z0-9_.:/-]+")
_OWN = frozenset({"sign", "app_key", "url", "work", "encode", "address", "path", "PATH", "IFS", "HOME"})
_SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "application/octet-stream": "dat"}
_SKIPPED_HEADERS = frozenset({"accept-encoding", "content-length"})

_ABOUT = Text(
    "与 RealMe 的一次交互。需要 sh、curl、openssl。",
    "One exchange with RealMe. Needs sh, curl and openssl.",
)
_FILL_IN = Text(
    "缺少的值由环境变量给出，或在此直接填写：",
    "What is missing comes from environment variables, or is filled in here:",
)
_ONCE = Text(
    "同一订单号 RealMe 只受理一次。换成新的 ORDER_ID 就是一笔新订单，可能计费。",
    "RealMe takes an order number once. With a new ORDER_ID it is a new order, which may be charged.",
)
_PICTURE = Text("图片文件，{size} 字节，SHA-256 {sha256}", "a file of {size} bytes, SHA-256 {sha256}")
_LONG = Text("内容的文本文件，SHA-256 {sha256}", "a text file with the value, SHA-256 {sha256}")


def as_curl(
    exchange: StoredExchange,
    service: Service | None,
    *,
    masked: bool = True,
    language: Language = "zh",
    media_types: Mapping[str, str] | None = None,
) -> str:
    """The command, ending in a line feed. `masked`: values of masked fields are left to be filled in, too.
    `media_types` of the order's pictures by name give the placeholders of files their suffix.

    ValueError for a notification: RealMe says it, not we.
    """
    if exchange.kind is ExchangeKind.NOTIFICATION:
        raise ValueError("a notification is not a request of ours")
    script = _Script(exchange, service, masked, language, media_types or {})
    return script.text()


class _Script:
    def __init__(
        self,
        exchange: StoredExchange,
        service: Service | None,
        masked: bool,
        language: Language,
        media_types: Mapping[str, str],
    ) -> None:
        self._exchange = exchange
        self._language: Language = language
        self._media_types = media_types
        self._hidden = _hidden_names(service) if masked else frozenset()
        self._variables = _variables(exchange.params)
        self._files = {param.name: param for param in exchange.params if param.is_file}

    def text(self) -> str:
        exchange = self._exchange
        lines = [
            "#!/bin/sh",
            f"# {_ABOUT.in_(self._language)}",
            f"# {exchange.method} {_commented(exchange.url)}",
            f"# {_FILL_IN.in_(self._language)}",
        ]
        if exchange.kind is ExchangeKind.SUBMIT:
            lines.insert(3, f"# {_ONCE.in_(self._language)}")
        lines.append('app_key="${REALME_APP_KEY:?app_key}"')
        for param in exchange.params:
            lines += self._assigned(param)
        lines += ["", *self._functions(), "", *self._signed(), "", *self._called()]
        return "\n".join(lines) + "\n"

    def _assigned(self, param: Parameter) -> list[str]:
        name = self._variables[param.name]
        if param.name == "app_token":
            return [f'{name}="${{REALME_APP_TOKEN:?app_token}}"']
        if param.is_file:
            suffix = (
                "txt" if param.form == "long" else _SUFFIX.get(self._media_types.get(param.name, ""), "jpg")
            )
            words = (_LONG if param.form == "long" else _PICTURE).format(size=param.size, sha256=param.sha256)
            return [
                f'{name}="${{{name.upper()}_FILE:-{name}.{suffix}}}"  # @{name}.{suffix}: '
                f"{words.in_(self._language)}"
            ]
        if param.text is None or param.name in self._hidden:
            return [f'{name}="${{{name.upper()}:?{name}}}"']
        if param.name == "order_id" and _HARMLESS.fullmatch(param.text):
            return [f'{name}="${{ORDER_ID:-{param.text}}}"']
        return _assignment(name, param.text)

    def _functions(self) -> list[str]:
        """`encode` reads a value and writes it as the signature wants it."""
        flavour = self._exchange.signing.get("url_encoding", "java")
        lines = []
        if flavour == "none":
            lines.append("encode() { cat; }")
        else:
            keep, space = ("*-._", "+") if flavour == "java" else ("-._~", "%20")
            lines += _ENCODE.format(keep=keep, space=space).split("\n")
        if self._files:
            lines += ["work=$(mktemp -d) || exit 1", "trap 'rm -rf \"$work\"' EXIT"]
            lines += [f"{self._text_of(param)} >\"$work/{self._variables[name]}\" || exit 1"
                      for name, param in self._files.items()]  # fmt: skip
        return lines

    def _text_of(self, param: Parameter) -> str:
        """A command that writes the file as it travels."""
        name = self._variables[param.name]
        if param.form == "long":
            return f'cat "${name}"'
        if param.form == "text":
            return f"tr -d ' \\t\\r\\n' <\"${name}\""
        plain = f'openssl base64 -A -in "${name}"'
        if param.form.startswith("data:"):
            return f"{{ printf '%s' {_quoted(param.form)}; {plain}; }}"
        return plain

    def _signed(self) -> list[str]:
        exchange = self._exchange
        lines = ["sign=$("]
        lines.append("  {")
        for name, piece in exchange.signed:
            if name == "":
                lines.append(f"    printf '%s' {_quoted(piece or '')}")
            elif name in self._files:
                lines.append(f"    {self._signed_file(self._files[name])}")
            else:
                lines.append(f"    printf '%s' \"${self._variables.get(name, name)}\" | encode")
        tail = "  } | openssl dgst -sha256 -hmac \"$app_key\" | sed 's/^.*= *//'"
        if exchange.signing.get("hex_case") == "upper":
            tail += " | tr a-f A-F"
        lines += [tail, ")"]
        if exchange.signature:
            lines.append(f"# sign = {exchange.signature}")
        return lines

    def _signed_file(self, param: Parameter) -> str:
        name = self._variables[param.name]
        if self._exchange.signing.get("pictures") == "md5" and param.form != "long":
            digest = "openssl dgst -md5 | sed 's/^.*= *//' | tr -d '\\n'"
            if param.form == "text":
                return f'openssl base64 -d -A -in "$work/{name}" | {digest}'
            return f'cat "${name}" | {digest}'
        plain = param.form in ("text", "base64")
        if plain and self._exchange.signing.get("url_encoding") != "none":
            return f"sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g' \"$work/{name}\" | tr -d '\\n'"
        return f'encode <"$work/{name}"'

    def _called(self) -> list[str]:
        exchange = self._exchange
        get = exchange.method == "GET"
        lines = [f"curl --silent --show-error{' --get' if get else ''} {_quoted(exchange.url)}"]
        for name, value in exchange.headers.items():
            if name.lower() in _SKIPPED_HEADERS:
                continue
            if value is None:
                lines.append(f'-H {_quoted(name + ": ")}"${{{_shell_name(name)}:?{_shell_name(name)}}}"')
            else:
                lines.append(f"-H {_quoted(f'{name}: {value}')}")
        for param in exchange.params:
            name = self._variables[param.name]
            if param.is_file:
                lines.append(f'--data-urlencode {_quoted(param.name)}@"$work/{name}"')
            else:
                lines.append(f'--data-urlencode {_quoted(param.name)}="${name}"')
        lines.append('--data-urlencode sign="$sign"')
        return [" \\\n  ".join(lines)]


_ENCODE = """encode() {{
  od -An -v -tx1 | LC_ALL=C awk -v keep='{keep}' -v space='{space}' '
    BEGIN {{ hex = "0123456789abcdef" }}
    {{ for (i = 1; i <= NF; i++) {{
        n = (index(hex, substr($i, 1, 1)) - 1) * 16 + index(hex, substr($i, 2, 1)) - 1
        c = (n > 32 && n < 127) ? sprintf("%c", n) : ""
        if (n == 32) printf "%s", space
        else if (c != "" && (c ~ /[A-Za-z0-9]/ || index(keep, c))) printf "%s", c
        else printf "%%%s", toupper($i) }} }}'
}}"""


def _hidden_names(service: Service | None) -> frozenset[str]:
    fields = (*(service.fields if service is not None else ()), *COMMON_FIELDS)
    return frozenset(field.name for field in fields if field.sensitivity.masked)


def _variables(params: tuple[Parameter, ...]) -> dict[str, str]:
    """A name of the shell for each parameter."""
    found: dict[str, str] = {}
    for number, param in enumerate(params):
        fits = _NAME.fullmatch(param.name) and param.name not in _OWN
        found[param.name] = param.name if fits else f"value_{number}"
    return found


def _shell_name(header: str) -> str:
    return "HEADER_" + re.sub(r"[^A-Za-z0-9]", "_", header).upper()


def _commented(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def _quoted(text: str) -> str:
    """One word of the shell that stands for the text. Without NUL, which no argument can hold."""
    text = text.replace("\0", "")
    if _HARMLESS.fullmatch(text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def _assignment(name: str, text: str) -> list[str]:
    """Control characters as escapes: a command that is pasted into a terminal must not steer it."""
    if all(char >= " " and char != "\x7f" for char in text):
        return [f"{name}={_quoted(text)}"]
    data = text.replace("\0", "").encode("utf-8", "replace")
    octal = "".join(
        chr(byte) if 32 < byte < 127 and chr(byte) not in "%\\'" else f"\\{byte:03o}" for byte in data
    )
    return [f"{name}=$(printf '{octal}x'); {name}=${{{name}%x}}"]
