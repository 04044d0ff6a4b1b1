"""The arrangement of the panes as one line of text, and the place of the window on its screen."""

from __future__ import annotations

import pytest

from realme_desktop.ui.layout.arrangement import HIDEABLE, PLACES, Arrangement
from realme_desktop.ui.layout.placement import Placement, screen_key

ARRANGED = Arrangement(
    nav="right", result="below", orders="right", hidden=frozenset({"nav", "person"}), tab=1,
    sizes={"across": (248, 1032), "work.down": (330, 0)},
)  # fmt: skip


def test_it_is_read_as_it_was_written() -> None:
    for one in (Arrangement(), ARRANGED):
        assert Arrangement.from_text(one.as_text()) == one


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "nav", "nav=", "nav=above", "result=left;orders=left", "hidden=form", "hidden=result",
        "tab=x", "across=1", "across=1,2,3", "across=-1,5", "across=0,0", "across=a,b", "across=9999999,1",
        "=1",
    ],
)  # fmt: skip
def test_what_nobody_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Arrangement.from_text(text)


def test_every_pane_goes_round_its_places() -> None:
    for pane, places in PLACES.items():
        plan = Arrangement()
        been = []
        for _ in places:
            been.append(getattr(plan, pane))
            plan = plan.moved(pane)
        assert tuple(been) == places
        assert plan == Arrangement()


def test_form_and_result_always_stay() -> None:
    assert not {"form", "result"} & set(HIDEABLE)
    for pane in HIDEABLE:
        plan = Arrangement().toggled(pane)
        assert plan.hidden == {pane}
        assert plan.toggled(pane) == Arrangement()


@pytest.mark.parametrize(
    ("wanted", "screen", "fitted"),
    [
        (Placement(10, 20, 1280, 800), (1920, 1080), (10, 20, 1280, 800)),
        (Placement(3000, 2000, 1280, 800), (1920, 1080), (640, 248, 1280, 800)),
        (Placement(-500, -40, 1280, 800), (1920, 1080), (0, 0, 1280, 800)),
        (Placement(100, 100, 3800, 2000), (1024, 728), (0, 0, 1024, 696)),
        (Placement(5, 5, 1280, 800), (100, 100), (0, 0, 200, 200)),
    ],
)
def test_a_window_is_all_on_its_screen(
    wanted: Placement, screen: tuple[int, int], fitted: tuple[int, int, int, int]
) -> None:
    assert wanted.fitted(*screen)[:4] == fitted


def test_a_place_is_read_as_it_was_written() -> None:
    for one in (Placement(0, 0, 800, 600), Placement(-8, 31, 1280, 800, True)):
        assert Placement.from_text(one.as_text()) == one
    for text in ("", "1,2", "1,2,3,4,5", "a,b,c,d,e", "0,0,0,0,0"):
        with pytest.raises(ValueError):
            Placement.from_text(text)


def test_a_screen_is_known_by_its_name_and_size() -> None:
    assert screen_key("DP-1", 1920, 1080) == "DP-1-1920x1080"
    assert screen_key(r"\\.\DISPLAY1", 1280, 720) == "DISPLAY1-1280x720"
    assert screen_key("", 800, 600) == screen_key("屏幕", 800, 600) == "screen-800x600"
