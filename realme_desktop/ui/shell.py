"""The main window: services at the left, the form in the middle, its result at the right, orders below.

The window shows and asks; it decides nothing. What it can't do by itself it says by a signal, and
`console.py` does it. Panes that the first look does not need are built by `fill()`, after the first paint.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Service

from .acts import acts_of
from .favourites import Favourites, FavouritesMenu
from .header import Header, kind_words
from .language import Sayable, say, spoken
from .layout.acts import LayoutActs
from .layout.frame import Frame
from .layout.keeping import KeptLayout
from .menus import Menus
from .nav import Navigation
from .panes import OrderPanes
from .reading_order import panes_of, step
from .resources import icon
from .shelf import FormFactory, FormShelf
from .theme import SMALL
from .widgets.banner import Banner, BannerArea
from .widgets.tips import plain_tip

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.orders.desk import OrderDesk

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
    setting_chosen = Signal(str, str)  # key and value, in a menu or the palette
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
        self._memory = memory
        self._environment: Environment | None = None
        self.segment = ""
        self._palette: Palette | None = None
        self.may_close: Callable[[], bool] = _always
        self.locked = False
        self.said: Sayable = ""
        # What takes something about people out of the window, and returns how to put it back: `Curtain`.
        self.put_away: list[Callable[[], Callable[[], object] | None]] = []
        column = self._build(forms)
        self.menus = Menus(self, acts_of(self))
        self.submit_action = self.menus.action("submit")
        self.layout_acts = LayoutActs(self, column)
        self._layout = KeptLayout(self, self.frame, self._memory)
        self.say_title()

    # -- the frame ----------------------------------------------------------------------------------------

    def _build(self, forms: FormFactory) -> QVBoxLayout:
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
        self.nav.service_chosen.connect(self.open_service)
        self.form_area = FormShelf(forms, self._memory, root)
        self.form_area.submit_requested.connect(self.submit_requested)
        self.form_area.value_revealed.connect(self.value_revealed)
        self.frame = Frame(self.nav, self.form_area, self._memory, root)
        self.panes = OrderPanes(self, self._memory)
        self.order_opened.connect(lambda *_: self.frame.room_for_the_result())
        self.tabs = self.frame.tabs
        self.show_pending_count(0)
        column.addWidget(self.header)
        column.addWidget(self.banners)
        column.addWidget(self.frame, 1)
        self.setCentralWidget(root)

        self._status = QLabel(self)
        self._status.setObjectName("status")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._status, 1)
        bar.setContentsMargins(SMALL, 0, SMALL, 0)
        return column

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys and what they do, as the menus say it."""
        return self.menus.shortcuts()

    def fill(self) -> None:
        """Build the panes that the first look can do without. Idempotent."""
        if self.result is not None:
            return
        from .newcomer import Newcomer

        self.panes.build()
        Newcomer(self, self._memory).offer_tour()
        favourites = self.menus.submenu("favourites", after="favourite")
        favourites.setTitle(self.tr("Favourites"))
        FavouritesMenu(self.nav.favourites, favourites, self.open_service, self._services, self)
        self.frame.follow_tabs()
        self._layout.watch()
        self._layout.tell_trouble()
        self.filled.emit()

    @property
    def result(self) -> ResultPane | None:
        """None before `fill`, as are the next three."""
        return self.panes.result

    @property
    def pending(self) -> PendingPane | None:
        return self.panes.pending

    @property
    def person(self) -> PersonInHand | None:
        return self.panes.person

    @property
    def arrivals(self) -> Arrivals | None:
        return self.panes.arrivals

    @property
    def history(self) -> HistoryPane:
        """Built when it is first looked at."""
        return self.panes.history

    @property
    def desk(self) -> OrderDesk | None:
        """Where the orders on show come from; None until it is open."""
        return self.panes.desk

    def attach(self, desk: OrderDesk) -> None:
        """Show the orders of this desk from now on."""
        self.fill()
        self.panes.attach(desk)

    @functools.cached_property
    def curtain(self) -> Curtain:
        """What takes everything personal out of the window, and puts it back."""
        from .lock.curtain import Curtain

        return Curtain(self)

    @property
    def services(self) -> tuple[Service, ...]:
        """Those that the operator is to see."""
        return self._services

    def open_palette(self) -> None:
        if self._palette is None:
            from .palette.popup import Palette

            self._palette = Palette(self)
        self._palette.summon()

    def forget_palette(self) -> None:
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    # -- forms --------------------------------------------------------------------------------------------

    def open_service(self, segment: str, *, focus: bool = True) -> ServiceForm:
        """Show the form of this service. KeyError for a segment that the catalog does not have."""
        form = self.form_area.show_form(segment)
        self.frame.room_for_the_form()
        self.segment = segment
        self.nav.mark(segment)
        self.say_title()
        if focus and self.page() is None:
            form.focus_first()
        self.service_opened.emit(segment)
        return form

    def form_of(self, segment: str) -> ServiceForm:
        """The form of this service, made when it is first asked for."""
        return self.form_area.of(segment)

    def put_forms(self, held: Mapping[str, HeldForm]) -> None:
        """What `form_area.take()` returned is in the forms again."""
        self.form_area.put(held)
        if self.segment:
            self.open_service(self.segment)

    def forms(self) -> tuple[ServiceForm, ...]:
        """The forms that have been opened so far."""
        return self.form_area.all()

    def form(self) -> ServiceForm | None:
        """The form on show; None while something else takes its place."""
        return self.form_area.on_show()

    def show_page(self, page: QWidget | None) -> None:
        """Put `page` in the place of the form (the first-run page), or with None the form back."""
        self.form_area.show_page(page)
        self.submit_action.setEnabled(page is None)

    def page(self) -> QWidget | None:
        return self.form_area.page

    def submit(self) -> None:
        form = self.form()
        if form is not None:
            form.submit()
            self.frame.room_for_the_result()

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
        self.frame.room_for_the_form()
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
            self.layout_acts.step_back()
        elif form is not None:
            self.frame.room_for_the_form()
            (form.focusWidget() or form).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, panes_of(self), forward=forward)

    def find_service(self) -> None:
        self.frame.show_pane("nav")
        self.nav.focus_search()

    # -- panes and words ----------------------------------------------------------------------------------

    def show_pending(self) -> None:
        self.frame.show_list(self.frame.pending_place)
        if self.pending is not None:
            self.pending.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        self.frame.show_list(self.frame.history_place)
        self.history.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_pending_count(self, count: int, attention: int = 0) -> None:
        """On the tab: how many orders are awaited, and how many need attention."""
        self.counted = count, attention
        words = self.tr("Pending ({count})").format(count=count) if count else self.tr("Pending")
        if attention:
            words += self.tr(" · ! needs attention: {count}").format(count=attention)
        self.tabs.setTabText(0, words)
        self.tabs.setTabText(1, self.tr("History"))

    def set_environments(self, environments: Sequence[Environment], current: Environment) -> None:
        """Show the environment in force."""
        self._environment = current
        self.header.set_environments(environments, current)
        self.say_title()
        anew = self.form_area.set_environment(current)
        if anew and self.segment:
            self.open_service(self.segment)

    def say(self, words: Sayable) -> None:
        """Tell in the status line what the program is doing; nothing while the window is locked."""
        self.said = "" if self.locked else words
        now = spoken(self.said)
        self._status.setText(now)
        self._status.setToolTip(plain_tip(now))

    def status(self) -> str:
        return self._status.text()

    def tell(self, words: Sayable, tone: str = "error", key: str = "") -> Banner:
        """Tell something that must not be missed, without stopping anybody: `error`, `warning`, `info`,
        `success`."""
        return self.banners.tell(words, tone, key)

    def show_error(self, words: Sayable) -> None:
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
        """Put the window and its panes where they were on this screen; returns the segment that was open last
        ('' for none)."""
        segment = self._layout.recall()
        return segment if any(service.segment == segment for service in self._services) else ""

    def remember(self) -> None:
        if self._memory is None:
            return
        self._layout.remember(self.segment)
        if self.frame.history is not None:
            self.frame.history.remember()
        self._memory.sync()

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
