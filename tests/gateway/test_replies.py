"""Replies, from the reference's samples to what a hostile server may say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.catalog.verdicts import judge
from realme_desktop.gateway.replies import read_reply, retry_after
from realme_desktop.gateway.reply import CallStatus, Reply

NAMECHECK = by_segment("namecheck")  # at once
STATIC = by_segment("staticfacecheck")  # later
CARD = by_segment("cardcheck")  # either
AML = by_segment("antilaunderquery")
LOANS = by_segment("getloaninfo")


def read(
    answer: dict[str, Any] | str | bytes,
    service: Any = NAMECHECK,
    status: int = 200,
    query: bool = False,
    **more: Any,
) -> Reply:
    body = json.dumps(answer, ensure_ascii=False) if isinstance(answer, dict) else answer
    return read_reply(
        service,
        body.encode() if isinstance(body, str) else body,
        status,
        more.pop("headers", {}),
        query=query,
        **more,
    )


def outcome(reply: Reply) -> tuple[CallStatus, bool, bool]:
    return reply.call, reply.pending, reply.has_result


RESULT = (CallStatus.ACCEPTED, False, True)
PENDING = (CallStatus.ACCEPTED, True, False)
REJECTED = (CallStatus.REJECTED, False, False)
UNCLEAR = (CallStatus.UNCLEAR, False, False)


def test_the_sample_of_a_result() -> None:
    reply = read(
        '{ "return_code": "10400", "return_message": "成功", "realme_date": "20170101", '
        '"seq_id" : "2017010100000001", "order_date": "20170101", "order_id": "201701010000001", '
        '"resp_code": "00", "resp_info": "认证通过" }',
        order_id="201701010000001",
    )
    assert outcome(reply) == RESULT
    assert (reply.return_code, reply.return_message, reply.resp_code, reply.resp_info) == (
        "10400", "成功", "00", "认证通过",
    )  # fmt: skip
    assert reply.seq_id == "2017010100000001"
    assert reply.values["realme_date"] == "20170101"
    assert reply.raw.startswith('{ "return_code"')


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
@pytest.mark.parametrize("ending", ["00", "01"])
def test_whether_to_wait_comes_from_the_service(service: Any, ending: str) -> None:
    """Errata 11 and 12: never from the last digit of the return_code."""
    bare = read({"return_code": f"{service.number}{ending}"}, service)
    judged = read({"return_code": f"{service.number}{ending}", "resp_code": "00"}, service)
    at_once = {"sync": (True, True), "async": (False, False), "either": (False, True)}[service.arrival.value]
    assert (bare.has_result, judged.has_result) == at_once
    assert (bare.pending, judged.pending) == (not at_once[0], not at_once[1])
    assert bare.call is judged.call is CallStatus.ACCEPTED


def test_loans_are_awaited_although_a_resp_code_is_there() -> None:
    assert outcome(read({"return_code": "12701", "resp_code": "00", "trx_no": "x"}, LOANS)) == PENDING


def test_an_empty_resp_code_of_102_means_wait() -> None:
    for empty in ("", "  ", None):
        assert outcome(read({"return_code": "10200", "resp_code": empty}, CARD)) == PENDING


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("10410", REJECTED), ("90101", REJECTED), ("90102", REJECTED), ("90103", REJECTED),
        ("90199", REJECTED), ("90105", REJECTED), ("10499", REJECTED), ("90000", RESULT), ("10409", RESULT),
        ("90104", UNCLEAR), ("20011", UNCLEAR), ("20010", UNCLEAR), ("99999", UNCLEAR), ("00000", UNCLEAR),
        ("1040", UNCLEAR), ("104000", UNCLEAR), ("OK", UNCLEAR), ("", UNCLEAR), ("１０４００", UNCLEAR),
        ("20012", PENDING),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [200, 400])
def test_return_codes_of_a_submission(
    code: str, expected: tuple[CallStatus, bool, bool], status: int
) -> None:
    assert outcome(read({"return_code": code, "return_message": "x"}, status=status)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("20000", RESULT), ("20012", PENDING), ("20011", (CallStatus.NOT_FOUND, False, False)),
        ("20010", (CallStatus.QUERY_FAILED, False, False)), ("90102", REJECTED), ("90104", REJECTED),
        ("90105", REJECTED), ("98765", UNCLEAR),
    ],
)  # fmt: skip
@pytest.mark.parametrize("service", [STATIC, NAMECHECK, None], ids=["async", "sync", "unknown"])
def test_return_codes_of_a_query(code: str, expected: tuple[CallStatus, bool, bool], service: Any) -> None:
    assert (
        outcome(read({"return_code": code}, service, 400 if code != "20000" else 200, query=True)) == expected
    )


def test_a_query_answered_with_the_success_of_the_submission_brings_no_result_yet() -> None:
    for code in ("10001", "10400"):
        assert outcome(read({"return_code": code, "seq_id": "S"}, STATIC, query=True)) == PENDING
        assert outcome(read({"return_code": code, "resp_code": "00"}, STATIC, query=True)) == RESULT
        assert outcome(read({"return_code": code}, NAMECHECK, query=True)) == RESULT
        assert outcome(read({"return_code": code}, None, query=True)) == RESULT


def test_a_result_of_a_query_without_any_field_is_still_an_answer() -> None:
    """It ends the waiting, and the catalog's judgement then says "look at it"."""
    assert read({"return_code": "20000"}, STATIC, query=True).has_result


