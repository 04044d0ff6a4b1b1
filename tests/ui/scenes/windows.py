"""Windows beside the main one: settings, help, reports; and the states of a console that is not at ease."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QListWidget, QWidget

from realme_desktop.gateway.reply import CallStatus, Exchange, Reply, SentRequest
from realme_desktop.orders.connection import read_report
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.ui.rescue import Trouble
from tests.waiting import until

from .stage import COMPACT, Scene, Stage

__all__ = ["SCENES"]

_MAGIC = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}
_PAGES = ("general", "credentials", "environments", "protection", "texts", "records", "audit")
_HELP = (
    "start", "shortcuts", "magic", "user-guide", "services", "services-bank", "troubleshooting", "api",
    "about",
)  # fmt: skip
PASSPHRASE = "correct horse battery"


# -- settings -----------------------------------------------------------------------------------------------


async def _settings(stage: Stage, page: int = 0) -> Any:
    stage.main.menus.do("settings")
    dialog = await stage.dialog("settings")
    dialog.findChild(QListWidget, "settings.pages").setCurrentRow(page)
    return dialog


async def _settings_found(stage: Stage, words: str) -> QWidget:
    dialog = await _settings(stage)
    await stage.put(dialog.finder.line, words)
    return dialog


async def _settings_end(stage: Stage) -> QWidget:
    """The lower end of the first page."""
    dialog = await _settings(stage)
    dialog.show_setting("notification.port")
    return dialog


async def _from_records(stage: Stage, button: str, name: str) -> QWidget:
    dialog = await _settings(stage, _PAGES.index("records"))
    dialog.findChild(QWidget, f"records.{button}").click()
    return await stage.dialog(name)


async def _records_preview(stage: Stage) -> QWidget:
    dialog = await _settings(stage, _PAGES.index("records"))
    page = dialog.findChild(QWidget, "records")
    page.check.click()
    await until(page.check.isEnabled, "the file was read")
    page.preview.click()
    await until(lambda: page.run.isEnabled() or page.told.isVisible() or page.due.text(), "what would go")
    return dialog


async def _passphrase(stage: Stage) -> QWidget:
    dialog = await _settings(stage, _PAGES.index("protection"))
    dialog.findChild(QWidget, "passphrase.change").click()
    return await stage.dialog("passphrase")


async def _passphrase_refused(stage: Stage) -> QWidget:
    dialog: Any = await _passphrase(stage)
    dialog.act.click()
    return dialog


# -- help and reports ---------------------------------------------------------------------------------------


async def _help(stage: Stage, page: str) -> QWidget:
    stage.main.menus.do("help")
    window: Any = await stage.dialog("help")
    window.show_page(page)
    await stage.settle()
    return window


async def _help_found(stage: Stage) -> QWidget:
    window = await _help(stage, "user-guide")
    line = window.findChild(QWidget, "help.user-guide.find")
    await stage.put(line, "90102")
    return window


async def _support(stage: Stage) -> QWidget:
    stage.main.menus.do("support")
    dialog: Any = await stage.dialog("support")
    await until(lambda: dialog.text.toPlainText())
    return dialog


async def _notices(stage: Stage) -> QWidget:
    stage.main.menus.do("notices")
    dialog: Any = await stage.dialog("notices")
    await stage.settle()
    return dialog


async def _stranger(stage: Stage) -> QWidget:
    """A signed notification for an order that nobody here knows."""
    told = len(stage.main.banners.banners())
    await stage.ordered("staticfacecheck", full_name=_MAGIC[Effect.NOTICE_STRANGER])
    await until(lambda: len(stage.main.banners.banners()) > told, "it is told")
    dialog: Any = await _notices(stage)
    await until(lambda: dialog.table.isVisible(), "they are listed")
    return dialog


async def _unconfirmed(stage: Stage) -> None:
    await stage.ordered("staticfacecheck")
    await until(lambda: (order := stage.main.result.order) and order.state.final)


async def _rescue(stage: Stage, trouble: Trouble) -> None:
    stage.program.console._rescue.show(trouble)


# -- the guided change --------------------------------------------------------------------------------------


async def _guided(stage: Stage, step: int, code: str = "") -> QWidget:
    """A step of it. Nobody is asked anything: what RealMe answers is read from its code."""
    stage.main.menus.do("guided")
    dialog: Any = await stage.dialog("guided")
    if step:
        stage.find("guided.environment.production", within=dialog).setChecked(True)
        dialog._go_on()
    if step > 1:
        dialog._show(2)
        report = read_report(_answered(code))
        dialog.test.tell(report)
    if step > 2:
        dialog.agree.show_environment(dialog._context.environments().get("production"), store=True)
        dialog._show(3)
    await stage.settle()
    return dialog


def _answered(code: str) -> Exchange:
    call = CallStatus.NOT_FOUND if code == "20011" else CallStatus.REJECTED
    return Exchange(
        request=SentRequest(method="GET", url="", params={}),
        reply=Reply(call=call, return_code=code),
        elapsed_ms=120,
    )


# -- environments and credentials ---------------------------------------------------------------------------


async def _first_run(stage: Stage) -> None:
    await until(lambda: stage.main.page(), "the page of the first run")


async def _first_run_tested(stage: Stage, key: str, told: str) -> None:
    page = await until(lambda: stage.main.page(), "the page of the first run")
    for name, text in (("app_token", "OFFICE0001"), ("app_key", key)):
        line = stage.find(f"credentials.{name}", within=page)
        line.clear()
        stage.type(line, text)
    outcome = page.findChild(QWidget, "credentials.outcome")
    before = outcome.text()
    stage.click(stage.find("credentials.test"))
    trying = await until(lambda: outcome.text() != before and outcome.text(), "it is tried")
    await until(lambda: outcome.text() != trying and told in outcome.text(), told)


async def _form(stage: Stage) -> None:
    await stage.filled("namecheck")


async def _charged(stage: Stage) -> None:
    await stage.checked("namecheck")


async def _leaving(stage: Stage) -> None:
    await stage.ordered("staticfacecheck")
    stage.main.close()


async def _banners(stage: Stage) -> None:
    await until(lambda: stage.main.banners.banners(), "it is told")


# -- lock ---------------------------------------------------------------------------------------------------


async def _choose_passphrase(stage: Stage) -> None:
    await until(lambda: stage.main.locked, "it asks for one")


async def _unlocked_by(stage: Stage) -> Any:
    page = await stage.waited_for("lock")
    for line in (page.line, page.again):
        line.setText(PASSPHRASE)
    page.button.click()
    await until(lambda: not stage.main.locked)
    await stage.program.console.ready()
    return page


async def _locked(stage: Stage) -> None:
    if stage.main.locked:
        await _unlocked_by(stage)
    stage.main.menus.do("lock")
    await until(lambda: stage.main.locked, "it locks")


async def _wrong_passphrase(stage: Stage) -> None:
    page = await stage.waited_for("lock")
    for wrong in ("a guess", "another guess", "a third guess"):
        page.line.setText(wrong)
        page.button.click()
        await until(
            lambda: not page.line.text() and page.message.isVisible() and "…" not in page.message.text()
        )


async def _locked_plainly(stage: Stage) -> None:
    stage.main.menus.do("lock")
    await until(lambda: stage.main.locked)


SCENES: tuple[Scene, ...] = (
    *(Scene(f"settings-{name}", partial(_settings, page=row)) for row, name in enumerate(_PAGES)),
    Scene("settings-found", partial(_settings_found, words="代理")),
    Scene("settings-not-found", partial(_settings_found, words="查无此项")),
    Scene("settings-general-end", _settings_end),
    Scene("settings-records-looked", _records_preview),
    Scene("backup", partial(_from_records, button="backup", name="backup")),
    Scene("restore", partial(_from_records, button="restore", name="restore")),
    Scene("key", partial(_from_records, button="key", name="key")),
    Scene("passphrase", _passphrase),
    Scene("passphrase-refused", _passphrase_refused),
    *(Scene(f"help-{page}", partial(_help, page=page)) for page in _HELP),
    Scene("help-found", _help_found),
    Scene("support", _support),
    Scene("guided-environment", partial(_guided, step=0)),
    Scene("guided-credentials", partial(_guided, step=1)),
    Scene("guided-90102", partial(_guided, step=2, code="90102")),
    Scene("guided-90103", partial(_guided, step=2, code="90103")),
    Scene("guided-connected", partial(_guided, step=2, code="20011")),
    Scene("guided-change", partial(_guided, step=3, code="20011")),
    Scene("notices-none", _notices),
    *(Scene(f"rescue-{trouble.value}", partial(_rescue, trouble=trouble)) for trouble in Trouble),
    Scene("rescue-compact", partial(_rescue, trouble=Trouble.DAMAGED), size=COMPACT),
    Scene("notices", _stranger, on="listening"),
    Scene("result-unconfirmed", _unconfirmed, on="listening"),
    Scene("first-run", _first_run, on="first-run"),
    Scene("first-run-compact", _first_run, on="first-run", size=COMPACT),
    Scene("first-run-90102", partial(_first_run_tested, key="wrong", told="90102"), on="first-run"),
    Scene("first-run-connected", partial(_first_run_tested, key="office-key", told="RealMe"), on="first-run"),
    Scene("integration", _form, on="integration"),
    Scene("leaving", _leaving, on="integration"),
    Scene("production", _form, on="production"),
    Scene("production-result", _charged, on="production"),
    Scene("misspelt", _banners, on="misspelt"),
    Scene("lock-plain", _locked_plainly, on="careful"),
    Scene("lock-choose", _choose_passphrase, on="passphrase"),
    Scene("lock", _locked, on="passphrase"),
    Scene("lock-wait", _wrong_passphrase, on="passphrase"),
)
