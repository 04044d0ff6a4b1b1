"""Typing through an input method: while a word is composed, Enter and Esc are its keys and nobody else's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from realme_desktop.ui.nav import Navigation

from .parts import Shown, focus, key

CTRL = Qt.KeyboardModifier.ControlModifier


def compose(letters: str) -> None:
    """The input method shows these letters underlined; they are in no field yet."""
    QApplication.sendEvent(focus(), QInputMethodEvent(letters, []))


def commit(text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def test_enter_does_not_move_on_while_a_name_is_composed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    name = shown.input("full_name")
    compose("zhang'san")
    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        key(pressed)
        assert focus() is name, "the key belongs to the input method"
        assert name.composing
    assert name.text() == ""
    commit("张三")
    assert not name.composing
    assert name.text() == "张三"
    key(Qt.Key.Key_Return)
    assert focus() is shown.input("id_number")


def test_nothing_is_submitted_while_a_name_is_composed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.set_texts({"full_name": "张三", "id_number": "11000019900307001X"})
    shown.input("full_name").setFocus()
    compose("li'si")
    key(Qt.Key.Key_Return, CTRL)
    shown.form.submit()  # the same by the menu
    assert shown.drafts == []
    assert not shown.form.busy
    commit("")  # given up
    key(Qt.Key.Key_Return, CTRL)
    assert len(shown.drafts) == 1


def test_what_is_composed_is_not_checked(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    compose("z")
    shown.settle()
    assert shown.message("full_name") == ""


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape])
def test_the_search_for_services_waits_for_the_word(qtbot: QtBot, pressed: Qt.Key) -> None:
    nav = Navigation()
    qtbot.addWidget(nav)
    opened: list[str] = []
    nav.service_chosen.connect(opened.append)
    with qtbot.waitActive(nav):
        nav.show()
        nav.activateWindow()
    nav.search.setText("身份")
    nav.focus_search()
    compose("zheng")
    key(pressed)
    assert opened == []
    assert focus() is nav.search
    assert nav.search.composing
