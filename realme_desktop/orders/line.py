"""The client to RealMe with the credentials of the moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from realme_desktop.config.credentials import misplaced
from realme_desktop.vault.errors import CredentialsRefused

from .tasks import report_failure

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment
    from realme_desktop.gateway.client import Client
    from realme_desktop.vault.vault import Vault

__all__ = ["ClientFactory", "Line", "RunBlocking"]

T = TypeVar("T")

_FORGET_S = 60.0

ClientFactory = Callable[["Environment", "Credentials"], "Client"]


class RunBlocking(Protocol):
    """Runs a blocking function in a worker thread."""

    def __call__(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Awaitable[T]: ...


@dataclass(slots=True, eq=False)
class _Lease:
    client: Client
    credentials: Credentials
    users: int = 0


class Line:
    """Lends the client out. For a person's act the credentials are read anew, so that a change in the
    settings counts at once; the background uses what was read last and spares the keyring.

    A client whose credentials were replaced is closed when its last call is over, and one that nobody has
    used for `_FORGET_S` is closed and its credentials forgotten: the key is in memory only while it is used.
    """

    def __init__(
        self, environment: Environment, vault: Vault, client_factory: ClientFactory, run: RunBlocking
    ) -> None:
        self._environment = environment
        self._vault = vault
        self._factory = client_factory
        self._run = run
        self._current: _Lease | None = None
        self._closed = False
        self._used_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def client(self, *, fresh: bool) -> AsyncIterator[Client]:
        """The client, for the time of one call. Raises the vault's errors."""
        lease, old = self._current, None
        if lease is None or fresh:
            credentials = await self._run(self._vault.credentials, self._environment.key)
            if words := misplaced(self._environment, credentials):
                raise CredentialsRefused(words)
            lease = self._current
            if lease is None or lease.credentials != credentials:
                # Off the loop: a client loads the certificates of the system (40 ms).
                client = await self._run(self._factory, self._environment, credentials)
                old, lease = self._current, _Lease(client, credentials)
                self._current = lease
        lease.users += 1  # before anything is awaited: a client in use is never closed
        try:
            if old is not None and old.users == 0:
                await old.client.aclose()
            yield lease.client
        finally:
            lease.users -= 1
            self._forget_later()
            if lease.users == 0 and (self._closed or lease is not self._current):
                await lease.client.aclose()

    def _forget_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._used_at = loop.time()
        if self._timer is None and not self._closed:
            self._timer = loop.call_later(_FORGET_S, self._forget)

    def _forget(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = None
        lease = self._current
        if lease is None or self._closed:
            return
        rest = self._used_at + _FORGET_S - loop.time()
        if lease.users or rest > 0:
            self._timer = loop.call_later(max(rest, 1.0), self._forget)
            return
        self._current = None
        task = loop.create_task(lease.client.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        task.add_done_callback(report_failure)

    def known(self) -> Credentials | None:
        """The credentials of the calls of the moment; None before the first one."""
        return self._current.credentials if self._current is not None else None

    async def aclose(self) -> None:
        """No new calls are expected; a call that still runs closes its client when it ends."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        await asyncio.gather(*self._closing, return_exceptions=True)
        lease, self._current = self._current, None
        if lease is not None and lease.users == 0:
            await lease.client.aclose()
