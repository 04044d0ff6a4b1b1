"""A phone's JPEG to the default budget, by the console and by the best plain Pillow path, in turn; and its
preview against Qt's own scaled reading. `ours|plain FILE` instead: the peak memory of doing that."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 7
MEGAPIXELS = {12: (4000, 3000), 48: (8000, 6000)}


def phone_picture(path: Path, size: tuple[int, int]) -> None:
    """Detail of all sizes, the finer the weaker, as a camera gives: it neither vanishes nor explodes when it
    is scaled and encoded."""
    from PIL import Image, ImageChops

    image = Image.new("L", size, 128)
    for width, strength in ((20, 60), (80, 30), (320, 15), (1280, 8), (4000, 4)):
        noise = Image.effect_noise((width, width * 3 // 4), strength)
        image = ImageChops.add(image, noise.resize(size, Image.Resampling.BICUBIC), offset=-128)
    exif = Image.Exif()
    exif[0x0112] = 1
    exif[0x010F] = "Camera"
    Image.merge("RGB", (image, image.rotate(180), image)).save(path, "JPEG", quality=90, exif=exif)


def budget():  # type: ignore[no-untyped-def]
    from realme_desktop.config.settings import Settings
    from realme_desktop.imaging.budget import budget_for

    return budget_for("document", Settings(None))


def ours(path: Path, limits) -> int:  # type: ignore[no-untyped-def]
    from realme_desktop.imaging.prepare import prepare

    return len(prepare(path, limits).data)


def plain(path: Path, limits) -> int:  # type: ignore[no-untyped-def]
    """The best that Pillow does by itself: scaled while decoding, to the aspect-fitted size, then resized."""
    from PIL import Image

    with Image.open(path) as image:
        scale = limits.max_side / max(image.size)
        target = (round(image.width * scale), round(image.height * scale))
        image.draft(None, target)
        image.load()
        small = image.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    for quality in (90, 85, 80, 75):
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=quality)
        if len(buffer.getvalue()) * 4 / 3 <= limits.max_base64_bytes:
            return len(buffer.getvalue())
    raise RuntimeError("not within the budget")


def timed(*ways: Callable[[], object]) -> list[float]:
    """The median milliseconds of each, taken in turn."""
    from bench.figure import median

    taken: list[list[float]] = [[] for _ in ways]
    for place in range(ROUNDS + 1):
        for way, results in zip(ways, taken, strict=True):
            started = time.perf_counter()
            way()
            if place:
                results.append((time.perf_counter() - started) * 1000)
    return [median(results) for results in taken]


def preview_by_the_form(path: Path) -> tuple[float, float]:
    """Milliseconds until a picker has its preview, and until it has all: the very bytes that will be sent,
    and what is to be said of them."""
    from PySide6.QtGui import QImage

    from realme_desktop.catalog.model import Role
    from realme_desktop.catalog.registry import SERVICES
    from realme_desktop.ui.forms.previews import looking_with
    from realme_desktop.ui.widgets.picture_tools import SHARE, Share

    fields = [field for service in SERVICES for field in service.fields]
    field = next(field for field in fields if field.role is Role.ID_FRONT_PICTURE)
    started = time.perf_counter()
    shown = 0.0

    class Watched(Share):
        def show(self, small: bytes) -> None:
            nonlocal shown
            assert not QImage.fromData(small).isNull()
            shown = (time.perf_counter() - started) * 1000

    async def look() -> None:
        SHARE.set(Watched())
        await looking_with()(field, path)

    asyncio.run(look())
    return shown, (time.perf_counter() - started) * 1000


def preview_by_qt(path: Path, side: int) -> float:
    """Milliseconds of reading it at this size."""
    from PySide6.QtGui import QImageReader

    started = time.perf_counter()
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    scale = side / max(size.width(), size.height())
    reader.setScaledSize(size * scale)
    assert not reader.read().isNull()
    return (time.perf_counter() - started) * 1000


def previews(path: Path, side: int) -> dict[str, float]:
    """In turn: the preview and all of the look, and Qt at the size of the preview and at that which is sent
    (and seen through the magnifier)."""
    from bench.figure import median
    from realme_desktop.ui.forms.previews import PREVIEW_SIDE

    found: dict[str, list[float]] = {"preview_ms": [], "look_ms": [], "qt_small_ms": [], "qt_ms": []}
    for place in range(ROUNDS + 1):
        shown, looked = preview_by_the_form(path)
        taken = (shown, looked, preview_by_qt(path, PREVIEW_SIDE), preview_by_qt(path, side))
        if place:
            for results, value in zip(found.values(), taken, strict=True):
                results.append(value)
    return {name: median(results) for name, results in found.items()}


def times() -> dict[str, float]:
    from PySide6.QtGui import QGuiApplication, QImageReader

    app = QGuiApplication([])
    QImageReader.setAllocationLimit(0)
    limits, found = budget(), {}
    with tempfile.TemporaryDirectory() as folder:
        for megapixels, size in MEGAPIXELS.items():
            path = Path(folder) / f"{megapixels}.jpg"
            phone_picture(path, size)
            found[f"ours_{megapixels}_ms"], found[f"plain_{megapixels}_ms"] = timed(
                lambda path=path: ours(path, limits), lambda path=path: plain(path, limits)
            )
        found |= previews(path, limits.max_side)
    del app
    return found


def peak_kb() -> int:
    """The most this process has ever held; Linux only, where the figures are taken."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise RuntimeError("no VmHWM in /proc/self/status")


def memory(way: Callable[..., int], path: Path) -> dict[str, float]:
    from PIL import Image

    limits = budget()
    with tempfile.TemporaryDirectory() as folder:  # both have loaded all that either needs
        warm = Path(folder) / "warm.jpg"
        Image.new("RGB", (64, 48)).save(warm, comment=b"x")
        ours(warm, limits)
        plain(warm, limits)
    way(path, limits)
    return {"peak_mb": peak_kb() / 1024}


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(memory({"ours": ours, "plain": plain}[sys.argv[1]], Path(sys.argv[2]))))
    else:
        print(json.dumps(times()))
