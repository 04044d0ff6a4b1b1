"""The fields of an answer, each as what the catalog's decoder makes of it: text, facts, a table, a tree."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.decoders import Decoded, Facts, Plain, Rows, Tree, Unreadable, conceal, decode
from realme_desktop.catalog.model import ResultField, Sensitivity
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.verdicts import compares
from realme_desktop.records.model import Order
from realme_desktop.ui.language import language, say
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.tables import RowsModel, RowsView
from realme_desktop.ui.widgets.tree import JsonTreeView
from realme_desktop.ui.widgets.words import Words, clean

from .lookup import answer_fields, looks_personal
from .words import service_of

__all__ = ["answer_grid"]

_MOST_ROWS_SEEN = 10


def answer_grid(
    order: Order,
    revealed: set[str],
    parent: QWidget | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> FactsGrid | None:
    """All fields of the answer but those that other parts show, and `without` these; None when none is left.

    `revealed` holds the names of fields whose values are shown in full; the toggles keep it up to date.
    """
    grid = FactsGrid(parent, revealed=revealed)
    grid.setObjectName("answer")
    service = service_of(order.segment)
    compared = service is not None and compares(service)
    for name, field, value in answer_fields(service, order):
        if name not in without:
            _add(grid, name, field or _unknown(name, value), value, revealed, compared)
    if grid.empty:
        grid.deleteLater()
        return None
    return grid


def _unknown(name: str, value: Any) -> ResultField:
    """An entry for a field that the reference doesn't name: shown too, masked when it looks personal."""
    label = QCoreApplication.translate("Answer", "{name} (not in the document)").format(name=clean(name, 60))
    sensitivity = Sensitivity.PERSONAL if looks_personal(value) else Sensitivity.PUBLIC
    return ResultField(name=name, label=Text(label, label), sensitivity=sensitivity)


def _add(
    grid: FactsGrid, name: str, field: ResultField, value: Any, revealed: set[str], compared: bool
) -> None:
    label = say(field.label)
    decoded = decode(field, value, language(), compared=compared)
    hidden = conceal(field, decoded)
    if not isinstance(decoded, Plain):
        grid.add_block(_Block(name, label, decoded, hidden, revealed, grid))
        return
    text = decoded.text.strip()
    masked = hidden.text if isinstance(hidden, Plain) and hidden != decoded else None
    grid.add(name, label, text or "—", masked=masked, copy=bool(text))


class _Block(QWidget):
    """A table, a list of facts, a tree, or what can't be read. Personal values are masked until this field is
    revealed."""

    def __init__(
        self, name: str, label: str, decoded: Decoded, hidden: Decoded, revealed: set[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"fact.{name}")
        self._name = name
        self._label = label
        self._decoded = decoded
        self._hidden = hidden
        self._revealed = revealed
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(2)
        self._column.addLayout(self._make_head())
        self._build()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        title = Words(self._label, self, tone="muted", limit=120)
        title.setMinimumHeight(24)
        title.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(title, 1)
        if isinstance(self._decoded, Rows) and self._decoded.rows:
            words = self.tr("Lines: {count}").format(count=len(self._decoded.rows) + self._decoded.more)
            count = Words(words, self, tone="muted", size="small")
            count.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            row.addWidget(count)
        if self._hidden != self._decoded:
            reveal = RevealButton(self, what=self._label)
            reveal.setObjectName(f"fact.{self._name}.reveal")
            reveal.setChecked(self._name in self._revealed)
            reveal.toggled.connect(self._reveal)
            row.addWidget(reveal)
        copy = CopyButton(
            lambda: _as_text(self._shown()), self, what=self._label, in_full=lambda: self._in_full
        )
        copy.setObjectName(f"fact.{self._name}.copy")
        row.addWidget(copy)
        return row

    @property
    def _in_full(self) -> bool:
        return self._hidden != self._decoded and self._name in self._revealed

    def _shown(self) -> Decoded:
        return self._decoded if self._name in self._revealed else self._hidden

    def _reveal(self, shown: bool) -> None:
        if shown:
            self._revealed.add(self._name)
        else:
            self._revealed.discard(self._name)
        self._build()

    def _build(self) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        shown = self._shown()
        if isinstance(shown, Rows):
            self._body = self._table(shown)
        elif isinstance(shown, Facts):
            self._body = self._facts(shown.items)
        elif isinstance(shown, Tree):
            self._body = JsonTreeView(shown.value, self)
        elif isinstance(shown, Unreadable):
            self._body = self._unreadable(shown)
        else:
            self._body = Words(
                self.tr("Holds personal data: show it in full to read it."), self, tone="muted"
            )
        self._column.addWidget(self._body)

    def _table(self, rows: Rows) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if rows.facts:
            column.addWidget(self._facts(rows.facts))
        if not rows.rows:
            column.addWidget(Words(self.tr("The list is empty."), box, tone="muted"))
            return box
        titles = tuple(clean(say(title), 60) for title in rows.columns)
        cells = tuple(tuple(clean(cell, 500) for cell in row) for row in rows.rows)
        view = RowsView(box)
        view.setObjectName(f"fact.{self._name}.table")
        view.setAccessibleName(self._label)
        view.setModel(RowsModel(titles, cells, view))
        view.in_full = self._in_full
        widest = {
            number: max((row[number] for row in cells[:50]), key=len, default="")[:28]
            for number in range(len(titles))
        }
        view.set_widths(widest)
        seen = min(len(cells), _MOST_ROWS_SEEN)
        height = view.horizontalHeader().sizeHint().height()
        height += seen * view.verticalHeader().defaultSectionSize()
        view.setFixedHeight(height + view.horizontalScrollBar().sizeHint().height() + 2)
        column.addWidget(view)
        if rows.more:
            words = self.tr("{count} more rows are only in the raw reply.").format(count=rows.more)
            column.addWidget(Words(words, box, tone="muted", size="small"))
        return box

    def _facts(self, items: tuple[tuple[Text, str], ...]) -> FactsGrid:
        grid = FactsGrid(self)
        for number, (label, value) in enumerate(items):
            grid.add(f"{self._name}.{number}", say(label), value or "—")
        return grid

    def _unreadable(self, shown: Unreadable) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Notice("!", say(shown.why), "warning", box, name=f"unreadable.{self._name}"))
        column.addWidget(Words(shown.raw or "—", box, fixed_pitch=True))
        return box


def _as_text(decoded: Decoded) -> str:
    """What copying gives: as masked as on screen, tables with tabs between the columns."""
    if isinstance(decoded, Rows):
        lines = [f"{say(label)}\t{value}" for label, value in decoded.facts]
        lines.append("\t".join(say(column) for column in decoded.columns))
        lines += ["\t".join(row) for row in decoded.rows]
        return "\n".join(lines)
    if isinstance(decoded, Facts):
        return "\n".join(f"{say(label)}\t{value}" for label, value in decoded.items)
    if isinstance(decoded, Tree):
        try:
            return json.dumps(decoded.value, ensure_ascii=False, indent=1)
        except (TypeError, ValueError, RecursionError):
            return str(decoded.value)
    return decoded.raw if isinstance(decoded, Unreadable) else decoded.text
