"""How large a picture may be, by what it shows. Light: the window may import it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

__all__ = ["Budget", "PictureKind", "SettingsLike", "base64_length", "budget_for"]

PictureKind = Literal["document", "face", "card"]


class SettingsLike(Protocol):
    def get(self, key: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """RealMe names no limits: these are the usual ones of comparable services.

    `max_base64_bytes` is what preparation aims at, `refuse_base64_bytes` what is never exceeded; both count
    the BASE64 text. `max_side` and `min_side_warn` are pixels of the longer and the shorter side.
    """

    max_base64_bytes: int
    refuse_base64_bytes: int
    max_side: int
    min_side_warn: int


# An ID card photographed at 2,000 px has some 60 px per millimetre of print height left for OCR to work on;
# faces and the raised digits of bank cards gain nothing beyond 1,600.
_SIDES: dict[PictureKind, tuple[int, int]] = {
    "document": (2000, 300),
    "face": (1600, 480),
    "card": (1600, 300),
}


def budget_for(kind: PictureKind | None, settings: SettingsLike) -> Budget:
    """The budget of a field's `picture` kind; a field without one counts as a document."""
    max_side, min_side_warn = _SIDES[kind or "document"]
    most = int(settings.get("picture.budget_kb")) * 1024
    refuse = max(most, int(settings.get("picture.refuse_kb")) * 1024)
    return Budget(most, refuse, max_side, min_side_warn)


def base64_length(size: int) -> int:
    """Length of the BASE64 text of `size` bytes, without line breaks."""
    return (size + 2) // 3 * 4
