"""The lane to RealMe: how many calls at once, how many a second, who goes first, and when everybody waits.

One lane for an environment. Whoever has a person waiting goes before the background (polling). Three things
make all of it slower, and each ends by itself:

- RealMe says "too many" (90105, HTTP 429, Retry-After): quiet for as long as it asks or, growing, for some
  seconds; then a slower pace that recovers with each call that is answered.
- RealMe can't be reached: one call at a time goes and looks, every few seconds at most. The first that is
  answered ends it.
- A rest that the desk asks for, say because the keyring is locked.

A person is kept by a quiet time for some seconds only, and by no failed attempt of the background: whoever
presses a button wants to know now.

Times are the loop's, which no corrected clock and no summer time can turn; and after the computer slept, no
more than a short burst has come together.
"""

from __future__ import annotations

import asyncio
import itertools
import math
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .polling import OBEY_S, Backoff
from .settling import is_throttled

if TYPE_CHECKING:
    from realme_desktop.gateway.reply import Reply

__all__ = ["SOON", "Lane", "Pace"]

# What is due within this is due: a timer may ring a little early, and must not be set again for nothing.
SOON = 1e-6

# The pace that a slowed lane starts from when it has no limit of its own.
_SLOWED_INTERVAL_S = 0.1
_SLOWEST = 32.0
_RECOVERY = 0.95
_FIRST_QUIET_S = 5.0
_LONGEST_PROBE_S = 10.0
_PROBE_GUARD_S = 120.0
_NAP_S = 30.0


class Pace:
    """So many calls a second on average, a few at once (0: as many as there are)."""

    def __init__(self, per_second: float, burst: int = 1) -> None:
        self._interval = 1 / per_second if per_second > 0 else 0.0
        self._burst = max(1, burst)
        self._spent_until = -math.inf

    def ready_at(self, slowness: float = 1.0) -> float:
        """The loop's time from which a call may begin."""
        return self._spent_until - (self._burst - 1) * self._step(slowness)

    def take(self, now: float, slowness: float = 1.0) -> None:
        self._spent_until = max(self._spent_until, now) + self._step(slowness)

    def _step(self, slowness: float) -> float:
        if slowness <= 1.0:
            return self._interval
        return max(self._interval, _SLOWED_INTERVAL_S) * slowness


@dataclass(slots=True, eq=False)
class _Person:
    turn: asyncio.Future[None]
    ticket: int
    latest: float  # no quiet time keeps this one longer


