"""Figures of the order desk: many pending orders, and what durability costs."""

from __future__ import annotations

from bench.figure import Figure, median, probe
from bench.sandboxes import sandbox

__all__ = ["durable", "pending"]

PENDING = 10_000


def pending() -> list[Figure]:
    with sandbox("sandbox_with_orders", str(PENDING)) as base:
        result = probe("pending_orders", base, str(PENDING))
    return [
        Figure(
            name=f"{PENDING:,} pending orders, polled", value=result["desk_s"], unit="s",
            baseline="as many raw httpx queries", baseline_value=result["raw_s"], target=1.3,
        ),
        Figure(
            name="loop stall p99 meanwhile", value=result["stall_p99_ms"], unit="ms",
            baseline="one frame at 60 Hz", baseline_value=1000 / 60, target=16, absolute=True,
        ),
        Figure(
            name="memory of a pending order", value=result["kb_per_order"], unit="kB",
            baseline="its rows on disk", baseline_value=result["disk_kb_per_order"], target=8, absolute=True,
        ),
    ]  # fmt: skip


def durable() -> list[Figure]:
    with sandbox() as base:
        results = [probe("durable", base) for _ in range(3)]
    return [
        Figure(
            name="an order, each step fsynced", value=median([result["full_ms"] for result in results]),
            unit="ms", baseline="the same without fsync",
            baseline_value=median([result["off_ms"] for result in results]), target=2.0,
        )
    ]  # fmt: skip
