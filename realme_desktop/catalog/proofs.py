"""What a recognised value proves of itself: check digits and dates, told with a sign beside the field.

A machine that reads a picture mistakes an 8 for a B; the check digit knows, the operator's eye often doesn't.
Pure functions over an answer; nothing is ever refused here, and a value without a check gets no sign at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from realme_desktop.catalog import identifiers
from realme_desktop.catalog.model import Role, Service
from realme_desktop.catalog.text import Text

__all__ = ["Proof", "Standing", "proofs", "prove"]


class Standing(Enum):
    """GOOD: what can be checked is right. DOUBT: the value can't be what the document says, or the document
    is out of date. OPEN: the value is of a form that nothing can be checked of."""

    GOOD = "good"
    DOUBT = "doubt"
    OPEN = "open"

    @property
    def sign(self) -> str:
        return {"good": "✓", "doubt": "⚠", "open": "?"}[self.value]


@dataclass(frozen=True, slots=True)
class Proof:
    standing: Standing
    words: Text


def proofs(service: Service, values: Mapping[str, Any], today: date) -> dict[str, Proof]:
    """A proof for each field of the answer that can be checked, by wire name. `today` is RealMe's day."""
    found: dict[str, Proof] = {}
    for field in service.returns:
        value = values.get(field.name)
        if not isinstance(value, str):
            continue
        proof = prove(field.role, value, today)
        if proof is not None:
            found[field.name] = proof
    return found


def prove(role: Role, value: str, today: date) -> Proof | None:
    """What can be told of `value`; None for an empty one and for a role that has no check."""
    check = _CHECKS.get(role)
    text = value.strip()
    return check(text, today) if check is not None and text else None


def _good(zh: str, en: str) -> Proof:
    return Proof(Standing.GOOD, Text(zh, en))


def _doubt(zh: str, en: str) -> Proof:
    return Proof(Standing.DOUBT, Text(zh, en))


def _open(zh: str, en: str) -> Proof:
    return Proof(Standing.OPEN, Text(zh, en))


_LOOK = ("，请对照图片", "; compare with the picture")


def _plain(text: str) -> str:
    """Without the spaces and dashes that cards and certificates are printed with."""
    return re.sub(r"[\s\-]", "", text).upper()


def _id_number(text: str, today: date) -> Proof:
    number = _plain(text)
    if re.fullmatch(r"[0-9]{15}", number):
        return _open("15 位旧号码，没有校验码", "a 15-digit number of old: it has no check character")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return _doubt(f"不是 18 位身份证号{_LOOK[0]}", f"not an 18-character ID number{_LOOK[1]}")
    if not identifiers.id_check_character_ok(number):
        return _doubt(f"校验码不符{_LOOK[0]}", f"the check character is wrong{_LOOK[1]}")
    born = identifiers.birth_date(number)
    if born is None or born > today or born.year < 1880:
        return _doubt(f"出生日期不可能{_LOOK[0]}", f"the birth date is impossible{_LOOK[1]}")
    if not identifiers.known_province(number):
        return _doubt(f"地区码不存在{_LOOK[0]}", f"no such province{_LOOK[1]}")
    return _good("校验码与出生日期正确", "check character and birth date are right")


def _bank_card(text: str, today: date) -> Proof:
    number = _plain(text)
    if not re.fullmatch(r"[0-9]{12,19}", number):
        return _doubt(f"不是 12–19 位数字{_LOOK[0]}", f"not 12 to 19 digits{_LOOK[1]}")
    if not identifiers.luhn_ok(number):
        return _doubt(f"校验位不符{_LOOK[0]}", f"the check digit is wrong{_LOOK[1]}")
    return _good("校验位正确", "the check digit is right")


def _credit_code(text: str, today: date) -> Proof:
    code = _plain(text)
    if len(code) != 18:
        return _doubt(f"不是 18 位{_LOOK[0]}", f"not 18 characters{_LOOK[1]}")
    if not identifiers.uscc_ok(code):
        return _doubt(f"校验码不符{_LOOK[0]}", f"the check character is wrong{_LOOK[1]}")
    return _good("校验码正确", "the check character is right")


