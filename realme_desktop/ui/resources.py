"""Where the files beside the program are, and icons in the colour of the theme."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

__all__ = ["icon", "icon_names", "page_folder", "pixmap", "resource"]


def resource_folder() -> Path:
    return _folder("resources")


def page_folder() -> Path:
    """`docs/`: the pages of the guides."""
    return _folder("docs")


@functools.cache
def _folder(name: str) -> Path:
    """Inside the package (wheel, frozen program), else beside it (a source tree)."""
    package = Path(__file__).resolve().parent.parent
    places = [package / name, package.parent / name]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        places = [Path(frozen) / "realme_desktop" / name, Path(frozen) / name, *places]
    for place in places:
        if place.is_dir():
            return place
    return places[-1]


def resource(path: str) -> Path:
    """A file below `resources/`, by a path with forward slashes. Existence is the caller's to ask."""
    return resource_folder().joinpath(*path.split("/"))


@functools.cache
def _icon_folder() -> tuple[str, frozenset[str]]:
    folder = resource("icons")
    return str(folder), frozenset(path.stem for path in folder.glob("*.svg"))


def icon_names() -> list[str]:
    return sorted(_icon_folder()[1])


@functools.lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # here, so that only the first icon painted pays for the module

    with open(f"{_icon_folder()[0]}/{name}.svg", encoding="utf-8") as file:  # noqa: PTH123 - twelve at the start
        drawing = file.read().replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@functools.lru_cache(maxsize=512)
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    canvas = QPixmap(width, height)
    canvas.fill(Qt.GlobalColor.transparent)
    side = min(width, height)
    box = QRectF((width - side) / 2, (height - side) / 2, side, side)
    painter = QPainter(canvas)
    _renderer(name, colour).render(painter, box)
    painter.end()
    return canvas


class _TintedEngine(QIconEngine):
    """Asks the theme for its colour at each painting, so a change of theme needs no new icons."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def _colour_for(self, mode: QIcon.Mode) -> str:
        from .theme import theme

        wanted = "disabled" if mode is QIcon.Mode.Disabled else self._colour
        return str(theme().colour(wanted).name())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._colour_for(mode), max(1, size.width()), max(1, size.height()))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # Not `painter.device()`: PySide would look through every class of devices to wrap it.
        ratio = max(1.0, painter.deviceTransform().m11())
        drawn = self.pixmap(rect.size() * ratio, mode, state)
        painter.drawPixmap(QRect(QPoint(rect.left(), rect.top()), rect.size()), drawn)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colour)


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of this name in a colour of the theme; an empty icon when there is no such drawing."""
    if name not in _icon_folder()[1]:
        return QIcon()
    return QIcon(_TintedEngine(name, colour))


def pixmap(name: str, size: int, colour: str = "text", ratio: float = 1.0) -> QPixmap:
    """The drawing as a picture `size` logical pixels wide, sharp at the screen's `ratio`. Colours as they are
    now: draw again when the theme changes."""
    from .theme import theme

    side = max(1, round(size * ratio))
    drawn = QPixmap(_drawn(name, str(theme().colour(colour).name()), side, side))
    drawn.setDevicePixelRatio(ratio)
    return drawn
