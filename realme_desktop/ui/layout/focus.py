"""The line that says how to come back from the form and the result alone to everything else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from realme_desktop.ui.language import language_signals
from realme_desktop.ui.theme import LARGE, MEDIUM, TINY, set_role

__all__ = ["FocusLine"]


class FocusLine(QFrame):
    """`keys`: of the act that leads there and back. `left`: by the button."""

    left = Signal()

    def __init__(self, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focus")
        set_role(self, "panel")
        self._keys = keys
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, TINY, MEDIUM, TINY)
        row.setSpacing(MEDIUM)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        set_role(self._words, "caption")
        row.addWidget(self._words, 1)
        self.leave = QPushButton(self)
        self.leave.setObjectName("focus.leave")
        set_role(self.leave, "quiet")
        self.leave.clicked.connect(self.left)
        row.addWidget(self.leave)
        language_signals().changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Form and result alone"))
        self._words.setText(
            self.tr(
                "Form and result alone. {keys} brings the rest back; so does Esc in the form's first field."
            ).format(keys=self._keys)
        )
        self.leave.setText(self.tr("Show everything ({keys})").format(keys=self._keys))
