"""Services, history, the command palette, the tour and the menus of the window."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton, QWidget

from realme_desktop.records.model import HistoryQuery
from realme_desktop.sandbox.samples import PERSON_TWO
from realme_desktop.ui.history.periods import Period
from tests.waiting import until

from ..results.orders import some_weeks
from .stage import COMPACT, LARGE, Scene, Stage

__all__ = ["SCENES"]

_CONTROL = Qt.KeyboardModifier.ControlModifier


# -- services -----------------------------------------------------------------------------------------------


async def _search(stage: Stage, words: str) -> None:
    stage.open("namecheck")
    stage.main.menus.do("find")
    await stage.put(stage.main.nav.search, words)


async def _favourites(stage: Stage) -> None:
    for segment in ("namecheck", "antilaunderquery"):
        stage.open(segment)
        stage.main.menus.do("favourite")


# -- history ------------------------------------------------------------------------------------------------


async def _history_empty(stage: Stage) -> None:
    stage.main.menus.do("history")
    await until(lambda: stage.main.history.model.counted)


async def _history(stage: Stage) -> None:
    backstage = await stage.program.console.ready()
    records = backstage.records
    if not records.count(HistoryQuery()):
        for order in some_weeks(int(backstage.now() * 1000)):
            records.add(order)
    stage.main.menus.do("history")
    (await stage.waited_for("history.search", QLineEdit)).clear()
    stage.main.history.clear_filters()
    stage.main.history.refresh()
    await until(lambda: stage.main.history.model.counted and stage.main.history.model.rowCount() > 100)


async def _history_large(stage: Stage) -> None:
    await _history(stage)
    stage.main.history.enlarge(True)


async def _history_about(stage: Stage) -> None:
    await _history(stage)
    pane = stage.main.history
    stage.key_at(pane.table, Qt.Key.Key_Down)
    await until(lambda: pane.current() is not None)
    pane.write_note()
    await stage.settle()


async def _history_found(stage: Stage) -> None:
    await _history(stage)
    pane = stage.main.history
    await stage.put(stage.find("history.search", QLineEdit), PERSON_TWO.name[1:])
    await until(lambda: pane.model.query.text and pane.model.counted)


async def _history_nothing(stage: Stage) -> None:
    await _history(stage)
    pane = stage.main.history
    await stage.put(stage.find("history.search", QLineEdit), "查无此人")
    await until(lambda: pane.model.query.text and pane.model.counted and not pane.model.rowCount())


async def _history_menu(stage: Stage, name: str) -> QWidget:
    await _history(stage)
    button = stage.find(name, QPushButton)
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    await until(menu.isVisible)
    return menu


async def _history_filtered(stage: Stage) -> None:
    await _history(stage)
    filters = stage.main.history.filters
    filters.set_period(Period.WEEK)
    filters.set_score(60, None)
    await until(lambda: stage.main.history.model.counted)


async def _filter_name(stage: Stage) -> QWidget:
    await _history_filtered(stage)
    stage.main.history.saved.ask_name()
    return await stage.dialog("history.name")


async def _days(stage: Stage) -> QWidget:
    await _history(stage)
    stage.main.history.errands.ask_days()
    return await stage.waited_for("history.days", QDialog)


async def _scores(stage: Stage) -> QWidget:
    await _history(stage)
    stage.main.history.errands.ask_scores()
    return await stage.waited_for("history.scores", QDialog)


async def _statistics(stage: Stage, *, table: bool = False, empty: bool = False) -> QWidget:
    await (_history_nothing(stage) if empty else _history(stage))
    stage.main.history.errands.show_statistics()
    window = await stage.dialog("statistics")
    await until(lambda: window.statistics is not None)
    if table:
        window.findChild(QPushButton, "statistics.as_table").click()
    return window


async def _export(stage: Stage, *, full: bool = False) -> QWidget:
    await _history(stage)
    stage.main.history.errands.export()
    dialog = await stage.dialog("export")
    if full:
        dialog.full.click()
    return dialog


# -- arrangements -------------------------------------------------------------------------------------------


async def _arranged(stage: Stage, *acts: str) -> None:
    await stage.checked("namecheck")
    for act in acts:
        stage.main.menus.do(act)


# -- over the window ----------------------------------------------------------------------------------------


async def _palette(stage: Stage, words: str = "") -> None:
    stage.open("namecheck")
    stage.main.menus.do("palette")
    line = await stage.waited_for("palette.line", QLineEdit)
    if words:
        await stage.put(line, words)
    await asyncio.sleep(0.2)  # the records are searched when the typing rests


async def _tour(stage: Stage, step: int) -> None:
    stage.open("namecheck")
    stage.main.menus.do("tour")
    tour = await stage.waited_for("tour")
    for _ in range(step):
        tour.go(1)


async def _menu(stage: Stage, place: int) -> QWidget:
    bar = stage.main.menuBar()
    menu: QMenu = bar.actions()[place].menu()
    menu.popup(bar.mapToGlobal(bar.rect().bottomLeft()))
    await until(menu.isVisible)
    return menu


async def _environments(stage: Stage) -> QWidget:
    stage.main.header.environment.click()

    def menus() -> list[QMenu]:
        return [menu for menu in stage.main.findChildren(QMenu) if menu.isVisible()]

    return (await until(menus, "the menu of environments"))[0]


SCENES: tuple[Scene, ...] = (
    Scene("services-found", lambda stage: _search(stage, "sfz")),
    Scene("services-none", lambda stage: _search(stage, "查无此服务")),
    Scene("services-favourites", _favourites),
    Scene("history-empty", _history_empty, on="history"),
    Scene("history", _history, on="history"),
    Scene("history-compact", _history, on="history", size=COMPACT),
    Scene("history-large", _history_large, on="history", size=LARGE),
    Scene("history-about", _history_about, on="history", size=LARGE),
    Scene("history-about-usual", _history_about, on="history"),
    Scene("history-found", _history_found, on="history"),
    Scene("history-nothing-found", _history_nothing, on="history"),
    Scene("history-periods", lambda stage: _history_menu(stage, "history.period"), on="history"),
    Scene("history-verdicts", lambda stage: _history_menu(stage, "history.verdict"), on="history"),
    Scene("history-filtered", _history_filtered, on="history"),
    Scene("history-filter-name", _filter_name, on="history"),
    Scene("history-days", _days, on="history"),
    Scene("history-scores", _scores, on="history"),
    Scene("statistics", _statistics, on="history"),
    Scene("statistics-table", lambda stage: _statistics(stage, table=True), on="history"),
    Scene("statistics-empty", lambda stage: _statistics(stage, empty=True), on="history"),
    Scene("export", _export, on="history"),
    Scene("export-in-full", lambda stage: _export(stage, full=True), on="history"),
    Scene("palette", _palette),
    Scene("palette-found", lambda stage: _palette(stage, "sfz")),
    Scene("palette-none", lambda stage: _palette(stage, "查无此事")),
    *(Scene(f"tour-{step + 1}", lambda stage, step=step: _tour(stage, step)) for step in range(5)),
    Scene("tour-compact", lambda stage: _tour(stage, 2), size=COMPACT),
    *(
        Scene(f"menu-{name}", lambda stage, place=place: _menu(stage, place))
        for place, name in enumerate(("order", "view", "help"))
    ),
    Scene("environments", _environments),
    Scene("focus-mode", lambda stage: _arranged(stage, "focus")),
    Scene("focus-mode-compact", lambda stage: _arranged(stage, "focus"), size=COMPACT),
    Scene("result-below", lambda stage: _arranged(stage, "move_result")),
    Scene("services-at-the-right", lambda stage: _arranged(stage, "move_nav", "move_orders"), size=LARGE),
)
