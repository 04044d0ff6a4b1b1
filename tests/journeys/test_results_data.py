"""Reading results: an AML hit and a clear one, a loan table sorted by keys, a carrier task followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.ui.results.data_table import DataTable
from realme_desktop.ui.widgets.buttons import RevealButton
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.marked_words import MarkedWords
from realme_desktop.ui.widgets.timeline import Timeline
from tests.journeys.console import Driver, console
from tests.waiting import until


async def the_pane(person: Driver) -> QWidget:
    """The pane of results, once the window is filled."""
    found: QWidget = await until(lambda: person.program.window.result, "the window is filled")
    return found


async def ask(person: Driver, segment: str, **values: str) -> Any:
    """Fill the form of a service with these, submit it, wait for its end."""
    form = await person.choose_service(segment)
    for field in form.service.fields:
        if field.name in values and form.texts().get(field.name) != values[field.name]:
            await person.fill(form, field, values[field.name])
    before = person.program.window.result.order if person.program.window.result else None
    person.submit()
    if form.summary:  # another person than before: the form asks first, and is told to go on
        person.submit()
    await until(
        lambda: (
            (order := person.program.window.result.order)
            and (before is None or order.order_id != before.order_id)
            and order.state.final
        ),
        "a final order",
    )
    return person.program.window.result.order


def see(person: Driver, widget: QWidget) -> QWidget:
    """Scroll the result to it."""
    person.program.window.result.findChild(QWidget, "result.scroll").ensureWidgetVisible(widget)
    return widget


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
async def test_an_aml_hit_and_a_clear_one(language: str, theme: str, tmp_path: Path) -> None:
    async with console(tmp_path / "data", language=language, theme=theme, size=(1280, 1000)) as person:
        pane = await the_pane(person)
        order = await ask(person, "antilaunderquery", full_name="样晓明", id_number="11010519491231002X")
        assert order.verdict is Verdict.CLEAR
        clear = person.find("verdict.title", QWidget, pane).text()
        assert clear == ("未命中" if language == "zh" else "No hit")
        assert person.find("fold.aml", Fold, pane).unfolded
        person.photograph(f"aml-clear-{language}-{theme}")

        order = await ask(person, "antilaunderquery", full_name="测试命中", id_number="11010519491231002X")
        assert order.verdict is Verdict.HIT
        assert person.find("verdict.title", QWidget, pane).text() == ("命中" if language == "zh" else "Hit")
        assert "测试命名" not in person.words(pane), "masked"
        reveal = see(person, person.find("fact.aml.entry.2.values.reveal", RevealButton, pane))
        reveal.setFocus(Qt.FocusReason.TabFocusReason)
        person.key(Qt.Key.Key_Space)
        matched = person.find("aml.entry.2.matched", MarkedWords, pane)
        assert matched.pieces == (("测试命", False), ("名", True))
        person.find("fold.aml", Fold, pane).unfold()
        table = person.find("table.aml", DataTable, pane)
        assert table.data_model.rowCount() == 2
        cards = [person.find(f"aml.entry.{number}", QWidget, pane) for number in (1, 2)]
        await until(
            lambda: all(card.height() >= card.sizeHint().height() for card in cards), "nothing is cut off"
        )
        person.photograph(f"aml-hit-{language}-{theme}")

        person.key(Qt.Key.Key_F8)
        raw = await until(
            lambda: [text for text in pane.findChildren(QPlainTextEdit) if text.isVisible()], "the raw reply"
        )
        assert any("black" in text.toPlainText() for text in raw), "one key away"


@pytest.mark.parametrize(("language", "theme"), [("zh", "dark"), ("en", "light")])
async def test_a_loan_table_is_sorted_by_keys(language: str, theme: str, tmp_path: Path) -> None:
    async with console(tmp_path / "data", language=language, theme=theme, size=(1280, 1000)) as person:
        pane = await the_pane(person)
        order = await ask(person, "getloaninfo", full_name="样晓明", id_number="810099198805120018")
        assert order.verdict is Verdict.DATA
        table = person.find("table.loanInfos", DataTable, pane)
        timeline = person.find("timeline.loans", Timeline, pane)
        see(person, table)
        table.setFocus(Qt.FocusReason.TabFocusReason)
        person.key(Qt.Key.Key_Home)
        person.key(Qt.Key.Key_Space)
        days = [table.data_model.index(row, 0).data() for row in range(table.data_model.rowCount())]
        assert days == sorted(days) and len(days) >= 4
        person.key(Qt.Key.Key_Right)
        person.key(Qt.Key.Key_Right)
        person.key(Qt.Key.Key_Space)
        person.key(Qt.Key.Key_Space)
        codes = [table.current_row()]
        model = table.data_model
        rows = order.values["loanInfos"]
        shown = [
            rows[model.index(row, 0).data(int(Qt.ItemDataRole.UserRole) + 2)]["borrowAmount"]
            for row in range(len(rows))
        ]
        known = [amount for amount in shown if amount != 0]
        assert known == sorted(known, reverse=True), "as amounts, not as texts; unknown ones last"
        assert codes[0] is not None
        person.key(Qt.Key.Key_Down)
        assert timeline.spots[timeline.at].row == table.current_row()
        person.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert days[0][:2] in QApplication.clipboard().text()
        see(person, timeline)
        QTest.keyClick(timeline, Qt.Key.Key_End)
        assert timeline.at == len(timeline.spots) - 1
        person.photograph(f"loans-{language}-{theme}")


async def test_a_carrier_task_from_its_making_to_the_bills(tmp_path: Path) -> None:
    async with console(tmp_path / "data", size=(1280, 1000)) as person:
        pane = await the_pane(person)
        order = await ask(
            person,
            "getmoxietask",
            mobile="13800000001",
            password="246810",
            full_name="样晓明",
            id_number="11010519491231002X",
            mer_bg_url="https://example.com/notify",
        )
        task = person.find("fact.task_id.value", QWidget, pane).text()
        assert task in order.raw_reply
        await ask(person, "getmoxiestatus", task_id=task)
        picture = person.find("captcha", QWidget, pane)
        await until(lambda: not picture.picture.pixmap().isNull(), "the captcha is shown")
        assert "图片验证码" in person.find("carrier.headline", QWidget, pane).accessibleName()
        person.photograph("carrier-waits")

        person.click(see(person, person.find("carrier.use", QWidget, pane)))
        menu = await until(lambda: QApplication.activePopupWidget(), "the menu of services")
        action = next(action for action in menu.actions() if action.objectName() == "use.getmoxieinput")
        action.trigger()
        menu.close()
        person.window.activateWindow()  # a desktop does that when a menu goes
        await until(lambda: person.program.window.segment == "getmoxieinput", "the next form")
        form = person.find("form.getmoxieinput")
        assert form.texts()["task_id"] == task
        await person.fill(form, form.service.field("verify_code"), "ABCD")
        field = form.findChildren(QWidget, "field.task_id")[0]
        field.setFocus(Qt.FocusReason.TabFocusReason)
        person.key(Qt.Key.Key_Return)
        assert person.program.window.result.order.segment == "getmoxiestatus"
        person.submit()
        await until(
            lambda: (
                (order := person.program.window.result.order)
                and order.segment == "getmoxieinput"
                and order.state.final
            ),
            "the code is handed in",
        )

        async def done() -> bool:
            await ask(person, "getmoxiestatus", task_id=task)
            return "123" in person.find("carrier.headline", QWidget, pane).accessibleName()

        for _ in range(20):
            if await done():
                break
        await ask(person, "getmoxiedata", task_id=task, mobile="13800000001")
        assert person.find("chart.bills", QWidget, pane).bars
        person.photograph("carrier-bills")
