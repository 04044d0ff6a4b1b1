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
from realme_desktop.gateway.forms import EncodedForm
from realme_desktop.gateway.reply import SentPart
from realme_desktop.gateway.signing import signed_pieces

__all__ = ["FORM_TYPE", "own_headers", "request_parts", "told_of_request"]

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


def told_of_request(
    method: str,
    address: str,
    everything: Mapping[str, str | bytes],
    files: Mapping[str, bytes],
    secret: Collection[str],
    form: EncodedForm,
    sign: str,
    environment: Environment,
) -> dict[str, Any]:
    """The later fields of `SentRequest`. `address` is the signed one."""
    parts = request_parts(everything, files, secret)
    told = {part.name for part in parts if part.text is not None} | {""}
    # An MD5 stands in the signed text as it is, and is no secret.
    if environment.signing.pictures == "md5":
        told |= {part.name for part in parts if part.form and isinstance(everything[part.name], bytes)}
    pieces = signed_pieces(method, address, everything, environment.signing, form=form)
    signed = tuple((name, piece.decode("utf-8") if name in told else None) for name, piece in pieces)
    headers: dict[str, str | None] = {
        name: None if _PRIVATE_HEADER.search(name) else value
        for name, value in own_headers(environment).items()
    }
    if method != "GET":
        headers["Content-Type"] = FORM_TYPE
    return {
        "parts": parts,
        "signed": signed,
        "sign": "" if any(part.name in secret for part in parts) else sign,
        "signing": _as_dict(environment.signing),
        "headers": headers,
    }
