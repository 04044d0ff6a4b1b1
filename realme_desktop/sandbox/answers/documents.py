"""Documents read by machine: 107, 108, 113. Our samples are read as they are, others get plausible values."""

from __future__ import annotations

import hashlib

from realme_desktop.sandbox.likeness import Undecodable
from realme_desktop.sandbox.magic import Effect
from realme_desktop.sandbox.samples import LICENCE, PERSON_ONE, Person

from .inquiry import Answer, Derived, Inquiry, resp

__all__ = ["bank_card", "holder", "id_card", "licence"]

_GIVEN = ("安然", "伯言", "楚辰", "冬阳", "芳菲", "海宁", "嘉木", "可欣", "乐山", "明轩")
_UNREADABLE = Answer(refused="图片无法识别")


def _seen(inquiry: Inquiry, field: str) -> Derived:
    return Derived(hashlib.sha256(inquiry.pictures[field]).hexdigest())


def holder(inquiry: Inquiry, field: str) -> Person:
    """Whose ID card the picture shows. Raises Undecodable.

    An invented person's number has the code of a whole province, which no resident's number carries.
    """
    from stdnum.iso7064 import mod_11_2  # here and below: 2 MB that few runs of the console need

    if inquiry.memory.recogniser.which(inquiry.sketch(field)) in ("id_front", "id_back"):
        return PERSON_ONE
    seen = _seen(inquiry, field)
    born = f"{seen.number('year', 1960, 2003)}{seen.number('month', 1, 12):02}{seen.number('day', 1, 28):02}"
    body = (
        f"{seen.pick('province', ('110000', '330000', '440000', '510000'))}{born}{seen.digits('serial', 3)}"
    )
    return Person(
        name=f"样{seen.pick('given', _GIVEN)}",
        id_number=body + mod_11_2.calc_check_digit(body),
        sex="男" if int(body[-1]) % 2 else "女",
        nation="汉",
        address=f"样本市示例区和平路{seen.number('house', 1, 300)}号",
        issuer="样本市公安局示例分局",
        validity="2018.05.01-2038.05.01",
        mobile="",
        card="",
    )


def id_card(inquiry: Inquiry) -> Answer:
    """107: the side comes from interface_id; a side shows only what is printed on it."""
    try:
        person = holder(inquiry, "id_pic")
    except Undecodable:
        return _UNREADABLE
    fields = dict.fromkeys(("addr", "issue", "expirydate", "id_number", "full_name"), "")
    if inquiry.effect is Effect.EXCEPTION:
        return Answer({**resp("99", "识别异常"), **fields}, waits=True)
    if inquiry.values["interface_id"] in ("01", "03"):
        fields.update(addr=person.address, id_number=person.id_number, full_name=person.name)
    else:
        fields.update(issue=person.issuer, expirydate=person.validity)
    return Answer({**resp("00", "识别成功"), **fields}, waits=True)


def bank_card(inquiry: Inquiry) -> Answer:
    """108. An invented number starts with 6200 00, which is no bank's."""
    from stdnum import luhn

    try:
        known = inquiry.memory.recogniser.which(inquiry.sketch("bank_card_pic"))
    except Undecodable:
        return _UNREADABLE
    if inquiry.effect is Effect.EXCEPTION:
        return Answer({**resp("99", "识别异常"), "bank_card": ""}, waits=True)
    body = f"620000{_seen(inquiry, 'bank_card_pic').digits('card', 12)}"
    number = PERSON_ONE.card if known == "bank_card" else body + luhn.calc_check_digit(body)
    return Answer({**resp("00", "识别成功"), "bank_card": number}, waits=True)


def licence(inquiry: Inquiry) -> Answer:
    """113."""
    from stdnum.cn import uscc

    try:
        known = inquiry.memory.recogniser.which(inquiry.sketch("license_pic"))
    except Undecodable:
        return _UNREADABLE
    if inquiry.effect is Effect.EXCEPTION:
        return Answer(dict.fromkeys(LICENCE, ""))
    if known == "licence":
        return Answer(dict(LICENCE))
    seen = _seen(inquiry, "license_pic")
    code = f"91310000MA{seen.digits('code', 7)}"
    year = seen.number("year", 2001, 2020)
    return Answer(
        {
            **LICENCE,
            "credit_code": code + uscc.calc_check_digit(code),
            "ent_name": f"上海示例{seen.pick('trade', ('信息', '贸易', '物流', '文化'))}有限公司",
            "address": f"上海市示例区样本路{seen.number('house', 1, 999)}号",
            "fr_name": f"样{seen.pick('given', _GIVEN)}",
            "es_date": f"{year}年05月01日",
            "open_range": f"{year}年05月01日至{year + 20}年04月30日",
            "serial_no": seen.digits("serial", 16),
        }
    )
