"""The line and the list under it, over the window. Typing finds, arrows choose, Enter does it, Esc leaves."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.model import HistoryQuery
from realme_desktop.ui.resources import icon
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import MEDIUM, SMALL, set_role, theme
from realme_desktop.ui.widgets.composing import ComposingLine

from . import sources
from .entries import Entry, found

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.ui.shell import MainWindow

__all__ = ["Palette", "PaletteRole"]

_Index: TypeAlias = QModelIndex | QPersistentModelIndex

_ROW = 36
_ROWS = 10  # to be seen at once
_WIDTH = 640
_TOP = 64
_REST_MS = 150  # of typing, before the records are searched
_SHORTEST = 2  # characters that the records are searched by
_FOUND = 50
_PERSONS_FIRST = 5  # offered before anything is typed


class PaletteRole(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def put(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == PaletteRole.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.hint) if part)
        return None


class _Rows(QStyledItemDelegate):
    """Drawing, title, what it is, keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(PaletteRole.ENTRY)
        view = self.parent()
        current = isinstance(view, QListView) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect).adjusted(SMALL, 1, -SMALL, -1)
        colours = theme()
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selection"))
            painter.drawRoundedRect(box, 6, 6)
        icon(entry.drawing, "muted").paint(painter, QRect(box.left() + 10, box.center().y() - 8, 17, 17))
        inner = box.adjusted(38, 0, -MEDIUM, 0)
        metrics = painter.fontMetrics()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if entry.hint:
            painter.setPen(colours.colour("heading" if current else "muted"))
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), entry.hint)
            inner.setRight(inner.right() - metrics.horizontalAdvance(entry.hint) - MEDIUM)
        if entry.detail:
            painter.setPen(colours.colour("heading" if current else "muted"))
            width = min(metrics.horizontalAdvance(entry.detail), inner.width() // 2)
            words = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, width + 1)
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), words)
            inner.setRight(inner.right() - width - MEDIUM)
        painter.setPen(colours.colour("heading" if current else "text"))
        painter.drawText(
            inner, middle, metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, inner.width())
        )
        painter.restore()


class Palette(QFrame):
    """One for a window, made when it is first asked for. `summon()` shows it, anew each time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        set_role(self, "card")
        self.setAutoFillBackground(True)
        self._window = window
        self._back: QWidget | None = None
        self._entries: list[Entry] = []
        self._persons: list[Entry] = []
        self._stepped = False
        self._chinese = sources.Chinese()
        self.line = ComposingLine(self)
        self.line.setObjectName("palette.line")
        self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._typed)
        self.list = QListView(self)
        self.list.setObjectName("palette.list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list))
        self._model = _Entries(self)
        self.list.setModel(self._model)
        self.list.clicked.connect(self._do)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("palette.nothing")
        self.nothing.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        set_role(self.nothing, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self.line)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._search_records)
        window.installEventFilter(self)
        self.hide()

    # -- coming and going ---------------------------------------------------------------------------------

    def summon(self) -> None:
        self.setAccessibleName(self.tr("Find anything"))
        self.line.setAccessibleName(self.accessibleName())
        self.list.setAccessibleName(self.tr("Found"))
        self.line.setPlaceholderText(
            self.tr("Service, person, setting or action; also pinyin initials and numbers")
        )
        self.line.setToolTip(self.line.placeholderText())
        self.nothing.setText(self.tr("Nothing is called that."))
        if not self.isVisible():
            self._back = QApplication.focusWidget()
        window = self._window
        self._entries = [
            *sources.services(window),
            *sources.actions(window, self._chinese),
            *sources.looks(window),
            *sources.settings(window),
            *sources.environments(window, *window.header.environment.known()),
        ]
        self._persons = []
        self.line.clear()
        self._show_found()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if window.desk is not None:
            spawn(self, self._recent(window.desk), name="recent persons")

    def dismiss(self) -> None:
        """Go away; the focus goes back to where it was."""
        if self.isHidden():
            return
        self._rest.stop()
        back, self._back = self._back, None
        held = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        self._persons, self._entries = [], []
        self._model.put(())
        if held and back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 2 * MEDIUM)
        rows = max(1, min(_ROWS, self._model.rowCount()))
        height = self.line.sizeHint().height() + 3 * SMALL + rows * _ROW + 4
        height = min(height, window.height() - _TOP - MEDIUM)
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._look_after_focus)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not self.line.composing and self._key(event)
        return False

    def _look_after_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._back = None
            self.dismiss()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }
        if key in steps:
            self._step(steps[Qt.Key(key)], around=abs(steps[Qt.Key(key)]) == 1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return False

    def _step(self, by: int, *, around: bool) -> None:
        count = self._model.rowCount()
        if not count:
            return
        self._stepped = True  # what comes late must not take the choice away
        row = self.list.currentIndex().row() + by
        row = row % count if around else min(max(row, 0), count - 1)
        self.list.setCurrentIndex(self._model.index(row, 0))

    # -- finding ------------------------------------------------------------------------------------------

    def shown(self) -> list[Entry]:
        return list(self._model.entries)

    def _typed(self) -> None:
        self._stepped = False
        self._show_found()
        if len(self.line.text().strip()) >= _SHORTEST:
            self._rest.start()
        else:
            self._rest.stop()

    def _show_found(self) -> None:
        query = self.line.text()
        persons = self._persons if query.strip() else self._persons[:_PERSONS_FIRST]
        chosen = self.list.currentIndex().data(PaletteRole.ENTRY)
        self._model.put(found(query, [*persons, *self._entries]))
        empty = not self._model.rowCount()
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)
        row = 0
        if isinstance(chosen, Entry) and self._stepped:
            row = next((n for n, entry in enumerate(self._model.entries) if entry.key == chosen.key), 0)
        self.list.setCurrentIndex(self._model.index(row, 0))
        self._place()

    async def _recent(self, desk: OrderDesk) -> None:
        entries = await sources.recent_persons(self._window, desk)
        if self.isVisible():
            self._persons = entries
            self._show_found()

    def _search_records(self) -> None:
        desk = self._window.desk
        query = self.line.text().strip()
        if desk is not None and (not query.isascii() or any(map(str.isdigit, query))):
            spawn(self, self._further(desk, query), name="search the records for a person")

    async def _further(self, desk: OrderDesk, text: str) -> None:
        """Persons of older orders, too."""
        query = HistoryQuery(text=text, environments=frozenset({desk.environment.key}))
        entries = sources.persons(self._window, (await desk.page(query, None, _FOUND)).orders)
        known = {entry.exact for entry in self._persons}
        new = [entry for entry in entries if entry.exact not in known]
        if new and self.isVisible() and self.line.text().strip() == text:
            self._persons = [*self._persons, *new]
            self._show_found()

    def _do(self, index: QModelIndex) -> None:
        entry = index.data(PaletteRole.ENTRY)
        if isinstance(entry, Entry):
            self.dismiss()
            entry.act()
