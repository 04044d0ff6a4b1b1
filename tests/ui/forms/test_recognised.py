"""Values that a machine read: never over what was typed, unconfirmed until somebody says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Sensitivity
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO
from realme_desktop.ui.forms.recognised import takers
from realme_desktop.ui.language import set_language

from .parts import Shown

READ = {Role.FULL_NAME: PERSON_ONE.name, Role.ID_NUMBER: PERSON_ONE.id_number}


def mark(shown: Shown, name: str) -> QWidget:
    found = shown.form.findChild(QWidget, f"unconfirmed.{name}")
    assert found is not None, name
    return found


def test_what_is_empty_is_filled_and_marked(qtbot: QtBot) -> None:
    set_language("en")
    shown = Shown(qtbot, 104)
    taken = shown.form.take_recognised(READ, linked_to="ORDER1")
    assert taken.filled == ("full_name", "id_number") == shown.form.unconfirmed
    assert mark(shown, "full_name").isVisible()
    assert mark(shown, "full_name").findChild(QLabel).text().endswith("unconfirmed")
    assert shown.form.draft().linked_to == "ORDER1"


def test_what_was_typed_is_never_replaced(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.set_texts({"full_name": PERSON_TWO.name})
    taken = shown.form.take_recognised(READ)
    assert (taken.filled, taken.kept) == (("id_number",), ("full_name",))
    assert shown.form.texts()["full_name"] == PERSON_TWO.name
    again = shown.form.take_recognised({Role.FULL_NAME: PERSON_TWO.name})
    assert (again.filled, again.kept) == ((), ()), "the same value is nobody's news"


def test_it_is_asked_about_before_it_is_sent(qtbot: QtBot) -> None:
    set_language("en")
    shown = Shown(qtbot, 104)
    shown.form.take_recognised(READ)
    shown.form.submit()
    assert shown.drafts == [] and "not confirmed" in shown.form.summary
    shown.form.submit()
    assert len(shown.drafts) == 1, "asked clearly, and sent all the same"
    assert shown.form.unconfirmed == ()


def test_a_confirmed_form_goes_at_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.take_recognised(READ)
    name = shown.form.findChild(QWidget, "field.full_name")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert shown.form.unconfirmed == ("id_number",)
    assert not mark(shown, "full_name").isVisible()
    shown.form.findChild(QPushButton, "confirm.id_number").click()
    shown.form.submit()
    assert len(shown.drafts) == 1


def test_an_edit_is_a_confirmation(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.take_recognised(READ)
    name = shown.form.findChild(QWidget, "field.full_name")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Delete)
    assert shown.form.unconfirmed == ("id_number",)


def test_the_mark_survives_clearing_and_bringing_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.take_recognised(READ)
    reset = shown.form.findChild(QPushButton, "reset")
    reset.click()
    assert shown.form.is_empty and shown.form.unconfirmed == ()
    reset.click()
    assert shown.form.texts()["full_name"] == PERSON_ONE.name
    assert shown.form.unconfirmed == ("full_name", "id_number"), "nobody has confirmed them meanwhile"


def test_a_new_order_holds_nothing_unconfirmed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 104)
    shown.form.take_recognised(READ)
    shown.form.set_texts({"full_name": PERSON_TWO.name})
    assert shown.form.unconfirmed == ()
    assert not mark(shown, "full_name").isVisible()


def test_a_folded_field_is_unfolded_when_it_takes_a_value(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 109)
    taken = shown.form.take_recognised({Role.FULL_NAME: PERSON_ONE.name})
    assert taken.filled
    assert mark(shown, taken.filled[0]).isVisible()


def test_no_secret_and_no_file_ever_takes_a_value() -> None:
    for service in registry.SERVICES:
        for field in takers(service, Role):
            assert field.sensitivity is not Sensitivity.SECRET
            assert field.kind not in ("picture", "packet") and not field.generated
