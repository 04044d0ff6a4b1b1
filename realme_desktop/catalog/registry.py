"""The whole catalog in one place, and the search over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from realme_desktop.catalog.model import Group, ResultField, Service
from realme_desktop.catalog.services import bank, carrier, credit, face, identity, ocr, risk
from realme_desktop.catalog.services.result import (
    CHECKRESULT,
    COMMON_FIELDS,
    COMMON_RETURNS,
    NOTIFICATION,
)
from realme_desktop.catalog.text import Text

__all__ = [
    "CHECKRESULT",
    "COMMON_FIELDS",
    "COMMON_RETURNS",
    "GROUPS",
    "NOTIFICATION",
    "SERVICES",
    "by_number",
    "by_segment",
    "find",
    "group",
    "in_group",
    "result_field",
]

GROUPS: tuple[Group, ...] = (
    Group("identity", Text("身份核验", "Identity"), "sfhy"),
    Group("face", Text("人脸", "Face"), "rl"),
    Group("bank", Text("银行卡", "Bank card"), "yhk"),
    Group("ocr", Text("证照识别 (OCR)", "Document recognition (OCR)"), "zzsbocr"),
    Group("risk", Text("反洗钱与反欺诈", "AML and anti-fraud"), "fxqyfqz"),
    Group("carrier", Text("运营商 (魔蝎)", "Carrier (Moxie)"), "yysmx"),
    Group("credit", Text("信用", "Credit"), "xy"),
)
_RESULT_GROUP = Group("result", Text("结果查询", "Results"), "jgcx")  # of checkresult; not in the navigation

SERVICES: tuple[Service, ...] = tuple(
    sorted(
        (
            *identity.SERVICES,
            *face.SERVICES,
            *bank.SERVICES,
            *ocr.SERVICES,
            *risk.SERVICES,
            *carrier.SERVICES,
            *credit.SERVICES,
        ),
        key=lambda service: service.number,
    )
)

_BY_SEGMENT: Mapping[str, Service] = {service.segment: service for service in (*SERVICES, CHECKRESULT)}
_BY_NUMBER: Mapping[int, Service] = {service.number: service for service in (*SERVICES, CHECKRESULT)}
_GROUPS: Mapping[str, Group] = {entry.key: entry for entry in (*GROUPS, _RESULT_GROUP)}


def by_segment(segment: str) -> Service:
    """The service of this segment, checkresult included; KeyError if there is none."""
    return _BY_SEGMENT[segment]


def by_number(number: int) -> Service:
    """The service of this number, checkresult (200) included; KeyError if there is none."""
    return _BY_NUMBER[number]


def group(key: str) -> Group:
    """The group of this key, checkresult's own included; KeyError if there is none."""
    return _GROUPS[key]


def in_group(key: str) -> tuple[Service, ...]:
    return tuple(service for service in SERVICES if service.group == key)


def result_field(service: Service, name: str) -> ResultField | None:
    """What an answer field of this service is: its own entry, else checkresult's, the common or the
    notification's; None for a field that the reference does not know.

    The tables of the asynchronous services list only what is peculiar to them (106 and 110 list nothing at
    all), yet their answers come through checkresult.
    """
    for fields in (service.returns, CHECKRESULT.returns, COMMON_RETURNS, NOTIFICATION):
        for field in fields:
            if field.name == name:
                return field
    return None


def find(query: str, services: Sequence[Service] = SERVICES) -> tuple[Service, ...]:
    """Services that match all words of `query`, best first; all of them for an empty query.

    A word may be Chinese, English, pinyin initials, a number or a part of the path.
    """
    words = query.casefold().replace("\u3000", " ").split()
    if not words:
        return tuple(services)
    ranked: list[tuple[int, int, Service]] = []
    for service in services:
        ranks = [_rank(word, service) for word in words]
        if all(rank is not None for rank in ranks):
            ranked.append((sum(rank or 0 for rank in ranks), service.number, service))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(service for _, _, service in ranked)


def _rank(word: str, service: Service) -> int | None:
    """How well one word (casefolded) fits: 0 is best, None is not at all."""
    number = str(service.number)
    titles = (service.title.zh.casefold(), service.title.en.casefold())
    if word in (number, service.segment):
        return 0
    if any(title.startswith(word) for title in titles) or service.initials.startswith(word):
        return 1
    if number.startswith(word) or service.segment.startswith(word):
        return 2
    if any(word in title for title in titles):
        return 3
    if word in service.initials or word in service.path.casefold():
        return 4
    if any(word in keyword.casefold() for keyword in service.keywords):
        return 5
    entry = _GROUPS[service.group]
    if word in entry.title.zh or word in entry.title.en.casefold() or entry.initials.startswith(word):
        return 6
    if word in service.summary.zh.casefold() or word in service.summary.en.casefold():
        return 7
    return None
