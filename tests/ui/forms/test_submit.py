"""Submitting, resetting, folding, and what follows the operator."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text
from realme_desktop.ui.forms.frame import TWO_COLUMNS

from .parts import PICTURE, Shown, focus, key, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


def name_check(qtbot, **kwargs) -> Shown:
    shown = Shown(qtbot, 104, **kwargs)
    type_text("样晓明")
    key(Qt.Key.Key_Return)
    type_text("11000019900307001X")
    return shown


def test_a_name_check_by_keyboard_alone(qtbot):
    shown = name_check(qtbot)
    key(Qt.Key.Key_Return, CTRL)
    assert len(shown.drafts) == 1
    assert shown.drafts[0].values == {
        "full_name": "样晓明", "id_number": "11000019900307001X", "source_channel": "0",
    }  # fmt: skip
    assert shown.drafts[0].threshold is None and shown.drafts[0].linked_to is None
    assert shown.form.texts()["full_name"] == "样晓明"


def test_return_ends_at_the_button_and_presses_it(qtbot):
    shown = name_check(qtbot)
    key(Qt.Key.Key_Return)
    assert focus().objectName() == "submit"
    key(Qt.Key.Key_Return)
    assert len(shown.drafts) == 1


def test_one_press_is_one_order(qtbot):
    shown = name_check(qtbot)
    button = shown.button("submit")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.form.busy and not button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.form.submit()
    key(Qt.Key.Key_Return, CTRL)
    assert len(shown.drafts) == 1
    shown.form.set_busy(False)
    assert button.isEnabled()
    shown.form.submit()
    assert len(shown.drafts) == 2


def test_the_second_half_of_a_double_click_is_no_press(qtbot):
    shown = name_check(qtbot)
    shown.form.submit_requested.connect(lambda _: shown.form.set_busy(False))  # answered in no time
    QTest.mouseClick(shown.button("submit"), Qt.MouseButton.LeftButton)
    QTest.mouseDClick(shown.button("submit"), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(shown.button("submit"), Qt.MouseButton.LeftButton)
    assert len(shown.drafts) == 1


def test_errors_are_summed_up_with_links_to_their_fields(qtbot):
    shown = Shown(qtbot, 104)
    key(Qt.Key.Key_Return, CTRL)
    assert not shown.drafts
    assert focus() is shown.input("full_name")
    assert shown.message("full_name").startswith("✗")
    summary = shown.button("summary")
    assert summary.isVisible()
    summary.linkActivated.emit("id_number")
    assert focus() is shown.input("id_number")


def test_the_summary_shrinks_while_the_form_is_mended(qtbot):
    shown = Shown(qtbot, 104)
    shown.form.submit()
    assert len(shown.form.summary.splitlines()) == 3
    type_text("样晓明")
    shown.settle()
    assert len(shown.form.summary.splitlines()) == 2
    assert not shown.message("full_name")
    key(Qt.Key.Key_Return)
    type_text("11000019900307001X")
    shown.settle()
    assert shown.form.summary == ""
    assert not shown.message("id_number")


def test_warnings_are_told_once_and_sent_by_the_second_press(qtbot):
    shown = Shown(qtbot, 104)
    shown.form.set_texts({"full_name": "样晓明", "id_number": "110000199003070011"})
    button = shown.button("submit")
    words = button.text()
    shown.press_submit()
    assert not shown.drafts
    assert shown.form.summary and shown.message("id_number").startswith("⚠")
    assert button.text() != words and focus() is button
    shown.press_submit()
    assert len(shown.drafts) == 1
    assert shown.form.summary == ""


def test_an_edit_takes_back_what_was_agreed_to(qtbot):
    shown = Shown(qtbot, 104)
    shown.form.set_texts({"full_name": "样晓明", "id_number": "110000199003070011"})
    words = shown.button("submit").text()
    shown.press_submit()
    shown.form.focus_field("full_name")
    type_text("二")
    assert shown.button("submit").text() == words
    shown.press_submit()
    assert not shown.drafts
    shown.press_submit()
    assert len(shown.drafts) == 1


def test_findings_of_the_desk_are_told_like_our_own(qtbot):
    shown = name_check(qtbot)
    shown.press_submit()
    finding = Finding("id_number", Strength.ERROR, Text("不行。", "No."), "desk")
    whole = Finding(None, Strength.ERROR, Text("整单不行。", "<b>All of it</b>"), "desk")
    shown.form.show_findings([finding, whole])
    shown.form.set_busy(False)
    assert "不行。" in shown.message("id_number")
    assert "整单不行。" in shown.form.summary
    assert focus() is shown.input("id_number")


def test_a_finding_at_a_folded_field_unfolds_it(qtbot):
    shown = Shown(qtbot, 102)
    shown.form.set_texts({"full_name": "样晓明", "acct_no": "6200000123456789015", "imei": "12"})
    assert "1 filled" in shown.button("more").handle.text()
    shown.form.show_findings([Finding("imei", Strength.ERROR, Text("错", "wrong"), "x")])
    QApplication.processEvents()
    assert focus() is shown.input("imei")
    assert shown.message("imei")


def test_the_fold_tells_what_it_hides(qtbot):
    shown = Shown(qtbot, 102)
    handle = shown.button("more").handle
    assert "filled" not in handle.text(), "a default is no news"
    shown.form.show_more()
    shown.form.focus_field("bank_identity")
    type_text("X")
    assert "1 filled" in handle.text() and handle.accessibleName() == handle.text()
    key(Qt.Key.Key_Backspace)
    assert "filled" not in handle.text()


@pytest.mark.parametrize(("card_type", "demanded"), [("C", True), ("D", False), ("", False)])
def test_marks_follow_the_rules_while_typing(qtbot, card_type, demanded):
    shown = Shown(qtbot, 102)
    shown.form.set_texts({"card_type": card_type})
    assert ("valid_date" in shown.marked()) is demanded


def test_clear_can_be_taken_back_until_the_next_edit(qtbot):
    shown = Shown(qtbot, 105, threshold=70.0)
    shown.form.set_picture("image1", PICTURE)
    shown.button("threshold").setValue(80)
    reset = shown.button("reset")
    words = reset.text()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert shown.form.is_empty and shown.form.draft().threshold is None
    assert reset.text() != words
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert shown.form.draft().sources == {"image1": PICTURE}
    assert shown.form.draft().threshold == 80
    assert reset.text() == words
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    shown.form.set_picture("image2", PICTURE)
    assert reset.text() == words


def test_the_threshold_is_the_environments_until_it_is_changed(qtbot):
    shown = Shown(qtbot, 105, threshold=60.0)
    box = shown.button("threshold")
    assert shown.form.draft().threshold is None
    shown.form.set_threshold(65.0)
    assert box.value() == 65 and shown.form.draft().threshold is None
    box.setValue(72.5)
    shown.form.set_threshold(50.0)
    assert shown.form.draft().threshold == 72.5


def test_help_stands_in_the_footer_for_the_field_in_hand(qtbot):
    shown = Shown(qtbot, 104)
    assert shown.button("help").text() == "与证件上的姓名一致。"
    key(Qt.Key.Key_Tab)
    assert "18" in shown.button("help").text()
    shown.button("submit").setFocus()
    assert shown.button("help").text() == ""


def test_new_texts_leave_nothing_of_the_person_before(qtbot):
    shown = Shown(qtbot, 106)
    shown.form.set_texts({"full_name": "甲某", "imei": "490154203237518"})
    shown.form.set_picture("id_front_pic", PICTURE)
    shown.form.set_texts({"full_name": "乙某", "order_id": "1"}, linked_to="7")
    draft = shown.form.draft()
    assert draft.values == {"full_name": "乙某", "source_channel": "0"}
    assert not draft.sources and draft.linked_to == "7"
    shown.form.reset()
    assert shown.form.draft().linked_to is None


def test_required_fields_take_what_the_environment_gives(qtbot):
    shown = Shown(qtbot, 108, defaults={Role.NOTIFY_URL: "https://bank.example/a"})
    assert shown.form.texts()["mer_bg_url"] == "https://bank.example/a"
    assert shown.form.is_empty
    shown.form.set_default(Role.NOTIFY_URL, "https://bank.example/b")
    assert shown.form.texts()["mer_bg_url"] == "https://bank.example/b"
    shown.form.focus_field("mer_bg_url")
    type_text("c")
    shown.form.set_default(Role.NOTIFY_URL, "https://bank.example/d")
    assert "bank.example/d" not in shown.form.texts()["mer_bg_url"]


def test_short_fields_stand_side_by_side_where_there_is_room(qtbot):
    shown = Shown(qtbot, 104, width=TWO_COLUMNS - 1)
    first, second = shown.input("full_name"), shown.input("id_number")

    def level() -> bool:
        QApplication.processEvents()
        return first.mapTo(shown.form, first.pos()).y() == second.mapTo(shown.form, second.pos()).y()

    assert not level()
    shown.window.resize(TWO_COLUMNS, 700)
    assert level()
    shown.window.resize(500, 700)
    assert not level()


def test_a_variant_follows_the_field_that_decides(qtbot):
    shown = Shown(qtbot, 101)
    shown.form.set_picture("video_pic", PICTURE)
    part = shown.input("video_pic")
    assert part.kind == "picture"
    shown.form.focus_field("video_pic_flag")
    key(Qt.Key.Key_Left)
    assert shown.form.texts()["video_pic_flag"] == "true"
    assert part.kind == "packet" and shown.form.draft().sources == {}
    shown.form.set_picture("video_pic", b"packet")
    assert shown.form.draft().sources == {"video_pic": b"packet"}
    key(Qt.Key.Key_Right)
    assert shown.form.draft().sources == {"video_pic": PICTURE}
