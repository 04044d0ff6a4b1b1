"""What the settings pages stand on, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from realme_desktop.ui.tasks import in_thread

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment, Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import ConnectionReport
    from realme_desktop.records.acts import Act
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

    async def record(self, act: Act, **detail: str | int | float | bool) -> None:
        """Write what was changed here into the audit log, once there is one. Names, never what they hold."""
        backstage = self.backstage()
        if backstage is not None:
            await in_thread(partial(backstage.custody.record, act, order_id=None, **detail))
