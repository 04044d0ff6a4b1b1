"""What the sandbox refuses, and that it refuses everything else than what was signed."""

from __future__ import annotations

import random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.config.environment import SigningSettings
from realme_desktop.sandbox.server import Sandbox

from .caller import Caller, HandClock, as_base64, encoded, formula, good_values, picture

VALUES = {
    "full_name": "样晓明·~*+ %😀",
    "id_number": "11000019900307001X",
    "imei": "",
    "source_channel": "0",
    "authorization_info": "a b+c&d=e%2f/ü",
}


def _code(caller: Caller, address: str, body: bytes) -> str:
    return str(caller.post(address, body).json()["return_code"])


def _signed_body(caller: Caller, order_id: str) -> tuple[str, bytes]:
    address = caller.sandbox.base + "/v4/trade/namecheck"
    values = {name: value for name, value in VALUES.items() if value}
    return address, encoded(caller.signed("POST", address, values, order_id))


def test_any_changed_byte_is_rejected(caller: Caller) -> None:
    """Every byte of the body, each changed to another of a kind that could go unnoticed, and to chance."""
    address, body = _signed_body(caller, caller.next_id())
    dice = random.Random(7)
    before = len(caller.sandbox.recorded())
    for at, byte in enumerate(body):
        letter = chr(byte)
        other = ord(letter.swapcase()) if letter.swapcase() != letter else byte ^ 1
        chance = dice.choice([value for value in range(256) if value not in (byte, other)])
        for changed in (other, chance):
            damaged = body[:at] + bytes([changed]) + body[at + 1 :]
            assert _code(caller, address, damaged) in ("90101", "90102", "90103"), (
                at,
                damaged[at - 9 : at + 9],
            )
    assert len(caller.sandbox.recorded()) == before
    assert _code(caller, address, body) == "10400"


@settings(max_examples=40)
@given(data=st.data())
def test_a_picture_can_not_be_changed_either(caller: Caller, data: st.DataObject) -> None:
    service = by_segment("defensehack")
    address = caller.sandbox.base + service.path
    body = encoded(caller.signed("POST", address, good_values(service), "PICTURE"))
    at = data.draw(st.integers(0, len(body) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != body[at]))
    damaged = body[:at] + bytes([byte]) + body[at + 1 :]
    assert _code(caller, address, damaged) in ("90101", "90102", "90103")


def test_a_signature_is_good_for_its_address_only(caller: Caller) -> None:
    _, body = _signed_body(caller, caller.next_id())
    for path in ("/v4/trade/mobilecheck", "/v4/trade/namechecK", "/v4/trade/namecheck/"):
        assert _code(caller, caller.sandbox.base + path, body) in ("90101", "90102")


def test_a_query_is_verified_too(caller: Caller) -> None:
    address = caller.sandbox.base + "/v4/checkresult"
    params = caller.signed("GET", address, {}, "A")
    good = encoded(params).decode()
    assert caller.http.get(f"{address}?{good}").json()["return_code"] == "20011"
    assert caller.http.get(f"{address}?{good}&seq_id=1").json()["return_code"] == "90102"
    assert caller.http.get(f"{address}?{good[:-1]}").json()["return_code"] == "90102"
    posted = formula("POST", address, params)
    assert caller.http.get(f"{address}?{encoded({**params, 'sign': posted}).decode()}").status_code == 400


def test_another_key_and_another_token(caller: Caller) -> None:
    with Caller(caller.sandbox, key="654321") as wrong_key, Caller(caller.sandbox, token="X") as wrong_token:
        assert wrong_key.submit("namecheck").json()["return_code"] == "90102"
        assert wrong_token.submit("namecheck").json()["return_code"] == "90103"
    with (
        Sandbox(app_token="OURS", app_key="钥匙 +") as sandbox,
        Caller(sandbox, token="OURS", key="钥匙 +") as own,
    ):
        assert own.submit("namecheck").json()["return_code"] == "10400"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_each_required_parameter_is_demanded(caller: Caller, service: Service) -> None:
    for field in service.fields:
        if field.required:
            reply = caller.submit(service.segment, {field.name: ""})
            assert (reply.status_code, reply.json()["return_code"]) == (400, "90101"), field.name
            assert field.name in reply.json()["return_message"]


@pytest.mark.parametrize(
    ("segment", "changes"),
    [
        ("namecheck", {"id_number": "1100"}),
        (
            "namecheck",
            {"id_number": "１１０00019900307001X"},
        ),  # full-width: the form forgives it, the wire not
        ("namecheck", {"source_channel": "9"}),
        ("namecheck", {"colour": "red"}),
        ("cardcheck", {"card_type": "C", "valid_date": ""}),
        ("cardcheck", {"acct_no": "6200 0001 2345 6789 015"}),
        ("faceretrieve", {"image": "", "file_suffix": ""}),
        ("faceretrieve", {"file_suffix": ""}),
        ("antilaunderquery", {"full_name": "", "id_number": ""}),
        ("antifraudquery", {"id_number": "", "mobile_no": "", "card_no": "", "user_ip": ""}),
        ("getyyfinanceinfo", {"query_date": "2026-11-01"}),
        ("defensehack", {"video_pic": "no base64"}),
        ("defensehack", {"video_pic": "data:image/jpeg;base64,"}),
    ],
)
def test_bad_parameters(caller: Caller, segment: str, changes: dict[str, str]) -> None:
    reply = caller.submit(segment, changes)
    assert (reply.status_code, reply.json()["return_code"]) == (400, "90101")
    assert not any(len(value) > 1 and value in reply.text for value in changes.values()), (
        "a message tells no values"
    )


