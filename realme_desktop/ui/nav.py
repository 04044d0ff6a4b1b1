"""The services by group, and a box that finds them: by Chinese, English, pinyin initials, number or path."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QMenu, QVBoxLayout, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Group, Service

from .favourites import Favourites
from .language import say
from .nav_list import FAVOURITES, GROUP_ICONS, ServiceList, ServiceRole, ServiceRows
from .resources import icon
from .theme import MEDIUM, SMALL, set_role
from .widgets.composing import ComposingLine

__all__ = ["GROUP_ICONS", "Navigation", "ServiceRole"]


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
        set_role(self, "panel")
        self._services = tuple(services)
        self._groups = tuple(groups)

        self.search = ComposingLine(self)
        self.search.setObjectName("nav.search")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._choose_first)
        self.search.installEventFilter(self)

        self.list = ServiceList(self)
        self.list.setObjectName("nav.list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows = ServiceRows(self.list)
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

        self.nothing = QLabel(self)
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
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Services"))
        self.list.setAccessibleName(self.tr("Services"))
        self.search.setPlaceholderText(self.tr("Find a service"))
        self.search.setAccessibleName(self.tr("Find a service"))
        self.search.setToolTip(
            self.tr("By name, pinyin initials, number or path (Ctrl+L). Down goes to the list, Enter opens.")
        )
        self.nothing.setText(self.tr("No service is called that."))
        at = self.list.currentIndex().row()
        self._fill(self.search.text())
        if at >= 0:
            self.list.setCurrentIndex(self._model.index(at, 0))

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
            if self.search.composing:
                return False
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
                self._model.appendRow(self._head(FAVOURITES, self.tr("Favourites")))
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
