"""Notifications without an order, and orders whose result is yet to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from realme_desktop.records import steps
from realme_desktop.records.database import connect
from realme_desktop.records.model import Notice, OrderState
from realme_desktop.records.schema import MIGRATIONS
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.db", KEY)
    yield opened
    opened.close()


def notice(number: int, **fields: object) -> Notice:
    given: dict[str, object] = {
        "received_at": 1_000 + number, "environment": "sandbox", "order_id": f"STRAY{number}",
        "reason": "unknown_order", "evidence": '{"full_name": "样晓明"}', "seq_id": "S",
        "return_code": "20000",
    }  # fmt: skip
    return Notice(**(given | fields))  # type: ignore[arg-type]


def test_kept_once_and_read_newest_first(records: Records) -> None:
    assert records.notices() == ()
    assert records.keep_notice(notice(1))
    assert records.keep_notice(notice(2, seq_id=None, return_code=None, evidence="half \ud800 a pair"))
    assert not records.keep_notice(notice(1, received_at=9_999)), "the same said again is the same notice"
    assert records.keep_notice(notice(1, evidence="{}"))
    kept = records.notices()
    assert [(n.number, n.order_id, n.received_at) for n in kept] == [
        (3, "STRAY1", 1_001), (2, "STRAY2", 1_002), (1, "STRAY1", 1_001),
    ]  # fmt: skip
    assert kept[2].evidence == notice(1).evidence
    assert "样晓明" not in repr(kept)
    assert len(records.notices(limit=2)) == 2


def test_the_oldest_make_room(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_NOTICES", 5)
    for number in range(12):
        records.keep_notice(notice(number))
    assert [n.order_id for n in records.notices()] == [f"STRAY{n}" for n in range(11, 6, -1)]


def test_nothing_of_it_is_readable_on_disk(tmp_path: Path, records: Records) -> None:
    records.keep_notice(notice(1))
    records.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"STRAY1" not in content
    assert "样晓明".encode() not in content


def test_what_is_to_be_confirmed(records: Records) -> None:
    for number, (state, due) in enumerate(
        [
            (OrderState.ANSWERED, None),
            (OrderState.ANSWERED, 5),
            (OrderState.PENDING, 5),
            (OrderState.EXPIRED, 5),
        ]
    ):
        records.add(order(number, state=state, next_query_at=due))
    assert [o.order_id for o in records.unconfirmed()] == ["ORDER00000001"]


def test_a_file_of_the_version_before_is_brought_along(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    connection = connect(path, KEY)
    for step in MIGRATIONS[:2]:
        for statement in step.statements:
            connection.execute(statement)
        connection.pragma("user_version", step.number)
    connection.close()
    records = Records.open(path, KEY)
    records.add(order(1))
    assert records.keep_notice(notice(1))
    assert records.unconfirmed() == []
    records.close()
