"""Whatever RealMe sends, the frame and the raw reply appear."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.fold import Fold

from .orders import order

TEXTS = st.text(st.characters(codec=None), max_size=24) | st.sampled_from(
    [
        "",
        "00",
        "99",
        "N",
        "1",
        "-1",
        "8800000",
        "1479916285000",
        "张三",
        "310101199003071234",
        "{",
        "[{}]",
        "null",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            TEXTS | st.sampled_from(["blackSign", "hitResult", "score", "items", "personName", "phase"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=16,
)

EXAMPLES = max(5, settings.default.max_examples // 12)  # of each service


def answers(segment: str) -> st.SearchStrategy[dict[str, Any]]:
    """Answers whose fields are those of the service, of checkresult, and others, with anything in them."""
    names = [field.name for field in registry.by_segment(segment).returns]
    names += [field.name for field in registry.CHECKRESULT.returns]
    known = st.sampled_from(names)
    as_text = JSON.map(lambda value: json.dumps(value, allow_nan=True))
    return st.dictionaries(known | TEXTS, JSON | as_text, max_size=8)


def show(segment: str, values: Mapping[str, Any], verdict: Verdict | None) -> None:
    pane = ResultPane()
    try:
        pane.resize(400, 500)
        made = order(segment=segment, values=values, raw_reply=repr(values) or "-", verdict=verdict)
        pane.show_order(made)
        pane.findChild(Fold, "fold.raw").unfold()
        for name in ("call", "evidence", "raw_reply"):
            assert pane.findChild(QWidget, name) is not None
        assert pane.findChild(QWidget, "view.broken") is None, "the view itself bears anything"
        assert (pane.findChild(QWidget, "verdict") or pane.findChild(QWidget, "state")) is not None
        for button in pane.findChildren(RevealButton):
            button.click()
        for button in pane.findChildren(CopyButton):
            button.click()
        for label in pane.findChildren(QLabel):
            label.heightForWidth(200)
        pane.show_order(replace(made, queries=1))
        pane.grab()
    finally:
        delete(pane)


@pytest.mark.parametrize("segment", [service.segment for service in registry.SERVICES])
def test_no_answer_breaks_the_pane(segment: str) -> None:
    set_language("en")

    @settings(max_examples=EXAMPLES)
    @given(answers(segment), st.none() | st.sampled_from(Verdict))
    def anything(values: dict[str, Any], verdict: Verdict | None) -> None:
        show(segment, values, verdict)

    anything()


def nested(depth: int) -> Any:
    value: Any = "end"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "values",
    [
        {"deep": nested(5000)},
        {"face_identify_list": nested(400)},
        {"huge": 10**5000, "seq_id": 10**5000},
        {"long": "字" * 300_000},
        {"list": list(range(20_000))},
        {"\ud800": "\udfff", "bidi": "\u202e\u2066"},
        {"": "", "return_code": None, "resp_code": {}, "mp_ssim": "NaN"},
    ],
    ids=["deep", "deep list", "huge number", "long text", "long list", "surrogates", "empties"],
)
def test_extremes(values: dict[str, Any]) -> None:
    set_language("zh")
    try:
        for segment in ("namecheck", "faceretrieve"):
            pane = ResultPane()
            pane.resize(400, 500)
            pane.show_order(order(segment=segment, values=values, raw_reply="-", verdict=Verdict.REVIEW))
            for button in pane.findChildren(RevealButton):
                button.click()
            pane.grab()
            assert pane.findChild(QWidget, "call") is not None
            delete(pane)
    finally:
        set_language("en")
