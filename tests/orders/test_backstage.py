"""Vault, records and desk put together, and what happens when one of them is missing."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from realme_desktop.config.environment import PRESETS, Environment
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import BackstageError, open_backstage
from realme_desktop.records.errors import RecordsDamaged, WrongKey
from realme_desktop.records.model import HistoryQuery, OrderState
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.orders.support import name_check, settled_sandbox


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", site_dir=tmp_path / "site")


@pytest.fixture
def use_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield
    keyring.set_keyring(before)


def _sandbox(base: str) -> Environment:
    return dataclasses.replace(PRESETS["sandbox"], base=base)


class _Locked(KeyringBackend):
    priority = 0.1  # never chosen by itself

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the collection is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("the collection is locked")


@pytest.mark.usefixtures("use_keyring")
async def test_orders_outlive_the_program(paths: Paths) -> None:
    with settled_sandbox() as sandbox:
        async with await open_backstage(paths, _sandbox(sandbox.base), Settings.load(paths)) as first:
            assert first.notices == () and not first.session_only
            order = await first.desk.submit(name_check())
        async with await open_backstage(paths, _sandbox(sandbox.base), Settings.load(paths)) as second:
            assert await second.desk.order(order.order_id) == order
    if os.name == "posix":
        assert paths.data_dir.stat().st_mode & 0o077 == 0
        for file in paths.data_dir.glob("records.db*"):
            assert file.stat().st_mode & 0o077 == 0, file
    assert b"id_number" not in paths.database.read_bytes()


@pytest.mark.usefixtures("use_keyring")
async def test_another_environment_is_another_desk_on_the_same_records(paths: Paths) -> None:
    with settled_sandbox() as sandbox:
        environment = _sandbox(sandbox.base)
        async with await open_backstage(paths, environment, Settings.load(paths)) as backstage:
            old = backstage.desk
            order = await old.submit(name_check())
            new = await backstage.change_environment(dataclasses.replace(environment, key="own"))
            assert backstage.desk is new
            assert (await new.order(order.order_id)).state is OrderState.ANSWERED


@pytest.mark.usefixtures("use_keyring")
@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, _Locked])
async def test_without_a_keyring_it_is_a_session_that_leaves_nothing(
    backend: type[KeyringBackend], paths: Paths
) -> None:
    with settled_sandbox() as sandbox:
        environment = _sandbox(sandbox.base)
        async with await open_backstage(paths, environment, Settings.load(paths)) as earlier:
            kept = await earlier.desk.submit(name_check())
        before = {file: file.read_bytes() for file in paths.data_dir.glob("records.db*")}
        keyring.set_keyring(backend())
        async with await open_backstage(paths, environment, Settings.load(paths)) as backstage:
            assert backstage.session_only and backstage.vault.session_only
            assert len(backstage.notices) == 2
            order = await backstage.desk.submit(name_check())
            assert order.state is OrderState.ANSWERED and order.order_id != kept.order_id
            assert await backstage.desk.count(HistoryQuery()) == 1
        assert {file: file.read_bytes() for file in paths.data_dir.glob("records.db*")} == before
        assert not list(paths.data_dir.glob("session-*"))


@pytest.mark.usefixtures("use_keyring")
async def test_a_lost_data_key_is_told_and_no_new_one_is_made(paths: Paths, tmp_path: Path) -> None:
    with settled_sandbox() as sandbox:
        environment = _sandbox(sandbox.base)
        async with await open_backstage(paths, environment, Settings.load(paths)):
            pass
        (tmp_path / "keyring.json").unlink()
        async with await open_backstage(paths, environment, Settings.load(paths)) as backstage:
            assert backstage.session_only
            assert "数据密钥" in backstage.notices[0].zh
        assert not (tmp_path / "keyring.json").exists()


@pytest.mark.usefixtures("use_keyring")
async def test_records_that_can_not_be_opened_are_told_and_left_alone(paths: Paths) -> None:
    with settled_sandbox() as sandbox:
        environment = _sandbox(sandbox.base)
        async with await open_backstage(paths, environment, Settings.load(paths)):
            pass
        paths.database.write_bytes(b"not a database at all" * 1000)
        with pytest.raises((WrongKey, RecordsDamaged)) as refused:
            await open_backstage(paths, environment, Settings.load(paths))
        assert refused.value.words.zh
        assert paths.database.read_bytes().startswith(b"not a database")


async def test_a_data_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    paths = Paths(tmp_path / "file" / "data", site_dir=tmp_path / "site")
    with pytest.raises(BackstageError) as refused:
        await open_backstage(paths, _sandbox("http://127.0.0.1:9/api"), Settings.load(paths))
    assert "没有发送" in refused.value.words.zh


@pytest.mark.usefixtures("use_keyring")
async def test_what_a_killed_session_left_is_swept_after_days_only(paths: Paths) -> None:
    paths.ensure()
    old, young = paths.data_dir / "session-old", paths.data_dir / "session-young"
    for folder in (old, young):
        folder.mkdir()
        (folder / "records.db").write_bytes(b"x")
    for entry in (old / "records.db", old):
        os.utime(entry, (0, 0))
    with settled_sandbox() as sandbox:
        async with await open_backstage(paths, _sandbox(sandbox.base), Settings.load(paths)):
            pass
    assert not old.exists() and young.exists()
