"""The pane of one order: what is known of it right now, redrawn from the order as it is on disk.

`frame.py` lays the result out, `next_steps.py` says what to do now. The pane holds no truth of its own beside
what the operator unfolded, revealed and tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text
from realme_desktop.orders.model import Phase
from realme_desktop.records.model import Order, StoredPicture
from realme_desktop.ui.language import language_signals, say
from realme_desktop.ui.theme import LARGE, MEDIUM
from realme_desktop.ui.widgets.buttons import copy_text
from realme_desktop.ui.widgets.moments import age
from realme_desktop.ui.widgets.panels import VerdictBlock
from realme_desktop.ui.widgets.revealing import forget_shown
from realme_desktop.ui.widgets.words import Words

from .frame import OrderFrame
from .next_steps import NextSteps
from .nothing import NoResult
from .progress import Progress
from .question import RepetitionQuestion
from .using import usable, use_menu
from .views import ViewContext
from .words import IN_PROGRESS, service_of

__all__ = ["ResultPane"]

_LOW_LINES = 16
_NO_LIMIT = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX


class _Showing(Enum):
    NOTHING = 0
    PHASE = 1
    PROBLEM = 2
    ORDER = 3


class _Revealed(set[str]):
    """The names of values shown in full; tells of each that is newly shown, for the audit trail."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def add(self, name: str) -> None:
        if name not in self:
            super().add(name)
            self._tell(name)


