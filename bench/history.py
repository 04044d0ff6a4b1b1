"""Figures of the history: a million orders, encrypted, against the same by raw SQLite."""

from __future__ import annotations

from bench.figure import Figure, median, probe

__all__ = ["history"]

ORDERS = 1_000_000
STARTS = 7


def history() -> list[Figure]:
    from tests.records.million import kept_history

    path = str(kept_history(ORDERS).path)
    lists = [probe("history_lists", path) for _ in range(3)]

    def of_lists(name: str, key: str, baseline: str, target: float, unit: str = "ms") -> Figure:
        return Figure(
            name=name, value=median([result[key] for result in lists]), unit=unit, baseline=baseline,
            baseline_value=median([result[f"{key}_raw"] for result in lists]), target=target,
        )  # fmt: skip

    written = [probe("history_writing", path) for _ in range(3)]
    opened: dict[str, list[float]] = {"": [], path: []}
    for place in range(STARTS + 1):
        for which, times in opened.items():
            result = probe("history_opening", *([which] if which else []))
            if place:  # the first of each warms the disk's cache
                times.append((result["shown"] - result["started"]) * 1000)
    return [
        of_lists("history, first page", "first", "the same keyset query raw", 2.0),
        of_lists("history, search by number", "number", "raw indexed lookup", 2.0),
        of_lists("history, two-character name", "name", "a full LIKE scan", 0.2),
        Figure(
            name="history, scrolling a page, p99", value=median([result["scroll_p99"] for result in lists]),
            unit="ms", baseline="the same keyset query raw",
            baseline_value=median([result["scroll_raw_p99"] for result in lists]), target=16, absolute=True,
        ),
        Figure(
            name="opening, a million orders", value=median(opened[path]), unit="ms",
            baseline="opening an empty history", baseline_value=median(opened[""]), target=1.2,
        ),
        Figure(
            name="export, 100,000 orders", value=median([result["export"] for result in written]), unit="s",
            baseline="raw read and csv writer",
            baseline_value=median([result["export_raw"] for result in written]), target=1.5,
        ),
        Figure(
            name="an order written, with audit", unit="ms",
            value=median([result["insert"] for result in written]), baseline="plain insert",
            baseline_value=median([result["insert_raw"] for result in written]), target=2.5,
        ),
    ]  # fmt: skip
