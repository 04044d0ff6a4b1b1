"""The history pane on a real desk, real records and a real sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import delete

from realme_desktop.catalog.model import Verdict
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.records.model import Cursor, HistoryQuery, Order, Page
from realme_desktop.records.store import Records
from realme_desktop.ui.history.pane import HistoryPane
from realme_desktop.ui.language import set_language
from tests.orders.support import desk_on, name_check, opened_records, settled_sandbox
from tests.waiting import until

from ..results.orders import compared, order


@asynccontextmanager
async def pane_on(desk: OrderDesk) -> AsyncIterator[HistoryPane]:
    set_language("en")
    pane = HistoryPane()
    pane.resize(1200, 260)
    pane.show()
    pane.attach(desk)
    await until(lambda: pane._loaded)
    try:
        yield pane
    finally:
        pane.attach(None)
        delete(pane)


def fill(records: Records, count: int) -> None:
    for number in range(1, count + 1):
        records.add(order(number, subject_name="李四" if number % 2 else "张三丰"))


async def test_an_order_appears_by_itself_and_opens_with_enter(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, settled_sandbox() as sandbox:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk, pane_on(desk) as pane:
            assert pane.findChild(QWidget, "history.empty").isVisible()
            opened: list[str] = []
            wanted: list[str] = []
            pane.order_opened.connect(opened.append)
            pane.new_order_requested.connect(wanted.append)
            made = await desk.submit(name_check())
            assert [row.order_id for row in pane.model.orders] == [made.order_id]
            assert pane.model.orders[0].verdict is Verdict.MATCH
            pane.table.setFocus()
            pane.table.selectRow(0)
            QTest.keyClick(pane.table, Qt.Key.Key_Return)
            QTest.keyClick(pane.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
            assert opened == wanted == [made.order_id]


async def test_pages_come_as_the_table_is_scrolled(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 250)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            assert pane.model.rowCount() == 100
            pane.table.scrollToBottom()
            await until(lambda: pane.model.rowCount() == 200)
            pane.table.scrollToBottom()
            await until(lambda: pane.model.complete)
            ids = [row.order_id for row in pane.model.orders]
            assert len(ids) == 250 and ids == sorted(ids, reverse=True)


async def test_searching_while_typing_and_filters(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 6)
        records.add(compared(88, verdict=Verdict.MISMATCH, order_id="20261123999900000000000001"))
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            assert pane.model.rowCount() == 7
            pane.search.setFocus()
            pane.search.setText("李四")
            await until(lambda: pane.model.rowCount() == 3)
            assert {row.subject_name for row in pane.model.orders} == {"李四"}
            pane.search.setText("nobody of this name")
            await until(lambda: pane.model.rowCount() == 0)
            assert pane.findChild(QWidget, "history.empty").isVisible()
            QTest.mouseClick(pane.findChild(QPushButton, "history.empty.action"), Qt.MouseButton.LeftButton)
            await until(lambda: pane.model.rowCount() == 7)
            pane.service.setCurrentIndex(pane.service.findData("picturematch"))
            await until(lambda: pane.model.rowCount() == 1)
            pane.verdict.setCurrentIndex(pane.verdict.findData(Verdict.MATCH.value))
            await until(lambda: pane.model.rowCount() == 0)


async def test_a_refresh_keeps_the_selection_and_the_place(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 60)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            chosen = pane.model.orders[40].order_id
            assert pane.select(chosen)
            place = pane.table.verticalScrollBar().value()
            assert place > 0
            records.add(order(0))
            pane.refresh()
            await until(lambda: pane.model.rowCount() == 61)
            row = pane.table.current_row()
            assert isinstance(row, Order) and row.order_id == chosen
            assert not pane.select("an order that is nowhere")


async def test_copying_a_line_is_masked(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 1)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            pane.table.selectRow(0)
            QTest.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            line = QApplication.clipboard().text()
            assert "310***********1234" in line and "310101199003071234" not in line
            assert "Not real" in line
            assert line.count("\t") == 7


async def test_both_languages(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 1)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            set_language("zh")
            try:
                assert pane.service.itemText(pane.service.findData("namecheck")) == "104  身份证实名认证"
                assert pane.model.index(0, 3).data() == "✓ 一致"
            finally:
                set_language("en")


class SlowDesk:
    """A desk whose pages are held back until they are let go, in any order; or fail."""

    def __init__(self) -> None:
        self.asked: list[tuple[HistoryQuery, asyncio.Future[Page]]] = []

    async def page(self, query: HistoryQuery, after: Cursor | None = None, limit: int = 100) -> Page:
        future: asyncio.Future[Page] = asyncio.get_running_loop().create_future()
        self.asked.append((query, future))
        return await future

    def subscribe(self, callback: object) -> object:
        return lambda: None


@pytest.mark.parametrize("late_first", [True, False])
async def test_a_late_answer_to_an_earlier_search_is_not_shown(late_first: bool) -> None:
    desk, pane = SlowDesk(), HistoryPane()
    try:
        pane.attach(desk)  # type: ignore[arg-type]
        await until(lambda: len(desk.asked) == 1)
        pane.search.setText("second")
        QTest.keyClick(pane.search, Qt.Key.Key_Return)
        await until(lambda: len(desk.asked) == 2)
        answers = [(desk.asked[0][1], order(1)), (desk.asked[1][1], order(2))]
        for future, row in answers if late_first else reversed(answers):
            future.set_result(Page(orders=(row,), next=None))
            await asyncio.sleep(0)
        await until(lambda: pane._loaded)
        assert [row.order_id for row in pane.model.orders] == [order(2).order_id]
    finally:
        delete(pane)


async def test_a_failure_is_told_and_can_be_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    set_language("en")
    desk, pane = SlowDesk(), HistoryPane()
    try:
        pane.show()
        pane.attach(desk)  # type: ignore[arg-type]
        await until(lambda: desk.asked)
        desk.asked[0][1].set_exception(OSError("disk gone"))
        await until(pane.findChild(QWidget, "history.error").isVisible)
        QTest.mouseClick(pane.findChild(QPushButton, "history.retry"), Qt.MouseButton.LeftButton)
        await until(lambda: len(desk.asked) == 2)
        desk.asked[1][1].set_result(Page(orders=(order(1),), next=None))
        await until(lambda: pane.model.rowCount() == 1)
        assert not pane.findChild(QWidget, "history.error").isVisible()
    finally:
        delete(pane)
