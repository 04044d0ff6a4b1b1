"""Theme, language and motion of the window: as the settings say, and by its menus, while it runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication

from .language import apply_language, language_signals, say
from .motion import apply_motion
from .resources import icon
from .retranslation import Retranslation
from .tasks import in_thread, spawn
from .theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from realme_desktop.config.settings import Setting, Settings
    from realme_desktop.orders.backstage import Backstage

    from .shell import MainWindow

__all__ = ["Appearance"]


_ICONS = {"theme": "theme", "language": "globe"}


class Appearance(QObject):
    """One for a window. `retranslation` is what puts it into another language."""

    SETTINGS = ("theme", "language", "motion")

    def __init__(
        self, window: MainWindow, settings: Settings, backstage: Callable[[], Backstage | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._backstage = backstage
        self._menus: dict[str, tuple[QMenu, QActionGroup]] = {}
        self.retranslation = Retranslation(window)
        window.filled.connect(self._fill_menus)
        window.setting_chosen.connect(self.choose)
        window.installEventFilter(self)
        language_signals().changed.connect(self._fill_menus)

    def begin(self) -> None:
        """After the first paint: what it does not show."""
        self.follow("motion")

    def follow(self, key: str) -> None:
        """Put in force what this setting says now."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        value = str(self._settings.get(key))
        if key == "theme":
            apply_theme(app, value)
        elif key == "language":
            apply_language(app, value)
        elif key == "motion":
            apply_motion(app, value)
        self._tick(key)

    def choose(self, key: str, value: str) -> None:
        """Change one of SETTINGS, put it in force and keep it."""
        reason = self._settings.lock_reason(key)
        if reason is not None:
            self._window.say(say(reason))
            self._tick(key)
            return
        if self._settings.get(key) == value:
            self._tick(key)
            return
        self._settings.set(key, value)
        self.follow(key)
        spawn(self, self._keep(key), name="keep a setting")

    async def _keep(self, key: str) -> None:
        from realme_desktop.records.acts import Act

        await in_thread(self._settings.save)
        backstage = self._backstage()
        if backstage is not None:
            record = partial(backstage.custody.record, Act.SETTING_CHANGED, order_id=None, setting=key)
            await in_thread(record)

    def show_error(self, words: str) -> None:
        """Where `spawn` tells that the setting could not be kept."""
        self._window.show_error(words)

    # -- menus --------------------------------------------------------------------------------------------

    def _fill_menus(self) -> None:
        """A menu for each, made from the choices of the setting."""
        from realme_desktop.config.settings.declared import BY_KEY

        if self._window.result is None:
            return
        for key in reversed(self.SETTINGS):  # each comes in right below the act, above the one before
            setting = BY_KEY[key]
            if key not in self._menus:
                menu = self._window.menus.submenu(key, after="guided")
                menu.setIcon(icon(_ICONS.get(key, "")))
                self._menus[key] = menu, self._choices(setting, menu)
            menu, group = self._menus[key]
            menu.setTitle(say(setting.label))
            for action, choice in zip(group.actions(), setting.choices, strict=True):
                action.setText(say(choice.label))
            self._tick(key)

    def _choices(self, setting: Setting, menu: QMenu) -> QActionGroup:
        group = QActionGroup(menu)
        for choice in setting.choices:
            action = QAction(menu)
            action.setObjectName(f"action.{setting.key}.{choice.value}")
            action.setCheckable(True)
            action.setData(choice.value)
            group.addAction(action)
            menu.addAction(action)
        key = setting.key
        group.triggered.connect(lambda action: self.choose(key, str(action.data())))
        return group

    def _tick(self, key: str) -> None:
        if key not in self._menus:
            return
        _, group = self._menus[key]
        value, locked = self._settings.get(key), self._settings.is_locked(key)
        for action in group.actions():
            action.setChecked(action.data() == value)
            action.setEnabled(action.isChecked() or not locked)

    # -- the system ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The system may speak another language from now on."""
        if event.type() == QEvent.Type.LocaleChange and self._settings.get("language") == "system":
            self.follow("language")
        return False
