"""How the waits grow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.orders.polling import Backoff

_chances = st.floats(0, 1, exclude_max=True)


def test_the_waits_grow_to_the_longest_and_stay_there() -> None:
    backoff = Backoff(first_s=2, max_s=60)
    waits = [backoff.delay(n) for n in range(30)]
    assert waits[0] == 2
    assert waits == sorted(waits)
    assert waits[10:] == [60] * 20


@given(st.integers(-1, 10**9), _chances, st.none() | st.floats(0, 1e9))
def test_a_wait_is_never_absurd(queries: int, chance: float, retry_after: float | None) -> None:
    backoff = Backoff(first_s=2, max_s=60)
    wait = backoff.delay(queries, chance=chance, retry_after=retry_after)
    assert 1.8 <= wait <= max(66.0, backoff.obey_s)


def test_retry_after_is_obeyed_but_not_for_days() -> None:
    backoff = Backoff(first_s=2, max_s=60)
    assert backoff.delay(0, retry_after=90) == 90
    assert backoff.delay(0, retry_after=0.5) == 2
    assert backoff.delay(0, retry_after=86_400) == backoff.obey_s


def test_orders_taken_up_together_drift_apart() -> None:
    backoff = Backoff(first_s=10, max_s=10, spread=0.1)
    assert backoff.delay(0, chance=0.0) == 9
    assert backoff.delay(0, chance=0.5) == 10
    assert 10.9 < backoff.delay(0, chance=0.999) < 11
