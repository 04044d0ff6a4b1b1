"""Each magic input of the sandbox, typed by hand: what the operator sees is what happened, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Verdict
from realme_desktop.catalog.verdicts import VERDICT_WORDS
from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.samples import PERSON_ONE
from tests.journeys.console import Driver, console
from tests.waiting import until

TRIGGER = {magic.effect: magic.trigger for magic in MAGIC if magic.role is Role.FULL_NAME}

# effect: (service, state, verdict); the states after which RealMe was or is being asked.
ENDS = {
    Effect.MISMATCH: ("namecheck", OrderState.ANSWERED, Verdict.MISMATCH),
    Effect.EXCEPTION: ("namecheck", OrderState.ANSWERED, Verdict.REVIEW),
    Effect.PARTIAL_02: ("mobilecheck", OrderState.ANSWERED, None),
    Effect.PARTIAL_03: ("mobilecheck", OrderState.ANSWERED, None),
    Effect.PARTIAL_04: ("mobilecheck", OrderState.ANSWERED, None),
    Effect.PARTIAL_05: ("mobilecheck", OrderState.ANSWERED, None),
    Effect.NO_SCORE: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.AML_HIT: ("antilaunderquery", OrderState.ANSWERED, Verdict.HIT),
    Effect.AML_PEP: ("antilaunderquery", OrderState.ANSWERED, Verdict.HIT),
    Effect.AML_UNKNOWN: ("antilaunderquery", OrderState.ANSWERED, Verdict.REVIEW),
    Effect.UNPARSABLE: ("antilaunderquery", OrderState.ANSWERED, Verdict.REVIEW),
    Effect.VERBATIM: ("antilaunderquery", OrderState.ANSWERED, Verdict.CLEAR),
    Effect.LONG_PENDING: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.NEVER_ENDING: ("staticfacecheck", OrderState.PENDING, None),
    Effect.FORGOTTEN: ("staticfacecheck", None, None),
    Effect.QUERY_FAILS: ("staticfacecheck", OrderState.PENDING, None),
    Effect.NO_REPLY: ("namecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.DROPPED: ("namecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.DROPPED_BEFORE: ("namecheck", OrderState.UNCLEAR, None),
    Effect.BAD_GATEWAY: ("namecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.BROKEN_JSON: ("namecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.SLOW: ("namecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.CALL_FAILS: ("namecheck", OrderState.REJECTED, None),
    Effect.NO_PERMISSION: ("namecheck", OrderState.REJECTED, None),
    Effect.DUPLICATE: ("namecheck", OrderState.UNCLEAR, None),
    Effect.THROTTLED: ("namecheck", OrderState.REJECTED, None),
    # Nobody listens here: the query brings the result.
    Effect.NOTICE_TWICE: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.NOTICE_FORGED: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.NOTICE_STRANGER: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
    Effect.NOTICE_DIFFERS: ("staticfacecheck", OrderState.ANSWERED, Verdict.MATCH),
}


async def submit_name(person: Driver, segment: str, name: str) -> None:
    service = registry.by_segment(segment)
    form = await person.choose_service(segment)
    for field in service.fields:
        if field.role is Role.FULL_NAME:
            await person.fill(form, field, name)
        elif field.role is Role.ID_NUMBER:
            await person.fill(form, field, PERSON_ONE.id_number)
        elif field.required and not field.generated:
            await person.fill(form, field)
    person.submit()


def test_the_table_knows_every_magic_name() -> None:
    assert set(ENDS) == set(TRIGGER)


@pytest.mark.parametrize("effect", ENDS, ids=lambda effect: effect.value)
async def test_a_magic_name(effect: Effect, tmp_path: Path) -> None:
    segment, state, verdict = ENDS[effect]
    async with console(
        tmp_path / "data", settle_s=0.1, slow_s=0.1, long_s=0.5, timeouts={"read": 0.5}
    ) as person:
        await submit_name(person, segment, TRIGGER[effect])
        window = person.program.window
        if state is None or not state.final:
            await until(
                lambda: (o := window.result and window.result.order) and o.queries >= 2,
                "it is being asked for",
            )
        else:
            await person.final_order()
        order = window.result.order
        person.photograph(f"magic-{effect.value}")

        assert person.sandbox.submissions()[order.order_id] == 1, "sent once, whatever happened"
        if state is not None:
            assert order.state is state, (order.problem, order.return_code)
        if state is OrderState.ANSWERED:
            assert order.verdict is (verdict or order.verdict)
            assert VERDICT_WORDS[order.verdict].zh in person.words(person.find("result"))
        else:
            assert order.verdict is None, "no result, no verdict"
            lines = person.words(person.find("result")).splitlines()
            assert not any(VERDICT_WORDS[v].zh in lines for v in Verdict), "no verdict is shown"
        if effect is Effect.NO_SCORE:
            assert order.score is None and order.own_verdict is None
        if segment == "mobilecheck":
            assert order.verdict in (Verdict.PARTIAL, Verdict.MISMATCH)
        if not order.state.final:
            assert window.pending.model.rowCount() == 1
