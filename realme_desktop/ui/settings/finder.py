"""Finds a setting by its name, its sentence or its pinyin initials, in both languages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.palette.entries import Entry, Sort, found
from realme_desktop.ui.resources import icon
from realme_desktop.ui.settings.places import PLACES
from realme_desktop.ui.theme import SMALL, set_role
from realme_desktop.ui.widgets.composing import ComposingLine

__all__ = ["SettingsFinder"]

_KEY = Qt.ItemDataRole.UserRole


def _entries() -> list[Entry]:
    from realme_desktop.config.settings import GROUPS, SETTINGS

    return [
        Entry(
            Sort.SETTING,
            setting.key,
            say(setting.label),
            bool,
            zh=setting.label.zh,
            en=setting.label.en,
            detail=say(setting.help),
            exact=(setting.key,),
            further=" ".join(
                (GROUPS[setting.group].zh, GROUPS[setting.group].en, setting.help.zh, setting.help.en)
            ),
        )
        for setting in SETTINGS
        if setting.key != "environment"  # chosen on top of the window
    ] + [
        Entry(
            Sort.ACTION,
            place.name,
            say(place.words),
            bool,
            zh=place.words.zh,
            en=place.words.en,
            further=place.further,
        )
        for place in PLACES
    ]


class SettingsFinder(QFrame):
    """A line over the list of pages; while something is typed, what was found takes the list's place.
    `chosen(key)` as one walks through what was found; `left()` when the way goes on into the page."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, pages: QListWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._entries = _entries()
        self.setFixedWidth(pages.maximumWidth())
        set_role(self, "panel")
        self.line = ComposingLine(self)
        self.line.setObjectName("settings.find")
        self.line.setPlaceholderText(self.tr("Find a setting"))
        self.line.setAccessibleName(self.tr("Find a setting"))
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._show_found)
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("settings.found")
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setWordWrap(True)
        set_role(self.list, "pages")
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self.left.emit())
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(SMALL, 0, SMALL, 0)
        row.addWidget(self.line)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(pages, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.line.setFocus)
        self.line.setToolTip(self.tr("By name, sentence or pinyin initials (Ctrl+F)"))

    def _show_found(self, query: str) -> None:
        searching = bool(query.strip())
        self.list.blockSignals(True)
        self.list.clear()
        if searching:
            for entry in found(query, self._entries):
                item = QListWidgetItem(entry.title)
                item.setData(_KEY, entry.key)
                item.setToolTip(entry.detail)
                self.list.addItem(item)
            if not self.list.count():
                item = QListWidgetItem(self.tr("No setting is called that."))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(searching)
        self._pages.setVisible(not searching)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        key = item.data(_KEY) if item is not None else None
        if key:
            self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.line.text().strip():
                self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            return True
        return False
