"""A score on its scale, 0 to 100, with the threshold in force."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme

__all__ = ["ScoreScale", "number_words"]


def number_words(value: float | None) -> str:
    """`87`, `87.5`: as few digits as tell the number; an empty text for none."""
    if value is None or not math.isfinite(value):
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1e9 else f"{value:.4g}"


class ScoreScale(QWidget):
    """The scale is filled up to the score, with a marker; the threshold is a line with its number.

    A score that isn't there is said in words and puts no marker anywhere: it is never 0. A neutral scale
    (no threshold) carries no judgement and no red or green.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: float | None = None
        self._threshold: float | None = None
        self.setObjectName("score_scale")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def score(self) -> float | None:
        return self._score

    @property
    def threshold(self) -> float | None:
        return self._threshold

    def set_values(self, score: float | None, threshold: float | None) -> None:
        self._score = score if score is not None and math.isfinite(score) else None
        self._threshold = threshold if threshold is not None and math.isfinite(threshold) else None
        self._name()
        self.update()

    def words(self) -> str:
        """The same in one sentence, for screen readers and tests."""
        score = number_words(self._score)
        limit = number_words(self._threshold)
        if not score:
            return self.tr("No score")
        if not limit:
            return self.tr("Score {score} of 100").format(score=score)
        return self.tr("Score {score} of 100, threshold {limit}").format(score=score, limit=limit)

    def _name(self) -> None:
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())

    def sizeHint(self) -> QSize:
        return QSize(320, self._heights()[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._heights()[-1])

    def _heights(self) -> tuple[int, int, int]:
        """Top of the track, its bottom, and the whole height."""
        line = self.fontMetrics().height()
        top = line + 10
        return top, top + 10, top + 10 + 8 + line

    def _tone(self) -> str:
        if self._score is None or self._threshold is None:
            return "data"
        return "match" if self._score >= self._threshold else "mismatch"

    def paintEvent(self, event: QPaintEvent) -> None:
        top, bottom, _ = self._heights()
        left, right = 14.0, self.width() - 14.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(left, top, right - left, bottom - top)

        def at(value: float) -> float:
            return left + (right - left) * min(max(value, 0.0), 100.0) / 100.0

        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(track, 5, 5)
        if self._score is not None:
            done = QRectF(track)
            done.setRight(max(at(self._score), left + 6))
            painter.setBrush(theme().colour(self._tone()))
            painter.drawRoundedRect(done, 5, 5)
        self._draw_ends(painter, track)
        if self._threshold is not None:
            self._draw_threshold(painter, track, at(self._threshold))
        if self._score is not None:
            self._draw_score(painter, track, at(self._score))
        painter.end()

    def _draw_ends(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(theme().colour("muted"))
        line = self.fontMetrics().height()
        for value, x in ((0, track.left()), (100, track.right())):
            if self._threshold is not None and abs(self._threshold - value) < 14:
                continue
            box = QRectF(x - 30, track.bottom() + 6, 60, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))

    def _draw_threshold(self, painter: QPainter, track: QRectF, x: float) -> None:
        painter.setPen(QPen(self.palette().windowText().color(), 2))
        painter.drawLine(QPointF(x, track.top() - 5), QPointF(x, track.bottom() + 5))
        words = self.tr("threshold {limit}").format(limit=number_words(self._threshold))
        width = self.fontMetrics().horizontalAdvance(words) + 4
        start = min(max(x - width / 2, 0.0), self.width() - width)
        painter.drawText(
            QRectF(start, track.bottom() + 6, width, self.fontMetrics().height()),
            Qt.AlignmentFlag.AlignCenter,
            words,
        )

    def _draw_score(self, painter: QPainter, track: QRectF, x: float) -> None:
        colour = theme().colour(self._tone())
        painter.setPen(QPen(self.palette().window().color(), 2))
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, track.top() + 1),
                    QPointF(x - 7, track.top() - 9),
                    QPointF(x + 7, track.top() - 9),
                ]
            )
        )
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour)
        words = number_words(self._score)
        width = painter.fontMetrics().horizontalAdvance(words) + 4
        start = x + 12
        if start + width > self.width():
            start = x - 12 - width
        painter.drawText(QRectF(start, 0, width, track.top() - 3), Qt.AlignmentFlag.AlignVCenter, words)
