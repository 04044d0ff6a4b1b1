"""A real desk on a real sandbox, real files and a session vault: what the tests of this room stand on."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from realme_desktop.config.environment import PRESETS, Environment, Timeouts
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.gateway.client import Client
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.model import Draft
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.presence import Duty, Presence
from realme_desktop.records.model import Order
from realme_desktop.records.store import Records
from realme_desktop.sandbox.samples import PERSON_ONE, SAMPLES, sample_path
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.vault.vault import Vault

KEY = bytes(range(32))
NAME, NUMBER = PERSON_ONE.name, PERSON_ONE.id_number


class Clock:
    """The desk's and the sandbox's wall clock, moved by hand."""

    def __init__(self, at: float = 1_790_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


@contextmanager
def opened_records(folder: Path) -> Iterator[Records]:
    records = Records.open(folder / "records.db", KEY)
    try:
        yield records
    finally:
        records.close()


def sandbox_environment(base: str, **changes: Any) -> Environment:
    timeouts = Timeouts(connect=2.0, read=1.0, write=5.0)
    return dataclasses.replace(PRESETS["sandbox"], base=base, timeouts=timeouts, **changes)


@asynccontextmanager
async def desk_on(
    base: str,
    records: Records,
    *,
    folder: Path,
    clock: Clock | None = None,
    backoff: Backoff | None = None,
    start: bool = True,
    vault: Vault | None = None,
    environment: Environment | None = None,
    presence: Presence | None = None,
    duty: Duty = Duty.KEEPER,
    **settings: Any,
) -> AsyncIterator[OrderDesk]:
    """Polls every 30 ms unless told otherwise. Time is the clock's alone. The same person may be checked
    again and again: repetitions have tests of their own."""
    chosen = Settings(None)
    chosen.set("sending.duplicate_min", 0)
    clock = clock or Clock()
    for key, value in settings.items():
        chosen.set(key.replace("__", "."), value)
    with ThreadPoolExecutor(4) as executor:
        desk = OrderDesk(
            environment=environment or sandbox_environment(base),
            settings=chosen,
            paths=Paths(folder),
            vault=vault or Vault(session_only=True),
            records=records,
            client_factory=lambda environment, credentials: Client(
                environment=environment, credentials=credentials
            ),
            clock=clock,
            steady=clock,
            executor=executor,
            backoff=backoff or Backoff(first_s=0.03, max_s=0.03),
            chance=lambda: 0.5,
            presence=presence,
            duty=duty,
        )
        if start:
            await desk.start()
        try:
            yield desk
        finally:
            await desk.close()


@contextmanager
def settled_sandbox(settle_s: float = 0.0, **more: Any) -> Iterator[Sandbox]:
    with Sandbox(settle_s=settle_s, rate=None, **more) as sandbox:
        yield sandbox


def name_check(name: str = NAME, number: str = NUMBER, **more: Any) -> Draft:
    """104: answered at once."""
    return Draft(segment="namecheck", values={"full_name": name, "id_number": number}, **more)


def sample(key: str) -> Path:
    return next(sample_path(entry) for entry in SAMPLES if entry.key == key)


def face_check(name: str = NAME, number: str = NUMBER, **more: Any) -> Draft:
    """100: its result comes later, through checkresult."""
    return Draft(
        segment="staticfacecheck",
        values={"full_name": name, "id_number": number},
        sources={"video_pic": sample("face_one")},
        **more,
    )


def card_identify(**more: Any) -> Draft:
    """108: needs a notification address."""
    return Draft(segment="bankcardidentify", sources={"bank_card_pic": sample("bank_card")}, **more)


async def ended(desk: OrderDesk, order: Order) -> Order:
    """The order once it has an end."""
    from tests.waiting import until

    seen: list[Order] = []
    stop = desk.subscribe(
        lambda changed: seen.append(changed) if changed.order_id == order.order_id else None
    )
    try:
        now = await desk.order(order.order_id)
        if now.state.final:
            return now
        return await until(lambda: next((o for o in seen if o.state.final), None), f"the end of {now}")
    finally:
        stop()
