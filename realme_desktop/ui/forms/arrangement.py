"""Which fields stand in front, and which are folded away. Pure: reads the catalog, knows no widget."""

from __future__ import annotations

from realme_desktop.catalog.model import Field, Role, Service

from .registry import FILE_KINDS

__all__ = ["arrange"]

# Optional or not, these are why somebody opens the form; and the account type tells what the card number is.
_SUBJECT = frozenset({Role.FULL_NAME, Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD, Role.ACCOUNT_TYPE})


def arrange(service: Service) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields in front and those folded away, each in the catalog's order; what the program fills by
    itself comes last of all.

    In front is what is required, what tells who is checked, every picture, and what a rule or a variant
    depends on. A rule that only advises does not bring a field to the front.
    """
    ruled: set[str] = set()
    for rule in service.rules:
        if getattr(rule, "advisory", False):
            continue
        ruled.update(name for group in rule.fields for name in group)
        if rule.when is not None:
            ruled.add(rule.when[0])
    ruled.update(field.variant.by for field in service.fields if field.variant is not None)

    def in_front(field: Field) -> bool:
        if field.generated:
            return False
        return field.required or field.role in _SUBJECT or field.kind in FILE_KINDS or field.name in ruled

    front = tuple(field for field in service.fields if in_front(field))
    rest = [field for field in service.fields if not in_front(field)]
    rest.sort(key=lambda field: field.generated)
    return front, tuple(rest)
