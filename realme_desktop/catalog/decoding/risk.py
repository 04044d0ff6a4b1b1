"""Scores that judge nobody (111, 122, 126), and the findings behind the anti-fraud score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.model import Decoder, ResultField, Role, Service
from realme_desktop.catalog.text import Text

from .cells import cell
from .tabular import Cell, Column, Table, Tone, cell_of, extra_columns, key_of, words_of

__all__ = ["NeutralScore", "RiskFindings", "findings", "score_field", "score_of"]


@dataclass(frozen=True, slots=True)
class NeutralScore:
    """A score as it came. `value` is None for a text that is no number, and for none. `low` and `high` are
    the ends of the scale on which it is drawn; `published` tells whether RealMe names them."""

    label: Text
    text: str
    value: Decimal | None
    low: int
    high: int
    published: bool
    note: Text


_HUNDRED = Text(
    "0 至 100 分，越高欺诈可能性越大。RealMe 没有公布分档，分值不是结论。",
    "0 to 100: the higher, the likelier is fraud. RealMe publishes no bands: the score is no verdict.",
)
_NO_RANGE = Text(
    "RealMe 没有公布分值范围和含义。刻度只便于定位，不表示高低好坏。",
    "RealMe publishes neither range nor meaning. The scale only gives the number a place: it does not tell "
    "what is good or bad.",
)
_NO_SCORE = Text("没有分值：RealMe 没有随应答返回。", "No score: RealMe sent none with this answer.")
_MOST = Decimal(10) ** 9
_MOST_FINDINGS = 2_000


def score_field(service: Service) -> ResultField | None:
    """The field with a score of its own scale; None for services without one and for those with `mp_ssim`."""
    if service.scored:
        return None
    for field in service.returns:
        if field.role is Role.SCORE and field.decoder is Decoder.SCORE:
            return field
    return None


def score_of(service: Service, values: Mapping[str, Any]) -> NeutralScore | None:
    """The score of an answer; None where the service has none. An absent score is never 0."""
    field = score_field(service)
    if field is None:
        return None
    raw = values.get(field.name)
    number = _number(raw)
    published = decodes_risk(service)
    if published and number is not None and not 0 <= number <= 100:
        note = Text(
            "超出 RealMe 公布的 0 至 100，按原样显示。",
            "Outside of the 0 to 100 that RealMe publishes; shown as it came.",
        )
        return NeutralScore(field.label, cell(raw).strip(), number, *_ends(number), False, note)
    if published:
        note, low, high = _HUNDRED, 0, 100
    else:
        note, (low, high) = _NO_RANGE, _ends(number)
    text = "" if raw in ({}, []) else cell(raw).strip()
    return NeutralScore(field.label, text, number, low, high, published, note if text else _NO_SCORE)


def decodes_risk(service: Service) -> bool:
    """Whether the service answers with findings of risk (126): the one whose range is published."""
    return any(field.decoder is Decoder.RISK_INFO for field in service.returns)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(cell(value).strip())
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number) <= _MOST else None


def _ends(number: Decimal | None) -> tuple[int, int]:
    """The smallest round scale that holds the number: 0-1, 0-10, 0-100, …; with its mirror below zero."""
    size = 1 if number is not None and number != number.to_integral_value() else 100
    while number is not None and abs(number) > size:
        size *= 10
    return (-size if number is not None and number < 0 else 0), size


@dataclass(frozen=True, slots=True)
class RiskFindings:
    """`found` tells in words whether there is a record at all; `table` the findings, the gravest first;
    None where RealMe sent none, or what can't be read (`raw` then holds it). `left_out` tells how many of the
    least grave ones are only in the raw reply."""

    found: tuple[tuple[str, Text, bool | None], ...]
    table: Table | None
    raw: str = ""
    left_out: int = 0


_CODE = ("riskCode",)
_LEVEL = ("riskCodeValue", "riskValue")
_LEVEL_SIGNS: Mapping[str, tuple[str, Tone]] = {
    "1": ("●○○", Tone.PLAIN),
    "2": ("●●○", Tone.WARN),
    "3": ("●●●", Tone.BAD),
}
_UNPUBLISHED = Text("未公布的代码", "a code that is not published")
_COLUMNS = (
    Column("riskCode", Text("风险码", "Code"), numeric=True),
    Column("riskCode.meaning", Text("含义", "Meaning")),
    Column("riskCodeValue", Text("风险等级", "Level")),
)


def findings(values: Mapping[str, Any]) -> RiskFindings:
    """What 126 says beside its score. Codes that nobody published are kept as they are."""
    found = tuple(
        (name, words, _found(values.get(name)))
        for name, words in (
            ("found", Text("这条记录", "The record")),
            ("id_found", Text("身份证号", "The ID number")),
        )
        if name in values
    )
    value = values.get("risk_info")
    if (
        value is None
        or value in ("", {}, [])
        or (isinstance(value, str) and value.strip() in ("", "[]", "{}"))
    ):
        return RiskFindings(found, None)
    opened = loose.unwrap(value)
    if isinstance(opened, dict):
        opened = [opened]
    if not isinstance(opened, list):
        return RiskFindings(found, None, cell(value))
    entries = [entry if isinstance(entry, dict) else {"value": entry} for entry in opened]
    left_out = max(0, len(entries) - _MOST_FINDINGS)
    if left_out:
        entries = sorted(entries, key=_level_of, reverse=True)[:_MOST_FINDINGS]
    extra = extra_columns((str(key) for entry in entries for key in entry), (*_CODE, *_LEVEL))
    rows = sorted((_row(entry, extra) for entry in entries), key=lambda row: _gravity(row[2]))
    return RiskFindings(found, Table((*_COLUMNS, *extra), tuple(rows)), left_out=left_out)


def _level_of(entry: Mapping[Any, Any]) -> Decimal:
    return _number(aml.lookup(entry, *_LEVEL)) or Decimal(-1)


def _found(value: Any) -> bool | None:
    return {"1": True, "-1": False}.get(cell(value).strip())


def _row(entry: Mapping[Any, Any], extra: tuple[Column, ...]) -> tuple[Cell, ...]:
    code = aml.lookup(entry, *_CODE)
    level = aml.lookup(entry, *_LEVEL)
    known = meanings.RISK_CODE.get(cell(code).strip())
    level_text = cell(level).strip()
    words = meanings.RISK_LEVEL.get(level_text)
    if words is None:
        level_cell = Cell(words_of(level), key_of(level), Tone.QUIET)
    else:
        sign, tone = _LEVEL_SIGNS[level_text]
        level_cell = Cell(Text(f"{sign} {words.zh}", f"{sign} {words.en}"), key_of(level), tone)
    means = (
        Cell(known, (1, Decimal(0), known.zh))
        if known
        else Cell(_UNPUBLISHED, (1, Decimal(1), ""), Tone.QUIET)
    )
    texts = {str(key): inner for key, inner in entry.items()}
    return (cell_of(code), means, level_cell, *(cell_of(texts.get(column.key)) for column in extra))


def _gravity(level: Cell) -> tuple[int, Decimal]:
    rank, number, _ = level.sort
    return rank, -number
