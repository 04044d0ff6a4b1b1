"""Esc steps back: from wherever the focus is a few presses lead to the form, and then to the services."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.sandbox.samples import SUBJECT
from tests.journeys.console import console
from tests.waiting import until

_PRESSES = 3  # clear what is typed, go back to the line above, go to the form


def stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at, outside of the form."""
    form = window.form()
    return [
        widget
        for widget in window.centralWidget().findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not form.isAncestorOf(widget)
    ]


async def test_a_few_presses_lead_to_the_form_from_everywhere(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=30) as person:
        await person.program.console.ready()
        window = person.program.window
        for segment in ("getloaninfo", "namecheck"):  # one waits, one is answered
            form = window.open_service(segment)
            fields = form.service.fields
            form.set_texts({one.name: SUBJECT[one.role] for one in fields if one.role in SUBJECT})
            before = window.result.order
            window.submit()
            await until(lambda before=before: window.result.order not in (None, before))
        lost, seen = [], 0
        for show in (window.show_pending, window.show_history):
            show()
            await until(lambda: window.tabs.currentWidget().findChildren(QWidget))
            for widget in stops(window):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                if QApplication.focusWidget() is None:
                    continue
                seen += 1
                for _ in range(_PRESSES):
                    if window.form().isAncestorOf(QApplication.focusWidget()):
                        break
                    person.key(Qt.Key.Key_Escape)
                else:
                    if not window.form().isAncestorOf(QApplication.focusWidget()):
                        lost.append(f"{type(widget).__name__} {widget.objectName()}")
        assert seen > 20
        assert lost == []
        for _ in range(len(window.form().service.fields) + 1):
            if not window.nav.isAncestorOf(QApplication.focusWidget()):
                person.key(Qt.Key.Key_Escape)
        assert window.nav.isAncestorOf(QApplication.focusWidget())
