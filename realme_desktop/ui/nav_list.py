"""The list of services: how its lines are painted, and which keys it takes."""

from __future__ import annotations

from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from .resources import icon
from .theme import MEDIUM, SMALL, TINY, theme

__all__ = ["FAVOURITES", "GROUP_ICONS", "ServiceList", "ServiceRole", "ServiceRows"]

GROUP_ICONS = {
    "identity": "id",
    "face": "face",
    "bank": "card",
    "ocr": "scan",
    "risk": "shield",
    "carrier": "phone",
    "credit": "chart",
}

FAVOURITES = "favourites"  # the head of their group
_HEAD_ICONS = {**GROUP_ICONS, FAVOURITES: "flag"}
_Index: TypeAlias = QModelIndex | QPersistentModelIndex

_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROW, _HEAD = 12, 16  # pixels, above and below the letters together


class ServiceRole(IntEnum):
    """What an item of the list knows beside its title."""

    SEGMENT = Qt.ItemDataRole.UserRole
    NUMBER = Qt.ItemDataRole.UserRole + 1
    GROUP = Qt.ItemDataRole.UserRole + 2


class ServiceRows(QStyledItemDelegate):
    """Group heads with an icon, services with their number, the open one with a bar."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.hovered = -1
        self._icons: dict[str, QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        letters = option.fontMetrics.height()
        return QSize(120, letters + (_ROW if index.data(ServiceRole.SEGMENT) else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = QRect(option.rect)
        painter.save()
        if index.data(ServiceRole.SEGMENT):
            self._paint_service(painter, rect, index)
        else:
            self._paint_head(painter, rect, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        name = str(index.data(ServiceRole.GROUP))
        mark = self._icons.get(name)
        if mark is None:
            mark = self._icons[name] = icon(_HEAD_ICONS.get(name, "document"), "muted")
        inner = rect.adjusted(MEDIUM, SMALL, -SMALL, 0)
        mark.paint(painter, QRect(inner.left(), inner.center().y() - 7, 16, 16))
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        text = inner.adjusted(16 + SMALL, 0, 0, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_service(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        colours = theme()
        chosen = index.data(ServiceRole.SEGMENT) == self.chosen
        # Asked of the list instead of `option.state`, which would bring in QStyle and its enums: 5 ms of the
        # first paint.
        view = self.parent()
        current = isinstance(view, QListView) and view.currentIndex() == index
        focused = current and isinstance(view, QListView) and view.hasFocus()
        box = rect.adjusted(SMALL, 1, -SMALL, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = None
        if chosen:
            ground = "selection"
        elif focused or index.row() == self.hovered:
            ground = "accent.soft"
        painter.setPen(colours.colour("focus") if focused else Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        if ground or focused:
            painter.drawRoundedRect(box, 6, 6)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent"))
            painter.drawRoundedRect(QRect(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5)
        painter.setPen(colours.colour("text" if chosen else "muted"))
        digits = painter.fontMetrics().horizontalAdvance("000") + MEDIUM
        number = QRect(box.left() + MEDIUM, box.top(), digits, box.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter), str(index.data(ServiceRole.NUMBER)))
        painter.setPen(colours.colour("heading" if chosen else "text"))
        room = box.adjusted(MEDIUM + digits, 0, -TINY, 0)
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)


class ServiceList(QListView):
    """Enter chooses, Up from the first row and any letter go back to the search box."""

    left_upwards = Signal()
    typed = Signal(str)
    moved = Signal(int)  # Alt+Up, Alt+Down: the current one among the favourites

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _WAYS:
            self.moved.emit(_WAYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Up and self._at_top():
            self.left_upwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
        elif (
            text
            and text.isprintable()
            and not text.isspace()
            and not event.modifiers()
            & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        ):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.entered.emit(QModelIndex())
        super().leaveEvent(event)

    def _at_top(self) -> bool:
        row = self.currentIndex().row()
        model = self.model()
        return all(not model.index(above, 0).data(ServiceRole.SEGMENT) for above in range(row))
