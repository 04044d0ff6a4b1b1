"""Whether a picture is worth its fee: measured on what would be sent, told as hints, never a block.

The thresholds were set on the sample pictures and on photographs, sharp and spoiled step by step; they are
meant to miss a doubtful picture rather than to cry wolf. No model is involved. Blocking; for worker threads.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageStat

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text
from realme_desktop.imaging.edits import Edits
from realme_desktop.imaging.hints import Hint, hint
from realme_desktop.imaging.pixels import rendered
from realme_desktop.imaging.prepare import Prepared
from realme_desktop.imaging.reading import MAX_PIXELS, opened

__all__ = ["Measures", "emblem_in", "hints", "measured", "pair_hints"]

# Blur is measured at this size whatever the picture has: 1,000 pixels are what text and features need.
_SIDE = 1000
_TILES = 4
_TOO_BLURRED = 0.5  # sharp ones have up to 0.3; a blur that eats strokes of two pixels 0.45 to 0.6
_TOO_DARK = 80
_TOO_MUCH_GLARE = 0.006
_THIN_BYTES = 10_000
# A JPEG of so few bits for a pixel was squeezed, if it is not just a large white page with little on it.
_THIN_BITS, _THIN_BITS_BYTES = 0.19, 60_000
_PRINT_SIDE = 16
_ALIKE = 0.35  # the same picture scaled and compressed differs by up to 0.22, two of one face by 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was measured of one picture.

    `blur` is 0 (sharp) to 1: the share of the differences between neighbours that stays when the picture is
    blurred once more (Crété-Roffet et al. 2007), in the sharpest quarter of it; None where nothing is to be
    seen. `bright` is the luminance (0-255) that nine tenths of the picture stay below. `glare` is the share
    of the picture under burnt-out spots with soft edges. `emblem` is the share of strong red at the place
    where an ID card has the national emblem, 0 unless it is there alone. `print` is the picture in 16 × 16
    grey values, of mean 0 and deviation 1.
    """

    blur: float | None
    bright: int
    glare: float
    emblem: float
    print: tuple[float, ...]

    def alike(self, other: Measures) -> bool:
        """True if both show the same picture, however it was scaled and encoded."""
        return max(abs(a - b) for a, b in zip(self.print, other.print, strict=True)) <= _ALIKE


