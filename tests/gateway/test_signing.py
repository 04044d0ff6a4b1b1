"""The signature against an implementation of its own, written from the formula with hashlib and hmac only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import random
import sys
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from realme_desktop.config.environments import SigningSettings
from realme_desktop.gateway.forms import encode_base64, encode_form, encode_text, is_base64
from realme_desktop.gateway.signing import signature, signed_text

ADDRESS = "https://mertest.cloudpnr.com/realme-api/v4/trade/namecheck"

# --- from the formula --------------------------------------------------------------------------------------

_JAVA = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_.")
_RFC3986 = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


def url_encoded(text: str, flavour: str) -> str:
    if flavour == "none":
        return text
    kept, space = (_JAVA, "+") if flavour == "java" else (_RFC3986, "%20")
    out = []
    for byte in text.encode("utf-8"):
        if byte == 0x20:
            out.append(space)
        elif byte in kept:
            out.append(chr(byte))
        else:
            out.append("%" + "0123456789ABCDEF"[byte >> 4] + "0123456789ABCDEF"[byte & 15])
    return "".join(out)


def by_the_formula(
    method: str, address: str, params: dict[str, str], key: str, how: SigningSettings, pictures: set[str]
) -> str:
    concatenated = ""
    for name in sorted(params):
        if name == "sign":
            continue
        value = params[name]
        if name in pictures and how.pictures == "md5" and value:
            value = hashlib.md5(base64.b64decode(value)).hexdigest()
        concatenated += value
    if how.scope == "values":
        text = method + address + url_encoded(concatenated, how.url_encoding)
    else:
        text = url_encoded(method + address + concatenated, how.url_encoding)
    digest = hmac.new(key.encode(), text.encode("utf-8"), hashlib.sha256).hexdigest()
    return digest if how.hex_case == "lower" else digest.upper()


EVERY_SETTING = [
    SigningSettings(url_encoding=u, scope=s, hex_case=h, pictures=p)  # type: ignore[arg-type]
    for u, s, h, p in itertools.product(
        ("java", "rfc3986", "none"), ("values", "whole"), ("lower", "upper"), ("text", "md5")
    )
]

awkward = st.text(
    st.one_of(
        st.sampled_from("~*+ %&=/-_.!'()@:;,?#[]$\"\\\n\t\0"),
        st.sampled_from("中文姓名沪丁薛祥，。·"),
        st.sampled_from("😀👨‍👩‍👧𠮷é"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)
names = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_", min_size=1, max_size=12).filter(
    lambda name: name != "sign"
)


@given(
    params=st.dictionaries(names, awkward, max_size=8),
    picture=st.binary(max_size=300),
    key=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40),
    how=st.sampled_from(EVERY_SETTING),
    method=st.sampled_from(("POST", "GET")),
)
@example(
    params={"a": "~*+ %", "b": "中文😀"},
    picture=b"\xfb\xff\xfe",
    key="123456",
    how=EVERY_SETTING[0],
    method="POST",
)
def test_agrees_with_the_formula(
    params: dict[str, str], picture: bytes, key: str, how: SigningSettings, method: str
) -> None:
    params = params | {"video_pic": base64.b64encode(picture).decode()}
    expected = by_the_formula(method, ADDRESS, params, key, how, {"video_pic"})
    assert signature(method, ADDRESS, params, key, how, {"video_pic"}) == expected
    # the way the client takes: a picture as bytes, and the form's own encoding used again
    as_bytes: dict[str, str | bytes] = params | {"video_pic": params["video_pic"].encode()}
    assert signature(method, ADDRESS, as_bytes, key, how, form=encode_form(as_bytes)) == expected


@pytest.mark.parametrize(
    "how", EVERY_SETTING, ids=lambda how: f"{how.url_encoding}-{how.scope}-{how.pictures}"
)
def test_every_setting_with_two_megabytes_of_base64(how: SigningSettings) -> None:
    picture = random.Random(7).randbytes(1_500_000)
    params = {
        "full_name": "张 ~*+三😀",
        "video_pic": base64.b64encode(picture).decode(),
        "app_token": "T",
        "sign": "x",
    }
    expected = by_the_formula("POST", ADDRESS, params, "123456", how, {"video_pic"})
    assert signature("POST", ADDRESS, params, "123456", how, {"video_pic"}) == expected


def test_a_known_answer() -> None:
    """Worked out with `printf … | openssl dgst -sha256 -hmac 123456`."""
    params = {"order_id": "1", "full_name": "张三", "app_token": "TESTRA000401"}
    text = "POSThttps://h/p" + "TESTRA000401" + "%E5%BC%A0%E4%B8%89" + "1"
    expected = "0e0f084679b73967a3e79a6d4338cb13cbb6dd86b32ab74bb6637aab76cd7489"
    assert signature("POST", "https://h/p", params, "123456") == expected
    assert signed_text("POST", "https://h/p", params) == text


def test_the_address_of_a_query_is_signed_without_its_query() -> None:
    params = {"order_id": "1"}
    assert signature("GET", "https://h/p?order_id=1", params, "k") == signature(
        "GET", "https://h/p", params, "k"
    )


def test_sign_and_empty_values_add_nothing() -> None:
    assert signature("POST", ADDRESS, {"a": "1", "sign": "zz", "b": ""}, "k") == signature(
        "POST", ADDRESS, {"a": "1"}, "k"
    )


def test_every_byte_counts() -> None:
    params = {"a": "1", "b": "中"}
    right = signature("POST", ADDRESS, params, "k")
    others = [
        signature("GET", ADDRESS, params, "k"),
        signature("POST", ADDRESS + "x", params, "k"),
        signature("POST", ADDRESS, params | {"b": "国"}, "k"),
        signature("POST", ADDRESS, params, "K"),
    ]
    assert right not in others


def test_the_text_for_the_screen_shortens_pictures() -> None:
    params = {"a": "1", "video_pic": "QUJD" * 10_000}
    text = signed_text("POST", ADDRESS, params, pictures={"video_pic"})
    assert len(text) < 300
    assert "(40000)" in text


# --- forms -------------------------------------------------------------------------------------------------


@given(text=awkward)
def test_encoding_a_text(text: str) -> None:
    for flavour in ("java", "rfc3986", "none"):
        assert encode_text(text, flavour).decode() == url_encoded(text, flavour)  # type: ignore[arg-type]


@given(data=st.binary(max_size=500))
def test_three_replacements_are_the_same_as_encoding(data: bytes) -> None:
    text = base64.b64encode(data)
    assert is_base64(text)
    for flavour in ("java", "rfc3986", "none"):
        assert encode_base64(text, flavour) == encode_text(text.decode(), flavour)  # type: ignore[arg-type]


@given(params=st.dictionaries(names, awkward, max_size=6), data=st.binary(min_size=1, max_size=100))
def test_a_form_reads_back_as_it_was(params: dict[str, str], data: bytes) -> None:
    form = encode_form(params | {"Pic": base64.b64encode(data).decode()}, {"Pic"})
    read = dict(parse_qsl(form.signed("ab~c").decode("ascii"), keep_blank_values=True, strict_parsing=True))
    expected = {name: value for name, value in params.items() if value}
    assert read == expected | {"Pic": base64.b64encode(data).decode(), "sign": "ab~c"}
    assert form.signed("x") == form.body + b"&sign=x"


def test_a_data_prefix_and_a_text_that_is_no_base64_are_encoded_in_full() -> None:
    prefixed = "data:image/jpeg;base64,QUJD+/=="
    form = encode_form({"pic": prefixed, "odd": "~ 中"}, {"pic", "odd"})
    assert form.values["pic"].decode() == url_encoded(prefixed, "java")
    assert form.values["odd"].decode() == url_encoded("~ 中", "java")
    assert encode_form({"pic": prefixed.encode()}).values["pic"] == form.values["pic"]


def test_halves_of_surrogate_pairs_do_no_harm() -> None:
    assert encode_text("a\ud800b") == b"a%3Fb"
    assert signature("POST", ADDRESS, {"a": "\ud800"}, "k")


def test_nothing_is_quadratic() -> None:
    """A picture is gone over a fixed number of times, however large: no call is made for a part of it."""

    def calls(size: int) -> int:
        data = base64.b64encode(random.Random(size).randbytes(size))
        params: dict[str, Any] = {"video_pic": data, "full_name": "张三"}
        made = 0

        def count(_: object, event: str, __: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            form = encode_form(params)
            form.signed(signature("POST", ADDRESS, params, "k", form=form))
        finally:
            sys.setprofile(None)
        return made

    assert calls(4_000_000) == calls(500_000) < 500


def test_the_repr_of_a_form_hides_its_values() -> None:
    assert "secret" not in repr(encode_form({"password": "secret"}))


def test_the_likely_reading_is_the_default() -> None:
    assert SigningSettings() == SigningSettings(
        url_encoding="java", scope="values", hex_case="lower", pictures="text"
    )
