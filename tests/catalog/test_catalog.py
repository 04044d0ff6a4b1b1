"""Every entry of the catalog is complete and consistent in itself."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pypinyin import Style, load_phrases_dict, pinyin

from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Field, ResultField, Role, Rule, Sensitivity, Service, Verdict
from realme_desktop.catalog.registry import (
    CHECKRESULT,
    COMMON_FIELDS,
    COMMON_RETURNS,
    GROUPS,
    NOTIFICATION,
    SERVICES,
    find,
    group,
    in_group,
)
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS

ALL = (*SERVICES, CHECKRESULT)
IDS = [service.segment for service in ALL]


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from _texts(getattr(value, part.name))


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_every_word_is_there_in_both_languages(service: Service) -> None:
    for text in _texts((service, COMMON_FIELDS, COMMON_RETURNS, NOTIFICATION, GROUPS)):
        assert text.zh.strip() == text.zh != ""
        assert text.en.strip() == text.en != ""
        assert not {"!", "\uff01"} & set(text.zh + text.en)
        assert not any("\u4e00" <= char <= "\u9fff" for char in text.en), text.en


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_fields_are_consistent(service: Service) -> None:
    names = [field.name for field in service.fields]
    assert len(set(names)) == len(names)
    assert len({field.name for field in service.returns}) == len(service.returns)
    for field in service.fields:
        kind = KINDS[field.kind]
        assert bool(field.choices) == (field.kind in ("choice", "code_list"))
        assert (field.picture is not None) == (field.kind == "picture")
        if field.default and field.choices:
            assert field.default in {choice.value for choice in field.choices}
        if field.variant is not None:
            assert field.variant.value in {choice.value for choice in service.field(field.variant.by).choices}
            assert KINDS[field.variant.kind].attached == kind.attached
        if field.derived_from is not None:
            assert KINDS[service.field(field.derived_from).kind].attached
            assert field.generated
        if field.generated:
            assert field.default or field.derived_from


SENSITIVE_ROLES = {
    Role.FULL_NAME: Sensitivity.PERSONAL,
    Role.ID_NUMBER: Sensitivity.IDENTIFIER,
    Role.MOBILE: Sensitivity.IDENTIFIER,
    Role.BANK_CARD: Sensitivity.IDENTIFIER,
    Role.DEVICE: Sensitivity.IDENTIFIER,
    Role.IDFA: Sensitivity.IDENTIFIER,
    Role.IP_ADDRESS: Sensitivity.IDENTIFIER,
    Role.PERSON_ID: Sensitivity.IDENTIFIER,
    Role.FILE_ID: Sensitivity.IDENTIFIER,
    Role.CARD_EXPIRY: Sensitivity.PERSONAL,
    Role.ADDRESS: Sensitivity.PERSONAL,
    Role.ISSUER: Sensitivity.PERSONAL,
    Role.AUTHORIZATION: Sensitivity.PERSONAL,
    Role.PASSWORD: Sensitivity.SECRET,
    Role.VERIFY_CODE: Sensitivity.SECRET,
    Role.CARD_CVV2: Sensitivity.SECRET,
    Role.FACE_PICTURE: Sensitivity.BIOMETRIC,
    Role.ID_FRONT_PICTURE: Sensitivity.BIOMETRIC,
    Role.ID_BACK_PICTURE: Sensitivity.BIOMETRIC,
    Role.ID_PICTURE: Sensitivity.BIOMETRIC,
    Role.CARD_PICTURE: Sensitivity.BIOMETRIC,
    Role.LICENCE_PICTURE: Sensitivity.BIOMETRIC,
}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
def test_every_field_that_somebody_fills_says_what_goes_into_it(service: Service) -> None:
    bare = [field.name for field in service.fields if not field.generated and field.help is None]
    assert bare == []


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_sensitivity_follows_the_role(service: Service) -> None:
    entries: list[Field | ResultField] = [*service.fields, *service.returns, *NOTIFICATION]
    for entry in [*entries]:
        if isinstance(entry, ResultField):
            entries.extend(entry.items)
    for entry in entries:
        assert entry.sensitivity is SENSITIVE_ROLES.get(entry.role, entry.sensitivity), entry.name
    for name in ("result", "black_list_result", "pep_result", "loanInfos", "face_identify_list", "data"):
        for field in service.returns:
            assert field.name != name or field.sensitivity.masked


@pytest.mark.parametrize("service", ALL, ids=IDS)
def test_rules_name_fields_that_exist(service: Service) -> None:
    names = {field.name for field in service.fields}

    def mentioned(rule: Rule) -> set[str]:
        when = {rule.when[0]} if rule.when else set()
        return when | {name for group in rule.fields for name in group}

    for rule in service.rules:
        assert mentioned(rule) <= names
        assert rule.source
        assert rule.count <= len(rule.fields)


def test_groups_hold_every_service() -> None:
    assert [entry.title.zh for entry in GROUPS] == [
        "身份核验",
        "人脸",
        "银行卡",
        "证照识别 (OCR)",
        "反洗钱与反欺诈",
        "运营商 (魔蝎)",
        "信用",
    ]
    assert sorted(service.number for entry in GROUPS for service in in_group(entry.key)) == [
        service.number for service in SERVICES
    ]
    assert group(CHECKRESULT.group).title.zh == "结果查询"


def test_every_verdict_has_a_word_and_a_sign() -> None:
    assert set(VERDICT_WORDS) == set(VERDICT_SIGNS) == set(Verdict)
    assert len(set(VERDICT_SIGNS.values())) == len(Verdict)


def _initials(text: str) -> str:
    parts = pinyin(text, style=Style.FIRST_LETTER, errors=lambda rest: [rest])
    return "".join(char for part in parts for char in part[0].lower() if char.isascii() and char.isalnum())


def test_pinyin_initials() -> None:
    load_phrases_dict({"重置": [["chóng"], ["zhì"]]})  # read zhòng without its neighbour
    for service in ALL:
        assert service.initials == _initials(service.title.zh), service.number
    for entry in GROUPS:
        assert entry.initials == _initials(entry.title.zh)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("104", 104),
        ("namecheck", 104),
        ("身份证实名", 104),
        ("sfzsmrz", 104),
        ("SFZSM", 104),
        ("银行卡", 102),
        ("yhksm", 102),
        ("四要素", 102),
        ("反洗钱", 114),
        ("fxq", 114),
        ("aml", 114),
        ("loan", 127),
        ("91", 127),
        ("v3/trade/bank", 108),
        ("face comparison", 105),
        ("人脸 检索", 110),
        ("magic mirror", 122),
        ("1nrlzc", 109),
    ],
)
def test_find(query: str, first: int) -> None:
    assert find(query)[0].number == first


def test_find_everything_and_nothing() -> None:
    assert find("") == SERVICES
    assert find(" \u3000 ") == SERVICES
    assert find("no such service") == ()
    assert {service.number for service in find("运营商")} >= {115, 118, 119, 120}
    assert find("魔蝎", in_group("carrier")) == in_group("carrier")


@pytest.mark.parametrize("service", SERVICES, ids=IDS[:-1])
def test_every_service_is_found_by_its_own_words(service: Service) -> None:
    for query in (service.title.zh, service.title.en, service.initials, service.segment, str(service.number)):
        assert service in find(query), query
    assert find(service.segment)[0] is service
    assert find(str(service.number))[0] is service


def test_the_registry_loads_no_heavy_module() -> None:
    code = (
        "import sys; before = set(sys.modules); import realme_desktop.catalog.registry, "
        "realme_desktop.catalog.validate, realme_desktop.catalog.verdicts, realme_desktop.catalog.decoders; "
        "print(' '.join(sorted(set(sys.modules) - before)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    heavy = {"stdnum", "json", "urllib.parse", "ipaddress", "httpx", "PIL", "PySide6", "asyncio"}
    assert not heavy & set(loaded)
    ours = {name for name in loaded if name.startswith("realme_desktop.")}
    assert all(name.startswith("realme_desktop.catalog") for name in ours)
