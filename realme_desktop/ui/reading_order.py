"""Where Tab leads in the main window: pane by pane as one reads, wherever the panes stand, and within a pane
in the order that its parts were put in.

Qt knows one chain for a window, in the order in which parts were made. Forms, results and the person in hand
are made when they are needed, and would all come last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from .widgets.fold import Fold
from .widgets.tab_order import gives_focus_on

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["panes_of", "places", "step"]

_BANNERS, _LAST = 1, 99


def panes_of(window: MainWindow) -> tuple[QWidget | None, ...]:
    """In the order in which they are read."""
    frame, result = window.frame, window.result
    parts = (None, None, None) if result is None else (result.question, result, result.next)
    work = (*parts, frame.form) if frame.result_first else (frame.form, *parts)
    inner = (frame.person_place, *work, frame.tabs)
    panes = (*inner, frame.nav) if frame.nav_last else (frame.nav, *inner)
    return (window.header, window.banners, window.layout_acts.line, *panes)


def places(window: QWidget, panes: Sequence[QWidget | None], leaving: QWidget | None = None) -> list[QWidget]:
    """All that Tab leads to, in order. What stands in none of the panes comes after them. With `leaving`,
    which has just been disabled or hidden: Qt asks for the next place then."""
    ranks = {pane: at for at, pane in enumerate(panes) if pane is not None}
    ranked: list[tuple[int, tuple[int, int], QWidget]] = []
    handles: dict[QWidget, int] = {}  # of folds: what stands in one, made late, comes after its handle
    # WORKAROUND: PySide takes what `nextInFocusChain` gives for a child of the widget that was asked, where
    # it has no parent. The window would go with whatever stands last, and its menus with it.
    last = window.previousInFocusChain()
    widget: QWidget | None = window.nextInFocusChain() if last is not window else None
    while widget is not None:
        if (
            ((widget.isVisible() and widget.isEnabled()) or widget is leaving)
            and not gives_focus_on(widget)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
            and widget.window() is window
        ):
            at = len(ranked)
            fold = _fold_of(widget)
            if fold is not None:
                at = handles.setdefault(fold, at)
            rank = _rank(widget, ranks)
            ranked.append((rank, _spot(widget) if rank == _BANNERS else (at, 0), widget))
        widget = widget.nextInFocusChain() if widget is not last else None
    return [place for *_, place in sorted(ranked, key=lambda one: one[:2])]


def _spot(widget: QWidget) -> tuple[int, int]:
    """Of the messages the newest stands on top, and what it offers before what puts it away."""
    message = widget.parentWidget()
    return (message.y() if message is not None else 0), widget.x()


def _fold_of(widget: QWidget) -> QWidget | None:
    """The outermost one that it stands in."""
    found: QWidget | None = None
    part = widget.parentWidget()
    while part is not None:
        if isinstance(part, Fold):
            found = part
        part = part.parentWidget()
    return found


def _rank(widget: QWidget, ranks: Mapping[QWidget, int]) -> int:
    """Of the innermost pane that it stands in."""
    part: QWidget | None = widget
    while part is not None and part not in ranks:
        part = part.parentWidget()
    return _LAST if part is None else ranks[part]


def step(window: QWidget, panes: Sequence[QWidget | None], *, forward: bool) -> bool:
    """Give the focus to the next place, or to the one before. False: there is none."""
    here: QWidget | None = window.focusWidget()
    order = places(window, panes, here)
    if not order:
        return False
    while here is not None and here not in order:  # a part that gives its keys on
        here = here.parentWidget()
    way = 1 if forward else -1
    at = order.index(here) + way if here is not None else (0 if forward else -1)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[at % len(order)].setFocus(reason)
    return True
