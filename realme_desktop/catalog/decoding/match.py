"""The match services (100-104, 106): what was compared, what RealMe says of it, and what it sent back."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from realme_desktop.catalog.codes import normal_resp_code
from realme_desktop.catalog.model import Arrival, Role, Service, VerdictBasis
from realme_desktop.catalog.registry import result_field
from realme_desktop.catalog.text import Text

from .cells import cell

__all__ = ["Agreement", "Element", "Statement", "elements", "how_many", "mock_remark", "statements"]


class Agreement(Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # RealMe says that it does not know, or says nothing that is understood
    NOT_TOLD = "not_told"  # something differs, and RealMe does not say which
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the single facts behind a verdict, such as mobile number against name."""

    key: str
    about: Text
    agreement: Agreement

    @property
    def sign(self) -> str:
        return _SIGNS[self.agreement]

    @property
    def words(self) -> Text:
        return _WORDS[self.agreement]


_SIGNS: Mapping[Agreement, str] = {
    Agreement.AGREES: "✓",
    Agreement.DIFFERS: "✗",
    Agreement.UNKNOWN: "?",
    Agreement.NOT_TOLD: "?",
    Agreement.NOT_ASKED: "–",
}
_WORDS: Mapping[Agreement, Text] = {
    Agreement.AGREES: Text("一致", "Match"),
    Agreement.DIFFERS: Text("不一致", "No match"),
    Agreement.UNKNOWN: Text("未知", "Unknown"),
    Agreement.NOT_TOLD: Text(
        "RealMe 没有说明是哪一项不一致", "RealMe does not tell which of the two does not match"
    ),
    Agreement.NOT_ASKED: Text("没有提交，未比对", "Not given, not compared"),
}
_BY_ID = Text("手机号与身份证号", "Mobile number and ID number")
_BY_NAME = Text("手机号与姓名", "Mobile number and name")
_MOBILE: Mapping[str, tuple[Agreement, Agreement]] = {
    "00": (Agreement.AGREES, Agreement.AGREES),
    "02": (Agreement.AGREES, Agreement.UNKNOWN),
    "03": (Agreement.DIFFERS, Agreement.UNKNOWN),
    "04": (Agreement.AGREES, Agreement.DIFFERS),
    "05": (Agreement.DIFFERS, Agreement.AGREES),
}


def statements(
    service: Service, values: Mapping[str, Any], params: Mapping[str, str]
) -> tuple[Statement, ...]:
    """The two statements of 103, told separately; nothing for the other services, which make one.

    02-05 count whatever was asked: they are RealMe's own words. 00 and 01 are one statement about everything
    that was asked; of what was not asked they say nothing.
    """
    if service.basis is not VerdictBasis.MOBILE:
        return ()
    code = normal_resp_code(values.get("resp_code"))
    asked = {field.role for field in service.fields if params.get(field.name)}
    by_id, by_name = _MOBILE.get(code or "", (Agreement.UNKNOWN, Agreement.UNKNOWN))
    if code == "01":
        both = {Role.ID_NUMBER, Role.FULL_NAME} <= asked
        by_id = by_name = Agreement.NOT_TOLD if both else Agreement.DIFFERS
    if code not in ("02", "03", "04", "05"):
        by_id = by_id if Role.ID_NUMBER in asked else Agreement.NOT_ASKED
        by_name = by_name if Role.FULL_NAME in asked else Agreement.NOT_ASKED
    return (Statement("id_number", _BY_ID, by_id), Statement("full_name", _BY_NAME, by_name))


_COMPARED = (
    Role.FULL_NAME,
    Role.ID_NUMBER,
    Role.MOBILE,
    Role.BANK_CARD,
    Role.FACE_PICTURE,
    Role.ID_FRONT_PICTURE,
    Role.ID_BACK_PICTURE,
)
_PICTURES = frozenset({Role.FACE_PICTURE, Role.ID_FRONT_PICTURE, Role.ID_BACK_PICTURE})


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that RealMe was given to compare, or could have been. `asked` is None for a picture;
    `returned` is what RealMe sent back under the same meaning, None for nothing. `given` tells whether it
    was part of the question."""

    name: str
    role: Role
    label: Text
    given: bool
    asked: str | None = None
    returned: str | None = None

    @property
    def differs(self) -> bool:
        """Whether RealMe sent back something else than was asked; form (width, case, spaces) aside."""
        return bool(self.asked and self.returned) and _plain(self.asked) != _plain(self.returned)


def _plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def elements(
    service: Service, params: Mapping[str, str], pictures: Collection[str], values: Mapping[str, Any]
) -> tuple[Element, ...]:
    """What could be compared, in the order of the form: each with what was sent and what came back.

    `pictures` are the wire names of those that were sent.
    """
    returned = _returned(service, values)
    found = []
    for field in service.fields:
        if field.role not in _COMPARED:
            continue
        if field.role in _PICTURES:
            given = field.required or field.name in pictures  # kept pictures go before their order does
            found.append(Element(field.name, field.role, field.label, given))
            continue
        asked = params.get(field.name) or None
        echoed = returned.get(field.role)
        found.append(Element(field.name, field.role, field.label, asked is not None, asked, echoed))
    return tuple(found)


def _returned(service: Service, values: Mapping[str, Any]) -> dict[Role, str]:
    """What RealMe sent back, by meaning. An empty text is nothing: the reference's sample has two."""
    found: dict[Role, str] = {}
    for name, value in values.items():
        field = result_field(service, str(name))
        if field is None or field.role not in (Role.FULL_NAME, Role.ID_NUMBER):
            continue
        if isinstance(value, str) and value.strip():
            found[field.role] = cell(value)
    return found


def how_many(service: Service, compared: Collection[Element]) -> Text | None:
    """`三要素`: how strong a card or mobile check was; None for services that always compare the same."""
    if service.arrival is not Arrival.EITHER and service.basis is not VerdictBasis.MOBILE:
        return None
    count = sum(1 for element in compared if element.given)
    numbers = ("零", "一", "二", "三", "四")
    if not 0 < count < len(numbers):
        return None
    return Text(f"{numbers[count]}要素核验", f"{count} {'element' if count == 1 else 'elements'} compared")


def mock_remark(service: Service, params: Mapping[str, str]) -> Text:
    """What a result of the integration environment is worth. RealMe documents its mock logic for 102 only:
    nothing but the first digit of the ID number counts."""
    if service.arrival is not Arrival.EITHER:
        return Text(
            "联调环境的结果，可能是模拟的，不能作为核验结论。",
            "A result of the integration environment: it may be a mock and proves nothing about the person.",
        )
    first = next(
        (
            params[field.name][:1]
            for field in service.fields
            if field.role is Role.ID_NUMBER and params.get(field.name)
        ),
        "",
    )
    told = Text(
        "联调环境的模拟结果：只看身份证号首位，1 至 7 为一致，8、9 为不一致，与当事人无关。",
        "A mock result of the integration environment: only the first digit of the ID number counts, 1-7 "
        "match, 8 and 9 do not. It says nothing about the person.",
    )
    if first:
        return Text(f"{told.zh}本次首位为 {first}。", f"{told.en} Here it is {first}.")
    return Text(f"{told.zh}本次没有提交身份证号。", f"{told.en} No ID number was given here.")
