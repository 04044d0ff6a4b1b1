"""What each state of an order means to the operator: what happened, was it sent or charged, what now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from realme_desktop.orders.problems import PROBLEMS
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.language import say

from .words import state_sign, state_tone

__all__ = ["StateWords", "remark", "state_block"]


@dataclass(frozen=True, slots=True)
class StateWords:
    sign: str
    tone: str
    title: str
    lines: tuple[str, ...]
    now: str = ""  # what to do, for the next steps


def state_block(order: Order) -> StateWords:
    """The block in the place of a verdict while there is none, or never will be one."""
    lines, now = _lines(order)
    return StateWords(state_sign(order.state), state_tone(order.state), _title(order), lines, now)


def remark(order: Order) -> StateWords | None:
    """What has to be said beside a verdict: it is not confirmed yet, or RealMe said otherwise before."""
    problem = PROBLEMS.get(order.problem) if order.problem else None
    if order.state is not OrderState.ANSWERED or order.verdict is None or problem is None:
        return None
    waiting = order.problem == "notified_unconfirmed"
    lines = (say(problem.words),)
    tone = "pending" if waiting else "warning"
    return StateWords("…" if waiting else "!", tone, lines[0], lines, say(problem.what_now))


def _title(order: Order) -> str:
    state = order.state
    if state is OrderState.PENDING:
        return QCoreApplication.translate("OrderStates", "Waiting for the result")
    if state is OrderState.UNCLEAR:
        return QCoreApplication.translate("OrderStates", "Unclear whether RealMe has this order")
    if state is OrderState.REJECTED:
        if order.sent_at is None or (order.problem or "").startswith("not_sent"):
            return QCoreApplication.translate("OrderStates", "Not sent")
        return QCoreApplication.translate("OrderStates", "Not carried out, no result")
    if state is OrderState.EXPIRED:
        return QCoreApplication.translate("OrderStates", "No result so far, needs attention")
    if state is OrderState.ABANDONED:
        if order.problem == "withdrawn":
            return QCoreApplication.translate("OrderStates", "Withdrawn before it was sent")
        return QCoreApplication.translate("OrderStates", "No longer waited for")
    if state is OrderState.ANSWERED:
        return QCoreApplication.translate("OrderStates", "Answered without a verdict")
    return QCoreApplication.translate("OrderStates", "On its way")


def _lines(order: Order) -> tuple[tuple[str, ...], str]:
    """What happened and what it means for the bill; and what to do now."""
    lines, now = _general(order)
    problem = PROBLEMS.get(order.problem) if order.problem else None
    if problem is not None:
        now = say(problem.what_now)
        if order.state is OrderState.PENDING:
            return (*lines, say(problem.words)), now
        return (say(problem.words), say(problem.sent)), now
    if order.problem:
        cause = QCoreApplication.translate("OrderStates", "Noted cause: {cause}").format(cause=order.problem)
        return (*lines, cause), now
    return lines, now


def _general(order: Order) -> tuple[tuple[str, ...], str]:
    """The words when no problem is noted with the order."""
    translate = QCoreApplication.translate
    state = order.state
    if state is OrderState.PENDING:
        line = translate("OrderStates", "RealMe took the order and is still working on it.")
        now = translate(
            "OrderStates", "The result appears here by itself. You can go on with other orders meanwhile."
        )
        return (line,), now
    if state is OrderState.UNCLEAR:
        lines = (
            translate(
                "OrderStates",
                "No readable reply came. RealMe may have received the order, and then it may be charged.",
            ),
            translate("OrderStates", "Nothing will be sent twice."),
        )
        return lines, translate("OrderStates", "It is being asked for by its order number.")
    if state is OrderState.REJECTED:
        line = translate("OrderStates", "RealMe did not take this call. It says nothing about the person.")
        now = translate(
            "OrderStates", "Correct what the return code names, then make a new order with these values."
        )
        return (line,), now
    if state is OrderState.EXPIRED:
        line = translate(
            "OrderStates",
            "The result did not come in the time allowed. The order was sent and may have been charged.",
        )
        return (line,), translate("OrderStates", "Ask now, or contact RealMe with the order number.")
    if state is OrderState.ABANDONED:
        line = translate(
            "OrderStates", "The operator stopped waiting. If the order was sent, it may have been charged."
        )
        return (line,), translate("OrderStates", "Its result can still be asked for.")
    if state is OrderState.ANSWERED:
        return (), translate("OrderStates", "Read the answer below and judge for yourself.")
    return (), ""
