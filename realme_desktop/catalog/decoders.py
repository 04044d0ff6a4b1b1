"""From a value of an answer to something to read. Never raises, whatever RealMe sends.

The views are built from five shapes. What is not known is shown as it is, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.codes import RESP_CODES, normal_resp_code
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import Decoder, ResultField, Role, Sensitivity
from realme_desktop.catalog.text import Language, Text
from realme_desktop.catalog.verdicts import read_score

__all__ = ["Decoded", "Facts", "Mask", "Plain", "Rows", "Tree", "Unreadable", "conceal", "decode"]

Mask = tuple[Sensitivity, Role]
_OPEN: Mask = (Sensitivity.PUBLIC, Role.OTHER)
_UNKNOWN: Mask = (Sensitivity.PERSONAL, Role.OTHER)
_MAX_EXTRA_COLUMNS = 24
_MAX_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. `masks` tells for each column how it is hidden; `facts` is what belongs to the whole of it."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[Text, str], ...] = ()
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values; `masks` tells for each how it is hidden."""

    items: tuple[tuple[Text, str], ...]
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A structure that nobody described: dicts, lists and scalars as they came."""

    value: Any


@dataclass(frozen=True, slots=True)
class Unreadable:
    raw: str
    why: Text


Decoded = Plain | Rows | Facts | Tree | Unreadable


def decode(field: ResultField, value: Any, language: Language = "zh") -> Decoded:
    """`value` of `field` in words of `language`. An absent or empty value is `Plain("")`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Plain("")
    return _DECODERS[field.decoder](field, value, language)


def conceal(field: ResultField, decoded: Decoded) -> Decoded:
    """The same shape with every personal value masked."""
    hide = field.sensitivity.masked
    if isinstance(decoded, Plain):
        return Plain(mask(decoded.text, field.sensitivity, field.role))
    if isinstance(decoded, Rows):
        masks = decoded.masks or (_UNKNOWN if hide else _OPEN,) * len(decoded.columns)
        rows = tuple(
            tuple(mask(cell, *how) for cell, how in zip(row, masks, strict=True)) for row in decoded.rows
        )
        return replace(decoded, rows=rows, masks=masks)
    if isinstance(decoded, Facts):
        masks = decoded.masks or (_UNKNOWN if hide else _OPEN,) * len(decoded.items)
        items = tuple(
            (label, mask(text, *how)) for (label, text), how in zip(decoded.items, masks, strict=True)
        )
        return Facts(items, masks)
    if isinstance(decoded, Tree):
        return Plain(HIDDEN) if hide else decoded
    return replace(decoded, raw=HIDDEN) if hide else decoded


# -- scalars ------------------------------------------------------------------------------------------------


