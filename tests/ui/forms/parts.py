"""What the tests of the form share: forms that are really shown, and values that the catalog accepts."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Field, Service
from realme_desktop.catalog.registry import by_number
from realme_desktop.orders.model import Draft
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.forms.registry import FILE_KINDS

TODAY = date(2026, 11, 23)
PICTURE = b"never looked at"

GOOD = {
    "text": "A-100",
    "name": "样晓明",
    "id_number": "11000019900307001X",
    "mobile": "13800000000",
    "card": "6200000123456789015",
    "date": "20260102",
    "expiry": "0830",
    "secret": " geheim 1",
    "cipher": "QUJDREVGR0hJSktMTU5PUA==",
    "url": "https://bank.example/notify",
    "number": "3",
    "ip": "114.114.114.114",
    "imei": "490154203237518",
    "code_list": '[{"type": "sms", "value": "123456"}]',
}


async def no_look(field: Field, source: Any) -> Any:
    raise AssertionError("nothing is looked at without a loop")


class Shown:
    """A form in a window of its own, with a widget before and after it; what it asked for is in `drafts`."""

    def __init__(self, qtbot: Any, number: int, width: int = 520, height: int = 700, **kwargs: Any) -> None:
        self.service: Service = by_number(number)
        kwargs.setdefault("prepare_preview", no_look)
        kwargs.setdefault("today", lambda: TODAY)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = ServiceForm(self.service, self.window, **kwargs)
        column.addWidget(self.form)
        self.drafts: list[Draft] = []
        self.form.submit_requested.connect(self.drafts.append)
        if qtbot is not None:
            qtbot.addWidget(self.window)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()
        self.form.focus_first()

    def input(self, name: str) -> Any:
        found = self.form.findChild(QWidget, f"field.{name}")
        assert found is not None, name
        return found

    def button(self, name: str) -> Any:
        found = self.form.findChild(QWidget, name)
        assert found is not None, name
        return found

    def message(self, name: str) -> str:
        found: Any = self.form.findChild(QWidget, f"message.{name}")
        return "" if found is None or found.isHidden() else str(found.text())

    def marked(self) -> set[str]:
        return {row.field.name for row in self.form._fields.ordered() if row.demanded}

    def settle(self) -> None:
        """Let the pause in typing be over."""
        self.form._checker.settle_now()

    def leave(self) -> None:
        """Step to the next part and let what a step sets off happen."""
        key(Qt.Key.Key_Tab)
        QApplication.processEvents()

    def press_submit(self) -> None:
        QTest.mouseClick(self.button("submit"), Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus, as a keyboard does it."""
    QTest.keyClick(focus(), code, modifiers)


def type_text(text: str) -> None:
    """Characters to whatever has the focus; Chinese comes as an input method would commit it."""
    if text.isascii():
        QTest.keyClicks(focus(), text)
        return
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def good_value(field: Field) -> str:
    """A text that is in order for this field."""
    if field.kind == "choice":
        return field.default or field.choices[0].value
    if field.derived_from:
        return ""
    return GOOD[field.kind]


def fill(form: ServiceForm, *, only_required: bool = False) -> dict[str, str]:
    """Fill a form through its own doors; returns the texts."""
    texts = {
        field.name: good_value(field)
        for field in form.service.fields
        if field.kind not in FILE_KINDS and (field.required or not only_required)
    }
    if not only_required and "file_id" in texts:
        texts["file_id"] = ""  # it stands for the picture
    form.set_texts(texts)
    for field in form.service.fields:
        if field.kind in FILE_KINDS:
            form.set_picture(field.name, PICTURE)
    return texts
