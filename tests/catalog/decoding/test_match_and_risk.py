"""What a match says, element by element; scores that judge nobody."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from realme_desktop.catalog.decoding import match, risk
from realme_desktop.catalog.decoding.match import Agreement
from realme_desktop.catalog.model import VerdictBasis
from realme_desktop.catalog.registry import SERVICES, by_number
from tests.catalog.reference import described

AGREES, DIFFERS, UNKNOWN = Agreement.AGREES, Agreement.DIFFERS, Agreement.UNKNOWN
NOT_TOLD, NOT_ASKED = Agreement.NOT_TOLD, Agreement.NOT_ASKED
BOTH = {"full_name": "张三", "id_number": "11010519491231002X", "mobile_no": "13800138000"}


def said(code: Any, params: dict[str, str]) -> tuple[Agreement, ...]:
    made = match.statements(by_number(103), {"resp_code": code}, params)
    assert [statement.key for statement in made] == ["id_number", "full_name"]
    for statement in made:
        assert statement.sign and statement.words.zh and statement.words.en and statement.about.en
    return tuple(statement.agreement for statement in made)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("00", (AGREES, AGREES)),
        (0, (AGREES, AGREES)),
        ("01", (NOT_TOLD, NOT_TOLD)),
        ("02", (AGREES, UNKNOWN)),
        ("03", (DIFFERS, UNKNOWN)),
        ("04", (AGREES, DIFFERS)),
        ("05", (DIFFERS, AGREES)),
        ("99", (UNKNOWN, UNKNOWN)),
        ("77", (UNKNOWN, UNKNOWN)),
        (None, (UNKNOWN, UNKNOWN)),
        ({}, (UNKNOWN, UNKNOWN)),
    ],
)
def test_the_two_statements_of_103(code: Any, expected: tuple[Agreement, Agreement]) -> None:
    assert said(code, BOTH) == expected


def test_what_was_not_asked_is_not_stated() -> None:
    without_name = {"id_number": BOTH["id_number"], "mobile_no": BOTH["mobile_no"]}
    assert said("00", without_name) == (AGREES, NOT_ASKED)
    assert said("01", without_name) == (DIFFERS, NOT_ASKED)
    assert said("99", without_name) == (UNKNOWN, NOT_ASKED)
    assert said("04", without_name) == (AGREES, DIFFERS), "RealMe's own words count"


def test_other_services_make_one_statement() -> None:
    for service in SERVICES:
        if service.basis is not VerdictBasis.MOBILE:
            assert match.statements(service, {"resp_code": "00"}, BOTH) == ()


def test_the_sample_of_103() -> None:
    sample = json.loads(described(103)["sample"])
    assert [s.agreement for s in match.statements(by_number(103), sample, BOTH)] == [AGREES, AGREES]


def test_what_was_compared() -> None:
    card = by_number(102)
    params = {"full_name": "张三", "acct_no": "6222020200112233", "acct_type": "P"}
    made = match.elements(card, params, (), {"full_name": "张三"})
    assert [(element.name, element.given) for element in made] == [
        ("full_name", True),
        ("id_number", False),
        ("mobile_no", False),
        ("acct_no", True),
    ]
    strength = match.how_many(card, made)
    assert strength is not None and strength.zh == "二要素核验"
    assert match.how_many(by_number(104), made) is None


@pytest.mark.parametrize(
    ("returned", "differs"),
    [
        ("张三", False),
        (" 张三 ", False),
        ("李四", True),
        ("", False),
        (None, False),
        (["张三"], False),
        (7, False),
    ],
)
def test_what_came_back_is_held_against_what_was_asked(returned: Any, differs: bool) -> None:
    made = match.elements(by_number(106), {"full_name": "张三"}, ("id_front_pic",), {"full_name": returned})
    by_name = {element.name: element for element in made}
    assert by_name["full_name"].differs is differs
    assert by_name["id_front_pic"].given and by_name["id_negative_pic"].given, "no order goes without them"
    assert by_name["id_front_pic"].asked is None


def test_the_sample_of_200_returns_nothing_in_empty_texts() -> None:
    sample = json.loads(described(200)["sample"])
    made = match.elements(by_number(100), BOTH, ("video_pic",), sample)
    assert not any(element.returned or element.differs for element in made)


def test_mock_results_are_told() -> None:
    words = match.mock_remark(by_number(102), {"id_number": "8101"})
    assert "模拟" in words.zh and "8" in words.zh and "mock" in words.en
    assert "没有提交" in match.mock_remark(by_number(102), {}).zh
    assert "可能" in match.mock_remark(by_number(104), {"id_number": "8101"}).zh


# -- scores -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "name"), [(111, "score"), (122, "credit_score"), (126, "risk_score")])
@pytest.mark.parametrize("value", ["87.5", 87.5, " 87.5 "])
def test_a_number_and_no_verdict(number: int, name: str, value: Any) -> None:
    made = risk.score_of(by_number(number), {name: value})
    assert made is not None
    assert made.value == Decimal("87.5")
    assert made.low <= made.value <= made.high
    assert made.published is (number == 126)
    assert made.note.zh and made.note.en


@pytest.mark.parametrize("value", [None, "", " ", {}, []])
def test_no_score_is_never_zero(value: Any) -> None:
    for number, name in ((111, "score"), (122, "credit_score"), (126, "risk_score")):
        made = risk.score_of(by_number(number), {name: value})
        assert made is not None
        assert made.value is None and made.text == ""
        assert "没有分值" in made.note.zh


@pytest.mark.parametrize(
    "value",
    ["N/A", True, "NaN", "1e400", [1], {"a": 1}, 10**4000, "9" * 50],
    ids=lambda value: str(type(value)),
)
def test_what_is_no_number_is_shown_as_it_is(value: Any) -> None:
    made = risk.score_of(by_number(122), {"credit_score": value})
    assert made is not None
    assert made.value is None
    assert made.text


def test_scales() -> None:
    def ends(value: Any, number: int = 122, name: str = "credit_score") -> tuple[int, int, bool]:
        made = risk.score_of(by_number(number), {name: value})
        assert made is not None
        return made.low, made.high, made.published

    assert ends("650") == (0, 1000, False)
    assert ends("0") == (0, 100, False)
    assert ends("0.35") == (0, 1, False)
    assert ends("-3") == (-100, 100, False)
    assert ends("100", 126, "risk_score") == (0, 100, True)
    assert ends("101", 126, "risk_score") == (0, 1000, False)
    for service in SERVICES:
        if service.scored:
            assert risk.score_of(service, {"mp_ssim": "60"}) is None


def test_findings_by_gravity_and_with_unknown_codes() -> None:
    value = [
        {"riskCode": 1, "riskCodeValue": 1},
        {"RiskCode": "9999", "RiskCodeValue": "7"},
        {"RiskCode": "1108", "RiskValue": "3", "odd": "x"},
        "text",
    ]
    for given in (value, json.dumps(value), json.dumps(json.dumps(value))):
        made = risk.findings({"found": "1", "id_found": -1, "risk_info": given})
        assert made.found[0][2] is True and made.found[1][2] is False
        assert made.table is not None
        cells = [[cell.text.zh for cell in row] for row in made.table.rows]
        assert cells[0] == ["9999", "未公布的代码", "7", "", ""]
        assert cells[1] == ["1108", "猫池", "●●● 高", "x", ""]
        assert cells[2] == ["1", "疑似信贷中介", "●○○ 低", "", ""]
        assert cells[3][-1] == "text"


def test_findings_in_other_makes() -> None:
    one = risk.findings({"risk_info": {"riskCode": 2, "riskCodeValue": 2}})
    assert one.table is not None and one.table.rows[0][2].text.en == "●●○ medium"
    broken = risk.findings({"risk_info": "{broken"})
    assert broken.table is None and broken.raw == "{broken"
    empty: tuple[Any, ...] = (None, "", [], {}, "[]", " {} ")
    for nothing in empty:
        made = risk.findings({"risk_info": nothing})
        assert made.table is None and made.raw == ""
    assert risk.findings({"found": "maybe"}).found[0][2] is None
