"""Every named pair of colours can be read, by everybody."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLabel

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS
from realme_desktop.ui import theme as themes
from realme_desktop.ui.colours import EDGES, PAIRS, SCHEMES, Scheme
from realme_desktop.ui.motion import apply_motion
from realme_desktop.ui.resources import icon, icon_names, pixmap, resource
from realme_desktop.ui.theme import SPACE, Theme, apply_theme, set_role, theme, theme_signals
from realme_desktop.ui.widgets.busy_bar import BusyBar

# Machado, Oliveira & Fernandes 2009, severity 1.0, for linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: QColor) -> tuple[float, float, float]:
    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return one(colour.redF()), one(colour.greenF()), one(colour.blueF())


def luminance(colour: QColor) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, value)) for value in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883

    def root(value: float) -> float:
        return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116

    return 116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))


def seen(colour: QColor, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    rgb = linear(colour)
    red, green, blue = (sum(weight * value for weight, value in zip(row, rgb, strict=True)) for row in matrix)
    return lab((red, green, blue))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: Scheme) -> None:
    colours = Theme(scheme)
    wanted = 7.0 if colours.high_contrast else 4.5
    weak = {
        (front, ground): found
        for front, ground in PAIRS
        if (found := contrast(colours.colour(front), colours.colour(ground))) < wanted
    }
    assert not weak


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_and_the_ring_of_focus_can_be_seen(scheme: Scheme) -> None:
    colours = Theme(scheme)
    wanted = 4.5 if colours.high_contrast else 3.0
    weak = {
        (front, ground): found
        for front, ground in EDGES
        if (found := contrast(colours.colour(front), colours.colour(ground))) < wanted
    }
    assert not weak


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_good_and_bad_keep_apart_for_colour_blind_eyes(scheme: Scheme, deficiency: str) -> None:
    colours = Theme(scheme)
    for good, bad in itertools.product(("match", "clear"), ("mismatch", "hit")):
        one, other = (seen(colours.colour(name), DEFICIENCIES[deficiency]) for name in (good, bad))
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert distance > 20, (good, bad, distance)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_verdict_has_a_colour_and_a_ground(scheme: Scheme) -> None:
    colours = Theme(scheme)
    for verdict in Verdict:
        name = themes.verdict_colour(verdict)
        assert colours.colour(name) != colours.colour(f"{name}.soft")
        assert (name, f"{name}.soft") in PAIRS
    assert themes.verdict_colour(None) == "pending"


def test_a_verdict_is_told_without_its_colour_too() -> None:
    signs = {VERDICT_SIGNS[verdict] for verdict in Verdict}
    words = {(VERDICT_WORDS[verdict].zh, VERDICT_WORDS[verdict].en) for verdict in Verdict}
    assert len(signs) == len(words) == len(Verdict)
    assert all(signs) and all(zh and en for zh, en in words)


def test_production_can_not_be_taken_for_the_sandbox() -> None:
    for scheme in SCHEMES:
        colours = Theme(scheme)
        assert contrast(colours.colour("production.soft"), colours.colour("sandbox.soft")) > 1.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_names_known_colours_only(scheme: Scheme) -> None:
    sheet = Theme(scheme).style_sheet()
    assert "$" not in sheet
    assert len(sheet) < 16_000  # each rule costs time before the first paint


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme().colour("no such colour")


def test_spaces_are_one_scale() -> None:
    assert SPACE == (2, 4, 8, 12, 16, 24)


UI = Path(themes.__file__).parent
SPACED = ("setContentsMargins", "setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing")


@functools.cache
def calls() -> tuple[tuple[str, ast.Call, str], ...]:
    """Every call in `ui/`: where, the call, and the name of what is called."""
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield f"{path.relative_to(UI)}:{node.lineno}", node, name


def test_colours_are_named_never_given() -> None:
    """A colour that is written down where it is used knows nothing of the theme. White paper is none."""
    given = []
    for place, call, name in calls():
        words = ast.unparse(call)
        if name == "QColor" and any(isinstance(arg, ast.Constant) for arg in call.args):
            given.append((place, words))
        if "GlobalColor" in words and not words.endswith(("GlobalColor.transparent)", "GlobalColor.white)")):
            given.append((place, words))
    for path in sorted(UI.rglob("*.py")):
        if path.name != "colours.py":
            found = re.findall(r"[\"']#[0-9a-fA-F]{3,8}[\"';]", path.read_text(encoding="utf-8"))
            given += [(path.name, one) for one in found]
    assert not given


def test_spaces_are_those_of_the_scale() -> None:
    allowed = {0, 1, *SPACE}  # 1: the line between two panes
    odd = [
        (place, ast.unparse(call))
        for place, call, name in calls()
        if name in SPACED
        for arg in call.args
        if isinstance(arg, ast.Constant) and arg.value not in allowed
    ]
    assert not odd


def test_the_theme_changes_while_running(qapp: QApplication) -> None:
    heard: list[str] = []
    connection = theme_signals().changed.connect(lambda: heard.append(theme().scheme))
    try:
        for scheme in ("dark", "light"):
            apply_theme(qapp, scheme)
            assert theme().scheme == scheme
            assert qapp.palette().window().color() == theme().colour("window")
            label = QLabel("x")
            set_role(label, "caption")
            label.ensurePolished()
            assert label.palette().windowText().color() == theme().colour("muted")
            set_role(label, "error")
            assert label.palette().windowText().color() == theme().colour("error")
        assert heard == ["dark", "light"]
    finally:
        theme_signals().changed.disconnect(connection)


def test_the_theme_follows_the_system() -> None:
    looks = {(dark, contrast) for dark in (True, False) for contrast in (True, False)}
    found = {look: themes.scheme_for("system", dark=look[0], contrast=look[1]) for look in looks}
    assert sorted(found.values()) == sorted(SCHEMES)
    assert found[True, True] == "contrast-dark" and found[True, False] == "dark"
    for scheme in SCHEMES:
        chosen = {themes.scheme_for(scheme, dark=dark, contrast=contrast) for dark, contrast in looks}
        assert chosen == {scheme}, "a choice of one's own stays"


def test_nothing_moves_where_motion_is_reduced(qapp: QApplication) -> None:
    blinking = qapp.cursorFlashTime()
    bar = BusyBar()
    assert (bar.minimum(), bar.maximum()) == (0, 0), "it moves"
    try:
        apply_motion(qapp, "reduced")
        assert qapp.cursorFlashTime() == 0
        assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)
        bar.show_unknown()
        assert bar.maximum() > bar.minimum(), "it stands still"
    finally:
        apply_motion(qapp, "system")
    assert qapp.cursorFlashTime() == blinking


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    drawing = icon("check")
    looks = []
    for scheme in ("dark", "light"):
        apply_theme(qapp, scheme)
        looks.append(drawing.pixmap(QSize(24, 24)).toImage())
    assert looks[0] != looks[1]


@pytest.mark.parametrize("name", icon_names())
def test_icons_draw_something(qapp: QApplication, name: str) -> None:
    drawn = pixmap(name, 24, ratio=2).toImage()
    assert drawn.width() == 48
    assert any(drawn.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48))
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text or name == "realme-desktop"


def test_a_missing_icon_is_an_empty_icon(qapp: QApplication) -> None:
    assert icon("no-such-icon").isNull()
    assert not icon("check").isNull()
    assert isinstance(icon("check", "muted"), QIcon)
