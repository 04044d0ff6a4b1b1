"""Colours, spaces and type of the console, in light and dark.

Fusion draws the widgets from a palette; one small style sheet (`resources/styles/console.qss`) adds what a
palette can't say. Widgets ask for colours by name, never by value.

Verdict colours keep apart for eyes that confuse red and green: match and clear are bluish, mismatch and hit
are vermilion and crimson, and their lightness differs. They never stand alone: a sign and a word go with
them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.catalog.model import Verdict

from .resources import resource

__all__ = [
    "FONT_FAMILIES",
    "LARGE",
    "MEDIUM",
    "PAIRS",
    "SMALL",
    "SPACE",
    "TINY",
    "WIDE",
    "Theme",
    "apply_theme",
    "set_role",
    "theme",
    "theme_signals",
    "verdict_colour",
]

TINY, SMALL, MEDIUM, LARGE, WIDE = SPACE = (4, 8, 12, 16, 24)

Scheme = Literal["light", "dark"]

FONT_FAMILIES = (
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "DejaVu Sans",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)

# name: (light, dark); "<name>.soft" is the tinted ground on which the colour is read.
_COLOURS: Mapping[str, tuple[str, str]] = {
    "window": ("#f3f5f8", "#14181e"),
    "surface": ("#ffffff", "#1c222a"),
    "raised": ("#fafbfc", "#232b35"),
    "line": ("#d8dee6", "#364150"),
    "line.strong": ("#8592a3", "#75859a"),
    "text": ("#1a2330", "#e5eaf0"),
    "heading": ("#101824", "#f3f6fa"),
    "muted": ("#566273", "#a0adbd"),
    "muted.soft": ("#edf0f4", "#29323d"),
    "disabled": ("#98a2b0", "#667383"),
    "accent": ("#1c5fb8", "#86b6f7"),
    "accent.soft": ("#e6effb", "#1c3350"),
    "accent.hover": ("#174f9a", "#a3c7f9"),
    "on.accent": ("#ffffff", "#0d1b2c"),
    "selection": ("#d5e5fa", "#24456e"),
    "focus": ("#1c5fb8", "#86b6f7"),
    "match": ("#00665c", "#4fd0c0"),
    "match.soft": ("#e0f4ee", "#12352e"),
    "mismatch": ("#a63a00", "#ff9f70"),
    "mismatch.soft": ("#fdebe1", "#45230f"),
    "partial": ("#7a5300", "#e6b94f"),
    "partial.soft": ("#fbf1d9", "#3b2e0e"),
    "hit": ("#8f1010", "#ff7d7d"),
    "hit.soft": ("#fbe4e4", "#4a1518"),
    "clear": ("#0c6270", "#62c9dc"),
    "clear.soft": ("#e0f2f5", "#10343b"),
    "data": ("#23509c", "#93b9f5"),
    "data.soft": ("#e7eefa", "#1b3050"),
    "review": ("#5a409b", "#c0a9f5"),
    "review.soft": ("#efeaf9", "#302450"),
    "pending": ("#4d5b6c", "#aebccd"),
    "pending.soft": ("#ebeff4", "#2a3542"),
    "error": ("#a51d2d", "#ff9a9f"),
    "error.soft": ("#fde9eb", "#481a20"),
    "warning": ("#7a5300", "#e6b94f"),
    "warning.soft": ("#fbf1d9", "#3b2e0e"),
    "success": ("#00665c", "#4fd0c0"),
    "success.soft": ("#e0f4ee", "#12352e"),
    "info": ("#1c5fb8", "#86b6f7"),
    "info.soft": ("#e6effb", "#1c3350"),
    "production": ("#ffffff", "#ffffff"),
    "production.soft": ("#b3162a", "#b81d31"),
    "integration": ("#7a5300", "#e6b94f"),
    "integration.soft": ("#fbf1d9", "#3b2e0e"),
    "sandbox": ("#0c6270", "#62c9dc"),
    "sandbox.soft": ("#e0f2f5", "#10343b"),
    "sandbox.stripe": ("#cfe9ee", "#17444d"),
    "own": ("#54606f", "#aab7c6"),
    "own.soft": ("#edf0f4", "#29323d"),
}

# Every pair of text and ground that the console uses; a test holds each at 4.5:1 or better in both schemes.
PAIRS: tuple[tuple[str, str], ...] = (
    *((name[: -len(".soft")], name) for name in _COLOURS if name.endswith(".soft")),
    *(
        (front, ground)
        for front in (
            "text", "heading", "muted", "accent", "match", "mismatch", "partial", "hit", "clear", "data",
            "review", "pending", "error", "warning", "success", "info",
        )
        for ground in ("surface", "window", "raised")
    ),
    ("on.accent", "accent"),
    ("on.accent", "accent.hover"),
    ("heading", "selection"),
    ("text", "selection"),
    ("text", "accent.soft"),
    ("text", "muted.soft"),
    ("text", "error.soft"),
    ("text", "warning.soft"),
    ("text", "info.soft"),
    ("text", "success.soft"),
    ("sandbox", "sandbox.stripe"),
)  # fmt: skip


class Theme:
    """One scheme's colours by name. `colour` raises KeyError for a name that nobody declared."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme: Scheme = scheme
        index = 0 if scheme == "light" else 1
        self._values = {name: pair[index] for name, pair in _COLOURS.items()}
        self._colours: dict[str, QColor] = {}

    @property
    def dark(self) -> bool:
        return self.scheme == "dark"

    def colour(self, name: str) -> QColor:
        made = self._colours.get(name)
        if made is None:
            made = self._colours[name] = QColor(self._values[name])
        return made

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for place, name in (
            (role.Window, "window"), (role.WindowText, "text"), (role.Base, "surface"),
            (role.AlternateBase, "raised"), (role.Text, "text"), (role.Button, "surface"),
            (role.ButtonText, "text"), (role.BrightText, "heading"), (role.Highlight, "selection"),
            (role.HighlightedText, "heading"), (role.ToolTipBase, "raised"), (role.ToolTipText, "text"),
            (role.PlaceholderText, "muted"), (role.Link, "accent"), (role.LinkVisited, "accent"),
            (role.Light, "surface"), (role.Midlight, "raised"), (role.Mid, "line"),
            (role.Dark, "line.strong"), (role.Shadow, "line.strong"), (role.Accent, "accent"),
        ):  # fmt: skip
            palette.setColor(place, self.colour(name))
        for place in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.colour("disabled"))
        return palette

    def style_sheet(self) -> str:
        colours = {name.replace(".", "_"): value for name, value in self._values.items()}
        return _template().substitute(colours, styles=resource("styles").as_posix())


