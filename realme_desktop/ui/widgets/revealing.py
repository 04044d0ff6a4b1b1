"""Showing a value in full is an act: allowed or not, for a reason where one is demanded, and for a while.

Every button that shows something in full is one of these. The rule is the program's own (`set_rule`), so that
no view can forget it. What a button has shown it hides again by itself; a button that is built anew meanwhile
(the order on show has changed) goes on from where the one before was, known by its object name.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object

__all__ = ["RevealGate", "RevealPushButton", "Rule", "forget_shown", "reason_given", "rule", "set_rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`allowed` at all; shown for `seconds`; whether a `reason` must be given."""

    allowed: bool = True
    seconds: float = 30.0
    reason: bool = False


_rule = Rule()
_reason = ""
_since: dict[str, float] = {}


def rule() -> Rule:
    return _rule


def set_rule(new: Rule) -> None:
    """In force from the next press on."""
    global _rule
    _rule = new


def reason_given() -> str:
    """The reason for what is being shown at this moment; "" where none was asked for."""
    return _reason


def forget_shown() -> None:
    """Another order is on show: what was shown of the one before has nothing to do with it."""
    _since.clear()


class RevealGate(_Button):
    """Mixed into checkable buttons, before their Qt class: pressing one asks the rule first."""

    _hiding: QTimer | None = None
    _may_show = False

    def watch_over(self) -> None:
        """To be called when the button is made."""
        self.toggled.connect(self._follow)

    def nextCheckState(self) -> None:
        if self.isChecked():
            self.setChecked(False)
        elif not _rule.allowed:
            self._say_forbidden()
        elif _rule.reason:
            self._ask()
        else:
            self.setChecked(True)

    def _ask(self) -> None:
        from .reason import ReasonDialog

        dialog = ReasonDialog(self.accessibleName() or self.text(), self.window())
        dialog.given.connect(self._show_for)
        dialog.open()

    def _show_for(self, reason: str) -> None:
        from shiboken6 import isValid

        if not isValid(self):  # the order was redrawn: to be pressed again
            return
        global _reason
        _reason = reason
        try:
            self.setChecked(True)
        finally:
            _reason = ""

    def _say_forbidden(self) -> None:
        from PySide6.QtCore import QPoint
        from PySide6.QtWidgets import QToolTip

        words = QCoreApplication.translate("RevealGate", "Showing in full is switched off in the settings.")
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), words, self)

    def _follow(self, shown: bool) -> None:
        if self._hiding is not None:
            self._hiding.stop()
        name = self.objectName()
        if not shown:
            _since.pop(name, None)
            return
        began = _since.setdefault(name, time.monotonic())
        left = began + _rule.seconds - time.monotonic()
        if self._hiding is None:
            self._hiding = QTimer(self)
            self._hiding.setSingleShot(True)
            self._hiding.timeout.connect(lambda: self.setChecked(False))
        self._hiding.start(max(0, round(left * 1000)))


class RevealPushButton(RevealGate, QPushButton):
    """One with words."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.setCheckable(True)
        self.watch_over()
