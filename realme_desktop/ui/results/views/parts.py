"""What several views share: parts that are masked until shown, tables and trees, work off the loop."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.decoding.tabular import Table, concealed
from realme_desktop.catalog.masking import HIDDEN
from realme_desktop.catalog.model import Sensitivity
from realme_desktop.ui.language import say
from realme_desktop.ui.results.data_table import DataTable
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import SMALL
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.searchable_tree import SearchableTree
from realme_desktop.ui.widgets.words import Words, as_text

from . import ViewContext

__all__ = [
    "Revealing",
    "column_of",
    "later",
    "note",
    "personal",
    "table_text",
    "table_widget",
    "tree_text",
    "tree_widget",
    "unreadable_words",
]

T = TypeVar("T")
_MOST_COPIED = 20_000  # rows of a table


def column_of(widget: QWidget, spacing: int = SMALL) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def note(words: str, parent: QWidget, name: str = "") -> Words:
    made = Words(words, parent, tone="muted", size="small")
    made.setObjectName(name)
    return made


def personal(table: Table) -> bool:
    """Whether a column of the table is masked."""
    return any(column.mask[0] is not Sensitivity.PUBLIC for column in table.columns)


class Revealing(QWidget):
    """A title, buttons to show it in full and to copy it, and a body that is built anew when it is revealed.

    `build(shown)` makes the body, `text(shown)` what is copied: as masked as on screen. `masked` tells
    whether there is anything to reveal.
    """

    def __init__(
        self,
        context: ViewContext,
        name: str,
        title: str,
        build: Callable[[bool], QWidget],
        text: Callable[[bool], str] | None,
        *,
        masked: bool,
        parent: QWidget | None = None,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"part.{name}")
        self._context = context
        self._name = name
        self._make = build
        self._body: QWidget | None = None
        self._column = column_of(self, 2)
        row = QHBoxLayout()
        row.setSpacing(2)
        head = Words(title, self, tone=None if bold else "muted", bold=bold, limit=160)
        head.setMinimumHeight(24)
        head.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(head, 1)
        if masked:
            reveal = RevealButton(self, what=title)
            reveal.setObjectName(f"fact.{name}.reveal")
            reveal.setChecked(name in context.revealed)
            reveal.toggled.connect(self._reveal)
            row.addWidget(reveal)
        if text is not None:
            copy = CopyButton(lambda: text(self.shown), self, what=title, in_full=lambda: self.shown)
            copy.setObjectName(f"fact.{name}.copy")
            copy.clicked.connect(lambda: context.copied(name, self.shown))
            row.addWidget(copy)
        self._column.addLayout(row)
        self._build()

    @property
    def shown(self) -> bool:
        return self._name in self._context.revealed

    def _reveal(self, shown: bool) -> None:
        if shown:
            self._context.revealed.add(self._name)
        else:
            self._context.revealed.discard(self._name)
        self._context.reveal(self._name, shown)
        self._build()

    def _build(self) -> None:
        old, self._body = self._body, self._make(self.shown)
        if old is not None:  # first: with both in it the layout would grow, and what is read would jump
            self._column.removeWidget(old)
            old.setParent(None)  # at once: names of parts are unique
            old.deleteLater()
        self._body.setParent(self)
        self._column.addWidget(self._body)
        self._body.show()  # a layout shows it only at the next turn of the loop


def table_widget(context: ViewContext, name: str, title: str, table: Table, shown: bool) -> DataTable:
    """The table, masked unless shown; the order that the operator gave it outlives a redraw."""
    made = DataTable(table, f"table.{name}", title, shown=shown)
    key = f"sorted.{name}"
    kept = context.remembered.get(key)
    if isinstance(kept, tuple) and len(kept) == 2:
        made.sort_by(*kept)

    def keep(column: int, descending: bool) -> None:
        context.remembered[key] = (column, descending)

    made.sorted_by_hand.connect(keep)
    return made


def table_text(table: Table, shown: bool) -> str:
    """The table with tabs between its columns, as masked as on screen."""
    seen = Table(table.columns, table.rows[:_MOST_COPIED])
    seen = seen if shown else concealed(seen)
    lines = ["\t".join(say(column.label) for column in seen.columns)]
    lines += ["\t".join(say(cell.text) for cell in row) for row in seen.rows]
    return "\n".join(lines)


_LONG_NUMBER = re.compile(r"\d{7,}")


def _conceal(text: str, is_name: bool) -> str:
    """Of a structure that nobody described: its make may be seen, what stands in it may not."""
    if is_name:
        return HIDDEN if _LONG_NUMBER.search(text) else text
    return text if text in ("", "—", "true", "false") else HIDDEN


def tree_widget(context: ViewContext, name: str, title: str, value: Any, shown: bool) -> SearchableTree:
    """What could not be put into a table, with a line to search it; the search outlives a redraw."""
    key = f"search.{name}"
    made = SearchableTree(
        value,
        name=f"tree.{name}",
        title=title,
        conceal=None if shown else _conceal,
        text=str(context.remembered.get(key, "")),
    )

    def keep(text: str) -> None:
        context.remembered[key] = text

    made.searched.connect(keep)
    return made


def tree_text(value: Any) -> str:
    """The structure as JSON, for copying."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=1)
    except (TypeError, ValueError, RecursionError):
        return as_text(value)


def later(owner: QWidget, work: Callable[[], T], then: Callable[[T], None]) -> None:
    """Do `work` on a worker thread and give its outcome to `then`, unless `owner` is gone by then. Where no
    loop runs, at once."""

    async def run() -> None:
        from shiboken6 import isValid

        found = await in_thread(work)
        if isValid(owner):
            then(found)

    try:
        spawn(owner, run(), name="view")
    except RuntimeError:
        then(work())


def unreadable_words() -> str:
    return QCoreApplication.translate(
        "ResultViews", "This can't be read in the form that is expected. The text as it came:"
    )
