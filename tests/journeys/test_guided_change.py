"""From the sandbox to production by keyboard alone, with every way that it can go wrong on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials
from realme_desktop.config.paths import Paths
from realme_desktop.ui.guided_change.dialog import GuidedChange
from realme_desktop.vault.errors import VaultState
from realme_desktop.vault.vault import Vault
from tests.journeys.console import Driver, console
from tests.waiting import until

TOKEN, KEY = SANDBOX_CREDENTIALS.app_token, SANDBOX_CREDENTIALS.app_key


@pytest.fixture
def vault() -> Vault:
    return Vault(session_only=True)


def point_to(driver: Driver, *, production: str = "", proxy: str = "none") -> None:
    """The sandbox stands in for RealMe on this computer; the environments are read again."""
    base = driver.sandbox.base
    driver.program.paths.environments.write_text(
        f'[integration]\nbase = "{base}"\nproxy = "none"\n'
        f'[production]\nbase = "{production or base}"\nproxy = "{proxy}"\n'
        "timeouts = { connect = 1, read = 2, write = 2 }\n",
        encoding="utf-8",
    )
    driver.program.console.dialogs.environment_changed.emit("production")


async def opened(driver: Driver) -> GuidedChange:
    await driver.program.console.ready()
    driver.program.window.menus.do("guided")
    await until(lambda: driver.window.findChild(GuidedChange), "the guide is open")
    dialog = driver.window.findChild(GuidedChange)
    await until(lambda: dialog.isActiveWindow() and QApplication.focusWidget(), "it has the focus")
    return dialog


def key(dialog: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key)


def line(dialog: QWidget, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, f"credentials.{name}")
    assert found is not None
    return found


def said(dialog: QWidget, name: str = "guided.outcome") -> str:
    return dialog.findChild(QWidget, name).text()


def at(dialog: GuidedChange) -> int:
    return dialog.steps.index(dialog._stack.currentWidget())


async def to_production(dialog: GuidedChange, app_token: str, app_key: str) -> None:
    """As far as the test: keys only."""
    key(dialog, Qt.Key.Key_Down)  # integration comes first
    assert dialog.choice.chosen == "production"
    key(dialog, Qt.Key.Key_Return)
    await until(lambda: at(dialog) == 1)
    assert dialog.focusWidget() is line(dialog, "app_token")
    QTest.keyClicks(dialog.focusWidget(), app_token)
    key(dialog, Qt.Key.Key_Return)
    assert dialog.focusWidget() is line(dialog, "app_key")
    QTest.keyClicks(dialog.focusWidget(), app_key)
    key(dialog, Qt.Key.Key_Return)
    await until(lambda: at(dialog) == 2)


async def test_to_production_by_keyboard_alone(tmp_path: Path, vault: Vault) -> None:
    async with console(tmp_path, vault=vault) as driver:
        point_to(driver)
        dialog = await opened(driver)
        await to_production(dialog, TOKEN, KEY)
        await until(lambda: "连接正常" in said(dialog), "the test passes")
        assert "不会计费" in said(dialog)
        assert vault.credentials_state("production") is VaultState.MISSING  # nothing is kept yet
        key(dialog, Qt.Key.Key_Return)
        assert at(dialog) == 3
        assert "真实的人" in said(dialog, "guided.changes")
        assert not dialog.next.isEnabled()  # not before somebody says so
        key(dialog, Qt.Key.Key_Return)  # ticks
        assert driver.program.console.environment.key == "sandbox"
        key(dialog, Qt.Key.Key_Return)  # changes
        await until(lambda: driver.program.console.environment.key == "production", "production")
        assert vault.credentials("production") == Credentials(TOKEN, KEY)
        await driver.program.console.ready()
        assert driver.program.window.page() is None  # nobody asks for credentials again
        kept = Paths(tmp_path).settings
        await until(lambda: "production" in kept.read_text(encoding="utf-8"), "the next start is there, too")


async def test_going_back_and_cancelling_leave_everything_as_it_was(tmp_path: Path, vault: Vault) -> None:
    async with console(tmp_path, vault=vault) as driver:
        point_to(driver)
        before = Paths(tmp_path).settings.read_text(encoding="utf-8")
        dialog = await opened(driver)
        await to_production(dialog, TOKEN, KEY)
        await until(lambda: "连接正常" in said(dialog))
        key(dialog, Qt.Key.Key_Escape)
        assert at(dialog) == 1
        assert line(dialog, "app_key").text() == KEY  # typed here, and hidden
        assert line(dialog, "app_key").echoMode() is QLineEdit.EchoMode.Password
        assert KEY not in driver.words(dialog).replace(TOKEN, "").replace(line(dialog, "app_key").text(), "")
        key(dialog, Qt.Key.Key_Escape)
        key(dialog, Qt.Key.Key_Up)
        assert dialog.choice.chosen == "integration"
        key(dialog, Qt.Key.Key_Return)
        assert line(dialog, "app_key").text() == ""  # the pair was for another environment
        key(dialog, Qt.Key.Key_Escape)
        key(dialog, Qt.Key.Key_Escape)
        await until(lambda: driver.window.findChild(GuidedChange) is None, "it is gone")
        assert driver.program.console.environment.key == "sandbox"
        for name in ("integration", "production"):
            assert vault.credentials_state(name) is VaultState.MISSING
        assert Paths(tmp_path).settings.read_text(encoding="utf-8") == before


async def test_a_wrong_key_and_a_wrong_token_are_explained(tmp_path: Path, vault: Vault) -> None:
    async with console(tmp_path, vault=vault) as driver:
        point_to(driver)
        dialog = await opened(driver)
        await to_production(dialog, TOKEN, "654321")
        await until(lambda: "90102" in said(dialog))
        assert "不会计费" in said(dialog)
        hints = dialog.findChild(QLabel, "guided.hints").text()
        assert hints.startswith("1. 重新输入")
        assert "签名设置" in hints
        assert not dialog.next.isEnabled()
        assert dialog.findChild(QWidget, "guided.anyway").isHidden()
        key(dialog, Qt.Key.Key_Escape)
        line(dialog, "app_token").setText("TESTRA999999")
        key(dialog, Qt.Key.Key_Return)
        key(dialog, Qt.Key.Key_Return)
        await until(lambda: "90103" in said(dialog))
        assert "开通" in dialog.findChild(QLabel, "guided.hints").text()
        # RealMe may answer so for this query alone: going on is possible, and has to be ticked
        anyway = dialog.findChild(QWidget, "guided.anyway")
        assert anyway.isVisible()
        assert not dialog.next.isEnabled()
        anyway.setFocus()
        key(dialog, Qt.Key.Key_Space)
        assert dialog.next.isEnabled()
        dialog.reject()
        assert vault.credentials_state("production") is VaultState.MISSING


@pytest.mark.parametrize(
    ("production", "proxy", "words", "hint"),
    [
        ("http://127.0.0.1:9", "none", "无法连接", "VPN"),
        ("https://realme.invalid/api", "none", "域名无法解析", "地址"),
        ("https://realme.invalid/api", "http://127.0.0.1:9", "代理", "代理"),
    ],
)
async def test_trouble_on_the_way_is_explained(
    tmp_path: Path, vault: Vault, production: str, proxy: str, words: str, hint: str
) -> None:
    async with console(tmp_path, vault=vault) as driver:
        point_to(driver, production=production, proxy=proxy)
        dialog = await opened(driver)
        await to_production(dialog, "MYTOKEN", "mykey")
        await until(lambda: words in said(dialog))
        assert "不会计费" in said(dialog)
        assert hint in dialog.findChild(QLabel, "guided.hints").text()
        again = dialog.findChild(QWidget, "guided.again")
        assert QApplication.focusWidget() is again or dialog.focusWidget() is again
        assert dialog.findChild(QWidget, "guided.network").isVisible()


async def test_what_the_keyring_has_is_used_without_being_shown(tmp_path: Path, vault: Vault) -> None:
    vault.store("integration", Credentials(TOKEN, KEY))
    async with console(tmp_path, vault=vault) as driver:
        point_to(driver)
        dialog = await opened(driver)
        key(dialog, Qt.Key.Key_Return)
        await until(lambda: dialog.credentials.complete, "the keyring has answered")
        assert line(dialog, "app_token").text() == line(dialog, "app_key").text() == ""
        assert "留空" in said(dialog, "guided.credentials.state")
        dialog.next.setFocus()
        key(dialog, Qt.Key.Key_Return)
        await until(lambda: "连接正常" in said(dialog))
        key(dialog, Qt.Key.Key_Return)
        assert dialog.agree.agreed.isHidden()  # nobody is concerned and nothing charged there
        assert "虚构" in said(dialog, "guided.changes")
        key(dialog, Qt.Key.Key_Return)
        await until(lambda: driver.program.console.environment.key == "integration")


async def test_the_policy_is_told_in_words(tmp_path: Path, vault: Vault) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "policy.toml").write_text('[environments]\nallowed = ["sandbox"]\n', encoding="utf-8")
    site.chmod(0o755)
    import os

    os.environ["REALME_DESKTOP_SITE_DIR"] = str(site)
    async with console(tmp_path / "data", vault=vault) as driver:
        dialog = await opened(driver)
        assert "管理员" in said(dialog, "guided.none")
        assert not dialog.next.isEnabled()
        key(dialog, Qt.Key.Key_Escape)
        await until(lambda: driver.window.findChild(GuidedChange) is None)
