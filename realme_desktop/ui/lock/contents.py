"""What the window itself has about people: forms, the result, lists, the status line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realme_desktop.ui.shell import MainWindow

__all__ = ["put_away"]


def put_away(window: MainWindow) -> Callable[[], None]:
    """Take all of it out; returns how to put it back. Of orders only the number of the one on show is kept:
    the rest is read from the records again."""
    forms = window.form_area.take()
    order = window.result.order if window.result is not None else None
    shown = order.order_id if order is not None else ""
    if window.result is not None:
        window.result.question.put_away()
        window.result.clear()
    if window.pending is not None:
        window.pending.attach(None)
    filters = window.panes.take_history()
    window.forget_palette()
    window.say("")

    def restore() -> None:
        window.put_forms(forms)
        if window.desk is not None:
            window.attach(window.desk)
        window.panes.put_history(filters)
        if shown:
            window.order_opened.emit(shown)

    return restore
