"""The history's table: pages that come and go, changes, cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Cursor, HistoryQuery, Order, OrderState, Outline, SortColumn
from realme_desktop.ui.history.book import PAGE, Book
from realme_desktop.ui.history.columns import HIDDEN_AT_FIRST, Column, score_words
from realme_desktop.ui.history.model import HistoryModel, belongs
from realme_desktop.ui.language import set_language
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.tables import Roles

from ..results.orders import NOW, NOW_MS, compared, order, unfinished


def outline(count: int, step: int = PAGE) -> Outline:
    marks = tuple(Cursor(created_at=at, order_id=f"mark {at}") for at in range(step, count, step))
    return Outline(count=count, step=step, marks=marks)


def page_of(number: int, count: int) -> list[Order]:
    """Page `number` of a list of `count` orders, newest first."""
    return [order(row) for row in range(number * PAGE, min((number + 1) * PAGE, count))]


def whole(*orders: Order) -> Outline:
    return Outline(count=len(orders), step=PAGE, marks=())


@pytest.fixture
def model() -> Iterator[HistoryModel]:
    set_language("en")
    made = HistoryModel(clock=lambda: NOW)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    del tester


def show(model: HistoryModel, *orders: Order, query: HistoryQuery = HistoryQuery()) -> None:  # noqa: B008
    model.begin(query, orders, whole(*orders))


def cell(model: HistoryModel, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.index(row, column).data(role)


# -- cells --------------------------------------------------------------------------------------------------


def test_cells_are_masked_also_where_they_are_copied(model: HistoryModel) -> None:
    show(model, order(note="Herr Zhang was here", tags=("VIP", "again"), hold=True))
    for role in (Qt.ItemDataRole.DisplayRole, Roles.COPY, Qt.ItemDataRole.ToolTipRole):
        line = "\t".join(str(cell(model, 0, column, role)) for column in Column)
        assert "张三丰" not in line and "310101199003071234" not in line
        assert "310***********1234" in line
        assert "Herr Zhang" not in line, "a note is read where the order is, not in a list"
        assert "VIP · again" in line and "⚑" in line and "✎" in line
    assert cell(model, 0, Column.VERDICT) == "✓ Match"
    assert "Not real" in str(cell(model, 0, Column.ORIGIN))
    assert cell(model, 0, Column.TIME, Roles.COPY) == "2026-11-23 20:11:20"
    assert cell(model, 0, Column.TIME, Roles.SORT) == order().created_at


def test_what_an_order_was_for_is_a_column_of_its_own(model: HistoryModel) -> None:
    show(model, order(purpose="贷款审批"), order(number=2))
    assert [cell(model, row, Column.PURPOSE) for row in range(2)] == ["贷款审批", ""]
    assert Column.PURPOSE in HIDDEN_AT_FIRST, "where no purposes are asked for it would be empty"


def test_scores_carry_a_sign_and_a_colour(model: HistoryModel) -> None:
    show(model, compared(87.5), compared(45, number=2), compared(None, number=3))
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
    show(model, *[replace(one, order_id=f"{number}") for number, one in enumerate(states)])
    for row in range(len(states)):
        words = str(cell(model, row, Column.STATE))
        assert not set(words) & set("✓✗◐○"), words


# -- pages --------------------------------------------------------------------------------------------------


def test_a_list_grows_to_its_length_and_its_pages_come(model: HistoryModel) -> None:
    count = 430
    model.begin(HistoryQuery(), page_of(0, count))
    assert model.set_outline(outline(count))
    for row in (400, 150):
        model.look_at(row, row + 29)
        for number in model.missing():
            assert model.fill(number, page_of(number, count))
    assert [one.order_id for one in model.loaded] == [order(row).order_id for row in range(count)]


def test_a_list_of_a_million_is_a_few_pages_in_memory() -> None:
    model = HistoryModel()  # without the tester, which walks every row
    count = 1_000_000
    model.begin(HistoryQuery(), page_of(0, count))
    assert model.rowCount() == PAGE and not model.counted and model.missing() == ()
    assert model.set_outline(outline(count))
    assert model.rowCount() == count and model.counted
    most = 0
    for row in range(0, count, 49_999):  # a scroll bar dragged from end to end
        model.look_at(row, row + 30)
        for number in model.missing():
            assert model.place_of(number) == outline(count).before(number * PAGE)
            assert model.fill(number, page_of(number, count))
        assert cell(model, row, Column.ORDER_ID) == order(row).order_id
        assert model.missing() == ()
        most = max(most, model.held)
    assert most <= 20 * PAGE
    assert cell(model, 500_000 + 50, Column.ORDER_ID) is None, "a page that nobody looks at is let go"
    assert cell(model, 500_000 + 50, Column.TIME) == "…"


def test_a_page_that_is_not_what_the_outline_says_is_not_shown(model: HistoryModel) -> None:
    model.begin(HistoryQuery(), page_of(0, 250), outline(250))
    model.look_at(120, 140)
    assert not model.fill(1, page_of(1, 250)[:-3]), "three orders are gone"
    assert not model.fill(1, page_of(0, 250)), "the list has moved by a page"
    assert model.fill(1, page_of(1, 250))
    assert not model.set_outline(outline(249)), "shorter than what is shown"


@given(
    st.integers(1, 1200), st.lists(st.integers(0, 1199), max_size=30), st.integers(0, 5),
    st.sampled_from([PAGE, 70, 1000]),
)  # fmt: skip
def test_whatever_is_looked_at_is_the_right_order(
    count: int, looks: list[int], on_top: int, step: int
) -> None:
    rows = [order(row) for row in range(count)]
    book = Book(rows[:PAGE])
    book.set_outline(outline(count, step))
    book.head = [order(-n) for n in range(on_top, 0, -1)]
    listed = book.head + rows
    for look in looks:
        look %= len(listed)
        for number in book.missing(look, min(look + 25, len(listed) - 1)):
            after, over = book.place_of(number)
            # As the records would answer: the marks are numbered by how many orders lie before them.
            start = (0 if after is None else after.created_at) + over
            assert start == number * PAGE
            assert book.fill(number, rows[start : start + PAGE])
        for row in range(look, min(look + 25, len(listed))):
            found = book.order(row)
            assert found is not None and found.order_id == listed[row].order_id
            assert book.row_of(found.order_id) == row
    assert len(book) == len(listed) and book.order(len(listed)) is None and book.order(-1) is None


# -- changes ------------------------------------------------------------------------------------------------


def test_a_new_order_comes_on_top_and_a_changed_one_stays(model: HistoryModel) -> None:
    show(model, order(1), order(3))
    assert model.update(order(0))
    assert [row.order_id for row in model.loaded] == [order(n).order_id for n in (0, 1, 3)]
    assert model.update(replace(order(1), verdict=Verdict.MISMATCH))
    assert model.loaded[1].verdict is Verdict.MISMATCH
    assert model.update(order(2)), "one that lies further down moves nothing"
    assert model.rowCount() == 3
    assert model.row_of(order(3).order_id) == 2


def test_what_only_the_records_can_tell_is_left_to_them(model: HistoryModel) -> None:
    show(model, order(1), query=HistoryQuery(text="张三"))
    assert not model.update(order(0))
    assert model.update(replace(order(1), queries=1))
    assert model.loaded[0].queries == 1
    show(model, order(1), order(2), query=HistoryQuery(verdicts=frozenset({Verdict.MATCH})))
    assert not model.update(replace(order(2), verdict=Verdict.REVIEW)), "it leaves the list"
    by_score = HistoryQuery(sort=SortColumn.SCORE)
    show(model, compared(90), compared(80, number=2), query=by_score)
    assert not model.update(compared(95, number=2)), "it moves"
    assert not model.update(compared(99, number=0)), "nobody knows where it belongs"
    assert model.update(compared(80, number=2, queries=4))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (HistoryQuery(), True),
        (HistoryQuery(segments=frozenset({"namecheck"})), True),
        (HistoryQuery(segments=frozenset({"bankcheck"})), False),
        (HistoryQuery(operators=frozenset({"somebody"})), False),
        (HistoryQuery(environments=frozenset({"production"})), False),
        (HistoryQuery(states=frozenset({OrderState.PENDING})), False),
        (HistoryQuery(since=order().created_at, until=order().created_at + 1), True),
        (HistoryQuery(until=order().created_at), False),
        (HistoryQuery(score_min=0), False),
        (HistoryQuery(text="x"), None),
        (HistoryQuery(tags=frozenset({"VIP"})), None),
        (HistoryQuery(attention=True), None),
    ],
)  # fmt: skip
def test_whether_an_order_belongs(query: HistoryQuery, found: bool | None) -> None:
    assert belongs(query, order()) is found


def test_many_orders_on_top_ask_for_a_fresh_reading() -> None:
    model = HistoryModel()  # without the tester, which looks at every row each time
    show(model, order(1))
    number = 0
    while not model.overgrown:
        number -= 1
        assert model.update(order(number, created_at=NOW_MS - number))
    assert 200 < model.rowCount() < 500
