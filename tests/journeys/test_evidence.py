"""What proves a result, taken out of the console by keyboard: the raw exchange as a command, text, a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from realme_desktop.catalog.registry import by_segment
from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from tests.journeys.console import SCREENSHOTS, Driver, console
from tests.orders import shell
from tests.waiting import until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


async def checked(driver: Driver, segment: str = "namecheck") -> None:
    form = await driver.choose_service(segment)
    for field in by_segment(segment).fields:
        if field.required and not field.generated:
            await driver.fill(form, field)
    driver.submit()
    await driver.final_order()


async def acts(driver: Driver, act: Act) -> list[dict[str, object]]:
    records = (await driver.program.console.ready()).records
    entries = records.look(lambda connection: list(audit.entries(connection)))
    return [dict(entry.detail) for entry in entries if entry.act == act.value]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@shell.NEEDED
@pytest.mark.timeout(90)
async def test_the_raw_exchange_is_read_and_said_again_by_curl(tmp_path: Path) -> None:
    async with console(tmp_path / "data", theme="dark") as driver:
        await checked(driver, "staticfacecheck")
        order = driver.program.window.result.order
        assert order is not None
        driver.key(Qt.Key.Key_F8)
        await until(lambda: driver.window.findChild(QComboBox, "exchange.choose"), "the raw exchange")
        choose = driver.window.findChild(QComboBox, "exchange.choose")
        await until(lambda: choose.count() >= 2, "a submission and a query are listed")
        assert "mp_ssim" in driver.find("raw_reply", QPlainTextEdit).toPlainText()
        driver.photograph("evidence-raw")
        driver.click(driver.find("exchange.curl", QPushButton))
        again = await shell.reply_to(clipboard(), tmp_path)
        assert (again["return_code"], again["order_id"]) == ("20000", order.order_id)

        choose.setFocus()
        driver.key(Qt.Key.Key_Home)
        await until(lambda: choose.currentIndex() == 0)
        driver.click(driver.find("raw_reply.reveal"))
        driver.click(driver.find("exchange.curl", QPushButton))
        command = clipboard()
        assert order.params["full_name"] in command
        pictures = await (await driver.program.console.ready()).desk.pictures(order.order_id)
        (tmp_path / "video_pic.jpg").write_bytes(pictures["video_pic"].data)
        assert (await shell.reply_to(command, tmp_path))["return_code"] == "90104"
        anew = await shell.reply_to(command, tmp_path, ORDER_ID="20261105999")
        assert anew["return_code"] == "10001", "the sandbox takes the order"
        await until(lambda: driver.sandbox.submissions()["20261105999"] == 1)


@pytest.mark.timeout(90)
async def test_a_result_goes_into_the_case_system_and_into_a_pdf_by_keyboard(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "templates.toml").write_text(
        '[services]\nnamecheck = "案件 {order_id}: {outcome} {sent.full_name} {answer.nothing}"\n',
        encoding="utf-8",
    )
    async with console(data) as driver:
        await checked(driver)
        order = driver.program.window.result.order
        assert order is not None
        name, number = order.params["full_name"], order.params["id_number"]
        driver.key(Qt.Key.Key_C, CTRL | SHIFT)
        await until(lambda: clipboard().startswith("◇"), "the result is on the clipboard")
        assert clipboard().split("\n")[1] == f"案件 {order.order_id}: ✓ 一致 {name[0]}** —"

        driver.key(Qt.Key.Key_F7)
        await until(lambda: driver.window.findChild(QDialog, "report"), "the dialog")
        dialog = driver.window.findChild(QDialog, "report")
        await until(dialog.isVisible)
        driver.photograph("evidence-report")
        dialog.grab().save(str(SCREENSHOTS / "evidence-report-dialog.png"))
        driver.click(driver.find("report.print", within=dialog))
        await until(lambda: driver.window.findChild(QDialog, "report.printer"), "a choice of printers")
        printers = driver.window.findChild(QDialog, "report.printer")
        await until(printers.isVisible)
        printers.reject()
        await until(lambda: driver.window.findChild(QDialog, "report.printer") is None)
        assert dialog.isVisible() and await acts(driver, Act.PRINTED) == []
        dialog.activateWindow()
        await until(dialog.isActiveWindow)
        for file, full in (("masked.pdf", False), ("full.pdf", True)):
            if full:
                await until(lambda: driver.window.findChild(QDialog, "report") is None)
                driver.window.activateWindow()
                await until(driver.window.isActiveWindow)
                driver.key(Qt.Key.Key_F7)
                await until(lambda: driver.window.findChild(QDialog, "report"), "the dialog again")
                dialog = driver.window.findChild(QDialog, "report")
                driver.find("report.full", within=dialog).setFocus()
                driver.key(Qt.Key.Key_Space)
            path = dialog.findChild(QLineEdit, "report.path")
            path.setFocus()
            if not full:
                driver.key(Qt.Key.Key_A, CTRL)
                (private,) = data.glob("session-*")
                driver.type(path, str(private / file))
                driver.key(Qt.Key.Key_Return)
                message = dialog.message
                await until(lambda told=message: "保存记录的地方" in told.text(), "not among the records")
            driver.key(Qt.Key.Key_A, CTRL)
            driver.type(path, str(tmp_path / file))
            driver.key(Qt.Key.Key_Return)
            await until(lambda file=file: (tmp_path / file).exists(), f"{file} is saved")
            await until(lambda: QApplication.activeModalWidget() is None, "the dialog is gone")
        masked, whole = (read(tmp_path / file) for file in ("masked.pdf", "full.pdf"))
        for text in (masked, whole):
            assert order.order_id in text and "一致" in text and "非真实结果" in text
        assert name in whole and number in whole
        assert name not in masked and number not in masked
        told = await acts(driver, Act.EXPORTED)
        assert [entry["in_full"] for entry in told] == [False, True]


def read(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)
