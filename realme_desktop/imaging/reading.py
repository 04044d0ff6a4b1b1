"""From a file or bytes to an opened picture, within bounds of time and memory. Blocking; for worker threads.

Nothing is trusted: the file is opened without waiting and must be a regular one, the format is told by its
bytes, the pixels are counted before anything is decoded, and whatever a decoder raises becomes words.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, features

from realme_desktop.imaging.edits import Size
from realme_desktop.imaging.errors import Cancelled, PictureError
from realme_desktop.imaging.recognise import (
    heif_without_metadata,
    pages_of,
    picture_format,
    png_is_whole,
    scans_of,
    webp_size,
)

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_PIXELS",
    "SWAPS_SIDES",
    "TRANSPOSE",
    "Opened",
    "Watch",
    "bytes_of",
    "opened",
]

# Pillow only warns above its own limit, and by Python warnings, which threads share. Here the size in the
# header is checked before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

# Pillow's memory comes in blocks of 16 MB, which glibc, once one was freed, keeps for its thread: four
# workers would hold four large pictures for good. Blocks above 32 MB go back to the system.
Image.core.set_block_size(64 * 1024 * 1024)  # type: ignore[attr-defined]

MAX_PIXELS = 100_000_000
MAX_FILE_BYTES = 128 * 1024 * 1024
_CHUNK = 4 * 1024 * 1024

# What decoding takes at most, in bytes a pixel, measured with Pillow 13: a progressive JPEG keeps the
# coefficients of all its components; libwebp holds two canvases beside what Pillow makes of them.
_BYTES_PER_PIXEL = {"WEBP": 16.5, "AVIF": 12.0, "HEIF": 12.0}
_USUAL_BYTES_PER_PIXEL = 8.5
# Pictures that take more than this are decoded one at a time, so that eight of them take no more than one.
_HEAVY_BYTES = 160 * 1024 * 1024
# A JPEG of some kilobytes may ask for its pixels to be gone over ten thousand times; cameras ask for ten.
_MOST_SCANS = 200

_ORIENTATION_TAG = 0x0112
TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SWAPS_SIDES = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Watch:
    """Asks whether the outcome is still wanted, and tells how far the work is (0-1). Both are called in the
    worker's thread, often."""

    cancelled: Callable[[], bool] | None = None
    progress: Callable[[float], None] | None = None

    def check(self) -> None:
        """Raises `Cancelled`."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def tell(self, share: float) -> None:
        self.check()
        if self.progress is not None:
            self.progress(share)


@dataclass(slots=True, kw_only=True)
class Opened:
    """A picture whose header was read and whose size was found bearable; its pixels are not decoded yet.

    `size` is that of the upright picture, `pages` how many pages or frames the file has (a camera's own
    preview does not count).
    """

    image: Image.Image
    data: bytes
    orientation: int
    size: Size
    pages: int
    watch: Watch
    _leaving: contextlib.ExitStack = field(repr=False)
    _reserved: bool = False

    def reserve(self, size: Size) -> None:
        """To be called before a JPEG is decoded to `size` pixels: waits for its turn if that takes much
        memory. The other formats, which can't be scaled while they are decoded, had to wait when opened."""
        cost = size[0] * size[1] * 4.5
        if self.image.info.get("progressive"):
            cost += 2 * self.size[0] * self.size[1] * len(self.image.getbands())
        if self.image.format in ("JPEG", "MPO") and not self._reserved:
            self._reserved = True
            self._leaving.enter_context(_turn(cost, self.watch))


_heavy = threading.Lock()


@contextlib.contextmanager
def _turn(cost: float, watch: Watch) -> Iterator[None]:
    if cost <= _HEAVY_BYTES:
        yield
        return
    while not _heavy.acquire(timeout=0.05):
        watch.check()
    try:
        yield
    finally:
        _heavy.release()


class _Stream(io.BytesIO):
    """The bytes of a file, handed to a decoder block by block: between two of them it can be stopped."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        super().__init__(data)
        self._watch = watch
        self._size = len(data)

    def read(self, size: int | None = -1, /) -> bytes:
        self._watch.tell(min(1.0, self.tell() / self._size))
        return super().read(size)


# -- files ------------------------------------------------------------------------------------------------


def bytes_of(source: Path | bytes, most: int = MAX_FILE_BYTES, watch: Watch | None = None) -> bytes:
    """All of the file; `PictureError` if it can't be read, is empty or has more than `most` bytes."""
    watch = watch or Watch()
    if isinstance(source, Path):
        data = _read_file(source, most, watch)
    else:
        data = source
        _check_size(len(data), most)
    if not data:
        raise PictureError("empty")
    return data


