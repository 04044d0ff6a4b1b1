"""A few words over a corner of the window that go away by themselves. They never take the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import MEDIUM, SMALL, WIDE, set_role

from .drawing import Drawing

__all__ = ["Toast"]

_SHOWN_MS = 15_000


class Toast(QFrame):
    """`acted()` by its button, `gone()` however it goes. It stays while the pointer or the focus is on it."""

    acted = Signal()
    gone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        set_role(self, "banner.info")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.setSpacing(SMALL)
        row.addWidget(Drawing("info", 18, "info", self))
        self._words = QLabel(self)
        self._words.setObjectName("toast.words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._words, 1)
        self._act = QPushButton(self)
        self._act.setObjectName("toast.action")
        self._act.clicked.connect(self.acted)
        row.addWidget(self._act)
        self._close = QToolButton(self)
        self._close.setObjectName("toast.close")
        self._close.setIcon(icon("cross", "muted"))
        set_role(self._close, "quiet")
        self._close.clicked.connect(self.dismiss)
        row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SHOWN_MS)
        self._clock.timeout.connect(self._time_is_over)
        window.installEventFilter(self)
        self.hide()

    def tell(self, words: str, label: str) -> None:
        """Show these words, in place of what it said before."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._act.setText(label)
        away = self.tr("Put this message away")
        self._close.setToolTip(away)
        self._close.setAccessibleName(away)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def words(self) -> str:
        return self._words.text() if self.isVisible() else ""

    def dismiss(self) -> None:
        if not self.isHidden():
            self._clock.stop()
            self.hide()
            self.gone.emit()

    def _time_is_over(self) -> None:
        focus = self.window().focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._clock.start()
        else:
            self.dismiss()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            size = self.sizeHint().boundedTo(QSize(window.width() - 2 * WIDE, 200))
            self.setGeometry(
                window.width() - size.width() - WIDE,
                window.height() - size.height() - 2 * WIDE,
                size.width(),
                size.height(),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._place()
        return False
