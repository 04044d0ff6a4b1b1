"""What can stand in an export: columns, declared as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from realme_desktop.catalog.masking import HIDDEN, mask, mask_values
from realme_desktop.catalog.model import Role, Sensitivity, Service, Verdict
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.text import Language, Text
from realme_desktop.catalog.verdicts import VERDICT_WORDS
from realme_desktop.records.model import OrderState

__all__ = ["COLUMNS", "DEFAULT", "Column", "Kind", "Value", "readers", "told_by_sql"]

Value = str | float | None


class Kind(Enum):
    """How a column is written: numbers and times as such where the format knows them, all else as text."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"  # milliseconds since the epoch


@dataclass(frozen=True, slots=True)
class Column:
    """`source` is an expression of table `orders`. `words` are given for stored values that a person would
    not read (states, verdicts); JSON lines keep what is stored."""

    key: str
    title: Text
    source: str
    kind: Kind = Kind.TEXT
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    role: Role = Role.OTHER
    words: Mapping[str, Text] | None = None
    structure: bool = False  # JSON, masked field by field as the catalog says of the order's service


STATE_WORDS: Mapping[str, Text] = {
    state.value: words
    for state, words in {
        OrderState.DRAFTED: Text("准备中", "Preparing"),
        OrderState.QUEUED: Text("已保存，未发送", "Saved, not sent"),
        OrderState.SENDING: Text("发送中", "Being sent"),
        OrderState.PENDING: Text("等待结果", "Result awaited"),
        OrderState.UNCLEAR: Text("不明", "Unclear"),
        OrderState.ANSWERED: Text("已应答", "Answered"),
        OrderState.REJECTED: Text("未执行", "Not carried out"),
        OrderState.EXPIRED: Text("需要关注", "Needs attention"),
        OrderState.ABANDONED: Text("已停止等待", "Stopped waiting"),
    }.items()
}
_VERDICTS: Mapping[str, Text] = {verdict.value: VERDICT_WORDS[verdict] for verdict in Verdict}
_SERVICES: Mapping[str, Text] = {
    service.segment: Text(f"{service.number} {service.title.zh}", f"{service.number} {service.title.en}")
    for service in SERVICES
}
_REAL: Mapping[str, Text] = {"1": Text("是", "Yes"), "0": Text("否", "No")}


def _parameter(role: Role) -> str:
    """The first parameter of an order that has this role, whatever its service calls it."""
    names = dict.fromkeys(
        field.name for service in SERVICES for field in service.fields if field.role is role
    )
    found = [f"orders.params ->> '$.{name}'" for name in names]
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]


