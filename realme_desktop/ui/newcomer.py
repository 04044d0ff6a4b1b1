"""Who opens the window for the first time is offered a tour of it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["Newcomer"]

_SEEN = "tour/seen"
_TOURED = ("nav", "orders")  # the panes that the tour speaks of, and that may be hidden


class Newcomer(QObject):
    """One for a window."""

    def __init__(self, window: MainWindow, memory: QSettings | None) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        window.menus.when("tour", self.start_tour)

    def offer_tour(self) -> None:
        """While there is no result, and nothing is remembered of a window before."""
        memory, result = self._memory, self._window.result
        if memory is None or result is None:
            return
        if not any(memory.contains(name) for name in ("window/service", _SEEN)):
            result.offer_tour(self.start_tour)

    def start_tour(self) -> None:
        from .tour import Tour

        window = self._window
        if window.result is None or window.findChild(Tour) is not None:
            return
        window.result.offer_tour(None)
        for pane in _TOURED:
            window.frame.show_pane(pane)
        if self._memory is not None:
            self._memory.setValue(_SEEN, "yes")
        Tour(window, window.focus_form)
