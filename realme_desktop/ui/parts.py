"""What the composition root hands to the console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment, Environments
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import ConnectionReport
    from realme_desktop.vault.vault import Vault

__all__ = ["Parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`open_backstage` opens vault and records and starts the desk of an environment; `sandbox_base` starts
    the sandbox if it does not run yet and tells its address (blocking: for a worker thread);
    `check_connection` sends a harmless query with stored or given credentials; `vault` is the
    one that the records are opened with.
    """

    open_backstage: Callable[[Environment], Awaitable[Backstage]]
    sandbox_base: Callable[[], str]
    load_environments: Callable[[], Environments]
    check_connection: Callable[[Environment, Credentials | None], Awaitable[ConnectionReport]]
    vault: Callable[[], Vault]
