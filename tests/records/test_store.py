"""What is written is what is read: orders, events, pictures, pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.records import steps
from realme_desktop.records.errors import DuplicateOrder, RecordsUnavailable, StateConflict, UnknownOrder
from realme_desktop.records.model import Cursor, HistoryQuery, Order, OrderState, StoredPicture
from realme_desktop.records.rows import CHANGEABLE, ROWS_PER_MS
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from tests.records.orders import KEY, order, picture

QUEUED = frozenset({OrderState.QUEUED})


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.db", KEY)
    yield opened
    opened.close()


# -- round trip -------------------------------------------------------------------------------------------

_text = st.text(max_size=20)
_plain_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_when = st.integers(0, 2**53 - 1)
_number = st.floats(allow_nan=False) | st.integers(-1000, 1000).map(float)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | _number | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=8,
)
_orders = st.builds(
    Order,
    order_id=_plain_text.filter(bool),
    order_date=_plain_text,
    segment=st.sampled_from(["namecheck", "bankcardcheck", "a service of tomorrow"]),
    environment=_plain_text,
    real=st.booleans(),
    operator=_plain_text,
    state=st.sampled_from(OrderState),
    created_at=_when,
    updated_at=_when,
    params=st.dictionaries(_text, _text, max_size=4),
    threshold=st.none() | _number,
    sent_at=st.none() | _when,
    answered_at=st.none() | _when,
    seq_id=st.none() | _plain_text,
    http_status=st.none() | st.integers(100, 599),
    return_code=st.none() | _plain_text,
    return_message=st.none() | _plain_text,
    resp_code=st.none() | _plain_text,
    resp_info=st.none() | _plain_text,
    verdict=st.none() | st.sampled_from(Verdict),
    own_verdict=st.none() | st.sampled_from(Verdict),
    score=st.none() | _number,
    values=st.dictionaries(_text, _json, max_size=4),
    raw_reply=st.none() | _plain_text,
    problem=st.none() | _plain_text,
    next_query_at=st.none() | _when,
    queries=st.integers(0, 10_000),
    linked_to=st.none() | _plain_text,
    subject_name=st.none() | _plain_text,
    subject_number=st.none() | _plain_text,
)


def test_every_order_is_read_as_it_was_written(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)

    @given(_orders, st.integers())
    def check(written: Order, salt: int) -> None:
        written = replace(written, order_id=f"{written.order_id}{salt}")
        try:
            returned = records.add(written)
        except DuplicateOrder:
            return
        assert returned == written
        assert records.get(written.order_id) == written

    check()
    records.close()


def test_every_change_is_read_as_it_was_written(records: Records) -> None:
    number = iter(range(1_000_000))

    @given(_orders)
    def check(target: Order) -> None:
        start = records.add(order(next(number)))
        changes = {name: getattr(target, name) for name in CHANGEABLE}
        changed = records.change(start.order_id, expect=QUEUED, cause="step", at=7, **changes)
        assert changed == replace(start, updated_at=7, **changes) == records.get(start.order_id)

    check()


def test_orders_survive_closing_and_opening(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    first = Records.open(path, KEY)
    written = first.add(order(1, subject_name="王小明"), [picture()])
    first.close()
    again = Records.open(path, KEY)
    assert again.get(written.order_id) == written
    assert again.pictures(written.order_id) == {"image": picture()}
    assert again.page(HistoryQuery(text="小明")).orders == (written,)
    again.close()


def test_text_that_is_no_unicode_is_kept_as_escapes(records: Records) -> None:
    records.add(order(1))
    changed = records.change(
        "ORDER00000001", expect=QUEUED, cause="reply", at=2, raw_reply="half \ud83d", evidence="\udc80"
    )
    assert changed.raw_reply == "half \\ud83d"
    assert records.events("ORDER00000001")[-1].evidence == "\\udc80"
    assert records.count(HistoryQuery(text="\ud83d")) == 0


# -- the life of an order ---------------------------------------------------------------------------------


def test_no_person_and_no_picture_shows_in_a_repr() -> None:
    shown = repr(
        order(subject_name="样晓明", params={"id_number": "110000"}, raw_reply="r4w", values={"a": "v4l"})
    )
    assert not any(text in shown for text in ("样晓明", "110000", "r4w", "v4l"))
    assert "JPEG" not in repr(picture("image1", b"JPEG bytes"))


def test_each_step_leaves_an_event(records: Records) -> None:
    records.add(order(1, created_at=10))
    records.change("ORDER00000001", expect=QUEUED, cause="send", at=11, state=OrderState.SENDING)
    records.change(
        "ORDER00000001",
        expect={OrderState.SENDING, OrderState.UNCLEAR},
        cause="reply",
        at=12,
        evidence='{"return_code":"90000"}',
        state=OrderState.ANSWERED,
        verdict=Verdict.MATCH,
        score=88.5,
    )
    events = records.events("ORDER00000001")
    assert [(event.at, event.state, event.cause, event.evidence) for event in events] == [
        (10, OrderState.QUEUED, "created", None),
        (11, OrderState.SENDING, "send", None),
        (12, OrderState.ANSWERED, "reply", '{"return_code":"90000"}'),
    ]
    assert records.get("ORDER00000001").verdict is Verdict.MATCH


def test_a_change_from_an_unexpected_state_changes_nothing(records: Records) -> None:
    before = records.add(order(1, state=OrderState.ANSWERED))
    with pytest.raises(StateConflict) as caught:
        records.change("ORDER00000001", expect=QUEUED, cause="send", at=11, state=OrderState.SENDING)
    assert caught.value.found is OrderState.ANSWERED
    assert "ORDER00000001" in caught.value.words.zh
    assert records.get("ORDER00000001") == before
    assert len(records.events("ORDER00000001")) == 1


@pytest.mark.parametrize("name", ["order_id", "created_at", "updated_at", "real", "colour"])
def test_what_never_changes_cannot_be_changed(records: Records, name: str) -> None:
    records.add(order(1))
    changes: dict[str, Any] = {name: "x"}
    with pytest.raises(TypeError):
        records.change("ORDER00000001", expect=QUEUED, cause="x", at=1, **changes)


def test_an_order_number_is_taken_once(records: Records) -> None:
    first = records.add(order(1, subject_name="甲"))
    with pytest.raises(DuplicateOrder) as caught:
        records.add(order(1, subject_name="乙"), [picture()])
    assert "ORDER00000001" in caught.value.words.en
    assert records.get("ORDER00000001") == first
    assert records.pictures("ORDER00000001") == {}
    assert records.count(HistoryQuery(text="乙")) == 0


def test_an_unknown_order_is_said_to_be_unknown(records: Records) -> None:
    with pytest.raises(UnknownOrder):
        records.get("nothing")
    with pytest.raises(UnknownOrder):
        records.change("nothing", expect=QUEUED, cause="x", at=1)
    assert records.pictures("nothing") == {}
    assert records.events("nothing") == ()


def test_unfinished_orders_are_found_oldest_first(records: Records) -> None:
    for number, state in enumerate(OrderState):
        records.add(order(number, state=state, created_at=100 - number))
    found = records.unfinished()
    assert {found_order.state for found_order in found} == {state for state in OrderState if not state.final}
    assert [found_order.created_at for found_order in found] == sorted(
        found_order.created_at for found_order in found
    )


def test_only_one_of_many_threads_takes_the_step(records: Records) -> None:
    records.add(order(1))
    taken: list[str] = []
    refused: list[str] = []
    start = threading.Barrier(8)

    def work(name: str) -> None:
        start.wait()
        records.page(HistoryQuery(text="ORDER"))
        try:
            records.change("ORDER00000001", expect=QUEUED, cause=name, at=1, state=OrderState.SENDING)
        except StateConflict:
            refused.append(name)
        else:
            taken.append(name)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1
    assert len(refused) == 7
    assert [event.cause for event in records.events("ORDER00000001")] == ["created", taken[0]]


# -- pictures ---------------------------------------------------------------------------------------------


def _stored(records: Records) -> int:
    return int(records._reader.execute("SELECT count(*) FROM pictures").get)


def test_the_same_picture_is_stored_once(records: Records) -> None:
    front, back = picture("image1", b"front" * 999), picture("image2", b"back" * 999)
    records.add(order(1), [front, back])
    records.add(order(2), [back, picture("copy", front.data)])
    assert list(records.pictures("ORDER00000001").values()) == [front, back]
    assert list(records.pictures("ORDER00000002")) == ["image2", "copy"]
    assert records.pictures("ORDER00000002")["copy"].data == front.data
    assert _stored(records) == 2


def test_pictures_may_come_with_a_later_step(records: Records) -> None:
    records.add(order(1, state=OrderState.DRAFTED), [picture("a")])
    records.change(
        "ORDER00000001",
        expect={OrderState.DRAFTED},
        cause="prepared",
        at=5,
        pictures=[picture("b", b"other")],
        state=OrderState.QUEUED,
    )
    assert list(records.pictures("ORDER00000001")) == ["a", "b"]


def test_a_packet_and_a_picture_without_size_are_kept(records: Records) -> None:
    packet = replace(picture(), media_type="application/octet-stream", width=None, height=None)
    records.add(order(1), [packet])
    assert records.pictures("ORDER00000001") == {"image": packet}


def test_a_hash_that_does_not_fit_is_refused_with_the_whole_order(records: Records) -> None:
    false = StoredPicture(name="image", data=b"x", media_type="image/jpeg", sha256="00" * 32)
    with pytest.raises(ValueError, match="hash"):
        records.add(order(1), [false])
    with pytest.raises(UnknownOrder):
        records.get("ORDER00000001")


# -- pages ------------------------------------------------------------------------------------------------


def _all_pages(records: Records, query: HistoryQuery, limit: int) -> list[str]:
    found: list[str] = []
    after: Cursor | None = None
    while True:
        page = records.page(query, after, limit)
        assert len(page.orders) <= limit
        found += [one.order_id for one in page.orders]
        if page.next is None:
            return found
        after = page.next


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 7))
def test_pages_hold_every_order_once_and_newest_first(
    tmp_path_factory: pytest.TempPathFactory, times: list[int], limit: int
) -> None:
    records = Records.open(tmp_path_factory.mktemp("pages") / "records.db", KEY)
    written = [order(number, created_at=time) for number, time in enumerate(times)]
    for one in written:
        records.add(one)
    expected = sorted(
        written, key=lambda one: (one.created_at, one.order_id), reverse=True
    )  # as numbers rise
    assert _all_pages(records, HistoryQuery(), limit) == [one.order_id for one in expected]
    assert records.count(HistoryQuery()) == len(written)
    records.close()


def test_new_orders_do_not_move_the_following_pages(records: Records) -> None:
    for number in range(6):
        records.add(order(number))
    first = records.page(HistoryQuery(), limit=3)
    records.add(order(99))
    second = records.page(HistoryQuery(), first.next, 3)
    assert [one.order_id[-1] for one in first.orders + second.orders] == list("543210")
    assert second.next is None


def test_filters_combine(records: Records) -> None:
    records.add(order(1, segment="namecheck", verdict=Verdict.MATCH, state=OrderState.ANSWERED))
    records.add(order(2, segment="namecheck", verdict=Verdict.MISMATCH, state=OrderState.ANSWERED))
    records.add(order(3, segment="amlcheck", verdict=Verdict.MATCH, environment="production"))
    records.add(order(4, segment="namecheck", state=OrderState.PENDING))

    def found(**fields: Any) -> str:
        query = HistoryQuery(**fields)
        numbers = "".join(one.order_id[-1] for one in records.page(query).orders)
        assert records.count(query) == len(numbers)
        return numbers

    assert found(segments=frozenset({"namecheck"})) == "421"
    assert found(segments=frozenset({"namecheck"}), verdicts=frozenset({Verdict.MATCH})) == "1"
    assert found(environments=frozenset({"production"})) == "3"
    assert found(states=frozenset({OrderState.PENDING, OrderState.QUEUED})) == "43"
    assert found(segments=frozenset({"namecheck"}), text="ORDER00000002") == "2"
    assert found(segments=frozenset({"amlcheck"}), text="ORDER00000002") == ""


def test_any_number_of_orders_fits_into_a_millisecond(records: Records) -> None:
    for number in range(ROWS_PER_MS + 3):
        records.add(order(number, created_at=1000))
    records.add(order(9999, created_at=1001))
    found = _all_pages(records, HistoryQuery(), 100)
    assert found[0] == "ORDER00009999"
    assert len(found) == len(set(found)) == ROWS_PER_MS + 4


def test_paging_goes_on_after_an_order_that_is_gone(records: Records) -> None:
    for number in range(4):
        records.add(order(number, created_at=1000 + number))
    page = records.page(HistoryQuery(), Cursor(1002, "REMOVED"))
    assert [one.created_at for one in page.orders] == [1001, 1000]


def test_closed_records_say_so(records: Records) -> None:
    records.add(order(1))
    records.close()
    records.close()
    for act in (
        lambda: records.get("ORDER00000001"),
        lambda: records.add(order(2)),
        lambda: records.unfinished(),
    ):
        with pytest.raises(RecordsUnavailable) as caught:
            act()
        assert caught.value.reason == "closed"


def test_every_field_of_an_order_has_a_column(records: Records) -> None:
    columns = {row[1] for row in records._reader.execute("PRAGMA table_info(orders)")}
    assert columns == {field.name for field in fields(Order)} | {"row"}


# -- several at once -----------------------------------------------------------------------------------------


def test_a_batch_keeps_what_it_can_and_says_of_each_what_became_of_it(records: Records) -> None:
    for number in (1, 2):
        records.add(order(number))
    sending = {"expect": QUEUED, "cause": "send", "at": 11, "state": OrderState.SENDING}

    def half(connection: apsw.Connection) -> None:
        connection.execute("DELETE FROM events")
        raise ValueError("after the first half")

    outcomes = records.batch(
        [
            partial(steps.change_order, order_id="ORDER00000001", **sending),
            half,
            partial(steps.change_order, order_id="ORDER00000001", **sending),  # sees the first one's change
            partial(steps.change_order, order_id="NOBODY", **sending),
            partial(steps.change_order, order_id="ORDER00000002", **sending),
            partial(steps.add_order, order=order(3)),
        ]
    )
    assert outcomes[0] == records.get("ORDER00000001")
    assert outcomes[0].state is OrderState.SENDING
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[2], StateConflict)
    assert isinstance(outcomes[3], UnknownOrder)
    assert outcomes[4] == records.get("ORDER00000002")
    assert outcomes[5] == records.get("ORDER00000003")
    assert [event.cause for event in records.events("ORDER00000001")] == ["created", "send"]
    assert [event.cause for event in records.events("ORDER00000002")] == ["created", "send"]
    assert verify(records).whole


def test_where_the_disk_refuses_one_of_a_batch_the_others_are_kept(records: Records) -> None:
    for number in (1, 2):
        records.add(order(number))

    def too_much(connection: apsw.Connection) -> None:
        raise apsw.FullError("as the disk would")

    outcomes = records.batch(
        [
            partial(steps.change_order, order_id=f"ORDER0000000{number}", expect=QUEUED, cause="send", at=11)
            if number
            else too_much
            for number in (1, 0, 2)
        ]
    )
    assert isinstance(outcomes[1], RecordsUnavailable)
    assert [len(records.events(f"ORDER0000000{number}")) for number in (1, 2)] == [2, 2]


def test_a_batch_of_closed_records_is_refused(records: Records) -> None:
    records.close()
    with pytest.raises(RecordsUnavailable):
        records.batch([partial(steps.add_order, order=order(number)) for number in (1, 2)])
