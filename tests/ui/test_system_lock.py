"""That the computer was locked is heard over D-Bus: a bus of its own, the real signals, the real window."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

CHILD = """
import subprocess, sys
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from realme_desktop.ui.platform.linux import SystemLock

app = QApplication(["test"])
heard = []
owner = QObject()
lock = SystemLock(lambda: (heard.append(1), app.quit()), owner)
print("sources", lock.heard)
for saver, active in (("org.freedesktop.ScreenSaver", "false"), (sys.argv[1], "true")):
    subprocess.run(
        ["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
         saver + ".ActiveChanged", "boolean:" + active], check=True)
QTimer.singleShot(5000, app.quit)
app.exec()
print("heard", len(heard))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session") or not shutil.which("dbus-send"),
    reason="needs Linux with dbus",
)
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_screen_saver_locks_and_its_end_does_not(saver: str) -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", CHILD, saver],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert "heard 1" in run.stdout, run.stdout + run.stderr


def test_without_a_bus_the_program_goes_on() -> None:
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['test'])\n"
        "from realme_desktop.ui.lock.system import watch_system\n"
        "print('fine', watch_system(lambda: None, app, None) is not None)"
    )
    nothing = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True, env=nothing
    )
    assert "fine True" in run.stdout, run.stderr
