"""What is said before the window closes: in a session-only run nobody asks for open orders afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage

    from .shell import MainWindow
    from .widgets.banner import Banner

__all__ = ["Leaving"]

_NAMED = 3  # how many orders are named in the banner


class Leaving(QObject):
    """`may_close()` is asked at each attempt; while its banner stands, the next attempt succeeds."""

    def __init__(self, window: MainWindow, backstage: Callable[[], Backstage | None]) -> None:
        super().__init__(window)
        self._window = window
        self._backstage = backstage
        self._banner: Banner | None = None

    def may_close(self) -> bool:
        backstage = self._backstage()
        if backstage is None or not backstage.session_only:
            return True
        waiting = [order.order_id for order in backstage.desk.pending() if order.real]
        if not waiting or self._banner in self._window.banners.banners():
            return True
        named = ", ".join(waiting[:_NAMED]) + (" …" if len(waiting) > _NAMED else "")
        words = self.tr(
            "Orders without a result: {count} ({orders}). This is a session-only run: once the program ends, "
            "nobody asks for them. Note the numbers, or wait for the results. Closing again quits."
        ).format(count=len(waiting), orders=named)
        self._banner = self._window.tell(words, "warning", key="leaving")
        self._banner.offer(self.tr("Show them"), self._window.show_pending)
        return False
