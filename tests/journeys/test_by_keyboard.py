"""By keys alone, and no more of them than needed. Counted: keys that are pressed beside the values typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.orders.model import Phase
from realme_desktop.records.model import Order, OrderState
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO
from tests.journeys.console import Driver, console
from tests.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PER_CHECK = 3  # next person, Enter between the two values, submit


@dataclass
class Clerk:
    """Types only where the focus is, and counts."""

    person: Driver
    keys: int = 0
    values: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self.person.key(key, modifier)

    def value(self, text: str, into: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None and focus.objectName() == f"field.{into}", focus
        assert isinstance(focus, QLineEdit) and focus.text() == "", (
            "it is empty, and nothing has to be deleted"
        )
        self.values.append(text)
        self.person.type(focus, text)

    async def next_person(self) -> None:
        self.press(Qt.Key.Key_N, CONTROL)
        assert self.person.program.window.result.order is None, "no verdict of another person is in sight"

    async def check(self, name: str, number: str) -> Order:
        """From the first field to the verdict."""
        self.value(name, "full_name")
        self.press(Qt.Key.Key_Return)
        self.value(number, "id_number")
        self.press(Qt.Key.Key_Return, CONTROL)
        return await self.person.final_order()


def numbers(count: int) -> list[str]:
    """ID numbers with the right check digit; the region is nobody's."""
    found = []
    for serial in range(1, count + 1):
        digits = f"11000019800101{serial:03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        left = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        found.append(digits + "10X98765432"[left])
    return found


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
async def test_the_first_check_within_a_fresh_profile(language: str, theme: str, tmp_path: Path) -> None:
    async with console(tmp_path / "data", language=language, theme=theme) as person:
        await person.program.console.ready()
        clerk = Clerk(person)
        order = await clerk.check(PERSON_ONE.name, PERSON_ONE.id_number)
        assert order.verdict is Verdict.MATCH and clerk.keys == 2
        person.photograph(f"keyboard-first-{language}-{theme}")


