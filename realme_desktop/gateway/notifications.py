"""RealMe's notification (验证结果通知): parsing, verification, answer. Pure functions; a listener calls them.

Neither the body's format nor the formula of its `sign` is documented. So form and JSON are both read, and the
signature may be any of the likely ones:

    HMAC(encode(values))                       values sorted by key and concatenated, as in a request
    HMAC("POST" + address + encode(values))    the request's formula in full
    HMAC("key=value&…")                        sorted, blank values dropped: what sibling services sign
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from realme_desktop.catalog.codes import CodeClass, classify, normal_resp_code, normal_return_code
from realme_desktop.catalog.model import Service
from realme_desktop.config.environment import Environment, SigningSettings
from realme_desktop.gateway.forms import encode_text
from realme_desktop.gateway.loading import as_text, load
from realme_desktop.gateway.reply import CallStatus, Reply

__all__ = ["MAX_NOTIFICATION", "Notification", "parse_notification", "reply_for", "reply_of", "verify"]

MAX_NOTIFICATION = 1024 * 1024
_MAX_FIELDS = 200
_LISTS = ("file_list", "face_identify_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What RealMe sent by itself. Nothing of it is to be believed before `verify` has said yes.

    `values` are the parsed fields without `sign`; `texts` the fields as they stood in the body, for the
    signature; `raw` the body without the signature's value.
    """

    order_id: str
    seq_id: str | None
    return_code: str | None
    values: Mapping[str, Any] = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    sign: str = field(repr=False)
    raw: str = field(default="", repr=False)


def parse_notification(body: bytes, content_type: str = "") -> Notification | None:
    """Read a form or a JSON object, whatever the content type claims. None if it is neither, is too large,
    names no order, carries no sign, or says one thing twice. Never raises."""
    if len(body) > MAX_NOTIFICATION:
        return None
    text = as_text(body, content_type)
    read = _from_json(text) if text.lstrip()[:1] in ("{", '"') else _from_form(text)
    if read is None:
        return None
    values, texts = read
    sign = texts.get("sign", "").strip()
    order_id = texts.get("order_id", "").strip()
    if not sign or not order_id:
        return None
    return Notification(
        order_id=order_id,
        seq_id=texts.get("seq_id", "").strip() or None,
        return_code=normal_return_code(values.get("return_code")),
        values={name: value for name, value in values.items() if name != "sign"},
        texts={name: value for name, value in texts.items() if name != "sign"},
        sign=sign,
        raw=text.replace(sign, "…") if len(sign) >= 16 else text,
    )


def _from_form(text: str) -> tuple[dict[str, Any], dict[str, str]] | None:
    try:
        pairs = parse_qsl(
            text.strip(),
            keep_blank_values=True,
            strict_parsing=True,
            max_num_fields=_MAX_FIELDS,
            errors="replace",
        )
    except ValueError:
        return None
    texts = dict(pairs)
    if len(texts) != len(pairs):
        return None  # a field given twice: whoever signs one and shows another gains nothing here
    values: dict[str, Any] = dict(texts)
    for name in _LISTS:
        opened = load(f'{{"list":{texts[name]}}}').values if texts.get(name) else None
        if opened is not None and isinstance(opened.get("list"), list):
            values[name] = opened["list"]
    return values, texts


def _from_json(text: str) -> tuple[dict[str, Any], dict[str, str]] | None:
    loaded = load(text)
    if loaded.values is None or loaded.conflicts or len(loaded.values) > _MAX_FIELDS:
        return None
    values = dict(loaded.values)
    slices = _slices(text)
    texts = {
        name: value if isinstance(value, str) else slices.get(name, "") if value is not None else ""
        for name, value in values.items()
    }
    return values, texts


_SPACE = re.compile(r"[\s]*")


def _slices(text: str) -> dict[str, str]:
    """The value of each key of a JSON object as it stands in the text: the signer concatenated texts, and a
    number or a list written again might not be the same text."""
    decoder = json.JSONDecoder()
    found: dict[str, str] = {}
    at = text.find("{") + 1
    try:
        while at < len(text):
            at = _after_space(text, at)
            if text[at : at + 1] != '"':
                return found
            name, at = decoder.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)  # over the colon
            _, end = decoder.raw_decode(text, at)
            found[name] = text[at:end]
            at = _after_space(text, end) + 1  # over the comma
    except (ValueError, RecursionError):
        return found  # `load` forgave something in it; what was found so far stands
    return found


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def verify(
    notification: Notification,
    *,
    address: str,
    app_key: str,
    settings: SigningSettings | None = None,
) -> bool:
    """Whether the notification was signed with our key, by any of the likely formulas.

    The first two formulas sign values without their keys, so that whoever has seen one notification could
    move characters from one field to its neighbour. It proves that RealMe has something to say about an
    order; where money or a person hangs on it, checkresult is the authority.

    `address` is the `mer_bg_url` that it was sent to. The environment's URL encoding is tried first, then the
    others: nothing tells that RealMe signs what it sends as it checks what it gets. Hex in either case.
    """
    if not app_key or not re.fullmatch(r"[0-9A-Fa-f]{64}", notification.sign):
        return False
    key = app_key.encode("utf-8", "replace")
    theirs = notification.sign.lower()
    matches = False
    for text in _candidates(notification.texts, address, settings or SigningSettings()):
        ours = hmac.new(key, text, hashlib.sha256).hexdigest()
        matches |= hmac.compare_digest(ours, theirs)  # no early end: the time tells nothing
    return matches


def _candidates(texts: Mapping[str, str], address: str, settings: SigningSettings) -> Iterator[bytes]:
    names = sorted(texts)
    together = "".join(texts[name] for name in names)
    flavours = dict.fromkeys((settings.url_encoding, "java", "rfc3986", "none"))
    for flavour in flavours:
        encoded = encode_text(together, flavour)
        yield encoded
        for head in _heads(address):
            yield head.encode("utf-8", "replace") + encoded
            if flavour != "none":
                yield encode_text(head, flavour) + encoded
    pairs = "&".join(f"{name}={texts[name]}" for name in names if texts[name].strip())
    yield pairs.encode("utf-8", "replace")


def _heads(address: str) -> Iterable[str]:
    if not address:
        return ()
    return dict.fromkeys((f"POST{address}", f"POST{address.partition('?')[0]}"))


def reply_for(environment: Environment, order_id: str) -> str:
    """The text that RealMe wants in return (with HTTP 200); a setting, for it is documented nowhere."""
    return environment.notification_reply.replace("{order_id}", order_id)


def reply_of(notification: Notification, service: Service | None = None) -> Reply:
    """A verified notification as a `Reply`, as if checkresult had said it. What it doesn't make plain is
    UNCLEAR, so that it is asked for."""
    kind = classify(notification.return_code, service)
    values = notification.values
    success = kind is CodeClass.SUCCESS
    if not success and kind is not CodeClass.PENDING:
        call = CallStatus.UNCLEAR
    else:
        call = CallStatus.ACCEPTED
    return Reply(
        call=call,
        pending=kind is CodeClass.PENDING,
        has_result=success,
        detail="notification",
        raw=notification.raw,
        return_code=notification.return_code,
        return_message=_text(values.get("return_message")),
        seq_id=notification.seq_id,
        order_id=notification.order_id,
        resp_code=normal_resp_code(values.get("resp_code")),
        resp_info=_text(values.get("resp_info")),
        values=values,
    )


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
