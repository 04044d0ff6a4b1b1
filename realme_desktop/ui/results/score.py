"""A score against the threshold, both verdicts, and what another threshold would change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.verdicts import own_verdict
from realme_desktop.records.model import Order
from realme_desktop.ui.language import language
from realme_desktop.ui.theme import set_role, verdict_colour
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.scale import number_words
from realme_desktop.ui.widgets.threshold_scale import ThresholdScale
from realme_desktop.ui.widgets.words import Words

from .evidence import heading
from .views import ViewContext
from .words import disagree, verdict_words

__all__ = ["ScorePanel"]

_MOVED = "threshold.moved"


class ScorePanel(QWidget):
    """`threshold_moved(threshold)`: the operator tries another one. Nothing of it is ever stored."""

    threshold_moved = Signal(float)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score")
        order = self._order = context.order
        self._remembered = context.remembered
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("Score"), self))
        if order.score is None:
            if str(order.values.get("mp_ssim") or "").strip():
                words = self.tr("No score: what RealMe sent is no number from 0 to 100. It stands below.")
            else:
                words = self.tr("No score: RealMe sent none with this answer.")
            none = Words(words, self, tone="muted")
            none.setObjectName("no_score")
            column.addWidget(none)
        self.scale = ThresholdScale(self)
        self.scale.show_score(order.score, order.threshold, self._remembered.get(_MOVED))
        self.scale.moved.connect(self._moved)
        column.addWidget(self.scale)
        if order.own_verdict is not None:
            column.addWidget(self._verdicts(order))
        self._try = QWidget(self)
        self._try.setObjectName("what_if")
        row = QHBoxLayout(self._try)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = Words("", self._try)
        self._words.setObjectName("what_if.words")
        row.addWidget(self._words, 1)
        self._back = QPushButton(self._try)
        self._back.setObjectName("threshold.back")
        set_role(self._back, "quiet")
        self._back.clicked.connect(self._move_back)
        self._back.setText(self.tr("Back to {limit}").format(limit=number_words(order.threshold)))
        keep = self._back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the pictures below stay where they are
        self._back.setSizePolicy(keep)
        row.addWidget(self._back)
        column.addWidget(self._try)
        if disagree(order):
            column.addWidget(_disagreement(order, self))
        self._tell()

    @property
    def threshold(self) -> float | None:
        """The threshold on the scale: moved, or the one in force when the verdict was made."""
        return self.scale.threshold

    def _moved(self, threshold: float) -> None:
        if threshold == self._order.threshold:
            self._remembered.pop(_MOVED, None)
        else:
            self._remembered[_MOVED] = threshold
        self._tell()
        self.threshold_moved.emit(threshold)

    def _move_back(self) -> None:
        self.scale.move_back()
        self.scale.setFocus()

    def _tell(self) -> None:
        order, moved = self._order, self._remembered.get(_MOVED)
        self._try.setVisible(order.score is not None)
        verdict = own_verdict(order.score, moved)
        self._back.setVisible(verdict is not None and order.threshold is not None)
        if verdict is None:
            self._words.set_text(self.tr("Drag the threshold to try another one."))
            self._words.set_tone("muted")
            return
        sign, word = verdict_words(verdict)
        limit = number_words(moved)
        if order.own_verdict is None:
            words = self.tr("With a threshold of {limit} your verdict would be {verdict}.")
        elif verdict is order.own_verdict:
            words = self.tr("With a threshold of {limit} your verdict would still be {verdict}.")
        else:
            words = self.tr("With a threshold of {limit} your verdict would become {verdict}.")
        between = "" if language() == "zh" else " "
        words = words.format(limit=limit, verdict=f"{sign} {word}")
        self._words.set_text(between.join((words, self.tr("What is stored does not change."))))
        self._words.set_tone(verdict_colour(verdict))

    def _verdicts(self, order: Order) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        by_threshold = self.tr("By your threshold {limit}").format(limit=number_words(order.threshold))
        pairs: list[tuple[str, Verdict | None, str]] = [
            (self.tr("RealMe says"), order.verdict, "realme_verdict"),
            (by_threshold, order.own_verdict, "own_verdict"),
        ]
        for caption, verdict, name in pairs:
            if verdict is None:
                continue
            sign, word = verdict_words(verdict)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Words(caption, box, tone="muted", size="small"))
            words = Words(f"{sign} {word}", box, tone=verdict_colour(verdict), bold=True)
            words.setObjectName(name)
            column.addWidget(words)
            row.addLayout(column)
        row.addStretch(1)
        return box


def _disagreement(order: Order, parent: QWidget) -> Notice:
    assert order.own_verdict is not None and order.verdict is not None
    sentence = QCoreApplication.translate(
        "Result",
        "The two differ: RealMe says “{realme}”, your threshold gives “{own}”.",
    ).format(realme=verdict_words(order.verdict)[1], own=verdict_words(order.own_verdict)[1])
    return Notice("!", sentence, "warning", parent, name="disagreement")
