"""The packaged program: how large it is, and how soon it paints. Takes what `dev.py package` left in
dist/."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.figure import ROOT, Figure, median

__all__ = ["packaged", "sizes"]

STARTS = 7
FOLDER_MB = 160
DEB_MB = 48


def packaged(dist: Path = ROOT / "dist") -> list[Figure]:
    """Nothing where nothing was packaged. Megabytes are of 1,000,000 bytes, files as long as they are."""
    program = dist / "realme-desktop" / ("realme-desktop.exe" if os.name == "nt" else "realme-desktop")
    if not program.exists():
        print("packaged: nothing in dist/; `python3 dev.py package` first")
        return []
    return [*sizes(dist), first_paint(program)]


def sizes(dist: Path) -> list[Figure]:
    """Of the folder, and of the `.deb` where there is one: they are the same on any machine."""
    folder = dist / "realme-desktop"
    size = sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6
    figures = [_size("folder of the program", size, FOLDER_MB)]
    figures += [_size(path.name, path.stat().st_size / 1e6, DEB_MB) for path in sorted(dist.glob("*.deb"))]
    return figures


def _size(name: str, size: float, most: float) -> Figure:
    return Figure(
        name=name[:34], value=size, unit="MB", baseline="the budget", baseline_value=most, target=most,
        absolute=True,
    )  # fmt: skip


def first_paint(program: Path) -> Figure:
    """Frozen and from source in turn, the same command: until the smoke test's first line, which it prints
    when the window is painted."""
    source = [sys.executable, "-m", "realme_desktop", "smoke-test"]
    taken: tuple[list[float], list[float]] = ([], [])
    for place in range(STARTS + 1):
        for times, command in zip(taken, ([str(program), "smoke-test"], source), strict=True):
            milliseconds = _until_painted(command)
            if place:  # the first of each warms the disk's cache
                times.append(milliseconds)
    return Figure(
        name="first paint, packaged", value=median(taken[0]), unit="ms", baseline="from source",
        baseline_value=median(taken[1]), target=1.15,
    )  # fmt: skip


def _until_painted(command: list[str]) -> float:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, cwd=ROOT, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    taken = (time.perf_counter() - started) * 1000
    process.communicate()
    if not line.startswith("program"):
        raise RuntimeError(f"{command[0]} smoke-test began with {line!r}")
    return taken
