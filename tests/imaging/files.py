"""Picture files of all sorts, made while the tests run."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from realme_desktop.imaging.prepare import Budget

BUDGET = Budget(
    max_base64_bytes=1024 * 1024, refuse_base64_bytes=3 * 1024 * 1024, max_side=1600, min_side_warn=100
)

SAMPLES = Path(__file__).parent / "samples"
PHONE_HEIC = SAMPLES / "phone.heic"
"""`quarters()` as an iPhone stores it: lying on its side, with the maker's name and GPS. Encoded once with
pillow-heif, as what reads HEIC here can't write it."""

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 180, 30), (30, 30, 200), (220, 220, 40)


def quarters(width: int = 320, height: int = 200) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right: shows any turn and mirror."""
    image = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    image.paste(RED, (0, 0, *half))
    image.paste(GREEN, (half[0], 0, width, half[1]))
    image.paste(BLUE, (0, half[1], half[0], height))
    image.paste(YELLOW, (*half, width, height))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corners(data: bytes) -> list[str]:
    """The colours at the corners: top left, top right, bottom left, bottom right."""
    image = opened(data).convert("RGB")
    width, height = image.size
    places = ((5, 5), (width - 6, 5), (5, height - 6), (width - 6, height - 6))
    return [nearest(image.getpixel(place)) for place in places]  # type: ignore[arg-type]


def nearest(pixel: tuple[int, int, int]) -> str:
    names = {
        "red": RED,
        "green": GREEN,
        "blue": BLUE,
        "yellow": YELLOW,
        "white": (255, 255, 255),
        "black": (0, 0, 0),
    }
    return min(names, key=lambda name: sum((a - b) ** 2 for a, b in zip(names[name], pixel, strict=True)))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that claim to be an enormous picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(bytes(1000)))
        + png_chunk(b"IEND", b"")
    )


_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def grey_png(rows: Sequence[Sequence[int]], depth: int, *, interlaced: bool = False) -> bytes:
    """A grey PNG of 1, 2, 4, 8 or 16 bits, interlaced (Adam7) if wanted: Pillow can't write most of these."""
    height, width = len(rows), len(rows[0])
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    raw = bytearray()
    for left, top, right, down in passes:
        for row in rows[top::down]:
            samples = row[left::right]
            if not samples:
                continue
            bits = "".join(f"{value:0{depth}b}" for value in samples)
            bits += "0" * (-len(bits) % 8)
            raw += b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(bytes(raw)))
        + png_chunk(b"IEND", b"")
    )


def far_apart(first: Image.Image, second: Image.Image) -> float:
    """The mean difference of two pictures of one size, in grey values (0-255) of a channel."""
    from PIL import ImageChops, ImageStat

    assert first.size == second.size
    difference = ImageChops.difference(first.convert("RGB"), second.convert("RGB"))
    return max(ImageStat.Stat(difference).mean)


def scene(width: int, height: int, seed: int = 1) -> Image.Image:
    """Colours and shapes of many sizes, none of them symmetric: shows any turn, shift and loss of detail."""
    import random

    from PIL import ImageDraw

    chance = random.Random(seed)
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = chance.randrange(width), chance.randrange(height)
        w, h = chance.randrange(8, max(9, width // 4)), chance.randrange(8, max(9, height // 4))
        draw.rectangle((x, y, x + w, y + h), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image
