"""The panes of the window and the splitters between them: services, form, result, and the lists of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QTabWidget, QVBoxLayout, QWidget

from realme_desktop.ui.history.room import Room, height_needed
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

if TYPE_CHECKING:
    from realme_desktop.ui.history.pane import HistoryPane

__all__ = ["Frame", "Place"]

_LIST_SHARE = 0.36  # of the height, when the history is first looked at


class Frame(QWidget):
    """Holds the places and knows nothing of what stands in them but how high the history would like to be.
    `history_wanted`: its tab was chosen, and the place is empty."""

    history_wanted = Signal()

    def __init__(self, nav: QWidget, form: QWidget, memory: QSettings | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.history: HistoryPane | None = None
        self.nav = nav
        self.nav.setMinimumWidth(180)
        self.form = form
        self.form.setAccessibleName(self.tr("Form"))
        self.form.setMinimumWidth(380)
        self.result_place = Place(self)
        self.result_place.setMinimumWidth(280)
        self.person_place = Place(self)
        self.tabs = self._make_tabs()
        self.work = _splitter(Qt.Orientation.Horizontal, "split.work", self.form, self.result_place)
        self.upright = _splitter(Qt.Orientation.Vertical, "split.upright", self.work, self.tabs)
        right = QWidget(self)
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(self.person_place)
        rows.addWidget(self.upright, 1)
        self.across = _splitter(Qt.Orientation.Horizontal, "split.across", self.nav, right)
        self.across.setStretchFactor(1, 1)
        self.upright.setStretchFactor(0, 1)
        self.work.setStretchFactor(0, 1)
        self.work.setStretchFactor(1, 1)
        self.across.setSizes([248, 1032])
        self.upright.setSizes([572, 158])
        self.work.setSizes([560, 472])
        self.room = Room(self.upright, self.form, self._height_of_the_history, memory, self)
        self.tabs.tabBarClicked.connect(lambda *_: QTimer.singleShot(0, self, self.room_for_the_history))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.across)

    def _make_tabs(self) -> QTabWidget:
        tabs = QTabWidget(self)
        tabs.setObjectName("orders")
        tabs.setDocumentMode(True)
        self.pending_place = Place(tabs)
        self.history_place = Place(tabs)
        tabs.addTab(self.pending_place, icon("clock", "muted"), "")
        tabs.addTab(self.history_place, icon("history", "muted"), "")
        tabs.setMinimumHeight(120)
        return tabs

    def splitters(self) -> tuple[QSplitter, ...]:
        return self.across, self.upright, self.work

    # -- the lists ----------------------------------------------------------------------------------------

    def follow_tabs(self) -> None:
        """From now on the history is asked for when its tab is chosen; and now, if it is already."""
        self.tabs.currentChanged.connect(self.look_at_tab)
        self.look_at_tab()

    def look_at_tab(self) -> None:
        if self.tabs.currentWidget() is self.history_place and self.history is None:
            self._make_room_for_the_list()
            self.history_wanted.emit()

    def put_history(self, pane: HistoryPane) -> None:
        self.history = pane
        pane.room_wanted.connect(lambda more: self.work.setVisible(not more))
        pane.taller.connect(self.room_for_the_history)
        self.history_place.hold(pane)

    def drop_history(self) -> None:
        self.history = None
        self.work.show()

    def show_list(self, place: QWidget) -> None:
        """Bring the pending orders or the history to the front."""
        self.tabs.setCurrentWidget(place)
        if self.upright.sizes()[1] == 0:
            self.upright.setSizes([572, 158])

    def room_for_the_history(self) -> None:
        """While somebody works in it."""
        if self.tabs.currentWidget() is self.history_place:
            self.room.take()

    def room_for_the_form(self) -> None:
        """Where the history has taken it."""
        if self.history is not None and self.work.isHidden():
            self.history.enlarge(False)
        self.room.give_back()

    def _height_of_the_history(self) -> int:
        if self.history is None:
            return 0
        return height_needed(self.history) + self.tabs.tabBar().sizeHint().height()

    def _make_room_for_the_list(self) -> None:
        """Some lines of the history are to be seen when it is first looked at."""
        work, list_ = self.upright.sizes()
        wanted = int((work + list_) * _LIST_SHARE)
        if 0 < list_ < wanted:
            self.upright.setSizes([work + list_ - wanted, wanted])


class Place(QFrame):
    """Keeps a pane's place until the pane is built."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def hold(self, pane: QWidget) -> None:
        self._column.addWidget(pane)


def _splitter(way: Qt.Orientation, name: str, *parts: QWidget) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setObjectName(name)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    return splitter
