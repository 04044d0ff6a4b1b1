"""The vault on a real Secret Service: gnome-keyring on a private D-Bus.

`dev.py test` starts one around the whole suite and sets REALME_REQUIRE_KEYRING=1, so that its absence is a
failure there and a skip elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.core
import pytest

from realme_desktop.config.credentials import Credentials
from realme_desktop.vault.errors import CredentialsMissing, KeyringBroken, VaultError, VaultState
from realme_desktop.vault.vault import Vault

pytestmark = pytest.mark.keyring
ROOT = Path(__file__).parents[2]
PAIR = Credentials("TOKEN-1", "key-密-😀-1")


def _missing(why: str) -> None:
    if os.environ.get("REALME_REQUIRE_KEYRING") == "1":
        pytest.fail(f"a real keyring is required here: {why}")
    pytest.skip(why)


@pytest.fixture
def service() -> Iterator[str]:
    """A name of our own in the keyring, emptied afterwards: a developer's own entries are never touched."""
    if sys.platform == "linux" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        _missing("there is no D-Bus session")
    before = keyring.core._keyring_backend
    keyring.core.init_backend()
    name = f"realme-desktop-test-{uuid.uuid4()}"
    try:
        Vault(service=name).existing_data_key()
    except VaultError as error:
        keyring.core._keyring_backend = before
        _missing(error.words.en)
    yield name
    vault = Vault(service=name)
    for env_key in ("production", "integration", "自定义 env/1"):
        vault.delete(env_key)
    vault._keyring.delete("data-key")
    keyring.core._keyring_backend = before


@pytest.mark.parametrize("env_key", ["production", "自定义 env/1"])
def test_credentials_are_kept_replaced_and_removed(service: str, env_key: str) -> None:
    vault = Vault(service=service)
    assert vault.credentials_state(env_key) is VaultState.MISSING
    vault.store(env_key, PAIR)
    assert Vault(service=service).credentials(env_key) == PAIR
    vault.store(env_key, Credentials("TOKEN-2", "key-2"))
    assert vault.credentials(env_key) == Credentials("TOKEN-2", "key-2")
    assert vault.credentials_state(env_key) is VaultState.FOUND
    vault.delete(env_key)
    vault.delete(env_key)
    with pytest.raises(CredentialsMissing):
        vault.credentials(env_key)


def test_environments_do_not_share(service: str) -> None:
    vault = Vault(service=service)
    vault.store("production", PAIR)
    assert vault.credentials_state("integration") is VaultState.MISSING
    vault.store("integration", Credentials("I", "i"))
    vault.delete("integration")
    assert vault.credentials("production") == PAIR


def test_the_data_key_is_kept(service: str) -> None:
    vault = Vault(service=service)
    assert vault.existing_data_key() is None
    key = vault.data_key()
    assert len(key) == 32
    assert Vault(service=service).data_key() == key


def test_replaced_entries_are_found_out(service: str) -> None:
    vault = Vault(service=service)
    keyring.set_password(service, "data-key", "replaced")
    keyring.set_password(service, "credentials.production", "replaced")
    with pytest.raises(KeyringBroken):
        vault.data_key()
    with pytest.raises(KeyringBroken):
        vault.credentials("production")
    assert keyring.get_password(service, "data-key") == "replaced"


def test_the_keyring_is_named(service: str) -> None:
    assert "Keyring" in Vault(service=service).backend_name()


# -- locked -------------------------------------------------------------------------------------------------

_PROBE = """
import json, sys, time
from realme_desktop.config.credentials import Credentials
from realme_desktop.vault.errors import VaultError
from realme_desktop.vault.vault import Vault

vault = Vault(timeout=5)
if sys.argv[1] == "store":
    vault.store("production", Credentials("t", "k"))
began = time.monotonic()
state = vault.credentials_state("production")
try:
    vault.data_key()
    words = None
except VaultError as error:
    words = error.words.zh
print(json.dumps({"state": state.value, "words": words, "seconds": time.monotonic() - began}))
"""


def _in_a_session(home: Path, start: str, act: str) -> dict[str, Any]:
    """Run the probe on a D-Bus session of its own, whose keyring daemon is started by `start`."""
    with tempfile.TemporaryDirectory() as runtime:
        Path(runtime).chmod(0o700)
        environment = {
            name: value
            for name, value in os.environ.items()
            # With a screen, the daemon would ask a person to unlock.
            if name not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL")
        } | {"XDG_RUNTIME_DIR": runtime, "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
        script = f'{start} >/dev/null 2>&1; exec "$0" -c "$1" "$2"'
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", script, sys.executable, _PROBE, act],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=50,
        )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring")
def test_a_locked_keyring_ends_in_words(tmp_path: Path) -> None:
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        _missing("gnome-keyring or dbus is not installed")
    unlocked = _in_a_session(
        tmp_path, 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets', "store"
    )
    assert (unlocked["state"], unlocked["words"]) == ("found", None)
    locked = _in_a_session(tmp_path, "gnome-keyring-daemon --start --components=secrets", "read")
    assert locked["state"] in ("locked", "timeout")
    assert "没有发送任何请求" in locked["words"]
    assert locked["seconds"] < 20
    wrong = _in_a_session(
        tmp_path, 'printf "wrong\\n" | gnome-keyring-daemon --unlock --components=secrets', "read"
    )
    assert wrong["state"] in ("locked", "timeout")
    again = _in_a_session(
        tmp_path, 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets', "read"
    )
    assert (again["state"], again["words"]) == ("found", None)
