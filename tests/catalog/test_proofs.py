"""Check digits and dates of recognised values: what is right, what is doubtful, what can't be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role
from realme_desktop.catalog.proofs import Standing, proofs, prove
from realme_desktop.sandbox.samples import LICENCE, PERSON_ONE, PERSON_TWO

TODAY = date(2026, 11, 23)
GOOD, DOUBT, OPEN = Standing.GOOD, Standing.DOUBT, Standing.OPEN


@pytest.mark.parametrize(
    ("role", "value", "standing"),
    [
        (Role.ID_NUMBER, PERSON_ONE.id_number, GOOD),
        (Role.ID_NUMBER, "310000 19920816 0024", GOOD),
        (Role.ID_NUMBER, "11000019900307001x", GOOD),
        (Role.ID_NUMBER, "110000199003070011", DOUBT),  # check character
        (Role.ID_NUMBER, "11000019900230001X", DOUBT),  # 30 February
        (Role.ID_NUMBER, "1100001990030700", DOUBT),
        (Role.ID_NUMBER, "110000900307001", OPEN),
        (Role.BANK_CARD, PERSON_ONE.card, GOOD),
        (Role.BANK_CARD, "6200000123456789016", DOUBT),
        (Role.BANK_CARD, "62OO", DOUBT),
        (Role.CREDIT_CODE, LICENCE["credit_code"], GOOD),
        (Role.CREDIT_CODE, "91310000MA00000013", DOUBT),
        (Role.CREDIT_CODE, "9131", DOUBT),
        (Role.REGISTRATION_NUMBER, "110108000000016", GOOD),  # the example of GS 15-2006
        (Role.REGISTRATION_NUMBER, "110108000000017", DOUBT),
        (Role.REGISTRATION_NUMBER, "无", OPEN),
        (Role.ORGANISATION_CODE, "D2143569-X", GOOD),  # the example of GB 11714-1997
        (Role.ORGANISATION_CODE, "D2143569-1", DOUBT),
        (Role.DATE, "2015年08月28日", GOOD),
        (Role.DATE, "2015年8月28", GOOD),
        (Role.DATE, "20150828", GOOD),
        (Role.DATE, "2015年02月29日", DOUBT),
        (Role.DATE, "2035-01-01", DOUBT),
        (Role.DATE, "二〇一五年", OPEN),
        (Role.VALIDITY, PERSON_TWO.validity, GOOD),
        (Role.VALIDITY, "2010.01.01-长期", GOOD),
        (Role.VALIDITY, "长期", GOOD),
        (Role.VALIDITY, "20100101-20200101", DOUBT),  # out of date
        (Role.VALIDITY, "2016.11.23-2026.11.23", GOOD),  # its last day
        (Role.VALIDITY, "2030.01.01-2040.01.01", DOUBT),
        (Role.VALIDITY, "2020.01.01-2019.01.01", DOUBT),
        (Role.VALIDITY, "2015年02月30日至2035年08月27日", DOUBT),
        (Role.VALIDITY, "?", OPEN),
    ],
)
def test_what_a_value_proves(role: Role, value: str, standing: Standing) -> None:
    proof = prove(role, value, TODAY)
    assert proof is not None
    assert proof.standing is standing, proof.words.en
    assert proof.words.zh and proof.words.en


@pytest.mark.parametrize("role", [Role.FULL_NAME, Role.ADDRESS, Role.OTHER])
def test_a_value_without_a_check_gets_no_sign(role: Role) -> None:
    assert prove(role, "样晓明", TODAY) is None


def test_nothing_is_said_of_nothing() -> None:
    assert all(prove(role, "  ", TODAY) is None for role in Role)


def test_the_proofs_of_an_answer() -> None:
    licence = registry.by_segment("licenseocr")
    assert set(proofs(licence, LICENCE, TODAY)) == {"credit_code", "es_date", "open_range"}
    assert proofs(licence, {"credit_code": 5, "es_date": None, "open_range": ["x"]}, TODAY) == {}


@given(st.sampled_from(Role), st.text(max_size=40) | st.from_regex(r"[0-9.\-年月日X]{0,24}", fullmatch=True))
def test_no_text_breaks_a_check(role: Role, value: str) -> None:
    proof = prove(role, value, TODAY)
    assert proof is None or proof.words.zh
