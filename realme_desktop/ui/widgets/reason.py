"""Asking why something is shown in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role

from .composing import ComposingLine
from .fitting import keep_fitting
from .words import Words

__all__ = ["ReasonDialog"]


class ReasonDialog(QDialog):
    """Opened with `open()`; `given(reason)` once, if one is given."""

    given = Signal(str)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reason")
        self.setWindowTitle(self.tr("Reason for showing in full"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        keep_fitting(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(Words(what, self, bold=True))
        told = self.tr("It is written into the audit log with your name. Don't write about the person here.")
        column.addWidget(Words(told, self, tone="muted"))
        self.show_it = QPushButton(self.tr("Show"), self)
        self.line = ComposingLine(self)
        self.line.setObjectName("reason.text")
        self.line.setAccessibleName(self.tr("Reason"))
        self.line.setMaxLength(200)
        self.line.textChanged.connect(lambda text: self.show_it.setEnabled(bool(text.strip())))
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        leave = QPushButton(self.tr("Cancel"), self)
        leave.setObjectName("reason.cancel")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.show_it.setObjectName("reason.show")
        self.show_it.setDefault(True)
        self.show_it.setEnabled(False)
        self.show_it.clicked.connect(self.accept)
        set_role(self.show_it, "primary")
        row.addWidget(leave)
        row.addWidget(self.show_it)
        column.addLayout(row)
        self.line.setFocus()

    def accept(self) -> None:
        reason = self.line.text().strip()
        if not reason:
            return
        super().accept()
        self.given.emit(reason)
