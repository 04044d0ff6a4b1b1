"""A workplace under a policy, through the window: what is hidden, asked for, locked, and refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QWidget

from realme_desktop.app import Program
from realme_desktop.catalog.registry import in_group
from realme_desktop.config.paths import Paths
from realme_desktop.records.model import HistoryQuery
from realme_desktop.sandbox.samples import SUBJECT
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.ui.lock.page import LockPage
from realme_desktop.ui.settings.dialog import SettingsDialog
from realme_desktop.ui.tasks import spawn
from realme_desktop.vault.vault import Vault
from tests.hunting import in_widgets
from tests.waiting import until

POLICY = """
[settings]
retention.pictures_days = 7
polling.first_s = 3.0
[environments]
allowed = ["sandbox", "production"]
[services]
hidden = ["risk", "namecheck"]
[consent]
kinds = ["sandbox", "production"]
[purpose]
choices = ["贷款审批", "开户"]
[thresholds]
default = 75
"""


@asynccontextmanager
async def workplace(folder: Path, policy: str, environment: str = "sandbox") -> AsyncIterator[Program]:
    paths = Paths(folder / "data", site_dir=folder / "site")
    paths.site_dir.mkdir(mode=0o755)
    paths.policy.write_text(policy, encoding="utf-8")
    paths.policy.chmod(0o644)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with Sandbox(settle_s=0, rate=None) as sandbox:
        program = Program(app, paths, environment, sandbox=sandbox, vault=Vault(session_only=True))
        program.show()
        living = spawn(program.console, program.live())
        try:
            await asyncio.sleep(0)
            yield program
        finally:
            program.window.quit()
            await living
            program.window.deleteLater()


async def test_a_clerk_sees_and_fills_in_what_the_policy_says(tmp_path: Path) -> None:
    async with workplace(tmp_path, POLICY) as program:
        window = program.window
        await program.console.ready()
        shown = set(window.nav.shown())
        assert not shown & {"namecheck", *(service.segment for service in in_group("risk"))}
        assert window.segment in shown  # not the hidden one that is first elsewhere
        assert [env.key for env in program.environments] == ["sandbox", "production"]

        form = window.open_service("cardcheck")
        form.set_texts({f.name: SUBJECT[f.role] for f in form.service.fields if f.role in SUBJECT})
        purpose = form.findChild(QWidget, "field.purpose")
        assert purpose is not None
        sandbox = program._given_sandbox
        assert sandbox is not None
        before = len(sandbox.log)
        window.submit()
        assert "用途" in form.summary or "Purpose" in form.summary
        assert len(sandbox.log) == before, "0 requests without a purpose"

        form.set_texts({**form.texts(), "purpose": "开户"})
        window.submit()
        backstage = await program.console.ready()

        def sent() -> bool:
            return sum(sandbox.submissions().values()) == 1

        await until(sent, f"the order with its purpose is sent; {form.summary}")
        await until(lambda: not form.busy, "its answer is here")
        (order,) = (await backstage.desk.page(HistoryQuery())).orders
        assert order.purpose == "开户" and "purpose" not in order.params

        window.grab().save(str(shots() / "policy.png"))
        face = window.open_service("staticfacecheck")
        assert face.service.field("authorization_info").required
        threshold = face.findChild(QDoubleSpinBox, "threshold")
        assert threshold is not None and threshold.isEnabled()  # the sandbox keeps its own


async def test_an_environment_that_the_policy_does_not_offer_is_not_gone_to(tmp_path: Path) -> None:
    async with workplace(tmp_path, POLICY) as program:
        await program.console.ready()
        program.console.choose_environment("integration")
        assert program.console.environment.key == "sandbox"
        assert any("policy" in told or "策略" in told for told in words(program.window.banners))


async def test_locked_settings_show_the_reason(tmp_path: Path) -> None:
    async with workplace(tmp_path, POLICY) as program:
        await program.console.ready()
        program.console.dialogs.open_settings()
        (dialog,) = program.window.findChildren(SettingsDialog)
        box = dialog.findChild(QDoubleSpinBox, "setting.polling.first_s")
        assert box is not None and not box.isEnabled() and box.value() == 3.0
        assert "策略" in box.accessibleDescription() or "policy" in box.accessibleDescription()
        free = dialog.findChild(QComboBox, "setting.language")
        assert free is not None and free.isEnabled()
        dialog.close()


async def test_a_broken_policy_is_told_and_nothing_real_is_opened(tmp_path: Path) -> None:
    async with workplace(tmp_path, POLICY + "\n[nonsense]\na = 1\n", "production") as program:
        window = program.window
        await until(
            lambda: "policy.toml:" in "\n".join(words(window.banners)), "the place of the mistake is told"
        )
        opening = program.console._opening
        assert opening is not None
        await asyncio.wait([opening])
        assert opening.exception() is not None and program.console.backstage is None
        await locks_all_the_same(program)
        window.header.environment_chosen.emit("sandbox")
        await program.console.ready()


async def locks_all_the_same(program: Program) -> None:
    """What was typed into a form is about somebody, whatever became of the records."""
    window, needles = program.window, ("欧阳寻宝", "6200000123456789015")
    form = window.open_service("cardcheck")
    form.set_texts(dict(zip(("full_name", "acct_no"), needles, strict=True)))
    assert in_widgets(needles)
    program.console._lock.lock("key")
    await until(lambda: window.locked)
    assert in_widgets(needles, held=True) == []
    window.findChild(LockPage).button.click()
    await until(lambda: not window.locked)
    assert window.form_of("cardcheck").texts()["full_name"] == needles[0]


def shots() -> Path:
    from tests.journeys.console import SCREENSHOTS

    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS


def words(part: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in part.findChildren(QLabel)]
