"""The gallery, looked at by a machine: the frame is whole everywhere, and no text is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from shiboken6 import delete

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import OrderState
from realme_desktop.ui.language import apply_language
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.theme import apply_theme
from realme_desktop.ui.widgets.words import Words

from .gallery import STATES, Exhibit, exhibits, judged, make_pane, put

EXHIBITS = {exhibit.name: exhibit for exhibit in exhibits()}
VIEWS = {
    "faces": {100, 101, 105, 106},
    "recognised": {107, 108, 113},
    "registered": {109},
    "candidates": {110},
}


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


@pytest.fixture(scope="module", autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    apply_theme(application(), "light")


def cut_off(pane: ResultPane) -> list[str]:
    """Labels and buttons whose words have less room than they need."""
    found: list[str] = []
    content = pane.frame
    assert content is not None
    for root in (content, pane.next):
        for label in root.findChildren(QLabel):
            if not label.isVisible() or not label.text():
                continue
            right = label.mapTo(root, label.rect().topRight()).x()
            if right > root.width():
                found.append(f"beyond the edge: {label.text()[:60]}")
            if isinstance(label, Words) or label.wordWrap():
                if label.height() < label.heightForWidth(label.width()):
                    found.append(f"too low: {label.text()[:60]}")
            elif label.fontMetrics().horizontalAdvance(label.text()) > label.contentsRect().width() + 1:
                found.append(f"too narrow: {label.text()[:60]}")
        for button in root.findChildren(QAbstractButton):
            if button.isVisible() and button.text() and isinstance(button, QPushButton):
                right = button.mapTo(root, button.rect().topRight()).x()
                if right > root.width() or button.width() < button.minimumSizeHint().width():
                    found.append(f"button: {button.text()}")
    return found


def whole(pane: ResultPane, exhibit: Exhibit) -> None:
    for name in (
        "result.title",
        "not_real",
        "call",
        "call_status",
        "evidence",
        "fold.raw",
        "fact.evidence.order_id",
    ):
        assert pane.findChild(QWidget, name) is not None, name
    assert pane.next.isVisible() and pane.next.words.text(), "what to do now is always said"
    assert pane.findChild(QWidget, "view.broken") is None, "a view failed"
    block = pane.findChild(QWidget, "verdict") or pane.findChild(QWidget, "state")
    assert block is not None and block.accessibleName()
    for button in pane.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.objectName(), f"a button without a name: {button.accessibleName() or button.text()}"
            assert button.accessibleName() or button.text(), button.objectName()


def look_at(pane: ResultPane, exhibit: Exhibit) -> None:
    put(pane, exhibit)
    whole(pane, exhibit)
    assert cut_off(pane) == [], exhibit.name
    if exhibit.state in ("success", "mismatch"):
        for view, numbers in VIEWS.items():
            there = pane.findChild(QWidget, f"view.{view}") is not None
            assert there is (exhibit.service.number in numbers), view


@pytest.mark.parametrize("number", [service.number for service in registry.SERVICES])
def test_every_result_is_whole(number: int) -> None:
    apply_language(application(), "zh")
    pane = make_pane()
    for exhibit in EXHIBITS.values():
        if exhibit.service.number == number:
            look_at(pane, exhibit)
    delete(pane)


def test_every_success_in_the_other_language_on_dark_ground() -> None:
    apply_theme(application(), "dark")
    apply_language(application(), "en")
    pane = make_pane()
    for exhibit in EXHIBITS.values():
        if exhibit.state == "success":
            look_at(pane, exhibit)
    delete(pane)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_acts_on_a_recognised_document_stand_in_one_row(language: str) -> None:
    apply_language(application(), language)
    pane = make_pane()
    put(pane, EXHIBITS["107-success"])
    shown = [button for button in pane.next.findChildren(QPushButton) if button.isVisible()]
    assert len(shown) == 4 and len({button.y() for button in shown}) == 1
    delete(pane)


def test_it_holds_every_service_in_every_state() -> None:
    assert {(e.service.number, e.state) for e in EXHIBITS.values()} >= {
        (service.number, state) for service in registry.SERVICES for state in STATES
    }


def test_only_a_match_reads_as_a_match() -> None:
    for name, exhibit in EXHIBITS.items():
        if judged(exhibit) and exhibit.state in ("mismatch", "exception", "unparsable", "empty"):
            assert exhibit.order.verdict not in (Verdict.MATCH, Verdict.CLEAR), name
        if exhibit.state == "pending":
            assert exhibit.order.verdict is None and exhibit.order.state is OrderState.PENDING
