"""The whole window in another language, while it runs, with nothing lost.

Panes that can say their words again do so (`retranslate`). Forms are made anew around what they hold, as
after a lock, and so are the windows beside the main one (`remaking`). A form that is taking over a picture is
left alone until it has it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton, QWidget

from .language import can_say_again, language_signals
from .remaking import place_of, remake, remake_windows, widget_at
from .theme import theme_signals
from .tour import Tour

if TYPE_CHECKING:
    from .forms.form import ServiceForm
    from .shell import MainWindow

__all__ = ["Retranslation"]

_AGAIN_MS = 150


class Retranslation(QObject):
    """One for a window; follows `language_signals()` by itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._late = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._late.timeout.connect(self._renew_forms)
        self._owed: set[str] = set()  # segments of the forms that still speak the language before
        language_signals().changed.connect(self.retranslate)
        theme_signals().changed.connect(self._recolour)

    def retranslate(self) -> None:
        window = self._window
        window.forget_palette()
        window.menus.retranslate()
        window.header.retranslate()
        window.nav.retranslate()
        window.banners.retranslate()
        window.form_area.setAccessibleName(QCoreApplication.translate("Frame", "Form"))
        window.show_pending_count(*window.counted)
        window.say_title()
        # A sentence that can't be said again was about a moment that is over.
        window.say(window.said if can_say_again(window.said) else "")
        if window.arrivals is not None:
            window.arrivals.retranslate()
        for tabs in window.findChildren(QTabBar):  # which names its buttons only once
            for name, words in (
                ("ScrollLeftButton", QCoreApplication.translate("QTabBar", "Scroll Left")),
                ("ScrollRightButton", QCoreApplication.translate("QTabBar", "Scroll Right")),
            ):
                for button in tabs.findChildren(QToolButton, name):
                    button.setAccessibleName(words)
        for tour in window.findChildren(Tour):
            tour.retranslate()
        if not window.locked:  # else nothing of a form is there
            self._owed = {form.service.segment for form in window.forms()}
            self._renew_forms()
            page = window.page()
            if page is not None:
                remake(page)
        # Not from inside what a window was told by: it is about to be closed.
        QTimer.singleShot(0, self, remake_windows)

    def _recolour(self) -> None:
        QTimer.singleShot(0, self, partial(remake_windows, coloured=True))

    def _renew_forms(self) -> None:
        window = self._window
        if window.locked:
            self._owed.clear()  # they come back in the language of that moment
            return
        shelf = window.form_area
        for form in window.forms():
            segment = form.service.segment
            if segment not in self._owed or form.at_work:
                continue
            on_show = shelf.on_show() is form
            view = _View(form) if on_show else None
            made = shelf.renew(segment)
            self._owed.discard(segment)
            if view is not None:
                view.put_back(made)
        self._owed &= {form.service.segment for form in window.forms()}
        if self._owed:
            self._late.start()


class _View:
    """Where somebody is in a form: the part with the focus, the cursor in it, how far it is scrolled."""

    def __init__(self, form: ServiceForm) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and form.isAncestorOf(focus)
        self._place = place_of(form, focus) if inside and focus is not None else None
        self._scrolled = form.scrolled
        self._cursor = (0, 0, 0)
        if isinstance(focus, QLineEdit):
            self._cursor = focus.cursorPosition(), focus.selectionStart(), focus.selectionLength()

    def put_back(self, form: ServiceForm) -> None:
        focus: QWidget | None = widget_at(form, self._place) if self._place is not None else None
        if focus is not None:
            focus.setFocus()
        if isinstance(focus, QLineEdit):
            place, start, length = self._cursor
            focus.setCursorPosition(place)
            if start >= 0:
                focus.setSelection(start, length)
        scrolled = self._scrolled
        # After the layouts have run: before that there is nowhere to scroll to.
        QTimer.singleShot(0, form, lambda: form.scroll_to(scrolled))
