"""Writing into the records without waiting one for another: what comes while the disk is busy is written
together.

What a person waits for is written at once, and takes along what has come by then. What the background brings
may wait some milliseconds for company: a hundred answers share one wait for the disk. Until then nobody is
told of them, and after a crash they are asked for again.
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
_PATIENT_S = 0.02
_COMPANY = 16  # so many need not wait for more


class Scribe:
    """Hands what is to be written to a worker thread, in the order in which it came, one batch at a time."""

    def __init__(self, records: Records, run: RunBlocking) -> None:
        self._records = records
        self._run = run
        self._waiting: list[tuple[Callable[[apsw.Connection], Any], asyncio.Future[Any]]] = []
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def write(self, work: Callable[[apsw.Connection], T], *, patient: bool = False) -> T:
        """What `work` returns, once it is on the disk; raises what it raises. See `Records.batch` for what a
        work may do. It is written even if nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, written))
        if not patient or len(self._waiting) >= _COMPANY:
            self._begin()
        elif self._timer is None and self._task is None:
            self._timer = loop.call_later(_PATIENT_S, self._begin)
        return await written

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._task is None and self._waiting:
            loop = asyncio.get_running_loop()
            self._task = loop.create_task(self._work(), name="order desk: writing")

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
        self._begin()
        if self._task is not None:
            await asyncio.shield(self._task)
