"""The windows beside the main one: settings, help, the report for support; and the page of the first run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .remaking import made_by

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from realme_desktop.config.environments import Environment, Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.vault.vault import Vault

    from .help import HelpWindow
    from .parts import Parts
    from .settings.context import SettingsContext
    from .settings.credentials import FirstRunPage
    from .settings.dialog import SettingsDialog
    from .shell import MainWindow

__all__ = ["Dialogs"]


class Dialogs(QObject):
    """One for a window. Each is built when it is opened; the signals pass on what was changed in it."""

    credentials_changed = Signal(str)  # of this environment
    environment_changed = Signal(str)
    setting_changed = Signal(str)  # its key
    environment_chosen = Signal(str)
    rescue_wanted = Signal()

    def __init__(
        self,
        window: MainWindow,
        *,
        paths: Paths,
        settings: Settings,
        environments: Callable[[], Environments],
        parts: Parts,
        backstage: Callable[[], Backstage | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._paths = paths
        self._settings = settings
        self._environments = environments
        self._parts = parts
        self._backstage = backstage
        self.busy: Callable[[], bool] = lambda: False
        """Whether an order is on its way."""
        window.settings_wanted.connect(self.open_settings)
        window.setting_wanted.connect(lambda key: self.open_settings(setting=key))
        window.audit_wanted.connect(lambda: self.open_settings(audit_log=True))
        window.help_wanted.connect(lambda: self.open_help())
        for act, page in (("keys", "shortcuts"), ("guide", "user-guide"), ("trouble", "troubleshooting")):
            window.menus.when(act, partial(self.open_help, page))
        window.menus.when("support", self.open_support)
        window.menus.when("about_service", self.open_service_help)
        window.menus.when("guided", self.open_guided_change)
        window.header.environment.guide_wanted.connect(self.open_guided_change)

    def _context(self) -> SettingsContext:
        from .settings.context import SettingsContext

        def vault() -> Vault | None:
            backstage = self._backstage()
            return backstage.vault if backstage is not None else None

        return SettingsContext(
            paths=self._paths,
            settings=self._settings,
            environments=self._environments,
            vault=vault,
            check_connection=self._parts.check_connection,
            backstage=self._backstage,
        )

    def first_run_page(self, environment: Environment) -> FirstRunPage:
        """Where the credentials of this environment are entered for the first time."""
        from .settings.credentials import FirstRunPage

        return FirstRunPage(self._context(), environment)

    def open_guided_change(self) -> None:
        """From here to integration or production, step by step."""
        from .guided_change.dialog import GuidedChange

        _, current = self._window.header.environment.known()
        dialog = GuidedChange(self._context(), current, self._window, busy=self.busy)
        dialog.credentials_changed.connect(self.credentials_changed)
        dialog.chosen.connect(self.environment_chosen)
        dialog.network_wanted.connect(lambda key: self.open_settings(environment=key, parent=dialog))
        dialog.open()

    def open_settings(
        self,
        credentials_of: str = "",
        *,
        audit_log: bool = False,
        setting: str = "",
        environment: str = "",
        parent: QWidget | None = None,
    ) -> SettingsDialog:
        from .settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._context(), parent or self._window)
        dialog.credentials_changed.connect(self.credentials_changed)
        dialog.environment_changed.connect(self.environment_changed)
        dialog.setting_changed.connect(self.setting_changed)
        dialog.rescue_wanted.connect(self.rescue_wanted)
        if credentials_of:
            dialog.show_credentials(credentials_of)
        if environment:
            dialog.show_environment(environment)
        if audit_log:
            dialog.show_audit_log()
        if setting:
            dialog.show_setting(setting)
        dialog.open()

        def again() -> SettingsDialog:
            made = self.open_settings(parent=parent)
            made.look_into(dialog)
            return made

        return made_by(dialog, again)

    def open_help(self, page: str = "start", *, at: str = "") -> HelpWindow:
        from .help import HelpWindow

        shown = HelpWindow(self._window.shortcuts(), self._window)
        shown.show_page(page, at=at)
        shown.show()
        return made_by(shown, partial(self.open_help, page, at=at), coloured=True)

    def open_service_help(self) -> None:
        """What is to be known of the service on show: its place on the page of its group."""
        from realme_desktop.catalog.chapters import page_name
        from realme_desktop.catalog.registry import by_segment, group

        service = by_segment(self._window.segment)
        self.open_help(page_name(group(service.group)), at=f"{service.number} ")

    def open_support(self) -> None:
        """The report for support, for the operator to read first."""
        from .support import SupportDialog

        SupportDialog(self._support_report, self._window).open()

    def _support_report(self) -> str:
        from realme_desktop.orders.support import support_report

        backstage = self._backstage()
        vault = backstage.vault if backstage is not None else self._parts.vault()
        return support_report(
            self._paths, self._settings, self._environments(), vault=vault, backstage=backstage
        )
