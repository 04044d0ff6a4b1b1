"""The bar of the person in hand: four values, pictures, checks so far. What nobody is typing in is masked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Role
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import LARGE, SMALL, TINY, set_role
from realme_desktop.ui.widgets.drawing import Drawing
from realme_desktop.ui.widgets.line_input import LineInput
from realme_desktop.ui.widgets.revealing import ask_to_show, rule

from .checks import CheckRow
from .subject import NOBODY, SENSITIVITY, TEXT_ROLES, Subject

__all__ = ["SubjectBar"]

_KINDS = {
    Role.FULL_NAME: "name",
    Role.ID_NUMBER: "id_number",
    Role.MOBILE: "mobile",
    Role.BANK_CARD: "card",
}
_SHARES = {Role.FULL_NAME: 3, Role.ID_NUMBER: 5, Role.MOBILE: 4, Role.BANK_CARD: 5}


class SubjectBar(QFrame):
    """`changed(Role, text)` when the operator has changed a value; `left()` by Esc; `pictures_dropped()`,
    `cleared()` and `order_opened(order_id)` by their buttons. `revealed(Role)`: a value is seen in full."""

    changed = Signal(object, str)
    left = Signal()
    cleared = Signal()
    pictures_dropped = Signal()
    order_opened = Signal(str)
    revealed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, clear_tip: Callable[[], str] = str) -> None:
        super().__init__(parent)
        self.setObjectName("person")
        set_role(self, "panel")
        self._clear_tip = clear_tip
        self._subject = NOBODY
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, TINY, SMALL, TINY)
        column.setSpacing(TINY)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        column.addLayout(row)
        self._mark = Drawing("person", 18, "muted", self)
        row.addWidget(self._mark)
        self.lines: dict[Role, LineInput] = {}
        for role in TEXT_ROLES:
            line = LineInput(self, tidy=KINDS[_KINDS[role]].parse, grouped=partial(_masked, role))
            line.setObjectName(f"person.{role.value}")
            line.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
                if role is not Role.FULL_NAME
                else Qt.InputMethodHint.ImhNone
            )
            line.setMinimumWidth(64)
            line.installEventFilter(self)
            line.editingFinished.connect(partial(self._finished, role))
            line.unveil_wanted.connect(partial(self._ask, role))
            self.lines[role] = line
            row.addWidget(line, _SHARES[role])
        self._pictures = QToolButton(self)
        self._pictures.setObjectName("person.pictures")
        self._pictures.setIcon(icon("picture", "muted"))
        self._pictures.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_role(self._pictures, "quiet")
        self._pictures.clicked.connect(self.pictures_dropped)
        row.addWidget(self._pictures)
        self._clear = QToolButton(self)
        self._clear.setObjectName("person.clear")
        self._clear.setIcon(icon("cross", "muted"))
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(self.cleared)
        row.addWidget(self._clear)
        self.checks = CheckRow(self)
        self.checks.chosen.connect(self.order_opened)
        self.checks.hide()
        column.addWidget(self.checks)
        self.retranslate()
        self.show_subject(NOBODY)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Person in hand"))
        self._mark.setToolTip(self.tr("The person in hand fills every form that you open."))
        words = {
            Role.FULL_NAME: self.tr("Name"),
            Role.ID_NUMBER: self.tr("ID number"),
            Role.MOBILE: self.tr("Mobile"),
            Role.BANK_CARD: self.tr("Bank card"),
        }
        for role, line in self.lines.items():
            line.setPlaceholderText(words[role])
            line.setAccessibleName(self.tr("Person in hand: {value}").format(value=words[role]))
        self._clear.setToolTip(self._clear_tip())
        self._clear.setAccessibleName(self._clear_tip())
        self._name_pictures()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _name_pictures(self) -> None:
        count = len(self._subject.pictures)
        self._pictures.setVisible(bool(count))
        self._pictures.setText(str(count))
        words = self.tr("Pictures of the person in hand: {count}. Press to put them away.")
        self._pictures.setToolTip(words.format(count=count))
        self._pictures.setAccessibleName(words.format(count=count))

    def show_subject(self, subject: Subject) -> None:
        """Masked, but for the line that somebody is typing in."""
        self._subject = subject
        for role, line in self.lines.items():
            if line.text() != subject.text(role):
                line.set_text(subject.text(role))
            if subject.text(role) and (rule().reason or not rule().allowed):
                line.veil(_masked(role, subject.text(role)))
        self._name_pictures()

    def focus(self) -> None:
        """To the first value that is missing; else to the first."""
        empty = (role for role in TEXT_ROLES if not self._subject.text(role))
        self.lines[next(empty, Role.FULL_NAME)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self, role: Role) -> None:
        """Where a reason is demanded, being in the line is not enough."""
        line = self.lines[role]

        def show() -> None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.unveil()
            self.revealed.emit(role)

        ask_to_show(line, line.accessibleName(), show)

    def _finished(self, role: Role) -> None:
        text = KINDS[_KINDS[role]].parse(self.lines[role].text())
        if text != self._subject.text(role):
            self.changed.emit(role, text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        role = next((role for role, line in self.lines.items() if line is watched), None)
        if role is None:
            return False
        if event.type() == QEvent.Type.FocusIn and self._subject.text(role) and not self.lines[role].veiled:
            self.revealed.emit(role)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(role, event)
        return False

    def _key(self, role: Role, event: QKeyEvent) -> bool:
        """Enter goes on as in a form, and into the form at the end; Esc goes back into it."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finished(role)
            place = TEXT_ROLES.index(role) + 1
            if place < len(TEXT_ROLES):
                self.lines[TEXT_ROLES[place]].setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.left.emit()
            return True
        if plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False


def _masked(role: Role, plain: str) -> str:
    return mask(plain, SENSITIVITY[role], role)
