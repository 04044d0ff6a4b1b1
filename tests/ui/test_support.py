"""The report is read before it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from realme_desktop.ui.support import SupportDialog
from tests.waiting import until


async def test_read_change_save_and_copy(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SupportDialog(lambda: "<b>first</b>\nsecond\n")
    qtbot.addWidget(dialog)
    dialog.open()
    await until(dialog.save.isEnabled, "the report is there")
    assert dialog.text.toPlainText() == "<b>first</b>\nsecond\n"
    dialog.text.setPlainText("second only\n")
    dialog.save_to(tmp_path / "report.txt")
    await until(lambda: dialog.outcome.text() != "", "it is saved")
    assert (tmp_path / "report.txt").read_text() == "second only\n"
    dialog.save_to(tmp_path / "no" / "such" / "folder")
    await until(lambda: dialog.outcome.property("role") == "error", "it is told")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "second only\n"
