"""The raw exchange on screen: as it was, masked until it is shown, plain text whatever it holds."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QPushButton, QTabWidget, QToolButton
from pytestqt.qtbot import QtBot

from realme_desktop.catalog.registry import by_segment
from realme_desktop.records.exchanges import ExchangeKind, Parameter, StoredExchange
from realme_desktop.ui.results.exchange import REVEALED, ExchangeView
from realme_desktop.ui.results.veil import Veil
from realme_desktop.ui.results.views import ViewContext
from realme_desktop.ui.theme import apply_theme
from realme_desktop.ui.widgets.buttons import copy_text
from realme_desktop.ui.widgets.facts import FactsGrid
from tests.ui.results.orders import NOW_MS, order

NAME, NUMBER = "张三丰", "310101199003071234"
HOSTILE = '<b>"x"</b><script>alert(1)</script>\u202egnp\x00\x1b]0;t\x07\u2028😀 {"a": 1, "b'


def submission(**changes: object) -> StoredExchange:
    made = StoredExchange(
        kind=ExchangeKind.SUBMIT, at=NOW_MS + 7, elapsed_ms=123.4, method="POST",
        url="https://realme.invalid/v4/namecheck", headers={"Accept": "application/json", "X-Key": None},
        params=(
            Parameter(name="full_name", text=NAME), Parameter(name="id_number", text=NUMBER),
            Parameter(name="password"), Parameter(name="image", sha256="ab" * 32, size=77, form="base64"),
            Parameter(name="app_token"),
        ),
        signed=(("", "POSThttps://realme.invalid/v4/namecheck"), ("app_token", None),
                ("full_name", "%E5%BC%A0%E4%B8%89%E4%B8%B0"), ("id_number", NUMBER), ("image", None)),
        signing={"url_encoding": "java", "scope": "values", "hex_case": "lower", "pictures": "text"},
        signature="0f" * 32, status=200, reply_headers={"content-type": "application/json"},
        body=json.dumps({"full_name": NAME, "resp_code": "00"}, ensure_ascii=False), body_size=40,
    )  # fmt: skip
    return replace(made, **changes)


def view(qtbot: QtBot, *exchanges: StoredExchange, **changes: object) -> ExchangeView:
    made = order(**changes)
    context = ViewContext(order=made, service=by_segment(made.segment), copy=copy_text)
    context.reveal = lambda name, shown: (context.revealed.add if shown else context.revealed.discard)(name)
    shown = ExchangeView(context, exchanges)
    qtbot.addWidget(shown)
    shown.resize(420, 500)
    shown.show()
    return shown


def page(shown: ExchangeView, number: int, name: str) -> str:
    tabs = shown.findChild(QTabWidget, "exchange.tabs")
    tabs.setCurrentIndex(number)
    return shown.findChild(QPlainTextEdit, name).toPlainText()


def pages(shown: ExchangeView) -> tuple[str, str, str]:
    return page(shown, 0, "raw_reply"), page(shown, 1, "exchange.request"), page(shown, 2, "exchange.signed")


def test_masked_first_then_in_full_but_never_a_secret(qtbot: QtBot) -> None:
    shown = view(qtbot, submission())
    for text in pages(shown):
        assert NAME not in text and NUMBER not in text and "%E5%BC%A0" not in text
    _, request, signed = pages(shown)
    assert "full_name = 张**" in request and "ab" * 32 in request and "sign = " + "0f" * 32 in request
    assert signed == "POSThttps://realme.invalid/v4/namecheck⟦app_token⟧⟦full_name⟧⟦id_number⟧⟦image⟧"
    shown.findChild(QToolButton, "raw_reply.reveal").click()
    reply, request, signed = pages(shown)
    assert reply == submission().body and f"full_name = {NAME}" in request
    assert "⟦app_token⟧%E5%BC%A0%E4%B8%89%E4%B8%B0310101199003071234⟦image⟧" in signed
    assert "password = ******" in request and "app_token = ******" in request and "X-Key: ******" in request
    assert shown._context.revealed == {REVEALED}
    shown.findChild(QToolButton, "raw_reply.reveal").click()
    assert NAME not in "".join(pages(shown)) and shown._context.revealed == set()


def test_the_list_tells_of_each_and_the_last_is_shown_first(qtbot: QtBot) -> None:
    query = submission(kind=ExchangeKind.QUERY, method="GET", status=None, transport="timeout", body="")
    heard = submission(kind=ExchangeKind.NOTIFICATION, params=(), signed=(), body="order_id=1", status=None)
    shown = view(qtbot, submission(), query, heard)
    choose = shown.findChild(QComboBox, "exchange.choose")
    assert choose.count() == 3 and choose.currentIndex() == 2
    tabs = shown.findChild(QTabWidget, "exchange.tabs")
    assert not tabs.isTabVisible(1), "what RealMe posts is no request of ours"
    assert shown.findChild(QPushButton, "exchange.curl").isHidden()
    choose.setCurrentIndex(1)
    assert tabs.isTabVisible(1) and "timeout" in shown._timing.text() and "123 ms" in shown._timing.text()


def test_what_was_shown_is_what_is_copied(qtbot: QtBot) -> None:
    shown = view(qtbot, submission())
    told: list[tuple[str, bool]] = []
    shown.copied.connect(lambda what, in_full: told.append((what, in_full)))
    clipboard = QApplication.clipboard()
    shown.findChild(QToolButton, "raw_reply.copy").click()
    assert NAME not in clipboard.text() and "resp_code" in clipboard.text()
    shown.findChild(QPushButton, "exchange.curl").click()
    assert NAME not in clipboard.text() and "curl --silent" in clipboard.text()
    shown.findChild(QToolButton, "raw_reply.reveal").click()
    shown.findChild(QPushButton, "exchange.curl").click()
    assert NAME in clipboard.text() and "PASSWORD:?password" in clipboard.text()
    assert told == [("reply", False), ("curl", False), ("curl", True)]


def test_an_order_from_before_shows_the_reply_it_keeps(qtbot: QtBot) -> None:
    shown = view(qtbot, raw_reply='{"resp_code": "00"}')
    assert page(shown, 0, "raw_reply") == '{"resp_code": "00"}'
    assert shown.findChild(QPushButton, "exchange.curl").isHidden()


def test_twenty_megabytes_are_shown_in_part_and_soon(qtbot: QtBot) -> None:
    body = json.dumps({"full_name": NAME, "data": "样" * 20_000_000}, ensure_ascii=False)
    begun = time.process_time()
    shown = view(
        qtbot,
        submission(body=body[: 64 * 1024], body_size=len(body)),
        raw_reply=body,
        values={"full_name": NAME},
    )
    text = page(shown, 0, "raw_reply")
    assert time.process_time() - begun < 5
    assert len(text) < 70_000 and NAME not in text
    shown.findChild(QToolButton, "raw_reply.reveal").click()
    shown.findChild(QToolButton, "raw_reply.copy").click()
    assert QApplication.clipboard().text() == body, "the order keeps it whole"
    QApplication.clipboard().clear()


def test_a_long_reply_that_is_no_longer_whole_says_so(qtbot: QtBot) -> None:
    shown = view(qtbot, submission(body="x" * 100, body_size=5000))
    assert "5000" in shown.reply.foot.text() and "100" in shown.reply.foot.text()


def test_hostile_text_is_text(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    shown = view(
        qtbot,
        submission(
            body=HOSTILE, body_size=len(HOSTILE), detail=HOSTILE, url=HOSTILE,
            reply_headers={"server": HOSTILE},
            params=(Parameter(name=HOSTILE, text=HOSTILE),), signed=(("", HOSTILE), (HOSTILE, HOSTILE)),
        ),
    )  # fmt: skip
    for text in pages(shown):
        assert "\u202e" not in text and "\x00" not in text and "⟨U+202E⟩" in text
        assert "<script>" in text
    apply_theme(qapp, "light")
    shown.grab()


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_body_is_shown(qtbot: QtBot, body: str) -> None:
    shown = view(qtbot, submission(body=body, body_size=len(body)))
    pages(shown)
    shown.close()
    shown.deleteLater()


@pytest.mark.parametrize(
    "raw",
    [
        f"<html>full_name={NAME}&id_number={NUMBER}</html>",
        "full_name=%E5%BC%A0%E4%B8%89%E4%B8%B0&mobile=13800001234",
        json.dumps({"n": json.dumps({"full_name": NAME})}),
        '{"unknown": "王小明 13800001234", "id_number": "310101199003071234"',
    ],
)
def test_the_veil_covers_what_an_answer_of_any_shape_holds(raw: str) -> None:
    made = order(raw_reply=raw)
    text = Veil(made, by_segment(made.segment)).over(f"{raw} {made.order_id}")
    for private in (NAME, NUMBER, "%E5%BC%A0", "13800001234"):
        assert private not in text
    assert made.order_id in text


def test_a_fact_is_copied_with_the_focus_on_it(qtbot: QtBot) -> None:
    grid = FactsGrid()
    qtbot.addWidget(grid)
    told: list[tuple[str, bool]] = []
    grid.copied.connect(lambda name, in_full: told.append((name, in_full)))
    first = grid.add("a", "A", "one")
    second = grid.add("b", "B", "secret", masked="s*****")
    grid.show()
    first.setFocus()
    copy = (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(first, *copy)
    assert QApplication.clipboard().text() == "one"
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert grid.focusWidget() is second
    QTest.keyClick(second, *copy)
    assert QApplication.clipboard().text() == "s*****"
    second.reveal.click()
    QTest.keyClick(second, *copy)
    assert QApplication.clipboard().text() == "secret"
    assert told == [("a", False), ("b", False), ("b", True)]
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert grid.focusWidget() is first and first.focusPolicy() is Qt.FocusPolicy.StrongFocus
    QApplication.clipboard().clear()
