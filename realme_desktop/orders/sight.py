"""What the desk tells of single orders: those of services that the policy lets the operator see.

Of any other order nobody is told that it exists: its number, however somebody came by it, is one that the
records don't know. It is asked for and settled all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.records.errors import UnknownOrder
from realme_desktop.records.model import Event, Notice, Order, StoredPicture

from .admission import sees
from .model import Phase

if TYPE_CHECKING:
    from realme_desktop.config.settings import Settings
    from realme_desktop.records.exchanges import StoredExchange
    from realme_desktop.records.store import Records

    from .ledger import Ledger
    from .mailroom import Mailroom

__all__ = ["Sight"]

T = TypeVar("T")


class Sight:
    """A part of `OrderDesk`: nothing here changes an order."""

    _records: Records
    _ledger: Ledger
    _settings: Settings
    _phases: dict[str, Phase]
    mail: Mailroom

    if TYPE_CHECKING:

        async def _run(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T: ...

    def _sees(self, order: Order) -> bool:
        return sees(order, self._settings.policy)

    # -- one order ----------------------------------------------------------------------------------------

    async def order(self, order_id: str) -> Order:
        """As it is on disk. `UnknownOrder` also where the operator is not to see it."""
        order = await self._ledger.get(order_id)
        if not self._sees(order):
            raise UnknownOrder(order_id)
        return order

    async def pictures(self, order_id: str) -> dict[str, StoredPicture]:
        await self._look_at(order_id)
        return await self._run(self._records.pictures, order_id)

    async def events(self, order_id: str) -> tuple[Event, ...]:
        """What happened to it, first to last."""
        await self._look_at(order_id)
        return await self._run(self._records.events, order_id)

    async def exchanges(self, order_id: str) -> tuple[StoredExchange, ...]:
        """The raw exchanges of this order, first to last."""
        await self.order(order_id)  # writes down what was noted so far
        return await self._run(self._records.exchanges, order_id)

    async def _look_at(self, order_id: str) -> None:
        if not self._settings.policy.sees_everything:
            await self.order(order_id)

    def phase(self, order_id: str) -> Phase | None:
        """What is being done with this order; None when nothing is."""
        if (phase := self._phases.get(order_id)) is not None:
            return phase
        order = self._ledger.open.get(order_id)
        return Phase.WAITING if order is not None and not order.state.final else None

    # -- those that are open ------------------------------------------------------------------------------

    def pending(self) -> tuple[Order, ...]:
        """Every order of this environment that has no end yet, oldest first, as on disk."""
        return self._seen(order for order in self._ledger.open.values() if not order.state.final)

    @property
    def awaited(self) -> int:
        """How many `pending()` are; where everything is seen, without looking at them."""
        return self._ledger.awaited if self._settings.policy.sees_everything else len(self.pending())

    def attention(self) -> tuple[Order, ...]:
        """Orders of this environment that are asked for no more and have no result, oldest first (the newest
        thousand of them): somebody has to look at each."""
        return self._seen(self._ledger.attention.values())

    @property
    def needing_attention(self) -> int:
        """How many `attention()` are."""
        everything = self._settings.policy.sees_everything
        return len(self._ledger.attention) if everything else len(self.attention())

    def _seen(self, orders: Iterable[Order]) -> tuple[Order, ...]:
        policy = self._settings.policy
        if not policy.sees_everything:
            orders = (order for order in orders if sees(order, policy))
        return tuple(sorted(orders, key=lambda order: (order.created_at, order.order_id)))

    # -- what comes ---------------------------------------------------------------------------------------

    def subscribe(self, callback: Callable[[Order], None]) -> Callable[[], None]:
        """`callback(order)` after each change on disk, on the loop's thread; returns how to stop it."""

        def tell(order: Order) -> None:
            if self._sees(order):
                callback(order)

        return self._ledger.subscribe(tell)

    async def notices(self) -> tuple[Notice, ...]:
        """Notifications that no order could take, newest first. Where services are hidden nobody can tell
        which of them they are of: then without what they say."""
        found = await self.mail.notices()
        if self._settings.policy.sees_everything:
            return found
        return tuple(replace(notice, evidence="{}") for notice in found)
