"""Of a damaged file as much as possible comes into a new one, and nothing false."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.records import audit
from realme_desktop.records.errors import RecordsDamaged, RecordsError, WrongKey
from realme_desktop.records.model import HistoryQuery, Order
from realme_desktop.records.rescue import Rescued, problems, rescue
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from tests.records.orders import KEY
from tests.records.releasing import file_of
from tests.records.test_retention import NOW, ended, exchange, picture

ORDERS = 60
_made: dict[str, Path] = {}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "records.db"
    records = Records.open(path, KEY)
    for number in range(ORDERS):
        big = "{}" if number % 4 else '{"x":"' + "y" * 9000 + '"}'
        records.add(ended(number, 5, raw_reply=big), [picture("p", random.Random(number).randbytes(7000))])
        records.keep_exchange(f"ORDER{number:08}", exchange(number))
    records.close()
    return path


def rescued(path: Path) -> tuple[Rescued, dict[str, Order], Records]:
    target = path.with_name("rescued.db")
    before = path.read_bytes()
    found = rescue(path, KEY, target, operator="陈", at=NOW)
    assert path.read_bytes() == before, "the damaged file is only read"
    records = Records.open(target, KEY)
    with records.aside() as connection:
        assert problems(connection) == ()
    assert verify(records).whole
    orders = {one.order_id: one for one in records.page(HistoryQuery(), limit=1000).orders}
    assert len(orders) == found.orders
    assert sorted(p.name for p in path.parent.iterdir() if p.name.startswith(".")) == []
    return found, orders, records


def originals(whole: Path) -> dict[str, Order]:
    records = Records.open(whole, KEY)
    found = {one.order_id: one for one in records.page(HistoryQuery(), limit=1000).orders}
    records.close()
    return found


def test_a_sound_file_comes_over_whole(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    found, orders, records = rescued(path)
    assert found == Rescued(orders=ORDERS, partly=0, lost=0, entries=ORDERS + 1, log_whole=True)
    assert orders == originals(whole)
    assert all(
        len(records.pictures(one)) == 1 and len(records.exchanges(one)) == 1 for one in list(orders)[:9]
    )
    (entry,) = records.look(lambda reader: audit.page(reader, limit=1))
    assert (entry.act, entry.operator, entry.detail["orders"]) == ("rescued", "陈", ORDERS)
    records.close()


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32), pages=st.integers(1, 12))
def test_bad_pages_cost_what_is_on_them(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, pages: int
) -> None:
    path = Path(shutil.copy(whole, tmp_path_factory.mktemp("bad")))
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    # Beyond the first pages, on which the schema is: without these nothing can be read at all.
    for page in chance.sample(range(30, len(content) // 4096), pages):
        content[page * 4096 + chance.randrange(4096)] ^= 0xFF
    path.write_bytes(content)
    try:
        damaged = Records.open(path, KEY)
        with damaged.aside() as connection:
            assert problems(connection)
        damaged.close()
    except RecordsDamaged:
        pass  # a page of the schema, seen at once
    try:
        found, orders, records = rescued(path)
    except RecordsDamaged:  # the schema is on several pages; without one of them no table is known
        assert not path.with_name("rescued.db").exists()
        return
    before = originals(whole)
    assert found.orders + found.lost <= ORDERS
    assert found.orders >= ORDERS - 25 * pages
    for order_id, one in orders.items():
        true = before[order_id]
        assert one.seq_id == true.seq_id and one.created_at == true.created_at
        for name in ("subject_name", "subject_number", "score", "raw_reply", "verdict"):
            assert getattr(one, name) in (getattr(true, name), None), "nothing false"
        for stored in records.pictures(order_id).values():
            assert stored.data == random.Random(int(order_id.removeprefix("ORDER"))).randbytes(7000)
    records.close()


def test_a_file_that_was_cut_gives_what_is_left(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])
    with pytest.raises(RecordsError):
        Records.open(path, KEY)
    found, orders, records = rescued(path)
    assert 0 < found.orders < ORDERS
    assert orders.items() and set(orders) < set(originals(whole))
    records.close()


def test_where_nothing_can_be_read_nothing_is_done(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    content = path.read_bytes()
    for damage in (content[:24] + b"x" * 4096 + content[4120:], content[:100], b""):
        path.write_bytes(damage)
        with pytest.raises((RecordsDamaged, WrongKey)):
            rescue(path, KEY, tmp_path / "new.db", operator="", at=1)
        assert path.read_bytes() == damage
        assert [p.name for p in tmp_path.iterdir()] == ["records.db"]


def test_a_file_of_an_earlier_schema_is_rescued_too(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    shutil.copyfile(file_of(1), path)
    found, orders, records = rescued(path)
    assert found.orders == 3 and orders["RELEASED1"].score == 88.61 and found.log_whole
    records.close()
