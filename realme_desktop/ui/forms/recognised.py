"""Values that came from another order's answer: taken over, marked, and not yet anybody's word.

A machine read them from a picture. They never replace what somebody typed, and each stays marked as
"recognised, unconfirmed" until the operator confirms it (Return in the field, or its button) or edits it. A
form that is submitted before that says so first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Field, Role, Sensitivity, Service
from realme_desktop.catalog.text import Text

from .fields import FormFields
from .registry import FILE_KINDS
from .row import FieldRow

__all__ = ["UNCONFIRMED", "Recognised", "Taken", "takers"]

UNCONFIRMED = "unconfirmed"  # the code of its finding

_MESSAGE = Text(
    "由系统识别或取自上一笔结果，尚未确认。请核对后在该栏按回车确认，或直接修改。",
    "Recognised, or taken from an earlier answer, and not confirmed. Compare it, then press Return in the "
    "field, or correct it.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Wire names: filled with what was recognised, and left alone because something else stood there."""

    filled: tuple[str, ...]
    kept: tuple[str, ...]


def takers(service: Service, roles: Iterable[Role]) -> tuple[Field, ...]:
    """The fields of a form that take values of these roles, the first of each role. Secrets never do."""
    wanted = set(roles)
    found: dict[Role, Field] = {}
    for field in service.fields:
        fits = field.role in wanted and field.kind not in FILE_KINDS and not field.generated
        if fits and field.sensitivity is not Sensitivity.SECRET:
            found.setdefault(field.role, field)
    return tuple(found.values())


class Recognised(QObject):
    """Keeps the marks of one form. `confirmed(wire name)` when the operator stands by a value."""

    confirmed = Signal(str)

    def __init__(self, service: Service, fields: FormFields, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._fields = fields
        self._names: dict[str, None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Wire names of what is not confirmed yet."""
        return tuple(self._names)

    def take(self, values: Mapping[Role, str]) -> Taken:
        """Fill what is empty (or holds only its default), and mark it."""
        filled: list[str] = []
        kept: list[str] = []
        for field in takers(self._service, values):
            value = values[field.role].strip()
            here = self._fields.text(field.name).strip()
            if not value or here == value:
                continue
            if here not in ("", self._fields.default(field)):
                kept.append(field.name)
                continue
            self._fields.put_text(field.name, value)
            filled.append(field.name)
        self.restore((*self._names, *filled))
        return Taken(tuple(filled), tuple(kept))

    def restore(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self.mark(self._fields.rows.values())

    def mark(self, rows: Iterable[FieldRow]) -> None:
        """Put the marks on rows, also on those just built."""
        for row in rows:
            row.set_unconfirmed(row.field.name in self._names, self.confirm)

    def confirm(self, name: str) -> bool:
        """The operator has compared this value; False when it needed no confirmation."""
        if name not in self._names:
            return False
        self.edited(name)
        self.confirmed.emit(name)
        return True

    def confirm_all(self) -> None:
        for name in self.names:
            self.confirm(name)

    def edited(self, name: str) -> None:
        """What somebody typed is that person's word."""
        if name in self._names:
            del self._names[name]
            self.mark([self._fields.rows[name]] if name in self._fields.rows else [])

    def forget(self) -> None:
        self.restore(())

    def findings(self) -> Sequence[Finding]:
        """One warning for each value that is still unconfirmed."""
        return [Finding(name, Strength.WARNING, _MESSAGE, UNCONFIRMED) for name in self._names]