@functools.cache
def _template() -> Template:
    return Template(resource("styles/console.qss").read_text(encoding="utf-8"))


class _ThemeSignals(QObject):
    changed = Signal()


_current = Theme("light")
_mode = "light"
_signals: _ThemeSignals | None = None
_listening = False


def theme() -> Theme:
    """The theme in force."""
    return _current


def theme_signals() -> _ThemeSignals:
    """`.changed()` after a change of scheme; made on first use."""
    global _signals
    if _signals is None:
        _signals = _ThemeSignals()
    return _signals


def verdict_colour(verdict: Verdict | None) -> str:
    """The name of a verdict's colour; `pending` where there is none yet."""
    return "pending" if verdict is None else verdict.value


def apply_theme(app: QApplication, mode: str) -> Theme:
    """Put `system`, `light` or `dark` in force for the whole application, at start or while it runs.

    The style below is Fusion, which the composition root asks for on Qt's command line: `setStyle()` returns
    a QStyle, and to wrap it costs PySide 10 ms of enums.
    """
    global _current, _mode, _listening
    _mode = mode
    if not _listening:
        app.styleHints().colorSchemeChanged.connect(_system_changed)
        font = QFont(app.font())
        font.setFamilies([*_known_first(font), *FONT_FAMILIES])
        font.setPointSizeF(max(9.5, font.pointSizeF()))
        app.setFont(font)
        _listening = True
    _put(app, Theme(_scheme(mode)))
    return _current


def _known_first(font: QFont) -> list[str]:
    """The desktop's own font stays first where the system names one; a bare alias brings no Chinese."""
    return [
        family
        for family in font.families()
        if family.lower() not in ("sans serif", "sans-serif", "helvetica")
    ]


def _scheme(mode: str) -> Scheme:
    if mode == "dark":
        return "dark"
    if mode == "system" and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark:
        return "dark"
    return "light"


def _put(app: QApplication, wanted: Theme) -> None:
    global _current
    _current = wanted
    app.setPalette(wanted.palette())
    app.setStyleSheet(wanted.style_sheet())
    if _signals is not None:
        _signals.changed.emit()


def _system_changed(*_: object) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _mode == "system":
        _put(app, Theme(_scheme("system")))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a role of the style sheet (`primary`, `quiet`, `caption`, `heading`, `title`, `card`,
    `error`, `warning`, …), also while it is shown."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
