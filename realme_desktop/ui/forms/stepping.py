"""From field to field as at a cash desk: Enter goes on, Esc goes back, Ctrl+Enter submits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from realme_desktop.ui.widgets.composing import is_composing

from .frame import FormFrame
from .row import FieldRow

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Service
    from realme_desktop.ui.widgets.file_picker import FilePicker

    from .fields import FormFields
    from .recent import RecentValues
    from .recognised import Recognised

__all__ = ["SteppingFrame"]


class SteppingFrame(FormFrame):
    """A frame whose rows are gone through by key. Whoever fills it has `_fields` and `_recognised`."""

    _fields: FormFields
    _recognised: Recognised
    service: Service
    recent: RecentValues | None = None

    if TYPE_CHECKING:

        def submit(self) -> None: ...

        def picture(self, name: str) -> FilePicker: ...

        def show_more(self, shown: bool = True) -> None: ...

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return, Ctrl+Return and Escape of any input come up to here: no input has a use for them."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not modifiers:
            if not self.step_back():
                event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and not modifiers and self._recall():
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat():
            return
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif not modifiers:
            self._advance()

    def _composing(self) -> bool:
        """An input method holds a word that is in no field yet: Ctrl+Enter would submit without it."""
        return is_composing(self.focusWidget())

    def _recall(self) -> bool:
        """Down: what was typed here before, where it may be kept."""
        focus = self.focusWidget()
        row = self._row_of(focus)
        if row is None or focus is None or self.recent is None:
            return False
        return self.recent.offer(self.service, row.field, focus)

    def _advance(self) -> None:
        focus = self.focusWidget()
        row = self._row_of(focus)
        if row is None:
            if isinstance(focus, QAbstractButton):
                focus.click()
            else:
                self._footer.submit.setFocus(Qt.FocusReason.TabFocusReason)
            return
        confirmed = self._recognised.confirm(row.field.name)
        step = None if confirmed else getattr(row.input, "advance", None)
        if step is not None and step():
            return
        chooses = row.holds_file and focus is self.picture(row.field.name).choose
        if (
            row.holds_file
            and isinstance(focus, QAbstractButton)
            and not (chooses and row.input.source() is not None)
        ):
            focus.click()
            return
        shown = self._shown()
        place = shown.index(row) + 1
        if place < len(shown):
            self._focus_row(shown[place])
        else:
            self._footer.submit.setFocus(Qt.FocusReason.TabFocusReason)

    def step_back(self) -> bool:
        """To the field before, from the buttons to the last one; False from the first one."""
        shown = self._shown()
        row = self._row_of(self.focusWidget())
        place = shown.index(row) if row in shown else len(shown)
        if place == 0:
            return False
        self._focus_row(shown[place - 1])
        return True

    def _shown(self) -> list[FieldRow]:
        return [row for row in self._fields.ordered() if row.isVisibleTo(self)]

    def _row_of(self, widget: QWidget | None) -> FieldRow | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow):
                return widget if self._fields.rows.get(widget.field.name) is widget else None
            widget = widget.parentWidget()
        return None

    def focus_first(self) -> None:
        row = next(self._fields.ordered(), None)
        if row is not None:
            self._focus_row(row)

    def focus_missing(self) -> None:
        """The first field that is demanded and empty; where nothing is missing, the button that submits."""
        held = self._fields.sources()
        for row in self._shown():
            name = row.field.name
            filled = name in held if row.holds_file else bool(self._fields.text(name).strip())
            if row.demanded and not filled:
                self._focus_row(row)
                return
        self._footer.submit.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_field(self, name: str) -> None:
        """Bring a field into sight and into hand, unfolding it where necessary; unknown names do nothing."""
        if any(field.name == name for field in self._fields.folded):
            self.show_more()
        row = self._fields.rows.get(name)
        if row is not None:
            self._focus_row(row)

    def _focus_row(self, row: FieldRow) -> None:
        row.input.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_part(row)
