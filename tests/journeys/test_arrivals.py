"""A result that comes while another window is in front: what the desktop is told, and where a click leads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QWidget

from realme_desktop.catalog import registry
from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.samples import SUBJECT
from realme_desktop.ui.widgets.desktop_notice import DesktopNotice
from tests.journeys.console import Driver, console
from tests.waiting import until


class Desktop(DesktopNotice):
    """A desktop with a tray, which the one of the tests has not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QIcon(), parent)
        self.told: list[str] = []

    @staticmethod
    def available() -> bool:
        return True

    def tell(self, title: str, words: str) -> None:
        self.told.append(f"{title}: {words}")


async def arrived_behind(driver: Driver, other: QWidget) -> str:
    """An order whose result comes while the other window is in front; its number."""
    window = driver.program.window
    service = registry.by_segment("getloaninfo")
    form = window.open_service(service.segment)
    form.set_texts({field.name: SUBJECT[field.role] for field in service.fields if field.role in SUBJECT})
    before = window.result.order
    window.submit()
    await until(lambda: window.result.order not in (None, before))
    assert window.result.order.state is OrderState.PENDING
    order_id = window.result.order.order_id
    other.activateWindow()
    await until(lambda: not window.isActiveWindow())
    window.result.clear()
    await until(lambda: order_id in window.arrivals.waiting, "the result is here")
    return order_id


async def test_the_desktop_is_told_only_where_the_settings_say_so(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.5) as driver:
        await driver.program.console.ready()
        window = driver.program.window
        other = QLabel("another program")
        other.show()
        arrivals = window.arrivals
        desktop = arrivals.desktop = Desktop(window)
        desktop.pressed.connect(arrivals._come_forward)
        first = await arrived_behind(driver, other)
        assert desktop.told == []  # off by itself
        driver.program.settings.set("arrivals.desktop", True)
        window.activateWindow()
        arrivals.go()
        await until(lambda: window.result.order and window.result.order.order_id == first)
        second = await arrived_behind(driver, other)
        assert len(desktop.told) == 1
        told = desktop.told[0]
        service = registry.by_segment("getloaninfo")
        hidden = [
            *SUBJECT.values(),
            service.title.zh,
            str(service.number),
            first,
            second,
            "一致",
            "命中",
            "取得",
        ]
        assert not [word for word in hidden if word and word in told], "nothing about anybody"
        assert not any(sign.isdigit() for sign in told)
        desktop.pressed.emit()
        await until(lambda: window.result.order and window.result.order.order_id == second)
        other.close()
        other.deleteLater()
