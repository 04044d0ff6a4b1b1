"""Loan records (127) and P2P records (125): totals, a picture along the days, a table to sort."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from realme_desktop.catalog.decoding.loans import Loans, Standing, read, records_field
from realme_desktop.catalog.decoding.tabular import Table
from realme_desktop.catalog.model import Role, Verdict
from realme_desktop.ui.language import say
from realme_desktop.ui.results.data_table import DataTable, tone_colour
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.timeline import Lane, Spot, Timeline
from realme_desktop.ui.widgets.words import Words

from . import LONG_REPLY, Place, View, ViewContext
from .parts import Revealing, column_of, later, note, personal, table_text, table_widget, unreadable_words

__all__ = ["build"]


def build(context: ViewContext) -> View | None:
    service = context.service
    if service is None or not context.answered:
        return None
    field = records_field(service)
    if field is None or field.name not in context.values:
        return None
    counts = {
        other.name
        for other in service.returns
        if other.role is Role.COUNT and not isinstance(context.values.get(other.name), dict | list)
    }
    return View(
        widget=_Loaned(context, field.name),
        shows=frozenset({field.name, *counts}),
        place=Place.WIDE,
        title=say(field.label),
    )


class _Loaned(QWidget):
    def __init__(self, context: ViewContext, name: str) -> None:
        super().__init__()
        self.setObjectName("view.loans")
        self._context = context
        self._name = name
        self._table: DataTable | None = None
        self._timeline: Timeline | None = None
        self._column = column_of(self, 10)
        service = context.service
        assert service is not None
        if len(context.order.raw_reply or "") < LONG_REPLY:
            self._show(read(service, context.values))
            return
        self._waiting = note(self.tr("Reading the records…"), self, "loans.reading")
        self._column.addWidget(self._waiting)
        later(self, lambda: read(service, context.values), self._arrived)

    def _arrived(self, loans: Loans | None) -> None:
        self._waiting.hide()
        self._show(loans)

    def _show(self, loans: Loans | None) -> None:
        if loans is None:
            return
        for number, remark in enumerate(loans.remarks):
            self._column.addWidget(Notice("≠", say(remark), "warning", self, name=f"loans.remark.{number}"))
        if loans.table is None:
            self._column.addWidget(self._unreadable(loans.raw))
            return
        if not loans.table.rows:
            # After an exception, an empty list tells nothing of the person.
            if self._context.verdict is Verdict.DATA:
                none = Words(self.tr("No records: RealMe knows of none."), self, tone="muted")
                none.setObjectName("loans.none")
            else:
                words = self.tr("The list is empty, which proves nothing here: see the verdict above.")
                none = Words(words, self, tone="review")
                none.setObjectName("loans.nothing_told")
            self._column.addWidget(none)
            return
        if not loans.described:
            words = self.tr(
                "RealMe does not describe these records: names and values are as they came, amounts without "
                "a unit."
            )
            self._column.addWidget(note(words, self, "loans.undescribed"))
        if loans.totals:
            grid = FactsGrid(self, revealed=self._context.revealed)
            grid.setObjectName("loans.totals")
            for key, label, words_ in loans.totals:
                grid.add(f"total.{key}", say(label), say(words_))
            self._column.addWidget(grid)
        if loans.marks:
            self._column.addWidget(self._picture(loans))
        self._column.addWidget(self._list(loans.table))

    def _picture(self, loans: Loans) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        there = [standing for standing in Standing if any(mark.standing is standing for mark in loans.marks)]
        lanes = [_lane(standing, loans.described) for standing in there]
        spots = [
            Spot(date.fromisoformat(mark.day), there.index(mark.standing), say(mark.words), mark.row)
            for mark in loans.marks
        ]
        timeline = self._timeline = Timeline(box, name="timeline.loans")
        title = (
            self.tr("Records along the days") if not loans.described else self.tr("Loans by date and state")
        )
        timeline.set_spots(lanes, spots, title)
        timeline.chosen.connect(self._go_to_row)
        column.addWidget(timeline)
        hint = self.tr("Point at a mark, or step through with ← and →; Enter goes to its row.")
        if loans.undated:
            hint += " " + self.tr("Without a date: {count}.").format(count=loans.undated)
        told = note(hint, box, "timeline.words")
        timeline.pointed.connect(lambda words: told.set_text(words or hint))
        column.addWidget(told)
        return box

    def _list(self, table: Table) -> QWidget:
        title = self.tr("Records: {count}").format(count=len(table.rows))
        return Revealing(
            self._context,
            self._name,
            title,
            lambda shown: self._make_table(table, title, shown),
            lambda shown: table_text(table, shown),
            masked=personal(table),
        )

    def _make_table(self, table: Table, title: str, shown: bool) -> DataTable:
        made = self._table = table_widget(self._context, self._name, title, table, shown)
        if self._timeline is not None:
            made.row_chosen.connect(self._timeline.point_row)
        return made

    def _go_to_row(self, row: int) -> None:
        if self._table is not None:
            self._table.choose_row(row)
            self._table.setFocus()

    def _unreadable(self, raw: str) -> QWidget:
        def build_raw(shown: bool) -> QWidget:
            box = QWidget()
            column = column_of(box)
            column.addWidget(Notice("?", unreadable_words(), "warning", box, name=f"unreadable.{self._name}"))
            column.addWidget(Words(raw if shown else "******", box, fixed_pitch=True))
            return box

        title = self.tr("What came in place of records")
        return Revealing(
            self._context,
            self._name,
            title,
            build_raw,
            lambda shown: raw if shown else "******",
            masked=True,
        )


def _lane(standing: Standing, described: bool) -> Lane:
    if not described:  # records of no known make have no state that could be told
        return Lane(QCoreApplication.translate("LoansView", "Records"), "●", "data")
    return Lane(say(standing.words), standing.sign, tone_colour(standing.tone))
