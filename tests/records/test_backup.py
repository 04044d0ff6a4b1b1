"""A backup works or is not there; what comes back from it is what was kept, once."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.records import audit, backup, marks
from realme_desktop.records.backup import (
    BackupDamaged,
    BackupNewer,
    Cancelled,
    NotABackup,
    PassphraseRefused,
    TargetRefused,
    WrongPassphrase,
    inspect,
    make_backup,
    opened_backup,
)
from realme_desktop.records.model import HistoryQuery, Notice, Order, OrderState
from realme_desktop.records.restore import CARRIED, Restored, restore
from realme_desktop.records.retention import Rules, purge
from realme_desktop.records.store import Records
from realme_desktop.records.verify import Flaw, verify
from tests.records.files import as_anybody, present
from tests.records.orders import KEY, order
from tests.records.test_retention import NOW, ended, exchange, fill, texts

PASSPHRASE = "正确 马 电池 订书钉"
OTHER_KEY = bytes(reversed(range(32)))


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(backup._SCRYPT, "n", 2**10)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[Records]:
    records = Records.open(tmp_path / "records.db", KEY)
    fill(records, ended(1, 5), ended(2, 4), ended(3, 3, linked_to="ORDER00000001"))
    records.write(partial(marks.set_tags, order_id="ORDER00000002", tags=["复核"], operator="", at=1))
    records.write(partial(marks.set_hold, order_id="ORDER00000002", hold=True, operator="", at=1))
    records.keep_notice(
        Notice(received_at=1, environment="sandbox", order_id="STRAY", reason="x", evidence="{}")
    )
    yield records
    records.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Records]:
    (tmp_path / "other").mkdir()
    records = Records.open(tmp_path / "other" / "records.db", OTHER_KEY)
    yield records
    records.close()


def made(records: Records, path: Path, at: int = NOW) -> Path:
    make_backup(records, path, PASSPHRASE, operator="陈", at=at)
    return path


def back(records: Records, path: Path) -> Restored:
    return restore(records, path, PASSPHRASE, operator="陈", at=NOW)


def all_of(records: Records) -> list[object]:
    """Everything there is of every order, in time's sequence."""
    found: list[object] = []
    for one in records.page(HistoryQuery(descending=False)).orders:
        found += [one, records.pictures(one.order_id)]
        found += [
            (e.at, e.state, e.cause, e.evidence)
            for e in records.events(one.order_id)
            if e.cause != "restored"
        ]
        found += [dataclasses.replace(e, number=0) for e in records.exchanges(one.order_id)]
    return found


def test_a_history_comes_back_as_it_was(history: Records, empty: Records, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "b.backup"
    info = make_backup(history, path, PASSPHRASE, operator="陈", at=NOW, progress=lambda *at: told.append(at))
    assert inspect(path) == info and info.orders == 3 and info.made_at == NOW
    assert told == sorted(told) and told[-1][0] == told[-1][1] == 2 * info.pages
    (entry,) = history.look(partial(audit.page, limit=1))
    assert (entry.act, entry.operator, entry.detail["orders"]) == ("backup_made", "陈", 3)
    done = back(empty, path)
    assert (done.added, done.ended, done.present, done.whole, done.unfinished) == (3, 0, 0, True, [])
    assert all_of(empty) == all_of(history)
    assert empty.notices() == history.notices()
    assert empty.count(HistoryQuery(text="姓名2号的备注")) == 1
    assert empty.count(HistoryQuery(tags=frozenset({"复核"}))) == 1
    assert verify(empty).whole
    restored = [e for e in empty.look(lambda reader: list(audit.entries(reader))) if e.act == "restored"]
    assert [e.order_id for e in restored[:-1]] == [f"ORDER0000000{number}" for number in (1, 2, 3)]
    assert restored[-1].detail["added"] == 3 and restored[-1].detail["entries"] == done.entries
    again = back(empty, path)
    assert (again.added, again.present, again.entries) == (0, 3, 0)
    assert all_of(empty) == all_of(history)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "b.backup", "other", "records.db", "records.db-shm", "records.db-wal",
    ]  # fmt: skip


