"""An order told in text, for terminals and scripts. Sensitive values are masked."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from realme_desktop.catalog.masking import mask_values
from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import result_field
from realme_desktop.catalog.text import Language
from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS, judge
from realme_desktop.records.model import Order

from .problems import PROBLEMS, problem_words

__all__ = ["NOT_REAL", "as_json", "as_lines"]

NOT_REAL = "NOT REAL / 非真实结果"


def as_json(order: Order, service: Service) -> dict[str, Any]:
    """Everything but pictures and raw texts; the keys are stable, for scripts."""

    problem = PROBLEMS.get(order.problem or "")
    answered = order.verdict is not None
    return {
        "order_id": order.order_id,
        "order_date": order.order_date,
        "seq_id": order.seq_id,
        "segment": order.segment,
        "environment": order.environment,
        "real": order.real,
        "note": None if order.real else NOT_REAL,
        "state": order.state.value,
        "http_status": order.http_status,
        "return_code": order.return_code,
        "return_message": order.return_message,
        "resp_code": order.resp_code,
        "resp_info": order.resp_info,
        "verdict": order.verdict.value if order.verdict else None,
        "own_verdict": order.own_verdict.value if order.own_verdict else None,
        "score": order.score,
        "threshold": order.threshold,
        "reason": dataclasses.asdict(judge(service, order.values).reason) if answered else None,
        "problem": {"key": order.problem, **dataclasses.asdict(problem)} if problem else None,
        "params": mask_values(service, order.params),
        "values": mask_values(service, order.values),
    }


def as_lines(order: Order, service: Service, language: Language) -> Iterator[str]:
    """A few lines for a person: verdict, why, what went wrong, numbers, the answer's fields."""

    if not order.real:
        yield f"*** {NOT_REAL} ***"
    yield f"{service.number} {service.title.in_(language)} · {order.environment} · {order.state.value}"
    if order.verdict is not None:
        judgement = judge(service, order.values)
        yield f"{VERDICT_SIGNS[order.verdict]} {VERDICT_WORDS[order.verdict].in_(language)}"
        for words in (*judgement.statements, judgement.reason):
            yield f"  {words.in_(language)}"
    if order.score is not None:
        line = f"score {order.score:g}"
        if order.threshold is not None and order.own_verdict is not None:
            line += f" / threshold {order.threshold:g}: {VERDICT_SIGNS[order.own_verdict]}"
            line += f" {VERDICT_WORDS[order.own_verdict].in_(language)}"
        yield line
    if order.problem is not None:
        yield problem_words(order.problem).in_(language)
    yield f"order_id {order.order_id}  order_date {order.order_date}  seq_id {order.seq_id or '-'}"
    if order.return_code:
        yield f"return_code {order.return_code} {order.return_message or ''}".rstrip()
    for name, value in mask_values(service, order.values).items():
        known = result_field(service, name)
        label = known.label.in_(language) if known else name
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield f"  {label} ({name}): {shown}"
