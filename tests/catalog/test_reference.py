"""The whole catalog against the transcription of RealMe's document; what differs has an erratum's number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from realme_desktop.catalog.codes import RESP_CODES, RETURN_CODES, CodeClass, classify, return_code_meaning
from realme_desktop.catalog.model import Arrival, ResultField, Role, RuleKind, Service
from realme_desktop.catalog.registry import (
    CHECKRESULT,
    COMMON_FIELDS,
    COMMON_RETURNS,
    NOTIFICATION,
    SERVICES,
    by_number,
    by_segment,
    result_field,
)

from .reference import described, reference

ALL = (*SERVICES, CHECKRESULT)
IDS = [str(service.number) for service in ALL]

# (service, field): the erratum by which we demand what the table calls optional.
REQUIRED_BY_ERRATUM = {
    (113, "license_pic"): 20,
    (127, "id_number"): 23,
    (127, "full_name"): 23,
}
# (service, field): the erratum by which there are more choices than the text lists.
CHOICES_BY_ERRATUM = {(121, "verify_code_list"): (25, ["img", "sms", "pwd"])}
# (service, field): the erratum by which the table's word for a result field's mark is not followed.
RETURN_OPTIONAL_BY_ERRATUM = {(109, "face_set_resp"): 18}


def test_the_numbers_are_those_of_the_document() -> None:
    assert [service.number for service in ALL] == [entry["number"] for entry in reference()["services"]]
    assert len(SERVICES) == 27
    assert 112 not in {service.number for service in SERVICES}  # errata 10


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_number_path_method_and_title(service: Service) -> None:
    entry = described(service.number)
    assert (service.segment, service.path, service.method) == (
        entry["segment"],
        entry["path"],
        entry["method"],
    )
    assert service.title.zh == entry["title"]
    assert service.path.rsplit("/", 1)[1] == service.segment
    assert service.result_path == "/v4/checkresult"  # errata 6
    assert by_number(service.number) is service
    assert by_segment(service.segment) is service


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_how_the_result_comes(service: Service) -> None:
    assert service.arrival is Arrival(described(service.number)["result_comes"])  # errata 12


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_every_field_required_mark_and_choice(service: Service) -> None:
    entry = described(service.number)
    assert [field.name for field in service.fields] == [field["name"] for field in entry["fields"]]
    for field, told in zip(service.fields, entry["fields"], strict=True):
        key = (service.number, field.name)
        assert field.required == (told["required"] or key in REQUIRED_BY_ERRATUM), key
        _, choices = CHOICES_BY_ERRATUM.get(key, (None, entry["choices"].get(field.name, [])))
        assert [choice.value for choice in field.choices] == choices, key


def _marks(fields: Sequence[dict[str, Any]]) -> dict[str, bool]:
    return {field["name"]: field["required"] for field in fields}


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_every_response_field(service: Service) -> None:
    entry = described(service.number)
    response, result = _marks(entry["response"]), _marks(entry["result"])
    expected = {}
    for name in (*response, *result):
        stage = (
            "both" if name in response and name in result else "response" if name in response else "result"
        )
        required = (
            response.get(name, result.get(name)) and (service.number, name) not in RETURN_OPTIONAL_BY_ERRATUM
        )
        expected[name] = (stage, required)
    assert {field.name: (field.stage, field.required) for field in service.returns} == expected
    for name, items in entry["items"].items():
        field = result_field(service, name)
        assert field is not None
        assert {item.name: item.required for item in field.items} == _marks(items)


def test_common_fields_and_the_notification() -> None:
    told = reference()
    assert [field.name for field in COMMON_FIELDS] == told["common_request"]
    assert all(field.required and field.generated for field in COMMON_FIELDS)
    assert {field.name: field.required for field in COMMON_RETURNS} == _marks(told["common_response"])
    assert {field.name: field.required for field in NOTIFICATION} == _marks(told["notification"]["fields"])
    items = {field.name: field.items for field in NOTIFICATION if field.items}
    for name, fields in told["notification"]["items"].items():
        assert {item.name: item.required for item in items[name]} == _marks(fields)


def test_return_codes() -> None:
    # errata 10: 111 and 127 have no table; 11: from 115 on both 00 and 01 occur; 113 and 114 alike.
    by_errata = {"11100", "11110", "12700", "12701", "12710"} | {
        f"{n}00" for n in (113, 114, *range(115, 127))
    }
    told = reference()["return_codes"]
    assert set(RETURN_CODES) == set(told) | by_errata
    for code, words in told.items():
        assert words in RETURN_CODES[code].zh.replace("，", ","), code  # ours is full-width
        assert RETURN_CODES[code].en


def test_resp_codes() -> None:
    assert set(RESP_CODES) == set(reference()["resp_codes"])


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_the_sample_is_a_success_and_its_fields_are_known(service: Service) -> None:
    import re

    sample = described(service.number)["sample"]
    code = re.search(r'"return_code": "(\d+)"', sample)
    assert code is not None
    assert classify(code[1], service) is CodeClass.SUCCESS
    assert "成功" in return_code_meaning(code[1]).zh
    undocumented = {"encrypt_method"}  # errata 26
    nested = {"blackSign", "blackPriorityLevel", "blackLisCheckResult", "fromSys", "priorityLevel", "kind"}
    nested |= {"value", "hitResult", "file_id", "file_type", "file_source"}
    for name in re.findall(r'"(\w+)"\s*:', sample):
        assert name in undocumented | nested or result_field(service, name) is not None, name


def test_errata_19_the_picture_of_111_is_a_face() -> None:
    field = by_number(111).field("video_pic")
    assert (field.role, field.kind, field.picture) == (Role.FACE_PICTURE, "picture", "face")
    assert not by_number(111).scored


def test_errata_5_and_6_the_paths() -> None:
    assert by_number(120).path == "/v5/trade/getmoxieresettask"
    assert by_number(106).path.startswith("/v3/")
    assert by_number(108).path.startswith("/v3/")


def test_errata_28_cvv2_is_a_cipher_text_and_never_kept() -> None:
    field = by_number(102).field("cvv2")
    assert field.kind == "cipher"
    assert not field.sensitivity.stored


def test_errata_29_the_picture_of_101_may_be_a_packet() -> None:
    variant = by_number(101).field("video_pic").variant
    assert variant is not None
    assert (variant.by, variant.value, variant.kind) == ("video_pic_flag", "true", "packet")


def test_errata_17_21_22_are_rules() -> None:
    assert [rule.kind for rule in by_number(109).rules] == [RuleKind.EITHER_OR]
    assert [rule.kind for rule in by_number(110).rules] == [RuleKind.EITHER_OR]
    assert [(rule.kind, rule.count) for rule in by_number(114).rules] == [(RuleKind.AT_LEAST, 1)]
    name, two = by_number(126).rules
    assert (name.kind, name.fields) == (RuleKind.ALL, (("full_name",),))
    assert (two.kind, two.count) == (RuleKind.AT_LEAST, 2)
    assert ("imei", "idfa") in two.fields


def test_errata_23_both_spellings_are_known() -> None:
    names = {field.name for field in by_number(127).returns}
    assert {"trx_no", "trxNo"} <= names


def test_errata_24_one_role_for_several_names() -> None:
    def roles(*places: tuple[int, str]) -> set[Role]:
        return {by_number(number).field(name).role for number, name in places}

    assert roles((102, "mobile_no"), (115, "mobile"), (122, "mobile")) == {Role.MOBILE}
    assert roles((102, "acct_no"), (114, "card_no")) == {Role.BANK_CARD}
    assert roles((109, "group_ids"), (110, "group_id")) == {Role.FACE_GROUP}
    bank_card = result_field(by_number(108), "bank_card")
    assert isinstance(bank_card, ResultField)
    assert bank_card.role is Role.BANK_CARD
