"""Nobody at the keyboard: noticed by the events of the program's own windows."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

__all__ = ["IdleWatch"]

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` when nothing was pressed or moved for `limit_s` seconds.

    A filter on the windows, not on the application: it sees what the platform delivers, a few events for each
    press, and nothing of the thousands that widgets send each other.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._limit_s = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._meet)
        for window in QGuiApplication.topLevelWindows():
            self._meet(window)

    def watch(self, limit_s: float) -> None:
        """From now on; 0 for never."""
        self._limit_s = limit_s
        self.touch()
        if limit_s > 0:
            self._start(limit_s)
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = time.monotonic()

    def _meet(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last = time.monotonic()
        return False

    def _look(self) -> None:
        left = self._last + self._limit_s - time.monotonic()
        if left > 0:
            self._start(left)
        else:
            self.idle.emit()

    def _start(self, seconds: float) -> None:
        self._timer.start(min(2**31 - 1, max(1, round(seconds * 1000))))
