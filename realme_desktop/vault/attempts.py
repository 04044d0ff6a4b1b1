"""Wrong passphrases: how many in a row, and how long the next try has to wait.

Kept in a file of the data directory, so that a restart does not begin anew. Whoever may write there can
remove it, and can just as well take the sealed key to another computer and guess there: against that stands
the cost of a guess (`sealed`), not this file. What it holds back is a person who tries at the keyboard.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from realme_desktop.config.paths import write_private

__all__ = ["Attempts"]

_log = logging.getLogger(__name__)

_FREE = 2  # mistyping is no attack
_FIRST_S = 2.0
_LONGEST_S = 900.0
_MOST_TOLD = 1000  # failures whose times are kept until they are in the audit log


class Attempts:
    """Thread-safe; every method blocks for moments. A file that can't be read counts as one failure now; one
    that can't be written is logged, and the count goes on in memory."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._last = 0.0  # seconds since the Unix epoch
        self._untold: list[int] = []
        self._kept = True  # the file holds what is known here

    def wait(self) -> float:
        """Seconds until the next try is taken; 0 for now."""
        with self._lock:
            self._load()
            return self._left()

    def failed(self) -> float:
        """A try was wrong. Returns how long the next one has to wait."""
        with self._lock:
            self._load()
            self._failures += 1
            self._last = self._clock()
            self._untold = [*self._untold[-_MOST_TOLD + 1 :], int(self._last * 1000)]
            self._keep()
            return self._left()

    def succeeded(self) -> None:
        """The count begins anew; what is not in the audit log yet stays to be told."""
        with self._lock:
            self._load()
            if self._failures:
                self._failures = 0
                self._keep()

    def untold(self) -> tuple[int, ...]:
        """When the failures were that no audit log tells of yet, in milliseconds."""
        with self._lock:
            self._load()
            return tuple(self._untold)

    def told(self, times: tuple[int, ...]) -> None:
        """These are in the audit log now."""
        with self._lock:
            self._load()
            self._untold = [at for at in self._untold if at not in times]
            self._keep()

    def _left(self) -> float:
        if self._failures <= _FREE:
            return 0.0
        delay = min(_FIRST_S * 2.0 ** min(self._failures - _FREE - 1, 16), _LONGEST_S)
        left = self._last + delay - self._clock()
        return min(max(left, 0.0), delay)  # a clock that was put back makes nobody wait longer than that

    def _load(self) -> None:
        if not self._kept:
            return
        try:
            told: Any = json.loads(self._path.read_text("utf-8"))
            self._failures = max(0, int(told["failures"]))
            self._last = float(told["last"])
            self._untold = [int(at) for at in told["untold"]][-_MOST_TOLD:]
        except FileNotFoundError:
            self._failures, self._last, self._untold = 0, 0.0, []
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            _log.warning("the count of wrong passphrases can't be read: %s", type(error).__name__)
            self._failures, self._last, self._untold = _FREE + 1, self._clock(), []
            self._keep()

    def _keep(self) -> None:
        told = {"failures": self._failures, "last": self._last, "untold": self._untold}
        try:
            write_private(self._path, json.dumps(told).encode())
            self._kept = True
        except OSError as error:
            _log.warning("the count of wrong passphrases can't be kept: %s", error.strerror or error)
            self._kept = False
