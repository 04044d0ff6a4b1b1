"""The one way from a Qt slot into a coroutine.

A task that nobody holds may be collected in mid-flight, an exception in it is heard of much later or never,
and a task that outlives its widget talks to a dead C++ object. `spawn` takes care of all three.

asyncio is imported inside the functions: forms import this module before the first paint, and asyncio costs a
third of the time that a bare window takes.
"""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from realme_desktop.catalog.text import Text

from .language import Said

if TYPE_CHECKING:
    import asyncio

__all__ = ["async_slot", "cancel_all", "in_thread", "spawn", "words_of"]

_log = logging.getLogger(__name__)
_running: set[asyncio.Task[Any]] = set()

T = TypeVar("T")
P = ParamSpec("P")
Owner = TypeVar("Owner", bound=QObject)


def spawn(owner: QObject, coro: Coroutine[Any, Any, T], name: str = "") -> asyncio.Task[T]:
    """Run `coro` on the loop for as long as `owner` lives.

    What it raises is logged and told in words by the nearest `show_error(str)`: the owner's own, or that of
    one of its parents. RuntimeError when no loop runs.
    """
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        coro.close()
        raise
    task = loop.create_task(coro, name=name or getattr(coro, "__qualname__", None))
    mine = _tasks_of(owner)
    mine.add(task)
    _running.add(task)

    def finished(done: asyncio.Task[T]) -> None:
        mine.discard(done)
        _running.discard(done)
        if done.cancelled():
            return
        error = done.exception()
        if error is not None and not _outlived(owner, error):
            _log.error("Task %s failed", done.get_name(), exc_info=error)
            _tell(owner, words_of(error))

    task.add_done_callback(finished)
    return task


def async_slot(
    method: Callable[Concatenate[Owner, P], Coroutine[Any, Any, Any]],
) -> Callable[..., None]:
    """Make a coroutine method a slot: `button.clicked.connect(self._send)`.

    Signal arguments that the method does not ask for are dropped: `clicked(bool)` may drive a method without
    parameters.
    """
    room = len(inspect.signature(method).parameters) - 1

    def start(self: Owner, *args: Any) -> None:
        spawn(self, method(self, *args), name=method.__qualname__)  # type: ignore[call-arg]

    # PySide counts the arguments of the function that it is given (and passes none to a bare `*args`), so
    # each number of them needs a function of its own.
    def slot_0(self: Owner) -> None:
        start(self)

    def slot_1(self: Owner, first: Any) -> None:
        start(self, first)

    def slot_2(self: Owner, first: Any, second: Any) -> None:
        start(self, first, second)

    def slot_3(self: Owner, first: Any, second: Any, third: Any) -> None:
        start(self, first, second, third)

    slots: tuple[Callable[..., None], ...] = (slot_0, slot_1, slot_2, slot_3)
    return functools.wraps(method)(slots[room])


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work on the loop's executor; cancelling the awaiting task leaves the work to end alone."""
    import asyncio

    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, functools.partial(work, *args, **kwargs))


async def cancel_all(wait_s: float = 2.0) -> None:
    """Cancel every spawned task and wait until they are gone; for quitting."""
    import asyncio

    tasks = [task for task in _running if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    if tasks:
        _, left = await asyncio.wait(tasks, timeout=wait_s)
        for task in left:
            _log.warning("Task %s does not end", task.get_name())


def words_of(error: BaseException) -> str:
    """What to tell the operator about an exception: its own `words`, else a general sentence."""
    words = getattr(error, "words", None)
    return Said(words if isinstance(words, Text) else _inside)


def _inside() -> str:
    return QCoreApplication.translate(
        "Tasks",
        "Something went wrong inside the program. What you entered is still there; the history tells "
        "whether an order was sent. The log file holds the details.",
    )


def _tasks_of(owner: QObject) -> set[asyncio.Task[Any]]:
    mine: set[asyncio.Task[Any]] | None = getattr(owner, "_spawned_tasks", None)
    if mine is None:
        mine = set()
        owner._spawned_tasks = mine  # type: ignore[attr-defined]
        tasks = mine  # the lambda must not close over the owner
        owner.destroyed.connect(lambda *_: _cancel(tasks))
    return mine


def _outlived(owner: QObject, error: BaseException) -> bool:
    """Whether this is but a `finally` that touched its widget when the task ended with it."""
    from asyncio import CancelledError

    from shiboken6 import isValid

    cancelled = isinstance(error, RuntimeError) and isinstance(error.__context__, CancelledError)
    return cancelled and not isValid(owner)


def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tuple(tasks):
        if not task.done() and not task.get_loop().is_closed():
            task.cancel()


def _tell(owner: QObject, words: str) -> None:
    from shiboken6 import isValid

    place: QObject | None = owner
    while place is not None and isValid(place):
        show: Callable[[str], Awaitable[None] | None] | None = getattr(place, "show_error", None)
        if show is not None:
            show(words)
            return
        place = place.parent()
