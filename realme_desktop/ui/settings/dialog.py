"""The settings window: a list of pages on the left, the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from realme_desktop.ui.resources import icon
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.credentials import CredentialsPage
from realme_desktop.ui.settings.environments import EnvironmentsPage
from realme_desktop.ui.settings.finder import SettingsFinder
from realme_desktop.ui.settings.general import GeneralPage
from realme_desktop.ui.theme import set_role
from realme_desktop.ui.widgets.fitting import open_at, with_letters

__all__ = ["SettingsDialog"]


class SettingsDialog(QDialog):
    """Opened with `open()` or `show()`, never `exec()`. Each page keeps what it changes by itself."""

    credentials_changed = Signal(str)
    environment_changed = Signal(str)
    setting_changed = Signal(str)
    rescue_wanted = Signal()

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 960, 680)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = QListWidget()
        self._list.setObjectName("settings.pages")
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setFixedWidth(with_letters(190))
        self._list.setIconSize(QSize(18, 18))
        set_role(self._list, "pages")
        self.finder = SettingsFinder(self._list, self)
        self.finder.chosen.connect(self._bring_up)
        self.finder.left.connect(self._into_setting)
        row.addWidget(self.finder)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)

        self._brought_up: QWidget | None = None
        self._context = context
        self.credentials = CredentialsPage(context)
        self.environments = EnvironmentsPage(context)
        self.general = GeneralPage(context)
        self._late: dict[int, Callable[[], QWidget]] = {}
        for page, title, drawing in (
            (self.general, self.tr("General"), "settings"),
            (self.credentials, self.tr("Credentials"), "shield"),
            (self.environments, self.tr("Environments"), "building"),
            (self._protection_page, self.tr("Privacy and lock"), "lock"),
            (self._texts_page, self.tr("Copied text"), "copy"),
            (self._records_page, self.tr("Records"), "history"),
            (self._audit_page, self.tr("Audit log"), "document"),
        ):
            self._list.addItem(QListWidgetItem(icon(drawing, "muted"), title))
            if isinstance(page, QWidget):
                self._stack.addWidget(page)
            else:
                self._late[self._stack.addWidget(QWidget())] = page
        self._list.currentRowChanged.connect(self._turn_to)
        self._list.setCurrentRow(0)

        self.credentials.changed.connect(self.credentials_changed)
        self.environments.changed.connect(self._environment_kept)
        self.general.changed.connect(self.setting_changed)

    def _turn_to(self, row: int) -> None:
        if row in self._late:
            place, page = self._stack.widget(row), self._late.pop(row)()
            self._stack.insertWidget(row, page)
            if place is not None:
                self._stack.removeWidget(place)
                place.deleteLater()
        self._stack.setCurrentIndex(row)

    def look_into(self, other: SettingsDialog) -> None:
        """Build the pages that the other one has built."""
        for row in range(self._stack.count()):
            if row in self._late and row not in other._late:
                self._turn_to(row)
        self._stack.setCurrentIndex(self._list.currentRow())

    def _protection_page(self) -> QWidget:
        from realme_desktop.ui.settings.protection import ProtectionPage

        page = ProtectionPage(self._context)
        page.changed.connect(self.setting_changed)
        return page

    def _texts_page(self) -> QWidget:
        from realme_desktop.ui.settings.texts import TextsPage

        page = TextsPage(self._context)
        page.changed.connect(self.setting_changed)
        return page

    def _records_page(self) -> QWidget:
        from realme_desktop.ui.settings.records import RecordsPage

        page = RecordsPage(self._context)
        page.changed.connect(self.setting_changed)
        page.rescue_wanted.connect(self.rescue_wanted)
        page.rescue_wanted.connect(self.close)
        return page

    def _audit_page(self) -> QWidget:
        from realme_desktop.ui.settings.audit import AuditPage

        return AuditPage(self._context)

    def show_setting(self, key: str) -> None:
        """Go to this setting, ready to be changed; an unknown key leaves the first page."""
        self._bring_up(key)
        self._into_setting()

    def _bring_up(self, key: str) -> None:
        """Turn to the page of a setting, or of a widget of this name, and bring it into sight."""
        self._brought_up = None
        rows = [self._stack.currentIndex(), *range(self._stack.count())]
        for row in rows:
            if row in self._late:
                self._turn_to(row)
            page = self._stack.widget(row)
            if page is None:
                continue
            found = page.findChild(QWidget, f"setting.{key}") or page.findChild(QWidget, key)
            if found is not None:
                self._list.setCurrentRow(row)
                self._brought_up = found
                QTimer.singleShot(0, found, partial(_show, found))
                return

    def _into_setting(self) -> None:
        if self._brought_up is not None:
            self._brought_up.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_records(self) -> None:
        """Go to what is kept and for how long."""
        self._list.setCurrentRow(self._list.count() - 2)

    def show_audit_log(self) -> None:
        """Go to the audit log."""
        self._list.setCurrentRow(self._list.count() - 1)

    def show_credentials(self, environment: str) -> None:
        """Go to the credentials of this environment."""
        self._list.setCurrentRow(1)
        self.credentials.choose(environment)

    def show_environment(self, key: str) -> None:
        """Go to the address, proxy and certificates of this environment."""
        self._list.setCurrentRow(2)
        self.environments.choose(key)

    def _environment_kept(self, key: str) -> None:
        self.environment_changed.emit(key)
        self.credentials.reload()


def _show(widget: QWidget) -> None:
    """Scroll until the setting is in sight, with its sentence."""
    area: QWidget | None = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(widget, 0, 200)
