"""The way to the records where a passphrase seals their key: whether one is wanted, trying it, counting.

Everything blocks: in worker threads.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop.records.acts import Act
from realme_desktop.records.errors import RecordsError
from realme_desktop.vault.attempts import Attempts
from realme_desktop.vault.errors import VaultError, WrongPassphrase

from .numbers import Clock

if TYPE_CHECKING:
    from realme_desktop.orders.custody import Custody
    from realme_desktop.vault.vault import Vault

__all__ = ["Entrance"]

_log = logging.getLogger(__name__)


class Entrance:
    """One for a data directory. The tries of the window and of commands are counted together."""

    def __init__(self, folder: Path, clock: Clock = time.time) -> None:
        """`folder` is the data directory."""
        self.attempts = Attempts(folder / "passphrase.json", clock)

    def closed(self, vault: Vault) -> bool:
        """Whether the passphrase is wanted before the records can be opened. A keyring that does not answer
        holds no key either: what then follows is not for here to decide."""
        if vault.protected:
            return False
        try:
            return vault.is_sealed()
        except VaultError:
            return False

    def unlock(self, vault: Vault, passphrase: str, key: bytes | None = None) -> None:
        """Try a passphrase; `key` as for `Vault.unlock`. `WrongPassphrase`, also when it is too early for
        another try; other `VaultError` where the keyring can't be asked, which is nobody's wrong try."""
        wait = self.attempts.wait()
        if wait > 0:
            raise WrongPassphrase(wait, tried=False)
        try:
            vault.unlock(passphrase, key)
        except WrongPassphrase:
            raise WrongPassphrase(self.attempts.failed()) from None
        self.attempts.succeeded()

    def record(self, custody: Custody) -> None:
        """Write the wrong tries into the audit log, each at its time, as soon as there is one. What can't be
        written now is left for the next time."""
        for at in self.attempts.untold():
            try:
                custody.records.audit(Act.UNLOCK_FAILED, operator=custody.operator, at=at)
            except RecordsError as error:
                _log.warning("a wrong passphrase is not in the audit log yet: %s", error)
                return
            self.attempts.told((at,))
