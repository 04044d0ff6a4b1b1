"""The sandbox's notifications: posted when a result settles, to this computer only.

Signed by the formula of the requests, `POST` and address included. Tried again a few times, at growing
distances, until they are answered 200.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from realme_desktop.catalog.registry import NOTIFICATION
from realme_desktop.config.addresses import host_of, is_loopback, url_problem
from realme_desktop.gateway.signing import signature

from .ledger import Ledger, Recorded, SentNotification, seq_id_of
from .magic import Effect

if TYPE_CHECKING:
    import aiohttp

    from .reception import Conduct

__all__ = ["ATTEMPTS", "Courier"]

ATTEMPTS = 4
_AT_ONCE = 8
_WAITING = 10_000
_NAP_S = 1.0
_NAMES = tuple(field.name for field in NOTIFICATION if field.name != "sign")
_FLIPPED = {"00": ("01", "认证不一致")}


class Courier:
    """Lives on the sandbox's loop. `announce` at once returns; `aclose` gives up what is not delivered."""

    def __init__(self, conduct: Conduct, ledger: Ledger, closing: asyncio.Event) -> None:
        self._conduct = conduct
        self._ledger = ledger
        self._closing = closing
        self._lane = asyncio.Semaphore(_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def announce(self, order: Recorded, effect: Effect | None) -> None:
        """Send word of this order's result when it is there, if it was asked for at an address of this
        computer. Nothing is ever sent anywhere else."""
        url = order.notify_url
        if not url or url_problem(url) or not is_loopback(host_of(url)):
            return
        if order.ready_at == float("inf") or len(self._tasks) >= _WAITING:
            return
        task = asyncio.get_running_loop().create_task(self._deliver(order, effect))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def aclose(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _deliver(self, order: Recorded, effect: Effect | None) -> None:
        while (left := order.ready_at - self._conduct.clock()) > 0:
            if await self._closed_within(min(left, _NAP_S)):
                return
        for said, key in self._messages(order, effect):
            await self._until_taken(order.notify_url, said, key)

    def _messages(self, order: Recorded, effect: Effect | None) -> Iterator[tuple[Mapping[str, Any], str]]:
        """What is said, and the key that it is signed with."""
        key = self._conduct.app_key
        said = {
            "seq_id": order.seq_id,
            "order_id": order.order_id,
            "return_code": "20000",
            "return_message": "成功",
            **{name: value for name, value in order.fields.items() if name in _NAMES and value is not None},
        }
        match effect:
            case Effect.NOTICE_FORGED:
                yield said, key + "?"
            case Effect.NOTICE_STRANGER:
                number = order.order_id[::-1]
                yield said | {"order_id": number, "seq_id": seq_id_of(order.order_date, number)}, key
            case Effect.NOTICE_DIFFERS:
                code, info = _FLIPPED.get(str(said.get("resp_code")), ("00", "认证通过"))
                yield said | {"resp_code": code, "resp_info": info}, key
            case Effect.NOTICE_TWICE:
                yield said, key
                yield said, key
            case _:
                yield said, key

    async def _until_taken(self, url: str, said: Mapping[str, Any], key: str) -> None:
        body, content_type = self._written(url, said, key)
        for attempt in range(1, ATTEMPTS + 1):
            async with self._lane:
                outcome = await self._post(url, body, content_type)
            self._ledger.notifications.append(
                SentNotification(
                    at=self._conduct.clock(), order_id=str(said["order_id"]), attempt=attempt, outcome=outcome
                )
            )
            if outcome == "200" or attempt == ATTEMPTS:
                return
            if await self._closed_within(self._conduct.notify_again_s * 2 ** (attempt - 1)):
                return

    def _written(self, url: str, said: Mapping[str, Any], key: str) -> tuple[bytes, str]:
        """As a form, or as JSON: there lists are lists, and signed as they stand in the text."""
        texts = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in said.items()
        }
        sign = signature("POST", url, texts, key, self._conduct.signing)
        if self._conduct.notify_as == "json":
            body = json.dumps({**said, "sign": sign}, ensure_ascii=False)
            return body.encode(), "application/json; charset=utf-8"
        return urlencode({**texts, "sign": sign}).encode(), "application/x-www-form-urlencoded"

    async def _post(self, url: str, body: bytes, content_type: str) -> str:
        import aiohttp

        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10.0), trust_env=False)
        try:
            async with self._session.post(
                url, data=body, headers={"Content-Type": content_type}, allow_redirects=False
            ) as response:
                return str(response.status)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return "unreachable"

    async def _closed_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        return self._closing.is_set()
