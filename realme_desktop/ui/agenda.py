"""What the loop is to call next, and what later: one Qt timer for each of the two, however many there are.

qasync starts a Qt timer for every `call_soon`, and one that was cancelled stays registered until it is due:
ten thousand queries with a time limit of two minutes each leave ten thousand timers behind.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimerEvent, Signal

__all__ = ["Agenda"]

# How long callbacks may run on end before Qt gets its turn (a quarter of a frame).
_SLICE_S = 0.004
_LONGEST_MS = 24 * 3600 * 1000  # Qt counts in 32 bits


class Agenda(QObject):
    """Stands in for qasync's timer object: `add_callback`, `stop` and `set_debug` are what the loop calls.

    Callbacks are called first come, first served, in slices between which Qt paints and reads input. A timer
    is ended before its callbacks run and begun anew if there are more, so that the loop goes on in a nested
    Qt loop (a native menu, a drag) that one of them opens: Qt does not repeat a timer whose event is being
    handled.
    """

    _wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wished.connect(self._wake, Qt.ConnectionType.QueuedConnection)
        self._ready: deque[asyncio.Handle] = deque()
        self._later: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._ticket = 0
        self._cancelled = 0
        self._soon_timer = 0
        self._later_timer = 0
        self._later_at = math.inf
        self._woken = False
        self._stopped = False

    # -- what the loop calls ------------------------------------------------------------------------------

    def soon(self, handle: asyncio.Handle) -> None:
        """To be called at the next turn. Only on the loop's thread."""
        self._ready.append(handle)
        if not self._soon_timer and not self._stopped:
            self._soon_timer = self.startTimer(0)

    def soon_from_elsewhere(self, handle: asyncio.Handle) -> None:
        """As `soon`, from any thread."""
        self._ready.append(handle)
        if not self._woken and not self._stopped:
            self._woken = True
            self._wished.emit()

    def at(self, handle: asyncio.TimerHandle) -> None:
        """To be called at `handle.when()`, never earlier."""
        handle._scheduled = True  # type: ignore[attr-defined]
        self._ticket += 1
        heapq.heappush(self._later, (handle.when(), self._ticket, handle))
        if handle.when() < self._later_at:
            self._set_later()

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """What qasync itself still hands over: handles without a time of their own."""
        if delay > 0:
            raise ValueError("a handle that is due later has to be a TimerHandle")
        self.soon(handle)
        return handle

    def forget(self, handle: asyncio.TimerHandle) -> None:
        """This handle is about to be cancelled. Such are swept out when they are the most of all."""
        if not handle._scheduled:  # type: ignore[attr-defined]
            return  # it was called already
        if self._cancelled > 64 and self._cancelled * 2 > len(self._later):
            self._later = [entry for entry in self._later if not entry[2].cancelled()]
            heapq.heapify(self._later)
            self._cancelled = 0
        self._cancelled += 1

    def stop(self) -> None:
        """No callback is called any more."""
        self._stopped = True
        self._end_timers()
        self._ready.clear()
        self._later.clear()

    def set_debug(self, enabled: bool) -> None:
        """asyncio's debug mode times nothing here."""

    # -- what Qt calls ------------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._woken = False
        if self._ready and not self._soon_timer and not self._stopped:
            self._soon_timer = self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:
        if event.timerId() == self._later_timer:
            self._take_due()
        elif event.timerId() == self._soon_timer:
            self._run_ready()
        else:
            self.killTimer(event.timerId())

    def _run_ready(self) -> None:
        self.killTimer(self._soon_timer)
        ready = self._ready
        left = len(ready)
        self._soon_timer = self.startTimer(0) if left > 1 else 0
        until = time.perf_counter() + _SLICE_S
        try:
            while left and ready:
                left -= 1
                handle = ready.popleft()
                if not handle.cancelled():
                    handle._run()
                if time.perf_counter() > until:
                    break
        finally:
            if self._stopped:
                self._end_timers()
            elif ready and not self._soon_timer:
                self._soon_timer = self.startTimer(0)
            elif not ready and self._soon_timer:
                self.killTimer(self._soon_timer)
                self._soon_timer = 0

    def _take_due(self) -> None:
        now = time.monotonic()
        while self._later and self._later[0][0] <= now:
            handle = heapq.heappop(self._later)[2]
            handle._scheduled = False  # type: ignore[attr-defined]
            if handle.cancelled():
                self._cancelled -= 1
            else:
                self.soon(handle)
        self._set_later()

    def _set_later(self) -> None:
        """Ring for the first one that is wanted still; up to a millisecond late, never early."""
        if self._later_timer:
            self.killTimer(self._later_timer)
            self._later_timer = 0
        while self._later and self._later[0][2].cancelled():
            heapq.heappop(self._later)
            self._cancelled -= 1
        self._later_at = self._later[0][0] if self._later else math.inf
        if self._later and not self._stopped:
            wait_ms = min(math.ceil(max(0.0, self._later_at - time.monotonic()) * 1000), _LONGEST_MS)
            # WORKAROUND Qt's own choice is a coarse timer, 5 % late or early: `sleep(2.27)` woke 48 ms off.
            # https://doc.qt.io/qt-6/qt.html#TimerType-enum
            self._later_timer = self.startTimer(wait_ms, Qt.TimerType.PreciseTimer)

    def _end_timers(self) -> None:
        for timer in (self._soon_timer, self._later_timer):
            if timer:
                self.killTimer(timer)
        self._soon_timer = self._later_timer = 0
        self._later_at = math.inf
