"""The same person submitted twice, an order to be sent again, one that needs attention, a second console, and
leaving while results are out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.records.model import OrderState
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.vault.vault import Vault
from tests.journeys.console import Driver, console
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.waiting import until

S = OrderState


def ask_about_repetitions(data_dir: Path, language: str = "zh") -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(
        f'language = "{language}"\n[polling]\nfirst_s = 0.1\nmax_s = 0.5\n', encoding="utf-8"
    )


async def check_a_name(person: Driver, name: str = PERSON_ONE.name) -> QWidget:
    form = await person.choose_service("namecheck")
    for field, text in (("field.full_name", name), ("field.id_number", PERSON_ONE.id_number)):
        line = person.find(field, QLineEdit, form)
        line.selectAll()
        person.type(line, text)
    person.submit()
    return form


@pytest.fixture
def _keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_same_again_is_a_question_that_the_keyboard_answers(language: str, tmp_path: Path) -> None:
    ask_about_repetitions(tmp_path / "data", language)
    async with console(tmp_path / "data") as person:
        await person.program.console.ready()
        await check_a_name(person)
        first = await person.final_order()
        pane = person.program.window.result

        person.submit()
        await until(lambda: pane.question.isVisible(), "the question")
        form = person.program.window.form()
        await until(lambda: not form.busy)
        said = person.words(pane.question)
        assert first.order_id in said and PERSON_ONE.id_number not in said
        assert ("没有发送" if language == "zh" else "Nothing has been sent") in person.words(pane.question)
        assert len(person.sandbox.submissions()) == 1
        person.photograph(f"repetition-{language}")

        await until(lambda: QApplication.focusWidget() is pane.question.open)
        person.key(Qt.Key.Key_Return)  # shows the earlier order; the question stays
        await until(lambda: pane.order is not None and pane.order.order_id == first.order_id)
        assert pane.question.isVisible()
        person.key(Qt.Key.Key_Escape)
        await until(lambda: not pane.question.isVisible(), "Escape: not sent")
        assert len(person.sandbox.submissions()) == 1

        person.submit()
        await until(lambda: pane.question.isVisible())
        person.click(pane.question.send)
        await until(lambda: len(person.sandbox.submissions()) == 2, "sent anyway")
        await until(lambda: pane.order is not None and pane.order.order_id != first.order_id)
        assert not pane.question.isVisible()

        person.submit()  # asked again; what is edited now is about something else
        await until(lambda: pane.question.isVisible())
        line = person.find("field.full_name", QLineEdit, form)
        person.type(line, "a")
        await until(lambda: not pane.question.isVisible())
        assert len(person.sandbox.submissions()) == 2


async def test_an_order_that_realme_does_not_know_is_sent_again_as_a_new_one(tmp_path: Path) -> None:
    async with console(tmp_path / "data", timeouts={"connect": 0.1, "read": 0.1, "write": 0.1}) as person:
        backstage = await person.program.console.ready()
        backstage.desk._patience = patience = type(backstage.desk._patience)(grace_s=0.0)
        backstage.desk._asker._patience = patience
        await check_a_name(person, "测试未达")
        old = await person.final_order()
        assert old.problem == "unknown_to_realme"
        button = person.find("new_order", QPushButton)
        assert button.text() == "作为新订单重新发送"
        person.photograph("unknown-to-realme")
        person.click(button)
        form = person.program.window.form()
        await until(lambda: old.order_id in person.program.window.status(), "the form is filled")
        line = person.find("field.full_name", QLineEdit, form)
        line.selectAll()
        person.type(line, PERSON_ONE.name)
        person.submit()
        await until(lambda: len(person.sandbox.submissions()) >= 1)
        new = await until(
            lambda: (o := person.program.window.result.order) and o.order_id != old.order_id and o
        )
        assert new.linked_to == old.order_id


async def test_what_needs_attention_stays_in_sight(tmp_path: Path) -> None:
    timeouts = {"connect": 0.5, "read": 0.3, "write": 0.5}
    async with console(tmp_path / "data", settle_s=1000, timeouts=timeouts) as person:
        backstage = await person.program.console.ready()
        await check_a_name(person, "测试未达")
        window = person.program.window
        await until(lambda: (o := window.result and window.result.order) and o.state is S.UNCLEAR)
        order = window.result.order
        backstage.records.change(
            order.order_id, expect=(order.state,), cause="expired", at=1, state=S.EXPIRED,
            problem="expired", next_query_at=None,
        )  # fmt: skip
        person.program.console.choose_environment("sandbox")  # opens it anew
        await until(lambda: "需要关注" in window.tabs.tabText(0) and "1" in window.tabs.tabText(0))
        await until(lambda: window.pending.model.row_of(order.order_id) == 0)
        window.show_pending()
        assert window.pending.give_up.text() == "移出列表"
        person.photograph("needs-attention")
        person.click(window.pending.give_up)
        person.click(person.find("pending.confirm", QPushButton))
        await until(lambda: "需要关注" not in window.tabs.tabText(0))
        assert (await backstage.desk.order(order.order_id)).state is S.ABANDONED


@pytest.mark.usefixtures("_keyring")
async def test_a_second_console_says_so_and_takes_over(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    async with console(data_dir, vault=Vault()) as person:
        window, program = person.program.window, person.program
        first = await program.console.ready()
        assert not first.session_only
        other = await open_backstage(
            program.paths, first.desk.environment, program.settings, look_every_s=0.02
        )
        assert other.desk.duty.value == "onlooker"
        await other.close()
        await check_a_name(person)
        await person.final_order()
        assert not [banner for banner in window.banners.banners() if "控制台" in banner.words]


@pytest.mark.usefixtures("_keyring")
async def test_the_window_of_an_onlooker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from realme_desktop.config.environments import load_environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings

    monkeypatch.setattr("realme_desktop.orders.backstage._LOOK_EVERY_S", 0.02)
    monkeypatch.setitem(open_backstage.__kwdefaults__, "look_every_s", 0.02)
    paths = Paths(tmp_path / "data")
    environment = load_environments(paths).get("sandbox")
    first = await open_backstage(paths, environment, Settings())
    async with console(tmp_path / "data", vault=Vault()) as person:
        window = person.program.window
        await person.program.console.ready()
        (banner,) = [banner for banner in window.banners.banners() if "另一个控制台" in banner.words]
        assert banner.tone == "warning"
        await check_a_name(person)
        await until(lambda: "没有发送" in person.words(window.result))
        person.photograph("second-console")
        assert person.sandbox.log == []
        await first.close()
        await until(lambda: any("接手" in b.words and b.tone == "info" for b in window.banners.banners()))
        person.submit()
        assert (await person.final_order()).state is S.ANSWERED


async def test_leaving_a_session_with_open_orders_is_said_first(tmp_path: Path) -> None:
    vault = Vault(session_only=True)
    vault.store("integration", SANDBOX_CREDENTIALS)
    timeouts = {"connect": 0.5, "read": 0.3, "write": 0.5}
    async with console(
        tmp_path / "data", environment="integration", vault=vault, timeouts=timeouts
    ) as person:
        window = person.program.window
        await person.program.console.ready()
        assert window.may_close()
        await check_a_name(person, "测试未达")
        order = await until(lambda: (o := window.result and window.result.order) and o)
        assert order.state is S.UNCLEAR
        window.close()
        assert window.isVisible(), "the first attempt only says what would be lost"
        (banner,) = [banner for banner in window.banners.banners() if order.order_id in banner.words]
        await until(lambda: banner.height() > 30 and banner.y() >= 0 and window.banners.height() > 60)
        person.photograph("leaving")
        banner.dismiss()
        window.close()
        assert window.isVisible(), "what was put away is said again"
        quits: list[None] = []
        window.quit_wanted.connect(lambda: quits.append(None))
        window.close()
        assert not window.isVisible()
        await until(lambda: quits)
