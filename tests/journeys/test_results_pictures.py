"""Results with pictures: read from a card and used in a check, compared, looked for among many."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.model import Order, OrderState
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.ui.tasks import in_thread
from tests.journeys.console import Driver, console
from tests.waiting import until


async def send(person: Driver, segment: str, **texts: str) -> Order:
    """Fill what the form demands (or these texts), submit, wait for the end."""
    service = registry.by_segment(segment)
    form = await person.choose_service(segment)
    for field in service.fields:
        if field.name in texts or (field.required and not field.generated):
            await person.fill(form, field, texts.get(field.name))
    person.submit()
    return await ended(person, segment)


async def ended(person: Driver, segment: str) -> Order:
    """The order of this service in the result pane, at its end."""
    window = person.program.window

    def there() -> Order | None:
        order = window.result.order if window.result is not None else None
        return order if order is not None and order.segment == segment and order.state.final else None

    found: Order = await until(there, f"{segment} has its result")
    return found


async def use_in(person: Driver, segment: str) -> QWidget:
    """F9, down to the service, Enter."""
    person.key(Qt.Key.Key_F9)
    menu = await until(lambda: QApplication.activePopupWidget(), "the chooser is open")
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().objectName() == f"use.{segment}":
            break
    person.photograph("ocr-chooser")
    QTest.keyClick(menu, Qt.Key.Key_Return)
    await until(lambda: person.program.window.segment == segment, f"{segment} is open")
    person.window.activateWindow()  # without a window manager a popup keeps the activation it took
    await until(person.window.isActiveWindow)
    return person.find(f"form.{segment}")


async def test_what_a_card_says_fills_the_name_check(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        read = await send(person, "idcardidentify")
        result = person.find("result")
        assert read.verdict is Verdict.DATA
        assert PERSON_ONE.id_number not in person.words(result)
        assert person.find("proof.id_number", QLabel, result).text().startswith("✓")
        person.click(person.find("fact.id_number.reveal", within=result))
        person.photograph("ocr-result")
        form = await use_in(person, "namecheck")
        name = person.find("field.full_name", QLineEdit, form)
        assert form.texts()["full_name"] == PERSON_ONE.name
        assert form.texts()["id_number"] == PERSON_ONE.id_number
        assert form.unconfirmed == ("full_name", "id_number")
        await until(name.hasFocus, "the first of them is in hand")
        person.photograph("ocr-used-unconfirmed")

        person.submit()
        summary = await until(lambda: person.program.window.form().summary, "the form asks first")
        assert "识别" in summary
        assert len(person.sandbox.log) > 0
        assert all(order.segment != "namecheck" for order in await person.orders()), "nothing was sent"
        person.photograph("ocr-used-asked")

        name.setFocus()
        person.key(Qt.Key.Key_Return)
        await until(lambda: form.unconfirmed == ("id_number",), "Enter confirms, and goes on")
        await until(lambda: QApplication.focusWidget() is person.find("field.id_number", QLineEdit, form))
        person.click(person.find("confirm.id_number", QPushButton, form))
        await until(lambda: form.unconfirmed == (), "so does the button")
        person.submit()
        checked = await ended(person, "namecheck")
        assert checked.verdict is Verdict.MATCH
        assert checked.linked_to == read.order_id
        wanted = {"id_number", "namecheck.full_name", "namecheck.id_number"}
        backstage = await person.program.console.ready()
        page = partial(audit.page, order_id=read.order_id, acts=frozenset({Act.REVEALED}))
        seen: set[str] = set()
        for _ in range(200):  # the audit log is written behind the window's back
            entries = await in_thread(backstage.records.look, page)
            seen = {name for entry in entries for name in str(entry.detail["field"]).split(", ")}
            if wanted <= seen:
                break
        assert seen == wanted
        person.photograph("ocr-used-checked")


async def test_what_was_typed_stays(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        form = await person.choose_service("namecheck")
        name = person.find("field.full_name", QLineEdit, form)
        person.type(name, "样文静")
        await send(person, "idcardidentify")
        form = await use_in(person, "namecheck")
        assert form.texts()["full_name"] == "样文静"
        assert form.texts()["id_number"] == PERSON_ONE.id_number
        assert form.unconfirmed == ("id_number",)
        assert "用户姓名" in person.program.window.status()
        number = person.find("field.id_number", QLineEdit, form)
        number.setFocus()
        number.end(False)
        QTest.keyClick(number, Qt.Key.Key_Backspace)
        assert form.unconfirmed == (), "what somebody edits is that person's word"
        person.photograph("ocr-typed-stays")


async def test_the_threshold_is_tried_and_nothing_stored_changes(tmp_path: Path) -> None:
    async with console(tmp_path / "data", size=(1920, 1080)) as person:
        sent = await send(person, "picturematch")
        assert sent.score is not None and sent.own_verdict is Verdict.MATCH
        result = person.find("result")
        assert person.program.window.result.frame is not None
        scale = person.find("score_scale", within=result)
        what_if = person.find("what_if.words", QLabel, result)
        before = what_if.text()
        assert "结论" not in before
        scale.setFocus(Qt.FocusReason.TabFocusReason)
        person.key(Qt.Key.Key_End)
        assert scale.threshold == 100
        assert "不一致" in what_if.text() and "100" in what_if.text()
        person.photograph("threshold-tried")
        person.key(Qt.Key.Key_Escape)
        assert scale.threshold == 60 and what_if.text() == before
        middle = QPoint(14 + (scale.width() - 28) * 95 // 100, scale.height() // 2)
        QTest.mouseClick(scale, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        assert abs(scale.threshold - 95) <= 1 and "不一致" in what_if.text()
        kept = (await person.orders())[0]
        assert (kept.threshold, kept.own_verdict, kept.score) == (60, Verdict.MATCH, sent.score)

        person.click(person.find("pictures.reveal", QPushButton, result))
        first = person.find("picture.image1.view", within=result)
        second = person.find("picture.image2.view", within=result)
        assert first.width() == second.width() and first.height() == second.height()
        first.setFocus()
        person.key(Qt.Key.Key_Plus)
        person.key(Qt.Key.Key_Plus)
        assert first.view().zoom > 1.2
        assert second.view().zoom == first.view().zoom, "they are zoomed as one"
        person.photograph("faces-compared")


async def test_a_face_registered_here_is_shown_beside_the_candidate(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        registered = await send(
            person, "faceregister", group_ids="lobby;vault", person_id="P-7", person_name="样晓明", image=""
        )
        assert registered.state is OrderState.ANSWERED
        result = person.find("result")
        assert person.find("group.1", within=result) and person.find("group.2", within=result)
        person.photograph("registered")
        await send(person, "faceretrieve", group_id="vault", image="")
        await until(
            lambda: (card := result.findChild(QWidget, "picture.candidate1")) and card.isVisible(),
            "the picture under which the person was registered",
        )
        words = person.words(person.find("candidate.1", within=result))
        assert "P-7" not in words and "60" in words
        person.click(person.find("pictures.reveal", QPushButton, result))
        person.photograph("candidates")
