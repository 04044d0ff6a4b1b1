"""The list of codes that 121 wants: `[{"type": "sms", "value": "123456"}]` as JSON text."""

from __future__ import annotations

from collections.abc import Iterable

from realme_desktop.catalog import loose

__all__ = ["normal", "read", "write"]


def read(text: str) -> tuple[tuple[str, str], ...] | None:
    """The (type, value) pairs of a JSON text; () for an empty one, None if it is no such list."""
    if not text.strip():
        return ()
    opened = loose.loads(text)
    if isinstance(opened, dict):
        opened = [opened]
    if not isinstance(opened, list):
        return None
    rows: list[tuple[str, str]] = []
    for entry in opened:
        if not isinstance(entry, dict):
            return None
        code_type, value = entry.get("type", ""), entry.get("value", "")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(code_type, str) or not isinstance(value, str):
            return None
        if code_type.strip() or value.strip():
            rows.append((code_type.strip().lower(), value.strip()))
    return tuple(rows)


def write(rows: Iterable[tuple[str, str]]) -> str:
    """The JSON text of these (type, value) pairs; pairs that are empty on both sides are left out.

    No pairs, no text: an empty list is an empty field.
    """
    import json

    listed = [{"type": code_type, "value": value} for code_type, value in rows if code_type or value]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def normal(text: str) -> str:
    """The canonical form of a JSON text; what can't be read comes back as it is."""
    rows = read(text)
    return text if rows is None else write(rows)
