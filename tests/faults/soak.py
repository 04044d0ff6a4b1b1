"""`dev.py soak [--runs N] [--seed S] [--jobs J]`: orders, deaths and restarts by chance.

Each run is made by its seed and its number alone; `--seed S --only N` repeats one. The end is one line of
counts, and the exit code is 1 when any of them is not what it must be.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from realme_desktop.sandbox.magic import Effect
from tests.faults.relay import Moment, Trick
from tests.faults.runs import PLAIN, SEGMENTS, TRIGGERS, Run, Start, order

_STEP = ("before", "inside", "after")
_EFFECTS = (
    Effect.MISMATCH, Effect.EXCEPTION, Effect.NEVER_ENDING, Effect.FORGOTTEN, Effect.QUERY_FAILS,
    Effect.NO_REPLY, Effect.DROPPED, Effect.DROPPED_BEFORE, Effect.BAD_GATEWAY, Effect.BROKEN_JSON,
    Effect.SLOW, Effect.CALL_FAILS, Effect.NO_PERMISSION, Effect.DUPLICATE, Effect.THROTTLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    number: int
    starts: tuple[Start, ...]
    verdict: tuple[str, ...]
    kills: int
    orders: int
    twice: int
    lost: int
    wrong: int


def script(seed: str, number: int) -> Iterator[Start]:
    """The lives of the program before the last one, which is always left in peace."""
    dice = random.Random(f"{seed}/{number}")
    persons = itertools.count()
    orders = [_an_order(dice, next(persons)) for _ in range(dice.randint(1, 4))]
    late_waits = False
    for life in range(dice.randint(1, 3)):
        first = life == 0
        fuse, tricks = "", []
        if dice.random() < 0.6:
            fuse = _a_fuse(dice, first=first)
        else:
            tricks = [_a_trick(dice, first=first) for _ in range(dice.randint(1, 2))]
        more = orders if first else [_an_order(dice, next(persons)) for _ in range(dice.choice((0, 0, 1)))]
        deliver = late_waits and dice.random() < 0.5
        late_waits = (late_waits and not deliver) or any(trick.moment is Moment.LATE for trick in tricks)
        yield Start(
            orders=more,
            fuse=fuse,
            tricks=tricks,
            then=dice.choice(("poll", "poll", "ask", "leave")),
            offset_s=dice.choice((0.0, 0.0, 20.0, -20.0, -86_400.0)) if not first else 0.0,
            late=deliver,
        )


def _an_order(dice: random.Random, person: int) -> dict[str, object]:
    name = TRIGGERS[dice.choice(_EFFECTS)] if dice.random() < 0.55 else PLAIN
    return order(dice.choice(SEGMENTS), name, person=person)


def _a_fuse(dice: random.Random, *, first: bool) -> str:
    points = ["after:open", "after:unfinished", "before:query", "after:query"]
    causes = ["later", "later", "first", "first"]
    if first:
        points = [
            "after:data_key",
            "after:open",
            "before:submit",
            "after:submit",
            "after:submit",
            "after:query",
        ]
        causes += ["created", "created", "send", "send", "first"]
    else:
        causes += ["taken_up", "taken_up", "taken_up"]
    points += [f"{dice.choice(_STEP)}:{cause}" for cause in causes]
    return f"{dice.choice(points)}@{dice.choice((1, 1, 1, 2, 3))}"


def _a_trick(dice: random.Random, *, first: bool) -> Trick:
    method = "POST" if first and dice.random() < 0.75 else "GET"
    # A query that comes late is a query that was lost: nothing new.
    moments = [moment for moment in Moment if method == "POST" or moment is not Moment.LATE]
    return Trick(dice.choice(moments), method, dice.choice((1, 1, 2)), kill=dice.random() < 0.7)


def one_run(seed: str, number: int) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="realme-soak-"))
    try:
        with Run(folder, settle_s=random.Random(f"{seed}:{number}").choice((0.0, 0.0, 0.3))) as run:
            for start in script(seed, number):
                run.start(start)
            run.finish(late=True)
            return Outcome(
                number=number,
                starts=tuple(run.starts),
                verdict=tuple(run.verdict),
                kills=run.kills,
                orders=run.orders,
                twice=sum(words.startswith("TWICE") for words in run.verdict),
                lost=sum(words.startswith("LOST") for words in run.verdict),
                wrong=sum(not words.startswith(("TWICE", "LOST")) for words in run.verdict),
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def soak(seed: str, numbers: range, jobs: int) -> Iterator[Outcome]:
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda number: one_run(seed, number), numbers)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", default=None, help="default: by the clock; it is printed")
    parser.add_argument("--only", type=int, metavar="N", help="repeat this run of the seed")
    parser.add_argument("--jobs", type=int, default=max(2, os.cpu_count() or 2), help="runs at a time")
    arguments = parser.parse_args()
    seed = arguments.seed or str(int(time.time()))
    numbers = range(arguments.runs) if arguments.only is None else range(arguments.only, arguments.only + 1)
    print(f"seed {seed}, {len(numbers)} runs, {arguments.jobs} at a time", flush=True)
    sums: Counter[str] = Counter()
    for outcome in soak(seed, numbers, arguments.jobs):
        sums.update(
            runs=1, starts=len(outcome.starts), kills=outcome.kills, orders=outcome.orders,
            twice=outcome.twice, lost=outcome.lost, wrong=outcome.wrong,
        )  # fmt: skip
        if outcome.verdict or arguments.only is not None:
            print(f"run {outcome.number} (--seed {seed} --only {outcome.number}):", flush=True)
            for line in (*map(str, outcome.starts), *outcome.verdict):
                print(f"    {line}", flush=True)
        elif sys.stderr.isatty():
            print(f"\r{sums['runs']}", end="", file=sys.stderr, flush=True)
    print(
        f"{sums['runs']} runs, {sums['starts']} starts, {sums['kills']} kills, {sums['orders']} orders: "
        f"sent twice {sums['twice']}, lost {sums['lost']}, final states wrong {sums['wrong']}"
    )
    return 1 if sums["twice"] or sums["lost"] or sums["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
