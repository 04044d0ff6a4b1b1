"""Who may convert a picture now. Light: the window may import it."""

from __future__ import annotations

import asyncio
import os
from weakref import WeakKeyDictionary

__all__ = ["turn"]

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def turn() -> asyncio.Semaphore:
    """To be held, on the loop, while a worker thread converts a picture: one processor is left to the window,
    workers for the disk. Everyone on a loop shares it."""
    loop = asyncio.get_running_loop()
    found = _turns.get(loop)
    if found is None:
        found = _turns[loop] = asyncio.Semaphore(max(1, min(3, (os.cpu_count() or 2) - 1)))
    return found
