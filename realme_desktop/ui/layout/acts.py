"""What somebody does to the layout: panes moved, hidden, brought back; the form and the result alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from .arrangement import HIDEABLE, PLACES

if TYPE_CHECKING:
    from realme_desktop.ui.shell import MainWindow

    from .focus import FocusLine

__all__ = ["LayoutActs"]

_STEP = 0.05  # of both panes together


class LayoutActs(QObject):
    """One for a window; the line of the focus mode goes into `column`, above the frame."""

    def __init__(self, window: MainWindow, column: QBoxLayout) -> None:
        super().__init__(window)
        self._window = window
        self._frame = window.frame
        self._column = column
        self.line: FocusLine | None = None
        menus = window.menus
        for pane in HIDEABLE:
            menus.when(f"show_{pane}", partial(self._toggle, pane))
        for pane in PLACES:
            menus.when(f"move_{pane}", partial(self._frame.move_pane, pane))
        menus.when("grow", partial(self.resize_pane, _STEP))
        menus.when("shrink", partial(self.resize_pane, -_STEP))
        menus.when("focus", self.toggle_focus)
        menus.when("restore_layout", self.restore)
        self._frame.arranged.connect(self._tick)
        self._tick()

    def toggle_focus(self) -> None:
        """Form and result alone, or all panes again; whoever is in one of these two stays there."""
        if self.line is None:
            from .focus import FocusLine

            self.line = FocusLine(self._window.menus.keys("focus"), self._frame)
            self.line.hide()
            self.line.left.connect(self.toggle_focus)
            self._column.insertWidget(self._column.indexOf(self._frame), self.line)
        before = self._window.focusWidget()
        self._frame.set_focused(not self._frame.focused)
        self._keep_focus(before)

    def resize_pane(self, by: float) -> None:
        """The one with the keyboard gets so much more of what it shares with its neighbour."""
        here = self._window.focusWidget()
        for splitter in reversed(self._frame.splitters()):  # from within
            sizes = splitter.sizes()
            if here is None or not splitter.isAncestorOf(here) or min(sizes) <= 0:
                continue
            mine = next(place for place in (0, 1) if _holds(splitter.widget(place), here))
            step = round(by * sum(sizes))
            sizes[mine] += step
            sizes[1 - mine] -= step
            splitter.setSizes([max(size, 1) for size in sizes])
            return

    def restore(self) -> None:
        self._frame.arrange_as_at_first()
        self._window.say(self.tr("The layout is as at the first start."))

    def step_back(self) -> None:
        """Esc in the form's first field: to the services, or out of the form and the result alone."""
        if self._frame.focused:
            self.toggle_focus()
        elif self._frame.is_shown("nav"):
            self._window.nav.focus_search()

    def _toggle(self, pane: str) -> None:
        before = self._window.focusWidget()
        self._frame.toggle_pane(pane)
        self._keep_focus(before)

    def _keep_focus(self, before: QWidget | None) -> None:
        """Who was in what is hidden now is in the form; Qt would choose whatever comes next."""
        if before is None or not before.isVisibleTo(self._window):
            form = self._window.form()
            if form is not None:
                (form.focusWidget() or form).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        menus = self._window.menus
        for pane in HIDEABLE:
            menus.tick(f"show_{pane}", pane not in self._frame.plan.hidden)
        menus.tick("focus", self._frame.focused)
        # The line comes when the panes are gone: with both the window might have to grow.
        QTimer.singleShot(0, self, self._show_line)

    def _show_line(self) -> None:
        if self.line is not None:
            self.line.setVisible(self._frame.focused)


def _holds(pane: QWidget | None, part: QWidget) -> bool:
    return pane is not None and (pane is part or pane.isAncestorOf(part))
