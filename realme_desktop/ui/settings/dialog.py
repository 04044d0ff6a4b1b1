"""The settings window: a list of pages on the left, the chosen one on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.credentials import CredentialsPage
from realme_desktop.ui.settings.environments import EnvironmentsPage
from realme_desktop.ui.settings.general import GeneralPage
from realme_desktop.ui.theme import set_role

__all__ = ["SettingsDialog"]


class SettingsDialog(QDialog):
    """Opened with `open()` or `show()`, never `exec()`. Each page keeps what it changes by itself."""

    credentials_changed = Signal(str)
    environment_changed = Signal(str)
    setting_changed = Signal(str)

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 640)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = QListWidget()
        self._list.setObjectName("settings.pages")
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setFixedWidth(190)
        self._list.setIconSize(QSize(18, 18))
        set_role(self._list, "pages")
        row.addWidget(self._list)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)

        self.credentials = CredentialsPage(context)
        self.environments = EnvironmentsPage(context)
        self.general = GeneralPage(context)
        for page, title, drawing in (
            (self.general, self.tr("General"), "settings"),
            (self.credentials, self.tr("Credentials"), "shield"),
            (self.environments, self.tr("Environments"), "building"),
        ):
            self._list.addItem(QListWidgetItem(icon(drawing, "muted"), title))
            self._stack.addWidget(page)
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)

        self.credentials.changed.connect(self.credentials_changed)
        self.environments.changed.connect(self._environment_kept)
        self.general.changed.connect(self.setting_changed)

    def show_credentials(self, environment: str) -> None:
        """Go to the credentials of this environment."""
        self._list.setCurrentRow(1)
        self.credentials.choose(environment)

    def _environment_kept(self, key: str) -> None:
        self.environment_changed.emit(key)
        self.credentials.reload()
