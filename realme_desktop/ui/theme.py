"""Colours, spaces and type of the console: light, dark, and high contrast of both.

Fusion draws the widgets from a palette; one small style sheet (`resources/styles/console.qss`) adds what a
palette can't say. Widgets ask for colours by name, never by value: `colours.py` has them.
"""

from __future__ import annotations

import functools
import sys
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.catalog.model import Verdict

from .colours import COLOURS, SCHEMES, Scheme
from .resources import resource

__all__ = [
    "FONT_FAMILIES",
    "HAIR",
    "LARGE",
    "MEDIUM",
    "SMALL",
    "SPACE",
    "TINY",
    "TYPE",
    "WIDE",
    "Theme",
    "apply_theme",
    "scheme_for",
    "set_role",
    "theme",
    "theme_signals",
    "verdict_colour",
]

# The spacing scale, in logical pixels. HAIR is between the lines of what is read as one.
HAIR, TINY, SMALL, MEDIUM, LARGE, WIDE = SPACE = (2, 4, 8, 12, 16, 24)

# The type scale, as parts of the running text, which is as large as the desktop has it.
POINTS = 9.5
TYPE = {"small": 0.9, "body": 1.0, "heading": 1.2, "title": 1.55, "figure": 1.9}

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


class Theme:
    """One scheme's colours by name. `colour` raises KeyError for a name that nobody declared."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme: Scheme = scheme
        index = SCHEMES.index(scheme)
        self._values = {name: values[index] for name, values in COLOURS.items()}
        self._colours: dict[str, QColor] = {}

    @property
    def dark(self) -> bool:
        return self.scheme.endswith("dark")

    @property
    def high_contrast(self) -> bool:
        return self.scheme.startswith("contrast")

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

    def style_sheet(self, points: float = POINTS) -> str:
        """`points`: the size of the running text, which the others are made from."""
        values = {name.replace(".", "_"): value for name, value in self._values.items()}
        values |= {f"size_{name}": f"{points * scale:.2f}pt" for name, scale in TYPE.items()}
        values |= {
            "styles": resource("styles").as_posix(),
            "ground": "dark" if self.dark else "light",
            **(_WIDE_RINGS if self.high_contrast else _RINGS),
        }
        return _template().substitute(values)


# How wide the ring of focus is, and what of the padding it leaves: nothing moves when the focus comes.
_RINGS = {"ring": "2px", "in_button": "4px 13px", "in_line": "3px 7px"}
_WIDE_RINGS = {"ring": "3px", "in_button": "3px 12px", "in_line": "2px 6px"}


@functools.cache
def _template() -> Template:
    return Template(resource("styles/console.qss").read_text(encoding="utf-8"))


class _ThemeSignals(QObject):
    changed = Signal()


_current = Theme("light")
_mode = "light"
_signals: _ThemeSignals | None = None
_hints: QStyleHints | None = None


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
    """Put `system` or one of SCHEMES in force for the whole application, at start or while it runs.

    The style below is Fusion, which the composition root asks for on Qt's command line: `setStyle()` returns
    a QStyle, and to wrap it costs PySide 10 ms of enums.
    """
    global _mode, _hints
    _mode = mode
    if _hints is None:
        _hints = app.styleHints()  # kept: what it gives out lives no longer than the wrapping of it
        _hints.colorSchemeChanged.connect(_system_changed)
        _hints.accessibility().contrastPreferenceChanged.connect(_system_changed)
        font = QFont(app.font())
        font.setFamilies([*_known_first(font), *FONT_FAMILIES])
        font.setPointSizeF(max(POINTS, font.pointSizeF()))
        app.setFont(font)
    if sys.platform in ("win32", "darwin"):
        _tell_the_system(_hints, mode)
    _put(app, Theme(_scheme(mode)))
    return _current


def _tell_the_system(hints: QStyleHints, mode: str) -> None:
    """It draws the frames of the windows and the dialogs of its own: dark around what is dark."""
    if mode == "system":
        hints.unsetColorScheme()
    else:
        dark = Theme(scheme_for(mode, dark=False, contrast=False)).dark
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)


def _known_first(font: QFont) -> list[str]:
    """The desktop's own font stays first where the system names one; a bare alias brings no Chinese."""
    return [
        family
        for family in font.families()
        if family.lower() not in ("sans serif", "sans-serif", "helvetica")
    ]


def scheme_for(mode: str, *, dark: bool, contrast: bool) -> Scheme:
    """What a choice comes to on a system that is dark, and wants high contrast, or not."""
    if mode in SCHEMES:
        return mode
    if mode != "system":
        return "light"
    if contrast:
        return "contrast-dark" if dark else "contrast-light"
    return "dark" if dark else "light"


def _scheme(mode: str) -> Scheme:
    if _hints is None or mode != "system":
        return scheme_for(mode, dark=False, contrast=False)
    wanted = _hints.accessibility().contrastPreference()
    return scheme_for(
        mode,
        dark=_hints.colorScheme() is Qt.ColorScheme.Dark,
        contrast=wanted is Qt.ContrastPreference.HighContrast,
    )


def _put(app: QApplication, wanted: Theme) -> None:
    global _current
    sheet = wanted.style_sheet(app.font().pointSizeF())
    if app.styleSheet() == sheet:
        return  # as it is already: every widget of the program would be dressed anew for nothing
    _current = wanted
    app.setPalette(wanted.palette())
    app.setStyleSheet(sheet)
    if _signals is not None:
        _signals.changed.emit()


def _system_changed(*_: object) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _mode == "system" and _scheme("system") != _current.scheme:
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
