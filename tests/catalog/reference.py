"""The transcription of RealMe's public API document, for tests."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

TODAY = date(2026, 1, 31)


@cache
def reference() -> dict[str, Any]:
    text = (Path(__file__).parent / "reference.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def described(number: int) -> dict[str, Any]:
    return next(entry for entry in reference()["services"] if entry["number"] == number)
