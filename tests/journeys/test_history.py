"""The history as it is worked with: a clerk who looks somebody up, a compliance officer who accounts for a
month, an administrator whose file is damaged or whose key is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.paths import Paths
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import page as audit_page
from realme_desktop.records.model import HistoryQuery, Order
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO
from realme_desktop.ui.history.export import ExportDialog
from realme_desktop.ui.history.pane import HistoryPane
from realme_desktop.ui.history.statistics import StatisticsWindow
from realme_desktop.ui.settings.dialog import SettingsDialog
from realme_desktop.vault.vault import Vault
from tests.journeys.console import SCREENSHOTS, Driver, console
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.ui.results.orders import some_weeks
from tests.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY_MS = 86_400_000


def photograph(widget: QWidget, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(SCREENSHOTS / f"{name}.png"))


async def opened_history(person: Driver, *orders: Order) -> HistoryPane:
    backstage = await person.program.console.ready()
    for one in orders:
        backstage.records.add(one)
    person.key(Qt.Key.Key_H, CONTROL)
    pane = person.program.window.history
    pane.refresh()
    await until(lambda: pane.model.counted and pane.model.rowCount() == len(orders))
    return pane


def tick(button: QPushButton, words: str) -> None:
    menu: QMenu | None = button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if words in action.text()).trigger()


async def test_a_clerk_answers_whether_somebody_was_checked(tmp_path: Path) -> None:
    async with console(tmp_path / "data") as person:
        backstage = await person.program.console.ready()
        orders = some_weeks(int(backstage.now() * 1000))
        pane = await opened_history(person, *orders)
        person.photograph("history-zh-light")
        search = person.find("history.search", QLineEdit)
        await until(search.hasFocus, "Ctrl+H leads to the search box")
        person.type(search, PERSON_TWO.name[-2:])
        await until(lambda: pane.model.rowCount() == len(orders) // 2, "two characters of a name find it")
        person.key(Qt.Key.Key_Down)
        await until(pane.table.hasFocus)
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        await until(lambda: (shown := person.program.window.result.order) and shown in orders)
        opened = person.program.window.result.order
        assert opened.subject_name == PERSON_TWO.name
        person.key(Qt.Key.Key_F2)
        await until(pane.about.note.hasFocus)
        person.type(pane.about.note, "本人到场，已核对原件")
        person.key(Qt.Key.Key_S, CONTROL)
        await until(lambda: pane.about.order.note == "本人到场，已核对原件")
        await until(lambda: pane.about.linked.count() > 0, "others of the same person stand beside it")
        person.photograph("history-note-zh-light")
        pane.table.setFocus()
        person.key(Qt.Key.Key_Escape)
        await until(search.hasFocus, "Esc leads back to the search")
        search.selectAll()
        person.type(search, "已核对")
        await until(lambda: pane.model.rowCount() == 1, "the note finds the order")
        assert person.sandbox.log == [], "looking up costs nothing"


@pytest.mark.parametrize(
    ("language", "theme", "size"), [("zh", "light", (1280, 800)), ("en", "dark", (1920, 1080))]
)
async def test_a_compliance_officer_accounts_for_a_month(
    tmp_path: Path, language: str, theme: str, size: tuple[int, int]
) -> None:
    zh = language == "zh"
    async with console(tmp_path / "data", language=language, theme=theme, size=size) as person:
        backstage = await person.program.console.ready()
        now = int(backstage.now() * 1000)
        orders = some_weeks(now)
        pane = await opened_history(person, *orders)
        tick(pane.filters.period, "最近 30 天" if zh else "Last 30 days")
        tick(pane.filters.service, "反洗钱" if zh else "AML")
        tick(pane.filters.verdict, "命中" if zh else "Hit")
        hits = [one for one in orders if one.verdict is Verdict.HIT and one.created_at > now - 29 * DAY_MS]
        await until(
            lambda: abs(pane.model.rowCount() - len(hits)) <= 1 and not pane.loading.searching,
            f"{len(hits)} hits, {pane.model.rowCount()} {pane.filters.pieces()}",
            within=5,
        )
        found = pane.model.rowCount()
        assert len(pane.filters.chips.chips) == 3
        person.photograph(f"history-hits-{language}-{theme}")

        pane.table.setFocus()
        person.key(Qt.Key.Key_T, CONTROL)
        window = await until(lambda: next(iter(pane.findChildren(StatisticsWindow)), None))
        await until(lambda: window.statistics is not None)
        assert window.statistics.count == found
        assert window.statistics.verdicts == {Verdict.HIT: found}
        photograph(window, f"statistics-{language}-{theme}")
        window.close()
        pane.filters.clear()
        await until(lambda: pane.model.rowCount() == len(orders))
        person.click(pane.bar.statistics)
        window = await until(
            lambda: next((w for w in pane.findChildren(StatisticsWindow) if w.isVisible()), None)
        )
        await until(lambda: window.statistics is not None)
        photograph(window, f"statistics-all-{language}-{theme}")
        window.close()
        tick(pane.filters.verdict, "命中" if zh else "Hit")
        await until(lambda: 0 < pane.model.rowCount() < len(orders) and not pane.loading.searching)

        person.click(pane.bar.export)
        dialog = await until(lambda: next(iter(pane.findChildren(ExportDialog)), None))
        dialog.file.set_path(tmp_path / "hits.xlsx")
        photograph(dialog, f"export-{language}-{theme}")
        person.click(dialog.act)
        await until((tmp_path / "hits.xlsx").exists)
        await until(lambda: not dialog.gauge.running)
        dialog.form.setCurrentIndex(dialog.form.findData("csv"))
        dialog.full.setChecked(True)
        person.type(dialog.reason, "auditors asked")
        dialog.file.set_path(tmp_path / "hits.csv")
        person.click(dialog.act)
        await until((tmp_path / "hits.csv").exists)
        await until(lambda: not dialog.gauge.running)
        photograph(dialog, f"export-done-{language}-{theme}")
        text = (tmp_path / "hits.csv").read_text(encoding="utf-8-sig")
        assert PERSON_ONE.id_number in text or PERSON_TWO.id_number in text
        dialog.close()

        person.program.window.audit_wanted.emit()
        settings = await until(
            lambda: next((w for w in person.window.findChildren(SettingsDialog) if w.isVisible()), None)
        )
        audit = settings.findChild(QWidget, "audit")
        await until(lambda: audit.model.rowCount() > 2)
        acts = [(entry.act, entry.detail.get("masked")) for entry in audit.model.entries[:2]]
        assert acts == [(Act.EXPORTED.value, False), (Act.EXPORTED.value, True)]
        assert audit.model.entries[0].detail["reason"] == "auditors asked"
        person.click(audit.verify)
        await until(lambda: audit.outcome.text() and not audit.gauge.running)
        assert ("审计日志完整" if zh else "The audit log is whole") in audit.outcome.text()
        photograph(settings, f"audit-{language}-{theme}")
        settings.show_records()
        records = settings.findChild(QWidget, "records")
        records.preview_now()
        await until(lambda: records.due.isVisible())
        photograph(settings, f"records-{language}-{theme}")
        settings.close()


async def test_the_history_takes_the_window_and_gives_it_back(tmp_path: Path) -> None:
    async with console(tmp_path / "data", size=(1920, 1080)) as person:
        backstage = await person.program.console.ready()
        pane = await opened_history(person, *some_weeks(int(backstage.now() * 1000)))
        before = pane.height()
        person.click(person.find("history.button.enlarge"))
        await until(lambda: pane.height() > before * 2)
        pane.table.selectRow(3)
        person.key(Qt.Key.Key_F2)
        person.photograph("history-large-zh-light")
        pane.table.setFocus()
        person.key(Qt.Key.Key_Return)
        await until(lambda: person.program.window.frame.work.isVisible(), "an opened order has its place")
        await until(lambda: person.program.window.result.order is not None)


# -- a file in trouble --------------------------------------------------------------------------------------


@pytest.fixture
def kept_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A keyring that outlives the program."""
    file = tmp_path / "keyring.json"
    monkeypatch.setenv(VARIABLE, str(file))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield file
    keyring.set_keyring(before)


