"""The pending pane: its model by hand, the pane on a real desk and a real sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.polling import Backoff
from realme_desktop.records.model import OrderState
from realme_desktop.ui.language import set_language
from realme_desktop.ui.pending.model import Column, PendingModel
from realme_desktop.ui.pending.pane import PendingPane
from realme_desktop.ui.widgets.tables import Roles
from tests.orders.support import desk_on, face_check, opened_records, settled_sandbox
from tests.waiting import until

from ..results.orders import NOW, NOW_MS, order, unfinished


@pytest.fixture
def model() -> Iterator[PendingModel]:
    set_language("en")
    made = PendingModel(clock=lambda: NOW)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    del tester


def cell(model: PendingModel, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.index(row, column).data(role)


def test_ages_and_next_queries(model: PendingModel) -> None:
    waiting = unfinished(OrderState.PENDING, next_query_at=NOW_MS + 9_500)
    model.replace([waiting, unfinished(OrderState.UNCLEAR, 200, next_query_at=NOW_MS - 1), order(3)])
    assert [row.state for row in model.orders] == [OrderState.UNCLEAR, OrderState.PENDING]
    assert cell(model, 0, Column.AGE) == "3 min 24 s"
    assert cell(model, 0, Column.NEXT_QUERY) == "due now"
    assert cell(model, 1, Column.NEXT_QUERY) == "in 10 s"
    assert cell(model, 0, Column.STATE) == "? Unclear"
    for column in Column:
        text = f"{cell(model, 1, column)}{cell(model, 1, column, Roles.COPY)}"
        assert "张三丰" not in text and "310101199003071234" not in text


def test_orders_come_change_and_go(model: PendingModel) -> None:
    model.replace([])
    first, second = unfinished(OrderState.SENDING), unfinished(OrderState.SENDING, 2)
    model.update(first)
    model.update(second)
    model.update(replace(first, state=OrderState.PENDING))
    assert [row.state for row in model.orders] == [OrderState.PENDING, OrderState.SENDING]
    model.update(replace(first, state=OrderState.ANSWERED))
    model.update(replace(first, state=OrderState.ANSWERED))
    assert model.row_of(first.order_id) == -1
    assert model.row_of(second.order_id) == 0
    model.tick()
    model.retranslate()


@asynccontextmanager
async def pane_on(desk: OrderDesk) -> AsyncIterator[PendingPane]:
    set_language("en")
    pane = PendingPane(clock=lambda: NOW)
    pane.resize(900, 260)
    pane.show()
    pane.attach(desk)
    try:
        yield pane
    finally:
        pane.attach(None)
        delete(pane)


SELDOM = Backoff(first_s=600.0, max_s=600.0)


async def test_an_order_waits_is_asked_for_and_leaves(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, settled_sandbox() as sandbox:
        async with (
            desk_on(sandbox.base, records, folder=tmp_path, backoff=SELDOM) as desk,
            pane_on(desk) as pane,
        ):
            counts: list[int] = []
            asked: list[str] = []
            opened: list[str] = []
            pane.count_changed.connect(counts.append)
            pane.ask_requested.connect(asked.append)
            pane.order_opened.connect(opened.append)
            assert pane.findChild(QWidget, "pending.empty").isVisible()
            made = await desk.submit(face_check())
            assert made.state is OrderState.PENDING
            assert pane.count == 1 and pane._timer.isActive()
            pane.table.setFocus()
            QTest.keyClick(pane.table, Qt.Key.Key_F5)
            QTest.keyClick(pane.table, Qt.Key.Key_Return)
            QTest.mouseClick(pane.ask, Qt.MouseButton.LeftButton)
            assert asked == [made.order_id] * 2 and opened == [made.order_id]
            answered = await desk.ask(made.order_id)
            assert answered.state is OrderState.ANSWERED
            await until(lambda: pane.count == 0)
            assert counts == [1, 0]
            assert not pane._timer.isActive()
            assert pane.findChild(QWidget, "pending.empty").isVisible()


async def test_giving_up_asks_first(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, settled_sandbox(settle_s=600.0) as sandbox:
        async with (
            desk_on(sandbox.base, records, folder=tmp_path, backoff=SELDOM) as desk,
            pane_on(desk) as pane,
        ):
            made = await desk.submit(face_check())
            QTest.mouseClick(pane.give_up, Qt.MouseButton.LeftButton)
            question = pane.findChild(QWidget, "pending.question")
            assert question.isVisible() and pane.keep.text() == "Keep waiting"
            QTest.mouseClick(pane.keep, Qt.MouseButton.LeftButton)
            assert not question.isVisible() and pane.count == 1
            QTest.mouseClick(pane.give_up, Qt.MouseButton.LeftButton)
            QTest.mouseClick(pane.confirm, Qt.MouseButton.LeftButton)
            await until(lambda: pane.count == 0)
            assert (await desk.order(made.order_id)).state is OrderState.ABANDONED


async def test_what_waited_before_is_there_at_once(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        records.add(unfinished(OrderState.PENDING, next_query_at=NOW_MS + 60_000))
        async with (
            desk_on("http://127.0.0.1:9/x", records, folder=tmp_path, backoff=SELDOM) as desk,
            pane_on(desk) as pane,
        ):
            assert pane.count == 1
            pane.hide()
            assert not pane._timer.isActive()
            pane.show()
            assert pane._timer.isActive()
