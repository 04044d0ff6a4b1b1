"""A line to type into that forgives: it keeps what was typed, and shows the tidy form once it is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .composing import ComposingLine

__all__ = ["LineInput", "SecretInput"]

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class LineInput(ComposingLine):
    """`tidy(text)` gives the plain form of a text (or the text itself when it can't), `grouped(text)` the
    form for reading. Neither is ever applied to a text while it is being typed.

    No `maxLength` is set: Qt would cut a pasted number silently; the check says when something is too long.

    A veiled line shows a mask in place of its text, to the eye, the clipboard and the screen reader. What is
    typed replaces the text as a whole; to correct a letter of it it must be shown in full first, which
    `unveil_wanted` asks for (the eye in the line, or its key).
    """

    edited = Signal()
    unveil_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        tidy: Callable[[str], str] | None = None,
        grouped: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._tidy = tidy
        self._grouped = grouped
        self._plain = ""
        self._shown: str | None = None  # the grouped form or the mask, while it stands in the line
        self._veiled = False
        self._unveil: QAction | None = None
        self.textEdited.connect(self._was_edited)

    def text(self) -> str:
        """The text as typed or, once tidied, in its plain form; never the grouped one."""
        shown = super().text()
        return self._plain if self._shown is not None and shown == self._shown else shown

    # Under a veil

    @property
    def veiled(self) -> bool:
        return self._veiled and super().text() == self._shown

    def veil(self, mask: str) -> None:
        """Show `mask` until something is typed."""
        self._plain, self._shown, self._veiled = self.text(), mask, True
        self.setText(mask)  # also forgets what could be undone
        if self._unveil is None:
            action = self._unveil = QAction(icon("eye", "muted"), self.tr("Show in full"), self)
            action.setShortcut(QKeySequence("Ctrl+Shift+E"))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{action.text()} ({keys})")
            action.triggered.connect(self.unveil_wanted)
        self.addAction(self._unveil, QLineEdit.ActionPosition.TrailingPosition)
        if self.hasFocus():
            self.selectAll()

    def unveil(self) -> None:
        """Show the text itself again."""
        if not self.veiled:
            return
        plain = self._plain
        self._lift()
        self.set_text(plain)
        if self.hasFocus():
            self.selectAll()

    def _lift(self) -> None:
        self._veiled, self._shown = False, None
        if self._unveil is not None:
            self.removeAction(self._unveil)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.veiled and not self.composing and not event.matches(QKeySequence.StandardKey.Copy):
            self.selectAll()  # nobody edits a mask
            super().keyPressEvent(event)
            if self.veiled:
                self.selectAll()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.veiled:
            self.selectAll()
        super().inputMethodEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.veiled:
            self.selectAll()

    # What stands in it

    def set_text(self, text: str) -> None:
        self._lift()
        self._plain = ""
        self.setText(text)
        if not self.hasFocus():
            self._group(text)
        self.setCursorPosition(0)

    def set_state(self, state: str) -> None:
        set_role(self, state)

    def tidy(self) -> None:
        """Show the tidy form of what stands in the line."""
        if self.veiled:
            return
        typed = self.text()
        plain = self._tidy(typed) if self._tidy is not None else typed.strip()
        self._group(plain)

    def _group(self, plain: str) -> None:
        shown = self._grouped(plain) if self._grouped is not None and plain else plain
        if shown == plain:
            self._shown = None
        else:
            self._plain, self._shown = plain, shown
        if super().text() != shown:
            self.setText(shown)

    def _was_edited(self, _: str) -> None:
        self._lift()
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._shown is not None and not self._veiled and event.reason() not in _PASSING:
            plain, self._shown = self._plain, None
            self.setText(plain)
        super().focusInEvent(event)
        if self.veiled:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING and not self.isReadOnly():
            self.tidy()


class SecretInput(LineInput):
    """A line whose text is masked until the eye is pressed, and masked again when the line is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        # A password may well begin with a space: nothing is tidied.
        super().__init__(parent, tidy=lambda text: text)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(icon("eye", "muted"), "", self)
        self._eye.setCheckable(True)
        self._eye.setShortcut(QKeySequence("Ctrl+Shift+E"))
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._eye.toggled.connect(self.reveal)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._name_eye()

    def reveal(self, shown: bool) -> None:
        self._eye.setChecked(shown)
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._name_eye()

    @property
    def revealed(self) -> bool:
        return self._eye.isChecked()

    def _name_eye(self) -> None:
        shown = self._eye.isChecked()
        self._eye.setIcon(icon("eye-off" if shown else "eye", "muted"))
        words = self.tr("Hide what is typed") if shown else self.tr("Show what is typed")
        keys = self._eye.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._eye.setText(words)
        self._eye.setToolTip(f"{words} ({keys})")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.reveal(False)
