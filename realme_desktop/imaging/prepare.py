"""From whatever picture the operator has to what RealMe wants: an upright sRGB JPEG within its budget, and
nothing in it but the picture. Blocking; meant for worker threads.

Pillow is told to scale while it decodes (`draft` with the aspect-fitted size, then
`resize(reducing_gap=2)`): a 12-megapixel photo costs a third of what `thumbnail()` costs.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, features

from realme_desktop.catalog.text import Text
from realme_desktop.imaging.budget import Budget, base64_length, budget_for
from realme_desktop.imaging.errors import PictureError
from realme_desktop.imaging.recognise import clean_jpeg, clean_png, picture_format

__all__ = ["Budget", "PictureError", "Prepared", "budget_for", "prepare", "preview", "read_packet"]

# Pillow only warns above its own limit, and by Python warnings, which threads share. Here the size in the
# header is checked before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

MAX_PIXELS = 100_000_000
MAX_FILE_BYTES = 128 * 1024 * 1024
_QUALITIES = (90, 85, 80, 75, 68, 60)
_SHRINK = 0.8
_SMALLEST_SIDE = 64
_ORIENTATION_TAG = 0x0112
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SWAPS_SIDES = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What will be sent. `source_*` describe the original, upright. `hints` never stand in the way."""

    data: bytes
    media_type: str
    suffix: str  # jpg or png
    width: int
    height: int
    sha256: str
    source_width: int
    source_height: int
    source_bytes: int
    hints: tuple[Text, ...] = ()


