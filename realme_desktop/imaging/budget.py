"""How large a picture may be, by what it shows. Light: the window may import it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from realme_desktop.catalog.pictures import PICTURE_LIMITS, PictureKind

__all__ = ["Budget", "PictureKind", "SettingsLike", "base64_length", "budget_for"]


class SettingsLike(Protocol):
    def get(self, key: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """What preparation keeps to.

    `max_base64_bytes` is what preparation aims at, `refuse_base64_bytes` what is never exceeded; both count
    the BASE64 text. `max_side` and `min_side_warn` are pixels of the longer and the shorter side.
    """

    max_base64_bytes: int
    refuse_base64_bytes: int
    max_side: int
    min_side_warn: int


def budget_for(kind: PictureKind | None, settings: SettingsLike) -> Budget:
    """The budget of a field's `picture` kind; a field without one counts as a document."""
    kind = kind or "document"
    max_side = int(settings.get(f"picture.{kind}_side"))
    min_side_warn = min(max_side, PICTURE_LIMITS[kind].min_side)
    most = int(settings.get("picture.budget_kb")) * 1024
    refuse = max(most, int(settings.get("picture.refuse_kb")) * 1024)
    return Budget(most, refuse, max_side, min_side_warn)


def base64_length(size: int) -> int:
    """Length of the BASE64 text of `size` bytes, without line breaks."""
    return (size + 2) // 3 * 4
