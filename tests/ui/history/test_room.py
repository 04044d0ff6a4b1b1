"""The history takes the height that it needs while it is worked in, and gives it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from realme_desktop.ui.history.room import Room
from tests.journeys.console import console
from tests.waiting import until


@pytest.fixture
def room(qtbot, tmp_path):  # type: ignore[no-untyped-def]
    splitter = QSplitter(Qt.Orientation.Vertical)
    qtbot.addWidget(splitter)
    form, lines = QWidget(), QWidget()
    splitter.addWidget(form)
    splitter.addWidget(lines)
    splitter.setHandleWidth(1)
    splitter.resize(400, 601)
    splitter.show()
    splitter.setSizes([450, 150])
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    needed = [100]
    made = Room(splitter, form, lambda: needed[0], memory, splitter)
    return made, splitter, needed, memory


def test_it_takes_and_gives_back(room) -> None:  # type: ignore[no-untyped-def]
    made, splitter, needed, _ = room
    made.give_back()
    assert splitter.sizes() == [450, 150] and not made.taken
    made.take()
    assert splitter.sizes()[1] == int(600 * 0.46) and made.taken
    needed[0] = 330  # something came above the list
    made.take()
    assert splitter.sizes()[1] == 330
    made.give_back()
    assert splitter.sizes() == [450, 150] and not made.taken
    splitter.setSizes([200, 400])
    made.take()
    assert splitter.sizes() == [200, 400] and not made.taken, "it has enough"


def test_a_height_that_somebody_chose_is_taken_the_next_time(room) -> None:  # type: ignore[no-untyped-def]
    made, splitter, _, memory = room
    made.take()
    splitter.handle(1).moveSplitter(240)
    made.give_back()
    made.take()
    assert splitter.sizes()[1] == pytest.approx(360, abs=2)
    made.give_back()
    for nonsense in ("x", "", 7, -1):
        memory.setValue("history/share", nonsense)
        made.take()
        assert splitter.sizes()[1] == int(600 * 0.46)
        made.give_back()


async def test_some_lines_are_seen_in_a_small_window(tmp_path: Path) -> None:
    async with console(tmp_path) as driver:
        await driver.program.console.ready()
        window = driver.window
        before = window.frame.upright.sizes()[1]
        driver.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        table = window.history.table

        def lines() -> float:
            """In the place of the table, which is not there while no order is."""
            height = table.parentWidget().height() - table.horizontalHeader().sizeHint().height()
            height -= table.horizontalScrollBar().sizeHint().height()
            return height / table.verticalHeader().defaultSectionSize()

        await until(lambda: window.frame.upright.sizes()[1] > before and lines() >= 5, "the history has room")
        window.history.filters.toggle("segments", "namecheck")
        window.history.filters.set_score(10.0, 90.0)
        await until(lambda: window.history.filters.chips.isVisible() and lines() >= 5, "still")
        taken = window.frame.upright.sizes()[1]
        assert taken >= 0.45 * sum(window.frame.upright.sizes())
        driver.key(Qt.Key.Key_Escape)
        await until(lambda: window.frame.upright.sizes()[1] < taken, "the form has its height back")
        assert window.form_area.isAncestorOf(window.focusWidget())
