"""The window by itself: forms that are kept, panes that are remembered, words that are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from realme_desktop.catalog import registry
from realme_desktop.config.environments import PRESETS, Environment
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.header import kind_words
from realme_desktop.ui.help import HelpWindow
from realme_desktop.ui.language import set_language
from realme_desktop.ui.shell import MainWindow
from realme_desktop.ui.theme import theme

ALL = tuple(PRESETS.values())
SANDBOX, PRODUCTION, INTEGRATION = PRESETS["sandbox"], PRESETS["production"], PRESETS["integration"]


def make_form(service: registry.Service, environment: Environment) -> ServiceForm:
    return ServiceForm(service, threshold=environment.threshold_for(service.segment))


def make_window(memory: QSettings | None = None) -> MainWindow:
    window = MainWindow(make_form, memory)
    window.set_environments(ALL, SANDBOX)
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    set_language("zh")
    made = make_window()
    qtbot.addWidget(made)
    made.open_service("namecheck")
    with qtbot.waitExposed(made):
        made.show()
    yield made


def field(form: ServiceForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, f"field.{name}")
    assert found is not None
    return found


def test_what_was_typed_survives_a_change_of_service(window: MainWindow, qtbot: QtBot) -> None:
    form = window.open_service("namecheck")
    qtbot.keyClicks(field(form, "full_name"), "Li")
    window.open_service("mobilecheck")
    again = window.open_service("namecheck")
    assert again is form
    assert again.texts()["full_name"] == "Li"


def test_forms_are_made_when_they_are_opened(window: MainWindow) -> None:
    assert len(window.forms()) == 1
    window.open_service("cardcheck")
    assert [form.objectName() for form in window.forms()] == ["form.namecheck", "form.cardcheck"]


def test_a_service_that_is_not_there_is_an_error(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.open_service("no-such-service")


def test_the_first_field_takes_the_first_key(window: MainWindow) -> None:
    window.activateWindow()
    assert field(window.open_service("namecheck"), "full_name") is window.focusWidget()


def test_between_kinds_of_environments_the_forms_start_anew(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(window.open_service("namecheck"), "full_name"), "Trial")
    window.set_environments(ALL, PRODUCTION)
    form = window.form()
    assert form is not None
    assert form.texts()["full_name"] == ""
    qtbot.keyClicks(field(form, "full_name"), "Wang")
    branch = replace(PRODUCTION, key="branch")
    window.set_environments((*ALL, branch), branch)
    assert window.form() is form
    assert form.texts()["full_name"] == "Wang"
    window.set_environments(ALL, INTEGRATION)
    assert window.form() is not form


def test_the_threshold_follows_the_environment(window: MainWindow) -> None:
    window.set_environments(ALL, PRODUCTION)
    form = window.open_service("picturematch")
    stricter = replace(PRODUCTION, key="stricter", default_threshold=80.0)
    window.set_environments((*ALL, stricter), stricter)
    box = form.findChild(object, "threshold")
    assert box is not None
    assert box.value() == 80.0


@pytest.mark.parametrize("environment", ALL, ids=lambda environment: environment.key)
def test_the_environment_is_on_show(window: MainWindow, environment: Environment) -> None:
    window.set_environments(ALL, environment)
    switch = window.header.environment
    assert environment.title.zh in switch.text()
    assert kind_words(environment.kind) in switch.text()
    assert environment.title.zh in switch.accessibleName()
    assert environment.title.zh in window.windowTitle()
    ground = QColor(theme().colour(f"{environment.kind.value}.soft"))
    picture = switch.grab().toImage()
    found = sum(
        picture.pixelColor(x, y) == ground for x in range(picture.width()) for y in range(picture.height())
    )
    assert found > 50


def test_the_switch_offers_every_environment(window: MainWindow, qtbot: QtBot) -> None:
    chosen: list[str] = []
    window.environment_chosen.connect(chosen.append)
    menu = window.header.environment.menu_of_environments()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [one.objectName() for one in actions] == [
        *(f"environment.{e.key}" for e in ALL), "environment.guide",
    ]  # fmt: skip
    assert [one.isChecked() for one in actions] == [*(e is SANDBOX for e in ALL), False]
    actions[0].trigger()
    assert chosen == []
    actions[len(ALL) - 1].trigger()
    assert chosen == [ALL[-1].key]
    wanted: list[bool] = []
    window.header.environment.guide_wanted.connect(lambda: wanted.append(True))
    actions[-1].trigger()
    assert wanted and chosen == [ALL[-1].key]


def test_shortcuts_are_unique_and_told_in_the_help(window: MainWindow, qtbot: QtBot) -> None:
    keys = [key for key, _ in window.shortcuts()]
    assert len(set(keys)) == len(keys)
    shown = HelpWindow(window.shortcuts(), window)
    qtbot.addWidget(shown)
    page = shown.findChild(object, "help.shortcuts")
    assert page is not None
    for key, words in window.shortcuts():
        assert key in page.toPlainText()
        assert words in page.toPlainText()


def test_the_help_lists_every_magic_input(window: MainWindow, qtbot: QtBot) -> None:
    from realme_desktop.sandbox.magic import MAGIC

    shown = HelpWindow(window.shortcuts(), window)
    qtbot.addWidget(shown)
    page = shown.findChild(object, "help.magic")
    assert page is not None
    text = page.toPlainText()
    for magic in MAGIC:
        assert magic.trigger in text
        assert magic.title.zh in text


def test_keys_reach_the_search_box_and_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.nav.search.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 1
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 0


def test_choosing_in_the_navigation_opens_the_form(window: MainWindow, qtbot: QtBot) -> None:
    window.nav.focus_search()
    qtbot.keyClicks(window.nav.search, "105")
    qtbot.keyClick(window.nav.search, Qt.Key.Key_Return)
    form = window.form()
    assert form is not None
    assert form.service.number == 105


def test_the_panes_come_after_the_first_look(window: MainWindow) -> None:
    assert window.result is None
    window.fill()
    window.fill()
    assert window.result is not None
    assert window.result.objectName() == "result"
    assert [len(window.findChildren(type(pane))) for pane in (window.result, window.history)] == [1, 1]


def test_pending_orders_are_counted(window: MainWindow) -> None:
    window.show_pending_count(3)
    assert "3" in window.tabs.tabText(0)
    window.show_pending_count(0)
    assert "0" not in window.tabs.tabText(0)


def test_messages_wait_for_nobody_and_can_be_put_away(window: MainWindow, qtbot: QtBot) -> None:
    acted: list[bool] = []
    window.tell("甲", "error", key="one").offer("去看", lambda: acted.append(True))
    window.tell("乙", "warning")
    window.tell("丙", "error", key="one")
    assert [banner.words for banner in window.banners.banners()] == ["乙", "丙"]
    window.show_error("<b>丁</b>")
    banner = window.banners.banners()[-1]
    words = banner.findChild(QLabel, "banner.words")
    assert words is not None
    assert words.textFormat() is Qt.TextFormat.PlainText
    close = banner.findChild(QToolButton, "banner.close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert len(window.banners.banners()) == 2
    window.banners.forget("one")
    window.banners.forget("乙")
    assert not window.banners.isVisible()


def test_only_the_newest_messages_stay(window: MainWindow) -> None:
    for number in range(10):
        window.tell(f"消息 {number}", "info")
    assert [banner.words for banner in window.banners.banners()] == ["消息 7", "消息 8", "消息 9"]


def test_the_action_of_a_message_acts(window: MainWindow, qtbot: QtBot) -> None:
    acted: list[bool] = []
    button = window.tell("甲", "info").offer("去看", lambda: acted.append(True))
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted == [True]


def test_a_page_takes_the_place_of_the_form(window: MainWindow) -> None:
    page = QLabel("首次运行")
    window.show_page(page)
    assert window.form() is None
    assert window.form_area.currentWidget() is page
    assert not window.submit_action.isEnabled()
    window.open_service("mobilecheck")
    assert window.form_area.currentWidget() is page
    window.show_page(None)
    form = window.form()
    assert form is not None
    assert form.service.segment == "mobilecheck"
    assert window.submit_action.isEnabled()


def test_sizes_and_the_last_service_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    set_language("zh")
    file = str(tmp_path / "window.ini")
    first = make_window(QSettings(file, QSettings.Format.IniFormat))
    qtbot.addWidget(first)
    assert first.recall() == ""
    first.resize(790, 740)  # the screen of the tests is 800 × 800
    first.open_service("cardcheck")
    first.tabs.setCurrentIndex(1)
    with qtbot.waitExposed(first):
        first.show()
    first.frame.upright.setSizes([400, 220])
    sizes, height = first.frame.upright.sizes(), first.height()
    first.close()
    second = make_window(QSettings(file, QSettings.Format.IniFormat))
    qtbot.addWidget(second)
    assert second.recall() == "cardcheck"
    assert second.height() == height
    assert second.tabs.currentIndex() == 1
    second.open_service("cardcheck")
    with qtbot.waitExposed(second):
        second.show()
    assert second.frame.upright.sizes() == sizes


def test_a_damaged_memory_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[window]\ngeometry=nonsense\nservice=gone\ntab=many\nsplit.work=@Invalid()\n")
    window = make_window(QSettings(str(file), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    assert window.recall() == ""


def test_closing_asks_to_quit_once(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.quit_wanted):
        window.close()


def test_everything_usable_has_a_name(window: MainWindow) -> None:
    window.fill()
    for kind in (QLineEdit, QPushButton, QToolButton):
        for widget in window.findChildren(kind):
            if not widget.isVisibleTo(window) or widget.objectName().startswith("qt_"):
                continue
            if isinstance(widget.parent(), QLineEdit):
                continue  # the icons inside a line edit
            assert widget.objectName(), widget
            assert widget.accessibleName() or widget.text(), widget.objectName()
