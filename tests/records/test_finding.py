"""Filters, sequences and pages of the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Cursor, HistoryQuery
from realme_desktop.records.store import Records
from tests.records.orders import KEY
from tests.records.plans import plans


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.db", KEY)
    yield opened
    opened.close()


def test_a_page_is_walked_and_never_sorted(records: Records) -> None:
    """A page costs the same wherever it lies in the history, and however much a search finds."""
    place = Cursor(500, "ORDER00000005")
    for query, walk in (
        (HistoryQuery(), "USING INTEGER PRIMARY KEY (rowid<?)"),
        (HistoryQuery(segments=frozenset({"namecheck"})), "orders_by_segment (segment=? AND rowid<?)"),
        (HistoryQuery(verdicts=frozenset({Verdict.HIT})), "orders_by_verdict (verdict=? AND rowid<?)"),
        (HistoryQuery(text="张三", environments=frozenset({"sandbox"})), "SCAN search VIRTUAL TABLE"),
    ):
        with plans(records) as found:
            records.page(query, place)
        assert any(walk in plan for plan in found), found
        assert not any("TEMP B-TREE" in plan for plan in found), found
