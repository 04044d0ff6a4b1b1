"""The settings pages on real files, a real session vault and a real sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from realme_desktop.catalog.text import Text
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.environments import Environment, load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import SETTINGS, Settings
from realme_desktop.orders.model import ConnectionReport
from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.dialog import SettingsDialog
from realme_desktop.vault.vault import Vault
from tests.waiting import until


class Room:
    """A data directory with everything the pages stand on."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(folder)
        self.paths.ensure()
        self.settings = Settings.load(self.paths)
        self.vault = Vault(session_only=True)
        self.asked: list[tuple[str, Credentials | None]] = []

    async def check_connection(self, environment: Environment, given: Credentials | None) -> ConnectionReport:
        self.asked.append((environment.key, given))
        return ConnectionReport(ok=True, words=Text("连接正常", "The connection works"))

    def dialog(self) -> SettingsDialog:
        context = SettingsContext(
            paths=self.paths,
            settings=self.settings,
            environments=lambda: load_environments(self.paths),
            vault=lambda: self.vault,
            check_connection=self.check_connection,
        )
        return SettingsDialog(context)


@asynccontextmanager
async def opened(room: Room) -> AsyncIterator[SettingsDialog]:
    dialog = room.dialog()
    dialog.show()
    await until(dialog.isVisible)
    try:
        yield dialog
    finally:
        dialog.close()


def part(dialog: QWidget, kind: type, name: str) -> QWidget:
    found = dialog.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} are called {name}"
    return found[0]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_a_folder_is_chosen_in_a_dialog(tmp_path: Path) -> None:
    room, scans = Room(tmp_path / "data"), tmp_path / "scans"
    scans.mkdir()
    async with opened(room) as dialog:
        for row in range(dialog._stack.count()):
            dialog._list.setCurrentRow(row)
        button = part(dialog, QPushButton, "setting.picture.scan_folder.choose")
        assert "扫描文件夹" in button.accessibleName()
        button.click()
        button.dialog.fileSelected.emit(str(scans))
        button.dialog.done(1)
        assert part(dialog, QLineEdit, "setting.picture.scan_folder").text() == str(scans)
        kept = room.paths.settings
        await until(lambda: kept.exists() and str(scans) in kept.read_text(encoding="utf-8"))
        assert button.dialog is None


async def test_every_setting_has_a_row_with_its_sentence(tmp_path: Path) -> None:
    async with opened(Room(tmp_path)) as dialog:
        for row in range(dialog._stack.count()):
            dialog._list.setCurrentRow(row)  # pages are built when they are looked at
        for setting in SETTINGS:
            if setting.key == "environment":
                continue
            widget = part(dialog, QWidget, f"setting.{setting.key}")
            assert widget.accessibleName() == say(setting.label)
            assert say(setting.help) in widget.accessibleDescription()
        told = part(dialog, QWidget, "setting.arrivals.desktop").accessibleDescription()
        assert "shows no such messages" in told, "where there is no tray the settings say so"


async def test_what_is_found_is_brought_up(tmp_path: Path) -> None:
    from realme_desktop.ui.settings.places import PLACES

    async with opened(Room(tmp_path)) as dialog:
        for place in PLACES:
            dialog.show_setting(place.name)
            found = dialog._brought_up
            assert found is not None and found.objectName() == place.name
            assert found.isVisible(), "its page is on show"
        dialog.show_setting("screen.protected")
        assert dialog._brought_up is part(dialog, QWidget, "setting.screen.protected")


async def test_a_change_applies_at_once_and_is_kept(tmp_path: Path) -> None:
    room = Room(tmp_path)
    async with opened(room) as dialog:
        changed: list[str] = []
        dialog.setting_changed.connect(changed.append)
        combo = part(dialog, QComboBox, "setting.theme")
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_End)
        spin = part(dialog, QSpinBox, "setting.sending.concurrency")
        spin.setFocus()
        spin.selectAll()
        QTest.keyClicks(spin, "7")
        QTest.keyClick(spin, Qt.Key.Key_Return)
        await until(lambda: set(changed) == {"theme", "sending.concurrency"})
        kept = Settings.load(room.paths)
        assert (kept.get("theme"), kept.get("sending.concurrency")) == ("contrast-dark", 7)
        part(dialog, QPushButton, "setting.theme.default").click()
        await until(lambda: Settings.load(room.paths).get("theme") == "system")


async def test_a_locked_setting_is_shown_and_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "settings.toml").write_text('locked = ["theme"]\ntheme = "dark"\n', encoding="utf-8")
    monkeypatch.setenv("REALME_DESKTOP_SITE_DIR", str(site))
    async with opened(Room(tmp_path / "data")) as dialog:
        combo = part(dialog, QComboBox, "setting.theme")
        assert not combo.isEnabled() and combo.currentData() == "dark"