@pytest.mark.parametrize("date", ["2026111", "20261301", "today", "２０２６１１２３"])
def test_the_order_s_date_is_one(caller: Caller, date: str) -> None:
    assert caller.query("A", date=date).json()["return_code"] == "90101"


def test_the_prefix_of_errata_8_is_accepted(caller: Caller) -> None:
    text = "data:image/jpeg;base64," + as_base64(picture("face_one"))
    assert caller.submit("defensehack", {"video_pic": text}).json()["return_code"] == "11100"


def test_what_is_no_picture_fails_the_call(caller: Caller) -> None:
    for segment, name in (
        ("defensehack", "video_pic"),
        ("licenseocr", "license_pic"),
        ("picturematch", "image2"),
    ):
        reply = caller.submit(segment, {name: as_base64(b"GIF89a not really")})
        assert (reply.status_code, reply.json()["return_code"][-2:]) == (400, "10")


def test_order_numbers_are_used_once(caller: Caller) -> None:
    order_id = caller.next_id()
    assert caller.submit("namecheck", order_id=order_id).json()["return_code"] == "10400"
    again = caller.submit("mobilecheck", order_id=order_id)
    assert (again.status_code, again.json()["return_code"]) == (400, "90104")
    assert caller.sandbox.submissions()[order_id] == 2
    assert caller.query(order_id).json()["return_code"] == "20000"
    refused = caller.next_id()
    assert caller.submit("namecheck", {"id_number": "1"}, refused).json()["return_code"] == "90101"
    assert caller.submit("namecheck", order_id=refused).json()["return_code"] == "10400"
    assert caller.submit("namecheck", order_id="x" * 33).json()["return_code"] == "90101"


def test_too_often() -> None:
    clock = HandClock()
    with Sandbox(rate=3, clock=clock) as sandbox, Caller(sandbox) as caller:
        codes = [caller.submit("namecheck").json()["return_code"] for _ in range(4)]
        assert codes == ["10400"] * 3 + ["90105"]
        assert caller.query("A").headers["Retry-After"] == "1"
        clock.now += 1.0
        assert caller.query("A").json()["return_code"] == "20011"
        clock.now -= 3600  # a clock set back locks nobody out
        assert caller.query("A").json()["return_code"] == "20011"


def test_requests_of_another_shape(caller: Caller) -> None:
    address, body = _signed_body(caller, caller.next_id())
    http = caller.http
    for reply in (
        http.get(f"{address}?{body.decode()}"),
        http.post(f"{address}?{body.decode()}"),
        http.post(f"{address}?a=b", content=body),
        http.post(address, content=body, headers={"Content-Type": "application/json"}),
        http.post(address, content=b"", headers={"Content-Type": "application/x-www-form-urlencoded"}),
        http.post(
            address, content=b"full_name", headers={"Content-Type": "application/x-www-form-urlencoded"}
        ),
        http.get(caller.sandbox.base + "/v4/nothing"),
        http.put(address, content=body),
    ):
        assert reply.status_code in (400, 404)
        assert reply.json()["return_code"] == "90101"


@pytest.mark.parametrize(
    "signing",
    [
        SigningSettings(url_encoding="rfc3986"),
        SigningSettings(url_encoding="none"),
        SigningSettings(scope="whole"),
        SigningSettings(hex_case="upper"),
        SigningSettings(pictures="md5"),
    ],
)
def test_another_reading_of_the_formula_can_be_asked_for(signing: SigningSettings) -> None:
    with Sandbox(signing=signing) as sandbox, Caller(sandbox) as caller:
        assert caller.submit("defensehack", {"authorization_info": "a b"}).json()["return_code"] == "90102"


def test_another_base_can_be_signed() -> None:
    with Sandbox(signing_base="https://realme.example/api") as sandbox, Caller(sandbox) as caller:
        service = by_segment("namecheck")
        params = caller.signed("POST", "https://realme.example/api" + service.path, good_values(service), "A")
        assert _code(caller, sandbox.base + service.path, encoded(params)) == "10400"
        assert caller.submit("namecheck").json()["return_code"] == "90102"


def test_the_log_holds_no_personal_values(caller: Caller) -> None:
    caller.submit("namecheck", order_id="LOGGED")
    caller.query("LOGGED")
    submitted, asked = [entry for entry in caller.sandbox.log if entry.order_id == "LOGGED"]
    assert (submitted.method, submitted.path) == ("POST", "/api/realme/v4/trade/namecheck")
    assert (submitted.outcome, submitted.recorded, submitted.submitted) == ("10400", True, True)
    assert (asked.outcome, asked.recorded, asked.submitted) == ("20000", False, False)
    text = repr(caller.sandbox.log)
    assert "样晓明" not in text
    assert "11000019900307001X" not in text
