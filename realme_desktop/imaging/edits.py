"""What the operator changed about a picture, as data: the file itself is never touched, and undoing is taking
the `Edits` of before. Light: the window may import it.

Places are fractions of the picture (0-1, y downwards), so that they hold at every scale. The steps, each
seeing what the one before made: page → upright by EXIF → `quarter_turns` → `corners` (pulled to a
rectangle) → `angle` → `crop`. Together they are one projective map (`Edits.mapping`), which a preview can
hand to `QTransform` and `imaging` applies to the decoded picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from realme_desktop.catalog.model import Role

__all__ = [
    "BANK_CARD_ASPECT",
    "FACE_ASPECT",
    "ID_CARD_ASPECT",
    "MOST_ANGLE",
    "Box",
    "Edited",
    "Edits",
    "Mapping",
    "Point",
    "Quad",
    "Size",
    "aspect_for",
]

Point: TypeAlias = tuple[float, float]
Size: TypeAlias = tuple[int, int]  # width and height in pixels

ID_CARD_ASPECT = 85.6 / 54
BANK_CARD_ASPECT = 85.6 / 53.98  # ISO/IEC 7810 ID-1
FACE_ASPECT = 358 / 441  # the portrait printed on an ID card, in pixels of GA 490
MOST_ANGLE = 45.0

_ASPECTS = {
    Role.ID_FRONT_PICTURE: ID_CARD_ASPECT,
    Role.ID_BACK_PICTURE: ID_CARD_ASPECT,
    Role.ID_PICTURE: ID_CARD_ASPECT,
    Role.CARD_PICTURE: BANK_CARD_ASPECT,
    Role.FACE_PICTURE: FACE_ASPECT,
}


def aspect_for(role: Role) -> float | None:
    """Width by height of what such a picture shows; None where it has no shape of its own (a licence)."""
    return _ASPECTS.get(role)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture. ValueError unless 0 <= left < right <= 1, and the same downwards."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):  # NaN neither
            raise ValueError(f"no part of a picture: {self}")

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def whole(self) -> bool:
        return self == Box()

    def turned(self) -> Box:
        """The same part after a quarter turn clockwise of the picture."""
        return Box(_across(self.bottom), self.left, _across(self.top), self.right)

    def grown(self, margin: float) -> Box:
        """With a margin (a fraction of the picture; negative shrinks), within the picture. A box that would
        vanish stays as it is."""
        left, top = max(0.0, self.left - margin), max(0.0, self.top - margin)
        right, bottom = min(1.0, self.right + margin), min(1.0, self.bottom + margin)
        return Box(left, top, right, bottom) if left < right and top < bottom else self

    @staticmethod
    def of_aspect(aspect: float, size: Size, within: Box | None = None) -> Box:
        """The largest box of `aspect` (width by height, in pixels) in the middle of `within` (the whole) of a
        picture of `size`."""
        room = within or Box()
        width, height = room.width * size[0], room.height * size[1]
        if width > height * aspect:
            width = height * aspect
        else:
            height = width / aspect
        x, y = (room.left + room.right) / 2, (room.top + room.bottom) / 2
        half_x, half_y = width / size[0] / 2, height / size[1] / 2
        return Box(max(0.0, x - half_x), max(0.0, y - half_y), min(1.0, x + half_x), min(1.0, y + half_y))


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners of something flat, as it lies in the picture: clockwise from what shall be the top left.
    ValueError unless they are within the picture and make a convex figure in this order."""

    top_left: Point
    top_right: Point
    bottom_right: Point
    bottom_left: Point

    def __post_init__(self) -> None:
        points = tuple(self)
        inside = all(0 <= value <= 1 for point in points for value in point)
        # Turning right at each corner, in a picture whose y runs down, means clockwise and convex.
        turns = [_turn(points[at - 2], points[at - 1], points[at]) for at in range(4)]
        if not inside or not all(turn > 1e-6 for turn in turns):
            raise ValueError(f"no card lies like this: {points}")

    def __iter__(self) -> Iterator[Point]:
        return iter((self.top_left, self.top_right, self.bottom_right, self.bottom_left))

    @staticmethod
    def around(box: Box) -> Quad:
        return Quad(
            (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)
        )

    def moved(self, corner: int, to: Point) -> Quad:
        """With one corner (0-3, as in the fields) elsewhere, kept within the picture; unchanged where the
        figure would not be convex any more, so that dragging just stops there."""
        points = list(self)
        points[corner] = (min(1.0, max(0.0, to[0])), min(1.0, max(0.0, to[1])))
        try:
            return Quad(*points)
        except ValueError:
            return self

    def turned(self) -> Quad:
        """The same corners after a quarter turn clockwise of the picture."""
        points = [(_across(y), x) for x, y in self]
        return Quad(points[3], points[0], points[1], points[2])

    def extent(self, size: Size, aspect: float | None = None) -> tuple[float, float]:
        """Width and height in pixels of the rectangle that the corners are pulled to, in a picture of `size`:
        the longer of each two sides that face each other, brought to `aspect` by enlarging. Sides shortened
        by perspective don't tell the true shape, so a card's aspect should be given."""
        points = [(x * size[0], y * size[1]) for x, y in self]
        width = max(math.dist(points[0], points[1]), math.dist(points[3], points[2]))
        height = max(math.dist(points[1], points[2]), math.dist(points[0], points[3]))
        if aspect is not None:
            width, height = max(width, height * aspect), max(height, width / aspect)
        return max(1.0, width), max(1.0, height)


