"""The result pane: what an order's state looks like, what stays masked, what never happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.text import Text
from realme_desktop.orders.model import Phase
from realme_desktop.records.model import Order, OrderState, StoredPicture
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.panels import VerdictBlock
from realme_desktop.ui.widgets.scale import ScoreScale

from .orders import NOW, NOW_MS, compared, order, unfinished

REAL = {"real": True, "environment": "production"}


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ResultPane]:
    set_language("en")
    made = ResultPane(clock=lambda: NOW)
    made.resize(520, 700)
    yield made
    delete(made)  # at once: a pane that only waits for deletion would still follow the language


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def shown(widget: QWidget, name: str, kind: type = QWidget) -> QWidget:
    found = widget.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


def test_a_verdict_is_a_word_a_sign_and_a_colour(pane: ResultPane) -> None:
    pane.show_order(order())
    block = shown(pane, "verdict", VerdictBlock)
    assert block.title.text() == "Match"
    assert block.sign.sign == "✓"
    assert block.tone == "match"


def test_the_call_is_told_apart_from_the_verdict(pane: ResultPane) -> None:
    pane.show_order(order(verdict=Verdict.MISMATCH, resp_code="01", values={"resp_code": "01"}))
    call, verdict = shown(pane, "call"), shown(pane, "verdict")
    assert not verdict.isAncestorOf(call) and not call.isAncestorOf(verdict)
    assert "Call status" in texts(call)
    assert "Verification result" in texts(verdict)
    assert any("10400" in text for text in texts(call))
    assert shown(pane, "call_status").tone not in ("match", "mismatch")


def test_the_two_statements_of_a_mobile_check_are_told_separately(pane: ResultPane) -> None:
    values = {"resp_code": "04", "resp_info": "x"}
    pane.show_order(order(segment="mobilecheck", verdict=Verdict.PARTIAL, resp_code="04", values=values))
    block = shown(pane, "verdict", VerdictBlock)
    assert block.title.text() == "Partial match"
    assert len(block.lines) >= 2


@pytest.mark.parametrize("state", list(OrderState))
def test_what_is_not_real_says_so_in_every_state(pane: ResultPane, state: OrderState) -> None:
    made = order() if state is OrderState.ANSWERED else unfinished(state)
    pane.show_order(made)
    assert shown(pane, "not_real").accessibleName()
    pane.show_order(replace(made, **REAL))
    assert pane.findChild(QWidget, "not_real") is None


@pytest.mark.parametrize(
    ("state", "problem", "title", "ask"),
    [
        (OrderState.PENDING, None, "Waiting for the result", True),
        (OrderState.UNCLEAR, "unclear_cut", "Unclear whether RealMe has this order", True),
        (OrderState.UNCLEAR, None, "Unclear whether RealMe has this order", True),
        (OrderState.REJECTED, "refused_signature", "Not carried out, no result", False),
        (OrderState.REJECTED, "not_sent_dns", "Not sent", False),
        (OrderState.EXPIRED, "expired", "No result so far, needs attention", True),
        (OrderState.ABANDONED, "abandoned", "No longer waited for", True),
        (OrderState.ABANDONED, "withdrawn", "Withdrawn before it was sent", False),
        (OrderState.REJECTED, "a_problem_of_a_newer_version", "Not carried out, no result", False),
    ],
)
def test_states_without_an_answer_explain_themselves(
    pane: ResultPane, state: OrderState, problem: str | None, title: str, ask: bool
) -> None:
    pane.show_order(unfinished(state, problem=problem))
    assert pane.findChild(QWidget, "verdict") is None
    block = shown(pane, "state", VerdictBlock)
    assert block.title.text() == title
    assert block.lines
    assert shown(pane, "ask", QPushButton).isVisibleTo(pane) is ask
    assert shown(pane, "new_order", QPushButton).isVisibleTo(pane)


@pytest.mark.parametrize("state", [OrderState.DRAFTED, OrderState.QUEUED, OrderState.SENDING])
def test_an_order_on_its_way_shows_its_phase_and_no_buttons(pane: ResultPane, state: OrderState) -> None:
    pane.show_order(unfinished(state))
    assert "Elapsed: 5 s" in texts(shown(pane, "phase"))
    assert not shown(pane, "ask").isVisibleTo(pane)
    assert not shown(pane, "new_order").isVisibleTo(pane)


def test_buttons_name_their_order(pane: ResultPane, qtbot: QtBot) -> None:
    made = unfinished(OrderState.PENDING)
    pane.show_order(made)
    with qtbot.waitSignal(pane.ask_requested) as asked:
        qtbot.mouseClick(shown(pane, "ask"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.new_order_requested) as wanted:
        qtbot.mouseClick(shown(pane, "new_order"), Qt.MouseButton.LeftButton)
    assert asked.args == wanted.args == [made.order_id]


def test_a_score_stands_on_its_scale_with_the_threshold(pane: ResultPane) -> None:
    pane.show_order(compared(87.5))
    scale = shown(pane, "score_scale", ScoreScale)
    assert (scale.score, scale.threshold) == (87.5, 60.0)
    assert scale.words() == "Score 87.5 of 100, threshold 60"
    assert "Match" in shown(pane, "realme_verdict", QLabel).text()
    assert "Match" in shown(pane, "own_verdict", QLabel).text()
    assert pane.findChild(QWidget, "disagreement") is None


def test_no_score_is_said_and_is_never_zero(pane: ResultPane) -> None:
    pane.show_order(compared(None))
    scale = shown(pane, "score_scale", ScoreScale)
    assert scale.score is None
    assert scale.words() == "No score"
    assert shown(pane, "no_score", QLabel).text().startswith("No score")
    assert pane.findChild(QWidget, "own_verdict") is None
    assert "0" not in texts(shown(pane, "score"))


def test_a_service_without_scores_shows_no_scale(pane: ResultPane) -> None:
    pane.show_order(order())
    assert pane.findChild(QWidget, "score") is None


@pytest.mark.parametrize(
    ("score", "threshold", "verdict"), [(55, 80, Verdict.MATCH), (70, 60, Verdict.MISMATCH)]
)
def test_a_disagreement_is_remarked(
    pane: ResultPane, score: float, threshold: float, verdict: Verdict
) -> None:
    pane.show_order(compared(score, threshold, verdict=verdict))
    sentence = shown(pane, "disagreement").accessibleName()
    assert "No match" in sentence and "Match" in sentence


def test_personal_values_are_masked_until_this_value_is_revealed(pane: ResultPane) -> None:
    pane.show_order(order())
    pane.findChild(Fold, "fold.raw").unfold()
    everything = "\n".join(texts(pane)) + shown(pane, "raw_reply", QPlainTextEdit).toPlainText()
    assert "张三丰" not in everything and "310101199003071234" not in everything
    shown(pane, "fact.request.id_number.reveal", QToolButton).click()
    everything = "\n".join(texts(pane))
    assert "310101199003071234" in everything
    assert "张三丰" not in everything


def test_reveals_survive_a_redraw_of_the_same_order_but_not_another_order(pane: ResultPane) -> None:
    first = unfinished(OrderState.PENDING)
    pane.show_order(first)
    shown(pane, "fact.request.full_name.reveal", QToolButton).click()
    pane.show_order(replace(first, queries=2))
    assert "张三丰" in texts(pane)
    pane.show_order(unfinished(OrderState.PENDING, 2))
    pane.show_order(first)
    assert "张三丰" not in texts(pane)


def test_copying_gives_what_is_on_screen(pane: ResultPane) -> None:
    made = order(segment="licenseocr", verdict=Verdict.DATA, values={"fr_name": "张伟", "ent_name": "晨星"})
    pane.show_order(made)
    shown(pane, "fact.fr_name.copy", QToolButton).click()
    assert QApplication.clipboard().text() == "张*"
    shown(pane, "fact.fr_name.reveal", QToolButton).click()
    shown(pane, "fact.fr_name.copy", QToolButton).click()
    assert QApplication.clipboard().text() == "张伟"
    shown(pane, "fact.evidence.order_id.copy", QToolButton).click()
    assert QApplication.clipboard().text() == made.order_id


def test_unknown_fields_are_shown_and_masked_when_they_look_personal(pane: ResultPane) -> None:
    values = {"resp_code": "00", "encrypt_method": "00", "novelty": {"深": [1, "李四"]}, "owner": "王五"}
    pane.show_order(order(values=values))
    assert "encrypt_method (not in the document)" in texts(pane)
    assert shown(pane, "fact.encrypt_method.value", QLabel).text() == "00"
    assert shown(pane, "fact.novelty") is not None
    assert shown(pane, "fact.owner.value", QLabel).text() != "王五"
    shown(pane, "fact.owner.reveal", QToolButton).click()
    assert shown(pane, "fact.owner.value", QLabel).text() == "王五"


def test_what_realme_echoes_differently_is_shown(pane: ResultPane) -> None:
    made = order(values={"resp_code": "00", "order_id": "somebody else's", "seq_id": "2026112300000001"})
    pane.show_order(made)
    assert shown(pane, "fact.order_id.value", QLabel).text() == "somebody else's"
    assert pane.findChild(QWidget, "fact.seq_id") is None


def test_everything_from_realme_is_plain_text(pane: ResultPane) -> None:
    evil = "<b>x</b><img src='file:///etc/passwd'><script>1</script>"
    values = {"resp_info": evil, "novelty": evil, "resp_code": evil, "\u202eevil\x00": "a\u202eb"}
    pane.show_order(order(values=values, return_message=evil, resp_info=evil, verdict=Verdict.REVIEW))
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.objectName()
        assert "\u202e" not in label.text() and "\x00" not in label.text()
    assert shown(pane, "fact.novelty.value", QLabel).text() == evil
    for widget in pane.findChildren(QWidget):
        assert "<img" not in widget.toolTip()


def test_the_raw_reply_is_folded_and_built_only_when_asked_for(pane: ResultPane) -> None:
    made = order(values={"full_name": "张三丰", "resp_code": "00"})
    pane.show_order(made)
    fold = pane.findChild(Fold, "fold.raw")
    assert fold is not None and fold.content is None
    fold.unfold()
    raw = shown(pane, "raw_reply", QPlainTextEdit)
    assert "张三丰" not in raw.toPlainText()
    shown(pane, "raw_reply.reveal", QToolButton).click()
    assert raw.toPlainText() == made.raw_reply
    pane.show_order(replace(made, queries=3))
    assert pane.findChild(Fold, "fold.raw").unfolded


def test_a_raw_reply_masks_escaped_chinese_too(pane: ResultPane) -> None:
    raw = json.dumps({"full_name": "张三丰", "nested": json.dumps({"n": "张三丰"})})
    pane.show_order(order(values={"full_name": "张三丰"}, raw_reply=raw))
    pane.findChild(Fold, "fold.raw").unfold()
    text = shown(pane, "raw_reply", QPlainTextEdit).toPlainText()
    assert json.dumps("张三丰")[1:-1] not in text


def test_a_long_raw_reply_is_shown_in_part_and_copied_whole(pane: ResultPane) -> None:
    pane.show_order(order(raw_reply="x" * 1_000_000))
    pane.findChild(Fold, "fold.raw").unfold()
    assert len(shown(pane, "raw_reply", QPlainTextEdit).toPlainText()) < 70_000
    shown(pane, "raw_reply.copy", QToolButton).click()
    assert len(QApplication.clipboard().text()) == 1_000_000


def test_pictures_that_were_sent_are_named_with_their_size(pane: ResultPane) -> None:
    picture = StoredPicture(
        name="image1", data=b"x" * 2048, media_type="image/jpeg", sha256="ab" * 32, width=640, height=480
    )
    pane.show_order(compared(), {"image1": picture})
    assert "JPEG · 640 × 480 · 2 KB" in shown(pane, "fact.request.image1.value", QLabel).text()


def test_phases_count_their_time(pane: ResultPane) -> None:
    now = [NOW]
    pane._clock = lambda: now[0]
    pane.show_phase(Phase.PREPARING)
    now[0] += 3
    pane.show_phase(Phase.SENDING)
    assert "Sending to RealMe." in texts(shown(pane, "phase"))
    assert "Elapsed: 3 s" in texts(shown(pane, "phase"))
    pane.show_phase(Text("自己的话", "Words of our own"))
    assert "Words of our own" in texts(pane)


def test_a_problem_is_told_with_what_follows(pane: ResultPane) -> None:
    pane.show_problem(Text("没有凭据", "No credentials"), "Nothing was sent.")
    block = shown(pane, "problem", VerdictBlock)
    assert block.title.text() == "No credentials"
    assert "Nothing was sent." in texts(block)


def test_another_order_is_not_urged_where_it_would_meet_the_same_answer(pane: ResultPane) -> None:
    pane.show_order(unfinished(OrderState.REJECTED, problem="refused_permission", return_code="90103"))
    assert pane.next.new.isVisibleTo(pane) and pane.next.new.property("role") != "primary"
    call = shown(pane, "call_status").text()
    assert "90103" in call and "HTTP" not in call
    pane.show_order(unfinished(OrderState.REJECTED, problem="refused_parameters", return_code="90101"))
    assert pane.next.new.property("role") == "primary"


def test_the_call_is_told_in_words_that_claim_no_match(pane: ResultPane) -> None:
    pane.show_order(order(return_code="10400", return_message="成功（一致）"))
    call = shown(pane, "call_status").text()
    assert "成功" not in call and "一致" not in call and "10400" in call


def test_the_empty_pane_teaches(pane: ResultPane) -> None:
    assert shown(pane, "result.empty").isVisibleTo(pane)
    pane.show_order(order())
    assert not shown(pane, "result.empty").isVisibleTo(pane)
    pane.clear()
    assert shown(pane, "result.empty").isVisibleTo(pane)
    assert pane.order is None
    assert not shown(pane, "new_order").isVisibleTo(pane)


def test_the_timer_runs_only_while_it_is_seen(pane: ResultPane) -> None:
    waiting = unfinished(OrderState.PENDING, next_query_at=NOW_MS + 12_000, queries=3)
    pane.show_order(waiting)
    assert not pane._timer.isActive()
    pane.show()
    assert pane._timer.isActive()
    words = shown(pane, "next_query", QLabel).text()
    assert "next query in 12 s" in words and "queries so far: 3" in words
    pane.hide()
    assert not pane._timer.isActive()
    pane.show()
    pane.show_order(order())
    assert not pane._timer.isActive()


def test_both_languages_without_losing_the_order(pane: ResultPane) -> None:
    pane.show_order(order())
    set_language("zh")
    try:
        assert shown(pane, "verdict", VerdictBlock).title.text() == "一致"
        assert pane.order is not None
    finally:
        set_language("en")
    assert shown(pane, "verdict", VerdictBlock).title.text() == "Match"


def test_an_order_of_a_service_that_is_gone_is_shown_as_far_as_possible(pane: ResultPane) -> None:
    pane.show_order(order(segment="service_of_another_version", environment="our own"))
    assert "service_of_another_version" in texts(pane)
    assert "our own (not real)" in texts(pane)


CASES = [
    order(),
    compared(55, 80),
    compared(None),
    unfinished(OrderState.UNCLEAR, problem="unclear_unreadable", next_query_at=NOW_MS),
    unfinished(OrderState.REJECTED, problem="refused_throttled"),
    order(segment="antilaunderquery", values={"x" * 90: "y" * 900, "black_list_result": '{"broken'}),
]


@pytest.mark.parametrize("width", [290, 520, 1200])
@pytest.mark.parametrize("case", range(len(CASES)))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_or_wider_than_the_pane(
    pane: ResultPane, case: int, width: int, language: str
) -> None:
    set_language("zh" if language == "zh" else "en")
    pane.resize(width, 400)
    pane.show()
    pane.show_order(CASES[case])
    QApplication.processEvents()
    content = shown(pane, "result.content")
    assert content.width() <= pane.width()
    for label in content.findChildren(QLabel):
        if not label.isVisible():
            continue
        right = label.mapTo(content, label.rect().topRight()).x()
        assert right <= content.width(), label.text()
        assert label.height() >= label.heightForWidth(label.width()), (label.text(), label.width())
    set_language("en")


def test_the_same_order_again_costs_nothing(pane: ResultPane) -> None:
    made: Order = order()
    pane.show_order(made)
    block = shown(pane, "verdict")
    pane.show_order(replace(made))
    assert shown(pane, "verdict") is block
