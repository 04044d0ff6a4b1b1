"""Loan records (127) and P2P records (125): a table that sorts by what its cells mean, totals, a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.model import Decoder, ResultField, Role, Service
from realme_desktop.catalog.text import Text

from .cells import cell
from .dates import day_of
from .tabular import Cell, Column, Table, Tone, cell_of, extra_columns, key_of, words_of

__all__ = ["Loans", "Mark", "Standing", "read", "records_field"]


class Standing(Enum):
    """Where a loan stands, for its lane in the timeline."""

    OVERDUE = "overdue"
    REGULAR = "regular"
    PAID_OFF = "paid_off"
    NOT_LENT = "not_lent"
    UNKNOWN = "unknown"

    @property
    def words(self) -> Text:
        return _STANDING[self][1]

    @property
    def sign(self) -> str:
        return _STANDING[self][0]

    @property
    def tone(self) -> Tone:
        return _STANDING[self][2]


_STANDING: Mapping[Standing, tuple[str, Text, Tone]] = {
    Standing.OVERDUE: ("!", Text("逾期", "Overdue"), Tone.BAD),
    Standing.REGULAR: ("●", Text("正常", "Regular"), Tone.GOOD),
    Standing.PAID_OFF: ("✓", Text("已还清", "Paid off"), Tone.QUIET),
    Standing.NOT_LENT: ("–", Text("未放款", "Not paid out"), Tone.QUIET),
    Standing.UNKNOWN: ("?", Text("未知", "Unknown"), Tone.PLAIN),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One record in the timeline. `day` is an ISO date (Asia/Shanghai); `row` its number in the answer."""

    day: str
    standing: Standing
    words: Text
    row: int


@dataclass(frozen=True, slots=True)
class Loans:
    """`table` is None where the answer holds no list; `raw` is then what it holds. `remarks` are what doesn't
    fit together. `described` tells whether the columns are those of the reference."""

    table: Table | None
    totals: tuple[tuple[str, Text, Text], ...] = ()
    marks: tuple[Mark, ...] = ()
    undated: int = 0
    remarks: tuple[Text, ...] = ()
    described: bool = True
    raw: str = ""
    rest: Any = None


def records_field(service: Service) -> ResultField | None:
    """The field of the answer that holds the records: loans (127), or a structure with a count (125)."""
    counted = any(field.role is Role.COUNT for field in service.returns)
    for field in service.returns:
        if field.decoder is Decoder.LOAN_INFOS or (counted and field.decoder is Decoder.JSON):
            return field
    return None


_KEYS = (
    "borrowType",
    "borrowState",
    "borrowAmount",
    "contractDate",
    "loanPeriod",
    "repayState",
    "arrearsAmount",
    "companyCode",
)


def read(service: Service, values: Mapping[str, Any]) -> Loans | None:
    """The records of an answer; None where the service has none or the field is not in the answer."""
    field = records_field(service)
    if field is None or field.name not in values:
        return None
    value = values[field.name]
    opened = loose.unwrap(value)
    if isinstance(opened, dict):
        inner = next((deep for deep in opened.values() if isinstance(deep, list)), None)
        if inner is not None and field.decoder is Decoder.JSON and len(opened) == 1:
            opened = inner  # {"list": [...]}: nobody described 125's structure
        else:
            opened = [opened] if opened else []
    if value is None or (isinstance(value, str) and not value.strip()):
        opened = []
    if not isinstance(opened, list):
        return Loans(None, raw=cell(value))
    entries = [entry if isinstance(entry, dict) else {"value": entry} for entry in opened]
    described = field.decoder is Decoder.LOAN_INFOS or any(_is_loan(entry) for entry in entries)
    remarks = _count_remark(service, values, len(entries))
    if described:
        return _loans(field, entries, remarks)
    return _others(entries, remarks)


def _is_loan(entry: Mapping[Any, Any]) -> bool:
    return sum(1 for name in _KEYS if aml.lookup(entry, name) is not None) >= 3


def _count_remark(service: Service, values: Mapping[str, Any], rows: int) -> tuple[Text, ...]:
    name = next((field.name for field in service.returns if field.role is Role.COUNT), None)
    said = values.get(name) if name is not None else None
    if said is None or cell(said).strip() in ("", str(rows)):
        return ()
    words = Text(
        "RealMe 说有 {said} 条，应答中有 {rows} 条，请核对原文。",
        "RealMe speaks of {said} records, the answer holds {rows}: compare with the raw reply.",
    )
    return (words.format(said=cell(said).strip()[:20], rows=rows),)


# -- 127 ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Loan:
    texts: Mapping[str, Any]
    state: str
    repay: str
    amount: str
    day: str | None
    standing: Standing
    arrears: Decimal | None

    def get(self, name: str) -> Any:
        return aml.lookup(self.texts, name)


_LENT = "2"
_OVERDUE = frozenset("2345678")


