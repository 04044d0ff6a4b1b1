"""A bar for work whose length nobody knows yet: it moves, or stands still where nothing is to move."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from realme_desktop.ui.motion import motion_reduced
from realme_desktop.ui.theme import set_role

__all__ = ["BusyBar"]


class BusyBar(QProgressBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.show_unknown()

    def show_unknown(self) -> None:
        """Something is being done; how much is left is not known."""
        still = motion_reduced()
        set_role(self, "still" if still else "")
        self.setRange(0, 1 if still else 0)
        self.setValue(1 if still else 0)

    def show_share(self, share: float) -> None:
        """So much of it is done, 0 to 1."""
        set_role(self, "")
        self.setRange(0, 1000)
        self.setValue(round(1000 * min(max(share, 0.0), 1.0)))
