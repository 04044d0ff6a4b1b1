"""A line in which an input method (IBus, fcitx, …) may be composing a word that is not in the text yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

__all__ = ["ComposingLine", "is_composing"]

# While a word is composed these mean something in the list of candidates. Most input methods take them
# themselves; where one lets them through they must not go on to the next field, submit or step back.
_OF_THE_INPUT_METHOD = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down}
)


class ComposingLine(QLineEdit):
    """Enter ends a composed word and does nothing else; the next one is the line's own."""

    _composing = False

    @property
    def composing(self) -> bool:
        """A word is begun and not part of `text()` yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing and event.key() in _OF_THE_INPUT_METHOD:
            event.accept()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                QGuiApplication.inputMethod().commit()
            return
        super().keyPressEvent(event)


def is_composing(widget: object) -> bool:
    """Whether a word is being composed in this widget."""
    return isinstance(widget, ComposingLine) and widget.composing
