"""Exporting and writing orders against the same by raw SQLite, in turn."""

from __future__ import annotations

import csv
import gc
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.figure import median
from realme_desktop.records.database import connect, connect_to_read, transaction
from realme_desktop.records.export.columns import COLUMNS, DEFAULT, Kind
from realme_desktop.records.export.run import export
from realme_desktop.records.export.writers import Format
from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.rows import COLUMNS as FIELDS
from realme_desktop.records.rows import first_row, quoted, to_column
from realme_desktop.records.store import Records

KEY = bytes(range(32))
ORDERS, WRITTEN = 100_000, 40


def exporting(path: Path, folder: Path) -> dict[str, list[float]]:
    """Masked, as it is by default. Raw: the same columns, times readable, in the clear, without any rule."""
    records, raw = Records.open(path, KEY), connect_to_read(path, KEY)
    oldest = records.page(HistoryQuery(descending=False), limit=1).orders[0].created_at
    until = next(raw.execute("SELECT created_at FROM orders ORDER BY row LIMIT 1 OFFSET ?", (ORDERS,)))[0]
    query = HistoryQuery(since=oldest, until=until)
    sources = ", ".join(
        f"datetime({COLUMNS[key].source} / 1000 + 28800, 'unixepoch')"
        if COLUMNS[key].kind is Kind.TIME
        else COLUMNS[key].source
        for key in DEFAULT
    )
    statement = f"SELECT {sources} FROM orders WHERE row >= ? AND row < ? ORDER BY row DESC"
    taken: dict[str, list[float]] = {"export": [], "export_raw": []}
    for place in range(6):
        started = time.perf_counter()
        made = export(records, query, folder / "ours.csv", Format.CSV, operator="bench", at=1)
        between = time.perf_counter()
        with (folder / "raw.csv").open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows(raw.execute(statement, (first_row(oldest), first_row(until))))
        if place:
            taken["export"].append(between - started)
            taken["export_raw"].append(time.perf_counter() - between)
        assert made.count == ORDERS, made
    raw.close()
    records.close()
    return taken


def writing(path: Path, folder: Path) -> dict[str, list[float]]:
    """One order at a time, each on the disk before the next. Plain: the row alone, into the same table under
    the same indexes, without its event, its audit entry and its place in the search."""
    import shutil

    copy = folder / "copy.db"
    shutil.copyfile(path, copy)
    records = Records.open(copy, KEY)
    one = records.page(HistoryQuery(), limit=1).orders[0]
    plain = connect(copy, KEY)
    columns = ", ".join(map(quoted, FIELDS))
    statement = f"INSERT INTO orders (row, {columns}) VALUES (?{', ?' * len(FIELDS)})"
    taken: dict[str, list[float]] = {"insert": [], "insert_raw": []}
    for number in range(2 * WRITTEN):
        made = one.created_at + 10_000 + number
        following = replace(
            one, order_id=f"{one.order_id[:20]}{number:010}", created_at=made, updated_at=made
        )
        started = time.perf_counter()
        if number % 2:
            records.add(following)
        else:
            values = [to_column(name, getattr(following, name)) for name in FIELDS]
            with transaction(plain):
                plain.execute(statement, (first_row(made), *values))
        taken["insert" if number % 2 else "insert_raw"].append((time.perf_counter() - started) * 1000)
    plain.close()
    records.close()
    return taken


if __name__ == "__main__":
    gc.disable()  # as the program does while it works
    with tempfile.TemporaryDirectory() as name:
        history = Path(sys.argv[1])
        results = exporting(history, Path(name)) | writing(history, Path(name))
    print(json.dumps({name: median(times) for name, times in results.items()}))