def _across(value: float) -> float:
    """As far from the other side. Rounded, so that four turns lead back to the very same numbers."""
    return round(1 - value, 12)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


_Matrix: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]  # row by row


@dataclass(frozen=True, slots=True)
class Mapping:
    """From places in the edited picture of `size` pixels to places in the upright original, in pixels:
    (x, y, 1) by `matrix`, divided by the third. Places are continuous: (0, 0) is the outer corner of the
    first pixel, not its middle."""

    size: Size
    matrix: _Matrix

    def to_source(self, x: float, y: float) -> Point:
        return _apply(self.matrix, x, y)

    def to_edited(self, x: float, y: float) -> Point:
        """The other way; what `QTransform` wants to draw the original as edited, transposed."""
        return _apply(self.inverse, x, y)

    @property
    def inverse(self) -> _Matrix:
        a, b, c, d, e, f, g, h, i = self.matrix
        return (
            e * i - f * h, c * h - b * i, b * f - c * e,
            f * g - d * i, a * i - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All changes to one picture; `Edits()` changes nothing. See the module for the order of the steps.

    `page` counts from 0. `quarter_turns` is clockwise, 0-3. `aspect` (width by height) is what the rectangle
    of `corners` gets. `angle` is clockwise in degrees, at most `MOST_ANGLE` either way: the picture is turned
    about its middle and its canvas grows, white, so that nothing is cut off. `crop` is a part of the outcome.
    """

    page: int = 0
    quarter_turns: int = 0
    corners: Quad | None = None
    aspect: float | None = None
    angle: float = 0.0
    crop: Box | None = None

    def __post_init__(self) -> None:
        if self.page < 0 or self.quarter_turns not in (0, 1, 2, 3):
            raise ValueError(f"no such page or turn: {self}")
        if not -MOST_ANGLE <= self.angle <= MOST_ANGLE:
            raise ValueError(f"no small angle: {self.angle}")
        if self.aspect is not None and not 0.05 <= self.aspect <= 20:
            raise ValueError(f"no aspect of a picture: {self.aspect}")

    @property
    def nothing(self) -> bool:
        """True when the whole picture is taken as it is (of whichever page)."""
        return self.square and self.quarter_turns == 0 and (self.crop is None or self.crop.whole)

    @property
    def square(self) -> bool:
        """True without `corners` and `angle`: no pixel has to be made up from its neighbours."""
        return self.corners is None and self.angle == 0

    def turned(self, quarters: int = 1) -> Edits:
        """The picture as it looks now, turned clockwise: crop and corners stay where they are on it."""
        edits = self
        for _ in range(quarters % 4):
            edits = replace(
                edits,
                quarter_turns=(edits.quarter_turns + 1) % 4,
                corners=edits.corners.turned() if edits.corners else None,
                aspect=1 / edits.aspect if edits.aspect else None,
                crop=edits.crop.turned() if edits.crop else None,
            )
        return edits

    def at_angle(self, angle: float, size: Size) -> Edits:
        """With another small angle (taken into bounds); the crop keeps its extent in pixels and its middle,
        as far as the canvas allows. `size` is that of the upright original."""
        angle = min(MOST_ANGLE, max(-MOST_ANGLE, angle))
        turned = replace(self, angle=angle)
        if self.crop is None:
            return turned
        old, new = self._canvas(size), turned._canvas(size)
        box = self.crop
        # The middle of the crop, from the middle of the canvas, turns with the picture.
        x = ((box.left + box.right) / 2 - 0.5) * old[0]
        y = ((box.top + box.bottom) / 2 - 0.5) * old[1]
        turn = math.radians(angle - self.angle)
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        width, height = min(1.0, box.width * old[0] / new[0]), min(1.0, box.height * old[1] / new[1])
        left = min(1 - width, max(0.0, 0.5 + x / new[0] - width / 2))
        top = min(1 - height, max(0.0, 0.5 + y / new[1] - height / 2))
        return replace(turned, crop=Box(left, top, min(1.0, left + width), min(1.0, top + height)))

    def output_size(self, size: Size) -> Size:
        """Pixels of the edited picture, before it is scaled to a budget; `size` is the upright original's."""
        return self.mapping(size).size

    def canvas_size(self, size: Size) -> Size:
        """Pixels of what `crop` is a part of: all the steps but the crop."""
        return replace(self, crop=None).output_size(size)

    def mapping(self, size: Size) -> Mapping:
        """The whole way from the edited picture back to the upright original of `size` pixels."""
        first = (size[1], size[0]) if self.quarter_turns % 2 else size
        matrix = _quarters(self.quarter_turns, size)
        flat = self._flat(first)
        if self.corners is not None:
            points = [(x * first[0], y * first[1]) for x, y in self.corners]
            matrix = _times(matrix, _times(_square_to_quad(points), _scale(1 / flat[0], 1 / flat[1])))
        canvas = self._canvas(size)
        if self.angle:
            turn = math.radians(self.angle)
            sine, cosine = math.sin(turn), math.cos(turn)
            # Back by the angle, about the middles of canvas and picture.
            x, y = canvas[0] / 2, canvas[1] / 2
            matrix = _times(
                matrix,
                (
                    cosine, sine, flat[0] / 2 - cosine * x - sine * y,
                    -sine, cosine, flat[1] / 2 + sine * x - cosine * y,
                    0.0, 0.0, 1.0,
                ),
            )  # fmt: skip
        box = self.crop or Box()
        extent = (box.width * canvas[0], box.height * canvas[1])
        final = (max(1, round(extent[0])), max(1, round(extent[1])))
        # The whole pixels that the picture has in the end cover exactly the extent.
        scale = _scale(extent[0] / final[0], extent[1] / final[1])
        moved = (1.0, 0.0, box.left * canvas[0], 0.0, 1.0, box.top * canvas[1], 0.0, 0.0, 1.0)
        matrix = _times(matrix, _times(moved, scale))
        last = matrix[8]
        return Mapping(final, tuple(value / last for value in matrix))  # type: ignore[arg-type]

    def _flat(self, first: Size) -> tuple[float, float]:
        if self.corners is None:
            return float(first[0]), float(first[1])
        return self.corners.extent(first, self.aspect)

    def _canvas(self, size: Size) -> tuple[float, float]:
        width, height = self._flat((size[1], size[0]) if self.quarter_turns % 2 else size)
        turn = math.radians(abs(self.angle))
        sine, cosine = math.sin(turn), math.cos(turn)
        return width * cosine + height * sine, width * sine + height * cosine


@dataclass(frozen=True, slots=True)
class Edited:
    """A picture with what was changed about it; taken wherever a file or bytes are."""

    source: Path | bytes
    edits: Edits

    def __repr__(self) -> str:  # a picture's bytes have no business in a log
        name = self.source.name if isinstance(self.source, Path) else f"{len(self.source)} bytes"
        return f"Edited({name}, {self.edits})"


# -- matrices ---------------------------------------------------------------------------------------------


def _apply(matrix: _Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f, g, h, i = matrix
    below = g * x + h * y + i
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    return tuple(
        sum(first[row * 3 + at] * second[at * 3 + column] for at in range(3))
        for row in range(3)
        for column in range(3)
    )  # type: ignore[return-value]


def _scale(x: float, y: float) -> _Matrix:
    return (x, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, 1.0)


def _quarters(turns: int, size: Size) -> _Matrix:
    """From the picture turned clockwise back to the original of `size`."""
    width, height = float(size[0]), float(size[1])
    matrices: tuple[_Matrix, ...] = (
        (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
        (0.0, 1.0, 0.0, -1.0, 0.0, height, 0.0, 0.0, 1.0),
        (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0),
        (0.0, -1.0, width, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    )
    return matrices[turns]


def _square_to_quad(points: list[Point]) -> _Matrix:
    """From the unit square to four corners, clockwise from the top left (Heckbert 1989, 2.2.3)."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    sum_x, sum_y = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dx2, dy1, dy2 = x1 - x2, x3 - x2, y1 - y2, y3 - y2
    below = dx1 * dy2 - dx2 * dy1
    g = (sum_x * dy2 - dx2 * sum_y) / below
    h = (dx1 * sum_y - sum_x * dy1) / below
    return (
        x1 - x0 + g * x1, x3 - x0 + h * x3, x0,
        y1 - y0 + g * y1, y3 - y0 + h * y3, y0,
        g, h, 1.0,
    )  # fmt: skip
