"""Every problem has its words, and every word is used."""

from __future__ import annotations

import re
from pathlib import Path

import realme_desktop.orders as orders
from realme_desktop.orders.problems import PROBLEMS, problem_words
from realme_desktop.orders.states import Cause

ROOM = Path(orders.__file__).parent


def _keys_in_use() -> set[str]:
    sources = "".join(p.read_text("utf-8") for p in ROOM.glob("*.py") if p.name != "problems.py")
    prefixes = "not_sent|refused|unclear|query|unknown_to|expired|abandoned|withdrawn|notified"
    return set(re.findall(rf'"((?:{prefixes})[a-z_]*)"', sources))


def test_what_the_desk_says_has_words_and_no_words_are_left_over() -> None:
    causes = {cause.value for cause in Cause}
    assert _keys_in_use() - causes <= set(PROBLEMS)
    assert set(PROBLEMS) <= _keys_in_use()


def test_each_says_what_happened_whether_it_was_sent_and_what_now() -> None:
    for key, problem in PROBLEMS.items():
        for text in (problem.words, problem.sent, problem.what_now):
            assert text.zh.endswith("。"), key
            assert text.en.endswith("."), key
            assert "!" not in text.en and "！" not in text.zh, key
            assert re.search(r"[\u4e00-\u9fff]", text.zh), key
            assert not re.search(r"[\u4e00-\u9fff]", text.en), key


def test_not_sent_says_so() -> None:
    for key, problem in PROBLEMS.items():
        if key.startswith("not_sent"):
            assert "Nothing was sent" in problem.sent.en and "没有发送" in problem.sent.zh


def test_a_refused_call_is_never_told_as_a_mismatch() -> None:
    for key, problem in PROBLEMS.items():
        if key.startswith("refused"):
            assert "not a verification result" in problem.words.en or key == "refused"


def test_a_key_of_another_version_is_told_and_not_a_crash() -> None:
    assert "from_the_future" in problem_words("from_the_future").en
