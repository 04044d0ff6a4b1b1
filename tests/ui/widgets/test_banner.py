"""Messages leave a small window its room."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from realme_desktop.ui.widgets.banner import BannerArea


def test_older_messages_wait_where_there_is_no_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    area = BannerArea(window)
    column = QVBoxLayout(window)
    column.addWidget(area)
    column.addStretch(1)
    window.resize(400, 700)
    with qtbot.waitExposed(window):
        window.show()
    told = [area.tell(f"{number} " + "没有发送，也没有计费。" * 12, "warning") for number in range(3)]

    def seen() -> list[bool]:
        return [banner.isVisible() for banner in told]

    qtbot.waitUntil(lambda: seen() == [False, True, True] or seen() == [True, True, True])
    window.resize(400, 260)
    qtbot.waitUntil(lambda: seen() == [False, False, True])
    told.pop().dismiss()
    qtbot.waitUntil(lambda: seen() == [False, True])
    window.resize(400, 780)
    qtbot.waitUntil(lambda: seen() == [True, True])
