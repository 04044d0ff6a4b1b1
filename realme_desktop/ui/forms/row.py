"""One field of a form: its label, its input, and a line under it when there is something to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.model import Field
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.field_label import FieldLabel
from realme_desktop.ui.widgets.inline_message import InlineMessage

from .inputs import Making
from .registry import FILE_KINDS, is_short, make_input

__all__ = ["FieldRow"]


class FieldRow(QWidget):
    """`notice` is the input's own word (a picture that can't be read); a finding of the check goes before
    it until the input speaks again."""

    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent)
        self.field = field
        self.short = is_short(field)
        self.holds_file = field.kind in FILE_KINDS
        self._message: InlineMessage | None = None
        self._mark: QWidget | None = None
        self._finding: tuple[str, str] = ("", "")
        self._notice: tuple[str, str] = ("", "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        words = say(field.label)
        self.label = FieldLabel(words, self)
        self.input: Any = make_input(field, self, making)
        self.input.setObjectName(f"field.{field.name}")
        self.input.setAccessibleName(words)
        self.label.setBuddy(self.input)
        self._column.addWidget(self.label)
        self._column.addWidget(self.input)
        if self.holds_file:
            self.input.noticed.connect(self._noticed)

    @property
    def help(self) -> str:
        return say(self.field.help) if self.field.help is not None else ""

    @property
    def words(self) -> str:
        return self.label.text()

    @property
    def demanded(self) -> bool:
        return self.label.demanded

    def set_demanded(self, demanded: bool, describe: Callable[[bool, str], str]) -> None:
        """`describe` puts the required mark and the help into a sentence for the screen reader."""
        self.label.set_demanded(demanded)
        self.input.setAccessibleDescription(describe(demanded, self.help))

    def tell(self, findings: Sequence[Finding]) -> None:
        """Show the gravest of what was found at this field, or nothing."""
        first = min(findings, key=lambda finding: not finding.is_error, default=None)
        self._finding = ("", "") if first is None else (say(first.message), first.strength.value)
        self._show()

    @property
    def told(self) -> str:
        """What the line under the field says, empty for nothing."""
        return (self._finding if self._finding[0] else self._notice)[0]

    @property
    def unconfirmed(self) -> bool:
        return self._mark is not None and not self._mark.isHidden()

    def set_unconfirmed(self, unconfirmed: bool, confirm: Callable[[str], object]) -> None:
        """Mark the value as recognised from a picture and not confirmed yet; `confirm(wire name)` is called
        by the mark's button."""
        if self._mark is None:
            if not unconfirmed:
                return
            from .mark import UnconfirmedMark

            name = self.field.name
            mark = self._mark = UnconfirmedMark(self.words, name, self)
            mark.confirmed.connect(lambda: confirm(name))
            self._column.insertWidget(2, mark)
        self._mark.setVisible(unconfirmed)
        self._show()

    def _noticed(self, words: str, role: str) -> None:
        self._notice = (words, role)
        self._finding = ("", "")  # it was about the file before
        self._show()

    def _show(self) -> None:
        words, role = self._finding if self._finding[0] else self._notice
        state = role if role in ("error", "warning") else ""
        self.input.set_state(state or ("warning" if self.unconfirmed else ""))
        if self._message is None:
            if not words:
                return
            self._message = InlineMessage(self)
            self._message.setObjectName(f"message.{self.field.name}")
            self._column.addWidget(self._message)
        self._message.tell(words, role)
