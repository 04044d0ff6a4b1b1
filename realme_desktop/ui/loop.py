"""The one event loop: Qt's, spoken to as asyncio (qasync).

The traps of qasync that this module takes out of everybody's way are told beside each remedy.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from types import TracebackType
from typing import Any

# PySide6 first: qasync looks for PyQt5 before it, and takes what is imported already.
from PySide6.QtWidgets import QApplication

import qasync  # isort: skip

from .agenda import Agenda
from .collecting import collected_here

__all__ = ["WORKERS", "new_event_loop", "on_interrupt", "run", "watch_errors"]

_log = logging.getLogger(__name__)

WORKERS = 4

# How long a worker thread may keep the interpreter while the window waits for it. Python's 5 ms, three times
# in a row, is a frame lost; `dev.py bench --only stall` shows the difference.
_SWITCH_S = 0.0005


class _Loop(qasync.QEventLoop):
    def __init__(self, app: QApplication | None = None) -> None:
        super().__init__(app)
        self._timer = Agenda()
        # qasync's own executor starts ten QThreads at the first `to_thread`.
        self.workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="work")
        self.set_default_executor(self.workers)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._timer.soon(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._timer.soon_from_elsewhere(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._timer.at(handle)
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        self._timer.forget(handle)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A loop on the running QApplication, with one precise timer and four worker threads."""
    loop: asyncio.AbstractEventLoop = _Loop()
    return loop


def run(main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run `main()` to its end on a new loop and return what it returns.

    Ends when the coroutine ends, not with the last window: qasync would otherwise leave with "Event loop
    stopped before Future completed".
    """
    QApplication.setQuitOnLastWindowClosed(False)
    sys.setswitchinterval(_SWITCH_S)
    with collected_here(), asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.get_loop().set_exception_handler(_loop_error)
        return runner.run(main())


def on_interrupt(ask_to_quit: Callable[[], object]) -> None:
    """Call `ask_to_quit` on the loop at Ctrl-C or SIGTERM; without this Qt sees them seconds later."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, ask_to_quit)
        except (NotImplementedError, RuntimeError, ValueError, AttributeError):
            # Windows has no signal handlers on a loop; and only the main thread may have any.
            if threading.current_thread() is threading.main_thread():
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(ask_to_quit))


_tell: Callable[[BaseException], None] | None = None


def watch_errors(tell: Callable[[BaseException], None]) -> Callable[[], None]:
    """Log what nobody caught, from slots, threads and tasks, and pass it to `tell` on the loop's thread.

    Errors in slots go to `sys.excepthook`, those of tasks to the loop's handler: both end here, and then
    where they went before. Returns how to stop watching.
    """
    global _tell
    slots_before, threads_before = sys.excepthook, threading.excepthook

    def of_slots(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _log.error("Nobody caught this", exc_info=(kind, error, trace))
            if _tell is not None and threading.current_thread() is threading.main_thread():
                _tell(error)
        slots_before(kind, error, trace)

    def stop() -> None:
        global _tell
        _tell = None
        sys.excepthook, threading.excepthook = slots_before, threads_before

    _tell = tell
    sys.excepthook = of_slots
    threading.excepthook = _thread_error
    return stop


def _thread_error(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        name = args.thread.name if args.thread else "?"
        _log.error("Thread %s failed", name, exc_info=args.exc_value)


def _loop_error(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    _log.error("In the loop: %s", context.get("message", ""), exc_info=error)
    if isinstance(error, Exception) and _tell is not None:
        _tell(error)
