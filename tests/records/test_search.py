"""Any part of a name or number finds its order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order
from tests.records.plans import plans


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records.open(tmp_path / "records.db", KEY)
    yield opened
    opened.close()


def found(records: Records, text: str) -> list[int]:
    orders = records.page(HistoryQuery(text=text)).orders
    assert records.count(HistoryQuery(text=text)) == len(orders)
    return sorted(int(one.order_id.removeprefix("ORDER")) for one in orders)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("张三", [1, 2]),
        ("三丰", [2]),
        ("张", [1, 2, 4]),
        ("丰", [2]),
        ("丰张", []),
        ("阿卜杜拉", [3]),
        ("杜拉·买买", [3]),
        ("买提", [3]),
        ("smith", [4]),
        ("Ｓｍｉ", [4]),
        ("张 smith", [4]),
        ("110101199003071234", [1]),
        ("1101 0119 9003 0712 34", [1]),
        ("0307", [1]),
        ("34", [1, 2]),
        ("071x", [2]),
        ("13800138000", [2]),
        ("+86 138-0013-8000", [2]),
        ("8000", [2]),
        ("6222", [3]),
        ("00000003", [3]),
        ("seq-77", [4]),
        ("77", [4]),
        ("张三 0307", [1]),
        ("张三 9999", []),
        ("１１０１０１", [1]),
        ('" NOT *', []),
        ("  ", [1, 2, 3, 4]),
        ("（）", []),
    ],
)
def test_parts_of_names_and_numbers(records: Records, text: str, numbers: list[int]) -> None:
    records.add(order(1, subject_name="张三", subject_number="110101199003071234"))
    segment, field = _a_service_with_a_mobile()
    records.add(
        order(
            2,
            segment=segment,
            subject_name="张三丰",
            subject_number="34052419800101071X",
            params={field: "13800138000", "source_channel": "0"},
        )
    )
    records.add(order(3, subject_name="阿卜杜拉·买买提", subject_number="6222020200112233"))
    records.add(order(4, subject_name="John Smith 张", seq_id="SEQ-77"))
    assert found(records, text) == numbers


def _a_service_with_a_mobile() -> tuple[str, str]:
    return next(
        (service.segment, field.name)
        for service in SERVICES
        for field in service.fields
        if field.role is Role.MOBILE
    )


def test_what_changes_is_found_by_its_new_value_only(records: Records) -> None:
    records.add(order(1, seq_id="AAAA1111", subject_name="旧名字"))
    records.change(
        "ORDER00000001",
        expect={OrderState.QUEUED},
        cause="reply",
        at=2,
        seq_id="BBBB2222",
        subject_name="新名称",
    )
    assert found(records, "AAAA") == found(records, "旧名") == []
    assert found(records, "b2222") == found(records, "名称") == [1]


def test_parameters_without_personal_meaning_are_not_searched(records: Records) -> None:
    records.add(order(1, params={"source_channel": "7", "id_no": "x"}))
    assert found(records, "7") == []


_names = st.text(st.sampled_from("张王李赵欧阳小明丽ab19·"), min_size=1, max_size=8)
_numbers = st.text(st.sampled_from("0123X"), min_size=1, max_size=30)


def test_every_part_of_every_name_and_number_is_found(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records.db", KEY)
    count = iter(range(1_000_000))

    @given(_names, _numbers, st.data())
    def check(name: str, number: str, data: st.DataObject) -> None:
        one = order(next(count), order_id=f"Z{next(count)}", subject_name=name, subject_number=number)
        records.add(one)
        text = data.draw(st.sampled_from([name, number]))
        start = data.draw(st.integers(0, len(text) - 1))
        part = text[start : data.draw(st.integers(start + 1, len(text)))]
        orders = records.page(HistoryQuery(text=part), limit=100_000).orders
        if any(char.isalnum() for char in part):
            assert one.order_id in {found_order.order_id for found_order in orders}

    check()
    records.close()


def test_no_text_makes_a_broken_query(records: Records) -> None:
    @given(st.text(max_size=30) | st.text(st.sampled_from("\"'*()^:+-x1张 "), max_size=12))
    def check(text: str) -> None:
        records.count(HistoryQuery(text=text))

    check()


def test_a_whole_number_is_found_as_such_and_its_parts_as_before(records: Records) -> None:
    number = "202611231530001230000000000042"
    records.add(order(1, subject_number=number))
    records.add(order(2, subject_number=f"{number}7"))
    records.add(order(3, subject_name="张三", subject_number=f"7{number}"))
    assert found(records, number) == [1]
    assert found(records, "2026-1123 1530 0012 3000 0000 0000 42") == [1]
    assert found(records, f"张三 7{number}") == [3]
    assert found(records, number[1:]) == [1, 2, 3]
    assert found(records, f"张三 {number}") == [3], "nobody of this name has it as a whole"
    records.add(order(4, subject_number="12" + number[2:], linked_to=None, seq_id="1530001230000000000042X"))
    assert found(records, "1530001230000000000042x") == [4]
    with plans(records) as said:
        records.page(HistoryQuery(text=number))
    assert len(said) == 1, "one search, and what it found"
