"""The height that the history takes while somebody works in it, and gives back to the form afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

if TYPE_CHECKING:
    from .pane import HistoryPane

__all__ = ["Room", "height_needed"]

_KEY = "history/share"
_SHARE = 0.46  # of the height, unless somebody chose another


def height_needed(pane: HistoryPane, rows: int = 6) -> int:
    """Of the pane, to see so many lines of the list below all that stands above it now."""
    layout, table = pane.layout(), pane.table
    assert layout is not None
    above = 0
    for place in range(layout.count() - 1):
        part = layout.itemAt(place)
        if part is not None and not part.isEmpty():
            above += part.sizeHint().height() + layout.spacing()
    bar = table.horizontalScrollBar().sizeHint().height()
    lines = table.horizontalHeader().sizeHint().height() + rows * table.verticalHeader().defaultSectionSize()
    return layout.contentsMargins().top() + above + lines + bar


class Room(QObject):
    """`splitter` holds the work area above the list. `needed()`: the least height that the list can be used
    in, 0 while there is none. `form` is where the height goes back to when it gets the focus."""

    def __init__(
        self,
        splitter: QSplitter,
        form: QWidget,
        needed: Callable[[], int],
        memory: QSettings | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._splitter = splitter
        self._form = form
        self._needed = needed
        self._memory = memory
        self._before: int | None = None  # the list's height before it took more
        splitter.splitterMoved.connect(self._moved)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @property
    def taken(self) -> bool:
        return self._before is not None

    def take(self) -> None:
        """The list is worked in from now on. What it has already it keeps."""
        sizes, needed = self._splitter.sizes(), self._needed()
        if not needed or min(sizes) <= 0:  # not shown yet, or it has all of it
            return
        whole = sum(sizes)
        wanted = max(int(whole * self._share()), needed)
        if sizes[1] < wanted:
            if self._before is None:
                self._before = sizes[1]
            self._splitter.setSizes([whole - wanted, wanted])

    def give_back(self) -> None:
        if self._before is None:
            return
        before, self._before = self._before, None
        sizes = self._splitter.sizes()
        if min(sizes) > 0:
            self._splitter.setSizes([sum(sizes) - before, before])

    def _share(self) -> float:
        kept = self._memory.value(_KEY, _SHARE) if self._memory is not None else _SHARE
        try:
            share = float(str(kept))
        except ValueError:
            return _SHARE
        return share if 0.2 <= share <= 0.9 else _SHARE

    def _moved(self) -> None:
        """Somebody chose a height while working in the list: it is taken the next time, too."""
        sizes = self._splitter.sizes()
        if self.taken and self._memory is not None and min(sizes) > 0:
            self._memory.setValue(_KEY, round(sizes[1] / sum(sizes), 3))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        if now is self._form or self._form.isAncestorOf(now):
            self.give_back()
        elif now.objectName() == "history.search" and self._splitter.isAncestorOf(now):
            # Not for the list itself: its lines would slip away from under the mouse.
            self.take()
