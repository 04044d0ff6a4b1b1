"""From a value of an answer to something to read. Never raises, whatever RealMe sends.

The panes are built from five shapes. What is not known is shown as it is, never dropped. Views of a whole
answer have readers of their own in `decoding`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.codes import normal_resp_code, resp_codes
from realme_desktop.catalog.decoding.cells import Reader, cell, coded, meaning
from realme_desktop.catalog.decoding.listing import (
    MAX_EXTRA_COLUMNS,
    Listed,
    item_columns,
    listed,
    table,
    unreadable,
)
from realme_desktop.catalog.decoding.shapes import (
    OPEN,
    Decoded,
    Facts,
    Mask,
    Plain,
    Rows,
    Tree,
    Unreadable,
    conceal,
)
from realme_desktop.catalog.model import Decoder, ResultField, Role, Sensitivity
from realme_desktop.catalog.text import Language, Text
from realme_desktop.catalog.verdicts import read_score

__all__ = ["Decoded", "Facts", "Mask", "Plain", "Rows", "Tree", "Unreadable", "conceal", "decode"]


def decode(field: ResultField, value: Any, language: Language = "zh", *, compared: bool = True) -> Decoded:
    """`value` of `field` in words of `language`. An absent or empty value is `Plain("")`. `compared`: whether
    the answer is one to a comparison, so that a resp_code of success means a match."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Plain("")
    if field.decoder is Decoder.RESP_CODE:
        return _resp_code(field, value, language, compared)
    return _DECODERS[field.decoder](field, value, language)


# -- scalars ------------------------------------------------------------------------------------------------


def _plain(field: ResultField, value: Any, language: Language) -> Decoded:
    return Tree(value) if isinstance(value, dict | list) else Plain(cell(value))


def _resp_code(field: ResultField, value: Any, language: Language, compared: bool) -> Decoded:
    code = normal_resp_code(value)
    if code is None:
        return _plain(field, value, language)
    words = resp_codes(compared=compared).get(code)
    if words is None:
        return Plain(code)
    return Plain(f"{words.zh}（{code}）" if language == "zh" else f"{words.en} ({code})")


def _found(field: ResultField, value: Any, language: Language) -> Decoded:
    if isinstance(value, dict | list):
        return Tree(value)
    return Plain(meaning(meanings.FOUND, value, language))


# -- tables -------------------------------------------------------------------------------------------------


def _face_set(field: ResultField, value: Any, language: Language) -> Decoded:
    return listed(value, item_columns(field, {}), language)


def _candidates(field: ResultField, value: Any, language: Language) -> Decoded:
    opened = loose.unwrap(value)
    if isinstance(opened, list):
        value = sorted(opened, key=_by_score)
    return listed(value, item_columns(field, {}), language)


def _by_score(entry: Any) -> float:
    """Best first; what has no score last."""
    score = read_score(entry.get("score")) if isinstance(entry, dict) else None
    return 1.0 if score is None else -score


def _files(field: ResultField, value: Any, language: Language) -> Decoded:
    readers = {"file_type": coded(meanings.FILE_TYPE), "file_source": coded(meanings.FILE_SOURCE)}
    return listed(value, item_columns(field, readers), language)


def _amount(read: Callable[[str], Text | None]) -> Reader:
    def reader(value: Any, language: Language) -> str:
        known = read(cell(value))
        return cell(value) if known is None else known.in_(language)

    return reader


def _loan_date(value: Any, language: Language) -> str:
    return meanings.shanghai_date(cell(value)) or cell(value)


_LOAN_READERS: Mapping[str, Reader] = {
    "borrowType": coded(meanings.BORROW_TYPE),
    "borrowState": coded(meanings.BORROW_STATE),
    "borrowAmount": _amount(meanings.borrow_amount),
    "contractDate": _loan_date,
    "repayState": coded(meanings.REPAY_STATE),
    "arrearsAmount": _amount(meanings.arrears),
}


def _loans(field: ResultField, value: Any, language: Language) -> Decoded:
    return listed(value, item_columns(field, _LOAN_READERS), language)


_RISK_COLUMNS = (
    Listed(("riskCode",), Text("风险码", "Risk"), read=coded(meanings.RISK_CODE)),
    Listed(("riskCodeValue", "riskValue"), Text("风险等级", "Level"), read=coded(meanings.RISK_LEVEL)),
)


def _risk(field: ResultField, value: Any, language: Language) -> Decoded:
    return listed(value, _RISK_COLUMNS, language)


# -- AML ----------------------------------------------------------------------------------------------------


