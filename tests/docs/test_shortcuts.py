"""Every shortcut of the window stands in both guides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.text import Language
from realme_desktop.config.environments import PRESETS, Environment
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.shell import MainWindow
from tests.docs.test_pages import GUIDES, LANGUAGES, read

SECRET = next(service for service in SERVICES if any(field.kind == "secret" for field in service.fields))


def form(service: Service, environment: Environment) -> ServiceForm:
    return ServiceForm(service)


def shortcuts(window: MainWindow) -> Iterator[str]:
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            yield keys.toString(QKeySequence.SequenceFormat.PortableText)
    for shortcut in window.findChildren(QShortcut):
        yield shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shortcut_is_in_the_guide(language: Language, qtbot: QtBot) -> None:
    window = MainWindow(form)
    qtbot.addWidget(window)
    window.set_environments(tuple(PRESETS.values()), PRESETS["sandbox"])
    window.open_service(SECRET.segment).show_more()
    window.fill()
    window.show_history()
    found = {keys.replace("Return", "Enter") for keys in shortcuts(window) if keys}
    assert {"Ctrl+Enter", "Ctrl+L", "F1", "F5", "Ctrl+D", "Ctrl+Shift+E"} <= found
    guide = read(GUIDES[language])
    missing = sorted(keys for keys in found if f"`{keys}`" not in guide.replace("`Esc`", "`Esc``Escape`"))
    assert missing == []
