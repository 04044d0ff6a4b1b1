"""The parts of a result's frame, the same for every service. Each function builds one part from one order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.codes import return_code_meaning
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Service, Verdict
from realme_desktop.catalog.verdicts import judge
from realme_desktop.records.model import Order, OrderState, StoredPicture
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import verdict_colour
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.panels import Notice, VerdictBlock
from realme_desktop.ui.widgets.scale import ScoreScale, number_words
from realme_desktop.ui.widgets.words import Words, clean

from .lookup import known_field
from .states import state_block
from .words import disagree, environment_words, verdict_words

__all__ = [
    "call_section",
    "evidence_section",
    "heading",
    "outcome_block",
    "request_section",
    "score_section",
]


def heading(words: str, parent: QWidget | None = None) -> Words:
    label = Words(words, parent, scale=1.08, bold=True)
    label.setObjectName("section")
    return label


def _column(parent: QWidget | None = None, name: str = "") -> tuple[QWidget, QVBoxLayout]:
    box = QWidget(parent)
    box.setObjectName(name)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return box, column


def outcome_block(order: Order, service: Service | None) -> VerdictBlock:
    """The verdict, or the state in its place: without an answer there is no verdict, not even a grey one."""
    title = QCoreApplication.translate("Result", "Verification result")
    if order.state is OrderState.ANSWERED and order.verdict is not None:
        sign, word = verdict_words(order.verdict)
        lines: list[str] = []
        if service is not None:
            judgement = judge(service, order.values)
            if judgement.verdict is order.verdict:  # else an older version judged: its verdict stands
                lines = [say(words) for words in (*judgement.statements, judgement.reason)]
        if not lines and order.resp_info:
            lines.append(order.resp_info)
        return VerdictBlock(
            sign=sign,
            title=word,
            tone=verdict_colour(order.verdict),
            heading=title,
            lines=lines,
            name="verdict",
        )
    words = state_block(order)
    return VerdictBlock(
        sign=words.sign,
        title=words.title,
        tone=words.tone,
        heading=title,
        lines=words.lines,
        name="state",
        size=1.3,
    )


def score_section(order: Order, service: Service | None) -> QWidget | None:
    """The score against the threshold, and both verdicts side by side; None where no score is expected."""
    if order.state is not OrderState.ANSWERED:
        return None
    if order.score is None and (service is None or not service.scored):
        return None
    box, column = _column(name="score")
    column.addWidget(heading(QCoreApplication.translate("Result", "Score"), box))
    scale = ScoreScale(box)
    scale.set_values(order.score, order.threshold)
    if order.score is None:
        none = Words(
            QCoreApplication.translate("Result", "No score: RealMe sent none with this answer."),
            box,
            tone="muted",
        )
        none.setObjectName("no_score")
        column.addWidget(none)
    column.addWidget(scale)
    if order.own_verdict is not None:
        column.addWidget(_own_line(order, box))
    if disagree(order):
        column.addWidget(_disagreement(order, box))
    return box


def _own_line(order: Order, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    assert order.own_verdict is not None
    pairs: list[tuple[str, Verdict | None, str]] = [
        (QCoreApplication.translate("Result", "RealMe says"), order.verdict, "realme_verdict"),
        (
            QCoreApplication.translate("Result", "By your threshold {limit}").format(
                limit=number_words(order.threshold)
            ),
            order.own_verdict,
            "own_verdict",
        ),
    ]
    for caption, verdict, name in pairs:
        if verdict is None:
            continue
        sign, word = verdict_words(verdict)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Words(caption, box, tone="muted", scale=0.9))
        words = Words(f"{sign} {word}", box, tone=verdict_colour(verdict), bold=True)
        words.setObjectName(name)
        column.addWidget(words)
        row.addLayout(column)
    row.addStretch(1)
    return box


def _disagreement(order: Order, parent: QWidget) -> Notice:
    assert order.own_verdict is not None and order.verdict is not None
    sentence = QCoreApplication.translate(
        "Result",
        "The two differ: RealMe says “{realme}”, your threshold gives “{own}”. "
        "Look at the pictures before you decide.",
    ).format(realme=verdict_words(order.verdict)[1], own=verdict_words(order.own_verdict)[1])
    return Notice("!", sentence, "warning", parent, name="disagreement")


def call_section(order: Order, parent: QWidget | None = None) -> QWidget:
    """Whether the call worked: apart from the person, in its own place, and never in a verdict's colours."""
    box, column = _column(parent, "call")
    column.addWidget(heading(QCoreApplication.translate("Result", "Call status"), box))
    sign, words, tone = _call_words(order)
    line = Words(f"{sign}  {words}", box, tone=tone)
    line.setObjectName("call_status")
    column.addWidget(line)
    parts = []
    if order.return_code:
        meaning = say(return_code_meaning(order.return_code))
        parts.append(f"{order.return_code} {order.return_message or meaning}".strip())
    if order.http_status is not None:
        parts.append(f"HTTP {order.http_status}")
    if parts:
        detail = Words("  ·  ".join(parts), box, tone="muted")
        detail.setObjectName("call_detail")
        column.addWidget(detail)
    column.addWidget(
        Words(
            QCoreApplication.translate(
                "Result", "It tells whether the call worked, not whether the person matches."
            ),
            box,
            tone="muted",
            scale=0.9,
        )
    )
    return box


