"""Results that come while something else is on screen: told quietly, gone to by one key, never asked about.

What is told in the window names the service and the verdict, never a person; what the desktop tells, if the
settings let it, is only that there is a result.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from realme_desktop.records.model import Order, OrderState

from .outcomes import outcome_words

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

    from .shell import MainWindow
    from .widgets.desktop_notice import DesktopNotice
    from .widgets.toast import Toast

__all__ = ["Arrivals"]

_AWAITED = frozenset({OrderState.PENDING, OrderState.UNCLEAR})
_TOLD = frozenset({OrderState.ANSWERED, OrderState.REJECTED, OrderState.EXPIRED})
_ASKED_MS = 8000


class Arrivals(QObject):
    """One for a window. An order counts as awaited once it was seen pending here."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk: OrderDesk | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._awaited: set[str] = set()
        self._come: list[Order] = []  # not looked at yet, newest last
        self.desktop: DesktopNotice | None = None  # made with the first result that it is to tell
        self.outside: Callable[[], bool] = _never
        """Whether the desktop may be told; the settings know."""
        self._toast: Toast | None = None
        window.menus.when("arrived", self.go)
        window.put_away.append(self.toast.dismiss)
        window.order_opened.connect(self._looked_at)

    @property
    def toast(self) -> Toast:
        """Made with the first result that is told."""
        if self._toast is None:
            from .widgets.toast import Toast

            self._toast = Toast(self._window)
            self._toast.acted.connect(self.go)
        return self._toast

    def _dismiss(self) -> None:
        if self._toast is not None:
            self._toast.dismiss()

    def attach(self, desk: OrderDesk) -> None:
        if desk is self._desk:  # the window was unlocked: what came meanwhile is still to be looked at
            self._tell()
            return
        self._desk = desk
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = desk.subscribe(self._changed)
        self._awaited = {order.order_id for order in desk.pending() if order.state in _AWAITED}
        self._come.clear()
        self._dismiss()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Order numbers of what has come and was not looked at, oldest first."""
        return tuple(order.order_id for order in self._come)

    def _changed(self, order: Order) -> None:
        if order.state in _AWAITED:
            self._awaited.add(order.order_id)
            return
        if order.order_id not in self._awaited or not order.state.final:
            return
        self._awaited.discard(order.order_id)
        if order.state not in _TOLD or self._in_sight(order):
            return
        self._come.append(_about_nobody(order))
        self._tell()

    def _in_sight(self, order: Order) -> bool:
        """Somebody is looking at it already."""
        shown = self._window.result.order if self._window.result is not None else None
        here = shown is not None and shown.order_id == order.order_id
        return here and self._window.isActiveWindow() and not self._window.isMinimized()

    def retranslate(self) -> None:
        if self._toast is not None and self._toast.isVisible():
            self._say()

    def _tell(self) -> None:
        if not self._come:
            self._dismiss()
            return
        self._say()
        if not self._window.isActiveWindow():
            self._tell_outside()

    def _say(self) -> None:
        """In the corner of the window."""
        newest = self._come[-1]
        words = outcome_words(newest) if newest.real else f"◇ {outcome_words(newest)}"
        if len(self._come) > 1:
            words = self.tr("{words}  ·  results not looked at: {count}").format(
                words=words, count=len(self._come)
            )
        if self._window.locked:  # not even which service it was
            words = self.tr("Results not looked at: {count}").format(count=len(self._come))
        keys = self._window.menus.keys("arrived")
        self.toast.tell(words, self.tr("Show ({keys})").format(keys=keys))

    def go(self) -> None:
        """Open the newest; the next press opens the one before."""
        if not self._come:
            self._window.say(self.tr("No result has come in that was not looked at."))
            return
        order = self._come.pop()
        self._window.order_opened.emit(order.order_id)
        self._after_a_look()

    def _looked_at(self, order_id: str) -> None:
        before = len(self._come)
        self._come = [order for order in self._come if order.order_id != order_id]
        if len(self._come) != before:
            self._after_a_look()

    def _after_a_look(self) -> None:
        if not self._come and self.desktop is not None:
            self.desktop.put_away()
        if self._come and self.toast.isVisible():
            self._tell()
        else:
            self._dismiss()

    # -- outside of the window ----------------------------------------------------------------------------

    def _tell_outside(self) -> None:
        """The place in the task bar asks for a look; the desktop tells it where the settings say so."""
        QApplication.alert(self._window, _ASKED_MS)
        if not self.outside():
            return
        if self.desktop is None:
            from .widgets.desktop_notice import DesktopNotice

            self.desktop = DesktopNotice(self._window.windowIcon(), self)
            self.desktop.pressed.connect(self._come_forward)
        self.desktop.tell(
            self.tr("RealMe Desktop"), self.tr("A result that was waited for is here. Click to see it.")
        )

    def _come_forward(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.go()


def _never() -> bool:
    return False


def _about_nobody(order: Order) -> Order:
    """As much of an order as is told of it: this is kept while the window is locked, too."""
    return Order(
        order_id=order.order_id, order_date=order.order_date, segment=order.segment,
        environment=order.environment, real=order.real, operator=order.operator, state=order.state,
        created_at=order.created_at, updated_at=order.updated_at, verdict=order.verdict,
    )  # fmt: skip
