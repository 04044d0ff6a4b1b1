"""What the settings pages stand on, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment, Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import ConnectionReport
    from realme_desktop.vault.vault import Vault

__all__ = ["SettingsContext"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsContext:
    """`vault` and `backstage` answer None until the program has opened them; `check_connection` sends a
    harmless checkresult query with the credentials that are stored for the environment, or with those
    given."""

    paths: Paths
    settings: Settings
    environments: Callable[[], Environments]
    vault: Callable[[], Vault | None]
    check_connection: Callable[[Environment, Credentials | None], Awaitable[ConnectionReport]]
    backstage: Callable[[], Backstage | None] = lambda: None
