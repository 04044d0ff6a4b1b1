"""The services by group, and a box that finds them: by Chinese, English, pinyin initials, number or path."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Group, Service

from .favourites import Favourites
from .language import say
from .resources import icon
from .theme import MEDIUM, SMALL, TINY, set_role, theme

__all__ = ["GROUP_ICONS", "Navigation", "ServiceRole"]

GROUP_ICONS = {
    "identity": "id",
    "face": "face",
    "bank": "card",
    "ocr": "scan",
    "risk": "shield",
    "carrier": "phone",
    "credit": "chart",
}

_FAVOURITES = "favourites"  # the head of their group
_HEAD_ICONS = {**GROUP_ICONS, _FAVOURITES: "flag"}
_Index: TypeAlias = QModelIndex | QPersistentModelIndex

_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROW = 30
_HEAD = 34
_NUMBER = 36


class ServiceRole(IntEnum):
    """What an item of the list knows beside its title."""

    SEGMENT = Qt.ItemDataRole.UserRole
    NUMBER = Qt.ItemDataRole.UserRole + 1
    GROUP = Qt.ItemDataRole.UserRole + 2


class _Rows(QStyledItemDelegate):
    """Group heads with an icon, services with their number, the open one with a bar."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.hovered = -1
        self._icons: dict[str, QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _ROW if index.data(ServiceRole.SEGMENT) else _HEAD)

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
        number = QRect(box.left() + MEDIUM, box.top(), _NUMBER, box.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter), str(index.data(ServiceRole.NUMBER)))
        painter.setPen(colours.colour("heading" if chosen else "text"))
        room = box.adjusted(MEDIUM + _NUMBER, 0, -TINY, 0)
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)


class _ServiceList(QListView):
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


