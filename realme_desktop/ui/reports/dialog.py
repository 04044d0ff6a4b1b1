"""How one result leaves the console: as PDF, on paper, or as text; masked unless somebody says otherwise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.theme import MEDIUM, SMALL, set_role
from realme_desktop.ui.widgets.fitting import keep_fitting
from realme_desktop.ui.widgets.inline_message import InlineMessage
from realme_desktop.ui.widgets.revealing import rule
from realme_desktop.ui.widgets.words import Words

from .facts import OrderFacts

__all__ = ["ReportDialog"]


class ReportDialog(QDialog):
    """Opened with `open()`. `save_wanted(path)`, `print_wanted()`, `copy_wanted()` ask for what `full` and
    `pictures` say at that moment. It stays open until `done_with` or until it is closed."""

    save_wanted = Signal(object)
    print_wanted = Signal()
    copy_wanted = Signal()

    def __init__(
        self, facts: OrderFacts, *, folder: Path | None, pictures_allowed: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self.setWindowTitle(self.tr("Save or print the result"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        keep_fitting(self)
        self._replace: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(Words(f"{facts.title}\n{facts.order.order_id}", self))
        if facts.not_real:
            column.addWidget(Words(f"◇ {facts.not_real}", self, tone="sandbox"))
        self._full = QCheckBox(self.tr("Personal values in full"), self)
        self._full.setObjectName("report.full")
        self._full.setToolTip(
            self.tr("Without it they are masked. That they were given out is written down.")
            if rule().allowed
            else self.tr("Switched off in the settings.")
        )
        self._full.setEnabled(rule().allowed)
        self._pictures = QCheckBox(self.tr("With the pictures"), self)
        self._pictures.setObjectName("report.pictures")
        has_pictures = any(picture.media_type.startswith("image/") for _, picture in facts.pictures)
        self._pictures.setEnabled(pictures_allowed and has_pictures)
        if has_pictures and not pictures_allowed:
            self._pictures.setToolTip(self.tr("Switched off in the settings."))
        column.addWidget(self._full)
        column.addWidget(self._pictures)
        column.addLayout(self._make_place(folder or _documents(), facts))
        self.message = InlineMessage(self)
        self.message.setObjectName("report.message")
        column.addWidget(self.message)
        column.addLayout(self._make_buttons())
        self._save.setDefault(True)
        self._save.setFocus()

    def _make_place(self, folder: Path, facts: OrderFacts) -> QHBoxLayout:
        label = QLabel(self.tr("&File"), self)
        self._path = QLineEdit(str(folder / f"realme-{facts.order.segment}-{facts.order.order_id}.pdf"), self)
        self._path.setObjectName("report.path")
        self._path.setAccessibleName(self.tr("File"))
        self._path.textChanged.connect(self._place_changed)
        label.setBuddy(self._path)
        browse = QPushButton(self.tr("Choose…"), self)
        browse.setObjectName("report.browse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(label)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        self._copy = QPushButton(self.tr("&Copy as text"), self)  # in the order in which they stand, for Tab
        self._print = QPushButton(self.tr("&Print…"), self)
        close = QPushButton(self.tr("Close"), self)
        self._save = QPushButton(self.tr("&Save PDF"), self)
        for button, name in (
            (self._save, "save"), (self._print, "print"), (self._copy, "copy"), (close, "close"),
        ):  # fmt: skip
            button.setObjectName(f"report.{name}")
            button.setAutoDefault(False)
        set_role(self._save, "primary")
        self._save.clicked.connect(self._save_now)
        self._print.clicked.connect(self.print_wanted)
        self._copy.clicked.connect(self.copy_wanted)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._copy)
        row.addWidget(self._print)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._save)
        return row

    @property
    def full(self) -> bool:
        return self._full.isChecked()

    @property
    def pictures(self) -> bool:
        return self._pictures.isChecked() and self._pictures.isEnabled()

    def show_error(self, words: str) -> None:
        """What went wrong; the dialog stays."""
        self.set_busy(False)
        self.message.tell(words, "error")

    def set_busy(self, busy: bool) -> None:
        for button in (self._save, self._print, self._copy):
            button.setEnabled(not busy)

    def done_with(self) -> None:
        self.accept()

    def _place_changed(self) -> None:
        self._replace = None
        self.message.tell("", "caption")

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Save as PDF"), self._path.text(), "PDF (*.pdf)")
        dialog.setObjectName("report.files")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self._path.setText(name)
        self._replace = Path(name)  # the dialog has asked

    def _save_now(self) -> None:
        text = self._path.text().strip()
        path = Path(text).expanduser()
        if not text or path.is_dir():
            self.message.tell(self.tr("Name a file. Nothing is saved yet."), "error")
            return
        if not path.suffix:
            path = path.with_name(f"{path.name}.pdf")
        if path.exists() and path != self._replace:
            self._replace = path
            self.message.tell(
                self.tr("There is such a file already. Nothing is saved yet; save again to replace it."),
                "warning",
            )
            return
        self.save_wanted.emit(path)


def _documents() -> Path:
    return Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
    )
