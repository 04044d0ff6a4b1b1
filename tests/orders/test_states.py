"""The machine of an order's life, walked in every direction."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.orders import states
from realme_desktop.orders.states import TRANSITIONS, Cause, ImpossibleTransition, next_state
from realme_desktop.records.model import OrderState

S = OrderState


def test_each_pair_leads_somewhere_or_is_refused() -> None:
    for state, cause in itertools.product(OrderState, Cause):
        if (state, cause) in TRANSITIONS:
            assert next_state(state, cause) is TRANSITIONS[state, cause]
        else:
            with pytest.raises(ImpossibleTransition) as refused:
                next_state(state, cause)
            assert refused.value.state is state
            assert refused.value.cause is cause


def test_an_order_is_sent_at_most_once() -> None:
    into_sending = {state for (state, _), target in TRANSITIONS.items() if target is S.SENDING}
    into_queued = {state for (state, _), target in TRANSITIONS.items() if target is S.QUEUED}
    assert into_sending == {S.QUEUED}
    assert into_queued == {S.DRAFTED}
    assert not any(target is S.DRAFTED for target in TRANSITIONS.values())


def test_an_answer_is_never_taken_back() -> None:
    assert {target for (state, _), target in TRANSITIONS.items() if state is S.ANSWERED} == {S.ANSWERED}


def test_a_notification_ends_what_may_have_been_sent_and_nothing_else() -> None:
    told = {state: target for (state, cause), target in TRANSITIONS.items() if cause is Cause.NOTIFIED}
    assert set(told.values()) == {S.ANSWERED}
    assert set(told) == set(OrderState) - {S.DRAFTED, S.QUEUED, S.ANSWERED}


def test_every_state_is_reached_and_every_open_one_has_an_end() -> None:
    assert {*TRANSITIONS.values(), S.DRAFTED} == set(OrderState)

    def reachable(state: OrderState) -> set[OrderState]:
        seen = {state}
        while more := {t for (s, _), t in TRANSITIONS.items() if s in seen} - seen:
            seen |= more
        return seen

    for state in OrderState:
        assert any(target.final for target in reachable(state)), state


def test_not_sent_is_said_only_where_it_is_certain() -> None:
    told = {state for state, cause in TRANSITIONS if cause is Cause.NOT_SENT}
    assert told == {S.DRAFTED, S.QUEUED, S.SENDING}  # SENDING: the connection was never made


@given(st.lists(st.sampled_from(list(Cause)), max_size=40))
def test_a_walk_sends_once_and_ends_for_good(causes: list[Cause]) -> None:
    state, sent = S.QUEUED, 0
    for cause in causes:
        try:
            after = next_state(state, cause)
        except ImpossibleTransition:
            continue
        sent += after is S.SENDING
        if state is S.ANSWERED:
            assert after is S.ANSWERED
        state = after
    assert sent <= 1


def test_the_drawing_names_every_state_and_cause_of_the_table() -> None:
    drawing = states.__doc__ or ""
    for state, cause in TRANSITIONS:
        assert state.name in drawing
        assert cause.value in drawing
