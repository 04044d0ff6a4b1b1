"""Raw exchanges: kept with the step they caused, bounded in number and size, gone with their order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from realme_desktop.records.errors import StateConflict, UnknownOrder
from realme_desktop.records.exchanges import (
    BODY_CHARACTERS,
    MOST_EXCHANGES,
    ExchangeKind,
    Parameter,
    StoredExchange,
)
from realme_desktop.records.model import Asked, OrderState
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order

ID = "ORDER00000001"
SUBMIT = StoredExchange(
    kind=ExchangeKind.SUBMIT, at=5, elapsed_ms=12.5, method="POST", url="https://realme.invalid/x",
    headers={"Accept": "application/json", "X-Key": None},
    params=(
        Parameter(name="full_name", text="张三\x00\u202e<b>"), Parameter(name="password"),
        Parameter(name="image", sha256="ab" * 32, size=123, form="data:image/jpeg;base64,"),
    ),
    signed=(("", "POSThttps://realme.invalid/x"), ("full_name", "%E5"), ("image", None)),
    signing={"url_encoding": "java"}, signature="0f" * 32, status=200,
    reply_headers={"content-type": "application/json"}, body='{"a": "half \\ud83d"}', body_size=19,
    transport=None, detail="",
)  # fmt: skip
QUERY = StoredExchange(kind=ExchangeKind.QUERY, at=9, method="GET", url="https://realme.invalid/q")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.db", KEY)
    opened.add(order())
    yield opened
    opened.close()


def change(records: Records, exchange: StoredExchange, at: int = 10) -> None:
    records.change(ID, expect=(OrderState.QUEUED,), cause="asked", at=at, exchange=exchange)


def asked(state: OrderState = OrderState.QUEUED) -> Asked:
    return Asked(order_id=ID, state=state, at=20, next_query_at=30, queries=1)


def test_an_exchange_comes_back_as_it_was(records: Records) -> None:
    change(records, SUBMIT)
    (kept,) = records.exchanges(ID)
    assert kept == dataclasses.replace(SUBMIT, number=kept.number)
    assert "张三" not in repr(kept) and "0f0f" not in repr(kept)
    assert records.exchanges("nobody") == ()


def test_surrogates_and_a_body_of_many_megabytes_are_taken(records: Records) -> None:
    change(records, dataclasses.replace(SUBMIT, body="\udc80" + "x" * 20_000_000, body_size=20_000_001))
    (kept,) = records.exchanges(ID)
    assert len(kept.body) <= BODY_CHARACTERS + 10 and kept.body.startswith("\\udc80x")
    assert kept.body_size == 20_000_001


def test_it_is_kept_with_the_step_or_not_at_all(records: Records) -> None:
    with pytest.raises(StateConflict):
        records.change(ID, expect=(OrderState.PENDING,), cause="asked", at=10, exchange=SUBMIT)
    assert records.exchanges(ID) == ()
    with pytest.raises(UnknownOrder):
        records.keep_exchange("nobody", SUBMIT)


def test_of_queries_without_news_the_last_one_is_kept(records: Records) -> None:
    change(records, SUBMIT)
    for at in range(100):
        quiet = dataclasses.replace(QUERY, at=at, changed=False)
        assert records.note([asked()], {ID: quiet}) == ()
    assert [exchange.at for exchange in records.exchanges(ID)] == [5, 99]
    change(records, dataclasses.replace(QUERY, at=1000), at=40)
    assert [(e.at, e.changed) for e in records.exchanges(ID)] == [(5, True), (1000, True)]


def test_nothing_is_kept_for_an_order_that_went_on_meanwhile(records: Records) -> None:
    assert records.note([asked(OrderState.PENDING)], {ID: QUERY}) == (ID,)
    assert records.exchanges(ID) == ()


def test_an_order_that_changes_for_ever_keeps_its_submission_and_the_newest(records: Records) -> None:
    change(records, SUBMIT)
    for at in range(100, 200):
        change(records, dataclasses.replace(QUERY, at=at), at=at)
    kept = records.exchanges(ID)
    assert len(kept) == MOST_EXCHANGES
    assert kept[0].kind is ExchangeKind.SUBMIT and kept[-1].at == 199
