"""How late the console's loop wakes while eight pictures of a phone, 12 and 48 MP, are prepared at once."""

import asyncio
import json
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.figure import percentile
from bench.probes.pictures import MEGAPIXELS, budget, ours, phone_picture
from bench.probes.stall import Heartbeat
from realme_desktop.imaging.turns import turn
from realme_desktop.ui.loop import run
from realme_desktop.ui.tasks import in_thread

PICTURES = 8


async def measure(folder: Path) -> int:
    paths = [folder / f"{megapixels}.jpg" for megapixels in MEGAPIXELS]
    for path, size in zip(paths, MEGAPIXELS.values(), strict=True):
        await asyncio.to_thread(phone_picture, path, size)
    limits = budget()

    async def one(path: Path) -> None:
        async with turn():
            await in_thread(ours, path, limits)

    await in_thread(ours, paths[0], limits)  # what is done once a run is not what is measured

    idle = Heartbeat()
    beating = asyncio.ensure_future(idle.beat())
    await asyncio.sleep(2)
    idle.stop()
    await beating

    busy = Heartbeat()
    beating = asyncio.ensure_future(busy.beat())
    started = time.perf_counter()
    for _ in range(3):
        await asyncio.gather(*(one(paths[place % 2]) for place in range(PICTURES)))
    taken = time.perf_counter() - started
    busy.stop()
    await beating
    print(
        json.dumps(
            {
                "idle_p99_ms": percentile(idle.late, 0.99),
                "busy_p99_ms": percentile(busy.late, 0.99),
                "busy_max_ms": max(busy.late),
                "pictures_per_s": 3 * PICTURES / taken,
            }
        )
    )
    return 0


if __name__ == "__main__":
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        run(lambda: measure(Path(name)))
