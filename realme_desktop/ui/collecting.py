"""Python's cyclic garbage collector, kept on the thread of the window.

The interpreter collects in whichever thread happens to allocate. When a worker thread (a keyring call, the
sandbox) collects a cycle that holds a QObject, the object is destroyed on the wrong thread: its timers stay
registered, and Qt delivers their next event to freed memory. So automatic collection is off while a window
lives, and a timer collects by thresholds of the same kind on the window's own thread.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer

__all__ = ["Collector", "collected_here"]

_EVERY_MS = 1000
_THRESHOLDS = (20_000, 10, 10)


class Collector(QObject):
    """Collects as the interpreter would; each generation by its own threshold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.check)
        timer.start(_EVERY_MS)

    def check(self) -> None:
        young, middle, old = gc.get_count()
        first, second, third = _THRESHOLDS
        if young <= first:
            return
        generation = 0 if middle <= second else 1 if old <= third else 2
        gc.collect(generation)


@contextmanager
def collected_here() -> Iterator[None]:
    """Within this block nothing is collected on any other thread. Needs a QApplication."""
    was_on = gc.isenabled()
    gc.disable()
    # What is there by now stays: full collections then look only at what came later.
    gc.collect()
    gc.freeze()
    collector = Collector()
    try:
        yield
    finally:
        collector.deleteLater()
        gc.unfreeze()
        gc.collect()
        if was_on:
            gc.enable()
