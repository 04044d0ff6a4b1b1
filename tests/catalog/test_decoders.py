"""Decoders over the reference's examples, malformed variants and arbitrary JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog import loose, meanings
from realme_desktop.catalog.decoders import Facts, Plain, Rows, Tree, Unreadable, conceal, decode
from realme_desktop.catalog.decoding.risk import findings
from realme_desktop.catalog.decoding.sections import sections_of
from realme_desktop.catalog.model import Decoder, ResultField
from realme_desktop.catalog.registry import CHECKRESULT, NOTIFICATION, SERVICES, by_number, result_field

from .reference import described
from .test_verdicts import JSON


def entry(number: int, name: str) -> ResultField:
    field = result_field(by_number(number), name)
    assert field is not None
    return field


def rows(number: int, name: str, value: Any, language: Any = "zh") -> Rows:
    decoded = decode(entry(number, name), value, language)
    assert isinstance(decoded, Rows)
    return decoded


EVERY = [
    *(field for service in (*SERVICES, CHECKRESULT) for field in service.returns),
    *NOTIFICATION,
]
BY_DECODER = {field.decoder: field for field in EVERY}


def test_every_decoder_is_used() -> None:
    assert set(BY_DECODER) == set(Decoder)


KEYS = st.sampled_from(
    [
        "blackSign",
        "blackLisCheckResult",
        "hitResult",
        "channels",
        "phase",
        "task_id",
        "input",
        "score",
        "riskCode",
        "borrowAmount",
        "contractDate",
        "arrearsAmount",
        "file_type",
        "respCd",
    ]
)
SHAPED = st.recursive(
    JSON,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("decoder", list(Decoder), ids=lambda decoder: decoder.value)
@given(value=SHAPED)
@settings(max_examples=20, deadline=None)
def test_decoders_never_raise(decoder: Decoder, value: Any) -> None:
    field = BY_DECODER[decoder]
    for given_value in (value, json.dumps(value), json.dumps(json.dumps(value)), json.dumps(value)[:-1]):
        for language in ("zh", "en"):
            decoded = decode(field, given_value, language)
            if isinstance(decoded, Rows):
                assert all(len(row) == len(decoded.columns) == len(decoded.masks) for row in decoded.rows)
                assert all(isinstance(cell, str) for row in decoded.rows for cell in row)
            conceal(field, decoded)


@pytest.mark.parametrize("decoder", list(Decoder), ids=lambda decoder: decoder.value)
def test_nothing_decodes_to_nothing(decoder: Decoder) -> None:
    assert decode(BY_DECODER[decoder], None) == Plain("")
    assert decode(BY_DECODER[decoder], " ") == Plain("")
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    decode(BY_DECODER[decoder], deep)
    decode(BY_DECODER[decoder], "[" * 50_000)
    decode(BY_DECODER[decoder], 10**5000)


def test_plain_and_codes() -> None:
    assert decode(entry(104, "resp_info"), "认证通过") == Plain("认证通过")
    assert decode(entry(104, "resp_info"), {"a": 1}) == Tree({"a": 1})
    assert decode(entry(104, "resp_code"), "00") == Plain("一致（00）")
    assert decode(entry(104, "resp_code"), 1, "en") == Plain("No match (01)")
    assert decode(entry(104, "resp_code"), "77") == Plain("77")
    assert decode(entry(105, "mp_ssim"), 30.5) == Plain("30.5")
    assert decode(entry(126, "found"), 1) == Plain("1 能查到")
    assert decode(entry(126, "id_found"), "-1", "en") == Plain("-1 not found")


# -- AML ----------------------------------------------------------------------------------------------------


def test_the_malformed_sample_of_114_is_read() -> None:
    opened = loose.loads(described(114)["sample"])
    assert opened["return_code"] == "11401"
    assert opened["pep_result"] == ""
    assert opened["black_list_result"]["blackSign"] == "999"
    table = rows(114, "black_list_result", opened["black_list_result"])
    assert table.rows == (("008 姓名", "丁薛祥", "N 未命中", "", "[]"),)
    assert [(label.zh, text) for label, text in table.facts] == [("黑名单标志", "999"), ("黑名单优先级", "")]


def test_aml_tables_keep_what_nobody_described() -> None:
    value = {"blackSign": "1", "odd": [1], "blackListCheckResult": [{"hitResult": "Y", "listName": "UN"}]}
    table = rows(114, "black_list_result", json.dumps(value), "en")
    assert table.columns[-1].en == "listName"
    assert table.rows[0][2] == "Y hit"
    assert table.rows[0][-1] == "UN"
    assert ("odd", "[1]") in [(label.zh, text) for label, text in table.facts]
    assert isinstance(decode(entry(114, "black_list_result"), "{broken"), Unreadable)
    assert isinstance(decode(entry(114, "pep_result"), {"person": {"name": "x"}}), Tree)


# -- lists --------------------------------------------------------------------------------------------------

FACE_SET = '[{"respCd":"000001","respInfo":"成功","groupId":"1000","personId":"2000","faceId":"3000"}'


@pytest.mark.parametrize(
    "value", [FACE_SET, FACE_SET + "]", FACE_SET[1:], json.loads(FACE_SET + "]"), json.dumps(FACE_SET + "]")]
)
def test_face_set_with_and_without_its_bracket(value: Any) -> None:
    table = rows(109, "face_set_resp", value)
    assert table.rows == (("000001", "成功", "1000", "2000", "3000"),)


def test_candidates_come_best_first() -> None:
    people = [
        {"personId": "1", "fileId": "a", "personName": "张三", "score": "50"},
        {"personId": "2", "fileId": "b", "personName": "李四", "score": 90.5, "extra": "x"},
        {"personId": "3"},
    ]
    table = rows(110, "face_identify_list", json.dumps(people))
    assert [row[0] for row in table.rows] == ["2", "1", "3"]
    assert table.rows[0][-1] == "x"
    hidden = conceal(entry(110, "face_identify_list"), table)
    assert isinstance(hidden, Rows)
    assert hidden.rows[0][2] == "李*"
    assert hidden.rows[0][3] == "90.5"
    assert "x" not in hidden.rows[0]


def test_files() -> None:
    sample = json.loads(described(200)["sample"])
    table = rows(200, "file_list", sample["file_list"])
    assert table.rows == (("J20170504123698547", "01 身份证正面照", "JVS 聚合鉴权文件地址"),)


def test_risk_info_in_each_spelling() -> None:
    value = [
        {"riskCode": 1, "riskCodeValue": 3},
        {"RiskCode": "1108", "RiskValue": "2"},
        {"RiskCode": "9999", "RiskCodeValue": "7"},
    ]
    assert rows(126, "risk_info", value).rows == (
        ("1 疑似信贷中介", "3 高"),
        ("1108 猫池", "2 中"),
        ("9999", "7"),
    )


# -- loans --------------------------------------------------------------------------------------------------


def test_loan_records() -> None:
    value = [
        {
            "borrowType": 1,
            "borrowState": "6",
            "borrowAmount": 3,
            "contractDate": 1546272000000,
            "loanPeriod": 12,
            "repayState": 9,
            "arrearsAmount": "123456789",
            "companyCode": "P2P1",
        }
    ]
    expected = (
        "1 个人信贷",
        "6 待放款",
        "[4, 6) 万元",
        "2019-01-01",
        "12",
        "9 已还清",
        "1,234.56789 元",
        "P2P1",
    )
    assert rows(127, "loanInfos", value).rows == (expected,)
    assert rows(127, "loanInfos", json.dumps(value)).rows == (expected,)
    assert rows(127, "loanInfos", value, "en").rows[0][2] == "40,000 to 60,000 CNY"


@pytest.mark.parametrize(
    ("code", "band"),
    [
        ("-7", "[0, 0.1) 万元"),
        ("-6", "[0.1, 0.2) 万元"),
        ("-3", "[0.4, 0.6) 万元"),
        ("-1", "[0.8, 1) 万元"),
        ("0", "未知"),
        ("1", "[1, 2) 万元"),
        ("2", "[2, 4) 万元"),
        ("4", "[6, 8) 万元"),
        ("50", "[98, 100) 万元"),
    ],
)
def test_amount_bands(code: str, band: str) -> None:
    words = meanings.borrow_amount(code)
    assert words is not None
    assert words.zh == band


def test_amounts_and_dates_that_are_none() -> None:
    assert meanings.borrow_amount("-8") is None
    assert meanings.borrow_amount("x") is None
    assert meanings.arrears("x") is None
    assert meanings.arrears("NaN") is None
    assert meanings.shanghai_date("x") is None
    assert meanings.shanghai_date("9" * 15) is None
    zero = meanings.arrears("0")
    assert zero is not None
    assert zero.zh == "0.00 元"
    # 16:00 UTC is midnight in Shanghai
    assert meanings.shanghai_date("1546271999999") == "2018-12-31"


# -- 魔蝎 ---------------------------------------------------------------------------------------------------


def test_moxie_results() -> None:
    field = entry(118, "result")
    assert decode(field, "8a7b6c") == Plain("8a7b6c")
    status = {
        "phase": "LOGIN",
        "phase_status": "WAIT_CODE",
        "finished": False,
        "input": {"type": "sms", "wait_seconds": 60},
        "odd": {"a": 1},
    }
    decoded = decode(field, json.dumps(status))
    assert isinstance(decoded, Facts)
    assert [(label.zh, text) for label, text in decoded.items] == [
        ("阶段", "LOGIN"),
        ("阶段状态", "WAIT_CODE 等待输入验证码"),
        ("已结束", "false"),
        ("需要输入：类型", "sms"),
        ("需要输入：等待秒数", "60"),
        ("odd", '{"a": 1}'),
    ]
    channels = {"carrier": "CM", "channels": [{"channel": "1", "login_sms_required": True}]}
    table = rows(119, "result", channels)
    assert table.rows == (("1", "", "", "", "true"),)
    assert [(label.en, text) for label, text in table.facts] == [("Carrier code", "CM")]
    bill = {"mobile": "13800138000", "bills": [{"bill_month": "2026-01"}]}
    assert decode(entry(124, "result"), json.dumps(bill)) == Tree(bill)
    assert conceal(entry(124, "result"), Tree(bill)) == Plain("******")


def test_unknown_structures_become_a_table_if_they_are_flat() -> None:
    table = rows(125, "data", '[{"a": 1, "b": "x"}, {"a": 2, "c": null}]')
    assert [column.zh for column in table.columns] == ["a", "b", "c"]
    assert table.rows == (("1", "x", ""), ("2", "", ""))
    assert isinstance(decode(entry(125, "data"), {"a": [1]}), Tree)
    assert decode(entry(125, "data"), "just text") == Plain("just text")


# -- loose JSON ---------------------------------------------------------------------------------------------


@given(JSON)
@settings(max_examples=60, deadline=None)
def test_good_json_is_read_as_json_reads_it(value: Any) -> None:
    text = json.dumps(value)
    opened = loose.loads(text)
    if not isinstance(value, str):
        assert json.dumps(opened) == text
    if isinstance(value, dict | list):
        assert json.dumps(loose.loads(json.dumps(text))) == text


@given(st.text(max_size=80) | st.text('{}[]":,\\ a1', max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    loose.loads(text)
    loose.unwrap(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2', {"a": [1, 2]}),
        ('{"a": 1,', {"a": 1}),
        ('{"a": "{"b": "x\\"y"}", "c": 1}', {"a": {"b": 'x"y'}, "c": 1}),
        ('{"a": "[{"b": "{"}]"}', {"a": [{"b": "{"}]}),
        ('{\\"a\\":\\"b\\"}', {"a": "b"}),
        ('\ufeff{"a": 1}', {"a": 1}),
    ],
)
def test_repairs(text: str, value: Any) -> None:
    assert loose.loads(text) == value


@pytest.mark.parametrize("text", ["", "hello", '{"a": "cut', "{a: 1}", '{"a"', "}{", '{"a": 1]'])
def test_what_stays_unread(text: str) -> None:
    assert loose.loads(text) is loose.NOTHING
    assert not loose.NOTHING


def test_a_hostile_text_is_answered_quickly() -> None:
    loose.loads('{"a": "{' * 5_000)
    loose.loads('{"a": "{}", ' * 5_000)
    loose.loads("[" * 200_000)
    loose.loads('"' + "\\" * 200_001)


@pytest.mark.parametrize("number", [111, 122, 125, 126, 127])
def test_a_code_that_judges_nobody_is_shown_as_it_is(number: int) -> None:
    field = result_field(by_number(number), "resp_code")
    assert field is not None
    shown = decode(field, "00", "zh")
    assert isinstance(shown, Plain) and shown.text == "00"


def test_a_success_claims_no_match_where_nobody_was_compared() -> None:
    assert decode(entry(107, "resp_code"), "00", compared=False) == Plain("成功（00）")
    assert decode(entry(107, "resp_code"), "01", "en", compared=False) == Plain("Failure (01)")
    assert decode(entry(107, "resp_code"), "02", compared=False) == Plain("02")


def test_a_list_without_end_is_read_to_its_bound_and_the_rest_is_counted() -> None:
    found = rows(109, "face_set_resp", [{"respCd": "000001", "groupId": str(at)} for at in range(2_500)])
    assert len(found.rows) == 2_000 and found.more == 500


def test_of_findings_without_end_the_gravest_are_kept() -> None:
    mild = [{"riskCode": "4", "riskCodeValue": "1"}] * 2_500
    found = findings({"risk_info": [*mild, {"riskCode": "2", "riskCodeValue": "3"}]})
    assert found.table is not None and len(found.table.rows) == 2_000 and found.left_out == 501
    assert found.table.rows[0][0].text.zh == "2"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [("dial_type", "DIALED", "被叫"), ("send_type", "SEND", "发送"), ("dial_type", "转接", "转接")],
)
def test_directions_of_calls_and_messages_have_words(key: str, value: str, words: str) -> None:
    _, sections = sections_of({"calls": [{key: value}]})
    table = sections[0].table
    assert table is not None and table.rows[0][0].text.zh == words
