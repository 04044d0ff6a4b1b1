"""What of a request may be told: to the records, and to whoever looks at the raw exchange."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

import realme_desktop
from realme_desktop.config.environment import Environment, SigningSettings
from realme_desktop.gateway.reply import SentPart

__all__ = ["FORM_TYPE", "Telling", "own_headers", "request_parts"]

FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"
_LONGEST = 16 * 1024  # characters of a value; a longer one is told as a file is
_PRIVATE_HEADER = re.compile("auth|cookie|key|token|secret|passw", re.IGNORECASE)


def own_headers(environment: Environment) -> dict[str, str]:
    """The headers of every request: ours, then the environment's own."""
    return {
        "User-Agent": f"realme-desktop/{realme_desktop.__version__}",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    } | dict(environment.headers)


def request_parts(
    everything: Mapping[str, str | bytes], files: Mapping[str, bytes], secret: Collection[str]
) -> tuple[SentPart, ...]:
    """`everything` is what is sent, in its order; `files` the bytes behind those of it that are BASE64."""
    return tuple(_part(name, value, files.get(name), secret) for name, value in everything.items())


def _part(name: str, value: str | bytes, file: bytes | None, secret: Collection[str]) -> SentPart:
    if name in secret or name == "app_token":
        return SentPart(name=name)
    if isinstance(value, bytes) and file is not None:
        return SentPart(name=name, sha256=_sha256(file), size=len(file), form=_form(value, file))
    text = value if isinstance(value, str) else value.decode("ascii", "replace")
    if len(text) <= _LONGEST:
        return SentPart(name=name, text=text)
    data = text.encode("utf-8", "replace")
    return SentPart(name=name, sha256=_sha256(data), size=len(data), form="long")


def _form(sent: bytes, file: bytes) -> str:
    if sent.startswith(b"data:"):
        return sent.partition(b",")[0].decode("ascii") + ","
    return "base64" if len(sent) == (len(file) + 2) // 3 * 4 else "text"


@functools.lru_cache(maxsize=8)
def _as_dict(signing: SigningSettings) -> Mapping[str, str]:
    return MappingProxyType(dataclasses.asdict(signing))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Telling:
    """Gathers what may be told of a request while it is signed, so that megabytes are encoded only once.

    `everything` is what is sent, in its order; `files` the bytes behind those of it that are BASE64; the
    values of `secret` names are not told.
    """

    def __init__(
        self,
        environment: Environment,
        everything: Mapping[str, str | bytes],
        files: Mapping[str, bytes],
        secret: Collection[str],
    ) -> None:
        self._environment = environment
        self._secret = any(name in secret for name in everything)
        self._parts = request_parts(everything, files, secret)
        self._told = {part.name for part in self._parts if part.text is not None} | {""}
        # An MD5 stands in the signed text as it is, and is no secret.
        if environment.signing.pictures == "md5":
            files_sent = {name for name, value in everything.items() if isinstance(value, bytes)}
            self._told |= {part.name for part in self._parts if part.form and part.name in files_sent}
        self._signed: list[tuple[str, str | None]] = []

    def signed(self, name: str, piece: bytes) -> None:
        """One piece of the signed text, with the name of its parameter."""
        self._signed.append((name, piece.decode("utf-8") if name in self._told else None))

    def facts(self, method: str, sign: str) -> dict[str, Any]:
        """The later fields of `SentRequest`. No signature that a SECRET value went into: see
        `records/exchanges.py`."""
        headers = _told_headers(self._environment)
        return {
            "parts": self._parts,
            "signed": tuple(self._signed),
            "sign": "" if self._secret else sign,
            "signing": _as_dict(self._environment.signing),
            "headers": headers if method == "GET" else {**headers, "Content-Type": FORM_TYPE},
        }


def _told_headers(environment: Environment) -> Mapping[str, str | None]:
    return _without_private(tuple(own_headers(environment).items()))


@functools.lru_cache(maxsize=8)
def _without_private(headers: tuple[tuple[str, str], ...]) -> Mapping[str, str | None]:
    return MappingProxyType(
        {name: None if _PRIVATE_HEADER.search(name) else value for name, value in headers}
    )
