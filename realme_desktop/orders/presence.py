"""Who works on a data directory: one keeper, who asks RealMe for every order; guests; onlookers.

    keeper     the first console: takes up what earlier runs left, sends, asks
    guest      a command (`submit`): sends and asks for its own order only, beside a keeper or alone
    onlooker   a further console: shows the history; becomes the keeper when the keeper is gone

A guest claims its order by a lock file of that order's number before the order is on disk, so that a keeper
that starts meanwhile does not take it for lost. When the guest is gone, however that happened, the system has
let go of the lock, and the keeper takes the order up.

Everything here blocks (for moments): in worker threads.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from realme_desktop.config.lock import FileLock

__all__ = ["Duty", "Presence"]

_log = logging.getLogger(__name__)

_GUEST = "guest-"
_OPENING_S = 20.0
_TRY_EVERY_S = 0.05


class Duty(Enum):
    KEEPER = "keeper"
    GUEST = "guest"
    ONLOOKER = "onlooker"


class Presence:
    """One for each program that has a data directory open. Where the file system knows no locks, everybody is
    told that nobody else is there: the records themselves still keep an order from being sent twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keeper = FileLock(folder / "console.lock")
        self._claims: dict[str, FileLock] = {}

    @contextlib.contextmanager
    def opening(self, within_s: float = _OPENING_S) -> Iterator[None]:
        """Alone while keys are made and records are opened: two first starts must not make two data keys.

        `TimeoutError` when another program takes longer than that.
        """
        lock = FileLock(self._folder / "opening.lock")
        until = time.monotonic() + within_s
        pause = threading.Event()
        while not _acquired(lock):
            if time.monotonic() >= until:
                raise TimeoutError
            pause.wait(_TRY_EVERY_S)
        try:
            yield
        finally:
            lock.release()

    def become_keeper(self) -> bool:
        """Take the place of the keeper, if nobody has it."""
        return _acquired(self._keeper)

    def resign(self) -> None:
        """Leave the keeper's place to others."""
        self._keeper.release()

    def claim(self, order_id: str) -> None:
        """Nobody else is to take up this order while this program runs."""
        lock = FileLock(self._file(order_id))
        if _acquired(lock):
            self._claims[order_id] = lock

    def release(self, order_id: str, *, ended: bool) -> None:
        """Let go of an order; one that has not ended is left to the keeper."""
        lock = self._claims.pop(order_id, None)
        if lock is not None:
            lock.release()
            if ended:
                self.forget(order_id)

    def guests(self) -> tuple[frozenset[str], frozenset[str]]:
        """The orders that other programs have claimed: of those that run now, and of those that are gone.
        `forget` the latter when they were taken up."""
        here: set[str] = set()
        gone: set[str] = set()
        for file in self._folder.glob(f"{_GUEST}*.lock"):
            order_id = file.stem.removeprefix(_GUEST)
            if order_id not in self._claims:
                lock = FileLock(file)
                (gone if _acquired(lock) else here).add(order_id)
                lock.release()
        return frozenset(here), frozenset(gone)

    def forget(self, order_id: str) -> None:
        with contextlib.suppress(OSError):
            self._file(order_id).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave; what is claimed still is left to the keeper. Idempotent."""
        for order_id in tuple(self._claims):
            self.release(order_id, ended=False)
        self.resign()

    def _file(self, order_id: str) -> Path:
        return self._folder / f"{_GUEST}{order_id}.lock"


def _acquired(lock: FileLock) -> bool:
    try:
        return lock.try_acquire()
    except OSError as error:
        _log.warning("%s can't be locked: %s", lock.path.name, error.strerror or error)
        return True
