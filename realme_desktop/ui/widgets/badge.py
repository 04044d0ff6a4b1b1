"""A word on a tinted ground, and pens without their price."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from realme_desktop.ui.theme import theme

__all__ = ["paint_badge", "pen_of"]

_SIDE = 8


def pen_of(colour: QColor, width: float) -> QPen:
    """`QPen(colour, width)` without its price: to choose among the overloads PySide readies QGradient and its
    171 presets, 5 ms of the first paint."""
    pen = QPen(colour)
    pen.setWidthF(width)
    return pen


def paint_badge(painter: QPainter, box: QRectF, text: str, tone: str, striped: bool = False) -> None:
    """Draw a badge into `box`; `tone` is a colour with a
    `.soft` ground; `striped` lays the sandbox's stripes under the words."""
    colours = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.colour(f"{tone}.soft"))
    radius = min(box.height() / 2, 9.0)
    painter.drawRoundedRect(box, radius, radius)
    if striped:
        _stripes(painter, box, colours.colour(f"{tone}.stripe"))
    edge = QColor(colours.colour(tone))
    edge.setAlphaF(0.35)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(colours.colour(tone))
    inner = box.adjusted(_SIDE, 0, -_SIDE, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()


def _stripes(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setClipRect(box.adjusted(3, 1, -3, -1))
    painter.setPen(pen_of(colour, 5))
    step = 14
    start = int(box.left() - box.height())
    for x in range(start, int(box.right()) + step, step):
        painter.drawLine(x, int(box.bottom()) + 2, int(x + box.height() + 4), int(box.top()) - 2)
    painter.restore()