def test_a_backup_shows_nothing_of_what_is_in_it(history: Records, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    path = made(history, tmp_path / "out" / "b.backup")
    assert present([*texts(1), "姓名1号", PASSPHRASE, KEY, KEY.hex()], as_anybody(path.parent)) == []
    assert path.stat().st_mode & 0o077 == 0


def test_merging_keeps_what_is_here_and_makes_no_doubles(history: Records, tmp_path: Path) -> None:
    path = made(history, tmp_path / "b.backup")
    history.write(partial(marks.set_note, order_id="ORDER00000001", text="新备注", operator="", at=2))
    history.add(order(9))
    before = all_of(history)
    done = back(history, path)
    assert (done.added, done.ended, done.present, done.entries) == (0, 0, 3, 0), "its log is this one's"
    assert all_of(history) == before and verify(history).whole


def test_what_retention_removed_stays_removed(history: Records, tmp_path: Path) -> None:
    path = made(history, tmp_path / "b.backup")
    purge(history, Rules(pictures_days=1, personal_days=1), NOW)
    before = all_of(history)
    assert back(history, path).present == 3
    assert all_of(history) == before and history.pictures("ORDER00000001") == {}


def _pending(number: int, state: OrderState, **fields: object) -> Order:
    return order(number, **({"state": state, "sent_at": 5} | fields))


def test_an_order_that_was_open_is_asked_for_and_never_sent_again(
    history: Records, empty: Records, tmp_path: Path
) -> None:
    history.add(_pending(10, OrderState.PENDING, next_query_at=7))
    history.add(_pending(11, OrderState.QUEUED, sent_at=None))
    history.add(_pending(12, OrderState.SENDING))
    path = made(history, tmp_path / "b.backup", at=NOW)
    done = back(empty, path)
    assert done.unfinished == ["ORDER00000010", "ORDER00000011", "ORDER00000012"]
    states = {one.order_id: (one.state, one.sent_at, one.problem) for one in empty.unfinished()}
    assert states == {
        "ORDER00000010": (OrderState.PENDING, 5, None),
        "ORDER00000011": (OrderState.UNCLEAR, NOW, "unclear_restart"),  # it may have been sent since
        "ORDER00000012": (OrderState.UNCLEAR, 5, "unclear_restart"),
    }


def test_a_later_backup_brings_open_orders_to_their_end(
    history: Records, empty: Records, tmp_path: Path
) -> None:
    history.add(_pending(10, OrderState.PENDING, subject_name="待查人"))
    back(empty, made(history, tmp_path / "early.backup"))
    history.change(
        "ORDER00000010", expect={OrderState.PENDING}, cause="answered", at=9, state=OrderState.ANSWERED,
        score=77.0, seq_id="SEQTEN", exchange=exchange(10),
    )  # fmt: skip
    done = back(empty, made(history, tmp_path / "late.backup"))
    assert (done.added, done.ended, done.present) == (0, 1, 3)
    assert empty.get("ORDER00000010") == history.get("ORDER00000010")
    assert all_of(empty) == all_of(history)
    assert [o.order_id for o in empty.page(HistoryQuery(text="SEQTEN")).orders] == ["ORDER00000010"]
    assert done.entries > 0 and verify(empty).whole, "the later log takes the place of its beginning"


def test_a_log_that_was_brought_along_is_sealed(history: Records, empty: Records, tmp_path: Path) -> None:
    done = back(empty, made(history, tmp_path / "b.backup"))
    logs = {log: n for log, n in empty.look(_logs)}
    assert list(logs.values()) == [done.entries]
    assert inspect(tmp_path / "b.backup").head.split(":")[:2] == [next(iter(logs)), str(done.entries)]
    for damage in (
        "UPDATE audit_brought SET operator = 'x' WHERE number = 3",
        "DELETE FROM audit_brought WHERE number = 2",
        "DELETE FROM audit_brought",
        "INSERT INTO audit_brought SELECT 'more', * FROM audit",
    ):
        with pytest.raises(ZeroDivisionError):
            empty.write(partial(_damaged, damage=damage))
    # On to a third history, and merged from two sides that went different ways.
    (tmp_path / "third").mkdir()
    third = Records.open(tmp_path / "third" / "records.db", KEY)
    back(third, made(empty, tmp_path / "c.backup"))
    history.add(order(20))
    back(third, made(history, tmp_path / "d.backup"))
    assert verify(third).whole and len(third.look(_logs)) == 2
    third.close()


def _logs(reader):  # type: ignore[no-untyped-def]
    return list(reader.execute("SELECT log, count(*) FROM audit_brought GROUP BY log"))


def _damaged(writer, damage: str) -> None:  # type: ignore[no-untyped-def]
    from tests.records.test_audit import _Seen

    writer.execute(damage)
    assert verify(_Seen(writer)).flaw is Flaw.BROUGHT
    raise ZeroDivisionError


# -- refused ----------------------------------------------------------------------------------------------


def test_a_passphrase_that_is_too_short_or_wrong(history: Records, tmp_path: Path) -> None:
    path = tmp_path / "b.backup"
    with pytest.raises(PassphraseRefused):
        make_backup(history, path, " 短口令一二三四  ", operator="", at=1)
    assert not path.exists()
    made(history, path)
    with pytest.raises(WrongPassphrase) as caught, opened_backup(path, PASSPHRASE + "x"):
        pass
    assert "口令" in caught.value.words.zh
    with opened_backup(path, "　" + PASSPHRASE.replace(" ", "　")):
        pass  # typed with a Chinese input method: the same


def test_the_history_is_not_overwritten_by_its_own_backup(history: Records, tmp_path: Path) -> None:
    kept = tmp_path.parent / "records.db"  # while this one is that of a session
    for path in (history.path, tmp_path / "other" / ".." / "records.db", tmp_path / "records.db-wal", kept):
        with pytest.raises(TargetRefused):
            made(history, path)
    assert history.count(HistoryQuery()) == 3


@pytest.mark.parametrize("name", ["records.db", "records.db-wal", "called otherwise.db"])
def test_nor_is_that_of_another_console(history: Records, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    file = tmp_path / "elsewhere" / name
    with contextlib.closing(Records.open(file.with_name(name.removesuffix("-wal")), KEY)) as other:
        other.add(order(1))
        with pytest.raises(TargetRefused):
            made(history, file)
        assert other.count(HistoryQuery()) == 1


def test_a_damaged_foreign_or_newer_file_is_refused(history: Records, tmp_path: Path) -> None:
    path = made(history, tmp_path / "b.backup")
    whole = path.read_bytes()
    other = tmp_path / "x.backup"

    def refused(content: bytes, error: type[Exception]) -> None:
        other.write_bytes(content)
        with pytest.raises(error):
            back(history, other)

    refused(b"", NotABackup)
    refused(b"[]", NotABackup)
    refused(history.path.read_bytes(), NotABackup)
    refused(whole[:-4096], NotABackup)
    refused(whole[4096:], BackupDamaged)
    refused(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:], BackupDamaged)
    refused(whole[:-4096] + whole[-4096:].replace(b'"version": 1', b'"version": 2'), BackupNewer)
    refused(whole[:-4096] + whole[-4096:].replace(b'"n": 1024', b'"n": 1e30'), BackupDamaged)
    with pytest.raises(FileNotFoundError):
        back(history, tmp_path / "nowhere")


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_damaged_byte_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = _kept_backup(tmp_path_factory)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 4096 - 1))
    damaged = path.with_name("damaged")
    damaged.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    with pytest.raises(BackupDamaged), opened_backup(damaged, PASSPHRASE):
        pass


