"""Filters, sequences, pages, counts and statistics, against plain Python over the same orders."""

from __future__ import annotations

import random
import statistics as reference
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Verdict
from realme_desktop.records import marks, walking
from realme_desktop.records.errors import RecordsUnavailable
from realme_desktop.records.model import (
    Cursor,
    DayCount,
    HistoryQuery,
    Order,
    OrderState,
    Page,
    ServiceCount,
    SortColumn,
    Statistics,
)
from realme_desktop.records.reading import Stop
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order
from tests.records.plans import plans

SEGMENTS = ("namecheck", "mobilecheck", "staticfacecheck")
OPERATORS = ("anna", "bob", "陈")
TAGS = ("vip", "复查")
NAMES = (None, "张三", "张三丰", "李四", "王五")
START = 1_762_000_000_000
HOUR = 3_600_000


def _drawn(number: int, dice: random.Random) -> Order:
    state = dice.choice(list(OrderState))
    answered = state is OrderState.ANSWERED
    made = START + dice.randrange(200) * HOUR // 4  # several of one millisecond among them
    return order(
        number,
        segment=dice.choice(SEGMENTS),
        environment=dice.choice(("sandbox", "production")),
        operator=dice.choice(OPERATORS),
        state=state,
        created_at=made,
        updated_at=made,
        sent_at=dice.choice((None, made + 5)),
        answered_at=made + dice.randrange(10, 90_000) if answered else None,
        verdict=dice.choice([None, *Verdict]) if answered else None,
        score=dice.choice((None, 0.0, 4.999, 5.0, 70.0, 99.5, 100.0)) if answered else None,
        threshold=dice.choice((None, 70.0, 80.0)),
        problem=dice.choice((None, None, "notified_differed")),
        subject_name=dice.choice(NAMES),
        subject_number=dice.choice((None, f"1101051949123{dice.randrange(20):05}")),
        seq_id=dice.choice((None, f"seq{dice.randrange(30)}")),
    )


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    opened = Records.open(tmp_path_factory.mktemp("finding") / "records.db", KEY)
    dice = random.Random(6)
    for number in range(240):
        made = opened.add(_drawn(number, dice))
        if number % 7 == 0:
            tags = dice.sample(TAGS, dice.randrange(1, 3))
            opened.write(
                partial(marks.set_tags, order_id=made.order_id, tags=tags, operator="bob", at=made.updated_at)
            )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def everything(records: Records) -> list[Order]:
    """In the sequence of rows: by time, and in that by when they were written."""
    return list(records.page(HistoryQuery(descending=False), limit=1000).orders)


def wanted(query: HistoryQuery, one: Order) -> bool:
    texts = (
        f"{one.subject_name or ''}\n{one.subject_number or ''}\n{one.order_id}\n{one.seq_id or ''}".lower()
    )
    return (
        (not query.text or query.text.lower() in texts)
        and (not query.segments or one.segment in query.segments)
        and (not query.verdicts or one.verdict in query.verdicts)
        and (not query.states or one.state in query.states)
        and (not query.environments or one.environment in query.environments)
        and (not query.operators or one.operator in query.operators)
        and (not query.tags or bool(query.tags & set(one.tags)))
        and (query.since is None or one.created_at >= query.since)
        and (query.until is None or one.created_at < query.until)
        and (query.score_min is None or (one.score is not None and one.score >= query.score_min))
        and (query.score_max is None or (one.score is not None and one.score <= query.score_max))
        and (not query.hits or one.verdict is Verdict.HIT)
        and (
            not query.attention
            or one.state is OrderState.EXPIRED
            or one.verdict is Verdict.REVIEW
            or (one.state is OrderState.ANSWERED and one.problem is not None)
        )
    )


def expected(query: HistoryQuery, everything: list[Order]) -> list[str]:
    found = [one for one in everything if wanted(query, one)]
    if query.descending:
        found.reverse()
    if query.sort is not SortColumn.CREATED:

        def value(one: Order) -> Any:
            given = getattr(one, query.sort.value)
            return getattr(given, "value", given)

        # Sorting is stable, in either direction: equal ones stay by time.
        with_value = sorted(
            (one for one in found if value(one) is not None), key=value, reverse=query.descending
        )
        found = with_value + [one for one in found if value(one) is None]
    return [one.order_id for one in found]


_bounds = st.none() | st.integers(0, 52).map(lambda hours: START + hours * HOUR)
_scores = st.none() | st.sampled_from((0, 4.999, 5, 70.0, 99.5, 100))


