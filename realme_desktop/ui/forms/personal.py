"""What a form holds of the person in hand: lent to it by role, given back, told apart from what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Field, Role, Service
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.validate import effective_kind

from .fields import FormFields
from .recognised import Recognised
from .registry import FILE_KINDS

if TYPE_CHECKING:
    from realme_desktop.ui.widgets.file_picker import Source

__all__ = ["OTHER_PERSON", "PersonFields", "is_personal"]

OTHER_PERSON = "other_person"  # the code of its finding
_WHO = frozenset({Role.FULL_NAME, Role.ID_NUMBER})

_MESSAGE = Text(
    "与当前人员不同，而表单中还有取自该人员的内容。请核对是否同一人；换人请先用“下一位”。",
    "This differs from the person in hand, yet other fields were filled from that person. Compare whether it "
    "is one person; for another one use “Next person” first.",
)


def is_personal(field: Field) -> bool:
    """Whether a value is about the person and goes with that person; everything else is a setting."""
    return field.sensitivity.masked or field.kind in FILE_KINDS or field.role is Role.TASK_ID


class PersonFields(QObject):
    """A part of one form. `filled(wire names)` after `lend` has put something in or taken it out."""

    filled = Signal(object)

    def __init__(self, service: Service, fields: FormFields, recognised: Recognised, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._fields = fields
        self._recognised = recognised
        self._lent: dict[str, str | Source] = {}
        self._whose: Mapping[Role, str] = {}
        self._owned: set[str] = set()  # of what is lent: what was typed here

    def _first(self, role: Role, *, picture: bool = False) -> Field | None:
        for field in self._service.fields:
            if field.role is role and not field.generated and (field.kind in FILE_KINDS) is picture:
                return field
        return None

    def values(self, roles: Sequence[Role]) -> dict[Role, str]:
        """What stands in the form, in its canonical form, without what is not confirmed yet."""
        found: dict[Role, str] = {}
        for role in roles:
            field = self._first(role)
            if field is not None and field.name not in self._recognised.names:
                text = KINDS[field.kind].parse(self._fields.text(field.name))
                if text:
                    found[role] = text
        return found

    def pictures(self, roles: Sequence[Role]) -> dict[Role, Source]:
        sources = self._fields.sources()
        found: dict[Role, Source] = {}
        for role in roles:
            field = self._picture_field(role)
            if field is not None and field.name in sources:
                found[role] = sources[field.name]
        return found

    def _picture_field(self, role: Role) -> Field | None:
        """Where the field takes a picture at the moment."""
        field = self._first(role, picture=True)
        if field is None or effective_kind(field, self._fields.texts()) != "picture":
            return None
        return field

    def lend(
        self, values: Mapping[Role, str], pictures: Mapping[Role, Source], roles: Sequence[Role]
    ) -> tuple[str, ...]:
        """Fill what is empty or was lent before, never what somebody typed; returns the wire names filled."""
        self._whose = dict(values)
        changed: list[str] = []
        for role in roles:
            field = self._first(role)
            if field is not None and self._lend_text(field, values.get(role, "")):
                changed.append(field.name)
        for role in roles:
            field = self._picture_field(role)
            if field is not None and self._lend_picture(field, pictures.get(role)):
                changed.append(field.name)
        if changed:
            self.filled.emit(tuple(changed))
        held = self._fields.sources()
        return tuple(name for name in changed if name in held or self._fields.texts().get(name))

    def _lend_text(self, field: Field, wanted: str) -> bool:
        name, here, default = field.name, self._fields.text(field.name).strip(), self._fields.default(field)
        ours = name in self._lent and here == self._lent[name]
        if here == wanted or name in self._recognised.names or not (ours or here in ("", default)):
            return False
        if not wanted and not ours:
            return False
        self._fields.put_text(name, wanted or default)
        if wanted:
            self._lent[name] = wanted
        else:
            self._lent.pop(name, None)
        return True

    def _lend_picture(self, field: Field, wanted: Source | None) -> bool:
        name = field.name
        here = self._fields.sources().get(name)
        ours = here is not None and self._lent.get(name) is here
        if here is wanted or not (ours or here is None) or name not in self._fields.rows:
            return False
        self._fields.put_source(name, wanted)
        if wanted is not None:
            self._lent[name] = wanted
        else:
            self._lent.pop(name, None)
        return True

    def own(self, values: Mapping[Role, str], pictures: Mapping[Role, Source]) -> None:
        """From now on what stands here and equals these is the person's in hand: it was submitted."""
        self._whose = dict(values)
        before = set(self._lent)
        for role, text in self.values(tuple(values)).items():
            field = self._first(role)
            if field is not None and text == values[role]:
                self._lent[field.name] = self._fields.text(field.name).strip()
        for role, source in self.pictures(tuple(pictures)).items():
            field = self._picture_field(role)
            if field is not None and source is pictures[role]:
                self._lent[field.name] = source
        self._owned = set(self._lent) - before

    def disown(self) -> None:
        """Nothing came of that submission: what was typed here is what somebody typed, and stays."""
        for name in self._owned:
            self._lent.pop(name, None)
        self._owned = set()

    def settings(self) -> dict[str, str]:
        """What stays for the next person: everything that is about nobody."""
        return {
            name: text
            for name, text in self._fields.texts().items()
            if not is_personal(self._service.field(name))
        }

    def held(self) -> tuple[dict[str, str | Source], dict[Role, str]]:
        """What is lent, and of whom, for `put_back`."""
        return dict(self._lent), dict(self._whose)

    def put_back(self, held: tuple[dict[str, str | Source], dict[Role, str]]) -> None:
        self._lent, self._whose = dict(held[0]), dict(held[1])

    def forget(self) -> None:
        self._lent.clear()
        self._whose = {}

    def findings(self) -> Sequence[Finding]:
        """A warning where a form would tell of two persons at once."""
        lent = [name for name, value in self._lent.items() if self._held(name) == value]
        if not lent:
            return ()
        found = []
        for role, text in self.values(tuple(_WHO)).items():
            field = self._first(role)
            theirs = self._whose.get(role, "")
            if field is not None and field.name not in lent and theirs and text != theirs:
                found.append(Finding(field.name, Strength.WARNING, _MESSAGE, OTHER_PERSON))
        return found

    def _held(self, name: str) -> str | Source | None:
        if name in self._fields.texts():
            return self._fields.text(name).strip()
        return self._fields.sources().get(name)
