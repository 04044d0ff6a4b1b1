"""Keeps a pane's place until the pane is built."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from realme_desktop.ui.theme import set_role

__all__ = ["Place"]


class Place(QFrame):
    """Empty at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def hold(self, pane: QWidget) -> None:
        self._column.addWidget(pane)