async def some_history(folder: Path) -> int:
    async with console(folder, vault=Vault()) as person:
        backstage = await person.program.console.ready()
        orders = some_weeks(int(backstage.now() * 1000), 60)
        for one in orders:
            backstage.records.add(one)
        return len(orders)


async def test_a_damaged_file_is_told_saved_and_kept(tmp_path: Path, kept_key: Path) -> None:
    folder = tmp_path / "data"
    count = await some_history(folder)
    harm(Paths(folder).database)
    async with console(folder, vault=Vault()) as person:
        window = person.program.window
        await person.program.console.ready()
        person.program.console.dialogs.open_settings()
        settings = await until(lambda: window.findChild(SettingsDialog))
        settings.show_records()
        records = settings.findChild(QWidget, "records")
        person.click(records.check)
        await until(records.mend.isVisible, "the damage is found")
        photograph(settings, "records-damaged-zh-light")
        person.click(records.mend)
        page = await until(lambda: window.findChild(QWidget, "rescue"))
        person.photograph("rescue-damaged-zh-light")
        person.click(page.findChild(QPushButton, "rescue.save"))
        await until(lambda: window.page() is None, "the form is back")
        backstage = await person.program.console.ready()
        assert count * 0.8 < backstage.records.count(HistoryQuery()) <= count
        assert backstage.custody.check() == ()
        assert Act.RESCUED.value in [entry.act for entry in backstage.records.look(audit_page)]
        assert [name for name in names(folder) if "damaged" in name], "the damaged file is kept"


