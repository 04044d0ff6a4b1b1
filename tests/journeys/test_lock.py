"""The locked console: nothing about anybody is left in it, and nothing of the work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QToolTip,
)

from realme_desktop.config.paths import Paths
from realme_desktop.records.acts import Act
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.ui.lock.page import LockPage
from realme_desktop.ui.results.exchange import ExchangeView
from realme_desktop.ui.widgets.fold import Fold
from tests.hunting import in_widgets
from tests.journeys.console import Driver, console
from tests.waiting import until

NAME, NUMBER = "欧阳寻宝", "310101199001011234"
OTHER = "司马留痕"
NEEDLES = (NAME, NUMBER, OTHER)


async def submit_one(driver: Driver) -> None:
    await driver.program.console.ready()  # from then on whoever is submitted is in hand
    form = await driver.choose_service("namecheck")
    name, number = (f for f in form.service.fields if f.kind in ("name", "id_number"))
    await driver.fill(form, name, NAME)
    await driver.fill(form, number, NUMBER)
    driver.submit()
    await driver.final_order()
    await until(lambda: in_lines(driver, NAME) == 0, "the form masks itself")
    person = driver.program.window.person
    assert person is not None and NUMBER in person.subject.values.values()


def in_lines(driver: Driver, needle: str) -> int:
    return sum(needle in QLineEdit.text(line) for line in driver.window.findChildren(QLineEdit))


async def lock(driver: Driver) -> LockPage:
    QTest.keyClick(
        driver.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    await until(lambda: driver.program.window.locked, "it locks")
    return driver.find("lock", LockPage)


def unlock(page: LockPage, passphrase: str = "") -> None:
    if passphrase:
        page.line.setFocus()
        QTest.keyClicks(page.line, passphrase)
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)


async def entries(driver: Driver, *acts: Act) -> list[tuple[str, str]]:
    backstage = await driver.program.console.ready()
    found = backstage.custody.audit_page(acts=frozenset(acts))
    return [(entry.act, str(entry.detail)) for entry in reversed(found)]


async def test_nothing_personal_is_left_and_nothing_is_lost(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05) as driver:
        window = driver.program.window
        await submit_one(driver)
        window.show_history()
        await until(lambda: window.history.model.rowCount() == 1)
        window.history.search.setText(NAME)
        await until(lambda: window.history.model.query.text == NAME)
        name = window.form().service.fields[0]
        await driver.fill(window.form(), name, OTHER)
        window.result.frame.findChild(QPushButton)  # the result is there
        driver.photograph("lock-before")
        assert in_widgets(NEEDLES), "the hunter finds what is there to be found"

        page = await lock(driver)
        assert in_widgets(NEEDLES, held=True) == []
        assert "欧" not in driver.words()
        driver.photograph("lock-zh-light")
        driver.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        driver.submit()
        assert window.result.order is None and window.locked, "no key leads behind it"

        unlock(page)
        await until(lambda: not window.locked)
        await until(lambda: window.result.order is not None, "the order is shown again")
        assert window.form().texts()[name.name] == OTHER, "what was typed is there"
        assert NUMBER not in window.form().texts().values(), "it came from the person in hand"
        assert not window.person.subject, "nobody is in hand any more"
        await until(lambda: window.history.model.rowCount() == 1)
        assert window.history.search.text() == NAME
        assert [act for act, _ in await entries(driver, Act.LOCKED, Act.UNLOCKED)] == ["locked", "unlocked"]
        driver.photograph("lock-after")


async def test_while_masked_only_what_is_being_typed_is_readable(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05) as driver:
        window = driver.program.window
        await submit_one(driver)
        window.show_history()
        await until(lambda: window.history.model.rowCount() == 1)
        assert in_widgets(NEEDLES) == [], "form, result, history, person in hand: all masked"


async def test_every_pane_and_dialog_is_masked_and_hides_again_what_was_shown(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05, language="en") as driver:
        window, dialogs = driver.program.window, driver.program.console.dialogs
        await submit_one(driver)
        for fold in window.result.findChildren(Fold):
            fold.unfold()
        exchange = await until(lambda: window.result.findChild(ExchangeView))
        await until(lambda: exchange.current() is not None, "the exchange is read")
        tabs = exchange.findChild(QTabWidget, "exchange.tabs")

        def leaf() -> list[str]:
            found = []
            for page in range(tabs.count()):
                tabs.setCurrentIndex(page)
                found += in_widgets(NEEDLES)
            return found

        assert leaf() == []
        exchange._reveal.click()
        assert leaf(), "shown in full"
        exchange._reveal.click()
        assert in_widgets(NEEDLES) == [], "nor does a page behind another one keep it"
        assert leaf() == []

        window.open_palette()
        await until(lambda: any("***" in text for text in listed()), "the palette knows who was checked")
        assert in_widgets(NEEDLES) == []
        window.show_pending()
        window.result.report_result()
        await until(lambda: window.findChild(QCheckBox, "report.full"))
        dialogs.open_settings(audit_log=True)
        await until(lambda: len([text for text in listed() if "Order" in text]) > 1, "the audit log")
        window.show_history()
        await until(lambda: window.history.model.rowCount() == 1)
        window.history.table.selectRow(0)
        window.history.errands.export()
        await until(lambda: QApplication.activeModalWidget() is not None)
        assert in_widgets(NEEDLES) == []
        for dialog in window.findChildren(QDialog):
            dialog.close()


def listed() -> list[str]:
    """What the first column of each list says."""
    return [
        str(view.model().index(row, column, QModelIndex()).data())
        for view in QApplication.allWidgets()
        if isinstance(view, QAbstractItemView) and view.model() is not None
        for row in range(min(50, view.model().rowCount(QModelIndex())))
        for column in (0, 3)
    ]


async def test_a_question_that_was_open_is_asked_again_afterwards(tmp_path: Path) -> None:
    """Whether to send the same twice: form and draft that it is about are gone."""
    paths = Paths(tmp_path)
    paths.ensure()
    paths.settings.write_text("[sending]\nduplicate_min = 10\n", "utf-8")
    async with console(tmp_path, settle_s=0.05) as driver:
        window = driver.program.window
        await submit_one(driver)
        window.person.clear()
        form = window.form()
        form.set_texts({"full_name": NAME, "id_number": NUMBER})
        window.submit()
        await until(lambda: window.result.question.isVisible(), "the earlier one is shown")
        page = await lock(driver)
        assert in_widgets(NEEDLES, held=True) == []
        assert driver.program.console.orders._repetition._asked is None
        unlock(page)
        await until(lambda: not window.locked)
        assert window.form().texts()["full_name"] == NAME and not window.result.question.isVisible()
        window.submit()
        await until(lambda: window.result.question.isVisible(), "it is asked again")
        window.submit()
        await until(lambda: not window.form().busy)
        assert len(await driver.orders()) == 1, "nothing was sent a second time"


async def test_orders_go_on_while_it_is_locked(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.6) as driver:
        window = driver.program.window
        backstage = await driver.program.console.ready()
        form = await driver.choose_service("namecheck")
        name, number = (f for f in form.service.fields if f.kind in ("name", "id_number"))
        await driver.fill(form, name, NAME)
        await driver.fill(form, number, NUMBER)
        driver.submit()
        page = await lock(driver)
        ended = HistoryQuery(states=frozenset({OrderState.ANSWERED}))
        await until(lambda: backstage.records.count(ended) == 1, "the result comes to the locked console")
        assert in_widgets(NEEDLES, held=True) == []
        unlock(page)
        await driver.final_order()
        assert not window.form().busy and in_lines(driver, NAME) == 0


async def test_a_toast_says_nothing_about_anyone_and_what_came_is_still_told_afterwards(
    tmp_path: Path,
) -> None:
    async with console(tmp_path, settle_s=1.0, language="en") as driver:
        window = driver.program.window
        await driver.program.console.ready()
        form = await driver.choose_service("staticfacecheck")
        for field in (f for f in form.service.fields if f.required and not f.choices):
            text = {"name": NAME, "id_number": NUMBER}.get(field.kind)
            await driver.fill(form, field, text)
        driver.submit()
        await until(lambda: driver.program.console.backstage.desk.awaited == 1, "its result is awaited")
        page = await lock(driver)
        await until(lambda: window.arrivals.waiting, "it comes to the locked console")
        (order_id,) = window.arrivals.waiting
        told = driver.words(window.arrivals.toast)
        assert told.startswith("Results not looked at: 1") and order_id not in told
        assert "face" not in told.lower(), "not even which service it was"
        assert in_widgets(NEEDLES, held=True) == []
        (kept,) = window.arrivals._come
        assert not kept.params and not kept.values and kept.subject_name is kept.subject_number is None
        unlock(page)
        await until(lambda: not window.locked)
        assert window.arrivals.waiting == (order_id,)
        assert "face" in driver.words(window.arrivals.toast).lower()


async def test_idle_and_the_clipboard(tmp_path: Path) -> None:
    from realme_desktop.ui.widgets.clipboard import copy_text

    async with console(tmp_path, settle_s=0.05) as driver:
        window = driver.program.window
        await driver.program.console.ready()
        settings = driver.program.settings
        copy_text(NUMBER, in_full=True)
        settings.set("lock.after_min", 0.003)
        driver.program.console._setting_changed("lock.after_min")
        await until(lambda: window.locked, "nobody was there")
        assert QGuiApplication.clipboard().text() == ""
        settings.set("lock.after_min", 0)
        unlock(driver.find("lock", LockPage))
        await until(lambda: not window.locked)
        assert [detail for _, detail in await entries(driver, Act.LOCKED)] == ["{'cause': 'idle'}"]


async def test_a_part_that_fails_leaves_nothing_in_sight(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("on purpose")

    async with console(tmp_path, settle_s=0.05) as driver:
        await submit_one(driver)
        driver.program.window.put_away.insert(0, fail)
        await lock(driver)
        assert in_widgets(NEEDLES, held=True) == []
    assert "not put away in order" in caplog.text


async def test_a_tooltip_does_not_outlast_the_lock(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05) as driver:
        window = driver.program.window
        await driver.program.console.ready()
        QToolTip.showText(window.mapToGlobal(QPoint(40, 40)), f"{NAME} {NUMBER}", window)
        assert in_widgets(NEEDLES), "the hunter sees a tooltip"
        await lock(driver)
        assert in_widgets(NEEDLES, held=True) == []


async def test_dialogs_are_closed(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05) as driver:
        await submit_one(driver)
        driver.program.console.dialogs.open_settings()
        await until(lambda: QApplication.activeModalWidget() is not None)
        driver.program.console._lock.lock("system")
        await until(lambda: driver.program.window.locked)
        assert [w.objectName() for w in QApplication.topLevelWidgets() if w.isVisible()] == ["console"]
        assert in_widgets(NEEDLES, held=True) == []


def reveal(driver: Driver, field: str) -> QAbstractButton:
    found = driver.window.findChildren(QAbstractButton)
    return next(b for b in found if field in b.objectName() and b.objectName().endswith("reveal"))


async def test_showing_in_full_is_one_entry_with_a_reason_and_can_be_forbidden(tmp_path: Path) -> None:
    async with console(tmp_path, settle_s=0.05) as driver:
        window, settings = driver.program.window, driver.program.settings
        settings.set("reveal.reason", True)
        driver.program.console._setting_changed("reveal.reason")
        await submit_one(driver)
        driver.click(reveal(driver, "id_number"))
        dialog = await until(lambda: window.findChild(QLineEdit, "reason.text"), "it asks why")
        assert in_widgets(NEEDLES) == []
        window.person.focus()
        assert in_widgets(NEEDLES) == [], "being in a line of the person in hand is no reason"
        driver.photograph("reason")
        QTest.keyClicks(dialog, "customer is at the desk")
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: NUMBER in driver.words(window.result))
        backstage = await driver.program.console.ready()
        revealed = frozenset({Act.REVEALED})
        await until(lambda: backstage.custody.audit_page(acts=revealed))
        (entry,) = backstage.custody.audit_page(acts=revealed)
        assert entry.detail == {"field": "compared.id_number", "reason": "customer is at the desk"}
        assert entry.operator == backstage.custody.operator
        assert entry.order_id == window.result.order.order_id

        settings.set("reveal.allowed", False)
        driver.program.console._setting_changed("reveal.allowed")
        driver.click(reveal(driver, "full_name"))
        window.result.report_result()
        report = await until(lambda: window.findChild(QCheckBox, "report.full"))
        assert not report.isEnabled(), "nor is anything given out in full"
        report.window().close()
        window.person.focus()
        assert in_widgets((NAME,)) == []
