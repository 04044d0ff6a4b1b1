"""RealMe calls by itself: what the operator sees of it."""

from __future__ import annotations

import socket
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QPushButton, QTableView

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import by_segment
from realme_desktop.catalog.verdicts import VERDICT_WORDS
from realme_desktop.records.model import Order
from realme_desktop.sandbox.magic import MAGIC, Effect
from tests.journeys.console import SCREENSHOTS, Driver, console
from tests.waiting import until

TRIGGER = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}


def wanting(folder: Path, port: int = 0) -> Path:
    """A data directory in which nothing is polled while the test looks."""
    folder.mkdir()
    (folder / "settings.toml").write_text(
        'language = "zh"\ntheme = "light"\n[polling]\nfirst_s = 600\nmax_s = 600\n'
        f"[notification]\nlisten = true\nport = {port}\n",
        encoding="utf-8",
    )
    return folder


async def face_check(person: Driver, effect: Effect | None = None) -> None:
    form = await person.choose_service("staticfacecheck")
    for field in by_segment("staticfacecheck").fields:
        if field.required and not field.generated:
            text = TRIGGER[effect] if effect is not None and field.name == "full_name" else None
            await person.fill(form, field, text)
    person.submit()


def shown(person: Driver) -> Order | None:
    pane = person.program.window.result
    return pane.order if pane is not None else None


async def until_shown(person: Driver, problem: str | None) -> Order:
    return await until(
        lambda: (order := shown(person)) and order.state.final and order.problem == problem and order,
        str(problem),
    )


async def test_a_result_that_comes_by_itself(tmp_path: Path) -> None:
    async with console(wanting(tmp_path / "data"), settle_s=0.1) as person:
        await until(lambda: "正在接收 RealMe 的结果通知" in person.program.window.status())
        await face_check(person)
        order = await until_shown(person, "notified_unconfirmed")
        remark = person.find("remark")
        assert "还没有用查询核对" in person.words(remark)
        assert VERDICT_WORDS[Verdict.MATCH].zh in person.words(person.find("result"))
        assert person.program.window.pending.model.rowCount() == 0
        person.photograph("notified-unconfirmed")
        person.click(person.find("ask", QPushButton))
        confirmed = await until_shown(person, None)
        assert confirmed.order_id == order.order_id
        assert not any(w.isVisible() for w in person.window.findChildren(type(remark), "remark"))
        person.photograph("notified-confirmed")


async def test_a_result_that_the_query_overrules(tmp_path: Path) -> None:
    async with console(wanting(tmp_path / "data"), settle_s=0.1) as person:
        await face_check(person, Effect.NOTICE_DIFFERS)
        order = await until_shown(person, "notified_unconfirmed")
        assert order.verdict is Verdict.MISMATCH
        person.click(person.find("ask", QPushButton))
        order = await until_shown(person, "notified_differed")
        assert order.verdict is Verdict.MATCH
        words = person.words(person.find("result"))
        assert "给出过不同的结果" in words and VERDICT_WORDS[Verdict.MATCH].zh in words
        person.photograph("notified-differed")


async def test_somebody_elses_result_is_told_and_can_be_looked_at(tmp_path: Path) -> None:
    async with console(wanting(tmp_path / "data"), settle_s=0.1) as person:
        await face_check(person, Effect.NOTICE_STRANGER)
        window = person.program.window
        await until(lambda: "没有订单可以采用" in person.words(window.banners))
        person.photograph("notified-stranger")
        buttons = window.banners.findChildren(QPushButton)
        person.click(next(button for button in buttons if button.text() == "查看"))
        table = await until(lambda: next(iter(window.findChildren(QTableView, "notices.table")), None))
        await until(lambda: table.isVisible())
        dialog = table.window()
        assert table.model().rowCount() == 1
        order = shown(person)
        assert order is not None
        assert table.model().index(0, 1).data() == order.order_id[::-1]
        assert "本机没有这笔订单" in table.model().index(0, 4).data()
        assert "样晓明" not in person.words(dialog), "names are masked until somebody looks"
        dialog.grab().save(str(SCREENSHOTS / "notices.png"))
        dialog.close()


async def test_none_so_far(tmp_path: Path) -> None:
    async with console(wanting(tmp_path / "data")) as person:
        await until(lambda: "正在接收" in person.program.window.status())
        person.program.window.findChild(QAction, "action.notices").trigger()
        dialog = await until(lambda: next(iter(person.window.findChildren(object, "notices")), None))
        await until(lambda: "没有这样的通知。" in person.words(dialog))
        dialog.close()


async def test_a_port_in_use_is_told_and_orders_go_on(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with console(wanting(tmp_path / "data", port), settle_s=0) as person:
            window = person.program.window
            await until(lambda: f"端口 {port}" in person.words(window.banners))
            person.photograph("listener-port-in-use")
            await face_check(person)
            await until(lambda: (order := shown(person)) and order.seq_id)
            person.click(person.find("ask", QPushButton))
            assert (await person.final_order()).problem is None


async def test_switched_on_in_the_settings(tmp_path: Path) -> None:
    async with console(tmp_path / "data", settle_s=0.1) as person:
        console_ = person.program.console
        backstage = await console_.ready()
        assert backstage.listening.address is None
        person.program.settings.set("notification.port", 0)
        console_.dialogs.open_settings()
        box = await until(
            lambda: next(iter(person.window.findChildren(QCheckBox, "setting.notification.listen")), None)
        )
        box.click()
        await until(lambda: "正在接收" in person.program.window.status())
        address = backstage.listening.address
        form = person.program.window.open_service("bankcardidentify")
        assert form.texts()["mer_bg_url"] == address
        box.click()
        await until(lambda: backstage.listening.address is None and console_._opening.done())
        assert form.texts()["mer_bg_url"] == "https://console.invalid/realme/notification"
        box.window().close()
