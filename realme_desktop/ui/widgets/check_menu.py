"""A menu of things to tick: it stays open while they are ticked, by mouse or by Space."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

__all__ = ["CheckMenu"]


class CheckMenu(QMenu):
    """Enter ticks and closes, as in any menu; Space and clicks tick and go on."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if self._stays(action):
            action.trigger()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and self._stays(action):
            action.trigger()
            event.accept()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _stays(action: QAction | None) -> bool:
        return action is not None and action.isCheckable() and action.isEnabled()
