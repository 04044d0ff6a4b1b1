"""Values of an answer put to use in another service's form, found by what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Field, Role, Service, Verdict, VerdictBasis
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.forms.recognised import takers
from realme_desktop.ui.language import say

__all__ = ["services_for", "usable", "use_menu"]

# What may go from one check into another. What only describes (an issuer, a validity) has no field anywhere.
_TRANSFERABLE = (Role.FULL_NAME, Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD, Role.TASK_ID)


def usable(service: Service, order: Order) -> dict[Role, str]:
    """The values of an answer that was read from a picture (or gave facts) and that other forms can take."""
    if (
        order.state is not OrderState.ANSWERED
        or order.verdict is not Verdict.DATA  # what has to be looked at first is not handed on
        or service.basis is not VerdictBasis.DATA
    ):
        return {}
    found: dict[Role, str] = {}
    for field in service.returns:
        value = order.values.get(field.name)
        if field.role in _TRANSFERABLE and isinstance(value, str) and value.strip():
            found.setdefault(field.role, value.strip())
    return found


def services_for(roles: Iterable[Role], but: str = "") -> tuple[tuple[Service, tuple[Field, ...]], ...]:
    """The services whose forms take at least one of these values, those that take most of them, and
    need least beside, first."""
    wanted = frozenset(roles)
    found = [
        (service, fields)
        for service in registry.SERVICES
        if service.segment != but and (fields := takers(service, wanted))
    ]

    def rank(entry: tuple[Service, tuple[Field, ...]]) -> tuple[int, int, int, int]:
        service, fields = entry
        missing = sum(
            field.required and not field.generated and not field.default and field not in fields
            for field in service.fields
        )
        demanded = sum(field.required for field in fields)
        return -len({field.role for field in fields}), -demanded, missing, service.number

    return tuple(sorted(found, key=rank))


def use_menu(
    values: Mapping[Role, str], but: str, chosen: Callable[[str], None], parent: QWidget
) -> QMenu | None:
    """The chooser of a service; None where no form takes any of the values."""
    services = services_for(values, but)
    if not services:
        return None
    menu = QMenu(parent)
    menu.setObjectName("use.menu")
    menu.setToolTipsVisible(True)
    joint = QCoreApplication.translate("UseMenu", ", ")
    for service, fields in services:
        labels = joint.join(dict.fromkeys(say(field.label) for field in fields))
        words = QCoreApplication.translate("UseMenu", "{number} {service}:  {fields}")
        action = menu.addAction(
            words.format(number=service.number, service=say(service.title), fields=labels).replace("&", "&&")
        )
        action.setObjectName(f"use.{service.segment}")
        action.triggered.connect(lambda _=False, segment=service.segment: chosen(segment))
    return menu
