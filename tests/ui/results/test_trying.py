"""The threshold that can be tried, values on offer to other forms, views that fail, the buttons' row."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Verdict
from realme_desktop.records.model import OrderState, StoredPicture
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results import views
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.results.using import services_for, usable, use_menu
from realme_desktop.ui.widgets.flow import FlowLayout
from realme_desktop.ui.widgets.picture_view import PictureView
from realme_desktop.ui.widgets.threshold_scale import ThresholdScale

from .gallery import exhibits
from .orders import NOW, compared, order, unfinished

READ = {"id_number": PERSON_ONE.id_number, "full_name": PERSON_ONE.name, "addr": PERSON_ONE.address}


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ResultPane]:
    set_language("en")
    made = ResultPane(clock=lambda: NOW)
    made.resize(520, 700)
    made.show()
    yield made
    delete(made)


def scale_of(pane: ResultPane) -> ThresholdScale:
    found = pane.findChild(ThresholdScale, "score_scale")
    assert found is not None
    return found


def test_keys_move_the_threshold_and_say_what_it_would_change(pane: ResultPane) -> None:
    pane.show_order(compared(87.5))
    scale, words = scale_of(pane), pane.findChild(QLabel, "what_if.words")
    for key, modifier, wanted in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 61),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 61.1),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 71.1),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 70.1),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 100),
    ):
        QTest.keyClick(scale, key, modifier)
        assert scale.threshold == pytest.approx(wanted)
    assert "become ✗ No match" in words.text() and "does not change" in words.text()
    assert "it was 60" in scale.accessibleName()
    assert pane.order == compared(87.5), "the order is what it was"
    QTest.keyClick(scale, Qt.Key.Key_Home)
    assert scale.threshold == 0 and "still be ✓ Match" in words.text()
    QTest.mouseClick(pane.findChild(QPushButton, "threshold.back"), Qt.MouseButton.LeftButton)
    assert scale.threshold == 60 and "Drag" in words.text()


def test_the_mouse_moves_it_too(pane: ResultPane) -> None:
    pane.show_order(compared(87.5))
    scale = scale_of(pane)
    there = QPoint(14 + (scale.width() - 28) * 9 // 10, scale.height() // 2)
    QTest.mousePress(scale, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    assert scale.threshold == pytest.approx(90, abs=1)
    QTest.mouseMove(scale, QPoint(-50, 5))
    QTest.mouseRelease(scale, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(-50, 5))


def test_a_tried_threshold_outlives_a_redraw_but_not_the_order(pane: ResultPane) -> None:
    from dataclasses import replace

    pane.show_order(compared(87.5))
    QTest.keyClick(scale_of(pane), Qt.Key.Key_End)
    pane.show_order(replace(compared(87.5), queries=1))
    assert scale_of(pane).threshold == 100
    pane.show_order(replace(compared(87.5), order_id="another"))
    assert scale_of(pane).threshold == 60


def test_without_a_score_nothing_can_be_moved(pane: ResultPane) -> None:
    pane.show_order(compared(None))
    scale = scale_of(pane)
    scale.move_to(90)
    QTest.keyClick(scale, Qt.Key.Key_End)
    assert scale.threshold == 60 and scale.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not pane.findChild(QWidget, "what_if").isVisible()


def read_card(**changes: object) -> object:
    settings = {"segment": "idcardidentify", "verdict": Verdict.DATA, "values": READ}
    return order(**(settings | changes))


def test_recognised_values_are_on_offer_to_the_forms_that_take_them(pane: ResultPane) -> None:
    service = registry.by_segment("idcardidentify")
    values = usable(service, read_card())
    assert values == {Role.FULL_NAME: PERSON_ONE.name, Role.ID_NUMBER: PERSON_ONE.id_number}
    offered = [service.segment for service, _ in services_for(values, "idcardidentify")]
    assert "namecheck" in offered[:3] and "picturematch" not in offered
    menu = use_menu(values, "idcardidentify", lambda _: None, pane)
    assert menu is not None
    words = next(act.text() for act in menu.actions() if act.objectName() == "use.namecheck")
    assert words.startswith("104 ") and "ID number" in words
    assert use_menu({Role.ISSUER: "x"}, "", lambda _: None, pane) is None


@pytest.mark.parametrize(
    "changes",
    [{"verdict": Verdict.REVIEW}, {"state": OrderState.PENDING, "verdict": None}, {"segment": "namecheck"}],
    ids=["review", "pending", "a check"],
)
def test_what_is_no_sure_fact_is_not_on_offer(changes: dict[str, object]) -> None:
    made = read_card(**changes)
    assert usable(registry.by_segment(made.segment), made) == {}


def test_what_is_shown_is_told_once(pane: ResultPane, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    pane.revealed.connect(lambda order_id, name: told.append((order_id, name)))
    made = read_card()
    pane.show_order(made)
    eye = pane.findChild(QWidget, "fact.id_number.reveal")
    eye.click()
    pane.show_order(made, {})
    assert told == [(made.order_id, "id_number")], "a redraw is no second look"


def test_a_view_that_fails_leaves_the_frame(
    pane: ResultPane, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(context: views.ViewContext) -> None:
        raise ValueError(f"quotes {context.values['full_name']}")

    monkeypatch.setattr(views, "_ENTRIES", (views._Entry("bad", lambda service: True, fail),))
    with caplog.at_level(logging.ERROR):
        pane.show_order(read_card())
    assert pane.findChild(QWidget, "view.broken") is not None
    assert pane.findChild(QWidget, "fact.full_name") is not None, "every field is listed all the same"
    assert pane.findChild(QWidget, "fold.raw") is not None
    assert "bad" in caplog.text and PERSON_ONE.name not in caplog.text


def test_a_packet_and_a_broken_picture_are_said_and_not_shown(pane: ResultPane) -> None:
    packet = StoredPicture(name="image1", data=b"SDK", media_type="application/octet-stream", sha256="a" * 64)
    broken = StoredPicture(name="image2", data=b"no picture at all", media_type="image/jpeg", sha256="b" * 64)
    pane.show_order(compared(87.5), {"image1": packet, "image2": broken})
    for name in ("image1", "image2"):
        view = pane.findChild(PictureView, f"picture.{name}.view")
        assert view is not None and view.image() is None and not view.isEnabled()
    assert not pane.findChild(QPushButton, "pictures.reveal").isVisible()


def test_wide_panes_put_the_evidence_beside(pane: ResultPane) -> None:
    pane.show_order(compared(87.5))
    evidence, verdict = pane.findChild(QWidget, "evidence"), pane.findChild(QWidget, "verdict")
    assert evidence.mapTo(pane, QPoint()).x() == verdict.mapTo(pane, QPoint()).x()
    pane.resize(1200, 700)
    QApplication.processEvents()
    assert evidence.mapTo(pane, QPoint()).x() > verdict.mapTo(pane, QPoint()).x() + verdict.width()


def test_what_to_do_now_is_said_for_every_end(pane: ResultPane) -> None:
    for exhibit in exhibits():
        if exhibit.state in ("mismatch", "empty"):
            pane.next.show_order(exhibit.order)
            assert pane.next.words.text(), exhibit.name
    for state in OrderState:
        if state.final and state is not OrderState.ANSWERED:
            pane.next.show_order(unfinished(state))
            assert pane.next.words.text(), state


def test_buttons_break_into_rows(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    row = FlowLayout(box)
    buttons = [QPushButton("button " * 3, box) for _ in range(3)]
    for button in buttons:
        row.addWidget(button)
    wide = row.heightForWidth(2000)
    assert row.heightForWidth(buttons[0].sizeHint().width() + 4) >= 3 * wide
    buttons[1].hide()
    assert row.heightForWidth(buttons[0].sizeHint().width() + 4) < 3 * wide
    assert row.itemAt(9) is None and row.takeAt(9) is None
