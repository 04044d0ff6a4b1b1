"""Showing in full: allowed or not, for a reason, for a while."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from realme_desktop.ui.widgets.buttons import RevealButton
from realme_desktop.ui.widgets.facts import Fact
from realme_desktop.ui.widgets.reason import ReasonDialog
from realme_desktop.ui.widgets.revealing import Rule, forget_shown, reason_given, set_rule
from tests.waiting import until


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_rule(Rule())
    forget_shown()


def fact(qtbot: QtBot, revealed: bool = False) -> Fact:
    made = Fact("id_number", "身份证号", "310101199001011234", masked="310***********1234", revealed=revealed)
    qtbot.addWidget(made)
    made.show()
    return made


def press(made: Fact) -> None:
    assert made.reveal is not None
    QTest.keyClick(made.reveal, Qt.Key.Key_Space)


async def test_it_hides_by_itself(qtbot: QtBot) -> None:
    set_rule(Rule(seconds=0.05))
    made = fact(qtbot)
    press(made)
    assert made.shown().endswith("011234")
    await until(lambda: made.shown() == "310***********1234")
    assert "310***********1234" in made.accessibleDescription()


async def test_redrawing_does_not_make_it_last_longer(qtbot: QtBot) -> None:
    set_rule(Rule(seconds=0.05))
    press(fact(qtbot))
    again = fact(qtbot, revealed=True)
    assert again.in_full
    await until(lambda: not again.in_full)
    last = fact(qtbot)
    press(last)
    assert last.in_full, "hidden and pressed again, it is shown for the whole time"


def test_where_it_is_forbidden_nothing_is_shown(qtbot: QtBot) -> None:
    set_rule(Rule(allowed=False))
    made = fact(qtbot)
    press(made)
    assert not made.in_full


def test_a_reason_comes_first(qtbot: QtBot) -> None:
    set_rule(Rule(reason=True))
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    button = RevealButton(host, what="身份证号")
    reasons: list[str] = []
    button.toggled.connect(lambda shown: reasons.append(reason_given()) if shown else None)
    button.click()
    dialog = host.findChild(ReasonDialog)
    assert dialog is not None and not button.isChecked()
    show = dialog.findChild(QPushButton, "reason.show")
    line = dialog.findChild(QLineEdit, "reason.text")
    assert show is not None and line is not None and not show.isEnabled()
    QTest.keyClicks(line, "  ")
    assert not show.isEnabled()
    QTest.keyClicks(line, "customer is here")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert button.isChecked() and reasons == ["customer is here"] and reason_given() == ""
    button.click()
    assert not button.isChecked(), "hiding needs none"


def test_leaving_the_question_shows_nothing(qtbot: QtBot) -> None:
    set_rule(Rule(reason=True))
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    button = RevealButton(host, what="x")
    button.click()
    dialog = host.findChild(ReasonDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not button.isChecked()
