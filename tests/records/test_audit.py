"""Whatever is done to the audit log, the first entry it was done to is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import Head
from realme_desktop.records.errors import DuplicateOrder
from realme_desktop.records.model import OrderState
from realme_desktop.records.store import Records
from realme_desktop.records.verify import Flaw, export_log, verify, verify_file
from tests.records.orders import KEY, order

ENTRIES = 24


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """A log that is tampered with in a transaction, and put right again by rolling it back."""
    records = Records.open(tmp_path_factory.mktemp("audit") / "records.db", KEY)
    for number in range(ENTRIES - 1):
        act = list(Act)[1 + number % 20]
        records.audit(
            act, operator=f"p{number % 3}", at=1000 + number,
            order_id=f"O{number // 4}" if number % 2 else None,
            detail={"field": "id_number", "count": number} if number % 3 else {},
        )  # fmt: skip
    for name in ("audit_stays", "audit_remains"):
        records.write(lambda writer, name=name: writer.execute(f"DROP TRIGGER {name}"))
    yield records
    records.close()


class _Undo(Exception):
    pass


class _Seen:
    """The reader's side of `verify`, on the connection in whose transaction the damage was done."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.look = lambda work: work(connection)


def after(log: Records, damage: str, values: tuple[object, ...] = (), heads: tuple[Head, ...] = ()):
    found = []

    def work(writer: apsw.Connection) -> None:
        for statement in damage.split(";"):
            writer.execute(statement, values if "?" in statement else ())
        found.append(verify(_Seen(writer), heads))
        raise _Undo

    with pytest.raises(_Undo):
        log.write(work)
    return found[0]


def head_of(log: Records) -> Head:
    found = log.look(audit.head)
    assert found is not None and found.number == ENTRIES
    return found


numbers = st.integers(1, ENTRIES)


def test_an_untouched_log_is_whole(log: Records) -> None:
    head = head_of(log)
    found = verify(log, [head])
    assert (found.whole, found.entries, found.heads) == (True, ENTRIES, 1)
    assert verify(log).words.zh != found.words.zh
    assert Head.parse(f" {head}\n") == head
    for text in ("", "x", str(head)[:-1], str(head).replace(":", ";")):
        with pytest.raises(ValueError, match="head"):
            Head.parse(text)


@settings(max_examples=60, deadline=None)
@given(
    numbers,
    st.sampled_from(["at", "operator", "act", "order_id", "detail", "hash"]),
    st.text(max_size=5) | st.none(),
    st.integers(-5, 5).filter(bool),
)
def test_any_change_of_an_entry_is_found(
    log: Records, number: int, column: str, text: str | None, by: int
) -> None:
    (before,) = log.look(
        lambda reader: list(reader.execute(f"SELECT {column} FROM audit WHERE number={number}"))
    )
    new: object = text
    if column == "at":
        new = before[0] + by
    elif column == "hash":
        new = bytes([before[0][0] ^ (by & 0xFF)]) + before[0][1:]
    elif column != "order_id" and text is None:
        new = "other"
    if new == before[0]:
        return
    found = after(log, f"UPDATE audit SET {column} = ? WHERE number = {number}", (new,))
    assert (found.flaw, found.number, found.entries) == (Flaw.CHANGED, number, number - 1)
    assert str(number) in found.words.zh and str(number) in found.words.en


@pytest.mark.parametrize("column", ["operator", "act", "order_id", "detail"])
@pytest.mark.parametrize("number", [1, 7, ENTRIES])
def test_bytes_that_are_no_text_are_found(log: Records, tmp_path: Path, column: str, number: int) -> None:
    damage = f"UPDATE audit SET {column} = CAST(x'ff41' AS TEXT) WHERE number = {number}"
    found = after(log, damage, heads=(head_of(log),))
    assert (found.flaw, found.number) == (Flaw.CHANGED, number)

    def shown(writer: apsw.Connection) -> None:
        writer.execute(damage)
        path = tmp_path / "log.jsonl"
        export_log(_Seen(writer), path)
        assert verify_file(path).number == number
        entry = audit.page(writer, limit=ENTRIES)[-number]
        assert getattr(entry, column) == ({} if column == "detail" else "?A")
        raise _Undo

    with pytest.raises(_Undo):
        log.write(shown)


