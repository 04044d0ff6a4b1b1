"""A face registered for 1:N search: what became of it in each group."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog import aml, loose
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Decoder, ResultField, Service
from realme_desktop.catalog.verdicts import REGISTERED_CODES
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import SMALL, set_role
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.panels import Sign
from realme_desktop.ui.widgets.words import Words, clean

from . import Place, View, ViewContext

__all__ = ["build"]


def _field_of(service: Service) -> ResultField | None:
    return next((field for field in service.returns if field.decoder is Decoder.FACE_SET), None)


def build(context: ViewContext) -> View | None:
    field = _field_of(context.service) if context.service is not None else None
    if field is None or not context.answered:
        return None
    opened = loose.unwrap(context.values.get(field.name))
    rows = [opened] if isinstance(opened, dict) and opened else opened
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        return None  # the frame shows the text as it came
    return View(
        widget=_Registered(context, field, rows[:200]), shows=frozenset({field.name}), place=Place.WIDE
    )


class _Registered(QWidget):
    def __init__(self, context: ViewContext, field: ResultField, rows: list[dict[str, Any]]) -> None:
        super().__init__()
        self.setObjectName("view.registered")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for number, row in enumerate(rows, 1):
            column.addWidget(self._card(context, field, number, row))

    def _card(self, context: ViewContext, field: ResultField, number: int, row: dict[str, Any]) -> QWidget:
        card = QFrame(self)
        card.setObjectName(f"group.{number}")
        set_role(card, "card")
        line = QHBoxLayout(card)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        code = str(aml.lookup(row, "respCd") or "").strip()
        done = code in REGISTERED_CODES
        line.addWidget(Sign("✓" if done else "?", "success" if done else "review", card, side=28))
        column = QVBoxLayout()
        column.setSpacing(2)
        group = clean(aml.lookup(row, "groupId") or "—", 120)
        title = Words(self.tr("Group {group}").format(group=group), card, bold=True)
        title.setObjectName(f"group.{number}.title")
        column.addWidget(title)
        told = clean(aml.lookup(row, "respInfo") or "", 300)
        state = self.tr("registered") if done else self.tr("not reported as registered")
        words = Words(
            "  ·  ".join(part for part in (state, code, told) if part),
            card,
            tone="success" if done else "review",
        )
        words.setObjectName(f"group.{number}.state")
        column.addWidget(words)
        grid = FactsGrid(card, revealed=context.revealed)
        known = {item.name.casefold(): item for item in field.items}
        for key, value in row.items():
            if str(key).casefold() in ("respcd", "respinfo", "groupid"):
                continue
            item = known.get(str(key).casefold())
            text = clean(value, 500)
            hidden = None
            if item is None or item.sensitivity.masked:
                how = item or field
                hidden = mask(text, how.sensitivity, how.role)
            label = say(item.label) if item is not None else clean(key, 60)
            grid.add(
                f"{field.name}.{number}.{clean(key, 40)}",
                label,
                text or "—",
                masked=hidden if text and hidden != text else None,
                copy=bool(text),
            )
        if not grid.empty:
            column.addWidget(grid)
        line.addLayout(column, 1)
        return card
