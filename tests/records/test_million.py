"""A history of a million orders: whatever is asked of it comes at once, and is right."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.database import connect, connect_to_read
from realme_desktop.records.model import HistoryQuery, OrderState, SortColumn
from realme_desktop.records.rows import COLUMNS, from_row, search_texts
from realme_desktop.records.store import Records
from tests.records.million import FIRST_MS, STEP_MS, kept_history, make_history
from tests.records.orders import KEY

ORDERS = 1_000_000
ROOT = Path(__file__).parents[2]

# The file is made once on a computer; on a slow one that takes longer than a test may.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def records() -> Iterator[Records]:
    opened = Records.open(kept_history(ORDERS).path, KEY)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def raw(records: Records) -> Iterator[apsw.Connection]:
    connection = connect_to_read(records.path, KEY)
    yield connection
    connection.close()


def test_a_made_history_is_as_the_records_would_have_written_it(tmp_path: Path) -> None:
    made = make_history(tmp_path / "records.db", KEY, 3000)
    connection = connect(made.path, KEY)
    try:
        # FTS5 cuts every text with the records' own tokenizer and compares with the index.
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        assert connection.pragma("integrity_check") == "ok"
        assert connection.pragma("foreign_key_check") is None
        _texts_agree(connection)
    finally:
        connection.close()


def _texts_agree(connection: apsw.Connection) -> None:
    columns = ", ".join(f'orders."{column}"' for column in COLUMNS)
    found = connection.execute(
        f"SELECT names, numbers, {columns} FROM orders JOIN search ON search.rowid = orders.row"
    )
    count = 0
    for names, numbers, *row in found:
        assert (names, numbers) == search_texts(from_row(row))
        count += 1
    assert count == 3000


def test_search(records: Records, raw: apsw.Connection) -> None:
    one = records.page(HistoryQuery(segments=frozenset({"cardcheck"})), limit=777).orders[-1]
    mobile, card = one.params["mobile_no"], one.params["acct_no"]
    assert one.subject_name is not None and one.subject_number is not None
    for text, hits in (
        (one.order_id, 1),
        (one.seq_id or "", 1),
        (one.subject_number, None),
        (mobile, None),
        (f"{one.subject_name} {card[-4:]}", None),
        (one.subject_name[:2], None),
        (card[-4:], None),
    ):
        found = records.count(HistoryQuery(text=text))
        parts = text.split()
        like = " AND ".join("(c0 LIKE ? OR c1 LIKE ?)" for _ in parts)
        scanned = raw.execute(
            f"SELECT count(*) FROM search_content WHERE {like}",
            tuple(f"%{part}%" for part in parts for _ in range(2)),
        ).get
        assert found == scanned, text
        assert hits in (None, found)
        if found < 5000:
            page = records.page(HistoryQuery(text=text), limit=5000)
            assert one.order_id in {order.order_id for order in page.orders} and page.next is None


def test_filters(records: Records, raw: apsw.Connection) -> None:
    middle = FIRST_MS + ORDERS // 2 * STEP_MS
    for query, condition in (
        (HistoryQuery(hits=True), "verdict = 'hit'"),
        (HistoryQuery(states=frozenset({OrderState.EXPIRED})), "state = 'expired'"),
        (
            HistoryQuery(
                verdicts=frozenset({Verdict.MISMATCH, Verdict.REVIEW}), environments=frozenset({"sandbox"}),
                operators=frozenset({"operator3"}), since=middle, score_max=70,
            ),
            "verdict IN ('mismatch', 'review') AND environment = 'sandbox' AND operator = 'operator3'"
            f" AND created_at >= {middle} AND score <= 70",
        ),
    ):  # fmt: skip
        right = [
            order_id
            for (order_id,) in raw.execute(f"SELECT order_id FROM orders WHERE {condition} ORDER BY row DESC")
        ]
        assert records.count(query) == len(right) > 0
        assert [one.order_id for one in records.page(query, limit=200).orders] == right[:200]
        by_score = records.page(HistoryQuery(hits=True, sort=SortColumn.SUBJECT), limit=50).orders
        assert [one.subject_name for one in by_score] == sorted(
            (one.subject_name or "" for one in by_score), reverse=True
        )


def test_scrolling_from_end_to_end(records: Records) -> None:
    count, pages, at = 0, 0, None
    last: tuple[int, str] | None = None
    while True:
        page = records.page(HistoryQuery(), at, 4000)
        first = page.orders[0]
        assert last is None or (first.created_at, first.order_id) < last
        end = page.orders[-1]
        last = (end.created_at, end.order_id)
        count, pages, at = count + len(page.orders), pages + 1, page.next
        if at is None:
            break
    assert (count, pages) == (ORDERS, ORDERS // 4000)


def test_jumping_anywhere(records: Records, raw: apsw.Connection) -> None:
    query = HistoryQuery(sort=SortColumn.SCORE)
    outline = records.outline(query, 1000)
    assert (outline.count, len(outline.marks)) == (ORDERS, ORDERS // 1000)
    for position in (0, 999, 1000, 123_456, ORDERS - 1):
        place, between = outline.before(position)
        found = records.page(query, place, between + 1).orders[between]
        right = raw.execute(
            "SELECT order_id FROM orders ORDER BY score DESC NULLS LAST, row DESC LIMIT 1 OFFSET ?",
            (position,),
        ).get
        assert found.order_id == right


def test_statistics(records: Records, raw: apsw.Connection) -> None:
    """Against counting a month's worth in Python, and the whole by its sums."""
    since = FIRST_MS + 300_000 * STEP_MS
    query = HistoryQuery(since=since, until=since + 30 * 86_400_000)
    taken = records.statistics(query)
    days: Counter[str] = Counter()
    judged: Counter[tuple[str, str | None]] = Counter()
    took, bars = [], [0] * 20
    for made, segment, verdict, score, sent, answered in raw.execute(
        "SELECT created_at, segment, verdict, score, sent_at, answered_at FROM orders"
        " WHERE created_at >= ? AND created_at < ?",
        (query.since, query.until),
    ):
        days[datetime.fromtimestamp(made / 1000 + 8 * 3600, UTC).date().isoformat()] += 1
        judged[segment, verdict] += 1
        if answered is not None:
            took.append(answered - sent)
        if score is not None:
            bars[min(int(score // 5), 19)] += 1
    took.sort()
    half = len(took) // 2
    assert {day.day: day.count for day in taken.days} == days
    assert taken.scores == tuple(bars)
    assert taken.median_ms == round((took[half] + took[~half]) / 2)
    for service in taken.services:
        assert {verdict.value: count for verdict, count in service.verdicts.items()} == {
            verdict: count
            for (segment, verdict), count in judged.items()
            if segment == service.segment and verdict
        }
    whole = records.statistics(HistoryQuery())
    assert whole.count == ORDERS == sum(day.count for day in whole.days)
    assert whole.scored == sum(whole.scores)


_EXPORT = """
import json, resource, sys
from pathlib import Path
from realme_desktop.records.export.run import export
from realme_desktop.records.export.writers import Format
from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.store import Records

records = Records.open(Path(sys.argv[1]), bytes(range(32)))
peaks = []
for until in sys.argv[4:]:
    made = export(records, HistoryQuery(until=int(until)), Path(sys.argv[2]), Format(sys.argv[3]),
        operator="tester", at=1)
    peaks.append((made.count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
print(json.dumps(peaks))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="weighs the child by getrusage")
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_hundred_thousand_orders_stream_into_a_file(records: Records, tmp_path: Path, form: str) -> None:
    """The child's memory after ten thousand is what it is after a hundred thousand."""
    target = tmp_path / f"orders.{form}"
    bounds = [str(FIRST_MS + count * STEP_MS) for count in (10_000, 100_000)]
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, str(records.path), str(target), form, *bounds],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    (few, before), (many, after) = json.loads(done.stdout)
    assert (few, many) == (10_000, 100_000)
    assert after - before < 8 * 1024, "kilobytes"
    assert target.stat().st_size > 1_000_000
