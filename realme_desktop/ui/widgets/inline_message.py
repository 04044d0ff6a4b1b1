"""One line under an input: help, a warning or an error, each with its sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from realme_desktop.ui.theme import set_role

__all__ = ["InlineMessage"]

_SIGNS = {"error": "✗ ", "warning": "⚠ "}


class InlineMessage(QLabel):
    """`tell("", …)` hides it. The text is always plain: it may hold what somebody typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        # The longest word must never push the form wider than its window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def tell(self, words: str, role: str) -> None:
        """`role`: `error`, `warning`, or `caption` for help and neutral facts."""
        if not words:
            if not self.isHidden():
                self.setText("")
                self.hide()
            return
        set_role(self, role)
        self.setText(_SIGNS.get(role, "") + words)
        self.setAccessibleName(words)
        self.show()
