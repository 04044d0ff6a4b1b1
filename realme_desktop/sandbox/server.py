"""A RealMe of our own on loopback: real HTTP in its own thread, on its own plain asyncio loop.

    with Sandbox() as sandbox:
        print(sandbox.base)

Nothing is kept on disk. What it answers follows from what it is asked (`docs/sandbox.md`).
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType, TracebackType
from typing import Literal, Self

from aiohttp import web

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.config.environment import SigningSettings

from .courier import Courier
from .ledger import Ledger, LoggedRequest, SentNotification, submissions
from .reception import BASE_PATH, MAX_BODY, Conduct, Reception

__all__ = ["Sandbox", "run_forever"]


class Sandbox:
    """`port` 0 takes a free one. `settle_s` is how long an asynchronous result takes, `long_s` the same for
    the magic input that waits long, `slow_s` the delay of the slow reply. `rate` is the number of calls per
    second before 90105, None for no limit. `notify_as` is the body of the notifications, `notify_again_s` the
    wait before the second attempt at one. `clock` gives seconds since the epoch: results settle by it.

    `start` raises OSError when the port can't be had. An object can be started again after `stop`; its log
    and its orders begin anew then.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        settle_s: float = 3.0,
        long_s: float = 60.0,
        slow_s: float = 4.0,
        rate: float | None = 50.0,
        app_token: str = SANDBOX_CREDENTIALS.app_token,
        app_key: str = SANDBOX_CREDENTIALS.app_key,
        signing: SigningSettings | None = None,
        signing_base: str = "",
        notify_as: Literal["form", "json"] = "form",
        notify_again_s: float = 2.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._host = host
        self._wanted_port = port
        self._port = 0
        self._conduct = Conduct(
            app_token=app_token,
            app_key=app_key,
            settle_s=settle_s,
            long_s=long_s,
            slow_s=slow_s,
            rate=rate,
            signing=signing or SigningSettings(),
            signing_base=signing_base,
            notify_as=notify_as,
            notify_again_s=notify_again_s,
            clock=clock,
        )
        self._ledger = Ledger()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: asyncio.Event | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None

    @property
    def port(self) -> int:
        """The port that is listened on; 0 before the start."""
        return self._port

    @property
    def base(self) -> str:
        """The environment's base. Raises RuntimeError when the sandbox doesn't run."""
        if not self.running:
            raise RuntimeError("the sandbox is not running")
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self._host, self._host)
        if ":" in host and not host.startswith("["):
            host = f"[{host}]"
        return f"http://{host}:{self._port}{BASE_PATH}"

    @property
    def log(self) -> list[LoggedRequest]:
        """Every request so far, oldest first: a snapshot, from any thread."""
        return list(self._ledger.log.copy())

    @property
    def notifications(self) -> list[SentNotification]:
        """Every attempt to notify so far, oldest first: a snapshot, from any thread."""
        return list(self._ledger.notifications.copy())

    def submissions(self) -> Counter[str]:
        """How often each order_id was submitted with a good signature, repetitions included."""
        return submissions(self.log)

    def recorded(self) -> frozenset[str]:
        """The numbers of all orders in the sandbox's books."""
        return frozenset(order.order_id for order in self._ledger.orders())

    def start(self) -> None:
        if self._thread is not None:
            return
        self._ledger = Ledger()
        failures: list[BaseException] = []
        ready = threading.Event()
        thread = threading.Thread(target=self._run, args=(ready, failures), name="sandbox", daemon=True)
        thread.start()
        ready.wait()
        if failures:
            thread.join()
            raise failures[0]
        self._thread = thread

    def stop(self) -> None:
        """Close every connection and wait for the thread. Safe to call twice."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._loop is not None and self._closing is not None:
            self._loop.call_soon_threadsafe(self._closing.set)
        thread.join()
        self._port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self, ready: threading.Event, failures: list[BaseException]) -> None:
        # A selector loop everywhere: the window's own loop and its policies are not to be met here.
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve(ready))
        except BaseException as error:
            if ready.is_set():
                raise
            failures.append(error)
        finally:
            ready.set()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        # One worker, so that what the answers remember is never touched by two threads.
        with ThreadPoolExecutor(1, thread_name_prefix="sandbox-answers") as worker:
            courier = Courier(self._conduct, self._ledger, self._closing)
            reception = Reception(self._conduct, self._ledger, worker, self._closing, courier)
            application = web.Application(client_max_size=MAX_BODY)
            application.router.add_route("*", "/{path:.*}", reception.handle)
            runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
            await runner.setup()
            try:
                await web.TCPSite(runner, self._host, self._wanted_port).start()
                self._port = runner.addresses[0][1]
                ready.set()
                await self._closing.wait()
            finally:
                await courier.aclose()
                await runner.cleanup()


def run_forever(
    host: str = "127.0.0.1",
    port: int = 0,
    settle_s: float = 3.0,
    ready: Callable[[Sandbox], None] | None = None,
) -> None:
    """Serve until Ctrl-C or SIGTERM. `ready` is called once it listens. Raises OSError without a port.

    For the main thread: it takes over both signals for that time.
    """
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with Sandbox(host=host, port=port, settle_s=settle_s) as sandbox:
            if ready is not None:
                ready(sandbox)
            # With a timeout, because Windows does not interrupt an endless wait for Ctrl-C.
            while not ended.wait(0.5):
                pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
