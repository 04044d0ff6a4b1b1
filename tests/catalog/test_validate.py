"""A whole form: defaults, what is demanded, and the rules across fields."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realme_desktop.catalog.findings import Strength
from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import CHECKRESULT, SERVICES, by_number
from realme_desktop.catalog.validate import check_field, check_form, demanded, effective_kind, wire_values

from .reference import TODAY

GOOD: Mapping[str, str] = {
    "name": "张三",
    "id_number": "11010519491231002X",
    "mobile": "13800138000",
    "card": "4111111111111111",
    "date": "2026-01-30",
    "expiry": "12/29",
    "secret": "123456",
    "cipher": "q83vEjRWeJCrze8SNFZ4kA==",
    "url": "https://example.com/notify",
    "number": "3",
    "ip": "8.8.8.8",
    "imei": "490154203237518",
    "text": "A1",
    "code_list": '[{"type":"sms","value":"123456"}]',
}


def filled(service: Service) -> tuple[dict[str, str], frozenset[str]]:
    """Good values for every field, but for the second of two ways."""
    values, present = {}, set()
    for field in service.fields:
        if KINDS[field.kind].attached:
            present.add(field.name)
        elif field.choices and field.kind == "choice":
            values[field.name] = field.choices[0].value
        elif field.name != "file_id":
            values[field.name] = GOOD[field.kind]
    values.pop("file_suffix", None)
    return values, frozenset(present)


def findings(number: int, values: Mapping[str, str], present: frozenset[str] = frozenset()) -> list[str]:
    """`field:code`, errors with a `!` in front."""
    check = check_form(by_number(number), values, present, TODAY)
    assert set(check.errors) | set(check.warnings) == set(check.findings)
    assert check.ok == (not check.errors)
    return [
        ("!" if finding.strength is Strength.ERROR else "") + f"{finding.field}:{finding.code}"
        for finding in check.findings
    ]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_a_form_with_everything_in_it_is_fine(service: Service) -> None:
    values, present = filled(service)
    check = check_form(service, values, present, TODAY)
    assert check.findings == ()
    assert set(check.values) == set(values)
    assert wire_values(service, check.values) == check.values


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_each_required_field_is_missed_when_it_is_empty(service: Service) -> None:
    values, present = filled(service)
    for field in service.fields:
        if field.required:
            less = {**values, field.name: ""} if field.name in values else values
            check = check_form(service, less, present - {field.name}, TODAY)
            missed = [finding for finding in check.errors if finding.field == field.name]
            assert [finding.code for finding in missed] == ["required"]
            assert field.label.zh in missed[0].message.zh
            assert field.name in demanded(service, {})


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_an_empty_form_says_what_is_missing_and_nothing_else(service: Service) -> None:
    check = check_form(service, {}, frozenset(), TODAY)
    assert not check.ok
    codes = {finding.code for finding in check.errors}
    assert codes <= {"required", "rule.all", "rule.at_least", "rule.either_or"}


@pytest.mark.parametrize("service", [*SERVICES, CHECKRESULT], ids=lambda service: service.segment)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_nothing_typed_breaks_a_form(service: Service, data: st.DataObject) -> None:
    names = [field.name for field in service.fields]
    values = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=20)))
    present = data.draw(st.frozensets(st.sampled_from(names)))
    check = check_form(service, values, present, TODAY)
    assert all(check.values.values())
    again = check_form(service, {**dict.fromkeys(names, ""), **check.values}, present, TODAY)
    assert again.values == check.values
    demanded(service, values)


def test_defaults_stand_in_for_absent_values_only() -> None:
    picture = frozenset({"id_pic"})
    check = check_form(by_number(107), {}, picture, TODAY)
    assert check.ok
    assert check.values == {"interface_id": "01", "source_channel": "0"}
    assert findings(107, {"interface_id": ""}, picture) == ["!interface_id:required"]


def test_an_unknown_field_is_refused_and_a_common_one_is_not() -> None:
    good, _ = filled(by_number(104))
    assert findings(104, {**good, "nonsense": "1"}) == ["!None:unknown"]
    assert findings(104, good, frozenset({"video_pic"})) == ["!None:unknown"]
    assert findings(104, {**good, "order_id": "1"}) == []


def test_choices_are_taken_by_value_label_and_case() -> None:
    field = by_number(102).field("acct_type")
    for typed in ("E", "e", "\uff25", "对公", "corporate", "CORPORATE"):
        assert check_field(field, typed, TODAY)[0] == "E"
    assert check_field(field, "X", TODAY)[1][0].code == "choice"


# -- 101, 105: another kind for a field ---------------------------------------------------------------------


def test_the_flag_decides_the_kind() -> None:
    picture = by_number(101).field("video_pic")
    assert effective_kind(picture, {}) == "picture"
    assert effective_kind(picture, {"video_pic_flag": "false"}) == "picture"
    assert effective_kind(picture, {"video_pic_flag": "true"}) == "packet"
    for name in ("image1", "image2"):
        image = by_number(105).field(name)
        assert effective_kind(image, {"image1_type": "1", "image2_type": "1"}) == "picture"
        assert effective_kind(image, {f"{name}_type": "2"}) == "packet"


# -- 102: credit cards and accounts -------------------------------------------------------------------------

CARD = {"full_name": "张三", "acct_no": "4111111111111111"}


def test_a_credit_card_needs_its_expiry_date() -> None:
    assert findings(102, CARD) == []
    assert findings(102, {**CARD, "card_type": "D"}) == []
    assert findings(102, {**CARD, "card_type": "C"}) == [
        "!valid_date:rule.required_when",
        "cvv2:rule.required_when",
    ]
    assert findings(102, {**CARD, "card_type": "C", "valid_date": "12/29"}) == ["cvv2:rule.required_when"]
    assert "valid_date" not in demanded(by_number(102), CARD)
    assert "valid_date" in demanded(by_number(102), {**CARD, "card_type": "信用卡"})
    assert "cvv2" not in demanded(by_number(102), {**CARD, "card_type": "C"})


def test_a_wrong_expiry_date_is_complained_about_once() -> None:
    values = {**CARD, "card_type": "C", "valid_date": "13/29", "cvv2": GOOD["cipher"]}
    assert findings(102, values) == ["!valid_date:expiry.form"]


def test_plain_cvv2_is_refused() -> None:
    assert findings(102, {**CARD, "cvv2": "123"}) == ["!cvv2:cipher.plain"]


def test_accounts_need_not_be_cards() -> None:
    odd = {**CARD, "acct_no": "4402 0011"}
    assert findings(102, odd) == ["!acct_no:card.form"]
    assert findings(102, {**odd, "acct_type": "P"}) == ["!acct_no:card.form"]
    assert findings(102, {**odd, "acct_type": "E"}) == []
    assert findings(102, {**odd, "acct_type": "对公"}) == []
    assert findings(102, {**odd, "card_type": "P"}) == []
    assert findings(102, {**odd, "acct_type": "E", "acct_no": "#1"}) == ["acct_no:card.account"]


def test_a_mobile_number_without_id_number_is_no_combination_of_102() -> None:
    assert findings(102, {**CARD, "mobile_no": "13800138000"}) == ["id_number:rule.required_when"]
    assert check_form(by_number(102), {**CARD, "mobile_no": "13800138000"}, frozenset(), TODAY).ok


def test_103_with_nothing_to_compare_warns() -> None:
    assert findings(103, {"mobile_no": "13800138000"}) == ["None:rule.at_least"]
    assert findings(103, {"mobile_no": "13800138000", "full_name": "张三"}) == []


# -- 109, 110: a picture or a file --------------------------------------------------------------------------


@pytest.mark.parametrize("number", [109, 110])
def test_a_picture_or_a_file_but_not_both(number: int) -> None:
    base = {"group_ids": "a;b", "person_id": "1"} if number == 109 else {"group_id": "a"}
    image = frozenset({"image"})
    assert findings(number, base) == ["!None:rule.either_or"]
    assert findings(number, base, image) == []
    assert findings(number, {**base, "file_suffix": "png"}, image) == []
    assert findings(number, {**base, "file_id": "J1"}) == []
    assert findings(number, {**base, "file_id": "J1"}, image) == ["!None:rule.either_or"]
    assert findings(number, {**base, "file_suffix": "jpg"}) == ["!None:rule.either_or"]


# -- 114, 126, 127 ------------------------------------------------------------------------------------------


def test_114_wants_a_name_or_a_number_of_any_document() -> None:
    assert findings(114, {}) == ["!None:rule.at_least"]
    assert findings(114, {"mobile_no": "13800138000"}) == ["!None:rule.at_least"]
    assert findings(114, {"full_name": "张三"}) == []
    assert findings(114, {"full_name": "上海3号有限公司"}) == []
    assert findings(114, {"id_number": "E12345678"}) == []
    assert findings(114, {"id_number": "91110000600037341L"}) == []


NAME = {"full_name": "张三"}


@pytest.mark.parametrize(
    ("values", "fine"),
    [
        ({}, False),
        ({"id_number": GOOD["id_number"]}, False),
        ({"id_number": GOOD["id_number"], "mobile_no": GOOD["mobile"]}, True),
        ({"imei": GOOD["imei"], "idfa": "A-1"}, False),
        ({"imei": GOOD["imei"], "user_ip": "8.8.8.8"}, True),
        ({"idfa": "A-1", "card_no": GOOD["card"]}, True),
        ({"idfa": "A-1", "imei": GOOD["imei"], "user_ip": "8.8.8.8"}, True),
        ({"authorization_info": "x", "user_ip": "8.8.8.8"}, False),
    ],
)
def test_126_wants_the_name_and_two_more(values: dict[str, str], fine: bool) -> None:
    assert findings(126, {**NAME, **values}) == ([] if fine else ["!None:rule.at_least"])
    without = findings(126, values)
    assert "!full_name:rule.all" in without
    assert "full_name" in demanded(by_number(126), {})


def test_127_wants_both() -> None:
    assert findings(127, {}) == ["!id_number:required", "!full_name:required"]


def test_108_wants_a_notification_address() -> None:
    assert findings(108, {}, frozenset({"bank_card_pic"})) == ["!mer_bg_url:required"]
