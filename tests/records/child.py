"""A program of its own that writes records, tells its parent by a line how far it is, and waits to be killed.

`python -m tests.records.child PATH STEP`
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from realme_desktop.records.model import OrderState, StoredPicture
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order, picture


def halt(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()
    sys.stdin.readline()  # for ever: the parent kills


def halting_picture() -> Iterator[StoredPicture]:
    """Called for within the transaction, after the order's row was written."""
    yield picture("first", b"first" * 5000)
    halt("inside")


def main() -> None:
    path, step = Path(sys.argv[1]), sys.argv[2]
    records = Records.open(path, KEY)
    if step == "inside-add":
        records.add(order(1))
        records.add(order(2), halting_picture())
    records.add(order(1), [picture()])
    if step == "after-add":
        halt("added")
    if step == "inside-change":
        records.change(
            "ORDER00000001",
            expect={OrderState.QUEUED},
            cause="send",
            at=5,
            pictures=halting_picture(),
            state=OrderState.SENDING,
        )
    records.change("ORDER00000001", expect={OrderState.QUEUED}, cause="send", at=5, state=OrderState.SENDING)
    halt("changed")


if __name__ == "__main__":
    main()
