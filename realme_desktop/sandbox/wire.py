"""From received bytes to parameters, strictly: what two honest encoders would not have written is refused.

A lenient reader would let some changed bytes pass (`%e4` for `%E4`, a second value for one name), and the
signature is over the values only. So names must be known, each comes once, and each value must stand as an
encoder writes it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_to_bytes

from realme_desktop.catalog.model import Field, Service
from realme_desktop.catalog.registry import COMMON_FIELDS
from realme_desktop.gateway.forms import encode_text, is_base64

__all__ = ["BadParameters", "BadSignature", "Parameters", "decode_picture", "read_parameters"]

_COMMON = frozenset(field.name for field in COMMON_FIELDS)


class BadParameters(ValueError):
    """90101; the text names what is wrong, never a value."""


class BadSignature(ValueError):
    """90102: these can't be the bytes that were signed."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter by wire name, `sign` included."""

    values: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def own(self, service: Service) -> dict[str, str]:
        """Those of the service itself that hold something."""
        return {field.name: self.values[field.name] for field in service.fields if self.get(field.name)}


def _decode(raw: bytes) -> str:
    """One value. BASE64 has only three characters that are escaped, so it takes a short way."""
    if b"+" not in raw and b"/" not in raw and b"=" not in raw:
        short = raw.replace(b"%2B", b"+").replace(b"%2F", b"/").replace(b"%3D", b"=")
        if is_base64(short):
            return short.decode("ascii")
    try:
        text = unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadSignature("not UTF-8") from error
    forms = (encode_text(text, "java"), encode_text(text, "rfc3986"), quote_plus(text).encode("ascii"))
    if raw not in forms:
        raise BadSignature("not as an encoder writes it")
    return text


def read_parameters(raw: bytes, service: Service) -> Parameters:
    """Raises BadParameters or BadSignature."""
    known = _COMMON | {field.name for field in service.fields}
    values: dict[str, str] = {}
    for pair in raw.split(b"&") if raw else ():
        key, equals, value = pair.partition(b"=")
        name = key.decode("ascii", "replace")
        if not equals or name not in known:
            raise BadParameters("有未知的参数")
        if name in values:
            raise BadParameters(f"参数重复:{name}")
        values[name] = _decode(value)
    return Parameters(values)


def decode_picture(field: Field, text: str) -> bytes:
    """The bytes of a BASE64 parameter, with or without RealMe's `data:` prefix (errata 8)."""
    if text.startswith("data:image/"):
        text = text.partition(";base64,")[2]
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadParameters(f"不是 BASE64:{field.name}") from error
    if not data:
        raise BadParameters(f"没有内容:{field.name}")
    return data