def _some(values: Any) -> st.SearchStrategy[frozenset[Any]]:
    return st.just(frozenset()) | st.frozensets(st.sampled_from(values), min_size=1, max_size=2)


QUERIES = st.builds(
    HistoryQuery,
    text=st.just("") | st.sampled_from(["张三", "三丰", "张", "seq1", "1949", "ORDER0000", "0007"]),
    segments=_some(SEGMENTS),
    verdicts=_some(Verdict),
    states=_some(OrderState),
    environments=_some(("sandbox", "production")),
    operators=_some(OPERATORS),
    tags=_some(TAGS),
    since=_bounds,
    until=_bounds,
    score_min=_scores,
    score_max=_scores,
    hits=st.sampled_from((False, False, False, True)),
    attention=st.sampled_from((False, False, False, True)),
    sort=st.sampled_from(SortColumn),
    descending=st.booleans(),
)  # most combinations find little, so conditions are mostly left out below
LOOSE = st.builds(
    lambda query, keep: HistoryQuery(
        sort=query.sort, descending=query.descending, **{name: getattr(query, name) for name in keep}
    ),
    QUERIES,
    st.sets(
        st.sampled_from(
            ["text", "segments", "verdicts", "states", "environments", "operators", "tags", "since", "until",
             "score_min", "score_max", "hits", "attention"]
        ),
        max_size=3,
    ),
)  # fmt: skip


