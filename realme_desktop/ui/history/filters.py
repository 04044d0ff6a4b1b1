"""The filters of the history: buttons with menus to tick, and what is in force as chips to remove."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Verdict
from realme_desktop.config.environment import PRESETS
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.ui.language import say
from realme_desktop.ui.results.words import service_words, state_sign, state_words, verdict_words
from realme_desktop.ui.theme import SMALL
from realme_desktop.ui.widgets.check_menu import CheckMenu
from realme_desktop.ui.widgets.chips import ChipRow, Piece
from realme_desktop.ui.widgets.flow import FlowLayout
from realme_desktop.ui.widgets.scale import number_words

from .periods import Period, period_words, range_words

__all__ = ["Choices", "FilterBar", "Filters"]

_OF_A_KIND = 4  # more chips of one kind than this become a single one


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in the records."""

    environments: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What is in force. `query` without text, sequence and the bounds of a `period`: these move with time."""

    query: HistoryQuery = HistoryQuery()  # noqa: RUF009 - frozen
    period: Period | None = None

    def at(self, now: float) -> HistoryQuery:
        """The query with its bounds as of `now` (seconds)."""
        if self.period is None:
            return self.query
        since, until = self.period.bounds(now)
        return replace(self.query, since=since, until=until)

    @property
    def any(self) -> bool:
        return self != Filters()


class FilterBar(QWidget):
    """`changed()` after every act of a person. `range_wanted` and `score_wanted`: a dialog is to be shown."""

    changed = Signal()
    range_wanted = Signal()
    score_wanted = Signal()
    more_opened = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setObjectName("history.filters")
        self._clock = clock
        self._filters = Filters()
        self._choices = Choices()
        self.chips = ChipRow(self, name="history.chips")  # the pane gives it a place
        self.chips.removed.connect(self.remove)
        self.chips.cleared.connect(self.clear)
        self.chips.hide()
        row = FlowLayout(self, spacing=SMALL)
        self.period = self._button("period", QMenu)
        self.service = self._button("service", CheckMenu)
        self.verdict = self._button("verdict", CheckMenu)
        self.more = self._button("more", CheckMenu)
        for button in (self.period, self.service, self.verdict, self.more):
            row.addWidget(button)
        self.retranslate()

    def _button(self, name: str, kind: type[QMenu]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"history.{name}")
        menu = kind(button)
        menu.setObjectName(f"history.{name}.menu")
        menu.aboutToShow.connect(lambda: self._fill(name, menu))
        button.setMenu(menu)
        return button

    def retranslate(self) -> None:
        for button, words in (
            (self.period, self.tr("Period")),
            (self.service, self.tr("Service")),
            (self.verdict, self.tr("Verdict")),
            (self.more, self.tr("More filters")),
        ):
            button.setText(words)
            button.setAccessibleName(self.tr("Filter: {kind}").format(kind=words))
        self.chips.retranslate()
        self._show()

    # What is in force

    @property
    def filters(self) -> Filters:
        return self._filters

    def set_filters(self, filters: Filters) -> None:
        """Without `changed`."""
        self._filters = filters
        self._show()

    def set_choices(self, choices: Choices) -> None:
        self._choices = choices

    def query(self) -> HistoryQuery:
        return self._filters.at(self._clock())

    def clear(self) -> None:
        self._change(Filters())

    def set_range(self, since: int | None, until: int | None) -> None:
        self._change(replace(self._filters, period=None, query=self._with(since=since, until=until)))

    def set_period(self, period: Period | None) -> None:
        self._change(replace(self._filters, period=period, query=self._with(since=None, until=None)))

    def set_score(self, low: float | None, high: float | None) -> None:
        self._change(replace(self._filters, query=self._with(score_min=low, score_max=high)))

    def toggle(self, field: str, value: object) -> None:
        """Put a value into one of the query's sets, or take it out; turn a flag."""
        now = getattr(self._filters.query, field)
        changed = (now ^ {value}) if isinstance(now, frozenset) else not now
        self._change(replace(self._filters, query=self._with(**{field: changed})))

    def remove(self, key: str) -> None:
        """Take away what a chip of this key stands for."""
        kind, _, value = key.partition(".")
        if kind == "period":
            self.set_period(None)
        elif kind == "score":
            self.set_score(None, None)
        elif kind in ("hits", "attention"):
            self.toggle(kind, None)
        elif not value:
            self._change(replace(self._filters, query=self._with(**{kind: frozenset()})))
        else:
            kept = (member for member in getattr(self._filters.query, kind) if _key(member) != value)
            self._change(replace(self._filters, query=self._with(**{kind: frozenset(kept)})))

    def _with(self, **changes: object) -> HistoryQuery:
        return replace(self._filters.query, **changes)  # type: ignore[arg-type]

    def _change(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.chips.set_pieces(self.pieces())

    # Chips

    def pieces(self) -> list[Piece]:
        """What is in force, in words."""
        query, found = self._filters.query, list[Piece]()
        if self._filters.period is not None:
            found.append(Piece("period", period_words(self._filters.period)))
        elif query.since is not None or query.until is not None:
            found.append(Piece("period", range_words(query.since, query.until)))
        found += self._of_kind(
            "segments", sorted(query.segments), service_words, self.tr("Services: {count}")
        )
        found += self._of_kind("verdicts", _ordered(query.verdicts, Verdict), _verdict, "")
        found += self._of_kind("states", _ordered(query.states, OrderState), _state, "")
        found += self._of_kind(
            "environments", sorted(query.environments), _environment, self.tr("Environments: {count}")
        )
        operator = self.tr("Operator: {name}")
        found += self._of_kind(
            "operators",
            sorted(query.operators),
            lambda name: operator.format(name=name),
            self.tr("Operators: {count}"),
        )
        found += self._of_kind("tags", sorted(query.tags), lambda tag: f"# {tag}", self.tr("Tags: {count}"))
        if query.score_min is not None or query.score_max is not None:
            found.append(Piece("score", self._score_words()))
        if query.hits:
            found.append(Piece("hits", self.tr("Has hits")))
        if query.attention:
            found.append(Piece("attention", self.tr("Needs attention")))
        return found

    @staticmethod
    def _of_kind(
        kind: str, members: Sequence[object], words: Callable[..., str], together: str
    ) -> list[Piece]:
        if together and len(members) > _OF_A_KIND:
            return [Piece(kind, together.format(count=len(members)))]
        return [Piece(f"{kind}.{_key(member)}", words(member)) for member in members]

    def _score_words(self) -> str:
        query = self._filters.query
        low, high = number_words(query.score_min), number_words(query.score_max)
        if not high:
            return self.tr("Score from {low}").format(low=low)
        if not low:
            return self.tr("Score up to {high}").format(high=high)
        return self.tr("Score {low} to {high}").format(low=low, high=high)

    # Menus: filled when they open, so that language and choices are those of now

    def _fill(self, name: str, menu: QMenu) -> None:
        menu.clear()
        for below in menu.findChildren(QMenu):
            below.deleteLater()
        if name == "period":
            self._fill_period(menu)
        elif name == "service":
            for service in registry.SERVICES:
                self._tick(menu, "segments", service.segment, f"{service.number}  {say(service.title)}")
        elif name == "verdict":
            for verdict in Verdict:
                self._tick(menu, "verdicts", verdict, _verdict(verdict))
        else:
            self._fill_more(menu)
            self.more_opened.emit()

    def _fill_period(self, menu: QMenu) -> None:
        query, period = self._filters.query, self._filters.period
        custom = period is None and (query.since is not None or query.until is not None)
        self._pick(menu, self.tr("Any time"), period is None and not custom, lambda: self.set_period(None))
        for choice in Period:
            self._pick(
                menu,
                period_words(choice),
                period is choice,
                lambda choice=choice: self.set_period(choice),  # type: ignore[misc]
            )
        menu.addSeparator()
        self._pick(menu, self.tr("From … to …"), custom, self.range_wanted.emit)

    def _fill_more(self, menu: QMenu) -> None:
        self._tick(menu, "attention", None, self.tr("Needs attention"))
        self._tick(menu, "hits", None, self.tr("Has hits"))
        score = QAction(self.tr("Score …"), menu)
        score.triggered.connect(lambda: self.score_wanted.emit())
        menu.addAction(score)
        menu.addSeparator()
        query = self._filters.query
        places = dict.fromkeys([*PRESETS, *self._choices.environments, *sorted(query.environments)])
        operators = dict.fromkeys([*self._choices.operators, *sorted(query.operators)])
        tags = dict.fromkeys([*self._choices.tags, *sorted(query.tags)])
        states = [(state, _state(state)) for state in OrderState]
        for title, field, members in (
            (self.tr("State"), "states", states),
            (self.tr("Environment"), "environments", [(place, _environment(place)) for place in places]),
            (self.tr("Operator"), "operators", [(name, name) for name in operators]),
            (self.tr("Tags"), "tags", [(tag, tag) for tag in tags]),
        ):
            below = CheckMenu(title, menu)
            below.setObjectName(f"history.more.{field}")
            for member, words in members:
                self._tick(below, field, member, words)
            below.setEnabled(bool(members))
            menu.addMenu(below)

    def _tick(self, menu: QMenu, field: str, value: object, words: str) -> None:
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        now = getattr(self._filters.query, field)
        action.setChecked(value in now if isinstance(now, frozenset) else bool(now))
        action.setData(_key(value))
        action.triggered.connect(lambda: self.toggle(field, value))
        menu.addAction(action)

    def _pick(self, menu: QMenu, words: str, chosen: bool, act: Callable[[], object]) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: act())
        menu.addAction(action)


def _key(member: object) -> str:
    return str(getattr(member, "value", member))


def _ordered(members: frozenset[object], kind: type) -> list[object]:
    return [member for member in kind if member in members]  # type: ignore[attr-defined]


def _verdict(verdict: Verdict) -> str:
    return " ".join(verdict_words(verdict))


def _state(state: OrderState) -> str:
    return f"{state_sign(state)} {state_words(state)}"


def _environment(key: str) -> str:
    preset = PRESETS.get(key)
    return key if preset is None else say(preset.title)
