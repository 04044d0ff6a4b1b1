"""What the window tells of RealMe's notifications: whether it listens, where, and what belongs to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .language import say

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.model import Notice

    from .shell import MainWindow

__all__ = ["Correspondence"]


class Correspondence(QObject):
    """One for a window; `attach` to each desk as it opens."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._backstage: Backstage | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def attach(self, backstage: Backstage) -> None:
        """Tell whether it listens, and what comes from now on."""
        self.detach()
        self._backstage = backstage
        self._unsubscribe = backstage.desk.mail.subscribe(self._kept)
        listening = backstage.listening
        self._window.banners.forget("listening")
        if listening.problem is not None:
            self._window.tell(say(listening.problem), "warning", key="listening")

    def detach(self) -> None:
        self._backstage = None
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def status(self, ready: str) -> str:
        """`ready`, and whether notifications are received, for the status line."""
        words = self._backstage.listening.words if self._backstage is not None else None
        if words is None:
            return ready
        return self.tr("{ready}. {listening}").format(ready=ready, listening=say(words))

    def show(self) -> None:
        """The list of what no order could take."""
        if self._backstage is None:
            return
        from .notices import NoticesDialog

        NoticesDialog(self._backstage.desk, self._window).open()

    def _kept(self, notice: Notice) -> None:
        words = self.tr(
            "RealMe sent a result that no order here can take, of order {order}. It was kept and changed "
            "nothing."
        ).format(order=notice.order_id)
        banner = self._window.tell(words, "warning", key="notice")
        banner.offer(self.tr("Show it"), self.show)
