"""Keys at the desk: which go where, and how long one stays in memory."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

import pytest

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials, misplaced
from realme_desktop.config.environment import PRESETS, EnvironmentKind
from realme_desktop.orders import line
from realme_desktop.orders.refusals import NoCredentials
from realme_desktop.vault.vault import Vault
from tests.orders.support import desk_on, name_check, opened_records, sandbox_environment, settled_sandbox
from tests.waiting import until

OWN = Credentials("REALME000001", "a-key-that-can-query-anybody")


class Swapped(Vault):
    """A keyring in which somebody has put one environment's pair in the place of another's."""

    def __init__(self, pair: Credentials) -> None:
        super().__init__(session_only=True)
        self._pair = pair

    def credentials(self, env_key: str) -> Credentials:
        return self._pair


def test_which_keys_go_where() -> None:
    for key in ("integration", "production"):
        assert misplaced(PRESETS[key], OWN) is None
        words = misplaced(PRESETS[key], SANDBOX_CREDENTIALS)
        assert words is not None and SANDBOX_CREDENTIALS.app_key not in words.zh + words.en
    sandbox = sandbox_environment("http://127.0.0.1:1")
    assert misplaced(sandbox, SANDBOX_CREDENTIALS) is None
    words = misplaced(sandbox, OWN)
    assert words is not None and OWN.app_key not in words.zh + words.en


async def test_a_real_key_never_reaches_the_sandbox(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, vault=Swapped(OWN)) as desk:
            with pytest.raises(NoCredentials):
                await desk.submit(name_check())
            assert not (await desk.check_connection()).ok
        assert sandbox.log == []


async def test_the_public_key_never_reaches_a_real_environment(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        environment = dataclasses.replace(
            sandbox_environment("https://realme.invalid"), key="production", kind=EnvironmentKind.PRODUCTION
        )
        vault = Swapped(SANDBOX_CREDENTIALS)
        async with desk_on("", records, folder=tmp_path, environment=environment, vault=vault) as desk:
            with pytest.raises(NoCredentials) as caught:
                await desk.submit(name_check())
            assert "No request was sent" in caught.value.words.en


async def test_a_key_that_nobody_uses_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_FORGET_S", 0.2)
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            await desk.submit(name_check())
            assert desk._line.known() is not None
            await until(lambda: desk._line.known() is None, "the key to be forgotten")
            await asyncio.sleep(0)
            assert not desk._line._closing or await _settled(desk._line._closing)
            await desk.submit(name_check())  # and read again when it is needed
            assert desk._line.known() is not None
    assert sum(sandbox.submissions().values()) == 2


async def _settled(tasks: set[asyncio.Task[None]]) -> bool:
    await asyncio.gather(*tasks)
    return True
