"""Submitting with every step on the disk (fsynced), against the same without fsync, in turn."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.figure import median
from realme_desktop.config.environments import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.gateway.client import Client
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Draft
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault

ORDERS, ROUNDS = 60, 7


async def measure(base: str, folder: Path) -> None:
    records = Records.open(folder / "records.db", bytes(range(32)))
    settings = Settings(None)
    settings.set("sending.per_second", 0)
    settings.set("sending.duplicate_min", 0)
    draft = Draft(segment="namecheck", values={"full_name": "张三", "id_number": "11010519491231002X"})
    taken: dict[str, list[float]] = {"full": [], "off": []}
    with ThreadPoolExecutor(4) as executor:
        desk = OrderDesk(
            environment=replace(PRESETS["sandbox"], base=base), settings=settings, paths=Paths(folder),
            vault=Vault(session_only=True), records=records,
            client_factory=lambda env, credentials: Client(environment=env, credentials=credentials),
            clock=time.time, executor=executor,
        )  # fmt: skip
        await desk.start()
        for place in range(ROUNDS + 1):
            for synchronous, times in taken.items():
                records._writer.pragma("synchronous", synchronous)
                started = time.perf_counter()
                for _ in range(ORDERS):
                    order = await desk.submit(draft)
                    assert order.state.value == "answered", order
                if place:  # the first warms up
                    times.append((time.perf_counter() - started) / ORDERS * 1000)
        await desk.close()
    records.close()
    print(json.dumps({f"{name}_ms": median(times) for name, times in taken.items()}))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(sys.argv[1], Path(name)))
