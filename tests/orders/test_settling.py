"""What a reply means for an order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.gateway.replies import read_reply
from realme_desktop.gateway.reply import CallStatus, Reply, TransportProblem
from realme_desktop.orders.problems import PROBLEMS
from realme_desktop.orders.settling import Patience, Step, settle_query, settle_submission
from realme_desktop.orders.states import TRANSITIONS, Cause
from realme_desktop.records.model import Order, OrderState

ORDER_ID, NOW = "202609211234567890000000000001", 1_790_000_000_000
PATIENCE = Patience(grace_s=120, expire_s=3600)


def order(state: OrderState, segment: str = "staticfacecheck", **more: Any) -> Order:
    facts: dict[str, Any] = {
        "order_id": ORDER_ID,
        "order_date": "20260921",
        "segment": segment,
        "environment": "sandbox",
        "real": False,
        "operator": "t",
        "state": state,
        "created_at": NOW - 1000,
        "updated_at": NOW - 1000,
        "sent_at": NOW - 1000,
    }
    return Order(**(facts | more))


def submitted(body: dict[str, Any] | str, segment: str = "staticfacecheck", status: int = 200) -> Step:
    service = by_segment(segment)
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    reply = read_reply(service, raw.encode(), status, {}, query=False, order_id=ORDER_ID)
    return settle_submission(order(OrderState.SENDING, segment), service, reply, NOW)


def asked(body: dict[str, Any] | str, before: Order, status: int = 200) -> Step:
    service = by_segment(before.segment)
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    reply = read_reply(service, raw.encode(), status, {}, query=True, order_id=ORDER_ID, seq_id=before.seq_id)
    return settle_query(before, service, reply, NOW, PATIENCE)


# -- submitting -------------------------------------------------------------------------------------------


def test_an_answer_at_once_ends_the_order() -> None:
    step = submitted({"return_code": "10400", "resp_code": "01", "seq_id": "S1"}, "namecheck")
    assert step.cause is Cause.ANSWERED
    assert step.changes["verdict"] is Verdict.MISMATCH
    assert step.changes["seq_id"] == "S1"
    assert step.changes["problem"] is None


def test_an_accepted_order_waits_and_keeps_the_seq_id() -> None:
    step = submitted({"return_code": "10001", "seq_id": "S1"})
    assert step.cause is Cause.ACCEPTED
    assert step.changes["seq_id"] == "S1"


def test_a_bank_card_check_waits_only_without_a_result() -> None:
    assert submitted({"return_code": "10201"}, "cardcheck").cause is Cause.ACCEPTED
    assert submitted({"return_code": "10200", "resp_code": "00"}, "cardcheck").cause is Cause.ANSWERED


def test_an_answer_that_lacks_its_result_is_for_a_person_to_look_at() -> None:
    step = submitted({"return_code": "10400"}, "namecheck")
    assert step.cause is Cause.ANSWERED
    assert step.changes["verdict"] is Verdict.REVIEW
    assert step.changes["score"] is None


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("90101", "refused_parameters"),
        ("90102", "refused_signature"),
        ("90103", "refused_permission"),
        ("90105", "refused_throttled"),
        ("90199", "refused"),
        ("10010", "refused"),
    ],
)
def test_a_refusal_ends_the_order_and_is_no_verdict(code: str, key: str) -> None:
    step = submitted({"return_code": code, "return_message": "x"}, status=400)
    assert step.cause is Cause.REFUSED
    assert step.changes["problem"] == key
    assert "verdict" not in step.changes
    assert step.slow_down == (code == "90105")


@pytest.mark.parametrize(
    ("body", "status", "key"),
    [
        ({"return_code": "90104"}, 400, "unclear_duplicate"),
        ("<html>502 Bad Gateway</html>", 502, "unclear_server"),
        ('{"return_code": "10001", "seq', 200, "unclear_unreadable"),
        ("", 200, "unclear_unreadable"),
        ({"return_code": "10001", "order_id": "somebody-else"}, 200, "unclear_foreign"),
    ],
)
def test_what_leaves_a_doubt_is_unclear_and_never_refused(body: Any, status: int, key: str) -> None:
    step = submitted(body, status=status)
    assert step.cause is Cause.LOST
    assert step.changes["problem"] == key


@pytest.mark.parametrize("problem", TransportProblem)
def test_only_what_surely_was_not_sent_ends_as_not_sent(problem: TransportProblem) -> None:
    reply = Reply(call=CallStatus.UNCLEAR, transport=problem)
    step = settle_submission(order(OrderState.SENDING), by_segment("staticfacecheck"), reply, NOW)
    assert step.cause is (Cause.LOST if problem.sent else Cause.NOT_SENT)
    assert step.changes["problem"] in PROBLEMS
    if not problem.sent:
        assert step.changes["sent_at"] is None


# -- asking -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [OrderState.PENDING, OrderState.UNCLEAR])
def test_a_result_that_comes_later_ends_the_order(state: OrderState) -> None:
    before = order(state, threshold=70.0)
    step = asked({"return_code": "20000", "resp_code": "00", "mp_ssim": "65"}, before)
    assert step.cause is Cause.ANSWERED
    assert step.changes["verdict"] is Verdict.MATCH
    assert step.changes["score"] == 65
    assert step.changes["own_verdict"] is Verdict.MISMATCH  # below the operator's threshold


def test_still_pending() -> None:
    body = {"return_code": "20012", "return_message": "该笔正在验证中"}
    for state in (OrderState.PENDING, OrderState.UNCLEAR):
        step = asked(body, order(state), 400)
        assert step.cause is Cause.STILL_PENDING
        assert TRANSITIONS[state, step.cause] is OrderState.PENDING


def test_a_failed_query_is_never_a_mismatch_and_changes_nothing() -> None:
    for state in (OrderState.PENDING, OrderState.UNCLEAR):
        step = asked({"return_code": "20010", "return_message": "认证失败"}, order(state), 400)
        assert step.cause is Cause.ASKED
        assert dict(step.changes) == {"problem": "query_failed"}
        assert TRANSITIONS[state, step.cause] is state


def test_not_found_is_put_down_to_delay_at_first_and_believed_later() -> None:
    body = {"return_code": "20011"}
    young = order(OrderState.UNCLEAR, sent_at=NOW - 119_000)
    assert asked(body, young, 400).changes["problem"] == "query_not_found_yet"
    old = order(OrderState.UNCLEAR, sent_at=NOW - 120_000)
    step = asked(body, old, 400)
    assert step.cause is Cause.UNKNOWN_TO_REALME
    assert step.changes["problem"] == "unknown_to_realme"


@pytest.mark.parametrize("code", ["10001", "20012"])
@pytest.mark.parametrize("state", [OrderState.UNCLEAR, OrderState.EXPIRED])
def test_an_acceptance_without_a_seq_id_or_under_a_5xx_counts_too(state: OrderState, code: str) -> None:
    before = order(state, return_code=code, sent_at=NOW - 3_000_000)
    step = asked({"return_code": "20011"}, before, 400)
    assert step.cause is Cause.ASKED
    assert step.changes.get("problem") == (None if state.final else "query_not_found")


def test_of_a_reply_to_another_order_only_the_raw_text_is_kept() -> None:
    body = {"return_code": "10001", "return_message": "x", "seq_id": "S9", "order_id": "somebody-else"}
    changes = submitted(body).changes
    assert changes["return_code"] is None and changes["return_message"] is None and "seq_id" not in changes
    assert "somebody-else" in changes["raw_reply"]


def test_an_order_that_realme_once_took_is_never_declared_unknown() -> None:
    before = order(OrderState.PENDING, seq_id="S1", sent_at=NOW - 3_000_000)
    step = asked({"return_code": "20011"}, before, 400)
    assert step.cause is Cause.ASKED
    assert step.changes["problem"] == "query_not_found"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("90102", "query_signature"),
        ("90103", "query_permission"),
        ("90105", "query_throttled"),
        ("90101", "query_refused"),
        ("90104", "query_refused"),
    ],
)
def test_a_refused_query_leaves_the_order_as_it_is(code: str, key: str) -> None:
    step = asked({"return_code": code}, order(OrderState.PENDING), 400)
    assert step.cause is Cause.ASKED
    assert step.changes["problem"] == key


def test_somebody_elses_answer_is_not_used() -> None:
    body = {"return_code": "20000", "resp_code": "00", "order_id": "other"}
    step = asked(body, order(OrderState.PENDING))
    assert step.cause is Cause.ASKED
    assert step.changes["problem"] == "query_foreign"
    body = {"return_code": "20000", "resp_code": "00", "seq_id": "other"}
    step = asked(body, order(OrderState.PENDING, seq_id="mine"))
    assert step.changes["problem"] == "query_foreign"


def test_waiting_too_long_needs_attention_but_a_late_result_still_counts() -> None:
    old = order(OrderState.PENDING, sent_at=NOW - 3_600_000)
    assert asked({"return_code": "20012"}, old, 400).cause is Cause.EXPIRED
    assert asked({"return_code": "20010"}, old, 400).cause is Cause.EXPIRED
    # What RealMe has not answered, or not for this reason, makes nothing old: a weekend without a network.
    assert asked("<html>", old, 502).cause is Cause.ASKED
    assert asked({"return_code": "90105"}, old, 400).cause is Cause.ASKED
    assert asked({"return_code": "20000", "resp_code": "00"}, old).cause is Cause.ANSWERED
    expired = order(OrderState.EXPIRED, sent_at=NOW - 9_999_000, problem="expired")
    assert asked({"return_code": "20000", "resp_code": "00"}, expired).cause is Cause.ANSWERED
    still = asked({"return_code": "20012"}, expired, 400)
    assert (still.cause, dict(still.changes)) == (Cause.STILL_PENDING, {})


def test_an_order_declared_unknown_that_turns_up_is_pending_again() -> None:
    before = order(OrderState.REJECTED, problem="unknown_to_realme")
    step = asked({"return_code": "20012"}, before, 400)
    assert step.cause is Cause.FOUND
    assert step.changes["problem"] is None and step.changes["answered_at"] is None


_STATES = [
    OrderState.PENDING,
    OrderState.UNCLEAR,
    OrderState.EXPIRED,
    OrderState.ABANDONED,
    OrderState.REJECTED,
]
_codes = st.sampled_from(
    ["20000", "20010", "20011", "20012", "90101", "90104", "90105", "90199", "10400", "", "zz", "10001"]
)
_bodies = st.fixed_dictionaries(
    {},
    optional={
        "return_code": _codes,
        "resp_code": st.sampled_from(["00", "01", "99", "", "7"]),
        "mp_ssim": st.sampled_from(["60", "", "x", "-1"]),
        "order_id": st.sampled_from([ORDER_ID, "other"]),
        "seq_id": st.sampled_from(["S1", "S2"]),
    },
)


@given(
    st.sampled_from([service.segment for service in SERVICES]),
    st.sampled_from(_STATES),
    _bodies,
    st.sampled_from([200, 400, 429, 500, 502]),
    st.sampled_from([0, 200, 4000]),
    st.sampled_from([None, "S1"]),
)
def test_whatever_comes_is_a_step_that_the_machine_knows(
    segment: str, state: OrderState, body: dict[str, str], status: int, age_s: int, seq_id: str | None
) -> None:
    before = order(state, segment, sent_at=NOW - age_s * 1000, seq_id=seq_id)
    step = asked(body, before, status)
    target = TRANSITIONS[state, step.cause]
    assert step.changes.get("problem") in {None, *PROBLEMS}
    if target is OrderState.REJECTED and state is not OrderState.REJECTED:
        assert step.changes["problem"] == "unknown_to_realme"
    first = submitted(body, segment, status)
    assert (OrderState.SENDING, first.cause) in TRANSITIONS
    if first.cause is Cause.NOT_SENT:
        raise AssertionError("there was a reply, so it was sent")
