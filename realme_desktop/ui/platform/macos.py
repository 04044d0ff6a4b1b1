"""macOS, by the Objective-C runtime. Not run by the tests: written after Apple's documentation.

The distributed notification `com.apple.screenIsLocked` tells that the screen was locked; an NSWindow whose
sharing type is none is left out of captures; `org.nspasteboard.ConcealedType` (http://nspasteboard.org) marks
what clipboard histories should not keep.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

__all__ = ["SystemLock", "conceal_clipboard", "keep_out_of_captures"]

assert sys.platform == "darwin"

_objc = ctypes.cdll.LoadLibrary(ctypes.util.find_library("objc") or "libobjc.dylib")
_core = ctypes.cdll.LoadLibrary(
    ctypes.util.find_library("CoreFoundation")
    or "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
)
_objc.objc_getClass.restype = ctypes.c_void_p
_objc.objc_getClass.argtypes = [ctypes.c_char_p]
_objc.sel_registerName.restype = ctypes.c_void_p
_objc.sel_registerName.argtypes = [ctypes.c_char_p]

_SHARING_NONE, _SHARING_READ_ONLY = 0, 1  # NSWindowSharingType
_DELIVER_IMMEDIATELY = 4  # CFNotificationSuspensionBehavior
_UTF8 = 0x08000100
_CALLBACK = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)


def _send(receiver: Any, selector: str, *args: Any, types: tuple[Any, ...] = (), result: Any = None) -> Any:
    """objc_msgSend, which wants the exact types for each call."""
    call = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_void_p, *types)(
        ctypes.cast(_objc.objc_msgSend, ctypes.c_void_p).value or 0
    )
    return call(receiver, _objc.sel_registerName(selector.encode()), *args)


def _string(text: str) -> Any:
    """An NSString, autoreleased."""
    return _send(
        _objc.objc_getClass(b"NSString"),
        "stringWithUTF8String:",
        text.encode(),
        types=(ctypes.c_char_p,),
        result=ctypes.c_void_p,
    )


class SystemLock(QObject):
    """Calls `locked()` when the screen is locked. The notification comes on the main thread's run loop."""

    def __init__(self, locked: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        # Out of the callback of the system before anything is done.
        self._callback = _CALLBACK(lambda *_: QTimer.singleShot(0, self, locked))
        _core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        _core.CFStringCreateWithCString.restype = ctypes.c_void_p
        _core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        _core.CFNotificationCenterAddObserver.restype = None
        _core.CFNotificationCenterAddObserver.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, _CALLBACK, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long,
        ]  # fmt: skip
        centre = _core.CFNotificationCenterGetDistributedCenter()
        name = _core.CFStringCreateWithCString(None, b"com.apple.screenIsLocked", _UTF8)
        self.heard = int(bool(centre))
        if centre:
            _core.CFNotificationCenterAddObserver(
                centre, id(self), self._callback, name, None, _DELIVER_IMMEDIATELY
            )


def keep_out_of_captures(view: int, on: bool) -> bool:
    """`view` is the handle that Qt gives: an NSView."""
    window = _send(view, "window", result=ctypes.c_void_p)
    if not window:
        return False
    kind = _SHARING_NONE if on else _SHARING_READ_ONLY
    _send(window, "setSharingType:", kind, types=(ctypes.c_ulong,))
    return True


def conceal_clipboard() -> None:
    """Mark what this program has just put on the clipboard as none of a clipboard history's business."""
    board = _send(_objc.objc_getClass(b"NSPasteboard"), "generalPasteboard", result=ctypes.c_void_p)
    kind = _string("org.nspasteboard.ConcealedType")
    kinds = _send(
        _objc.objc_getClass(b"NSArray"), "arrayWithObject:", kind, types=(ctypes.c_void_p,),
        result=ctypes.c_void_p,
    )  # fmt: skip
    _send(
        board, "addTypes:owner:", kinds, None, types=(ctypes.c_void_p, ctypes.c_void_p), result=ctypes.c_long
    )
    _send(
        board, "setString:forType:", _string(""), kind, types=(ctypes.c_void_p, ctypes.c_void_p),
        result=ctypes.c_bool,
    )  # fmt: skip
