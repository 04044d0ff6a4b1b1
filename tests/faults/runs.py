"""One run: orders, a program that is killed and started again, and a judge who stands outside.

    with Run(folder) as run:
        run.start(Start(orders=[...], fuse="after:send"))      killed
        run.start(Start(orders=[], tricks=[...]))              started again, perhaps killed again
        run.finish()                                           started once more and left in peace
    run.verdict                                                what is wrong, in words; empty if nothing is

The judge is the sandbox's own log, and a relay that counts what leaves the program; both live in the process
that kills and starts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stdnum.iso7064 import mod_11_2

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import by_segment
from realme_desktop.catalog.verdicts import judge
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.orders.problems import PROBLEMS
from realme_desktop.orders.states import Cause, ImpossibleTransition, next_state
from realme_desktop.records.model import Event, HistoryQuery, Order, OrderState
from realme_desktop.records.store import Records
from realme_desktop.sandbox.ledger import seq_id_of
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.samples import PERSON_ONE, SAMPLES, sample_path
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.vault.vault import _DATA_KEY, SERVICE
from tests.faults.relay import Relay, Trick
from tests.orders import processes

S = OrderState
KILLED = (-9, 1, 15)  # by SIGKILL; Windows has no such code
LATER_S = 3600.0  # beyond the grace time, short of the expiry
_LAST_LIVES = 5
EXPIRES_S = 24 * 3600.0
PLAIN = PERSON_ONE.name
TRIGGERS = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}
EFFECTS = {trigger: effect for effect, trigger in TRIGGERS.items()}

NO_END = frozenset({Effect.NEVER_ENDING, Effect.QUERY_FAILS})
SEGMENTS = ("namecheck", "getloaninfo", "staticfacecheck")
"""At once; later; later and with a picture."""


def order(segment: str = "namecheck", name: str = PLAIN, *, person: int = 0) -> dict[str, Any]:
    """An order as the driver takes it; `name` may be a magic input. No two orders of a run should be about
    the same `person`: that would be a repetition, which is another story."""
    digits = f"11010519900307{person:03}"
    entry: dict[str, Any] = {
        "segment": segment,
        "values": {"full_name": name, "id_number": digits + mod_11_2.calc_check_digit(digits)},
    }
    if segment == "staticfacecheck":
        face = next(sample for sample in SAMPLES if sample.key == "face_one")
        entry["sources"] = {"video_pic": str(sample_path(face))}
    return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One life of the program. `then`: what it does when its orders have had their first answer: ask for
    those without an end (a person's act), let the scheduler poll each once, or just leave. `cli` are the
    arguments of the real command line, instead of all that."""

    orders: Sequence[dict[str, Any]] = ()
    fuse: str = ""
    tricks: Sequence[Trick] = ()
    then: str = "poll"
    offset_s: float = 0.0
    late: bool = False  # before: RealMe gets what was held back
    cli: Sequence[str] = ()

    def __str__(self) -> str:
        parts = [f"{entry['segment']}/{entry['values']['full_name']}" for entry in self.orders]
        parts += [*(f"cli {self.cli[0]}" for _ in self.cli[:1]), f"fuse={self.fuse}" if self.fuse else ""]
        parts += [*map(str, self.tricks), self.then, f"{self.offset_s:+g} s", "late" if self.late else ""]
        return " ".join(part for part in parts if part)


