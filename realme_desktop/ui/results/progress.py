"""An order on its way, step by step: what is being done, for how long, and whether it can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.catalog.text import Text
from realme_desktop.orders.model import Phase
from realme_desktop.ui.theme import MEDIUM
from realme_desktop.ui.widgets.steps import StepMark, Steps
from realme_desktop.ui.widgets.words import Words

from .outcome import phase_block

__all__ = ["CANCELLABLE", "Progress"]

CANCELLABLE = frozenset({Phase.PREPARING, Phase.QUEUED})
_AT = {Phase.PREPARING: 0, Phase.SAVING: 1, Phase.QUEUED: 1, Phase.SENDING: 2, Phase.WAITING: 3}


def _labels() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("Progress", "Preparing"),
        translate("Progress", "Saved"),
        translate("Progress", "Sending"),
        translate("Progress", "Waiting for RealMe"),
    )


class Progress(QWidget):
    """`ticking` is the line for the time that passes. `cancel_requested()` while nothing has been sent."""

    cancel_requested = Signal()

    def __init__(self, phase: Phase | Text | str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        block = phase_block(phase)
        self.ticking: Words = block.lines[0]
        column.addWidget(block)
        if isinstance(phase, Phase):
            column.addWidget(Steps(_marks(_AT[phase]), self))
        if not isinstance(phase, Phase) or phase in CANCELLABLE:
            cancel = QPushButton(self.tr("Don't send"), self)
            cancel.setObjectName("progress.cancel")
            cancel.setToolTip(self.tr("Take the order back. Nothing has been sent, so nothing is charged."))
            cancel.clicked.connect(self.cancel_requested)
            row = QHBoxLayout()
            row.addWidget(cancel)
            row.addStretch(1)
            column.addLayout(row)


def _marks(at: int) -> list[StepMark]:
    translate = QCoreApplication.translate
    done, now, later = (
        translate("Progress", "done"),
        translate("Progress", "under way"),
        translate("Progress", "not yet"),
    )
    return [
        StepMark(label, "✓", "success", done)
        if place < at
        else StepMark(label, "…", "info", now)
        if place == at
        else StepMark(label, str(place + 1), "muted", later, filled=False)
        for place, label in enumerate(_labels())
    ]
