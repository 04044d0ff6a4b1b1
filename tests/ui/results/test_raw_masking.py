"""The raw reply hides what is somebody's, and nothing else."""

from __future__ import annotations

import json
from typing import Any

from realme_desktop.catalog import registry
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.results.raw import masked_raw


def masked(segment: str, values: dict[str, Any], params: dict[str, str]) -> str:
    order = Order(
        order_id="202611240454200280008829051943", order_date="20261124", segment=segment,
        environment="production", real=True, operator="o", state=OrderState.ANSWERED, created_at=0,
        updated_at=0, params=params, values=values, raw_reply=json.dumps(values, ensure_ascii=False),
    )  # fmt: skip
    return masked_raw(order, registry.by_segment(segment))


def test_names_and_numbers_are_hidden_and_order_numbers_stay() -> None:
    raw = masked(
        "namecheck",
        {"order_id": "202611240454200280008829051943", "resp_code": "00", "full_name": "张三",
         "id_number": "11010519491231002X"},
        {"full_name": "张三", "id_number": "11010519491231002X"},
    )  # fmt: skip
    assert "张三" not in raw and "11010519491231002X" not in raw
    assert '"order_id": "202611240454200280008829051943"' in raw
    assert '"resp_code": "00"' in raw


def test_keys_of_a_list_stay_readable_and_short_values_are_hidden_where_they_stand() -> None:
    raw = masked(
        "getloaninfo",
        {
            "order_id": "202036003636",
            "loanInfos": [{"borrowType": "1", "loanPeriod": 36, "companyCode": "P2P0001"}],
        },
        {},
    )
    assert '"borrowType"' in raw and '"loanPeriod"' in raw
    assert '"order_id": "202036003636"' in raw
    assert '"loanPeriod": 36' not in raw and "P2P0001" not in raw
