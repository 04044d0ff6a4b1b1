"""The two lines for `app_token` and `app_key`. What is stored is never read back into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from realme_desktop.ui.settings.parts import labelled
from realme_desktop.ui.theme import MEDIUM

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials

__all__ = ["CredentialFields"]


class CredentialFields(QWidget):
    """`edited()` with each letter, `entered()` by Return in the last line."""

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        self.token = QLineEdit()
        self.token.setObjectName("credentials.app_token")
        self.token.setMaxLength(200)
        column.addWidget(
            labelled(self.tr("app_token"), self.token, self.tr("Given by RealMe, for example TESTRA000401."))
        )
        self.key = QLineEdit()
        self.key.setObjectName("credentials.app_key")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setMaxLength(600)
        self.key.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        column.addWidget(
            labelled(
                self.tr("app_key"),
                self.key,
                self.tr("The secret that belongs to it. It goes into the keyring and is never shown again."),
            )
        )
        self.setFocusProxy(self.token)
        self.token.returnPressed.connect(self.key.setFocus)
        self.key.returnPressed.connect(self.entered)
        self.token.textChanged.connect(lambda _: self.edited.emit())
        self.key.textChanged.connect(lambda _: self.edited.emit())

    @property
    def empty(self) -> bool:
        return not (self.token.text().strip() or self.key.text().strip())

    def typed(self) -> Credentials | None:
        """What stands in the lines; None unless both are filled."""
        token, key = self.token.text().strip(), self.key.text().strip()
        if not token or not key:
            return None
        from realme_desktop.config.credentials import Credentials

        return Credentials(token, key)

    def clear(self) -> None:
        self.token.clear()
        self.key.clear()