def test_the_failure_sample_lacks_most_fields() -> None:
    reply = read({"return_code": "90102", "return_message": "验证签名错误"}, status=400)
    assert outcome(reply) == REJECTED
    assert (reply.seq_id, reply.order_id, reply.resp_code) == (None, None, None)


def test_numbers_where_text_is_expected() -> None:
    reply = read({"return_code": 10400, "resp_code": 0, "seq_id": 2017010100000001, "mp_ssim": 60.5})
    assert outcome(reply) == RESULT
    assert (reply.return_code, reply.resp_code, reply.seq_id) == ("10400", "00", "2017010100000001")
    assert reply.values["mp_ssim"] == 60.5


def test_unknown_fields_are_kept_and_json_text_stays_text() -> None:
    reply = read(
        {"return_code": "10400", "encrypt_method": "00", "result": '{"a":1}', "new": [1, {"x": None}]}
    )
    assert reply.values["encrypt_method"] == "00"
    assert reply.values["result"] == '{"a":1}'
    assert reply.values["new"] == [1, {"x": None}]


def test_the_aml_sample_with_its_unescaped_quotes() -> None:
    text = (
        '{ "return_code": "11401", "return_message": "成功", "pep_result": "", "black_list_result": '
        '"{"blackSign":"999", "blackPriorityLevel":"", "blackLisCheckResult":[{"fromSys":[],"kind":"008",'
        '"value":"丁薛祥","hitResult":"N"}]}" }'
    )
    reply = read(text, AML)
    assert outcome(reply) == RESULT
    assert reply.values["black_list_result"]["blackSign"] == "999"
    assert reply.raw == text


HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
WHOLE = '{"return_code":"10400","order_id":"1","resp_code":"00","resp_info":"认证通过"}'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (HTML, 502), (HTML, 200), (HTML, 403), (HTML, 404), ("", 200), ("", 500), ("   \n", 200),
        ("null", 200), ("true", 200), ("[]", 200), ('"text"', 200), ("12345", 200), ("10400", 200),
        ("{}", 200), ('{"return_code": NaN}', 200),
        ("{'return_code': '10400'}", 200), ('{"return_code": null}', 200), ('{"return_code": true}', 200),
        ('{"return_code": ["10400"]}', 200), ('{"return_code": {"a": 1}}', 200),
        ('{"return_code": 1e999}', 200), ('{"return_code": ' + "9" * 5000 + "}", 200),
        ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", 200),
        (WHOLE, 500), (WHOLE, 502), (WHOLE + WHOLE, 200),
        (b"\xff\xfe\x00garbage\x80", 200), (b"\x00" * 100, 200),
    ],
)  # fmt: skip
def test_what_says_nothing_plain_is_unclear(body: str | bytes, status: int) -> None:
    for query in (False, True):
        reply = read(body, status=status, query=query)
        assert outcome(reply) == UNCLEAR
        assert reply.detail
        assert reply.http_status == status


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_readable_refusal_is_one_even_with_5xx(status: int) -> None:
    assert outcome(read({"return_code": "90199"}, status=status)) == REJECTED


