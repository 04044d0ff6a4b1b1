"""What happened to an order, step by step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from realme_desktop.orders.states import Cause
from realme_desktop.records.model import Event, OrderState
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results.course import CourseView, cause_words
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.words import Words

from .orders import NOW, NOW_MS, order, unfinished

S = OrderState


def event(cause: str, state: OrderState, number: int = 0) -> Event:
    return Event(
        order_id=order().order_id, at=NOW_MS + number * 1000, state=state, cause=cause, evidence="张三丰"
    )


def texts(view: CourseView) -> list[str]:
    return [label.text() for label in view.findChildren(Words)]


def test_every_cause_has_words_and_another_version_s_is_shown_as_it_is(qtbot: QtBot) -> None:
    for code in ("en", "zh"):
        set_language(code)
        known = [cause_words(cause.value) for cause in Cause]
        known += [cause_words(word) for word in ("purged_pictures", "purged_personal", "restored")]
        noted = cause_words("⟨later⟩")
        assert "⟨later⟩" in noted and len(set(known)) == len(known)
        assert not [words for words in known if words.startswith(noted.split("⟨")[0])]
    set_language("en")


def test_the_steps_stand_under_the_result_when_they_are_asked_for(qtbot: QtBot) -> None:
    set_language("en")
    pane = ResultPane(clock=lambda: NOW)
    qtbot.addWidget(pane)
    pane.resize(420, 700)
    asked: list[tuple[str, Callable[[tuple[Event, ...]], None]]] = []
    pane.events_wanted.connect(lambda order_id, then: asked.append((order_id, then)))
    pane.show_order(order())
    pane.show()
    fold = pane.findChild(Fold, "fold.course")
    assert asked == [], "nobody reads what nobody looks at"
    fold.unfold()
    [(order_id, then)] = asked
    assert order_id == order().order_id
    waiting = [event("still_pending", S.PENDING, 3 + number) for number in range(5)]
    then(
        (event("created", S.DRAFTED), event("saved", S.QUEUED, 1), event("accepted", S.PENDING, 2), *waiting,
         event("answered", S.ANSWERED, 9), event("<b>new</b>", S.ANSWERED, 10))
    )  # fmt: skip
    view = pane.findChild(CourseView)
    assert texts(view) == [
        "2026-11-23 20:11:25", "Written down → Preparing",
        "2026-11-23 20:11:26", "Saved in full, not sent yet → Saved, not sent",
        "2026-11-23 20:11:27", "RealMe accepted it; the result comes later → Result awaited",
        "2026-11-23 20:11:32", "Asked RealMe: still in progress (5 times, the last one then)",
        "2026-11-23 20:11:34", "RealMe gave the result → Answered",
        "2026-11-23 20:11:35", "Noted: <b>new</b>",
    ]  # fmt: skip
    assert not any("张三丰" in text for text in texts(view)), "evidence is the raw exchange's"
    pane.show_order(order(note="changed"))
    assert len(asked) == 2, "an order that changed is asked for anew, and stays unfolded"
    then(())  # of the view that is gone
    pane.show_order(unfinished(S.SENDING))
    assert pane.findChild(Fold, "fold.course") is None or not pane.findChild(Fold, "fold.course").isVisible()


@pytest.mark.parametrize("count", [61, 400])
def test_of_very_many_steps_the_last_ones_are_shown(qtbot: QtBot, count: int) -> None:
    from realme_desktop.ui.results.views import ViewContext

    steps = [event(("asked", "still_pending")[number % 2], S.PENDING, number) for number in range(count)]
    view = CourseView(ViewContext(order=order(), service=None), steps)
    qtbot.addWidget(view)
    shown = texts(view)
    assert shown[0] == "…" and len(shown) == 1 + 2 * 60
