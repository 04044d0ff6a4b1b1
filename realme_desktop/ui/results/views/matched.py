"""A match (100-104, 106): what RealMe was given to compare, what it says of each, what it sent back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from realme_desktop.catalog.decoding.match import (
    Agreement,
    Element,
    Statement,
    elements,
    how_many,
    mock_remark,
    statements,
)
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Role, Sensitivity
from realme_desktop.config.environment import EnvironmentKind
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.facts import Fact
from realme_desktop.ui.widgets.panels import Notice, Sign
from realme_desktop.ui.widgets.words import Words, clean

from ..evidence import heading
from ..words import environment_kind
from . import Place, View, ViewContext
from .parts import column_of, note

__all__ = ["build"]

_TONES = {
    Agreement.AGREES: "match",
    Agreement.DIFFERS: "mismatch",
    Agreement.UNKNOWN: "review",
    Agreement.NOT_TOLD: "review",
    Agreement.NOT_ASKED: "muted",
}


def build(context: ViewContext) -> View | None:
    if context.service is None or not context.answered:
        return None
    return View(widget=_Matched(context), place=Place.COLUMN)


class _Matched(QWidget):
    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self.setObjectName("view.match")
        service, order = context.service, context.order
        assert service is not None
        self._context = context
        self._column = column_of(self, 3)
        if environment_kind(order) is EnvironmentKind.INTEGRATION:
            words = say(mock_remark(service, order.params))
            self._column.addWidget(Notice("◇", words, "integration", self, name="mock"))
        self._column.addWidget(heading(self.tr("What was compared"), self))
        for statement in statements(service, context.values, order.params):
            self._column.addWidget(self._make_statement(statement))
        if order.purged_at is not None:  # nothing was left of what was sent: it was not "not given"
            return
        compared = elements(service, order.params, tuple(context.pictures), context.values)
        for element in compared:
            self._column.addWidget(self._make_element(element))
        strength = how_many(service, compared)
        if strength is not None:
            self._column.addWidget(note(say(strength), self, "strength"))

    def _make_statement(self, statement: Statement) -> QWidget:
        """One statement with a sign of its own: two of them are never folded into one word."""
        box = QWidget(self)
        box.setObjectName(f"statement.{statement.key}")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        tone = _TONES[statement.agreement]
        row.addWidget(Sign(statement.sign, tone, box, side=24))
        about = Words(say(statement.about), box)
        about.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(about, 1)
        told = Words(say(statement.words), box, tone=tone, bold=True)
        told.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(told, 1)
        box.setAccessibleName(f"{about.text()}: {told.text()}")
        return box

    def _make_element(self, element: Element) -> QWidget:
        box = QWidget(self)
        box.setObjectName(f"element.{element.name}")
        column = column_of(box, 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        sign = Words("●" if element.given else "○", box, tone="text" if element.given else "muted")
        sign.setFixedWidth(sign.fontMetrics().horizontalAdvance("●") + 4)
        sign.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(sign)
        label = Words(say(element.label), box, tone=None if element.given else "muted", limit=60)
        label.setFixedWidth(label.fontMetrics().averageCharWidth() * 20)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label)
        row.addWidget(self._make_asked(element, box), 1)
        column.addLayout(row)
        if element.differs:
            column.addWidget(self._make_returned(element, box))
        return box

    def _make_asked(self, element: Element, parent: QWidget) -> QWidget:
        if not element.given:
            return Words(self.tr("not given"), parent, tone="muted")
        if element.asked is None:
            return Words(self.tr("picture"), parent)
        return self._fact(f"compared.{element.name}", element, element.asked, parent)

    def _fact(self, name: str, element: Element, value: str, parent: QWidget) -> Fact:
        context = self._context
        return Fact(
            name,
            say(element.label),
            clean(value, 200),
            masked=mask(value, _sensitivity(element.role), element.role),
            revealed=name in context.revealed,
            on_reveal=lambda shown: context.reveal(name, shown),
            parent=parent,
        )

    def _make_returned(self, element: Element, parent: QWidget) -> QWidget:
        """RealMe sent back somebody else: nothing that may be overlooked."""
        box = QWidget(parent)
        column = column_of(box, 0)
        words = self.tr("RealMe sent back another value than was asked. Look at the raw reply.")
        column.addWidget(Notice("≠", words, "warning", box, name=f"differs.{element.name}"))
        row = QHBoxLayout()
        row.setSpacing(8)
        label = Words(self.tr("RealMe sent back"), box, tone="muted")
        label.setFixedWidth(label.fontMetrics().averageCharWidth() * 20)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(label.fontMetrics().horizontalAdvance("●") + 12)
        row.addWidget(label)
        row.addWidget(self._fact(f"returned.{element.name}", element, element.returned or "", box), 1)
        column.addLayout(row)
        return box


def _sensitivity(role: Role) -> Sensitivity:
    return Sensitivity.PERSONAL if role is Role.FULL_NAME else Sensitivity.IDENTIFIER