def test_a_truncated_reply_is_never_completed() -> None:
    for end in range(len(WHOLE)):
        assert outcome(read(WHOLE[:end])) == UNCLEAR, WHOLE[:end]


def test_a_truncated_aml_sample_is_never_completed() -> None:
    whole = '{"return_code":"11401","black_list_result":"{"blackSign":"999","l":[{"hitResult":"N"}]}"}'
    assert outcome(read(whole, AML)) == RESULT
    for end in range(len(whole)):
        assert outcome(read(whole[:end], AML)) == UNCLEAR, whole[:end]


def test_a_reply_that_contradicts_itself_is_unclear() -> None:
    reply = read('{"return_code":"10410","return_code":"10400","resp_code":"00"}')
    assert outcome(reply) == UNCLEAR
    assert "return_code" in reply.detail
    assert outcome(read('{"return_code":"10400","resp_code":"01","resp_code":"00"}')) == UNCLEAR
    # the same thing twice, or something unimportant, is no contradiction
    assert outcome(read('{"return_code":"10400","return_code":"10400","resp_code":"00"}')) == RESULT
    assert (
        outcome(read('{"return_code":"10400","x":1,"x":2,"resp_code":"00","d":{"resp_code":"01"}}')) == RESULT
    )


_HIT = '{"blackSign":"100","blackLisCheckResult":[{"kind":"008","hitResult":"Y"}]}'
_CLEAR = '{"blackSign":"999","blackLisCheckResult":[{"kind":"008","hitResult":"N"}]}'


def test_a_hit_under_a_key_that_stands_there_twice_is_never_clear() -> None:
    reply = read(f'{{"return_code":"11401","black_list_result":{_HIT},"black_list_result":{_CLEAR}}}', AML)
    assert outcome(reply) == UNCLEAR
    twice = _CLEAR.replace('"hitResult":"N"', '"hitResult":"Y","hitResult":"N"')
    for inner in (twice, json.dumps(twice)):
        reply = read(f'{{"return_code":"11401","black_list_result":{inner}}}', AML)
        assert judge(AML, reply.values).verdict is Verdict.HIT
    signs = _CLEAR.replace('"blackSign":"999"', '"blackSign":"100","blackSign":"999"')
    reply = read(f'{{"return_code":"11401","black_list_result":{signs}}}', AML)
    assert judge(AML, reply.values).verdict is Verdict.REVIEW


def test_nobody_sees_an_answer_by_printing_it() -> None:
    reply = read({"return_code": "10400", "resp_code": "00", "full_name": "样晓明"})
    assert "样晓明" not in repr(reply)


def test_somebody_elses_reply_is_unclear() -> None:
    answer = {"return_code": "10400", "order_id": "OTHER", "resp_code": "00"}
    reply = read(answer, order_id="MINE")
    assert outcome(reply) == UNCLEAR
    assert "order_id" in reply.detail
    assert "OTHER" not in reply.detail
    assert outcome(read(answer | {"return_code": "90102"}, order_id="MINE")) == UNCLEAR
    query = {"return_code": "20000", "order_id": "MINE", "seq_id": "8", "resp_code": "00"}
    assert outcome(read(query, query=True, order_id="MINE", seq_id="9")) == UNCLEAR
    assert outcome(read(query, query=True, order_id="MINE", seq_id="8")) == RESULT
    assert outcome(read(query, query=True, order_id="MINE")) == RESULT
    assert outcome(read(answer | {"order_id": ""}, order_id="MINE")) == RESULT
    assert outcome(read(answer | {"order_id": 42}, order_id="42")) == RESULT


def test_content_type_and_charset_are_not_believed_blindly() -> None:
    assert outcome(read(WHOLE, headers={"Content-Type": "text/html"})) == RESULT
    gbk = WHOLE.encode("gbk")
    assert read(gbk, headers={"content-type": "application/json;charset=GBK"}).resp_info == "认证通过"
    assert outcome(read(b"\xef\xbb\xbf" + WHOLE.encode())) == RESULT
    reply = read(gbk)  # undecodable, and nobody says what it is: escaped, but nothing is lost
    assert reply.call is CallStatus.ACCEPTED
    assert "\\x" in reply.raw


