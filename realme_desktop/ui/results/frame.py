"""The result of one order, laid out: the same parts in the same places for every service.

Verdict, and apart from it the call; then what only this kind of answer has (its views); the other fields of
the answer; evidence; what was sent; what happened; the raw exchange. In a narrow pane they stand under each
other, in a wide one evidence and request stand beside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.records.model import OrderState
from realme_desktop.ui.language import language
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, WIDE
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.fitting import with_letters
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.words import Words

from .answer import answer_grid
from .evidence import evidence_section, request_section, titled
from .outcome import call_line, outcome_block, phase_block
from .score import ScorePanel
from .states import remark
from .views import Place, View, ViewContext, views_for
from .words import IN_PROGRESS, not_real_words, service_words, subject_words

__all__ = ["OrderFrame"]

TWO_COLUMNS = 860  # pixels of width from which evidence stands beside the answer instead of below it


class OrderFrame(QWidget):
    """`ticking` is a line for the time that passes, None where nothing is awaited."""

    folded = Signal(str, bool)  # name of a fold, unfolded

    def __init__(self, context: ViewContext, unfolded: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.context = context
        self.ticking: Words | None = None
        self._unfolded = unfolded
        self._wide: bool | None = None
        self._notice: Notice | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, SMALL, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addLayout(self._make_head())
        columns = QHBoxLayout()
        columns.setSpacing(WIDE)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(MEDIUM)
        columns.addLayout(self._left, 3)
        columns.addLayout(self._right, 2)
        self._columns = columns
        column.addLayout(columns)
        made, broken = views_for(context)
        self._turning: list[Any] = [view.widget for view in made if hasattr(view.widget, "set_room")]
        self._verdict = self._make_verdict(made, broken)
        self._views = self._make_views(made)
        self._answer = self._make_answer(made)
        self._evidence = evidence_section(context.order, context.revealed, self)
        self._request = self._make_request(made)
        course, self._raw = self._make_course(), self._make_raw()
        for fold in (course, self._raw):
            if fold is not None:
                column.addWidget(fold)
        column.addStretch(1)
        for grid in self.findChildren(FactsGrid):
            grid.copied.connect(self._copied)
        self.set_width(0)

    def _copied(self, name: str, in_full: bool) -> None:
        if in_full:  # what is masked, or nobody's, is no news
            self.context.copied(name, in_full)

    # Its parts

    def _make_head(self) -> QBoxLayout:
        order = self.context.order
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(SMALL)
        rows = QVBoxLayout()
        rows.setSpacing(1)
        service = self.context.service
        number = f"{service.number}  " if service is not None else ""
        self._title = Words(f"{number}{service_words(order.segment)}", self, bold=True)
        self._title.setObjectName("result.title")
        rows.addWidget(self._title)
        about = "   ".join(part for part in (subject_words(order), moment(order.created_at)) if part)
        rows.addWidget(Words(about, self, tone="muted", size="small"))
        self._head.addLayout(rows, 1)
        if not order.real:
            self._notice = Notice("◇", not_real_words(), "sandbox", self, name="not_real")
            self._head.addWidget(self._notice, 0, Qt.AlignmentFlag.AlignTop)
        return self._head

    def _make_verdict(self, views: tuple[View, ...], broken: tuple[str, ...]) -> QWidget:
        order = self.context.order
        box, column = titled("", "result.verdict", self)
        column.setSpacing(SMALL)
        if order.state in IN_PROGRESS:
            phase = phase_block(order.state)
            self.ticking = phase.lines[0]
            column.addWidget(phase)
        else:
            column.addWidget(outcome_block(order, self.context.service, self.context.remembered))
            beside = remark(order)
            if beside is not None:
                between = "" if language() == "zh" else " "
                words = between.join(beside.lines)
                column.addWidget(Notice(beside.sign, words, beside.tone, box, name="remark"))
            if order.state is OrderState.PENDING or order.state is OrderState.UNCLEAR:
                self.ticking = Words("", box, tone="muted")
                self.ticking.setObjectName("next_query")
                column.addWidget(self.ticking)
        if order.purged_at is not None:
            words = self.tr("What was personal in this order was removed on {when}, as the settings demand.")
            told = words.format(when=moment(order.purged_at))
            column.addWidget(Notice("–", told, "info", box, name="purged"))
        column.addWidget(call_line(order, box))
        if broken:
            words = self.tr("This answer could not be shown in its own form. All of it stands below.")
            column.addWidget(Notice("!", words, "warning", box, name="view.broken"))
        for view in views:
            if view.place is Place.COLUMN:
                _add_view(column, view)
        if not any(view.scored for view in views) and self._expects_score():
            column.addWidget(ScorePanel(self.context, box))
        column.addStretch(1)
        return box

    def _expects_score(self) -> bool:
        order, service = self.context.order, self.context.service
        if order.state is not OrderState.ANSWERED:
            return False
        return order.score is not None or (service is not None and service.scored)

    def _make_views(self, views: tuple[View, ...]) -> QWidget | None:
        wide = [view for view in views if view.place is Place.WIDE]
        if not wide:
            return None
        box, column = titled("", "result.views", self)
        column.setSpacing(MEDIUM)
        for view in wide:
            _add_view(column, view)
        return box

    def _make_answer(self, views: tuple[View, ...]) -> QWidget | None:
        shown = frozenset[str]().union(*(view.shows for view in views))
        grid = answer_grid(self.context.order, self.context.revealed, without=shown)
        if grid is None:
            return None
        words = self.tr("Further fields of the answer") if shown else self.tr("Answer of RealMe")
        box, column = titled(words, "result.answer", self)
        column.addWidget(grid)
        return box

    def _make_request(self, views: tuple[View, ...]) -> QWidget | None:
        context = self.context
        request = request_section(context.order, context.service, context.pictures, context.revealed, self)
        column = request.layout() if request is not None else None
        if column is not None and context.pictures and not any(view.pictured for view in views):
            from .views.pictures import PicturesSent

            column.addWidget(PicturesSent(context, self))
        return request

    def _make_course(self) -> QWidget | None:
        if self.context.order.state in IN_PROGRESS:
            return None  # the steps on the way are shown as they are taken
        return self._fold("course", self.tr("What happened, step by step"), self._course)

    def _course(self) -> QWidget:
        from .course import CourseView

        return CourseView(self.context)

    def _make_raw(self) -> QWidget | None:
        order = self.context.order
        if order.state in IN_PROGRESS or (order.sent_at is None and not order.raw_reply):
            return None
        return self._fold("raw", self.tr("Raw exchange"), self._exchange)

    def _exchange(self) -> QWidget:
        from .exchange import ExchangeView

        return ExchangeView(self.context)

    def _fold(self, name: str, words: str, build: Callable[[], QWidget]) -> Fold:
        fold = Fold(words, build, self, name=f"fold.{name}", unfolded=name in self._unfolded)
        fold.toggled.connect(partial(self.folded.emit, name))
        return fold

    def raw_fold(self) -> Fold | None:
        """Where the raw exchange stands, None where there is none."""
        return self._raw if isinstance(self._raw, Fold) else None

    # Their places

    def set_width(self, width: int) -> None:
        """Follow the width of the pane."""
        notice = self._notice.sizeHint().width() if self._notice is not None else 0
        beside = width >= self._title.sizeHint().width() + notice + 3 * LARGE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._head.direction() is not way:
            self._head.setDirection(way)
            self.updateGeometry()
        wide = width >= with_letters(TWO_COLUMNS)
        room = width - 2 * LARGE
        if wide:
            room = (room - WIDE) * 3 // 5
        for widget in self._turning:
            widget.set_room(room)
        if wide == self._wide:
            return
        self._wide = wide
        for side in (self._left, self._right):
            while side.count():
                side.takeAt(0)
        beside_it = self._right if wide else self._left
        for part, place in (
            (self._verdict, self._left),
            (self._views, self._left),
            (self._answer, self._left),
            (self._evidence, beside_it),
            (self._request, beside_it),
        ):
            if part is not None:
                place.addWidget(part)
        for side in (self._left, self._right):
            side.addStretch(1)
        self._columns.setSpacing(WIDE if wide else 0)
        self._columns.setStretch(1, 2 if wide else 0)


def _add_view(column: QVBoxLayout, view: View) -> None:
    if view.title:
        box, inner = titled(view.title, f"view.{view.widget.objectName()}")
        inner.addWidget(view.widget)
        column.addWidget(box)
    else:
        column.addWidget(view.widget)
