"""What is copied in full does not stay on the clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from realme_desktop.ui.widgets import clipboard as module
from realme_desktop.ui.widgets.clipboard import MARKS, clear_clipboard, copy_text, set_clear_after
from tests.waiting import until

NUMBER = "310101199001011234"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_clear_after(30)
    clear_clipboard()
    QApplication.clipboard().clear()


def held() -> str:
    return QApplication.clipboard().text()


async def test_a_text_in_full_goes_after_a_while() -> None:
    set_clear_after(0)
    copy_text(NUMBER, in_full=True)
    assert held() == NUMBER
    await until(lambda: held() == "", "it is cleared")


async def test_what_was_copied_since_stays() -> None:
    set_clear_after(0)
    copy_text(NUMBER, in_full=True)
    QApplication.clipboard().setText("another program's")
    await until(lambda: not module._kept()._timer.isActive())
    clear_clipboard()
    assert held() == "another program's"


def test_locking_and_quitting_take_it_off_at_once() -> None:
    copy_text(NUMBER, in_full=True)
    clear_clipboard()
    assert held() == ""


def test_a_masked_text_stays() -> None:
    copy_text(NUMBER, in_full=True)
    copy_text("310***********1234")
    clear_clipboard()
    assert held() == "310***********1234"


def test_histories_are_told_to_leave_it_alone() -> None:
    copy_text(NUMBER, in_full=True)
    mime = QApplication.clipboard().mimeData()
    assert MARKS and all(bytes(mime.data(name).data()) == value for name, value in MARKS.items())
    copy_text("masked")
    mime = QApplication.clipboard().mimeData()
    assert not any(mime.hasFormat(name) for name in MARKS)


def test_the_text_itself_is_not_kept() -> None:
    copy_text(NUMBER, in_full=True)
    assert NUMBER not in repr(vars(module._kept()))


def test_what_a_text_field_copies_by_itself_is_taken_for_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offscreen nobody can tell whose the clipboard is: here the platform's answer is given for it."""
    keeper = module._kept()
    QApplication.clipboard().setText(NUMBER)
    keeper._changed()
    clear_clipboard()
    assert held() == NUMBER, "not ours, as far as anybody knows"

    class Owned:
        def __getattr__(self, name: str) -> object:
            return (lambda: True) if name == "ownsClipboard" else getattr(QApplication.clipboard(), name)

    monkeypatch.setattr(module, "_clipboard", Owned)
    keeper._changed()
    assert QApplication.clipboard().mimeData().hasFormat(next(iter(MARKS)))
    clear_clipboard()
    assert held() == ""


@pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="no X server to try on: Xvfb (Debian: xvfb) is not installed"
)
def test_on_x11_neither_selection_nor_clipboard_outlast_the_lock(tmp_path: Path) -> None:
    """The selection, which a middle click pastes, and what a text field copies by itself."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            display = told.readline().strip()
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.widgets.clipboard_child"],
            input=NUMBER + "\n", text=True, capture_output=True, timeout=40, check=False,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}", "HOME": str(tmp_path)},
        )  # fmt: skip
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == [
        "marked: held",
        "selected: held",
        "locked: nothing",
        "marked: held",
        "after a while: nothing",
        "copied by the field itself: held marked: True",
        "locked: nothing",
    ]
