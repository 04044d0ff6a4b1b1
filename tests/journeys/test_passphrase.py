"""The passphrase at the window: at the start, where one is demanded, wrong ones and the right one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from realme_desktop.config.paths import Paths
from realme_desktop.records.acts import Act
from realme_desktop.ui.lock.page import LockPage
from realme_desktop.vault import sealed
from realme_desktop.vault.vault import Vault
from tests.hunting import in_widgets
from tests.journeys.console import Driver, console
from tests.journeys.test_lock import NEEDLES, entries, lock, submit_one, unlock
from tests.waiting import until

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def _quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 16, "r": 8, "p": 1})


async def test_the_passphrase_opens_and_wrong_ones_are_recorded(tmp_path: Path) -> None:
    vault = Vault(session_only=True)
    async with console(tmp_path, vault=vault, settle_s=0.05, language="en", theme="dark") as driver:
        window = driver.program.window
        backstage = await driver.program.console.ready()
        backstage.custody.set_passphrase(PASSPHRASE)
        await submit_one(driver)
        page = await lock(driver)
        driver.photograph("lock-en-dark")
        for wrong in ("a guess", "another guess", "a third guess"):
            unlock(page, wrong)
            await until(
                lambda: not page.line.text() and page.message.isVisible() and "…" not in page.message.text()
            )
        assert window.locked and not page.button.isEnabled(), "the third wrong one has to wait"
        driver.photograph("lock-wait-en-dark")
        assert in_widgets((*NEEDLES, PASSPHRASE, "a guess")) == []
        backstage.custody.entrance.attempts._clock = lambda: 4e9
        page.wait(0)
        unlock(page, PASSPHRASE)
        await until(lambda: not window.locked)
        told = [act for act, _ in await entries(driver, Act.UNLOCK_FAILED, Act.UNLOCKED)]
        assert told == ["unlock_failed"] * 3 + ["unlocked"]


async def asked(driver: Driver) -> LockPage:
    """The page that stands there at the start, when it takes a passphrase."""
    window = driver.program.window
    page = await until(lambda: window.findChild(LockPage, "lock"), "it asks")
    await until(lambda: not page.line.isReadOnly())
    return page


async def test_at_the_start_the_passphrase_comes_before_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring

    from tests.orders.file_keyring import VARIABLE, FileKeyring

    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    try:
        data = tmp_path / "data"
        async with console(data, vault=Vault(), settle_s=0.05) as driver:
            await submit_one(driver)
            (await driver.program.console.ready()).custody.set_passphrase(PASSPHRASE)
        for early in (False, True):  # the second time it is known before anybody could be asked
            async with console(data, vault=Vault(), settle_s=0.05) as driver:
                assert driver.program.window.locked or not early, "not a moment with a form"
                await asked(driver)
                driver.photograph(f"lock-start-{'early' if early else 'late'}")
        async with console(data, vault=Vault(), settle_s=0.05) as driver:
            window = driver.program.window
            page = await asked(driver)
            driver.photograph("lock-start")
            assert driver.program.console.backstage is None
            unlock(page, "not this one, surely")
            await until(lambda: page.message.isVisible() and not page.line.isReadOnly())
            unlock(page, PASSPHRASE)
            await until(lambda: not window.locked)
            assert len(await driver.orders()) == 1
            assert window.form() is not None and window.form().isVisible()
            assert [act for act, _ in await entries(driver, Act.UNLOCK_FAILED)] == ["unlock_failed"]
            (await driver.program.console.ready()).custody.set_passphrase("", old=PASSPHRASE)
        async with console(data, vault=Vault(), settle_s=0.05) as driver:
            await driver.program.console.ready()
            assert not driver.program.window.locked, "none is wanted any more"
            assert driver.program.window.form().isVisible()
    finally:
        keyring.set_keyring(before)


async def test_where_a_passphrase_is_demanded_one_is_set_first(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    paths.ensure()
    paths.settings.write_text("[lock]\nwithout_passphrase = false\n", "utf-8")
    async with console(tmp_path) as driver:
        window = driver.program.window
        await until(lambda: window.locked, "it asks for one")
        page = driver.find("lock", LockPage)
        driver.photograph("lock-choose")
        QTest.keyClicks(page.line, "too short")
        QTest.keyClicks(page.again, "too short")
        QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
        await until(lambda: page.message.isVisible() and not page.line.isReadOnly())
        QTest.keyClicks(page.line, PASSPHRASE)
        QTest.keyClicks(page.again, PASSPHRASE)
        QTest.keyClick(page.again, Qt.Key.Key_Return)
        await until(lambda: not window.locked)
        assert (await driver.program.console.ready()).custody.protected