def _cell(value: Any) -> str:
    """Any value as one line of a table."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        if isinstance(value, dict | list):
            import json

            text = json.dumps(value, ensure_ascii=False, default=str)
        else:
            text = str(value)
    except (ValueError, TypeError, RecursionError):  # numbers of over 4,300 digits; nesting without end
        return "…"
    return text if len(text) <= _MAX_CELL else text[:_MAX_CELL] + "…"


def _meaning(words: Mapping[str, Text], value: Any, language: Language) -> str:
    """`1 正常`: the code and its meaning; the code alone where there is none."""
    code = _cell(value).strip()
    known = words.get(code)
    return f"{code} {known.in_(language)}" if known is not None else code


def _plain(field: ResultField, value: Any, language: Language) -> Decoded:
    return Tree(value) if isinstance(value, dict | list) else Plain(_cell(value))


def _resp_code(field: ResultField, value: Any, language: Language) -> Decoded:
    code = normal_resp_code(value)
    return _plain(field, value, language) if code is None else Plain(_meaning(RESP_CODES, code, language))


def _found(field: ResultField, value: Any, language: Language) -> Decoded:
    if isinstance(value, dict | list):
        return Tree(value)
    return Plain(_meaning(meanings.FOUND, value, language))


# -- tables -------------------------------------------------------------------------------------------------

Reader = Callable[[Any, Language], str]


@dataclass(frozen=True, slots=True)
class _Column:
    names: tuple[str, ...]  # spellings of the key, upper and lower case alike
    label: Text
    mask: Mask = _OPEN
    read: Reader | None = None


def _codes(words: Mapping[str, Text]) -> Reader:
    return lambda value, language: _meaning(words, value, language)


def _table(
    columns: Sequence[_Column],
    entries: Sequence[Any],
    language: Language,
    facts: tuple[tuple[Text, str], ...] = (),
) -> Rows:
    """Entries as rows: the known columns, then a column for each key that nobody described."""
    known = {name.casefold() for column in columns for name in column.names}
    extra: dict[str, None] = {}
    for entry in entries:
        for key in entry if isinstance(entry, dict) else ("value",):
            if str(key).casefold() not in known and len(extra) < _MAX_EXTRA_COLUMNS:
                extra[str(key)] = None
    rows = []
    for entry in entries:
        mapping = entry if isinstance(entry, dict) else {"value": entry}
        texts = {str(key): inner for key, inner in mapping.items()}
        cells = []
        for column in columns:
            found = aml.lookup(texts, *column.names)
            cells.append(column.read(found, language) if column.read and found is not None else _cell(found))
        rows.append((*cells, *(_cell(texts.get(key)) for key in extra)))
    return Rows(
        columns=(*(column.label for column in columns), *(Text(key, key) for key in extra)),
        rows=tuple(rows),
        facts=facts,
        masks=(*(column.mask for column in columns), *(_UNKNOWN for _ in extra)),
    )


def _listed(field: ResultField, value: Any, columns: Sequence[_Column], language: Language) -> Decoded:
    """A list of objects, or one of them alone, be it JSON or JSON text."""
    opened = loose.unwrap(value)
    if isinstance(opened, dict):
        opened = [opened] if opened else []
    if not isinstance(opened, list):
        return _unreadable(value)
    return _table(columns, opened, language)


def _unreadable(value: Any) -> Unreadable:
    why = Text(
        "无法按约定的格式识别，以下为原文。", "Not in the form that is expected; this is the text as it came."
    )
    return Unreadable(_cell(value), why)


def _item_columns(field: ResultField, readers: Mapping[str, Reader]) -> list[_Column]:
    return [
        _Column((item.name,), item.label, (item.sensitivity, item.role), readers.get(item.name))
        for item in field.items
    ]


def _face_set(field: ResultField, value: Any, language: Language) -> Decoded:
    return _listed(field, value, _item_columns(field, {}), language)


def _candidates(field: ResultField, value: Any, language: Language) -> Decoded:
    opened = loose.unwrap(value)
    if isinstance(opened, list):
        value = sorted(opened, key=_by_score)
    return _listed(field, value, _item_columns(field, {}), language)


def _by_score(entry: Any) -> float:
    """Best first; what has no score last."""
    score = read_score(entry.get("score")) if isinstance(entry, dict) else None
    return 1.0 if score is None else -score


def _files(field: ResultField, value: Any, language: Language) -> Decoded:
    readers = {"file_type": _codes(meanings.FILE_TYPE), "file_source": _codes(meanings.FILE_SOURCE)}
    return _listed(field, value, _item_columns(field, readers), language)


def _amount(read: Callable[[str], Text | None]) -> Reader:
    def reader(value: Any, language: Language) -> str:
        known = read(_cell(value))
        return _cell(value) if known is None else known.in_(language)

    return reader


def _loan_date(value: Any, language: Language) -> str:
    return meanings.shanghai_date(_cell(value)) or _cell(value)


_LOAN_READERS: Mapping[str, Reader] = {
    "borrowType": _codes(meanings.BORROW_TYPE),
    "borrowState": _codes(meanings.BORROW_STATE),
    "borrowAmount": _amount(meanings.borrow_amount),
    "contractDate": _loan_date,
    "repayState": _codes(meanings.REPAY_STATE),
    "arrearsAmount": _amount(meanings.arrears),
}


def _loans(field: ResultField, value: Any, language: Language) -> Decoded:
    return _listed(field, value, _item_columns(field, _LOAN_READERS), language)


_RISK_COLUMNS = (
    _Column(("riskCode",), Text("风险码", "Risk"), read=_codes(meanings.RISK_CODE)),
    _Column(("riskCodeValue", "riskValue"), Text("风险等级", "Level"), read=_codes(meanings.RISK_LEVEL)),
)


def _risk(field: ResultField, value: Any, language: Language) -> Decoded:
    return _listed(field, value, _RISK_COLUMNS, language)


# -- AML ----------------------------------------------------------------------------------------------------


def _hit(value: Any, language: Language) -> str:
    text = _cell(value).strip()
    if not text:
        return ""
    words = Text("未命中", "no hit") if text.upper() == "N" else Text("命中", "hit")
    return f"{text} {words.in_(language)}"


_AML_COLUMNS = (
    _Column(("kind",), Text("类别", "Kind"), read=_codes(meanings.AML_KIND)),
    _Column(("value",), Text("匹配内容", "Value"), (Sensitivity.PERSONAL, Role.FULL_NAME)),
    _Column(("hitResult",), Text("命中结果", "Hit"), read=_hit),
    _Column(("priorityLevel",), Text("优先级", "Priority")),
    _Column(("fromSys",), Text("来源", "Source")),
)
_AML_LABELS: Mapping[str, Text] = {
    "blacksign": Text("黑名单标志", "blackSign"),
    "blackprioritylevel": Text("黑名单优先级", "Blacklist priority"),
}


def _aml(field: ResultField, value: Any, language: Language) -> Decoded:
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return _unreadable(value)
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
                facts.append((label, _cell(inner)))
    return _table(_AML_COLUMNS, entries, language, tuple(facts))


# -- structures ---------------------------------------------------------------------------------------------


def _json(field: ResultField, value: Any, language: Language) -> Decoded:
    """A structure of unknown make: a table if it is a plain list of flat objects."""
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return Plain(_cell(value))
    if isinstance(opened, list) and opened and all(_flat(entry) for entry in opened):
        keys = {str(key) for entry in opened for key in entry}
        if len(keys) <= _MAX_EXTRA_COLUMNS:
            return _table((), opened, language)
    return Tree(opened)


def _flat(entry: Any) -> bool:
    return isinstance(entry, dict) and not any(isinstance(inner, dict | list) for inner in entry.values())


def _moxie(field: ResultField, value: Any, language: Language) -> Decoded:
    """魔蝎: a task_id, a status, channels; bills and reports stay a tree."""
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return Plain(_cell(value))
    if not isinstance(opened, dict):
        return Tree(opened)
    keys = {str(key).casefold() for key in opened}
    channels = aml.lookup(opened, "channels")
    if isinstance(channels, list) and channels and all(isinstance(entry, dict) for entry in channels):
        rest = {key: inner for key, inner in opened.items() if str(key).casefold() != "channels"}
        return _table(_CHANNEL_COLUMNS, channels, language, _moxie_facts(rest, language))
    if keys & {"task_id", "taskid", "phase", "phase_status"}:
        items = _moxie_facts(opened, language)
        return Facts(items, (_OPEN,) * len(items))
    return Tree(opened)


_CHANNEL_COLUMNS = tuple(
    _Column((name,), meanings.MOXIE_LABELS[name])
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
            facts.append((label, _meaning(meanings.MOXIE_PHASE_STATUS, inner, language)))
        else:
            facts.append((label, _cell(inner)))
    return tuple(facts)


_DECODERS: Mapping[Decoder, Callable[[ResultField, Any, Language], Decoded]] = {
    Decoder.PLAIN: _plain,
    Decoder.RESP_CODE: _resp_code,
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
