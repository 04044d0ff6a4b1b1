"""What an operator meets before the first order: no credentials yet, no keyring, a locked keyring."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.core
import pytest
from keyring.backends.fail import Keyring as NoKeyringAtAll
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from realme_desktop.catalog import registry
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.environments import load_environments
from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.ui.outcomes import MisconfiguredEnvironment
from realme_desktop.ui.settings.dialog import SettingsDialog
from realme_desktop.vault.vault import Vault
from tests.journeys.console import Driver, console
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PAIR = Credentials("OFFICE0001", "office-key-机密")
INSIDE = "REALME_TEST_LOCKED_SESSION"


@pytest.fixture
def service() -> Iterator[str]:
    """A name of our own in the real keyring, emptied afterwards."""
    if sys.platform == "linux" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        if os.environ.get("REALME_REQUIRE_KEYRING") == "1":
            pytest.fail("a real keyring is required here")
        pytest.skip("there is no D-Bus session")
    before = keyring.core._keyring_backend
    keyring.core.init_backend()
    name = f"realme-desktop-test-{uuid.uuid4()}"
    yield name
    vault = Vault(service=name)
    vault.delete("integration")
    vault._keyring.delete("data-key")
    keyring.core._keyring_backend = before


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.core._keyring_backend
    keyring.set_keyring(NoKeyringAtAll())
    yield
    keyring.core._keyring_backend = before


async def check_a_name(person: Driver) -> None:
    form = await person.choose_service("namecheck")
    for field in form.service.fields:
        if field.required and not field.generated:
            await person.fill(form, field)
    person.submit()


@pytest.mark.keyring
async def test_from_missing_credentials_to_a_real_order(service: str, tmp_path: Path) -> None:
    """The first-run page takes token and key, the test of the connection works, an order goes out, and the
    next start finds the key in the keyring and the order in the history."""
    data_dir = tmp_path / "data"
    pair = {"app_token": PAIR.app_token, "app_key": PAIR.app_key}
    async with console(data_dir, environment="integration", vault=Vault(service=service), **pair) as person:
        page = await until(lambda: person.program.window.page(), "the first-run page")
        person.photograph("first-run")
        token = person.find("credentials.app_token", QLineEdit, page)
        key = person.find("credentials.app_key", QLineEdit, page)
        assert key.echoMode() is QLineEdit.EchoMode.Password
        person.type(token, PAIR.app_token)
        person.key(Qt.Key.Key_Return)
        assert key.hasFocus(), "Enter moves on"

        person.type(key, "wrong")
        person.click(person.find("credentials.test"))
        outcome = page.findChild(type(page.form._outcome), "credentials.outcome")
        await until(lambda: "90102" in outcome.text(), "a wrong key is told as 90102")
        key.clear()
        person.type(key, PAIR.app_key)
        person.click(person.find("credentials.test"))
        await until(
            lambda: "RealMe" in outcome.text() and "90102" not in outcome.text() and "…" not in outcome.text()
        )
        assert person.sandbox.submissions() == {}, "a test of the connection is no order"
        person.click(key)
        person.key(Qt.Key.Key_Return)
        await until(lambda: person.program.window.page() is None, "the form is back")

        await check_a_name(person)
        order = await person.final_order()
        assert order.state is OrderState.ANSWERED
        assert order.real is True and order.environment == "integration"
        assert "沙箱" not in person.words(person.find("result"))
        assert PAIR.app_key not in person.words()

    for file in (path for path in data_dir.rglob("*") if path.is_file()):
        content = file.read_bytes()
        for secret in (PAIR.app_key, PERSON_ONE.name, PERSON_ONE.id_number):
            assert secret.encode() not in content, file

    async with console(data_dir, environment="integration", vault=Vault(service=service), **pair) as person:
        assert [kept.order_id for kept in await person.orders()] == [order.order_id]
        assert person.program.window.page() is None


@pytest.mark.keyring
async def test_a_restart_takes_up_what_was_pending(service: str, tmp_path: Path) -> None:
    """The sandbox that the second start meets is another one: it knows nothing, and is only asked."""
    vault = Vault(service=service)
    checking = registry.by_segment("staticfacecheck")
    async with console(tmp_path / "data", settle_s=3600, vault=vault) as person:
        form = await person.choose_service(checking.segment)
        for field in checking.fields:
            if field.required and not field.generated:
                await person.fill(form, field)
        person.submit()
        order = await until(lambda: (pane := person.program.window.result) and pane.order)
        assert order.state is OrderState.PENDING
    async with console(tmp_path / "data", vault=vault) as person:
        await person.program.console.ready()
        window = person.program.window
        await until(lambda: window.pending.model.rowCount() == 1, "the order waits again")
        assert [kept.order_id for kept in await person.orders()] == [order.order_id]
        await until(lambda: any(entry.order_id == order.order_id for entry in person.sandbox.log))
        assert person.sandbox.submissions() == {}, "it is asked for, not sent again"
        person.photograph("recovered")


@pytest.mark.usefixtures("no_keyring")
async def test_without_a_keyring_the_sandbox_works_and_the_window_says_so(tmp_path: Path) -> None:
    async with console(tmp_path / "data", vault=Vault()) as person:
        await check_a_name(person)
        order = await person.final_order()
        assert order.state is OrderState.ANSWERED
        assert "密钥环" in person.words(), "why nothing is kept"
        assert (await person.program.console.ready()).session_only
        person.photograph("no-keyring")
    assert not (tmp_path / "data" / "history.db").exists()


@pytest.mark.usefixtures("no_keyring")
async def test_without_a_keyring_real_credentials_last_for_the_session(tmp_path: Path) -> None:
    pair = {"app_token": PAIR.app_token, "app_key": PAIR.app_key}
    async with console(tmp_path / "data", environment="integration", vault=Vault(), **pair) as person:
        page = await until(lambda: person.program.window.page(), "the first-run page")
        person.type(person.find("credentials.app_token", QLineEdit, page), PAIR.app_token)
        person.type(person.find("credentials.app_key", QLineEdit, page), PAIR.app_key)
        person.key(Qt.Key.Key_Return)
        await until(lambda: person.program.window.page() is None, "the form is back")
        await check_a_name(person)
        assert (await person.final_order()).state is OrderState.ANSWERED


# The keyring's library leaves the socket of a call that was given up to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(os.environ.get(INSIDE) != "1", reason="runs inside the session of the test below")
async def test_inside_a_locked_session(tmp_path: Path) -> None:
    async with console(tmp_path / "data", vault=Vault(timeout=3)) as person:
        await person.program.console.ready()
        await until(lambda: "锁" in person.words(), "the window says that the keyring is locked")
        await check_a_name(person)
        assert (await person.final_order()).state is OrderState.ANSWERED
        person.photograph("locked-keyring")


@pytest.mark.keyring
@pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring")
def test_a_locked_keyring_is_told_in_the_window(tmp_path: Path) -> None:
    """A keyring with a password of its own, and a daemon that nobody unlocked, on a private D-Bus."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        pytest.skip("gnome-keyring or dbus is not installed")
    home = tmp_path / "home"
    home.mkdir()
    with_key = "from realme_desktop.vault.vault import Vault; Vault().data_key()"
    unlock = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets'
    assert in_a_session(home, unlock, [sys.executable, "-c", with_key]).returncode == 0
    node = f"{Path(__file__).relative_to(ROOT)}::test_inside_a_locked_session"
    done = in_a_session(
        home,
        "gnome-keyring-daemon --start --components=secrets",
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", node],
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def in_a_session(home: Path, start: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command on a D-Bus session of its own, whose keyring daemon is started by `start`."""
    # With a screen, the daemon would ask a person to unlock.
    dropped = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL")
    with tempfile.TemporaryDirectory() as runtime:
        Path(runtime).chmod(0o700)
        environment = {name: value for name, value in os.environ.items() if name not in dropped} | {
            "XDG_RUNTIME_DIR": runtime,
            "XDG_DATA_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            INSIDE: "1",
        }
        script = f'{start} >/dev/null 2>&1; exec "$@"'
        return subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", script, "bash", *command],
            env=environment, cwd=ROOT, capture_output=True, text=True, timeout=55, check=False,
        )  # fmt: skip


async def test_an_environment_put_right_in_the_settings_opens_without_a_restart(tmp_path: Path) -> None:
    """A misspelt entry closes a real environment; saving puts the file right and leaves every value."""
    pair = {"app_token": PAIR.app_token, "app_key": PAIR.app_key}
    vault = Vault(session_only=True)
    vault.store("integration", PAIR)
    async with console(
        tmp_path / "data", environment="integration", vault=vault, misspelt=True, **pair
    ) as person:
        window = person.program.window
        with pytest.raises(MisconfiguredEnvironment):
            await person.program.console.ready()
        person.program.console.dialogs.open_settings()
        dialog = await until(lambda: window.findChild(SettingsDialog))
        which = dialog.findChild(QComboBox, "environment.which")
        which.setCurrentIndex(which.findData("integration"))
        dialog.findChild(QPushButton, "environment.save").click()
        await until(lambda: load_environments(person.program.paths).problems == (), "the file is put right")
        await until(lambda: "联调" in window.status() and window.status().startswith("就绪"), "it is open")
        dialog.close()
        await until(lambda: window.findChild(SettingsDialog) is None, "the settings are gone")
        window.activateWindow()
        await until(window.isActiveWindow)
        await check_a_name(person)
        assert (await person.final_order()).state is OrderState.ANSWERED
