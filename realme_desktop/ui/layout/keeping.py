"""What is remembered of the window from one run to the next, for each screen by itself: where it stands, how
its panes are arranged, the service that was open last.

A screen is known by its name and size. Where nothing is kept for one, the layout that was used last is
taken, fitted to it; what a file holds that nobody can read counts as nothing kept.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow

from .arrangement import Arrangement
from .placement import Placement, screen_key

if TYPE_CHECKING:
    from .frame import Frame

__all__ = ["KeptLayout"]

_log = logging.getLogger(__name__)

_MAXIMISED = Qt.WindowState.WindowMaximized
_SCREEN, _SERVICE = "window/screen", "window/service"
_SETTLED_MS = 500  # a window on its way to another screen crosses the edge several times


class KeptLayout(QObject):
    """`memory` None: nothing is kept."""

    def __init__(self, window: QMainWindow, frame: Frame, memory: QSettings | None) -> None:
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._memory = memory
        self._key = ""
        self._trouble: list[str] = []

    # -- between runs -------------------------------------------------------------------------------------

    def recall(self) -> str:
        """Before the window is shown: put it and its panes where they were. Returns the segment that was open
        last, '' for none."""
        memory = self._memory
        known = {_key_of(screen): screen for screen in QGuiApplication.screens()}
        last = self._text(_SCREEN)
        primary = QGuiApplication.primaryScreen()
        self._key = last if last in known else _key_of(primary)
        screen = known.get(self._key, primary)
        source = self._key if memory is not None and self._has(self._key) else last
        arrangement = self._arrangement(source)
        if arrangement is not None:
            self._frame.arrange(arrangement)
        self._place(self._placement(source), screen)
        return self._text(f"layout/{source}/service") or self._text(_SERVICE)

    def remember(self, segment: str) -> None:
        if self._memory is None:
            return
        self._frame.room.give_back()
        screen = self._window.screen()
        self._key = _key_of(screen)
        self._keep(self._key)
        free, normal = screen.availableGeometry(), self._window.normalGeometry()
        corner = self._window.frameGeometry().topLeft() - self._window.geometry().topLeft()
        place = normal.topLeft() + corner - free.topLeft()
        placed = Placement(place.x(), place.y(), normal.width(), normal.height(), self._window.isMaximized())
        if normal.isValid():
            self._memory.setValue(f"layout/{self._key}/window", placed.as_text())
        self._memory.setValue(f"layout/{self._key}/service", segment)
        self._memory.setValue(_SCREEN, self._key)
        self._memory.setValue(_SERVICE, segment)

    def tell_trouble(self) -> None:
        """Into the log, which is not there yet when the layout is recalled."""
        if self._memory is not None and self._memory.status() is not QSettings.Status.NoError:
            self._trouble.append("the file can't be read or written")
        while self._trouble:
            _log.warning("The layout of the window that was kept is not used: %s.", self._trouble.pop(0))

    # -- from screen to screen ----------------------------------------------------------------------------

    def watch(self) -> None:
        """Follow the window to other screens from now on; it is shown already."""
        handle = self._window.windowHandle()
        if handle is None or self._memory is None:
            return
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(lambda: self.change_screen(_key_of(self._window.screen())))
        handle.screenChanged.connect(lambda *_: self._settled.start())

    def change_screen(self, key: str) -> None:
        """The window stands on this screen now: the panes are arranged as they were there, if they ever were;
        else they stay as they are."""
        if key == self._key or self._memory is None:
            return
        self._keep(self._key)
        self._key = key
        arrangement = self._arrangement(key)
        if arrangement is not None:
            self._frame.arrange(arrangement)

    # -- the file -----------------------------------------------------------------------------------------

    def _keep(self, key: str) -> None:
        if self._memory is not None and key:
            self._memory.setValue(f"layout/{key}/panes", self._frame.plan.as_text())

    def _text(self, name: str) -> str:
        value = self._memory.value(name, "") if self._memory is not None else ""
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    def _has(self, key: str) -> bool:
        return bool(self._text(f"layout/{key}/panes"))

    def _arrangement(self, key: str) -> Arrangement | None:
        text = self._text(f"layout/{key}/panes") if key else ""
        try:
            return Arrangement.from_text(text) if text else None
        except ValueError as error:
            self._trouble.append(f"screen {key}, panes: {error}")
            return None

    def _placement(self, key: str) -> Placement | None:
        text = self._text(f"layout/{key}/window") if key else ""
        try:
            return Placement.from_text(text) if text else None
        except ValueError as error:
            self._trouble.append(f"screen {key}, window: {error}")
            return None

    def _place(self, placement: Placement | None, screen: QScreen) -> None:
        """On this screen, within its bounds. Without a place of its own the window manager finds one."""
        free, size = screen.availableGeometry(), self._window.size()
        wanted = placement or Placement(0, 0, size.width(), size.height())
        fitted = wanted.fitted(free.width(), free.height())
        self._window.resize(fitted.width, fitted.height)
        if placement is not None:
            self._window.move(free.left() + fitted.x, free.top() + fitted.y)
            if fitted.maximised:
                self._window.setWindowState(self._window.windowState() | _MAXIMISED)


def _key_of(screen: QScreen) -> str:
    size = screen.geometry().size()
    return screen_key(screen.name(), size.width(), size.height())
