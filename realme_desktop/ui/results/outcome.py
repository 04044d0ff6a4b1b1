"""The first things to see of an order: the verdict, and apart from it whether the call worked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from realme_desktop.catalog.codes import brief_meaning
from realme_desktop.catalog.model import Service
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.verdicts import judge
from realme_desktop.orders.model import Phase
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.language import language, say
from realme_desktop.ui.theme import verdict_colour
from realme_desktop.ui.widgets.panels import VerdictBlock
from realme_desktop.ui.widgets.words import Words

from .states import state_block
from .views import LONG_REPLY
from .words import verdict_words

__all__ = ["call_line", "call_words", "outcome_block", "phase_block", "reasons"]

_MOST_STATEMENTS = 12

_PHASE_OF_STATE = {
    OrderState.DRAFTED: Phase.PREPARING,
    OrderState.QUEUED: Phase.QUEUED,
    OrderState.SENDING: Phase.SENDING,
}


def phase_block(phase: Phase | OrderState | Text | str | None) -> VerdictBlock:
    """What is being done with an order that is on its way; its first line is there to count the time."""
    if isinstance(phase, OrderState):
        phase = _PHASE_OF_STATE[phase]
    words: Text | str | None = phase.words if isinstance(phase, Phase) else phase
    title = say(words) if isinstance(words, Text) else words
    if not title:
        title = QCoreApplication.translate("Result", "The order is on its way.")
    return VerdictBlock(sign="…", title=title, tone="pending", lines=[" "], name="phase", size="heading")


def reasons(order: Order, service: Service | None) -> list[str]:
    """Why the verdict is what it is, in lines. Of a long answer this takes seconds."""
    lines: list[str] = []
    if service is not None:
        judgement = judge(service, order.values)
        if judgement.verdict is order.verdict:  # else an older version judged: its verdict stands
            lines = [say(words) for words in judgement.statements[:_MOST_STATEMENTS]]
            more = len(judgement.statements) - len(lines)
            if more:
                words = QCoreApplication.translate("Result", "and {count} more, see below")
                lines.append(words.format(count=more))
            lines.append(say(judgement.reason))
    if not lines and order.resp_info:
        lines.append(order.resp_info)
    return lines


def outcome_block(
    order: Order, service: Service | None, remembered: dict[str, Any] | None = None
) -> VerdictBlock:
    """The verdict, or the state in its place: without an answer there is no verdict, not even a grey one.
    `remembered` keeps the reasons of a long answer for the redraws of the same order."""
    title = QCoreApplication.translate("Result", "Verification result")
    if order.state is OrderState.ANSWERED and order.verdict is not None:
        sign, word = verdict_words(order.verdict)
        key = f"reasons.{language()}.{order.verdict.value}"
        kept = remembered.get(key) if remembered is not None else None
        late = kept is None and remembered is not None and len(order.raw_reply or "") > LONG_REPLY
        block = VerdictBlock(
            sign=sign,
            title=word,
            tone=verdict_colour(order.verdict),
            heading=title,
            lines=[" "] if late else kept or reasons(order, service),
            name="verdict",
        )
        if late:
            from .views.parts import later

            def told(lines: list[str]) -> None:
                assert remembered is not None
                remembered[key] = lines
                block.set_lines(lines)

            later(block, lambda: reasons(order, service), told)
        return block
    words = state_block(order)
    return VerdictBlock(
        sign=words.sign,
        title=words.title,
        tone=words.tone,
        heading=title,
        lines=words.lines,
        name="state",
        size="heading",
    )


def call_line(order: Order, parent: QWidget | None = None) -> QWidget:
    """Whether the call worked: apart from the person, in its own place, and never in a verdict's colours."""
    box = QWidget(parent)
    box.setObjectName("call")
    meaning = QCoreApplication.translate(
        "Result", "It tells whether the call worked, not whether the person matches."
    )
    box.setToolTip(meaning)
    box.setAccessibleDescription(meaning)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    caption = Words(QCoreApplication.translate("Result", "Call status"), box, tone="muted", size="small")
    caption.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
    row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    sign, words, tone = call_words(order)
    parts = [f"{sign}  {words}"]
    if order.return_code:
        # In our words: RealMe's own message of a call that it took is “success”, which reads like a match.
        known = say(brief_meaning(order.return_code))
        coded = QCoreApplication.translate("Result", "{meaning} (return code {code})")
        parts.append(coded.format(meaning=known, code=order.return_code))
        said = order.return_message or ""
        if sign == "×" and said not in ("", known):
            parts.append(QCoreApplication.translate("Result", "RealMe: “{message}”").format(message=said))
    elif order.http_status is not None:
        parts.append(f"HTTP {order.http_status}")
    line = Words("  ·  ".join(parts), box, tone=tone, size="small")
    line.setObjectName("call_status")
    row.addWidget(line, 1)
    return box


def call_words(order: Order) -> tuple[str, str, str]:
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
