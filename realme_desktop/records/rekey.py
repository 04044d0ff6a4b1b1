"""Another key for the file, in its place.

A copy under the new key is made beside the file, read back, and renamed over it. Whatever happens in between,
the file as a whole is under the one key or the other; which of them, opening it tells. So both have to be
kept (`Vault.propose_data_key`) until the file is seen to open by the new one.
"""

from __future__ import annotations

from pathlib import Path

import apsw

from realme_desktop.records.audit import Progress
from realme_desktop.records.database import copy_pages, keyed, translated
from realme_desktop.records.errors import RecordsDamaged, RecordsUnavailable
from realme_desktop.records.files import flush, flush_folder
from realme_desktop.records.leftovers import rekeyed
from realme_desktop.records.search import TOKENIZER, make_tokenizer

__all__ = ["change_key"]


def change_key(path: Path, old: bytes, new: bytes, progress: Progress | None = None) -> None:
    """Nobody else has the file open, or `RecordsUnavailable`. Raises `RecordsError` or OSError (no room for
    the copy, for example); the file then is under the old key."""
    copy = rekeyed(path)
    copy.unlink(missing_ok=True)
    try:
        with keyed(path, old) as source, translated():
            _alone(source)
            copy.touch(mode=0o600)
            with keyed(copy, new) as target:
                copy_pages(source, target, progress or (lambda *_: None))
            _read_back(copy, new)
            flush(copy)
            source.execute("ROLLBACK")
        copy.replace(path)
        flush_folder(path.parent)
    finally:
        copy.unlink(missing_ok=True)


def _alone(connection: apsw.Connection) -> None:
    """One file without a WAL, and nobody else in it. Whoever has it open keeps it in WAL mode."""
    try:
        if connection.pragma("journal_mode", "delete") != "delete":
            raise RecordsUnavailable("locked")
    except apsw.BusyError as error:
        raise RecordsUnavailable("locked", str(error)) from error
    connection.execute("BEGIN")
    connection.pragma("user_version")  # from here on nobody can commit


def _read_back(path: Path, key: bytes) -> None:
    with keyed(path, key) as connection, translated():
        connection.pragma("user_version")
        connection.register_fts5_tokenizer(TOKENIZER, make_tokenizer)
        if (said := connection.pragma("quick_check")) != "ok":
            raise RecordsDamaged(f"the copy under the new key: {str(said)[:200]}")