class Lane:
    """`slots` calls at once, `per_second` on average; `services` holds the pace of services that have one of
    their own. The background leaves one slot free for a person (with a single slot it can't).

    The background does not queue here: it asks with `ready_at` and takes with `take_now`. `changed` is called
    when it should ask again.
    """

    def __init__(
        self,
        slots: int,
        *,
        per_second: float = 0.0,
        services: Mapping[str, float] | None = None,
        longest_quiet_s: float = 60.0,
        person_waits_s: float = 10.0,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._slots = max(1, slots)
        self._taken = 0
        self._pace = Pace(per_second, burst=self._slots)
        self._paces = {key: Pace(rate) for key, rate in (services or {}).items() if rate > 0}
        self._persons: dict[str, deque[_Person]] = {}
        self._tickets = itertools.count()
        self._longest_quiet_s = longest_quiet_s
        self._person_waits_s = person_waits_s
        self.changed = changed
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf
        self._slowness = 1.0
        self._quiet_until = -math.inf
        self._quiet_after_s = min(_FIRST_QUIET_S, longest_quiet_s)
        self._rest_until = -math.inf
        self._misses = 0  # calls in a row that did not reach RealMe

    def key(self, segment: str) -> str:
        """Orders of one key wait for the same things: a service with a pace of its own, or all the others."""
        return segment if segment in self._paces else ""

    # -- a person -----------------------------------------------------------------------------------------

    @asynccontextmanager
    async def slot(self, segment: str = "") -> AsyncIterator[None]:
        """A slot for somebody who waits."""
        await self.take(segment)
        try:
            yield
        finally:
            self.give_back()

    def take_at_once(self, segment: str = "") -> bool:
        """A slot for somebody who waits, if there is one without waiting."""
        key, now = self.key(segment), asyncio.get_running_loop().time()
        if self._taken >= self._slots or self._person_before(key):
            return False
        if self._open_at(key, now + self._person_waits_s) > now + SOON:
            return False
        self._begin(key, now)
        return True

    async def take(self, segment: str = "") -> None:
        loop = asyncio.get_running_loop()
        person = _Person(loop.create_future(), next(self._tickets), loop.time() + self._person_waits_s)
        self._persons.setdefault(self.key(segment), deque()).append(person)
        self._serve()
        try:
            await person.turn
        except asyncio.CancelledError:
            if person.turn.done() and not person.turn.cancelled():
                self.give_back()  # the slot was handed over in the moment of the cancellation
            else:
                self._serve()
            raise

    # -- the background -----------------------------------------------------------------------------------

    def ready_at(self, key: str) -> float:
        """The loop's time from which the background may take a slot for this key; infinite while it waits for
        somebody, whose end `changed` tells."""
        reserve = 0 if self._slots == 1 else 1
        if self._taken >= self._slots - reserve or self._person_before(key):
            return math.inf
        own = self._paces[key].ready_at() if key else -math.inf
        return max(self._pace.ready_at(self._slowness), own, self._quiet_until, self._rest_until)

    def take_now(self, key: str) -> None:
        """Take the slot that `ready_at` has just promised."""
        now = asyncio.get_running_loop().time()
        self._begin(key, now)
        if self._misses:  # this one goes and looks; the others wait for what it finds
            self._rest_until = max(self._rest_until, now + _PROBE_GUARD_S)

    def give_back(self) -> None:
        self._taken -= 1
        self._serve()

    # -- what was heard from RealMe -----------------------------------------------------------------------

    def heard(self, reply: Reply) -> None:
        """What a call brought, for those that come after it."""
        if is_throttled(reply):
            self.throttled(reply.retry_after)
        elif reply.transport is None:
            self.answered()
        elif self._misses or not reply.transport.sent:
            self.missed()

    def throttled(self, retry_after: float | None = None) -> None:
        """RealMe says that there are too many calls. Calls that were on their way together count once."""
        now = asyncio.get_running_loop().time()
        self._found()
        if now >= self._quiet_until:
            quiet = self._quiet_after_s
            self._quiet_after_s = min(quiet * 2, self._longest_quiet_s)
            self._slowness = min(self._slowness * 2, _SLOWEST)
        else:
            quiet = 0.0
        if retry_after is not None and retry_after > 0:
            quiet = max(quiet, min(retry_after, OBEY_S))
        self._quiet_until = max(self._quiet_until, now + quiet)
        self._serve()

    def answered(self) -> None:
        """RealMe answered, whatever it said: it is there, and copes."""
        self._found()
        if self._slowness > 1.0:
            self._slowness = max(1.0, self._slowness * _RECOVERY)
            if self._slowness == 1.0:
                self._quiet_after_s = min(_FIRST_QUIET_S, self._longest_quiet_s)
        self._serve()

    def missed(self) -> None:
        """A call did not reach RealMe: the network is gone, or RealMe's door is shut."""
        self._misses += 1
        wait = Backoff(max_s=_LONGEST_PROBE_S).delay(self._misses - 1)
        self._rest_until = asyncio.get_running_loop().time() + wait
        self._serve()

    def rest(self, seconds: float) -> None:
        """No background calls for so long."""
        self._rest_until = max(self._rest_until, asyncio.get_running_loop().time() + seconds)
        self._serve()

    def _found(self) -> None:
        if self._misses:
            self._misses = 0
            self._rest_until = -math.inf

    # -- small things -------------------------------------------------------------------------------------

    def _begin(self, key: str, now: float) -> None:
        self._taken += 1
        self._pace.take(now, self._slowness)
        if key:
            self._paces[key].take(now)

    def _person_before(self, key: str) -> bool:
        """Whether somebody waits for what the background would take away."""
        now = asyncio.get_running_loop().time()
        return any(
            queue and (waiting == key or not waiting or self._paces[waiting].ready_at() <= now + SOON)
            for waiting, queue in self._persons.items()
        )

    def _serve(self) -> None:
        """Hand out what is free to the persons, first come first, and set the timer for who must wait."""
        now = asyncio.get_running_loop().time()
        while True:
            best, wake = self._next_person(now)
            if best is None or self._taken >= self._slots:
                break
            person = self._persons[best].popleft()
            self._begin(best, now)
            person.turn.set_result(None)
        for key in [key for key, queue in self._persons.items() if not queue]:
            del self._persons[key]
        self._set_timer(wake if best is None else math.inf)
        self.changed()

    def _next_person(self, now: float) -> tuple[str | None, float]:
        """The key of who is next, and the time at which another may be."""
        best: str | None = None
        wake = math.inf
        for key, queue in self._persons.items():
            while queue and queue[0].turn.done():  # cancelled
                queue.popleft()
            if not queue:
                continue
            at = self._open_at(key, queue[0].latest)
            if at > now + SOON:
                wake = min(wake, at)
            elif best is None or queue[0].ticket < self._persons[best][0].ticket:
                best = key
        return best, wake

    def _open_at(self, key: str, latest: float) -> float:
        """When somebody whom no quiet time keeps beyond `latest` may begin."""
        own = self._paces[key].ready_at() if key else -math.inf
        return max(self._pace.ready_at(self._slowness), own, min(self._quiet_until, latest))

    def _set_timer(self, at: float) -> None:
        if at == self._timer_at:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._timer_at = at
        if at < math.inf:
            loop = asyncio.get_running_loop()
            # A cancelled timer of a Qt loop lives until it is due: never a long one.
            self._timer = loop.call_at(min(at, loop.time() + _NAP_S), self._ring)

    def _ring(self) -> None:
        self._timer = None
        self._timer_at = math.inf
        self._serve()
