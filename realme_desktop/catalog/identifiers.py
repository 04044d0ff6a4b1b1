"""Check digits, dates and number plans: what can be told of an identifier without asking anybody.

Check digits come from python-stdnum, imported when first needed: the window starts without it. Of the
resident ID number only the check character is taken from there: `stdnum.cn.ric` refuses 15-digit, 81/82/83
and 9-prefixed numbers, and raises KeyError on some.
"""

from __future__ import annotations

import re
from datetime import date

__all__ = [
    "birth_date",
    "id_check_character_ok",
    "known_province",
    "luhn_ok",
    "mobile_prefix_assigned",
    "real_date",
    "uscc_ok",
]

# GB/T 2260, first two digits; 81-83 are the 港澳台居民居住证.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)

# The national numbering plan, as far as it hands out mobile numbers; three digits.
_UNASSIGNED = frozenset(["142", "143", "154", "160", "161", "163", "164", "168", "169", "179", "194"])

_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birth_date(id_number: str) -> date | None:
    """The birth date in a 15- or 18-digit number; None if it is no date."""
    digits = id_number[6:14] if len(id_number) == 18 else "19" + id_number[6:12]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    return real_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def known_province(id_number: str) -> bool:
    """Also true of the 外国人永久居留身份证, which starts with 9 and has the province in its next digits."""
    if id_number.startswith("9"):
        return True
    return id_number[:2] in _PROVINCES


def id_check_character_ok(id_number: str) -> bool:
    """ISO 7064 MOD 11-2 over all 18 characters, for residents, 居住证 and 永久居留 alike."""
    from stdnum.iso7064 import mod_11_2

    return bool(mod_11_2.is_valid(id_number))


def luhn_ok(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def uscc_ok(code: str) -> bool:
    """GB 32100 check character of a 统一社会信用代码; False for what has another form."""
    if not _USCC.fullmatch(code):
        return False
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    # stdnum.cn.uscc also judges the region and the kind of body; only the check character is asked here.
    total = sum(alphabet.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return alphabet[-total % 31] == code[17]


def mobile_prefix_assigned(mobile: str) -> bool:
    return mobile[:3] not in _UNASSIGNED
