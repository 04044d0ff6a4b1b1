"""The page of privacy and lock, on real records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from realme_desktop.config.environment import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.protection import PassphraseDialog, ProtectionPage
from realme_desktop.vault import sealed
from realme_desktop.vault.vault import Vault
from tests.waiting import until

GOOD = "correct horse battery"


async def test_a_passphrase_is_set_changed_and_taken_off(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 16, "r": 8, "p": 1})
    paths, settings = Paths(tmp_path), Settings(None)
    async with await open_backstage(
        paths, PRESETS["sandbox"], settings, vault=Vault(session_only=True)
    ) as backstage:

        async def unused(*_: object) -> None:
            raise AssertionError

        page = ProtectionPage(
            SettingsContext(
                paths=paths, settings=settings, environments=lambda: None, vault=lambda: backstage.vault,
                check_connection=unused, backstage=lambda: backstage,
            )
        )  # fmt: skip
        qtbot.addWidget(page)
        page.show()

        async def go(*, remove: bool = False, **typed: str) -> str:
            (page.remove if remove else page.change).click()
            dialog = page.findChildren(PassphraseDialog)[-1]
            for name, text in typed.items():
                line = getattr(dialog, name)
                line.setFocus()
                QTest.keyClicks(line, text)
            QTest.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
            said = await until(lambda: dialog.outcome.isVisible() and dialog.outcome.text())
            dialog.close()
            return str(said)

        assert "differ" in await go(first=GOOD, second="another one")
        assert "10" in await go(first="short", second="short")
        assert not backstage.custody.protected
        assert "set" in await go(first=GOOD, second=GOOD)
        assert backstage.custody.protected and page.remove.isVisible()
        assert "不对" in await go(old="not that one", first="a new passphrase", second="a new passphrase")
        assert "set" in await go(old=GOOD, first="a new passphrase", second="a new passphrase")
        assert "taken off" in await go(remove=True, old="a new passphrase")
        assert not backstage.custody.protected and not page.remove.isVisible()
