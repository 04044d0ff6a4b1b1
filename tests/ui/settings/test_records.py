"""The pages of the records: audit log, retention; on real files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from shiboken6 import delete

from realme_desktop.config.environment import PRESETS
from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import Backstage, open_backstage
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import Entry
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.ui.language import set_language
from realme_desktop.ui.settings.audit import AuditPage
from realme_desktop.ui.settings.audit_model import AuditModel
from realme_desktop.ui.settings.backup import BackupDialog, KeyDialog, RestoreDialog
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.records import RecordsPage
from realme_desktop.vault.vault import Vault
from tests.records.orders import order, picture
from tests.waiting import until

DAY_MS = 24 * 3600 * 1000


class Room:
    """A data directory whose records are open."""

    def __init__(self, backstage: Backstage, context: SettingsContext) -> None:
        self.backstage = backstage
        self.records = backstage.records
        self.context = context


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Room]:
    set_language("en")
    paths = Paths(folder)
    paths.ensure()
    settings = Settings.load(paths)
    vault = Vault(session_only=True)
    backstage = await open_backstage(paths, PRESETS["sandbox"], settings, vault=vault)
    context = SettingsContext(
        paths=paths,
        settings=settings,
        environments=lambda: load_environments(paths),
        vault=lambda: vault,
        check_connection=_never,
        backstage=lambda: backstage,
    )
    try:
        yield Room(backstage, context)
    finally:
        await backstage.close()


async def _never(*_: object) -> object:
    raise AssertionError("nothing is to be sent")


@asynccontextmanager
async def shown(page: QWidget) -> AsyncIterator[QWidget]:
    page.resize(760, 640)
    page.show()
    try:
        yield page
    finally:
        delete(page)


def press(page: QWidget, name: str) -> None:
    QTest.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


# -- audit log ----------------------------------------------------------------------------------------------


async def test_the_log_is_listed_verified_and_its_head_exported(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as room:
        room.records.add(order(1))
        await room.backstage.desk.record_act(Act.EXPORTED, orders=3, masked=True)
        async with shown(AuditPage(room.context)) as page:
            assert isinstance(page, AuditPage)
            await until(lambda: page.model.rowCount() >= 3)
            acts = [page.model.index(row, 3).data() for row in range(page.model.rowCount())]
            assert acts[0] == "Exported" and acts[-1] == "Audit log begun" and "Order made" in acts
            assert "masked: yes" in page.model.index(0, 5).data()
            page.acts.setCurrentIndex(page.acts.findData(Act.ORDER_MADE.value))
            await until(lambda: [entry.act for entry in page.model.entries] == ["order_made"])
            press(page, "audit.verify")
            await until(lambda: "whole" in page.outcome.text())
            head = tmp_path / "head.txt"
            page.save_head(head)
            await until(lambda: str(head) in page.outcome.text())
            page.take_head(head)
            await until(lambda: page.head.text().count(":") == 2)
            press(page, "audit.verify")
            await until(lambda: "agrees with the given head" in page.outcome.text())
            log = tmp_path / "log.jsonl"
            page.save_log(log)
            await until(lambda: str(log) in page.outcome.text())
            assert log.read_text().count("\n") >= 4
            page.save_log(tmp_path / "nowhere" / "log.jsonl")
            await until(lambda: "No incomplete file was left" in page.outcome.text())
            for save in (page.save_head, page.save_log):
                page.outcome.say("")
                save(room.records.path)
                await until(lambda: "the file of a history" in page.outcome.text())
                assert page.export_head.isEnabled() and room.records.count(HistoryQuery()) == 1
            page.head.setText("no head at all")
            press(page, "audit.verify")
            assert "not the head" in page.outcome.text()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE audit SET operator = 'somebody else' WHERE number = 3", "entry 3 is not"),
        ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
    ],
)
async def test_the_first_bad_entry_is_named(tmp_path: Path, harm: str, said: str) -> None:
    async with opened(tmp_path / "data") as room:
        for number in range(4):
            room.records.add(order(number))

        def do(writer: object) -> None:
            for (trigger,) in list(writer.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):  # type: ignore[attr-defined]
                writer.execute(f"DROP TRIGGER {trigger}")  # type: ignore[attr-defined]
            writer.execute(harm)  # type: ignore[attr-defined]

        room.records.write(do)
        async with shown(AuditPage(room.context)) as page:
            assert isinstance(page, AuditPage)
            page.verify_now()
            await until(lambda: said in page.outcome.text())


def test_entries_come_as_they_are_looked_at() -> None:
    model = AuditModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    wanted: list[int | None] = []
    model.more_wanted.connect(lambda: wanted.append(model.lowest))

    def entry(number: int) -> Entry:
        return Entry(
            number=number, at=0, operator="", act="from the future", order_id=None, detail={}, hash="00"
        )

    model.begin([entry(5), entry(4)], more=True)
    model.fetchMore()
    model.fetchMore()
    assert wanted == [4]
    model.append([entry(3)], more=False)
    assert not model.canFetchMore()
    assert model.index(2, 3).data() == "from the future"
    del tester


# -- backup, restoring, the key ------------------------------------------------------------------------------

PHRASE = "a passphrase of ours"


def write(dialog: QDialog, name: str, text: str) -> None:
    dialog.findChild(QLineEdit, name).setText(text)


async def test_a_backup_is_made_and_restored_into_another_history(tmp_path: Path) -> None:
    file = tmp_path / "history.backup"
    async with opened(tmp_path / "one") as room:
        for number in range(3):
            room.records.add(order(number, state=OrderState.ANSWERED, answered_at=1_000_000))
        async with shown(BackupDialog(room.backstage)) as dialog:
            assert isinstance(dialog, BackupDialog)
            dialog.file.set_path(file)
            press(dialog, "backup.act")
            assert "at least 10" in dialog.outcome.text()
            write(dialog, "backup.passphrase", PHRASE)
            write(dialog, "backup.again", PHRASE + ".")
            press(dialog, "backup.act")
            assert "differ" in dialog.outcome.text() and not file.exists()
            write(dialog, "backup.again", PHRASE)
            press(dialog, "backup.act")
            await until(
                lambda: "file was read back" in dialog.outcome.text() and ": 3." in dialog.outcome.text()
            )
            assert file.exists() and dialog.first.text() == ""
            assert not dialog.gauge.running
            write(dialog, "backup.passphrase", PHRASE)
            write(dialog, "backup.again", PHRASE)
            dialog.file.set_path(tmp_path / "nowhere" / "history.backup")
            press(dialog, "backup.act")
            await until(lambda: "No incomplete file was left" in dialog.outcome.text())
    async with opened(tmp_path / "two") as room:
        room.records.add(order(1, state=OrderState.ANSWERED, answered_at=1_000_000))
        async with shown(RestoreDialog(room.backstage)) as dialog:
            assert isinstance(dialog, RestoreDialog)
            dialog.file.set_path(__file__)
            await until(lambda: dialog.about.text() and "Orders in it" not in dialog.about.text())
            dialog.file.set_path(file)
            await until(lambda: "Orders in it: 3" in dialog.about.text())
            write(dialog, "restore.passphrase", "not the passphrase")
            press(dialog, "restore.act")
            await until(lambda: dialog.outcome.text() and not dialog.gauge.running)
            assert room.records.count(HistoryQuery()) == 1
            write(dialog, "restore.passphrase", PHRASE)
            press(dialog, "restore.act")
            await until(lambda: "Came back: 2." in dialog.outcome.text())
            assert "Were here already: 1." in dialog.outcome.text()
            assert room.records.count(HistoryQuery()) == 3


async def test_a_session_only_run_has_no_key_to_change(tmp_path: Path) -> None:
    async with opened(tmp_path) as room, shown(KeyDialog(room.backstage)) as dialog:
        assert isinstance(dialog, KeyDialog)
        assert not dialog.act.isEnabled() and "session-only" in dialog.outcome.text()


# -- retention ----------------------------------------------------------------------------------------------


async def test_what_would_go_is_shown_before_it_goes(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as room:
        now = int(room.backstage.now() * 1000)
        old, ended = now - 40 * DAY_MS, {"state": OrderState.ANSWERED}
        for number in range(3):
            made = order(number, created_at=old + number, updated_at=old, answered_at=old, **ended)
            room.records.add(made, [picture(data=b"picture %d" % number)])
        await room.backstage.desk.set_hold(order(2).order_id, True)
        async with shown(RecordsPage(room.context)) as page:
            assert isinstance(page, RecordsPage)
            assert not page.run.isEnabled(), "first look, then remove"
            press(page, "retention.preview")
            due = page.due
            await until(due.isVisible)
            assert "Pictures, orders: 2" in due.text() and "Kept by legal hold, orders: 1" in due.text()
            press(page, "retention.run")
            await until(lambda: "Removed: Pictures, orders: 2." in page.told.text())
            assert room.records.pictures(order(0).order_id) == {}
            assert room.records.pictures(order(2).order_id) != {}
            assert not page.run.isEnabled()
            press(page, "retention.preview")
            await until(lambda: due.isVisible() and "Nothing is due." in due.text())
            assert not page.run.isEnabled()


async def test_a_change_of_the_rules_needs_a_new_preview(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as room, shown(RecordsPage(room.context)) as page:
        assert isinstance(page, RecordsPage)
        page.due.show()
        page.run.setEnabled(True)
        page.findChild(QWidget, "setting.retention.pictures_days").setValue(7)
        await until(lambda: not page.run.isEnabled())
        assert page.due.isHidden()
        assert room.context.settings.get("retention.pictures_days") == 7
