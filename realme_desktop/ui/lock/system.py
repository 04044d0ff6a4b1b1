"""What the platform can do for privacy, whichever it is."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow

__all__ = ["CAPTURES_CAN_BE_STOPPED", "ScreenGuard", "watch_system"]

_log = logging.getLogger(__name__)

CAPTURES_CAN_BE_STOPPED = sys.platform in ("win32", "darwin")


def watch_system(locked: Callable[[], None], parent: QObject, window: QWindow | None) -> QObject | None:
    """Have `locked()` called when the computer is locked; None where it can't be heard of. What the platform
    lacks, or does not do as it is documented, is no reason not to start."""
    try:
        if sys.platform == "win32":
            from realme_desktop.ui.platform import windows

            return windows.SystemLock(locked, parent, int(window.winId()) if window is not None else 0)
        if sys.platform == "darwin":
            from realme_desktop.ui.platform import macos

            return macos.SystemLock(locked, parent)
        from realme_desktop.ui.platform.linux import SystemLock

        return SystemLock(locked, parent)
    except (ImportError, OSError, AttributeError, TypeError, ValueError) as error:
        _log.warning("that the computer is locked can't be heard: %s", type(error).__name__)
        return None


class ScreenGuard(QObject):
    """Keeps the program's windows out of screen captures, where the platform offers it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._on = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._meet)

    def set_on(self, on: bool) -> None:
        if on == self._on:
            return
        self._on = on
        for window in QGuiApplication.topLevelWindows():
            self._apply(window)

    def _meet(self, window: QWindow | None) -> None:
        if window is not None and self._on:
            self._apply(window)

    def _apply(self, window: QWindow) -> None:
        try:
            took = _keep_out(int(window.winId()), self._on)
        except (ImportError, OSError, AttributeError) as error:
            _log.warning("a window can't be kept out of captures: %s", type(error).__name__)
            return
        if not took:
            _log.warning("a window can't be kept out of captures")


def _keep_out(handle: int, on: bool) -> bool:
    if sys.platform == "win32":
        from realme_desktop.ui.platform import windows

        return windows.keep_out_of_captures(handle, on)
    if sys.platform == "darwin":
        from realme_desktop.ui.platform import macos

        return macos.keep_out_of_captures(handle, on)
    return True  # nothing is promised here
