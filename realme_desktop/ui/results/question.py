"""The question before the same is sent twice: the earlier order, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from realme_desktop.records.model import Order
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL
from realme_desktop.ui.widgets.moments import age, moment
from realme_desktop.ui.widgets.panels import Notice
from realme_desktop.ui.widgets.words import Words

from .words import service_words, state_sign, state_words, subject_words, verdict_words

__all__ = ["RepetitionQuestion"]

_LEAST_LINES = 6


class RepetitionQuestion(QScrollArea):
    """Hidden until `ask`. `open_wanted(order_id)` leaves it standing; the two other answers put it away.
    `send_wanted` names the order that the operator was shown. As high as it needs; scrolls in a low pane."""

    open_wanted = Signal(str)
    send_wanted = Signal(str)
    cancelled = Signal()
    asking = Signal(bool)  # it stands there now, or not any more

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float]) -> None:
        super().__init__(parent)
        self.setObjectName("repetition")
        self._clock = clock
        self._earlier: Order | None = None
        self._notice: Notice | None = None
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._inside = QWidget(self)
        self.setWidget(self._inside)
        for ground in (self.viewport(), self._inside):
            ground.setAutoFillBackground(False)  # that of the pane
        column = self._column = QVBoxLayout(self._inside)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, SMALL)
        column.setSpacing(SMALL)
        self._facts = Words("", self._inside)
        self._facts.setObjectName("repetition.order")
        self._charge = Words("", self._inside, tone="muted")
        column.addWidget(self._facts)
        column.addWidget(self._charge)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.open = self._button("open", self._open)
        self.send = self._button("send", self._send)
        self.cancel = self._button("cancel", self._cancel)
        for button in (self.open, self.send, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._cancel)
        self.hide()

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._inside)
        button.setObjectName(f"repetition.{name}")
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(act)
        return button

    @property
    def earlier(self) -> Order | None:
        """The order that is asked about; None while nothing is."""
        return self._earlier

    def ask(self, earlier: Order) -> None:
        self._earlier = earlier
        self._say()
        self.show()
        # The harmless answer first: Enter opens what was sent before.
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        self._earlier = None
        self._facts.set_text("")
        self.hide()

    def sizeHint(self) -> QSize:
        width = self.width() or self._inside.sizeHint().width()
        return QSize(self._inside.sizeHint().width(), self._column.totalHeightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST_LINES * self.fontMetrics().lineSpacing())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.asking.emit(True)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.open))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.asking.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # other lines, another height

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.open.setText(self.tr("Open it"))
        self.send.setText(self.tr("Send anyway"))
        self.cancel.setText(self.tr("Cancel"))
        earlier = self._earlier
        if earlier is None:
            return
        span = age(max(0.0, self._clock() - earlier.created_at / 1000))
        words = self.tr("The same was submitted {age} ago. Nothing has been sent now.").format(age=span)
        self.setAccessibleName(words)
        if self._notice is not None:
            self._column.removeWidget(self._notice)
            self._notice.deleteLater()
        self._notice = Notice("?", words, "warning", self._inside, name="repetition.words")
        self._column.insertWidget(0, self._notice)
        outcome = f"{state_sign(earlier.state)} {state_words(earlier.state)}"
        if earlier.verdict is not None:
            outcome = "  ".join((outcome, " ".join(verdict_words(earlier.verdict))))
        facts = (
            service_words(earlier.segment),
            subject_words(earlier),
            moment(earlier.created_at),
            outcome,
            earlier.order_id,
        )
        self._facts.set_text("\n".join(part for part in facts if part))
        self._charge.set_text(self.tr("Sent again, it is a new order and may be charged a second time."))
        self.updateGeometry()

    def _open(self) -> None:
        if self._earlier is not None:
            self.open_wanted.emit(self._earlier.order_id)

    def _send(self) -> None:
        earlier = self._earlier
        self.put_away()
        if earlier is not None:
            self.send_wanted.emit(earlier.order_id)

    def _cancel(self) -> None:
        self.put_away()
        self.cancelled.emit()
