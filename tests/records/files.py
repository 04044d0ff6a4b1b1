"""Looking into the bytes of the records' files."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import apsw

from tests.records.orders import KEY


def as_anybody(folder: Path) -> bytes:
    """Every file below the folder, as it lies there."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def with_the_key(path: Path, scratch: Path, key: bytes = KEY) -> bytes:
    """All pages of an encrypted file, free ones included, and of its WAL, decrypted: what somebody finds who
    has the data key. Works on copies in `scratch`."""
    found = b""
    for wal in (False, True):
        copy = scratch / f"copy-{wal}.db"
        shutil.copyfile(path, copy)
        if wal:
            file = path.with_name(path.name + "-wal")
            if not file.exists() or not file.stat().st_size:
                continue
            shutil.copyfile(file, copy.with_name(copy.name + "-wal"))
        connection = apsw.Connection(str(copy))
        connection.pragma("cipher", "chacha20")
        connection.pragma("key", f"raw:{key.hex()}")
        connection.pragma("journal_mode", "delete")
        connection.pragma("rekey", "")  # in place, page by page: nothing is tidied away
        connection.close()
        found += copy.read_bytes()
        copy.unlink()
    assert b"CREATE TABLE orders" in found
    return found


def present(needles: Iterable[str | bytes], content: bytes) -> list[str | bytes]:
    return [
        needle for needle in needles if (needle.encode() if isinstance(needle, str) else needle) in content
    ]
