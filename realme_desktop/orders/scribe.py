"""Writing into the records without waiting one for another: what comes while the disk is busy is written
together.

A single change is written at once, and is on the disk as soon as one can be. A hundred that come meanwhile
share the next wait for the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from .line import RunBlocking

if TYPE_CHECKING:
    import apsw

    from realme_desktop.records.store import Records

__all__ = ["Scribe"]

T = TypeVar("T")

_AT_ONCE = 64  # changes in one transaction: nobody waits long for those of the others


class Scribe:
    """Hands what is to be written to a worker thread, in the order in which it came, one batch at a time."""

    def __init__(self, records: Records, run: RunBlocking) -> None:
        self._records = records
        self._run = run
        self._waiting: list[tuple[Callable[[apsw.Connection], Any], asyncio.Future[Any]]] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[apsw.Connection], T]) -> T:
        """What `work` returns, once it is on the disk; raises what it raises. See `Records.batch` for what a
        work may do. It is written even if nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, written))
        if self._task is None:
            self._task = loop.create_task(self._work(), name="order desk: writing")
        return await written

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._write_some()
        finally:
            self._task = None

    async def _write_some(self) -> None:
        batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        try:
            outcomes = await self._run(self._records.batch, [work for work, _ in batch])
        except Exception as error:  # noqa: BLE001 - each of those who wait gets it
            outcomes = [error] * len(batch)
        for (_, written), outcome in zip(batch, outcomes, strict=True):
            if written.cancelled():
                continue
            if isinstance(outcome, BaseException):
                written.set_exception(outcome)
            else:
                written.set_result(outcome)

    async def close(self) -> None:
        """Wait for what is still to be written."""
        if self._task is not None:
            await asyncio.shield(self._task)
