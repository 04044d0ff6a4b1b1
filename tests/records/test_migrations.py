"""Files of every released schema are brought along with all that is in them, and a copy is kept first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import apsw
import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.records import audit, database, migrating
from realme_desktop.records.database import connect
from realme_desktop.records.errors import RecordsUnavailable
from realme_desktop.records.migrating import copies
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.records.retention import Rules, purge
from realme_desktop.records.schema import LATEST
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from tests.records.orders import KEY, order
from tests.records.releasing import FOLDER, NUMBER, PIXELS, SUBJECT, file_of

ROOT = Path(__file__).parents[2]
RELEASED = sorted(int(re.findall(r"\d+", path.name)[0]) for path in FOLDER.glob("schema-*.db"))


def old_file(folder: Path, schema: int = 1) -> Path:
    path = folder / "records.db"
    shutil.copyfile(file_of(schema), path)
    return path


def sound(records: Records) -> bool:
    with records.aside() as connection:
        return bool(connection.pragma("integrity_check") == "ok")


@pytest.mark.parametrize("schema", RELEASED)
def test_a_file_of_every_released_schema_is_brought_along(tmp_path: Path, schema: int) -> None:
    path = old_file(tmp_path, schema)
    before = path.read_bytes()
    records = Records.open(path, KEY)
    orders = records.page(HistoryQuery(text=SUBJECT)).orders
    assert [one.order_id for one in orders] == ["RELEASED3", "RELEASED2", "RELEASED1"]
    first = records.get("RELEASED1")
    assert (first.state, first.verdict, first.score) == (OrderState.ANSWERED, Verdict.MATCH, 88.61)
    assert (first.subject_name, first.subject_number, first.values) == (SUBJECT, NUMBER, {"told": "so"})
    assert (first.note, first.tags, first.hold, first.purged_at) == (None, (), False, None)
    assert records.pictures("RELEASED1")["id_pic"].data == PIXELS
    assert [event.cause for event in records.events("RELEASED1")] == ["created"]
    assert [one.order_id for one in records.unfinished()] == ["RELEASED2"]
    assert records.count(HistoryQuery(text=NUMBER[-6:])) == 3
    records.add(order(1))
    acts = [entry.act for entry in records.look(partial(audit.page, limit=9))]
    assert acts[0] == "order_made" and ("migrated" in acts) == (schema < LATEST)
    assert verify(records).whole
    assert sound(records)
    records.close()
    kept = copies(path)
    if schema == LATEST:
        assert kept == []
        return
    assert [one.name for one in kept] == [f"records.schema-{schema}.db"]
    assert kept[0].stat().st_mode & 0o077 == 0
    old = connect(kept[0], KEY)
    assert (old.pragma("user_version"), old.execute("SELECT count(*) FROM orders").get) == (schema, 3)
    old.close()
    assert path.read_bytes() != before


def test_the_schema_that_is_to_be_released_has_its_file() -> None:
    """Made by `python -m tests.records.releasing`; a schema that was never released needs none."""
    assert LATEST in RELEASED


def test_a_copy_that_finds_no_room_stops_the_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrating, "copy_pages", full)
    with pytest.raises(RecordsUnavailable) as caught:
        Records.open(path, KEY)
    assert caught.value.reason == "full"
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.stat().st_size] == [
        "records.db"
    ]
    monkeypatch.undo()
    Records.open(path, KEY).close()


@pytest.mark.parametrize("moment", ["copying", "copied", "stepping", "stepped"])
def test_killed_while_migrating(tmp_path: Path, moment: str) -> None:
    path = old_file(tmp_path)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.records.migrating_child", str(path), moment],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline().strip() == moment
        child.kill()
        child.wait(10)
    records = Records.open(path, KEY)
    assert records.count(HistoryQuery(text=SUBJECT)) == 3
    assert sound(records) and verify(records).whole
    records.close()
    assert not list(tmp_path.glob(".*")), "nothing half-done is left"
    old = connect(copies(path)[0], KEY)
    assert old.pragma("user_version") == 1, "the copy is of the file as it was"
    old.close()


@pytest.mark.parametrize("schema", [0, *RELEASED[:1]])
def test_programs_that_start_at_once_make_and_bring_along_one_file(tmp_path: Path, schema: int) -> None:
    for turn in range(5):
        folder = tmp_path / str(turn)
        folder.mkdir()
        path = old_file(folder, schema) if schema else folder / "records.db"
        start = threading.Barrier(4)

        def opened(path: Path = path, start: threading.Barrier = start) -> Records:
            start.wait()
            return Records.open(path, KEY)

        with ThreadPoolExecutor(4) as threads:
            consoles = [future.result() for future in [threads.submit(opened) for _ in range(4)]]
        acts = [entry.act for entry in consoles[0].look(partial(audit.page, limit=99))]
        assert acts.count("migrated") == (1 if schema else 0) and verify(consoles[0]).whole
        for records in consoles:
            records.close()
        kept = [copy.name for copy in copies(path)]
        assert kept == ([f"records.schema-{schema}.db"] if schema else []) and not list(folder.glob(".*"))


def test_copies_go_when_they_have_served(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    records = Records.open(path, KEY)
    now = time.time_ns() // 1_000_000

    def aged(days: float, rules: Rules = Rules(), operator: str = "") -> int:  # noqa: B008
        copy = path.with_name("records.schema-1.db")
        copy.touch()
        os.utime(copy, (time.time() - days * 86400,) * 2)
        return purge(records, rules, now, operator=operator).copies

    assert aged(0.5, Rules(pictures_days=0)) == 0
    assert aged(2, Rules(pictures_days=0)) == 0
    assert aged(2) == 1, "a picture was purged that the copy still held"
    assert aged(6) == 0
    assert aged(8) == 1
    assert aged(0.5, operator="陈") == 1
    assert copies(path) == []
    records.close()


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(database.WrongKey):
        Records.open(path, KEY)
    assert path.read_bytes() == before
