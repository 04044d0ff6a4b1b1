"""The entries of the audit log that were read so far, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, Signal

from realme_desktop.records.acts import Act
from realme_desktop.records.audit import Entry
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.tables import Index, Roles
from realme_desktop.ui.widgets.tips import plain_tip
from realme_desktop.ui.widgets.words import clean

__all__ = ["AuditColumn", "AuditModel"]


class AuditColumn(IntEnum):
    NUMBER = 0
    AT = 1
    OPERATOR = 2
    ACT = 3
    ORDER = 4
    DETAIL = 5


class AuditModel(QAbstractTableModel):
    """`more_wanted()` asks for entries before `lowest`."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._more = False

    @property
    def lowest(self) -> int | None:
        return self._entries[-1].number if self._entries else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    def begin(self, entries: Sequence[Entry], *, more: bool) -> None:
        self.beginResetModel()
        self._entries, self._more = list(entries), more
        self.endResetModel()

    def append(self, entries: Sequence[Entry], *, more: bool) -> None:
        self._more = more
        if entries:
            start = len(self._entries)
            self.beginInsertRows(QModelIndex(), start, start + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own signature
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self.canFetchMore(parent):
            self._more = False  # until the answer is here
            self.more_wanted.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(AuditColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        translate = QCoreApplication.translate
        return (
            translate("Audit", "Entry"),
            translate("Audit", "Time"),
            translate("Audit", "Operator"),
            translate("Audit", "Act"),
            translate("Audit", "Order number"),
            translate("Audit", "Details"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Roles.ROW:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(_cell(entry, AuditColumn(index.column()))))
        if role in (Qt.ItemDataRole.DisplayRole, Roles.COPY, Roles.SORT):
            return _cell(entry, AuditColumn(index.column()))
        return None


def _cell(entry: Entry, column: AuditColumn) -> str:
    if column is AuditColumn.NUMBER:
        return str(entry.number)
    if column is AuditColumn.AT:
        return moment(entry.at)
    if column is AuditColumn.OPERATOR:
        return clean(entry.operator) or QCoreApplication.translate("Audit", "the program")
    if column is AuditColumn.ACT:
        try:
            return say(Act(entry.act).words)
        except ValueError:  # written by a newer program
            return clean(entry.act)
    if column is AuditColumn.ORDER:
        return clean(entry.order_id or "")
    return _detail(entry.detail)


def _detail(detail: Mapping[str, Any]) -> str:
    return "  ".join(f"{clean(key, 60)}: {_value(value)}" for key, value in detail.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("Audit", "yes"), QCoreApplication.translate("Audit", "no")
        return yes if value else no
    return clean(value, 300)
