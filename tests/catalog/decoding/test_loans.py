"""Loan records: bands, dates, states with a sign, totals, marks in time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from realme_desktop.catalog.decoding import loans
from realme_desktop.catalog.decoding.dates import day_of, month_of
from realme_desktop.catalog.decoding.loans import Loans, Standing
from realme_desktop.catalog.decoding.tabular import concealed
from realme_desktop.catalog.registry import by_number

DAY = 86_400_000
NEW_YEAR = 1546272000000  # 2019-01-01 in Shanghai


def loan(**changes: Any) -> dict[str, Any]:
    base = {
        "borrowType": 1,
        "borrowState": "2",
        "borrowAmount": 3,
        "contractDate": NEW_YEAR,
        "loanPeriod": 12,
        "repayState": 1,
        "arrearsAmount": "0",
        "companyCode": "P2P1",
    }
    return base | changes


def read(value: Any, number: int = 127, **values: Any) -> Loans:
    name = "loanInfos" if number == 127 else "data"
    made = loans.read(by_number(number), {name: value, **values})
    assert made is not None
    return made


def column(made: Loans, key: str) -> list[str]:
    assert made.table is not None
    at = [column.key for column in made.table.columns].index(key)
    return [row[at].text.zh for row in made.table.rows]


def order_of(made: Loans, key: str) -> list[int]:
    """Row numbers in ascending order of a column."""
    assert made.table is not None
    at = [column.key for column in made.table.columns].index(key)
    return sorted(range(len(made.table.rows)), key=lambda row: made.table.rows[row][at].sort)  # type: ignore[union-attr]


def total(made: Loans, key: str) -> str:
    return next(words.zh for name, _, words in made.totals if name == key)


ROWS = [
    loan(borrowAmount=-7, contractDate=NEW_YEAR - 1),
    loan(borrowAmount=11, repayState=8, arrearsAmount=123456789),
    loan(borrowAmount=0, repayState="9", borrowState=2, contractDate="1577808000000"),
    loan(borrowState=6, repayState=0, contractDate=None),
    loan(borrowState=1, repayState=None, borrowAmount="?", odd={"a": 1}),
]


@pytest.mark.parametrize(
    "value", [ROWS, json.dumps(ROWS), json.dumps(json.dumps(ROWS)), json.dumps(ROWS)[:-1]]
)
def test_the_table(value: Any) -> None:
    made = read(value)
    assert made.table is not None and made.described
    assert column(made, "borrowAmount") == ["[0, 0.1) 万元", "[20, 22) 万元", "未知", "[4, 6) 万元", "?"]
    assert column(made, "contractDate") == ["2018-12-31", "2019-01-01", "2020-01-01", "", "2019-01-01"]
    assert column(made, "repayState") == ["● 正常", "! M6+ 逾期", "✓ 已还清", "? 未知", ""]
    assert column(made, "arrearsAmount")[1] == "1,234.56789 元"
    assert column(made, "borrowState") == ["批贷已放款", "批贷已放款", "批贷已放款", "待放款", "拒贷"]
    assert column(made, "odd")[-1] == '{"a": 1}'
    assert concealed(made.table).rows[-1][-1].text.zh == "******"
    assert order_of(made, "borrowAmount") == [0, 3, 1, 2, 4], "as amounts; what is unknown comes last"
    assert order_of(made, "contractDate")[0] == 0
    assert order_of(made, "contractDate")[-1] == 3
    assert order_of(made, "repayState")[-2:] == [1, 4]


def test_totals() -> None:
    made = read(ROWS)
    assert total(made, "count") == "5"
    assert total(made, "standing") == "! 逾期 1  ● 正常 1  ✓ 已还清 1  – 未放款 2"
    assert total(made, "lent") == "[20, 22.1) 万元，另有 1 笔金额未知"
    assert total(made, "arrears") == "1,234.57 元"
    assert total(made, "worst") == "! M6+ 逾期"
    assert total(made, "days") == "2018-12-31 至 2020-01-01"
    only_unknown = read([loan(borrowAmount=0)])
    assert total(only_unknown, "lent") == "1 笔金额未知"


def test_marks_in_time() -> None:
    made = read(ROWS)
    assert [(mark.day, mark.standing, mark.row) for mark in made.marks] == [
        ("2018-12-31", Standing.REGULAR, 0),
        ("2019-01-01", Standing.OVERDUE, 1),
        ("2020-01-01", Standing.PAID_OFF, 2),
        ("2019-01-01", Standing.NOT_LENT, 4),
    ]
    assert made.undated == 1
    assert "M6+" in made.marks[1].words.en


def test_an_overdue_loan_is_never_hidden_by_its_state() -> None:
    assert read([loan(borrowState=5, repayState=4)]).marks[0].standing is Standing.OVERDUE
    assert read([loan(borrowState=7, repayState=17)]).marks[0].standing is Standing.UNKNOWN


@pytest.mark.parametrize("value", [None, "", " ", [], {}, "[]", "{}"])
def test_no_records(value: Any) -> None:
    made = read(value)
    assert made.table is not None and made.table.rows == ()
    assert made.totals == () and made.marks == ()


@pytest.mark.parametrize("value", ["no list", "{broken", 17, True])
def test_what_is_no_list(value: Any) -> None:
    made = read(value)
    assert made.table is None
    assert made.raw


def test_one_alone_and_odd_entries() -> None:
    assert column(read(loan()), "borrowAmount") == ["[4, 6) 万元"]
    made = read([loan(), "odd", None, [1]])
    assert made.table is not None
    assert [row[-1].text.zh for row in made.table.rows] == ["", "odd", "", "[1]"]
    assert loans.read(by_number(127), {}) is None
    assert loans.read(by_number(104), {"data": []}) is None


# -- 125 ----------------------------------------------------------------------------------------------------

P2P = [
    {"platform": "甲", "loan_date": "20260105", "loan_amount": "20000", "overdue_days": "0"},
    {"platform": "乙", "loan_date": "20250105", "loan_amount": "9000", "overdue_days": "12"},
]


@pytest.mark.parametrize("value", [P2P, json.dumps(P2P), {"list": P2P}])
def test_records_that_nobody_described(value: Any) -> None:
    made = read(value, 125, data_count="2")
    assert made.table is not None and not made.described and not made.remarks
    assert [c.key for c in made.table.columns] == ["platform", "loan_date", "loan_amount", "overdue_days"]
    assert order_of(made, "loan_amount") == [1, 0], "numbers sort as numbers"
    assert [mark.day for mark in made.marks] == ["2026-01-05", "2025-01-05"]
    assert {mark.standing for mark in made.marks} == {Standing.UNKNOWN}


def test_a_count_that_does_not_fit_is_told() -> None:
    assert "3" in read(P2P, 125, data_count="3").remarks[0].zh
    assert not read(P2P, 125, data_count=2).remarks
    assert not read(P2P, 125).remarks


def test_loans_in_another_field_are_read_as_loans() -> None:
    made = read([loan(repayState=8)], 125)
    assert made.described
    assert column(made, "repayState") == ["! M6+ 逾期"]
    assert made.table is not None and made.table.columns[0].label.zh == "合同日期"


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("20260131", "2026-01-31", "2026-01"),
        ("2026-01-31 10:00:00", "2026-01-31", "2026-01"),
        ("2026年01月31日", "2026-01-31", "2026-01"),
        (1546271999999, "2018-12-31", "2018-12"),
        ("202601", None, "2026-01"),
        ("2026-1", None, "2026-01"),
        ("2026-02-30", None, None),
        ("20261399", None, None),
        ("12345678901234567", None, None),
        ("", None, None),
        (None, None, None),
        ({}, None, None),
    ],
)
def test_days_and_months(text: Any, day: str | None, month: str | None) -> None:
    assert day_of(text) == day
    assert month_of(text) == month
