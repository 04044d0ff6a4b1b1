"""Every service of the catalog, its form as it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.validate import demanded
from realme_desktop.ui.forms.arrangement import arrange
from realme_desktop.ui.forms.registry import FILE_KINDS, WIDGETS
from realme_desktop.ui.language import say, set_language
from realme_desktop.ui.theme import apply_theme

from .parts import Shown, fill, focus, key

every_service = pytest.mark.parametrize(
    "number", [service.number for service in SERVICES], ids=[service.segment for service in SERVICES]
)


@pytest.fixture(params=["zh", "en"])
def language(request):
    set_language(request.param)
    yield request.param
    set_language("zh")


@pytest.fixture
def styled(qapp):
    """The sizes that the style of the program gives."""
    apply_theme(qapp, "light")
    yield
    qapp.setStyleSheet("")


def test_every_kind_has_its_input():
    assert set(WIDGETS) == set(KINDS)


@every_service
def test_every_field_is_there_with_its_names(qtbot, number):
    shown = Shown(qtbot, number)
    form, service = shown.form, shown.service
    assert form.objectName() == f"form.{service.segment}"
    assert form.accessibleName() == say(service.title)
    front, folded = arrange(service)
    assert {field.name for field in (*front, *folded)} == {field.name for field in service.fields}
    for field in front:
        assert shown.input(field.name).isVisible()
    for field in folded:
        assert form.findChild(QWidget, f"field.{field.name}") is None
    form.show_more()
    for field in service.fields:
        part = shown.input(field.name)
        assert part.isVisible()
        assert part.accessibleName() == say(field.label)
        if field.help is not None:
            assert say(field.help) in part.accessibleDescription()
    assert all(not field.generated for field in front)
    for name in ("submit", "reset"):
        assert shown.button(name).accessibleName()
    assert (form.findChild(QWidget, "threshold") is not None) == service.scored


@every_service
def test_the_marks_agree_with_what_the_catalog_demands(qtbot, number):
    shown = Shown(qtbot, number)
    shown.form.show_more()
    assert shown.marked() == demanded(shown.service, shown.form.texts())
    fill(shown.form)
    assert shown.marked() == demanded(shown.service, shown.form.texts())
    for row in shown.form._fields.ordered():
        assert row.input.accessibleDescription().startswith("Required") == row.demanded


@every_service
def test_texts_come_back_as_they_went_in(qtbot, number):
    shown = Shown(qtbot, number)
    assert shown.form.is_empty
    texts = fill(shown.form)
    assert shown.form.texts() == texts
    shown.form.show_more()
    assert shown.form.texts() == texts
    assert fill(shown.form) == shown.form.texts()
    draft = shown.form.draft()
    assert draft.segment == shown.service.segment
    assert draft.values == {name: text for name, text in texts.items() if text}
    assert set(draft.sources) == {f.name for f in shown.service.fields if f.kind in FILE_KINDS}
    assert not shown.form.is_empty
    shown.form.reset()
    assert shown.form.is_empty
    assert not shown.form.draft().sources


@every_service
def test_a_good_form_is_handed_out_once_for_each_press(qtbot, number):
    shown = Shown(qtbot, number)
    fill(shown.form)
    shown.press_submit()
    if not shown.drafts:  # a warning: one more press
        assert not [finding for finding in shown.form._checker.findings() if finding.is_error]
        shown.press_submit()
    assert len(shown.drafts) == 1
    shown.form.submit()
    assert len(shown.drafts) == 1
    shown.form.set_busy(False)
    assert shown.form.draft() == shown.drafts[0]


@every_service
def test_an_empty_form_is_not_handed_out(qtbot, number):
    shown = Shown(qtbot, number)
    shown.press_submit()
    assert not shown.drafts
    assert "Nothing has been sent" in shown.form.summary
    for field in shown.service.fields:
        if field.required and not shown.form.texts().get(field.name):
            assert shown.message(field.name)
            assert say(field.label) in shown.form.summary


@every_service
def test_tab_goes_as_one_reads_and_return_ends_at_the_button(qtbot, number):
    shown = Shown(qtbot, number, width=720)
    shown.form.show_more()
    QApplication.processEvents()
    seen: list[str] = []
    shown.form.focus_first()
    while focus().objectName() != "submit":
        row = shown.form._row_of(focus())
        name = row.field.name if row is not None else focus().objectName()
        if not seen or seen[-1] != name:
            seen.append(name)
        assert len(seen) < 60
        key(Qt.Key.Key_Tab)
    front, folded = arrange(shown.service)
    wanted = [field.name for field in front]
    if folded:
        wanted += ["more.handle", *(field.name for field in folded)]
    if shown.service.scored:
        wanted.append("threshold")
    assert seen == [*wanted, "reset"]
    places = [
        shown.input(field.name).mapTo(shown.form, shown.input(field.name).rect().topLeft()) for field in front
    ]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


@every_service
def test_return_moves_on_field_by_field(qtbot, number):
    shown = Shown(qtbot, number)
    fill(shown.form)
    shown.form.focus_first()
    front, _ = arrange(shown.service)
    seen = []
    for _ in range(len(front) + 1):
        row = shown.form._row_of(focus())
        if row is None:
            break
        if row.field.name not in seen:  # a list of codes has a stop for kind and value
            seen.append(row.field.name)
        key(Qt.Key.Key_Return)
    assert seen == [field.name for field in front]
    assert focus().objectName() == "submit"
    assert not shown.drafts


@every_service
def test_nothing_is_wider_than_the_form(qtbot, styled, number, language):
    shown = Shown(qtbot, number, width=420, height=500)
    shown.form.show_more()
    shown.form.submit()
    inside = shown.form._inside
    for width in (420, 640, 900):
        shown.window.resize(width, 500)
        QApplication.processEvents()
        assert inside.minimumSizeHint().width() <= shown.form._scroll.viewport().width()
        assert inside.width() <= shown.form._scroll.viewport().width()
        for row in shown.form._fields.ordered():
            right = row.mapTo(inside, row.rect().topRight()).x()
            assert right < inside.width(), row.field.name
            assert row.input.width() >= row.input.minimumSizeHint().width()
