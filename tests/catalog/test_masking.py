"""What is hidden, and how much of it shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog.decoders import Unreadable, conceal, decode
from realme_desktop.catalog.masking import HIDDEN, mask, mask_values
from realme_desktop.catalog.model import Role, Sensitivity, Service
from realme_desktop.catalog.registry import CHECKRESULT, SERVICES, by_number

from .test_verdicts import JSON


@pytest.mark.parametrize(
    ("value", "sensitivity", "role", "shown"),
    [
        ("01", Sensitivity.PUBLIC, Role.RESULT_CODE, "01"),
        ("张三", Sensitivity.PERSONAL, Role.FULL_NAME, "张*"),
        ("张", Sensitivity.PERSONAL, Role.FULL_NAME, "张*"),
        ("John Smith", Sensitivity.PERSONAL, Role.FULL_NAME, "J***"),
        ("11010519491231002X", Sensitivity.IDENTIFIER, Role.ID_NUMBER, "110***********002X"),
        ("13800138000", Sensitivity.IDENTIFIER, Role.MOBILE, "138****8000"),
        ("4111111111111111", Sensitivity.IDENTIFIER, Role.BANK_CARD, "411111******1111"),
        ("E12345678", Sensitivity.IDENTIFIER, Role.ID_NUMBER, "******678"),
        ("12", Sensitivity.IDENTIFIER, Role.ID_NUMBER, "**"),
        ("8.8.8.8", Sensitivity.IDENTIFIER, Role.IP_ADDRESS, "*****.8"),
        ("上海市浦东新区新华路路123号", Sensitivity.PERSONAL, Role.ADDRESS, "上海市浦东新******"),
        ("上海", Sensitivity.PERSONAL, Role.ADDRESS, "上海******"),
        ("A-1", Sensitivity.PERSONAL, Role.AUTHORIZATION, HIDDEN),
        ("123456", Sensitivity.SECRET, Role.PASSWORD, HIDDEN),
        ("x", Sensitivity.BIOMETRIC, Role.FACE_PICTURE, HIDDEN),
        ("", Sensitivity.SECRET, Role.PASSWORD, ""),
    ],
)
def test_mask(value: str, sensitivity: Sensitivity, role: Role, shown: str) -> None:
    assert mask(value, sensitivity, role) == shown


@given(st.text(min_size=1, max_size=40), st.sampled_from(Sensitivity), st.sampled_from(Role))
@settings(max_examples=100, deadline=None)
def test_most_of_a_masked_value_is_hidden(value: str, sensitivity: Sensitivity, role: Role) -> None:
    hidden = mask(value, sensitivity, role)
    if sensitivity.masked:
        assert "*" in hidden
        if sensitivity is Sensitivity.SECRET:
            assert hidden == HIDDEN


@pytest.mark.parametrize("service", [*SERVICES, CHECKRESULT], ids=lambda service: service.segment)
@given(
    values=st.dictionaries(st.sampled_from(["result", "full_name", "odd", "file_list", "loanInfos"]), JSON)
)
@settings(max_examples=8, deadline=None)
def test_no_answer_breaks_the_mask(service: Service, values: dict[str, Any]) -> None:
    assert set(mask_values(service, values)) == set(values)


def test_mask_values() -> None:
    people = [{"personId": "20001234", "fileId": "J123456789", "personName": "李四", "score": 90, "odd": "x"}]
    masked = mask_values(
        by_number(110),
        {
            "return_code": "20000",
            "resp_code": "00",
            "seq_id": "2017010100000001",
            "full_name": "张三",
            "id_number": "11010519491231002X",
            "face_identify_list": people,
            "encrypt_method": "00",
            "authorization_info": "A-1",
            "mp_ssim": 60,
            "sign": "abcdef",
            "empty": "",
            "none": None,
        },
    )
    assert masked == {
        "return_code": "20000",
        "resp_code": "00",
        "seq_id": "2017010100000001",
        "full_name": "张*",
        "id_number": "110***********002X",
        "face_identify_list": [
            {
                "personId": "******34",
                "fileId": "J12***6789",
                "personName": "李*",
                "score": 90,
                "odd": HIDDEN,
            }
        ],
        "encrypt_method": HIDDEN,  # nobody described it: it might be anything
        "authorization_info": HIDDEN,
        "mp_ssim": 60,
        "sign": HIDDEN,
        "empty": "",
        "none": None,
    }
    assert mask_values(by_number(110), {"face_identify_list": '[{"personName": "李四"}]'}) == {
        "face_identify_list": HIDDEN
    }
    assert mask_values(by_number(118), {"result": {"idcard": "1"}}) == {"result": HIDDEN}
    assert mask_values(by_number(115), {"password": "123456"}) == {"password": HIDDEN}


def test_what_can_not_be_read_is_hidden_too() -> None:
    field = by_number(114).returns[1]
    decoded = decode(field, "张三 {")
    assert isinstance(decoded, Unreadable)
    hidden = conceal(field, decoded)
    assert isinstance(hidden, Unreadable)
    assert hidden.raw == HIDDEN
