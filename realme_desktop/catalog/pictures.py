"""How large the pictures of each kind should be. RealMe names no limits: these are the usual ones of
comparable services; the settings `picture.…` start from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

__all__ = ["PICTURE_LIMITS", "PictureKind", "PictureLimits"]

PictureKind: TypeAlias = Literal["document", "face", "card"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """`max_side` is what the longer side is scaled down to, `min_side` what the shorter should have at least,
    in pixels; `base64_kb` is the BASE64 text to aim at, `refuse_kb` what is never exceeded, in KB."""

    max_side: int
    min_side: int
    base64_kb: int = 1024
    refuse_kb: int = 3072


# An ID card photographed at 2,000 px has some 60 px per millimetre of print height left for OCR to work on;
# faces and the raised digits of bank cards gain nothing beyond 1,600.
PICTURE_LIMITS: Mapping[PictureKind, PictureLimits] = MappingProxyType(
    {
        "document": PictureLimits(max_side=2000, min_side=300),
        "face": PictureLimits(max_side=1600, min_side=480),
        "card": PictureLimits(max_side=1600, min_side=300),
    }
)