def measured(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Measures:
    """Measure a picture, best the bytes that `prepare` made. Raises `PictureError`."""
    with opened(data, max_pixels) as picture:
        colour = rendered(picture, Edits(), _SIDE)
    grey = colour.convert("L")
    return Measures(
        blur=_blur(grey),
        bright=_percentile(grey, 0.9),
        glare=_glare(grey),
        emblem=emblem_in(colour),
        print=_print(grey),
    )


def hints(prepared: Prepared, measures: Measures | None = None) -> tuple[Hint, ...]:
    """All that is to be said about one picture: what preparing it showed, and what it looks like."""
    seen = measures or measured(prepared.data)
    found = list(prepared.hints)
    bits = prepared.source_bytes * 8 / (prepared.source_width * prepared.source_height)
    squeezed = bits < _THIN_BITS and prepared.source_bytes < _THIN_BITS_BYTES
    if prepared.source_bytes < _THIN_BYTES or (prepared.source_format == "JPEG" and squeezed):
        found.append(hint("thin", size_kb=max(1, prepared.source_bytes // 1024)))
    if seen.blur is not None and seen.blur > _TOO_BLURRED:
        found.append(hint("blurred"))
    if seen.bright < _TOO_DARK:
        found.append(hint("dark"))
    if seen.glare > _TOO_MUCH_GLARE:
        found.append(hint("glare"))
    return tuple(found)


def pair_hints(
    first: Measures, second: Measures, *, roles: tuple[Role, Role], labels: tuple[Text, Text]
) -> tuple[Hint, ...]:
    """What is to be said about two pictures of one form, in the order of their fields."""
    names = {"first": labels[0], "second": labels[1]}
    if first.alike(second):
        faces = all(role is Role.FACE_PICTURE for role in roles)
        return (hint("same_face" if faces else "same_side", **names),)
    if roles == (Role.ID_BACK_PICTURE, Role.ID_FRONT_PICTURE):
        first, second = second, first
        names = {"first": labels[1], "second": labels[0]}
    elif roles != (Role.ID_FRONT_PICTURE, Role.ID_BACK_PICTURE):
        return ()
    if first.emblem and not second.emblem:
        return (hint("swapped", **names),)
    return ()


# -- measuring --------------------------------------------------------------------------------------------


def _percentile(grey: Image.Image, share: float) -> int:
    counts = grey.histogram()
    left = share * sum(counts)
    for value, count in enumerate(counts):
        left -= count
        if left <= 0:
            return value
    return 255


def _blur(grey: Image.Image) -> float | None:
    """The sharper of the tiles decide: a face before a soft background is a sharp picture. The blurrier of
    the two directions counts, as a shaken hand blurs one only."""
    worst: float | None = None
    for across in (True, False):
        step = (1, 0) if across else (0, 1)
        before = _differences(grey, step)
        after = _differences(grey.filter(ImageFilter.BoxBlur((4, 0) if across else (0, 4))), step)
        lost = ImageChops.subtract(before, after)
        found = []
        for box in _tiles(before.size):
            all_of_it = ImageStat.Stat(before.crop(box)).mean[0]
            if all_of_it >= 0.5:  # else there is nothing here that could be sharp
                found.append(1 - ImageStat.Stat(lost.crop(box)).mean[0] / all_of_it)
        if found:
            found.sort()
            sharpest = found[: max(1, len(found) // 4)]
            worst = max(worst or 0.0, sum(sharpest) / len(sharpest))
    if worst is None and ImageStat.Stat(grey).stddev[0] > 8:
        return 1.0  # there is something, but no edge anywhere
    return worst


def _differences(grey: Image.Image, step: tuple[int, int]) -> Image.Image:
    """Between each pixel and the next; of the inner picture, as filters don't reach its edge."""
    width, height = grey.size
    if min(width, height) < 16:
        return Image.new("L", (1, 1))
    here = grey.crop((5, 5, width - 5 - step[0], height - 5 - step[1]))
    there = grey.crop((5 + step[0], 5 + step[1], width - 5, height - 5))
    return ImageChops.difference(here, there)


def _tiles(size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    xs = [size[0] * at // _TILES for at in range(_TILES + 1)]
    ys = [size[1] * at // _TILES for at in range(_TILES + 1)]
    boxes = [
        (xs[x], ys[y], xs[x + 1], ys[y + 1])
        for x in range(_TILES)
        for y in range(_TILES)
        if xs[x] < xs[x + 1] and ys[y] < ys[y + 1]
    ]
    return boxes or [(0, 0, *size)]


_GLARE_SIDE = 200


def _glare(grey: Image.Image) -> float:
    """Burnt-out spots whose surroundings fade slowly: paper and printed white have a hard edge. A picture
    that is white at its edge is a scan, whose white says nothing."""
    scale = _GLARE_SIDE / max(grey.size)
    if scale > 1:
        return 0.0
    size = max(8, round(grey.width * scale)), max(8, round(grey.height * scale))
    small = grey.resize(size, Image.Resampling.BOX)
    burnt = small.point([0] * 251 + [255] * 5)
    spots = burnt.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.MaxFilter(3))  # without specks
    share = ImageStat.Stat(spots).mean[0] / 255
    rim = Image.new("L", size, 255)
    rim.paste(0, (2, 2, size[0] - 2, size[1] - 2))
    if not share or ImageStat.Stat(spots, rim).mean[0] / 255 > 0.2:
        return 0.0
    wider = spots.filter(ImageFilter.MaxFilter(5))
    widest = wider.filter(ImageFilter.MaxFilter(5))
    near, far = ImageChops.subtract(wider, spots), ImageChops.subtract(widest, wider)
    if not near.getbbox() or not far.getbbox():
        return 0.0
    # Two pixels away still nearly white, four away still bright: light that fades. At a printed edge the
    # brightness falls at once.
    closest, further = ImageStat.Stat(small, near).mean[0], ImageStat.Stat(small, far).mean[0]
    spread = ImageStat.Stat(small, near).stddev[0]
    return share if closest > 215 and further > 170 and spread < 30 else 0.0


def _print(grey: Image.Image) -> tuple[float, ...]:
    small = grey.filter(ImageFilter.GaussianBlur(max(grey.size) / 125))  # what compressing changes goes first
    small = small.resize((_PRINT_SIDE, _PRINT_SIDE), Image.Resampling.BOX)
    stat = ImageStat.Stat(small)
    mean, deviation = stat.mean[0], max(4.0, stat.stddev[0])
    return tuple((value - mean) / deviation for value in small.tobytes())


def emblem_in(colour: Image.Image) -> float:
    """Only for a card that fills most of an upright picture. The emblem is a block of deep red left of the
    middle, above it; the portrait side has its portrait on the right and print on the left."""
    if not 1.3 < colour.width / colour.height < 1.9:
        return 0.0
    red, green, blue = colour.resize((96, 60), Image.Resampling.BOX).split()
    strong = ImageChops.darker(ImageChops.subtract(red, green), ImageChops.subtract(red, blue))
    strong = strong.point([0] * 45 + [255] * 211)  # skin is below

    def share(box: tuple[int, int, int, int]) -> float:
        return ImageStat.Stat(strong.crop(box)).mean[0] / 255

    there = share((4, 4, 32, 34))
    elsewhere = max(share((56, 6, 94, 50)), share((4, 40, 94, 58)))
    return there if there > 0.05 and elsewhere < 0.02 else 0.0
