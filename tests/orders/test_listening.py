"""The listener as the settings want it: started and stopped with the desk, and what RealMe is told of it."""

from __future__ import annotations

import asyncio
import dataclasses
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from realme_desktop.config.environment import PRESETS, Environment
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.gateway.listener import NOTIFICATION_PATH
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.orders.listening import Listening
from realme_desktop.records.model import OrderState
from realme_desktop.vault.vault import Vault
from tests.orders.support import ended, face_check, sandbox_environment, settled_sandbox
from tests.waiting import until

REAL = dataclasses.replace(PRESETS["production"], notify_url="https://gate.example/n")


def wanting(**more: Any) -> Settings:
    settings = Settings()
    settings.set("notification.listen", True)
    settings.set("notification.port", 0)
    settings.set("sending.duplicate_min", 0)
    for key, value in more.items():
        settings.set(f"notification.{key}", value)
    return settings


async def test_off_by_default() -> None:
    listening = Listening(Settings())
    assert await listening.start(REAL) is REAL
    assert (listening.address, listening.words, listening.problem) == (None, None, None)
    await listening.stop()


@pytest.mark.parametrize(
    ("environment", "public", "told"),
    [
        (REAL, "", "https://gate.example/n"),
        (REAL, "https://office.example/n", "https://office.example/n"),
        (
            dataclasses.replace(REAL, locked=frozenset({"notify_url"})),
            "https://office.example/n",
            "https://gate.example/n",
        ),
        (dataclasses.replace(REAL, notify_url=""), "", ""),
        (PRESETS["sandbox"], "https://office.example/n", "own"),
        (PRESETS["sandbox"], "", "own"),
    ],
)
async def test_what_orders_carry(environment: Environment, public: str, told: str) -> None:
    listening = Listening(wanting(public_url=public))
    seen = await listening.start(environment)
    try:
        assert listening.address is not None and listening.address.endswith(NOTIFICATION_PATH)
        assert listening.address.startswith("http://127.0.0.1:"), "loopback unless somebody says otherwise"
        assert seen.notify_url == (listening.address if told == "own" else told)
        assert listening.words is not None and listening.address in listening.words.en
        assert ("public address" in listening.words.en) is (told == "")
    finally:
        await listening.stop()
    assert listening.words is None and listening.address is None


async def test_until_the_desk_is_there_whoever_comes_is_told_to_come_again() -> None:
    listening = Listening(wanting())
    await listening.start(PRESETS["sandbox"])
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.post(str(listening.address), content=b"x")).status_code == 503
    await listening.stop()


async def test_a_port_in_use_keeps_nothing_else_from_working(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, socket.create_server(("127.0.0.1", 0)) as taken:
        settings = wanting(port=taken.getsockname()[1])
        environment = sandbox_environment(sandbox.base)
        vault = Vault(session_only=True)
        async with await open_backstage(Paths(tmp_path), environment, settings, vault=vault) as backstage:
            problem = backstage.listening.problem
            assert problem is not None
            assert str(settings.get("notification.port")) in problem.zh and "in use" in problem.en
            assert backstage.desk.environment.notify_url == environment.notify_url
            order = await backstage.desk.submit(face_check())
            assert (await backstage.desk.ask(order.order_id)).state is OrderState.ANSWERED


async def test_it_lives_as_long_as_the_desk(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox:
        vault = Vault(session_only=True)
        environment = sandbox_environment(sandbox.base)
        settings = wanting()
        async with await open_backstage(Paths(tmp_path), environment, settings, vault=vault) as backstage:
            first = backstage.listening.address
            order = await backstage.desk.submit(face_check())
            assert order.params["mer_bg_url"] == first
            await ended(backstage.desk, order)
            await until(lambda: sandbox.notifications)
            await backstage.change_environment(environment)
            second = backstage.listening.address
            assert second is not None
            settings.set("notification.listen", False)
            await backstage.change_environment(environment)
            assert backstage.listening.address is None
            assert backstage.desk.environment == environment
            settings.set("notification.listen", True)
            await backstage.change_environment(environment)
            last = backstage.listening.address
        async with httpx.AsyncClient(trust_env=False) as client:
            for address in (first, second, last):
                with pytest.raises(httpx.TransportError):
                    await client.post(str(address), content=b"x")


async def test_quitting_while_notifications_come_in(tmp_path: Path) -> None:
    with settled_sandbox(notify_again_s=0.001) as sandbox:
        vault = Vault(session_only=True)
        environment = sandbox_environment(sandbox.base)
        backstage = await open_backstage(Paths(tmp_path), environment, wanting(), vault=vault)
        desk = backstage.desk
        orders = await asyncio.gather(*(desk.submit(face_check()) for _ in range(6)))
        async with httpx.AsyncClient(trust_env=False) as client:
            address = str(backstage.listening.address)
            knocks = [asyncio.create_task(client.post(address, content=b"x=1")) for _ in range(40)]
            await until(lambda: any(knock.done() for knock in knocks))
            await backstage.close()
            for outcome in await asyncio.gather(*knocks, return_exceptions=True):
                if isinstance(outcome, httpx.Response):
                    assert outcome.status_code in (400, 429, 503)
                else:
                    assert isinstance(outcome, httpx.TransportError)
        assert all(sandbox.submissions()[order.order_id] == 1 for order in orders)
