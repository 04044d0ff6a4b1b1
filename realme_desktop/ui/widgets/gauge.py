"""How far some work in a thread has come, with a way to stop it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from .busy_bar import BusyBar
from .words import Words

__all__ = ["Gauge"]

_LOOK_MS = 80


class Gauge(QWidget):
    """`progress` and `cancelled` may be called in any thread; the widget looks at them now and then. Work
    whose gauge is gone is cancelled."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "gauge") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._cancel = threading.Event()
        cancel = self._cancel  # the slot must not hold the widget
        self.destroyed.connect(lambda *_: cancel.set())
        self._done, self._of = 0, 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = Words("", self)
        self.bar = BusyBar(self)
        self.bar.setObjectName(f"{name}.bar")
        self.bar.setMinimumWidth(120)
        self.stop = QPushButton(self.tr("Cancel"), self)
        self.stop.setObjectName(f"{name}.cancel")
        self.stop.clicked.connect(self.cancel)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def begin(self, words: str, *, stoppable: bool = True) -> None:
        """Show it; `stoppable` where the work asks for `cancelled`."""
        self._cancel.clear()
        self._done, self._of = 0, 0
        self._what = words
        self.words.set_text(words)
        self.bar.show_unknown()
        self.bar.setAccessibleName(words)
        self.stop.setVisible(stoppable)
        self.stop.setEnabled(True)
        self._timer.start()
        self.show()

    def end(self) -> None:
        self._timer.stop()
        self.hide()

    def progress(self, done: int, of: int = 0) -> None:
        """From any thread: `done` of `of` (0: nobody knows how many)."""
        self._done, self._of = done, of

    def cancelled(self) -> bool:
        """From any thread."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        self._cancel.set()
        self.stop.setEnabled(False)
        self.words.set_text(self.tr("Stopping"))
        self.stopped.emit()

    def _look(self) -> None:
        if self._cancel.is_set():
            return
        done, of = self._done, self._of
        if of:
            self.bar.show_share(done / of)
            self.words.set_text(f"{self._what}  {done:,} / {of:,}")
        elif done:
            self.words.set_text(f"{self._what}  {done:,}")
