"""Faces compared: the pictures side by side, the score with a threshold that can be tried."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from realme_desktop.records.model import OrderState
from realme_desktop.ui.results.score import ScorePanel
from realme_desktop.ui.theme import SMALL

from . import Place, View, ViewContext
from .pictures import PictureTools, SeenPicture, image_of, picture_fields

__all__ = ["build"]

_HEIGHTS = (110, 200)  # of the pictures, blurred and clear


def build(context: ViewContext) -> View | None:
    if context.service is None or context.order.state is not OrderState.ANSWERED:
        return None
    # What RealMe says of the score as text stays below, in its own words, where it is no number.
    shows = frozenset({"mp_ssim"}) if context.order.score is not None else frozenset[str]()
    return View(widget=_Faces(context), shows=shows, place=Place.WIDE, scored=True, pictured=True)


class _Faces(QWidget):
    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self.setObjectName("view.faces")
        assert context.service is not None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        # The score first: it is what a glance looks for, and short; the pictures are looked at in peace.
        self.score = ScorePanel(context, self)
        column.addWidget(self.score)
        pictures = [
            SeenPicture(
                name,
                label,
                image_of(context.pictures.get(name), context.remembered),
                self,
                missing=self.tr("An SDK packet: it is encrypted and can't be shown."),
                heights=_HEIGHTS,
            )
            for name, label in picture_fields(context.service, context.pictures)
        ]
        if not pictures:
            return
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SMALL)
        for picture in pictures:
            row.addWidget(picture, 1)
        column.addLayout(row)
        column.addWidget(PictureTools(context, pictures, self))
