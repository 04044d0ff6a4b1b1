"""What is returned is on the disk, whatever happens next; and what can't be kept is said."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from realme_desktop.records import database
from realme_desktop.records.errors import (
    RecordsDamaged,
    RecordsError,
    RecordsNewer,
    RecordsUnavailable,
    UnknownOrder,
    WrongKey,
)
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.records.schema import LATEST, MIGRATIONS, Migration
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order, picture

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and file modes")


# -- killed ----------------------------------------------------------------------------------------------


def _run_and_kill(path: Path, step: str) -> str:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.records.child", str(path), step],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        word = child.stdout.readline().strip()
        child.kill()
        child.wait(10)
    return word


@posix
def test_a_new_order_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    assert _run_and_kill(path, "after-add") == "added"
    records = Records.open(path, KEY)
    assert records.get("ORDER00000001") == order(1)
    assert records.pictures("ORDER00000001") == {"image": picture()}
    assert [one.order_id for one in records.unfinished()] == ["ORDER00000001"]
    records.close()


@posix
def test_a_change_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    assert _run_and_kill(path, "after-change") == "changed"
    records = Records.open(path, KEY)
    assert records.get("ORDER00000001").state is OrderState.SENDING
    assert [event.cause for event in records.events("ORDER00000001")] == ["created", "send"]
    records.close()


@posix
def test_a_kill_within_a_change_leaves_all_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    assert _run_and_kill(path, "inside-change") == "inside"
    records = Records.open(path, KEY)
    assert records.get("ORDER00000001") == order(1)
    assert list(records.pictures("ORDER00000001")) == ["image"]
    assert len(records.events("ORDER00000001")) == 1
    records.close()


@posix
def test_a_kill_within_an_add_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    assert _run_and_kill(path, "inside-add") == "inside"
    records = Records.open(path, KEY)
    assert records.get("ORDER00000001") == order(1)
    with pytest.raises(UnknownOrder):
        records.get("ORDER00000002")
    assert records.count(HistoryQuery(text="ORDER00000002")) == 0
    records.add(order(2))
    records.close()


def test_every_commit_is_flushed_to_the_disk(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    assert records._writer.pragma("synchronous") == 2
    assert records._writer.pragma("journal_mode") == "wal"
    assert records._writer.pragma("foreign_keys") == 1
    assert records._writer.pragma("temp_store") == 2  # temporary tables would not be encrypted
    records.close()


# -- encrypted and private ---------------------------------------------------------------------------------


def test_no_file_shows_what_is_in_it(tmp_path: Path) -> None:
    name, number, raw = "欧阳娜娜测试", "SEEDED110101199003079999", '{"mp_ssim":"SEEDED88.61"}'
    data = b"SEEDEDPICTUREBYTES" * 4000
    path = tmp_path / "records.db"
    records = Records.open(path, KEY)
    records.add(
        order(1, subject_name=name, subject_number=number, params={"user_name": name, "id_no": number}),
        [picture("image", data)],
    )
    records.change(
        "ORDER00000001",
        expect={OrderState.QUEUED},
        cause="SEEDEDcause",
        at=1,
        raw_reply=raw,
        values={"name": name},
        evidence=raw,
    )

    def scan() -> None:
        needles = [b"SEEDED", b"ORDER0000", b"CREATE TABLE", b"namecheck", KEY, KEY.hex().encode()]
        needles += [name.encode(), name.encode("utf-16-le"), name[:2].encode(), number.encode("utf-16-le")]
        files = sorted(tmp_path.iterdir())
        assert path in files
        for file in files:
            content = file.read_bytes()
            assert [needle for needle in needles if needle in content] == [], file.name

    scan()
    assert (tmp_path / "records.db-wal").stat().st_size > len(data)
    records.close()
    scan()


@posix
def test_files_are_private_from_their_first_moment(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    before = os.umask(0)
    try:
        records = Records.open(path, KEY)
        records.add(order(1))
    finally:
        os.umask(before)
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == {"records.db": 0o600, "records.db-wal": 0o600, "records.db-shm": 0o600}
    records.close()
    path.chmod(0o644)
    Records.open(path, KEY).close()
    assert path.stat().st_mode & 0o777 == 0o600


def _kept(path: Path) -> bytes:
    records = Records.open(path, KEY)
    for number in range(50):
        records.add(order(number), [picture("image", bytes([number]) * 9000)])
    records.close()
    return path.read_bytes()


def test_a_wrong_key_is_said_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    content = _kept(path)
    with pytest.raises(WrongKey) as caught:
        Records.open(path, bytes(32))
    assert "密钥" in caught.value.words.zh
    assert path.read_bytes() == content
    records = Records.open(path, KEY)
    assert records.count(HistoryQuery()) == 50
    records.close()


def test_a_key_of_the_wrong_length_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        Records.open(tmp_path / "records.db", b"short")


def test_a_file_that_is_no_database_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"these are somebody's notes\n" * 500)
    with pytest.raises(WrongKey):
        Records.open(path, KEY)
    assert path.read_bytes().startswith(b"these are")


# -- damaged ------------------------------------------------------------------------------------------------


def _use_all(path: Path) -> None:
    records = Records.open(path, KEY)
    try:
        records.page(HistoryQuery(), limit=100)
        for number in range(50):
            records.pictures(f"ORDER{number:08}")
            records.events(f"ORDER{number:08}")
            records.count(HistoryQuery(text=f"ORDER{number:08}"))
            records.count(HistoryQuery(segments=frozenset({"namecheck"}), text="2026"))
    finally:
        records.close()


def test_a_cut_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    content = _kept(path)
    path.write_bytes(content[: len(content) // 3])
    with pytest.raises(RecordsDamaged) as caught:
        _use_all(path)
    assert "备份" in caught.value.words.zh


@pytest.mark.parametrize("fraction", [0.1, 0.5, 0.9])
def test_a_bad_page_is_said_to_be_damaged(tmp_path: Path, fraction: float) -> None:
    path = tmp_path / "records.db"
    content = bytearray(_kept(path))
    start = int(len(content) * fraction)
    content[start : start + 20_000] = bytes(20_000)
    path.write_bytes(content)
    with pytest.raises(RecordsDamaged):
        _use_all(path)
    assert path.stat().st_size == len(content)


# -- can't be written ---------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    records.add(order(1))
    records._writer.pragma("max_page_count", records._writer.pragma("page_count") + 2)
    with pytest.raises(RecordsUnavailable) as caught:
        records.add(order(2), [picture("image", os.urandom(200_000))])
    assert caught.value.reason == "full"
    assert "磁盘已满" in caught.value.words.zh
    assert records.page(HistoryQuery()).orders == (order(1),)
    records._writer.pragma("max_page_count", 1_000_000)
    records.add(order(2), [picture("image", os.urandom(200_000))])
    assert records.count(HistoryQuery()) == 2
    records.close()


@posix
def test_a_failing_write_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    """The operating system itself refuses, by a limit on the size of files."""
    records = Records.open(tmp_path / "records.db", KEY)
    records.add(order(1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (tmp_path / "records.db-wal").stat().st_size
    # CPython ignores SIGXFSZ at start: the write fails with EFBIG.
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50_000, limits[1]))
    try:
        with pytest.raises(RecordsUnavailable) as caught:
            records.add(order(2), [picture("image", os.urandom(200_000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.reason in ("io", "full")
    assert records.page(HistoryQuery()).orders == (order(1),)
    records.add(order(2), [picture("image", os.urandom(200_000))])
    records.close()
    again = Records.open(tmp_path / "records.db", KEY)
    assert again.count(HistoryQuery()) == 2
    again.close()


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Permission bits mean nothing to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_a_read_only_place_is_said() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        content = _kept(path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with _as_nobody(), pytest.raises(RecordsUnavailable) as caught:
            Records.open(path, KEY)
        assert caught.value.reason == "readonly"
        assert path.read_bytes() == content
        with _as_nobody(), pytest.raises(RecordsUnavailable) as caught:
            Records.open(path.with_name("new.db"), KEY)
        assert caught.value.reason == "missing"
        Path(folder).chmod(0o755)


def test_records_that_became_read_only_refuse_to_write_and_still_read(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    records.add(order(1))
    records._writer.pragma("query_only", True)
    with pytest.raises(RecordsUnavailable) as caught:
        records.add(order(2))
    assert caught.value.reason == "readonly"
    assert records.get("ORDER00000001") == order(1)
    records.close()


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnavailable) as caught:
        Records.open(tmp_path / "nowhere" / "records.db", KEY)
    assert caught.value.reason == "missing"
    (tmp_path / "folder").mkdir()
    with pytest.raises(RecordsUnavailable):
        Records.open(tmp_path / "folder", KEY)


def test_records_that_another_program_holds_are_said_to_be_locked(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    records = Records.open(path, KEY)
    other = database.connect(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    records._writer.set_busy_timeout(20)
    with pytest.raises(RecordsUnavailable) as caught:
        records.add(order(1))
    assert caught.value.reason == "locked"
    assert records.count(HistoryQuery()) == 0  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    records.add(order(1))
    records.close()


# -- migrations ---------------------------------------------------------------------------------------------


def test_steps_are_numbered_from_one_without_a_gap() -> None:
    assert [step.number for step in MIGRATIONS] == list(range(1, LATEST + 1))


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    _kept(path)
    connection = database.connect(path, KEY)
    connection.pragma("user_version", LATEST + 1)
    connection.close()
    content = path.read_bytes()
    with pytest.raises(RecordsNewer) as caught:
        Records.open(path, KEY)
    assert str(LATEST + 1) in caught.value.words.zh
    assert path.read_bytes() == content


def test_a_step_that_fails_is_undone_and_can_be_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.db"
    broken = Migration(1, "broken", (*MIGRATIONS[0].statements, "INSERT INTO nowhere VALUES (1)"))
    monkeypatch.setattr(database, "MIGRATIONS", (broken,))
    with pytest.raises(apsw.SQLError):
        Records.open(path, KEY)
    monkeypatch.undo()
    records = Records.open(path, KEY)
    records.add(order(1))
    assert [tuple(row) for row in records._reader.execute("SELECT number, title FROM migrations")] == [
        (step.number, step.title) for step in MIGRATIONS
    ]
    records.close()


def test_two_programs_may_make_the_same_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    start = threading.Barrier(4)
    opened: list[Records] = []
    failed: list[RecordsError] = []

    def work() -> None:
        start.wait()
        try:
            opened.append(Records.open(path, KEY))
        except RecordsError as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for number, records in enumerate(opened):
        records.add(order(number))
    assert all(records.count(HistoryQuery()) == 4 for records in opened)
    for records in opened:
        records.close()
