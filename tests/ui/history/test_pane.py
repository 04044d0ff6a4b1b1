"""The history pane on a real desk, real records and a real sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from shiboken6 import delete

from realme_desktop.catalog.model import Verdict
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.records.model import Cursor, HistoryQuery, Order, Outline, Page, SortColumn
from realme_desktop.records.store import Records
from realme_desktop.ui.history.columns import Column
from realme_desktop.ui.history.pane import HistoryPane
from realme_desktop.ui.history.periods import Period
from realme_desktop.ui.language import set_language
from tests.orders.support import desk_on, name_check, opened_records, settled_sandbox
from tests.waiting import until

from ..results.orders import NOW, compared, order

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@asynccontextmanager
async def pane_on(desk: OrderDesk, memory: QSettings | None = None) -> AsyncIterator[HistoryPane]:
    set_language("en")
    pane = HistoryPane(memory=memory, clock=lambda: NOW)
    pane.resize(1200, 300)
    pane.show()
    pane.attach(desk)
    await until(lambda: pane.model.counted)
    try:
        yield pane
    finally:
        pane.attach(None)
        delete(pane)


@asynccontextmanager
async def filled_pane(tmp_path: Path, count: int = 0, *more: Order) -> AsyncIterator[HistoryPane]:
    with opened_records(tmp_path) as records:
        fill(records, count)
        for one in more:
            records.add(one)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            yield pane


def fill(records: Records, count: int) -> None:
    for number in range(1, count + 1):
        records.add(order(number, subject_name="李四" if number % 2 else "张三丰"))


async def settled(pane: HistoryPane) -> None:
    """Nothing is searched or read any more."""
    await until(
        lambda: not pane._typing.isActive() and not pane.loading.searching and not pane.model.missing()
    )


def ids(pane: HistoryPane) -> list[str]:
    return [one.order_id for one in pane.model.loaded]


def chips(pane: HistoryPane) -> list[str]:
    return [chip.text() for chip in pane.filters.chips.chips]


def tick(button: QPushButton, words: str, *within: str) -> None:
    """Open the menu of a filter and tick the entry that says this."""
    menu: QMenu | None = button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    for name in within:
        menu = next(sub for sub in menu.findChildren(QMenu) if sub.title() == name)
    next(action for action in menu.actions() if words in action.text()).trigger()


async def test_an_order_appears_by_itself_and_opens_with_enter(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records, settled_sandbox() as sandbox:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk, pane_on(desk) as pane:
            assert pane.findChild(QWidget, "history.empty").isVisible()
            opened: list[str] = []
            wanted: list[str] = []
            pane.order_opened.connect(opened.append)
            pane.new_order_requested.connect(wanted.append)
            made = await desk.submit(name_check())
            assert ids(pane) == [made.order_id]
            assert pane.model.loaded[0].verdict is Verdict.MATCH
            pane.table.setFocus()
            pane.table.selectRow(0)
            QTest.keyClick(pane.table, Qt.Key.Key_Return)
            QTest.keyClick(pane.table, Qt.Key.Key_D, CONTROL)
            assert opened == wanted == [made.order_id]


async def test_pages_come_as_the_table_is_scrolled_and_the_bar_is_honest(tmp_path: Path) -> None:
    async with filled_pane(tmp_path, 450) as pane:
        assert pane.model.rowCount() == 450, "the scroll bar knows the whole length at once"
        assert "450" in pane.bar.count.text()
        pane.table.scrollToBottom()
        await until(lambda: pane.model.order_at(449) is not None)
        assert pane.model.order_at(449).order_id == order(450).order_id
        assert pane.model.order_at(200) is None, "what nobody looked at is not read"
        pane.table.verticalScrollBar().setValue(pane.table.verticalScrollBar().maximum() // 2)
        await until(lambda: pane.model.order_at(225) is not None)
        pane.table.setFocus()
        QTest.keyClick(pane.table, Qt.Key.Key_End, CONTROL)
        await until(lambda: (now := pane.current()) is not None and now.order_id == order(450).order_id)


async def test_searching_while_typing(tmp_path: Path) -> None:
    strange = compared(88, verdict=Verdict.MISMATCH, order_id="20261123999900000000000001")
    async with filled_pane(tmp_path, 6, strange) as pane:
        assert pane.model.rowCount() == 7
        pane.search.setFocus()
        pane.search.setText("李四")
        await until(lambda: pane.model.rowCount() == 3)
        assert {row.subject_name for row in pane.model.loaded} == {"李四"}
        pane.search.setText("nobody of this name")
        await until(lambda: pane.model.rowCount() == 0)
        assert pane.findChild(QWidget, "history.empty").isVisible()
        QTest.mouseClick(pane.findChild(QPushButton, "history.empty.action"), Qt.MouseButton.LeftButton)
        await until(lambda: pane.model.rowCount() == 7)
        pane.table.setFocus()
        pane.table.selectRow(0)
        QTest.keyClicks(pane.table, "3999900")
        await until(lambda: pane.search.text() == "3999900", "typing in the list goes on in the box")
        await until(lambda: pane.model.rowCount() == 1)


async def test_filters_combine_and_are_removed_by_keys(tmp_path: Path) -> None:
    others = (
        compared(88, number=50, verdict=Verdict.MISMATCH, operator="李柜员"),
        compared(40, number=51, verdict=Verdict.MISMATCH),
        order(52, verdict=Verdict.HIT, created_at=order().created_at - 10 * 86_400_000),
    )
    async with filled_pane(tmp_path, 6, *others) as pane:
        tick(pane.filters.service, "Face picture comparison")
        await until(lambda: pane.model.rowCount() == 2)
        tick(pane.filters.verdict, "No match")
        pane.filters.toggle("operators", "李柜员")
        await until(lambda: pane.model.rowCount() == 1)
        assert chips(pane) == ["Face picture comparison", "✗ No match", "Operator: 李柜员"]
        pane.filters.chips.chips[0].setFocus()
        QTest.keyClick(pane.filters.chips.chips[0], Qt.Key.Key_Right)
        QTest.keyClick(pane.filters.chips.chips[1], Qt.Key.Key_Right)
        assert pane.filters.chips.chips[2].hasFocus()
        QTest.keyClick(pane.filters.chips.chips[2], Qt.Key.Key_Delete)
        await until(lambda: pane.model.rowCount() == 2)
        assert pane.filters.chips.chips[1].hasFocus(), "the focus stays among the chips"
        QTest.mouseClick(pane.findChild(QPushButton, "history.chips.clear"), Qt.MouseButton.LeftButton)
        await until(lambda: pane.model.rowCount() == 9)
        tick(pane.filters.more, "Has hits")
        await until(lambda: pane.model.rowCount() == 1)
        tick(pane.filters.period, "Last 7 days")
        await until(lambda: pane.model.rowCount() == 0)
        assert chips(pane) == ["Last 7 days", "Has hits"]
        tick(pane.filters.period, "Last 30 days")
        await until(lambda: pane.model.rowCount() == 1)
        pane.filters.clear()
        pane.filters.set_score(50, None)
        await until(lambda: pane.model.rowCount() == 1)
        assert chips(pane) == ["Score from 50"]


async def test_any_column_sorts_and_again_the_other_way(tmp_path: Path) -> None:
    scored = [compared(score, number=number) for number, score in enumerate((70, 90, None, 80))]
    async with filled_pane(tmp_path, 0, *scored) as pane:
        pane.sort_by(Column.SCORE)
        await until(lambda: [one.score for one in pane.model.loaded] == [90, 80, 70, None])
        header = pane.table.horizontalHeader()
        place = header.sectionViewportPosition(Column.SCORE) + 8
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=_at(place))
        await until(lambda: [one.score for one in pane.model.loaded][:3] == [70, 80, 90])
        pane.table.setFocus()
        QTest.keyClick(pane.table, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        await until(lambda: pane.model.query.sort is SortColumn.CREATED and not pane.loading.searching)
        assert [one.order_id for one in pane.model.loaded] == [one.order_id for one in scored]
        pane.sort_by(Column.TIME)
        await until(lambda: ids(pane) == [one.order_id for one in reversed(scored)])


def _at(x: int) -> QPoint:
    return QPoint(x, 8)


async def test_a_refresh_keeps_the_selection_and_the_place(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 60)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            chosen = pane.model.loaded[40].order_id
            assert pane.select(chosen)
            place = pane.table.verticalScrollBar().value()
            assert place > 0
            records.add(order(0))
            pane.refresh()
            await until(lambda: pane.model.rowCount() == 61)
            await settled(pane)
            assert pane.current() is not None and pane.current().order_id == chosen
            assert not pane.select("an order that is nowhere")


async def test_a_refresh_deep_in_the_list_keeps_what_is_chosen_and_looked_at(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        records._writer.pragma("synchronous", "off")
        fill(records, 1200)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            table, chosen = pane.table, pane.table.selectionModel()
            for row in (3, 700, 701, 702):
                table.scrollTo(pane.model.index(row, 0))
                await settled(pane)
                flag = chosen.SelectionFlag.Select | chosen.SelectionFlag.Rows
                chosen.setCurrentIndex(pane.model.index(row, 0), flag)
            table.look()
            await settled(pane)
            before = [one.order_id for one in await pane.loading.orders(list(table.selected_rows()))]
            top = pane.model.order_at(table.rowAt(0))
            current = pane.current()
            assert len(before) == 4 and top is not None and current is not None
            for number in range(2001, 2131):  # more than a page, by another program
                records.add(order(number, created_at=order(1).created_at + number))
            pane.loading.again()
            await until(lambda: pane.model.rowCount() == 1330)
            await settled(pane)
            after = [one.order_id for one in await pane.loading.orders(list(table.selected_rows()))]
            assert after == before
            assert pane.current() == current and table.currentIndex().row() == 702 + 130
            assert pane.model.order_at(table.rowAt(0)) == top, "the list has not moved"
            table.selectAll()
            pane.loading.again()
            await settled(pane)
            assert table.selected_count() == 1330
            reading = pane.loading.orders([0, 800, 1329])  # what stands there now
            fresh = records.add(order(5000, created_at=order(1).created_at + 9000))
            wanted = [pane.model.order_at(0)]
            pane.model.update(fresh)
            read = await reading
            assert read[0] == wanted[0] and len(read) == 3 and fresh not in read


async def test_chosen_lines_that_a_refresh_gives_up_are_told(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        records._writer.pragma("synchronous", "off")
        fill(records, 400)
        async with desk_on("", records, folder=tmp_path, start=False) as desk, pane_on(desk) as pane:
            table, told = pane.table, pane._trouble
            table.selectRow(0)
            table.selectAll()
            line = QPoint(30, table.verticalHeader().defaultSectionSize() * 2 + 5)
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CONTROL, line)
            assert table.selected_count() == 399
            for _ in range(2):  # told as long as nobody chooses anew
                pane.loading.again()
                await settled(pane)
                left = table.selected_count()
                assert left < 399 and f"{399 - left}" in told.words.text() and told.isVisible()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=line)
            pane.loading.again()
            await settled(pane)
            assert table.selected_count() == 1 and not told.isVisible()
            pane.put(pane.filters.filters, HistoryQuery(text="nobody"))
            await settled(pane)
            assert not told.isVisible()


async def test_many_lines_are_chosen_and_copied_masked(tmp_path: Path) -> None:
    async with filled_pane(tmp_path, 240) as pane:
        pane.table.setFocus()
        pane.table.selectRow(0)
        QTest.keyClick(pane.table, Qt.Key.Key_C, CONTROL)
        await until(lambda: "310***********1234" in QApplication.clipboard().text())
        line = QApplication.clipboard().text()
        assert "310101199003071234" not in line and "Not real" in line
        assert line.count("\t") == len(pane.table.shown_columns()) - 1
        QTest.keyClick(pane.table, Qt.Key.Key_Down, SHIFT)
        QTest.keyClick(pane.table, Qt.Key.Key_Down, SHIFT)
        assert pane.table.selected_count() == 3 and pane.bar.count.text().startswith("3 of 240")
        QTest.keyClick(pane.table, Qt.Key.Key_A, CONTROL)
        assert pane.table.selected_count() == 240
        QTest.keyClick(pane.table, Qt.Key.Key_C, CONTROL)
        await until(lambda: QApplication.clipboard().text().count("\n") == 239, "all of the lines")
        QApplication.clipboard().clear()
        pane.acts.copy_ids.trigger()
        await until(lambda: QApplication.clipboard().text().count("\n") == 239, "also what is not in memory")
        listed = QApplication.clipboard().text().splitlines()
        assert listed == [order(number).order_id for number in range(1, 241)]


async def test_columns_are_moved_hidden_sized_and_stay_so(tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    with opened_records(tmp_path) as records:
        fill(records, 2)
        async with desk_on("", records, folder=tmp_path, start=False) as desk:
            async with pane_on(desk, memory) as pane:
                header = pane.table.horizontalHeader()
                assert header.isSectionHidden(Column.OPERATOR)
                pane.show_column(Column.OPERATOR, True)
                pane.show_column(Column.SCORE, False)
                header.moveSection(header.visualIndex(Column.ORDER_ID), 0)
                header.resizeSection(Column.SERVICE, 333)
                pane.remember()
                shown = pane.table.shown_columns()
            memory.sync()
            async with pane_on(desk, memory) as pane:
                assert pane.table.shown_columns() == shown
                assert shown[0] is Column.ORDER_ID and Column.SCORE not in shown
                assert pane.table.columnWidth(Column.SERVICE) == 333
                pane.reset_columns()
                assert pane.table.shown_columns()[0] is Column.TIME
            for nonsense in ("[[", '{"a": 1}', '[["NOWHERE", 1, true], 7]', "[]"):
                memory.setValue("history/columns", nonsense)
                async with pane_on(desk, memory) as pane:
                    assert pane.table.shown_columns()[0] is Column.TIME


async def test_notes_tags_hold_and_what_belongs_together(tmp_path: Path) -> None:
    first = order(1, fingerprint="same")
    again = order(2, linked_to=first.order_id, fingerprint="same")
    alone = order(3, subject_number="110101199003074258", params={})
    async with filled_pane(tmp_path, 0, first, again, alone) as pane:
        pane.table.setFocus()
        pane.select(first.order_id)
        QTest.keyClick(pane.table, Qt.Key.Key_F2)
        about = pane.about
        assert about.isVisible()
        await until(about.note.hasFocus)
        await until(lambda: about.linked.count() == 1)
        assert "made from this one" in about.linked.item(0).text()
        QTest.keyClicks(about.note, "seen in person")
        QTest.keyClick(about.note, Qt.Key.Key_S, CONTROL)
        await until(lambda: about.order.note == "seen in person")
        about.new_tag.setFocus()
        QTest.keyClicks(about.new_tag, "VIP")
        QTest.keyClick(about.new_tag, Qt.Key.Key_Return)
        await until(lambda: about.order.tags == ("VIP",))
        await until(lambda: about.new_tag.text() == "")
        QTest.mouseClick(about.hold, Qt.MouseButton.LeftButton, pos=_at(6))
        await until(lambda: about.order.hold)
        await until(lambda: "⚑" in str(pane.model.index(0, Column.REMARKS).data()))
        opened: list[str] = []
        pane.order_opened.connect(opened.append)
        about.linked.setFocus()
        about.linked.setCurrentRow(0)
        QTest.keyClick(about.linked, Qt.Key.Key_Return)
        assert opened == [again.order_id]
        about.note.setPlainText("begun, and the next order chosen")
        pane.select(alone.order_id)
        await until(lambda: about.order.order_id == alone.order_id)
        assert about.linked.count() == 0 and about.note.toPlainText() == ""
        pane.select(first.order_id)
        await until(lambda: about.note.toPlainText() == "begun, and the next order chosen")
        pane.search.setText("begun")
        await until(lambda: pane.model.rowCount() == 1, "a note is found")
        about.tags.chips[0].setFocus()
        QTest.keyClick(about.tags.chips[0], Qt.Key.Key_Delete)
        await until(lambda: about.order.tags == ())


async def test_all_orders_of_a_subject(tmp_path: Path) -> None:
    async with filled_pane(tmp_path, 3, order(9, subject_number="110101199003074258", params={})) as pane:
        pane.filters.set_period(Period.TODAY)
        await settled(pane)
        pane.select(order(9).order_id)
        pane.find_same_subject()
        await until(lambda: pane.model.rowCount() == 1)
        assert chips(pane) == []


async def test_both_languages(tmp_path: Path) -> None:
    async with filled_pane(tmp_path, 1) as pane:
        set_language("zh")
        try:
            tick(pane.filters.service, "104  身份证实名认证")
            assert pane.model.index(0, 3).data() == "✓ 一致"
            assert chips(pane) == ["身份证实名认证"]
        finally:
            set_language("en")


class SlowDesk:
    """A desk whose pages are held back until they are let go, in any order; or fail."""

    def __init__(self) -> None:
        self.asked: list[tuple[HistoryQuery, asyncio.Future[Page]]] = []

    async def page(self, query: HistoryQuery, after: Cursor | None = None, limit: int = 100) -> Page:
        future: asyncio.Future[Page] = asyncio.get_running_loop().create_future()
        self.asked.append((query, future))
        return await asyncio.shield(future)

    async def outline(self, query: HistoryQuery, step: int = 100) -> Outline:
        return Outline(count=1, step=step, marks=())

    def subscribe(self, callback: object) -> Callable[[], None]:
        return lambda: None


@pytest.mark.parametrize("late_first", [True, False])
async def test_a_late_answer_to_an_earlier_search_is_not_shown(late_first: bool) -> None:
    desk, pane = SlowDesk(), HistoryPane()
    try:
        pane.attach(desk)  # type: ignore[arg-type]
        await until(lambda: len(desk.asked) == 1)
        pane.search.setText("second")
        QTest.keyClick(pane.search, Qt.Key.Key_Return)
        await until(lambda: len(desk.asked) == 2)
        answers = [(desk.asked[0][1], order(1)), (desk.asked[1][1], order(2))]
        for future, row in answers if late_first else reversed(answers):
            future.set_result(Page(orders=(row,), next=None))
            await asyncio.sleep(0)
        await until(lambda: pane.loading.loaded)
        assert ids(pane) == [order(2).order_id]
    finally:
        delete(pane)


async def test_a_failure_is_told_and_can_be_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    set_language("en")
    desk, pane = SlowDesk(), HistoryPane()
    try:
        pane.show()
        pane.attach(desk)  # type: ignore[arg-type]
        await until(lambda: desk.asked)
        desk.asked[0][1].set_exception(OSError("disk gone"))
        await until(pane.findChild(QWidget, "history.error").isVisible)
        QTest.mouseClick(pane.findChild(QPushButton, "history.retry"), Qt.MouseButton.LeftButton)
        await until(lambda: len(desk.asked) == 2)
        desk.asked[1][1].set_result(Page(orders=(order(1),), next=None))
        await until(lambda: pane.model.rowCount() == 1)
        assert not pane.findChild(QWidget, "history.error").isVisible()
    finally:
        delete(pane)


async def test_filters_are_kept_under_a_name(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        fill(records, 4)
        records.add(compared(88, number=50, operator="李柜员"))
        async with desk_on("", records, folder=tmp_path, start=False) as desk:
            async with pane_on(desk) as pane:
                tick(pane.filters.service, "Name and ID number check")
                pane.filters.set_period(Period.WEEK)
                pane.search.setText("李四")
                pane.sort_by(Column.OPERATOR)
                await settled(pane)
                pane.saved.keep("our week")
                await until(lambda: [saved.name for saved in pane.saved.filters] == ["our week"])
                tick(pane.filters.more, "李柜员", "Operator")
            async with pane_on(desk) as pane:
                await until(lambda: pane.saved.filters)
                assert chips(pane) == [] and pane.model.rowCount() == 5
                tick(pane.saved, "our week")
                await until(lambda: pane.model.rowCount() == 2)
                assert chips(pane) == ["Last 7 days", "Name and ID number check"]
                assert pane.search.text() == "李四" and pane.model.query.sort is SortColumn.OPERATOR
                tick(pane.saved, "our week", "Forget")
                await until(lambda: pane.saved.filters == ())
