"""Orders built by hand, as they would be on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Order, OrderState
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO

NOW = 1_795_435_885.0  # 2026-11-23 20:11:25 in Asia/Shanghai
NOW_MS = int(NOW * 1000)
DAY_MS = 86_400_000


def order(number: int = 1, **changes: Any) -> Order:
    """An answered name check; `number` makes it one of many, each a second older than the one before."""
    made = NOW_MS - 4000 - number * 1000
    base = Order(
        order_id=f"20261123{2011000000 - number:010d}{7:08d}",
        order_date="20261123",
        segment="namecheck",
        environment="sandbox",
        real=False,
        operator="王柜员",
        state=OrderState.ANSWERED,
        created_at=made,
        updated_at=made + 700,
        sent_at=made + 300,
        answered_at=made + 700,
        params={"full_name": "张三丰", "id_number": "310101199003071234", "source_channel": "0"},
        seq_id="2026112300000001",
        http_status=200,
        return_code="10400",
        return_message="成功",
        resp_code="00",
        resp_info="认证通过",
        verdict=Verdict.MATCH,
        values={"return_code": "10400", "return_message": "成功", "resp_code": "00", "resp_info": "认证通过"},
        subject_name="张三丰",
        subject_number="310101199003071234",
    )
    made_order = replace(base, **changes)
    if made_order.raw_reply is None and made_order.values:
        made_order = replace(made_order, raw_reply=json.dumps(dict(made_order.values), ensure_ascii=False))
    return made_order


def compared(score: float | None = 87.5, threshold: float | None = 60.0, **changes: Any) -> Order:
    """A comparison of two pictures, with both verdicts as the desk would store them."""
    own = None
    if score is not None and threshold is not None:
        own = Verdict.MATCH if score >= threshold else Verdict.MISMATCH
    values: dict[str, Any] = {"return_code": "10500", "return_message": "成功", "resp_code": "00"}
    if score is not None:
        values["mp_ssim"] = f"{score:g}"
    settings: dict[str, Any] = {
        "segment": "picturematch",
        "params": {"image1_type": "1", "image2_type": "1", "source_channel": "0"},
        "return_code": "10500",
        "values": values,
        "score": score,
        "threshold": threshold,
        "own_verdict": own,
        "subject_name": None,
        "subject_number": None,
    }
    return order(**(settings | changes))


def unfinished(state: OrderState, number: int = 1, **changes: Any) -> Order:
    """An order without an answer."""
    settings: dict[str, Any] = {
        "state": state,
        "segment": "staticfacecheck",
        "answered_at": None,
        "verdict": None,
        "resp_code": None,
        "resp_info": None,
        "return_code": "10001",
        "return_message": "请求成功，需等待异步结果",
        "values": {},
    }
    return order(number, **(settings | changes))


def some_weeks(now_ms: int, count: int = 140) -> list[Order]:
    """Some weeks of a branch: name checks, comparisons, AML queries with a hit now and then."""
    made = []
    for number in range(count):
        at = now_ms - number * DAY_MS // 4 - 60_000
        person = (PERSON_ONE, PERSON_TWO)[number % 2]
        common = {
            "order_id": f"2026{number:022d}", "created_at": at, "updated_at": at + 900, "sent_at": at + 100,
            "answered_at": at + 700 + number * 13, "subject_name": person.name,
            "subject_number": person.id_number, "operator": ("王柜员", "李柜员")[number % 3 == 0],
            "params": {"full_name": person.name, "id_number": person.id_number},
        }  # fmt: skip
        kind = number % 7
        if kind < 3:
            verdict = Verdict.MATCH if number % 5 else Verdict.MISMATCH
            made.append(order(verdict=verdict, **common))
        elif kind < 5:
            score = 35 + (number * 17) % 64
            verdict = Verdict.MATCH if score >= 60 else Verdict.MISMATCH
            made.append(order(segment="picturematch", score=score, threshold=60.0, verdict=verdict, **common))
        else:
            verdict = Verdict.HIT if kind == 5 else Verdict.CLEAR
            made.append(order(segment="antilaunderquery", verdict=verdict, **common))
    return made
