"""The quickest way to a first result: an example, in the sandbox and nowhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.ui.guide import GuidePage
from realme_desktop.ui.help import HelpWindow
from realme_desktop.vault.vault import Vault
from tests.journeys.console import console
from tests.waiting import until


async def test_a_first_result_takes_two_presses(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "window.ini").write_text("[tour]\nseen=yes\n", encoding="utf-8")
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        person.click(person.find("result.empty.action"))
        assert "尚未发送" in person.program.window.status()
        assert person.program.window.form().texts()["full_name"]
        person.key(Qt.Key.Key_Return)  # the focus is on the button: nothing is missing
        assert (await person.final_order()).verdict is Verdict.MATCH
        # what somebody typed is left alone
        form = person.program.window.open_service("picturematch")
        person.program.window.menus.do("example")
        await until(lambda: len(form.sources()) == 2 and not form.at_work, "both pictures are in")
        person.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        guide = await until(lambda: person.window.findChild(HelpWindow), "help for this service")
        page = guide.findChild(GuidePage)
        assert page.name == "services-face"
        assert page.browser.textCursor().block().text().startswith("105 ")
        guide.close()
        before = form.texts()
        person.program.window.menus.do("example")
        assert "没有填入" in person.program.window.status()
        assert form.texts() == before


async def test_there_is_none_outside_of_the_sandbox(tmp_path: Path) -> None:
    vault = Vault(session_only=True)
    vault.store("production", SANDBOX_CREDENTIALS)
    async with console(tmp_path / "data", environment="production", vault=vault) as person:
        await person.program.console.ready()
        window = person.program.window
        await until(lambda: window.result)
        window.result.offer_tour(None)
        assert not window.findChild(QPushButton, "result.empty.action").isVisible()
        window.menus.do("example")
        assert window.form().is_empty
        assert "只用于沙箱" in window.status()
