"""AML (114): each list with its state, each hit with what was asked beside what matched, every entry.

The verdict is the frame's first line. Nothing in here says "clear" of what is not understood.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.catalog.aml import AmlState
from realme_desktop.catalog.decoding.shapes import OPEN, UNKNOWN
from realme_desktop.catalog.decoding.tabular import Cell, Column, Table, Tone, key_of, words_of
from realme_desktop.catalog.decoding.watchlists import (
    Entry,
    Finding,
    Likeness,
    Span,
    WatchList,
    differences,
    read,
)
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Decoder
from realme_desktop.catalog.text import Text
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import set_role
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.marked_words import MarkedWords
from realme_desktop.ui.widgets.panels import Notice, Sign
from realme_desktop.ui.widgets.words import Words, clean

from ..next_steps import RAW_KEY
from . import LONG_REPLY, Place, View, ViewContext
from .parts import (
    Revealing,
    column_of,
    later,
    note,
    table_text,
    table_widget,
    tree_text,
    tree_widget,
)

__all__ = ["build"]

_MOST_CARDS = 20
_LISTS = (Decoder.AML_BLACK_LIST, Decoder.AML_PEP)

_FINDINGS = {
    Finding.HIT: ("!", Text("命中", "Hit"), "hit", Tone.BAD),
    Finding.REVIEW: ("?", Text("需人工复核", "Needs review"), "review", Tone.WARN),
    Finding.CLEAR: ("○", Text("未命中", "No hit"), "clear", Tone.PLAIN),
}
_STATES = {
    AmlState.HIT: ("!", "hit"),
    AmlState.UNKNOWN: ("?", "review"),
    AmlState.CLEAR: ("○", "clear"),
    AmlState.EMPTY: ("–", "muted"),
}
_LIKENESS = {
    Likeness.SAME: ("=", Text("与提交的相同", "the same as asked")),
    Likeness.FORM: ("≈", Text("仅写法不同", "differs only in how it is written")),
    Likeness.DIFFERENT: ("≠", Text("与提交的不同", "differs from what was asked")),
    Likeness.UNASKED: ("–", Text("没有可对照的提交内容", "nothing was asked to hold it against")),
}


def build(context: ViewContext) -> View | None:
    service = context.service
    if service is None or not context.answered:
        return None
    lists = [field.name for field in service.returns if field.decoder in _LISTS]
    return View(
        widget=_Screened(context),
        shows=frozenset(name for name in lists if name in context.values),
        place=Place.WIDE,
    )


class _Screened(QWidget):
    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self.setObjectName("view.aml")
        self._context = context
        self._column = column_of(self, 10)
        order, service = context.order, context.service
        assert service is not None
        if len(order.raw_reply or "") < LONG_REPLY:
            self._show(read(service, context.values, order.params))
            return
        self._waiting = note(self.tr("Reading the records…"), self, "aml.reading")
        self._column.addWidget(self._waiting)
        later(self, lambda: read(service, context.values, order.params), self._arrived)

    def _arrived(self, lists: tuple[WatchList, ...]) -> None:
        self._waiting.hide()
        self._show(lists)

    def _show(self, lists: tuple[WatchList, ...]) -> None:
        column = self._column
        for found in lists:
            column.addWidget(self._make_list(found))
        entries = [entry for found in lists for entry in found.entries]
        grave = [entry for entry in entries if entry.finding is not Finding.CLEAR]
        for number, entry in enumerate(grave[:_MOST_CARDS], 1):
            column.addWidget(_EntryCard(self._context, entry, number, self))
        if len(grave) > _MOST_CARDS:
            words = self.tr("{count} more of these are in the table.").format(count=len(grave) - _MOST_CARDS)
            column.addWidget(note(words, self, "aml.more"))
        if entries:
            column.addWidget(self._make_table(entries, unfolded=not grave))
        column.addLayout(self._make_raw())

    # One list

    def _make_list(self, found: WatchList) -> QWidget:
        box = QWidget(self)
        box.setObjectName(f"list.{found.key}")
        column = column_of(box, 4)
        row = QHBoxLayout()
        row.setSpacing(12)
        sign, tone = _STATES[found.state]
        row.addWidget(Sign(sign, tone, box, side=24))
        title = Words(f"{say(found.which)}  {self._state_words(found)}", box, tone=tone, bold=True)
        title.setObjectName(f"list.{found.key}.state")
        title.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(title, 1)
        column.addLayout(row)
        box.setAccessibleName(title.text())
        about = self._about(found)
        if about:
            column.addWidget(note(about, box, f"list.{found.key}.about"))
        for number, why in enumerate(found.why):
            column.addWidget(Notice("?", say(why), "review", box, name=f"list.{found.key}.why.{number}"))
        if found.raw is not None:
            column.addWidget(self._make_raw_text(found, box))
        if found.rest is not None:
            column.addWidget(self._make_rest(found))
        if found.others:
            column.addWidget(self._make_others(found, box))
        return box

    def _state_words(self, found: WatchList) -> str:
        if found.state is AmlState.HIT:
            count = sum(1 for entry in found.entries if entry.finding is Finding.HIT)
            return self.tr("hit, entries: {count}").format(count=count)
        if found.state is AmlState.UNKNOWN:
            return self.tr("needs review")
        if found.state is AmlState.CLEAR:
            return self.tr("no hit, entries: {count}").format(count=len(found.entries))
        return self.tr("RealMe sent nothing for this list")

    def _about(self, found: WatchList) -> str:
        parts = []
        if found.sign is not None:
            known = self.tr("no hit") if found.sign_known else self.tr("meaning not published")
            parts.append(f"blackSign {clean(found.sign, 40)} ({known})")
        if found.priority:
            parts.append(self.tr("priority {level}").format(level=clean(found.priority, 40)))
        if found.left_out:
            parts.append(
                self.tr("entries that are only in the raw reply: {count}").format(count=found.left_out)
            )
        return "  ·  ".join(parts)

    def _make_raw_text(self, found: WatchList, parent: QWidget) -> QWidget:
        raw = found.raw or ""

        def build_raw(shown: bool) -> QWidget:
            box = QWidget()
            column = column_of(box)
            text = Words(raw if shown else "******", box, fixed_pitch=True)
            text.setObjectName(f"unreadable.{found.key}")
            column.addWidget(text)
            return box

        return Revealing(
            self._context,
            found.key,
            say(found.which),
            build_raw,
            lambda shown: raw if shown else "******",
            masked=True,
            parent=parent,
        )

    def _make_rest(self, found: WatchList) -> QWidget:
        title = say(found.which)
        return Revealing(
            self._context,
            found.key,
            title,
            lambda shown: tree_widget(self._context, found.key, title, found.rest, shown),
            lambda shown: tree_text(found.rest) if shown else "******",
            masked=True,
        )

    def _make_others(self, found: WatchList, parent: QWidget) -> QWidget:
        grid = FactsGrid(parent, revealed=self._context.revealed)
        for name, value in found.others:
            hidden = mask(value, *UNKNOWN) if value else None
            grid.add(f"{found.key}.{name}", clean(name, 60), clean(value, 400) or "—", masked=hidden)
        return grid

    # All entries

    def _make_table(self, entries: list[Entry], *, unfolded: bool) -> QWidget:
        table = _table(entries)
        title = self.tr("Every entry: {count}").format(count=len(entries))
        key = "unfolded.aml"

        def build_table() -> QWidget:
            return Revealing(
                self._context,
                "aml.entries",
                self.tr("As RealMe sent them, hits first"),
                lambda shown: table_widget(self._context, "aml", title, table, shown),
                lambda shown: table_text(table, shown),
                masked=True,
            )

        remembered = self._context.remembered
        fold = Fold(title, build_table, name="fold.aml", unfolded=bool(remembered.get(key, unfolded)))

        def keep(shown: bool) -> None:
            remembered[key] = shown

        fold.toggled.connect(keep)
        return fold

    def _make_raw(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = self.tr("Raw text ({key})").format(key=RAW_KEY)
        button = QPushButton(words, self)
        button.setObjectName("aml.raw")
        button.setToolTip(self.tr("Show the reply exactly as RealMe sent it."))
        button.setAutoDefault(True)
        button.clicked.connect(self._context.show_raw)
        row.addWidget(button)
        row.addStretch(1)
        return row


def _table(entries: list[Entry]) -> Table:
    """Every entry as a row; what was asked and what matched are masked by the kind of each."""
    extra = list(dict.fromkeys(name for entry in entries for name, _ in entry.others))[:40]
    columns = (
        Column("hitResult", Text("命中结果", "Result")),
        Column("list", Text("名单", "List")),
        Column("fromSys", Text("来源", "Source")),
        Column("kind", Text("类别", "Kind")),
        Column("asked", Text("提交的内容", "Asked"), UNKNOWN),
        Column("value", Text("匹配的内容", "Matched"), UNKNOWN),
        Column("likeness", Text("对照", "Compared")),
        Column("priorityLevel", Text("优先级", "Priority")),
        *(Column(f"other.{name}", Text(name, name), UNKNOWN) for name in extra),
    )
    rows = []
    for entry in entries:
        sign, words, _, tone = _FINDINGS[entry.finding]
        others = dict(entry.others)
        said = f" ({entry.result})" if entry.result else ""
        mark, likeness = _LIKENESS[entry.likeness]
        rows.append(
            (
                Cell(
                    Text(f"{sign} {words.zh}{said}", f"{sign} {words.en}{said}"),
                    key_of(("hit", "review", "clear").index(entry.finding.value)),
                    tone,
                ),
                Cell(entry.title, key_of(entry.title.zh)),
                Cell(words_of(entry.source), key_of(entry.source)),
                Cell(_kind(entry), key_of(entry.kind)),
                Cell(words_of(entry.asked or ""), key_of(entry.asked), mask=entry.mask),
                Cell(words_of(entry.value), key_of(entry.value), mask=entry.mask),
                Cell(Text(f"{mark} {likeness.zh}", f"{mark} {likeness.en}"), key_of(mark)),
                Cell(words_of(entry.priority), key_of(entry.priority)),
                *(Cell(words_of(others.get(name, "")), key_of(others.get(name))) for name in extra),
            )
        )
    return Table(columns, tuple(rows))


def _kind(entry: Entry) -> Text:
    if not entry.kind:
        return Text("", "")
    if entry.kind_words is None:
        return Text(f"{entry.kind}（含义未公布）", f"{entry.kind} (not published)")
    return Text(f"{entry.kind} {entry.kind_words.zh}", f"{entry.kind} {entry.kind_words.en}")


class _EntryCard(QFrame):
    """One entry that a person has to look at: where it is from, and what was asked beside what matched."""

    def __init__(self, context: ViewContext, entry: Entry, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"aml.entry.{number}")
        set_role(self, "card")
        self._context = context
        self._entry = entry
        self._name = f"aml.entry.{number}"
        sign, words, tone, _ = _FINDINGS[entry.finding]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        said = f" (hitResult {clean(entry.result, 40)})" if entry.result else ""
        which = clean(say(entry.title), 120)
        title = Words(f"{sign} {say(words)}  ·  {which}{said}", self, tone=tone, bold=True)
        title.setObjectName(f"{self._name}.title")
        outer.addWidget(title)
        self.setAccessibleName(title.text())
        grid = FactsGrid(self, revealed=context.revealed)
        grid.add(f"{self._name}.source", self.tr("Source"), clean(entry.source, 200) or self.tr("not named"))
        grid.add(f"{self._name}.kind", self.tr("Kind"), say(_kind(entry)) or "—")
        grid.add(
            f"{self._name}.priority", self.tr("Priority"), clean(entry.priority, 60) or self.tr("not named")
        )
        for name, value in entry.others:
            hidden = mask(value, *UNKNOWN) if value else None
            grid.add(f"{self._name}.{name}", clean(name, 60), clean(value, 400) or "—", masked=hidden)
        outer.addWidget(grid)
        outer.addWidget(
            Revealing(
                context,
                f"{self._name}.values",
                self.tr("Asked and matched"),
                self._beside,
                self._text,
                masked=entry.mask != OPEN and bool(entry.value or entry.asked),
                parent=self,
            )
        )

    def _beside(self, shown: bool) -> QWidget:
        """The two texts one above the other, aligned, what differs marked character by character."""
        entry = self._entry
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        asked, matched = entry.asked or "", entry.value
        left: tuple[Span, ...] = (Span(mask(asked, *entry.mask), False),)
        right: tuple[Span, ...] = (Span(mask(matched, *entry.mask), False),)
        if shown:
            left, right = (Span(asked, False),), (Span(matched, False),)
            if entry.likeness in (Likeness.FORM, Likeness.DIFFERENT):
                left, right = differences(asked, matched)
        rows = (
            ("asked", self.tr("Asked"), left if asked else (Span(self.tr("nothing of this kind"), False),)),
            ("matched", self.tr("Matched"), right if matched else (Span(self.tr("nothing named"), False),)),
        )
        for at, (name, label, spans) in enumerate(rows):
            grid.addWidget(Words(label, box, tone="muted"), at, 0)
            pieces = [(span.text, span.differs) for span in spans]
            grid.addWidget(MarkedWords(pieces, box, name=f"{self._name}.{name}"), at, 1)
        sign, words = _LIKENESS[entry.likeness]
        alike = entry.likeness in (Likeness.SAME, Likeness.UNASKED)
        told = Words(f"{sign} {say(words)}", box, tone="muted" if alike else "warning")
        told.setObjectName(f"{self._name}.likeness")
        grid.addWidget(told, 2, 1)
        return box

    def _text(self, shown: bool) -> str:
        entry = self._entry
        texts = [entry.asked or "", entry.value]
        return "\t".join(text if shown else mask(text, *entry.mask) for text in texts)
