"""What the acts of the menus do, as far as the window does it by itself or passes it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["acts_of"]


def acts_of(window: MainWindow) -> dict[str, Callable[[], object]]:
    """By their names in `menus.py`; the others are given by whoever does them."""

    def of_result(name: str) -> Callable[[], None]:
        def act() -> None:
            if window.result is not None:
                getattr(window.result, name)()

        return act

    return {
        "submit": window.submit,
        "reset": window.reset,
        "use": of_result("use_values"),
        "raw": of_result("show_raw"),
        "report": of_result("report_result"),
        "copy_result": of_result("copy_result"),
        "quit": window.close,
        "palette": window.open_palette,
        "find": window.find_service,
        "form": window.focus_form,
        "pending": window.show_pending,
        "history": window.show_history,
        "notices": window.notices_wanted.emit,
        "audit": window.audit_wanted.emit,
        "favourite": window.nav.toggle_favourite,
        "environment": window.ask_environment,
        "settings": window.settings_wanted.emit,
        "help": window.help_wanted.emit,
    }
