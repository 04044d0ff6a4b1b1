"""Days, in the forms in which answers write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from realme_desktop.catalog import meanings

from .cells import cell

__all__ = ["day_of", "month_of"]

_DAY = re.compile(r"(\d{4})[-/.年]?(\d{2})[-/.月]?(\d{2})日?([ T].*)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?", re.ASCII)
_MILLISECONDS = re.compile(r"\d{12,13}", re.ASCII)


def day_of(value: Any) -> str | None:
    """`20260131`, `2026-01-31 …`, `2026年01月31日` or milliseconds as 2026-01-31; None for anything else."""
    text = cell(value).strip()
    if len(text) > 40:
        return None
    if _MILLISECONDS.fullmatch(text):
        return meanings.shanghai_date(text)
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        made = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return made.isoformat() if 1900 <= made.year <= 2200 else None


def month_of(value: Any) -> str | None:
    """`202601`, `2026-1`, or the month of a day, as 2026-01; None for anything else."""
    day = day_of(value)
    if day is not None:
        return day[:7]
    found = _MONTH.fullmatch(cell(value).strip()[:40])
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2200:
        return None
    return f"{found[1]}-{int(found[2]):02d}"
