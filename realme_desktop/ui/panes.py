"""What stands in the places of the frame and shows orders: built after the first paint, or when it is first
looked at, and given the desk as soon as there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.records.filters import SavedFilter

    from .arrivals import Arrivals
    from .history.pane import HistoryPane
    from .pending.pane import PendingPane
    from .results.pane import ResultPane
    from .shell import MainWindow
    from .subject.keeper import PersonInHand

__all__ = ["OrderPanes"]


class OrderPanes(QObject):
    """One for a window. `desk` is where the orders on show come from; None until it is open."""

    def __init__(self, window: MainWindow, memory: QSettings | None) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self.desk: OrderDesk | None = None
        self.result: ResultPane | None = None
        self.pending: PendingPane | None = None
        self.person: PersonInHand | None = None
        self.arrivals: Arrivals | None = None
        window.frame.history_wanted.connect(lambda: self.history)

    def build(self) -> None:
        """All but the history: many a day passes without."""
        from .arrivals import Arrivals
        from .pending.pane import PendingPane
        from .results.pane import ResultPane
        from .subject.keeper import PersonInHand

        window, places = self._window, self._window.frame
        self.result = ResultPane(places.result_place)
        self.result.ask_requested.connect(window.ask_requested)
        self.result.new_order_requested.connect(window.new_order_requested)
        places.result_place.hold(self.result)
        self.pending = PendingPane(places.pending_place)
        self.pending.order_opened.connect(window.order_opened)
        self.pending.ask_requested.connect(window.ask_requested)
        places.pending_place.hold(self.pending)
        self.person = PersonInHand(window)
        self.arrivals = Arrivals(window)

    @property
    def history(self) -> HistoryPane:
        """Built when it is first looked at."""
        places = self._window.frame
        if places.history is None:
            from .history.pane import HistoryPane

            made = HistoryPane(places.history_place, memory=self._memory)
            made.order_opened.connect(self._window.order_opened)
            made.new_order_requested.connect(self._window.new_order_requested)
            places.put_history(made)
            if self.desk is not None:
                made.attach(self.desk)
        assert places.history is not None
        return places.history

    def attach(self, desk: OrderDesk) -> None:
        """Show the orders of this desk from now on, here and in what is built later; while the window is
        locked, as soon as it is not."""
        self.desk = desk
        if self._window.locked:
            return
        assert self.pending is not None and self.person is not None and self.arrivals is not None
        self.pending.attach(desk)
        self.person.attach(desk)
        self.arrivals.attach(desk)
        if self._window.frame.history is not None:
            self._window.frame.history.attach(desk)

    def take_history(self) -> SavedFilter | None:
        """There is no history; returns what it was narrowed down to, for `put_history`."""
        pane = self._window.frame.history
        if pane is None:
            return None
        pane.remember()
        filters = pane.errands.present("")
        self._window.frame.drop_history()
        pane.attach(None)
        pane.setParent(None)
        pane.deleteLater()
        return filters

    def put_history(self, filters: SavedFilter | None) -> None:
        self._window.frame.look_at_tab()
        if filters is not None:
            self.history.errands.apply(filters)
