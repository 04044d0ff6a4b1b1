"""A world in which an hour passes at once: a loop whose time leaps, a RealMe that does what it is told, and a
disk that can be taken away in mid-step. The desk, its scheduler and its records are the real ones."""

from __future__ import annotations

import asyncio
import json
import selectors
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from realme_desktop.catalog.model import Arrival, Service
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.environment import Environment
from realme_desktop.gateway.client import Client
from realme_desktop.gateway.replies import read_reply
from realme_desktop.gateway.reply import CallStatus, Exchange, Reply, SentRequest, TransportProblem

LATENCY_S = 0.2
START_OF_WALL_CLOCK = 1_790_000_000.0


class _LeapingSelector(selectors.DefaultSelector):
    """Where the loop would wait for a timer, the timer's moment comes at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "nothing would ever happen again"
            self.now += max(0.0, timeout)
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


class InlineExecutor(Executor):
    """Runs at once, in the loop's own thread. When `dead`, nothing reaches the disk any more."""

    def __init__(self) -> None:
        self.dead = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.dead:
            return future  # never done: its process is gone
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the caller's, as in every executor
            future.set_exception(error)
        return future


class Fate(Enum):
    """What becomes of a submission."""

    TAKEN = "taken"
    REFUSED = "refused"
    THROTTLED = "throttled"
    DUPLICATE = "duplicate"
    NOT_CONNECTED = "not_connected"
    LOST_ON_THE_WAY = "lost_on_the_way"  # RealMe never has it
    LOST_ON_THE_WAY_BACK = "lost_on_the_way_back"  # RealMe has it
    GATEWAY = "gateway"  # RealMe has it, a 502 comes back
    LATE = "late"  # RealMe has it some seconds after the connection broke


class Weather(Enum):
    """What queries meet."""

    FINE = "fine"
    OFFLINE = "offline"
    SILENT = "silent"
    THROTTLED = "throttled"  # 90105
    TOO_MANY = "too_many"  # 429 with Retry-After
    FAILING = "failing"  # 20010


@dataclass
class Asked:
    order_id: str
    began: float
    ended: float | None = None
    slow_down: float = 0.0  # what RealMe asked for


@dataclass
class SimulatedRealMe:
    fate: Fate = Fate.TAKEN
    weather: Weather = Weather.FINE
    submissions: Counter[str] = field(default_factory=Counter)
    books: dict[str, bool] = field(default_factory=dict)  # order number: is there a result
    late: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    def settle(self) -> None:
        """What is in the books gets its result."""
        self.books = dict.fromkeys(self.books, True)

    def client(self, environment: Environment, credentials: Credentials) -> SimulatedClient:
        return SimulatedClient(self, environment, credentials)


class SimulatedClient(Client):
    """A client without a network."""

    def __init__(self, realme: SimulatedRealMe, environment: Environment, credentials: Credentials) -> None:
        super().__init__(environment=environment, credentials=credentials)
        self._realme = realme

    async def submit(
        self,
        service: Service,
        *,
        order_date: str,
        order_id: str,
        params: Mapping[str, str],
        pictures: Mapping[str, bytes] | None = None,
    ) -> Exchange:
        realme, fate = self._realme, self._realme.fate
        if fate is Fate.NOT_CONNECTED:
            return _broken(TransportProblem.CONNECT)
        realme.submissions[order_id] += 1
        await asyncio.sleep(LATENCY_S / 2)
        now = service.arrival is Arrival.SYNC
        if fate in (Fate.TAKEN, Fate.LOST_ON_THE_WAY_BACK, Fate.GATEWAY):
            realme.books[order_id] = now
        elif fate is Fate.LATE:
            realme.late.add(order_id)
            asyncio.get_running_loop().call_later(20.0, realme.books.__setitem__, order_id, now)
        await asyncio.sleep(LATENCY_S / 2)
        match fate:
            case Fate.TAKEN:
                body = {"return_code": f"{service.number}00", "seq_id": f"S{order_id}"}
                return _said(service, body | ({"resp_code": "00"} if now else {}), query=False)
            case Fate.REFUSED:
                return _said(service, {"return_code": "90103"}, 400, query=False)
            case Fate.THROTTLED:
                return _said(service, {"return_code": "90105"}, 400, query=False)
            case Fate.DUPLICATE:
                return _said(service, {"return_code": "90104"}, 400, query=False)
            case Fate.GATEWAY:
                return _said(service, {}, 502, query=False)
        return _broken(TransportProblem.CUT)

    async def check_result(
        self, service: Service | None, *, order_date: str, order_id: str, seq_id: str | None = None
    ) -> Exchange:
        realme = self._realme
        loop = asyncio.get_running_loop()
        asked = Asked(order_id, loop.time())
        realme.asked.append(asked)
        realme.in_flight += 1
        realme.most_in_flight = max(realme.most_in_flight, realme.in_flight)
        try:
            await asyncio.sleep(LATENCY_S)
            match realme.weather:
                case Weather.OFFLINE:
                    return _broken(TransportProblem.CONNECT)
                case Weather.SILENT:
                    await asyncio.sleep(30.0)
                    return _broken(TransportProblem.TIMEOUT)
                case Weather.THROTTLED:
                    asked.slow_down = 1.0
                    return _said(service, {"return_code": "90105"}, 400, query=True)
                case Weather.TOO_MANY:
                    asked.slow_down = 90.0
                    return _said(service, {}, 429, {"retry-after": "90"}, query=True)
                case Weather.FAILING:
                    return _said(service, {"return_code": "20010"}, 400, query=True)
            if order_id not in realme.books:
                return _said(service, {"return_code": "20011"}, 400, query=True)
            if not realme.books[order_id]:
                return _said(service, {"return_code": "20012"}, 400, query=True)
            body = {"return_code": "20000", "seq_id": f"S{order_id}", "order_id": order_id, "resp_code": "00"}
            return _said(service, body, query=True)
        finally:
            realme.in_flight -= 1
            asked.ended = loop.time()


def _said(
    service: Service | None,
    body: Mapping[str, str],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    query: bool,
) -> Exchange:
    data = json.dumps(body).encode() if body else b""
    return _exchange(read_reply(service, data, status, headers, query=query))


def _broken(problem: TransportProblem) -> Exchange:
    return _exchange(Reply(call=CallStatus.UNCLEAR, transport=problem))


def _exchange(reply: Reply) -> Exchange:
    request = SentRequest(method="GET", url="https://realme.invalid", params={})
    return Exchange(request=request, reply=reply, elapsed_ms=LATENCY_S * 1000)


class WallClock:
    """Goes with the loop, but somebody may set it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.off_by = 0.0

    def __call__(self) -> float:
        return START_OF_WALL_CLOCK + self._loop.time() + self.off_by
