"""A message by the desktop itself, where it has a place for one. It is seen by whoever passes the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

__all__ = ["DesktopNotice"]

_SHOWN_MS = 8000


class DesktopNotice(QObject):
    """`pressed()`: somebody clicked the message, or its sign in the tray, which stays until then."""

    pressed = Signal()

    def __init__(self, sign: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self._sign = sign
        self._tray: QSystemTrayIcon | None = None

    @staticmethod
    def available() -> bool:
        """Desktops without a tray show nothing, and that is no error."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def tell(self, title: str, words: str) -> None:
        if not self.available():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._sign, self)
            self._tray.messageClicked.connect(self._was_pressed)
            self._tray.activated.connect(lambda _: self._was_pressed())
        self._tray.setToolTip(title)
        self._tray.show()
        self._tray.showMessage(title, words, self._sign, _SHOWN_MS)

    def put_away(self) -> None:
        if self._tray is not None:
            self._tray.hide()

    def _was_pressed(self) -> None:
        self.put_away()
        self.pressed.emit()
