"""The program put together: the first paint, early presses, environments, and how it ends."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from realme_desktop.app import Program
from realme_desktop.catalog.model import Verdict
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from realme_desktop.sandbox.samples import SUBJECT
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.ui.tasks import spawn
from realme_desktop.vault.vault import Vault
from tests.waiting import until

HEAVY = ("asyncio", "qasync", "httpx", "PIL", "keyring", "apsw", "aiohttp", "stdnum")


@asynccontextmanager
async def running(
    folder: Path, environment: str | None = "sandbox", *, settle_s: float = 0.1
) -> AsyncIterator[Program]:
    """The console on a sandbox and a keyring of its own, ended as a person ends it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    paths = Paths(folder / "data", site_dir=folder / "site")
    paths.ensure()
    settings = Settings.load(paths)
    settings.set("language", "zh")
    settings.save()
    with Sandbox(settle_s=settle_s) as sandbox:
        program = Program(app, paths, environment, sandbox=sandbox, vault=Vault(session_only=True))
        program.show()
        living = spawn(program.console, program.live(), name="the console")
        await asyncio.sleep(0)
        try:
            yield program
        finally:
            program.window.close()
            assert await living == 0
            program.window.deleteLater()


def fill(program: Program, segment: str = "namecheck", **texts: str) -> None:
    form = program.window.open_service(segment)
    known = {field.name: SUBJECT[field.role] for field in form.service.fields if field.role in SUBJECT}
    form.set_texts(known | texts)


async def shown(program: Program, *states: OrderState) -> Order:
    wanted = states or (OrderState.ANSWERED,)
    return await until(
        lambda: (pane := program.window.result) and (order := pane.order) and order.state in wanted and order,
        "the result pane shows the order",
    )


