"""Order numbers: `order_date` and `order_id` of a new order.

`order_id` is 30 digits: Shanghai time to the millisecond (17), a counter within that millisecond (3), and ten
random digits, because several workplaces may share one `app_token` and RealMe wants the number unique per
request (90104 otherwise). It sorts by time of making.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

__all__ = ["SHANGHAI", "Clock", "OrderNumbers", "shanghai_date"]

Clock = Callable[[], float]
"""Seconds since the Unix epoch, as `time.time`."""

# No summer time since 1991; a fixed offset needs no time zone database (Windows has none).
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_COUNTER = 1000
_RANDOM = 10**10
# A clock that steps back this far was wrong before and is right now: follow it. Below, it is being
# corrected by small steps, and the numbers must not run backwards with it.
_STEP_BACK_MS = 5_000


def shanghai_date(at: float) -> date:
    """The calendar day in Shanghai at `at` (seconds since the epoch)."""
    return datetime.fromtimestamp(at, SHANGHAI).date()


class OrderNumbers:
    """Makes numbers, each greater than the one before unless the clock steps back by five seconds or more.

    Not thread-safe: one desk, one loop.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_ms = 0
        self._counter = 0

    def next(self) -> tuple[str, str]:
        """A new (order_date, order_id); the date is the one that the id begins with."""
        now_ms = int(self._clock() * 1000)
        if now_ms > self._last_ms or now_ms < self._last_ms - _STEP_BACK_MS:
            self._last_ms, self._counter = now_ms, 0
        else:
            self._counter += 1
            if self._counter == _COUNTER:
                self._last_ms, self._counter = self._last_ms + 1, 0
        moment = datetime.fromtimestamp(self._last_ms // 1000, SHANGHAI)
        stamp = f"{moment:%Y%m%d%H%M%S}{self._last_ms % 1000:03d}"
        return stamp[:8], f"{stamp}{self._counter:03d}{secrets.randbelow(_RANDOM):010d}"
