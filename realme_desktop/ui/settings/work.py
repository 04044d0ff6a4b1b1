"""What the dialogs have in common that do something long with the records as a whole."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.parts import Outcome, labelled
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role
from realme_desktop.ui.widgets.fitting import keep_fitting
from realme_desktop.ui.widgets.gauge import Gauge
from realme_desktop.ui.widgets.tab_order import tab_as_it_stands

__all__ = ["PathLine", "WorkDialog"]


class WorkDialog(QDialog):
    """A title, words, fields, how far it has come, what came of it. Closing stops what can be stopped.

    `ended(ok)` after each try."""

    ended = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        keep_fitting(self)
        self.tone = "success"  # of what the work answers; work may say otherwise
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        self.body = QVBoxLayout()
        self.body.setSpacing(MEDIUM)
        column.addLayout(self.body)
        self.gauge = Gauge(self, name=f"{name}.gauge")
        column.addWidget(self.gauge)
        self.outcome = Outcome(self)
        self.outcome.setObjectName(f"{name}.outcome")
        column.addWidget(self.outcome)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        self.act = QPushButton(self)
        self.act.setObjectName(f"{name}.act")
        self.act.setDefault(True)
        self.act.clicked.connect(self.start)
        set_role(self.act, "primary")
        self.leave = QPushButton(self.tr("Close"), self)
        self.leave.setObjectName(f"{name}.close")
        self.leave.clicked.connect(self.close)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        tab_as_it_stands(self)  # the fields were made after the buttons
        super().showEvent(event)

    def start(self) -> None:
        """Check what was entered and begin."""
        raise NotImplementedError

    def work(self, doing: Awaitable[str], words: str, *, stoppable: bool = True) -> None:
        """Show `words` while `doing` runs; then what it answers."""
        self.outcome.say("")
        self.act.setEnabled(False)
        self.gauge.begin(words, stoppable=stoppable)
        spawn(self, self._work(doing), name=self.objectName())

    async def _work(self, doing: Awaitable[str]) -> None:
        from realme_desktop.orders import custody
        from realme_desktop.records.backup import Cancelled

        ok = False
        try:
            words = await doing
            ok = True
            self.outcome.say(words, self.tone)
        except Cancelled:
            self.outcome.say(self.stopped_words(), "warning")
        except (OSError, ValueError) as error:
            self.outcome.say(say(custody.words_of(error)), "error")
        finally:
            self.gauge.end()
            self.act.setEnabled(True)
        self.ended.emit(ok)

    def stopped_words(self) -> str:
        return self.tr("Stopped. Nothing was left behind.")

    def show_error(self, words: str) -> None:
        self.outcome.say(words, "error")
        self.ended.emit(False)

    def refuse(self, words: str, field: QWidget) -> None:
        """Say why it can't begin, and go where it is to be mended."""
        self.outcome.say(words, "error")
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_replace(self, line: PathLine, suffix: str = "") -> bool:
        """Whether nothing is in the way of the file to write, or somebody agreed that it goes: in the dialog
        for files, or by pressing once more. `suffix` is what the name gets if it lacks it."""
        if not line.taken(suffix):
            return True
        words = self.tr("There is such a file already. Nothing was written; press again to replace it.")
        self.outcome.say(words, "warning")
        return False

    def passphrase(self, name: str, label: str, caption: str = "") -> QLineEdit:
        """A field for a passphrase, hidden while it is typed."""
        line = QLineEdit(self)
        line.setObjectName(f"{self.objectName()}.{name}")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMaxLength(400)
        self.body.addWidget(labelled(label, line, caption))
        return line

    def shower(self, *lines: QLineEdit) -> QCheckBox:
        """Shows what is typed in these."""
        box = QCheckBox(self.tr("Show what I type"), self)
        box.setObjectName(f"{self.objectName()}.show")

        def show(shown: bool) -> None:
            for line in lines:
                line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

        box.toggled.connect(show)
        self.body.addWidget(box)
        return box


class PathLine(QWidget):
    """A file to write or to read: typed, or chosen in a dialog."""

    chosen = Signal(str)

    def __init__(
        self, name: str, title: str, start: Path, parent: QWidget | None = None, *, save: bool
    ) -> None:
        super().__init__(parent)
        self._title, self._save = title, save
        self._agreed: Path | None = None  # a file there may be replaced
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        self.line = QLineEdit(str(start) if save else "", self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.editingFinished.connect(lambda: self.chosen.emit(self.line.text().strip()))
        row.addWidget(self.line, 1)
        button = QPushButton(self.tr("Choose …"), self)
        button.setObjectName(f"{name}.choose")
        button.setAutoDefault(False)
        button.clicked.connect(self._choose)
        row.addWidget(button)
        self.setFocusProxy(self.line)
        self._start = start

    def path(self) -> Path | None:
        """None while nothing is entered."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: str | Path) -> None:
        self.line.setText(str(path))
        self.chosen.emit(str(path))

    def taken(self, suffix: str = "") -> bool:
        """Whether a file is there already that nobody has agreed to replace. Asked again, they have."""
        path, agreed = self.path(), self._agreed
        self._agreed = None  # once
        if path is None or path == agreed:
            return False
        named = path if path.name.lower().endswith(suffix) else path.with_name(path.name + suffix)
        if not named.is_file():
            return False
        self._agreed = path
        return True

    def _chosen(self, name: str) -> None:
        self._agreed = Path(name)  # the dialog has asked
        self.set_path(name)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._title, str(self.path() or self._start))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile((self.path() or self._start).name)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()