class ResultPane(QWidget):
    """`ask_requested(order_id)`: query RealMe now. `new_order_requested(order_id)`: fill the form with it.
    `use_requested(order_id, segment, values)`: fill the form of another service with values by their roles.
    `revealed(order_id, name)`: a personal value, or a picture (`picture.<name>`), was shown in full.
    `known_picture_wanted(group, person, then)`: `then(StoredPicture | None)` is to be called.
    `exchanges_wanted(order_id, then)`, `events_wanted(order_id, then)`: `then(them)` is to be called.
    `copied(order_id, what, in_full)`: a part of the order went to the clipboard. `copy_wanted(order_id)`,
    `report_wanted(order_id)`: the whole of it as text, or as a PDF."""

    ask_requested = Signal(str)
    new_order_requested = Signal(str)
    use_requested = Signal(str, str, object)
    revealed = Signal(str, str)
    known_picture_wanted = Signal(str, str, object)
    exchanges_wanted = Signal(str, object)
    events_wanted = Signal(str, object)
    copied = Signal(str, str, bool)
    copy_wanted = Signal(str)
    report_wanted = Signal(str)
    cancel_requested = Signal()  # the order on its way is not wanted any more

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
        self._revealed = _Revealed(self._was_revealed)
        self._unfolded: set[str] = set()
        self._remembered: dict[str, Any] = {}
        self._ticking: Words | None = None
        self.frame: OrderFrame | None = None

        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._stack = QStackedLayout()
        self._empty = NoResult(self)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("result.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it scrolls with the keys
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        self.question = RepetitionQuestion(self, clock=clock)
        # Nobody has to be told beside it that there is no result yet.
        self.question.asking.connect(lambda asking: self._empty.setMaximumHeight(0 if asking else _NO_LIMIT))
        outer.addWidget(self.question)
        outer.addLayout(self._stack, 1)
        self.next = NextSteps(self)
        self.next.ask_requested.connect(self._ask_now)
        self.next.new_requested.connect(self._new_order)
        self.next.use_requested.connect(self.use_values)
        self.next.copy_requested.connect(self.copy_result)
        self.next.report_requested.connect(self.report_result)
        outer.addWidget(self.next)

        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        language_signals().changed.connect(self._retranslate)
        self._retranslate()

    # What is shown

    @property
    def order(self) -> Order | None:
        """The order on screen, None while there is none."""
        return self._order

    def show_order(self, order: Order, pictures: Mapping[str, StoredPicture] | None = None) -> None:
        """Show the order as it is. Without `pictures` those of the same order stay; reveals and folds too."""
        same = self._order is not None and self._order.order_id == order.order_id
        if not same:
            self._forget()
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
            self._forget()
        self._phase = words
        self._showing = _Showing.PHASE
        self._render()

    @property
    def phase(self) -> Phase | Text | str | None:
        """What is being done with an order on its way, as told last; None while there is none."""
        return self._phase if self._showing is _Showing.PHASE else None

    def show_problem(self, *words: Text | str) -> None:
        """What happened, then what follows from it: nothing came of the submission that could be an order."""
        self._problem = words
        self._forget()
        self._showing = _Showing.PROBLEM
        self._render()

    def offer_tour(self, start: Callable[[], object] | None) -> None:
        """While there is nothing to show; None takes the offer back."""
        self._empty.offer_tour(start)

    def offer_example(self, fill: Callable[[], object] | None) -> None:
        """As the tour, and after it."""
        self._empty.offer_example(fill)

    def clear(self) -> None:
        self._forget()
        self._showing = _Showing.NOTHING
        self._render()

    def _forget(self) -> None:
        """Nothing of the order before goes on to the next."""
        self._order = None
        self._pictures = {}
        self._revealed.clear()
        forget_shown()
        self._remembered = {}

    # Drawing

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Result"))
        self.next.retranslate()
        self._empty.retranslate()
        keep = self._scroll.verticalScrollBar().value()
        self._render()
        self._scroll.verticalScrollBar().setValue(keep)

    def _render(self) -> None:
        self._ticking = None
        self.frame = None
        self._outer.addWidget(self.next)  # not to be lost with the content before
        self.next.show_order(self._order)
        if self._showing is _Showing.NOTHING:
            self._stack.setCurrentWidget(self._empty)
            old = self._scroll.takeWidget()
            if old is not None:
                old.deleteLater()
            self._run_timer()
            return
        self._scroll.setWidget(self._content())
        self._place_next()
        self._stack.setCurrentWidget(self._scroll)
        self._tick()
        self._run_timer()

    def _content(self) -> QWidget:
        if self._order is not None:
            self.frame = OrderFrame(self._context(self._order), frozenset(self._unfolded))
            self.frame.setObjectName("result.content")
            self.frame.folded.connect(self._remember_fold)
            self.frame.set_width(self.width())
            self._ticking = self.frame.ticking
            return self.frame
        content = QWidget()
        content.setObjectName("result.content")
        column = QVBoxLayout(content)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        if self._showing is _Showing.PROBLEM:
            column.addWidget(self._problem_block())
        else:
            progress = Progress(self._phase)
            progress.cancel_requested.connect(self.cancel_requested)
            self._ticking = progress.ticking
            column.addWidget(progress)
        column.addStretch(1)
        return content

    def _problem_block(self) -> VerdictBlock:
        lines = [say(part) if isinstance(part, Text) else part for part in self._problem]
        title = lines[0] if lines else self.tr("Nothing was sent")
        return VerdictBlock(
            sign="×", title=title, tone="error", lines=lines[1:], name="problem", size="heading"
        )

    def _context(self, order: Order) -> ViewContext:
        return ViewContext(
            order=order,
            service=service_of(order.segment),
            pictures=self._pictures,
            revealed=self._revealed,
            remembered=self._remembered,
            reveal=self._reveal,
            copy=copy_text,
            use_in_new_check=self.use_values,
            known_picture=self.known_picture_wanted.emit,
            show_raw=self.show_raw,
            exchanges=partial(self.exchanges_wanted.emit, order.order_id),
            events=partial(self.events_wanted.emit, order.order_id),
            copied=partial(self.copied.emit, order.order_id),
        )

    def _remember_fold(self, name: str, unfolded: bool) -> None:
        if unfolded:
            self._unfolded.add(name)
        else:
            self._unfolded.discard(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frame is not None:
            self.frame.set_width(self.width())
        self._place_next()

    def _place_next(self) -> None:
        """Always in sight below the result; in a low pane at its end, or nothing of it would be left."""
        content = self._scroll.widget()
        inside = content.layout() if content is not None else None
        low = self.height() < _LOW_LINES * self.fontMetrics().lineSpacing()
        place = inside if low and inside is not None else self._outer
        if place.indexOf(self.next) < 0:
            place.addWidget(self.next)

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

    def copy_result(self) -> None:
        """Ask for the result as text; nothing while there is none."""
        if self._order is not None and self._order.state not in IN_PROGRESS:
            self.copy_wanted.emit(self._order.order_id)

    def report_result(self) -> None:
        """Ask for the result on paper."""
        if self._order is not None and self._order.state not in IN_PROGRESS:
            self.report_wanted.emit(self._order.order_id)

    def _reveal(self, name: str, shown: bool) -> None:
        if shown:
            self._revealed.add(name)
        else:
            self._revealed.discard(name)

    def _was_revealed(self, name: str) -> None:
        if self._order is not None:
            self.revealed.emit(self._order.order_id, name)

    def show_raw(self) -> None:
        """Unfold the raw exchange and bring it into sight."""
        fold = self.frame.raw_fold() if self.frame is not None else None
        if fold is None:
            return
        fold.unfold()
        fold.handle.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, fold, lambda: self._scroll_to(fold))

    def _scroll_to(self, part: QWidget) -> None:
        content = self._scroll.widget()
        if content is not None and content.isAncestorOf(part):
            self._scroll.verticalScrollBar().setValue(part.mapTo(content, QPoint(0, 0)).y())

    def use_values(self, values: Mapping[Role, str] | None = None) -> None:
        """Offer a choice of services whose forms take these values; without any, the answer's own."""
        order = self._order
        service = service_of(order.segment) if order is not None else None
        if order is None or service is None:
            return
        wanted = dict(values) if values else usable(service, order)
        menu = use_menu(wanted, order.segment, lambda segment: self._use(order, segment, wanted), self)
        if menu is None:
            return
        menu.aboutToHide.connect(menu.deleteLater)
        button: QWidget = self.next.use
        focus = QApplication.focusWidget()
        if button.isHidden() and focus is not None and self.isAncestorOf(focus):
            button = focus
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _use(self, order: Order, segment: str, values: Mapping[Role, str]) -> None:
        self.use_requested.emit(order.order_id, segment, dict(values))
