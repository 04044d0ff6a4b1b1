"""The program as a process of its own, with a fuse that kills it at a named point of an order's life.

    python -m tests.faults.driver PLAN      (a JSON object, made by `Run.start` in `runs.py`)

The desk, the client, the records, the vault and the settings are the product's, unchanged. The fuse wraps a
few methods from outside: when the point that `fuse` names is reached for the given time, the process is gone
by SIGKILL, in the middle of whatever it does, and no handler runs.

    after:data_key after:open after:unfinished      taking up
    before:<cause>                                  a step of the machine, its transaction not begun
    inside:<cause>                                  row and event are written, not committed
    after:<cause>                                   on disk, and nobody has been told
    before:submit after:submit before:query after:query      around a call to RealMe

`<cause>` is a cause of `orders.states`; `created` is the writing of a new order. Besides, `first`, `later`
and `taken_up` stand for any cause of the first answer, of a query, and of the start after a crash. Lines of
JSON on standard output tell what a window would have shown.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.gateway.client import Client
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Draft
from realme_desktop.orders.refusals import ActRefused
from realme_desktop.records import steps
from realme_desktop.records.model import Order
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows SIGTERM is as sudden
SESSION_ONLY = 3
_KINDS = {
    **dict.fromkeys(("accepted", "answered", "refused", "lost"), "first"),
    **dict.fromkeys(("still_pending", "asked", "unknown_to_realme", "expired", "found"), "later"),
    **dict.fromkeys(("recovered", "not_sent"), "taken_up"),
}


class Fuse:
    """`point@times`: burns when `point` is reached for that time; an empty one never does."""

    def __init__(self, text: str) -> None:
        self._point, _, times = text.partition("@")
        self._times = int(times or 1)
        self._seen = 0
        self._lock = threading.Lock()

    def reach(self, point: str) -> None:
        when, _, what = point.partition(":")
        with self._lock:
            if self._point in (point, f"{when}:{_KINDS.get(what)}"):
                self._seen += 1
                if self._seen == self._times:
                    os.kill(os.getpid(), KILL)
                    threading.Event().wait()  # nothing of this process happens any more


def install(fuse: Fuse) -> None:
    def around(owner: Any, name: str, points: Callable[[dict[str, Any]], tuple[str, ...]]) -> None:
        original = getattr(owner, name)
        if asyncio.iscoroutinefunction(original):

            @functools.wraps(original)
            async def wrapped(*arguments: Any, **named: Any) -> Any:
                before, after = points(named)
                fuse.reach(before)
                result = await original(*arguments, **named)
                fuse.reach(after)
                return result
        else:

            @functools.wraps(original)
            def wrapped(*arguments: Any, **named: Any) -> Any:
                before, after = points(named)
                fuse.reach(before)
                result = original(*arguments, **named)
                fuse.reach(after)
                return result

        setattr(owner, name, wrapped)

    def both(point: str) -> Callable[[dict[str, Any]], tuple[str, ...]]:
        return lambda _: (f"before:{point}", f"after:{point}")

    def batched(records: Records, works: Sequence[partial[Any]]) -> list[Any]:
        causes = ["created" if work.func is steps.add_order else work.keywords["cause"] for work in works]
        for cause in causes:
            fuse.reach(f"before:{cause}")
        outcomes = batch(records, works)
        for cause in causes:
            fuse.reach(f"after:{cause}")
        return outcomes

    around(Records, "unfinished", both("unfinished"))
    around(Client, "submit", both("submit"))
    around(Client, "check_result", both("query"))
    around(Vault, "data_key", both("data_key"))
    opening, batch, add_event = Records.open, Records.batch, steps._add_event

    def opened(*arguments: Any, **named: Any) -> Records:
        records = opening(*arguments, **named)
        fuse.reach("after:open")
        return records

    def event_added(connection: Any, row: int, at: int, state: Any, cause: str, evidence: Any) -> None:
        add_event(connection, row, at, state, cause, evidence)
        fuse.reach(f"inside:{cause}")

    Records.open = opened  # type: ignore[method-assign]
    Records.batch = batched  # type: ignore[method-assign, assignment]
    steps._add_event = event_added


def tell(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


def shown(order: Order) -> None:
    tell(order_id=order.order_id, state=order.state.value)


async def serve(plan: dict[str, Any]) -> int:
    paths = Paths(Path(plan["data_dir"]))
    environment = load_environments(paths).get("own")
    offset = float(plan["offset_s"])
    opening = open_backstage(paths, environment, Settings.load(paths), clock=lambda: time.time() + offset)
    async with await opening as backstage:
        if backstage.session_only:
            tell(notices=[notice.en for notice in backstage.notices])
            return SESSION_ONLY
        desk = backstage.desk
        for order in backstage.recovered:
            shown(order)
        desk.subscribe(shown)
        outcomes = await asyncio.gather(
            *(desk.submit(draft(entry)) for entry in plan["orders"]), return_exceptions=True
        )
        for outcome in outcomes:
            if isinstance(outcome, Order):
                shown(outcome)
            else:
                tell(refused=repr(outcome))
        if plan["then"] == "poll":
            await polled(desk)
        elif plan["then"] == "ask":
            for order in desk.pending():
                try:
                    shown(await desk.ask(order.order_id))
                except ActRefused as refused:
                    tell(refused=repr(refused))
    tell(end=True)
    return 0


def draft(entry: dict[str, Any]) -> Draft:
    sources = {name: Path(path) for name, path in entry.get("sources", {}).items()}
    return Draft(segment=entry["segment"], values=entry["values"], sources=sources)


async def polled(desk: OrderDesk) -> None:
    """Until each open order has an end, or has been asked for by the scheduler since now."""
    awaited = {order.order_id: order.queries for order in desk.pending()}
    over = asyncio.Event()

    def seen(order: Order) -> None:
        if order.state.final or order.queries > awaited.get(order.order_id, -1):
            awaited.pop(order.order_id, None)
        if not awaited:
            over.set()

    stop = desk.subscribe(seen)
    for order in (*desk.pending(),):
        awaited.setdefault(order.order_id, order.queries)
    if awaited:
        await over.wait()
    stop()


def main() -> int:
    plan = json.loads(sys.argv[1])
    install(Fuse(plan["fuse"]))
    if plan["cli"]:
        from realme_desktop.__main__ import main as program

        return program(plan["cli"])
    return asyncio.run(serve(plan))


if __name__ == "__main__":
    sys.exit(main())
