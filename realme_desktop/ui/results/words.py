"""Words about an order, for every pane that shows one: its state, its verdict, its subject, its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from realme_desktop.catalog import registry, verdicts
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Role, Sensitivity, Service, Verdict
from realme_desktop.config.environment import PRESETS, EnvironmentKind
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.environment_kinds import kind_of
from realme_desktop.ui.language import say

__all__ = [
    "IN_PROGRESS",
    "askable",
    "disagree",
    "environment_kind",
    "environment_words",
    "not_real_words",
    "service_of",
    "service_words",
    "state_sign",
    "state_tone",
    "state_words",
    "subject_words",
    "verdict_words",
]

IN_PROGRESS = frozenset({OrderState.DRAFTED, OrderState.QUEUED, OrderState.SENDING})
_ASKABLE = frozenset({OrderState.PENDING, OrderState.UNCLEAR, OrderState.EXPIRED, OrderState.ABANDONED})

_SIGNS = {
    OrderState.DRAFTED: "…",
    OrderState.QUEUED: "…",
    OrderState.SENDING: "…",
    OrderState.PENDING: "…",
    OrderState.UNCLEAR: "?",
    OrderState.ANSWERED: "●",
    OrderState.REJECTED: "×",
    OrderState.EXPIRED: "!",
    OrderState.ABANDONED: "–",
}
_TONES = {
    OrderState.UNCLEAR: "warning",
    OrderState.REJECTED: "error",
    OrderState.EXPIRED: "warning",
    OrderState.ABANDONED: "muted",
    OrderState.ANSWERED: "muted",
}


def askable(order: Order) -> bool:
    """Whether RealMe can be asked for the result: the order may have been sent and has none, or one that is
    yet to be confirmed."""
    if order.state is OrderState.ANSWERED:
        return order.problem in ("notified_unconfirmed", "notified_disputed")
    return order.state in _ASKABLE and order.problem != "withdrawn"


def service_of(segment: str) -> Service | None:
    """The catalog's entry, None for a service that this version doesn't know (an older or newer history)."""
    try:
        return registry.by_segment(segment)
    except KeyError:
        return None


def service_words(segment: str) -> str:
    service = service_of(segment)
    return segment if service is None else say(service.title)


def state_words(state: OrderState) -> str:
    """One or two words for a list."""
    if state is OrderState.DRAFTED:
        return QCoreApplication.translate("OrderWords", "Preparing")
    if state is OrderState.QUEUED:
        return QCoreApplication.translate("OrderWords", "Saved, not sent")
    if state is OrderState.SENDING:
        return QCoreApplication.translate("OrderWords", "Being sent")
    if state is OrderState.PENDING:
        return QCoreApplication.translate("OrderWords", "Result awaited")
    if state is OrderState.UNCLEAR:
        return QCoreApplication.translate("OrderWords", "Unclear")
    if state is OrderState.ANSWERED:
        return QCoreApplication.translate("OrderWords", "Answered")
    if state is OrderState.REJECTED:
        return QCoreApplication.translate("OrderWords", "Not carried out")
    if state is OrderState.EXPIRED:
        return QCoreApplication.translate("OrderWords", "Needs attention")
    return QCoreApplication.translate("OrderWords", "Stopped waiting")


def state_sign(state: OrderState) -> str:
    return _SIGNS[state]


def state_tone(state: OrderState) -> str:
    """The name of the theme colour of a state. An answer is quiet: its colour is the verdict's."""
    return _TONES.get(state, "pending")


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """Sign and word: neither colour nor sign ever stands alone."""
    return verdicts.VERDICT_SIGNS[verdict], say(verdicts.VERDICT_WORDS[verdict])


def disagree(order: Order) -> bool:
    """The operator's verdict by the threshold differs from RealMe's. Facts without judgement can't differ."""
    return (
        order.own_verdict is not None
        and order.verdict not in (None, Verdict.DATA)
        and order.own_verdict is not order.verdict
    )


def subject_words(order: Order) -> str:
    """Whom or what the order is about, masked: name and number. Empty when it holds neither."""
    name = mask(order.subject_name or "", Sensitivity.PERSONAL, Role.FULL_NAME)
    number = mask(order.subject_number or "", Sensitivity.IDENTIFIER, _number_role(order.subject_number))
    return "  ".join(part for part in (name, number) if part)


def _number_role(number: str | None) -> Role:
    """Only the number is kept for lists, not what it is: its length tells enough to mask it rightly."""
    if number and len(number) == 11 and number.startswith("1"):
        return Role.MOBILE
    if number and len(number) >= 16 and number.isdigit() and len(number) != 18:
        return Role.BANK_CARD
    return Role.ID_NUMBER


def not_real_words() -> str:
    return QCoreApplication.translate("OrderWords", "Sandbox: not a real result")


def environment_kind(order: Order) -> EnvironmentKind | None:
    """What the order's environment is; None for one that is known no more."""
    preset = PRESETS.get(order.environment)
    return preset.kind if preset is not None else kind_of(order.environment)


def environment_words(order: Order) -> str:
    """The environment's own title where it is one of ours, else its key as the operator named it."""
    preset = PRESETS.get(order.environment)
    return order.environment if preset is None else say(preset.title)
