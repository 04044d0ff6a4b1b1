"""What all tables of the console share: roles, keys, and a look."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from .buttons import copy_text
from .fitting import with_letters
from .tips import plain_tip

__all__ = ["PADDING", "Cell", "Index", "Roles", "RowsModel", "RowsView"]

Index = QModelIndex | QPersistentModelIndex
PADDING = 8  # as the headings have it


class Roles(IntEnum):
    """Roles beside Qt's own. COPY is what leaves by the clipboard: masked, as on screen."""

    SORT = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2
    COPY = Qt.ItemDataRole.UserRole + 3


class Cell(QStyledItemDelegate):
    """Cells aligned with their headings, the whole row one piece: no frame around a single cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text = cell.text
        cell.text = ""
        cell.state &= ~QStyle.StateFlag.State_HasFocus
        style = cell.widget.style() if cell.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        painter.save()
        painter.setFont(cell.font)
        self.paint_text(painter, cell, text)
        painter.restore()

    def paint_text(self, painter: QPainter, cell: QStyleOptionViewItem, text: str) -> None:
        """On the ground that is painted already."""
        chosen = bool(cell.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(cell.palette.color(QPalette.ColorGroup.Active, role))
        area = cell.rect.adjusted(PADDING, 0, -4, 0)
        shown = cell.fontMetrics.elidedText(text, cell.textElideMode, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class RowsView(QTableView):
    """Rows of fixed height, columns that the operator sizes, Enter and double click open, Ctrl+C copies.

    Nothing here asks for the width of every cell (`ResizeToContents` does).
    """

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.in_full = False  # personal values in it are not masked
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(Cell(self))
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

    def set_widths(self, samples: Mapping[int, str], *, least: bool = False) -> None:
        """Give each column the room of a sample text, or of its heading if that is longer; with `least` only
        to those that have less."""
        metrics = self.fontMetrics()
        model = self.model()
        for column, sample in samples.items():
            heading = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            width = metrics.horizontalAdvance(sample) + with_letters(20)
            width = max(width, metrics.horizontalAdvance(heading) + with_letters(24))
            self.setColumnWidth(column, max(width, self.columnWidth(column)) if least else width)

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
            copy_text("\n".join(lines), self.in_full)

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
    """A table of texts, as the decoders make it; every row has as many cells as there are columns."""

    def __init__(
        self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows = rows

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
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self._rows[index.row()][index.column()]))
        if role in (Qt.ItemDataRole.DisplayRole, Roles.COPY, Roles.SORT):
            return self._rows[index.row()][index.column()]
        if role == Roles.ROW:
            return self._rows[index.row()]
        return None
