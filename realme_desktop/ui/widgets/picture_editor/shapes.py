"""Frames on a picture, in fractions of it: how a frame follows the hand that drags it. Pure."""

from __future__ import annotations

from realme_desktop.imaging.edits import Box, Point, Quad, Size

__all__ = ["BOX_CORNERS", "corner_of", "drawn", "fitting_aspect", "inset", "moved", "resized"]

BOX_CORNERS = 4  # clockwise from the top left, as those of a Quad
_LEAST = 0.01  # of the picture


def corner_of(box: Box, corner: int) -> Point:
    """Clockwise from the top left."""
    x = box.left if corner in (0, 3) else box.right
    y = box.top if corner in (0, 1) else box.bottom
    return x, y


def moved(box: Box, right: float, down: float) -> Box:
    """The same frame elsewhere, as far as the picture goes."""
    right = min(1.0 - box.right, max(-box.left, right))
    down = min(1.0 - box.bottom, max(-box.top, down))
    return _box(box.left + right, box.top + down, box.right + right, box.bottom + down, box)


def resized(box: Box, corner: int, to: Point, aspect: float | None, size: Size) -> Box:
    """With one corner dragged to a place; the one across stays. `aspect` (width by height in pixels of a
    picture of `size`) is kept if given."""
    return drawn(corner_of(box, (corner + 2) % 4), to, aspect, size, box)


def drawn(anchor: Point, to: Point, aspect: float | None, size: Size, otherwise: Box) -> Box:
    """The frame between two places; `otherwise` when it would vanish."""
    x, y = min(1.0, max(0.0, to[0])), min(1.0, max(0.0, to[1]))
    width, height = x - anchor[0], y - anchor[1]
    if aspect is not None:
        shape = aspect * size[1] / size[0]  # width by height in fractions
        room_x = anchor[0] if width < 0 else 1.0 - anchor[0]
        room_y = anchor[1] if height < 0 else 1.0 - anchor[1]
        wide = max(abs(width), abs(height) * shape)
        wide = min(wide, room_x, room_y * shape)
        width = -wide if width < 0 else wide
        height = -wide / shape if height < 0 else wide / shape
    left, right = sorted((anchor[0], anchor[0] + width))
    top, bottom = sorted((anchor[1], anchor[1] + height))
    return _box(left, top, right, bottom, otherwise)


def _box(left: float, top: float, right: float, bottom: float, otherwise: Box) -> Box:
    if right - left < _LEAST or bottom - top < _LEAST:
        return otherwise
    return Box(max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))


def inset(aspect: float | None, size: Size) -> Box:
    """Where a frame stands before anybody moved it: a little inside the picture."""
    room = Box().grown(-0.08)
    return room if aspect is None else Box.of_aspect(aspect, size, room)


def fitting_aspect(quad: Quad, size: Size, aspect: float | None) -> float | None:
    """The aspect lying or standing, whichever is nearer to how the card lies in the picture."""
    if aspect is None:
        return None
    width, height = quad.extent(size)
    return aspect if (width >= height) == (aspect >= 1.0) else 1.0 / aspect
