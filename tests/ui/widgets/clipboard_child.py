"""A program on an X server of its own: what its text fields leave there by themselves, and how long.

Prints a line for each look at it. The text comes from standard input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from realme_desktop.ui.widgets.clipboard import MARKS, clear_clipboard, set_clear_after, watch_clipboard


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


SELECTION = QClipboard.Mode.Selection


def main() -> int:
    text = sys.stdin.readline().strip()
    app = QApplication([])
    clipboard = app.clipboard()
    line = QLineEdit(text)
    line.show()
    QTest.qWaitForWindowExposed(line)
    watch_clipboard()

    def mark() -> None:
        left, middle = Qt.MouseButton.LeftButton, line.rect().center()
        QTest.mouseMove(line, middle)
        QTest.mouseDClick(line, left, pos=middle)
        QTest.mouseRelease(line, left, pos=middle)
        tell("marked:", "held" if line.selectedText() == text else "nothing")

    def held(mode: QClipboard.Mode) -> str:
        return "held" if clipboard.text(mode) == text else "nothing" if not clipboard.text(mode) else "other"

    def wait(done: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(10_000)
        while not done() and not deadline.hasExpired():
            QTest.qWait(20)

    mark()
    wait(lambda: held(SELECTION) == "held")
    tell("selected:", held(SELECTION))
    clear_clipboard()
    tell("locked:", held(SELECTION))

    set_clear_after(0)
    mark()
    wait(lambda: held(SELECTION) == "nothing")
    tell("after a while:", held(SELECTION))

    set_clear_after(60)
    line.selectAll()
    line.copy()
    wait(lambda: all(clipboard.mimeData().hasFormat(name) for name in MARKS))
    tell("copied by the field itself:", held(QClipboard.Mode.Clipboard), "marked:",
          all(clipboard.mimeData().hasFormat(name) for name in MARKS))  # fmt: skip
    clear_clipboard()
    tell("locked:", held(QClipboard.Mode.Clipboard))
    return 0


if __name__ == "__main__":
    sys.exit(main())
