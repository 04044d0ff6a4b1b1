"""A word on a tinted ground: a verdict, a state, an environment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import theme, theme_signals, verdict_colour

__all__ = ["Badge", "paint_badge", "pen_of"]

_SIDE = 8
_TOP = 3


def pen_of(colour: QColor, width: float) -> QPen:
    """`QPen(colour, width)` without its price: to choose among the overloads PySide readies QGradient and its
    171 presets, 5 ms of the first paint."""
    pen = QPen(colour)
    pen.setWidthF(width)
    return pen


def paint_badge(painter: QPainter, box: QRectF, text: str, tone: str, striped: bool = False) -> None:
    """Draw a badge into `box`; for item delegates as well as for the widget. `tone` is a colour with a
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


class Badge(QWidget):
    """Words with a colour of the theme. The colour never speaks alone: there is always a text."""

    def __init__(self, text: str = "", tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone = tone
        self._striped = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme_signals().changed.connect(self.update)
        self.say(text, tone)

    def text(self) -> str:
        return self._text

    def tone(self) -> str:
        return self._tone

    def say(self, text: str, tone: str, *, striped: bool = False) -> None:
        """Show `text` in the colour `tone` on its soft ground."""
        self._text, self._tone, self._striped = text, tone, striped
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def say_verdict(self, verdict: Verdict | None) -> None:
        """RealMe's verdict in sign and word; nothing for no verdict."""
        from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS

        if verdict is None:
            self.say("", "pending")
        else:
            self.say(
                f"{VERDICT_SIGNS[verdict]} {say(VERDICT_WORDS[verdict])}",
                verdict_colour(verdict),
            )

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        if not self._text:
            return QSize(0, metrics.height() + 2 * _TOP)
        return QSize(metrics.horizontalAdvance(self._text) + 2 * _SIDE + 4, metrics.height() + 2 * _TOP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            paint_badge(painter, QRectF(self.rect()), self._text, self._tone, self._striped)
            painter.end()