@dataclass
class Run:
    folder: Path
    settle_s: float = 0.0
    verdict: list[str] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    kills: int = 0
    orders: int = 0

    def __post_init__(self) -> None:
        self._stack = ExitStack()
        self._process: subprocess.Popen[str] | None = None
        self._announced: list[tuple[str, str]] = []

    def __enter__(self) -> Run:
        self.sandbox = self._stack.enter_context(Sandbox(settle_s=self.settle_s, slow_s=0.2, rate=None))
        self.relay = self._stack.enter_context(Relay(self.sandbox.port, self._kill, self._arrived))
        data = self.folder / "data"
        processes.own_environment(self.folder, self.relay.base)
        with (data / "environments.toml").open("a", encoding="utf-8") as file:
            file.write("\ntimeouts = { connect = 5, read = 1, write = 5 }\n")
        (data / "settings.toml").write_text("[polling]\nfirst_s = 0.1\nmax_s = 0.4\n", "utf-8")
        credentials = {
            "environment": "own",
            "app_token": SANDBOX_CREDENTIALS.app_token,
            "app_key": SANDBOX_CREDENTIALS.app_key,
        }
        self._keyring.write_text(json.dumps({f"{SERVICE}/credentials.own": json.dumps(credentials)}), "utf-8")
        return self

    def __exit__(self, *exception: object) -> None:
        self._kill()
        self._stack.close()

    @property
    def _keyring(self) -> Path:
        return self.folder / "keyring.json"

    @property
    def _variables(self) -> dict[str, str]:
        return processes.environment_variables(self.folder)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _arrived(self, order_id: str) -> bool:
        return order_id in self.sandbox.submissions()

    # -- the lives of the program -------------------------------------------------------------------------

    def start(self, start: Start) -> bool:
        """Run it until it is killed or has ended; True if it was killed. What is on disk is checked then."""
        self.starts.append(start)
        self.relay.play(*start.tricks)
        if start.late:
            self.relay.deliver_late()
        plan = {
            "data_dir": str(self.folder / "data"),
            "orders": list(start.orders),
            "fuse": start.fuse,
            "then": start.then,
            "offset_s": start.offset_s,
            "cli": [*start.cli, "--data-dir", str(self.folder / "data")] if start.cli else [],
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.driver", json.dumps(plan)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=self._variables,
            cwd=processes.ROOT,
        )
        try:
            output, errors = self._process.communicate(timeout=50)
        except subprocess.TimeoutExpired:
            self._process.kill()
            output, errors = self._process.communicate()
            self._wrong(f"the program hangs: {start}\n{output}{errors}")
            return True
        code = self._process.returncode
        killed = code in KILLED and (bool(start.fuse) or any(trick.kill for trick in start.tricks))
        self.kills += killed
        if code and not killed and not start.cli:
            self._wrong(f"the program ended with {code}: {errors}")
        if not start.cli:
            self._listen(output)
        self._look_at_the_disk()
        return killed

    def finish(self, *, late: bool = False) -> None:
        """Started once more, an hour later, with nothing in the way: now every order must be right."""
        for _ in range(_LAST_LIVES):
            self.start(Start(then="poll", offset_s=LATER_S, late=late))
            if not late or not self._asked_too_early():
                break
        with self.records() as records:
            if records is None:
                self.orders = 0
                if self.relay.posts:
                    self._wrong(f"LOST: sent and no records: {self.relay.posts}")
                return
            kept = {one.order_id: one for one in _all(records)}
            self.orders = len(kept)
            self._count(set(kept))
            for one in kept.values():
                if problem := self._wrong_end(one, records.events(one.order_id)):
                    self._wrong(f"WRONG END: {problem}: {_told(one, records)}")

    def _asked_too_early(self) -> bool:
        """What came late had no answer yet when it was asked for: no wrong end, it is asked on."""
        with self.records() as records:
            kept = [] if records is None else _all(records)
            return any(
                one.state in (S.PENDING, S.UNCLEAR) and self._wrong_end(one, records.events(one.order_id))  # type: ignore[union-attr]
                for one in kept
            )

    # -- the judge ----------------------------------------------------------------------------------------

    def _wrong(self, words: str) -> None:
        self.verdict.append(words)

    def _listen(self, output: str) -> None:
        for line in output.splitlines():
            if not line.endswith("}"):
                continue  # cut off by the kill
            facts = json.loads(line)
            if "order_id" in facts:
                self._announced.append((facts["order_id"], facts["state"]))
            elif "refused" in facts or "notices" in facts:
                self._wrong(f"refused: {facts}")

    def _look_at_the_disk(self) -> None:
        """The moment after a life of the program: nothing was shown that is not there, nothing was sent that
        is not there as sent, and each order's way is drawn in the machine."""
        with self.records() as records:
            kept = {} if records is None else {one.order_id: one for one in _all(records)}
            for order_id, state in self._announced:
                if order_id not in kept:
                    self._wrong(f"LOST: {order_id} was shown as {state} and is not on disk")
                elif state not in {event.state.value for event in records.events(order_id)}:  # type: ignore[union-attr]
                    self._wrong(f"{order_id} was shown as {state}, which it never was on disk")
            for order_id in self.relay.posts:
                one = kept.get(order_id)
                if one is None:
                    self._wrong(f"LOST: {order_id} was sent and is not on disk")
                elif one.state in (S.DRAFTED, S.QUEUED) or one.sent_at is None:
                    self._wrong(f"{order_id} was sent and is {one.state.value} on disk")
            for one in kept.values():
                if problem := _wrong_way(one, records.events(one.order_id)):  # type: ignore[union-attr]
                    self._wrong(f"WRONG WAY: {problem}")

    def _count(self, kept: set[str]) -> None:
        submitted = self.sandbox.submissions()
        for order_id in {*submitted, *self.sandbox.recorded()} - kept:
            self._wrong(f"LOST: RealMe has {order_id}, the records do not")
        for name, counted in (("the sandbox", submitted), ("the network", self.relay.posts)):
            for order_id, times in counted.items():
                if times > 1:
                    self._wrong(f"TWICE: {name} saw {order_id} {times} times")

    def _wrong_end(self, one: Order, events: Sequence[Event]) -> str:
        """Why this cannot be the order's state, by what RealMe's books say; empty if it can."""
        effect = EFFECTS.get(one.params.get("full_name", ""))
        recorded = one.order_id in self.sandbox.recorded()
        submitted = one.order_id in self.sandbox.submissions()
        if one.problem is not None and one.problem not in PROBLEMS:
            return f"there are no words for {one.problem}"
        if not recorded:
            if one.state is not S.REJECTED:
                return "RealMe does not have it"
            refused = (one.problem or "").startswith("refused")
            return "it was not refused by RealMe" if refused and not submitted else ""
        if effect is Effect.FORGOTTEN:
            accepted = Cause.ACCEPTED.value in {event.cause for event in events}
            if one.segment == "namecheck" and one.state is S.ANSWERED:
                return ""  # it was answered at once
            if accepted:
                asked_on = one.state is S.PENDING or self._overdue(one)
                return "" if asked_on else "RealMe took it and must be asked on"
            return "" if one.problem == "unknown_to_realme" else "RealMe says that it does not know it"
        if effect in NO_END and (one.segment != "namecheck" or effect is Effect.QUERY_FAILS):
            if one.state is S.ANSWERED and one.segment == "namecheck":
                return ""
            if self._overdue(one):
                return ""
            return "" if one.state in (S.PENDING, S.UNCLEAR) and one.next_query_at else "it has no end yet"
        if one.state is not S.ANSWERED:
            return "RealMe has an answer"
        if one.seq_id != seq_id_of(one.order_date, one.order_id):
            return "another order's seq_id"
        if one.verdict is not judge(by_segment(one.segment), one.values).verdict:
            return "its verdict is not that of its answer"
        if one.segment == "namecheck":
            right = {Effect.MISMATCH: Verdict.MISMATCH, Effect.EXCEPTION: Verdict.REVIEW}
            if one.verdict is not right.get(effect, Verdict.MATCH):  # type: ignore[arg-type]
                return "the wrong verdict"
        return ""

    @staticmethod
    def _overdue(one: Order) -> bool:
        """Rightly given up: it was sent while the clock was a day behind."""
        waited_s = time.time() + LATER_S - (one.sent_at or 0) / 1000
        return one.state is S.EXPIRED and waited_s > EXPIRES_S

    @contextmanager
    def records(self) -> Iterator[Records | None]:
        """What is on disk; None if the program never came so far as to make the file."""
        key = json.loads(self._keyring.read_text("utf-8")).get(f"{SERVICE}/{_DATA_KEY}")
        path = self.folder / "data" / "records.db"
        if key is None or not path.exists():
            yield None
            return
        records = Records.open(path, bytes.fromhex(key))
        try:
            yield records
        finally:
            records.close()


def _all(records: Records) -> tuple[Order, ...]:
    return records.page(HistoryQuery(), limit=10_000).orders


def _told(one: Order, records: Records) -> str:
    way = " ".join(f"{event.cause}→{event.state.value}" for event in records.events(one.order_id))
    return (
        f"{one.order_id} {one.segment} {one.params.get('full_name')} {one.state.value} {one.problem}: {way}"
    )


def _wrong_way(one: Order, events: Sequence[Event]) -> str:
    """Why these events are no way through the machine; empty if they are."""
    if not events or (events[0].cause, events[0].state) != (Cause.CREATED.value, S.QUEUED):
        return f"{one.order_id} begins with {events[:1]}"
    state = S.QUEUED
    for event in events[1:]:
        try:
            state = next_state(state, Cause(event.cause))
        except (ImpossibleTransition, ValueError) as error:
            return f"{one.order_id}: {error}"
        if state is not event.state:
            return f"{one.order_id}: {event.cause} led to {event.state.value}"
    if state is not one.state:
        return f"{one.order_id} is {one.state.value}, its last event says {state.value}"
    causes = [event.cause for event in events]
    if causes.count(Cause.SEND.value) > 1:
        return f"{one.order_id} was sent twice by its own account"
    return ""
