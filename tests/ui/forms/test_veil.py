"""A form after its order was taken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.sandbox.samples import SAMPLES, sample_path
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.widgets.line_input import LineInput
from realme_desktop.ui.widgets.revealing import Rule, set_rule
from tests.waiting import until


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_rule(Rule())


def names(form: ServiceForm) -> tuple[str, str]:
    fields = [field.name for field in form.service.fields if field.kind in ("name", "id_number")]
    return fields[0], fields[1]


def veiled(qtbot: QtBot) -> tuple[ServiceForm, LineInput, LineInput]:
    form = ServiceForm(by_segment("namecheck"))
    qtbot.addWidget(form)
    form.show()
    name, number = names(form)
    form.set_texts({name: "张三丰", number: "310101199001011234"})
    form.veil("ORDER1", form.draft())
    lines = [form.findChild(LineInput, f"field.{field}") for field in (name, number)]
    assert lines[0] is not None and lines[1] is not None
    return form, lines[0], lines[1]


def seen(line: LineInput) -> str:
    return QLineEdit.text(line)


def test_it_shows_masks_and_holds_the_values(qtbot: QtBot) -> None:
    form, name, number = veiled(qtbot)
    assert (seen(name), seen(number)) == ("张**", "310***********1234")
    assert "310101199001011234" in form.texts().values()
    assert form.draft().values[names(form)[0]] == "张三丰", "the same can be sent again"
    number.setFocus(Qt.FocusReason.TabFocusReason)
    assert seen(number) == "310***********1234", "being in the field shows nothing"
    name.setFocus(Qt.FocusReason.TabFocusReason)
    assert seen(number) == "310***********1234", "nor does leaving it"


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End])
def test_typing_replaces_the_whole_wherever_the_cursor_was_put(qtbot: QtBot, key: Qt.Key) -> None:
    form, _, number = veiled(qtbot)
    number.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(number, key)
    QTest.mouseClick(number, Qt.MouseButton.LeftButton)
    QTest.keyClicks(number, "42")
    assert seen(number) == "42" == form.texts()[names(form)[1]]
    QTest.keyClick(number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "310101199001011234" not in seen(number), "undoing brings back no more than the mask"


def test_an_input_method_replaces_the_whole_too(qtbot: QtBot) -> None:
    form, name, _ = veiled(qtbot)
    name.setFocus(Qt.FocusReason.MouseFocusReason)
    event = QInputMethodEvent()
    event.setCommitString("李")
    QApplication.sendEvent(name, event)
    assert form.texts()[names(form)[0]] == "李"


def test_copying_gives_the_mask(qtbot: QtBot) -> None:
    _, _, number = veiled(qtbot)
    number.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(number, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "310***********1234"
    QGuiApplication.clipboard().clear()


async def test_a_value_is_shown_as_an_act_and_hides_again(qtbot: QtBot) -> None:
    set_rule(Rule(seconds=0.05))
    form, _, number = veiled(qtbot)
    told: list[tuple[str, str]] = []
    form.revealed.connect(lambda order, what: told.append((order, what)))
    number.setFocus(Qt.FocusReason.TabFocusReason)
    number.unveil_wanted.emit()
    assert not number.veiled and form.texts()[names(form)[1]] == "310101199001011234"
    assert told == [("ORDER1", f"form.{names(form)[1]}")]
    await until(lambda: seen(number) == "310***********1234")


async def test_what_was_corrected_meanwhile_stays_open(qtbot: QtBot) -> None:
    set_rule(Rule(seconds=0.05))
    form, _, number = veiled(qtbot)
    form.activateWindow()
    number.setFocus(Qt.FocusReason.TabFocusReason)
    await until(number.hasFocus)
    number.unveil_wanted.emit()
    QTest.keyClick(number, Qt.Key.Key_End)
    QTest.keyClick(number, Qt.Key.Key_Backspace)
    QTest.keyClicks(number, "5")
    await until(lambda: not number.veiled)
    assert form.texts()[names(form)[1]] == "310101199001011235"


def test_where_showing_is_forbidden_it_can_only_be_typed_anew(qtbot: QtBot) -> None:
    set_rule(Rule(allowed=False))
    _, _, number = veiled(qtbot)
    number.unveil_wanted.emit()
    assert number.veiled


def test_what_was_edited_on_the_way_is_not_veiled(qtbot: QtBot) -> None:
    form = ServiceForm(by_segment("namecheck"))
    qtbot.addWidget(form)
    name, number = names(form)
    form.set_texts({name: "张三丰", number: "310101199001011234"})
    sent = form.draft()
    form.set_texts({name: "李四", number: "310101199001011234"})
    form.veil("ORDER1", sent)
    line = form.findChild(LineInput, f"field.{name}")
    assert line is not None and not line.veiled


def test_clearing_and_bringing_back_brings_back_the_veil(qtbot: QtBot) -> None:
    form, name, _ = veiled(qtbot)
    form._reset_pressed()
    assert seen(name) == ""
    form._reset_pressed()
    assert seen(name) == "张**" and form.texts()[names(form)[0]] == "张三丰"


def test_a_held_form_comes_back_as_it_was(qtbot: QtBot) -> None:
    form, name, _ = veiled(qtbot)
    field = names(form)[0]
    name.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(name, "wang")
    held = form.hold()
    assert "310101199001011234" not in repr(held)
    again = ServiceForm(by_segment("namecheck"))
    qtbot.addWidget(again)
    again.put_back(held)
    assert again.texts() == form.texts() and again.texts()[field] == "wang"
    number = again.findChild(LineInput, f"field.{names(form)[1]}")
    assert number is not None and number.veiled


def test_a_picture_is_blurred_and_its_file_not_named(qtbot: QtBot) -> None:
    service = next(s for s in SERVICES if any(f.kind == "picture" and f.variant is None for f in s.fields))
    field = next(f for f in service.fields if f.kind == "picture" and f.variant is None)
    form = ServiceForm(service)
    qtbot.addWidget(form)
    form.show()
    path = sample_path(SAMPLES[0])
    form.set_picture(field.name, path)
    picker = form.picture(field.name)
    assert path.name in picker._facts.text()
    form.veil("ORDER1")
    assert picker.veiled and path.name not in picker._facts.text()
    assert form.sources()[field.name] is path
    picker.unveil_wanted.emit()
    assert path.name in picker._facts.text()
    form.veil("ORDER2")
    form.set_picture(field.name, None)
    assert not picker.veiled
