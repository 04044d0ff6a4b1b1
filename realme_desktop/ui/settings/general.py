"""The general settings: one widget per declared setting, applied at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.language import language, say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.folder import FolderButton
from realme_desktop.ui.settings.parts import Outcome, Page, inset_text, labelled, plain_label, unit_words
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import MEDIUM, SMALL, TINY, set_role
from realme_desktop.ui.widgets.fitting import with_letters

if TYPE_CHECKING:
    from realme_desktop.config.settings import Setting

__all__ = ["GeneralPage", "SettingsPage"]

_ELSEWHERE = frozenset({"environment"})  # chosen in the header of the window
_ELSEWHERE_GROUPS = frozenset({"retention", "protection"})  # on the pages of the records and of the lock


class SettingsPage(Page):
    """Settings from their declaration in `config.settings.SETTINGS`, below what a page adds of its own.
    `changed(str)` carries the key after the value is kept."""

    changed = Signal(str)

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._defaults: dict[str, QPushButton] = {}
        self._outcome = Outcome()
        self._outcome.setObjectName("settings.outcome")
        self.body.addWidget(self._outcome)

    def _add_groups(self, wanted: Callable[[str], bool]) -> None:
        """The settings of these groups, each under its heading."""
        from realme_desktop.config.settings import GROUPS, SETTINGS

        for group, title in GROUPS.items():
            of_group = [
                setting for setting in SETTINGS if setting.group == group and setting.key not in _ELSEWHERE
            ]
            if not of_group or not wanted(group):
                continue
            self.body.addWidget(plain_label(say(title), "heading"))
            column = QVBoxLayout()
            column.setSpacing(MEDIUM)
            for setting in of_group:
                column.addWidget(self._row(setting))
            self.body.addLayout(column)

    def show_error(self, words: str) -> None:
        self._outcome.say(words, "error")

    def _row(self, setting: Setting) -> QWidget:
        value = self._context.settings.get(setting.key)
        widget = self._widget(setting, value)
        widget.setObjectName(f"setting.{setting.key}")
        widget.setMaximumWidth(with_letters(360))
        locked = self._context.settings.is_locked(setting.key)
        widget.setEnabled(not locked)
        sentence = say(setting.help)
        reason = self._context.settings.lock_reason(setting.key)
        for more in (self._unavailable(setting.key), say(reason) if reason is not None else ""):
            if more:
                sentence += ("" if language() == "zh" else " ") + more
        default = QPushButton(self.tr("Default"))
        default.setObjectName(f"setting.{setting.key}.default")
        default.setAccessibleName(self.tr("Default for {name}").format(name=say(setting.label)))
        self._defaults[setting.key] = default
        set_role(default, "quiet")
        self._follow_default(setting.key)
        default.clicked.connect(
            lambda: self._show(setting, widget, self._context.settings.default(setting.key))
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(widget, 1)
        if setting.folder and isinstance(widget, QLineEdit):
            choose = FolderButton(f"setting.{setting.key}.choose", say(setting.label), widget)
            choose.setEnabled(not locked)
            choose.chosen.connect(lambda folder: self._show(setting, widget, folder))
            row.addWidget(choose)
        row.addWidget(default)
        row.addStretch(1)
        says_itself = isinstance(widget, QCheckBox)
        box = labelled("" if says_itself else say(setting.label), line, sentence)
        widget.setAccessibleName(say(setting.label))
        widget.setAccessibleDescription(sentence)
        layout = box.layout()
        if layout is not None:
            layout.setSpacing(TINY)
        return box

    def _unavailable(self, key: str) -> str:
        """Why this setting has no effect on this computer."""
        if key == "arrivals.desktop":
            from realme_desktop.ui.widgets.desktop_notice import DesktopNotice

            if not DesktopNotice.available():
                return self.tr("This desktop shows no such messages, so here it has no effect.")
        return ""

    def _widget(self, setting: Setting, value: Any) -> QWidget:
        key = setting.key
        if setting.type == "choice":
            combo = QComboBox()
            for choice in setting.choices:
                combo.addItem(say(choice.label), choice.value)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.currentIndexChanged.connect(lambda index: self._keep(key, combo.itemData(index)))
            return combo
        if setting.type == "bool":
            box = QCheckBox(say(setting.label))
            box.setChecked(bool(value))
            box.toggled.connect(lambda on: self._keep(key, on))
            return box
        if setting.type in ("int", "float"):
            low = 0 if setting.minimum is None else setting.minimum
            high = 1_000_000 if setting.maximum is None else setting.maximum
            spin: QSpinBox | QDoubleSpinBox
            if setting.type == "int":
                spin = QSpinBox()
                spin.setRange(int(low), int(high))
            else:
                spin = QDoubleSpinBox()
                spin.setRange(low, high)
            spin.setValue(value)
            inset_text(spin)
            if setting.unit:
                spin.setSuffix(f" {unit_words(setting.unit)}")
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda number: self._keep(key, number))
            return spin
        line = QLineEdit(str(value))
        line.setMaxLength(200)
        line.setPlaceholderText(str(self._context.settings.default(key)))
        line.editingFinished.connect(lambda: self._keep(key, line.text().strip()))
        return line

    def _show(self, setting: Setting, widget: QWidget, value: Any) -> None:
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(0, widget.findData(value)))
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QSpinBox | QDoubleSpinBox):
            widget.setValue(value)
        elif isinstance(widget, QLineEdit):
            self._keep(setting.key, value)
            widget.setText(str(self._context.settings.get(setting.key)))

    def _keep(self, key: str, value: Any) -> None:
        if self._context.settings.get(key) == value:
            return
        from realme_desktop.config.settings import SettingRefused

        try:
            self._context.settings.set(key, value)
        except SettingRefused as refused:
            self._outcome.say(say(refused.words), "error")
            return
        spawn(self, self._save(key), "save settings")

    async def _save(self, key: str) -> None:
        from realme_desktop.records.acts import Act

        await in_thread(self._context.settings.save)
        await self._context.record(Act.SETTING_CHANGED, setting=key, **self._harmless(key))
        self._follow_default(key)
        self._outcome.say(self.tr("Kept."), "success")
        self.changed.emit(key)

    def _follow_default(self, key: str) -> None:
        """The button that resets is of use only where something was changed."""
        settings = self._context.settings
        changed = settings.get(key) != settings.default(key)
        if key in self._defaults:
            self._defaults[key].setEnabled(changed and not settings.is_locked(key))

    def _harmless(self, key: str) -> dict[str, Any]:
        """What the setting is now, unless somebody typed it."""
        value = self._context.settings.get(key)
        return {} if isinstance(value, str) else {"value": value}


class GeneralPage(SettingsPage):
    """All settings but those that have a page of their own."""

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_head(self.tr("General"), self.tr("Each change applies at once and is kept."))
        self._add_groups(lambda group: group not in _ELSEWHERE_GROUPS)
        self.body.addStretch(1)
