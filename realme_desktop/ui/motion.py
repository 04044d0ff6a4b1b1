"""How much may move by itself: what the system says, or less.

The console animates nothing of its own. What moves comes from Qt: menus and tips that fade in, bars of
unknown length, the blinking cursor.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

__all__ = ["apply_motion", "motion_reduced"]

_EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)

_reduced = False
_system: tuple[dict[Qt.UIEffect, bool], int] | None = None  # effects and blinking as they were at first


def motion_reduced() -> bool:
    """Whether nothing is to move by itself."""
    return _reduced


def apply_motion(app: QApplication, choice: str) -> bool:
    """Put `system` or `reduced` in force, at start or while it runs; returns `motion_reduced()`.

    Of the desktops only Windows tells Qt (6.11) that its user wants no animations: by effects that are off.
    """
    global _reduced, _system
    if _system is None:
        if choice == "system" and sys.platform != "win32":
            return _reduced  # nothing was ever changed here
        _system = {effect: app.isEffectEnabled(effect) for effect in _EFFECTS}, app.cursorFlashTime()
    effects, blinking = _system
    _reduced = choice == "reduced" or (sys.platform == "win32" and not effects[Qt.UIEffect.UI_AnimateMenu])
    for effect, enabled in effects.items():
        app.setEffectEnabled(effect, enabled and not _reduced)
    app.setCursorFlashTime(0 if _reduced else blinking)
    return _reduced
