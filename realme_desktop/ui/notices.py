"""The notifications that no order could take: a list, and what the chosen one says, masked."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from realme_desktop.catalog.masking import mask_values
from realme_desktop.catalog.registry import CHECKRESULT, result_field
from realme_desktop.orders.mailroom import REASONS

from .language import say
from .tasks import spawn
from .theme import MEDIUM
from .widgets.facts import FactsGrid
from .widgets.fitting import open_at
from .widgets.moments import moment
from .widgets.tables import RowsModel, RowsView
from .widgets.words import Words, as_text

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.records.model import Notice

__all__ = ["NoticesDialog"]


class _Column(IntEnum):
    RECEIVED = 0
    ORDER = 1
    SEQ = 2
    CODE = 3
    REASON = 4


class NoticesDialog(QDialog):
    """Opened with `open()`; reads the list when it opens."""

    def __init__(self, desk: OrderDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self.setWindowTitle(self.tr("Notifications without an order"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 980, 560)
        self._desk = desk
        self._notices: tuple[Notice, ...] = ()
        self.lead = Words(self.tr("Reading the records"), self)
        self.lead.setObjectName("notices.lead")
        self.table = RowsView(self)
        self.table.setObjectName("notices.table")
        self.table.setAccessibleName(self.windowTitle())
        self._said = QScrollArea(self)
        self._said.setObjectName("notices.area")
        self._said.setFrameShape(QScrollArea.Shape.NoFrame)
        self._said.setWidgetResizable(True)
        self._said.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it scrolls with the keys
        self._said.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(self.lead)
        column.addWidget(self.table, 1)
        column.addWidget(self._said, 2)
        column.addWidget(buttons)
        self.table.hide()
        spawn(self, self._load(), name="read the notices")

    async def _load(self) -> None:
        self._notices = await self._desk.notices()
        if not self._notices:
            self.lead.set_text(self.tr("There are none."))
            return
        self.lead.set_text(
            self.tr(
                "RealMe signed these rightly, but no order here could take them. They changed nothing. If "
                "you don't know an order, ask whoever else works with the same account."
            )
        )
        columns = {
            _Column.RECEIVED: self.tr("Received"),
            _Column.ORDER: self.tr("Order number"),
            _Column.SEQ: self.tr("seq_id"),
            _Column.CODE: self.tr("Return code"),
            _Column.REASON: self.tr("Why it was kept"),
        }
        rows = tuple(_cells(notice) for notice in self._notices)
        self.table.setModel(RowsModel(tuple(columns[column] for column in _Column), rows, self))
        self.table.set_widths(dict(enumerate(rows[0][:-1])))
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: self._show(index.row()))
        self.table.show()
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._notices):
            self._said.setWidget(_facts(self._notices[row]))
            self._said.show()


def _cells(notice: Notice) -> tuple[str, ...]:
    reason = REASONS.get(notice.reason)
    return (
        moment(notice.received_at),
        notice.order_id,
        notice.seq_id or "",
        notice.return_code or "",
        notice.reason if reason is None else say(reason),
    )


def _facts(notice: Notice) -> QWidget:
    grid = FactsGrid()
    grid.setObjectName("notices.said")
    try:
        said = json.loads(notice.evidence)
    except ValueError:
        said = {}
    if not isinstance(said, dict):
        return grid
    for name, seen in mask_values(CHECKRESULT, said).items():
        known = result_field(CHECKRESULT, name)
        label = say(known.label) if known is not None else name
        masked = _written(seen) if seen != said[name] else None
        grid.add(name, label, _written(said[name]), masked=masked)
    return grid


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else as_text(value)
