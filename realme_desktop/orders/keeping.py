"""What people add to an order on the desk, and the audit log of what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.records import marks
from realme_desktop.records.acts import Act
from realme_desktop.records.model import Order

from .admission import sees

if TYPE_CHECKING:
    import apsw

    from realme_desktop.config.settings import Settings
    from realme_desktop.records.store import Records

    from .ledger import Ledger

__all__ = ["Keeping"]

T = TypeVar("T")


class Keeping:
    """A part of `OrderDesk`. Nothing here is a step of an order's life, so an onlooker may do it, too."""

    _records: Records
    _settings: Settings
    _ledger: Ledger

    if TYPE_CHECKING:

        async def order(self, order_id: str) -> Order: ...

        async def _run(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T: ...

    @property
    def operator(self) -> str:
        """Who works here, for the audit log."""
        return self._settings.operator

    async def record_act(
        self, act: Act, *, order_id: str | None = None, **detail: str | int | float | bool
    ) -> None:
        """Write into the audit log that the operator did this. Raises `RecordsError`. `detail` holds nothing
        sensitive: names of fields and settings, counts, never their values."""
        await self._run(
            self._records.audit,
            act,
            operator=self.operator,
            at=self._ledger.now(),
            order_id=order_id,
            detail=detail,
        )

    async def set_note(self, order_id: str, text: str) -> Order:
        """The order with this note; an empty one removes it. `ValueError` if it is too long."""
        return await self._annotate(order_id, partial(marks.set_note, order_id=order_id, text=text))

    async def set_tags(self, order_id: str, tags: Iterable[str]) -> Order:
        """The order with these tags in place of those it had. `ValueError`: see `marks.clean_tags`."""
        return await self._annotate(order_id, partial(marks.set_tags, order_id=order_id, tags=tuple(tags)))

    async def set_hold(self, order_id: str, hold: bool) -> Order:
        """The order with or without legal hold. What is on hold, retention leaves alone."""
        return await self._annotate(order_id, partial(marks.set_hold, order_id=order_id, hold=hold))

    async def _annotate(self, order_id: str, change: Callable[..., Order]) -> Order:
        await self.order(order_id)  # raises what there is to say of one that is not to be seen
        work: Callable[[apsw.Connection], Order] = partial(
            change, operator=self.operator, at=self._ledger.now()
        )
        order = await self._run(self._records.write, work)
        return await self._ledger.refresh(order.order_id)

    async def linked(self, order_id: str) -> tuple[Order, ...]:
        """The orders that belong to this one, newest first: sent again, follow-ups, same subject."""
        await self.order(order_id)
        found = await self._run(self._records.look, partial(marks.linked, order_id=order_id))
        return tuple(order for order in found if sees(order, self._settings.policy))

    async def known_tags(self) -> tuple[str, ...]:
        """Every tag in use on orders that the operator sees, sorted."""
        policy = self._settings.policy
        seen = None if policy.sees_everything else policy.readable
        return await self._run(self._records.look, partial(marks.known_tags, segments=seen))
