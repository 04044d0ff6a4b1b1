"""Another theme and another language in the middle of the work: nothing is lost, nothing is sent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QTextBrowser, QWidget

from realme_desktop.catalog.registry import by_segment
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.ui.colours import SCHEMES
from realme_desktop.ui.language import language, resolve, set_language
from realme_desktop.ui.theme import Theme, theme
from tests.journeys.console import SCREENSHOTS, Driver, console
from tests.journeys.speech import chinese_words, english_words
from tests.journeys.test_a_day import check_name
from tests.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = "测试员久等迟复" + PERSON_ONE.name + "成功认证通过"  # and what RealMe itself answers


def choose(person: Driver, key: str, value: str) -> None:
    """In the menu of the window."""
    action = person.window.findChild(QAction, f"action.{key}.{value}")
    assert action is not None and action.isEnabled()
    action.trigger()


async def ask_for_loans(person: Driver, name: str) -> None:
    """A service whose answer takes its time."""
    form = await person.choose_service("getloaninfo")
    service = by_segment("getloaninfo")
    await person.fill(form, service.field("full_name"), name)
    await person.fill(form, service.field("id_number"))
    person.submit()


async def half_fill(person: Driver) -> QWidget:
    """A face check without its ID number, which is mistyped and says so."""
    form = await person.choose_service("staticfacecheck")
    service = by_segment("staticfacecheck")
    await person.fill(form, service.field("full_name"), PERSON_ONE.name)
    await person.fill(form, service.field("video_pic"))
    form.show_more()
    await person.fill(
        form, service.field("source_channel"), service.field("source_channel").choices[-1].value
    )
    line = person.find("field.id_number", QLineEdit, form)
    line.clear()
    person.type(line, "1101051949")
    line.setCursorPosition(4)
    return form


def content(form: QWidget) -> tuple[object, ...]:
    sources = {name: bytes(getattr(s, "data", b"")) or s for name, s in form.sources().items()}
    return form.texts(), sources, form.draft().threshold


async def test_theme_and_language_change_in_the_middle_of_the_work(tmp_path: Path) -> None:
    async with console(tmp_path / "data", theme="light", long_s=600) as person:
        window = person.program.window
        await check_name(person, PERSON_ONE.name, PERSON_ONE.id_number)
        shown = await person.final_order()
        await ask_for_loans(person, "测试久等")  # under way all the time
        await until(lambda: window.counted[0] == 1, "an order is awaited")
        window.order_opened.emit(shown.order_id)
        await until(lambda: window.result.order and window.result.order.order_id == shown.order_id)
        person.key(Qt.Key.Key_H, CONTROL)
        history = window.history
        await until(lambda: history.model.rowCount() == 2, "both orders are listed")
        history.table.selectRow(1)
        window.focus_form()
        await half_fill(person)
        await until(lambda: "message.id_number" in _visible(window.form()), "the field says what it lacks")
        before, sent = content(window.form()), len(person.sandbox.log)

        def unchanged() -> None:
            form = window.form()
            assert content(form) == before
            line = person.find("field.id_number", QLineEdit, form)
            assert QApplication.focusWidget() is line and line.cursorPosition() == 4
            assert window.segment == "staticfacecheck"
            assert window.result.order.order_id == shown.order_id
            assert [index.row() for index in history.table.selectionModel().selectedRows()] == [1]
            assert window.counted[0] == 1
            assert person.sandbox.submissions() and len(person.sandbox.log) - sent <= polls(person, sent)

        for scheme in SCHEMES[::-1]:
            same, former = window.form(), theme()
            choose(person, "theme", scheme)
            assert theme().scheme == scheme and window.form() is same
            unchanged()
            assert not left_over(window, former, theme())
            person.photograph(f"appearance-{scheme}-zh")
        for code in ("en", "zh"):
            choose(person, "language", code)
            assert person.program.settings.get("language") == code
            await until(lambda: not window.form().at_work, "the picture is looked at again")
            unchanged()
            await until(lambda: "message.id_number" in _visible(window.form()), "the field says it again")
            if code == "en":
                left = chinese_words(window, but=NAMES)
            else:
                left = english_words(window)
            assert not left, left
            person.photograph(f"appearance-light-{code}")
        assert sum(person.sandbox.submissions().values()) == 2, "nothing is sent by any of it"


def left_over(window: QWidget, former: Theme, now: Theme) -> list[str]:
    """Colours of the theme before that are still to be seen, but for pictures and the mark of the program."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    marks = [label for label in window.findChildren(QLabel) if not label.pixmap().isNull()]
    for part in (*marks, *window.findChildren(QWidget, "field.video_pic")):
        if part.isVisible():
            painter.fillRect(QRect(part.mapTo(window, QPoint(0, 0)), part.size()), Qt.GlobalColor.black)
    painter.end()
    seen = Counter(memoryview(picture.constBits()).cast("I"))  # the edges of letters have many by chance
    of_now = {now.colour(name).rgb() for name in now.names()}
    return [
        name
        for name in former.names()
        if seen[(colour := former.colour(name)).rgb()] > (40 if colour.saturation() > 20 else 4000)
        and colour.rgb() not in of_now
    ]


