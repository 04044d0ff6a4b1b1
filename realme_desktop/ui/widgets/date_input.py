"""A date to type or to pick from a calendar that opens under the line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .line_input import LineInput

__all__ = ["DateInput"]


class DateInput(LineInput):
    """The plain form is `YYYYMMDD`. Alt+Down (or F4) opens the calendar, Return picks, Escape leaves it."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        tidy: Callable[[str], str] | None = None,
        grouped: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent, tidy=tidy, grouped=grouped)
        self._popup: QFrame | None = None
        self.calendar: QCalendarWidget | None = None
        opener = QAction(icon("calendar", "muted"), self.tr("Calendar (Alt+Down)"), self)
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def open_calendar(self) -> None:
        if self._popup is None:
            self._popup, self.calendar = self._build()
        assert self.calendar is not None
        plain = self._tidy(self.text()) if self._tidy is not None else self.text()
        date = QDate.fromString(plain, "yyyyMMdd")
        self.calendar.setSelectedDate(date if date.isValid() else QDate.currentDate())
        self._popup.adjustSize()
        self._popup.move(self._place(self._popup))
        self._popup.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, popup: QWidget) -> QPoint:
        """Under the line, or above it where the screen ends."""
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if below.y() + popup.height() > screen.bottom():
            below = self.mapToGlobal(QPoint(0, -popup.height() - 2))
        below.setX(max(screen.left(), min(below.x(), screen.right() - popup.width())))
        return below

    def _build(self) -> tuple[QFrame, QCalendarWidget]:
        popup = QFrame(self, Qt.WindowType.Popup)
        set_role(popup, "card")
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setAccessibleName(self.accessibleName())
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        column.addWidget(calendar)
        return popup, calendar

    def _picked(self, date: QDate) -> None:
        assert self._popup is not None
        if not self._popup.isVisible():  # a double click both clicks and activates
            return
        self._popup.hide()
        self.set_text(date.toString("yyyyMMdd"))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            event.accept()
            return
        super().keyPressEvent(event)
