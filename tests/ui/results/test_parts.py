"""The parts below the panes: plain words, moments, the scale, the tree, tables, folds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from realme_desktop.ui.language import set_language
from realme_desktop.ui.widgets.moments import age, clock_time, moment
from realme_desktop.ui.widgets.panels import EmptyState
from realme_desktop.ui.widgets.scale import ScoreScale, number_words
from realme_desktop.ui.widgets.tables import RowsModel, RowsView
from realme_desktop.ui.widgets.tree import JsonTreeModel
from realme_desktop.ui.widgets.words import Words, clean

from .orders import NOW, NOW_MS


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_be_shown_and_hides_nothing(text: str) -> None:
    shown = clean(text)
    shown.encode("utf-8")
    assert not set(shown) & set("\u202e\u2066\u200f\x00\x1b\x7f")
    if text.isascii() and text.isprintable():
        assert shown == text


def test_words_break_anywhere_and_ask_for_little(qtbot: QtBot) -> None:
    words = Words("1" * 400)
    qtbot.addWidget(words)
    assert words.minimumSizeHint().width() < 100
    assert words.heightForWidth(100) > 4 * words.fontMetrics().height()
    assert words.heightForWidth(10_000) < 2 * words.fontMetrics().height(), "one line"
    assert words.heightForWidth(0) > 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"), (0, "0 s"), (59.9, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"),
        (3600, "1 h 0 min"), (47 * 3600, "47 h 0 min"), (50 * 3600, "2 d 2 h"),
    ],
)  # fmt: skip
def test_ages(seconds: float, words: str) -> None:
    assert age(seconds) == words


def test_moments_are_those_of_shanghai() -> None:
    assert moment(NOW_MS) == "2026-11-23 20:11:25"
    assert moment(None) == ""
    assert moment(10**30) == str(10**30)
    assert clock_time(NOW_MS, NOW) == "20:11:25"
    assert clock_time(NOW_MS - 86_400_000, NOW) == "11-22 20:11"
    assert clock_time(NOW_MS - 365 * 86_400_000, NOW) == "2025-11-23"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (float("nan"), ""),
        (60.0, "60"),
        (0.0, "0"),
        (87.456, "87.46"),
        (100.0, "100"),
        (-0.5, "-0.5"),
    ],
)
def test_numbers(value: float | None, words: str) -> None:
    assert number_words(value) == words


@given(st.none() | st.floats(), st.none() | st.floats(0, 100))
def test_the_scale_draws_any_number(score: float | None, threshold: float | None) -> None:
    scale = ScoreScale()
    scale.resize(200, scale.sizeHint().height())
    scale.set_values(score, threshold)
    scale.grab()
    assert scale.accessibleName() == scale.words()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_the_tree_model_keeps_qts_rules(value: object) -> None:
    model = JsonTreeModel(value)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    def walk(parent: QModelIndex) -> int:
        return sum(1 + walk(model.index(row, 0, parent)) for row in range(model.rowCount(parent)))

    assert walk(QModelIndex()) == count(value if isinstance(value, dict | list) else [value])
    del tester


def count(value: object) -> int:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + count(child) for child in children)


def test_a_tree_of_a_hundred_thousand_is_opened_branch_by_branch() -> None:
    model = JsonTreeModel({"calls": [{"peer": str(n)} for n in range(100_000)]})
    assert model.rowCount() == 1
    calls = model.index(0, 0)
    assert model.index(0, 1).data() == "[ 100000 ]"
    assert model.rowCount(calls) == 5000


def test_the_rows_model_keeps_qts_rules() -> None:
    model = RowsModel(("a", "b"), (("1", "2"), ("3", "4")))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.index(1, 1).data() == "4"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "b"
    del tester


def test_rows_have_fixed_heights_and_columns_the_operators_widths(qtbot: QtBot) -> None:
    view = RowsView()
    qtbot.addWidget(view)
    view.setModel(RowsModel(("a", "b"), (("x" * 500, "2"),), view))
    view.set_widths({0: "short"})
    assert view.columnWidth(0) < 120
    assert view.horizontalHeader().sectionResizeMode(0) is view.horizontalHeader().ResizeMode.Interactive
    assert view.verticalHeader().sectionResizeMode(0) is view.verticalHeader().ResizeMode.Fixed


def test_an_empty_state_offers_its_action_only_when_there_is_one(qtbot: QtBot) -> None:
    state = EmptyState()
    qtbot.addWidget(state)
    state.say("Nothing", "Do this.")
    assert not state.button.isVisibleTo(state)
    state.say("Nothing", "Do this.", "Do it")
    assert state.button.isVisibleTo(state)
    assert state.button.text() == "Do it"
