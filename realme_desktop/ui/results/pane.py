"""The pane of one order: what is known of it right now, redrawn from the order as it is on disk.

The frame is the same for every service: "not real" banner, verdict, score, the call apart from it, the fields
of the answer, evidence, what was sent, the raw reply. The pane holds no truth of its own beside what the
operator unfolded and revealed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog.text import Text
from realme_desktop.orders.model import Phase
from realme_desktop.records.model import Order, OrderState, StoredPicture
from realme_desktop.ui.language import language, language_signals, say
from realme_desktop.ui.theme import LARGE, MEDIUM, WIDE, set_role
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.moments import age, moment
from realme_desktop.ui.widgets.panels import EmptyState, Notice, VerdictBlock
from realme_desktop.ui.widgets.words import Words

from .answer import answer_grid
from .question import RepetitionQuestion
from .raw import raw_view
from .sections import (
    call_section,
    evidence_section,
    heading,
    outcome_block,
    request_section,
    score_section,
)
from .states import remark
from .words import IN_PROGRESS, askable, not_real_words, service_of, service_words, subject_words

__all__ = ["ResultPane"]

_TWO_COLUMNS = 860  # pixels of width from which facts stand beside the verdict instead of below it

_PHASE_OF_STATE = {
    OrderState.DRAFTED: Phase.PREPARING,
    OrderState.QUEUED: Phase.QUEUED,
    OrderState.SENDING: Phase.SENDING,
}


class _Showing(Enum):
    NOTHING = 0
    PHASE = 1
    PROBLEM = 2
    ORDER = 3


class ResultPane(QWidget):
    """`ask_requested(order_id)`: query RealMe now. `new_order_requested(order_id)`: fill the form with it."""

    ask_requested = Signal(str)
    new_order_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setObjectName("result")
        self._clock = clock
        self._showing = _Showing.NOTHING
        self._order: Order | None = None
        self._pictures: Mapping[str, StoredPicture] = {}
        self._phase: Phase | Text | str | None = None
        self._phase_since = 0.0
        self._problem: tuple[Text | str, ...] = ()
        self._revealed: set[str] = set()
        self._unfolded: set[str] = set()
        self._ticking: Words | None = None
        self._header: QBoxLayout | None = None
        self._columns: QBoxLayout | None = None

        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._stack = QStackedLayout()
        self._empty = EmptyState(self, name="result.empty")
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("result.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        self.question = RepetitionQuestion(self, clock=clock)
        outer.addWidget(self.question)
        outer.addLayout(self._stack, 1)
        outer.addWidget(self._make_actions())

        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        language_signals().changed.connect(self._retranslate)
        self._retranslate()

    def _make_actions(self) -> QWidget:
        self._actions = QWidget(self)
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(LARGE, 8, LARGE, 8)
        row.setSpacing(8)
        self._ask = QPushButton(self._actions)
        self._ask.setObjectName("ask")
        self._ask.clicked.connect(self._ask_now)
        self._new = QPushButton(self._actions)
        self._new.setObjectName("new_order")
        self._new.clicked.connect(self._new_order)
        row.addWidget(self._ask)
        row.addWidget(self._new)
        row.addStretch(1)
        self._actions.hide()
        return self._actions

    # What is shown

    @property
    def order(self) -> Order | None:
        """The order on screen, None while there is none."""
        return self._order

    def show_order(self, order: Order, pictures: Mapping[str, StoredPicture] | None = None) -> None:
        """Show the order as it is. Without `pictures` those of the same order stay; reveals and folds too."""
        same = self._order is not None and self._order.order_id == order.order_id
        if not same:
            self._revealed.clear()
            self._pictures = {}
        if pictures is not None:
            self._pictures = dict(pictures)
        elif same and order == self._order and self._showing is _Showing.ORDER:
            return
        keep = self._scroll.verticalScrollBar().value() if same else 0
        self._order = order
        self._showing = _Showing.ORDER
        self._phase = None
        self._render()
        self._scroll.verticalScrollBar().setValue(keep)

    def show_phase(self, words: Phase | Text | str) -> None:
        """An order is on its way: what is being done with it, and for how long."""
        if self._showing is not _Showing.PHASE:
            self._phase_since = self._clock()
            self._order = None
            self._revealed.clear()
        self._phase = words
        self._showing = _Showing.PHASE
        self._render()

    def show_problem(self, *words: Text | str) -> None:
        """What happened, then what follows from it: nothing came of the submission that could be an order."""
        self._problem = words
        self._order = None
        self._showing = _Showing.PROBLEM
        self._render()

    def clear(self) -> None:
        self._order = None
        self._pictures = {}
        self._revealed.clear()
        self._showing = _Showing.NOTHING
        self._render()

    # Drawing

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Result"))
        self._ask.setText(self.tr("Ask now"))
        self._ask.setToolTip(self.tr("Ask RealMe for the result of this order. Nothing is sent again."))
        self._name_new()
        self._new.setToolTip(self.tr("Fill the form with the values of this order. Nothing is sent yet."))
        self._empty.say(
            self.tr("No result yet"),
            self.tr(
                "Fill in the form and submit it: the verdict appears here. "
                "Orders from before open with Enter in the history."
            ),
        )
        self._render()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _render(self) -> None:
        self._ticking = None
        self._header = self._columns = None
        order = self._order
        state = order.state if order is not None else None
        self._ask.setVisible(order is not None and askable(order))
        self._new.setVisible(state is not None and state not in IN_PROGRESS)
        set_role(self._ask, "primary" if state in (OrderState.PENDING, OrderState.UNCLEAR) else "")
        set_role(self._new, "primary" if state is OrderState.REJECTED else "")
        self._name_new()
        self._actions.setVisible(self._ask.isVisibleTo(self._actions) or self._new.isVisibleTo(self._actions))
        if self._showing is _Showing.NOTHING:
            self._stack.setCurrentWidget(self._empty)
            old = self._scroll.takeWidget()
            if old is not None:
                old.deleteLater()
            self._run_timer()
            return
        self._scroll.setWidget(self._content())
        self._stack.setCurrentWidget(self._scroll)
        self._tick()
        self._run_timer()

    def _name_new(self) -> None:
        if self._order is not None and self._order.problem == "unknown_to_realme":
            self._new.setText(self.tr("Send again as a new order"))
        else:
            self._new.setText(self.tr("New order with these values"))

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("result.content")
        column = QVBoxLayout(content)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        if self._showing is _Showing.PROBLEM:
            column.addWidget(self._problem_block())
        elif self._order is None:
            column.addWidget(self._phase_block(self._phase))
        else:
            self._add_order(column, self._order)
        column.addStretch(1)
        return content

    def _problem_block(self) -> VerdictBlock:
        lines = [say(part) if isinstance(part, Text) else part for part in self._problem]
        title = lines[0] if lines else self.tr("Nothing was sent")
        return VerdictBlock(sign="×", title=title, tone="error", lines=lines[1:], name="problem", size=1.3)

    def _phase_block(self, phase: Phase | Text | str | None) -> VerdictBlock:
        words: Text | str | None = phase.words if isinstance(phase, Phase) else phase
        title = say(words) if isinstance(words, Text) else words or self.tr("The order is on its way.")
        block = VerdictBlock(sign="…", title=title, tone="pending", lines=[" "], name="phase", size=1.3)
        self._ticking = block.lines[0]
        return block

    def _add_order(self, column: QVBoxLayout, order: Order) -> None:
        service = service_of(order.segment)
        self._header = QBoxLayout(self._direction())
        self._header.setSpacing(MEDIUM)
        if not order.real:
            notice = Notice("◇", not_real_words(), "sandbox", name="not_real")
            self._header.addWidget(notice, 1)
        self._header.addWidget(self._title(order), 2)
        column.addLayout(self._header)
        self._columns = QBoxLayout(self._direction())
        self._columns.setSpacing(WIDE)
        first, second = QVBoxLayout(), QVBoxLayout()
        for side in (first, second):
            side.setSpacing(LARGE)
            self._columns.addLayout(side, 1)
        if order.state in IN_PROGRESS:
            first.addWidget(self._phase_block(_PHASE_OF_STATE[order.state]))
        else:
            block = outcome_block(order, service)
            first.addWidget(block)
            beside = remark(order)
            if beside is not None:
                between = "" if language() == "zh" else " "
                words = between.join(beside.lines)
                first.addWidget(Notice(beside.sign, words, beside.tone, name="remark"))
            if order.state is OrderState.PENDING or order.state is OrderState.UNCLEAR:
                self._ticking = Words("", block, tone="muted")
                self._ticking.setObjectName("next_query")
                first.addWidget(self._ticking)
        score = score_section(order, service)
        if score is not None:
            first.addWidget(score)
        first.addWidget(call_section(order))
        first.addStretch(1)
        answer = answer_grid(order, self._revealed)
        if answer is not None:
            second.addLayout(self._section(self.tr("Answer of RealMe"), answer))
        second.addWidget(evidence_section(order, self._revealed))
        request = request_section(order, service, self._pictures, self._revealed)
        if request is not None:
            second.addWidget(request)
        if order.raw_reply:
            second.addWidget(self._fold("raw", self.tr("Raw reply"), lambda: raw_view(order, service)))
        second.addStretch(1)
        column.addLayout(self._columns)

    @staticmethod
    def _section(words: str, body: QWidget) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(6)
        rows.addWidget(heading(words))
        rows.addWidget(body)
        return rows

    def _title(self, order: Order) -> QWidget:
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        service = service_of(order.segment)
        number = f"{service.number}  " if service is not None else ""
        title = Words(f"{number}{service_words(order.segment)}", box, bold=True)
        title.setObjectName("result.title")
        rows.addWidget(title)
        about = "   ".join(part for part in (subject_words(order), moment(order.created_at)) if part)
        rows.addWidget(Words(about, box, tone="muted"))
        return box

    def _fold(self, name: str, words: str, build: Callable[[], QWidget]) -> Fold:
        fold = Fold(words, build, name=f"fold.{name}", unfolded=name in self._unfolded)

        def remember(unfolded: bool) -> None:
            if unfolded:
                self._unfolded.add(name)
            else:
                self._unfolded.discard(name)

        fold.toggled.connect(remember)
        return fold

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.width() >= _TWO_COLUMNS
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self._header, self._columns):
            if part is not None and part.direction() != self._direction():
                part.setDirection(self._direction())

    # Time

    def _run_timer(self) -> None:
        if self._ticking is not None and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()
        self._run_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        if self._ticking is None:
            return
        order, now = self._order, self._clock()
        if order is None or order.state in IN_PROGRESS:
            since = self._phase_since if order is None else order.created_at / 1000
            self._ticking.set_text(self.tr("Elapsed: {age}").format(age=age(now - since)))
            return
        parts = [self.tr("Waiting for {age}").format(age=age(now - order.created_at / 1000))]
        if order.next_query_at is not None:
            left = order.next_query_at / 1000 - now
            if left > 0:
                parts.append(self.tr("next query in {age}").format(age=age(left + 0.999)))
            else:
                parts.append(self.tr("next query is due"))
        if order.queries:
            parts.append(self.tr("queries so far: {count}").format(count=order.queries))
        self._ticking.set_text("  ·  ".join(parts))

    # Acts

    def _ask_now(self) -> None:
        if self._order is not None:
            self.ask_requested.emit(self._order.order_id)

    def _new_order(self) -> None:
        if self._order is not None:
            self.new_order_requested.emit(self._order.order_id)
