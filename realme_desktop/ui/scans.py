"""A folder watched for new scans: what a scanner lays down there is offered to the form on show.

Nothing is taken by itself: which scan belongs to whom only the operator knows. Files that were there when the
watching began are none of the new ones, and a file counts as complete when it has been the same for two looks
in a row.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.widgets.words import clean

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.config.settings import Settings

    from .shell import MainWindow

__all__ = ["Found", "ScanWatch", "Scans", "list_files"]

_LOOK_MS = 700
_LOOKS = 200  # at a file that stays empty: some two minutes, a long warm-up of a scanner
_MOST_WAITING = 4  # scans that no form has had a place for yet
_MOST = 5000  # files of a folder that are kept in mind
_PART = (".part", ".tmp", ".crdownload", ".partial", "~")


@dataclass(frozen=True, slots=True)
class Found:
    """What tells one state of a file from another."""

    size: int
    modified: int  # ns


def list_files(folder: Path) -> dict[Path, Found]:
    """The regular files of a folder, without hidden ones and those whose name says that they are unfinished;
    nothing for a folder that can't be read. Blocking."""
    found: dict[Path, Found] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.lower().endswith(_PART):
                    continue
                try:
                    if entry.is_file():
                        status = entry.stat()
                        found[Path(entry.path)] = Found(status.st_size, status.st_mtime_ns)
                except OSError:  # gone since it was listed
                    continue
                if len(found) >= _MOST:
                    break
    except OSError:
        return {}
    return found


class ScanWatch(QObject):
    """`came(Path)` once for each new, complete file; `lost(str)` when the folder can't be watched."""

    came = Signal(object)
    lost = Signal(str)

    def __init__(self, parent: QObject | None = None, *, look_ms: int = _LOOK_MS) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._known: dict[Path, Found] | None = None
        self._growing: dict[Path, Found] = {}
        self._patience: dict[Path, int] = {}  # looks that an empty file still gets
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(look_ms)
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> Path | None:
        return self._folder

    @property
    def ready(self) -> bool:
        """The files that are there already are known: what comes now is new."""
        return self._known is not None

    def watch(self, folder: str) -> None:
        """Watch this folder from now on; '' watches none. Needs the running loop."""
        wanted = Path(folder).expanduser() if folder.strip() else None
        if wanted == self._folder:
            return
        self.stop()
        self._folder = wanted
        if wanted is not None:
            self._look()

    def stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._watcher is not None and (watched := self._watcher.directories()):
            self._watcher.removePaths(watched)
        self._folder, self._known = None, None
        self._growing.clear()
        self._patience.clear()

    def _changed(self, _: str) -> None:
        self._timer.start()

    def _look(self) -> None:
        if self._folder is None:
            return
        if self._task is not None and not self._task.done():
            self._again = True
            return
        self._task = spawn(self, self._compare(self._folder), "look for new scans")

    async def _compare(self, folder: Path) -> None:
        there = await in_thread(folder.is_dir)
        files = await in_thread(list_files, folder) if there else {}
        if folder != self._folder:
            return
        if self._known is None:
            if not there:
                self._folder = None
                self.lost.emit(str(folder))
                return
            if self._watcher is None:
                self._watcher = QFileSystemWatcher(self)
                self._watcher.directoryChanged.connect(self._changed)
            self._watcher.addPath(str(folder))
            # What came between the listing and the watching would be missed else.
            self._known = files
            self._timer.start()
            return
        known = self._known
        for path, now in files.items():
            if known.get(path) == now:
                continue
            if now.size and self._growing.get(path) == now:
                del self._growing[path]
                known[path] = now
                self._patience.pop(path, None)
                self.came.emit(path)
                continue
            # The folder says nothing of what happens within a file: it is looked at again for a while.
            self._growing[path] = now
            left = self._patience.get(path, _LOOKS) - 1 if not now.size else _LOOKS
            self._patience[path] = left
            if left <= 0:
                del self._growing[path], self._patience[path]
                known[path] = now
        for gone in [path for path in (*known, *self._growing) if path not in files]:
            for kept in (known, self._growing, self._patience):
                kept.pop(gone, None)
        if not there:
            self.stop()
            self.lost.emit(str(folder))
        elif self._again or self._growing:
            self._again = False
            self._timer.start()


class Scans(QObject):
    """Carries new scans from the folder of the settings to the form on show."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.watch = ScanWatch(self)
        self._waiting: list[Path] = []
        self.watch.came.connect(self._came)
        self.watch.lost.connect(self._lost)
        window.service_opened.connect(lambda _: self._offer())
        window.quit_wanted.connect(self.watch.stop)

    def follow(self) -> None:
        """Watch what the settings say, from now on. Needs the running loop."""
        self.watch.watch(str(self._settings.get("picture.scan_folder")))

    def _came(self, path: Path) -> None:
        self._waiting = [*self._waiting, path][-_MOST_WAITING:]
        if not self._offer():
            name = clean(path.name, 60)
            self._window.say(
                self.tr("New scan: {name}. It is offered where a picture is wanted.").format(name=name)
            )

    def _offer(self) -> bool:
        form = self._window.form()
        if form is None or form.pictures is None:
            return False
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            if not form.pictures.offer_scan(path):
                self._waiting.append(path)
        return bool(waiting) and not self._waiting

    def _lost(self, folder: str) -> None:
        words = self.tr("The folder of new scans can't be read: {folder}. It is not watched any more.")
        self._window.tell(words.format(folder=clean(folder, 200)), "warning", key="scans")
