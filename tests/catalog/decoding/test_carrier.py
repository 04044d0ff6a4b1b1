"""魔蝎: tasks, channels, bills, reports; what can't be put into a table stays a tree, nothing is lost."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from realme_desktop.catalog.decoding import carrier
from realme_desktop.catalog.decoding.carrier import Answer, StepState, captcha, read
from realme_desktop.catalog.decoding.sections import Section
from realme_desktop.catalog.decoding.tabular import concealed
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.sandbox.answers import carrier_data

STATUS = {
    "phase": "LOGIN",
    "phase_type": "LOGIN",
    "phase_status": "WAIT_CODE",
    "description": "请输入短信验证码",
    "finished": False,
    "can_leave": False,
    "error_code": 0,
    "input": {"type": "SMS", "wait_seconds": "60", "value": ""},
}
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n picture").decode()


def wrapped(value: Any) -> list[Any]:
    text = json.dumps(value, ensure_ascii=False)
    return [value, text, json.dumps(text), text.replace('"', '\\"'), text[:-1]]


def states(answer: Answer) -> str:
    assert answer.progress is not None
    return "".join(step.state.sign for step in answer.progress.steps)


def section(answer: Answer, *path: str) -> Section:
    return next(found for found in answer.sections if found.path == path)


def test_a_task_is_made() -> None:
    for value in wrapped({"task_id": "ab-1"}):
        made = read(value)
        assert made.task_id == "ab-1"
        assert states(made) == "✓●○○"


@pytest.mark.parametrize(
    ("kind", "told", "words"),
    [
        ("sms", "sms", "短信"),
        ("IMG", "img", "图片"),
        ("Pwd", "pwd", "新服务密码"),
        ("qr", "qr", "qr"),
        (None, "", "没有公布"),
    ],
)
def test_a_task_waits_for_somebody(kind: Any, told: str, words: str) -> None:
    value = {**STATUS, "input": {"type": kind, "wait_seconds": 60, "value": PICTURE}}
    for given in wrapped(value):
        made = read(given)
        assert states(made) == "✓!○○"
        assert made.progress is not None and made.progress.wanted is not None
        wanted = made.progress.wanted
        assert wanted.kind == told and words in wanted.words.zh
        assert wanted.wait_seconds == 60
        assert wanted.picture == (PICTURE if told == "img" else "")
        assert "input" not in [fact.key for fact in made.facts]


@pytest.mark.parametrize(
    "given", [None, "", "sms", 7, [], {"type": "img", "value": ["x"], "wait_seconds": -5}]
)
def test_an_odd_input_is_no_accident(given: Any) -> None:
    made = read({**STATUS, "input": given})
    assert states(made) == "✓!○○"
    assert made.progress is not None
    if made.progress.wanted is not None:
        assert made.progress.wanted.picture == "" and made.progress.wanted.wait_seconds is None


@pytest.mark.parametrize(
    ("status", "phase", "signs", "finished", "failed"),
    [
        ("DOING", "LOGIN", "✓●○○", False, False),
        ("doing", "CRAWL", "✓✓●○", False, False),
        ("DONE_SUCC", "DONE", "✓✓✓✓", True, False),
        ("DONE_FAIL", "DONE", "✓✓××", True, True),
        ("DONE_TIMEOUT", "DONE", "✓✓××", True, True),
    ],
)
def test_where_a_task_stands(status: str, phase: str, signs: str, finished: bool, failed: bool) -> None:
    made = read({"phase": phase, "phase_status": status, "odd": "x"})
    assert states(made) == signs
    assert made.progress is not None and made.progress.known
    assert (made.progress.finished, made.progress.failed) == (finished, failed)
    assert [fact.key for fact in made.facts] == ["phase", "phase_status", "odd"]


def test_an_unknown_state_is_said_to_be_one() -> None:
    made = read({"phase_status": "PAUSED"})
    assert made.progress is not None
    assert not made.progress.known and made.progress.steps == ()
    assert "PAUSED" in made.progress.headline.zh


def test_channels() -> None:
    for value in wrapped(carrier_data.channels("13800138000")):
        made = read(value)
        assert made.channels is not None
        assert [column.key for column in made.channels.columns][:2] == ["channel", "channel_name"]
        assert [cell.text.zh for cell in made.channels.rows[0]][2:] == ["否", "是", "是"]
        assert {fact.key for fact in made.facts} >= {"carrier", "carrier_name", "province", "status"}
        masked = {fact.key: mask(fact.text.zh, *fact.mask) for fact in made.facts}
        assert masked["mobile"] == "138****8000"


def test_bills_and_calls() -> None:
    raw = carrier_data.bill("13800138000", "20261101")
    for value in wrapped(raw)[:4]:
        made = read(value)
        bills, calls = section(made, "bills"), section(made, "calls")
        assert bills.table is not None and calls.table is not None
        assert len(bills.table.rows) == len(raw["bills"])
        assert len(calls.table.rows) == sum(len(month["items"]) for month in raw["calls"])
        at = [column.key for column in bills.table.columns].index("base_fee")
        assert bills.table.rows[0][at].text.zh == "58.00 元"
        assert [month.month for month in bills.months] == sorted(row["bill_month"] for row in raw["bills"])
        assert float(bills.months[-1].value) == raw["bills"][0]["actual_fee"] / 100
        assert [int(month.value) for month in calls.months] == [
            len(month["items"]) for month in reversed(raw["calls"])
        ]
        peer = [column.key for column in calls.table.columns].index("peer_number")
        assert "****" in concealed(calls.table).rows[0][peer].text.zh
        balance = next(fact for fact in made.facts if fact.key == "available_balance")
        assert balance.text.zh == f"{raw['available_balance'] / 100:,.2f} 元"


def test_a_report_has_titled_sections() -> None:
    raw = carrier_data.report("13800138000", "20261101")
    for value in wrapped(raw)[:4]:
        made = read(value)
        titles = {found.path[0]: found.title.zh for found in made.sections}
        assert set(titles) == set(raw)
        assert titles["basic_check_items"] == "基础检查"
        assert section(made, "basic_check_items").table is not None
        assert {fact.key for fact in section(made, "user_basic").facts} == set(raw["user_basic"])


def test_unknown_makes_are_kept() -> None:
    made = read(
        {"sections": {"a": {"b": {"c": {"d": {"e": 1}}}}}, "list": [1, [2]], "none": [], "x": "secret"}
    )
    paths = {found.path: found for found in made.sections}
    assert paths["list",].tree == [1, [2]]
    assert any(found.tree == {"c": {"d": {"e": 1}}} for found in made.sections)
    facts = {fact.key: fact for fact in made.facts}
    assert facts["none"].text.zh == "无记录"
    assert mask(facts["x"].text.zh, *facts["x"].mask) == HIDDEN
    odd = read({"calls": [{"bill_month": "2026-01", "items": [{"deep": {"a": 1}}]}], "bills": "none"})
    assert odd.sections and not odd.broken
    assert read([1, 2]).tree == [1, 2]
    assert read([{"a": 1}]).sections[0].table is not None


def test_somebodys_number_in_a_free_text_is_masked() -> None:
    value = {"basic_check_items": [{"check_item": "x", "comment": "与 13800138000 互通"}]}
    table = read(value).sections[0].table
    assert table is not None
    assert concealed(table).rows[0][1].text.zh == HIDDEN
    assert concealed(table).rows[0][0].text.zh == "x"


@pytest.mark.parametrize("value", [None, "", "  ", {}, []])
def test_nothing(value: Any) -> None:
    assert read(value) == Answer()


def test_what_is_no_json() -> None:
    assert read("8a7b6c").text == "8a7b6c" and not read("8a7b6c").broken
    assert read("{phase=DONE, phase_status=DONE_SUCC, descri").broken
    assert read(17).text == "17"


def test_captchas() -> None:
    data = base64.b64decode(PICTURE)
    assert captcha(PICTURE) == data
    assert captcha("data:image/png;base64," + PICTURE) == data
    assert captcha(PICTURE[:10] + "\n" + PICTURE[10:].rstrip("=")) == data
    for broken in ("", "not base64 !", "字", "A", "A" * 3_000_000):
        assert captcha(broken) is None


def test_a_hundred_thousand_calls_stay_bounded() -> None:
    items = [{"time": "2026-01-01 00:00:00", "peer_number": str(n), "duration": n} for n in range(60_000)]
    made = carrier.read({"calls": [{"bill_month": "2026-01", "total_size": 60_000, "items": items}]})
    found = section(made, "calls")
    assert found.table is not None
    assert len(found.table.rows) + found.left_out == 60_000
    assert StepState.TODO.sign
