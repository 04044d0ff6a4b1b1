"""The page in the place of the form while the history can't be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from .rescue import Trouble
from .settings.parts import Outcome, Page, plain_label
from .theme import TINY, set_role
from .widgets.gauge import Gauge

__all__ = ["RescuePage"]


class RescuePage(QWidget):
    """In the place of the form. Each choice says what becomes of the old file."""

    again_wanted = Signal()
    rescue_wanted = Signal()
    restore_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, trouble: Trouble, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rescue")
        page = Page(*self._head(trouble))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        kept = self.tr("The file is kept as it is: {path}. Nothing here deletes it.").format(path=file)
        page.body.addWidget(plain_label(kept))
        if trouble is Trouble.KEY_LOST:
            page.body.addWidget(
                plain_label(self.tr("You can work on for this session; nothing of it is kept."))
            )
        else:
            page.body.addWidget(plain_label(self.tr("Orders are not sent until this is decided.")))
        page.body.addWidget(plain_label(self.tr("What can be done"), "heading"))
        self._buttons: list[QPushButton] = []
        self._offer(
            page,
            "again",
            self.tr("Try again"),
            self.tr("If the keyring was locked or exchanged: unlock or restore it, then try again."),
            self.again_wanted.emit,
        )
        if trouble is Trouble.DAMAGED:
            self._offer(
                page,
                "save",
                self.tr("Save what can be read"),
                self.tr(
                    "What can still be read goes into a new file; the damaged one is kept under another name."
                ),
                self.rescue_wanted.emit,
            )
        self._offer(
            page,
            "restore",
            self.tr("Restore a backup"),
            self.tr(
                "The old file is kept under another name, a new history begins, and the backup is brought "
                "into it."
            ),
            self.restore_wanted.emit,
        )
        self._new = self._offer(
            page,
            "new",
            self.tr("Start a new history"),
            self.tr(
                "The old file is kept under another name. If its key or a repair is found later, it can "
                "still be read."
            ),
            self._new_pressed,
        )
        self._sure = False
        self.gauge = Gauge(self, name="rescue.gauge")
        page.body.addWidget(self.gauge)
        self.outcome = Outcome(self)
        self.outcome.setObjectName("rescue.outcome")
        page.body.addWidget(self.outcome)
        page.body.addStretch(1)

    def _head(self, trouble: Trouble) -> tuple[str, str]:
        if trouble is Trouble.KEY_LOST:
            return self.tr("The data key is lost"), self.tr(
                "The history on this computer is encrypted, and its key was in the system keyring. The key "
                "is not there any more. Without it nobody can read the file, not even we."
            )
        if trouble is Trouble.WRONG_KEY:
            return self.tr("The key does not fit the records"), self.tr(
                "The file can't be opened with the key in the keyring: it belongs to another file, or the "
                "beginning of the file is damaged."
            )
        return self.tr("The file of the records is damaged"), self.tr(
            "A part of the file can't be read any more: a fault of the disk, or the file was cut off."
        )

    def _offer(
        self, page: Page, name: str, words: str, sentence: str, act: Callable[[], object]
    ) -> QPushButton:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        button = QPushButton(words)
        button.setObjectName(f"rescue.{name}")
        button.setAccessibleDescription(sentence)
        button.setMaximumWidth(320)
        button.clicked.connect(lambda: act())
        if not self._buttons:
            set_role(button, "primary")
        self._buttons.append(button)
        column.addWidget(button)
        column.addWidget(plain_label(sentence, "caption"))
        page.body.addWidget(box)
        return button

    def _new_pressed(self) -> None:
        """Twice: nobody starts anew by a slip."""
        if self._sure:
            self.new_wanted.emit()
        else:
            self._sure = True
            self._new.setText(self.tr("Press again to start a new history"))

    def begin(self) -> None:
        self.outcome.say("")
        for button in self._buttons:
            button.setEnabled(False)
        self.gauge.begin(self.tr("Working"), stoppable=False)

    def end(self) -> None:
        self.gauge.end()
        for button in self._buttons:
            button.setEnabled(True)

    def show_error(self, words: str) -> None:
        self.end()
        self.outcome.say(words, "error")
