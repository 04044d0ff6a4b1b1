"""What proves an order later: its numbers, times, operator, environment, threshold; and what was sent."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Service
from realme_desktop.records.model import Order, StoredPicture
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.facts import FactsGrid
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.scale import number_words
from realme_desktop.ui.widgets.words import Words, clean

from .lookup import known_field
from .words import environment_words

__all__ = ["evidence_section", "heading", "request_section", "titled"]


def heading(words: str, parent: QWidget | None = None) -> Words:
    label = Words(words, parent, size="heading", bold=True)
    label.setObjectName("section")
    return label


def titled(words: str, name: str, parent: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """A box with a heading, and the layout for what stands under it."""
    box = QWidget(parent)
    box.setObjectName(name)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    if words:
        column.addWidget(heading(words, box))
    return box, column


def evidence_section(order: Order, revealed: set[str], parent: QWidget | None = None) -> QWidget:
    box, column = titled(QCoreApplication.translate("Result", "Evidence"), "evidence", parent)
    grid = FactsGrid(box, revealed=revealed)
    column.addWidget(grid)

    def add(name: str, label: str, value: str | None, copy: bool = False) -> None:
        if value:
            grid.add(f"evidence.{name}", label, clean(value, 200), copy=copy)

    translate = QCoreApplication.translate
    add("order_id", translate("Result", "Order number"), order.order_id, copy=True)
    add("seq_id", translate("Result", "RealMe's seq_id"), order.seq_id, copy=True)
    add("order_date", translate("Result", "Order date"), order.order_date)
    add("created_at", translate("Result", "Made at"), moment(order.created_at))
    add("sent_at", translate("Result", "Sent at"), moment(order.sent_at))
    add("answered_at", translate("Result", "Answered at"), moment(order.answered_at))
    add("purged_at", translate("Result", "Personal data removed at"), moment(order.purged_at))
    add("queries", translate("Result", "Queries"), str(order.queries) if order.queries else None)
    add("operator", translate("Result", "Operator"), order.operator)
    add("purpose", translate("Result", "Purpose"), order.purpose)
    place = environment_words(order)
    if not order.real:
        place = translate("Result", "{environment} (not real)").format(environment=place)
    add("environment", translate("Result", "Environment"), place)
    limit = number_words(order.threshold) or translate("Result", "none")
    add("threshold", translate("Result", "Threshold in force"), limit)
    add("linked_to", translate("Result", "Made from order"), order.linked_to, copy=True)
    note = translate("Result", "Times are those of Asia/Shanghai (UTC+8).")
    column.addWidget(Words(note, box, tone="muted", size="small"))
    return box


def request_section(
    order: Order,
    service: Service | None,
    pictures: Mapping[str, StoredPicture],
    revealed: set[str],
    parent: QWidget | None = None,
) -> QWidget | None:
    """The values as they were sent. Pictures by size and digest; secrets were never kept, and it says so."""
    box, column = titled(QCoreApplication.translate("Result", "Sent to RealMe"), "request", parent)
    grid = FactsGrid(box, revealed=revealed)
    asked = {field.name: field for field in service.fields} if service is not None else {}
    names = [name for name in asked if name in order.params]
    names += [name for name in order.params if name not in asked]
    for name in names:
        value = order.params[name]
        field = asked.get(name)
        if field is None:
            known = known_field(service, name)
            label = name if known is None else say(known.label)
            hidden = None
            if known is not None and known.sensitivity.masked and value:
                hidden = mask(value, known.sensitivity, known.role)
            grid.add(f"request.{name}", label, value or "—", masked=hidden)
            continue
        text = value
        for choice in field.choices:
            if choice.value == value:
                text = f"{say(choice.label)} ({value})"
        hidden = mask(value, field.sensitivity, field.role) if field.sensitivity.masked and value else None
        grid.add(f"request.{name}", say(field.label), text or "—", masked=hidden)
    for name, picture in pictures.items():
        label = say(asked[name].label) if name in asked else name
        grid.add(f"request.{name}", label, _picture_words(picture))
    if grid.empty:
        box.deleteLater()
        return None
    column.addWidget(grid)
    return box


def _picture_words(picture: StoredPicture) -> str:
    parts = [picture.media_type.rpartition("/")[2].upper()]
    if picture.width and picture.height:
        parts.append(f"{picture.width} × {picture.height}")
    parts.append(f"{len(picture.data) / 1024:.0f} KB")
    parts.append(f"SHA-256 {picture.sha256[:12]}…")
    return " · ".join(parts)
