"""The checks of the person in hand so far, as a row of verdicts: number, sign, word. Colour never alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.results.words import (
    not_real_words,
    service_of,
    service_words,
    state_sign,
    state_tone,
    state_words,
    verdict_words,
)
from realme_desktop.ui.theme import theme, theme_signals, verdict_colour
from realme_desktop.ui.widgets.badge import paint_badge, pen_of
from realme_desktop.ui.widgets.flow import FlowLayout
from realme_desktop.ui.widgets.moments import moment

__all__ = ["CheckRow"]

_SIDE = 10


class _Check(QPushButton):
    """One check; pressed, its result is shown. `stepped(-1 or 1)`: to its neighbours."""

    stepped = Signal(int)

    def __init__(self, order: Order, parent: QWidget) -> None:
        super().__init__(parent)
        self.order = order
        service = service_of(order.segment)
        if order.state is OrderState.ANSWERED and order.verdict is not None:
            sign, word = verdict_words(order.verdict)
            self._tone = verdict_colour(order.verdict)
        else:
            sign, word, self._tone = (
                state_sign(order.state),
                state_words(order.state),
                state_tone(order.state),
            )
        number = service.number if service is not None else order.segment
        self._words = f"{'' if order.real else '◇ '}{number}  {sign} {word}"
        self.setObjectName(f"person.check.{order.segment}")
        parts = [f"{service_words(order.segment)}: {word}", moment(order.created_at)]
        if not order.real:
            parts.append(not_real_words())
        told = "\n".join(parts)
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(told)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_signals().changed.connect(self.update)

    def text(self) -> str:
        """Painted by this class, so QPushButton's own text stays empty."""
        return self._words

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2 * _SIDE + 6, metrics.height() + 8)

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_badge(painter, box, self._words, self._tone)
        if self.hasFocus() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen_of(theme().colour("focus"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, 6, 6)
        painter.end()


class CheckRow(QWidget):
    """`chosen(order_id)`. The arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person.checks")
        self._orders: tuple[Order, ...] = ()
        self._checks: list[_Check] = []
        self._flow = FlowLayout(self, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Checks so far: {count}").format(count=len(self._orders)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            orders, self._orders = self._orders, ()
            self.show_orders(orders)
        super().changeEvent(event)

    def orders(self) -> tuple[Order, ...]:
        return self._orders

    def words(self) -> list[str]:
        return [check.text() for check in self._checks]

    def show_orders(self, orders: Sequence[Order]) -> None:
        """These, from left to right."""
        if tuple(orders) == self._orders:
            return
        focused = next((check.order.segment for check in self._checks if check.hasFocus()), None)
        self._orders = tuple(orders)
        for check in self._checks:
            self._flow.removeWidget(check)
            check.hide()
            check.deleteLater()
        self._checks = [self._make(order) for order in self._orders]
        for check in self._checks:
            if check.order.segment == focused:
                check.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name()
        self.setVisible(bool(self._orders))
        self.updateGeometry()

    def _make(self, order: Order) -> _Check:
        check = _Check(order, self)
        check.clicked.connect(lambda: self.chosen.emit(order.order_id))
        check.stepped.connect(lambda by: self._step(check, by))
        self._flow.addWidget(check)
        check.show()
        return check

    def _step(self, check: _Check, by: int) -> None:
        place = self._checks.index(check) + by
        if 0 <= place < len(self._checks):
            self._checks[place].setFocus(Qt.FocusReason.OtherFocusReason)
