"""What stands in the place of a result while there is none: what to do for the first one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from realme_desktop.ui.widgets.panels import EmptyState

__all__ = ["NoResult"]


class NoResult(EmptyState):
    """With a button that leads on: the tour for whoever is new, else an example where there may be one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="result.empty")
        self._tour: Callable[[], object] | None = None
        self._example: Callable[[], object] | None = None
        self.button.clicked.connect(self._lead_on)

    def offer_tour(self, start: Callable[[], object] | None) -> None:
        """None takes the offer back."""
        self._tour = start
        self.retranslate()

    def offer_example(self, fill: Callable[[], object] | None) -> None:
        self._example = fill
        self.retranslate()

    def _lead_on(self) -> None:
        act = self._tour or self._example
        if act is not None:
            act()

    def retranslate(self) -> None:
        words = self.tr(
            "Fill in the form and submit it: the verdict appears here. "
            "Orders from before open with Enter in the history."
        )
        offered = ""
        if self._tour is not None:
            offered = self.tr("New here? A tour of the window")
        elif self._example is not None:
            offered = self.tr("Fill in an example")
        self.say(self.tr("No result yet"), words, offered)
