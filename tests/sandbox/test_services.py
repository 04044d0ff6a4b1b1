"""Each of the 27 services, and what checkresult says of its orders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from realme_desktop.catalog.codes import CodeClass, classify
from realme_desktop.catalog.model import Arrival, Role, Service
from realme_desktop.catalog.registry import CHECKRESULT, SERVICES
from realme_desktop.sandbox.answers.table import ANSWERS
from realme_desktop.sandbox.server import Sandbox

from .caller import DATE, Caller, HandClock, as_base64, picture

MATCH_SERVICES = (
    "staticfacecheck",
    "dynamicfacecheck",
    "cardcheck",
    "mobilecheck",
    "namecheck",
    "idcardcheck",
)
NOT_OURS = "{}0000199003070{}"


@pytest.fixture(scope="module")
def twins() -> Iterator[tuple[Caller, Caller]]:
    """Two sandboxes that differ in nothing but their ports."""
    conduct: Any = {"settle_s": 0, "rate": None, "clock": HandClock()}
    with (
        Sandbox(**conduct) as one,
        Sandbox(**conduct) as other,
        Caller(one) as first,
        Caller(other) as second,
    ):
        yield first, second


def test_every_service_has_an_answer() -> None:
    assert set(ANSWERS) == {service.number for service in SERVICES}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_a_good_order_is_accepted_and_has_a_result(caller: Caller, service: Service) -> None:
    order_id = caller.next_id()
    reply = caller.submit(service.segment, order_id=order_id)
    assert reply.status_code == 200, reply.text
    body = reply.json()
    assert classify(body["return_code"], service) is CodeClass.SUCCESS
    assert body["order_id"] == order_id
    assert body["order_date"] == DATE
    assert re.fullmatch(r"\d{20}", body["seq_id"])
    answer = caller.query(order_id).json()
    assert answer["return_code"] == "20000"
    at_once = service.arrival is not Arrival.ASYNC
    promised = {
        field.name
        for field in service.returns
        if field.required and not (at_once and field.stage == "result")
    }
    missing = promised - set(body if at_once else answer) - set(body)
    assert not missing, "required by the reference"
    if service.arrival is Arrival.SYNC:
        assert set(body) <= set(answer) | {"return_code"}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_the_same_input_gives_the_same_answer(twins: tuple[Caller, Caller], service: Service) -> None:
    def answers(caller: Caller) -> Any:
        order_id = f"SAME{service.number}"
        return caller.submit(service.segment, order_id=order_id).json(), caller.query(order_id).json()

    one, other = twins
    assert answers(one) == answers(other)


@pytest.mark.parametrize("segment", MATCH_SERVICES)
@pytest.mark.parametrize(("first", "code"), [("1", "00"), ("5", "00"), ("7", "00"), ("8", "01"), ("9", "01")])
def test_the_first_digit_of_the_id_number_decides(
    caller: Caller, segment: str, first: str, code: str
) -> None:
    changes = {"id_number": f"{first}1000019900307{'0010'}", "full_name": "甲乙"}
    if segment == "idcardcheck":  # not the sample card, whose holder would be compared with what is typed
        changes["id_front_pic"] = as_base64(picture("licence"))
    assert caller.result(segment, changes)["resp_code"] == code


def test_a_result_settles_with_time() -> None:
    clock = HandClock()
    with Sandbox(settle_s=3, clock=clock) as sandbox, Caller(sandbox) as caller:
        accepted = caller.submit("staticfacecheck", order_id="A").json()
        assert accepted["return_code"] == "10001"
        assert "resp_code" not in accepted
        clock.now += 2.9
        waiting = caller.query("A")
        assert (waiting.status_code, waiting.json()["return_code"]) == (400, "20012")
        clock.now += 0.2
        for answer in (caller.query("A"), caller.query("B", seq_id=accepted["seq_id"])):
            assert answer.json()["resp_code"] == "00"
            assert answer.json()["mp_ssim"] == "100"
            assert answer.json()["encrypt_method"] == "00"


def test_both_versions_of_checkresult_answer(caller: Caller) -> None:
    order_id = caller.next_id()
    caller.submit("idcardcheck", order_id=order_id)
    assert caller.query(order_id, version="v3").json() == caller.query(order_id, version="v4").json()


def test_what_is_not_known_is_not_found(caller: Caller) -> None:
    order_id = caller.next_id()
    caller.submit("namecheck", order_id=order_id)
    for answer in (
        caller.query("never"),
        caller.query(order_id, seq_id="20000101000000000001"),  # the seq_id is asked first
        caller.query(order_id, date="20261122"),  # the original date belongs to it (errata 27)
    ):
        assert (answer.status_code, answer.json()["return_code"]) == (400, "20011")


def test_a_bank_card_with_a_mobile_number_takes_a_while(caller: Caller) -> None:
    at_once = caller.submit("cardcheck", {"mobile_no": ""}).json()
    assert (at_once["return_code"], at_once["resp_code"]) == ("10200", "00")
    later = caller.submit("cardcheck", {"mobile_no": "13900000000"}).json()
    assert later["return_code"] == "10201"
    assert "resp_code" not in later
    assert caller.query(later["order_id"]).json()["full_name"]


def test_the_sample_documents_are_read(caller: Caller) -> None:
    front = caller.result("idcardidentify", {"interface_id": "01"})
    assert (front["full_name"], front["id_number"], front["issue"]) == ("样晓明", "11000019900307001X", "")
    back = caller.result("idcardidentify", {"interface_id": "02", "id_pic": as_base64(picture("id_back"))})
    assert (back["full_name"], back["expirydate"]) == ("", "2019.03.07-2039.03.07")
    assert caller.result("bankcardidentify")["bank_card"] == "6200000123456789015"
    assert caller.result("licenseocr")["ent_name"] == "上海样本数据服务有限公司"


def test_other_documents_get_plausible_values(caller: Caller) -> None:
    from stdnum import luhn
    from stdnum.cn import uscc
    from stdnum.iso7064 import mod_11_2

    other = as_base64(picture("face_two"))
    assert mod_11_2.is_valid(caller.result("idcardidentify", {"id_pic": other})["id_number"])
    assert luhn.is_valid(caller.result("bankcardidentify", {"bank_card_pic": other})["bank_card"])
    assert uscc.is_valid(caller.result("licenseocr", {"license_pic": other})["credit_code"])


def test_id_pictures_are_compared_with_what_was_typed(caller: Caller) -> None:
    result = caller.result("idcardcheck", {"full_name": "", "id_number": ""})
    assert (result["resp_code"], result["full_name"]) == ("00", "样晓明")
    assert [file["file_type"] for file in result["file_list"]] == ["01", "02"]
    assert caller.result("idcardcheck", {"full_name": "某某", "id_number": ""})["resp_code"] == "01"
    swapped = {
        "id_front_pic": as_base64(picture("id_back")),
        "id_negative_pic": as_base64(picture("id_front")),
    }
    assert caller.result("idcardcheck", swapped)["resp_code"] == "99"


def test_loans_come_later_under_another_spelling(caller: Caller) -> None:
    reply = caller.submit("getloaninfo").json()
    assert reply["return_code"] == "12701"
    result = caller.query(reply["order_id"]).json()
    assert result["trxNo"] == reply["trx_no"]
    assert result["loanInfos"][0]["contractDate"] > 1_000_000_000_000


def test_p2p_credit_and_fraud_follow_the_first_digit(caller: Caller) -> None:
    good, bad = {"id_number": "11000019900307001X"}, {"id_number": "810099198805120018"}
    assert caller.submit("getyyfinanceinfo", good).json()["data_count"] == "0"
    found = caller.submit("getyyfinanceinfo", bad).json()
    assert len(json.loads(found["data"])) == int(found["data_count"]) > 0
    scores = [int(caller.submit("getmagicmirror", who).json()["credit_score"]) for who in (good, bad)]
    assert scores[0] > scores[1]
    risks = [caller.submit("antifraudquery", who).json() for who in (good, bad)]
    assert int(risks[0]["risk_score"]) < int(risks[1]["risk_score"])
    assert risks[0]["risk_info"] == []
    assert "9999" in {item["riskCode"] for item in risks[1]["risk_info"]}


def test_an_echo_of_the_authorization(caller: Caller) -> None:
    assert caller.result("namecheck", {"authorization_info": "签字 #7"})["authorization_info"] == "签字 #7"


def test_the_catalog_s_checkresult_is_the_one_that_is_served() -> None:
    assert CHECKRESULT.path == "/v4/checkresult"
    assert CHECKRESULT.field("seq_id").role is Role.SEQ_ID


def test_replies_are_utf8_json(caller: Caller) -> None:
    reply: httpx.Response = caller.submit("namecheck")
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert "认证通过".encode() in reply.content
