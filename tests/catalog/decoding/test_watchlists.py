"""AML answers, entry by entry: what is not understood is never clear."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog import loose
from realme_desktop.catalog.aml import AmlState
from realme_desktop.catalog.decoding import watchlists
from realme_desktop.catalog.decoding.watchlists import Finding, Likeness, WatchList, differences
from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import by_number
from realme_desktop.catalog.verdicts import judge
from tests.catalog.reference import described

AML = by_number(114)
ASKED = {"full_name": "张三", "id_number": "11010519491231002X", "mobile_no": "13800138000"}
ENTRY = {"fromSys": ["联合国"], "priorityLevel": "1", "kind": "008", "value": "张 三", "hitResult": "Y"}
HIT = {"blackSign": "001", "blackPriorityLevel": "1", "blackLisCheckResult": [ENTRY]}


def black(value: Any, **params: str) -> WatchList:
    found, _ = watchlists.read(AML, {"black_list_result": value}, params or ASKED)
    return found


def test_the_sample_of_114_as_it_stands() -> None:
    sample = loose.loads(described(114)["sample"])
    found, pep = watchlists.read(AML, sample, {"full_name": "丁薛祥"})
    assert found.state is AmlState.CLEAR and pep.state is AmlState.EMPTY
    assert found.sign == "999" and found.sign_known and not found.why
    entry = found.entries[0]
    assert entry.finding is Finding.CLEAR
    assert (entry.kind, entry.value, entry.result) == ("008", "丁薛祥", "N")
    assert entry.kind_words is not None and entry.kind_words.zh == "姓名"
    assert entry.likeness is Likeness.SAME and entry.asked == "丁薛祥"
    assert entry.source == "" and entry.priority == ""


TEXT = json.dumps(HIT, ensure_ascii=False)


@pytest.mark.parametrize(
    "value",
    [
        HIT,
        TEXT,
        json.dumps(TEXT),
        TEXT.replace('"', '\\"'),
        TEXT[:-1],
        TEXT[:-2],
        {"blackSign": "001", "blackPriorityLevel": "1", "blackListCheckResult": [ENTRY]},
        {"blackSign": "001", "blackPriorityLevel": "1", "blackLisCheckResult": ENTRY},
        {"blackSign": "001", "blackPriorityLevel": "1", "blackLisCheckResult": json.dumps([ENTRY])},
    ],
    ids=[
        "object",
        "text",
        "text twice",
        "escaped",
        "no brace",
        "no bracket",
        "right key",
        "one alone",
        "text list",
    ],
)
def test_a_hit_however_it_is_wrapped(value: Any) -> None:
    found = black(value)
    assert found.state is AmlState.HIT
    assert found.priority == "1"
    (entry,) = found.entries
    assert entry.finding is Finding.HIT
    assert (entry.source, entry.priority) == ("联合国", "1")
    assert entry.likeness is Likeness.FORM and entry.asked == "张三"


def test_hits_come_first_and_what_nobody_described_is_kept() -> None:
    value = {
        "blackSign": "777",
        "checkedAt": "2026",
        "blackLisCheckResult": [
            {**ENTRY, "hitResult": "N"},
            {**ENTRY, "hitResult": ""},
            {**ENTRY, "listName": "UN 1267", "hitResult": "H", "since": "2020"},
            "odd",
        ],
    }
    found = black(value)
    assert [entry.finding.value for entry in found.entries] == ["hit", "review", "review", "clear"]
    assert found.entries[0].others == (("since", "2020"),)
    assert found.entries[0].title.zh == "黑名单：UN 1267"
    assert found.entries[2].value == "odd"
    assert found.others == (("checkedAt", "2026"),)


def test_hits_in_unknown_places_are_found() -> None:
    for value in (
        {"pepSign": "1", "people": {"list": [{"hitResult": "Y", "value": "x"}]}},
        [{"hitResult": "Y"}],
        {"hitResult": "Y"},
        {"blackSign": "999", "blackLisCheckResult": [{"hitResult": "N", "deep": [{"hitResult": "Y"}]}]},
        {"a": json.dumps({"hitResult": "Y"})},
    ):
        assert black(value).state is AmlState.HIT, value
        assert black(value).entries[0].finding is Finding.HIT, value
        assert judge(AML, {"black_list_result": value}).verdict is Verdict.HIT


def test_what_needs_review_says_why() -> None:
    def why(value: Any) -> str:
        found = black(value)
        assert found.state is AmlState.UNKNOWN
        assert found.why
        return "".join(words.zh for words in found.why)

    clear = {"blackSign": "999", "blackLisCheckResult": [{**ENTRY, "hitResult": "N"}]}
    assert "777" in why({**clear, "blackSign": "777"})
    unknown = [{**ENTRY, "hitResult": "N"}, {**ENTRY, "kind": "001", "hitResult": "N"}]
    assert "类别 001" in why({"blackSign": "999", "blackLisCheckResult": unknown})
    found = black({"blackSign": "999", "blackLisCheckResult": unknown})
    assert [entry.finding.value for entry in found.entries] == ["review", "clear"]
    assert "没有 blackSign" in why({"blackLisCheckResult": clear["blackLisCheckResult"]})
    assert "无法识别" in why({"blackSign": "999", "blackLisCheckResult": [{"kind": "008"}]})
    assert "条目" in why({"blackSign": "999", "blackLisCheckResult": []})
    assert "右括号" in why(json.dumps(clear)[:-1])
    assert "原文" in why("{blackSign=999, blackLisCheckResult=[{kind=008, hitResult=")
    assert black("{blackSign=999").raw == "{blackSign=999"
    assert black({"people": {"name": "x"}}).rest == {"people": {"name": "x"}}


def test_kinds() -> None:
    def one(kind: Any, value: str, **asked: str) -> watchlists.Entry:
        return black([{**ENTRY, "kind": kind, "value": value}], **asked).entries[0]

    assert one("008", "张三丰").likeness is Likeness.DIFFERENT
    assert one("008", "张三丰").asked == "张三"
    unknown = one("001", ASKED["id_number"].lower())
    assert unknown.kind_words is None and unknown.likeness is Likeness.FORM
    assert unknown.asked == ASKED["id_number"]
    assert one("001", "somebody").likeness is Likeness.UNASKED
    assert one("008", "张三", id_number="1").likeness is Likeness.UNASKED
    assert one(None, "张三").asked == "张三"


def test_differences_are_told_character_by_character() -> None:
    left, right = differences("张三丰", "张三封")
    assert [(span.text, span.differs) for span in left] == [("张三", False), ("丰", True)]
    assert [(span.text, span.differs) for span in right] == [("张三", False), ("封", True)]
    long, _ = differences("a" * 300, "b")
    assert [(span.text, span.differs) for span in long] == [("a" * 300, True)]


@given(st.text(max_size=30), st.text(max_size=30))
def test_differences_lose_no_character(asked: str, matched: str) -> None:
    left, right = differences(asked, matched)
    assert "".join(span.text for span in left) == asked
    assert "".join(span.text for span in right) == matched
    assert any(span.differs for span in (*left, *right)) is (asked != matched)
