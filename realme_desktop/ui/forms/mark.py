"""The line under a value that a machine read and nobody has confirmed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from realme_desktop.ui.theme import set_role

__all__ = ["UnconfirmedMark"]


class UnconfirmedMark(QWidget):
    confirmed = Signal()

    def __init__(self, field: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"unconfirmed.{name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = QLabel("◪ " + self.tr("Recognised, unconfirmed"), self)
        set_role(self.words, "warning")
        row.addWidget(self.words)
        self.button = QPushButton(self.tr("Confirm"), self)
        self.button.setObjectName(f"confirm.{name}")
        self.button.setAccessibleName(self.tr("Confirm {field}").format(field=field))
        self.button.setToolTip(self.tr("It agrees with the picture (Enter in the field)"))
        set_role(self.button, "quiet")
        self.button.clicked.connect(self.confirmed)
        row.addWidget(self.button)
        row.addStretch(1)
        self.setAccessibleName(self.words.text())
