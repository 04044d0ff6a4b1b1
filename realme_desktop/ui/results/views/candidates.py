"""People whose faces are alike: a card for each, best first, against the threshold."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from realme_desktop.catalog import aml, loose
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Decoder, ResultField, Role, Verdict
from realme_desktop.catalog.registry import CHECKRESULT
from realme_desktop.catalog.verdicts import own_verdict, read_score
from realme_desktop.records.model import StoredPicture
from realme_desktop.ui.language import say
from realme_desktop.ui.results.score import ScorePanel
from realme_desktop.ui.results.words import verdict_words
from realme_desktop.ui.theme import SMALL, set_role, verdict_colour
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.scale import number_words
from realme_desktop.ui.widgets.words import Words, clean

from . import Place, View, ViewContext
from .pictures import PictureTools, SeenPicture, image_of, picture_fields

__all__ = ["build"]

_MOST = 50  # cards; RealMe is asked for 5 by default
_FIELD = next(field for field in CHECKRESULT.returns if field.decoder is Decoder.FACE_CANDIDATES)


def build(context: ViewContext) -> View | None:
    if not context.answered:
        return None
    opened = loose.unwrap(context.values.get(_FIELD.name))
    people = [opened] if isinstance(opened, dict) and opened else opened
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        return None
    if not people and _FIELD.name not in context.values:
        return None
    ordered = sorted(people, key=_by_score)
    shows = frozenset({_FIELD.name}) if len(ordered) <= _MOST else frozenset[str]()
    return View(
        widget=_Candidates(context, ordered[:_MOST]),
        shows=shows,
        place=Place.WIDE,
        scored=True,
        pictured=bool(ordered),
    )


def _by_score(person: dict[str, Any]) -> float:
    """Best first; whoever has no score last."""
    score = read_score(aml.lookup(person, "score"))
    return 1.0 if score is None else -score


class _Candidates(QWidget):
    def __init__(self, context: ViewContext, people: list[dict[str, Any]]) -> None:
        super().__init__()
        self.setObjectName("view.candidates")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        self._context = context
        self._cards: list[_Card] = []
        self._sent: list[SeenPicture] = []
        if context.order.score is not None:
            self.score = ScorePanel(context, self)
            self.score.threshold_moved.connect(self._judge)
            column.addWidget(self.score)
        if not people:
            # After an exception, an empty list tells nothing of the group.
            told = context.verdict in (Verdict.DATA, Verdict.MISMATCH)
            words = (
                self.tr("No similar people in this group.")
                if told
                else self.tr("The list is empty, which proves nothing here: see the verdict above.")
            )
            none = Words(words, self, tone="muted" if told else "review")
            none.setObjectName("candidates.none" if told else "candidates.nothing_told")
            column.addWidget(none)
        group = context.order.params.get(_name_of(context, Role.FACE_GROUP), "")
        for number, person in enumerate(people, 1):
            card = _Card(context, number, person, self)
            self._cards.append(card)
            column.addWidget(card)
        if context.service is not None and people:
            self._sent = [
                SeenPicture(
                    name,
                    label,
                    image_of(context.pictures.get(name), context.remembered),
                    self,
                    heights=(84, 160),
                )
                for name, label in picture_fields(context.service, context.pictures)
            ]
        for picture in self._sent:
            column.addWidget(picture)
        tools = PictureTools(context, self._sent, self, linked=False)
        column.addWidget(tools)
        for card in self._cards:
            card.look_for_picture(group, tools)
        self._judge(context.remembered.get("threshold.moved", context.order.threshold))

    def _judge(self, threshold: float | None) -> None:
        for card in self._cards:
            card.judge(threshold)


def _name_of(context: ViewContext, role: Role) -> str:
    service = context.service
    fields = service.fields if service is not None else ()
    return next((field.name for field in fields if field.role is role), "")


class _Card(QFrame):
    """One person. The picture comes when the records have been looked through, or never."""

    def __init__(self, context: ViewContext, number: int, person: dict[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"candidate.{number}")
        set_role(self, "card")
        self._context = context
        self._score = read_score(aml.lookup(person, "score"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        place = Words(str(number), self, size="heading", bold=True, tone="muted")
        place.setFixedWidth(26)
        row.addWidget(place)
        self.picture = SeenPicture(f"candidate{number}", "", None, self, missing="—")
        self.picture.setFixedSize(84, 84)
        self.picture.hide()
        row.addWidget(self.picture)
        column = QVBoxLayout()
        column.setSpacing(2)
        self._verdict = Words("", self, bold=True)
        self._verdict.setObjectName(f"candidate.{number}.score")
        column.addWidget(self._verdict)
        grid = FactsGrid(self, revealed=context.revealed)
        self._fill(grid, number, person)
        column.addWidget(grid)
        row.addLayout(column, 1)
        self._who = clean(aml.lookup(person, "personId") or "", 200)

    def _fill(self, grid: FactsGrid, number: int, person: dict[str, Any]) -> None:
        known = {item.name.casefold(): item for item in _FIELD.items}
        first = {"personname": 0, "personid": 1, "fileid": 2}
        for key, value in sorted(person.items(), key=lambda pair: first.get(str(pair[0]).casefold(), 9)):
            item = known.get(str(key).casefold())
            if item is not None and item.role is Role.SCORE and self._score is not None:
                continue
            text = clean(value, 500)
            how: ResultField = item or _FIELD
            hidden = mask(text, how.sensitivity, how.role) if how.sensitivity.masked else None
            label = say(item.label) if item is not None else clean(key, 60)
            name = f"candidate.{number}.{clean(key, 40)}"
            grid.add(name, label, text or "—", masked=hidden if text else None, copy=bool(text))

    def judge(self, threshold: float | None) -> None:
        """Say what the threshold on the scale makes of this person's score."""
        if self._score is None:
            self._verdict.set_text(self.tr("No score"))
            self._verdict.set_tone("muted")
            return
        words = self.tr("Score {score}").format(score=number_words(self._score))
        verdict = own_verdict(self._score, threshold)
        if verdict is None:
            self._verdict.set_text(words)
            self._verdict.set_tone("data")
            return
        sign, _ = verdict_words(verdict)
        limit = number_words(threshold)
        reached = self._score >= (threshold or 0.0)
        against = (
            self.tr("reaches the threshold {limit}") if reached else self.tr("below the threshold {limit}")
        )
        self._verdict.set_text(f"{words}   {sign} {against.format(limit=limit)}")
        self._verdict.set_tone(verdict_colour(verdict))

    def look_for_picture(self, group: str, tools: PictureTools) -> None:
        def take(picture: StoredPicture | None) -> None:
            if not isValid(self):  # the pane has gone on to another order
                return
            image = image_of(picture, self._context.remembered)
            if image is not None:
                self.picture.set_image(image, clear=False)
                self.picture.show()
                tools.add(self.picture)

        if self._who and group:
            self._context.known_picture(group, self._who, take)
