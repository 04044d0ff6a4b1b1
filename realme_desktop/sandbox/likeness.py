"""How alike two pictures are, and which of our samples a picture shows.

No face recognition: a small grey thumbnail's gradients are correlated, so the score is the same after
re-encoding and scaling, high for two drawings of one face, low for another.
"""

from __future__ import annotations

import io
import math
from typing import TypeAlias

from .samples import SAMPLES, sample_path

__all__ = ["SKETCH_LENGTH", "Recogniser", "Sketch", "Undecodable", "likeness", "sketch"]

Sketch: TypeAlias = tuple[float, ...]
"""What is kept of a picture: its thumbnail's gradients, of length 1 (all 0 if it has one colour)."""

_SIDE = 25
SKETCH_LENGTH = 2 * (_SIDE - 1) ** 2
_MAX_PIXELS = 120_000_000
_SAME_DRAWING = 0.9  # correlation above which a picture is one of our samples


class Undecodable(ValueError):
    """Not a picture that Pillow can read, or one too large to be sent by an honest client."""


def sketch(data: bytes) -> Sketch:
    from PIL import (
        Image,
        ImageOps,
    )  # here: a console on the sandbox need not hold Pillow before a picture comes

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise Undecodable("too many pixels")
            image.draft("L", (_SIDE * 8, _SIDE * 8))
            upright = ImageOps.exif_transpose(image)
            small = upright.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise Undecodable(type(error).__name__) from error
    grey = small.tobytes()
    steps = [
        step
        for y in range(_SIDE - 1)
        for at in range(y * _SIDE, y * _SIDE + _SIDE - 1)
        for step in (grey[at + 1] - grey[at], grey[at + _SIDE] - grey[at])
    ]
    length = math.sqrt(sum(step * step for step in steps))
    return tuple(step / length for step in steps) if length else tuple(0.0 for _ in steps)


def _correlation(one: Sketch, other: Sketch) -> float:
    if not any(one) and not any(other):
        return 1.0
    return sum(a * b for a, b in zip(one, other, strict=True))


def likeness(one: Sketch, other: Sketch) -> int:
    """0-100. The curve is steep near 1, so that a variant of a drawing (correlation 0.99) and its copy (1.0)
    can be told apart and everything else stays far below RealMe's threshold of 60."""
    alike = max(0.0, min(1.0, _correlation(one, other)))
    return round(100 * (0.35 * alike + 0.65 * alike**12))


class Recogniser:
    """Knows the sample pictures again. A missing file is only never recognised."""

    def __init__(self) -> None:
        self._known: dict[str, Sketch] | None = None

    def _samples(self) -> dict[str, Sketch]:
        if self._known is None:
            paths = {sample.key: sample_path(sample) for sample in SAMPLES}
            self._known = {key: sketch(path.read_bytes()) for key, path in paths.items() if path.is_file()}
        return self._known

    def sample(self, key: str) -> Sketch | None:
        return self._samples().get(key)

    def which(self, picture: Sketch) -> str | None:
        """The key of the sample that the picture shows, or None."""
        scores = {key: _correlation(picture, known) for key, known in self._samples().items()}
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= _SAME_DRAWING else None
