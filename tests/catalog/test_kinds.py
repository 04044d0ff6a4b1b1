"""Each kind: what it forgives, what it finds, how it shows and hides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from realme_desktop.catalog import codelist
from realme_desktop.catalog import identifiers as ids
from realme_desktop.catalog.findings import Strength
from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Choice, Field, Role
from realme_desktop.catalog.registry import by_number
from realme_desktop.catalog.text import Text

from .reference import TODAY

WORD = Text("字段", "Field")
GOOD_ID = "11010519491231002X"


def a_field(kind: str, *, lenient: bool = False, max_length: int | None = None) -> Field:
    choices = (Choice("1", Text("一", "one")), Choice("A", Text("甲", "a"))) if kind == "choice" else ()
    if kind == "code_list":
        choices = by_number(121).field("verify_code_list").choices
    return Field("x", Role.OTHER, kind, WORD, choices=choices, lenient=lenient, max_length=max_length)


def found(kind: str, text: str, *, lenient: bool = False, today: date = TODAY) -> list[str]:
    """Codes of the findings, errors with a `!` in front."""
    field = a_field(kind, lenient=lenient)
    findings = KINDS[kind].check(KINDS[kind].parse(text), field, today)
    assert all(finding.field == "x" for finding in findings)
    return [("!" if finding.strength is Strength.ERROR else "") + finding.code for finding in findings]


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_breaks_a_kind(kind: str, text: str) -> None:
    own = KINDS[kind]
    value = own.parse(text)
    assert own.parse(value) == value
    own.check(value, a_field(kind), TODAY)
    own.check(text, a_field(kind, lenient=True), TODAY)
    assert own.parse(own.display(value)) == value
    own.mask(value)
    assert isinstance(own.wire(value), str)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_is_wrong_with_nothing(kind: str) -> None:
    assert KINDS[kind].parse("") == ""
    assert KINDS[kind].check("", a_field(kind), TODAY) == ()
    assert KINDS[kind].mask("") == ""


def test_the_kinds() -> None:
    names = "text name id_number mobile card choice date expiry secret cipher url number ip imei code_list"
    assert set(KINDS) == {*names.split(), "picture", "packet"}


def test_max_length() -> None:
    assert [f.code for f in KINDS["text"].check("abc", a_field("text", max_length=2), TODAY)] == ["length"]


@pytest.mark.parametrize(
    ("kind", "typed", "canonical"),
    [
        ("text", "a\uff1bb \u200b", "a;b"),
        ("name", " 张 三 ", "张三"),
        ("name", "张\u3000三", "张三"),
        ("name", "John   Smith", "John Smith"),
        ("name", "卡米力.买买提", "卡米力·买买提"),
        ("name", "卡米力 • 买买提", "卡米力·买买提"),
        ("name", "Dr. Who", "Dr. Who"),
        ("name", "汇付\uff08上海\uff09有限公司", "汇付\uff08上海\uff09有限公司"),
        ("id_number", "11010519491231002x", GOOD_ID),
        ("id_number", " 110105 1949-1231 002x ", GOOD_ID),
        (
            "id_number",
            "\uff11\uff11\uff10\uff11\uff10\uff15\uff11\uff19\uff14\uff19\uff11\uff12\uff13\uff11\uff10\uff10\uff12\uff58",
            GOOD_ID,
        ),
        ("mobile", "138 0013 8000", "13800138000"),
        ("mobile", "+86 138-0013-8000", "13800138000"),
        ("mobile", "(+86)13800138000", "13800138000"),
        ("mobile", "008613800138000", "13800138000"),
        ("mobile", "8613800138000", "13800138000"),
        (
            "mobile",
            "\uff11\uff13\uff18\uff0d0013 \uff18000",
            "13800138000",
        ),
        ("mobile", "\u202d13800138000\u202c", "13800138000"),
        ("card", "6222 0212-3456 7890 128", "6222021234567890128"),
        ("date", "2026-01-31", "20260131"),
        ("date", "2026/1/5", "20260105"),
        ("date", "2026年1月5日", "20260105"),
        ("date", "2026-01-05 12:30:00", "20260105"),
        ("date", "2026-01-05T12:30:00Z", "20260105"),
        ("date", "20260105", "20260105"),
        ("expiry", "08/27", "0827"),
        ("expiry", "8/27", "0827"),
        ("expiry", "08-2027", "0827"),
        ("expiry", "2027-08", "0827"),
        ("expiry", "2027年8月", "0827"),
        ("expiry", "082027", "0827"),
        ("expiry", "202708", "0827"),
        ("expiry", " 0827 ", "0827"),
        ("number", "\uff10\uff10\uff15", "5"),
        ("number", "1,000", "1000"),
        ("ip", "203。0。113。7", "203.0.113.7"),
        ("imei", "49-015420-323751-8", "490154203237518"),
        ("url", " https://example.com/cb \n", "https://example.com/cb"),
        ("secret", " pa ss ", "pa ss"),
        ("cipher", "QUJD\nREVG", "QUJDREVG"),
        ("code_list", '[{"type": "SMS", "value": 123456}]', '[{"type":"sms","value":"123456"}]'),
        ("code_list", '{"type":"pwd","value":"新"}', '[{"type":"pwd","value":"新"}]'),
        ("code_list", "[]", ""),
    ],
)
def test_what_is_forgiven(kind: str, typed: str, canonical: str) -> None:
    assert KINDS[kind].parse(typed) == canonical
    assert KINDS[kind].wire(canonical) == canonical


@pytest.mark.parametrize(
    ("kind", "typed", "codes"),
    [
        ("name", "张三", []),
        ("name", "张", ["name.short"]),
        ("name", "张3", ["name.digits"]),
        ("name", "张" * 101, ["name.long"]),
        ("id_number", GOOD_ID, []),
        ("id_number", "34052419800101001X", []),  # stdnum.cn.ric raises KeyError on this one
        ("id_number", "110105194912310021", ["id_number.check_digit"]),
        ("id_number", "1101051949123100", ["!id_number.form"]),
        ("id_number", "1101051949123100AX", ["!id_number.form"]),
        ("id_number", "X1010519491231002X", ["!id_number.form"]),
        ("id_number", "110105491231002", ["id_number.legacy"]),
        ("id_number", "110105491331002", ["id_number.legacy", "id_number.birth_date"]),
        ("mobile", "13800138000", []),
        ("mobile", "1380013800", ["!mobile.form"]),
        ("mobile", "12800138000", ["!mobile.form"]),
        ("mobile", "+1 555 0100", ["!mobile.form"]),
        ("mobile", "15400138000", ["mobile.prefix"]),
        ("card", "4111 1111 1111 1111", []),
        ("card", "4111 1111 1111 1112", ["card.check_digit"]),
        ("card", "41111111111", ["!card.form"]),
        ("card", "4" * 20, ["!card.form"]),
        ("card", "4111 1111 1111 111a", ["!card.form"]),
        ("choice", "1", []),
        ("choice", "2", ["!choice"]),
        ("date", "2026-01-31", []),
        ("date", "2026-02-01", ["date.future"]),
        ("date", "2026-02-30", ["!date.form"]),
        ("date", "yesterday", ["!date.form"]),
        ("expiry", "01/26", []),
        ("expiry", "12/25", ["expiry.past"]),
        ("expiry", "13/27", ["!expiry.form"]),
        ("expiry", "00/27", ["!expiry.form"]),
        ("expiry", "1", ["!expiry.form"]),
        ("number", "1", []),
        ("number", "0", ["!number.form"]),
        ("number", "-3", ["!number.form"]),
        ("number", "1.5", ["!number.form"]),
        ("ip", "8.8.8.8", []),
        ("ip", "2400:3200::1", []),
        ("ip", "192.168.1.1", ["ip.private"]),
        ("ip", "300.1.1.1", ["!ip.form"]),
        ("imei", "490154203237518", []),
        ("imei", "49015420323751", []),
        ("imei", "490154203237519", ["imei.check_digit"]),
        ("imei", "abc", ["imei.check_digit"]),
        ("url", "https://example.com:8443/cb?x=1", []),
        ("url", "http://例子.中国/", []),
        ("url", "ftp://example.com", ["!url.form"]),
        ("url", "https://", ["!url.form"]),
        ("url", "example.com", ["!url.form"]),
        ("url", "https://example.com:port/", ["!url.form"]),
        ("url", "https://[::1", ["!url.form"]),
        ("url", "http://127.0.0.1:8000/", ["url.private"]),
        ("url", "http://localhost/", ["url.private"]),
        ("url", "http://10.0.0.1/", ["url.private"]),
        ("url", "http://[::1]/", ["url.private"]),
        ("secret", "1", []),
        ("cipher", "123", ["!cipher.plain"]),
        ("cipher", "1 2 3 4", ["!cipher.plain"]),
        ("cipher", "abcd", ["cipher.short"]),
        ("cipher", "q83vEjRWeJCrze8SNFZ4kA==", []),
        (
            "code_list",
            '[{"type":"sms","value":"1"},{"type":"img","value":"a"},{"type":"pwd","value":"b"}]',
            [],
        ),
        ("code_list", '[{"type":"fax","value":"1"}]', ["!code_list.type"]),
        ("code_list", '[{"type":"sms","value":""}]', ["!code_list.value"]),
        ("code_list", '[{"type":"sms","value":"1"},{"type":"sms","value":"2"}]', ["code_list.twice"]),
        ("code_list", "sms 123", ["!code_list.form"]),
        ("code_list", "[1]", ["!code_list.form"]),
    ],
)
def test_what_is_found(kind: str, typed: str, codes: list[str]) -> None:
    assert found(kind, typed) == codes


def _with_check(body: str) -> str:
    return body + mod_11_2.calc_check_digit(body)


@pytest.mark.parametrize("area", ["810000", "820000", "830000", "911156", "931036"])
def test_residence_permits_and_permanent_residents_obey_the_same_rule(area: str) -> None:
    good = _with_check(f"{area}19900307123")
    assert found("id_number", good) == []
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert found("id_number", wrong) == ["id_number.check_digit"]


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_every_well_formed_resident_number_is_fine(born: date, serial: int) -> None:
    good = _with_check(f"110105{born:%Y%m%d}{serial:03d}")
    assert found("id_number", good) == []
    assert found("id_number", good.lower()) == []


def test_impossible_dates_and_provinces_only_warn() -> None:
    assert found("id_number", _with_check("11010519490230002")) == ["id_number.birth_date"]
    assert found("id_number", _with_check("11010520990101002")) == ["id_number.birth_date"]
    assert found("id_number", _with_check("99010519491231002")) == []
    assert found("id_number", _with_check("10010519491231002")) == ["id_number.province"]


def test_a_lenient_id_number_may_be_any_document() -> None:
    assert found("id_number", "E12345678", lenient=True) == []
    assert found("id_number", "91110000600037341L", lenient=True) == []
    assert found("id_number", "91110000600037342L", lenient=True) == ["id_number.uscc"]
    assert found("id_number", "12", lenient=True) == ["id_number.short"]


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
@settings(max_examples=60, deadline=None)
def test_the_credit_code_check_character_agrees_with_stdnum(body: str) -> None:
    code = body + uscc.calc_check_digit(body)
    assert ids.uscc_ok(code)
    assert not ids.uscc_ok(body + ("0" if code[-1] != "0" else "1"))


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("id_number", GOOD_ID, "110105 19491231 002X"),
        ("mobile", "13800138000", "138 0013 8000"),
        ("card", "6222021234567890128", "6222 0212 3456 7890 128"),
        ("date", "20260131", "2026-01-31"),
        ("expiry", "0827", "08/27"),
        ("text", "abc", "abc"),
    ],
)
def test_how_it_is_shown(kind: str, value: str, shown: str) -> None:
    assert KINDS[kind].display(value) == shown
    assert KINDS[kind].parse(shown) == value


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("id_number", GOOD_ID, "110" + "*" * 11 + "002X"),
        ("mobile", "13800138000", "138****8000"),
        ("card", "6222021234567890128", "622202*********0128"),
        ("name", "张三", "张*"),
        ("name", "欧阳娜娜", "欧***"),
        ("secret", "123456", "******"),
        ("secret", "1", "******"),
        ("cipher", "abc", "******"),
        ("code_list", "[...]", "******"),
        ("choice", "1", "1"),
        ("url", "https://example.com", "https://example.com"),
    ],
)
def test_how_it_is_hidden(kind: str, value: str, masked: str) -> None:
    assert KINDS[kind].mask(value) == masked


CODE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(["sms", "img", "pwd"]), CODE), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_code_list_is_read_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    assert codelist.read(codelist.write(rows)) == tuple(rows)
    assert codelist.normal(codelist.write(rows)) == codelist.write(rows)
