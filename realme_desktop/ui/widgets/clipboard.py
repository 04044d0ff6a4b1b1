"""The one way to the clipboard. What is copied in full does not stay there.

A masked text, or one about nobody, is put there like any other. A text in full carries the marks by which
clipboard histories know that it is none of theirs, and is taken off again after a while, when the console
locks and when it ends, if it is still there. Whether it is tells its hash: the text itself is not kept here.
What some other part of the program put there by itself (the menu of a text field, a key that Qt knows) counts
as in full, where the platform tells whose the clipboard is. The selection of X11, which a middle click
pastes, is what somebody has marked in a text field last: it goes after the same while and at the same
moments.
"""

from __future__ import annotations

import hmac
import secrets
import sys

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

__all__ = ["MARKS", "clear_clipboard", "copy_text", "set_clear_after", "watch_clipboard"]

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
MARKS: dict[str, bytes] = {
    # KDE's Klipper, and what follows its custom
    "x-kde-passwordManagerHint": b"secret",
}
"""Formats beside the text, by name; what they hold tells a clipboard history to leave the text alone."""
if sys.platform == "win32":
    MARKS = {
        # https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats
        _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"1",
        _WINDOWS.format(name="CanIncludeInClipboardHistory"): bytes(4),
        _WINDOWS.format(name="CanUploadToCloudClipboard"): bytes(4),
        _WINDOWS.format(name="Clipboard Viewer Ignore"): b"1",
    }


class _Keeper(QObject):
    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        self.clear_after_s = 30
        self._salt = secrets.token_bytes(16)
        self._ours: bytes | None = None
        self._putting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._deselecting = QTimer(self)
        self._deselecting.setSingleShot(True)
        self._deselecting.timeout.connect(self.deselect)

    def watch(self) -> None:
        _clipboard().dataChanged.connect(self._changed)
        if _clipboard().supportsSelection():
            _clipboard().selectionChanged.connect(self._selected)

    def put(self, text: str, in_full: bool) -> None:
        mime = QMimeData()
        mime.setText(text)
        if in_full:
            for name, value in MARKS.items():
                mime.setData(name, QByteArray(value))
        self._putting = True
        try:
            _clipboard().setMimeData(mime)
            if in_full and sys.platform == "darwin":
                from realme_desktop.ui.platform.macos import conceal_clipboard

                conceal_clipboard()
        finally:
            self._putting = False
        if in_full and text:
            self._ours = self._digest(text)
            self._timer.start(self.clear_after_s * 1000)
        else:
            self._ours = None
            self._timer.stop()

    def clear(self) -> None:
        """Take off what was put there in full, unless something else is there by now."""
        self._timer.stop()
        ours, self._ours = self._ours, None
        if ours is not None and hmac.compare_digest(ours, self._digest(_clipboard().text())):
            _clipboard().clear()

    def deselect(self) -> None:
        """Give the selection up, if it is ours: it outlives the text field it was made in."""
        self._deselecting.stop()
        clipboard = _clipboard()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def _selected(self) -> None:
        if _clipboard().ownsSelection():
            self._deselecting.start(self.clear_after_s * 1000)

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self._salt, text.encode("utf-8", "surrogatepass"), "sha256")

    def _changed(self) -> None:
        """A text field has put something there by itself."""
        clipboard = _clipboard()
        if self._putting or not clipboard.ownsClipboard():
            return
        mime = clipboard.mimeData(QClipboard.Mode.Clipboard)
        text = mime.text() if mime is not None and mime.hasText() and not mime.hasUrls() else ""
        if (text and self._ours is None) or (text and self._digest(text) != self._ours):
            self.put(text, in_full=True)


_keeper: _Keeper | None = None


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def _kept() -> _Keeper:
    global _keeper
    from shiboken6 import isValid

    if _keeper is None or not isValid(_keeper):
        app = QGuiApplication.instance()
        assert app is not None
        _keeper = _Keeper(app)
    return _keeper


def copy_text(text: str, in_full: bool = False) -> None:
    """Put plain text on the clipboard; `in_full`: it holds a personal value that is not masked."""
    _kept().put(text, in_full)


def set_clear_after(seconds: int) -> None:
    """How long what is copied in full may stay, from the next copy on."""
    _kept().clear_after_s = seconds


def watch_clipboard() -> None:
    """Look after what text fields copy by themselves, from now on. Once for a program."""
    _kept().watch()


def clear_clipboard() -> None:
    """Take off what was copied in full, if it is still there, and what is selected: the console locks, or
    ends."""
    if _keeper is not None:
        _kept().clear()
        _kept().deselect()
