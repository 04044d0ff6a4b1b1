"""The pixels of an opened picture: decoded no larger than needed, edited, opaque, in sRGB, scaled."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image, ImageCms

from realme_desktop.imaging.edits import Box, Edits, Point, Size
from realme_desktop.imaging.reading import SWAPS_SIDES, TRANSPOSE, Opened

__all__ = ["rendered"]

# Where a fraction of the upright picture lies in the file, by EXIF orientation.
_STORED: dict[int, Callable[[float, float], Point]] = {
    1: lambda x, y: (x, y),
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (y, 1 - x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (1 - y, x),
}
# A perspective is drawn from somewhat more pixels than it ends with, where there are more: pulled straight
# from a picture already scaled, letters lose their edges.
_FINER = 1.5
_BAND_PIXELS = 1_000_000
_GAP = 1.5  # how much larger than the target a picture is left before its last scaling


def rendered(opened: Opened, edits: Edits, max_side: int) -> Image.Image:
    """The picture upright and edited, RGB, its longer side at most `max_side`, never enlarged, without
    metadata."""
    profile = opened.image.info.get("icc_profile")
    full = edits.output_size(opened.size)
    scale = min(1.0, max_side / max(full))
    target = _scaled(full, scale)
    if edits.square:
        picture = _cropped(opened, edits, target)
    else:
        picture = _warped(opened, edits, target, scale)
    opened.watch.check()
    picture = _to_srgb(picture, profile)
    picture.info = {}  # the JPEG writer would copy a comment from there
    return picture


def _scaled(size: Size, scale: float) -> Size:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _cropped(opened: Opened, edits: Edits, target: Size) -> Image.Image:
    """Turned by quarters and cropped only: one scaling from the decoder's pixels to the final ones."""
    box = edits.crop or Box()
    for _ in range(-edits.quarter_turns % 4):
        box = box.turned()
    to_stored = _STORED[opened.orientation]
    ends = to_stored(box.left, box.top), to_stored(box.right, box.bottom)
    xs, ys = sorted(end[0] for end in ends), sorted(end[1] for end in ends)
    swapped = (opened.orientation in SWAPS_SIDES) != bool(edits.quarter_turns % 2)
    picture = _decoded(
        opened,
        (max(0.0, xs[0]), max(0.0, ys[0]), min(1.0, xs[1]), min(1.0, ys[1])),
        (target[1], target[0]) if swapped else target,
    )
    return _turned(_upright(picture, opened.orientation), edits.quarter_turns)


def _warped(opened: Opened, edits: Edits, target: Size, scale: float) -> Image.Image:
    finer = min(1.0, scale * _FINER)
    size = _scaled(opened.size, finer)
    swapped = opened.orientation in SWAPS_SIDES
    picture = _decoded(opened, (0.0, 0.0, 1.0, 1.0), (size[1], size[0]) if swapped else size)
    picture = _upright(picture, opened.orientation)
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")  # what is outside of the picture becomes white, in CMYK it would not
    opened.watch.check()
    mapping = edits.mapping(size)
    drawn = _scaled(target, finer / scale)
    x, y = mapping.size[0] / drawn[0], mapping.size[1] / drawn[1]
    a, b, c, d, e, f, g, h, _ = mapping.matrix
    picture = picture.transform(
        drawn, Image.Transform.PERSPECTIVE, (a * x, b * y, c, d * x, e * y, f, g * x, h * y),
        Image.Resampling.BICUBIC, fillcolor="white",
    )  # fmt: skip
    opened.watch.check()
    return picture if drawn == target else picture.resize(target, Image.Resampling.LANCZOS)


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    return picture if orientation == 1 else picture.transpose(TRANSPOSE[orientation])


def _turned(picture: Image.Image, quarters: int) -> Image.Image:
    if quarters == 0:
        return picture
    turn = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)[quarters - 1]
    return picture.transpose(turn)


