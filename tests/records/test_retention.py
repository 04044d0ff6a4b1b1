"""What is due goes, bytes and all; nothing else does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.records import audit, marks
from realme_desktop.records.errors import UnknownOrder
from realme_desktop.records.exchanges import ExchangeKind, Parameter, StoredExchange
from realme_desktop.records.filters import SavedFilter, keep_filter, kept_filters
from realme_desktop.records.model import HistoryQuery, Notice, Order, OrderState
from realme_desktop.records.retention import DAY_MS, Due, Kind, Rules, delete_orders, erase, preview, purge
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from tests.records.files import as_anybody, present, with_the_key
from tests.records.orders import KEY, order, picture

NOW = 1000 * DAY_MS


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    (tmp_path / "data").mkdir()
    opened = Records.open(tmp_path / "data" / "records.db", KEY)
    yield opened
    opened.close()


def ended(number: int, days_ago: float, **fields: object) -> Order:
    at = NOW - int(days_ago * DAY_MS)
    given: dict[str, object] = {
        "state": OrderState.ANSWERED, "created_at": at - 5000, "updated_at": at, "answered_at": at,
        "verdict": Verdict.MATCH, "score": 88.5, "seq_id": f"SEQ{number}",
        "subject_name": f"姓名{number}号", "subject_number": f"NUMBER{number:05}",
        "params": {"full_name": f"姓名{number}号", "id_number": f"NUMBER{number:05}", "source_channel": "0"},
        "values": {"told": f"VALUE{number:05}"}, "raw_reply": f"RAW{number:05}",
        "resp_info": f"INFO{number:05}", "fingerprint": f"PRINT{number:05}", "return_code": "20000",
    }  # fmt: skip
    return order(number, **(given | fields))


def texts(number: int) -> list[str]:
    """All that says whom an order of `ended` is about and what was answered."""
    return [f"姓名{number}号"] + [
        f"{what}{number:05}" for what in ("NUMBER", "VALUE", "RAW", "INFO", "PRINT")
    ]


def pixels(number: int) -> bytes:
    return random.Random(number).randbytes(9000)


def exchange(number: int) -> StoredExchange:
    return StoredExchange(
        kind=ExchangeKind.SUBMIT, at=1, params=(Parameter(name="x", text=f"NUMBER{number:05}"),),
        body=f"RAW{number:05}",
    )  # fmt: skip


def fill(records: Records, *orders: Order) -> None:
    for one in orders:
        number = int(one.order_id.removeprefix("ORDER"))
        records.add(one, [picture("front", pixels(number))])
        records.keep_exchange(one.order_id, exchange(number))
        records.write(
            partial(marks.set_note, order_id=one.order_id, text=f"姓名{number}号的备注", operator="", at=1)
        )


def test_pictures_go_and_the_rest_stays(records: Records, tmp_path: Path) -> None:
    fill(records, ended(1, 31), ended(2, 29))
    before = records.get("ORDER00000001")
    assert preview(records, Rules(), NOW) == Due(
        {Kind.PICTURES: 1, Kind.PERSONAL: 0, Kind.ORDERS: 0}, dict.fromkeys(Kind, 0), 0, 1, 9000
    )
    told: list[tuple[int, int]] = []
    done = purge(records, Rules(), NOW, progress=lambda *at: told.append(at))
    assert (done.orders[Kind.PICTURES], done.settled, told) == (1, True, [(1, 1)])
    assert records.pictures("ORDER00000001") == {} and len(records.pictures("ORDER00000002")) == 1
    assert records.get("ORDER00000001") == before
    assert [event.cause for event in records.events("ORDER00000001")] == ["created", "purged_pictures"]
    assert preview(records, Rules(), NOW).nothing
    content = with_the_key(records.path, tmp_path)
    assert pixels(1)[:64] not in content and pixels(2)[:64] in content
    assert present(texts(1), content) == texts(1)


def test_what_people_wrote_about_somebody_goes_too(records: Records, tmp_path: Path) -> None:
    """Kept filters, tags; and what comes after retention has been there."""
    named = [f"姓名{letter}某" for letter in "甲乙丙"]
    numbers = (1, 11), (2, 9), (3, 11)
    for (number, days), name in zip(numbers, named, strict=True):
        records.add(ended(number, days, subject_name=name, params={"full_name": name, "source_channel": "0"}))
        records.write(
            partial(
                marks.set_tags, order_id=f"ORDER{number:08}", tags=[f"查{name}", "VIP0"], operator="", at=1
            )
        )
        saved = SavedFilter(f"找{name}", HistoryQuery(text=name))
        records.write(partial(keep_filter, saved=saved))
    for saved in (
        SavedFilter("all", HistoryQuery(hits=True)),
        SavedFilter("later", HistoryQuery(text="查无")),
    ):
        records.write(partial(keep_filter, saved=saved))
    records.write(partial(marks.set_hold, order_id="ORDER00000003", hold=True, operator="", at=1))
    rules = Rules(pictures_days=0, personal_days=10)
    assert purge(records, rules, NOW).orders[Kind.PERSONAL] == 1
    left = records.look(kept_filters)
    assert [saved.name for saved in left] == ["all", "later", f"找{named[2]}", f"找{named[1]}"]
    assert [records.get(f"ORDER{number:08}").tags for number, _ in numbers] == [
        ("VIP0",), (f"查{named[1]}", "VIP0"), (f"查{named[2]}", "VIP0"),
    ]  # fmt: skip
    content = with_the_key(records.path, tmp_path)
    escaped = [json.dumps(name)[1:-1] for name in named]
    assert present([*named, *escaped], content) == [*named[1:], *escaped[1:]]
    records.keep_exchange("ORDER00000001", exchange(1))
    assert records.exchanges("ORDER00000001") == ()
    note = partial(marks.set_note, order_id="ORDER00000001", operator="", at=1)
    records.write(partial(note, text=f"{named[0]}来电"))
    assert records.get("ORDER00000001").note
    assert purge(records, rules, NOW).orders[Kind.PERSONAL] == 1
    assert records.get("ORDER00000001").note is None
    assert named[0].encode() not in with_the_key(records.path, tmp_path)
    records.write(partial(delete_orders, order_ids=["ORDER00000002"], operator="", at=1))
    assert [saved.name for saved in records.look(kept_filters)] == ["all", "later", f"找{named[2]}"]


def test_personal_data_goes_with_the_pictures(records: Records, tmp_path: Path) -> None:
    fill(records, ended(1, 11), ended(2, 9))
    records.keep_notice(
        Notice(
            received_at=NOW - 11 * DAY_MS, environment="sandbox", order_id="STRAY", reason="x",
            evidence="STRAYNAME",
        )
    )  # fmt: skip
    rules = Rules(pictures_days=0, personal_days=10)
    due = preview(records, rules, NOW)
    assert (due.orders[Kind.PERSONAL], due.notices, due.pictures, due.nothing) == (1, 1, 1, False)
    done = purge(records, rules, NOW, operator="陈")
    assert (done.orders[Kind.PERSONAL], done.notices) == (1, 1)
    left = records.get("ORDER00000001")
    assert left == order(
        1, state=OrderState.ANSWERED, created_at=NOW - 11 * DAY_MS - 5000, updated_at=NOW - 11 * DAY_MS,
        answered_at=NOW - 11 * DAY_MS, verdict=Verdict.MATCH, score=88.5, seq_id="SEQ1", return_code="20000",
        params={"source_channel": "0"} if "source_channel" in left.params else {}, purged_at=NOW,
    )  # fmt: skip
    assert records.exchanges("ORDER00000001") == () and records.pictures("ORDER00000001") == {}
    assert records.count(HistoryQuery(text="姓名1号")) == 0
    assert [o.order_id for o in records.page(HistoryQuery(text="SEQ1")).orders] == ["ORDER00000001"]
    content = with_the_key(records.path, tmp_path)
    assert present([*texts(1), pixels(1)[:64], "STRAYNAME"], content) == []
    assert present([*texts(2), pixels(2)[:64]], content) == [*texts(2), pixels(2)[:64]]
    assert purge(records, rules, NOW).orders[Kind.PERSONAL] == 0, "once is enough"
    entries = records.look(partial(audit.page, limit=3))
    assert [(e.act, e.operator, e.order_id, e.detail) for e in entries[:2]] == [
        ("purged", "陈", None, {"kind": "personal", "orders": 1, "days": 10}),
        ("purged", "陈", "ORDER00000001", {"kind": "personal"}),
    ]


@pytest.mark.parametrize(("personal", "whole", "gone"), [(0, 0, 0), (0, 10, 1), (10, 0, 1), (5, 10, 2)])
def test_notifications_without_an_order_go_by_either_rule(
    records: Records, personal: int, whole: int, gone: int
) -> None:
    for days in (11, 6, 1):
        records.keep_notice(
            Notice(
                received_at=NOW - days * DAY_MS, environment="sandbox", order_id=f"STRAY{days}", reason="x",
                evidence="about somebody",
            )
        )  # fmt: skip
    rules = Rules(pictures_days=1, personal_days=personal, orders_days=whole)
    assert preview(records, rules, NOW).notices == purge(records, rules, NOW).notices == gone
    assert len(records.notices()) == 3 - gone and preview(records, rules, NOW).nothing


def test_whole_orders_go_and_the_audit_log_tells_of_them(records: Records, tmp_path: Path) -> None:
    fill(records, *(ended(number, 40) for number in range(1, 250)), ended(250, 1))
    rules = Rules(pictures_days=30, personal_days=0, orders_days=39)
    done = purge(records, rules, NOW)
    assert done.orders == {Kind.PICTURES: 0, Kind.PERSONAL: 0, Kind.ORDERS: 249}
    with pytest.raises(UnknownOrder):
        records.get("ORDER00000001")
    assert records.count(HistoryQuery()) == 1
    content = with_the_key(records.path, tmp_path)
    assert present([text for number in range(1, 250) for text in texts(number)], content) == []
    assert present(texts(250), content) == texts(250)
    assert verify(records).whole
    acts = [entry.act for entry in records.look(partial(audit.page, order_id="ORDER00000007"))]
    assert acts == ["deleted", "note_changed", "order_made"]
    assert records._writer.pragma("freelist_count") == 0
    assert records.path.with_name("records.db-wal").stat().st_size == 0


@pytest.mark.parametrize("state", [state for state in OrderState if not state.final])
def test_an_order_without_an_end_is_never_touched(records: Records, state: OrderState) -> None:
    fill(records, ended(1, 900, state=state))
    before = records.get("ORDER00000001")
    rules = Rules(pictures_days=1, personal_days=1, orders_days=1)
    assert preview(records, rules, NOW).nothing
    purge(records, rules, NOW)
    assert records.get("ORDER00000001") == before and len(records.pictures("ORDER00000001")) == 1


def test_what_is_on_hold_or_still_to_be_confirmed_is_left_alone(records: Records) -> None:
    fill(records, ended(1, 90), ended(2, 90, next_query_at=5))
    records.write(partial(marks.set_hold, order_id="ORDER00000001", hold=True, operator="", at=1))
    rules = Rules(pictures_days=1, personal_days=1, orders_days=1)
    due = preview(records, rules, NOW)
    assert due.nothing and sum(due.held.values()) == due.held[Kind.ORDERS] == 1 and due.pictures == 0
    purge(records, rules, NOW)
    assert records.count(HistoryQuery()) == 2 and records.get("ORDER00000001").subject_name == "姓名1号"
    records.write(partial(marks.set_hold, order_id="ORDER00000001", hold=False, operator="", at=1))
    assert purge(records, rules, NOW).orders[Kind.ORDERS] == 1


def test_a_picture_that_another_order_has_too_stays_with_it(records: Records) -> None:
    data = pixels(9)
    records.add(ended(1, 90), [picture("front", data), picture("back", data)])
    records.add(ended(2, 1), [picture("front", data)])
    assert (
        preview(records, Rules(), NOW).orders[Kind.PICTURES],
        preview(records, Rules(), NOW).pictures,
    ) == (1, 0)
    purge(records, Rules(), NOW)
    assert records.pictures("ORDER00000002")["front"].data == data
    assert records.pictures("ORDER00000001") == {}


@pytest.mark.parametrize("seed", range(6))
def test_what_goes_is_what_the_preview_showed(records: Records, seed: int) -> None:
    chance = random.Random(seed)
    records._writer.pragma("synchronous", "off")
    for number in range(40):
        state = chance.choice((OrderState.ANSWERED, OrderState.REJECTED, OrderState.PENDING))
        sent = [picture("front", chance.choice((b"of many", pixels(number))))]
        records.add(ended(number, chance.uniform(0, 100), state=state), sent[: chance.randrange(2)])
        if number % 5 == 0:
            hold = partial(marks.set_hold, order_id=f"ORDER{number:08}", hold=True, operator="", at=1)
            records.write(hold)
    days = {f"{kind.value}_days": chance.choice((0, 10, 30, 60)) for kind in Kind}
    if seed % 2:  # some were emptied before
        purge(records, Rules(personal_days=80), NOW)
    stored = "SELECT count(*), coalesce(sum(length(data)), 0) FROM pictures"
    pictures, size = records.look(lambda reader: next(reader.execute(stored)))
    due, told = preview(records, Rules(**days), NOW), list[tuple[int, int]]()
    done = purge(records, Rules(**days), NOW, progress=lambda *at: told.append(at))
    left = records.look(lambda reader: next(reader.execute(stored)))
    assert due.orders == done.orders and left == (pictures - due.pictures, size - due.bytes)
    assert told[-1:] == ([] if due.nothing else [(sum(due.orders.values()),) * 2])
    assert preview(records, Rules(**days), NOW).nothing


def test_a_run_that_is_cancelled_goes_on_where_it_was(records: Records) -> None:
    for number in range(250):
        records.add(ended(number, 90))
    rules = Rules(pictures_days=0, orders_days=30)
    looked = iter([False, False, True])
    assert purge(records, rules, NOW, cancelled=lambda: next(looked, True)).orders[Kind.ORDERS] == 50
    assert purge(records, rules, NOW).orders[Kind.ORDERS] == 200


def test_bytes_that_somebody_still_reads_are_said_not_to_be_out(records: Records) -> None:
    fill(records, ended(1, 90))
    records._writer.set_busy_timeout(20)
    with records.aside() as reader:
        cursor = reader.execute("SELECT order_id FROM orders")
        next(cursor)
        assert not purge(records, Rules(), NOW).settled
    assert purge(records, Rules(), NOW).settled


def test_a_person_removes_orders(records: Records, tmp_path: Path) -> None:
    fill(records, ended(1, 0), ended(2, 0, state=OrderState.PENDING), ended(3, 0))
    records.write(partial(marks.set_hold, order_id="ORDER00000003", hold=True, operator="", at=1))
    numbers = [f"ORDER0000000{number}" for number in range(1, 5)]
    assert records.write(partial(delete_orders, order_ids=numbers, operator="陈", at=5)) == numbers[:1]
    assert erase(records)
    assert present([*texts(1), pixels(1)[:64]], with_the_key(records.path, tmp_path)) == []
    (entry,) = records.look(partial(audit.page, limit=1))
    assert (entry.act, entry.operator, entry.order_id) == ("deleted", "陈", numbers[0])


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([Rules(personal_days=30), Rules(orders_days=30)]))
def test_nothing_purged_is_left_among_what_stays(
    tmp_path_factory: pytest.TempPathFactory, seed: int, rules: Rules
) -> None:
    """Names and texts of all lengths, old and new side by side on the same pages."""
    folder = tmp_path_factory.mktemp("seeded")
    chance = random.Random(seed)
    records = Records.open(folder / "records.db", KEY)
    gone: list[str] = []
    kept: list[str] = []
    for number in range(60):
        old = chance.random() < 0.6
        one = ended(number, 31 if old else 5, raw_reply=f"RAW{number:05}" * chance.randrange(1, 600))
        records.add(one, [picture("p", f"PIXEL{number:05}".encode() * chance.randrange(1, 900))])
        (gone if old else kept).extend([*texts(number), f"PIXEL{number:05}"])
    purge(records, rules, NOW)
    content = with_the_key(records.path, folder)
    records.close()
    assert present(gone, content) == [] and present(kept, content) == kept
    assert present([*gone, *kept], as_anybody(folder)) == []
