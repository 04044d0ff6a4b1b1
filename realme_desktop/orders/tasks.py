"""Tasks that somebody must hold while they run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from realme_desktop.records.model import Order

__all__ = ["OrderTasks", "report_failure"]

_log = logging.getLogger(__name__)


class OrderTasks(dict[str, "asyncio.Task[Order]"]):
    """At most one running task for each order. Their exceptions are seen even if nobody waits for them."""

    def begin(self, order_id: str, work: Coroutine[Any, Any, Order], name: str) -> asyncio.Task[Order]:
        task = asyncio.get_running_loop().create_task(work, name=f"order desk: {name} {order_id}")
        self[order_id] = task

        def over(done: asyncio.Task[Order]) -> None:
            self.pop(order_id, None)
            if not done.cancelled() and done.exception() is not None:
                _log.debug("%s ended with %r", done.get_name(), done.exception())

        task.add_done_callback(over)
        return task


def report_failure(task: asyncio.Task[Any]) -> None:
    """For a task that should never end by itself."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s ended", task.get_name(), exc_info=error)
