"""What the platform must not do to us."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_lose_references_to_none() -> None:
    # PySide6 6.12.0 on CPython 3.11 dropped one reference to None with each void call and aborted the process
    # after some thousands.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(100_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50_000
