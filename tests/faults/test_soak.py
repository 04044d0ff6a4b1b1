"""A short seeded stretch of `dev.py soak`."""

from __future__ import annotations

from tests.faults.soak import script, soak

SEED, RUNS = "short", 6


def test_nothing_is_lost_doubled_or_wrong_whenever_the_program_dies() -> None:
    outcomes = list(soak(SEED, range(RUNS), 2))
    wrong = {outcome.number: (*map(str, outcome.starts), *outcome.verdict) for outcome in outcomes}
    assert not any(outcome.verdict for outcome in outcomes), wrong
    assert sum(outcome.kills for outcome in outcomes) >= RUNS / 2, "it should be killed more often than not"


def test_a_run_is_made_by_seed_and_number_alone() -> None:
    assert [*map(str, script("a", 1))] == [*map(str, script("a", 1))]
    assert len({str(list(map(str, script("a", number)))) for number in range(50)}) > 45
