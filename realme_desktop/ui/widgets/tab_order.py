"""Tab goes through a dialog as its parts stand, in whatever order they were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

__all__ = ["gives_focus_on", "tab_as_it_stands"]


def gives_focus_on(part: QWidget) -> bool:
    """To a part of itself; or, as the line inside of a spin box or a list, to what is around it."""
    # WORKAROUND: of that line not by its `focusProxy()`, which PySide takes for a child of the part that was
    # asked. The box is the parent of its line: a circle, in which a window that goes crashes.
    inner = isinstance(part.parentWidget(), QAbstractSpinBox | QComboBox)
    return inner or part.focusProxy() is not None


def tab_as_it_stands(dialog: QWidget) -> None:
    """Line by line, and in a line to the right. For dialogs of one column; call it when it is shown."""
    column = dialog.layout()
    if column is not None:
        column.activate()
    places = [
        part
        for part in dialog.findChildren(QWidget)
        if part.window() is dialog
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not gives_focus_on(part)
    ]
    places.sort(key=lambda part: (part.mapTo(dialog, part.rect().center()).y(), part.x()))
    for before, after in pairwise(places):
        QWidget.setTabOrder(before, after)