def test_json_wrapped_as_a_json_string() -> None:
    assert outcome(read(json.dumps(WHOLE))) == RESULT


def test_halves_of_surrogate_pairs_are_replaced() -> None:
    reply = read('{"return_code":"10400","resp_info":"a\\ud800b","l":["\\udfff"],"\\ud800":1}')
    json.dumps(dict(reply.values), ensure_ascii=False).encode("utf-8")
    assert reply.resp_info == "a?b"


def test_throttling_says_when_to_come_back() -> None:
    reply = read({"return_code": "90105"}, status=400, headers={"Retry-After": "7"})
    assert outcome(reply) == REJECTED
    assert reply.retry_after == 7
    plain = read("slow down", status=429, headers={"retry-after": "30"})
    assert outcome(plain) == REJECTED
    assert (plain.return_code, plain.retry_after) == (None, 30)
    assert read({"return_code": "90105"}).retry_after is None
    assert read(WHOLE, headers={"retry-after": "7"}).retry_after is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "0"}, 0), ({"retry-after": "1.5"}, 1.5), ({"retry-after": "-5"}, 0), ({}, None),
        ({"retry-after": "soon"}, None), ({"retry-after": "nan"}, None), ({"retry-after": "inf"}, None),
        ({"retry-after": "9" * 400}, None), ({"retry-after": "999999999"}, 86400),
        (
            {"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30,
        ),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"}, 0), ({"retry-after": "Wed, 99 Foo 2015"}, None),
    ],
)  # fmt: skip
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_headers_that_may_hold_secrets_are_not_kept() -> None:
    reply = read(WHOLE, headers={"Set-Cookie": "session=1", "Server": "nginx"})
    assert dict(reply.headers) == {"server": "nginx"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    ["return_code", "return_message", "resp_code", "resp_info", "seq_id", "order_id", "mp_ssim", "x"]
)


@given(
    answer=st.dictionaries(keys, json_values | st.sampled_from(["10400", "20012", "90104"]), max_size=8),
    status=st.integers(200, 599),
    query=st.booleans(),
    order=st.sampled_from([None, "1", "x"]),
)
def test_any_json_ends_in_one_defined_state(answer: Any, status: int, query: bool, order: str | None) -> None:
    reply = read_reply(
        CARD, json.dumps(answer).encode(), status, {}, query=query, order_id=order, seq_id=order
    )
    _is_consistent(reply)


@given(body=st.binary(max_size=200), status=st.integers(100, 599), query=st.booleans())
def test_any_bytes_end_in_one_defined_state(body: bytes, status: int, query: bool) -> None:
    _is_consistent(read_reply(CARD, body, status, {"content-type": "x; charset=gbk"}, query=query))


@given(data=st.data())
def test_a_damaged_reply_never_rejects_without_saying_so(data: st.DataObject) -> None:
    whole = bytearray(WHOLE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reply = read_reply(NAMECHECK, bytes(whole), 200, {}, query=False, order_id="1")
    _is_consistent(reply)
    if reply.call is CallStatus.REJECTED:
        assert reply.return_code not in (None, "10400")


def _is_consistent(reply: Reply) -> None:
    assert not (reply.pending and reply.has_result)
    if reply.pending or reply.has_result:
        assert reply.call is CallStatus.ACCEPTED
    if reply.call in (CallStatus.ACCEPTED, CallStatus.NOT_FOUND, CallStatus.QUERY_FAILED):
        assert reply.return_code
    if reply.call is CallStatus.REJECTED:
        assert reply.return_code or reply.http_status == 429
    json.dumps(dict(reply.values), ensure_ascii=False).encode("utf-8")
    for text in (reply.resp_info, reply.seq_id, reply.order_id, reply.return_message, reply.raw):
        assert text is None or isinstance(text, str)


@pytest.mark.parametrize("segment", ["idcardcheck", "faceretrieve"])
def test_a_service_without_fields_of_its_own_has_a_result_too(segment: str) -> None:
    service = by_segment(segment)
    body = f'{{"return_code":"{service.number}00","resp_code":"00","mp_ssim":"88"}}'.encode()
    assert read_reply(service, body, 200, {}, query=True).has_result
    bare = f'{{"return_code":"{service.number}00","order_id":"1"}}'.encode()
    assert read_reply(service, bare, 200, {}, query=True).pending
