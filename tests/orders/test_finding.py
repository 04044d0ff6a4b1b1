"""What the desk tells of the history: pages both ways, statistics, kept filters, exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.records.export.problems import ExportRefused
from realme_desktop.records.export.writers import Format
from realme_desktop.records.filters import SavedFilter
from realme_desktop.records.model import HistoryQuery
from tests.orders.support import desk_on, name_check, opened_records, settled_sandbox


async def test_the_history_of_a_desk(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    out.mkdir()
    with settled_sandbox() as sandbox, opened_records(data) as records:
        async with desk_on(sandbox.base, records, folder=data) as desk:
            match = await desk.submit(name_check())
            other = await desk.submit(name_check("测试不一致"))
            await _lists(desk, [other.order_id, match.order_id])
            found = await desk.statistics(HistoryQuery())
            assert found.verdicts == {Verdict.MATCH: 1, Verdict.MISMATCH: 1}
            assert found.pass_rate == 0.5
            assert found.median_ms is not None
            assert await desk.operators() == (match.operator,)
            await _filters(desk)
            made = await desk.export(
                HistoryQuery(), out / "a", Format.CSV, columns=("order_id", "subject_name")
            )
            assert made.count == 2
            assert match.subject_name is not None
            assert match.subject_name not in made.path.read_text("utf-8")
            with pytest.raises(ExportRefused):
                await desk.export([match.order_id], out / "b", Format.CSV, columns=("note",), masked=False)


async def _lists(desk: OrderDesk, right: list[str]) -> None:
    first = await desk.page(HistoryQuery(), None, 1)
    second = await desk.page(HistoryQuery(), first.next, 1)
    back = await desk.page(HistoryQuery(), before=second.previous, limit=1)
    assert [page.orders[0].order_id for page in (first, second, back)] == [*right, right[0]]
    outline = await desk.outline(HistoryQuery(), 1)
    assert (outline.count, [mark.order_id for mark in outline.marks]) == (2, right)


async def _filters(desk: OrderDesk) -> None:
    saved = SavedFilter("命中", HistoryQuery(hits=True))
    await desk.keep_filter(saved)
    assert await desk.filters() == (saved,)
    await desk.forget_filter("命中")
    assert await desk.filters() == ()
