"""The history's model: its place in the pages, its changes, its cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Cursor, HistoryQuery, Order, OrderState, Page
from realme_desktop.ui.history.columns import Column, score_words
from realme_desktop.ui.history.model import HistoryModel
from realme_desktop.ui.language import set_language
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.tables import Roles

from ..results.orders import NOW, NOW_MS, compared, order, unfinished

MORE = Cursor(created_at=1, order_id="x")


def page(*orders: Order, more: bool = False) -> Page:
    return Page(orders=orders, next=MORE if more else None)


@pytest.fixture
def model() -> Iterator[HistoryModel]:
    set_language("en")
    made = HistoryModel(clock=lambda: NOW)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    del tester


def cell(model: HistoryModel, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.index(row, column).data(role)


def test_cells_are_masked_also_where_they_are_copied(model: HistoryModel) -> None:
    model.replace(HistoryQuery(), page(order()))
    for role in (Qt.ItemDataRole.DisplayRole, Roles.COPY, Qt.ItemDataRole.ToolTipRole):
        line = "\t".join(str(cell(model, 0, column, role)) for column in Column)
        assert "张三丰" not in line and "310101199003071234" not in line
        assert "310***********1234" in line
    assert cell(model, 0, Column.VERDICT) == "✓ Match"
    assert "Not real" in str(cell(model, 0, Column.ORIGIN))
    assert cell(model, 0, Column.TIME, Roles.COPY) == "2026-11-23 20:11:20"
    assert cell(model, 0, Column.TIME, Roles.SORT) == order().created_at


def test_scores_carry_a_sign_and_a_colour(model: HistoryModel) -> None:
    model.replace(HistoryQuery(), page(compared(87.5), compared(45, number=2), compared(None, number=3)))
    assert [cell(model, row, Column.SCORE) for row in range(3)] == ["≥ 87.5", "< 45", ""]
    colours = [cell(model, row, Column.SCORE, Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    assert colours[0].color() == theme().colour("match")
    assert colours[1].color() == theme().colour("mismatch")
    assert colours[2] is None
    assert score_words(compared(45, threshold=None)) == "45"
    assert score_words(compared(60)) == "≥ 60"
    assert score_words(compared(0)) == "< 0"


def test_the_state_of_the_call_never_borrows_the_sign_of_a_match(model: HistoryModel) -> None:
    states = [order() if state is OrderState.ANSWERED else unfinished(state) for state in OrderState]
    model.replace(HistoryQuery(), page(*states))
    for row in range(len(states)):
        words = str(cell(model, row, Column.STATE))
        assert not set(words) & set("✓✗◐○"), words


def test_pages_are_fetched_once_each() -> None:
    model = HistoryModel()  # without the tester, which fetches by itself
    wanted: list[object] = []
    model.more_wanted.connect(wanted.append)
    model.replace(HistoryQuery(), page(order(1), order(2), more=True))
    assert model.canFetchMore()
    model.fetchMore()
    model.fetchMore()
    assert wanted == [MORE]
    assert not model.canFetchMore()
    model.append(page(order(2), order(3)))  # the page after a row that had moved
    assert [row.order_id for row in model.orders] == [order(n).order_id for n in (1, 2, 3)]
    assert not model.canFetchMore() and model.complete


def test_a_failed_page_is_asked_for_again() -> None:
    model = HistoryModel()
    model.replace(HistoryQuery(), page(order(1), more=True))
    model.fetchMore()
    model.fetch_failed()
    assert model.canFetchMore()


def test_changes_land_where_they_belong(model: HistoryModel) -> None:
    model.replace(HistoryQuery(), page(order(1), order(3)))
    assert model.update(order(2))
    assert [row.order_id for row in model.orders] == [order(n).order_id for n in (1, 2, 3)]
    changed = replace(order(2), verdict=Verdict.MISMATCH)
    assert model.update(changed)
    assert model.orders[1].verdict is Verdict.MISMATCH
    assert model.rowCount() == 3


def test_an_order_that_no_longer_fits_the_filter_leaves(model: HistoryModel) -> None:
    query = HistoryQuery(verdicts=frozenset({Verdict.MATCH}))
    model.replace(query, page(order(1), order(2)))
    model.update(replace(order(2), verdict=Verdict.REVIEW))
    assert [row.order_id for row in model.orders] == [order(1).order_id]
    model.update(replace(order(5), verdict=Verdict.REVIEW))
    assert model.rowCount() == 1


def test_what_belongs_on_a_later_page_waits_for_it(model: HistoryModel) -> None:
    model.replace(HistoryQuery(), page(order(1), more=True))
    model.update(order(9))
    assert model.rowCount() == 1
    model.append(page(order(9)))
    assert model.rowCount() == 2


def test_a_search_is_the_records_business(model: HistoryModel) -> None:
    model.replace(HistoryQuery(text="张三"), page(order(1)))
    assert not model.update(order(2))
    assert model.update(replace(order(1), queries=1))
    assert model.orders[0].queries == 1


@given(
    st.lists(st.tuples(st.integers(0, 3), st.text("ab1", min_size=1, max_size=3)), max_size=12, unique=True)
)
def test_any_sequence_of_orders_ends_in_the_order_of_the_pages(keys: list[tuple[int, str]]) -> None:
    model = HistoryModel()
    model.replace(HistoryQuery(), page())
    seen: dict[str, int] = {}
    for at, order_id in keys:
        created = seen.setdefault(order_id, NOW_MS + at)  # an order keeps its time
        model.update(order(order_id=order_id, created_at=created))
    got = [(row.created_at, row.order_id) for row in model.orders]
    assert got == sorted(((at, order_id) for order_id, at in seen.items()), reverse=True)
    assert all(model.row_of(order_id) == row for row, (_, order_id) in enumerate(got))


def test_many_rows_take_changes_in_place() -> None:
    big = HistoryModel()
    big.replace(HistoryQuery(), page(*itertools.islice((order(n) for n in itertools.count()), 20_000)))
    for number in range(0, 20_000, 400):
        big.update(replace(order(number), queries=1))
    assert sum(row.queries for row in big.orders) == 50
