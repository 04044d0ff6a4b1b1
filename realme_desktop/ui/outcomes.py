"""What became of an order, and why none came of a submission, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from realme_desktop.catalog import registry
from realme_desktop.catalog.text import Text
from realme_desktop.records.model import Order, OrderState

from .language import language, say

if TYPE_CHECKING:
    from realme_desktop.config.problems import ConfigProblem

__all__ = [
    "MisconfiguredEnvironment",
    "NotOpened",
    "OtherEnvironment",
    "Refused",
    "in_a_row",
    "outcome_words",
    "problem_words",
]


def in_a_row(sentences: Iterable[Text]) -> str:
    """One after the other, as the language has it: Chinese writes no space between."""
    return ("" if language() == "zh" else " ").join(map(say, sentences))


def problem_words(problem: ConfigProblem) -> str:
    """What is wrong with a file of settings, and where."""
    return ": ".join(part for part in (problem.place, say(problem.words)) if part)


def outcome_words(order: Order) -> str:
    """The state of an order as the status line tells it. Names nobody."""
    service = say(registry.by_segment(order.segment).title)
    translate = QCoreApplication.translate
    if order.state is OrderState.ANSWERED:
        from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS

        if order.verdict is None:
            return translate("Outcomes", "{service}: the result is here.").format(service=service)
        verdict = f"{VERDICT_SIGNS[order.verdict]} {say(VERDICT_WORDS[order.verdict])}"
        return translate("Outcomes", "{service}: {verdict}").format(service=service, verdict=verdict)
    words = {
        OrderState.PENDING: translate(
            "Outcomes", "{service}: sent. The result is awaited and will be asked for."
        ),
        OrderState.UNCLEAR: translate(
            "Outcomes",
            "{service}: it is not clear whether RealMe has the order. It is asked for, never sent again.",
        ),
        OrderState.REJECTED: translate(
            "Outcomes", "{service}: there will be no result. The result pane says why."
        ),
        OrderState.EXPIRED: translate("Outcomes", "{service}: no result came in time. It needs attention."),
        OrderState.ABANDONED: translate("Outcomes", "{service}: the order was given up."),
    }.get(order.state) or translate("Outcomes", "{service}: the order is on its way.")
    return words.format(service=service)


class Refused(Exception):
    """Nothing was sent, for a reason of the console's own; `words` tells it."""

    words: Text


class OtherEnvironment(Refused):
    """The environment changed between the press and the sending."""

    words = Text(
        "提交后环境已切换，订单没有发送，不会计费。请确认当前环境后再提交。",
        "The environment was changed after the submission. Nothing was sent, so nothing is charged. Look at "
        "the environment and submit again.",
    )


class MisconfiguredEnvironment(Refused):
    """A file says something about the environment that can't be."""

    def __init__(self, title: Text, problem: Text) -> None:
        super().__init__(problem.en)
        self.words = Text(
            "环境“{title}”的设置有误：{problem}在改正之前不会向它发送任何请求。",
            "The settings of the environment “{title}” are not in order: {problem} Until they are corrected "
            "nothing is sent to it.",
        ).format(title=title, problem=problem)


class NotOpened(Refused):
    """The records of the environment could not be opened."""

    def __init__(self, reason: BaseException) -> None:
        super().__init__(str(reason))
        told = getattr(reason, "words", None)
        why = (
            told if isinstance(told, Text) else Text("订单记录没能打开。", "The records could not be opened.")
        )
        self.words = Text(
            f"{why.zh}订单没有发送，不会计费。", f"{why.en} Nothing was sent, so nothing is charged."
        )
