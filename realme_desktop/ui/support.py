"""The report for support: read first, changed where somebody wants to, then saved or copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .tasks import in_thread, spawn
from .theme import MEDIUM, SMALL, set_role
from .widgets.fitting import open_at

__all__ = ["SupportDialog"]

_NAME = "realme-desktop-report.txt"


class SupportDialog(QDialog):
    """`make` puts the report together, in a thread. Opened with `open()`."""

    def __init__(self, make: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("support")
        self.setWindowTitle(self.tr("Report for support"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 820, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        words = QLabel(
            self.tr(
                "Versions, settings, problems and the newest lines of the log; no orders, no persons, no "
                "keys. Read it before you pass it on, and take out what you like. Nothing is sent by itself."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        column.addWidget(words)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("support.text")
        self.text.setAccessibleName(self.tr("The report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self.tr("Putting it together…"))
        column.addWidget(self.text, 1)
        self.outcome = QLabel(self)
        self.outcome.setObjectName("support.outcome")
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setWordWrap(True)
        column.addWidget(self.outcome)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        self.copy = self._button("copy", self.tr("Copy"), row)
        self.save = self._button("save", self.tr("Save…"), row)
        self.leave = self._button("close", self.tr("Close"), row)
        set_role(self.save, "primary")
        column.addLayout(row)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask)
        self.leave.clicked.connect(self.close)
        for button in (self.copy, self.save):
            button.setEnabled(False)
        spawn(self, self._fill(make), name="report for support")

    def _button(self, name: str, words: str, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"support.{name}")
        button.setAutoDefault(False)
        row.addWidget(button)
        return button

    def show_error(self, words: str) -> None:
        set_role(self.outcome, "error")
        self.outcome.setText(words)

    async def _fill(self, make: Callable[[], str]) -> None:
        self.text.setPlainText(await in_thread(make))
        for button in (self.copy, self.save):
            button.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(self.tr("Copied."))

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"), str(Path.home() / _NAME))
        dialog.setObjectName("support.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(_NAME)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write what stands in the window to a file of its owner's only."""
        spawn(self, self._save(path, self.text.toPlainText()), name="save the report")

    async def _save(self, path: Path, text: str) -> None:
        from realme_desktop.orders.support import write_report

        try:
            await in_thread(write_report, path, text)
        except OSError as error:
            self.show_error(self.tr("Not saved: {reason}.").format(reason=error.strerror or str(error)))
            return
        self._say(self.tr("Saved as {file}.").format(file=path))

    def _say(self, words: str) -> None:
        set_role(self.outcome, "success")
        self.outcome.setText(words)
