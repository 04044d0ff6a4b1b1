"""The records on disk and the key in the keyring, brought together; and what to do when they don't fit.

The data key is in the keyring, the file in the data directory. While the key is being changed there are two
in the keyring, and the file is under one of them: both are tried. No file is ever deleted here, and no key
made for a file that is there already.

Everything blocks: in worker threads, under `Presence.opening()`.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop.records.errors import RecordsDamaged, RecordsUnavailable, WrongKey
from realme_desktop.vault.errors import VaultError

from .presence import Presence

if TYPE_CHECKING:
    from realme_desktop.config.paths import Paths
    from realme_desktop.records.audit import Progress
    from realme_desktop.records.rescue import Rescued
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

__all__ = ["KeyLost", "new_history", "open_kept", "rescue_history", "set_aside"]

_log = logging.getLogger(__name__)


class KeyLost(Exception):
    """There are records, and the keyring holds no key at all."""


def open_kept(path: Path, vault: Vault) -> Records:
    """The records by the key of the keyring; file and key are made where neither is there.

    `KeyLost`; `VaultError` if the keyring can't be asked; `RecordsError` (`WrongKey` if no key fits).
    """
    from realme_desktop.records import leftovers
    from realme_desktop.records.store import Records

    leftovers.remove(path)
    key = vault.existing_data_key()
    if not _has_content(path):
        return Records.open(path, key if key is not None else vault.data_key())
    following = vault.next_data_key()
    if key is None and following is None:
        raise KeyLost
    if key is not None:
        try:
            return Records.open(path, key)
        except WrongKey:
            if following in (None, key):
                raise
    assert following is not None
    records = Records.open(path, following)
    _log.info("the data key was being changed when the program ended; the file is under the new one")
    try:
        vault.confirm_data_key(following)
    except VaultError as error:  # tried again at the next start: it stays where it is
        _log.warning("the new data key is not confirmed yet: %s", error)
    return records


def _has_content(path: Path) -> bool:
    """An empty file has no key yet."""
    return path.exists() and path.stat().st_size > 0


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No console is at work on the data directory, and nobody opens it meanwhile."""
    presence = Presence(folder)
    try:
        with presence.opening():
            if not presence.become_keeper():
                raise RecordsUnavailable("locked")
            try:
                yield
            finally:
                presence.resign()
    except TimeoutError as error:
        raise RecordsUnavailable("locked") from error


def new_history(paths: Paths, now: float | None = None) -> Path | None:
    """A person's decision where the records can't be opened: keep the file under another name and begin anew
    at the next opening. Returns what the file is called now, None if there was none. `RecordsUnavailable`
    while a console has it open; OSError."""
    with _alone(paths.data_dir):
        return set_aside(paths.database, "kept", now) if paths.database.exists() else None


def rescue_history(
    paths: Paths, vault: Vault, *, operator: str, at: int, progress: Progress | None = None
) -> tuple[Rescued, Path]:
    """Save what can be saved of a damaged file into a new one that takes its place; the damaged one is kept
    under the name that is returned. `KeyLost`, `VaultError`, `RecordsError` (nothing can be read, and nothing
    was changed), OSError."""
    from realme_desktop.records.leftovers import rescued, rescues
    from realme_desktop.records.rescue import rescue

    target = rescued(paths.database)
    with _alone(paths.data_dir):
        keys = [key for key in (vault.existing_data_key(), vault.next_data_key()) if key is not None]
        if not keys:
            raise KeyLost
        for file in rescues(paths.database):
            file.unlink(missing_ok=True)
        try:
            for key in keys:
                try:
                    found = rescue(paths.database, key, target, operator=operator, at=at, progress=progress)
                    break
                except RecordsDamaged:
                    if key is keys[-1]:
                        raise
            kept = set_aside(paths.database, "damaged", at / 1000)
            target.replace(paths.database)
        finally:
            target.unlink(missing_ok=True)
        return found, kept


def set_aside(path: Path, word: str, now: float | None = None) -> Path:
    """Give the file (and what belongs to it) another name that tells `word` and the time; returns that.
    Nobody has it open. Killed in between, all of it is there, under the old name or the new one. OSError."""
    from realme_desktop.records.files import flush, flush_folder, free_name

    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    kept = free_name(path.with_name(f"{path.stem}.{word}-{stamp}{path.suffix}"))
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:  # the newest changes are in it
        copy = kept.with_name(kept.name + "-wal")
        shutil.copy2(wal, copy)
        flush(copy)
    path.rename(kept)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    flush_folder(path.parent)
    return kept
