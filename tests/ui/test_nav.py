"""The services can be found by whatever one knows of them, without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from realme_desktop.catalog import registry
from realme_desktop.ui.language import set_language
from realme_desktop.ui.nav import GROUP_ICONS, Navigation, ServiceRole
from realme_desktop.ui.resources import icon_names


@pytest.fixture
def nav(qtbot: QtBot) -> Iterator[Navigation]:
    set_language("zh")
    made = Navigation()
    qtbot.addWidget(made)
    made.resize(240, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def test_every_service_stands_in_its_group(nav: Navigation) -> None:
    assert sorted(nav.shown()) == sorted(service.segment for service in registry.SERVICES)
    model = nav.list.model()
    group = ""
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        segment = index.data(ServiceRole.SEGMENT)
        if segment is None:
            group = index.data(ServiceRole.GROUP)
            assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        else:
            assert registry.by_segment(segment).group == group


def test_every_group_has_an_icon_of_the_family() -> None:
    assert set(GROUP_ICONS) == {group.key for group in registry.GROUPS}
    assert set(GROUP_ICONS.values()) <= set(icon_names())


@pytest.mark.parametrize("service", registry.SERVICES, ids=lambda service: service.segment)
def test_a_service_is_found_by_all_its_names(nav: Navigation, service: registry.Service) -> None:
    names = (
        str(service.number), service.segment, service.title.zh, service.title.en,
        service.initials, service.path,
    )  # fmt: skip
    for name in names:
        nav.search.setText(name)
        assert service.segment in nav.shown(), name


def test_the_keyboard_alone_opens_a_service(nav: Navigation, qtbot: QtBot) -> None:
    chosen: list[str] = []
    nav.service_chosen.connect(chosen.append)
    nav.focus_search()
    qtbot.keyClicks(nav.search, "100")
    first = nav.shown()[0]
    qtbot.keyClick(nav.search, Qt.Key.Key_Down)
    assert nav.list.hasFocus()
    qtbot.keyClick(nav.list, Qt.Key.Key_Return)
    assert chosen == [first] == [registry.by_number(100).segment]


def test_enter_in_the_box_opens_the_best_hit(nav: Navigation, qtbot: QtBot) -> None:
    chosen: list[str] = []
    nav.service_chosen.connect(chosen.append)
    qtbot.keyClick(nav.search, Qt.Key.Key_Return)
    assert chosen == []
    qtbot.keyClicks(nav.search, "127")
    qtbot.keyClick(nav.search, Qt.Key.Key_Return)
    assert chosen == [registry.by_number(127).segment]


def test_up_leaves_the_list_and_letters_go_to_the_box(nav: Navigation, qtbot: QtBot) -> None:
    nav.focus_search()
    qtbot.keyClick(nav.search, Qt.Key.Key_Down)
    first = nav.list.currentIndex().row()
    qtbot.keyClick(nav.list, Qt.Key.Key_Down)
    assert nav.list.currentIndex().row() > first
    qtbot.keyClick(nav.list, Qt.Key.Key_Up)
    assert nav.list.currentIndex().row() == first
    qtbot.keyClick(nav.list, Qt.Key.Key_Up)
    assert nav.search.hasFocus()
    nav.list.setFocus()
    qtbot.keyClick(nav.list, Qt.Key.Key_1)
    assert nav.search.hasFocus()
    assert nav.search.text() == "1"
    qtbot.keyClick(nav.search, Qt.Key.Key_Escape)
    assert nav.search.text() == ""
    assert len(nav.shown()) == len(registry.SERVICES)


def test_nothing_found_is_said(nav: Navigation) -> None:
    nav.search.setText("没有这种服务 xyz")
    assert nav.shown() == []
    assert nav.nothing.isVisible()
    assert not nav.list.isVisible()
    nav.search.clear()
    assert not nav.nothing.isVisible()


def test_a_click_chooses_and_marks(nav: Navigation, qtbot: QtBot) -> None:
    chosen: list[str] = []
    nav.service_chosen.connect(chosen.append)
    model = nav.list.model()
    nav.list.scrollTo(model.index(2, 0))
    rect = nav.list.visualRect(model.index(2, 0))
    qtbot.mouseClick(nav.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert chosen == [model.index(2, 0).data(ServiceRole.SEGMENT)]
    nav.mark("no-such-segment")
    assert len(chosen) == 1


def test_the_model_is_sound(nav: Navigation) -> None:
    tester = QAbstractItemModelTester(
        nav.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, nav
    )
    for query in ("", "1", "ocr", "none of this", ""):
        nav.search.setText(query)
    assert tester.model() is nav.list.model()


def test_english_shows_english(qtbot: QtBot) -> None:
    set_language("en")
    try:
        nav = Navigation()
        qtbot.addWidget(nav)
        texts = [nav.list.model().index(row, 0).data() for row in range(nav.list.model().rowCount())]
        assert registry.by_number(100).title.en in texts
    finally:
        set_language("zh")