async def test_credentials_are_stored_tested_and_removed(tmp_path: Path) -> None:
    room = Room(tmp_path)
    async with opened(room) as dialog:
        dialog.show_credentials("production")
        state = part(dialog, QWidget, "credentials.state")
        await until(lambda: state.text())
        token = part(dialog, QLineEdit, "credentials.app_token")
        key = part(dialog, QLineEdit, "credentials.app_key")
        save = part(dialog, QPushButton, "credentials.save")
        assert not save.isEnabled()
        token.setFocus()
        QTest.keyClicks(token, " T1 ")
        QTest.keyClicks(key, "K1")
        test = part(dialog, QPushButton, "credentials.test")
        test.click()
        await until(lambda: room.asked == [("production", Credentials("T1", "K1"))])
        await until(lambda: save.isEnabled())
        stored: list[str] = []
        dialog.credentials_changed.connect(stored.append)
        save.click()
        await until(lambda: stored == ["production"])
        assert room.vault.credentials("production") == Credentials("T1", "K1")
        assert token.text() == key.text() == "", "nothing of them stays in a widget"
        remove = part(dialog, QPushButton, "credentials.delete")
        await until(lambda: remove.isEnabled())
        remove.click()
        await until(lambda: stored == ["production", "production"])
        await until(lambda: not remove.isEnabled())


async def test_the_sandbox_needs_no_credentials(tmp_path: Path) -> None:
    async with opened(Room(tmp_path)) as dialog:
        dialog.show_credentials("sandbox")
        await until(lambda: part(dialog, QWidget, "credentials.state").text())
        assert not part(dialog, QLineEdit, "credentials.app_key").isEnabled()
        assert part(dialog, QPushButton, "credentials.test").isEnabled()


async def test_an_environment_is_changed_checked_and_kept(tmp_path: Path) -> None:
    room = Room(tmp_path)
    async with opened(room) as dialog:
        page = dialog.environments
        which = part(dialog, QComboBox, "environment.which")
        which.setCurrentIndex(which.findData("production"))
        base = part(dialog, QLineEdit, "environment.base")
        save = part(dialog, QPushButton, "environment.save")
        outcome = part(dialog, QWidget, "environment.outcome")
        base.setText("http://realme.example/api")
        save.click()
        await until(lambda: outcome.text())
        assert not room.paths.environments.exists(), "plain http to another host is refused"

        base.setText("https://gateway.example/realme")
        part(dialog, QComboBox, "environment.signing.hex_case").setCurrentIndex(1)
        part(dialog, QPlainTextEdit, "environment.headers").setPlainText("X-Branch: 7")
        part(dialog, QComboBox, "environment.proxy").setEditText("socks5://proxy.example:1080")
        part(dialog, QDoubleSpinBox, "environment.default_threshold").setValue(72.5)
        changed: list[str] = []
        dialog.environment_changed.connect(changed.append)
        save.click()
        await until(lambda: changed == ["production"])
        kept = load_environments(room.paths).get("production")
        assert kept.base == "https://gateway.example/realme"
        assert kept.signing.hex_case == "upper"
        assert dict(kept.headers) == {"X-Branch": "7"}
        assert kept.proxy == "socks5://proxy.example:1080"
        assert kept.default_threshold == 72.5
        assert page.edited() == kept, "what is shown is what is kept"


async def test_an_environment_of_ones_own(tmp_path: Path) -> None:
    room = Room(tmp_path)
    async with opened(room) as dialog:
        which = part(dialog, QComboBox, "environment.which")
        which.setCurrentIndex(which.findData("integration"))
        name = part(dialog, QLineEdit, "environment.new.key")
        make = part(dialog, QPushButton, "environment.new")
        QTest.keyClicks(name, "branch-2")
        make.click()
        await until(lambda: which.currentData() == "branch-2")
        made = load_environments(room.paths).get("branch-2")
        assert made.base == load_environments(room.paths).get("integration").base
        assert dialog.credentials._which.findData("branch-2") >= 0


async def test_a_locked_field_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "environments.toml").write_text(
        '[production]\nbase = "https://office.example/realme"\nlocked = ["base"]\n', encoding="utf-8"
    )
    monkeypatch.setenv("REALME_DESKTOP_SITE_DIR", str(site))
    async with opened(Room(tmp_path / "data")) as dialog:
        which = part(dialog, QComboBox, "environment.which")
        which.setCurrentIndex(which.findData("production"))
        base = part(dialog, QLineEdit, "environment.base")
        assert base.text() == "https://office.example/realme"
        assert not base.isEnabled()
        assert part(dialog, QLineEdit, "environment.notify_url").isEnabled()