def test_the_first_paint_imports_nothing_heavy() -> None:
    code = (
        "import sys, realme_desktop.app as app\n"
        "from realme_desktop.config.paths import Paths\n"
        "from pathlib import Path\n"
        "program = app.Program(app.make_application(), Paths(Path(sys.argv[1])))\n"
        "program.show(); app.first_paint(program.window)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))\n"
        "sys.stdout.flush(); import os; os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "/nonexistent/data"],
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    assert not set(HEAVY) & set(done.stdout.split())


async def test_an_order_from_form_to_history(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        backstage = await program.console.ready()
        fill(program)
        program.window.submit()
        order = await shown(program)
        assert order.verdict is Verdict.MATCH
        assert not order.real
        assert await backstage.desk.count(HistoryQuery()) == 1
        await until(lambda: not program.window.forms()[0].busy)
        assert "一致" in program.window.status()


async def test_a_press_before_the_records_are_open_sends_once(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert program.console.backstage is None
        fill(program)
        program.window.submit()
        program.window.submit()
        order = await shown(program)
        backstage = await program.console.ready()
        assert (await backstage.desk.page(HistoryQuery(), None, 10)).orders == (order,)


async def test_a_pending_result_arrives_by_itself(tmp_path: Path) -> None:
    async with running(tmp_path, settle_s=0.3) as program:
        await program.console.ready()
        fill(program, "getloaninfo")
        program.window.submit()
        order = await shown(program, OrderState.PENDING, OrderState.ANSWERED)
        if order.state is OrderState.PENDING:
            await until(lambda: "1" in program.window.tabs.tabText(0))
            await program.console.orders.ask(order.order_id)
        assert (await shown(program)).order_id == order.order_id
        await until(lambda: "1" not in program.window.tabs.tabText(0))


async def test_a_refused_draft_is_told_in_the_form(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        form = program.window.open_service("namecheck")
        form.set_texts({"full_name": "样晓明"})
        program.console.orders.submit(form.draft())
        await until(lambda: form.summary)
        assert not form.busy
        backstage = await program.console.ready()
        assert await backstage.desk.count(HistoryQuery()) == 0


async def test_a_new_order_takes_values_and_link(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        program.window.submit()
        first = await shown(program)
        await until(lambda: not program.window.forms()[0].busy)
        program.window.open_service("mobilecheck")
        await program.console.orders.new_order(first.order_id)
        form = program.window.form()
        assert form is not None
        assert form.service.segment == "namecheck"
        assert form.draft().linked_to == first.order_id
        assert form.draft().values["full_name"] == "样晓明"


async def test_an_order_of_the_history_is_opened_again(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        program.window.submit()
        order = await shown(program)
        assert program.window.result is not None
        program.window.result.clear()
        program.window.order_opened.emit(order.order_id)
        assert await shown(program) == order


async def test_an_environment_without_credentials_asks_for_them(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        program.console.choose_environment("production")
        await program.console.ready()
        page = await until(program.window.page)
        assert page.objectName() == "first-run"
        assert program.window.form() is None
        assert "生产" in program.window.windowTitle()
        vault = program.console.backstage.vault
        vault.store("production", Credentials(app_token="TOKEN000001", app_key="0123456789abcdef"))
        page.stored.emit("production")
        assert program.window.page() is None
        form = program.window.form()
        assert form is not None
        assert form.is_empty, "what was typed in the sandbox does not follow into production"
        await until(lambda: Settings.load(program.paths).get("environment") == "production")


async def test_the_first_run_page_leads_back_to_the_sandbox(tmp_path: Path) -> None:
    async with running(tmp_path, "integration") as program:
        await program.console.ready()
        page = await until(program.window.page)
        button = page.findChild(QPushButton, "first-run.sandbox")
        assert button is not None
        button.click()
        await program.console.ready()
        assert program.console.environment.key == "sandbox"
        assert program.window.page() is None
        fill(program)
        program.window.submit()
        assert (await shown(program)).environment == "sandbox"


async def test_an_unknown_environment_falls_back_to_the_sandbox(tmp_path: Path) -> None:
    async with running(tmp_path, "gone") as program:
        await program.console.ready()
        assert program.console.environment.key == "sandbox"


async def test_nothing_is_sent_to_a_misconfigured_environment(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "environments.toml").write_text('[integration]\nbase = "http://example.com/api"\n')
    async with running(tmp_path, "integration") as program:
        await until(lambda: program.window.banners.banners())
        words = " ".join(banner.words for banner in program.window.banners.banners())
        assert "environments.toml" in words
        fill(program)
        program.window.submit()
        assert program.window.result is None or program.window.result.order is None
        await until(lambda: program.window.result and not program.window.forms()[0].busy)
        assert "没有发送" in program.window.status()


async def test_the_data_directory_may_be_unusable(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, Paths(blocked / "data"), "sandbox", vault=Vault(session_only=True))
    program.show()
    living = spawn(program.console, program.live(), name="the console")
    words = await until(lambda: " ".join(banner.words for banner in program.window.banners.banners()))
    assert str(blocked) in words
    program.window.close()
    await living
    program.window.deleteLater()


async def test_the_environment_stays_while_an_order_is_on_its_way(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        program.window.submit()
        program.console.choose_environment("production")
        assert program.console.environment.key == "sandbox"
        assert program.window.banners.banners()
        assert (await shown(program)).environment == "sandbox"


async def test_closing_while_the_records_are_being_opened(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert program.console.backstage is None


async def test_closing_with_an_order_on_its_way(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        program.window.submit()


async def test_settings_and_help_open_without_waiting(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        program.console.dialogs.open_settings("production")
        program.console.dialogs.open_help()
        names = {window.objectName() for window in QApplication.topLevelWidgets() if window.isVisible()}
        assert {"settings", "help"} <= names
        for window in QApplication.topLevelWidgets():
            if window.objectName() in ("settings", "help"):
                window.close()


async def test_the_theme_changes_while_a_form_is_half_filled(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.console.ready()
        fill(program)
        for scheme in ("dark", "light"):
            program.settings.set("theme", scheme)
            program.console._setting_changed("theme")
        line = program.window.findChild(QLineEdit, "field.full_name")
        assert line is not None
        assert line.text() == "样晓明"
