"""The rows of a form, in one column or, where there is room, short ones in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from realme_desktop.ui.theme import LARGE, MEDIUM

from .row import FieldRow

__all__ = ["Panel"]


class Panel(QWidget):
    """Rows keep the order they were added in; reading goes left to right, then down, and so does Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setVerticalSpacing(MEDIUM)
        self._grid.setColumnStretch(0, 1)

    def fill(self, rows: Sequence[FieldRow], columns: int) -> None:
        self.rows = list(rows)
        self._columns = 0
        self.set_columns(columns)

    def narrowest_in_two(self) -> int:
        """The width below which two columns would be cut off."""
        return 2 * max((row.minimumSizeHint().width() for row in self.rows if row.short), default=0) + LARGE

    def set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        for row in self.rows:
            self._grid.removeWidget(row)
        self._columns = columns
        self._grid.setColumnStretch(1, 1 if columns > 1 else 0)
        self._grid.setColumnMinimumWidth(1, 0)
        line, place = 0, 0
        for row in self.rows:
            half = columns > 1 and row.short
            if place and not half:
                line, place = line + 1, 0
            span = 1 if half or columns == 1 else 2
            self._grid.addWidget(row, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            if half and place == 0:
                place = 1
            else:
                line, place = line + 1, 0
