"""Order numbers: unique, sorted, no longer than RealMe takes, of the right day."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.orders.numbers import SHANGHAI, OrderNumbers, shanghai_date

_seconds = st.floats(1_500_000_000, 4_000_000_000, allow_nan=False)


@given(_seconds, st.lists(st.floats(-4.0, 30.0), min_size=1, max_size=50))
def test_numbers_grow_whatever_small_steps_the_clock_takes(start: float, steps: list[float]) -> None:
    now = start
    numbers = OrderNumbers(lambda: now)
    made = []
    highest = start
    for step in steps:
        highest = max(highest, now + step)
        now = max(now + step, highest - 4.0)
        made.append(numbers.next())
    ids = [order_id for _, order_id in made]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    for order_date, order_id in made:
        assert len(order_id) <= 32
        assert order_id.isascii() and order_id.isdigit()
        assert order_id.startswith(order_date)


def test_thousands_within_one_millisecond_stay_unique_and_sorted() -> None:
    numbers = OrderNumbers(lambda: 1_790_000_000.123)
    ids = [numbers.next()[1] for _ in range(5000)]
    assert ids == sorted(ids)
    assert len({order_id[:20] for order_id in ids}) == 5000  # even without the random digits


def test_two_workplaces_at_the_same_moment_differ() -> None:
    one, other = (OrderNumbers(lambda: 1_790_000_000.0) for _ in range(2))
    assert one.next() != other.next()


def test_the_date_is_the_one_in_shanghai() -> None:
    # 16:30 UTC on New Year's Eve is half past midnight of the new year in Shanghai.
    at = datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI).timestamp()
    order_date, order_id = OrderNumbers(lambda: at).next()
    assert order_date == "20270101"
    assert order_id.startswith("20270101003000000")
    assert shanghai_date(at).isoformat() == "2027-01-01"


def test_a_clock_that_was_far_ahead_and_is_corrected_is_followed() -> None:
    now = 2_000_000_000.0
    numbers = OrderNumbers(lambda: now)
    numbers.next()
    now = 1_790_000_000.0
    assert numbers.next()[0] == "20260921"
