"""The log of the program: one JSON object a line, rotating, redacted, for its owner only.

What is written is for whoever looks after the program: order numbers, states, codes, problems. Nothing of it
is ever sent anywhere.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from realme_desktop.config.paths import Paths, private_folder
from realme_desktop.config.redaction import redacted, told_error

__all__ = ["LOG", "JsonLines", "Redaction", "latest_lines", "start_log", "tell_errors_redacted"]

LOG = "console.log"
_LARGEST = 1_000_000
_KEPT = 3
# These write addresses, headers or whole requests where somebody turns their level down.
_TALKATIVE = ("httpx", "httpcore", "asyncio", "qasync", "aiohttp.access", "PIL", "keyring", "secretstorage")


class Redaction(logging.Filter):
    """Puts the redacted message in the place of message and arguments, and of an exception what may be told
    of it: whatever formats the record afterwards has nothing else to write."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception as error:  # noqa: BLE001 - a wrong format string must not cost the entry
            message = f"{record.msg} ({type(error).__name__} in its arguments)"
        record.msg, record.args = redacted(message), None
        if record.exc_info:
            record.exc_text = told_error(record.exc_info[1])
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


class JsonLines(logging.Formatter):
    """`at` is UTC; `error` has the types and places of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        entry: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_text:
            entry["error"] = record.exc_text.splitlines()
        return json.dumps(entry, ensure_ascii=False)


class _PrivateFile(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        """0600 from the beginning, whatever the umask says."""
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding=self.encoding)


def start_log(paths: Paths) -> logging.Handler | None:
    """Begin to write it; returns the handler, None where the disk refuses (it is said on the terminal)."""
    try:
        private_folder(paths.data_dir)
        private_folder(paths.log_dir)
        handler = _PrivateFile(paths.log_dir / LOG, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
    except OSError as error:
        print(f"realme-desktop: no log can be written: {error.strerror}", file=sys.stderr)  # noqa: T201
        return None
    handler.addFilter(Redaction())
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def tell_errors_redacted() -> None:
    """What nobody catches is told on the terminal without its words: the journal of the system keeps what a
    desktop program writes there."""

    def told(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        print(told_error(error), file=sys.stderr)  # noqa: T201

    def of_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            told(args.exc_type, args.exc_value, args.exc_traceback)

    def unraisable(args: Any) -> None:
        if args.exc_value is not None:
            told(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook, threading.excepthook, sys.unraisablehook = told, of_thread, unraisable
    # A handler of last resort would write messages as they are.
    logging.lastResort = None


def latest_lines(folder: Path, most: int = 300) -> list[str]:
    """The newest lines of the log, oldest first; empty where there is none."""
    lines: list[str] = []
    for name in (LOG, *(f"{LOG}.{number}" for number in range(1, _KEPT + 1))):
        try:
            text = (folder / name).read_text(encoding="utf-8", errors="backslashreplace")
        except OSError:
            break
        lines = [*text.splitlines(), *lines]
        if len(lines) >= most:
            break
    return lines[-most:]
