"""What the filter finds, in four pictures and a table of the same numbers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.model import SCORE_BIN, Statistics
from realme_desktop.ui.results.words import service_words, verdict_words
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role
from realme_desktop.ui.widgets.charts import Bar, ColumnChart, RowChart
from realme_desktop.ui.widgets.scale import number_words
from realme_desktop.ui.widgets.tables import RowsModel, RowsView
from realme_desktop.ui.widgets.words import Words

__all__ = ["StatisticsWindow", "count_words", "span_words"]

_DAYS = 62  # more days than these are drawn as months
_MONTHS = 36  # more months than these as years


def count_words(count: int) -> str:
    return QLocale().toString(count)


def span_words(milliseconds: int | None) -> str:
    """`850 ms`, `3.2 s`, `4.5 min`; a dash for none."""
    if milliseconds is None:
        return "—"
    if milliseconds < 1000:
        return QCoreApplication.translate("Moments", "{count} ms").format(count=milliseconds)
    seconds = milliseconds / 1000
    if seconds < 120:
        return QCoreApplication.translate("Moments", "{seconds} s").format(seconds=f"{seconds:.1f}")
    return QCoreApplication.translate("Moments", "{count} min").format(count=f"{seconds / 60:.1f}")


def rate_words(rate: float | None) -> str:
    return "—" if rate is None else f"{rate * 100:.1f} %"


class StatisticsWindow(QDialog):
    """`load` asks the records, again with `reload()`. Opened with `show()`: the list stays at hand."""

    def __init__(
        self, load: Callable[[], Awaitable[tuple[Statistics, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statistics")
        self.setWindowTitle(self.tr("Statistics"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1000, 700)
        self._load = load
        self._turn = 0
        self.statistics: Statistics | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(self._make_head())
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_pictures())
        self._stack.addWidget(self._make_table())
        column.addWidget(self._stack, 1)
        self.pointed = Words(" ", self, tone="muted")
        self.pointed.setObjectName("statistics.pointed")
        column.addWidget(self.pointed)
        QShortcut(QKeySequence("F5"), self, self.reload)
        self.reload()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.summary = Words(self.tr("Reading the records"), self, bold=True, size="heading")
        self.summary.setObjectName("statistics.summary")
        self.what = Words("", self, tone="muted")
        self.what.setObjectName("statistics.filter")
        words.addWidget(self.summary)
        words.addWidget(self.what)
        row.addLayout(words, 1)
        self.as_table = QPushButton(self.tr("As a table"), self)
        self.as_table.setObjectName("statistics.as_table")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._switch)
        again = QPushButton(self.tr("Count again"), self)
        again.setObjectName("statistics.again")
        again.setToolTip("F5")
        again.clicked.connect(self.reload)
        row.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_pictures(self) -> QWidget:
        area = QScrollArea(self)
        area.setObjectName("statistics.pictures")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, SMALL, 0, 0)
        grid.setSpacing(MEDIUM)
        self.days = ColumnChart(name="statistics.days")
        self.scores = ColumnChart(name="statistics.scores")
        self.rates = RowChart(name="statistics.rates", full=100)
        self.times = RowChart(name="statistics.times")
        self.cards = []
        for place, (chart, title) in enumerate(
            (
                (self.days, self.tr("Orders over time")),
                (self.scores, self.tr("Scores")),
                (self.rates, self.tr("Pass rate by service")),
                (self.times, self.tr("Median time to the result")),
            )
        ):
            chart.pointed.connect(lambda words: self.pointed.set_text(words or " "))
            card = _Card(title, chart)
            self.cards.append(card)
            grid.addWidget(card, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        area.setWidget(inside)
        return area

    def _make_table(self) -> QWidget:
        self.table = RowsView(self)
        self.table.setObjectName("statistics.table")
        self.table.setAccessibleName(self.tr("The numbers of the pictures"))
        self.table.setSelectionMode(RowsView.SelectionMode.ExtendedSelection)
        return self.table

    def _switch(self, table: bool) -> None:
        self._stack.setCurrentIndex(1 if table else 0)
        self.as_table.setText(self.tr("As pictures") if table else self.tr("As a table"))
        self.pointed.setVisible(not table)

    def show_error(self, words: str) -> None:
        self.summary.set_text(words)
        self.summary.set_tone("error")

    # Numbers

    def reload(self) -> None:
        """Count what is found now."""
        self._turn += 1
        spawn(self, self._reload(self._turn), name="statistics")

    async def _reload(self, turn: int) -> None:
        statistics, what = await self._load()
        if turn == self._turn:
            self.show_statistics(statistics, what)

    def show_statistics(self, statistics: Statistics, what: str) -> None:
        self.statistics = statistics
        self.summary.set_tone(None)
        self.summary.set_text(self._summary(statistics))
        self.what.set_text(what)
        self._show_days(statistics)
        self._show_scores(statistics)
        self._show_services(statistics)
        rows = self._rows(statistics)
        headings = (self.tr("Figure"), self.tr("Of"), self.tr("Number"))
        old = self.table.model()
        self.table.setModel(RowsModel(headings, rows, self.table))
        if old is not None:
            old.deleteLater()
        widest = max((row[1] for row in rows), key=len, default="")
        figures = max((row[0] for row in rows), key=len, default="")
        self.table.set_widths({0: figures + "00", 1: widest + "00"})

    def _summary(self, statistics: Statistics) -> str:
        parts = [self.tr("Orders: {count}").format(count=count_words(statistics.count))]
        if statistics.pass_rate is not None:
            parts.append(self.tr("passed {rate}").format(rate=rate_words(statistics.pass_rate)))
        if hits := statistics.verdicts.get(Verdict.HIT):
            parts.append(self.tr("hits: {count}").format(count=count_words(hits)))
        if statistics.median_ms is not None:
            parts.append(self.tr("median {time}").format(time=span_words(statistics.median_ms)))
        return "  ·  ".join(parts)

    def _show_days(self, statistics: Statistics) -> None:
        title, spans = self._spans(statistics)
        orders = self.tr("{day}, orders: {count}")
        bars = [
            Bar(
                short_label,
                count,
                orders.format(day=label, count=count_words(count)),
                "data",
                count_words(count),
            )
            for label, short_label, count in spans
        ]
        self.days.set_bars(bars, title)
        self.cards[0].say(title, "" if bars else self.tr("No orders"))

    def _spans(self, statistics: Statistics) -> tuple[str, list[tuple[str, str, int]]]:
        """Title, and for each bar its name, its short name and the count: days, months or years, the empty
        ones among them."""
        counts = {day.day: day.count for day in statistics.days}
        if not counts:
            return self.tr("Orders per day"), []
        first, last = date.fromisoformat(min(counts)), date.fromisoformat(max(counts))
        length = (last - first).days + 1
        if length <= _DAYS:
            days = [(first + timedelta(days=at)).isoformat() for at in range(length)]
            return self.tr("Orders per day"), [(day, day[5:], counts.get(day, 0)) for day in days]
        cut = 7 if length <= _MONTHS * 31 else 4
        sums: dict[str, int] = {}
        for at in range(length):
            day = (first + timedelta(days=at)).isoformat()
            sums[day[:cut]] = sums.get(day[:cut], 0) + counts.get(day, 0)
        title = self.tr("Orders per month") if cut == 7 else self.tr("Orders per year")
        return title, [(span, span[2:] if cut == 7 else span, count) for span, count in sums.items()]

    def _show_scores(self, statistics: Statistics) -> None:
        threshold = _usual(statistics)
        bars = []
        words = self.tr("Score {low} to {high}, orders: {count}")
        for at, count in enumerate(statistics.scores):
            low = at * SCORE_BIN
            tone = "data" if threshold is None else "match" if low >= threshold else "mismatch"
            if threshold is not None and low < threshold < low + SCORE_BIN:
                tone = "partial"  # the threshold lies within
            told = words.format(low=low, high=low + SCORE_BIN, count=count_words(count))
            bars.append(Bar(str(low), count, told, tone, count_words(count)))
        self.scores.set_bars(bars if statistics.scored else [], self.tr("Scores"))
        if threshold is not None and statistics.scored:
            self.scores.set_marker(
                threshold / SCORE_BIN, self.tr("threshold {limit}").format(limit=number_words(threshold))
            )
        else:
            self.scores.set_marker(None)
        if not statistics.scored:
            note = self.tr("No order with a score")
        elif len(statistics.thresholds) > 1:
            note = self.tr("Thresholds in use: {limits}. Reached: {reached} of {scored}").format(
                limits=", ".join(number_words(limit) for limit in sorted(statistics.thresholds)),
                reached=count_words(statistics.reached),
                scored=count_words(statistics.scored),
            )
        else:
            note = self.tr("Reached: {reached} of {scored}").format(
                reached=count_words(statistics.reached), scored=count_words(statistics.scored)
            )
        self.cards[1].say(self.tr("Scores"), note)

    def _show_services(self, statistics: Statistics) -> None:
        rates, times = [], []
        rate_of = self.tr("{service}: {rate} passed, {passed} of {judged}")
        time_of = self.tr("{service}: {time}")
        for service in statistics.services:
            title = service_words(service.segment)
            if service.pass_rate is not None:
                short = f"{rate_words(service.pass_rate)} · {count_words(service.judged)}"
                told = rate_of.format(
                    service=title,
                    rate=rate_words(service.pass_rate),
                    passed=count_words(service.passed),
                    judged=count_words(service.judged),
                )
                rates.append(Bar(title, service.pass_rate * 100, told, "match", short))
            if service.median_ms is not None:
                span = span_words(service.median_ms)
                told = time_of.format(service=title, time=span)
                times.append(Bar(title, service.median_ms, told, "data", span))
        self.rates.set_bars(rates, self.tr("Pass rate by service"))
        self.times.set_bars(times, self.tr("Median time to the result"))
        judged = self.tr("Share of ✓ and ○ among all that were judged, and how many were judged")
        self.cards[2].say(self.tr("Pass rate by service"), judged if rates else self.tr("Nothing judged"))
        asked = self.tr("From sending to the result, the waiting between queries included")
        self.cards[3].say(self.tr("Median time to the result"), asked if times else self.tr("No results"))

    def _rows(self, statistics: Statistics) -> tuple[tuple[str, ...], ...]:
        """Every number of the pictures."""
        all_ = self.tr("all")
        rows = [(self.tr("Orders"), all_, count_words(statistics.count))]
        rows += [
            (self.tr("Verdicts"), " ".join(verdict_words(verdict)), count_words(statistics.verdicts[verdict]))
            for verdict in Verdict
            if verdict in statistics.verdicts
        ]
        rows.append((self.tr("Pass rate"), all_, rate_words(statistics.pass_rate)))
        for service in statistics.services:
            title = service_words(service.segment)
            rows += [
                (self.tr("Orders"), title, count_words(service.count)),
                (self.tr("Pass rate"), title, rate_words(service.pass_rate)),
                (self.tr("Median time to the result"), title, span_words(service.median_ms)),
            ]
        rows.append((self.tr("Median time to the result"), all_, span_words(statistics.median_ms)))
        rows += [
            (self.tr("Scores"), f"{at * SCORE_BIN}–{(at + 1) * SCORE_BIN}", count_words(count))
            for at, count in enumerate(statistics.scores)
            if statistics.scored
        ]
        rows += [
            (self.tr("Compared with the threshold"), number_words(limit), count_words(count))
            for limit, count in sorted(statistics.thresholds.items())
        ]
        rows += [(self.tr("Orders per day"), day.day, count_words(day.count)) for day in statistics.days]
        return tuple(rows)


def _usual(statistics: Statistics) -> float | None:
    """The threshold that most of the scored orders were compared with."""
    if not statistics.thresholds:
        return None
    return max(statistics.thresholds, key=lambda limit: (statistics.thresholds[limit], limit))


class _Card(QFrame):
    """A chart with its title and a sentence. What is high scrolls within."""

    def __init__(self, title: str, chart: QWidget) -> None:
        super().__init__()
        set_role(self, "card")
        self.setMinimumHeight(250)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        column.setSpacing(4)
        self.title = Words(title, self, bold=True)
        self.note = Words("", self, tone="muted")
        column.addWidget(self.title)
        column.addWidget(self.note)
        if isinstance(chart, RowChart):
            area = QScrollArea(self)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            inside = QWidget()
            for ground in (area.viewport(), inside):  # the card's own shows through
                ground.setAutoFillBackground(False)
            below = QVBoxLayout(inside)
            below.setContentsMargins(0, 0, 8, 0)
            below.addWidget(chart)
            below.addStretch(1)
            area.setWidget(inside)
            inside.setAutoFillBackground(False)  # setWidget() turns it on
            column.addWidget(area, 1)
        else:
            column.addWidget(chart, 1)

    def say(self, title: str, note: str) -> None:
        self.title.set_text(title)
        self.note.set_text(note)
