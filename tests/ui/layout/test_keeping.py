"""The layout from one window to the next, for each screen by itself."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from realme_desktop.ui.layout.arrangement import Arrangement
from realme_desktop.ui.layout.placement import screen_key
from realme_desktop.ui.reading_order import panes_of, places
from realme_desktop.ui.shell import MainWindow
from tests.ui.test_shell import make_window


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def here() -> str:
    screen = QGuiApplication.primaryScreen()
    return screen_key(screen.name(), screen.geometry().width(), screen.geometry().height())


def opened(qtbot: QtBot, memory: QSettings, service: str = "") -> tuple[MainWindow, str]:
    """A window as the program shows it, and the service that it recalled."""
    window = make_window(memory)
    qtbot.addWidget(window)
    recalled = window.recall()
    window.open_service(service or recalled or "namecheck")
    with qtbot.waitExposed(window):
        window.show()
    window.fill()
    return window, recalled


def test_places_sizes_and_the_service_come_back(qtbot: QtBot, memory: QSettings) -> None:
    first, recalled = opened(qtbot, memory, "cardcheck")
    assert recalled == ""
    first.resize(780, 740)
    for act in ("move_nav", "move_result", "show_person"):
        first.menus.do(act)
    first.frame.upright.setSizes([300, 250])
    plan, size = first.frame.plan, first.size()
    assert (plan.nav, plan.result, plan.hidden) == ("right", "below", {"person"})
    first.close()
    second, recalled = opened(qtbot, memory)
    assert recalled == "cardcheck"
    assert second.size() == size
    again = second.frame.plan
    assert again._replace(sizes={}) == plan._replace(sizes={})
    for name, sizes in plan.sizes.items():
        assert again.sizes[name] == pytest.approx(sizes, abs=2), name
    assert second.frame.across.indexOf(second.nav) == 1
    assert not second.menus.action("show_person").isChecked()
    assert second.menus.action("show_nav").isChecked()


def test_each_screen_has_a_layout_of_its_own(qtbot: QtBot, memory: QSettings) -> None:
    window, _ = opened(qtbot, memory)
    window.frame.move_pane("nav")
    kept = window._layout
    window.remember()
    kept.change_screen("other-3840x2160")
    assert window.frame.plan.nav == "right", "nothing is known of that screen: it stays as it is"
    window.frame.toggle_pane("orders")
    kept.change_screen(here())
    assert window.frame.is_shown("orders")
    kept.change_screen("other-3840x2160")
    assert not window.frame.is_shown("orders")


def test_a_screen_that_is_gone_lends_its_layout(qtbot: QtBot, memory: QSettings) -> None:
    plan = Arrangement(result="left", hidden=frozenset({"nav"}), sizes={"work.across": (2000, 1000)})
    memory.setValue("window/screen", "gone-3840x2160")
    memory.setValue("layout/gone-3840x2160/panes", plan.as_text())
    memory.setValue("layout/gone-3840x2160/window", "2500,1200,3000,1800,0")
    memory.setValue("layout/gone-3840x2160/service", "mobilecheck")
    window, recalled = opened(qtbot, memory)
    assert recalled == "mobilecheck"
    assert window.frame.plan.result == "left" and not window.frame.is_shown("nav")
    free = QGuiApplication.primaryScreen().availableGeometry()
    assert free.adjusted(0, 0, 8, 8).contains(window.frameGeometry()), "but for a frame of few pixels"
    form, result = window.frame.plan.sizes["work.across"]
    assert form / (form + result) == pytest.approx(2 / 3, abs=0.12), "in proportion"
    window.close()
    assert memory.value("window/screen") == here()


@pytest.mark.parametrize("name", ["panes", "window"])
@pytest.mark.parametrize("value", ["nonsense", "nav=above", "-1,0,5,5,1", "\x00;;=,", "nav=left;across=9"])
def test_what_nobody_can_read_is_passed_over(
    qtbot: QtBot, memory: QSettings, caplog: pytest.LogCaptureFixture, name: str, value: str
) -> None:
    memory.setValue("window/screen", here())
    memory.setValue(f"layout/{here()}/{name}", value)
    with caplog.at_level(logging.WARNING):
        window, _ = opened(qtbot, memory)
    assert window.frame.plan._replace(sizes={}) == Arrangement()
    assert "The layout of the window that was kept is not used" in caplog.text
    assert here() in caplog.text


def test_a_file_that_is_no_settings_file_is_passed_over(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(b"\x00\xff[[[layout\n=====\x01")
    with caplog.at_level(logging.WARNING):
        window, recalled = opened(qtbot, QSettings(str(file), QSettings.Format.IniFormat))
    assert recalled == ""
    assert window.frame.plan._replace(sizes={}) == Arrangement()


def test_the_first_layout_is_brought_back(qtbot: QtBot, memory: QSettings) -> None:
    window, _ = opened(qtbot, memory)
    before = window.frame.plan
    for act in ("move_nav", "move_result", "move_orders", "show_nav", "show_orders", "show_person", "focus"):
        window.menus.do(act)
    assert window.frame.plan.hidden == {"nav", "orders", "person"}
    window.menus.do("restore_layout")
    assert window.frame.plan._replace(sizes={}) == before._replace(sizes={})
    assert not window.frame.focused
    assert window.nav.isVisible() and window.tabs.isVisible()


def test_tab_follows_the_panes(qtbot: QtBot, memory: QSettings) -> None:
    window, _ = opened(qtbot, memory)
    assert window.result is not None
    window.result.offer_tour(lambda: None)

    def order() -> list[str]:
        """The panes that Tab leads through; of the frame, the first thing in each."""
        named = {
            window.nav: "nav", window.form_area: "form", window.result: "result", window.tabs: "orders",
            window.layout_acts.line: "focus",
        }  # fmt: skip
        found = []
        for place in places(window, panes_of(window)):
            for pane, name in named.items():
                if pane is not None and pane.isAncestorOf(place) and name not in found:
                    found.append(name)
        return found

    qtbot.waitUntil(lambda: order() == ["nav", "form", "result", "orders"])
    window.menus.do("move_nav")
    window.menus.do("move_result")
    window.menus.do("move_result")
    qtbot.waitUntil(lambda: order() == ["result", "form", "orders", "nav"])
    window.menus.do("focus")
    qtbot.waitUntil(lambda: order() == ["focus", "result", "form"])
