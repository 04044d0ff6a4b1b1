"""Checking a form: when typing pauses, when a field is left, and all of it for an order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Service
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.validate import check_field, check_form, demanded

from .fields import FormFields
from .row import FieldRow

__all__ = ["FormChecker"]

PAUSE_MS = 400
_MOUSE_MS = 60


class FormChecker(QObject):
    """Writes findings under the fields and keeps the required marks. `changed` tells that the findings of the
    whole form were made anew, while `follow` is on."""

    changed = Signal()

    def __init__(
        self, service: Service, fields: FormFields, today: Callable[[], date], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._fields = fields
        self._today = today
        self._due: set[str] = set()
        self._marked: frozenset[str] = frozenset()
        self.follow = False
        self.further: Callable[[], Sequence[Finding]] = tuple  # findings that others add
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._settle)

    # When

    def edited(self, name: str) -> None:
        self._due.add(name)
        self._timer.start(PAUSE_MS)
        self.mark()

    def left(self, name: str) -> None:
        self._due.add(name)
        self._timer.start(0)

    def forget(self) -> None:
        """Nothing is due, and nothing stands under any field."""
        self._timer.stop()
        self._due.clear()
        self.follow = False
        for row in self._fields.rows.values():
            row.tell(())
        self.mark()

    def _settle(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # A line that appears now would push a button away from under the finger that presses it.
            self._timer.start(_MOUSE_MS)
            return
        due, self._due = self._due, set()
        if self.follow:
            self.tell(self.findings())
            self.changed.emit()
            return
        texts = self._fields.texts()
        rows = self._fields.rows
        # What is said already may depend on what was just typed elsewhere.
        due |= {name for name, row in rows.items() if row.told and not row.holds_file}
        for name in due:
            row = rows.get(name)
            if row is None or row.holds_file:
                continue
            text = texts[name]
            found = check_field(row.field, text, self._today(), texts)[1] if text.strip() else ()
            row.tell(found)

    def settle_now(self) -> None:
        """Check at once what is due."""
        self._timer.stop()
        self._settle()

    # What

    def mark(self) -> None:
        """Put the required marks where the form demands a value now."""
        marked = demanded(self._service, self._fields.texts())
        if marked == self._marked:
            return
        for name in marked ^ self._marked:
            row = self._fields.rows.get(name)
            if row is not None:
                self._describe(row, name in marked)
        self._marked = marked

    def describe(self, rows: Collection[FieldRow]) -> None:
        """Marks and descriptions for rows just built."""
        self.mark()
        for row in rows:
            self._describe(row, row.field.name in self._marked)

    def _describe(self, row: FieldRow, required: bool) -> None:
        row.set_demanded(required, self._sentence)

    def _sentence(self, required: bool, help: str) -> str:
        return self.tr("Required. {help}").format(help=help).rstrip() if required else help

    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with the form as it stands: the catalog's findings and the files' own."""
        sources = self._fields.sources()
        own: list[Finding] = []
        waiting: set[str] = set()
        for row in self._fields.ordered():
            if not row.holds_file:
                continue
            if row.input.waiting:
                words = self.tr("The picture is still being taken over. Please submit again in a moment.")
                waiting.add(row.field.name)
            elif row.input.problem:
                words = row.input.problem
            else:
                continue
            own.append(Finding(row.field.name, Strength.ERROR, Text(words, words), "file"))
        check = check_form(self._service, self._fields.texts(), {*sources, *waiting}, self._today())
        places = {
            field.name: place for place, field in enumerate((*self._fields.front, *self._fields.folded))
        }
        found = [*check.findings, *own, *self.further()]
        found.sort(key=lambda finding: places.get(finding.field or "", len(places)))
        return tuple(found)

    def telling(self) -> tuple[str, ...]:
        """The fields under which something stands."""
        return tuple(name for name, row in self._fields.rows.items() if row.told and not row.holds_file)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Write the findings under their fields, and wipe what stood under the others."""
        by_name: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.field is not None and finding.code != "unconfirmed":  # the row's own mark says so
                by_name.setdefault(finding.field, []).append(finding)
        for name, row in self._fields.rows.items():
            row.tell(by_name.get(name, ()))
