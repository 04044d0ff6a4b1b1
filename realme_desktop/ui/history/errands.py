"""What the history does in windows of its own and by the clipboard: ranges, statistics, export, copying."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from realme_desktop.records.filters import SavedFilter
from realme_desktop.records.model import Order, SortColumn
from realme_desktop.ui.remaking import made_by
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.widgets.buttons import copy_text

from .filters import Choices, Filters
from .periods import Period
from .statistics import StatisticsWindow, count_words

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.records.model import Statistics

    from .pane import HistoryPane

__all__ = ["Errands"]

_MOST_COPIED = 5000  # lines; more than these are exported, not copied
_MOST_CHOSEN = 20_000  # lines that are exported by themselves; more are exported by their filter


class Errands(QObject):
    """Each window is built when it is wanted."""

    def __init__(self, pane: HistoryPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._desk: OrderDesk | None = None

    def attach(self, desk: OrderDesk | None) -> None:
        self._desk = desk

    def show_error(self, words: str) -> None:
        self._pane.show_error(words)

    # Kept filters, and what there is to filter by

    def load_choices(self) -> None:
        if self._desk is not None:
            spawn(self, self._load_choices(self._desk), name="history.choices")

    async def _load_choices(self, desk: OrderDesk) -> None:
        operators, tags = await desk.operators(), await desk.known_tags()
        self._pane.filters.set_choices(Choices(operators=operators, tags=tags))

    def present(self, name: str) -> SavedFilter:
        """All that narrows and sorts the list now, under a name."""
        period = self._pane.filters.filters.period
        return SavedFilter(name, self._pane.query(), period.value if period is not None else None)

    def apply(self, saved: SavedFilter) -> None:
        """Put kept filters in force."""
        period = next((period for period in Period if period.value == saved.period), None)
        plain = replace(saved.query, text="", sort=SortColumn.CREATED, descending=True)
        self._pane.put(Filters(plain, period), saved.query)

    # The clipboard and windows

    def copy_lines(self) -> None:
        """The chosen lines, masked."""
        rows = self._rows_to_copy()
        if rows:
            spawn(self, self._copy(rows, self._pane.table.line_of_order), name="history.copy")

    def copy_order_ids(self) -> None:
        rows = self._rows_to_copy()
        if rows:
            spawn(self, self._copy(rows, lambda order: order.order_id), name="history.copy")

    def _rows_to_copy(self) -> list[int]:
        if self._pane.table.selected_count() > _MOST_COPIED:
            words = self.tr("At most {count} lines are copied at once. Export them instead.")
            self.show_error(words.format(count=count_words(_MOST_COPIED)))
            return []
        return list(self._pane.table.selected_rows())

    async def _copy(self, rows: list[int], line: Callable[[Order], str]) -> None:
        orders = await self._pane.loading.orders(rows)
        copy_text("\n".join(map(line, orders)))

    def ask_days(self) -> None:
        from .ranges import DaysDialog

        query = self._pane.filters.query()
        dialog = DaysDialog(query.since, query.until, self._pane.now(), self._pane)
        dialog.chosen.connect(self._pane.filters.set_range)
        dialog.open()

    def ask_scores(self) -> None:
        from .ranges import ScoresDialog

        query = self._pane.filters.query()
        dialog = ScoresDialog(query.score_min, query.score_max, self._pane)
        dialog.chosen.connect(self._pane.filters.set_score)
        dialog.open()

    def show_statistics(self) -> None:
        """Of what is found now."""
        if self._desk is None:
            return
        desk, query, found = self._desk, self._pane.query(), self._pane.filter_words()

        def open_() -> StatisticsWindow:
            same = self._pane.query() == query  # else the pane has other words by now
            what = self._pane.filter_words() if same else found

            async def load() -> tuple[Statistics, str]:
                return await desk.statistics(query), what

            window = StatisticsWindow(load, self._pane)
            window.show()
            return made_by(window, open_)

        open_()

    def export(self) -> None:
        """What is chosen, or all that is found, into a file."""
        from .export import ExportDialog, Found, Range

        if self._desk is None:
            return
        pane, count = self._pane, self._pane.table.selected_count()
        found = Found(query=pane.model.query, count=pane.model.rowCount(), words=pane.filter_words())
        chosen, beyond = None, ""
        if 1 <= count <= _MOST_CHOSEN:
            # Read at once: by the time they are wanted other orders may stand in these rows.
            reading = spawn(
                self, pane.loading.orders(list(pane.table.selected_rows())), name="history.chosen"
            )
            chosen = Range(count=count, orders=lambda: asyncio.shield(reading))
        elif _MOST_CHOSEN < count < found.count:
            words = self.tr(
                "{count} lines are chosen; at most {most} are exported by themselves. "
                "Narrow the list down to them by filters, or export all that is found."
            )
            beyond = words.format(count=count_words(count), most=count_words(_MOST_CHOSEN))
        ExportDialog(self._desk, found, chosen, pane, beyond=beyond).open()
