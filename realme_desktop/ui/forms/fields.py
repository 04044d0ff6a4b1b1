"""The rows of one form and what they hold, whether they are built already or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Field, Role, Service
from realme_desktop.catalog.validate import effective_kind

from .arrangement import arrange
from .inputs import Making
from .panel import Panel
from .registry import FILE_KINDS
from .row import FieldRow

if TYPE_CHECKING:
    from realme_desktop.orders.model import Draft
    from realme_desktop.ui.widgets.file_picker import Source

__all__ = ["FormFields", "Held"]

Held: TypeAlias = (
    "tuple[dict[str, str], dict[str, Source], float | None, str | None, tuple[str, ...], dict[str, str]]"
)
"""What a form held: texts, files, the operator's own threshold, the order before, what was unconfirmed, and
what was veiled after which order."""


class FormFields(QObject):
    """Folded rows are built when they are first needed. Until then their values are kept here, so that nobody
    outside has to know which rows exist."""

    edited = Signal(str)  # wire name

    def __init__(
        self, service: Service, making: Making, defaults: Mapping[Role, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._making = making
        self._defaults = defaults
        self.front, self.folded = arrange(service)
        self.rows: dict[str, FieldRow] = {}
        self._kept: dict[str, str] = {
            field.name: self.default(field) for field in service.fields if field.kind not in FILE_KINDS
        }
        self._deciding = {field.variant.by for field in service.fields if field.variant is not None}

    def default(self, field: Field) -> str:
        """What stands in a field before anybody types: the catalog's default, or what the environment gives
        for a required field of this role."""
        return field.default or (self._defaults.get(field.role, "") if field.required else "")

    def build(self, fields: Sequence[Field], panel: Panel, columns: int) -> list[FieldRow]:
        made = [self._build(field, panel) for field in fields]
        panel.fill(made, columns)
        return made

    def _build(self, field: Field, panel: Panel) -> FieldRow:
        row = FieldRow(field, panel, self._making)
        text = self._kept.get(field.name, "")
        if text:
            row.input.set_text(text)
        name = field.name
        row.input.edited.connect(lambda: self._edited(name))
        self.rows[name] = row
        if field.variant is not None:
            row.input.set_kind(effective_kind(field, self.texts()))
        return row

    def ordered(self) -> Iterator[FieldRow]:
        """The built rows, as one reads them."""
        for field in (*self.front, *self.folded):
            row = self.rows.get(field.name)
            if row is not None:
                yield row

    # Values

    def texts(self) -> dict[str, str]:
        """Every text by wire name, empty ones too; files are no texts."""
        return {name: self.text(name) for name in self._kept}

    def text(self, name: str) -> str:
        row = self.rows.get(name)
        return row.input.text() if row is not None else self._kept[name]

    def sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for row in self.ordered():
            source = row.input.source() if row.holds_file else None
            if source is not None:
                found[row.field.name] = source
        return found

    def outgoing(self) -> dict[str, Source]:
        """The files as they are to be sent."""
        found = {row.field.name: row.input.outgoing() for row in self.ordered() if row.holds_file}
        return {name: source for name, source in found.items() if source is not None}

    @property
    def waiting(self) -> bool:
        """A file is being taken over."""
        return any(row.holds_file and row.input.waiting for row in self.rows.values())

    def is_as_sent(self, name: str, sent: Draft) -> bool:
        """Whether a field still holds what this draft took of it."""
        if name in sent.sources:
            return self.outgoing().get(name) is sent.sources[name]
        return self.text(name) == sent.values.get(name, "")

    def put(self, texts: Mapping[str, str]) -> None:
        """Replace every text: what is not named gets its default. Unknown names are none of this form's."""
        for name in self._kept:
            text = texts.get(name, self.default(self._service.field(name)))
            self._kept[name] = text
            row = self.rows.get(name)
            if row is not None and row.input.text() != text:
                row.input.set_text(text)
        self.follow_variants()

    def put_text(self, name: str, text: str) -> None:
        """Put one text into its field and leave the others alone."""
        self._kept[name] = text
        row = self.rows.get(name)
        if row is not None:
            row.input.set_text(text)
        self.follow_variants()

    def put_default(self, role: Role, text: str) -> None:
        """Change what the environment gives for a role; a value that the operator typed stays."""
        fields = [field for field in self._service.fields if field.role is role and field.required]
        untouched = [field for field in fields if self.text(field.name) == self.default(field)]
        self._defaults = {**self._defaults, role: text}
        for field in untouched:
            self._kept[field.name] = self.default(field)
            row = self.rows.get(field.name)
            if row is not None:
                row.input.set_text(self._kept[field.name])

    def put_source(self, name: str, source: Source | None) -> None:
        self.rows[name].input.set_source(source)

    def empty_sources(self) -> None:
        for row in self.rows.values():
            if row.holds_file:
                row.input.set_source(None)

    def filled_out_of_sight(self) -> int:
        """How many of the folded fields hold something that is not there by itself."""
        return sum(
            self.text(field.name).strip() not in ("", self.default(field))
            for field in self.folded
            if field.name in self._kept
        )

    # Following edits

    def _edited(self, name: str) -> None:
        if name in self._deciding:
            self.follow_variants()
        self.edited.emit(name)

    def follow_variants(self) -> None:
        values: dict[str, str] | None = None
        for row in self.rows.values():
            if row.field.variant is None:
                continue
            values = values if values is not None else self.texts()
            row.input.set_kind(effective_kind(row.field, values))
