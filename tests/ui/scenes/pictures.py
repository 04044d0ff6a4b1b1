"""The pictures of the user guide: which scene each one shows, by `python3 dev.py screenshots --docs`.

Nobody is on them but the sandbox's own sample persons.
"""

from __future__ import annotations

import io
from pathlib import Path

__all__ = ["FOLDER", "LARGEST", "PICTURES", "file_of", "keep"]

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "pictures"
LARGEST = 100_000  # bytes of one

# name of the picture, without language and ending → the scene
PICTURES = {
    "window": "result-match",
    "form": "form-invalid",
    "person": "person",
    "pictures": "picture-editor-crop",
    "lists": "result-hit",
    "history": "history",
}

_COLOURS = (96, 64, 48)  # as many as the size allows


def file_of(name: str, language: str) -> Path:
    return FOLDER / f"{name}.{language}.png"


def keep(shot: Path, target: Path) -> int:
    """Write a screenshot as a small PNG of few colours; returns its size in bytes."""
    from PIL import Image

    picture = Image.open(shot).convert("RGB")
    data = b""
    for colours in _COLOURS:
        buffer = io.BytesIO()
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(buffer, "PNG", optimize=True)
        data = buffer.getvalue()
        if len(data) <= LARGEST:
            break
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return len(data)
