"""The figures of pictures: preparing them, its memory, the loop meanwhile, and how soon one is seen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.figure import Figure, median, probe

__all__ = ["pictures"]

ROUNDS = 3


def pictures() -> list[Figure]:
    results = [probe("pictures") for _ in range(ROUNDS)]

    def of(name: str) -> float:
        return median([result[name] for result in results])

    figures = [
        Figure(
            name=f"a {size} MP JPEG to its budget", value=of(f"ours_{size}_ms"), unit="ms",
            baseline="best plain Pillow path", baseline_value=of(f"plain_{size}_ms"), target=1.15,
        )
        for size in (12, 48)
    ]  # fmt: skip
    figures += [
        Figure(
            name="preview of 48 MP seen", value=of("preview_ms"), unit="ms",
            baseline="QImageReader at its size", baseline_value=of("qt_small_ms"), target=1.5,
        ),
        Figure(
            name="all of a 48 MP picture looked at", value=of("look_ms"), unit="ms",
            baseline="QImageReader as sent", baseline_value=of("qt_ms"), target=1.5,
        ),
    ]  # fmt: skip
    return figures + _memory() + _stall()


def _memory() -> list[Figure]:
    from bench.probes.pictures import MEGAPIXELS, phone_picture

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for megapixels, size in MEGAPIXELS.items():
            path = Path(folder) / f"{megapixels}.jpg"
            phone_picture(path, size)
            taken = {way: [] for way in ("ours", "plain")}  # type: dict[str, list[float]]
            for _ in range(ROUNDS):
                for way, results in taken.items():
                    results.append(probe("pictures", way, str(path))["peak_mb"])
            found.append(
                Figure(
                    name=f"peak memory, {megapixels} MP", value=median(taken["ours"]), unit="MB",
                    baseline="best plain Pillow path", baseline_value=median(taken["plain"]), target=1.3,
                )
            )  # fmt: skip
    return found


def _stall() -> list[Figure]:
    results = [probe("stall_pictures") for _ in range(ROUNDS)]
    return [
        Figure(
            name="loop stall p99, eight pictures", unit="ms",
            value=median([result["busy_p99_ms"] for result in results]),
            baseline="the same loop idle",
            baseline_value=median([result["idle_p99_ms"] for result in results]), target=16, absolute=True,
        )
    ]  # fmt: skip
