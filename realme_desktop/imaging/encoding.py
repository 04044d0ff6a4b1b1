"""From pixels to the bytes of a JPEG that keeps to a budget."""

from __future__ import annotations

import io
import math

from PIL import Image

from realme_desktop.imaging.budget import Budget, base64_length
from realme_desktop.imaging.edits import Size
from realme_desktop.imaging.reading import Watch

__all__ = ["encode", "jpeg"]

# Pillow's qualities that are tried, and the size that photographs have at them, by that at 90.
_QUALITIES = {90: 1.0, 85: 0.77, 80: 0.65, 75: 0.57, 68: 0.49, 60: 0.42}
_SHRINK = 0.9
_WORTH_KEEPING = 75  # below this quality, fewer pixels show more
_SMALLEST_SIDE = 64


def encode(picture: Image.Image, budget: Budget, watch: Watch) -> tuple[bytes, Size]:
    """The best quality that keeps to the budget; below the lowest, smaller. What can't be made small enough
    is returned at its smallest: the caller decides."""
    while True:
        best, *others = _QUALITIES
        data = jpeg(picture, best)
        full = base64_length(len(data))
        if full <= budget.max_base64_bytes:
            return data, picture.size
        # Most qualities needn't be tried: by how much the first one missed tells which to begin with.
        for quality in others:
            if full * _QUALITIES[quality] > budget.max_base64_bytes * 1.05:
                continue
            watch.check()
            data = jpeg(picture, quality)
            if base64_length(len(data)) <= budget.max_base64_bytes:
                return data, picture.size
        if max(picture.size) <= _SMALLEST_SIDE:
            return data, picture.size
        shrink = min(_SHRINK, math.sqrt(budget.max_base64_bytes / (full * _QUALITIES[_WORTH_KEEPING])))
        shrink = max(shrink, _SMALLEST_SIDE / max(picture.size))
        smaller = max(1, round(picture.width * shrink)), max(1, round(picture.height * shrink))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)


def jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
