"""Who is who: one person or two, and what a form takes of the person in hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Sensitivity
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.forms.personal import OTHER_PERSON, is_personal
from realme_desktop.ui.forms.recent import RecentValues, is_kept
from realme_desktop.ui.subject.subject import NOBODY, PICTURE_ROLES, SENSITIVITY, TEXT_ROLES, Subject

NAME, NUMBER, MOBILE, CARD = TEXT_ROLES
ONE = Subject({NAME: "样晓明", NUMBER: "11000019900307001X"})
ROLES = (*TEXT_ROLES, *PICTURE_ROLES)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({NUMBER: "1"}, {NUMBER: "1"}, True),
        ({NAME: "甲", NUMBER: "1"}, {NAME: "乙", NUMBER: "1"}, True),  # a name put right
        ({NAME: "甲", NUMBER: "1"}, {NAME: "甲", NUMBER: "2"}, False),
        ({NAME: "甲", MOBILE: "1"}, {NAME: "甲", MOBILE: "2"}, False),  # two of the same name
        ({NAME: "甲", NUMBER: "1"}, {NAME: "甲", MOBILE: "2"}, True),
        ({NAME: "甲"}, {MOBILE: "2"}, False),  # nothing in common
        ({}, {NAME: "甲"}, False),
    ],
)
def test_one_person_or_two(first: dict[Role, str], second: dict[Role, str], same: bool) -> None:
    assert Subject(first).is_same_person(Subject(second)) is same
    assert Subject(second).is_same_person(Subject(first)) is same


def test_masks_and_hides() -> None:
    assert ONE.masked(NUMBER) == "110***********001X"
    assert "样晓明" not in repr(ONE) and "1990" not in repr(ONE)
    assert not NOBODY and not Subject({}, {Role.FACE_PICTURE: b"x"})
    assert all(sensitivity.masked for sensitivity in SENSITIVITY.values())


@pytest.fixture
def form(qtbot: QtBot) -> ServiceForm:
    made = ServiceForm(registry.by_segment("cardcheck"))
    qtbot.addWidget(made)
    made.show()
    return made


def type_into(form: ServiceForm, name: str, text: str, qtbot: QtBot) -> None:
    line = form.findChild(QLineEdit, f"field.{name}")
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_what_was_typed_is_never_replaced(form: ServiceForm, qtbot: QtBot) -> None:
    type_into(form, "full_name", "Typed", qtbot)
    filled = form.person.lend(ONE.values, {}, ROLES)
    assert form.texts()["full_name"] == "Typed" and form.texts()["id_number"] == ONE.text(NUMBER)
    assert filled == ("id_number",)
    assert OTHER_PERSON in {finding.code for finding in form.person.findings()}


def test_what_was_lent_goes_with_the_person(form: ServiceForm, qtbot: QtBot) -> None:
    form.person.lend(ONE.values, {}, ROLES)
    type_into(form, "mobile_no", "13800138000", qtbot)
    other = Subject({NAME: "样文静", NUMBER: "310000199208160024"})
    form.person.lend(other.values, {}, ROLES)
    assert form.texts()["id_number"] == other.text(NUMBER)
    form.person.lend({}, {}, ROLES)
    texts = form.texts()
    assert texts["full_name"] == "" == texts["id_number"] and texts["mobile_no"] == "13800138000"


def test_the_next_person_finds_the_settings_as_they_were(form: ServiceForm, qtbot: QtBot) -> None:
    form.show_more()
    form.set_texts(
        {**form.texts(), "full_name": "甲", "acct_no": "62", "cvv2": "123", "bank_identity": "ICBC"}
    )
    form.next_person()
    texts = form.texts()
    assert texts["bank_identity"] == "ICBC"
    assert not any(texts[name] for name in ("full_name", "acct_no", "cvv2"))


def test_what_was_recognised_is_nobodys_until_it_is_confirmed(form: ServiceForm) -> None:
    form.take_recognised({NUMBER: ONE.text(NUMBER)})
    assert form.person.values(TEXT_ROLES) == {}
    form.person.lend({NUMBER: "310000199208160024"}, {}, ROLES)
    assert form.texts()["id_number"] == ONE.text(NUMBER), "not overwritten either"


@pytest.mark.parametrize("service", registry.SERVICES, ids=lambda service: service.segment)
def test_only_what_is_about_nobody_is_kept_or_stays(service: registry.Service) -> None:
    for field in service.fields:
        if field.sensitivity is not Sensitivity.PUBLIC:
            assert is_personal(field) and not is_kept(field), field.name
        if field.role in (*TEXT_ROLES, Role.TASK_ID):
            assert not is_kept(field), field.name


def test_recent_values_are_few_and_newest_first(tmp_path: Path) -> None:
    service = registry.by_segment("faceretrieve")
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    recent = RecentValues(memory)
    for number in range(12):
        recent.keep(service, {"group_id": f"g{number}", "authorization_info": "secret", "file_id": "f"})
    recent.keep(service, {"group_id": "g9", "mer_bg_url": "https://example.com/n?token=1"})
    memory.sync()
    again = RecentValues(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    kept = again.of(service, service.field("group_id"))
    assert kept[:3] == ["g9", "g11", "g10"] and len(kept) == 8
    text = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert "secret" not in text and "token" not in text
    again.allowed = lambda: False  # by the settings, or the policy
    again.keep(service, {"group_id": "other"})
    assert again.of(service, service.field("group_id")) == []
    again.follow()
    again.allowed = lambda: True
    assert again.of(service, service.field("group_id")) == [], "what was kept is gone"
