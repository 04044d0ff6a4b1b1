"""Statistics, export and the small dialogs of the history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import delete, isValid

from realme_desktop.catalog.model import Verdict
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import page as audit_page
from realme_desktop.records.model import DayCount, HistoryQuery, ServiceCount, Statistics
from realme_desktop.records.store import Records
from realme_desktop.ui.history.export import ExportDialog, Found, Range
from realme_desktop.ui.history.filters import FilterBar, Filters
from realme_desktop.ui.history.periods import Period, range_words
from realme_desktop.ui.history.ranges import DaysDialog, ScoresDialog
from realme_desktop.ui.history.statistics import StatisticsWindow, span_words
from realme_desktop.ui.language import set_language
from realme_desktop.ui.widgets.charts import Bar, ColumnChart, RowChart, ticks
from tests.orders.support import desk_on, opened_records
from tests.waiting import until

from ..results.orders import NOW, NOW_MS, compared, order

DAY_MS = 86_400_000


@asynccontextmanager
async def shown(window: QWidget) -> AsyncIterator[QWidget]:
    window.show()
    try:
        yield window
    finally:
        if isValid(window):  # a dialog that was closed goes by itself
            window.deleteLater()


def press(window: QWidget, name: str) -> None:
    QTest.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


# -- statistics ---------------------------------------------------------------------------------------------


def figures(days: tuple[DayCount, ...]) -> Statistics:
    services = (
        ServiceCount(
            segment="namecheck", count=3, verdicts={Verdict.MATCH: 2, Verdict.MISMATCH: 1}, judged=3,
            passed=2, median_ms=450,
        ),
        ServiceCount(
            segment="picturematch", count=2, verdicts={Verdict.DATA: 2}, judged=0, passed=0, median_ms=None
        ),
    )  # fmt: skip
    scores = [0] * 20
    scores[11], scores[12], scores[19] = 3, 4, 1
    return Statistics(
        count=5, days=days, services=services,
        verdicts={Verdict.MATCH: 2, Verdict.MISMATCH: 1, Verdict.DATA: 2}, scores=tuple(scores),
        thresholds={60.0: 8}, scored=8, reached=5, median_ms=450,
    )  # fmt: skip


async def test_pictures_and_the_same_numbers_as_a_table() -> None:
    set_language("en")
    days = (DayCount(day="2026-11-01", count=2), DayCount(day="2026-11-04", count=3))
    asked: list[int] = []

    async def load() -> tuple[Statistics, str]:
        asked.append(1)
        return figures(days), "Last 30 days"

    async with shown(StatisticsWindow(load)) as window:
        assert isinstance(window, StatisticsWindow)
        await until(lambda: window.statistics is not None)
        assert "Orders: 5" in window.summary.text() and "66.7 %" in window.summary.text()
        assert window.what.text() == "Last 30 days"
        assert [bar.value for bar in window.days.bars] == [2, 0, 0, 3], "days without an order are shown, too"
        assert [bar.tone for bar in window.scores.bars][10:14] == ["mismatch", "mismatch", "match", "match"]
        assert window.scores.marker == (12, "threshold 60")
        assert [bar.words for bar in window.rates.bars] == ["Name and ID number check: 66.7 % passed, 2 of 3"]
        assert [bar.short for bar in window.times.bars] == ["450 ms"]
        window.days.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(window.days, Qt.Key.Key_End)
        assert window.pointed.text() == "2026-11-04, orders: 3"
        assert "2026-11-04" in window.days.accessibleName()
        press(window, "statistics.as_table")
        assert window.table.isVisible()
        model = window.table.model()
        rows = [
            tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())
        ]
        assert ("Pass rate", "Name and ID number check", "66.7 %") in rows
        assert ("Scores", "60–65", "4") in rows and ("Orders per day", "2026-11-04", "3") in rows
        QTest.keyClick(window, Qt.Key.Key_F5)
        await until(lambda: len(asked) == 2)


async def test_long_spans_are_drawn_by_month_and_by_year() -> None:
    set_language("en")

    async def load() -> tuple[Statistics, str]:
        return figures((DayCount(day="2026-01-30", count=1), DayCount(day="2026-04-02", count=1))), ""

    async with shown(StatisticsWindow(load)) as window:
        assert isinstance(window, StatisticsWindow)
        await until(lambda: window.statistics is not None)
        assert [bar.label for bar in window.days.bars] == ["26-01", "26-02", "26-03", "26-04"]
        many = (DayCount(day="2020-01-30", count=1), DayCount(day="2026-04-02", count=1))
        window.show_statistics(figures(many), "")
        assert len(window.days.bars) == 7 and window.days.bars[-1].label == "2026"
        window.show_statistics(
            Statistics(
                count=0, days=(), services=(), verdicts={}, scores=(0,) * 20, thresholds={}, scored=0,
                reached=0, median_ms=None,
            ),
            "",
        )  # fmt: skip
        assert window.days.bars == window.scores.bars == window.rates.bars == ()
        window.grab()


async def test_statistics_of_the_records_come_into_the_window(tmp_path: Path) -> None:
    with opened_records(tmp_path) as records:
        for number in range(4):
            records.add(compared(50 + number * 10, number=number))
        async with desk_on("", records, folder=tmp_path, start=False) as desk:

            async def load() -> tuple[Statistics, str]:
                return await desk.statistics(HistoryQuery()), ""

            async with shown(StatisticsWindow(load)) as window:
                assert isinstance(window, StatisticsWindow)
                await until(lambda: window.statistics is not None)
                assert sum(bar.value for bar in window.scores.bars) == 4
                assert sum(bar.value for bar in window.days.bars) == 4


def test_spans_in_words() -> None:
    assert [span_words(ms) for ms in (None, 12, 3_240, 600_000)] == ["—", "12 ms", "3.2 s", "10.0 min"]


@given(st.floats(allow_nan=True, allow_infinity=True) | st.integers(0, 10**12))
def test_scales_reach_over_the_highest_bar_in_few_steps(highest: float) -> None:
    scale = ticks(highest)
    assert scale[0] == 0 and 2 <= len(scale) <= 6
    assert not (0 < highest < 1e300) or scale[-1] >= highest * (1 - 1e-9)


def test_charts_take_pointer_and_keys() -> None:
    bars = [Bar(str(number), number, f"bar {number}") for number in range(5)]
    columns, rows = ColumnChart(name="columns"), RowChart(name="rows")
    for chart in (columns, rows):
        chart.resize(300, 200)
        told: list[str] = []
        chart.pointed.connect(told.append)
        chart.set_bars([], "nothing")
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert told == [] and chart.grab()
        chart.set_bars(bars, "five")
        assert chart.grab()
        QTest.keyClick(chart, Qt.Key.Key_Home)
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert told[-1] == "bar 1" and chart.accessibleName() == "five: bar 1"
        assert chart.bar_at(QPointF(-5, -5)) == -1
    assert columns.bar_at(QPointF(280, 50)) == 4
    delete(columns)
    delete(rows)


# -- periods and ranges -------------------------------------------------------------------------------------


def test_periods_are_days_of_shanghai_and_move_with_the_calendar() -> None:
    since, until_ = Period.TODAY.bounds(NOW)
    assert range_words(since, until_) == "2026-11-23" and since <= NOW_MS < until_
    assert range_words(*Period.WEEK.bounds(NOW)) == "2026-11-17 – 2026-11-23"
    assert range_words(*Period.MONTH.bounds(NOW)) == "2026-11-01 – 2026-11-23"
    assert range_words(*Period.LAST_MONTH.bounds(NOW)) == "2026-10-01 – 2026-10-31"
    tomorrow = Period.TODAY.bounds(NOW + 86_400)
    assert tomorrow[0] == until_
    filters = Filters(period=Period.TODAY)
    assert filters.at(NOW).since == since and filters.at(NOW + 86_400).since == tomorrow[0]


async def test_days_and_scores_are_asked_for() -> None:
    set_language("en")
    bar = FilterBar(clock=lambda: NOW)
    async with shown(DaysDialog(None, None, NOW)) as dialog:
        assert isinstance(dialog, DaysDialog)
        dialog.chosen.connect(bar.set_range)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        dialog.first.setDate(QDate(2026, 11, 30))
        assert not ok.isEnabled(), "the first day is after the last"
        dialog.first.setDate(QDate(2026, 11, 1))
        ok.click()
    assert [piece.words for piece in bar.pieces()] == ["2026-11-01 – 2026-11-23"]
    async with shown(ScoresDialog(None, None)) as dialog:
        assert isinstance(dialog, ScoresDialog)
        dialog.chosen.connect(bar.set_score)
        dialog.low.setValue(55)
        dialog.has_high.setChecked(True)
        dialog.high.setValue(40)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        dialog.high.setValue(80)
        ok.click()
    query = bar.query()
    assert (query.score_min, query.score_max) == (55, 80) and query.since is not None
    bar.remove("period")
    bar.remove("score")
    assert bar.filters == Filters()
    delete(bar)


# -- export -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def exporting(tmp_path: Path, count: int = 3) -> AsyncIterator[tuple[ExportDialog, Records, OrderDesk]]:
    set_language("en")
    (tmp_path / "data").mkdir()
    with opened_records(tmp_path / "data") as records:
        made = [records.add(order(number)) for number in range(count)]
        async with desk_on("", records, folder=tmp_path, start=False) as desk:

            async def chosen() -> list[object]:
                return made[:2]

            found = Found(query=HistoryQuery(), count=count, words="All orders")
            dialog = ExportDialog(desk, found, Range(count=2, orders=chosen))  # type: ignore[arg-type]
            async with shown(dialog):
                yield dialog, records, desk


def acts(records: Records) -> list[tuple[str, dict[str, object]]]:
    return [(entry.act, dict(entry.detail)) for entry in records.look(audit_page)]


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def choose(dialog: QDialog, form: str) -> None:
    dialog.form.setCurrentIndex(dialog.form.findData(form))  # type: ignore[attr-defined]


async def test_what_is_not_in_the_file_is_said_before(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (dialog, _, desk):
        choose(dialog, "pdf")
        assert not dialog.limit.isVisible()
        found = Found(query=HistoryQuery(), count=90_000, words="All orders")
        beyond = "30,000 lines are chosen"
        async with shown(ExportDialog(desk, found, None, beyond=beyond)) as large:
            assert any(label.isVisible() and label.text() == beyond for label in large.findChildren(QLabel))
            assert not large.limit.isVisible()
            choose(large, "pdf")
            assert large.limit.isVisible() and "2,000" in large.limit.text()


async def test_masked_unless_there_is_a_reason(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (dialog, records, _):
        choose(dialog, "csv")
        target = tmp_path / "out.csv"
        dialog.file.set_path(target)
        press(dialog, "export.act")
        await until(lambda: ": 2" in dialog.outcome.text())
        written = target.read_text(encoding="utf-8-sig")
        assert len(written.splitlines()) == 3 and "310101199003071234" not in written
        assert dialog.folder.isVisible()
        dialog.everything.setChecked(True)
        dialog.full.setChecked(True)
        press(dialog, "export.act")
        assert "needs a reason" in dialog.outcome.text() and dialog.reason.hasFocus()
        QTest.keyClicks(dialog.reason, "asked for by the auditors")
        before = target.read_bytes()
        press(dialog, "export.act")
        assert "such a file already" in dialog.outcome.text() and target.read_bytes() == before
        press(dialog, "export.act")
        await until(lambda: ": 3" in dialog.outcome.text())
        assert "310101199003071234" in target.read_text(encoding="utf-8-sig")
        told = [detail for act, detail in acts(records) if act == Act.EXPORTED.value]
        assert [(detail["masked"], detail["count"]) for detail in told] == [(False, 3), (True, 2)]
        assert told[0]["reason"] == "asked for by the auditors" and "reason" not in told[1]


async def test_what_can_not_be_is_told(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (dialog, records, _desk):
        press(dialog, "export.columns.none")
        press(dialog, "export.act")
        assert "at least one column" in dialog.outcome.text()
        press(dialog, "export.columns.all")
        assert len(dialog.ticked()) > 20
        dialog.file.set_path(tmp_path / "nowhere" / "out.xlsx")
        press(dialog, "export.act")
        await until(lambda: "folder is not there" in dialog.outcome.text())
        own = records.path
        before = own.read_bytes()
        for form in ("csv", "pdf"):
            choose(dialog, form)
            dialog.file.set_path(own)
            for _ in range(2):
                press(dialog, "export.act")
            await until(lambda: "keeps its records" in dialog.outcome.text())
            assert own.read_bytes() == before and names(tmp_path / "data").count(own.name) == 1
            dialog.outcome.say("")
        dialog.file.findChild(QLineEdit).clear()
        press(dialog, "export.act")
        assert "where the file" in dialog.outcome.text()


async def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (dialog, records, _):
        dialog.file.set_path(tmp_path / "out.xlsx")
        dialog.start()
        dialog.gauge.cancel()
        await until(lambda: "cancelled" in dialog.outcome.text())
        assert names(tmp_path) == ["data"]
        assert Act.EXPORTED.value not in [act for act, _ in acts(records)]


async def test_a_single_line_is_offered_and_all_is_meant(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (several, _, desk):
        assert several.selection.isChecked()

        async def one() -> list[object]:
            return [records_first]

        records_first = (await desk.page(HistoryQuery())).orders[0]
        found = Found(query=HistoryQuery(), count=3, words="All orders")
        single = ExportDialog(desk, found, Range(count=1, orders=one))  # type: ignore[arg-type]
        async with shown(single) as dialog:
            assert single.everything.isChecked() and single.selection.isVisible()
            single.selection.setChecked(True)
            choose(single, "jsonl")
            single.file.set_path(tmp_path / "one.jsonl")
            press(dialog, "export.act")
            await until(lambda: ": 1" in single.outcome.text())
            assert (tmp_path / "one.jsonl").read_text("utf-8").count("\n") == 1


async def test_a_report_of_the_selection(tmp_path: Path) -> None:
    async with exporting(tmp_path) as (dialog, records, _):
        choose(dialog, "pdf")
        assert dialog.columns.isHidden() or not dialog.columns.isVisible()
        assert dialog.file.path() is not None and dialog.file.path().suffix == ".pdf"
        target = tmp_path / "report.pdf"
        dialog.file.set_path(target)
        dialog.pictures.setChecked(True)
        press(dialog, "export.act")
        await until(lambda: ": 2" in dialog.outcome.text())
        assert target.read_bytes().startswith(b"%PDF")
        act, detail = acts(records)[0]
        assert act == Act.EXPORTED.value and detail["format"] == "pdf" and detail["masked"] is True
