"""A form after its order was taken: what is about the person is masked, and still there to be sent again.

Typing replaces a masked value, so the next person needs no more presses than before. To correct one it is
shown in full first, which is an act like any other (`ui/widgets/revealing.py`) and hides itself again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Field
from realme_desktop.ui.widgets.line_input import LineInput, SecretInput
from realme_desktop.ui.widgets.revealing import ask_to_show, rule

from .fields import FormFields
from .row import FieldRow

__all__ = ["FormVeil"]


class FormVeil(QObject):
    """A part of one form. `revealed(order_id, wire name)`: a value of that order is seen in full again."""

    revealed = Signal(str, str)

    def __init__(self, fields: FormFields, parent: QObject) -> None:
        super().__init__(parent)
        self._fields = fields
        self._orders: dict[str, str] = {}  # wire name -> the order that it was sent with
        self._watched: set[str] = set()

    @property
    def orders(self) -> Mapping[str, str]:
        """What is veiled, by wire name: the order that it was sent with."""
        return {name: order for name, order in self._orders.items() if self._is_veiled(name)}

    def put_on(self, order_id: str, sent: Callable[[str], bool]) -> None:
        """Veil what is masked by its sensitivity; `sent(wire name)`: it is still what that order holds."""
        for row in self._fields.ordered():
            if row.field.sensitivity.masked and sent(row.field.name):
                self._orders[row.field.name] = order_id
                self._veil(row)

    def put_back(self, orders: Mapping[str, str]) -> None:
        self._orders = dict(orders)
        self.cover(self._fields.ordered())

    def cover(self, rows: Iterator[FieldRow] | list[FieldRow]) -> None:
        """Rows that were built since."""
        for row in rows:
            if row.field.name in self._orders:
                self._veil(row)

    def forget(self) -> None:
        """Other values are put in; what stays as it was stays veiled."""
        self._orders = dict(self.orders)

    def _is_veiled(self, name: str) -> bool:
        row = self._fields.rows.get(name)
        return row is not None and bool(getattr(row.input, "veiled", False))

    def _veil(self, row: FieldRow) -> None:
        line, name = row.input, row.field.name
        if isinstance(line, LineInput):
            if isinstance(line, SecretInput) or not line.text():
                return  # a secret is never seen as it is
            line.veil(_masked(row.field, line.text()))
        elif row.holds_file and hasattr(line, "veil"):
            if line.source() is None:
                return
            line.veil()
        else:
            return
        if name not in self._watched:
            self._watched.add(name)
            line.unveil_wanted.connect(partial(self._wanted, name))

    def _wanted(self, name: str) -> None:
        row = self._fields.rows[name]
        ask_to_show(row.input, row.words, partial(self._show, name))

    def _show(self, name: str) -> None:
        row = self._fields.rows[name]
        row.input.unveil()
        before = self._content(row)
        if name in self._orders:
            self.revealed.emit(self._orders[name], f"form.{name}")

        def hide() -> None:
            if name in self._orders and self._content(row) == before:
                self._veil(row)

        QTimer.singleShot(round(rule().seconds * 1000), row, hide)

    def _content(self, row: FieldRow) -> object:
        return row.input.source() if row.holds_file else row.input.text()


def _masked(field: Field, text: str) -> str:
    return mask(text, field.sensitivity, field.role)
