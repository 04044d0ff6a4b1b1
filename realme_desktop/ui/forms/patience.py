"""Submitted while a picture is still being looked at: nobody pays for one that nobody could have seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from realme_desktop.catalog.findings import Finding

if TYPE_CHECKING:
    from .footer import FormFooter
    from .pictures import FormPictures

__all__ = ["Patience"]


class Patience(QObject):
    """`over` tells that all pictures were looked at: submit again. What is said of a picture by then is among
    the form's findings until something is edited, so that the operator reads it before it costs."""

    over = Signal()

    def __init__(self, pictures: FormPictures | None, footer: FormFooter, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._footer = footer
        self._waiting = False
        self._unread: Sequence[Finding] = ()
        if pictures is not None:
            pictures.settled.connect(self._settled)

    def findings(self) -> Sequence[Finding]:
        return self._unread

    def begin(self) -> bool:
        """True if there is something to wait for."""
        if not self._waiting and self._pictures is not None and self._pictures.looking:
            self._waiting = True
            self._footer.name_submit(busy=True, anyway=False)
        return self._waiting

    def give_up(self) -> None:
        """Something was edited: what would be sent is not what was asked for any more."""
        self._unread = ()
        if self._waiting and self._pictures is not None and not self._pictures.arranging:
            self._waiting = False
            self._footer.name_submit(busy=False, anyway=False)

    def _settled(self) -> None:
        if self._waiting and self._pictures is not None:
            self._waiting = False
            self._unread = self._pictures.findings()
            self._footer.name_submit(busy=False, anyway=False)
            self.over.emit()
