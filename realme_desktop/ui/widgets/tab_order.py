"""Tab goes through a dialog as its parts stand, in whatever order they were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

__all__ = ["tab_as_it_stands"]


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
        and part.focusProxy() is None  # the line inside of a spin box
    ]
    places.sort(key=lambda part: (part.mapTo(dialog, part.rect().center()).y(), part.x()))
    for before, after in pairwise(places):
        QWidget.setTabOrder(before, after)
