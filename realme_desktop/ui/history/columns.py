"""The columns of the history and what each cell says. Masked: lists never show a person in full."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Order, OrderState, SortColumn
from realme_desktop.ui.language import say
from realme_desktop.ui.results.words import (
    environment_words,
    service_words,
    state_sign,
    state_tone,
    state_words,
    subject_words,
    verdict_words,
)
from realme_desktop.ui.theme import verdict_colour
from realme_desktop.ui.widgets.moments import clock_time, moment
from realme_desktop.ui.widgets.scale import number_words

__all__ = [
    "HIDDEN_AT_FIRST",
    "SORTED_BY",
    "Column",
    "cell_sort",
    "cell_text",
    "cell_tone",
    "column_hint",
    "column_words",
    "samples",
    "score_words",
]

_SAMPLE = Order(
    order_id="", order_date="", segment="", environment="sandbox", real=False, operator="",
    state=OrderState.DRAFTED, created_at=0, updated_at=0,
)  # fmt: skip


class Column(IntEnum):
    """The names are kept in the operator's file of columns."""

    TIME = 0
    SERVICE = 1
    SUBJECT = 2
    VERDICT = 3
    SCORE = 4
    STATE = 5
    REMARKS = 6
    ORIGIN = 7
    OPERATOR = 8
    ANSWERED = 9
    ORDER_ID = 10
    SEQ_ID = 11
    PURPOSE = 12


HIDDEN_AT_FIRST = frozenset({Column.OPERATOR, Column.ANSWERED, Column.SEQ_ID, Column.PURPOSE})

SORTED_BY = {
    Column.TIME: SortColumn.CREATED,
    Column.SERVICE: SortColumn.SEGMENT,
    Column.SUBJECT: SortColumn.SUBJECT,
    Column.VERDICT: SortColumn.VERDICT,
    Column.SCORE: SortColumn.SCORE,
    Column.STATE: SortColumn.STATE,
    Column.ORIGIN: SortColumn.ENVIRONMENT,
    Column.OPERATOR: SortColumn.OPERATOR,
    Column.ANSWERED: SortColumn.ANSWERED,
    Column.ORDER_ID: SortColumn.ORDER_ID,
    Column.SEQ_ID: SortColumn.SEQ_ID,
}
"""Remarks and purposes have no sequence of their own."""


def column_words(column: Column) -> str:
    if column is Column.TIME:
        return QCoreApplication.translate("History", "Time")
    if column is Column.SERVICE:
        return QCoreApplication.translate("History", "Service")
    if column is Column.SUBJECT:
        return QCoreApplication.translate("History", "Subject")
    if column is Column.VERDICT:
        return QCoreApplication.translate("History", "Verdict")
    if column is Column.SCORE:
        return QCoreApplication.translate("History", "Score")
    if column is Column.STATE:
        return QCoreApplication.translate("History", "State")
    if column is Column.REMARKS:
        return QCoreApplication.translate("History", "Tags")
    if column is Column.ORIGIN:
        return QCoreApplication.translate("History", "Environment")
    if column is Column.OPERATOR:
        return QCoreApplication.translate("History", "Operator")
    if column is Column.ANSWERED:
        return QCoreApplication.translate("History", "Answered at")
    if column is Column.ORDER_ID:
        return QCoreApplication.translate("History", "Order number")
    if column is Column.PURPOSE:
        return QCoreApplication.translate("History", "Purpose")
    return QCoreApplication.translate("History", "seq_id")


def column_hint(column: Column) -> str:
    """What a click on the heading does."""
    if column is Column.PURPOSE:
        return QCoreApplication.translate("History", "What the order was for. Not sorted by.")
    if column not in SORTED_BY:
        return QCoreApplication.translate("History", "✎ note, ⚑ legal hold, tags. Not sorted by.")
    return QCoreApplication.translate("History", "Sort by {column}").format(column=column_words(column))


def score_words(order: Order) -> str:
    """`≥ 72.5` or `< 45` against the threshold, the bare number without one; empty, never 0, for no score."""
    number = number_words(order.score)
    if not number or order.score is None:
        return ""
    if order.threshold is None:
        return number
    return f"{'≥' if order.score >= order.threshold else '<'} {number}"


def _origin(order: Order) -> str:
    place = environment_words(order)
    if order.real:
        return place
    return QCoreApplication.translate("History", "◇ Not real · {environment}").format(environment=place)


