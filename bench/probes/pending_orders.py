"""Many pending orders, polled to the end by a desk on the console's own loop, against as many raw queries."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.records.model import HistoryQuery, Order, OrderState

DATE, SEGMENT = "20261101", "staticfacecheck"
CONCURRENCY = 4
KEY = bytes(range(32))


def number_of(place: int) -> str:
    return f"{DATE}{place:022}"


def fill(path: Path, count: int) -> None:
    """The records of a run that ended with so many orders pending."""
    from realme_desktop.records.store import Records
    from realme_desktop.sandbox.ledger import seq_id_of

    with closing(Records.open(path, KEY)) as records:
        records._writer.pragma("synchronous", "off")  # only while the stage is set
        now = int(time.time() * 1000)
        for place in range(count):
            order_id = number_of(place)
            records.add(
                Order(
                    order_id=order_id, order_date=DATE, segment=SEGMENT, environment="sandbox", real=False,
                    operator="bench", state=OrderState.PENDING, created_at=now, updated_at=now, sent_at=now,
                    params={"full_name": "张三", "id_number": "11010519491231002X", "source_channel": "0"},
                    return_code="10001", return_message="请求成功,需等待异步结果", http_status=200,
                    seq_id=seq_id_of(DATE, order_id), threshold=60.0, subject_name="张三",
                    subject_number="11010519491231002X", next_query_at=now,
                )
            )  # fmt: skip


async def raw_queries(base: str, places: range) -> float:
    """Seconds for one raw query each; the addresses are signed beforehand."""
    import httpx

    from realme_desktop.catalog.registry import by_segment
    from realme_desktop.config.environments import PRESETS
    from realme_desktop.gateway.signing import signature
    from realme_desktop.sandbox.ledger import seq_id_of

    address = base + by_segment(SEGMENT).result_path
    queries = []
    for place in places:
        params = {
            "seq_id": seq_id_of(DATE, number_of(place)), "order_date": DATE, "order_id": number_of(place),
            "app_token": SANDBOX_CREDENTIALS.app_token,
        }  # fmt: skip
        sign = signature("GET", address, params, SANDBOX_CREDENTIALS.app_key, PRESETS["sandbox"].signing)
        queries.append(f"{address}?{urlencode(params | {'sign': sign})}")

    async def worker(left: Iterator[str]) -> None:
        for query in left:
            reply = await http.get(query)
            assert b'"20000"' in reply.content, reply.text

    async with httpx.AsyncClient(trust_env=False) as http:
        left = iter(queries)
        started = time.perf_counter()
        await asyncio.gather(*(worker(left) for _ in range(CONCURRENCY)))
        return time.perf_counter() - started


async def measure(base: str, count: int, folder: Path) -> int:
    from concurrent.futures import ThreadPoolExecutor

    from bench.figure import percentile
    from bench.probes.stall import Heartbeat
    from bench.probes.watching import resident_mb
    from realme_desktop.config.environments import PRESETS
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.gateway.client import Client
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

    await asyncio.to_thread(fill, folder / "records.db", count)
    half = count // 2
    raw = await raw_queries(base, range(half))
    records = await asyncio.to_thread(Records.open, folder / "records.db", KEY)
    settings = Settings(None)
    settings.set("sending.concurrency", CONCURRENCY)
    settings.set("sending.per_second", 0)
    with ThreadPoolExecutor(4) as executor:
        desk = OrderDesk(
            environment=replace(PRESETS["sandbox"], base=base), settings=settings, paths=Paths(folder),
            vault=Vault(session_only=True), records=records,
            client_factory=lambda env, credentials: Client(environment=env, credentials=credentials),
            clock=time.time, executor=executor,
        )  # fmt: skip
        before_kb = resident_mb() * 1024
        heart = Heartbeat()
        beating = asyncio.ensure_future(heart.beat())
        started = time.perf_counter()
        await desk.start()
        taken_up_kb = resident_mb() * 1024 - before_kb
        over = asyncio.Event()
        desk.subscribe(lambda _: None if desk.awaited else over.set())
        await over.wait()
        ours = time.perf_counter() - started
        heart.stop()
        await beating
        await desk.close()
    answered = records.count(HistoryQuery(states=frozenset({OrderState.ANSWERED})))
    assert answered == count, answered
    records.close()
    raw += await raw_queries(base, range(half, count))
    print(
        json.dumps(
            {
                "desk_s": ours,
                "raw_s": raw,
                "stall_p99_ms": percentile(heart.late, 0.99),
                "stall_max_ms": max(heart.late),
                "kb_per_order": taken_up_kb / count,
                "disk_kb_per_order": (folder / "records.db").stat().st_size / 1024 / count,
            }
        )
    )
    return 0


if __name__ == "__main__":
    from PySide6.QtWidgets import QApplication

    from realme_desktop.ui.loop import run

    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        run(lambda: measure(sys.argv[1], int(sys.argv[2]), Path(name)))
