"""Linux: the desktop's screen saver and logind tell over D-Bus that the computer was locked or goes to sleep.

https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

__all__ = ["SystemLock"]

_LOGIND = "org.freedesktop.login1"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)


# The type stubs of PySide6 say bytes; it takes nothing but what SLOT() gives, a str.
_SAVER: Any = SLOT("_saver(bool)")
_SESSION: Any = SLOT("_session()")


class SystemLock(QObject):
    """Calls `locked()` when the computer is locked, for as long as it lives. `heard` tells from how many
    sources it may hear of that."""

    def __init__(self, locked: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._locked = locked
        self.heard = 0
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for saver in _SAVERS:
                # From whoever says so: it is this person's own bus, and being locked needlessly hurts nobody.
                self.heard += session.connect("", "", saver, "ActiveChanged", self, _SAVER)
        system = QDBusConnection.systemBus()
        if system.isConnected():
            self.heard += system.connect(
                _LOGIND, _session_path(), f"{_LOGIND}.Session", "Lock", self, _SESSION
            )
            self.heard += system.connect(_LOGIND, "", f"{_LOGIND}.Manager", "PrepareForSleep", self, _SAVER)

    @Slot(bool)
    def _saver(self, active: bool) -> None:
        if active:
            self._locked()

    @Slot()
    def _session(self) -> None:
        self._locked()


def _session_path() -> str:
    """Of this login; "" (any) where it has no name, as on a bare X server."""
    name = os.environ.get("XDG_SESSION_ID", "")
    if not name:
        return ""
    escaped = "".join(
        letter
        if letter.isascii() and letter.isalnum() and (at or letter.isalpha())
        else f"_{ord(letter):02x}"
        for at, letter in enumerate(name)
    )
    return f"/org/freedesktop/login1/session/{escaped}"