class Navigation(QFrame):
    """The left pane. `service_chosen` carries the segment."""

    service_chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        services: Sequence[Service] = registry.SERVICES,
        groups: Sequence[Group] = registry.GROUPS,
        favourites: Favourites | None = None,
    ) -> None:
        super().__init__(parent)
        self.favourites = favourites or Favourites(None, self)
        self.favourites.changed.connect(self._favourites_changed)
        self.setObjectName("nav")
        self.setAccessibleName(self.tr("Services"))
        set_role(self, "panel")
        self._services = tuple(services)
        self._groups = tuple(groups)

        self.search = QLineEdit(self)
        self.search.setObjectName("nav.search")
        self.search.setPlaceholderText(self.tr("Find a service"))
        self.search.setAccessibleName(self.tr("Find a service"))
        self.search.setToolTip(
            self.tr("By name, pinyin initials, number or path (Ctrl+L). Down goes to the list, Enter opens.")
        )
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._choose_first)
        self.search.installEventFilter(self)

        self.list = _ServiceList(self)
        self.list.setObjectName("nav.list")
        self.list.setAccessibleName(self.tr("Services"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows = _Rows(self.list)
        self.list.setItemDelegate(self._rows)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.entered.connect(self._hover)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.left_upwards.connect(self.focus_search)
        self.list.typed.connect(self._type_on)
        self.list.moved.connect(self._move)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)

        self.nothing = QLabel(self.tr("No service is called that."), self)
        self.nothing.setObjectName("nav.nothing")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        set_role(self.nothing, "caption")
        self.nothing.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        column.setSpacing(SMALL)
        row = QVBoxLayout()
        row.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        row.addWidget(self.search)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self._fill("")

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def mark(self, segment: str) -> None:
        """Show `segment` as the open service, without choosing it."""
        before = self._rows_of(self._rows.chosen)
        self._rows.chosen = segment
        rows = self._rows_of(segment)
        if rows:
            self.list.setCurrentIndex(self._model.index(rows[0], 0))
        self._redraw(*before, *rows)

    def shown(self) -> list[str]:
        """The segments in the list, from top to bottom."""
        found = (self._model.index(row, 0).data(ServiceRole.SEGMENT) for row in range(self._model.rowCount()))
        return [segment for segment in found if segment]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self._enter_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, query: str) -> None:
        query = query.strip()
        self._model.clear()
        if query:
            for service in registry.find(query, self._services):
                self._model.appendRow(self._item(service))
        else:
            known = {service.segment: service for service in self._services}
            chosen = [known[segment] for segment in self.favourites.segments if segment in known]
            if chosen:
                self._model.appendRow(self._head(_FAVOURITES, self.tr("Favourites")))
                for service in chosen:
                    self._model.appendRow(self._item(service))
            for group in self._groups:
                members = [service for service in self._services if service.group == group.key]
                if members:
                    self._model.appendRow(self._head(group.key, say(group.title)))
                    for service in members:
                        self._model.appendRow(self._item(service))
        empty = not self._model.rowCount()
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)
        row = self._row_of(self._rows.chosen)
        self.list.setCurrentIndex(self._model.index(row if row >= 0 else self._first_row(), 0))

    # Favourites

    def toggle_favourite(self) -> None:
        """Of the service that one is at in the list, else of the open one."""
        segment = self.list.currentIndex().data(ServiceRole.SEGMENT) if self.list.hasFocus() else None
        segment = segment or self._rows.chosen
        if segment:
            self.favourites.toggle(segment)

    def _move(self, by: int) -> None:
        segment = self.list.currentIndex().data(ServiceRole.SEGMENT)
        if segment:
            self.favourites.move(segment, by)

    def _favourites_changed(self) -> None:
        if self.search.text().strip():
            return
        segment = self.list.currentIndex().data(ServiceRole.SEGMENT)
        self._fill("")
        row = self._row_of(segment) if segment else -1
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _offer(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        segment = index.data(ServiceRole.SEGMENT)
        if not segment:
            return
        inside = segment in self.favourites
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr("Take out of the favourites") if inside else self.tr("Put among the favourites")
        menu.addAction(words).triggered.connect(lambda: self.favourites.toggle(segment))
        if inside:
            up, down = self.tr("Further up (Alt+Up)"), self.tr("Further down (Alt+Down)")
            menu.addAction(up).triggered.connect(lambda: self.favourites.move(segment, -1))
            menu.addAction(down).triggered.connect(lambda: self.favourites.move(segment, 1))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _head(self, key: str, title: str) -> QStandardItem:
        item = QStandardItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(key, ServiceRole.GROUP)
        item.setAccessibleText(title)
        return item

    def _item(self, service: Service) -> QStandardItem:
        title = say(service.title)
        item = QStandardItem(title)
        item.setData(service.segment, ServiceRole.SEGMENT)
        item.setData(service.number, ServiceRole.NUMBER)
        item.setData(service.group, ServiceRole.GROUP)
        item.setToolTip(f"{service.number} · {title}\n{say(service.summary)}\n{service.path}")
        item.setAccessibleText(f"{service.number} {title}")
        return item

    def _rows_of(self, segment: str) -> list[int]:
        """A favourite stands in its group, too."""
        if not segment:
            return []
        rows = range(self._model.rowCount())
        return [row for row in rows if self._model.index(row, 0).data(ServiceRole.SEGMENT) == segment]

    def _row_of(self, segment: str) -> int:
        return next(iter(self._rows_of(segment)), -1)

    def _first_row(self) -> int:
        for row in range(self._model.rowCount()):
            if self._model.index(row, 0).data(ServiceRole.SEGMENT):
                return row
        return -1

    def _enter_list(self) -> None:
        if self._first_row() < 0:
            return
        if self.search.text() or not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(self._first_row(), 0))
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose_first(self) -> None:
        row = self._first_row()
        if row >= 0 and self.search.text().strip():
            self._choose(self._model.index(row, 0))

    def _choose(self, index: QModelIndex) -> None:
        segment = index.data(ServiceRole.SEGMENT)
        if segment:
            self.search.clear()  # the next search begins anew, and the list shows its groups again
            self.mark(segment)
            self.service_chosen.emit(segment)

    def _hover(self, index: QModelIndex) -> None:
        before, self._rows.hovered = self._rows.hovered, index.row()
        self._redraw(before, index.row())

    def _redraw(self, *rows: int) -> None:
        # Not by `viewport().update()`: to wrap a widget that Python has never seen, PySide looks through all
        # classes of widgets and their enums, 15 ms of the first paint.
        for row in rows:
            if row >= 0:
                self.list.update(self._model.index(row, 0))

    def _type_on(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)
