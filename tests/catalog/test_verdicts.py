"""From answers to verdicts: what is unknown, absent or unreadable is for a human."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog.codes import CodeClass, classify, normal_resp_code, return_code_meaning
from realme_desktop.catalog.model import Service, Verdict, VerdictBasis
from realme_desktop.catalog.registry import CHECKRESULT, SERVICES, by_number
from realme_desktop.catalog.verdicts import judge, own_verdict, read_score, score_of

MATCH, MISMATCH, PARTIAL = Verdict.MATCH, Verdict.MISMATCH, Verdict.PARTIAL
HIT, CLEAR, DATA, REVIEW = Verdict.HIT, Verdict.CLEAR, Verdict.DATA, Verdict.REVIEW

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def verdict(number: int, **values: Any) -> Verdict:
    return judge(by_number(number), values).verdict


@pytest.mark.parametrize("number", [100, 101, 102, 104, 105, 106, 200])
def test_the_simple_codes(number: int) -> None:
    assert verdict(number, resp_code="00") is MATCH
    assert verdict(number, resp_code="01") is MISMATCH
    for code in ("99", "02", "05", "77", "0", "OK", "", None, True, 1.0, [], {}):
        assert verdict(number, resp_code=code) is REVIEW, code
    assert verdict(number) is REVIEW


def test_numbers_for_codes() -> None:
    assert verdict(104, resp_code=0) is MATCH
    assert verdict(104, resp_code=1) is MISMATCH
    assert verdict(104, resp_code=99) is REVIEW
    assert normal_resp_code(10**5000) is None
    assert normal_resp_code(-1) is None


@pytest.mark.parametrize(
    ("code", "expected", "statements"),
    [
        ("00", MATCH, []),
        ("01", MISMATCH, []),
        ("02", PARTIAL, ["手机号与身份证号一致", "手机号与姓名是否一致：未知"]),
        ("03", MISMATCH, ["手机号与身份证号不一致", "手机号与姓名是否一致：未知"]),
        ("04", PARTIAL, ["手机号与身份证号一致", "手机号与姓名不一致"]),
        ("05", PARTIAL, ["手机号与身份证号不一致", "手机号与姓名一致"]),
        ("06", REVIEW, []),
        ("99", REVIEW, []),
    ],
)
def test_103_tells_two_statements(code: str, expected: Verdict, statements: list[str]) -> None:
    judgement = judge(by_number(103), {"resp_code": code})
    assert judgement.verdict is expected
    assert [statement.zh for statement in judgement.statements] == statements
    assert code in judgement.reason.zh
    assert code in judgement.reason.en


# -- AML ----------------------------------------------------------------------------------------------------

CLEAR_LIST = {
    "blackSign": "999",
    "blackPriorityLevel": "",
    "blackLisCheckResult": [
        {"fromSys": [], "priorityLevel": "", "kind": "008", "value": "丁薛祥", "hitResult": "N"}
    ],
}


def _with(sign: Any = "999", **entry: Any) -> dict[str, Any]:
    first = {**CLEAR_LIST["blackLisCheckResult"][0], **entry}  # type: ignore[dict-item,index]
    return {"blackSign": sign, "blackLisCheckResult": [first]}


def test_the_sample_of_114_is_clear_however_it_is_wrapped() -> None:
    text = json.dumps(CLEAR_LIST, ensure_ascii=False)
    for wrapped in (CLEAR_LIST, text, json.dumps(text), text.replace('"', '\\"'), f" {text}\n"):
        assert verdict(114, black_list_result=wrapped, pep_result="") is CLEAR, wrapped
    right = {"blackSign": "999", "blackListCheckResult": CLEAR_LIST["blackLisCheckResult"]}
    assert verdict(114, black_list_result=right) is CLEAR
    inner = {"blackSign": "999", "blackLisCheckResult": json.dumps(CLEAR_LIST["blackLisCheckResult"])}
    assert verdict(114, black_list_result=inner) is CLEAR


@pytest.mark.parametrize("hit", ["Y", "1", "H", "YES", 1, True, ["Y"], {"a": 1}])
def test_any_hit_result_but_n_is_a_hit(hit: Any) -> None:
    assert verdict(114, black_list_result=_with(hitResult=hit)) is HIT
    assert verdict(114, black_list_result=json.dumps(_with(hitResult=hit))) is HIT
    assert verdict(114, black_list_result=_with("123", hitResult=hit)) is HIT
    assert verdict(114, black_list_result=CLEAR_LIST, pep_result=[{"hitResult": hit}]) is HIT
    assert verdict(114, pep_result=json.dumps([{"hitResult": hit}])) is HIT


@pytest.mark.parametrize(
    "black",
    [
        _with("998"),
        _with(""),
        _with(None),
        {"blackLisCheckResult": CLEAR_LIST["blackLisCheckResult"]},
        {"blackSign": "999"},
        {"blackSign": "999", "blackLisCheckResult": []},
        _with(kind="001"),
        _with(kind=None),
        _with(kind=8),
        _with(hitResult=""),
        _with(hitResult=None),
        {"blackSign": "999", "blackLisCheckResult": [{"kind": "008"}]},
        {"blackSign": "999", "blackLisCheckResult": [CLEAR_LIST["blackLisCheckResult"], "odd"]},
        {"blackSign": "999", "blackLisCheckResult": "odd"},
        "no JSON at all",
        '{"blackSign":"999", "blackLisCheckResult":[{"hitRes',
        "",
        None,
        {},
        [],
        42,
    ],
)
def test_what_is_unknown_is_never_clear(black: Any) -> None:
    assert verdict(114, black_list_result=black, pep_result="") is REVIEW


def test_a_list_that_was_cut_is_never_clear() -> None:
    text = json.dumps(CLEAR_LIST)
    for end in range(1, len(text)):
        assert verdict(114, black_list_result=text[:end]) is REVIEW, text[:end]
    inner = json.dumps(CLEAR_LIST["blackLisCheckResult"])[:-1]
    assert verdict(114, black_list_result={"blackSign": "999", "blackLisCheckResult": inner}) is REVIEW
    cut = json.dumps(_with(hitResult="Y"))[:-2]
    assert verdict(114, black_list_result=cut) is HIT
    assert verdict(114, black_list_result=CLEAR_LIST, pep_result="[") is REVIEW


def test_pep_that_can_not_be_judged_is_never_clear() -> None:
    for pep in ("odd", {"name": "丁薛祥"}, [{"name": "x"}], 1):
        assert verdict(114, black_list_result=CLEAR_LIST, pep_result=pep) is REVIEW, pep
    for empty in ("", None, "[]", {}):
        assert verdict(114, black_list_result=CLEAR_LIST, pep_result=empty) is CLEAR, empty
    assert verdict(114, black_list_result=CLEAR_LIST, resp_code="99") is REVIEW
    assert verdict(114) is REVIEW


@given(JSON, JSON)
@settings(max_examples=80, deadline=None)
def test_arbitrary_aml_answers_are_never_clear(black: Any, pep: Any) -> None:
    assert verdict(114, black_list_result=black, pep_result=pep) in (REVIEW, HIT)
    assert verdict(114, black_list_result=json.dumps(black), pep_result=json.dumps(pep)) in (REVIEW, HIT)


def test_an_answer_nested_deeper_than_the_stack_is_for_a_human() -> None:
    assert verdict(114, black_list_result="[" * 100_000) is REVIEW
    deep: Any = {"hitResult": "Y"}
    for _ in range(5_000):
        deep = [deep]
    assert verdict(114, black_list_result=deep) is HIT


# -- data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "values", "expected"),
    [
        (107, {"full_name": "张三"}, DATA),
        (107, {"resp_code": "00", "addr": "上海"}, DATA),
        (107, {"resp_code": "01"}, REVIEW),
        (107, {"resp_code": "00"}, REVIEW),
        (107, {"full_name": "", "addr": " "}, REVIEW),
        (108, {"bank_card": "4111111111111111"}, DATA),
        (108, {}, REVIEW),
        (111, {"resp_code": "00", "score": 0}, DATA),
        (111, {"score": "0.5"}, REVIEW),  # its table demands a resp_code
        (111, {"resp_code": "88", "score": "0.5"}, REVIEW),
        (111, {"resp_code": "00"}, REVIEW),
        (113, {"ent_name": "上海晨星数据服务有限公司"}, DATA),
        (113, {"ent_name": "", "reg_no": ""}, REVIEW),
        (115, {"result": "8a7b"}, DATA),
        (118, {"result": {"phase": "LOGIN"}}, DATA),
        (118, {"result": ""}, REVIEW),
        (118, {}, REVIEW),
        (122, {"credit_score": "611"}, DATA),
        (122, {"resp_code": "01", "credit_score": ""}, REVIEW),
        (125, {"resp_code": "00", "data_count": "0", "data": "[]"}, DATA),
        (125, {"resp_code": "00", "data": []}, DATA),
        (125, {"resp_code": "00"}, REVIEW),
        (126, {"resp_code": "00", "found": -1, "id_found": -1}, DATA),
        (126, {"found": 1}, REVIEW),
        (127, {"loanInfos": [{"borrowType": 1}]}, DATA),
        (127, {"resp_code": "00", "loanInfos": []}, DATA),
        (127, {"resp_code": "00", "trx_no": "x", "trxNo": "x"}, REVIEW),
        (127, {"resp_code": "99", "loanInfos": []}, REVIEW),
        (109, {}, DATA),
        (109, {"face_set_resp": '[{"respCd":"000001","respInfo":"成功","groupId":"1000"}'}, DATA),
        (109, {"face_set_resp": [{"respCd": "000001"}, {"respCd": "100002"}]}, REVIEW),
        (109, {"face_set_resp": "odd"}, REVIEW),
        (109, {"return_code": "20000"}, REVIEW),  # the query worked: that says nothing of the registration
        (109, {"return_code": "20000", "resp_code": "00"}, DATA),
        (109, {"face_set_resp": [1]}, REVIEW),
        (109, {"resp_code": "99"}, REVIEW),
        (110, {"resp_code": "00", "face_identify_list": [{"score": "90"}]}, DATA),
        (110, {"face_identify_list": '[{"score": "90"}]'}, DATA),
        (110, {"resp_code": "00", "face_identify_list": []}, DATA),
        (110, {"resp_code": "00"}, REVIEW),
        (110, {"resp_code": "01"}, MISMATCH),
        (110, {"resp_code": "99"}, REVIEW),
        (110, {"resp_code": "55", "face_identify_list": []}, REVIEW),
    ],
)
def test_data_services(number: int, values: dict[str, Any], expected: Verdict) -> None:
    judgement = judge(by_number(number), values)
    assert judgement.verdict is expected
    assert judgement.reason.zh
    assert judgement.reason.en


NAMES = sorted({field.name for service in (*SERVICES, CHECKRESULT) for field in service.returns})


@pytest.mark.parametrize("service", [*SERVICES, CHECKRESULT], ids=lambda service: service.segment)
@given(values=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), JSON, max_size=5))
@settings(max_examples=12, deadline=None)
def test_no_answer_breaks_the_judges(service: Service, values: dict[str, Any]) -> None:
    judgement = judge(service, values)
    if service.basis in (VerdictBasis.RESP_CODE, VerdictBasis.MOBILE) and values.get("resp_code") is None:
        assert judgement.verdict is REVIEW
    score = score_of(service, values)
    assert score is None or 0 <= score <= 100


# -- scores -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "score"),
    [
        ("60", 60.0),
        (60, 60.0),
        (" 59.9 ", 59.9),
        ("85%", 85.0),
        (0, 0.0),
        ("", None),
        (None, None),
        ("NaN", None),
        (float("inf"), None),
        (101, None),
        (-1, None),
        (True, None),
        ([60], None),
        (10**400, None),
    ],
)
def test_read_score(value: Any, score: float | None) -> None:
    assert read_score(value) == score


def test_score_of() -> None:
    assert score_of(by_number(105), {"mp_ssim": "30"}) == 30.0
    assert score_of(by_number(105), {}) is None
    people = [{"score": "41.5"}, {"score": "x"}, "odd", {"score": 77}]
    assert score_of(by_number(110), {"face_identify_list": people}) == 77.0
    assert score_of(by_number(110), {"face_identify_list": json.dumps(people)}) == 77.0
    assert score_of(by_number(110), {"face_identify_list": {"score": 5}}) == 5.0
    assert score_of(by_number(111), {"score": "30"}) is None
    assert score_of(by_number(122), {"credit_score": "30"}) is None
    scored = {service.number for service in SERVICES if service.scored}
    assert scored == {100, 101, 105, 106, 110}


def test_own_verdict() -> None:
    assert own_verdict(60.0, 60.0) is MATCH
    assert own_verdict(59.99, 60.0) is MISMATCH
    assert own_verdict(0.0, 60.0) is MISMATCH
    assert own_verdict(None, 60.0) is None
    assert own_verdict(60.0, None) is None


# -- return codes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("10001", CodeClass.SUCCESS),
        ("12701", CodeClass.SUCCESS),
        ("11109", CodeClass.SUCCESS),
        ("11110", CodeClass.FAILURE),
        ("10499", CodeClass.FAILURE),
        ("20000", CodeClass.SUCCESS),
        ("20010", CodeClass.QUERY_FAILED),
        ("20011", CodeClass.NOT_FOUND),
        ("20012", CodeClass.PENDING),
        ("20013", CodeClass.FAILURE),
        ("90000", CodeClass.SUCCESS),
        ("90009", CodeClass.SUCCESS),
        ("90010", CodeClass.UNKNOWN),
        ("90099", CodeClass.UNKNOWN),
        ("90100", CodeClass.FAILURE),
        ("90101", CodeClass.FAILURE),
        ("90104", CodeClass.DUPLICATE),
        ("90105", CodeClass.THROTTLED),
        ("91099", CodeClass.FAILURE),
        ("91100", CodeClass.UNKNOWN),
        ("00000", CodeClass.UNKNOWN),
        ("1000", CodeClass.UNKNOWN),
        ("100001", CodeClass.UNKNOWN),
        ("1000a", CodeClass.UNKNOWN),
        ("\uff110001", CodeClass.UNKNOWN),
        ("", CodeClass.UNKNOWN),
        (None, CodeClass.UNKNOWN),
    ],
)
def test_classify(code: str | None, expected: CodeClass) -> None:
    assert classify(code, by_number(104)) is expected
    assert return_code_meaning(code).zh
    assert return_code_meaning(code).en


@given(st.text(max_size=8) | st.integers() | st.none())
@settings(max_examples=60, deadline=None)
def test_any_code_has_a_class_and_words(code: Any) -> None:
    assert isinstance(classify(code), CodeClass)
    assert return_code_meaning(code).zh


@pytest.mark.parametrize("number", [107, 110, 114, 123, 127])
def test_a_reason_speaks_of_a_match_only_where_somebody_was_compared(number: int) -> None:
    for code in ("00", "01", "99"):
        assert "一致" not in judge(by_number(number), {"resp_code": code}).reason.zh
    assert "一致" in judge(by_number(104), {"resp_code": "00"}).reason.zh


def test_a_clear_list_is_not_told_of_the_one_that_did_not_come() -> None:
    black = {"blackSign": "999", "blackLisCheckResult": [{"kind": "008", "value": "x", "hitResult": "N"}]}
    only = judge(by_number(114), {"black_list_result": black, "pep_result": ""})
    assert only.verdict is CLEAR and "PEP" in only.reason.zh and "所有" not in only.reason.zh
