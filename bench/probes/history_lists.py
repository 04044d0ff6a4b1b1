"""Lists of a history against the same by raw SQLite, in turn: milliseconds, medians but for p99."""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.figure import median, percentile
from realme_desktop.records.database import connect_to_read
from realme_desktop.records.model import HistoryQuery, Order, SortColumn
from realme_desktop.records.reading import SELECT
from realme_desktop.records.store import Records

KEY = bytes(range(32))
SCREENFUL = 30  # of a page's orders a window shows so many


def in_turn(rounds: int, **functions: Callable[[], object]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for place in range(rounds + 5):
        for name, function in functions.items():
            started = time.perf_counter()
            function()
            if place >= 5:
                taken[name].append((time.perf_counter() - started) * 1000)
    return taken


def measure(path: Path) -> dict[str, float]:
    records = Records.open(path, KEY)
    raw = connect_to_read(path, KEY)
    dice = random.Random(5)
    found: dict[str, float] = {}

    def page(query: HistoryQuery) -> list[Order]:
        return list(records.page(query).orders[:SCREENFUL])

    first = f"{SELECT} ORDER BY orders.row DESC LIMIT 101"
    taken = in_turn(200, first=lambda: page(HistoryQuery()), first_raw=lambda: list(raw.execute(first)))
    found |= {name: median(times) for name, times in taken.items()}

    known = records.page(HistoryQuery(), limit=2000).orders
    numbers = [one.subject_number for one in known if one.subject_number]
    by_number = f"{SELECT} WHERE subject_number = ? ORDER BY orders.row DESC LIMIT 101"
    ours, theirs = iter(dice.choices(numbers, k=500)), iter(dice.choices(numbers, k=500))
    taken = in_turn(
        200,
        number=lambda: page(HistoryQuery(text=next(ours))),
        number_raw=lambda: list(raw.execute(by_number, (next(theirs),))),
    )
    found |= {name: median(times) for name, times in taken.items()}

    names = [one.subject_name for one in known if one.subject_name and len(one.subject_name) == 2]
    # All of them, as a count: a page ends at its hundredth, wherever that is.
    by_name = "SELECT count(*) FROM orders WHERE subject_name LIKE ?"
    taken = in_turn(
        7,
        name=lambda: (page(HistoryQuery(text=dice.choice(names))), records.count(HistoryQuery(text="王伟"))),
        name_raw=lambda: raw.execute(by_name, (f"%{dice.choice(names)}%",)).get,
    )
    found |= {name: median(times) for name, times in taken.items()}
    return found | scrolling(records, raw)


def scrolling(records: Records, raw: object) -> dict[str, float]:
    """From page to page, and to anywhere, by time and by columns, filtered and not."""
    times: list[float] = []
    theirs: list[float] = []
    dice = random.Random(7)
    for query in (
        HistoryQuery(),
        HistoryQuery(segments=frozenset({"staticfacecheck"})),
        HistoryQuery(sort=SortColumn.SCORE),
        HistoryQuery(sort=SortColumn.SUBJECT, descending=False),
        HistoryQuery(text="王"),
    ):
        marks = records.outline(query).marks
        for _ in range(12):
            at = dice.choice(marks)
            for _ in range(10):
                started = time.perf_counter()
                page = records.page(query, at)
                list(page.orders[:SCREENFUL])
                times.append((time.perf_counter() - started) * 1000)
                if page.next is None:
                    break
                at = page.next
    statement = f"{SELECT} WHERE orders.row < ? ORDER BY orders.row DESC LIMIT 101"
    low, high = next(raw.execute("SELECT min(row), max(row) FROM orders"))  # type: ignore[attr-defined]
    for _ in range(300):
        started = time.perf_counter()
        list(raw.execute(statement, (dice.randrange(low, high),)))  # type: ignore[attr-defined]
        theirs.append((time.perf_counter() - started) * 1000)
    return {"scroll_p99": percentile(times, 0.99), "scroll_raw_p99": percentile(theirs, 0.99)}


if __name__ == "__main__":
    gc.disable()  # as the program does while it works
    print(json.dumps(measure(Path(sys.argv[1]))))