@pytest.mark.parametrize("detail", ['{"seal"', '["seal"]', '{"a":"seal"}', '{"log":1,"seal":2}', "[" * 9999])
def test_what_looks_like_a_seal_is_found(log: Records, detail: str) -> None:
    for act in ("restored", "copied"):
        found = after(log, "UPDATE audit SET act = ?, detail = ? WHERE number = 5", (act, detail))
        assert (found.flaw, found.number) == (Flaw.CHANGED, 5)


@settings(max_examples=30, deadline=None)
@given(numbers, st.booleans())
def test_any_removal_is_found(log: Records, number: int, closed_up: bool) -> None:
    damage = f"DELETE FROM audit WHERE number = {number}"
    if closed_up:  # and those behind it moved up, which SQLite does in two steps
        damage += f";UPDATE audit SET number = -number WHERE number > {number}"
        damage += ";UPDATE audit SET number = -number - 1 WHERE number < 0"
    found = after(log, damage, heads=(head_of(log),))
    assert found.number == number
    if number == ENTRIES:
        assert found.flaw is Flaw.CUT
    else:
        assert found.flaw is (Flaw.CHANGED if closed_up else Flaw.MISSING)


@settings(max_examples=30, deadline=None)
@given(numbers, numbers)
def test_any_reordering_is_found(log: Records, one: int, other: int) -> None:
    if one == other:
        return
    swap = f"UPDATE audit SET number = -1 WHERE number = {one};"
    swap += f"UPDATE audit SET number = {one} WHERE number = {other};"
    swap += f"UPDATE audit SET number = {other} WHERE number = -1"
    found = after(log, swap)
    assert (found.flaw, found.number) == (Flaw.CHANGED, min(one, other))


@settings(max_examples=30, deadline=None)
@given(numbers, st.integers(1, ENTRIES))
def test_a_tail_that_was_cut_off_shows_against_the_head(log: Records, kept: int, exported: int) -> None:
    (hashed,) = log.look(
        lambda reader: next(reader.execute("SELECT hash FROM audit WHERE number = ?", (exported,)))
    )
    head = replace(head_of(log), number=exported, hash=hashed.hex())
    found = after(log, f"DELETE FROM audit WHERE number > {kept}", heads=(head,))
    if kept >= exported:
        assert found.whole and found.heads == 1
    else:
        assert (found.flaw, found.number) == (Flaw.CUT, kept + 1)
    assert after(log, f"DELETE FROM audit WHERE number > {kept}").whole, "without a head nobody can tell"


def test_a_log_that_was_written_anew_shows_against_the_head(log: Records) -> None:
    head = head_of(log)

    def forged(writer: apsw.Connection) -> None:
        """Who has the data key can write a chain that is right in itself."""
        writer.execute("DELETE FROM audit WHERE number > 10")
        for number in range(11, 30):
            audit.append(writer, Act.REVEALED, operator="nobody", at=number)
        assert verify(_Seen(writer)).whole
        found = verify(_Seen(writer), [head])
        assert (found.flaw, found.number) == (Flaw.REPLACED, ENTRIES)
        writer.execute("DELETE FROM audit")
        assert verify(_Seen(writer), [head]).flaw is Flaw.EMPTY
        audit.append(writer, Act.REVEALED, operator="nobody", at=1)
        assert verify(_Seen(writer), [head]).flaw is Flaw.OTHER_LOG
        raise _Undo

    with pytest.raises(_Undo):
        log.write(forged)


