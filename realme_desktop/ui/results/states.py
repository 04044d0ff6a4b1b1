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


def state_block(order: Order) -> StateWords:
    """The block in the place of a verdict while there is none, or never will be one."""
    return StateWords(state_sign(order.state), state_tone(order.state), _title(order), _lines(order))


def remark(order: Order) -> StateWords | None:
    """What has to be said beside a verdict: it is not confirmed yet, or RealMe said otherwise before."""
    problem = PROBLEMS.get(order.problem) if order.problem else None
    if order.state is not OrderState.ANSWERED or order.verdict is None or problem is None:
        return None
    waiting = order.problem == "notified_unconfirmed"
    lines = (say(problem.words), say(problem.what_now))
    return StateWords("…" if waiting else "!", "pending" if waiting else "warning", lines[0], lines)


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


def _lines(order: Order) -> tuple[str, ...]:
    lines = list(_general(order))
    problem = PROBLEMS.get(order.problem) if order.problem else None
    if problem is not None:
        lines = [say(problem.words), say(problem.sent), say(problem.what_now)]
        if order.state is OrderState.PENDING:
            lines = [*_general(order), say(problem.words)]
    elif order.problem:
        lines.append(
            QCoreApplication.translate("OrderStates", "Noted cause: {cause}").format(cause=order.problem)
        )
    return tuple(lines)


def _general(order: Order) -> tuple[str, ...]:
    """The words when no problem is noted with the order."""
    state = order.state
    if state is OrderState.PENDING:
        return (
            QCoreApplication.translate(
                "OrderStates",
                "RealMe took the order and is still working on it. The result appears here by itself.",
            ),
        )
    if state is OrderState.UNCLEAR:
        return (
            QCoreApplication.translate(
                "OrderStates",
                "No readable reply came. RealMe may have received the order, and then it may be charged.",
            ),
            QCoreApplication.translate("OrderStates", "It is being asked for by its order number."),
            QCoreApplication.translate("OrderStates", "Nothing will be sent twice."),
        )
    if state is OrderState.REJECTED:
        return (
            QCoreApplication.translate(
                "OrderStates", "RealMe did not take this call. It says nothing about the person."
            ),
            QCoreApplication.translate(
                "OrderStates", "Correct what the return code names, then make a new order with these values."
            ),
        )
    if state is OrderState.EXPIRED:
        return (
            QCoreApplication.translate(
                "OrderStates",
                "The result did not come in the time allowed. The order was sent and may have been charged.",
            ),
            QCoreApplication.translate("OrderStates", "Ask now, or contact RealMe with the order number."),
        )
    if state is OrderState.ABANDONED:
        return (
            QCoreApplication.translate(
                "OrderStates",
                "The operator stopped waiting. If the order was sent, it may have been charged.",
            ),
            QCoreApplication.translate("OrderStates", "Its result can still be asked for."),
        )
    if state is OrderState.ANSWERED:
        return (QCoreApplication.translate("OrderStates", "Read the answer below and judge for yourself."),)
    return ()
