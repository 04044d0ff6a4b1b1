"""What is done with a result beyond looking at it: its values used elsewhere, its secrets shown and copied.

The result pane has no desk; this stands between the two.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from realme_desktop.catalog.model import Decoder, Role
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.records.model import HistoryQuery, OrderState, StoredPicture

from .language import say
from .tasks import spawn
from .widgets.revealing import reason_given

if TYPE_CHECKING:
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.records.exchanges import StoredExchange
    from realme_desktop.records.model import Event

    from .shell import MainWindow

__all__ = ["FollowUp"]

T = TypeVar("T")

_log = logging.getLogger(__name__)
_LOOKED_AT = 500  # registrations that are looked through for a face, newest first

_REGISTERS = frozenset(
    service.segment
    for service in SERVICES
    if any(field.decoder is Decoder.FACE_SET for field in service.returns)
)


class FollowUp(QObject):
    """One for a window. `ready()` waits for the backstage of the environment in force."""

    def __init__(self, window: MainWindow, ready: Callable[[], Awaitable[Backstage]]) -> None:
        super().__init__(window)
        self._window = window
        self._ready = ready
        self._shown: dict[tuple[str, str], dict[str, None]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write_down)
        window.filled.connect(self._attach)
        window.value_revealed.connect(self._revealed)

    def _attach(self) -> None:
        pane = self._window.result
        assert pane is not None
        pane.use_requested.connect(self.use)
        pane.revealed.connect(self._revealed)
        pane.known_picture_wanted.connect(
            lambda group, person, then: spawn(self, self._find_face(group, person, then), name="find a face")
        )
        pane.exchanges_wanted.connect(
            lambda order_id, then: spawn(self, self._give_exchanges(order_id, then), name="read exchanges")
        )
        pane.events_wanted.connect(
            lambda order_id, then: spawn(self, self._give_events(order_id, then), name="read events")
        )
        pane.copied.connect(
            lambda order_id, what, in_full: spawn(
                self, self._record_copy(order_id, what, in_full), name="record a copy"
            )
        )

    # Values

    def use(self, order_id: str, segment: str, values: Mapping[Role, str]) -> None:
        """Open the form of a service and fill what is empty in it."""
        form = self._window.open_service(segment)
        taken = form.take_recognised(values, linked_to=order_id)

        def labels(names: tuple[str, ...]) -> str:
            return self.tr(", ").join(say(form.service.field(name).label) for name in names)

        parts = []
        if taken.filled:
            words = self.tr(
                "Filled in: {fields}. Compare each with what it was taken from, then confirm it with Enter."
            )
            parts.append(words.format(fields=labels(taken.filled)))
            form.focus_field(taken.filled[0])
        if taken.kept:
            words = self.tr("Left as typed: {fields}.")
            parts.append(words.format(fields=labels(taken.kept)))
        if not parts:
            parts.append(self.tr("The form holds these values already."))
        self._window.say(" ".join(parts))
        for field in taken.filled:  # they can be read in the form from now on
            self._revealed(order_id, f"{segment}.{field}")

    # The audit trail

    def _revealed(self, order_id: str, name: str) -> None:
        self._shown.setdefault((order_id, reason_given()), {})[name] = None
        self._timer.start(0)  # what one press shows is one entry

    def _write_down(self) -> None:
        shown, self._shown = self._shown, {}
        spawn(self, self._record_reveals(shown), name="record reveals")

    async def _record_reveals(self, shown: Mapping[tuple[str, str], Mapping[str, None]]) -> None:
        from realme_desktop.records.acts import Act

        desk = (await self._ready()).desk
        for (order_id, reason), names in shown.items():
            told = {"reason": reason} if reason else {}
            await desk.record_act(Act.REVEALED, order_id=order_id, field=", ".join(names), **told)

    async def _record_copy(self, order_id: str, what: str, in_full: bool) -> None:
        from realme_desktop.records.acts import Act

        desk = (await self._ready()).desk
        await desk.record_act(Act.COPIED, order_id=order_id, what=what, in_full=in_full)

    # What the records know

    async def _give_exchanges(
        self, order_id: str, then: Callable[[tuple[StoredExchange, ...]], None]
    ) -> None:
        desk = (await self._ready()).desk
        self._give(then, await desk.exchanges(order_id))

    async def _give_events(self, order_id: str, then: Callable[[tuple[Event, ...]], None]) -> None:
        desk = (await self._ready()).desk
        self._give(then, await desk.events(order_id))

    def _give(self, then: Callable[[T], None], found: T) -> None:
        """Not to a window that was locked meanwhile: nothing is there any more that wanted it."""
        if not self._window.locked:
            then(found)

    async def _find_face(self, group: str, person: str, then: Callable[[StoredPicture | None], None]) -> None:
        """The picture under which this person was last registered in this group from here."""
        desk = (await self._ready()).desk
        query = HistoryQuery(segments=_REGISTERS, states=frozenset({OrderState.ANSWERED}))
        cursor, looked = None, 0
        while looked < _LOOKED_AT:
            page = await desk.page(query, cursor, 100)
            for order in page.orders:
                groups = [part.strip() for part in order.params.get("group_ids", "").split(";")]
                if order.params.get("person_id") == person and group in groups:
                    pictures = await desk.pictures(order.order_id)
                    self._give(then, next(iter(pictures.values()), None))
                    return
            looked += len(page.orders)
            cursor = page.next
            if cursor is None:
                break
        self._give(then, None)
