"""Credit: 122, 125, 127."""

from __future__ import annotations

import datetime
import json
from typing import Any

from .inquiry import Answer, Derived, Inquiry, resp

__all__ = ["loans", "p2p", "score"]

_SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
_COMPANIES = ("P2P0001", "P2P0002", "BANK17", "样本小贷")


def score(inquiry: Inquiry) -> Answer:
    """122."""
    code = inquiry.outcome()
    if code == "99":
        return Answer(resp(code, "查询异常"))
    low, high = (620, 780) if code == "00" else (380, 540)
    return Answer({**resp("00", "查询成功"), "credit_score": str(inquiry.person.number("score", low, high))})


def _day(text: str) -> datetime.date:
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def p2p(inquiry: Inquiry) -> Answer:
    """125: nothing on record for 1-7, some loans for 8 and 9."""
    code = inquiry.outcome()
    if code == "99":
        return Answer(resp(code, "查询异常"))
    person = inquiry.person
    asked = _day(inquiry.values["query_date"])
    rows = [
        {
            "platform": f"样本平台{at + 1}",
            "loan_date": f"{asked - datetime.timedelta(days=person.number(f'day {at}', 20, 900)):%Y%m%d}",
            "loan_amount": str(person.number(f"amount {at}", 5, 80) * 1000),
            "overdue_days": str(person.pick(f"overdue {at}", (0, 0, 12, 45))),
        }
        for at in range(person.number("count", 1, 4) if code != "00" else 0)
    ]
    text = json.dumps(rows, ensure_ascii=False)
    return Answer({**resp("00", "查询成功"), "data_count": str(len(rows)), "data": text})


def _loan(person: Derived, at: int, asked: datetime.date, late: bool) -> dict[str, Any]:
    contract = asked - datetime.timedelta(days=person.number(f"day {at}", 40, 1500))
    midnight = datetime.datetime(contract.year, contract.month, contract.day, tzinfo=_SHANGHAI)
    state = person.pick(f"state {at}", (1, 2, 2, 3, 5, 6))
    repay = 0 if state not in (2,) else person.pick(f"repay {at}", (3, 5, 8) if late else (1, 9))
    return {
        "borrowType": person.number(f"type {at}", 0, 4),
        "borrowState": state,
        "borrowAmount": person.pick(f"amount {at}", (-7, -5, -3, -1, 0, 1, 2, 4, 11)),
        "contractDate": int(midnight.timestamp() * 1000),
        "loanPeriod": person.pick(f"period {at}", (3, 6, 12, 24, 36)),
        "repayState": repay,
        "arrearsAmount": person.number(f"arrears {at}", 1, 90) * 100_000_000 if repay in (3, 5, 8) else 0,
        "companyCode": person.pick(f"company {at}", _COMPANIES),
    }


def loans(inquiry: Inquiry) -> Answer:
    """127: asynchronous, `trx_no` in the response and `trxNo` in the result, as in the document."""
    number = Derived(inquiry.order_id).hex("trx")[:32]
    code = inquiry.outcome()
    person, asked = inquiry.person, _day(inquiry.order_date)
    count = 0 if code == "99" else person.number("count", 4, 9)
    rows = [_loan(person, at, asked, late=code == "01") for at in range(count)]
    told = resp(code, "查询异常") if code == "99" else resp("00", "查询成功")
    return Answer(
        {**told, "trxNo": number, "loanInfos": rows},
        waits=True,
        response={**resp("00", "请求成功"), "trx_no": number},
    )
