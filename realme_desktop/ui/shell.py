"""The main window: services at the left, the form in the middle, its result at the right, orders below.

The window shows and asks; it decides nothing. What it can't do by itself it says by a signal, and
`console.py` does it. Panes that the first look does not need are built by `fill()`, after the first paint.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Service

from .favourites import Favourites, FavouritesMenu
from .forms.recent import RecentValues
from .header import Header, kind_words
from .history.room import Room, height_needed
from .language import say
from .menus import Menus
from .nav import Navigation
from .resources import icon
from .theme import SMALL, set_role
from .widgets.banner import Banner, BannerArea
from .widgets.tips import plain_tip

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.records.filters import SavedFilter

    from .arrivals import Arrivals
    from .forms.form import ServiceForm
    from .forms.holding import HeldForm
    from .history.pane import HistoryPane
    from .lock.curtain import Curtain
    from .palette.popup import Palette
    from .pending.pane import PendingPane
    from .results.pane import ResultPane
    from .subject.keeper import PersonInHand

__all__ = ["FormFactory", "MainWindow"]

FormFactory = Callable[[Service, "Environment"], "ServiceForm"]

_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """See the module's docstring. `forms` makes the form of a service when it is first opened; each is kept,
    so what was typed survives a change of service."""

    submit_requested = Signal(object)  # a Draft
    environment_chosen = Signal(str)
    order_opened = Signal(str)
    ask_requested = Signal(str)
    new_order_requested = Signal(str)
    service_opened = Signal(str)
    filled = Signal()  # `result` and `pending` are there
    result_left = Signal()  # what stands in the result pane is over
    value_revealed = Signal(str, str)  # order, what: a veiled value in a form is seen in full
    notices_wanted = Signal()
    settings_wanted = Signal()
    setting_wanted = Signal(str)  # its key
    audit_wanted = Signal()
    help_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        forms: FormFactory,
        memory: QSettings | None = None,
        *,
        services: Sequence[Service] = registry.SERVICES,
    ) -> None:
        """`services` are those that the operator is to see."""
        super().__init__()
        self._services = tuple(services)
        self.setObjectName("console")
        self.setWindowIcon(icon("realme-desktop"))
        self.resize(*_SIZE)
        self._make_form = forms
        self._memory = memory
        self._recent = RecentValues(memory)
        self._forms: dict[str, ServiceForm] = {}
        self._environment: Environment | None = None
        self.segment = ""
        self.result: ResultPane | None = None
        self.pending: PendingPane | None = None
        self.person: PersonInHand | None = None
        self.arrivals: Arrivals | None = None
        self._palette: Palette | None = None
        self._history: HistoryPane | None = None
        self._desk: OrderDesk | None = None
        self._page: QWidget | None = None
        self.may_close: Callable[[], bool] = _always
        self.locked = False
        # What takes something about people out of the window, and returns how to put it back: `Curtain`.
        self.put_away: list[Callable[[], Callable[[], object] | None]] = []
        self._build()
        self.menus = Menus(self, self._acts())
        self.submit_action = self.menus.action("submit")
        self.say_title()

    # -- the frame ----------------------------------------------------------------------------------------

    def _build(self) -> None:
        root = QWidget(self)
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header(root)
        self.header.environment_chosen.connect(self.environment_chosen)
        self.header.settings_wanted.connect(self.settings_wanted)
        self.header.help_wanted.connect(self.help_wanted)
        self.banners = BannerArea(root)
        self.nav = Navigation(root, services=self._services, favourites=Favourites(self._memory, self))
        self.nav.setMinimumWidth(180)
        self.nav.service_chosen.connect(self._chosen)

        self.form_area = QStackedWidget(root)
        self.form_area.setObjectName("form")
        self.form_area.setAccessibleName(self.tr("Form"))
        self.form_area.setMinimumWidth(380)
        self._result_place = _Place(root)
        self._result_place.setMinimumWidth(280)

        self.tabs = QTabWidget(root)
        self.tabs.setObjectName("orders")
        self.tabs.setDocumentMode(True)
        self._pending_place = _Place(self.tabs)
        self._history_place = _Place(self.tabs)
        self.tabs.addTab(self._pending_place, icon("clock", "muted"), "")
        self.tabs.addTab(self._history_place, icon("history", "muted"), "")
        self.tabs.setMinimumHeight(120)
        self.show_pending_count(0)

        self.work = _splitter(Qt.Orientation.Horizontal, "split.work", self.form_area, self._result_place)
        self.upright = _splitter(Qt.Orientation.Vertical, "split.upright", self.work, self.tabs)
        self.room = Room(
            self.upright,
            self.form_area,
            self._height_of_the_list,
            self._memory,
            self,
        )
        self.tabs.tabBarClicked.connect(lambda *_: QTimer.singleShot(0, self, self._room_for_the_list))
        self.person_place = _Place(root)
        right = QWidget(root)
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

        column.addWidget(self.header)
        column.addWidget(self.banners)
        column.addWidget(self.across, 1)
        self.setCentralWidget(root)

        self._status = QLabel(self)
        self._status.setObjectName("status")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._status, 1)
        bar.setContentsMargins(SMALL, 0, SMALL, 0)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys and what they do, as the menus say it."""
        return self.menus.shortcuts()

    def _acts(self) -> dict[str, Callable[[], object]]:
        """What the menus' acts do, as far as the window does it by itself or passes it on."""

        def of_result(name: str) -> None:
            if self.result is not None:
                getattr(self.result, name)()

        return {
            "submit": self.submit,
            "reset": self.reset,
            "use": lambda: of_result("use_values"),
            "raw": lambda: of_result("show_raw"),
            "report": lambda: of_result("report_result"),
            "copy_result": lambda: of_result("copy_result"),
            "quit": self.close,
            "palette": self.open_palette,
            "tour": self.start_tour,
            "find": self.nav.focus_search,
            "form": self.focus_form,
            "pending": self.show_pending,
            "history": self.show_history,
            "notices": self.notices_wanted.emit,
            "audit": self.audit_wanted.emit,
            "favourite": self.nav.toggle_favourite,
            "environment": self.ask_environment,
            "settings": self.settings_wanted.emit,
            "help": self.help_wanted.emit,
        }

    def fill(self) -> None:
        """Build the panes that the first look can do without. Idempotent."""
        if self.result is not None:
            return
        from .arrivals import Arrivals
        from .pending.pane import PendingPane
        from .results.pane import ResultPane
        from .subject.keeper import PersonInHand

        self.result = ResultPane(self._result_place)
        self.result.ask_requested.connect(self.ask_requested)
        self.result.new_order_requested.connect(self.new_order_requested)
        self._result_place.hold(self.result)
        self.pending = PendingPane(self._pending_place)
        self.pending.order_opened.connect(self.order_opened)
        self.pending.ask_requested.connect(self.ask_requested)
        self._pending_place.hold(self.pending)
        if self._is_first_run():
            self.result.offer_tour(self.start_tour)
        self.person = PersonInHand(self)
        self.arrivals = Arrivals(self)
        favourites = self.menus.submenu("favourites", after="favourite")
        favourites.setTitle(self.tr("Favourites"))
        FavouritesMenu(self.nav.favourites, favourites, self.open_service, self._services, self)
        self.tabs.currentChanged.connect(self._tab_changed)
        self._tab_changed()
        self.filled.emit()

    @property
    def history(self) -> HistoryPane:
        """The history; built when it is first looked at, because many a day passes without."""
        if self._history is None:
            from .history.pane import HistoryPane

            made = self._history = HistoryPane(self._history_place, memory=self._memory)
            made.room_wanted.connect(lambda more: self.work.setVisible(not more))
            made.order_opened.connect(self.order_opened)
            made.new_order_requested.connect(self.new_order_requested)
            made.taller.connect(self._room_for_the_list)
            self._history_place.hold(made)
            if self._desk is not None:
                made.attach(self._desk)
        return self._history

    def attach(self, desk: OrderDesk) -> None:
        """Show the orders of this desk from now on, here and in panes that are built later; while the window
        is locked, as soon as it is not."""
        self.fill()
        self._desk = desk
        if self.locked:
            return
        assert self.pending is not None
        self.pending.attach(desk)
        assert self.person is not None and self.arrivals is not None
        self.person.attach(desk)
        self.arrivals.attach(desk)
        if self._history is not None:
            self._history.attach(desk)

    def take_history(self) -> SavedFilter | None:
        """There is no history; returns what it was narrowed down to, for `put_history`."""
        pane, self._history = self._history, None
        if pane is None:
            return None
        pane.remember()
        filters = pane.errands.present("")
        self.work.show()
        pane.attach(None)
        pane.setParent(None)
        pane.deleteLater()
        return filters

    def put_history(self, filters: SavedFilter | None) -> None:
        self._tab_changed()
        if filters is not None:
            self.history.errands.apply(filters)

    @functools.cached_property
    def curtain(self) -> Curtain:
        """What takes everything personal out of the window, and puts it back."""
        from .lock.curtain import Curtain

        return Curtain(self)

    @property
    def services(self) -> tuple[Service, ...]:
        """Those that the operator is to see."""
        return self._services

    @property
    def desk(self) -> OrderDesk | None:
        """Where the orders on show come from; None until it is open."""
        return self._desk

    def open_palette(self) -> None:
        if self._palette is None:
            from .palette.popup import Palette

            self._palette = Palette(self)
        self._palette.summon()

    def forget_palette(self) -> None:
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def start_tour(self) -> None:
        """A walk through the window, for whoever is new to it."""
        from .tour import Tour

        if self.result is not None and self.findChild(Tour) is None:
            self.result.offer_tour(None)
            if self._memory is not None:
                self._memory.setValue("tour/seen", "yes")
            Tour(self, self.focus_form)

    def _is_first_run(self) -> bool:
        """Nothing is remembered of a window before."""
        memory = self._memory
        known = ("window/service", "tour/seen")
        return memory is not None and not any(memory.contains(name) for name in known)

    def _tab_changed(self) -> None:
        if self.tabs.currentWidget() is self._history_place:
            if self._history is None:
                self._make_room_for_the_list()
            _ = self.history

    def _room_for_the_list(self) -> None:
        """While somebody works in it."""
        if self.tabs.currentWidget() is self._history_place:
            self.room.take()

    def _height_of_the_list(self) -> int:
        return (
            0
            if self._history is None
            else height_needed(self._history) + self.tabs.tabBar().sizeHint().height()
        )

    def _make_room_for_the_list(self) -> None:
        """Some lines of the history are to be seen when it is first looked at."""
        work, list_ = self.upright.sizes()
        wanted = int((work + list_) * 0.36)
        if 0 < list_ < wanted:
            self.upright.setSizes([work + list_ - wanted, wanted])

    # -- forms --------------------------------------------------------------------------------------------

    def open_service(self, segment: str, *, focus: bool = True) -> ServiceForm:
        """Show the form of this service. KeyError for a segment that the catalog does not have."""
        form = self.form_of(segment)
        self._make_room_for_forms()
        if self._page is None:
            self.form_area.setCurrentWidget(form)
        self.segment = segment
        self.nav.mark(segment)
        self.say_title()
        if focus and self._page is None:
            form.focus_first()
        self.service_opened.emit(segment)
        return form

    def form_of(self, segment: str) -> ServiceForm:
        """The form of this service, made when it is first asked for."""
        form = self._forms.get(segment)
        if form is None:
            assert self._environment is not None, "set_environments() first"
            form = self._make_form(registry.by_segment(segment), self._environment)
            form.recent = self._recent
            form.submit_requested.connect(lambda draft: self._recent.keep(form.service, draft.values))
            form.submit_requested.connect(self.submit_requested)
            form.revealed.connect(self.value_revealed)
            self._forms[segment] = form
            self.form_area.addWidget(form)
        return form

    def take_forms(self) -> dict[str, HeldForm]:
        """No form is left; returns what was in them, for `put_forms`."""
        held = {segment: form.hold() for segment, form in self._forms.items()}
        forms, self._forms = self._forms, {}
        for form in forms.values():
            self.form_area.removeWidget(form)
            form.deleteLater()
        return held

    def put_forms(self, held: Mapping[str, HeldForm]) -> None:
        for segment, content in held.items():
            self.form_of(segment).put_back(content)
        if self.segment:
            self.open_service(self.segment)

    def free_form(self, segment: str) -> None:
        """The order of this form is on its way, or refused."""
        form = self._forms.get(segment)
        if form is not None:
            form.set_busy(False)

    def forms(self) -> tuple[ServiceForm, ...]:
        """The forms that have been opened so far."""
        return tuple(self._forms.values())

    def form(self) -> ServiceForm | None:
        """The form on show; None while something else takes its place."""
        return self._forms.get(self.segment) if self._page is None else None

    def show_page(self, page: QWidget | None) -> None:
        """Put `page` in the place of the form (the first-run page), or with None the form back."""
        old, self._page = self._page, page
        if page is not None:
            self.form_area.addWidget(page)
            self.form_area.setCurrentWidget(page)
        elif self.segment:
            self.form_area.setCurrentWidget(self._forms[self.segment])
        self.submit_action.setEnabled(page is None)
        if old is not None and old is not page:
            self.form_area.removeWidget(old)
            old.deleteLater()

    def page(self) -> QWidget | None:
        return self._page

    def submit(self) -> None:
        form = self.form()
        if form is not None:
            form.submit()

    def reset(self) -> None:
        form = self.form()
        if form is not None:
            form.reset()
            form.focus_first()

    def clear_subject(self) -> None:
        """Nobody in hand, and nothing of the person in any form: the window is about to be locked, say."""
        if self.person is not None:
            self.person.clear()

    def focus_form(self) -> None:
        self._make_room_for_forms()
        form = self.form()
        if form is not None:
            form.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back: from a pane to the form, from the form's first field to the services."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
            return
        focus, form = self.focusWidget(), self.form()
        if focus is not None and self.form_area.isAncestorOf(focus):
            self.nav.focus_search()
        elif form is not None:
            self._make_room_for_forms()
            (form.focusWidget() or form).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_room_for_forms(self) -> None:
        """Where the history has taken it."""
        if self._history is not None and self.work.isHidden():
            self._history.enlarge(False)
        self.room.give_back()

    def _chosen(self, segment: str) -> None:
        self.open_service(segment)

    # -- panes and words ----------------------------------------------------------------------------------

    def show_pending(self) -> None:
        self._show_tab(self._pending_place)
        if self.pending is not None:
            self.pending.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        self._show_tab(self._history_place)
        self.history.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_tab(self, place: QWidget) -> None:
        self.tabs.setCurrentWidget(place)
        if self.upright.sizes()[1] == 0:
            self.upright.setSizes([572, 158])

    def show_pending_count(self, count: int, attention: int = 0) -> None:
        """On the tab: how many orders are awaited, and how many need attention."""
        words = self.tr("Pending ({count})").format(count=count) if count else self.tr("Pending")
        if attention:
            words += self.tr(" · ! needs attention: {count}").format(count=attention)
        self.tabs.setTabText(0, words)
        self.tabs.setTabText(1, self.tr("History"))

    def set_environments(self, environments: Sequence[Environment], current: Environment) -> None:
        """Show the environment in force. Between environments of different kinds the forms start
        anew: nobody sends what was typed for a trial to RealMe, or the other way round; and they ask for what
        is needed there."""
        before, self._environment = self._environment, current
        self.header.set_environments(environments, current)
        self.say_title()
        if before is None:
            return
        if before.kind is not current.kind:
            self._drop_forms()
            return
        for segment, form in self._forms.items():
            form.set_threshold(current.threshold_for(segment))
            form.set_default(Role.NOTIFY_URL, current.notify_url)

    def _drop_forms(self) -> None:
        forms, self._forms = self._forms, {}
        for form in forms.values():
            self.form_area.removeWidget(form)
            form.deleteLater()
        if self.segment:
            self.open_service(self.segment)

    def say(self, words: str) -> None:
        """Tell in the status line what the program is doing; nothing while the window is locked."""
        words = "" if self.locked else words
        self._status.setText(words)
        self._status.setToolTip(plain_tip(words))

    def status(self) -> str:
        return self._status.text()

    def tell(self, words: str, tone: str = "error", key: str = "") -> Banner:
        """Tell something that must not be missed, without stopping anybody: `error`, `warning`, `info`,
        `success`."""
        return self.banners.tell(words, tone, key)

    def show_error(self, words: str) -> None:
        self.tell(words, "error")

    def say_title(self) -> None:
        parts = [self.tr("RealMe Desktop")]
        if self.locked:
            self.setWindowTitle(" – ".join((*parts, self.tr("Locked"))))
            return
        if self.segment:
            parts.insert(0, say(registry.by_segment(self.segment).title))
        if self._environment is not None:
            parts.append(f"{say(self._environment.title)} · {kind_words(self._environment.kind)}")
        self.setWindowTitle(" – ".join(parts))

    def ask_environment(self) -> None:
        self.header.environment.click()

    # -- what is remembered -------------------------------------------------------------------------------

    def recall(self) -> str:
        """Restore sizes and places; returns the segment that was open last ('' for none)."""
        memory = self._memory
        if memory is None:
            return ""
        geometry = memory.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        for splitter in (self.across, self.upright, self.work):
            state = memory.value(f"window/{splitter.objectName()}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        tab = memory.value("window/tab", 0)
        self.tabs.setCurrentIndex(int(str(tab)) if str(tab).isdigit() else 0)
        segment = str(memory.value("window/service", ""))
        return segment if any(service.segment == segment for service in self._services) else ""

    def remember(self) -> None:
        memory = self._memory
        if memory is None:
            return
        self.room.give_back()
        memory.setValue("window/geometry", self.saveGeometry())
        for splitter in (self.across, self.upright, self.work):
            memory.setValue(f"window/{splitter.objectName()}", splitter.saveState())
        memory.setValue("window/tab", self.tabs.currentIndex())
        memory.setValue("window/service", self.segment)
        if self._history is not None:
            self._history.remember()
        memory.sync()

    def quit(self) -> None:
        """Close, whatever there is to be said about it: the process is asked to end."""
        self.may_close = _always
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.remember()
        event.accept()
        # Not from inside Qt's own closing: who hears this ends the loop.
        QTimer.singleShot(0, self.quit_wanted.emit)


def _always() -> bool:
    return True


class _Place(QFrame):
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
