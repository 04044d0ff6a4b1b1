"""What was read from a picture: the picture beside the fields, each with its proof and a copy button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import ResultField, Role
from realme_desktop.catalog.proofs import Proof, Standing, proofs
from realme_desktop.records.model import OrderState
from realme_desktop.ui.forms.inputs import today_at_realme
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import SMALL, WIDE
from realme_desktop.ui.widgets.facts import Fact
from realme_desktop.ui.widgets.words import Words, clean

from . import Place, View, ViewContext
from .pictures import PictureTools, SeenPicture, image_of, picture_fields

__all__ = ["build"]

_BESIDE = 600  # pixels of width from which the picture stands beside the fields
_TONES = {Standing.GOOD: "success", Standing.DOUBT: "warning", Standing.OPEN: "muted"}
_HEIGHTS = (84, 190)  # of the picture, blurred and clear
_FIRST = {Role.FULL_NAME: 0, Role.ID_NUMBER: 1}
_ABOUT = frozenset({"resp_code", "resp_info"})


def build(context: ViewContext) -> View | None:
    service = context.service
    if service is None or context.order.state is not OrderState.ANSWERED:
        return None
    fields = [field for field in service.returns if field.name not in _ABOUT]
    read = [field for field in fields if isinstance(context.values.get(field.name), str)]
    if not any(str(context.values[field.name]).strip() for field in read):
        return None
    if any(field.role is Role.ID_NUMBER for field in read):  # who it is comes first
        read.sort(key=lambda field: _FIRST.get(field.role, 9))
    return View(
        widget=_Recognised(context, read),
        shows=frozenset(field.name for field in read),
        place=Place.WIDE,
        pictured=True,
    )


class _Recognised(QWidget):
    def __init__(self, context: ViewContext, fields: list[ResultField]) -> None:
        super().__init__()
        self.setObjectName("view.recognised")
        assert context.service is not None
        self._context = context
        self._proofs = proofs(context.service, context.values, today_at_realme())
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SMALL)
        pictures = [
            SeenPicture(
                name,
                "",
                image_of(context.pictures.get(name), context.remembered),
                self,
                heights=_HEIGHTS,
            )
            for name, _ in picture_fields(context.service, context.pictures)
        ]
        if pictures:
            beside = QVBoxLayout()
            beside.setSpacing(2)
            for picture in pictures:
                beside.addWidget(picture)
            beside.addWidget(PictureTools(context, pictures, self))
            beside.addStretch(1)
            self._row.addLayout(beside, 2)
        self._row.addWidget(self._make_fields(fields), 3)

    def _make_fields(self, fields: list[ResultField]) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 14)
        empty: list[str] = []
        for field in fields:
            value = str(self._context.values[field.name]).strip()
            if not value:
                empty.append(say(field.label))
                continue
            row = grid.rowCount()
            label = Words(say(field.label), box, tone="muted", limit=120)
            label.setMinimumHeight(24)
            label.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._make_value(field, value, box), row, 1)
        if empty:
            joint = self.tr(", ")
            none = Words(
                self.tr("Not recognised: {names}").format(names=joint.join(empty)), box, tone="muted"
            )
            none.setObjectName("recognised.empty")
            grid.addWidget(none, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        return box

    def _make_value(self, field: ResultField, value: str, parent: QWidget) -> QWidget:
        context = self._context
        hidden = mask(value, field.sensitivity, field.role) if field.sensitivity.masked else None
        fact = Fact(
            field.name,
            say(field.label),
            clean(value),
            masked=hidden,
            copy=True,
            revealed=field.name in context.revealed,
            on_reveal=lambda shown: context.reveal(field.name, shown),
            parent=parent,
        )
        proof = self._proofs.get(field.name)
        if proof is None:
            return fact
        box = QWidget(parent)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(fact)
        column.addWidget(_proof_line(field.name, proof, box))
        return box

    def set_room(self, width: int) -> None:
        """The width that is there for this view, told before it is laid out."""
        beside = width >= _BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not way:
            self._row.setDirection(way)
            self._row.setSpacing(WIDE if beside else SMALL)
            self.updateGeometry()


def _proof_line(name: str, proof: Proof, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    words = Words(f"{proof.standing.sign} {say(proof.words)}", box, tone=_TONES[proof.standing], size="small")
    words.setObjectName(f"proof.{name}")
    row.addWidget(words, 1)
    return box
