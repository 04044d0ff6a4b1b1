"""One order as facts in the operator's language, masked unless it is said otherwise: for texts and PDFs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from realme_desktop.catalog.decoders import Decoded, Facts, Plain, Rows, Tree, Unreadable, conceal, decode
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import ResultField, Sensitivity, Service
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.verdicts import compares
from realme_desktop.orders.digest import digest
from realme_desktop.records.model import Order, OrderState, StoredPicture
from realme_desktop.ui.language import language, say
from realme_desktop.ui.results.lookup import answer_fields, known_field, looks_personal
from realme_desktop.ui.results.outcome import call_words, reasons
from realme_desktop.ui.results.states import state_block
from realme_desktop.ui.results.words import (
    environment_words,
    not_real_words,
    service_of,
    subject_words,
    verdict_words,
)
from realme_desktop.ui.theme import verdict_colour
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.scale import number_words
from realme_desktop.ui.widgets.words import clean

__all__ = ["Fact", "OrderFacts", "Table", "facts_of"]

_MOST_ROWS = 200
_LONGEST = 2000  # characters of one value


@dataclass(frozen=True, slots=True)
class Fact:
    name: str  # as on the wire, or of the order's field
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0  # how many rows are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Everything is plain text that is safe to show. `tone` is the name of the outcome's colour. `full`:
    nothing is masked."""

    order: Order
    title: str
    subject: str
    sign: str
    outcome: str
    tone: str
    lines: tuple[str, ...]
    own: str
    score: str
    threshold: str
    call: str
    about: tuple[Fact, ...]
    sent: tuple[Fact, ...]
    answer: tuple[Fact | Table, ...]
    pictures: tuple[tuple[str, StoredPicture], ...]
    digest: str
    full: bool

    @property
    def not_real(self) -> str:
        return "" if self.order.real else not_real_words()


def facts_of(order: Order, pictures: Mapping[str, StoredPicture], *, full: bool = False) -> OrderFacts:
    """`full`: personal values as they are. Never raises for what RealMe sent."""
    service = service_of(order.segment)
    sign, outcome, tone, lines = _outcome(order, service)
    number = f"{service.number}  {say(service.title)}" if service is not None else order.segment
    name, call, _ = call_words(order)
    own = ""
    if order.own_verdict is not None:
        own = " ".join(verdict_words(order.own_verdict))
    return OrderFacts(
        order=order,
        title=clean(number),
        subject=_subject(order) if full else subject_words(order),
        sign=sign,
        outcome=outcome,
        tone=tone,
        lines=tuple(clean(line, _LONGEST) for line in lines),
        own=own,
        score=number_words(order.score) or "",
        threshold=number_words(order.threshold) or "",
        call=f"{name} {call}",
        about=_about(order),
        sent=tuple(_sent(order, service, full)),
        answer=tuple(_answer(order, service, full)),
        pictures=tuple((_label(service, name), picture) for name, picture in pictures.items()),
        digest=digest(order, pictures, masked=not full),
        full=full,
    )


def _outcome(order: Order, service: Service | None) -> tuple[str, str, str, list[str]]:
    if order.state is OrderState.ANSWERED and order.verdict is not None:
        sign, word = verdict_words(order.verdict)
        return sign, word, verdict_colour(order.verdict), reasons(order, service)
    block = state_block(order)
    return block.sign, block.title, block.tone, list(block.lines)


def _subject(order: Order) -> str:
    return clean("  ".join(part for part in (order.subject_name, order.subject_number) if part), 200)


