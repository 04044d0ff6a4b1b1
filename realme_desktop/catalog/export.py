"""The catalog for readers outside the program: JSON, and the API chapter of the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from realme_desktop.catalog.codes import RESP_CODES, RETURN_CODES
from realme_desktop.catalog.model import Arrival, Field, ResultField, Rule, Service
from realme_desktop.catalog.registry import (
    CHECKRESULT,
    COMMON_FIELDS,
    COMMON_RETURNS,
    GROUPS,
    NOTIFICATION,
    SERVICES,
    group,
    in_group,
)
from realme_desktop.catalog.text import Language, Text

__all__ = ["as_json", "as_markdown"]


def as_json() -> list[dict[str, Any]]:
    """The 27 services and checkresult in the order of their numbers, as plain values."""
    return [_service(service) for service in (*SERVICES, CHECKRESULT)]


def _service(service: Service) -> dict[str, Any]:
    return {
        "number": service.number,
        "segment": service.segment,
        "method": service.method,
        "path": service.path,
        "group": service.group,
        "group_title": _text(group(service.group).title),
        "title": _text(service.title),
        "summary": _text(service.summary),
        "result": service.arrival.value,
        "result_path": service.result_path,
        "scored": service.scored,
        "fields": [_field(field) for field in service.fields],
        "rules": [_rule(rule) for rule in service.rules],
        "returns": [_return(field) for field in service.returns],
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _field(field: Field) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": field.name,
        "role": field.role.value,
        "kind": field.kind,
        "required": field.required,
        "choices": [{"value": choice.value, "label": _text(choice.label)} for choice in field.choices],
        "sensitivity": field.sensitivity.value,
        "label": _text(field.label),
        "help": None if field.help is None else _text(field.help),
        "default": field.default,
        "generated": field.generated,
    }
    if field.derived_from is not None:
        entry["derived_from"] = field.derived_from
    if field.variant is not None:
        variant = field.variant
        entry["variant"] = {"by": variant.by, "value": variant.value, "kind": variant.kind}
    return entry


def _rule(rule: Rule) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kind": rule.kind.value,
        "fields": [list(names) for names in rule.fields],
        "message": _text(rule.message),
        "strength": "warning" if rule.advisory else "error",
        "source": rule.source,
    }
    if rule.count:
        entry["count"] = rule.count
    if rule.when is not None:
        entry["when"] = {"field": rule.when[0], "values": list(rule.when[1])}
    return entry


def _return(field: ResultField) -> dict[str, Any]:
    return {
        "name": field.name,
        "role": field.role.value,
        "label": _text(field.label),
        "required": field.required,
        "stage": field.stage,
        "decoder": field.decoder.value,
        "sensitivity": field.sensitivity.value,
        "items": [_return(item) for item in field.items],
    }


# -- the API chapter ----------------------------------------------------------------------------------------

_W = {
    "title": Text("RealMe 接口", "RealMe's services"),
    "made": Text(
        "本章由程序的服务目录生成，请勿手工修改。",
        "This chapter is generated from the program's catalog; don't edit it by hand.",
    ),
    "common": Text("公共参数", "Common parameters"),
    "common_returns": Text("公共返回", "Common response fields"),
    "request": Text("请求参数", "Request"),
    "response": Text("返回", "Response"),
    "nothing": Text("仅公共返回字段。", "The common fields only."),
    "rules": Text("字段间规则", "Rules across fields"),
    "result": Text("结果查询", "Fetching results"),
    "notification": Text("验证结果通知", "Notification"),
    "codes": Text("返回码", "Return codes"),
    "resp_codes": Text("核验结果代码", "Result codes"),
    "name": Text("名称", "Name"),
    "meaning": Text("含义", "Meaning"),
    "needed": Text("必填", "Required"),
    "choices": Text("取值", "Values"),
    "note": Text("说明", "Remark"),
    "stage": Text("出现于", "Comes with"),
    "code": Text("代码", "Code"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "auto": Text("自动填写", "filled in by itself"),
    "advice": Text("提示", "advice"),
    "fetched": Text("结果获取：", "Result fetched by"),
}
_STAGES = {
    "response": Text("应答", "response"),
    "result": Text("异步结果", "result"),
    "both": Text("应答和异步结果", "both"),
}


def as_markdown(language: Language) -> str:
    """The API chapter: every group, service, field, rule and code, in one language."""
    parts = [f"# {_W['title'].in_(language)}", _W["made"].in_(language)]
    parts += [f"## {_W['common'].in_(language)}", _fields_table(COMMON_FIELDS, language)]
    parts += [f"## {_W['common_returns'].in_(language)}", _returns_table(COMMON_RETURNS, language)]
    for entry in GROUPS:
        parts.append(f"## {entry.title.in_(language)}")
        for service in in_group(entry.key):
            parts += _chapter(service, language)
    parts.append(f"## {_W['result'].in_(language)}")
    parts += _chapter(CHECKRESULT, language)
    parts += [f"## {_W['notification'].in_(language)}", _returns_table(NOTIFICATION, language)]
    parts += [f"## {_W['codes'].in_(language)}", _codes_table(RETURN_CODES.items(), language)]
    parts += [f"## {_W['resp_codes'].in_(language)}", _codes_table(RESP_CODES.items(), language)]
    return "\n\n".join(parts) + "\n"


def _chapter(service: Service, language: Language) -> list[str]:
    parts = [
        f"### {service.number} · {service.title.in_(language)} · `{service.segment}`",
        f"`{service.method} {{base}}{service.path}`",
        service.summary.in_(language),
    ]
    if service.arrival is not Arrival.SYNC:
        parts.append(f"{_W['fetched'].in_(language)} `{CHECKRESULT.method} {{base}}{service.result_path}`")
    if service.note is not None:
        parts.append(service.note.in_(language))
    parts += [f"**{_W['request'].in_(language)}**", _fields_table(service.fields, language)]
    if service.rules:
        lines = [f"**{_W['rules'].in_(language)}**", ""]
        for rule in service.rules:
            advice = f" ({_W['advice'].in_(language)})" if rule.advisory else ""
            lines.append(f"- {rule.message.in_(language)}{advice}")
        parts.append("\n".join(lines))
    parts.append(f"**{_W['response'].in_(language)}**")
    parts.append(
        _returns_table(service.returns, language) if service.returns else _W["nothing"].in_(language)
    )
    for field in service.returns:
        if field.items:
            parts += [f"`{field.name}`:", _returns_table(field.items, language)]
    return parts


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], language: Language) -> str:
    titles = [_W[head].in_(language) for head in heads]
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(_escape(cell) for cell in line) + " |" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


def _fields_table(fields: Iterable[Field], language: Language) -> str:
    rows = []
    for field in fields:
        choices = "; ".join(f"`{choice.value}` {choice.label.in_(language)}" for choice in field.choices)
        remark = field.help.in_(language) if field.help is not None else ""
        if field.generated and not remark:
            remark = _W["auto"].in_(language)
        needed = _W["yes" if field.required else "no"].in_(language)
        rows.append([f"`{field.name}`", field.label.in_(language), needed, choices, remark])
    return _table(("name", "meaning", "needed", "choices", "note"), rows, language)


def _returns_table(fields: Iterable[ResultField], language: Language) -> str:
    rows = [
        [f"`{field.name}`", field.label.in_(language), _STAGES[field.stage].in_(language)] for field in fields
    ]
    return _table(("name", "meaning", "stage"), rows, language)


def _codes_table(codes: Iterable[tuple[str, Text]], language: Language) -> str:
    return _table(
        ("code", "meaning"), [[f"`{code}`", words.in_(language)] for code, words in codes], language
    )
