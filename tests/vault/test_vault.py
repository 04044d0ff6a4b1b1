"""The vault without a keyring, with broken ones, and for one session. (The real keyring: test_keyring.py.)"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials
from realme_desktop.vault.errors import (
    CredentialsMissing,
    CredentialsRefused,
    KeyringBroken,
    KeyringDenied,
    KeyringLocked,
    KeyringTimeout,
    NoKeyring,
    VaultError,
    VaultState,
)
from realme_desktop.vault.vault import Vault

PAIR = Credentials("TOKEN-1", "key-密-1")


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.core._keyring_backend
    yield
    keyring.core._keyring_backend = before


class Odd(keyring.backend.KeyringBackend):
    """A keyring that misbehaves in ways that no real one can be made to on demand."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.before: Callable[[], None] = lambda: None
        self.forgets = False

    def get_password(self, service: str, username: str) -> str | None:
        self.before()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.before()
        if not self.forgets:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.before()
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")


@pytest.fixture
def odd() -> Odd:
    backend = Odd()
    keyring.set_keyring(backend)
    return backend


def _raises(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


# -- none ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_without_a_keyring_each_act_says_so(backend: type[keyring.backend.KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    vault = Vault(timeout=5)
    acts: list[Callable[[], object]] = [
        lambda: vault.credentials("production"),
        lambda: vault.store("production", PAIR),
        lambda: vault.delete("production"),
        vault.data_key,
        vault.existing_data_key,
        vault.backend_name,
    ]
    for act in acts:
        with pytest.raises(NoKeyring) as caught:
            act()
        assert "没有可用的系统密钥环" in caught.value.words.zh
        assert "no request was sent" in caught.value.words.en
    assert vault.credentials_state("production") is VaultState.NO_KEYRING
    assert vault.credentials_state("sandbox") is VaultState.FOUND


def test_a_keyring_that_writes_plain_files_is_none() -> None:
    kind = type("Plaintext", (Odd,), {"__module__": "keyrings.alt.file"})
    backend = kind()
    keyring.set_keyring(backend)
    with pytest.raises(NoKeyring):
        Vault().store("production", PAIR)
    assert backend.entries == {}


# -- for the session ----------------------------------------------------------------------------------------


def test_a_session_is_forgotten_with_its_vault(odd: Odd) -> None:
    vault = Vault(session_only=True)
    assert vault.credentials_state("production") is VaultState.MISSING
    vault.store("production", PAIR)
    assert vault.credentials("production") == PAIR
    assert vault.credentials_state("production") is VaultState.SESSION
    assert vault.credentials_state("sandbox") is VaultState.FOUND
    assert vault.existing_data_key() is None
    key = vault.data_key()
    assert len(key) == 32
    assert vault.data_key() == vault.existing_data_key() == key
    assert vault.backend_name() == "session"
    vault.delete("production")
    vault.delete("production")
    assert vault.credentials_state("production") is VaultState.MISSING
    assert odd.entries == {}
    assert Vault(session_only=True).data_key() != key


# -- credentials --------------------------------------------------------------------------------------------


def test_the_sandbox_has_its_own(odd: Odd) -> None:
    vault = Vault()
    assert vault.credentials("sandbox") == SANDBOX_CREDENTIALS
    with pytest.raises(CredentialsRefused):
        vault.store("sandbox", PAIR)
    vault.delete("sandbox")
    assert vault.credentials("sandbox") == SANDBOX_CREDENTIALS
    assert odd.entries == {}


@pytest.mark.parametrize(
    "pair",
    [
        Credentials("", "key"),
        Credentials("token", ""),
        Credentials("token", "k" * 1200),
        Credentials("令" * 1300, "k"),
    ],
)
def test_what_no_keyring_can_hold_is_refused_in_words(odd: Odd, pair: Credentials) -> None:
    with pytest.raises(CredentialsRefused) as caught:
        Vault().store("production", pair)
    assert "没有保存" in caught.value.words.zh
    assert odd.entries == {}


def test_long_credentials_fit_into_windows_store(odd: Odd) -> None:
    Vault().store("production", Credentials("t" * 200, "k" * 800))
    assert all(len(text) <= 1280 for text in odd.entries.values())


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "not json",
        "[]",
        "null",
        '{"environment":"production"}',
        '{"environment":"production","app_token":"t","app_key":5}',
        '{"environment":"production","app_token":"","app_key":"k"}',
        "[" * 5000,
    ],
)
def test_a_garbled_entry_is_said(odd: Odd, entry: str) -> None:
    vault = Vault()
    odd.entries["realme-desktop", "credentials.production"] = entry
    with pytest.raises(KeyringBroken) as caught:
        vault.credentials("production")
    assert "production" in caught.value.words.zh
    assert vault.credentials_state("production") is VaultState.BROKEN
    vault.store("production", PAIR)  # entering them again mends it
    assert vault.credentials("production") == PAIR


def test_an_entry_swapped_with_another_environments_is_said(odd: Odd) -> None:
    vault = Vault()
    vault.store("integration", PAIR)
    moved = odd.entries["realme-desktop", "credentials.integration"]
    odd.entries["realme-desktop", "credentials.production"] = moved
    with pytest.raises(KeyringBroken) as caught:
        vault.credentials("production")
    assert "调换" in caught.value.words.zh