def _about(order: Order) -> tuple[Fact, ...]:
    translate = QCoreApplication.translate
    place = environment_words(order)
    if not order.real:
        place = translate("Result", "{environment} (not real)").format(environment=place)
    code = " ".join(part for part in (order.return_code, order.return_message) if part)
    http = f"HTTP {order.http_status}" if order.http_status is not None else ""
    pairs = (
        ("order_id", translate("Result", "Order number"), order.order_id),
        ("seq_id", translate("Result", "RealMe's seq_id"), order.seq_id),
        ("order_date", translate("Result", "Order date"), order.order_date),
        ("created_at", translate("Result", "Made at"), moment(order.created_at)),
        ("sent_at", translate("Result", "Sent at"), moment(order.sent_at)),
        ("answered_at", translate("Result", "Answered at"), moment(order.answered_at)),
        ("return_code", translate("Result", "Call status"), "  ".join(filter(None, (code, http)))),
        ("operator", translate("Result", "Operator"), order.operator),
        ("purpose", translate("Result", "Purpose"), order.purpose),
        ("environment", translate("Result", "Environment"), place),
        ("linked_to", translate("Result", "Made from order"), order.linked_to),
    )
    return tuple(Fact(name, label, clean(value, 200)) for name, label, value in pairs if value)


def _sent(order: Order, service: Service | None, full: bool) -> list[Fact]:
    asked = {field.name: field for field in service.fields} if service is not None else {}
    names = [name for name in asked if name in order.params]
    names += [name for name in order.params if name not in asked]
    found = []
    for name in names:
        value = order.params[name]
        known = asked.get(name) or known_field(service, name)
        sensitivity = known.sensitivity if known is not None else Sensitivity.PERSONAL
        text = value
        if name in asked:
            for choice in asked[name].choices:
                if choice.value == value:
                    text = f"{say(choice.label)} ({value})"
        if not full and sensitivity.masked:
            text = mask(value, sensitivity, known.role) if known is not None else HIDDEN
        if text:
            found.append(Fact(name, _label(service, name), clean(text, _LONGEST)))
    return found


def _label(service: Service | None, name: str) -> str:
    known = known_field(service, name)
    return clean(name, 60) if known is None else say(known.label)


def _answer(order: Order, service: Service | None, full: bool) -> list[Fact | Table]:
    found: list[Fact | Table] = []
    compared = service is not None and compares(service)
    for name, known, value in answer_fields(service, order):
        field = known or _unknown(name, value)
        decoded = decode(field, value, language(), compared=compared)
        found += _parts(clean(name, 60), say(field.label), decoded if full else conceal(field, decoded))
    return found


def _unknown(name: str, value: object) -> ResultField:
    label = QCoreApplication.translate("Answer", "{name} (not in the document)").format(name=clean(name, 60))
    sensitivity = Sensitivity.PERSONAL if looks_personal(value) else Sensitivity.PUBLIC
    return ResultField(name=name, label=Text(label, label), sensitivity=sensitivity)


def _parts(name: str, label: str, shown: Decoded) -> list[Fact | Table]:
    if isinstance(shown, Rows):
        parts: list[Fact | Table] = [
            Fact(f"{name}.{number}", f"{label} · {say(title)}", clean(text, _LONGEST))
            for number, (title, text) in enumerate(shown.facts)
        ]
        rows = tuple(tuple(clean(cell, 200) for cell in row) for row in shown.rows[:_MOST_ROWS])
        columns = tuple(clean(say(column), 60) for column in shown.columns)
        return [*parts, Table(name, label, columns, rows, max(0, len(shown.rows) - _MOST_ROWS))]
    if isinstance(shown, Facts):
        return [
            Fact(f"{name}.{number}", f"{label} · {clean(say(title), 60)}", clean(text, _LONGEST))
            for number, (title, text) in enumerate(shown.items)
        ]
    if isinstance(shown, Tree):
        try:
            text = json.dumps(shown.value, ensure_ascii=False, indent=1, default=str)
        except (TypeError, ValueError, RecursionError):
            text = "…"
    elif isinstance(shown, Unreadable):
        text = shown.raw
    else:
        text = shown.text if isinstance(shown, Plain) else ""
    return [Fact(name, label, clean(text.strip(), _LONGEST) or "—")]
