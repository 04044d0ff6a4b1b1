"""A clerk's day at the window: the first check by keyboard, results that come later, the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.verdicts import VERDICT_WORDS
from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO
from tests.journeys.console import Driver, console
from tests.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier


async def check_name(person: Driver, name: str, number: str) -> None:
    """As the thousandth time: two values, Enter between them, Ctrl+Enter."""
    form = await person.choose_service("namecheck")
    for line, text in (("field.full_name", name), ("field.id_number", number)):
        field = person.find(line, QLineEdit, form)
        await until(lambda field=field: QApplication.focusWidget() is field, f"the focus is in {line}")
        field.selectAll()
        person.type(field, text)
        person.key(Qt.Key.Key_Return)
    person.submit()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_first_check_without_the_mouse(language: str, theme: str, tmp_path: Path) -> None:
    async with console(tmp_path / "data", language=language, theme=theme) as person:
        await person.program.console.ready()
        await check_name(person, PERSON_ONE.name, PERSON_ONE.id_number)
        order = await person.final_order()
        assert order.verdict is Verdict.MATCH
        word = VERDICT_WORDS[Verdict.MATCH]
        shown = person.words(person.find("result"))
        assert (word.zh if language == "zh" else word.en) in shown
        assert (word.en if language == "zh" else word.zh) not in shown.splitlines()
        person.key(Qt.Key.Key_H, CONTROL)
        await until(lambda: person.program.window.history.model.rowCount() == 1)
        person.photograph(f"first-check-{language}-{theme}")


async def test_a_typo_is_told_before_it_costs_anything(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        await check_name(person, PERSON_ONE.name, "1101051949123")
        form = person.program.window.form()
        await until(lambda: person.find("message.id_number", within=form).isVisible())
        await until(lambda: person.find("summary", within=form).isVisible(), "a summary of what is wrong")
        person.photograph("typo")
        assert person.sandbox.log == [], "nothing was sent"
        line = person.find("field.id_number", QLineEdit, form)
        line.selectAll()
        person.type(line, "１１０１０５　１９４９１２３１－００２ｘ")  # full-width, spaced, lower case
        person.submit()
        order = await person.final_order()
        assert order.params["id_number"] == "11010519491231002X"


async def test_a_result_that_comes_later(tmp_path: Path) -> None:
    async with console(tmp_path / "data", settle_s=0.6) as person:
        service = registry.by_segment("idcardidentify")
        form = await person.choose_service(service.segment)
        for field in service.fields:
            if field.required and not field.generated:
                await person.fill(form, field)
        person.submit()
        window = person.program.window
        await until(lambda: window.result and window.result.order, "the order is shown")
        await until(lambda: window.pending.model.rowCount() == 1, "it waits in the pending pane")
        person.photograph("pending")
        assert window.result.order.verdict is None
        order = await person.final_order()
        assert order.values["id_number"] == PERSON_ONE.id_number
        await until(lambda: window.pending.model.rowCount() == 0, "nothing is awaited any more")
        shown = person.words(person.find("result"))
        assert PERSON_ONE.id_number not in shown, "a number is masked until it is asked for"
        person.photograph("arrived")


async def test_ask_now_asks_at_once(tmp_path: Path) -> None:
    async with console(tmp_path / "data", settle_s=3600) as person:
        service = registry.by_segment("staticfacecheck")
        form = await person.choose_service(service.segment)
        for field in service.fields:
            if field.required and not field.generated:
                await person.fill(form, field)
        person.submit()
        window = person.program.window
        await until(lambda: window.result and window.result.order)
        before = window.result.order.queries
        person.click(person.find("ask", QPushButton, person.find("result")))
        await until(lambda: window.result.order.queries > before)
        assert window.result.order.state is OrderState.PENDING


async def test_find_an_order_and_make_a_new_one_from_it(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        window = person.program.window
        for someone in (PERSON_ONE, PERSON_TWO):
            await check_name(person, someone.name, someone.id_number)
            await until(
                lambda someone=someone: (
                    (o := window.result and window.result.order)
                    and o.state.final
                    and o.params["full_name"] == someone.name
                )
            )
        person.key(Qt.Key.Key_H, CONTROL)
        history = window.history
        await until(lambda: history.model.rowCount() == 2)
        search = person.find("history.search", QLineEdit, history)
        await until(search.hasFocus, "Ctrl+H leads to the search box")
        person.type(search, PERSON_ONE.name[1:])
        await until(lambda: history.model.rowCount() == 1, "two characters of a name find it")
        listed = "\n".join(
            str(history.model.index(0, column).data() or "") for column in range(history.model.columnCount())
        )
        assert PERSON_ONE.name not in listed and PERSON_ONE.id_number not in listed, "lists are masked"
        person.key(Qt.Key.Key_Down)
        await until(history.table.hasFocus, "Down leads from the search into the list")
        person.key(Qt.Key.Key_D, CONTROL)
        form = window.form()
        await until(lambda: form.texts()["full_name"] == PERSON_ONE.name, "the form holds the old values")
        before = sum(person.sandbox.submissions().values())
        assert before == 2, "nothing is sent by that"
        person.submit()
        await until(lambda: sum(person.sandbox.submissions().values()) == 3)
        await until(lambda: (o := window.result.order) and o.linked_to is not None)


async def test_what_was_typed_survives_a_change_of_service_and_of_theme(tmp_path: Path) -> None:
    from realme_desktop.ui.theme import apply_theme

    async with console(tmp_path / "data") as person:
        form = await person.choose_service("cardcheck")
        person.type(person.find("field.full_name", QLineEdit, form), PERSON_ONE.name)
        await person.choose_service("namecheck")
        apply_theme(QApplication.instance(), "dark")
        await person.choose_service("cardcheck")
        assert form.texts()["full_name"] == PERSON_ONE.name
        apply_theme(QApplication.instance(), "light")


async def test_one_press_one_order(tmp_path: Path) -> None:
    """Ctrl+Enter held down or pressed again while the order is on its way sends nothing more."""
    async with console(tmp_path / "data", slow_s=0.3) as person:
        await check_name(person, "测试迟复", PERSON_ONE.id_number)
        for _ in range(5):
            person.submit()
        await person.final_order()
        assert list(person.sandbox.submissions().values()) == [1]


async def test_every_surface_of_the_sandbox_says_not_real(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with console(tmp_path / "data") as person:
        await check_name(person, PERSON_ONE.name, PERSON_ONE.id_number)
        order = await person.final_order()
        history = person.program.window.history
        await until(lambda: history.model.rowCount() == 1)
        cells = [str(history.model.index(0, c).data() or "") for c in range(history.model.columnCount())]
        assert any("◇" in cell for cell in cells), cells
        assert "沙箱" in person.words(person.find("header"))
        assert "沙箱" in person.program.window.windowTitle()
        assert order.real is False
