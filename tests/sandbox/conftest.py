"""One sandbox for the tests that change nothing of its conduct; others start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from realme_desktop.sandbox.server import Sandbox

from .caller import Caller


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    """Results settle at once, no limit on the rate."""
    with Sandbox(settle_s=0, rate=None, slow_s=0.01) as sandbox, Caller(sandbox) as calls:
        yield calls
