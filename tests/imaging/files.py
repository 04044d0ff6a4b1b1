"""Picture files of all sorts, made while the tests run."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from realme_desktop.imaging.prepare import Budget

BUDGET = Budget(
    max_base64_bytes=1024 * 1024, refuse_base64_bytes=3 * 1024 * 1024, max_side=1600, min_side_warn=100
)

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
