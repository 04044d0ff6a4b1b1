"""The pages for those who work with the services: one for each group, and one that lists them. In the words
of the forms, not of the interface; `export.as_markdown` is the one for engineers.
"""

from __future__ import annotations

from collections.abc import Mapping

from realme_desktop.catalog.model import Arrival, Field, Group, Sensitivity, Service, Verdict, VerdictBasis
from realme_desktop.catalog.registry import GROUPS, in_group
from realme_desktop.catalog.text import Language, Text
from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS

__all__ = ["group_page", "page_name", "services_page"]

_SERVICES = Text("服务", "Services")
_MADE = Text(
    "本页由程序的服务目录生成，请勿手工修改。",
    "This page is generated from the program's catalog; don't edit it by hand.",
)
_LEAD = Text(
    "程序提供的全部服务，按类别排列。每一类有一页说明：怎样填写，结果怎样到达，各种结论是什么意思。",
    "All services of the program, by group. Each group has a page: what to fill in, how the result arrives, "
    "and what each verdict means.",
)
_CALL = Text(
    "请求失败（例如 90102、90103）不是对人的结论：见[遇到问题时](troubleshooting.zh.md)。",
    "A call that failed (90102 or 90103, say) is no verdict on anybody: see "
    "[Troubleshooting](troubleshooting.en.md).",
)
_WAYS = Text(
    "[全部服务](services.zh.md) · [使用手册](user-guide.zh.md) · [沙箱输入](sandbox.md) · [接口](api.zh.md)",
    "[All services](services.en.md) · [User guide](user-guide.en.md) · [Sandbox inputs](sandbox.md) · "
    "[Interface](api.en.md)",
)
_W: Mapping[str, Text] = {
    "number": Text("编号", "Number"),
    "service": Text("服务", "Service"),
    "arrives": Text("结果", "Result"),
    "verdicts": Text("可能的结论", "Possible verdicts"),
    "field": Text("字段", "Field"),
    "needed": Text("必填", "Needed"),
    "how": Text("怎样填写", "What to fill in"),
    "choose": Text("可选：", "Choices: "),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "never": Text("（从不保存）", " (never kept)"),
    "rules": Text("填写规则", "Rules"),
    "advice": Text("（提醒）", " (a reminder)"),
}
_SHORT: Mapping[Arrival, Text] = {
    Arrival.SYNC: Text("立即", "at once"),
    Arrival.ASYNC: Text("稍后", "later"),
    Arrival.EITHER: Text("立即或稍后", "at once or later"),
}
_ARRIVES: Mapping[Arrival, Text] = {
    Arrival.SYNC: Text("结果立即显示在右侧。", "The result appears at the right at once."),
    Arrival.ASYNC: Text(
        "结果稍后到达，程序会自动查询；订单列在“待处理”中，其间可以办理其他订单。",
        "The result comes later and is asked for by itself; the order waits under Pending, and you can go on "
        "with others meanwhile.",
    ),
    Arrival.EITHER: Text(
        "结果可能立即显示，也可能稍后到达；稍后到达的，程序会自动查询。",
        "The result comes at once, or later: then it is asked for by itself.",
    ),
}
_VERDICTS: Mapping[VerdictBasis, tuple[Verdict, ...]] = {
    VerdictBasis.RESP_CODE: (Verdict.MATCH, Verdict.MISMATCH, Verdict.REVIEW),
    VerdictBasis.MOBILE: (Verdict.MATCH, Verdict.MISMATCH, Verdict.PARTIAL, Verdict.REVIEW),
    VerdictBasis.AML: (Verdict.HIT, Verdict.CLEAR, Verdict.REVIEW),
    VerdictBasis.DATA: (Verdict.DATA, Verdict.REVIEW),
    VerdictBasis.REGISTER: (Verdict.DATA, Verdict.REVIEW),
    VerdictBasis.CANDIDATES: (Verdict.DATA, Verdict.MISMATCH, Verdict.REVIEW),
}
_MEANS: Mapping[Verdict, Text] = {
    Verdict.MATCH: Text("RealMe 认为一致", "RealMe finds that it matches"),
    Verdict.MISMATCH: Text("RealMe 认为不一致", "RealMe finds that it does not match"),
    Verdict.PARTIAL: Text("只有一部分一致，见下面的说明", "only a part matches: see what it says below"),
    Verdict.HIT: Text("名单中有命中的记录，须逐条核对", "a list holds an entry: compare each one"),
    Verdict.CLEAR: Text("名单中没有命中的记录", "no list holds an entry"),
    Verdict.DATA: Text("取得了内容，没有“是否一致”的判断", "facts were received, without a judgement"),
    Verdict.REVIEW: Text(
        "结果异常、缺失或无法识别，须由人判断", "odd, missing or not understood: a person has to judge"
    ),
}
_SCORED = Text(
    "应答带有 0 至 100 的分值时，按阈值另作自己的判断，与 RealMe 的结论并列，互不改变。",
    "Where a score from 0 to 100 comes along, your own verdict by the threshold stands beside RealMe's; "
    "neither changes the other.",
)


