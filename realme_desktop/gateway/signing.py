"""RealMe's signature: HMAC-SHA256-HEX(method + address + encode(values), app_key).

`values` are those of all parameters but `sign`, concatenated in the ascending order of their keys, without
keys and separators. What RealMe's documentation leaves open is a setting of the environment.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Collection, Iterator, Mapping

from realme_desktop.config.environment import SigningSettings
from realme_desktop.gateway.forms import EncodedForm, encode_picture, encode_text

__all__ = ["signature", "signed_pieces", "signed_text"]


def signature(
    method: str,
    address: str,
    params: Mapping[str, str | bytes],
    app_key: str,
    settings: SigningSettings | None = None,
    pictures: Collection[str] = (),
    *,
    form: EncodedForm | None = None,
    told: Callable[[str, bytes], object] | None = None,
) -> str:
    """The `sign` of a request.

    `address` is the signed address (a `?…` at its end does not count). The names in `pictures` hold BASE64
    text, as does every value given as bytes. `form` is the same parameters as `encode_form` made them: what
    it has encoded already is not encoded again. `told(name, piece)` hears of each piece that is signed.
    """
    settings = settings or SigningSettings()
    mac = hmac.new(app_key.encode("utf-8", "replace"), digestmod=hashlib.sha256)
    for name, piece in signed_pieces(method, address, params, settings, pictures, form=form):
        mac.update(piece)
        if told is not None:
            told(name, piece)
    digest = mac.hexdigest()
    return digest.upper() if settings.hex_case == "upper" else digest


def signed_text(
    method: str,
    address: str,
    params: Mapping[str, str | bytes],
    settings: SigningSettings | None = None,
    pictures: Collection[str] = (),
) -> str:
    """What is signed, for a person who compares it with RealMe's side. Pictures are shortened; everything
    else stands in it as it is, so it is for the screen and never for a log."""
    pieces = signed_pieces(method, address, params, settings, pictures)
    return "".join(_shortened(piece) for _, piece in pieces)


def _shortened(piece: bytes) -> str:
    text = piece.decode("utf-8")
    return text if len(text) <= 600 else f"{text[:40]}…({len(text)})…{text[-20:]}"


def signed_pieces(
    method: str,
    address: str,
    params: Mapping[str, str | bytes],
    settings: SigningSettings | None = None,
    pictures: Collection[str] = (),
    *,
    form: EncodedForm | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The signed text in pieces, each with the name of its parameter; the first, "", is method and address.
    Each character is encoded by itself, so encoding value by value is encoding the concatenation."""
    settings = settings or SigningSettings()
    flavour = settings.url_encoding
    head = method.upper() + address.partition("?")[0]
    yield "", encode_text(head, flavour if settings.scope == "whole" else "none")
    for name in sorted(params):
        value = params[name]
        if name == "sign" or not value:
            continue
        is_picture = isinstance(value, bytes) or name in pictures
        if is_picture and settings.pictures == "md5":
            yield name, _md5_of_base64(value)
        elif form is not None and flavour == "java" and name in form.values:
            yield name, form.values[name]
        elif is_picture:
            yield name, encode_picture(value, flavour)
        else:
            yield name, encode_text(str(value), flavour)


def _md5_of_base64(value: str | bytes) -> bytes:
    """Lower-case hex MD5 of the decoded bytes; of the text itself if it isn't BASE64 after all."""
    data = value.encode("utf-8", "replace") if isinstance(value, str) else value
    if data.startswith(b"data:"):
        data = data.partition(b",")[2]
    try:
        decoded = base64.b64decode(data, validate=True)
    except binascii.Error:
        decoded = data
    return hashlib.md5(decoded, usedforsecurity=False).hexdigest().encode("ascii")