async def test_ten_checks_of_ten_people_in_a_row(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        clerk, window = Clerk(person), person.program.window
        for place, number in enumerate(numbers(10)):
            before = clerk.keys
            await clerk.next_person()
            order = await clerk.check("测试不一致" if place == 4 else "样某", number)
            assert order.params["id_number"] == number
            assert clerk.keys - before == PER_CHECK
            if place in (0, 4, 9):
                person.photograph(f"keyboard-ten-{place + 1}")
        assert len(clerk.values) == 20
        orders = await person.orders()
        assert len(orders) == 10
        assert sum(order.verdict is Verdict.MATCH for order in orders) == 9
        await until(lambda: len(window.person.bar.checks.orders()) == 1, "the checks of this person only")


async def test_forty_queries_of_lists(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        clerk, window = Clerk(person), person.program.window
        await person.choose_service("antilaunderquery")
        hits = {7, 21, 33}
        for place, number in enumerate(numbers(40)):
            before = clerk.keys
            await clerk.next_person()
            order = await clerk.check("测试命中" if place in hits else "样某", number)
            assert order.verdict is (Verdict.HIT if place in hits else Verdict.CLEAR)
            assert clerk.keys - before == PER_CHECK
            if place == 0 or place in hits:
                person.photograph(f"keyboard-forty-{place + 1}")
        assert len(await person.orders(hits=True)) == len(hits)
        person.key(Qt.Key.Key_H, CONTROL)
        await until(lambda: window.history.model.rowCount() == 40)
        person.photograph("keyboard-forty-history")
        person.key(Qt.Key.Key_Escape)
        await until(lambda: window.form().isAncestorOf(QApplication.focusWidget()), "Esc leads to the form")


async def test_five_checks_of_one_person_take_one_typing(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        clerk, window = Clerk(person), person.program.window
        await clerk.check(PERSON_ONE.name, PERSON_ONE.id_number)
        for segment, last in (
            ("antilaunderquery", None),
            ("mobilecheck", ("mobile_no", PERSON_ONE.mobile)),
            ("cardcheck", ("acct_no", PERSON_ONE.card)),
            ("getmagicmirror", None),
        ):
            form = await person.choose_service(segment)
            if last is not None:
                clerk.value(last[1], last[0])
            texts = form.texts()
            assert texts["full_name"] == PERSON_ONE.name and texts["id_number"] == PERSON_ONE.id_number
            clerk.press(Qt.Key.Key_Return, CONTROL)
            await until(
                lambda segment=segment: (
                    (order := window.result.order) and order.segment == segment and order.state.final
                )
            )
        assert len(clerk.values) == 4, "two names and numbers, one mobile, one card: each once"
        checks = window.person.bar.checks
        await until(lambda: len(checks.orders()) == 5 and all(o.state.final for o in checks.orders()))
        shown = "\n".join(
            (*checks.words(), *(line.displayText() for line in window.person.bar.lines.values()))
        )
        assert PERSON_ONE.id_number not in shown and PERSON_ONE.name not in shown
        assert all("◇" in words for words in checks.words())
        person.photograph("keyboard-one-person")
        await clerk.next_person()
        assert not any(form.texts().get("id_number") for form in window.forms())
        assert window.person.bar.isHidden()


async def test_the_palette_finds_persons_services_and_acts(tmp_path: Path) -> None:
    async with console(tmp_path / "data", language="en", theme="dark") as person:
        await person.program.console.ready()
        clerk, window = Clerk(person), person.program.window
        await clerk.check(PERSON_ONE.name, PERSON_ONE.id_number)
        await clerk.next_person()
        await clerk.check(PERSON_TWO.name, PERSON_TWO.id_number)
        await clerk.next_person()

        async def found(query: str, key: str) -> None:
            person.key(Qt.Key.Key_K, CONTROL)
            line = person.find("palette.line", QLineEdit)
            await until(line.hasFocus)
            await until(lambda: len(window._palette._persons) == 2)
            person.type(line, query)
            await until(lambda: (shown := window._palette.shown()) and shown[0].key == key, f"{query}: {key}")

        await found("sfzsm", "namecheck")  # pinyin initials of a Chinese title, in an English window
        person.photograph("palette")
        person.key(Qt.Key.Key_Escape)
        await until(lambda: window.form().isAncestorOf(QApplication.focusWidget()), "the focus is back")
        await found("外观", "theme")
        person.key(Qt.Key.Key_Escape)
        await found("xyw", "next")
        person.key(Qt.Key.Key_Escape)
        await found("114", "antilaunderquery")
        person.key(Qt.Key.Key_Return)
        await until(lambda: window.segment == "antilaunderquery")
        orders = {order.subject_number: order.order_id for order in await person.orders()}
        await found("yxm", orders[PERSON_ONE.id_number])
        shown = "\n".join(entry.title for entry in window._palette.shown())
        assert PERSON_ONE.name not in shown and PERSON_ONE.id_number not in shown
        person.key(Qt.Key.Key_Return)
        await until(lambda: window.form().texts()["id_number"] == PERSON_ONE.id_number)
        assert sum(person.sandbox.submissions().values()) == 2, "nothing is sent by that"


async def test_favourites_have_an_order_and_keys(tmp_path: Path) -> None:
    wanted = ["mobilecheck", "namecheck", "antilaunderquery"]
    async with console(tmp_path / "data") as person:
        window = person.program.window
        await until(lambda: window.person)
        for segment in ("namecheck", "antilaunderquery", "mobilecheck"):
            await person.choose_service(segment)
            person.key(Qt.Key.Key_B, CONTROL)
        person.key(Qt.Key.Key_L, CONTROL)
        person.key(Qt.Key.Key_Down)
        for _ in range(2):
            person.key(Qt.Key.Key_Up, ALT)
        assert window.nav.shown()[:3] == wanted
        person.key(Qt.Key.Key_2, CONTROL)
        assert window.segment == "namecheck"
        person.photograph("favourites")
    async with console(tmp_path / "data") as person:
        assert person.program.window.nav.shown()[:3] == wanted


async def test_a_result_that_arrives_is_told_and_gone_to_by_one_key(tmp_path: Path) -> None:
    async with console(tmp_path / "data", settle_s=0.6) as person:
        window = person.program.window
        service = registry.by_segment("idcardidentify")
        form = await person.choose_service(service.segment)
        for one in service.fields:
            if one.required and not one.generated:
                await person.fill(form, one)
        person.submit()
        await until(lambda: window.result and window.result.order)
        await person.choose_service("namecheck")
        person.key(Qt.Key.Key_N, CONTROL)
        await until(lambda: window.arrivals.waiting)
        told = window.arrivals.toast.words()
        assert PERSON_ONE.name not in told and PERSON_ONE.id_number not in told
        assert window.form().isAncestorOf(QApplication.focusWidget()), "nobody is interrupted"
        person.photograph("arrival")
        person.key(Qt.Key.Key_R, CONTROL)
        await until(lambda: window.result.order and window.result.order.segment == service.segment)
        assert not window.arrivals.toast.isVisible() and not window.arrivals.waiting


async def test_what_was_not_sent_can_be_taken_back(tmp_path: Path) -> None:
    """Where one order may be sent at a time, the next one waits and can be withdrawn."""
    async with console(tmp_path / "data", slow_s=1.5) as person:
        window, settings = person.program.window, person.program.settings
        settings.set("sending.concurrency", 1)
        await person.program.console.ready()
        person.program.console._setting_changed("sending.concurrency")
        await person.program.console.ready()
        clerk = Clerk(person)
        clerk.value("测试迟复", "full_name")
        clerk.press(Qt.Key.Key_Return)
        clerk.value(PERSON_ONE.id_number, "id_number")
        clerk.press(Qt.Key.Key_Return, CONTROL)
        await until(lambda: window.result and window.result.phase is Phase.SENDING)
        person.photograph("progress")
        await person.choose_service("antilaunderquery")
        clerk.press(Qt.Key.Key_Return, CONTROL)
        await until(lambda: window.result.phase is Phase.QUEUED)
        person.photograph("progress-queued")
        person.click(person.find("progress.cancel"))
        await until(lambda: (o := window.result.order) and o.state is OrderState.ABANDONED)
        assert not [
            order for order in await person.orders() if order.segment != "namecheck" and order.sent_at
        ]


async def test_what_is_about_nobody_is_offered_again(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        window = person.program.window
        service = registry.by_segment("faceretrieve")
        form = await person.choose_service(service.segment)
        await person.fill(form, service.field("group_id"), "branch-7")
        await person.fill(form, service.field("image"))
        person.submit()
        await until(lambda: window.result and window.result.order)
    kept = (tmp_path / "data" / "window.ini").read_text(encoding="utf-8")
    assert "branch-7" in kept
    async with console(tmp_path / "data") as person:
        form = await person.choose_service("faceregister")  # its groups have another name, and the same role
        line = QApplication.focusWidget()
        assert line is not None and line.objectName() == "field.group_ids"
        person.key(Qt.Key.Key_Down)
        await until(lambda: QApplication.activePopupWidget())
        person.photograph("recent-values")
        QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
        await until(lambda: form.texts()["group_ids"] == "branch-7")


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
async def test_the_tour_of_a_first_run_can_be_walked_and_skipped(
    language: str, theme: str, tmp_path: Path
) -> None:
    async with console(tmp_path / "data", language=language, theme=theme) as person:
        await person.program.console.ready()
        window = person.program.window
        focus = QApplication.focusWidget()
        assert focus is not None and focus.objectName() == "field.full_name", "the tour waits to be asked for"
        told = person.find("result.empty.action").text()
        person.click(person.find("result.empty.action"))
        tour = person.find("tour")
        for step in range(5):
            person.photograph(f"tour-{language}-{theme}-{step + 1}")
            assert window.rect().contains(tour.geometry())
            person.key(Qt.Key.Key_Right if step == 0 else Qt.Key.Key_Return)
        assert tour.isHidden() and window.form().isAncestorOf(QApplication.focusWidget())
    async with console(tmp_path / "data", language=language) as person:
        await person.program.console.ready()
        window = person.program.window
        offered = person.window.findChild(QPushButton, "result.empty.action")
        assert offered.isVisible() and offered.text() != told, "an example in the place of the tour"
        window.menus.do("tour")
        person.key(Qt.Key.Key_Escape)
        assert not [tour for tour in window.findChildren(QFrame, "tour") if tour.isVisible()]
