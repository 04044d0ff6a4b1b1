"""The panes of the window and the splitters between them: services, form, result, and the lists of orders.

Somebody arranges them (`arrange`); where there is no room for that, in a narrow window or with large type,
the frame makes do: the result goes below the form, and the lists shrink to their tabs until they are wanted
and then take the place of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from realme_desktop.ui.history.room import Room, height_needed
from realme_desktop.ui.resources import icon

from .arrangement import Arrangement
from .place import Place

if TYPE_CHECKING:
    from realme_desktop.ui.history.pane import HistoryPane

__all__ = ["Frame"]

_LIST_SHARE = 0.36  # of the height, when the history is first looked at

# The least width of a pane, in average letters: what its longest field or button needs, so that large type
# gets more pixels.
_NAV, _FORM, _RESULT = 24, 52, 40
_NAV_AT_FIRST = 35
_LIST_LINES = 6
_WORK_LINES = 5  # the least height of form and result, each of which scrolls
_LOW_SHARES = {"form": (58, 42), "result": (38, 62)}  # of form and result, by what is looked at
_ENDLESS = 10_000  # before anything is known of the room
# Fewer lines of text in all are too few for lists below form and result: side by side, or stacked.
_LOW_LINES, _LOW_LINES_STACKED = 28, 40

_AT_FIRST = {
    "across": (248, 1032),
    "upright.down": (572, 158),
    "upright.across": (640, 390),
    "work.across": (560, 472),
    "work.down": (330, 240),
}
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class Frame(QWidget):
    """Holds the places and knows nothing of what stands in them but how high the history would like to be.
    `history_wanted`: its tab was chosen, and the place is empty. `arranged`: panes were moved, hidden or
    shown, by whomever."""

    history_wanted = Signal()
    arranged = Signal()
    _laid_out = False  # the sizes are those of the screen

    def __init__(self, nav: QWidget, form: QWidget, memory: QSettings | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.history: HistoryPane | None = None
        self._plan = Arrangement()
        self._sizes = dict(_AT_FIRST)
        self._focused = False
        self._narrow = False  # result below the form, for lack of room
        self._beside = False  # lists at the right
        self._low = False  # lists shrunk to their tabs
        self.nav = nav
        self.form = form
        self.form.setAccessibleName(self.tr("Form"))
        self.result_place = Place(self)
        self.person_place = Place(self)
        self.tabs = self._make_tabs()
        self.work = _splitter(_ACROSS, "split.work", self.form, self.result_place)
        self.upright = _splitter(_DOWN, "split.upright", self.work, self.tabs)
        self.right = QWidget(self)
        rows = QVBoxLayout(self.right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(self.person_place)
        rows.addWidget(self.upright, 1)
        self.across = _splitter(_ACROSS, "split.across", self.nav, self.right)
        self.room = Room(self.upright, self.form, self._height_of_the_list, memory, self)
        self.tabs.tabBarClicked.connect(lambda *_: QTimer.singleShot(0, self, self.room_for_the_list))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.across)
        self._measure()
        self._stretch()
        for splitter in self.splitters():
            self._size(splitter)

    def _make_tabs(self) -> QTabWidget:
        tabs = QTabWidget(self)
        tabs.setObjectName("orders")
        tabs.setDocumentMode(True)
        self.pending_place = Place(tabs)
        self.history_place = Place(tabs)
        tabs.addTab(self.pending_place, icon("clock", "muted"), "")
        tabs.addTab(self.history_place, icon("history", "muted"), "")
        return tabs

    def splitters(self) -> tuple[QSplitter, ...]:
        return self.across, self.upright, self.work

    # -- how the panes are arranged -----------------------------------------------------------------------

    @property
    def plan(self) -> Arrangement:
        """As somebody wanted it, with the sizes as they are."""
        self._keep_sizes()
        return self._plan._replace(tab=self.tabs.currentIndex(), sizes=dict(self._sizes))

    @property
    def nav_last(self) -> bool:
        """To somebody who reads from left to right."""
        return self._plan.nav == "right"

    @property
    def result_first(self) -> bool:
        return self._plan.result == "left"

    def arrange(self, plan: Arrangement) -> None:
        """Put the panes where `plan` says. Sizes that it does not name stay as they are."""
        self.room.give_back()
        self._keep_sizes()
        self._plan = plan
        self._sizes.update({name: size for name, size in plan.sizes.items() if name in self._sizes})
        self.tabs.setCurrentIndex(plan.tab)
        self._put()

    def arrange_as_at_first(self) -> None:
        self.leave_focus()
        self.arrange(Arrangement(tab=self.tabs.currentIndex(), sizes=_AT_FIRST))

    def move_pane(self, pane: str) -> None:
        """To the next of its places."""
        self.leave_focus()
        self.arrange(self.plan.moved(pane))

    def toggle_pane(self, pane: str) -> None:
        self.leave_focus()
        self.arrange(self.plan.toggled(pane))

    def show_pane(self, pane: str) -> None:
        """Somebody wants to go there: not hidden any more."""
        self.leave_focus()
        if pane in self._plan.hidden:
            self.toggle_pane(pane)

    def is_shown(self, pane: str) -> bool:
        return not self._focused and pane not in self._plan.hidden

    # -- form and result alone ----------------------------------------------------------------------------

    @property
    def focused(self) -> bool:
        return self._focused

    def set_focused(self, alone: bool) -> None:
        """Form and result alone, or all that is not hidden."""
        if alone == self._focused:
            return
        self.room_for_the_form()
        self._keep_sizes()
        self._focused = alone
        self._put()

    def leave_focus(self) -> None:
        self.set_focused(False)

    # -- putting it there ---------------------------------------------------------------------------------

    def _put(self) -> None:
        if self.across.indexOf(self.nav) != self.nav_last:
            self.across.insertWidget(int(self.nav_last), self.nav)
        if self.work.indexOf(self.form) != self.result_first:
            self.work.insertWidget(int(self.result_first), self.form)
        self._make_do()
        self.upright.setOrientation(self._way_of_the_lists())
        self.work.setOrientation(self._way())
        self._stretch()
        self.nav.setVisible(self.is_shown("nav"))
        self.person_place.setVisible(self.is_shown("person"))
        self.tabs.setVisible(self.is_shown("orders"))
        for splitter in self.splitters():
            self._size(splitter)
        self.updateGeometry()
        self.arranged.emit()

    def _make_do(self) -> None:
        """With the room that there is: see the module's docstring."""
        letters, lines = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        nav = _NAV if self.is_shown("nav") else 0
        width = self.width() / letters if self._laid_out else _ENDLESS
        height = self.height() / lines if self._laid_out else _ENDLESS
        self._beside = self._plan.orders == "right" and width >= nav + _FORM + _RESULT
        lists = _RESULT if self._beside and self.is_shown("orders") else 0
        self._narrow = width < nav + _FORM + _RESULT + lists
        least = _LOW_LINES_STACKED if self._way() is _DOWN else _LOW_LINES
        self._low = height < least and not self._beside and self.is_shown("orders")
        self._measure()

    def _way(self) -> Qt.Orientation:
        """Of form and result."""
        return _DOWN if self._plan.result == "below" or self._narrow else _ACROSS

    def _way_of_the_lists(self) -> Qt.Orientation:
        return _ACROSS if self._beside else _DOWN

    def _measure(self) -> None:
        letters, lines = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self.nav.setMinimumWidth(_NAV * letters)
        self.form.setMinimumWidth(_FORM * letters)
        self.result_place.setMinimumWidth(_RESULT * letters)
        self.form.setMinimumHeight(_WORK_LINES * lines)
        self.result_place.setMinimumHeight(_WORK_LINES * lines)
        tabs = self.tabs.tabBar().sizeHint().height()
        self.tabs.setMinimumHeight(tabs if self._low else max(tabs, _LIST_LINES * lines))
        self.tabs.setMinimumWidth(_RESULT * letters if self._beside else 0)

    def _stretch(self) -> None:
        """Which parts grow with the window."""
        for splitter, grows in (
            (self.across, (self.right,)),
            (self.upright, (self.work,)),
            (self.work, (self.form, self.result_place)),
        ):
            for place in range(splitter.count()):
                splitter.setStretchFactor(place, int(splitter.widget(place) in grows))

    def minimumSizeHint(self) -> QSize:
        """With the result below the form, should it come to that."""
        letters = self.fontMetrics().averageCharWidth()
        width = (_FORM + (_NAV if self.is_shown("nav") else 0)) * letters
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The splitters have their sizes from before, which is what is kept of them; at first they have none.
        sized, self._laid_out = self._laid_out, True
        self._follow_size(keep=sized)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._laid_out and event.type() == QEvent.Type.FontChange:
            self._follow_size()

    def _follow_size(self, *, keep: bool = True) -> None:
        """There is more room than before, or less, or the letters are larger."""
        low = self._low
        if keep:
            self._keep_sizes()
        self._make_do()
        for splitter, way in ((self.upright, self._way_of_the_lists()), (self.work, self._way())):
            if way != splitter.orientation():
                splitter.setOrientation(way)
                self._size(splitter)
        if low != self._low:
            self.room_for_the_form()
            self._size(self.upright)
            self._size(self.work)

    # -- sizes --------------------------------------------------------------------------------------------

    def _name(self, splitter: QSplitter) -> str:
        if splitter is self.across:
            return "across"
        way = "across" if splitter.orientation() is _ACROSS else "down"
        return f"{splitter.objectName().removeprefix('split.')}.{way}"

    def _turned(self, splitter: QSplitter) -> bool:
        """The part that is named first stands second."""
        return (splitter is self.across and self.nav_last) or (splitter is self.work and self.result_first)

    def _keep_sizes(self) -> None:
        for splitter in self.splitters():
            self._keep_size(splitter)

    def _keep_size(self, splitter: QSplitter) -> None:
        """For the next time that its parts are divided like this; nothing while one of them is hidden, or has
        another size for a while only."""
        sizes = splitter.sizes()
        if splitter is self.upright:
            passing = self._low or self.room.taken
        else:
            passing = splitter is self.work and self._low and self._way() is _DOWN
        if self._laid_out and min(sizes) > 0 and not passing:
            first, second = reversed(sizes) if self._turned(splitter) else sizes
            self._sizes[self._name(splitter)] = (first, second)

    def _size(self, splitter: QSplitter) -> None:
        first, second = self._sizes[self._name(splitter)]
        if splitter is self.upright and self._low:
            first, second = 100_000, 0
        elif splitter is self.across and (first, second) == _AT_FIRST["across"]:
            first = max(first, _NAV_AT_FIRST * self.fontMetrics().averageCharWidth())
        elif splitter is not self.across and self._laid_out:
            # In proportion; the services alone don't need more in a larger window.
            across = splitter.orientation() is _ACROSS
            whole = (splitter.width() if across else splitter.height()) - splitter.handleWidth()
            first, second = (part := round(whole * first / (first + second)), whole - part)
        splitter.setSizes([second, first] if self._turned(splitter) else [first, second])

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
        pane.room_wanted.connect(self._enlarge_history)
        pane.taller.connect(self.room_for_the_history)
        self.history_place.hold(pane)

    def drop_history(self) -> None:
        self.history = None
        self.work.show()

    def _enlarge_history(self, more: bool) -> None:
        self.leave_focus()
        self.work.setVisible(not more)

    def show_list(self, place: QWidget) -> None:
        """Bring the pending orders or the history to the front."""
        self.show_pane("orders")
        self.tabs.setCurrentWidget(place)
        if self.upright.sizes()[1] == 0:
            self._size(self.upright)
        self.room_for_the_list()

    def room_for_the_list(self) -> None:
        """While somebody works in the history, or in whatever list has none."""
        if self._low:
            self.work.hide()
        else:
            self.room_for_the_history()

    def room_for_the_history(self) -> None:
        if self.tabs.currentWidget() is self.history_place:
            self.room.take()

    def room_for_the_form(self) -> None:
        """Where a list has taken it."""
        if self.history is not None and self.work.isHidden():
            self.history.enlarge(False)
        self.work.show()
        self.room.give_back()
        self._look_at("form")

    def room_for_the_result(self) -> None:
        """Something new stands there."""
        if self._low:
            self.work.show()
            self._look_at("result")

    def _look_at(self, part: str) -> None:
        if self._low and self._way() is _DOWN:
            form, result = _LOW_SHARES[part]
            self.work.setSizes([result, form] if self._turned(self.work) else [form, result])

    def _height_of_the_list(self) -> int:
        """The least that it can be used in; 0 where nothing is to be taken from the form."""
        if self.history is None or self._beside or self._low:
            return 0
        return self.tabs.tabBar().sizeHint().height() + height_needed(self.history)

    def _make_room_for_the_list(self) -> None:
        """Some lines of the history are to be seen when it is first looked at."""
        work, list_ = self.upright.sizes()
        wanted = int((work + list_) * _LIST_SHARE)
        if 0 < list_ < wanted and not self._beside and not self._low:
            self.upright.setSizes([work + list_ - wanted, wanted])


def _splitter(way: Qt.Orientation, name: str, *parts: QWidget) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setObjectName(name)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    return splitter
