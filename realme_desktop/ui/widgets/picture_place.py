"""What part of a picture is seen. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["View", "kept_inside", "within"]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen: `zoom` in multiples of the fitted size, the middle in fractions of the picture; `lens` is
    where the magnifier stands, in fractions, or None."""

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5
    lens: tuple[float, float] | None = None


def kept_inside(view: View, size: tuple[float, float], window: tuple[float, float]) -> View:
    """The same view moved so that a picture drawn at `size` never leaves the window, and stands in its middle
    where it is smaller."""

    def kept(fraction: float, room: float, length: float) -> float:
        half = room / 2 / max(length, 1.0)
        return 0.5 if half >= 0.5 else min(1.0 - half, max(half, fraction))

    return replace(view, x=kept(view.x, window[0], size[0]), y=kept(view.y, window[1], size[1]))


def within(x: float, y: float) -> tuple[float, float]:
    """A place in fractions, brought into the picture."""
    return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
