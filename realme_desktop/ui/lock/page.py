"""What stands in the window while it is locked. It names nobody."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, WIDE, set_role
from realme_desktop.ui.widgets.drawing import Drawing
from realme_desktop.ui.widgets.words import Words

__all__ = ["LockMode", "LockPage"]

_WIDTH = 420


class LockMode(Enum):
    PASSPHRASE = "passphrase"  # it is asked for
    SESSION = "session"  # none is set: a press suffices
    CHOOSE = "choose"  # none is set, and one is demanded


class LockPage(QWidget):
    """`tried(passphrase)`, once for each press; whoever hears it answers with `refuse` or takes the page
    away."""

    tried = Signal(str)

    def __init__(self, mode: LockMode, *, starting: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.mode = mode
        self._left = 0
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        box = QFrame(self)
        box.setObjectName("lock.box")
        box.setFixedWidth(_WIDTH)
        set_role(box, "card")
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._column.setSpacing(MEDIUM)
        self._make_head(starting)
        self.line = self._passphrase_line("lock.passphrase", self.tr("Passphrase"))
        self.again = self._passphrase_line("lock.again", self.tr("Once more"))
        self.line.setVisible(mode is not LockMode.SESSION)
        self.again.setVisible(mode is LockMode.CHOOSE)
        self.message = Words("", self)
        self.message.setObjectName("lock.message")
        self.message.hide()
        self._column.addWidget(self.message)
        self._make_buttons()
        self._make_forgotten()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self.setFocusProxy(self.line if mode is not LockMode.SESSION else self.button)
        self._enable()

    def _make_head(self, starting: bool) -> None:
        self._column.addWidget(Drawing("lock", 36, "accent", self), 0, Qt.AlignmentFlag.AlignHCenter)
        if self.mode is LockMode.CHOOSE:
            title = self.tr("Set a passphrase")
            words = self.tr(
                "Your administrator demands a passphrase. It protects the records on this computer: without "
                "it nobody can open them, and nobody can tell it to you again. At least 10 characters."
            )
        elif starting:
            title = self.tr("The records are protected")
            words = self.tr("Enter the passphrase to open them. No order is sent before.")
        else:
            title = self.tr("Locked")
            words = self.tr(
                "What you typed is kept. Results are still asked for, and appear when you are back."
            )
        self.setAccessibleName(title)
        head = Words(title, self, bold=True, size="heading")
        head.setObjectName("lock.title")
        told = Words(words, self, tone="muted")
        told.setObjectName("lock.words")
        for part in (head, told):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(part)

    def _passphrase_line(self, name: str, words: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(words)
        line.setPlaceholderText(words)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMaxLength(400)
        line.setMinimumHeight(34)
        line.textChanged.connect(lambda *_: self._enable())
        line.returnPressed.connect(self._try)
        self._column.addWidget(line)
        return line

    def _make_buttons(self) -> None:
        words = self.tr("Set the passphrase") if self.mode is LockMode.CHOOSE else self.tr("Unlock")
        self.button = QPushButton(words, self)
        self.button.setObjectName("lock.unlock")
        self.button.setMinimumHeight(34)
        self.button.setDefault(True)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._try)
        set_role(self.button, "primary")
        self._column.addWidget(self.button)

    def _make_forgotten(self) -> None:
        self._forgotten = QPushButton(self.tr("Passphrase forgotten"), self)
        self._forgotten.setObjectName("lock.forgotten")
        self._forgotten.setCheckable(True)
        set_role(self._forgotten, "quiet")
        told = Words(
            self.tr(
                "Nobody can bring it back. The records stay on this computer as they are, and open when it "
                "comes back to mind. To go on without them: quit, run “realme-desktop history new”, which "
                "keeps them under another name and begins anew, then “realme-desktop restore” with a backup."
            ),
            self,
            tone="muted",
        )
        told.setObjectName("lock.forgotten.words")
        told.hide()
        self._forgotten.toggled.connect(told.setVisible)
        self._forgotten.setVisible(self.mode is LockMode.PASSPHRASE)
        self._column.addSpacing(SMALL)
        self._column.addWidget(self._forgotten)
        self._column.addWidget(told)
        self._column.setSpacing(LARGE // 2 + SMALL // 2)

    def hold(self) -> None:
        """Take no try yet: it is not known whether a passphrase is wanted."""
        self._set_busy(True)

    def release(self) -> None:
        """From now on."""
        self._set_busy(False)
        self.message.hide()

    # Trying

    def _tell(self, words: str, tone: str) -> None:
        """`tone`: `error`, or nothing."""
        self.message.set_tone(tone or "muted")
        self.message.set_text(f"✗ {words}" if tone == "error" else words)
        self.message.setAccessibleName(words)
        self.message.show()

    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        if self.mode is LockMode.CHOOSE and self.line.text() != self.again.text():
            self._tell(self.tr("The two passphrases differ."), "error")
            self.again.setFocus()
            return
        self._set_busy(True)
        self.tried.emit(self.line.text() if self.mode is not LockMode.SESSION else "")

    def refuse(self, words: str, wait_s: float = 0.0) -> None:
        """Tell why it did not work; for `wait_s` seconds no other try is taken."""
        self.line.clear()
        self.again.clear()
        self._tell(words, "error")
        self._set_busy(False)
        self.wait(wait_s)

    def wait(self, seconds: float) -> None:
        """No try is taken before."""
        self._left = math.ceil(seconds)
        self._enable()
        if self._left:
            self._second.start()
            self._count()
        else:
            self._second.stop()
        if self.mode is not LockMode.SESSION:
            self.line.setFocus()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._count()
        else:
            self._second.stop()
            self._tell(self.tr("You can try again now."), "")
            self._enable()
            self.line.setFocus()

    def _count(self) -> None:
        words = self.tr("After several wrong passphrases, the next try is taken in {seconds} s.")
        self._tell(words.format(seconds=self._left), "error")

    def _set_busy(self, busy: bool) -> None:
        for line in (self.line, self.again):
            line.setReadOnly(busy)  # it keeps the focus
        self.button.setEnabled(not busy)
        if busy:
            self._tell(self.tr("Checking…"), "")
        else:
            self._enable()

    def _enable(self) -> None:
        ready = self.mode is LockMode.SESSION or bool(self.line.text())
        if self.mode is LockMode.CHOOSE:
            ready = ready and bool(self.again.text())
        self.button.setEnabled(ready and self._left <= 0)
