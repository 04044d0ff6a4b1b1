"""The commands for what is kept: audit log, backups, retention, data key, a damaged or lost history."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from realme_desktop import cli
from realme_desktop.__main__ import main
from realme_desktop.config.paths import Paths
from realme_desktop.orders.opening import open_kept
from realme_desktop.orders.presence import Presence
from realme_desktop.records import audit
from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.store import Records
from realme_desktop.vault.vault import Vault
from tests.orders import processes
from tests.orders.file_keyring import FileKeyring
from tests.orders.processes import run
from tests.records.files import as_anybody, present
from tests.records.orders import order
from tests.records.test_retention import ended, fill

Command = Callable[..., int]
PASSPHRASE = "a passphrase that is long enough"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    monkeypatch.setenv(processes.VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())

    def run_it(*arguments: str, stdin: str = "", folder: str = "data") -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        return main([*arguments, "--data-dir", str(tmp_path / folder), "--language", "en"])

    yield run_it
    keyring.set_keyring(before)


@pytest.fixture
def filled(command: Command, tmp_path: Path) -> Path:
    paths = Paths(tmp_path / "data")
    paths.ensure()
    records = open_kept(paths.database, Vault())
    fill(records, ended(1, 5), ended(2, 5))
    records.close()
    return paths.database


def orders(path: Path) -> int:
    records = open_kept(path, Vault())
    count = records.count(HistoryQuery())
    records.close()
    return count


def test_the_audit_log_is_verified_against_a_head_and_exported(
    filled: Path, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, log = tmp_path / "head.txt", tmp_path / "log.jsonl"
    assert command("audit", "verify") == cli.OK
    assert "whole" in capsys.readouterr().out
    assert command("audit", "head", str(head)) == cli.OK
    assert command("audit", "export", str(log)) == cli.OK
    assert command("audit", "verify", "--head", str(head)) == cli.OK
    assert command("audit", "verify", "--head", head.read_text("utf-8")) == cli.OK
    assert "agrees" in capsys.readouterr().out
    assert command("audit", "verify", "--file", str(log), "--head", str(head)) == cli.OK
    records = Records.open(filled, Vault().data_key())
    for statement in ("DROP TRIGGER audit_remains", "DELETE FROM audit WHERE number > 4"):
        records.write(lambda writer, statement=statement: writer.execute(statement))
    records.close()
    assert command("audit", "verify") == cli.OK
    assert command("audit", "verify", "--head", str(head)) == cli.REVIEW
    assert "from 5 on are missing" in capsys.readouterr().out
    lines = log.read_text("utf-8").splitlines()
    log.write_text("\n".join(lines[:3] + lines[4:]), "utf-8")
    assert command("audit", "verify", "--file", str(log)) == cli.REVIEW
    assert "entry 3 is missing" in capsys.readouterr().out
    assert command("audit", "verify", "--head", "nonsense") == cli.NOT_ACCEPTED
    assert command("audit", "verify", "--file", str(filled)) == cli.NOT_ACCEPTED
    assert command("audit", "export") == cli.NOT_ACCEPTED
    for arguments in (("audit", "head"), ("audit", "export"), ("backup",)):
        assert command(*arguments, str(filled), stdin=PASSPHRASE) == cli.NOT_ACCEPTED
    assert command("audit", "head") == cli.OK
    assert len(capsys.readouterr().out.strip().split(":")) == 3


def test_credentials_are_told_of_but_not_told(
    filled: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("credentials", "set", "production", stdin="TOKENTEXT\nKEYTEXT\n") == cli.OK
    assert command("credentials", "delete", "production") == cli.OK
    records = open_kept(filled, Vault())
    entries = records.look(lambda reader: audit.page(reader, limit=2))
    records.close()
    assert [(entry.act, entry.detail) for entry in entries] == [
        ("credentials_changed", {"environment": "production", "change": "removed"}),
        ("credentials_changed", {"environment": "production", "change": "stored"}),
    ]


def test_a_backup_brings_a_history_to_another_computer(
    filled: Path, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.backup"
    assert command("backup", str(file), stdin="short\n") == cli.NOT_ACCEPTED
    assert not file.exists()
    assert command("backup", str(file), stdin=PASSPHRASE + "\n") == cli.OK
    (tmp_path / "keyring.json").unlink()  # there is another keyring there
    assert command("restore", str(file), stdin="another passphrase\n", folder="there") == cli.NOT_ACCEPTED
    assert command("restore", str(file), stdin=PASSPHRASE, folder="there") == cli.OK
    out = capsys.readouterr()
    assert "Orders that came back: 2;" in out.out and "passphrase is not the one" in out.err
    assert orders(tmp_path / "there" / "records.db") == 2
    assert command("audit", "verify", folder="there") == cli.OK
    assert command("restore", str(filled), stdin=PASSPHRASE, folder="there") == cli.NOT_ACCEPTED
    assert command("restore", "nowhere", stdin=PASSPHRASE, folder="there") == cli.NOT_ACCEPTED


def test_retention_is_previewed_and_run(
    filled: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("retention", "preview") == cli.OK
    told = json.loads(capsys.readouterr().out)
    assert told["orders"] == {"pictures": 2, "personal": 0, "orders": 0} and told["pictures"] == 2
    assert command("retention", "run") == cli.OK
    assert "Pictures: 2" in capsys.readouterr().out
    assert orders(filled) == 2


def test_the_key_is_changed_unless_a_console_is_open(
    filled: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Vault().data_key()
    other = open_kept(filled, Vault())
    other.add(order(5))
    assert command("history", "change-key") == cli.NO_ACCESS
    other.close()
    assert Vault().data_key() == before
    assert command("history", "change-key") == cli.OK
    assert Vault().data_key() != before and orders(filled) == 3


def test_a_lost_key_is_said_and_a_new_history_begun_by_decision_only(
    filled: Path, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = filled.read_bytes()
    (tmp_path / "keyring.json").unlink()
    for arguments in (("audit", "verify"), ("history", "check"), ("retention", "run"), ("history", "rescue")):
        assert command(*arguments) == cli.NO_ACCESS
        assert "history new" in capsys.readouterr().err
    assert filled.read_bytes() == content
    presence = Presence(filled.parent)
    assert presence.become_keeper()
    assert command("history", "new") == cli.NO_ACCESS  # a console is open
    presence.close()
    assert command("history", "new") == cli.OK
    (kept,) = filled.parent.glob("records.kept-*.db")
    assert kept.read_bytes() == content and str(kept) in capsys.readouterr().out
    assert command("audit", "verify") == cli.NO_ACCESS, (
        "nothing is there now, and nothing is begun by looking"
    )
    assert not filled.exists()


def test_a_damaged_history_is_found_and_rescued(
    filled: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("history", "check") == cli.OK
    content = bytearray(filled.read_bytes())
    content[-4000] ^= 1
    filled.write_bytes(content)
    assert command("history", "check") == cli.REVIEW
    assert command("history", "rescue") == cli.OK
    assert "Orders saved: 2 " in capsys.readouterr().out
    assert command("history", "check") == cli.OK
    assert len(list(filled.parent.glob("records.damaged-*.db"))) == 1
    filled.write_bytes(b"nothing but this " * 1000)
    assert command("history", "rescue") == cli.NO_ACCESS


def test_no_file_of_a_whole_run_shows_what_is_in_it(tmp_path: Path) -> None:
    """Real processes, from the first order to a backup, and the bytes of every file they leave."""
    name, number = "样晓明", "110101199003070011"
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    sent = run(
        tmp_path,
        "submit",
        "namecheck",
        f"full_name={name}",
        f"id_number={number}",
        "--environment",
        "sandbox",
    )
    assert sent.returncode in (cli.OK, cli.AGAINST), sent.stderr
    for arguments, stdin in (
        (("backup", str(tmp_path / "data" / "b.backup")), PASSPHRASE),
        (("audit", "export", str(tmp_path / "data" / "log.jsonl")), ""),
        (("history", "change-key"), ""),
    ):
        assert run(tmp_path, *arguments, stdin=stdin).returncode == cli.OK
    key = json.loads((tmp_path / "keyring.json").read_text("utf-8"))["realme-desktop/data-key"]
    content = as_anybody(tmp_path / "data")
    seeded = [name, number, name.encode("gbk"), number[-8:], PASSPHRASE, key, bytes.fromhex(key)]
    assert present(seeded, content) == []
    assert b"order_made" in content, "the exported log is read as it is"
