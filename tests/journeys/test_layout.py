"""Panes moved, hidden and brought back by keys, form and result alone, the window on small screens."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.ui.shell import MainWindow
from tests.journeys.console import Driver, console
from tests.waiting import until

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def parts(window: MainWindow) -> dict[str, QRect]:
    """Where the panes in sight stand."""
    frame = window.frame
    shown = {
        "header": window.header, "nav": window.nav, "person": frame.person_place, "form": window.form_area,
        "result": frame.result_place, "orders": window.tabs, "status": window.statusBar(),
    }  # fmt: skip
    return {
        name: QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        for name, part in shown.items()
        if part.isVisible() and not part.size().isEmpty()
    }


def disorder(window: MainWindow) -> str:
    """What is outside of the window, over something else, or smaller than what it holds; '' for nothing."""
    found = parts(window)
    form = window.form()
    if form is None or not {"form", "result"} <= set(found):
        return f"only {sorted(found)} are in sight"
    for name, place in found.items():
        if not window.rect().contains(place):
            return f"{name} at {place} in {window.rect()}"
    for (one, here), (other, there) in combinations(found.items(), 2):
        if here.intersects(there):
            return f"{one} at {here} over {other} at {there}"
    submit = form.findChild(QWidget, "submit")
    assert submit is not None
    place = QRect(submit.mapTo(window, QPoint(0, 0)), submit.size())
    return "" if found["form"].contains(place) else f"the button at {place} in the form at {found['form']}"


async def order(window: MainWindow) -> None:
    """The layouts have run, and the panes stand as they should."""
    try:
        await until(lambda: not disorder(window), "the panes stand in order", within=5)
    except AssertionError as error:
        raise AssertionError(disorder(window)) from error


async def test_panes_by_keys_are_as_they_were_after_a_restart(tmp_path: Path) -> None:
    async with console(tmp_path) as driver:
        window = driver.program.window
        await driver.program.console.ready()
        driver.key(Qt.Key.Key_F12)
        driver.key(Qt.Key.Key_F3, SHIFT)
        driver.key(Qt.Key.Key_F6, SHIFT)
        await until(lambda: window.frame.plan.orders == "right", "Shift+F6 moves the lists")
        driver.photograph("layout_moved")
        driver.key(Qt.Key.Key_F3)
        driver.key(Qt.Key.Key_F6)
        await until(lambda: not window.tabs.isVisible(), "F6 hides the lists")
        assert set(parts(window)) == {"header", "form", "result", "status"}
        await order(window)
        driver.photograph("layout_hidden")
        driver.key(Qt.Key.Key_H, CONTROL)
        await until(lambda: window.tabs.isVisible() and window.history.isVisible(), "Ctrl+H shows them")
        lists = window.tabs.width()
        driver.key(Qt.Key.Key_F12, CONTROL)
        await until(lambda: window.tabs.width() > lists, "Ctrl+F12 makes the pane larger that one is in")
        driver.key(Qt.Key.Key_F12, SHIFT)
        await until(lambda: window.tabs.width() == pytest.approx(lists, abs=3), "Shift+F12 makes it smaller")
        await driver.choose_service("cardcheck")  # Ctrl+L shows the services
        assert window.nav.isVisible()
        driver.key(Qt.Key.Key_F3)
        plan = window.frame.plan
        assert (plan.nav, plan.result, plan.orders, plan.hidden) == ("right", "below", "right", {"nav"})
    async with console(tmp_path) as driver:
        window = driver.program.window
        again = window.frame.plan
        assert (again.nav, again.result, again.orders, again.hidden) == ("right", "below", "right", {"nav"})
        assert again.tab == 1
        assert window.segment == "cardcheck"
        driver.key(Qt.Key.Key_F11, CONTROL)
        await until(lambda: window.nav.isVisible(), "Ctrl+F11 restores the layout")
        assert window.frame.plan.nav == "left"
        driver.key(Qt.Key.Key_K, CONTROL)
        palette = driver.find("palette.line")
        await until(lambda: QApplication.focusWidget() is palette, "Ctrl+K opens the palette")
        driver.type(palette, window.menus.action("show_nav").text())
        driver.key(Qt.Key.Key_Return)
        await until(lambda: not window.nav.isVisible(), "the palette hides the services")


async def test_form_and_result_alone(tmp_path: Path) -> None:
    async with console(tmp_path, size=(1024, 700)) as driver:
        window = driver.program.window
        await driver.program.console.ready()
        form = window.form()
        assert form is not None
        form.focus_first()
        first = QApplication.focusWidget()
        driver.key(Qt.Key.Key_F11)
        await until(lambda: window.frame.focused and window.findChild(QWidget, "focus").isVisible(), "F11")
        assert QApplication.focusWidget() is first, "whoever types goes on typing"
        assert set(parts(window)) == {"header", "form", "result", "status"}
        assert "F11" in driver.words(driver.find("focus")) and "Esc" in driver.words(driver.find("focus"))
        await order(window)
        driver.photograph("layout_focus")
        driver.key(Qt.Key.Key_Escape)
        await until(lambda: not window.frame.focused, "Esc in the first field leads back")
        assert QApplication.focusWidget() is first
        assert window.nav.isVisible() and window.tabs.isVisible()
        driver.key(Qt.Key.Key_F11)
        driver.key(Qt.Key.Key_F11)
        assert not window.frame.focused
        driver.key(Qt.Key.Key_F11)
        await until(lambda: window.findChild(QWidget, "focus.leave").isVisible(), "there is a button, too")
        driver.click(driver.find("focus.leave"))
        assert not window.frame.focused
        driver.key(Qt.Key.Key_F11)
        driver.key(Qt.Key.Key_P, CONTROL)
        await until(lambda: window.tabs.isVisible(), "a key to another pane leads there")
        assert not window.frame.focused
        await until(lambda: not window.findChild(QWidget, "focus").isVisible(), "the line is gone")


@pytest.mark.parametrize(
    ("size", "scale", "language"),
    [
        ((1024, 700), 1.0, "zh"),
        ((1024, 700), 2.0, "en"),
        ((960, 540), 1.0, "zh"),
    ],  # full HD at 200 %
)
async def test_a_small_screen_and_large_letters(
    tmp_path: Path, size: tuple[int, int], scale: float, language: str
) -> None:
    font = QApplication.font()
    larger = QApplication.font()
    larger.setPointSizeF(font.pointSizeF() * scale)
    QApplication.setFont(larger)
    try:
        async with console(tmp_path, size=size, language=language) as driver:
            await _go_through(driver, f"layout_{size[0]}_{scale:g}", size)
    finally:
        QApplication.setFont(font)


async def _go_through(driver: Driver, name: str, size: tuple[int, int]) -> None:
    window = driver.program.window
    await driver.program.console.ready()
    form = await driver.choose_service("namecheck")
    for field in form.service.fields[:2]:
        await driver.fill(form, field)
    driver.submit()
    await driver.final_order()
    await until(lambda: window.person.bar.isVisible(), "the person in hand is on show")
    assert (window.width(), window.height()) == size, "nothing needs more room"
    await order(window)
    driver.photograph(f"{name}_result")
    driver.key(Qt.Key.Key_H, CONTROL)
    await until(lambda: window.history.model.rowCount() == 1, "the history is on show")
    lines = window.history.table
    await until(lambda: lines.viewport().height() > lines.verticalHeader().defaultSectionSize(), "and a line")
    driver.photograph(f"{name}_history")
    driver.key(Qt.Key.Key_Escape)
    await until(lambda: window.form_area.isVisible(), "the form has its place back")
    await order(window)
    assert (window.width(), window.height()) == size
    for act in ("move_result", "move_nav", "move_orders"):
        window.menus.do(act)
        await order(window)
    assert (window.width(), window.height()) == size
