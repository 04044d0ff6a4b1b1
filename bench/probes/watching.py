"""What the probes share: noticing the first paint and the first key, and weighing the process."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

__all__ = ["Watch", "finish", "main_window_shown", "resident_mb", "type_a_key"]


class Watch(QObject):
    """Notes when a main window was first painted; the time is taken after the paint has been delivered.

    Filters the events of this window alone. A filter of the whole application would be called, in Python, for
    each event of each widget, and wrap objects that the program itself never touches: 30 ms that measure the
    measuring.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.notes: dict[str, float] = {}

    def of(self, window: QMainWindow) -> None:
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if "painting" not in self.notes and event.type() == QEvent.Type.Paint:
            self.notes["painting"] = time.time()
        return False


def main_window_shown(app: QApplication, watch: Watch, field: Callable[[], QWidget | None]) -> None:
    """Turn the loop until the window is painted and its children with it, then type into `field`."""
    while "painting" not in watch.notes:
        app.processEvents()
    app.processEvents()
    watch.notes["painted"] = time.time()
    type_a_key(app, watch, field)


def type_a_key(app: QApplication, watch: Watch, field: Callable[[], QWidget | None]) -> None:
    from PySide6.QtTest import QTest  # after the paint: no program would load it for that

    while (place := field()) is None:
        app.processEvents()
    place.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(place, Qt.Key.Key_A)
    assert isinstance(place, QLineEdit), place
    while "a" not in place.text().lower():
        app.processEvents()
    watch.notes["typed"] = time.time()


def resident_mb() -> float:
    """Resident memory of this process in MB; Linux only, where the figures are taken."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS in /proc/self/status")


def finish(watch: Watch, **more: float) -> None:
    print(json.dumps({**watch.notes, "resident_mb": resident_mb(), **more}))
    sys.stdout.flush()
    # A probe measures up to here; tearing Qt down in order is another program's business.
    import os

    os._exit(0)
