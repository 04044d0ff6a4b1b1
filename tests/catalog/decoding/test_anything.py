"""Whatever RealMe answers, no reader raises, and every reader keeps its shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog import loose
from realme_desktop.catalog.decoding import carrier, loans, match, risk, watchlists
from realme_desktop.catalog.decoding.tabular import Table, concealed
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Decoder, Service
from realme_desktop.catalog.registry import SERVICES
from tests.catalog.reference import described
from tests.ui.results.gallery import exhibits

EXAMPLES = 30
KEYS = st.sampled_from(
    [
        "blackSign", "blackLisCheckResult", "hitResult", "fromSys", "kind", "value", "pepCheckResult",
        "phase", "phase_status", "task_id", "input", "type", "wait_seconds", "bills", "calls", "items",
        "channels", "bill_month",
        "actual_fee", "riskCode", "RiskValue", "borrowAmount", "contractDate", "repayState", "arrearsAmount",
        "available_balance", "friend_circle", "time",
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=12)
    | st.sampled_from(
        ["N", "Y", "999", "008", "1", "-7", "00", "03", "WAIT_CODE", "DOING", "img", "202601", "{", "[{}]"]
    )
    | st.just(10**4000)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=14,
)


def text_of(value: Any) -> str:
    try:
        return json.dumps(value)
    except ValueError:  # a number of over 4,300 digits
        return "{"


def check(table: Table | None) -> None:
    if table is None:
        return
    for shown in (table, concealed(table)):
        for row in shown.rows:
            assert len(row) == len(shown.columns)
            assert all(isinstance(cell.text.zh, str) and isinstance(cell.text.en, str) for cell in row)
    for at in range(len(table.columns)):
        sorted(table.rows, key=lambda row: row[at].sort)


def everything(service: Service, values: dict[str, Any], params: dict[str, str]) -> None:
    for statement in match.statements(service, values, params):
        assert statement.sign and statement.words.zh
    made = match.elements(service, params, ("video_pic",), values)
    assert all(isinstance(element.differs, bool) for element in made)
    match.how_many(service, made)
    match.mock_remark(service, params)
    risk.score_of(service, values)
    check(risk.findings(values).table)
    for found in watchlists.read(service, values, params):
        for entry in found.entries:
            assert all(
                isinstance(text, str)
                for text in (entry.result, entry.source, entry.priority, entry.kind, entry.value)
            )
    records = loans.read(service, values)
    if records is not None:
        check(records.table)
    if any(field.decoder is Decoder.MOXIE for field in service.returns):
        answer = carrier.read(values.get("result"))
        check(answer.channels)
        for section in answer.sections:
            check(section.table)
            assert section.title.zh is not None
            assert all(mask(fact.text.zh, *fact.mask) is not None for fact in section.facts)
        if answer.progress is not None and answer.progress.wanted is not None:
            carrier.captcha(answer.progress.wanted.picture)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_no_answer_breaks_a_reader(service: Service) -> None:
    names = st.sampled_from([field.name for field in service.returns] or ["resp_code"])
    asked = st.dictionaries(
        st.sampled_from([field.name for field in service.fields]), st.text(max_size=8), max_size=4
    )

    @settings(max_examples=EXAMPLES)
    @given(st.dictionaries(names | KEYS, JSON | JSON.map(text_of), max_size=5), asked)
    def anything(values: dict[str, Any], params: dict[str, str]) -> None:
        everything(service, values, params)

    anything()


def nested(depth: int, key: str = "") -> Any:
    value: Any = "end"
    for _ in range(depth):
        value = {key: value} if key else [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        nested(5_000),
        nested(5_000, "hitResult"),
        nested(900, "items"),
        "[" * 50_000,
        10**4400,
        "字" * 300_000,
        "\ud800",
    ],
    ids=["lists", "hits", "items", "brackets", "number", "long", "surrogate"],
)
def test_extremes(value: Any) -> None:
    for service in SERVICES:
        everything(service, {field.name: value for field in service.returns}, {})


MADE_UP = {111: {"score": "87"}, 122: {"credit_score": 650}, 125: {"data_count": "0", "data": "[]"}}
"""What the reference's samples of these leave out with dots."""


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_the_samples_of_the_reference(service: Service) -> None:
    """Each sample as it is printed, dots and unescaped quotes and all, and in broken variants."""
    sample = described(service.number)["sample"].replace(", ......", "")
    opened = loose.loads(sample)
    assert isinstance(opened, dict) and opened["order_id"]
    values = opened | MADE_UP.get(service.number, {})
    everything(service, values, {})
    for name, value in values.items():
        for broken in (
            json.dumps(value),
            json.dumps(json.dumps(value)),
            [value],
            {"value": value},
            None,
            7,
            "{",
            True,
        ):
            everything(service, values | {name: broken}, {})


def test_the_answers_of_the_sandbox() -> None:
    """In every state that the gallery shows; each field as it comes, and as text within text."""
    seen = set()
    for exhibit in exhibits():
        service, values = exhibit.service, dict(exhibit.order.values)
        seen.add((service.number, exhibit.state))
        everything(service, values, dict(exhibit.order.params))
        everything(service, {name: text_of(value) for name, value in values.items()}, {})
    assert {number for number, _ in seen} == {service.number for service in SERVICES}