def _loan(entry: Mapping[Any, Any]) -> _Loan:
    texts = {str(key): inner for key, inner in entry.items()}
    state = cell(aml.lookup(texts, "borrowState")).strip()
    repay = cell(aml.lookup(texts, "repayState")).strip()
    return _Loan(
        texts=texts,
        state=state,
        repay=repay,
        amount=cell(aml.lookup(texts, "borrowAmount")).strip(),
        day=meanings.shanghai_date(cell(aml.lookup(texts, "contractDate"))),
        standing=_standing(state, repay),
        arrears=_arrears(aml.lookup(texts, "arrearsAmount")),
    )


def _standing(state: str, repay: str) -> Standing:
    """The repayment tells most; what was never paid out has none. Overdue is never hidden by the rest."""
    if repay in _OVERDUE:
        return Standing.OVERDUE
    if repay == "9":
        return Standing.PAID_OFF
    if repay == "1":
        return Standing.REGULAR
    return Standing.NOT_LENT if state in ("1", "3", "4", "5", "6") else Standing.UNKNOWN


def _arrears(value: Any) -> Decimal | None:
    """In yuan; None where there is no number."""
    try:
        amount = Decimal(cell(value).strip()) / 100000
    except (InvalidOperation, ValueError):
        return None
    return amount if amount.is_finite() and abs(amount) < Decimal(10) ** 15 else None


def _loans(field: ResultField, entries: Sequence[Mapping[Any, Any]], remarks: tuple[Text, ...]) -> Loans:
    labels = {item.name: item.label for item in field.items} or _labels()
    extra = extra_columns((str(key) for entry in entries for key in entry), _KEYS)
    numeric = ("borrowAmount", "loanPeriod", "arrearsAmount")
    columns = (
        *(Column(name, labels.get(name, Text(name, name)), numeric=name in numeric) for name in _ORDER),
        *extra,
    )
    loans = [_loan(entry) for entry in entries]
    rows = tuple(
        (*_loan_cells(loan), *(cell_of(loan.texts.get(column.key)) for column in extra)) for loan in loans
    )
    marks = tuple(
        Mark(loan.day, loan.standing, _mark_words(loan), number)
        for number, loan in enumerate(loans)
        if loan.day is not None
    )
    return Loans(
        Table(columns, rows),
        totals=_totals(loans),
        marks=marks,
        undated=len(loans) - len(marks),
        remarks=remarks,
    )


_ORDER = (
    "contractDate",
    "repayState",
    "borrowAmount",
    "arrearsAmount",
    "borrowState",
    "borrowType",
    "loanPeriod",
    "companyCode",
)


def _labels() -> Mapping[str, Text]:
    """The names that the reference gives to 127's items, for a list of the same make elsewhere."""
    from realme_desktop.catalog.registry import SERVICES

    return {
        item.name: item.label
        for service in SERVICES
        for field in service.returns
        if field.decoder is Decoder.LOAN_INFOS
        for item in field.items
    }


def _coded(words: Mapping[str, Text], code: Any) -> Cell:
    known = words.get(cell(code).strip())
    return cell_of(code) if known is None else Cell(known, key_of(cell(code).strip()))


def _loan_cells(loan: _Loan) -> tuple[Cell, ...]:
    amount = meanings.borrow_amount(loan.amount)
    low = meanings.borrow_band(loan.amount)
    arrears = meanings.arrears(cell(loan.get("arrearsAmount")))
    day = loan.get("contractDate")
    return (
        Cell(words_of(loan.day), key_of(day)) if loan.day is not None else cell_of(day),
        _repay_cell(loan),
        Cell(amount, key_of(low[0]) if low else (1, Decimal(0), ""))
        if amount is not None
        else cell_of(loan.amount),
        Cell(arrears, key_of(loan.arrears), Tone.BAD if loan.arrears else Tone.PLAIN)
        if arrears is not None
        else cell_of(loan.get("arrearsAmount")),
        _coded(meanings.BORROW_STATE, loan.get("borrowState")),
        _coded(meanings.BORROW_TYPE, loan.get("borrowType")),
        cell_of(loan.get("loanPeriod")),
        cell_of(loan.get("companyCode")),
    )


def _repay_cell(loan: _Loan) -> Cell:
    """The state with its sign; sorted by how bad it is: M6+ first when descending."""
    known = meanings.REPAY_STATE.get(loan.repay)
    if known is None:
        return cell_of(loan.get("repayState"))
    if loan.repay in _OVERDUE:
        known = Text(f"{known.zh} 逾期", f"{known.en} overdue")
        sign, tone, rank = Standing.OVERDUE.sign, Tone.BAD, int(loan.repay)
    elif loan.repay == "9":
        sign, tone, rank = Standing.PAID_OFF.sign, Tone.QUIET, 0
    elif loan.repay == "1":
        sign, tone, rank = Standing.REGULAR.sign, Tone.GOOD, 1
    else:
        sign, tone, rank = Standing.UNKNOWN.sign, Tone.PLAIN, -1
    return Cell(Text(f"{sign} {known.zh}", f"{sign} {known.en}"), (0, Decimal(rank), ""), tone)


