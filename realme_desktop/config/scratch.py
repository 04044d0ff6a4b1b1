"""Temporary files: inside the data directory, in a folder of this run, gone at its end or the next start."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

from realme_desktop.config.lock import FileLock
from realme_desktop.config.paths import Paths, private_folder

__all__ = ["Scratch"]

FOLDER = "tmp"
_PREFIX = "run-"
_LOCK = ".running"
_MADE_JUST_NOW_S = 60.0


class Scratch:
    """Whatever asks for a temporary file in this process gets it here: Python by `tempfile.tempdir`, Qt and
    libraries by the variables. A folder whose lock nobody holds belongs to a run that is over."""

    def __init__(self, paths: Paths) -> None:
        """Raises OSError where the disk refuses; nothing is changed then."""
        above = private_folder(paths.data_dir / FOLDER)
        self.swept = sum(_swept(folder) for folder in sorted(above.glob(f"{_PREFIX}*")))
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=above))
        self._lock = FileLock(self.folder / _LOCK)
        self._lock.try_acquire()
        self._before = tempfile.tempdir, {name: os.environ.get(name) for name in _VARIABLES}
        tempfile.tempdir = str(self.folder)
        for name in _VARIABLES:
            os.environ[name] = str(self.folder)
        atexit.register(self.close)

    def close(self) -> None:
        """Remove it, and let temporary files be where they were before. Idempotent."""
        if not self._lock.held:
            return
        tempfile.tempdir, variables = self._before
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.close)


_VARIABLES = ("TMPDIR", "TEMP", "TMP") if os.name == "nt" else ("TMPDIR",)


def _swept(folder: Path) -> bool:
    """Remove the folder unless somebody works in it."""
    lock = FileLock(folder / _LOCK)
    try:
        if folder.is_symlink() or not folder.is_dir():
            return False
        if not lock.path.exists() and time.time() - folder.stat().st_mtime < _MADE_JUST_NOW_S:
            return False  # by another program that has not come to lock it yet
        if not lock.try_acquire():
            return False
    except OSError:
        return False
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
    return True
