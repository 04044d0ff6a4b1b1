"""The columns of the history and what each cell says. Masked: lists never show a person in full."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import Order, OrderState
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

__all__ = ["Column", "cell_sort", "cell_text", "cell_tone", "column_words", "score_words"]


class Column(IntEnum):
    TIME = 0
    SERVICE = 1
    SUBJECT = 2
    VERDICT = 3
    SCORE = 4
    STATE = 5
    ORIGIN = 6
    ORDER_ID = 7


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
    if column is Column.ORIGIN:
        return QCoreApplication.translate("History", "Environment")
    return QCoreApplication.translate("History", "Order number")


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
    if column is Column.ORIGIN:
        return _origin(order)
    return order.order_id


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
    if column in (Column.TIME, Column.ORDER_ID):
        return "muted"
    return None


def cell_sort(order: Order, column: Column) -> object:
    """A value that sorts as a person expects: times by time, a missing score below every score."""
    if column is Column.TIME:
        return order.created_at
    if column is Column.SCORE:
        return -1.0 if order.score is None else order.score
    if column is Column.VERDICT:
        return order.verdict.value if order.verdict is not None else ""
    if column is Column.STATE:
        return list(OrderState).index(order.state)
    return cell_text(order, column, 0.0)
