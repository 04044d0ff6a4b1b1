"""What all tables of the console share: roles, keys, and a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from .buttons import copy_text

__all__ = ["Index", "Roles", "RowsModel", "RowsView"]

Index = QModelIndex | QPersistentModelIndex


class Roles(IntEnum):
    """Roles beside Qt's own. COPY is what leaves by the clipboard: masked, as on screen."""

    SORT = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2
    COPY = Qt.ItemDataRole.UserRole + 3


class RowsView(QTableView):
    """Rows of fixed height, columns that the operator sizes, Enter and double click open, Ctrl+C copies.

    Nothing here asks for the width of every cell (`ResizeToContents` does).
    """

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        rows.hide()
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(32)
        self.doubleClicked.connect(self.opened)

    def set_widths(self, samples: Mapping[int, str]) -> None:
        """Give each column the room of a sample text, or of its heading if that is longer."""
        metrics = self.fontMetrics()
        model = self.model()
        for column, sample in samples.items():
            heading = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            width = max(metrics.horizontalAdvance(sample) + 18, metrics.horizontalAdvance(heading) + 24)
            self.setColumnWidth(column, width)

    def current_row(self) -> object | None:
        """The row object under the cursor, None when there is none."""
        index = self.currentIndex()
        return index.data(Roles.ROW) if index.isValid() else None

    def copy_selection(self) -> None:
        """The selected rows as masked text, columns apart by tabs."""
        lines = []
        for index in self.selectionModel().selectedRows():
            model = index.model()
            cells = [
                str(model.index(index.row(), column).data(Roles.COPY) or "")
                for column in range(model.columnCount())
                if not self.isColumnHidden(column)
            ]
            lines.append("\t".join(cells))
        if lines:
            copy_text("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RowsModel(QAbstractTableModel):
    """A table of texts, as the decoders make it. Cells of masked columns go through `mask` until revealed."""

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        masks: Mapping[int, Callable[[str], str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows = rows
        self._masks = dict(masks or {})
        self._revealed = False

    @property
    def masked_columns(self) -> frozenset[int]:
        return frozenset(self._masks)

    def reveal(self, revealed: bool) -> None:
        self._revealed = revealed
        if self._rows and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def text(self, row: int, column: int) -> str:
        cells = self._rows[row]
        value = cells[column] if column < len(cells) else ""
        mask = None if self._revealed else self._masks.get(column)
        return mask(value) if mask else value

    def all_text(self) -> str:
        """Headings and rows, columns apart by tabs, as masked as on screen."""
        lines = ["\t".join(self._columns)]
        for row in range(len(self._rows)):
            lines.append("\t".join(self.text(row, column) for column in range(len(self._columns))))
        return "\n".join(lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._columns[section] if 0 <= section < len(self._columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Roles.COPY, Roles.SORT, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if role == Roles.ROW:
            return self._rows[index.row()]
        return None
