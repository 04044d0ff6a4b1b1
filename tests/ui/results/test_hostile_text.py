"""Whatever a server writes into an answer is shown as the text that it is, by every view of every service."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from realme_desktop.catalog.model import ResultField, Verdict
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.widgets.fold import Fold

from .orders import NOW, order

BECOMES_RICH = re.compile(r"<(?:b|img|a|script)\b").search
EVIL = "<b>x</b><img src='file:///etc/passwd'><a href='https://evil.example'>y</a><script>1</script>"


SHOWN = ("raw_reply", "return_message", "resp_info", "subject_name", "note", "purpose", "operator")


def evil_value(field: ResultField) -> Any:
    """In the shape that the catalog expects there, so that the service's own view takes it."""
    if field.items:
        return [{item.name: EVIL for item in field.items} | {EVIL: EVIL}]
    return EVIL


def values_of(number: int) -> dict[str, Any]:
    service = next(service for service in SERVICES if service.number == number)
    return {field.name: evil_value(field) for field in service.returns} | {"resp_info": EVIL, EVIL: EVIL}


def assert_plain(pane: QWidget) -> None:
    for widget in pane.findChildren(QWidget):
        where = f"{type(widget).__name__} {widget.objectName()}"
        assert not (isinstance(widget, QTextBrowser) and "evil" in widget.toPlainText()), where
        for told in (widget.toolTip(), widget.whatsThis()):
            assert not BECOMES_RICH(told), f"{where}: {told[:60]}"
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText, where
        if isinstance(widget, QTextEdit) and not isinstance(widget, QTextBrowser):
            assert "href" not in widget.toHtml() or "&lt;a href" in widget.toHtml(), where
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    told = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    assert not isinstance(told, str) or not BECOMES_RICH(told), where


@pytest.mark.parametrize("number", [service.number for service in SERVICES])
def test_every_view_shows_text_as_text(number: int, qtbot: QtBot) -> None:
    service = next(service for service in SERVICES if service.number == number)
    set_language("en")
    pane = ResultPane(clock=lambda: NOW)
    pane.resize(520, 700)
    try:
        for values in (values_of(number), {name: json.dumps(v) for name, v in values_of(number).items()}):
            pane.show_order(
                order(
                    segment=service.segment,
                    values=values,
                    verdict=Verdict.REVIEW,
                    **dict.fromkeys(SHOWN, EVIL),
                )
            )
            for fold in pane.findChildren(Fold):
                fold.unfold()
            for button in pane.findChildren(QToolButton):
                if button.objectName().endswith(".reveal"):
                    button.click()
            assert_plain(pane)
    finally:
        delete(pane)
