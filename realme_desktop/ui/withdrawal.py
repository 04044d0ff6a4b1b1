"""Taking an order back while nothing of it has been sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from realme_desktop.orders.model import Phase
from realme_desktop.records.model import OrderState

from .tasks import spawn, words_of

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.orders.backstage import Backstage

    from .shell import MainWindow

__all__ = ["Withdrawal"]

_NOT_SENT = frozenset({OrderState.DRAFTED, OrderState.QUEUED})


class Withdrawal(QObject):
    """One for a window. `watch` each submission; the result pane's button leads to `cancel`."""

    def __init__(self, window: MainWindow, backstage: Callable[[], Backstage | None]) -> None:
        super().__init__(window)
        self._window = window
        self._backstage = backstage
        self._segment = ""
        self._task: asyncio.Task[Any] | None = None
        window.filled.connect(self._attach)

    def _attach(self) -> None:
        assert self._window.result is not None
        self._window.result.cancel_requested.connect(self.cancel)

    def watch(self, segment: str, task: asyncio.Task[Any]) -> None:
        """The newest submission: what stands in the result pane."""
        self._segment, self._task = segment, task

    def cancel(self) -> None:
        if self._task is not None and not self._task.done():
            spawn(self, self._cancel(self._segment, self._task), name="withdraw an order")

    async def _cancel(self, segment: str, task: asyncio.Task[Any]) -> None:
        backstage = self._backstage()
        queued = [
            order
            for order in (backstage.desk.pending() if backstage is not None else ())
            if order.segment == segment and order.state in _NOT_SENT
        ]
        if queued and backstage is not None:
            from realme_desktop.orders.refusals import ActRefused

            try:
                await backstage.desk.abandon(queued[-1].order_id)
            except ActRefused as error:
                self._window.say(words_of(error))
            return
        result = self._window.result
        phase = result.phase if result is not None else None
        if isinstance(phase, Phase) and phase is not Phase.PREPARING:
            self._window.say(self.tr("The order is being sent and can't be taken back. Its result follows."))
            return
        # Nothing is on disk yet: from here on nobody carries it on.
        task.cancel()
        if result is not None:
            result.clear()
        self._window.say(self.tr("Taken back. Nothing was sent, so nothing is charged."))
