"""The program is killed at each step of an order's life, and started again."""

from __future__ import annotations

from pathlib import Path

import pytest

from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.magic import Effect
from tests.faults.relay import Moment, Trick
from tests.faults.runs import TRIGGERS, Run, Start, order

STEPS = [
    # taking up, the first time
    ("namecheck", None, "after:data_key"),
    ("namecheck", None, "after:open"),
    # before the row is written, in the transaction, when it is on disk
    ("namecheck", None, "before:created"),
    ("namecheck", None, "inside:created"),
    ("namecheck", None, "after:created"),
    # QUEUED is committed; SENDING is not, is in the transaction, is committed
    ("namecheck", None, "before:send"),
    ("namecheck", None, "inside:send"),
    ("namecheck", None, "after:send"),
    ("namecheck", None, "before:submit"),
    # the reply has been received and is not on disk, or nobody knows yet that it is
    ("namecheck", None, "after:submit"),
    ("namecheck", None, "inside:answered"),
    ("namecheck", None, "after:answered"),
    ("staticfacecheck", None, "before:accepted"),
    ("namecheck", Effect.NO_PERMISSION, "inside:refused"),
    ("namecheck", Effect.DROPPED, "before:lost"),
    # while it is asked for
    ("getloaninfo", None, "before:query"),
    ("getloaninfo", None, "after:query"),
    ("getloaninfo", Effect.NEVER_ENDING, "inside:still_pending"),
    ("getloaninfo", None, "inside:answered"),
]


@pytest.mark.parametrize(("segment", "effect", "point"), STEPS)
def test_killed_at(segment: str, effect: Effect | None, point: str, tmp_path: Path) -> None:
    with Run(tmp_path) as run:
        entry = order(segment, TRIGGERS[effect]) if effect else order(segment)
        assert run.start(Start(orders=[entry], fuse=point)), "the point was not reached"
        run.finish()
    assert run.verdict == []


@pytest.mark.parametrize("moment", Moment)
def test_killed_on_the_way(moment: Moment, tmp_path: Path) -> None:
    """The bytes are half sent, sent, answered, half answered; also with RealMe getting them afterwards."""
    with Run(tmp_path) as run:
        assert run.start(Start(orders=[order()], tricks=[Trick(moment)]))
        if moment is Moment.LATE:  # asked for while RealMe does not know it yet: not to be given up
            run.start(Start(then="poll"))
        run.finish(late=True)
        assert run.orders == 1
    assert run.verdict == []


@pytest.mark.parametrize("point", ["after:unfinished", "inside:recovered", "after:recovered", "after:query"])
def test_killed_again_while_taking_up(point: str, tmp_path: Path) -> None:
    with Run(tmp_path) as run:
        assert run.start(Start(orders=[order(), order("getloaninfo", person=1)], fuse="after:submit"))
        assert run.start(Start(fuse=point))
        assert run.start(Start(fuse=point)) or point in ("inside:recovered", "after:recovered")
        run.finish()
        assert run.orders == 2
    assert run.verdict == []


def test_the_command_itself_is_killed_and_the_next_one_takes_its_order_up(tmp_path: Path) -> None:
    """`realme-desktop submit`, as it is typed."""

    def command(person: int) -> tuple[str, ...]:
        fields = [f"{name}={value}" for name, value in order(person=person)["values"].items()]
        return ("submit", "namecheck", *fields, "--environment", "own")

    with Run(tmp_path) as run:
        assert run.start(Start(cli=command(0), tricks=[Trick(Moment.NO_REPLY)]))
        assert run.start(Start(cli=command(1), fuse="after:send"))
        run.finish()
        assert run.orders == 2
    assert run.verdict == []


def test_the_judge_is_not_blind(tmp_path: Path) -> None:
    with Run(tmp_path) as run:
        run.start(Start(orders=[order(), order(person=1)]))
        run.finish()
        assert run.verdict == []
        first, second = sorted(run.relay.posts)
        run.relay.posts[first] += 1
        with run.records() as records:
            assert records is not None
            answered = (OrderState.ANSWERED,)
            records.change(second, expect=answered, cause="refused", at=1, state=OrderState.REJECTED)
        run.finish()
        assert [words for words in run.verdict if words.startswith("TWICE") and first in words]
        assert [words for words in run.verdict if words.startswith("WRONG WAY") and second in words]
        assert [words for words in run.verdict if words.startswith("WRONG END") and second in words]
        (tmp_path / "data" / "records.db").unlink()
        run.verdict.clear()
        run.finish()
        assert [words for words in run.verdict if words.startswith("LOST") and first in words]
