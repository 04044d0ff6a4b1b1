"""Each kind's input, driven by the keyboard."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from realme_desktop.ui.widgets.choice_input import ListChoice, SegmentChoice

from .parts import Shown, focus, key, type_text


def typed(qtbot, number: int, name: str, text: str) -> Shown:
    """A form in which `text` was typed into a field, and the field was left."""
    shown = Shown(qtbot, number)
    shown.form.focus_field(name)
    type_text(text)
    assert QLineEdit.text(shown.input(name)) == text, "nothing is changed while it is typed"
    shown.leave()
    shown.settle()
    return shown


@pytest.mark.parametrize(
    ("number", "name", "text", "plain", "shown_as"),
    [
        (104, "full_name", " 样 晓明 ", "样晓明", "样晓明"),
        (104, "id_number", "11000019900307001x", "11000019900307001X", None),
        (104, "id_number", "１１０００0 19900307 001X", "11000019900307001X", None),
        (103, "mobile_no", "+86 138-0000-0000", "13800000000", "138 0000 0000"),
        (102, "acct_no", "6200 0001-2345 6789015", "6200000123456789015", "6200 0001 2345 6789 015"),
        (102, "valid_date", "08/30", "0830", "08/30"),
        (125, "query_date", "2026-01-02", "20260102", "2026-01-02"),
        (126, "user_ip", "114.114.114.114 ", "114.114.114.114", "114.114.114.114"),
        (126, "imei", "49-015420-323751-8", "490154203237518", None),
        (108, "mer_bg_url", " https://bank.example/n ", "https://bank.example/n", None),
        (110, "number", "３", "3", "3"),
        (116, "task_id", " T1 ", "T1", "T1"),
        (102, "cvv2", "QUJD REVG R0hJ SktM TU5P", "QUJDREVGR0hJSktMTU5P", None),
    ],
)
def test_a_line_shows_the_tidy_form_once_it_is_left(qtbot, number, name, text, plain, shown_as):
    shown = typed(qtbot, number, name, text)
    assert shown.form.texts()[name] == plain
    if shown_as is not None:
        assert QLineEdit.text(shown.input(name)) == shown_as
    assert not shown.message(name)
    # Back in the line it is the plain form again, and leaving it once more changes nothing.
    shown.form.focus_field(name)
    assert QLineEdit.text(shown.input(name)) == plain
    shown.leave()
    assert shown.form.texts()[name] == plain


@pytest.mark.parametrize(
    ("number", "name", "text", "role"),
    [
        (104, "id_number", "12345", "error"),
        (104, "id_number", "110000199003070011", "warning"),
        (103, "mobile_no", "abc", "error"),
        (102, "acct_no", "6222 02", "error"),
        (102, "valid_date", "1330", "error"),
        (125, "query_date", "20261345", "error"),
        (126, "user_ip", "300.1.1.1", "error"),
        (108, "mer_bg_url", "ftp://x", "error"),
        (108, "mer_bg_url", "http://127.0.0.1/", "warning"),
        (102, "cvv2", "123", "error"),
    ],
)
def test_a_wrong_value_stays_as_typed_and_is_told_under_the_field(qtbot, number, name, text, role):
    shown = typed(qtbot, number, name, text)
    if role == "error":
        assert QLineEdit.text(shown.input(name)) == text
    assert shown.message(name).startswith("✗" if role == "error" else "⚠")
    assert shown.input(name).property("role") == role
    shown.input(name).clear()
    shown.form.focus_field(name)
    type_text("1")
    key(Qt.Key.Key_Backspace)
    shown.settle()
    assert not shown.message(name), "an empty field is nobody's fault before submitting"


def test_a_message_waits_for_a_pause_in_typing(qtbot):
    shown = Shown(qtbot, 104)
    shown.form.focus_field("id_number")
    type_text("12")
    QApplication.processEvents()
    assert not shown.message("id_number")
    qtbot.waitUntil(lambda: shown.message("id_number") != "", timeout=5000)


def test_segments_are_chosen_with_the_arrows_and_taken_back(qtbot):
    shown = Shown(qtbot, 102)
    part = shown.input("acct_type")
    assert isinstance(part, SegmentChoice)
    shown.form.focus_field("acct_type")
    assert shown.form.texts()["acct_type"] == ""
    key(Qt.Key.Key_Space)
    assert shown.form.texts()["acct_type"] == "E"
    key(Qt.Key.Key_Right)
    assert shown.form.texts()["acct_type"] == "P"
    key(Qt.Key.Key_Delete)
    assert shown.form.texts()["acct_type"] == ""
    QTest.mouseClick(part.segments[0], Qt.MouseButton.LeftButton)
    assert shown.form.texts()["acct_type"] == "E"
    QTest.mouseClick(part.segments[0], Qt.MouseButton.LeftButton)
    assert shown.form.texts()["acct_type"] == ""


def test_a_required_choice_is_not_taken_back(qtbot):
    shown = Shown(qtbot, 105)
    shown.form.focus_field("image1_type")
    key(Qt.Key.Key_Delete)
    part = shown.input("image1_type")
    QTest.mouseClick(part.segments[0], Qt.MouseButton.LeftButton)
    assert shown.form.texts()["image1_type"] == "1"


def test_a_longer_choice_is_a_list_with_an_empty_entry(qtbot):
    shown = Shown(qtbot, 102)
    part = shown.input("card_type")
    assert isinstance(part, ListChoice)
    assert part.text() == ""
    shown.form.focus_field("card_type")
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert shown.form.texts()["card_type"] == "C"
    assert "valid_date" in shown.marked()
    key(Qt.Key.Key_Home)
    assert shown.form.texts()["card_type"] == ""
    assert "valid_date" not in shown.marked()
    part.set_text("W")  # of an old order
    assert part.text() == "W"


def test_the_wheel_never_changes_a_choice(qtbot):
    shown = Shown(qtbot, 102)
    part = shown.input("card_type")
    shown.form.focus_field("card_type")
    middle = QPointF(part.rect().center())
    wheel = QWheelEvent(
        middle, part.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(part, wheel)
    assert part.text() == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_date_is_picked_from_the_calendar(qtbot):
    shown = Shown(qtbot, 125)
    part = shown.input("query_date")
    shown.form.focus_field("query_date")
    type_text("2026-03-09")
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    calendar = part.calendar
    assert calendar is not None and calendar.isVisible()
    assert calendar.selectedDate().toString("yyyyMMdd") == "20260309"
    calendar.setSelectedDate(calendar.selectedDate().addDays(1))
    calendar.activated.emit(calendar.selectedDate())
    assert not calendar.isVisible()
    assert shown.form.texts()["query_date"] == "20260310"
    shown.form.focus_first()
    assert QLineEdit.text(part) == "2026-03-10"


def test_a_secret_is_masked_but_for_the_eye(qtbot):
    shown = Shown(qtbot, 115)
    shown.form.focus_field("password")
    part = shown.input("password")
    type_text(" pass word")
    assert part.echoMode() is QLineEdit.EchoMode.Password
    assert part.displayText() == "●" * 10 or "pass" not in part.displayText()
    key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert part.revealed and part.displayText() == " pass word"
    shown.leave()
    assert not part.revealed
    assert shown.form.texts()["password"] == " pass word"
    assert "pass word" not in repr(shown.form.draft())


def test_code_rows_are_added_and_removed_by_keyboard(qtbot):
    shown = Shown(qtbot, 121)
    part = shown.input("verify_code_list")
    shown.form.focus_field("verify_code_list")
    assert focus().objectName() == "kind.verify_code_list.1"
    key(Qt.Key.Key_Return)
    type_text("12ab")
    key(Qt.Key.Key_Tab)
    assert focus().objectName() == "remove.verify_code_list.1"
    key(Qt.Key.Key_Tab)
    assert focus().objectName() == "add.verify_code_list"
    key(Qt.Key.Key_Space)
    assert focus().objectName() == "value.verify_code_list.2"
    type_text("654321")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    type_text("new password")
    assert part.rows[2].value.echoMode() is QLineEdit.EchoMode.Password
    assert json.loads(shown.form.texts()["verify_code_list"]) == [
        {"type": "img", "value": "12ab"},
        {"type": "sms", "value": "654321"},
        {"type": "pwd", "value": "new password"},
    ]
    # Return goes from value to value, then on.
    shown.form.focus_field("verify_code_list")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    assert focus().objectName() == "value.verify_code_list.2"
    key(Qt.Key.Key_Tab)
    assert focus().objectName() == "remove.verify_code_list.2"
    key(Qt.Key.Key_Space)
    assert [row["type"] for row in json.loads(shown.form.texts()["verify_code_list"])] == ["img", "pwd"]
    assert focus().objectName() == "value.verify_code_list.2"
    key(Qt.Key.Key_Return)
    assert focus().objectName() == "submit"


def test_a_code_list_that_is_none_is_kept_as_it_came(qtbot):
    shown = Shown(qtbot, 121)
    part = shown.input("verify_code_list")
    part.set_text("not a list")
    assert part.text() == "not a list"
    part.set_text("")
    assert part.text() == "" and len(part.rows) == 1


def test_the_last_code_row_is_emptied_rather_than_taken_away(qtbot):
    shown = Shown(qtbot, 121)
    part = shown.input("verify_code_list")
    shown.form.focus_field("verify_code_list")
    key(Qt.Key.Key_Return)
    assert not part.rows[0].remove.isEnabled()
    type_text("1")
    part.rows[0].remove.click()
    assert part.text() == "" and len(part.rows) == 1