def _read_file(path: Path, most: int, watch: Watch) -> bytes:
    # Opened without blocking and looked at before it is read: a named pipe would wait for ever, a device
    # never end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise PictureError("not_a_file")
            _check_size(before.st_size, most)
            buffer = io.BytesIO()  # gives its bytes away without another copy
            # No further than the file was long: one that grows as fast as it is read has no end.
            while buffer.tell() <= before.st_size and (chunk := file.read(_CHUNK)):
                watch.check()
                buffer.write(chunk)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise PictureError("missing") from error
    except NotADirectoryError as error:
        raise PictureError("missing") from error
    except IsADirectoryError as error:
        raise PictureError("not_a_file") from error
    except PermissionError as error:
        raise PictureError("not_a_file" if _is_folder(path) else "forbidden") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            raise PictureError("loop") from error
        raise PictureError("unreadable", str(error)) from error
    data = buffer.getvalue()
    if len(data) != after.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise PictureError("changing")
    return data


def _is_folder(path: Path) -> bool:
    """Windows says of a folder that one may not open it."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise PictureError("too_big", size_mb=f"{size / 1024 / 1024:.1f}", most_mb=f"{most / 1024 / 1024:g}")


# -- pictures ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def opened(data: bytes, max_pixels: int, *, page: int = 0, watch: Watch | None = None) -> Iterator[Opened]:
    """The picture, its header read and its size checked. Whatever its bytes do to a decoder, here or while
    the caller decodes it, is `PictureError`: damaged."""
    watch = watch or Watch()
    kind = picture_format(data)
    _check_readable(kind)
    with contextlib.ExitStack() as leaving:
        try:
            if kind == "WEBP":
                # libwebp makes its canvases while opening: look first.
                canvas = webp_size(data)
                _check_pixels(canvas, max_pixels, kind)
                leaving.enter_context(_turn(canvas[0] * canvas[1] * _BYTES_PER_PIXEL[kind], watch))
            if kind == "JPEG" and scans_of(data) > _MOST_SCANS:
                raise PictureError("damaged", "too many scans")
            if kind == "PNG" and not png_is_whole(data):
                raise PictureError("damaged", "a chunk is missing or changed")
            content = heif_without_metadata(data) if kind == "HEIF" else data
            image = leaving.enter_context(Image.open(_Stream(content, watch), formats=(kind,)))
            _check_pixels(image.size, max_pixels, kind)
            if kind not in ("JPEG", "WEBP"):
                # Before anything else: asked for its EXIF, Pillow decodes all of a PNG.
                cost = image.width * image.height * _BYTES_PER_PIXEL.get(kind, 4.5)
                leaving.enter_context(_turn(cost, watch))
            pages = 1 if image.format in ("JPEG", "MPO") else pages_of(data, kind, image)
            if page:
                _seek(image, page, pages)
                _check_pixels(image.size, max_pixels, kind)
            orientation = _orientation(image)
            width, height = image.size
            yield Opened(
                image=image,
                data=data,
                orientation=orientation,
                size=(height, width) if orientation in SWAPS_SIDES else (width, height),
                pages=pages,
                watch=watch,
                _leaving=leaving,
            )
        except (PictureError, Cancelled):
            raise
        except MemoryError as error:
            raise PictureError("memory") from error
        except Exception as error:
            # On hostile bytes, decoders raise nearly anything.
            raise PictureError("damaged", repr(error)) from error


def _seek(image: Image.Image, page: int, pages: int) -> None:
    if page >= pages:
        raise PictureError("no_page", page=page + 1)
    try:
        image.seek(page)
    except EOFError as error:
        raise PictureError("no_page", page=page + 1) from error


def _check_readable(kind: str) -> None:
    if kind == "HEIF":
        try:
            import pi_heif
        except ImportError as error:
            raise PictureError("heic") from error
        # Thumbnails and depth maps of the file are of no use here; the picture itself stays in its file.
        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    elif kind == "AVIF" and not features.check("avif"):
        raise PictureError("avif")


def _check_pixels(size: Size, most: int, kind: str) -> None:
    width, height = size
    if width * height > most:
        raise PictureError("bomb", width=width, height=height, most=f"{most / 1_000_000:.3g}")
    # Each kind may take as much memory as any other, so those that need more for a pixel get fewer of them.
    most = int(most * _USUAL_BYTES_PER_PIXEL / _BYTES_PER_PIXEL.get(kind, _USUAL_BYTES_PER_PIXEL))
    if width * height > most:
        raise PictureError(
            "heavy_format", width=width, height=height, kind=kind, most=f"{most / 1_000_000:.3g}"
        )


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # Pillow turns these by itself, and gives their upright size
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except (ValueError, TypeError, SyntaxError, OSError, KeyError, IndexError, struct.error, UserWarning):
        return 1  # EXIF that can't be read says nothing
    return value if isinstance(value, int) and value in TRANSPOSE else 1
