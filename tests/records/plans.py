"""How SQLite carries out what the records ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import apsw

from realme_desktop.records.store import Records


@contextmanager
def plans(records: Records) -> Iterator[list[str]]:
    """While open, the plans of all that is read; one text for each statement."""
    said: list[tuple[str, Any]] = []

    def trace(cursor: apsw.Cursor, sql: str, values: Any) -> bool:
        said.append((sql, values))
        return True

    found: list[str] = []
    records._reader.exec_trace = trace
    try:
        yield found
    finally:
        records._reader.exec_trace = None
    for sql, values in said:
        if sql.startswith("SELECT"):
            rows = records._reader.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            found.append(" · ".join(str(row[3]) for row in rows))
