"""What a figure is, and the few ways of taking one."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

__all__ = ["ROOT", "Figure", "median", "percentile", "probe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`ratio` is value / baseline. `target` bounds the ratio, or the value where `absolute` is set."""

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float
    target: float
    absolute: bool = False

    @property
    def ratio(self) -> float:
        return self.value / self.baseline_value if self.baseline_value else float("inf")

    @property
    def holds(self) -> bool:
        return (self.value if self.absolute else self.ratio) <= self.target

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "baseline": self.baseline,
            "baseline_value": round(self.baseline_value, 3),
            "ratio": round(self.ratio, 3),
            "target": f"<= {self.target:g} {self.unit}" if self.absolute else f"<= {self.target:g}x",
            "holds": self.holds,
        }

    def __str__(self) -> str:
        bound = f"{self.target:g} {self.unit}" if self.absolute else f"{self.target:g}x"
        mark = "holds" if self.holds else "MISSES"
        return (
            f"{self.name:<34} {self.value:9.2f} {self.unit:<3} {self.ratio:6.2f}x of "
            f"{self.baseline_value:8.2f} ({self.baseline})  target <= {bound}: {mark}"
        )


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; `share` 0-1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def probe(script: str, *arguments: str) -> dict[str, float]:
    """Run `bench/probes/<script>.py` in a process of its own; its last line is a JSON object of numbers.

    Times in it are seconds since the epoch; `started` is added: the moment before the process was made.
    """
    env = dict(os.environ)
    env["PYTHONPATH"] = str(ROOT)
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    # An installed program has its bytecode; without it each start would compile the source again.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.time()
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "probes" / f"{script}.py"), *arguments],
        capture_output=True, text=True, cwd=ROOT, env=env, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"probe {script} failed:\n{done.stderr}")
    return {"started": started, **json.loads(done.stdout.strip().splitlines()[-1])}
