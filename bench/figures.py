"""The figures that the console is held to. Each function takes what it needs and returns its figures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from bench import history, orders, packaged, pictures
from bench.figure import Figure, median, probe
from bench.sandboxes import sandbox

__all__ = ["ALL"]

STARTS = 7
CALLS = 150
ROUNDS = 7


def start_up() -> list[Figure]:
    """First paint, first key and memory: each start in a process of its own, the two kinds in turn."""
    taken: dict[str, list[dict[str, float]]] = {"bare_window": [], "console_window": []}
    for place in range(STARTS + 1):
        for script, results in taken.items():
            result = probe(script)
            if place:  # the first of each warms the disk's cache
                results.append(result)

    def figure(script: str, moment: str) -> float:
        return median([(result[moment] - result["started"]) * 1000 for result in taken[script]])

    alive = [probe("console_window", "rest") for _ in range(3)]
    return [
        Figure(
            name="first paint", value=figure("console_window", "painted"), unit="ms",
            baseline="bare QMainWindow", baseline_value=figure("bare_window", "painted"), target=1.5,
        ),
        Figure(
            name="first key taken", value=figure("console_window", "typed"), unit="ms",
            baseline="bare QMainWindow painted", baseline_value=figure("bare_window", "painted"), target=2.0,
        ),
        Figure(
            name="resident memory", value=median([result["resident_mb"] for result in alive]), unit="MB",
            baseline="bare QMainWindow",
            baseline_value=median([result["resident_mb"] for result in taken["bare_window"]]), target=2.0,
        ),
    ]  # fmt: skip


def heaviest_form() -> list[Figure]:
    results = [probe("heaviest_form") for _ in range(3)]
    return [
        Figure(
            name="opening the heaviest form", unit="ms",
            value=median([result["form_ms"] for result in results]),
            baseline="the same widgets by hand",
            baseline_value=median([result["by_hand_ms"] for result in results]), target=1.5,
        )
    ]  # fmt: skip


def client() -> list[Figure]:
    """An order through the client, signing and reading included, against the same bytes by raw httpx."""
    with sandbox() as base:
        return asyncio.run(_client(base))


async def _client(base: str) -> list[Figure]:
    import httpx

    from realme_desktop.catalog import registry
    from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
    from realme_desktop.config.environments import PRESETS
    from realme_desktop.gateway.client import Client
    from realme_desktop.gateway.signing import signature
    from realme_desktop.orders.numbers import OrderNumbers

    environment = replace(PRESETS["sandbox"], base=base)
    service = registry.by_segment("namecheck")
    values = {"full_name": "张三", "id_number": "11010519491231002X", "source_channel": "0"}
    numbers = OrderNumbers(time.time)
    ours = Client(environment=environment, credentials=SANDBOX_CREDENTIALS)

    async def through_the_client() -> None:
        order_date, order_id = numbers.next()
        exchange = await ours.submit(service, order_date=order_date, order_id=order_id, params=values)
        assert exchange.reply.has_result, exchange.reply

    async with httpx.AsyncClient(trust_env=False) as raw:
        url = base + service.path

        def bytes_of_an_order() -> bytes:
            order_date, order_id = numbers.next()
            params = values | {
                "order_date": order_date, "order_id": order_id, "app_token": SANDBOX_CREDENTIALS.app_token,
            }  # fmt: skip
            sign = signature("POST", url, params, SANDBOX_CREDENTIALS.app_key, environment.signing)
            return urlencode(params | {"sign": sign}).encode()

        headers = {"Content-Type": "application/x-www-form-urlencoded"}

        async def by_raw_httpx(body: bytes) -> None:
            reply = await raw.post(url, content=body, headers=headers)
            assert reply.status_code == 200, reply.text

        async def one_round() -> tuple[float, float]:
            """The two in turn, call by call; milliseconds a call. The raw bodies are made beforehand."""
            bodies = [bytes_of_an_order() for _ in range(CALLS)]
            sums = [0.0, 0.0]
            for body in bodies:
                started = time.perf_counter()
                await through_the_client()
                between = time.perf_counter()
                await by_raw_httpx(body)
                sums[0] += between - started
                sums[1] += time.perf_counter() - between
            return sums[0] / CALLS * 1000, sums[1] / CALLS * 1000

        await one_round()
        rounds = [await one_round() for _ in range(ROUNDS)]
    await ours.aclose()
    return [
        Figure(
            name="an order through the client", value=median([pair[0] for pair in rounds]), unit="ms",
            baseline="the same bytes by raw httpx", baseline_value=median([pair[1] for pair in rounds]),
            target=1.2,
        )
    ]  # fmt: skip


def stall() -> list[Figure]:
    with sandbox() as base:
        results = [probe("stall", base) for _ in range(3)]
    return [
        Figure(
            name="loop stall p99, 20 orders of 12 MP",
            value=median([result["busy_p99_ms"] for result in results]),
            unit="ms", baseline="the same loop idle",
            baseline_value=median([result["idle_p99_ms"] for result in results]), target=16, absolute=True,
        )
    ]  # fmt: skip


ALL: dict[str, Callable[[], list[Figure]]] = {
    "start": start_up,
    "form": heaviest_form,
    "client": client,
    "stall": stall,
    "pending": orders.pending,
    "durable": orders.durable,
    "pictures": pictures.pictures,
    "history": history.history,
    "packaged": packaged.packaged,
}
