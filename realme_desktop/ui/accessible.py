"""What a screen reader is told that the parts drawn by this program are.

Qt knows its own kinds of widgets; of any other it says no more than that it is there. A class that takes the
focus says here what it is like.
"""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

__all__ = ["tell_roles"]

_ROLES = {
    "Fact": QAccessible.Role.StaticText,
    "Timeline": QAccessible.Role.Chart,
    "ColumnChart": QAccessible.Role.Chart,
    "RowChart": QAccessible.Role.Chart,
    "ScoreScale": QAccessible.Role.Indicator,
    "ThresholdScale": QAccessible.Role.Slider,
    "PictureView": QAccessible.Role.Graphic,
    "EditCanvas": QAccessible.Role.Graphic,
    "_Live": QAccessible.Role.Graphic,
}

_told = False


def tell_roles() -> None:
    """Once for a program, when it has a window. Costs nothing until somebody asks."""
    global _told
    if not _told:
        _told = True
        QAccessible.installFactory(_interface)


def _interface(name: str, thing: object) -> QAccessibleInterface | None:
    role = _ROLES.get(name)
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, role)  # which asks the part for its name, each time
