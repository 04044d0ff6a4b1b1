"""Taking everything personal out of the window, and putting it back.

While the curtain is down the widget tree holds nothing about anybody: forms, results and lists are not
hidden, they are gone. What must not be lost meanwhile (half-filled forms, which order was looked at) is in
one place in memory, `Curtain._held`, as the means to put it back, and nowhere else.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from . import contents

if TYPE_CHECKING:
    from realme_desktop.ui.shell import MainWindow

__all__ = ["Curtain"]

_log = logging.getLogger(__name__)

PutAway = Callable[[], Callable[[], object] | None]
"""Takes out what is about people; returns how to put it back, if it is to be."""

_KEPT_ACTIONS = frozenset({"action.quit"})


class Curtain(QObject):
    """One for a window. `lower` must not be called from inside an event of what it removes: from a timer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[Callable[[], object]] = []
        self._front: QWidget | None = None
        self._root: QWidget | None = None
        self._disabled: list[QAction | QShortcut] = []

    def lower(self, front: QWidget) -> None:
        """Show `front` and nothing else."""
        window = self._window
        if window.locked:
            self._change_front(front)
            return
        _close_other_windows(window)
        window.locked = True
        # The window's own contents last: what the others take out of forms is not to be held with them.
        self._held = []
        acts: list[PutAway] = [*window.put_away, partial(contents.put_away, window)]
        for put_away in acts:
            try:
                restore = put_away()
            except Exception:  # noqa: BLE001 - a part that fails must not leave all the others in sight
                _log.exception("a part of the window was not put away in order")
            else:
                if restore is not None:
                    self._held.append(restore)
        root = window.takeCentralWidget()
        assert root is not None
        root.hide()
        root.setParent(window, Qt.WindowType.Widget)
        self._root = root
        self._change_front(front)
        window.menuBar().hide()  # which takes the keys of its acts along, but for those of the window itself
        window.addAction(window.menus.action("quit"))
        window.statusBar().hide()
        parts: list[QAction | QShortcut] = [*window.findChildren(QAction), *window.findChildren(QShortcut)]
        for part in parts:
            owner = part.parent()
            of_front = isinstance(owner, QWidget) and (owner is front or front.isAncestorOf(owner))
            if part.isEnabled() and part.objectName() not in _KEPT_ACTIONS and not of_front:
                part.setEnabled(False)
                self._disabled.append(part)
        window.say_title()
        # What was removed is gone before anybody looks at the window again, or at a preview of it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.repaint()

    def _change_front(self, front: QWidget) -> None:
        before, self._front = self._front, front
        self._window.setCentralWidget(front)
        front.show()
        if before is not None and before is not front:
            with contextlib.suppress(RuntimeError):  # setCentralWidget has deleted it already
                before.deleteLater()

    def raise_(self) -> None:
        """Put everything back."""
        window, root = self._window, self._root
        if not window.locked or root is None:
            return
        front, self._front, self._root = self._front, None, None
        window.takeCentralWidget()
        window.setCentralWidget(root)
        root.show()
        if front is not None:
            front.hide()
            front.deleteLater()
        window.menuBar().show()
        window.removeAction(window.menus.action("quit"))
        window.statusBar().show()
        disabled, self._disabled = self._disabled, []
        for part in disabled:
            with contextlib.suppress(RuntimeError):  # it belonged to what was removed
                part.setEnabled(True)
        window.locked = False
        window.say_title()
        held, self._held = self._held, []
        for restore in held:
            restore()

    def afterwards(self, act: Callable[[], object]) -> None:
        """Do it now, or as soon as everything is back."""
        if self._window.locked:
            self._held.append(act)
        else:
            act()


def _close_other_windows(window: QWidget) -> None:
    """Dialogs, menus and windows of their own; what they were about is as if they had been closed by hand."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for other in QApplication.topLevelWidgets():
        if other is window or (other.parent() is None and not other.isVisible()):
            continue
        other.close()
        other.hide()
        if isinstance(other, QDialog) or other.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
            other.deleteLater()