_IDENTIFIER, _PERSONAL = Sensitivity.IDENTIFIER, Sensitivity.PERSONAL
_ALL = (
    Column("order_id", Text("订单号", "Order number"), "orders.order_id"),
    Column("seq_id", Text("流水号", "Seq ID"), "orders.seq_id"),
    Column("created_at", Text("创建时间", "Made at"), "orders.created_at", Kind.TIME),
    Column("sent_at", Text("发送时间", "Sent at"), "orders.sent_at", Kind.TIME),
    Column("answered_at", Text("结果时间", "Result at"), "orders.answered_at", Kind.TIME),
    Column("segment", Text("服务", "Service"), "orders.segment", words=_SERVICES),
    Column(
        "subject_name", Text("姓名", "Name"), "orders.subject_name",
        sensitivity=_PERSONAL, role=Role.FULL_NAME,
    ),
    Column(
        "subject_number", Text("证件号码", "ID number"), "orders.subject_number", sensitivity=_IDENTIFIER,
    ),
    Column(
        "mobile", Text("手机号", "Mobile"), _parameter(Role.MOBILE),
        sensitivity=_IDENTIFIER, role=Role.MOBILE,
    ),
    Column(
        "bank_card", Text("银行卡号", "Bank card"), _parameter(Role.BANK_CARD),
        sensitivity=_IDENTIFIER, role=Role.BANK_CARD,
    ),
    Column("state", Text("状态", "State"), "orders.state", words=STATE_WORDS),
    Column("verdict", Text("结论", "Verdict"), "orders.verdict", words=_VERDICTS),
    Column("own_verdict", Text("按阈值判断", "Verdict by threshold"), "orders.own_verdict", words=_VERDICTS),
    Column("score", Text("分值", "Score"), "orders.score", Kind.NUMBER),
    Column("threshold", Text("阈值", "Threshold"), "orders.threshold", Kind.NUMBER),
    Column("return_code", Text("返回码", "Return code"), "orders.return_code"),
    Column("return_message", Text("返回信息", "Return message"), "orders.return_message"),
    Column("resp_code", Text("结果码", "Result code"), "orders.resp_code"),
    Column("resp_info", Text("结果描述", "Result"), "orders.resp_info"),
    Column("environment", Text("环境", "Environment"), "orders.environment"),
    Column("real", Text("真实结果", "Real result"), "CAST(orders.real AS TEXT)", words=_REAL),
    Column("operator", Text("操作员", "Operator"), "orders.operator"),
    Column("purpose", Text("用途", "Purpose"), "orders.purpose"),
    Column("problem", Text("问题代码", "Problem"), "orders.problem"),
    Column("linked_to", Text("关联订单", "Linked order"), "orders.linked_to"),
    Column("tags", Text("标签", "Tags"), "orders.tags"),
    # Whatever somebody wrote: names, numbers.
    Column("note", Text("备注", "Note"), "orders.note", sensitivity=_PERSONAL),
    Column("params", Text("请求参数", "Parameters"), "orders.params", sensitivity=_PERSONAL, structure=True),
    Column("values", Text("返回内容", "Answer"), 'orders."values"', sensitivity=_PERSONAL, structure=True),
)  # fmt: skip
COLUMNS: Mapping[str, Column] = {column.key: column for column in _ALL}
DEFAULT: tuple[str, ...] = (
    "order_id", "created_at", "segment", "subject_name", "subject_number", "state", "verdict", "score",
    "threshold", "answered_at", "environment", "real", "operator",
)  # fmt: skip
"""The columns that are offered first."""

Reader = Callable[[Any], Any]


def readers(columns: Sequence[Column], *, masked: bool, language: Language | None) -> list[Reader | None]:
    """For each column what becomes of a stored value; None: it stays. `language` None: no words."""
    return [_reader(column, masked=masked, language=language) for column in columns]


def _reader(column: Column, *, masked: bool, language: Language | None) -> Reader | None:
    if column.structure:
        return _structure if masked else None
    if masked and column.sensitivity is not Sensitivity.PUBLIC:
        sensitivity, role = column.sensitivity, column.role

        @lru_cache(maxsize=_REMEMBERED)  # the same people come again and again
        def hide(value: str | None) -> str | None:
            return None if value is None else mask(value, sensitivity, role)

        return hide
    if told_by_sql(column, language) is not None:
        return None
    if column.words is not None and language is not None:
        return _Words({value: text.in_(language) for value, text in column.words.items()}).__getitem__
    if column.key == "tags" and language is not None:
        return lambda value: "、".join(json.loads(value)) if value else None
    return None


def told_by_sql(column: Column, language: Language | None) -> str | None:
    """The column in words as SQL, which is sooner than a look-up in Python for each value; None where there
    are none, or so many that comparing with one after the other takes longer."""
    if column.words is None or language is None or len(column.words) > _COMPARED:
        return None
    words = " ".join(
        f"WHEN {_literal(value)} THEN {_literal(text.in_(language))}" for value, text in column.words.items()
    )
    return f"CASE {column.source} {words} ELSE {column.source} END"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class _Words(dict[Any, Any]):
    """What has no words stays as it is."""

    def __missing__(self, value: Any) -> Any:
        return value


_REMEMBERED = 20_000
_COMPARED = 12
_BY_SEGMENT: Mapping[str, Service] = {service.segment: service for service in SERVICES}


def _structure(value: str | None) -> str | None:
    """`segment`, a line break, and the JSON of parameters or of an answer."""
    if value is None:
        return None
    segment, _, text = value.partition("\n")
    service = _BY_SEGMENT.get(segment)
    content = json.loads(text)
    if service is None:
        hidden: Any = dict.fromkeys(content, HIDDEN)
    else:
        hidden = mask_values(service, content)
    return json.dumps(hidden, ensure_ascii=False, separators=(",", ":"))
