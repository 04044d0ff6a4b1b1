"""Commands on records whose key a passphrase seals: asked for on a terminal, refused in words elsewhere."""

from __future__ import annotations

import getpass
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from realme_desktop import cli
from realme_desktop.__main__ import main
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.custody import Custody
from realme_desktop.orders.opening import open_kept
from realme_desktop.records.acts import Act
from realme_desktop.vault import sealed
from realme_desktop.vault.errors import PassphraseRefused, WrongPassphrase
from realme_desktop.vault.vault import Vault
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.records.test_retention import ended, fill

GOOD, WRONG = "a passphrase that is long enough", "a guess that is long enough"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 16, "r": 8, "p": 1})
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    found = Paths(tmp_path / "data")
    found.ensure()
    yield found
    keyring.set_keyring(before)


def opened(paths: Paths, passphrase: str = "") -> Custody:
    vault = Vault()
    if passphrase:
        vault.unlock(passphrase)
    records = open_kept(paths.database, vault)
    return Custody(records=records, vault=vault, settings=Settings(None), folder=paths.data_dir)


@pytest.fixture
def protected(paths: Paths) -> Paths:
    custody = opened(paths)
    fill(custody.records, ended(1, 5))
    custody.set_passphrase(GOOD)
    custody.records.close()
    return paths


@pytest.fixture
def command(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run_it(*arguments: str, typed: str | None = None) -> int:
        """`typed` on a terminal; None: there is none."""
        monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else Terminal())
        monkeypatch.setattr(getpass, "getpass", lambda prompt: typed)
        return main([*arguments, "--data-dir", str(paths.data_dir), "--language", "en"])

    return run_it


@pytest.mark.parametrize(
    "arguments",
    [("audit", "verify"), ("retention", "preview"), ("history", "check"), ("export", "out.csv"),
     ("submit", "namecheck", "full_name=样本"), ("history", "rescue")],
)  # fmt: skip
def test_without_a_terminal_a_command_refuses_and_changes_nothing(
    protected: Paths,
    command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    before = protected.database.read_bytes()
    assert command(*arguments) == cli.NO_ACCESS
    assert "passphrase" in capsys.readouterr().err
    assert protected.database.read_bytes() == before
    assert list(protected.data_dir.glob("session-*")) == [], "nor is the work done elsewhere instead"


def test_on_a_terminal_it_is_asked_for(
    protected: Paths, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("audit", "verify", typed=GOOD) == cli.OK
    assert "whole" in capsys.readouterr().out
    assert command("history", "change-key", typed=GOOD) == cli.OK
    assert command("audit", "verify", typed=GOOD) == cli.OK


def test_wrong_ones_wait_and_are_told_of_later(
    protected: Paths, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        assert command("audit", "verify", typed=WRONG) == cli.NO_ACCESS
    assert "wrong" in capsys.readouterr().err
    assert command("audit", "verify", typed=GOOD) == cli.NO_ACCESS, "too early, however right it is"
    assert "2 s" in capsys.readouterr().err
    counted = protected.data_dir / "passphrase.json"
    counted.write_text(json.dumps(json.loads(counted.read_text()) | {"last": 0}))  # some time goes by
    assert command("audit", "verify", typed=GOOD) == cli.OK
    custody = opened(protected, GOOD)
    assert len(custody.audit_page(acts=frozenset({Act.UNLOCK_FAILED}))) == 3
    custody.records.close()


def test_a_lost_passphrase_keeps_the_file_and_begins_anew(
    protected: Paths, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = protected.database.read_bytes()
    assert command("history", "new") == cli.OK
    assert "stays sealed" in capsys.readouterr().err
    assert [path.read_bytes() for path in protected.data_dir.glob("records.kept-*.db")] == [kept]
    opened(protected).records.close()


# -- the passphrase itself --------------------------------------------------------------------------------


def test_it_is_changed_and_taken_off_by_whoever_knows_it(protected: Paths) -> None:
    custody = opened(protected, GOOD)
    with pytest.raises(WrongPassphrase):
        custody.set_passphrase("another passphrase", old=WRONG)
    with pytest.raises(PassphraseRefused):
        custody.set_passphrase("short", old=GOOD)
    custody.set_passphrase("another passphrase", old=GOOD)
    with pytest.raises(WrongPassphrase):
        custody.unlock(GOOD)
    custody.unlock("another passphrase")
    custody._settings.set("lock.without_passphrase", False)
    with pytest.raises(PassphraseRefused):
        custody.set_passphrase("", old="another passphrase")
    custody._settings.set("lock.without_passphrase", True)
    custody.set_passphrase("", old="another passphrase")
    told = custody.audit_page(acts=frozenset({Act.PASSPHRASE_CHANGED}))
    assert [entry.detail["what"] for entry in told] == ["removed", "changed", "set"]
    custody.records.close()
    opened(protected).records.close()


def test_a_data_key_is_changed_under_the_seal(protected: Paths) -> None:
    custody = opened(protected, GOOD)
    before = custody.records.data_key
    custody.change_key()
    after = custody.records.data_key
    custody.records.close()
    text = (protected.data_dir.parent / "keyring.json").read_text()
    assert before != after and before.hex() not in text and after.hex() not in text
    opened(protected, GOOD).records.close()
