"""Statistics of what a query finds, taken by SQLite from the indexes that lists are found by.

A million orders take a second or two, and no order is brought into Python for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import apsw

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.finding import EVERYTHING, HITS_LISTED
from realme_desktop.records.model import SCORE_BIN, DayCount, HistoryQuery, ServiceCount, Statistics
from realme_desktop.records.walking import Source, decides, sources

__all__ = ["statistics_of"]

_BARS = 100 // SCORE_BIN
_PASSED = frozenset({Verdict.MATCH, Verdict.CLEAR})
_SHANGHAI_S = 8 * 3600  # no summer time since 1991
_DAY_S = 24 * 3600

_DAY = f"(orders.created_at / 1000 + {_SHANGHAI_S}) / {_DAY_S}"
_TOOK = "orders.answered_at - orders.sent_at"
_BAR = f"min(CAST(orders.score / {SCORE_BIN} AS INTEGER), {_BARS - 1})"


def statistics_of(connection: apsw.Connection, query: HistoryQuery) -> Statistics:
    connection.execute("BEGIN")  # all figures are of one moment
    try:
        for source in sources(connection, query.unsorted):
            found = _taken(connection, source)
            if found.count or decides(connection, source):
                return found
    finally:
        connection.execute("COMMIT")
    return _put_together([], [], {}, None)


def _taken(connection: apsw.Connection, source: Source) -> Statistics:
    def groups(columns: str, only: str = "1") -> list[tuple[Any, ...]]:
        """How many there are of each combination of these columns."""
        wanted = source.wanted.with_(only)
        numbers = ", ".join(str(number + 1) for number in range(columns.count("|") + 1))
        statement = (
            f"SELECT {columns.replace('|', ',')}, count(*) FROM {tables}{wanted.text} GROUP BY {numbers}"
        )
        return list(connection.execute(statement, tuple(wanted.values)))

    def median(group: str) -> Iterator[tuple[Any, ...]]:
        wanted = source.wanted.with_("orders.answered_at IS NOT NULL AND orders.sent_at IS NOT NULL")
        statement = f"SELECT {group}, median({_TOOK}) FROM {tables}{wanted.text} GROUP BY 1"
        return connection.execute(statement, tuple(wanted.values))

    tables = source.tables if source.few else EVERYTHING if source.expression is None else HITS_LISTED
    return _put_together(
        groups(f"{_DAY} | orders.segment | orders.verdict"),
        groups(f"{_BAR} | orders.threshold | orders.score >= orders.threshold", "orders.score IS NOT NULL"),
        {segment: round(took) for segment, took in median("orders.segment")},
        next((round(took) for _, took in median("1")), None),
    )


def _put_together(
    judgements: list[tuple[Any, ...]],
    scores: list[tuple[Any, ...]],
    medians: dict[str, int],
    median_ms: int | None,
) -> Statistics:
    verdicts: Counter[Verdict] = Counter()
    by_service: dict[str, Counter[Verdict | None]] = {}
    days: Counter[int] = Counter()
    for day, segment, verdict, count in judgements:
        days[day] += count
        known = None if verdict is None else Verdict(verdict)
        by_service.setdefault(segment, Counter())[known] += count
        if known is not None:
            verdicts[known] += count
    bars, thresholds = [0] * _BARS, Counter[float]()
    scored = reached = 0
    for bar, threshold, enough, count in scores:
        bars[bar] += count
        scored += count
        if threshold is not None:
            thresholds[threshold] += count
            reached += count if enough else 0
    services = [_service(segment, found, medians.get(segment)) for segment, found in by_service.items()]
    return Statistics(
        count=days.total(),
        days=tuple(DayCount(day=_day(day), count=count) for day, count in sorted(days.items())),
        services=tuple(sorted(services, key=lambda service: (-service.count, service.segment))),
        verdicts=dict(verdicts),
        scores=tuple(bars),
        thresholds=dict(thresholds),
        scored=scored,
        reached=reached,
        median_ms=median_ms,
    )


def _service(segment: str, found: Counter[Verdict | None], median_ms: int | None) -> ServiceCount:
    verdicts = {verdict: count for verdict, count in found.items() if verdict is not None}
    return ServiceCount(
        segment=segment,
        count=found.total(),
        verdicts=verdicts,
        judged=sum(count for verdict, count in verdicts.items() if verdict is not Verdict.DATA),
        passed=sum(count for verdict, count in verdicts.items() if verdict in _PASSED),
        median_ms=median_ms,
    )


def _day(number: int) -> str:
    return datetime.fromtimestamp(number * _DAY_S, UTC).date().isoformat()
