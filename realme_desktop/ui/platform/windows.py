"""Windows, by ctypes. Not run by the tests: written after Microsoft's documentation.

WTSRegisterSessionNotification tells a window by messages that the session was locked;
SetWindowDisplayAffinity leaves a window out of captures.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject

__all__ = ["SystemLock", "keep_out_of_captures"]

assert sys.platform == "win32"

_WM_WTSSESSION_CHANGE = 0x02B1
_WM_POWERBROADCAST = 0x0218
_PBT_APMSUSPEND = 0x0004
_LOCKING = frozenset({0x2, 0x4, 0x7})  # console disconnect, remote disconnect, session lock
_WDA_NONE, _WDA_EXCLUDEFROMCAPTURE = 0x0, 0x11  # the latter since Windows 10 2004


class _Message(ctypes.Structure):
    """The beginning of MSG."""

    _fields_ = [
        ("hwnd", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    ]


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(self, kind: QByteArray | bytes, message: int) -> Any:
        if bytes(kind) == b"windows_generic_MSG":
            told = _Message.from_address(int(message))
            session = told.message == _WM_WTSSESSION_CHANGE and told.wparam in _LOCKING
            sleep = told.message == _WM_POWERBROADCAST and told.wparam == _PBT_APMSUSPEND
            if session or sleep:
                self._locked()
        return False, 0


class SystemLock(QObject):
    """Calls `locked()` when the session is locked or left, or the computer goes to sleep."""

    def __init__(self, locked: Callable[[], None], parent: QObject, window: int) -> None:
        """`window` is the handle of a window that lives as long."""
        super().__init__(parent)
        self._filter = _Filter(locked)
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self._filter)
        register = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
        register.argtypes = [ctypes.c_void_p, ctypes.c_uint]
        self.heard = int(bool(register(window, 0)))  # NOTIFY_FOR_THIS_SESSION


def keep_out_of_captures(window: int, on: bool) -> bool:
    """Whether Windows took it. Older ones than 10 2004 don't."""
    change = ctypes.windll.user32.SetWindowDisplayAffinity
    change.argtypes = [ctypes.c_void_p, ctypes.c_uint]
    return bool(change(window, _WDA_EXCLUDEFROMCAPTURE if on else _WDA_NONE))
