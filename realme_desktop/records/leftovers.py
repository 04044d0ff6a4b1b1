"""What a killed key change, rescue or restore leaves beside the records. Light: each start looks."""

from __future__ import annotations

import contextlib
import glob
import time
from pathlib import Path

__all__ = ["RESCUE_COPY", "RESTORE_COPY", "rekeyed", "remove", "rescued", "rescues"]

RESCUE_COPY = ".rescuing-"
RESTORE_COPY = ".restoring-"
_OLD_S = 24 * 3600


def rekeyed(path: Path) -> Path:
    """Where the copy of `path` under another key is made."""
    return path.with_name(f".{path.name}.rekeyed")


def rescued(path: Path) -> Path:
    """Where the new file is made that is to take the place of the damaged `path`."""
    return path.with_name(f".{path.name}.rescued")


def rescues(path: Path) -> list[Path]:
    """What a killed rescue of `path` left behind: both hold what retention could not remove any more. To be
    removed where nobody else is at work on the folder."""
    new = rescued(path).name
    return [*path.parent.glob(f"{RESCUE_COPY}*"), *path.parent.glob(f"{glob.escape(new)}*")]


def remove(path: Path) -> None:
    """All that is left beside the records at `path`, which are not open. Raises OSError."""
    for file in (rekeyed(path), *rescues(path)):
        file.unlink(missing_ok=True)
    # Copies of backups under keys that nobody has. Another file may be restored into just now.
    for file in path.parent.glob(f"{RESTORE_COPY}*"):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > _OLD_S:
                file.unlink()
