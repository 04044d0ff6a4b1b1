"""A short tour of the window: five places, each ringed, with a sentence or two. Esc skips the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .theme import LARGE, MEDIUM, SMALL, WIDE, set_role, theme
from .widgets.badge import pen_of

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["Tour"]

_WIDTH = 400


class _Stop(NamedTuple):
    place: Callable[[], QWidget]
    title: str
    words: str


class _Ring(QWidget):
    """A frame around what is spoken of; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme().colour("accent"), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)
        painter.end()


class Tour(QFrame):
    """Made for one walk; goes away at its end. `ended()` is called once."""

    def __init__(self, window: MainWindow, ended: Callable[[], object]) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAutoFillBackground(True)
        set_role(self, "card")
        self._window = window
        self._ended = ended
        self._at = 0
        self._stops: tuple[_Stop, ...] = ()
        self._ring = _Ring(window)
        self._title = QLabel(self)
        self._title.setObjectName("tour.title")
        set_role(self._title, "heading")
        self._words = QLabel(self)
        self._words.setObjectName("tour.words")
        self._words.setWordWrap(True)
        self._count = QLabel(self)
        set_role(self._count, "caption")
        self.skip = QPushButton(self)
        self.skip.setObjectName("tour.skip")
        set_role(self.skip, "quiet")
        self.skip.clicked.connect(self.end)
        self.back = QPushButton(self)
        self.back.setObjectName("tour.back")
        self.back.clicked.connect(lambda: self.go(-1))
        self.next = QPushButton(self)
        self.next.setObjectName("tour.next")
        set_role(self.next, "primary")
        self.next.clicked.connect(lambda: self.go(1))
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._count, 1)
        for button in (self.skip, self.back, self.next):
            button.installEventFilter(self)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(row)
        self.setFixedWidth(_WIDTH)
        window.installEventFilter(self)
        self.retranslate()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.skip.setText(self.tr("Skip"))
        self.back.setText(self.tr("Back"))
        self._stops = self._route(self._window)
        self._show()

    def _route(self, window: MainWindow) -> tuple[_Stop, ...]:
        def keys(name: str) -> str:
            return window.menus.keys(name)

        return (
            _Stop(
                lambda: window.header.environment,
                self.tr("Where you are"),
                self.tr(
                    "This is the sandbox: a RealMe of the program's own. Nothing in it is real and nothing "
                    "is charged. Here ({keys}) you change to integration and production later; “step by "
                    "step” takes you through credentials and a connection test."
                ).format(keys=keys("environment")),
            ),
            _Stop(
                lambda: window.nav,
                self.tr("The services"),
                self.tr(
                    "Type a name, pinyin initials or a number ({keys}). {favourite} puts a service on top; "
                    "{palette} finds services, persons, settings and actions alike."
                ).format(keys=keys("find"), favourite=keys("favourite"), palette=keys("palette")),
            ),
            _Stop(
                lambda: window.form_area,
                self.tr("The form"),
                self.tr(
                    "Enter goes on, Esc goes back, {submit} submits. {next} takes the next person and keeps "
                    "the settings. What you fill in for one check fills the next form, too."
                ).format(submit=keys("submit"), next=keys("next")),
            ),
            _Stop(
                lambda: window.result or window.frame.work,
                self.tr("The result"),
                self.tr(
                    "First the verdict, apart from it whether the call worked, and at the bottom what to do "
                    "now. A call that failed says nothing about the person."
                ),
            ),
            _Stop(
                lambda: window.tabs,
                self.tr("Pending and history"),
                self.tr(
                    "Results that take longer are waited for here and asked for by themselves. Every order "
                    "stays in the history ({history}). All keys: {help}."
                ).format(history=keys("history"), help=keys("help")),
            ),
        )

    def go(self, by: int) -> None:
        if self._at + by >= len(self._stops):
            self.end()
            return
        self._at = max(0, self._at + by)
        self._show()

    def _show(self) -> None:
        stop = self._stops[self._at]
        self._title.setText(stop.title)
        self._words.setText(stop.words)
        self.setAccessibleName(stop.title)
        self.setAccessibleDescription(stop.words)
        place = self.tr("{place} of {count}").format(place=self._at + 1, count=len(self._stops))
        self._count.setText(place)
        last = self._at == len(self._stops) - 1
        self.next.setText(self.tr("Begin") if last else self.tr("Next"))
        self.back.setEnabled(self._at > 0)
        self.skip.setVisible(not last)
        self._place()
        self._ring.show()
        self._ring.raise_()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Below what is spoken of, or beside it, wherever there is room."""
        window, target = self._window, self._stops[self._at].place()
        area = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self._ring.setGeometry(area.adjusted(-3, -3, 3, 3).intersected(window.rect()))
        self.adjustSize()
        height = self.heightForWidth(_WIDTH) if self.hasHeightForWidth() else self.sizeHint().height()
        self.resize(_WIDTH, max(height, self.sizeHint().height()))
        if area.bottom() + self.height() + MEDIUM < window.height():
            spot = QPoint(area.center().x() - _WIDTH // 2, area.bottom() + MEDIUM)
        elif area.right() + _WIDTH + MEDIUM < window.width():
            spot = QPoint(area.right() + MEDIUM, area.center().y() - self.height() // 2)
        elif area.top() - self.height() - MEDIUM > 0:
            spot = QPoint(area.center().x() - _WIDTH // 2, area.top() - self.height() - MEDIUM)
        else:
            spot = QPoint(area.left() - _WIDTH - MEDIUM, area.center().y() - self.height() // 2)
        x = min(max(WIDE, spot.x()), window.width() - _WIDTH - WIDE)
        y = min(max(WIDE, spot.y()), window.height() - self.height() - WIDE)
        self.move(x, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in steps:
            self.go(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._place()
        if watched is self._window or not isinstance(event, QKeyEvent):
            return False
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.type() == QEvent.Type.KeyPress and event.key() in ways:
            self.go(ways[Qt.Key(event.key())])  # else the focus would go to the neighbour
            return True
        return False

    def end(self) -> None:
        if self.isHidden():
            return
        self.hide()
        self._ring.hide()
        self._ring.deleteLater()
        self.deleteLater()
        self._ended()