def prepare(source: Path | bytes, budget: Budget, *, max_pixels: int = MAX_PIXELS) -> Prepared:
    """Read, recognise, turn upright, clean, scale and encode; `PictureError` with words if it can't be used.

    A JPEG or PNG that needs none of it passes bit for bit.
    """
    data = _bytes_of(source)
    with _opened(data, max_pixels) as image:
        orientation = _orientation(image)
        width, height = image.size
        upright = (height, width) if orientation in _SWAPS_SIDES else (width, height)
        hints = list(_hints(image, budget))
        if _compliant(image, data, orientation, budget):
            image.load()  # a cut-off file is found now, not by RealMe
            encoded, size, suffix = data, (width, height), "png" if image.format == "PNG" else "jpg"
        else:
            picture = _transposed(_scaled_rgb(image, budget.max_side), orientation)
            encoded, size = _encode(picture, budget)
            suffix = "jpg"
    text_length = base64_length(len(encoded))
    if text_length > budget.refuse_base64_bytes:
        raise PictureError(
            "too_large", size_kb=text_length // 1024, most_kb=budget.refuse_base64_bytes // 1024
        )
    if text_length > budget.max_base64_bytes:
        hints.append(_HINT_HEAVY.format(size_kb=text_length // 1024, most_kb=budget.max_base64_bytes // 1024))
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
        hints=tuple(hints),
    )


def preview(source: Path | bytes, box: int, *, max_pixels: int = MAX_PIXELS) -> bytes:
    """A small upright JPEG that fits a square of `box` pixels, for the form."""
    with _opened(_bytes_of(source), max_pixels) as image:
        orientation = _orientation(image)
        picture = _transposed(_scaled_rgb(image, box), orientation)
        return _jpeg(picture, 85)


def read_packet(source: Path | bytes, max_bytes: int) -> bytes:
    """An SDK packet, exactly as it is; `PictureError` if it is empty, unreadable or larger than
    `max_bytes`.
    """
    return _bytes_of(source, max_bytes)


# -- reading ----------------------------------------------------------------------------------------------


def _bytes_of(source: Path | bytes, most: int = MAX_FILE_BYTES) -> bytes:
    if isinstance(source, Path):
        data = _read_file(source, most)
    else:
        data = source
        _check_size(len(data), most)
    if not data:
        raise PictureError("empty")
    return data


def _read_file(path: Path, most: int) -> bytes:
    # Opened without blocking and looked at before it is read: a named pipe would wait for ever, a device
    # never end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise PictureError("not_a_file")
            _check_size(found.st_size, most)
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise PictureError("missing") from error
    except IsADirectoryError as error:
        raise PictureError("not_a_file") from error
    except PermissionError as error:
        raise PictureError("not_a_file" if _is_folder(path) else "forbidden") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise PictureError("unreadable", str(error)) from error
    _check_size(len(data), most)
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


@contextlib.contextmanager
def _opened(data: bytes, max_pixels: int) -> Iterator[Image.Image]:
    """The picture, its header read and its size checked. Whatever its bytes do to Pillow is `damaged`."""
    kind = picture_format(data)
    _check_readable(kind)
    if kind == "WEBP" and data[12:16] == b"VP8X" and len(data) >= 30:
        # Pillow makes WebP's canvas while opening: look first.
        canvas = [int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27)]
        _check_pixels(canvas[0], canvas[1], max_pixels)
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            _check_pixels(*image.size, max_pixels)
            yield image
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError("bomb", width="?", height="?", most=max_pixels // 1_000_000) from error
    except Exception as error:
        # On hostile bytes, decoders raise nearly anything.
        raise PictureError("damaged", repr(error)) from error


def _check_readable(kind: str) -> None:
    if kind == "HEIF":
        try:
            import pillow_heif  # type: ignore[import-not-found, import-untyped, unused-ignore]
        except ImportError as error:
            raise PictureError("heic") from error
        pillow_heif.register_heif_opener()
    elif kind == "AVIF" and not features.check("avif"):
        raise PictureError("avif")


def _check_pixels(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise PictureError("bomb", width=width, height=height, most=f"{max_pixels / 1_000_000:g}")


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # Pillow turns these by itself, and gives their upright size
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except (ValueError, TypeError, SyntaxError, OSError, KeyError, struct.error):
        return 1  # EXIF that can't be read says nothing
    return value if isinstance(value, int) and value in _TRANSPOSE else 1


def _hints(image: Image.Image, budget: Budget) -> Iterator[Text]:
    short = min(image.size)
    if short < budget.min_side_warn:
        yield _HINT_SMALL.format(side=short, wanted=budget.min_side_warn)
    frames = getattr(image, "n_frames", 1)
    # The second picture of an MPO photo is the camera's own preview.
    if frames > 1 and image.format != "MPO":
        yield _HINT_PAGES.format(pages=frames)


def _compliant(image: Image.Image, data: bytes, orientation: int, budget: Budget) -> bool:
    if orientation != 1 or max(image.size) > budget.max_side:
        return False
    if base64_length(len(data)) > budget.max_base64_bytes:
        return False
    if image.format == "JPEG":
        return image.mode in ("RGB", "L") and clean_jpeg(data)
    return image.format == "PNG" and clean_png(data)


# -- pixels -----------------------------------------------------------------------------------------------


def _scaled_rgb(image: Image.Image, max_side: int) -> Image.Image:
    """The first frame in sRGB, opaque, its longer side at most `max_side`; never enlarged; without
    metadata.
    """
    profile = image.info.get("icc_profile")
    width, height = image.size
    scale = min(1.0, max_side / max(width, height))
    target = (max(1, round(width * scale)), max(1, round(height * scale)))
    if image.format in ("JPEG", "MPO") and scale < 1:
        image.draft(None, target)
    image.load()
    picture = _plain_mode(image)
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if picture.mode == "RGBA":
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    picture = _to_srgb(picture, profile)
    # The JPEG writer would copy a comment from `info`.
    picture = picture.copy()
    picture.info = {}
    return picture


def _plain_mode(image: Image.Image) -> Image.Image:
    """The same picture as L, RGB, RGBA or CMYK: the modes that scale well and that profiles are made for."""
    mode = image.mode
    if mode in ("LA", "La", "PA", "RGBa") or (mode != "RGBA" and "transparency" in image.info):
        return image.convert("RGBA")
    if mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    if mode.startswith("I;16"):
        # Pillow's own conversion clips at 255 instead of dividing.
        return image.convert("I").point([value >> 8 for value in range(65536)], "L")
    if mode in ("I", "F"):
        low, high = (float(value) for value in image.getextrema()[:2])  # type: ignore[arg-type]
        factor = 255.0 / (high - low) if high > low else 0.0
        return image.convert("F").point(lambda value: value * factor - low * factor).convert("L")
    if mode == "1":
        return image.convert("L")
    return image.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A broken profile, or one for another colour space: the plain conversion is the better guess.
            return picture.convert("RGB")
    return picture.convert("RGB")


def _transposed(picture: Image.Image, orientation: int) -> Image.Image:
    return picture if orientation == 1 else picture.transpose(_TRANSPOSE[orientation])


def _encode(picture: Image.Image, budget: Budget) -> tuple[bytes, tuple[int, int]]:
    """The best quality that keeps to the budget; below the lowest, smaller."""
    while True:
        for quality in _QUALITIES:
            data = _jpeg(picture, quality)
            if base64_length(len(data)) <= budget.max_base64_bytes:
                return data, picture.size
        if max(picture.size) <= _SMALLEST_SIDE:
            return data, picture.size
        smaller = (max(1, round(picture.width * _SHRINK)), max(1, round(picture.height * _SHRINK)))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


_HINT_SMALL = Text(
    "图片偏小：短边只有 {side} 像素，建议至少 {wanted} 像素，否则可能识别不出。可以照常提交，"
    "但最好换一张更清晰的。",
    "The picture is small: its short side has {side} pixels, at least {wanted} are advisable for it to "
    "be recognised. "
    "It can be submitted, but a larger one is better.",
)
_HINT_PAGES = Text(
    "文件中有 {pages} 页（或帧），只使用第一页。",
    "The file holds {pages} pages (or frames); only the first is used.",
)
_HINT_HEAVY = Text(
    "图片处理后仍有 {size_kb} KB，超过建议的 {most_kb} KB，上传可能较慢或被拒绝。",
    "After preparation the picture still has {size_kb} KB, more than the advisable {most_kb} KB: it may "
    "take long to "
    "send or be refused.",
)