def _hit(value: Any, language: Language) -> str:
    text = cell(value).strip()
    if not text:
        return ""
    words = Text("未命中", "no hit") if text.upper() == "N" else Text("命中", "hit")
    return f"{text} {words.in_(language)}"


_AML_COLUMNS = (
    Listed(("kind",), Text("类别", "Kind"), read=coded(meanings.AML_KIND)),
    Listed(("value",), Text("匹配内容", "Value"), (Sensitivity.PERSONAL, Role.FULL_NAME)),
    Listed(("hitResult",), Text("命中结果", "Hit"), read=_hit),
    Listed(("priorityLevel",), Text("优先级", "Priority")),
    Listed(("fromSys",), Text("来源", "Source")),
)
_AML_LABELS: Mapping[str, Text] = {
    "blacksign": Text("黑名单标志", "blackSign"),
    "blackprioritylevel": Text("黑名单优先级", "Blacklist priority"),
}


def _aml(field: ResultField, value: Any, language: Language) -> Decoded:
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return unreadable(value)
    if opened in ({}, []):
        return Plain("")
    entries = aml.entries(opened)
    if not entries:
        return Tree(opened)
    facts = []
    if isinstance(opened, dict):
        for key, inner in opened.items():
            label = _AML_LABELS.get(str(key).casefold(), Text(str(key), str(key)))
            if not (isinstance(inner, list | dict | str) and aml.entries({key: inner}) == entries):
                facts.append((label, cell(inner)))
    return table(_AML_COLUMNS, entries, language, tuple(facts))


# -- structures ---------------------------------------------------------------------------------------------


def _json(field: ResultField, value: Any, language: Language) -> Decoded:
    """A structure of unknown make: a table if it is a plain list of flat objects."""
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return Plain(cell(value))
    if isinstance(opened, list) and opened and all(_flat(entry) for entry in opened):
        keys = {str(key) for entry in opened for key in entry}
        if len(keys) <= MAX_EXTRA_COLUMNS:
            return table((), opened, language)
    return Tree(opened)


def _flat(entry: Any) -> bool:
    return isinstance(entry, dict) and not any(isinstance(inner, dict | list) for inner in entry.values())


def _moxie(field: ResultField, value: Any, language: Language) -> Decoded:
    """魔蝎: a task_id, a status, channels; bills and reports stay a tree."""
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return Plain(cell(value))
    if not isinstance(opened, dict):
        return Tree(opened)
    keys = {str(key).casefold() for key in opened}
    channels = aml.lookup(opened, "channels")
    if isinstance(channels, list) and channels and all(isinstance(entry, dict) for entry in channels):
        rest = {key: inner for key, inner in opened.items() if str(key).casefold() != "channels"}
        return table(_CHANNEL_COLUMNS, channels, language, _moxie_facts(rest, language))
    if keys & {"task_id", "taskid", "phase", "phase_status"}:
        items = _moxie_facts(opened, language)
        return Facts(items, (OPEN,) * len(items))
    return Tree(opened)


_CHANNEL_COLUMNS = tuple(
    Listed((name,), meanings.MOXIE_LABELS[name])
    for name in ("channel", "channel_name", "real_name_required", "reset_pwd_sms", "login_sms_required")
)


def _moxie_facts(opened: Mapping[Any, Any], language: Language) -> tuple[tuple[Text, str], ...]:
    flat: list[tuple[str, Any]] = []
    for key, inner in opened.items():
        if str(key).casefold() == "input" and isinstance(inner, dict):
            flat.extend((f"input.{name}", deeper) for name, deeper in inner.items())
        else:
            flat.append((str(key), inner))
    facts = []
    for name, inner in flat:
        label = meanings.MOXIE_LABELS.get(name, Text(name, name))
        if name == "phase_status":
            facts.append((label, meaning(meanings.MOXIE_PHASE_STATUS, inner, language)))
        else:
            facts.append((label, cell(inner)))
    return tuple(facts)


_DECODERS: Mapping[Decoder, Callable[[ResultField, Any, Language], Decoded]] = {
    Decoder.PLAIN: _plain,
    Decoder.SCORE: _plain,
    Decoder.JSON: _json,
    Decoder.AML_BLACK_LIST: _aml,
    Decoder.AML_PEP: _aml,
    Decoder.FACE_SET: _face_set,
    Decoder.FACE_CANDIDATES: _candidates,
    Decoder.FILE_LIST: _files,
    Decoder.LOAN_INFOS: _loans,
    Decoder.MOXIE: _moxie,
    Decoder.FOUND: _found,
    Decoder.RISK_INFO: _risk,
}
