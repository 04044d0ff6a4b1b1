"""The fields of an answer, each as what the catalog's decoder makes of it: text, facts, a table, a tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.decoders import Facts, Plain, Rows, Tree, Unreadable, decode
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import ResultField, Role, Sensitivity
from realme_desktop.catalog.text import Text
from realme_desktop.records.model import Order
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.tables import RowsModel, RowsView
from realme_desktop.ui.widgets.tree import JsonTreeView
from realme_desktop.ui.widgets.words import Words, clean

from .lookup import answer_fields, looks_personal
from .words import service_of

__all__ = ["answer_grid", "as_text"]

_MOST_ROWS_SEEN = 10


def as_text(value: Any) -> str:
    """A value as one text: strings as they are, everything else as JSON."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return str(value)


def answer_grid(order: Order, revealed: set[str], parent: QWidget | None = None) -> FactsGrid | None:
    """All fields of the answer but those that other parts show; None when there is nothing to show."""
    grid = FactsGrid(parent, revealed=revealed)
    grid.setObjectName("answer")
    for name, field, value in answer_fields(service_of(order.segment), order):
        _add(grid, name, field, value, revealed)
    if grid.empty:
        grid.deleteLater()
        return None
    return grid


def _add(grid: FactsGrid, name: str, field: ResultField | None, value: Any, revealed: set[str]) -> None:
    if field is None:
        label = QCoreApplication.translate("Answer", "{name} (not in the document)").format(
            name=clean(name, 60)
        )
        personal = looks_personal(value)
        if isinstance(value, Mapping | list | tuple) and value:
            entry = ResultField(
                name=name,
                label=Text(name, name),
                sensitivity=Sensitivity.PERSONAL if personal else Sensitivity.PUBLIC,
            )
            grid.add_wide(label, _Decoded(name, label, entry, Tree(value), revealed, grid))
        else:
            grid.add(name, label, _plain(value), masked=HIDDEN if personal else None, copy=True)
        return
    label = say(field.label)
    decoded = decode(field, value)
    if isinstance(decoded, Plain):
        hidden = mask(decoded.text, field.sensitivity, field.role) if field.sensitivity.masked else None
        text = decoded.text if decoded.text.strip() else "—"
        grid.add(name, label, text, masked=hidden if text != "—" else None, copy=text != "—")
    elif isinstance(decoded, Unreadable):
        grid.add_wide(label, _unreadable(name, decoded, field))
    else:
        grid.add_wide(label, _Decoded(name, label, field, decoded, revealed, grid))


def _plain(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_text(value) or "—"


def _unreadable(name: str, decoded: Unreadable, field: ResultField) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Notice("!", say(decoded.why), "warning", box, name=f"unreadable.{name}"))
    raw = as_text(decoded.raw)
    grid = FactsGrid(box)
    hidden = mask(raw, Sensitivity.SECRET, Role.OTHER) if field.sensitivity.masked and raw else None
    grid.add(name, say(field.label), raw or "—", masked=hidden, copy=True)
    column.addWidget(grid)
    return box


