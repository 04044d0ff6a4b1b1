"""How late the loop wakes, idle and while 20 orders with 12 MP pictures are prepared and sent."""

import asyncio
import io
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.figure import percentile
from realme_desktop.config.environments import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.orders.model import Draft
from realme_desktop.ui.loop import run
from realme_desktop.vault.vault import Vault

ORDERS = 20
TICK_S = 0.004


def twelve_megapixels() -> bytes:
    """A 4000 × 3000 JPEG with detail of many sizes, as a camera gives: it neither vanishes nor explodes."""
    from PIL import Image

    small = Image.effect_noise((500, 375), 60).convert("RGB")
    large = small.resize((4000, 3000), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    large.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


class Heartbeat:
    """A task that wants to wake every few milliseconds and notes how late it was, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._on = True

    async def beat(self) -> None:
        while self._on:
            wanted = time.perf_counter() + TICK_S
            await asyncio.sleep(TICK_S)
            self.late.append(max(0.0, time.perf_counter() - wanted) * 1000)

    def stop(self) -> None:
        self._on = False


async def measure(base: str, folder: Path) -> int:
    paths = Paths(folder)
    environment = replace(PRESETS["sandbox"], base=base)
    settings = Settings(paths)
    settings.set("sending.duplicate_min", 0)  # the same pictures twenty times are what is wanted here
    settings.set("sending.per_second", 0)
    backstage = await open_backstage(paths, environment, settings, vault=Vault(session_only=True))
    picture = await asyncio.to_thread(twelve_megapixels)
    first, second = folder / "one.jpg", folder / "two.jpg"
    first.write_bytes(picture)
    second.write_bytes(picture)
    draft = Draft(
        segment="picturematch",
        values={"image1_type": "1", "image2_type": "1", "source_channel": "0"},
        sources={"image1": first, "image2": second},
    )
    await backstage.desk.submit(draft)  # what is done once a run is not what is measured

    idle = Heartbeat()
    beating = asyncio.ensure_future(idle.beat())
    await asyncio.sleep(2)
    idle.stop()
    await beating

    busy = Heartbeat()
    beating = asyncio.ensure_future(busy.beat())
    started = time.perf_counter()
    orders = await asyncio.gather(*(backstage.desk.submit(draft) for _ in range(ORDERS)))
    taken = time.perf_counter() - started
    busy.stop()
    await beating
    await backstage.close()
    assert all(order.state.value == "answered" for order in orders), [order.state for order in orders]
    print(
        json.dumps(
            {
                "idle_p99_ms": percentile(idle.late, 0.99),
                "busy_p99_ms": percentile(busy.late, 0.99),
                "busy_max_ms": max(busy.late),
                "orders_per_s": ORDERS / taken,
            }
        )
    )
    return 0


if __name__ == "__main__":
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        run(lambda: measure(sys.argv[1], Path(folder)))
