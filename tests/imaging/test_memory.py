"""The bound of memory that `imaging.prepare` states, measured in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.imaging.files import encoded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ROOT = Path(__file__).resolve().parent.parent.parent
MEGA = 1_000_000
BYTES_PER_PIXEL = 8.5
BESIDE = 24 * MEGA  # the scaled picture and its JPEG; less than that, mostly


def hungry(*arguments: object) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.imaging.hungry", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=50,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def picture(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize(size, Image.Resampling.NEAREST).convert(mode)


FULL, HALF = (5000, 4000), (3200, 3200)  # 20 megapixels, and what WebP may have of them


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ((FULL, "RGBA"), {"kind": "PNG", "compress_level": 1}),
        ((FULL, "CMYK"), {"kind": "JPEG", "progressive": True, "quality": 50}),
        ((FULL, "RGB"), {"kind": "TIFF", "compression": "tiff_lzw"}),
        ((HALF, "RGB"), {"kind": "WEBP", "quality": 10, "method": 0}),
    ],
    ids=["png", "jpeg", "tiff", "webp"],
)
def test_the_worst_pictures_keep_to_the_bound(
    tmp_path: Path, data: tuple[tuple[int, int], str], options: dict[str, Any]
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encoded(picture(*data), **options))
    found = hungry(20 * MEGA, path)
    assert found["outcomes"] == ["1600"]
    assert found["taken"] < BYTES_PER_PIXEL * 20 * MEGA + path.stat().st_size + BESIDE, found


def test_a_phones_picture_takes_little(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    path.write_bytes(encoded(picture((8000, 6000)), quality=60))
    found = hungry(100 * MEGA, path)
    assert found["outcomes"] == ["1600"]
    assert found["taken"] < 50 * MEGA, found


def test_several_at_once_take_no_more_than_one(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(encoded(picture((8000, 5000)), "PNG", compress_level=1))
    found = hungry(40 * MEGA, path, path, path)
    assert found["outcomes"] == ["1600"] * 3
    # One decoded, and what glibc keeps for each thread of what was freed; three decoded would take 540 MB.
    assert found["taken"] < 4.5 * 40 * MEGA + 3 * 80 * MEGA, found


def test_a_computer_without_the_memory_gets_words(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(encoded(picture(FULL), "PNG", compress_level=1))
    assert hungry("--room", 40 * MEGA, 100 * MEGA, path)["outcomes"] == ["memory"]


def test_bombs_take_nothing(tmp_path: Path) -> None:
    paths = []
    for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP"):
        path = tmp_path / kind
        options = {"compression": "tiff_deflate"} if kind == "TIFF" else {}
        path.write_bytes(encoded(picture((2500, 2500)), kind, **options))
        paths.append(path)
    found = hungry(6 * MEGA, *paths)
    assert found["outcomes"] == ["bomb"] * 5
    assert found["taken"] < sum(path.stat().st_size for path in paths) + BESIDE, found
