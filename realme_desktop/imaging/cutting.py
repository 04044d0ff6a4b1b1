"""Two cards on one scanned or copied page: where they are. Blocking; for worker threads.

What differs from the paper is projected onto the sides of the page; two blocks with paper between them, both
of the shape and about the size of a card, are the cards. Everything else is told as "can't": a wrong cut
would be sent unseen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from PIL import Image, ImageChops, ImageFilter

from realme_desktop.imaging.edits import Box, Edited, Edits
from realme_desktop.imaging.errors import PictureError
from realme_desktop.imaging.pixels import rendered
from realme_desktop.imaging.quality import emblem_in
from realme_desktop.imaging.reading import MAX_PIXELS, bytes_of, opened

__all__ = ["cut_page"]

_SIDE = 500
# Grey values from the paper: a pale card on even paper first, then what stands out from a grainy copy.
_DIFFERENT = (5, 10, 24)
# Paper within a card, as parts of the page's longer side: a copy may have lost the tint between the lines.
_GAPS = (0.008, 0.025, 0.05)
_MARGIN = 0.004
_WIDE_MARGIN = 0.02  # around what was found by its print alone, whose edge is further out
_LEAST_PAGE = 60  # pixels
_MOST_OF_A_PAGE = 0.6
_LEAST_SIDE = 0.08  # of the page's longer side
_ASPECTS = (1.3, 1.95)  # of an ID-1 card, with what a shadow or a faint edge may add or take


_Axis: TypeAlias = Literal["x", "y"]
_AXES: tuple[_Axis, _Axis] = ("y", "x")


class _Block(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    @property
    def wide(self) -> bool:
        return self.right - self.left > self.bottom - self.top

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def like_a_card(self) -> bool:
        width, height = self.right - self.left, self.bottom - self.top
        return _ASPECTS[0] <= max(width, height) / min(width, height) <= _ASPECTS[1]


def cut_page(
    source: Path | bytes | Edited, *, edits: Edits | None = None, max_pixels: int = MAX_PIXELS
) -> tuple[Box, Box]:
    """Two boxes, each a part of the picture that `edits` (those of an `Edited` unless given) make without
    their crop: to be used as `crop` in their stead. The portrait side comes first where it can be told, else
    the upper or left one. `PictureError` if the picture can't be read or no two cards are found.
    """
    if isinstance(source, Edited):
        edits = edits or source.edits
        source = source.source
    edits = edits or Edits()
    whole = Edits(
        page=edits.page, quarter_turns=edits.quarter_turns, corners=edits.corners, aspect=edits.aspect,
        angle=edits.angle,
    )  # fmt: skip
    with opened(bytes_of(source), max_pixels, page=whole.page) as picture:
        page = rendered(picture, whole, _SIDE * 2)
    found = _blocks(page.convert("L"))
    if found is None:
        raise PictureError("two_cards")
    boxes = [_box(block, page.size) for block in found.blocks]
    width, height = page.size
    emblems = [
        emblem_in(page.crop((box.left * width, box.top * height, box.right * width, box.bottom * height)))
        for box in boxes
    ]
    boxes = [box.grown(found.margin) for box in boxes]
    if emblems[0] and not emblems[1]:
        boxes.reverse()
    return boxes[0], boxes[1]


class _Found(NamedTuple):
    blocks: tuple[_Block, _Block]
    margin: float


def _blocks(grey: Image.Image) -> _Found | None:
    small = grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), Image.Resampling.BOX)
    if min(small.size) < _LEAST_PAGE:
        return None
    for paper in _papers(small):
        distance = ImageChops.difference(small, Image.new("L", small.size, paper))
        for different in _DIFFERENT:
            mask = distance.point([0] * different + [255] * (256 - different))
            mask = mask.filter(ImageFilter.MedianFilter(5))  # dust, and the paper's grain
            # The shadow at the edge of a scan is no card.
            edge = max(2, max(small.size) // 80)
            inner = Image.new("L", small.size)
            inner.paste(mask.crop((edge, edge, small.width - edge, small.height - edge)), (edge, edge))
            for gap in _GAPS:
                for axis in _AXES:
                    blocks = _parted(inner, axis, max(2, round(gap * max(small.size))))
                    if _another_number(blocks, small.size):
                        return None  # what would be found after that are parts of what is printed on them
                    if _two_cards(blocks):
                        margin = _MARGIN if different == _DIFFERENT[0] else _WIDE_MARGIN
                        return _Found((blocks[0], blocks[1]), margin)
    return None


def _papers(small: Image.Image) -> list[int]:
    """Grey values that the paper may have: the most frequent one along the edge, and over all."""
    rim = Image.new("L", small.size, 255)
    border = max(3, max(small.size) // 25)
    rim.paste(0, (border, border, small.width - border, small.height - border))
    guesses: list[int] = []
    for counts in (small.histogram(rim), small.histogram()):
        # Of neighbouring values together: noise spreads one colour over several.
        sums = [sum(counts[max(0, value - 3) : value + 4]) for value in range(256)]
        guess = sums.index(max(sums))
        if all(abs(guess - other) > 6 for other in guesses):
            guesses.append(guess)
    return guesses


def _parted(mask: Image.Image, axis: _Axis, gap: int) -> list[_Block]:
    """The blocks that paper parts along `axis`, without the small ones."""
    blocks = []
    least = _least(mask.size)
    for start, end in _runs(_profile(mask, axis), gap=gap):
        if end - start < least:
            continue
        strip = (start, 0, end, mask.height) if axis == "x" else (0, start, mask.width, end)
        across = _runs(_profile(mask.crop(strip), "y" if axis == "x" else "x"), gap=max(mask.size))
        if not across or across[-1][1] - across[0][0] < least:
            continue
        first, last = across[0][0], across[-1][1]
        blocks.append(_Block(start, first, end, last) if axis == "x" else _Block(first, start, last, end))
    return blocks


def _least(size: tuple[int, int]) -> int:
    return round(max(size) * _LEAST_SIDE)


def _another_number(blocks: list[_Block], size: tuple[int, int]) -> bool:
    """Whether there plainly is one card, or more than two."""
    cards = [block for block in blocks if block.like_a_card]
    if len(blocks) == len(cards) == 1:
        return cards[0].area < _MOST_OF_A_PAGE * size[0] * size[1]
    return len(cards) > 2


def _two_cards(blocks: list[_Block]) -> bool:
    if len(blocks) != 2 or not all(block.like_a_card for block in blocks):
        return False
    smaller, larger = sorted(block.area for block in blocks)
    return larger <= 1.5 * smaller and blocks[0].wide == blocks[1].wide


def _profile(mask: Image.Image, axis: _Axis) -> list[int]:
    """How much of each column (x) or row (y) is covered, 0-255."""
    size = (mask.width, 1) if axis == "x" else (1, mask.height)
    return list(mask.resize(size, Image.Resampling.BOX).tobytes())


def _runs(profile: list[int], *, gap: int) -> list[tuple[int, int]]:
    """Where something is, as [start, end); gaps of up to `gap` belong to what they are in."""
    runs: list[tuple[int, int]] = []
    for at, value in enumerate(profile):
        if value < 4:  # 1.5 % covered
            continue
        if runs and at - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _box(block: _Block, size: tuple[int, int]) -> Box:
    width, height = max(1, size[0] // 2), max(1, size[1] // 2)
    return Box(
        block.left / width, block.top / height, min(1.0, block.right / width), min(1.0, block.bottom / height)
    )
