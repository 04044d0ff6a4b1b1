"""The data key under a passphrase: what opens it, what does not, and what a kill leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.vault import sealed as module
from realme_desktop.vault.attempts import Attempts
from realme_desktop.vault.errors import KeyringBroken, PassphraseNeeded, PassphraseRefused, WrongPassphrase
from realme_desktop.vault.sealed import NotSealed, Sealed, Sealer, is_sealed
from realme_desktop.vault.vault import Vault
from tests.orders.file_keyring import VARIABLE, FileKeyring

QUICK = (2**4, 8, 1)
KEY = bytes(range(32))
GOOD = "一匹会飞的老马 2026"
WRONG = "a guess, and a bad one"


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a keyring, with guesses that cost next to nothing."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(module, "_SCRYPT", {"n": QUICK[0], "r": QUICK[1], "p": QUICK[2]})
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield tmp_path / "keyring.json"
    keyring.set_keyring(before)


def kept(entries: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(entries.read_text("utf-8"))
    return found


def change(entries: Path, name: str, text: str) -> None:
    entries.write_text(json.dumps(kept(entries) | {f"realme-desktop/{name}": text}), "utf-8")


# -- the seal ---------------------------------------------------------------------------------------------


@given(st.binary(min_size=32, max_size=32), st.text(min_size=1))
def test_what_is_sealed_opens_by_its_passphrase_alone(key: bytes, passphrase: str) -> None:
    sealer = Sealer(passphrase, scrypt=QUICK)
    text = str(sealer.seal(key))
    assert is_sealed(text)
    assert key.hex() not in text
    found = Sealed.parse(text)
    assert Sealer.of(passphrase, found).open(found) == key
    assert Sealer.of(passphrase + "x", found).open(found) is None


def test_no_two_seals_are_alike_and_the_text_tells_nothing() -> None:
    sealer = Sealer(GOOD, scrypt=QUICK)
    one, two = sealer.seal(KEY), sealer.seal(KEY)
    assert one.nonce != two.nonce and one.box != two.box
    assert GOOD not in str(one) + repr(one) + repr(sealer)


def test_any_change_of_the_text_is_noticed() -> None:
    whole = json.loads(str(Sealer(GOOD, scrypt=QUICK).seal(KEY)))
    for name in ("nonce", "box", "tag", "salt"):
        turned = bytearray.fromhex(whole[name])
        turned[0] ^= 1
        found = Sealed.parse(json.dumps(whole | {name: turned.hex()}))
        assert Sealer.of(GOOD, found).open(found) is None, name


def told(**changes: object) -> str:
    sound = {"salt": "00" * 16, "nonce": "00" * 16, "box": "00" * 32, "tag": "00"}
    whole = {"format": "realme-desktop sealed 1", "scrypt": {"n": 16, "r": 8, "p": 1}, **sound}
    return json.dumps(whole | changes)


@pytest.mark.parametrize(
    "text",
    [
        "{", "{}", "[]", "null", '{"format": "realme-desktop sealed 1"}', told(format="2"), told(box="00"),
        told(salt="00"), told(scrypt={"n": 17, "r": 8, "p": 1}), told(scrypt={"n": 2**40, "r": 8, "p": 1}),
    ],
)  # fmt: skip
def test_nonsense_is_none(text: str) -> None:
    with pytest.raises(NotSealed):
        Sealed.parse(text)


def test_a_passphrase_is_the_same_by_any_input_method() -> None:
    found = Sealer("ａbc １２３", scrypt=QUICK).seal(KEY)
    assert Sealer.of(" abc 123 ", found).open(found) == KEY


# -- in the keyring ---------------------------------------------------------------------------------------


def test_the_data_key_is_sealed_opened_resealed_and_laid_open(entries: Path) -> None:
    vault = Vault()
    key = vault.data_key()
    assert key.hex() in entries.read_text()
    vault.protect(GOOD, key)
    assert key.hex() not in entries.read_text()
    assert vault.protected and vault.existing_data_key() == key, "the program that sealed it goes on"

    later = Vault()
    assert later.is_sealed() and not later.protected
    with pytest.raises(PassphraseNeeded):
        later.existing_data_key()
    with pytest.raises(PassphraseNeeded):
        later.data_key()
    with pytest.raises(WrongPassphrase):
        later.unlock(WRONG)
    assert later.unlock(GOOD) == key == later.existing_data_key()

    later.protect("another passphrase", key)
    third = Vault()
    with pytest.raises(WrongPassphrase):
        third.unlock(GOOD)
    assert third.unlock("another passphrase") == key
    third.unprotect(key)
    assert Vault().existing_data_key() == key


def test_a_short_passphrase_is_refused(entries: Path) -> None:
    vault = Vault()
    key = vault.data_key()
    with pytest.raises(PassphraseRefused):
        vault.protect("  short 12   ", key)
    assert not vault.protected and Vault().existing_data_key() == key


def test_a_new_data_key_is_sealed_like_the_old_one(entries: Path) -> None:
    vault = Vault()
    vault.protect(GOOD, vault.data_key())
    new = vault.propose_data_key()
    assert new.hex() not in entries.read_text()
    assert vault.next_data_key() == new
    vault.confirm_data_key(new)
    assert new.hex() not in entries.read_text()
    later = Vault()
    assert later.unlock(GOOD) == new == later.next_data_key()


def test_the_key_that_was_proposed_before_is_sealed_along(entries: Path) -> None:
    vault = Vault()
    vault.data_key()
    new = vault.propose_data_key()
    vault.confirm_data_key(new)
    assert entries.read_text().count(new.hex()) == 2
    vault.protect(GOOD, new)
    assert new.hex() not in entries.read_text()


def test_killed_between_the_two_entries_the_next_unlocking_seals_the_second(entries: Path) -> None:
    vault = Vault()
    vault.data_key()
    new = vault.propose_data_key()
    vault.confirm_data_key(new)
    before = kept(entries)
    vault.protect(GOOD, new)
    change(entries, "data-key.next", before["realme-desktop/data-key.next"])
    assert new.hex() in entries.read_text()
    later = Vault()
    assert later.unlock(GOOD) == new
    assert new.hex() not in entries.read_text()
    assert later.next_data_key() == new


def test_a_program_that_does_not_know_of_the_passphrase_writes_no_open_key(entries: Path) -> None:
    old = Vault()
    key = old.data_key()
    Vault().protect(GOOD, key)
    with pytest.raises(PassphraseNeeded):
        old.propose_data_key()
    stale = Vault()
    stale.unlock(GOOD)
    Vault().protect("another passphrase", key)
    with pytest.raises(PassphraseNeeded):
        stale.propose_data_key()
    assert "data-key.next" not in entries.read_text()


def test_an_entry_that_was_swapped_while_the_program_runs_opens_nothing(entries: Path) -> None:
    vault = Vault()
    key = vault.data_key()
    vault.protect(GOOD, key)
    change(entries, "data-key", str(Sealer(WRONG, scrypt=QUICK).seal(bytes(32))))
    with pytest.raises(WrongPassphrase):
        vault.unlock(WRONG, key)
    change(entries, "data-key", "00" * 32)
    with pytest.raises(KeyringBroken):
        vault.unlock(WRONG, key)
    entries.unlink()
    with pytest.raises(KeyringBroken):
        vault.unlock(WRONG, key)
    assert vault.unlock(GOOD, key) == key, "and the right passphrase is not kept out by it"


def test_a_passphrase_changed_by_another_program_is_the_one_that_counts_too(entries: Path) -> None:
    vault = Vault()
    key = vault.data_key()
    vault.protect(GOOD, key)
    Vault().protect("another passphrase", key)
    assert vault.unlock("another passphrase", key) == key


def test_a_lost_passphrase_keeps_the_sealed_key_and_makes_room_for_a_new_one(entries: Path) -> None:
    vault = Vault()
    key = vault.data_key()
    vault.protect(GOOD, key)
    sealed = kept(entries)["realme-desktop/data-key"]
    fresh = Vault()
    name = fresh.forget_passphrase()
    assert name is not None
    assert kept(entries) == {f"realme-desktop/{name}": sealed}
    assert fresh.data_key() != key
    assert fresh.forget_passphrase() is None


# -- wrong tries ------------------------------------------------------------------------------------------


def test_the_delay_grows_and_outlives_a_restart(tmp_path: Path) -> None:
    now = [1_000_000.0]
    path = tmp_path / "passphrase.json"

    def again() -> Attempts:
        return Attempts(path, lambda: now[0])

    tries = again()
    waits = []
    for _ in range(14):
        assert tries.wait() == 0
        waits.append(tries.failed())
        assert again().wait() == waits[-1], "a restart changes nothing"
        now[0] += waits[-1]
    assert waits[:5] == [0, 0, 2, 4, 8]
    assert waits[-1] == 900 and waits == sorted(waits)
    assert len(again().untold()) == 14
    assert path.stat().st_mode & 0o777 == 0o600
    tries.succeeded()
    assert again().failed() == 0
    again().told(again().untold())
    assert again().untold() == ()


def test_a_clock_that_was_put_back_keeps_nobody_out_for_years(tmp_path: Path) -> None:
    now = [2_000_000_000.0]
    tries = Attempts(tmp_path / "passphrase.json", lambda: now[0])
    for _ in range(4):
        tries.failed()
    now[0] = 1.0
    assert 0 < tries.wait() <= 900


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"failures": "x", "last": 0, "untold": []}'])
def test_a_file_of_nonsense_lets_nobody_off(tmp_path: Path, text: str) -> None:
    path = tmp_path / "passphrase.json"
    path.write_text(text)
    assert Attempts(path).wait() > 0


def test_where_nothing_can_be_written_it_counts_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    tries = Attempts(tmp_path / "file" / "passphrase.json", lambda: 5.0)
    for _ in range(3):
        tries.failed()
    first = tries.wait()
    assert tries.failed() > first > 0
