"""Waiting for something to become true, without guessing how long it takes."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any


async def until(condition: Callable[[], Any], what: str = "", within: float = 20.0) -> Any:
    """Let the loop turn until `condition()` is true.

    Fails after `within` seconds, which no passing test uses up.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while not (value := condition()):
        if loop.time() > deadline:
            raise AssertionError(
                f"did not come true within {within:g} s: {what or inspect.getsource(condition).strip()}"
            )
        await asyncio.sleep(0.005)
    return value