_kept: dict[str, Path] = {}


def _kept_backup(factory: pytest.TempPathFactory) -> Path:
    if "backup" not in _kept:
        folder = factory.mktemp("kept")
        records = Records.open(folder / "records.db", KEY)
        _kept["backup"] = made(records, folder / "b.backup")
        records.close()
    return _kept["backup"]


def test_a_cancelled_backup_leaves_nothing_and_the_old_one_alone(history: Records, tmp_path: Path) -> None:
    path = made(history, tmp_path / "b.backup")
    content = path.read_bytes()
    with pytest.raises(Cancelled):
        make_backup(history, path, PASSPHRASE, operator="", at=1, cancelled=lambda: True)
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.glob("*b.backup*")] == ["b.backup"]
    with pytest.raises(FileNotFoundError):
        make_backup(history, tmp_path / "nowhere" / "b", PASSPHRASE, operator="", at=1)


def test_orders_written_meanwhile_are_not_in_it_and_not_held_up(history: Records, tmp_path: Path) -> None:
    numbers = iter(range(100, 200))
    path = tmp_path / "b.backup"
    make_backup(
        history, path, PASSPHRASE, operator="", at=1, progress=lambda *_: history.add(order(next(numbers)))
    )  # fmt: skip
    assert inspect(path).orders == 3 and history.count(HistoryQuery()) > 3


def test_a_cancelled_restore_goes_on_where_it_was(history: Records, empty: Records, tmp_path: Path) -> None:
    for number in range(100, 320):
        history.add(order(number, state=OrderState.ABANDONED))
    path = made(history, tmp_path / "b.backup")
    looked = iter([False, True])
    with pytest.raises(Cancelled):
        restore(empty, path, PASSPHRASE, operator="", at=1, cancelled=lambda: next(looked))
    assert empty.count(HistoryQuery()) == 100
    done = back(empty, path)
    assert (done.added, done.present) == (123, 100) and all_of(empty) == all_of(history)


def test_every_table_comes_along_or_is_known_not_to(history: Records) -> None:
    tables = {
        name
        for (name,) in history.look(
            lambda reader: list(reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        )
        if not name.startswith(("sqlite_", "search_"))
    }
    assert tables - set(CARRIED) == {"migrations", "audit", "audit_brought"}
