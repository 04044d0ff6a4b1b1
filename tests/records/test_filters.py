"""Filters with a name are kept as they were, in the encrypted file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.filters import (
    SavedFilter,
    forget_filter,
    from_json,
    keep_filter,
    kept_filters,
    to_json,
)
from realme_desktop.records.model import HistoryQuery, OrderState, SortColumn
from realme_desktop.records.store import Records
from tests.records.orders import KEY

_texts = st.text(max_size=6)
_times = st.none() | st.integers(0, 2**45)
_queries = st.builds(
    HistoryQuery,
    text=_texts,
    segments=st.frozensets(_texts, max_size=2),
    verdicts=st.frozensets(st.sampled_from(Verdict), max_size=3),
    states=st.frozensets(st.sampled_from(OrderState), max_size=3),
    environments=st.frozensets(_texts, max_size=2),
    operators=st.frozensets(_texts, max_size=2),
    tags=st.frozensets(_texts, max_size=2),
    since=_times,
    until=_times,
    score_min=st.none() | st.floats(0, 100),
    score_max=st.none() | st.integers(0, 100),
    hits=st.booleans(),
    attention=st.booleans(),
    sort=st.sampled_from(SortColumn),
    descending=st.booleans(),
)


@given(_queries)
def test_a_filter_comes_back_as_it_was(query: HistoryQuery) -> None:
    assert from_json("x", to_json(SavedFilter("x", query))) == SavedFilter("x", query)


@given(
    st.text(max_size=20)
    | st.dictionaries(st.sampled_from(["text", "sort", "hits", "since"]), _texts).map(str)
)
def test_what_cannot_be_understood_is_left_out(text: str) -> None:
    assert isinstance(from_json("x", text).query, HistoryQuery)


def test_filters_are_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    today = SavedFilter("今天", HistoryQuery(text="张三", since=5, until=9), period="today")
    hits = SavedFilter("命中", HistoryQuery(hits=True))
    for saved in (hits, today):
        records.write(partial(keep_filter, saved=saved))
    kept = {saved.name: saved for saved in records.look(kept_filters)}
    assert kept["今天"].period == "today"
    assert kept["今天"].query == HistoryQuery(text="张三"), "a period that moves has no fixed bounds"
    records.write(partial(keep_filter, saved=SavedFilter(" 命中 ", HistoryQuery(attention=True))))
    records.write(partial(forget_filter, name="今天"))
    assert records.look(kept_filters) == (SavedFilter("命中", HistoryQuery(attention=True)),)
    for name in ("", "  ", "n" * 61):
        with pytest.raises(ValueError):
            records.write(partial(keep_filter, saved=SavedFilter(name, HistoryQuery())))
    records.close()
    assert "命中".encode() not in (tmp_path / "records.db").read_bytes()
