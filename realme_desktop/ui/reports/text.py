"""A result as text for the clipboard and the case system, by the service's template."""

from __future__ import annotations

from realme_desktop.config.templates import filled
from realme_desktop.ui.results.words import service_of
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.words import clean

from .facts import Fact, OrderFacts, Table

__all__ = ["as_text"]

_LONGEST = 100_000  # characters of one placeholder


def as_text(facts: OrderFacts, template: str) -> str:
    """The filled template. What is not real says so in its first line, whatever the template is."""
    text = filled(template, _values(facts)).strip()
    lines = [line.rstrip() for line in text.split("\n")]
    if facts.not_real:
        lines.insert(0, f"◇ {facts.not_real}")
    return "\n".join(lines)


def _values(facts: OrderFacts) -> dict[str, str]:
    order = facts.order
    service = service_of(order.segment)
    by_name = {fact.name: fact.value for fact in facts.about}
    values = {
        "order_id": order.order_id,
        "service": facts.title,
        "number": str(service.number) if service is not None else "",
        "subject": facts.subject,
        "outcome": f"{facts.sign} {facts.outcome}",
        "reason": "\n".join(facts.lines),
        "score": facts.score,
        "threshold": facts.threshold,
        "own_verdict": facts.own,
        "call": facts.call,
        "return_code": order.return_code or "",
        "return_message": order.return_message or "",
        "resp_code": order.resp_code or "",
        "resp_info": order.resp_info or "",
        "created_at": moment(order.created_at),
        "sent_at": moment(order.sent_at),
        "answered_at": moment(order.answered_at),
        "about": _lines(facts.about),
        "sent": _lines(facts.sent),
        "answer": _lines(facts.answer),
        "digest": facts.digest,
    }
    for name in ("seq_id", "environment", "operator"):
        values[name] = by_name.get(name, "")
    for kind, entries in (("sent", facts.sent), ("answer", facts.answer)):
        values |= {f"{kind}.{entry.name}": _value(entry) for entry in entries}
    return {name: clean(value, _LONGEST) for name, value in values.items()}


def _lines(entries: tuple[Fact | Table, ...] | tuple[Fact, ...]) -> str:
    return "\n".join(
        f"{entry.label}: {entry.value}" if isinstance(entry, Fact) else f"{entry.label}:\n{_value(entry)}"
        for entry in entries
    )


def _value(entry: Fact | Table) -> str:
    if isinstance(entry, Fact):
        return entry.value
    lines = ["\t".join(entry.columns), *("\t".join(row) for row in entry.rows)]
    if entry.more:
        lines.append(f"… (+{entry.more})")
    return "\n".join(lines)
