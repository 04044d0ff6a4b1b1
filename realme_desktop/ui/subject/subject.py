"""Who a check is about, by what the fields mean and not by what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from realme_desktop.catalog import registry
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Role, Sensitivity

if TYPE_CHECKING:
    from realme_desktop.orders.model import PictureSource
    from realme_desktop.records.model import Order

__all__ = ["NOBODY", "PICTURE_ROLES", "SENSITIVITY", "TEXT_ROLES", "Subject", "subject_of"]

TEXT_ROLES = (Role.FULL_NAME, Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD)
PICTURE_ROLES = (
    Role.FACE_PICTURE,
    Role.ID_FRONT_PICTURE,
    Role.ID_BACK_PICTURE,
    Role.ID_PICTURE,
    Role.CARD_PICTURE,
)
SENSITIVITY = {role: Sensitivity.IDENTIFIER for role in TEXT_ROLES} | {Role.FULL_NAME: Sensitivity.PERSONAL}


@dataclass(frozen=True, slots=True)
class Subject:
    """Canonical texts and pictures by role. Nobody, if there is no text: a picture alone names no person."""

    values: Mapping[Role, str] = field(default_factory=dict, repr=False)
    pictures: Mapping[Role, PictureSource] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.values)

    def text(self, role: Role) -> str:
        return self.values.get(role, "")

    def masked(self, role: Role) -> str:
        return mask(self.text(role), SENSITIVITY[role], role)

    def is_same_person(self, other: Subject) -> bool:
        """Whether both tell of one person, as far as can be seen. The ID number decides where both have one;
        else they have something in common and nothing that differs."""
        mine, theirs = self.text(Role.ID_NUMBER), other.text(Role.ID_NUMBER)
        if mine and theirs:
            return mine == theirs
        both = [(self.text(role), other.text(role)) for role in TEXT_ROLES]
        both = [(here, there) for here, there in both if here and there]
        return bool(both) and all(here == there for here, there in both)

    def joined(self, other: Subject) -> Subject:
        """With what `other` knows besides, which also goes before."""
        return Subject({**self.values, **other.values}, {**self.pictures, **other.pictures})

    def with_text(self, role: Role, text: str) -> Subject:
        values = {known: value for known, value in self.values.items() if known is not role}
        return Subject({**values, role: text} if text else values, self.pictures)


NOBODY = Subject()


def subject_of(order: Order) -> Subject:
    """Whom an order was about; its pictures are the records' to give."""
    try:
        service = registry.by_segment(order.segment)
    except KeyError:
        return NOBODY
    found: dict[Role, str] = {}
    for one in service.fields:
        text = order.params.get(one.name, "").strip()
        if one.role in TEXT_ROLES and text:
            found.setdefault(one.role, text)
    return Subject(found)
