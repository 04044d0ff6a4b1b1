"""Which field of a form somebody is in, while the form is on show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from .row import FieldRow

__all__ = ["Attention"]


class Attention(QObject):
    """`moved(before, after)` is called when the focus goes from one row to another, or to none."""

    def __init__(
        self,
        row_of: Callable[[QWidget | None], FieldRow | None],
        moved: Callable[[FieldRow | None, FieldRow | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._row_of = row_of
        self._moved = moved
        self._following: QApplication | None = None

    def begin(self) -> None:
        app = QApplication.instance()
        if self._following is None and isinstance(app, QApplication):
            self._following = app
            app.focusChanged.connect(self._focus_moved)

    def end(self) -> None:
        """Idempotent: Qt also hides what was never shown."""
        if self._following is not None:
            self._following.focusChanged.disconnect(self._focus_moved)
            self._following = None

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None:  # another window has it
            return
        before, after = self._row_of(old), self._row_of(now)
        if before is not after:
            self._moved(before, after)
