"""Risk: AML (114) and anti-fraud (126)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from realme_desktop.catalog.model import Role
from realme_desktop.sandbox.magic import Effect

from .inquiry import Answer, Inquiry, resp

__all__ = ["aml", "antifraud"]

_RISKS = (1, 2, 3, 4, 6, 301, 503, 1101, 1103, 1104, 1107, 1108, 1201)


def _asked(inquiry: Inquiry) -> Iterator[tuple[str, str]]:
    """Kind and value of what was compared. 008 is the name, all that RealMe's sample shows: somebody who is
    asked for by number is compared by the name that goes with it. Kinds that nobody published (invented here)
    come only where an answer is to be puzzling."""
    yield "008", inquiry.name or "样本"
    if inquiry.effect is Effect.AML_UNKNOWN:
        for kind, role in (("001", Role.ID_NUMBER), ("003", Role.MOBILE), ("005", Role.BANK_CARD)):
            value = inquiry.by_role(role)
            if value:
                yield kind, value


def _entries(inquiry: Inquiry, hit: bool, source: str) -> list[dict[str, Any]]:
    """One entry for each thing that was asked; a hit is on the first of them."""
    entries: list[dict[str, Any]] = [
        {
            "fromSys": [source] if hit and index == 0 else [],
            "priorityLevel": "1" if hit and index == 0 else "",
            "kind": kind,
            "value": value,
            "hitResult": "Y" if hit and index == 0 else "N",
        }
        for index, (kind, value) in enumerate(_asked(inquiry))
    ]
    if hit and inquiry.name:
        # A name that is only alike: what was asked and what matched differ, and a person has to decide.
        entries.append(
            {
                "fromSys": [source, "OFAC SDN（样本）"],
                "priorityLevel": "3",
                "kind": "008",
                "value": f"{inquiry.name[:-1]}{'名' if inquiry.name[-1] != '名' else '明'}",
                "hitResult": "Y",
            }
        )
    return entries


def aml(inquiry: Inquiry) -> Answer:
    """114: JSON text within JSON, its key misspelt, as RealMe does. 8 and 9 have no meaning here: only the
    magic inputs hit."""
    effect = inquiry.effect
    hit = effect is Effect.AML_HIT
    sign = {Effect.AML_HIT: "001", Effect.AML_UNKNOWN: "777"}.get(effect, "999") if effect else "999"
    black = {
        "blackSign": sign,
        "blackPriorityLevel": "1" if hit else "",
        "blackLisCheckResult": _entries(inquiry, hit, "公安部涉恐名单（样本）"),
    }
    text = json.dumps(black, ensure_ascii=False, separators=(",", ":"))
    if effect is Effect.UNPARSABLE:
        # What Java prints for a map that nobody turned into JSON.
        text = "{blackSign=999, blackPriorityLevel=, blackLisCheckResult=[{kind=008, hitResult="
    pep = ""
    if effect is Effect.AML_PEP:
        pep = json.dumps(
            {
                "pepSign": "001",
                "pepPriorityLevel": "1",
                "pepCheckResult": _entries(inquiry, True, "政治公众人物名单（样本）"),
            },
            ensure_ascii=False,
        )
    verbatim = "black_list_result" if effect is Effect.VERBATIM else ""
    return Answer({"pep_result": pep, "black_list_result": text}, verbatim=verbatim)


def antifraud(inquiry: Inquiry) -> Answer:
    """126: the mock logic turned into a risk: 1-7 low, 8 and 9 high with items, an exception not found."""
    code = inquiry.outcome()
    has_id = "1" if inquiry.id_number else "-1"
    if code == "99":
        return Answer({**resp("00", "查询成功"), "found": "-1", "id_found": "-1"})
    person = inquiry.person
    low, high = (3, 35) if code == "00" else (70, 96)
    risks = sorted({person.pick(f"risk {at}", _RISKS) for at in range(3)}) if code != "00" else []
    if code != "00":
        risks.append(9999)  # a code that nobody published
    return Answer(
        {
            **resp("00", "查询成功"),
            "found": "1",
            "id_found": has_id,
            "risk_score": str(person.number("risk", low, high)),
            "risk_info": [
                {"riskCode": str(risk), "riskCodeValue": str(person.number(f"level {risk}", 1, 3))}
                for risk in risks
            ],
        }
    )