@given(LOOSE, st.sampled_from((1, 3, 50)), st.sampled_from((0, 20, 2000)), st.sampled_from((20, 60_000)))
def test_every_query_is_paged_counted_and_outlined_as_plain_python_does(
    records: Records, everything: list[Order], query: HistoryQuery, limit: int, few: int, steps: int
) -> None:
    """`few` and `steps` send the query along every way that there is of finding it."""
    walking._FEW, walking._STEPS = few, steps
    try:
        right = expected(query, everything)
        assert records.count(query) == len(right)
        page: Page = records.page(query, limit=limit)
        found, first = [one.order_id for one in page.orders], page
        while page.next is not None:
            page = records.page(query, page.next, limit)
            found += [one.order_id for one in page.orders]
        assert found == right
        _backwards(records, query, right, page, first, limit)
        outline = records.outline(query, 7)
        assert (outline.count, len(outline.marks)) == (len(right), len(right) // 7)
        for position in range(0, len(right), 5):
            place, between = outline.before(position)
            there = records.page(query, place, between + 1).orders
            assert there[between].order_id == right[position]
    finally:
        walking._FEW, walking._STEPS = 2000, 60_000


def _backwards(
    records: Records, query: HistoryQuery, right: list[str], last: Page, first: Page, limit: int
) -> None:
    if last is first or not last.orders:
        return
    end = records.page(query, limit=1000).orders[-1]
    value = getattr(end, query.sort.value) if query.sort is not SortColumn.CREATED else None
    page = records.page(
        query, before=Cursor(end.created_at, end.order_id, getattr(value, "value", value)), limit=limit
    )
    found = [one.order_id for one in page.orders]
    while page.previous is not None:
        page = records.page(query, before=page.previous, limit=limit)
        found = [one.order_id for one in page.orders] + found
    assert found == right[:-1]


@given(LOOSE)
def test_statistics_are_what_plain_python_counts(
    records: Records, everything: list[Order], query: HistoryQuery
) -> None:
    found = [one for one in everything if wanted(query, one)]
    assert records.statistics(query) == _recomputed(found)


def _recomputed(found: list[Order]) -> Statistics:
    """Without a line of the records' code: one order after the other."""
    day = timedelta(hours=8)
    days = Counter(
        (datetime.fromtimestamp(one.created_at / 1000, UTC) + day).date().isoformat() for one in found
    )
    took = [one.answered_at - one.sent_at for one in found if one.answered_at and one.sent_at]
    scored = [one for one in found if one.score is not None]
    bars = [0] * 20
    for one in scored:
        assert one.score is not None
        bars[19 if one.score == 100 else int(one.score // 5)] += 1
    services = []
    for segment in {one.segment for one in found}:
        mine = [one for one in found if one.segment == segment]
        verdicts = Counter(one.verdict for one in mine if one.verdict is not None)
        times = [one.answered_at - one.sent_at for one in mine if one.answered_at and one.sent_at]
        services.append(
            ServiceCount(
                segment=segment,
                count=len(mine),
                verdicts=dict(verdicts),
                judged=sum(1 for one in mine if one.verdict not in (None, Verdict.DATA)),
                passed=sum(1 for one in mine if one.verdict in (Verdict.MATCH, Verdict.CLEAR)),
                median_ms=round(reference.median(times)) if times else None,
            )
        )
    with_threshold = [one for one in scored if one.threshold is not None]
    return Statistics(
        count=len(found),
        days=tuple(DayCount(day=name, count=days[name]) for name in sorted(days)),
        services=tuple(sorted(services, key=lambda service: (-service.count, service.segment))),
        verdicts=dict(Counter(one.verdict for one in found if one.verdict is not None)),
        scores=tuple(bars),
        thresholds=dict(Counter(one.threshold for one in with_threshold)),
        scored=len(scored),
        reached=sum(1 for one in with_threshold if one.score >= one.threshold),  # type: ignore[operator]
        median_ms=round(reference.median(took)) if took else None,
    )


def test_a_pass_rate_leaves_facts_without_a_judgement_out(records: Records) -> None:
    found = records.statistics(HistoryQuery(verdicts=frozenset({Verdict.DATA})))
    assert found.judged == 0 and found.pass_rate is None
    found = records.statistics(HistoryQuery(verdicts=frozenset({Verdict.DATA, Verdict.MATCH})))
    assert found.pass_rate == 1.0
    assert records.statistics(HistoryQuery(text="nobody")).count == 0
    assert records.statistics(HistoryQuery(text="。")).days == ()


# -- plans --------------------------------------------------------------------------------------------------

PLACE = Cursor(START + 20 * HOUR, "ORDER00000005", "x")
ONE = {
    "segments": frozenset({"namecheck"}),
    "verdicts": frozenset({Verdict.MATCH}),
    "states": frozenset({OrderState.ANSWERED}),
    "environments": frozenset({"sandbox"}),
    "operators": frozenset({"bob"}),
    "hits": True,
}


@pytest.mark.parametrize("descending", [True, False])
def test_a_page_is_walked_and_never_sorted(records: Records, descending: bool) -> None:
    """A page costs the same wherever it lies in the history, and however much a search finds: of one filter,
    of each sequence, of a search."""
    queries = [HistoryQuery(**{name: value}) for name, value in ONE.items()]
    queries += [HistoryQuery(sort=sort, descending=descending) for sort in SortColumn]
    queries += [HistoryQuery(text="张三", **{name: value}) for name, value in ONE.items()]
    queries += [
        HistoryQuery(text="张三"),
        HistoryQuery(since=START, until=START + HOUR, descending=descending),
    ]
    for query in queries:
        for at in (None, PLACE):
            with plans(records) as found:
                records.page(query, at, 5)
            assert not any("TEMP B-TREE" in plan for plan in found), (query, found)
            assert not any(plan == "SCAN orders" for plan in found if at is not None), (query, found)


@given(LOOSE)
def test_no_combination_reads_the_wide_table_from_end_to_end(records: Records, query: HistoryQuery) -> None:
    """What no index has by itself is found by walking the narrow `orders_list`."""
    walking._FEW = 0
    try:
        with plans(records) as found:
            records.page(query, limit=2)
        for plan in found:
            assert (
                "SCAN orders" not in plan
                or "USING" in plan
                or query
                == HistoryQuery(
                    sort=query.sort, descending=query.descending, since=query.since, until=query.until
                )
            ), (query, plan)
    finally:
        walking._FEW = 2000


def test_operators_are_named_once(records: Records) -> None:
    assert records.operators() == tuple(sorted(OPERATORS))


def test_a_search_that_nobody_waits_for_ends(records: Records) -> None:
    endless = "WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one) SELECT max(n) FROM one"
    stop, begun = Stop(), threading.Event()
    ended: list[BaseException] = []

    def search() -> None:
        try:
            with records.aside(stop) as connection:
                begun.set()
                connection.execute(endless).get  # noqa: B018 - it is read when it is asked for
        except RecordsUnavailable as error:
            ended.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    assert begun.wait(10)
    stop.now()
    thread.join(10)
    assert len(ended) == 1
    for ask in (records.page, records.count, records.outline, records.statistics):
        with pytest.raises(RecordsUnavailable):
            ask(HistoryQuery(), stop=stop)  # one that is stopped before its turn
        ask(HistoryQuery(), stop=Stop())
    late = Stop()
    assert records.count(HistoryQuery(), stop=late) > 0
    late.now()
    assert records.page(HistoryQuery(), limit=1).orders, "what is over stops nobody else"
