"""What the deployer's policy asks of an order before anything of it is written or sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Role, Service
from realme_desktop.catalog.text import Text
from realme_desktop.config.policy import PURPOSE
from realme_desktop.records.model import HistoryQuery

from .refusals import NOT_ADMITTED, POLICY_BROKEN, SubmissionRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from realme_desktop.config.environment import Environment
    from realme_desktop.config.policy import Policy
    from realme_desktop.config.settings import Settings
    from realme_desktop.records.model import Order

    from .model import Draft

__all__ = ["admit", "admit_export", "connection_refused", "demands", "sees", "within"]


def admit(segment: str, environment: Environment, policy: Policy) -> None:
    """Whether orders of this service may be sent at all. Raises `SubmissionRefused`."""
    if words := connection_refused(environment, policy):
        raise SubmissionRefused(words)
    if policy.hides(segment):
        raise SubmissionRefused(NOT_ADMITTED)


def connection_refused(environment: Environment, policy: Policy) -> Text | None:
    """Why not even a test query may go there; None if it may."""
    allowed = policy.allowed_environments
    if environment.real and not policy.trusted:
        return POLICY_BROKEN.format(words=policy.problems[0].words)
    return NOT_ADMITTED if allowed is not None and environment.key not in allowed else None


def demands(draft: Draft, service: Service, environment: Environment, policy: Policy) -> Iterator[Finding]:
    """What the policy misses in an order, as errors of the form."""
    if policy.needs_consent(service, environment.kind):
        for field in service.fields:
            if field.role is Role.AUTHORIZATION and not draft.values.get(field.name, "").strip():
                yield _error(field.name, _NO_CONSENT.format(field=field.label), "consent")
    if not draft.purpose:
        if policy.needs_purpose:
            yield _error(PURPOSE, _NO_PURPOSE, "purpose")
    elif draft.purpose not in policy.purposes:
        choices = "、".join(policy.purposes) or "—"
        yield _error(PURPOSE, _OTHER_PURPOSE.format(choices=choices), "purpose")
    decided = environment.threshold_for(service.segment)
    if draft.threshold not in (None, decided) and policy.fixes_threshold(environment, service.segment):
        yield _error(None, _FIXED_THRESHOLD.format(threshold=f"{decided:g}"), "threshold")


def within(query: HistoryQuery, policy: Policy) -> HistoryQuery:
    """The query as far as it concerns services whose orders the operator is to see."""
    if policy.sees_everything:
        return query
    segments = query.segments & policy.readable if query.segments else policy.readable
    return replace(query, segments=segments or frozenset({_NO_SERVICE}))


def sees(order: Order, policy: Policy) -> bool:
    """Whether the operator is to see this order at all, by whatever way it is come to."""
    if policy.sees_everything or order.segment in policy.readable:
        return True
    # A policy with a mistake in it hides what concerns real people, and the sandbox goes on.
    return not (policy.trusted or order.real or policy.hides(order.segment))


def admit_export(settings: Settings, *, masked: bool) -> None:
    """Whether a file of orders may be written. Raises `ExportRefused`."""
    from realme_desktop.records.export.problems import ExportRefused, Refusal

    full = bool(settings.get("reveal.allowed"))
    if not settings.get("export.allowed") or not (masked or full):
        raise ExportRefused(Refusal.POLICY)


_NO_SERVICE = "-"  # no segment is called that


def _error(field: str | None, words: Text, code: str) -> Finding:
    return Finding(field=field, strength=Strength.ERROR, message=words, code=code)


_NO_CONSENT = Text(
    "{field}必填：按管理员的规定，没有用户授权标识的订单不发送。",
    "{field} is needed: by your administrator's rules an order without the user's authorization is not sent.",
)
_NO_PURPOSE = Text(
    "请选择用途：按管理员的规定，没有用途的订单不发送。",
    "Choose a purpose: by your administrator's rules an order without one is not sent.",
)
_OTHER_PURPOSE = Text(
    "用途只能从管理员给出的列表中选择：{choices}。",
    "The purpose must be one of your administrator's list: {choices}.",
)
_FIXED_THRESHOLD = Text(
    "阈值由部署策略规定为 {threshold}，不能为单笔订单另设。",
    "The policy of this computer sets the threshold to {threshold}; no other can be set for an order.",
)