def polls(person: Driver, since: int) -> int:
    return sum(1 for call in person.sandbox.log[since:] if "checkresult" in str(call))


def _visible(form: QWidget) -> set[str]:
    return {child.objectName() for child in form.findChildren(QWidget) if child.isVisible()}


async def test_an_order_on_its_way_survives_a_change_of_language(tmp_path: Path) -> None:
    async with console(tmp_path / "data", slow_s=0.6) as person:
        window = person.program.window
        await check_name(person, "测试迟复", PERSON_ONE.id_number)
        await until(lambda: window.form().busy and window.result is not None, "the order is being sent")
        person.key(Qt.Key.Key_K, CONTROL)
        line = person.find("palette.line", QLineEdit)
        await until(line.hasFocus, "the palette is open")
        person.type(line, "english")
        person.key(Qt.Key.Key_Return)
        assert person.program.settings.get("language") == "en"
        assert window.form().busy, "no second one can be sent"
        person.submit()
        order = await person.final_order()
        assert order.segment == "namecheck"
        await until(lambda: not window.form().busy, "the new form hears of it, too")
        assert list(person.sandbox.submissions().values()) == [1]
        assert chinese_words(person.find("result"), but=NAMES) == []
        # A picture that is just being taken over comes into the form of before; that speaks Chinese then.
        before = await person.choose_service("staticfacecheck")
        field = by_segment("staticfacecheck").field("video_pic")
        person.paste_file(person.find("field.video_pic", within=before), person.sample_for(field))
        assert before.at_work
        choose(person, "language", "zh")
        await until(lambda: window.form() is not before, "the form is made anew when it has the picture")
        assert window.form().sources().keys() == {"video_pic"}
        await until(lambda: not english_words(window), "all of it speaks Chinese")
        assert list(person.sandbox.submissions().values()) == [1]


async def test_open_windows_change_their_language_and_keep_what_was_typed(tmp_path: Path) -> None:
    async with console(tmp_path / "data", language="zh") as person:
        await person.program.console.ready()
        await check_name(person, PERSON_ONE.name, PERSON_ONE.id_number)
        await person.final_order()
        window = person.program.window
        dialogs = person.program.console.dialogs
        window.history.errands.show_statistics()
        dialogs.open_help("magic")
        settings = dialogs.open_settings("integration")
        token, key = (settings.findChild(QLineEdit, f"credentials.app_{name}") for name in ("token", "key"))
        token.setText("T0ken")
        key.setText("half a k")
        settings.show_setting("theme")
        choice = settings.findChild(QComboBox, "setting.language")
        choice.setCurrentIndex(choice.findData("en"))

        def open_now(name: str) -> list[QWidget]:
            return [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]

        await until(lambda: open_now("settings") not in ([], [settings]), "the settings are made anew")
        for name in ("settings", "help", "statistics"):
            await until(lambda name=name: len(open_now(name)) == 1, f"one {name}, not two")
        assert open_now("help")[0].windowTitle() == "Help"  # its pages name Chinese inputs of the sandbox
        for name in ("settings", "statistics"):
            found = open_now(name)[0]
            await until(lambda found=found: not chinese_words(found, but=NAMES), f"{name} in English")
        made = open_now("settings")[0]
        assert made.findChild(QLineEdit, "credentials.app_token").text() == "T0ken"
        assert made.findChild(QLineEdit, "credentials.app_key").text() == "half a k"
        assert made.findChild(QListWidget, "settings.pages").currentRow() == 0, "on the page of before"
        assert open_now("help")[0].tabs.currentIndex() == 2
        assert made.findChild(QWidget, "credentials.save").isEnabled()
        choose(person, "theme", "dark")
        line = theme().colour("line").name()
        await until(lambda: line in open_now("help")[0].findChild(QTextBrowser, "help.magic").toHtml())
        assert open_now("help")[0].tabs.currentIndex() == 2
        made.grab().save(str(SCREENSHOTS / "appearance-settings-en.png"))
        for name in ("settings", "help", "statistics"):
            open_now(name)[0].close()


async def test_the_page_of_the_first_run_keeps_what_was_typed(tmp_path: Path) -> None:
    async with console(tmp_path / "data", environment="integration") as person:
        window = person.program.window
        await until(lambda: window.page() is not None, "credentials are asked for")
        person.type(person.find("credentials.app_token", QLineEdit), "T0ken")
        choose(person, "language", "en")
        await until(lambda: not chinese_words(window, but=NAMES), "all of it speaks English")
        line = person.find("credentials.app_token", QLineEdit)
        assert line.text() == "T0ken"
        assert "Credentials for" in person.words(window.page())
        choose(person, "language", "system")
        set_language("zh" if resolve("system") == "en" else "en")
        QApplication.sendEvent(window, QEvent(QEvent.Type.LocaleChange))
        assert language() == resolve("system"), "the system speaks another language from now on"
        assert person.find("credentials.app_token", QLineEdit).text() == "T0ken"
        assert person.sandbox.log == [], "nothing is sent by it"