def page_name(entry: Group) -> str:
    """`services-identity`: what the page of a group is called, without language and ending."""
    return f"services-{entry.key}"


def services_page(language: Language) -> str:
    """All services in one table for each group, with the way to the group's page."""
    parts = [f"# {_SERVICES.in_(language)}", _MADE.in_(language), _LEAD.in_(language), _CALL.in_(language)]
    for entry in GROUPS:
        title = entry.title.in_(language)
        parts.append(f"## {title}")
        parts.append(f"[{title}]({page_name(entry)}.{language}.md)")
        rows = [
            [
                str(service.number),
                service.title.in_(language),
                _SHORT[service.arrival].in_(language),
                "  ".join(_verdict(verdict, language) for verdict in _VERDICTS[service.basis]),
            ]
            for service in in_group(entry.key)
        ]
        parts.append(_table(("number", "service", "arrives", "verdicts"), rows, language))
    return "\n\n".join(parts) + "\n"


def group_page(entry: Group, language: Language) -> str:
    """What to fill in, and what comes of it, for each service of a group."""
    parts = [f"# {entry.title.in_(language)}", _MADE.in_(language), _WAYS.in_(language), _CALL.in_(language)]
    for service in in_group(entry.key):
        parts += _chapter(service, language)
    return "\n\n".join(parts) + "\n"


def _chapter(service: Service, language: Language) -> list[str]:
    parts = [f"## {service.number} {service.title.in_(language)}", service.summary.in_(language)]
    if service.note is not None:
        parts.append(f"**{service.note.in_(language)}**")
    rows = [_row(field, language) for field in service.fields if not field.generated]
    parts.append(_table(("field", "needed", "how"), rows, language))
    if service.rules:
        lines = [
            f"{_W['rules'].in_(language)}:" if language == "en" else f"{_W['rules'].in_(language)}：",
            "",
        ]
        for rule in service.rules:
            advice = _W["advice"].in_(language) if rule.advisory else ""
            lines.append(f"- {rule.message.in_(language)}{advice}")
        parts.append("\n".join(lines))
    parts.append(_ARRIVES[service.arrival].in_(language))
    colon = "：" if language == "zh" else ": "
    parts.append(
        "\n".join(
            f"- {_verdict(verdict, language)}{colon}{_MEANS[verdict].in_(language)}"
            for verdict in _VERDICTS[service.basis]
        )
    )
    if service.scored:
        parts.append(_SCORED.in_(language))
    return parts


def _row(field: Field, language: Language) -> list[str]:
    told = [field.help.in_(language)] if field.help is not None else []
    if field.choices:
        between, end = ("；", "。") if language == "zh" else ("; ", ".")
        named = between.join(choice.label.in_(language) for choice in field.choices)
        told.append(f"{_W['choose'].in_(language)}{named}{end}")
    label = field.label.in_(language)
    if field.sensitivity is Sensitivity.SECRET:
        label += _W["never"].in_(language)
    needed = _W["yes" if field.required else "no"].in_(language)
    return [label, needed, ("" if language == "zh" else " ").join(told)]


def _verdict(verdict: Verdict, language: Language) -> str:
    return f"{VERDICT_SIGNS[verdict]} {VERDICT_WORDS[verdict].in_(language)}"


def _table(heads: tuple[str, ...], rows: list[list[str]], language: Language) -> str:
    lines = [[_W[head].in_(language) for head in heads], ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |"
        for line in lines
    )