def _decoded(opened: Opened, part: tuple[float, float, float, float], target: Size) -> Image.Image:
    """A part (left, top, right, bottom as fractions of the file's picture) scaled to `target`, opaque: L, RGB
    or CMYK.

    A JPEG is scaled while it is decoded. `thumbnail()` and a square box for `draft()` would pick too weak a
    scale: the size asked for has the aspect of the picture.
    """
    image = opened.image
    width, height = part[2] - part[0], part[3] - part[1]
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (math.ceil(target[0] / width), math.ceil(target[1] / height)))
    opened.reserve(image.size)
    image.load()
    opened.watch.check()
    full = image.size
    box = (part[0] * full[0], part[1] * full[1], part[2] * full[0], part[3] * full[1])
    if image.mode in ("L", "RGB", "CMYK") and "transparency" not in image.info:
        source: Image.Image = image
    else:
        source, box = _banded(image, box, target, opened)
    if source.size == target and box == (0.0, 0.0, float(target[0]), float(target[1])):
        return source
    return source.resize(target, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


_Corners = tuple[float, float, float, float]


def _banded(image: Image.Image, box: _Corners, target: Size, opened: Opened) -> tuple[Image.Image, _Corners]:
    """The part of the picture in `box` as L, RGB or CMYK, reduced to no less than 1.5 times the target; and
    the box in it. Converted band by band, so that there is never another picture as large beside it."""
    left, top = math.floor(box[0]), math.floor(box[1])
    right, bottom = min(image.width, math.ceil(box[2])), min(image.height, math.ceil(box[3]))
    factors = tuple(
        max(1, int(extent / wanted / _GAP))
        for extent, wanted in zip((right - left, bottom - top), target, strict=True)
    )
    size = (-(-(right - left) // factors[0]), -(-(bottom - top) // factors[1]))
    rows = max(1, _BAND_PIXELS // (right - left) // factors[1]) * factors[1]
    span = image.getextrema()[:2] if image.mode in ("I", "F") else None
    whole: Image.Image | None = None
    for at in range(top, bottom, rows):
        opened.watch.check()
        band = _opaque(image.crop((left, at, right, min(bottom, at + rows))), span)  # type: ignore[arg-type]
        if factors != (1, 1):
            band = band.reduce(factors)  # type: ignore[arg-type]
        if whole is None:
            whole = Image.new(band.mode, size)
        whole.paste(band, (0, (at - top) // factors[1]))
    assert whole is not None  # there is at least one row
    corners = (
        (box[0] - left) / factors[0], (box[1] - top) / factors[1],
        min(size[0], (box[2] - left) / factors[0]), min(size[1], (box[3] - top) / factors[1]),
    )  # fmt: skip
    return whole, corners


_HIGH_BYTES = tuple(value >> 8 for value in range(65536))


def _opaque(band: Image.Image, span: tuple[float, float] | None) -> Image.Image:
    """The same pixels as L, RGB or CMYK: the modes that scale well and that profiles are made for; on white
    where they can be seen through. `span` is the range of values in the whole picture that has no fixed one.
    """
    mode = band.mode
    if mode.startswith("I;16"):
        # Pillow's own conversion clips at 255 instead of dividing.
        return band.convert("I").point(_HIGH_BYTES, "L")
    if span is not None:
        low, high = span
        factor = 255.0 / (high - low) if high > low else 0.0
        return band.convert("F").point(lambda value: value * factor - low * factor).convert("L")
    if mode in ("LA", "La"):
        alpha = band.convert("LA")
        white = Image.new("L", band.size, 255)
        white.paste(alpha.getchannel("L"), mask=alpha.getchannel("A"))
        return white
    if mode in ("RGBA", "RGBa", "PA") or "transparency" in band.info:
        alpha = band.convert("RGBA")
        white = Image.new("RGB", band.size, "white")
        white.paste(alpha, mask=alpha.getchannel("A"))
        return white
    if mode in ("L", "RGB", "CMYK"):
        return band
    return band.convert("L" if mode == "1" else "RGB")


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
    return picture if picture.mode == "RGB" else picture.convert("RGB")
