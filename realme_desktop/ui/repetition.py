"""Between the form and the question whether the same is to be sent twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from realme_desktop.orders.model import Draft
    from realme_desktop.records.model import Order

    from .forms.form import ServiceForm
    from .results.question import RepetitionQuestion
    from .shell import MainWindow

__all__ = ["Repetition"]


class Repetition(QObject):
    """One for a window. `send(draft)` is what the console does with a draft that is confirmed."""

    def __init__(self, window: MainWindow, send: Callable[[Draft], None]) -> None:
        super().__init__(window)
        self._window = window
        self._send = send
        self._asked: tuple[Draft, ServiceForm] | None = None
        self._connected = False
        window.put_away.append(self.put_away)

    def ask(self, draft: Draft, earlier: Order) -> None:
        """Show the earlier order and wait for an answer, as long as the form is what it was."""
        self.forget()
        question = self._question()
        form = self._window.form_of(draft.segment)
        form.edited.connect(self.forget)
        self._asked = (draft, form)
        question.ask(earlier)

    def forget(self) -> None:
        """The form was edited, or another environment is in force: the question is about something else."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked[1].edited.disconnect(self.forget)
            self._question().put_away()

    def put_away(self) -> None:
        """The window is locked, and the form that it is about will be another one. Submitting asks again."""
        self._asked = None

    def _question(self) -> RepetitionQuestion:
        self._window.fill()
        assert self._window.result is not None
        question = self._window.result.question
        if not self._connected:
            self._connected = True
            question.open_wanted.connect(self._window.order_opened)
            question.send_wanted.connect(self._confirmed)
            question.cancelled.connect(self._cancelled)
        return question

    def _confirmed(self, earlier: str) -> None:
        asked = self._asked
        self.forget()
        if asked is not None:
            draft, form = asked
            form.set_busy(True)
            self._send(dataclasses.replace(draft, confirmed_duplicate_of=earlier))

    def _cancelled(self) -> None:
        self.forget()
        self._window.say(self.tr("Nothing was sent."))
        self._window.focus_form()
