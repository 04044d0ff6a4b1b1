"""The file that an export becomes: there as a whole or not at all.

It is written under another name beside its place, for nobody but its owner, and renamed when it is complete
and on the disk. What a killed program leaves behind has that other name and goes with the next export into
the same folder.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from realme_desktop.config.lock import FileLock
from realme_desktop.records.export.problems import ExportFailed, ExportRefused, Failure, Refusal

__all__ = ["checked_target", "replacing"]

_LEFT = re.compile(r"\.realme-export-[0-9a-f]{16}\.part")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_MOST_BYTES = 200  # of a name: file systems allow 255, and the name while writing is short anyway


def checked_target(path: Path, suffix: str, private: Path) -> Path:
    """`path` with the format's suffix, if an export may become that file; else `ExportRefused`.

    The name must be one that any system takes as the name of a plain file; the folder must be there, and must
    not be `private`, where the records themselves are. What is there under that name may be replaced if it is
    a plain file.
    """
    name = path.name
    if not name.lower().endswith(suffix):
        name += suffix
    if (
        not path.name.strip(" .")
        or _FORBIDDEN.search(name)
        or path.name != path.name.strip()
        or path.name.endswith(".")
        or _DEVICES.fullmatch(name.split(".")[0].strip())
        or len(name.encode("utf-8", "surrogatepass")) > _MOST_BYTES
        or ".." in path.parts
    ):
        raise ExportRefused(Refusal.NAME)
    try:
        folder = path.parent.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise ExportRefused(Refusal.FOLDER) from error
    if not folder.is_dir():
        raise ExportRefused(Refusal.FOLDER)
    if folder == private.resolve() or private.resolve() in folder.parents:
        raise ExportRefused(Refusal.PRIVATE)
    target = folder / name
    if path.is_dir() or target.is_symlink() or (target.exists() and not target.is_file()):
        raise ExportRefused(Refusal.NOT_A_FILE)
    return target


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `target` when the block ends without an error.

    Raises `ExportFailed`; then, and when the block raises, nothing is left and an older file is as it was.
    """
    _sweep(target.parent)
    temporary = target.with_name(f".realme-export-{secrets.token_hex(8)}.part")
    lock = FileLock(temporary)
    try:
        with _told():
            lock.try_acquire()  # which makes it, for its owner only; as long as it is held nobody sweeps it
            file = temporary.open("r+b")
        try:
            yield file
            with _told():
                file.flush()
                os.fsync(file.fileno())
        finally:
            # Nothing more may come of a file that is given up: closing would write what is left in memory.
            with contextlib.suppress(OSError):
                file.close()
        if sys.platform == "win32":
            lock.release()  # an open file can't be renamed there
        with _told():
            temporary.replace(target)
            _sync(target.parent)
    except BaseException:
        lock.release()
        temporary.unlink(missing_ok=True)
        raise
    finally:
        lock.release()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportFailed(Failure.of(error)) from error


def _sweep(folder: Path) -> None:
    """Remove what killed programs have left. Nobody holds it any more; what is held is being written."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _LEFT.fullmatch(path.name):
                lock = FileLock(path)
                with contextlib.suppress(OSError):
                    if lock.try_acquire():
                        lock.release()
                        path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