def _mark_words(loan: _Loan) -> Text:
    repay = _repay_cell(loan).text
    state = _coded(meanings.BORROW_STATE, loan.state).text
    amount = meanings.borrow_amount(loan.amount) or words_of(loan.amount)
    parts = (words_of(loan.day), amount, state, repay)
    return Text(
        "，".join(part.zh for part in parts if part.zh), ", ".join(part.en for part in parts if part.en)
    )


def _totals(loans: Sequence[_Loan]) -> tuple[tuple[str, Text, Text], ...]:
    """Key, label and words. Amounts are bands: their sum is a band too, and what is unknown is counted."""
    if not loans:
        return ()
    said: list[tuple[str, Text, Text]] = [
        ("count", Text("记录", "Records"), words_of(len(loans))),
        ("standing", Text("其中", "Of these"), _by_standing(loans)),
    ]
    lent = [loan for loan in loans if loan.state == _LENT]
    if lent:
        said.append(
            ("lent", Text("已放款合同金额合计", "Contract amounts paid out, in sum"), _band_sum(lent))
        )
    arrears = [loan.arrears for loan in loans if loan.arrears is not None]
    if arrears:
        total = sum(arrears, Decimal(0))
        said.append(
            ("arrears", Text("欠款合计", "Arrears in sum"), Text(f"{total:,.2f} 元", f"{total:,.2f} CNY"))
        )
    worst = max(
        (loan for loan in loans if loan.repay in _OVERDUE), key=lambda loan: int(loan.repay), default=None
    )
    if worst is not None:
        said.append(("worst", Text("最严重的还款状态", "Worst repayment state"), _repay_cell(worst).text))
    days = sorted(loan.day for loan in loans if loan.day is not None)
    if days:
        span = days[0] if days[0] == days[-1] else None
        between = words_of(span) if span else Text(f"{days[0]} 至 {days[-1]}", f"{days[0]} to {days[-1]}")
        said.append(("days", Text("合同日期", "Contract dates"), between))
    return tuple(said)


def _by_standing(loans: Sequence[_Loan]) -> Text:
    counts = [(standing, sum(1 for loan in loans if loan.standing is standing)) for standing in Standing]
    shown = [(standing, count) for standing, count in counts if count]
    return Text(
        "  ".join(f"{standing.sign} {standing.words.zh} {count}" for standing, count in shown),
        "  ".join(f"{standing.sign} {standing.words.en} {count}" for standing, count in shown),
    )


def _band_sum(loans: Sequence[_Loan]) -> Text:
    bands = [meanings.borrow_band(loan.amount) for loan in loans]
    known = [band for band in bands if band is not None]
    unknown = len(bands) - len(known)
    zh: list[str] = []
    en: list[str] = []
    if known:
        low, high = (sum((band[end] for band in known), Decimal(0)) for end in (0, 1))
        zh.append(f"[{low.normalize():f}, {high.normalize():f}) 万元")
        en.append(f"{low * 10000:,.0f} to {high * 10000:,.0f} CNY")
    if unknown:
        zh.append(f"另有 {unknown} 笔金额未知" if known else f"{unknown} 笔金额未知")
        en.append(f"and {unknown} of unknown amount" if known else f"{unknown} of unknown amount")
    return Text("，".join(zh), ", ".join(en))


# -- 125 ----------------------------------------------------------------------------------------------------


def _others(entries: Sequence[Mapping[Any, Any]], remarks: tuple[Text, ...]) -> Loans:
    """Records that nobody described: their own keys as columns, a timeline by the first column of dates."""
    columns = extra_columns((str(key) for entry in entries for key in entry), ())
    texts = [{str(key): inner for key, inner in entry.items()} for entry in entries]
    rows = tuple(tuple(cell_of(entry.get(column.key)) for column in columns) for entry in texts)
    dated = next(
        (
            column.key
            for column in columns
            if any(entry.get(column.key) for entry in texts)
            and all(day_of(entry.get(column.key)) for entry in texts if entry.get(column.key))
        ),
        None,
    )
    marks = tuple(
        Mark(day, Standing.UNKNOWN, words_of(f"{day}  #{number + 1}"), number)
        for number, entry in enumerate(texts)
        if dated is not None and (day := day_of(entry.get(dated))) is not None
    )
    totals = (("count", Text("记录", "Records"), words_of(len(entries))),) if entries else ()
    return Loans(
        Table(columns, rows),
        totals=totals,
        marks=marks,
        undated=len(entries) - len(marks) if dated else 0,
        remarks=remarks,
        described=False,
    )
