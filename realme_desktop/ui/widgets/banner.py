"""A sentence in the window that waits for nobody: instead of a message box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from realme_desktop.ui.language import Sayable, spoken
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import MEDIUM, SMALL, TINY, set_role

from .drawing import Drawing

__all__ = ["Banner", "BannerArea"]

_SHARE = 0.3  # of the window's height, for all messages together
_ICONS = {"error": "error", "warning": "warning", "info": "info", "success": "check"}


class Banner(QFrame):
    """One message: sign, words, at most one action, and a way to put it away."""

    closed = Signal()

    def __init__(self, words: Sayable, tone: str = "error", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._said = words
        self._offered: tuple[QPushButton, Sayable] | None = None
        self.tone = tone
        set_role(self, f"banner.{tone}")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TINY, TINY, TINY)
        row.setSpacing(SMALL)
        row.addWidget(Drawing(_ICONS[tone], 18, tone, self))
        text = self._text = QLabel(self)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setObjectName("banner.words")
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row.addWidget(text, 1)
        self._row = row
        close = self._close = QToolButton(self)
        close.setObjectName("banner.close")
        close.setIcon(icon("cross", "muted"))
        close.setIconSize(QSize(16, 16))
        set_role(close, "quiet")
        close.clicked.connect(self.dismiss)
        row.addWidget(close)
        self.retranslate()

    @property
    def words(self) -> str:
        return self._text.text()

    def retranslate(self) -> None:
        words = spoken(self._said)
        self._text.setText(words)
        self.setAccessibleName(words)
        away = self.tr("Put this message away")
        self._close.setToolTip(away)
        self._close.setAccessibleName(away)
        if self._offered is not None:
            button, label = self._offered
            button.setText(spoken(label))

    def offer(self, label: Sayable, act: Callable[[], object]) -> QPushButton:
        """Add the one action that helps."""
        button = QPushButton(spoken(label), self)
        self._offered = button, label
        button.setObjectName("banner.action")
        button.clicked.connect(lambda: act())
        self._row.insertWidget(2, button)
        return button

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()


class BannerArea(QWidget):
    """The messages of a window, newest on top, the same words once only. Those that have no room in a small
    window wait until newer ones are put away."""

    LIMIT = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banners")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MEDIUM, SMALL, MEDIUM, TINY)
        self._column.setSpacing(TINY)
        self._shown: dict[str, Banner] = {}
        self._room = QTimer(self, singleShot=True, interval=0)
        self._room.timeout.connect(self._make_do)
        self.hide()

    def retranslate(self) -> None:
        for banner in self._shown.values():
            banner.retranslate()

    def tell(self, words: Sayable, tone: str = "error", key: str = "") -> Banner:
        """Show words; a banner with the same `key` (default: the words) is replaced."""
        name = key or spoken(words)
        self.forget(name)
        while len(self._shown) >= self.LIMIT:
            self.forget(next(iter(self._shown)))
        banner = Banner(words, tone, self)
        self._shown[name] = banner
        banner.closed.connect(lambda: self._gone(name, banner))
        self._column.insertWidget(0, banner)
        self.show()
        if len(self._shown) == 2:
            self.window().installEventFilter(self)  # Qt has it once only, however often it is told
        self._room.start()
        return banner

    def forget(self, key: str) -> None:
        """Take away the banner of this key, if it is still there."""
        banner = self._shown.get(key)
        if banner is not None:
            banner.dismiss()

    def banners(self) -> list[Banner]:
        return list(self._shown.values())

    def _gone(self, name: str, banner: Banner) -> None:
        if self._shown.get(name) is banner:
            del self._shown[name]
        if not self._shown:
            self.hide()
        self._room.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and len(self._shown) > 1:
            self._room.start()
        return super().eventFilter(watched, event)

    def _make_do(self) -> None:
        """The newest is always in sight, the others as long as all of them leave the rest its room."""
        room = _SHARE * self.window().height()
        width = self.width() - 2 * MEDIUM
        for number, banner in enumerate(reversed(self._shown.values())):
            room -= banner.heightForWidth(width) + TINY
            banner.setVisible(number == 0 or room >= 0)