def test_errors_never_hold_the_key(odd: Odd) -> None:
    odd.before = _raises(RuntimeError("while storing key-密-1"))
    with pytest.raises(KeyringBroken) as caught:
        Vault().store("production", PAIR)
    assert "key-密-1" not in str(caught.value) + caught.value.words.zh + caught.value.words.en
    assert "key-密-1" not in repr(PAIR)


# -- the data key -------------------------------------------------------------------------------------------


def test_the_data_key_is_made_once(odd: Odd) -> None:
    vault = Vault()
    assert vault.existing_data_key() is None
    key = vault.data_key()
    assert len(key) == 32
    assert odd.entries == {("realme-desktop", "data-key"): key.hex()}
    assert Vault().data_key() == Vault().existing_data_key() == key


def test_many_threads_make_one_data_key(odd: Odd) -> None:
    vault = Vault()
    start = threading.Barrier(8)
    keys: list[bytes] = []

    def work() -> None:
        start.wait()
        keys.append(vault.data_key())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


@pytest.mark.parametrize("entry", ["", "nonsense", "ab" * 31, "ab" * 33, "zz" * 32])
def test_a_data_key_that_cannot_be_read_is_never_overwritten(odd: Odd, entry: str) -> None:
    odd.entries["realme-desktop", "data-key"] = entry
    vault = Vault()
    for act in (vault.data_key, vault.existing_data_key):
        with pytest.raises(KeyringBroken) as caught:
            act()
        assert "数据密钥" in caught.value.words.zh
        assert caught.value.words.en.count("left as they are") == 1
    assert odd.entries == {("realme-desktop", "data-key"): entry}


def test_a_keyring_that_forgets_is_found_out(odd: Odd) -> None:
    odd.forgets = True
    with pytest.raises(KeyringBroken):
        Vault().data_key()
    with pytest.raises(KeyringBroken):
        Vault().store("production", PAIR)


def test_a_late_write_of_an_abandoned_attempt_changes_nothing(odd: Odd) -> None:
    """The first attempt hangs while writing and is given up; it is carried out when the second is in use."""
    vault = Vault(timeout=0.2)
    go = threading.Event()
    calls = iter(range(100))
    hung: list[threading.Thread] = []

    def hang_on_the_second_call() -> None:
        if next(calls) == 1:
            hung.append(threading.current_thread())
            go.wait()

    odd.before = hang_on_the_second_call
    with pytest.raises(KeyringTimeout):
        vault.data_key()
    key = vault.data_key()
    go.set()
    hung[0].join(10)
    assert vault.data_key() == key


def _of_dbus(name: str) -> Exception:
    """As jeepney tells it, wrapped as keyring's backends do."""
    inner = RuntimeError("refused")
    inner.name = name  # type: ignore[attr-defined]
    outer = keyring.errors.KeyringError("from the backend")
    outer.__cause__ = inner
    return outer


# -- locked, hanging, broken --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "kind", "state"),
    [
        (keyring.errors.KeyringLocked("dismissed"), KeyringLocked, VaultState.LOCKED),
        (keyring.errors.InitError("no collection"), KeyringLocked, VaultState.LOCKED),
        (keyring.errors.NoKeyringError("none"), NoKeyring, VaultState.NO_KEYRING),
        (keyring.errors.PasswordSetError("denied"), KeyringBroken, VaultState.BROKEN),
        (OSError(5, "I/O"), KeyringBroken, VaultState.BROKEN),
        (PermissionError(13, "no"), KeyringDenied, VaultState.DENIED),
        (_of_dbus("org.freedesktop.DBus.Error.AccessDenied"), KeyringDenied, VaultState.DENIED),
        (_of_dbus("org.freedesktop.DBus.Error.Failed"), KeyringBroken, VaultState.BROKEN),
        (TimeoutError("of the backend itself"), KeyringBroken, VaultState.BROKEN),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), KeyringBroken, VaultState.BROKEN),
    ],
)
def test_a_keyrings_own_errors_become_ours(
    odd: Odd, error: Exception, kind: type[VaultError], state: VaultState
) -> None:
    odd.before = _raises(error)
    vault = Vault()
    with pytest.raises(kind):
        vault.store("production", PAIR)
    with pytest.raises(kind):
        vault.delete("production")
    assert vault.credentials_state("production") is state


def test_a_hanging_keyring_ends_in_words_and_not_in_waiting(odd: Odd) -> None:
    go = threading.Event()
    odd.before = go.wait
    vault = Vault(timeout=0.1)
    began = time.monotonic()
    for _ in range(6):  # more than the calls that may hang at once
        with pytest.raises(KeyringTimeout) as caught:
            vault.credentials("production")
        assert "0.1" in caught.value.words.zh
    assert vault.credentials_state("production") is VaultState.TIMEOUT
    assert time.monotonic() - began < 5
    hanging = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    assert 0 < len(hanging) <= 4
    assert all(thread.daemon for thread in hanging)  # they don't keep the program from quitting
    go.set()
    for thread in hanging:
        thread.join(10)
    with pytest.raises(CredentialsMissing):  # it answers again
        vault.credentials("production")


def test_every_state_has_words() -> None:
    assert all(state.words.zh and state.words.en for state in VaultState)
