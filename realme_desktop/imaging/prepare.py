"""From whatever picture the operator has to what RealMe wants: an upright sRGB JPEG within its budget, and
nothing in it but the picture. Blocking; meant for worker threads.

Pillow is told to scale while it decodes (`draft` with the aspect-fitted size, then
`resize(reducing_gap=2)`): a 12-megapixel photo costs a third of what `thumbnail()` costs.

Memory, whatever the file: its own size (at most 128 MB) and 8.5 bytes for each pixel of the limit, 850 MB
at the usual 100 megapixels; formats that take more for a pixel get fewer pixels. Pictures of more than 160 MB
are decoded one at a time, so each other one at the same time adds at most that. A phone's JPEG of 48
megapixels takes less than 50 MB. tests/imaging/test_memory.py measures all of this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from realme_desktop.imaging.budget import Budget, base64_length, budget_for
from realme_desktop.imaging.edits import Edited, Edits
from realme_desktop.imaging.encoding import encode, jpeg
from realme_desktop.imaging.errors import Cancelled, PictureError
from realme_desktop.imaging.hints import Hint, hint
from realme_desktop.imaging.pixels import rendered
from realme_desktop.imaging.reading import MAX_PIXELS, Opened, Watch, bytes_of, opened
from realme_desktop.imaging.recognise import clean_jpeg, clean_png

__all__ = [
    "MAX_PIXELS",
    "Budget",
    "Cancelled",
    "Contents",
    "PictureError",
    "Prepared",
    "budget_for",
    "look_inside",
    "prepare",
    "preview",
    "read_packet",
]

_NOTHING = Edits()
_PREVIEW_QUALITY = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What will be sent. `source_*` describe the original, upright. `hints` tell what reading it showed
    (small, several pages, heavy) and never stand in the way; `quality.hints` looks at the picture itself."""

    data: bytes
    media_type: str
    suffix: str  # jpg or png
    width: int
    height: int
    sha256: str
    source_width: int
    source_height: int
    source_bytes: int
    source_format: str = ""  # Pillow's name, by content: JPEG, PNG, HEIF, ...
    pages: int = 1  # that can be chosen from, as in `Contents`
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: the upright size of its first page, and how many pages or frames there are. `choice`
    tells whether the pages can be chosen from: those of a TIFF, not the frames of an animation."""

    width: int
    height: int
    pages: int
    choice: bool


def prepare(
    source: Path | bytes | Edited,
    budget: Budget,
    *,
    edits: Edits | None = None,
    max_pixels: int = MAX_PIXELS,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Prepared:
    """Read, recognise, turn upright, edit, clean, scale and encode.

    A JPEG or PNG that needs none of it passes bit for bit. `edits` are those of an `Edited` source unless
    given. `cancelled` is asked between steps and while decoding; `progress` is told the share done (0-1).
    Both are called in this thread. Raises `PictureError` with words if the picture can't be used,
    `Cancelled`.
    """
    source, edits = _with_edits(source, edits)
    watch = Watch(cancelled, progress)
    data = bytes_of(source, watch=watch)
    with opened(data, max_pixels, page=edits.page, watch=watch) as picture:
        hints = list(_reading_hints(picture, edits, budget))
        if _passes(picture, edits, budget):
            picture.image.load()  # a cut-off file is found now, not by RealMe
            encoded, size = data, picture.size
            suffix = "png" if picture.image.format == "PNG" else "jpg"
        else:
            encoded, size = encode(rendered(picture, edits, budget.max_side), budget, watch)
            suffix = "jpg"
        upright, kind = picture.size, picture.image.format or ""
        pages = picture.pages if _can_be_chosen(picture) else 1
    text_length = base64_length(len(encoded))
    if text_length > budget.refuse_base64_bytes:
        raise PictureError(
            "too_large", size_kb=text_length // 1024, most_kb=budget.refuse_base64_bytes // 1024
        )
    if text_length > budget.max_base64_bytes:
        hints.append(hint("heavy", size_kb=text_length // 1024, most_kb=budget.max_base64_bytes // 1024))
    watch.tell(1.0)
    return Prepared(
        data=encoded,
        media_type="image/png" if suffix == "png" else "image/jpeg",
        suffix=suffix,
        width=size[0],
        height=size[1],
        sha256=hashlib.sha256(encoded).hexdigest(),
        source_width=upright[0],
        source_height=upright[1],
        source_bytes=len(data),
        source_format=kind,
        pages=pages,
        hints=tuple(hints),
    )


def preview(
    source: Path | bytes | Edited,
    box: int,
    *,
    edits: Edits | None = None,
    max_pixels: int = MAX_PIXELS,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """A JPEG, upright and edited, that fits a square of `box` pixels, for the screen. Raises as `prepare`."""
    source, edits = _with_edits(source, edits)
    watch = Watch(cancelled)
    with opened(bytes_of(source, watch=watch), max_pixels, page=edits.page, watch=watch) as picture:
        return jpeg(rendered(picture, edits, box), _PREVIEW_QUALITY)


def look_inside(source: Path | bytes | Edited, *, max_pixels: int = MAX_PIXELS) -> Contents:
    """What the file holds, by its header: nothing is decoded. Raises `PictureError`."""
    source, edits = _with_edits(source, None)
    with opened(bytes_of(source), max_pixels, page=edits.page) as picture:
        return Contents(*picture.size, picture.pages, _can_be_chosen(picture))


def read_packet(source: Path | bytes | Edited, max_bytes: int) -> bytes:
    """An SDK packet, exactly as it is; `PictureError` if it is empty, unreadable or larger than
    `max_bytes`.
    """
    return bytes_of(source.source if isinstance(source, Edited) else source, max_bytes)


def _can_be_chosen(picture: Opened) -> bool:
    return picture.pages > 1 and picture.image.format == "TIFF"


def _with_edits(source: Path | bytes | Edited, edits: Edits | None) -> tuple[Path | bytes, Edits]:
    if isinstance(source, Edited):
        return source.source, edits or source.edits
    return source, edits or _NOTHING


def _reading_hints(picture: Opened, edits: Edits, budget: Budget) -> list[Hint]:
    hints = []
    short = min(edits.output_size(picture.size))
    if short < budget.min_side_warn:
        hints.append(hint("small", side=short, wanted=budget.min_side_warn))
    if picture.pages > 1:
        hints.append(hint("pages", pages=picture.pages, page=edits.page + 1))
    return hints


def _passes(picture: Opened, edits: Edits, budget: Budget) -> bool:
    """Whether the file can be sent as it is."""
    if picture.orientation != 1 or not edits.nothing or picture.pages > 1:
        return False
    if max(picture.size) > budget.max_side or base64_length(len(picture.data)) > budget.max_base64_bytes:
        return False
    image = picture.image
    if image.format == "JPEG":
        return image.mode in ("RGB", "L") and clean_jpeg(picture.data)
    return image.format == "PNG" and clean_png(picture.data)
