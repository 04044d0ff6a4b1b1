"""Messages leave a small window its room."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from realme_desktop.ui.theme import MEDIUM, TINY
from realme_desktop.ui.widgets.banner import _SHARE, BannerArea


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

    def make_room_for(count: int) -> None:
        """As the type in force has it: the window as high as it takes for so many of the messages."""
        high = max(banner.heightForWidth(area.width() - 2 * MEDIUM) for banner in told) + TINY
        window.resize(400, round((count + 0.5) * high / _SHARE))

    make_room_for(2)
    qtbot.waitUntil(lambda: seen() == [False, True, True])
    make_room_for(1)
    qtbot.waitUntil(lambda: seen() == [False, False, True])
    told.pop().dismiss()
    qtbot.waitUntil(lambda: seen() == [False, True])
    make_room_for(3)
    qtbot.waitUntil(lambda: seen() == [True, True])
