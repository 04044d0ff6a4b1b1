"""The frame that shows where card or face should be, and the part of a photo that it stands for."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from realme_desktop.imaging.edits import ID_CARD_ASPECT, Box, Size
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.badge import pen_of

__all__ = ["Guide", "guide_box", "kept_box", "paint_guide"]

Guide = Literal["card", "face", ""]

_FACE_ASPECT = 3 / 4
_MARGIN = 0.06  # around the frame that is kept of a card: nobody holds it exactly


def guide_box(guide: Guide, size: Size) -> Box:
    """Where the frame lies in a picture of `size`."""
    if guide == "card":
        return Box.of_aspect(ID_CARD_ASPECT, size, Box().grown(-0.09))
    if guide == "face":
        return Box.of_aspect(_FACE_ASPECT, size, Box(0.0, 0.08, 1.0, 0.92))
    return Box()


def kept_box(guide: Guide, size: Size) -> Box | None:
    """What of the photo is cropped to, with room to spare; None for all of it. A face stays as it was taken:
    its surroundings do no harm, a chin cut off does."""
    return guide_box("card", size).grown(_MARGIN) if guide == "card" else None


def paint_guide(painter: QPainter, place: QRectF, guide: Guide, size: Size) -> None:
    """Draw the frame over a picture of `size` that lies at `place`; what is outside is dimmed."""
    if not guide:
        return
    box = guide_box(guide, size)
    frame = QRectF(
        place.left() + box.left * place.width(),
        place.top() + box.top * place.height(),
        box.width * place.width(),
        box.height * place.height(),
    )
    shape = QPainterPath()
    if guide == "face":
        shape.addEllipse(frame)
    else:
        shape.addRoundedRect(frame, frame.width() * 0.037, frame.width() * 0.037)  # ISO 7810's corners
    shade = QPainterPath()
    shade.addRect(place)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shade.subtracted(shape), theme().colour("over.shade"))
    painter.setPen(pen_of(theme().colour("over.edge"), 4))
    painter.drawPath(shape)
    painter.setPen(pen_of(theme().colour("over.line"), 2))
    painter.drawPath(shape)
    if guide == "face":
        middle = QPointF(frame.center().x(), frame.top() + frame.height() * 0.42)
        reach = frame.width() * 0.28
        painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))  # the eyes
    painter.restore()