async def test_what_can_not_be_opened_at_all_is_kept_too(
    tmp_path: Path, kept_key: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    await some_history(folder)
    Paths(folder).database.write_bytes(b"x" * 8192)
    async with console(folder, vault=Vault()) as person:
        window = person.program.window
        page = await until(lambda: window.findChild(QWidget, "rescue"))
        save = page.findChild(QPushButton, "rescue.save")
        if save is not None:
            person.click(save)
            await until(lambda: page.outcome.text(), "nothing can be saved of it")
        person.photograph("rescue-unreadable-zh-light")
        person.click(page.findChild(QPushButton, "rescue.new"))
        person.click(page.findChild(QPushButton, "rescue.new"))
        await until(lambda: window.page() is None)
        backstage = await person.program.console.ready()
        assert backstage.records.count(HistoryQuery()) == 0 and not backstage.session_only
        kept = [folder / name for name in names(folder) if "kept" in name and name.endswith(".db")]
        assert [path.read_bytes() for path in kept] == [b"x" * 8192]


def harm(file: Path) -> None:
    """A disk's fault in some of the last pages."""
    content = bytearray(file.read_bytes())
    for number in range(len(content) // 4096 - 6, len(content) // 4096):
        content[number * 4096 + 99] ^= 1
    file.write_bytes(content)


async def test_a_lost_key_is_told_and_a_new_history_begun_beside(tmp_path: Path, kept_key: Path) -> None:
    folder = tmp_path / "data"
    await some_history(folder)
    before = Paths(folder).database.read_bytes()
    lose(kept_key)
    async with console(folder, vault=Vault()) as person:
        window = person.program.window
        backstage = await person.program.console.ready()
        assert backstage.session_only and backstage.key_lost
        person.program.console.offer_rescue()
        page = await until(lambda: window.findChild(QWidget, "rescue"))
        person.photograph("rescue-key-zh-light")
        again = page.findChild(QPushButton, "rescue.new")
        person.click(again)
        assert Paths(folder).database.read_bytes() == before, "once is not enough"
        person.click(again)
        await until(lambda: window.page() is None)
        backstage = await person.program.console.ready()
        assert not backstage.session_only
        kept = [folder / path for path in names(folder) if "kept" in path and path.endswith(".db")]
        assert [path.read_bytes() for path in kept] == [before], "the old file is there, byte for byte"


def lose(keyring_file: Path) -> None:
    keyring_file.unlink()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