def _organisation_code(text: str, today: date) -> Proof:
    """GB 11714: eight characters and a check character."""
    code = _plain(text)
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return _doubt(f"不是 9 位{_LOOK[0]}", f"not 9 characters{_LOOK[1]}")
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(char, 36) * weight for char, weight in zip(code, weights, strict=False))
    if "0123456789X0"[11 - total % 11] != code[8]:
        return _doubt(f"校验码不符{_LOOK[0]}", f"the check character is wrong{_LOOK[1]}")
    return _good("校验码正确", "the check character is right")


def _registration_number(text: str, today: date) -> Proof:
    """GS 15-2006: fifteen digits, the last by ISO 7064 MOD 11,10. Certificates of today carry the credit code
    in its place."""
    number = _plain(text)
    if len(number) == 18:
        return _credit_code(number, today)
    if not re.fullmatch(r"[0-9]{15}", number):
        return _open("不是 15 位注册号，无法校验", "not a 15-digit number: nothing to check")
    rest = 10
    for char in number[:14]:
        rest = ((rest + int(char)) % 10 or 10) * 2 % 11
    if (11 - rest) % 10 != int(number[14]):
        return _doubt(f"校验位不符{_LOOK[0]}", f"the check digit is wrong{_LOOK[1]}")
    return _good("校验位正确", "the check digit is right")


_DATE = re.compile(
    r"(?<![0-9])([0-9]{4})\s*(?:[年.\-/]\s*([0-9]{1,2})\s*[月.\-/]\s*([0-9]{1,2})\s*日?|([0-9]{2})([0-9]{2}))"
    r"(?![0-9])"
)
_FOR_EVER = re.compile(r"长期|长久|永久|无固定|至今|\*{2,}|(?:^|\W)long[ -]?term", re.IGNORECASE)


def _dates(text: str) -> list[date | None]:
    """The dates in a text, None for one that no calendar has."""
    return [
        identifiers.real_date(int(year), int(month or other_month), int(day or other_day))
        for year, month, day, other_month, other_day in _DATE.findall(text)
    ]


def _date(text: str, today: date) -> Proof:
    found = _dates(text)
    if not found:
        return _open("不是可以识别的日期", "not a date that can be read")
    if found[0] is None:
        return _doubt(f"没有这一天{_LOOK[0]}", f"there is no such day{_LOOK[1]}")
    if found[0] > today:
        return _doubt(f"日期在将来{_LOOK[0]}", f"the date is in the future{_LOOK[1]}")
    return _good("日期有效", "a real date")


def _validity(text: str, today: date) -> Proof:
    found = _dates(text)
    if any(day is None for day in found):
        return _doubt(f"没有这一天{_LOOK[0]}", f"there is no such day{_LOOK[1]}")
    days = [day for day in found if day is not None]
    for_ever = _FOR_EVER.search(text) is not None
    if days and days[0] > today and (len(days) > 1 or for_ever):
        return _doubt(f"生效日期在将来{_LOOK[0]}", f"it begins in the future{_LOOK[1]}")
    if for_ever:
        return _good("长期有效", "valid without an end")
    if not days:
        return _open("不是可以识别的期限", "not a term that can be read")
    if len(days) > 1 and days[1] < days[0]:
        return _doubt(f"终止早于起始{_LOOK[0]}", f"it ends before it begins{_LOOK[1]}")
    end = days[-1]
    if end < today:
        return _doubt(f"证件已于 {end.isoformat()} 过期", f"out of date since {end.isoformat()}")
    return _good(f"有效期至 {end.isoformat()}", f"valid until {end.isoformat()}")


_CHECKS: Mapping[Role, Callable[[str, date], Proof]] = {
    Role.ID_NUMBER: _id_number,
    Role.BANK_CARD: _bank_card,
    Role.CREDIT_CODE: _credit_code,
    Role.ORGANISATION_CODE: _organisation_code,
    Role.REGISTRATION_NUMBER: _registration_number,
    Role.DATE: _date,
    Role.VALIDITY: _validity,
}
