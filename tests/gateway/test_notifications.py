"""RealMe's notification: read in any form, believed only when signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.config.environments import PRESETS, SigningSettings
from realme_desktop.gateway.notifications import (
    MAX_NOTIFICATION,
    Notification,
    parse_notification,
    reply_for,
    reply_of,
    verify,
)
from realme_desktop.gateway.reply import CallStatus
from tests.gateway.test_signing import url_encoded

ADDRESS = "https://bank.example/realme/notification?branch=7"
KEY = "123456"
FILES = '[{"file_id": "J1", "file_type": "01", "file_source": "JVS"}]'
FIELDS = {
    "seq_id": "2017010100000001", "order_id": "201701010000001", "return_code": "20000",
    "return_message": "成功", "resp_code": "00", "resp_info": "认证 通过~*", "mp_ssim": "88",
    "full_name": "", "file_list": FILES,
}  # fmt: skip


def hexed(text: str) -> str:
    return hmac.new(KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def together(fields: dict[str, str]) -> str:
    return "".join(fields[name] for name in sorted(fields))


SIGNATURES = {
    "values": lambda f: hexed(url_encoded(together(f), "java")),
    "upper": lambda f: hexed(url_encoded(together(f), "java")).upper(),
    "address": lambda f: hexed("POST" + ADDRESS + url_encoded(together(f), "java")),
    "address-without-query": lambda f: hexed(
        "POST" + ADDRESS.partition("?")[0] + url_encoded(together(f), "java")
    ),
    "rfc3986": lambda f: hexed("POST" + ADDRESS + url_encoded(together(f), "rfc3986")),
    "plain": lambda f: hexed(together(f)),
    "pairs": lambda f: hexed("&".join(f"{name}={f[name]}" for name in sorted(f) if f[name])),
}


def as_form(fields: dict[str, str], sign: str) -> tuple[bytes, str]:
    return urlencode(fields | {"sign": sign}).encode(), "application/x-www-form-urlencoded"


def as_json(fields: dict[str, str], sign: str) -> tuple[bytes, str]:
    return json.dumps(fields | {"sign": sign}, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def as_json_with_lists(fields: dict[str, str], sign: str) -> tuple[bytes, str]:
    """The list as a list; its text is signed as it stands in the body."""
    text = json.dumps(
        {k: v for k, v in fields.items() if k != "file_list"} | {"sign": sign}, ensure_ascii=False
    )
    return f'{text[:-1]} , "file_list" : {fields["file_list"]}}}'.encode(), "application/json"


def parsed(body: bytes, content_type: str) -> Notification:
    notification = parse_notification(body, content_type)
    assert notification is not None
    return notification


@pytest.mark.parametrize("how", SIGNATURES)
@pytest.mark.parametrize("body", [as_form, as_json, as_json_with_lists])
def test_every_likely_signature_in_every_likely_body(how: str, body: Any) -> None:
    notification = parsed(*body(FIELDS, SIGNATURES[how](FIELDS)))
    assert (notification.order_id, notification.seq_id) == ("201701010000001", "2017010100000001")
    assert notification.values["resp_info"] == "认证 通过~*"
    assert "sign" not in notification.values
    assert notification.sign not in notification.raw
    assert verify(notification, address=ADDRESS, app_key=KEY)
    assert verify(notification, address=ADDRESS, app_key=KEY, settings=SigningSettings(url_encoding="none"))
    assert not verify(notification, address=ADDRESS, app_key="other")
    assert not verify(notification, address=ADDRESS, app_key="")


@pytest.mark.parametrize("how", SIGNATURES)
@pytest.mark.parametrize("name", sorted(FIELDS))
def test_a_changed_value_is_not_believed(how: str, name: str) -> None:
    sign = SIGNATURES[how](FIELDS)
    changed = FIELDS | {name: FIELDS[name] + "1"}
    assert not verify(parsed(*as_form(changed, sign)), address=ADDRESS, app_key=KEY)


def test_another_address_is_not_ours() -> None:
    notification = parsed(*as_form(FIELDS, SIGNATURES["address"](FIELDS)))
    assert not verify(notification, address="https://other.example/", app_key=KEY)


def test_lists_are_opened_wherever_they_can_be() -> None:
    for body in (as_form, as_json_with_lists):
        notification = parsed(*body(FIELDS, "0" * 64))
        assert notification.values["file_list"] == [
            {"file_id": "J1", "file_type": "01", "file_source": "JVS"}
        ]
    odd = parsed(*as_form(FIELDS | {"file_list": "[broken"}, "0" * 64))
    assert odd.values["file_list"] == "[broken"


def test_numbers_in_json_are_signed_as_they_stand() -> None:
    text = '{"order_id": 1, "mp_ssim": 88.50, "return_code":20000, "full_name": null, "sign":"%s"}'
    signed = text % hexed("88.50" + "1" + "20000")
    notification = parsed(signed.encode(), "application/json")
    assert notification.order_id == "1"
    assert verify(notification, address="", app_key=KEY)


@pytest.mark.parametrize("sign", ["", "0", "0" * 63, "0" * 65, "g" * 64, "０" * 64, "0" * 64 + "\n"])
def test_what_is_no_signature(sign: str) -> None:
    notification = parse_notification(*as_form(FIELDS, sign))
    assert notification is None or not verify(notification, address=ADDRESS, app_key=KEY)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"{", b"[]", b"null", b"order_id=1", b"sign=1", b"order_id=&sign=x", b"a", b"\xff\xfe",
        b'{"order_id":"1"}', b'{"order_id":"1","sign":"a","order_id":"2"}', b"order_id=1&order_id=2&sign=a",
        b"order_id=1&sign=a&" + b"&".join(b"x%d=1" % n for n in range(300)),
        b"order_id=1&sign=a&x=" + b"y" * MAX_NOTIFICATION, b'{"order_id":["1"],"sign":{}}',
        b'{"order_id":"1","sign":"a","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_notification(body: bytes) -> None:
    notification = parse_notification(body, "application/json")
    assert notification is None or not verify(notification, address=ADDRESS, app_key=KEY)


@given(
    body=st.binary(max_size=120),
    content_type=st.sampled_from(["", "application/json", "text/html;charset=gbk"]),
)
def test_any_bytes_do_no_harm(body: bytes, content_type: str) -> None:
    notification = parse_notification(body, content_type)
    assert notification is None or not verify(notification, address=ADDRESS, app_key=KEY)


@given(
    fields=st.dictionaries(
        st.sampled_from(["a", "B", "resp_code", "zz"]),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=9),
    )
)
def test_whatever_the_values_a_form_verifies(fields: dict[str, str]) -> None:
    fields = fields | {"order_id": "1"}
    notification = parsed(*as_form(fields, SIGNATURES["values"](fields)))
    assert verify(notification, address=ADDRESS, app_key=KEY)


def test_the_answer_is_a_setting() -> None:
    assert reply_for(PRESETS["production"], "42") == "RECV_ORD_ID_42"
    assert reply_for(replace(PRESETS["production"], notification_reply="ok {x}"), "42") == "ok {x}"


@pytest.mark.parametrize(
    ("code", "call", "pending", "result"),
    [
        ("20000", CallStatus.ACCEPTED, False, True), ("10000", CallStatus.ACCEPTED, False, True),
        ("20012", CallStatus.ACCEPTED, True, False), ("90102", CallStatus.UNCLEAR, False, False),
        ("10010", CallStatus.UNCLEAR, False, False), ("", CallStatus.UNCLEAR, False, False),
    ],
)  # fmt: skip
def test_as_a_reply(code: str, call: CallStatus, pending: bool, result: bool) -> None:
    reply = reply_of(parsed(*as_form(FIELDS | {"return_code": code}, "0" * 64)))
    assert (reply.call, reply.pending, reply.has_result) == (call, pending, result)
    assert (reply.resp_code, reply.seq_id, reply.values["mp_ssim"]) == ("00", "2017010100000001", "88")
