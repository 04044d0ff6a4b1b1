"""A score that judges nobody (111, 122, 126): the number on a neutral scale, and the findings behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.decoding.risk import (
    NeutralScore,
    RiskFindings,
    decodes_risk,
    findings,
    score_field,
    score_of,
)
from realme_desktop.catalog.text import Text
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.neutral_scale import NeutralScale
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.words import Words, clean

from . import Place, View, ViewContext
from .parts import Revealing, column_of, note, personal, table_text, table_widget, unreadable_words

__all__ = ["build"]

_FINDINGS = "risk_info"


def build(context: ViewContext) -> View | None:
    service = context.service
    if service is None or not context.answered:
        return None
    field, score = score_field(service), score_of(service, context.values)
    if field is None or score is None:
        return None
    found = findings(context.values) if decodes_risk(service) else None
    shows = {field.name} if not isinstance(context.values.get(field.name), dict | list) else set()
    if found is not None:
        shows |= {"found", "id_found", _FINDINGS}
    return View(
        widget=_Scored(context, score, found),
        shows=frozenset(shows),
        place=Place.COLUMN,
        title=say(field.label),
    )


class _Scored(QWidget):
    def __init__(self, context: ViewContext, score: NeutralScore, found: RiskFindings | None) -> None:
        super().__init__()
        self.setObjectName("view.score")
        self._context = context
        column = column_of(self)
        if found is not None:
            for name, about, there in found.found:
                column.addWidget(self._make_found(name, about, there))
        if score.text and score.value is None:
            words = self.tr("What came in place of a score: {text}").format(text=clean(score.text, 60))
            unread = Words(words, self, tone="review")
            unread.setObjectName("score.unread")
            column.addWidget(unread)
        elif score.text:
            number = Words(clean(score.text, 60), self, size="figure", bold=True, tone="data")
            number.setObjectName("score.number")
            column.addWidget(number)
        if score.value is not None:
            words = self.tr("Score {score} on a scale from {low} to {high}").format(
                score=score.text, low=score.low, high=score.high
            )
            column.addWidget(NeutralScale(float(score.value), score.low, score.high, words, self))
        if score.value is not None or not score.text:
            column.addWidget(note(say(score.note), self, "score.note"))
        if found is not None:
            self._add_findings(found)

    def _make_found(self, name: str, about: Text, there: bool | None) -> Words:
        if there is None:
            said = clean(self._context.values.get(name), 40) or "—"
            words = self.tr("? {about}: “{said}”, not one of the published answers").format(
                about=say(about), said=said
            )
        elif there:
            words = self.tr("● {about}: found").format(about=say(about))
        else:
            words = self.tr("○ {about}: not found").format(about=say(about))
        made = Words(words, self, tone=None if there else "muted")
        made.setObjectName(f"score.{name}")
        return made

    def _add_findings(self, found: RiskFindings) -> None:
        column = self.layout()
        assert column is not None
        title = self.tr("Risk findings")
        table = found.table
        if table is not None and table.rows:
            column.addWidget(
                Revealing(
                    self._context,
                    _FINDINGS,
                    title,
                    lambda shown: table_widget(self._context, _FINDINGS, title, table, shown),
                    lambda shown: table_text(table, shown),
                    masked=personal(table),
                    bold=True,
                )
            )
            if found.left_out:
                words = self.tr("{count} more rows are only in the raw reply.").format(count=found.left_out)
                column.addWidget(note(words, self, "score.left_out"))
        elif found.raw:
            column.addWidget(
                Revealing(
                    self._context,
                    _FINDINGS,
                    title,
                    lambda shown: self._raw(found.raw, shown),
                    None,
                    masked=True,
                    bold=True,
                )
            )
        else:
            column.addWidget(
                note(self.tr("No risk findings came with the score."), self, "score.no_findings")
            )

    def _raw(self, raw: str, shown: bool) -> QWidget:
        box = QWidget()
        column = column_of(box)
        column.addWidget(Notice("?", unreadable_words(), "warning", box, name=f"unreadable.{_FINDINGS}"))
        column.addWidget(Words(raw if shown else "******", box, fixed_pitch=True))
        return box
