"""Showing a value in full is an act: allowed or not, for a reason where one is demanded, and for a while.

Every button that shows something in full is one of these. The rule is the program's own (`set_rule`), so that
no view can forget it. What a button has shown it hides again by itself; a button that is built anew meanwhile
(the order on show has changed) goes on from where the one before was, known by its object name.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPoint, QTimer
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object

__all__ = [
    "RevealGate",
    "RevealPushButton",
    "Rule",
    "ask_to_show",
    "forget_shown",
    "reason_given",
    "rule",
    "set_rule",
]


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


def ask_to_show(asked: QWidget, what: str, show: Callable[[], object]) -> None:
    """Call `show()` if the rule allows it, once a reason is given where one is demanded. `asked` is the
    widget that somebody pressed; is it gone when the reason comes, it has to be pressed anew."""
    if not _rule.allowed:
        words = QCoreApplication.translate("RevealGate", "Showing in full is switched off in the settings.")
        QToolTip.showText(asked.mapToGlobal(QPoint(0, asked.height())), words, asked)
        return
    if not _rule.reason:
        show()
        return
    from .reason import ReasonDialog

    def show_for(reason: str) -> None:
        from shiboken6 import isValid

        global _reason
        _reason = reason
        try:
            if isValid(asked):
                show()
        finally:
            _reason = ""

    dialog = ReasonDialog(what, asked.window())
    dialog.given.connect(show_for)
    dialog.open()


class RevealGate(_Button):
    """Mixed into checkable buttons, before their Qt class: pressing one asks the rule first."""

    _hiding: QTimer | None = None

    def watch_over(self) -> None:
        """To be called when the button is made."""
        self.toggled.connect(self._follow)

    def nextCheckState(self) -> None:
        if self.isChecked():
            self.setChecked(False)
        else:
            ask_to_show(self, self.accessibleName() or self.text(), lambda: self.setChecked(True))

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