def _call_words(order: Order) -> tuple[str, str, str]:
    state = order.state
    if state in (OrderState.ANSWERED, OrderState.PENDING):
        return "●", QCoreApplication.translate("Result", "RealMe took the call"), "text"
    if state is OrderState.UNCLEAR:
        return "?", QCoreApplication.translate("Result", "No readable reply to the call"), "warning"
    if state is OrderState.REJECTED:
        if order.return_code:
            return "×", QCoreApplication.translate("Result", "RealMe refused the call"), "error"
        return "×", QCoreApplication.translate("Result", "The call was not made"), "error"
    if state in (OrderState.EXPIRED, OrderState.ABANDONED):
        if order.return_code:
            return "●", QCoreApplication.translate("Result", "RealMe replied, the result is missing"), "text"
        return "?", QCoreApplication.translate("Result", "No readable reply to the call"), "warning"
    return "…", QCoreApplication.translate("Result", "The call has not ended yet"), "muted"


def evidence_section(order: Order, revealed: set[str], parent: QWidget | None = None) -> QWidget:
    box, column = _column(parent, "evidence")
    column.addWidget(heading(QCoreApplication.translate("Result", "Evidence"), box))
    grid = FactsGrid(box, revealed=revealed)
    column.addWidget(grid)

    def add(name: str, label: str, value: str | None, copy: bool = False) -> None:
        if value:
            grid.add(f"evidence.{name}", label, clean(value, 200), copy=copy)

    translate = QCoreApplication.translate
    add("order_id", translate("Result", "Order number"), order.order_id, copy=True)
    add("seq_id", translate("Result", "RealMe's seq_id"), order.seq_id, copy=True)
    add("order_date", translate("Result", "Order date"), order.order_date)
    add("created_at", translate("Result", "Made at"), moment(order.created_at))
    add("sent_at", translate("Result", "Sent at"), moment(order.sent_at))
    add("answered_at", translate("Result", "Answered at"), moment(order.answered_at))
    add("queries", translate("Result", "Queries"), str(order.queries) if order.queries else None)
    add("operator", translate("Result", "Operator"), order.operator)
    place = environment_words(order)
    if not order.real:
        place = translate("Result", "{environment} (not real)").format(environment=place)
    add("environment", translate("Result", "Environment"), place)
    limit = number_words(order.threshold) or translate("Result", "none")
    add("threshold", translate("Result", "Threshold in force"), limit)
    add("linked_to", translate("Result", "Made from order"), order.linked_to, copy=True)
    note = translate("Result", "Times are those of Asia/Shanghai (UTC+8).")
    column.addWidget(Words(note, box, tone="muted", scale=0.9))
    return box


def request_section(
    order: Order,
    service: Service | None,
    pictures: Mapping[str, StoredPicture],
    revealed: set[str],
    parent: QWidget | None = None,
) -> QWidget | None:
    """The values as they were sent. Pictures by size and digest; secrets were never kept, and it says so."""
    box, column = _column(parent, "request")
    grid = FactsGrid(box, revealed=revealed)
    asked = {field.name: field for field in service.fields} if service is not None else {}
    names = [name for name in asked if name in order.params]
    names += [name for name in order.params if name not in asked]
    for name in names:
        value = order.params[name]
        field = asked.get(name)
        if field is None:
            known = known_field(service, name)
            label = name if known is None else say(known.label)
            hidden = None
            if known is not None and known.sensitivity.masked and value:
                hidden = mask(value, known.sensitivity, known.role)
            grid.add(f"request.{name}", label, value or "—", masked=hidden)
            continue
        text = value
        for choice in field.choices:
            if choice.value == value:
                text = f"{say(choice.label)} ({value})"
        hidden = mask(value, field.sensitivity, field.role) if field.sensitivity.masked and value else None
        grid.add(f"request.{name}", say(field.label), text or "—", masked=hidden)
    for name, picture in pictures.items():
        label = say(asked[name].label) if name in asked else name
        grid.add(f"request.{name}", label, _picture_words(picture))
    if grid.empty:
        box.deleteLater()
        return None
    column.addWidget(heading(QCoreApplication.translate("Result", "Sent to RealMe"), box))
    column.addWidget(grid)
    return box


def _picture_words(picture: StoredPicture) -> str:
    parts = [picture.media_type.rpartition("/")[2].upper()]
    if picture.width and picture.height:
        parts.append(f"{picture.width} × {picture.height}")
    parts.append(f"{len(picture.data) / 1024:.0f} KB")
    parts.append(f"SHA-256 {picture.sha256[:12]}…")
    return " · ".join(parts)