def test_an_entry_put_in_front_is_found(log: Records) -> None:
    row = "SELECT 0, at, operator, act, order_id, detail, hash FROM audit WHERE number = 3"
    assert after(log, f"INSERT INTO audit {row}").flaw is Flaw.MISSING


def test_an_exported_log_is_verified_by_itself(log: Records, tmp_path: Path) -> None:
    path, head = tmp_path / "log.jsonl", head_of(log)
    assert export_log(log, path) == ENTRIES
    assert verify_file(path, [head]).whole
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(lines[:5] + lines[6:]), "utf-8")
    assert (verify_file(path).flaw, verify_file(path).number) == (Flaw.MISSING, 5)
    path.write_text("\n".join(lines[:-1]), "utf-8")
    assert verify_file(path).whole and verify_file(path, [head]).flaw is Flaw.CUT
    assert verify_file(path, [replace(head, log="0" * 32)]).flaw is Flaw.OTHER_LOG
    for text in ("", "[]", "{}", lines[0] + "\n{}", lines[0] + "\nnull", lines[0] + "\n" + "[" * 99999):
        path.write_text(text, "utf-8")
        with pytest.raises(ValueError):
            verify_file(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["log.jsonl"]


# -- writing ----------------------------------------------------------------------------------------------


def test_the_program_itself_can_neither_change_nor_remove_an_entry(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    for statement in ("UPDATE audit SET at = 0", "DELETE FROM audit"):
        with pytest.raises(apsw.ConstraintError, match="append-only"):
            records.write(partial(apsw.Connection.execute, statements=statement))
    assert verify(records).whole
    records.close()


def test_entries_come_and_go_with_what_they_tell_of(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    records.add(order(1))
    with pytest.raises(DuplicateOrder):
        records.add(order(1))
    with pytest.raises(apsw.ConstraintError):
        records.change(
            "ORDER00000001", expect={OrderState.QUEUED}, cause="send", at=5, state=OrderState.SENDING,
            queries=None,
        )  # fmt: skip
    records.change("ORDER00000001", expect={OrderState.QUEUED}, cause="send", at=5, state=OrderState.SENDING)
    other = Records.open(tmp_path / "records.db", KEY)  # another program writes in between
    other.add(order(2))
    other.close()
    records.add(order(3))
    entries = records.look(lambda reader: list(audit.entries(reader)))
    assert [(e.act, e.order_id) for e in entries] == [
        ("log_begun", None), ("order_made", "ORDER00000001"), ("order_changed", "ORDER00000001"),
        ("order_made", "ORDER00000002"), ("order_made", "ORDER00000003"),
    ]  # fmt: skip
    assert entries[2].detail == {"cause": "send", "from": "queued", "to": "sending"}
    assert verify(records).whole
    newest = records.look(partial(audit.page, limit=2))
    assert [e.number for e in newest] == [5, 4]
    assert [e.number for e in records.look(partial(audit.page, before=4, limit=9))] == [3, 2, 1]
    made = records.look(partial(audit.page, acts=frozenset({Act.ORDER_MADE}), order_id="ORDER00000001"))
    assert [e.number for e in made] == [2]
    records.close()


def test_what_is_typed_as_a_reason_keeps_no_number(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    reason = "核对 110101 19900307 4477，电话 138-0013-8000，共 12 笔 \ud800"
    records.audit(Act.EXPORTED, operator="陈", at=1, detail={"reason": reason, "rows": 12, "masked": False})
    (entry,) = records.look(partial(audit.page, limit=1))
    assert entry.detail == {"reason": "核对 …，电话 …，共 12 笔 \\ud800", "rows": 12, "masked": False}
    assert verify(records).whole
    assert json.dumps(entry.detail)
    records.close()


def test_a_reason_that_reads_like_a_seal_disturbs_nothing(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    records.audit(Act.EXPORTED, operator="陈", at=1, detail={"reason": "seal", "seal": "seal"})
    assert verify(records).whole
    records.close()


def test_every_act_has_words() -> None:
    for act in Act:
        assert act.words.zh and act.words.en
