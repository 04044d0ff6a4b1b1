"""What the window tells of another console on the same data directory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.model import Order

    from .shell import MainWindow

__all__ = ["OtherConsoles"]

_KEY = "another console"


class OtherConsoles(QObject):
    """One for a window. `taken_over(recovered)` is called when this console works on in another's place."""

    def __init__(self, window: MainWindow, taken_over: Callable[[tuple[Order, ...]], None]) -> None:
        super().__init__(window)
        self._window = window
        self._taken_over = taken_over

    def watch(self, backstage: Backstage) -> None:
        """Once for each backstage."""
        backstage.on_keeper(self._keeper_now)

    def tell(self, backstage: Backstage) -> None:
        """Say so while another one does the work."""
        from realme_desktop.orders.presence import Duty
        from realme_desktop.orders.refusals import ANOTHER_CONSOLE

        if backstage.duty is Duty.ONLOOKER:
            self._window.say(ANOTHER_CONSOLE)
            self._window.tell(ANOTHER_CONSOLE, "warning", key=_KEY)

    def _keeper_now(self, recovered: tuple[Order, ...]) -> None:
        def words() -> str:
            return self.tr("The other console is closed. This one works on from here: orders can be sent.")

        self._window.say(words)
        self._window.tell(words, "info", key=_KEY)
        self._taken_over(recovered)
