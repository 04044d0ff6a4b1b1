"""A setting is found by its words in both languages, and brought up ready to be changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from realme_desktop.ui.settings.finder import SettingsFinder


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("外观", "theme"),
        ("wg", "theme"),
        ("appearance", "theme"),
        ("扫描", "picture.scan_folder"),
        ("language", "language"),
        ("代理", "environment.proxy"),
        ("90102", "credentials.app_token"),
        ("passphrase", "passphrase.change"),
        ("bf", "records.backup"),
    ],
)
def test_is_found(query: str, key: str, qtbot: QtBot) -> None:
    pages = QListWidget()
    pages.setFixedWidth(190)
    finder = SettingsFinder(pages)
    qtbot.addWidget(finder)
    finder.show()
    chosen: list[str] = []
    finder.chosen.connect(chosen.append)
    finder.line.setFocus()
    finder.line.setText(query)
    assert finder.list.isVisible() and not pages.isVisible()
    assert finder.list.item(0).data(Qt.ItemDataRole.UserRole) == key
    assert chosen[-1:] in ([key], [])
    left: list[bool] = []
    finder.left.connect(lambda: left.append(True))
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert left
    qtbot.keyClick(finder.line, Qt.Key.Key_Escape)
    assert pages.isVisible()