class _Decoded(QWidget):
    """A table, a list of facts or a tree. What is sensitive in it is masked until this field is revealed."""

    def __init__(
        self,
        name: str,
        label: str,
        field: ResultField,
        decoded: Rows | Facts | Tree,
        revealed: set[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"fact.{name}")
        self._name = name
        self._label = label
        self._field = field
        self._decoded = decoded
        self._revealed = revealed
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(2)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        self._count = Words("", self, tone="muted")
        self._tools.addWidget(self._count, 1)
        self._column.addLayout(self._tools)
        shown = name in revealed
        self._build(shown)
        if self._sensitive():
            button = RevealButton(self, what=label)
            button.setObjectName(f"fact.{name}.reveal")
            button.setChecked(shown)
            button.toggled.connect(self._reveal)
            self._tools.addWidget(button)
        copy = CopyButton(self._text, self, what=label)
        copy.setObjectName(f"fact.{name}.copy")
        self._tools.addWidget(copy)

    def _sensitive(self) -> bool:
        return self._field.sensitivity.masked or any(item.sensitivity.masked for item in self._field.items)

    def _reveal(self, shown: bool) -> None:
        if shown:
            self._revealed.add(self._name)
        else:
            self._revealed.discard(self._name)
        self._build(shown)

    def _build(self, shown: bool) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        decoded = self._decoded
        if isinstance(decoded, Rows):
            self._body = self._table(decoded, shown)
        elif isinstance(decoded, Facts):
            self._body = self._facts(decoded, shown)
        else:
            self._body = self._tree(decoded, shown)
        self._column.addWidget(self._body)

    def _table(self, rows: Rows, shown: bool) -> QWidget:
        if not rows.rows:
            return Words(self.tr("The list is empty."), self, tone="muted")
        columns = tuple(clean(say(column), 60) for column in rows.columns)
        cells = tuple(tuple(clean(cell, 500) for cell in row) for row in rows.rows)
        model = RowsModel(columns, cells, None if shown else self._column_masks(rows), self)
        view = RowsView(self)
        view.setObjectName(f"fact.{self._name}.table")
        view.setAccessibleName(self._label)
        view.setModel(model)
        view.set_widths(
            {column: max((row[column] for row in cells[:50] if column < len(row)), key=len, default="")[:28]
             for column in range(len(columns))}
        )  # fmt: skip
        seen = min(len(cells), _MOST_ROWS_SEEN)
        height = (
            view.horizontalHeader().sizeHint().height() + seen * view.verticalHeader().defaultSectionSize()
        )
        view.setMinimumHeight(height + 4)
        view.setMaximumHeight(height + 4 + view.horizontalScrollBar().sizeHint().height())
        self._count.set_text(self.tr("Lines: {count}").format(count=len(cells)))
        return view

    def _column_masks(self, rows: Rows) -> dict[int, Callable[[str], str]]:
        """By the item field of the same label; where none is known, a sensitive field masks every column."""
        by_label = {item.label: item for item in self._field.items}
        masks: dict[int, Callable[[str], str]] = {}
        for number, column in enumerate(rows.columns):
            item = by_label.get(column)
            if item is not None:
                if item.sensitivity.masked:
                    masks[number] = partial(_masked, item.sensitivity, item.role)
            elif self._field.sensitivity.masked:
                masks[number] = partial(_masked, self._field.sensitivity, Role.OTHER)
        return masks

    def _facts(self, facts: Facts, shown: bool) -> QWidget:
        grid = FactsGrid(self)
        by_label = {item.label: item for item in self._field.items}
        for number, (label, value) in enumerate(facts.items):
            item = by_label.get(label, self._field)
            text = value or "—"
            hidden = None
            if item.sensitivity.masked and value and not shown:
                hidden = mask(value, item.sensitivity, item.role)
            fact = grid.add(f"{self._name}.{number}", say(label), text, masked=hidden)
            if fact.reveal is not None:
                fact.reveal.hide()  # one toggle for the whole field
        return grid

    def _tree(self, tree: Tree, shown: bool) -> QWidget:
        if self._sensitive() and not shown:
            return Words(self.tr("Holds personal data: show it in full to read it."), self, tone="muted")
        return JsonTreeView(tree.value, self)

    def _text(self) -> str:
        shown = self._name in self._revealed or not self._sensitive()
        if isinstance(self._decoded, Rows):
            model = self._body.model() if isinstance(self._body, RowsView) else None
            return model.all_text() if isinstance(model, RowsModel) else ""
        if isinstance(self._decoded, Facts):
            facts = self._body.facts.values() if isinstance(self._body, FactsGrid) else ()
            return "\n".join(
                f"{say(label)}: {fact.shown()}"
                for (label, _), fact in zip(self._decoded.items, facts, strict=False)
            )
        return as_text(self._decoded.value) if shown else ""


def _masked(sensitivity: Sensitivity, role: Role, value: str) -> str:
    return mask(value, sensitivity, role)
