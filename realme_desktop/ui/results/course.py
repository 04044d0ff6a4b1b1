"""What happened to an order, step by step: each event of its life with its time and its cause, in words.

What was said and heard is the raw exchange's; here is nothing personal, so nothing is masked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from realme_desktop.records.model import Event, OrderState
from realme_desktop.ui.theme import MEDIUM, TINY
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.words import Words

from .views import ViewContext
from .words import state_words

__all__ = ["CourseView", "cause_words"]

_MOST = 60  # lines; equal ones in a row are one


class CourseView(QWidget):
    """Asks for the events when it is made, and shows them when they are there."""

    def __init__(
        self, context: ViewContext, events: Sequence[Event] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("course")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(TINY)
        self._grid.setColumnStretch(1, 1)
        if events is not None:
            self.set_events(events)
        else:
            context.events(self._arrived)

    def _arrived(self, events: Sequence[Event]) -> None:
        from shiboken6 import isValid

        if isValid(self):  # the order on show may be another one by now
            self.set_events(events)

    def set_events(self, events: Sequence[Event]) -> None:
        """First to last; of very many the last ones."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        lines = list(_lines(events))
        if len(lines) > _MOST:
            self._grid.addWidget(Words("…", self, tone="muted"), 0, 0)
        for row, (when, words) in enumerate(lines[-_MOST:], 1):
            at = Words(when, self, tone="muted", size="small")
            at.setMinimumWidth(at.sizeHint().width())
            self._grid.addWidget(at, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(words, self), row, 1)


def _lines(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    translate = QCoreApplication.translate
    before: OrderState | None = None
    for (cause, state), group in groupby(events, lambda event: (event.cause, event.state)):
        same = list(group)
        words = cause_words(cause)
        if state is not before:
            words = translate("OrderCourse", "{what} → {state}").format(what=words, state=state_words(state))
        if len(same) > 1:
            words = translate("OrderCourse", "{what} ({count} times, the last one then)").format(
                what=words, count=len(same)
            )
        before = state
        yield moment(same[-1].at), words


def cause_words(cause: str) -> str:
    """The cause of an event in words; what only another version of the program knows, as it is."""
    translate = QCoreApplication.translate
    table = {
        "created": translate("OrderCourse", "Written down"),
        "saved": translate("OrderCourse", "Saved in full, not sent yet"),
        "send": translate("OrderCourse", "Sending begun"),
        "not_sent": translate("OrderCourse", "Could not be sent"),
        "withdrawn": translate("OrderCourse", "Taken back before it was sent"),
        "answered": translate("OrderCourse", "RealMe gave the result"),
        "accepted": translate("OrderCourse", "RealMe accepted it; the result comes later"),
        "refused": translate("OrderCourse", "RealMe refused it"),
        "lost": translate("OrderCourse", "No reply that can be used; RealMe may have received it"),
        "recovered": translate(
            "OrderCourse", "The program ended while it was sent; taken up again at the next start"
        ),
        "still_pending": translate("OrderCourse", "Asked RealMe: still in progress"),
        "asked": translate("OrderCourse", "Asked RealMe: nothing new"),
        "found": translate("OrderCourse", "Asked RealMe: it knows the order after all"),
        "unknown_to_realme": translate("OrderCourse", "Asked RealMe: it never received the order"),
        "expired": translate("OrderCourse", "No result in time; no longer asked for by itself"),
        "abandoned": translate("OrderCourse", "Given up by an operator"),
        "notified": translate("OrderCourse", "RealMe sent the result as a notification"),
        "disputed": translate("OrderCourse", "A later notification said something else; RealMe is asked"),
        "confirmed": translate("OrderCourse", "Asked RealMe: the result is confirmed"),
        "overruled": translate("OrderCourse", "Asked RealMe: another result, and this one counts"),
        "purged_pictures": translate("OrderCourse", "Pictures removed by retention"),
        "purged_personal": translate("OrderCourse", "Personal data removed by retention"),
        "restored": translate("OrderCourse", "Restored from a backup"),
    }
    return table.get(cause) or translate("OrderCourse", "Noted: {cause}").format(cause=cause)
