"""The services that are used most, in the operator's own order; kept with the window's places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Service

from .language import language_signals, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

__all__ = ["KEYED", "Favourites", "FavouritesMenu"]

KEYED = 9  # as many have a key: Ctrl+1 to Ctrl+9
_KEPT = "nav/favourites"


class Favourites(QObject):
    """`changed()` after each change. Without `memory` they last as long as the window."""

    changed = Signal()

    def __init__(self, memory: QSettings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        kept = str(memory.value(_KEPT, "")) if memory is not None else ""
        known = {service.segment for service in registry.SERVICES}
        self._segments = [segment for segment in dict.fromkeys(kept.split(" ")) if segment in known]

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self._segments)

    def __contains__(self, segment: str) -> bool:
        return segment in self._segments

    def toggle(self, segment: str) -> bool:
        """Put it in, at the end, or take it out; returns whether it is in now."""
        if segment in self._segments:
            self._segments.remove(segment)
        else:
            self._segments.append(segment)
        self._keep()
        return segment in self._segments

    def move(self, segment: str, by: int) -> None:
        """Up (-1) or down (1) among the others; at either end it stays."""
        if segment not in self._segments:
            return
        at = self._segments.index(segment)
        to = min(max(0, at + by), len(self._segments) - 1)
        if to != at:
            self._segments.insert(to, self._segments.pop(at))
            self._keep()

    def _keep(self) -> None:
        if self._memory is not None:
            self._memory.setValue(_KEPT, " ".join(self._segments))
        self.changed.emit()


class FavouritesMenu(QObject):
    """The first of them in a menu, each with its key."""

    def __init__(
        self,
        favourites: Favourites,
        menu: QMenu,
        open_service: Callable[[str], object],
        services: Sequence[Service],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._titles = {service.segment: service.title for service in services}
        self._favourites = favourites
        self._menu = menu
        self._open = open_service
        favourites.changed.connect(self.fill)
        language_signals().changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        self._menu.setTitle(QCoreApplication.translate("MainWindow", "Favourites"))
        for action in self._menu.actions():
            self._menu.removeAction(action)
            action.deleteLater()
        segments = [segment for segment in self._favourites.segments if segment in self._titles][:KEYED]
        for number, segment in enumerate(segments, 1):
            action = QAction(say(self._titles[segment]).replace("&", "&&"), self._menu)
            action.setObjectName(f"action.favourite.{number}")
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _=False, segment=segment: self._open(segment))
            self._menu.addAction(action)
        self._menu.menuAction().setVisible(bool(segments))