def _remarks(order: Order, *, full: bool) -> str:
    """Tags, and signs for a note and a legal hold. A note is free text about a person: it is read where the
    order is, not in a list."""
    signs = []
    if order.hold:
        signs.append(QCoreApplication.translate("History", "⚑ legal hold") if full else "⚑")
    if order.note:
        signs.append(QCoreApplication.translate("History", "✎ has a note") if full else "✎")
    return " ".join([*signs, " · ".join(order.tags)]).strip()


def cell_text(order: Order, column: Column, now: float, *, full: bool = False) -> str:
    """What stands in a cell; with `full` the time is complete (tooltip, copying)."""
    if column is Column.TIME:
        return moment(order.created_at) if full else clock_time(order.created_at, now)
    if column is Column.SERVICE:
        return service_words(order.segment)
    if column is Column.SUBJECT:
        return subject_words(order)
    if column is Column.VERDICT:
        return " ".join(verdict_words(order.verdict)) if order.verdict is not None else "—"
    if column is Column.SCORE:
        return score_words(order)
    if column is Column.STATE:
        words = f"{state_sign(order.state)} {state_words(order.state)}"
        return f"{words} · {order.return_code}" if order.return_code else words
    if column is Column.REMARKS:
        return _remarks(order, full=full)
    if column is Column.ORIGIN:
        return _origin(order)
    if column is Column.OPERATOR:
        return order.operator
    if column is Column.ANSWERED:
        return moment(order.answered_at) if full else clock_time(order.answered_at, now)
    if column is Column.PURPOSE:
        return order.purpose or ""
    return order.order_id if column is Column.ORDER_ID else order.seq_id or ""


def cell_tone(order: Order, column: Column) -> str | None:
    """The name of the theme colour of a cell; None for the colour of text."""
    if column is Column.VERDICT:
        return verdict_colour(order.verdict) if order.verdict is not None else "muted"
    if column is Column.SCORE and order.score is not None:
        if order.threshold is None:
            return verdict_colour(Verdict.DATA)
        return verdict_colour(Verdict.MATCH if order.score >= order.threshold else Verdict.MISMATCH)
    if column is Column.STATE:
        return None if order.state is OrderState.ANSWERED else state_tone(order.state)
    if column is Column.ORIGIN:
        return "muted" if order.real else "sandbox"
    if column in (
        Column.TIME,
        Column.ANSWERED,
        Column.OPERATOR,
        Column.ORDER_ID,
        Column.SEQ_ID,
        Column.PURPOSE,
    ):
        return "muted"
    return None


def cell_sort(order: Order, column: Column) -> object:
    """A value that sorts as a person expects: times by time, a missing score below every score."""
    if column is Column.TIME:
        return order.created_at
    if column is Column.ANSWERED:
        return order.answered_at or 0
    if column is Column.SCORE:
        return -1.0 if order.score is None else order.score
    if column is Column.VERDICT:
        return order.verdict.value if order.verdict is not None else ""
    if column is Column.STATE:
        return list(OrderState).index(order.state)
    return cell_text(order, column, 0.0)


def samples(metrics: QFontMetrics) -> dict[int, str]:
    """What usually stands in each column, at its widest, in the language of the console."""
    words = [" ".join(verdict_words(verdict)) + " " for verdict in Verdict]
    states = [f"● {state_words(state)} · 10400" for state in (OrderState.ANSWERED, OrderState.PENDING)]
    titles = [say(service.title)[:26] for service in registry.SERVICES]
    return {
        Column.TIME: "00-00 00:00 ",
        Column.SERVICE: max(titles, key=metrics.horizontalAdvance),
        Column.SUBJECT: "张**  310***********1234",
        Column.VERDICT: max(words, key=metrics.horizontalAdvance) + "  ",
        Column.SCORE: "≥ 100.00",
        Column.STATE: max(states, key=metrics.horizontalAdvance),
        Column.REMARKS: "⚑ ✎ VIP",
        Column.ORIGIN: cell_text(_SAMPLE, Column.ORIGIN, 0.0),
        Column.OPERATOR: "王柜员 00",
        Column.ANSWERED: "00-00 00:00 ",
        Column.ORDER_ID: "0" * 26,
        Column.SEQ_ID: "0" * 20,
        Column.PURPOSE: "贷款审批 00",
    }
