"""What every input part has in common, so that a form can drive any of them alike.

An input is a widget that holds one text. It keeps what was typed as it was typed; a nicer form is only shown.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeGuard

from PySide6.QtWidgets import QWidget

__all__ = ["Input", "is_input"]


class Input(Protocol):
    """The duck that a form knows. Every implementation is a QWidget with a signal `edited()`, emitted when
    the operator (not the program) changed what it holds."""

    edited: Any  # Signal()

    def text(self) -> str:
        """What the input holds, empty for nothing."""
        ...

    def set_text(self, text: str) -> None:
        """Put a text in, without `edited`."""
        ...

    def set_state(self, state: str) -> None:
        """`error`, `warning` or nothing: how the frame looks."""
        ...

    def setFocus(self, *reason: Any) -> None: ...


def is_input(widget: QWidget | None) -> TypeGuard[Any]:
    return widget is not None and hasattr(widget, "edited") and hasattr(widget, "set_text")
