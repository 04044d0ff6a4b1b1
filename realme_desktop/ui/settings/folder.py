"""Choosing a folder for a setting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from realme_desktop.ui.theme import set_role

__all__ = ["FolderButton"]


class FolderButton(QPushButton):
    """Opens a dialog that begins at the folder in `line`; `chosen(str)` comes with another one."""

    chosen = Signal(str)

    def __init__(self, name: str, label: str, line: QLineEdit) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setText(self.tr("Choose…"))
        self.setAccessibleName(f"{label}: {self.text()}")
        set_role(self, "quiet")
        self._label = label
        self._line = line
        self.dialog: QFileDialog | None = None
        self.clicked.connect(self._open)

    def _open(self) -> None:
        if self.dialog is not None:
            return
        dialog = self.dialog = QFileDialog(self, self._label, self._line.text() or str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
