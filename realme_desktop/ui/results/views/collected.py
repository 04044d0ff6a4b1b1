"""魔蝎 (115-121, 123, 124): how far the task is and what it waits for, channels, bills and calls, reports."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.catalog.decoding.carrier import Answer, Progress, StepState, Wanted, read
from realme_desktop.catalog.decoding.sections import Fact as Value
from realme_desktop.catalog.decoding.sections import Section
from realme_desktop.catalog.decoding.tabular import Table
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Decoder, Role
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.charts import Bar, ColumnChart
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.steps import StepMark, Steps
from realme_desktop.ui.widgets.words import Words, clean

from . import LONG_REPLY, Place, View, ViewContext
from .captcha import CaptchaPicture
from .parts import (
    Revealing,
    column_of,
    later,
    note,
    personal,
    table_text,
    table_widget,
    tree_text,
    tree_widget,
    unreadable_words,
)

__all__ = ["build"]

_UNFOLDED = 3  # sections that are open from the start
_MOST_FACTS = 200
_TONES = {
    StepState.DONE: "success",
    StepState.CURRENT: "accent",
    StepState.WAITING: "warning",
    StepState.FAILED: "error",
    StepState.TODO: "muted",
}


def build(context: ViewContext) -> View | None:
    service = context.service
    if service is None or not context.answered:
        return None
    name = next((field.name for field in service.returns if field.decoder is Decoder.MOXIE), None)
    if name is None or name not in context.values:
        return None
    return View(widget=_Collected(context, name), shows=frozenset({name}), place=Place.WIDE)


class _Collected(QWidget):
    def __init__(self, context: ViewContext, name: str) -> None:
        super().__init__()
        self.setObjectName("view.carrier")
        self._context = context
        self._name = name
        self._column = column_of(self, 10)
        value = context.values.get(name)
        if len(context.order.raw_reply or "") < LONG_REPLY:
            self._show(read(value))
            return
        self._waiting = note(self.tr("Reading the records…"), self, "carrier.reading")
        self._column.addWidget(self._waiting)
        later(self, lambda: read(value), self._arrived)

    def _arrived(self, answer: Answer) -> None:
        self._waiting.hide()
        self._show(answer)

    def _show(self, answer: Answer) -> None:
        column = self._column
        if answer == Answer():
            none = Words(self.tr("RealMe sent no result with this answer."), self, tone="muted")
            none.setObjectName("carrier.none")
            column.addWidget(none)
            return
        if answer.progress is not None:
            column.addWidget(self._make_progress(answer.progress))
        task = answer.task_id or self._asked(Role.TASK_ID)
        if task:
            column.addWidget(self._make_task(task, answer.progress))
        if answer.text:
            column.addWidget(self._make_text(answer))
        # The task stands above already.
        facts = tuple(fact for fact in answer.facts if not (task and say(fact.text) == task))
        if facts:
            column.addWidget(self._make_facts("facts", facts))
        if answer.channels is not None:
            words = self.tr("Channels: {count}").format(count=len(answer.channels.rows))
            column.addWidget(self._make_table("channels", words, answer.channels))
        if answer.tree is not None:
            column.addWidget(self._make_tree("tree", self.tr("The result as a tree"), answer.tree))
        for number, section in enumerate(answer.sections):
            column.addWidget(self._make_section(section, number))

    def _asked(self, role: Role) -> str:
        """What the order was sent with, by what it means."""
        service = self._context.service
        assert service is not None
        params = self._context.order.params
        return next(
            (params[field.name] for field in service.fields if field.role is role and params.get(field.name)),
            "",
        )

    # The task

    def _make_progress(self, progress: Progress) -> QWidget:
        box = QWidget(self)
        box.setObjectName("carrier.progress")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if progress.steps:
            marks = [
                StepMark(
                    say(step.label),
                    step.state.sign,
                    _TONES[step.state],
                    self._state_words(step.state),
                    filled=step.state is not StepState.TODO,
                )
                for step in progress.steps
            ]
            column.addWidget(Steps(marks, box))
        tone, sign = "info", "●"
        if not progress.known:
            tone, sign = "warning", "?"
        elif progress.failed:
            tone, sign = "error", "×"
        elif progress.finished:
            tone, sign = "success", "✓"
        elif progress.wanted is not None or any(step.state is StepState.WAITING for step in progress.steps):
            tone, sign = "warning", "!"
        column.addWidget(Notice(sign, say(progress.headline), tone, box, name="carrier.headline"))
        if progress.wanted is not None:
            column.addWidget(self._make_wanted(progress.wanted, box))
        return box

    def _state_words(self, state: StepState) -> str:
        return {
            StepState.DONE: self.tr("done"),
            StepState.CURRENT: self.tr("in progress"),
            StepState.WAITING: self.tr("waits for input"),
            StepState.FAILED: self.tr("failed"),
            StepState.TODO: self.tr("not yet"),
        }[state]

    def _make_wanted(self, wanted: Wanted, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        box.setObjectName("carrier.wanted")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if wanted.picture:
            column.addWidget(CaptchaPicture(wanted.picture, box))
        grid = FactsGrid(box, revealed=self._context.revealed)
        if wanted.wait_seconds is not None:
            words = self.tr("{count} s").format(count=wanted.wait_seconds)
            answered = self._context.order.answered_at
            if answered is not None:
                until = moment(answered + wanted.wait_seconds * 1000)[11:]
                words = self.tr("{count} s, until {time}").format(count=wanted.wait_seconds, time=until)
            grid.add("wanted.wait_seconds", self.tr("Time to answer"), words)
        if wanted.value:
            grid.add("wanted.value", self.tr("Told with it"), clean(wanted.value, 400), masked="******")
        if not grid.empty:
            column.addWidget(grid)
        return box

    def _make_task(self, task: str, progress: Progress | None) -> QWidget:
        box = QWidget(self)
        column = column_of(box, 4)
        grid = FactsGrid(box, revealed=self._context.revealed)
        grid.add("task_id", "TaskID", clean(task, 200), copy=True)
        column.addWidget(grid)
        offered = self._offered(task, progress)
        button = QPushButton(self.tr("Use in the next step…"), box)
        button.setObjectName("carrier.use")
        button.setToolTip(
            self.tr("Puts TaskID and mobile number into the form that you choose. Nothing is sent yet.")
        )
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._context.use_in_new_check(offered))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _offered(self, task: str, progress: Progress | None) -> Mapping[Role, str]:
        """The mobile number goes along once the task is done: report and bills are fetched with both."""
        mobile = self._asked(Role.MOBILE) if progress is None or progress.finished else ""
        return {Role.TASK_ID: task} | ({Role.MOBILE: mobile} if mobile else {})

    # What was collected

    def _make_text(self, answer: Answer) -> QWidget:
        def build_text(shown: bool) -> QWidget:
            box = QWidget()
            column = column_of(box)
            if answer.broken:
                column.addWidget(
                    Notice("?", unreadable_words(), "warning", box, name=f"unreadable.{self._name}")
                )
            column.addWidget(Words(answer.text if shown else "******", box, fixed_pitch=answer.broken))
            return box

        return Revealing(
            self._context,
            self._name,
            self.tr("Result as text"),
            build_text,
            lambda shown: answer.text if shown else "******",
            masked=True,
        )

    def _make_facts(self, name: str, facts: tuple[Value, ...]) -> FactsGrid:
        grid = FactsGrid(self, revealed=self._context.revealed)
        for number, fact in enumerate(facts[:_MOST_FACTS]):
            text = say(fact.text)
            hidden = mask(text, *fact.mask) if fact.mask[0].masked and text else None
            key = f"{self._name}.{name}.{number}"
            grid.add(key, clean(say(fact.label), 60), clean(text, 1000) or "—", masked=hidden)
        if len(facts) > _MOST_FACTS:
            rest = {fact.key: say(fact.text) for fact in facts[_MOST_FACTS:]}
            title = self.tr("More values")
            grid.add_block(self._make_tree(f"{name}.more", title, rest))
        return grid

    def _make_table(self, name: str, title: str, table: Table) -> QWidget:
        key = f"{self._name}.{name}"
        return Revealing(
            self._context,
            key,
            title,
            lambda shown: table_widget(self._context, key, title, table, shown),
            lambda shown: table_text(table, shown),
            masked=personal(table),
        )

    def _make_tree(self, name: str, title: str, value: object) -> QWidget:
        key = f"{self._name}.{name}"
        return Revealing(
            self._context,
            key,
            title,
            lambda shown: tree_widget(self._context, key, title, value, shown),
            lambda shown: tree_text(value) if shown else "******",
            masked=True,
        )

    def _make_section(self, section: Section, number: int) -> QWidget:
        name = ".".join(section.path)
        key = f"unfolded.{name}"
        title = clean(say(section.title), 80)
        if section.table is not None:
            title = self.tr("{title} ({count})").format(title=title, count=len(section.table.rows))
        remembered = self._context.remembered
        fold = Fold(
            title,
            lambda: self._fill(section, name, title),
            name=f"fold.section.{name}",
            unfolded=bool(remembered.get(key, number < _UNFOLDED)),
        )

        def keep(shown: bool) -> None:
            remembered[key] = shown

        fold.toggled.connect(keep)
        return fold

    def _fill(self, section: Section, name: str, title: str) -> QWidget:
        box = QWidget()
        box.setObjectName(f"section.{name}")
        column = column_of(box, 6)
        column.setContentsMargins(16, 0, 0, 8)
        if section.facts:
            column.addWidget(self._make_facts(name, section.facts))
        if section.months and section.plot is not None:
            column.addWidget(_plot(section, box))
        if section.table is not None:
            column.addWidget(self._make_table(name, self.tr("As a table"), section.table))
        if section.left_out:
            words = self.tr("{count} more rows are only in the raw reply.").format(count=section.left_out)
            column.addWidget(note(words, box, f"section.{name}.left_out"))
        if section.tree is not None:
            column.addWidget(self._make_tree(name, self.tr("As a tree"), section.tree))
        return box


def _plot(section: Section, parent: QWidget) -> QWidget:
    """Monthly totals as columns; the table below holds the same numbers."""
    box = QWidget(parent)
    column = column_of(box, 2)
    assert section.plot is not None
    title = say(section.plot)
    chart = ColumnChart(box, name=f"chart.{'.'.join(section.path)}")
    bars = []
    for month in section.months[-36:]:
        words = say(month.words)
        bars.append(
            Bar(
                month.month,
                max(float(month.value), 0.0),
                f"{month.month}: {words}",
                short=f"{month.value:,g}",
            )
        )
    chart.set_bars(bars, title)
    chart.setFixedHeight(150)
    column.addWidget(Words(title, box, tone="muted"))
    column.addWidget(chart)
    hint = QCoreApplication.translate("CarrierView", "Point at a column, or step through with ← and →.")
    told = note(hint, box)
    chart.pointed.connect(lambda words: told.set_text(words or hint))
    column.addWidget(told)
    return box
