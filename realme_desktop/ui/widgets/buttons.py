"""Small flat buttons with an icon: copy, reveal. Their words are in the tooltip and the accessible name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .clipboard import copy_text
from .revealing import RevealGate
from .tips import plain_tip

__all__ = ["CopyButton", "IconButton", "RevealButton", "copy_text"]

_SIDE = 24


class IconButton(QToolButton):
    def __init__(self, drawing: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "quiet")
        self.setStyleSheet("padding: 2px;")  # the role's padding leaves no room for the icon at this size
        self.setAutoRaise(True)
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setIconSize(QSize(15, 15))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_drawing(drawing)
        self.set_words(words)

    def set_drawing(self, drawing: str) -> None:
        self.setIcon(icon(drawing, "muted"))

    def set_words(self, words: str) -> None:
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)


class CopyButton(IconButton):
    """Copies what `text()` gives at the moment of the click; `in_full()` tells whether that is a personal
    value which is not masked."""

    def __init__(
        self,
        text: Callable[[], str],
        parent: QWidget | None = None,
        *,
        what: str = "",
        in_full: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__("copy", "", parent)
        self._text = text
        self._in_full = in_full
        self.set_words(self.tr("Copy {what}").format(what=what) if what else self.tr("Copy"))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        copy_text(self._text(), self._in_full())


class RevealButton(RevealGate, IconButton):
    """A toggle beside a masked value: an eye while it can be shown, struck through while it is."""

    def __init__(self, parent: QWidget | None = None, *, what: str = "") -> None:
        super().__init__("eye", "", parent)
        self._what = what
        self.setCheckable(True)
        self.watch_over()
        self.toggled.connect(self._name)
        self._name(False)

    def _name(self, shown: bool) -> None:
        self.set_drawing("eye-off" if shown else "eye")
        words = self.tr("Hide {what}") if shown else self.tr("Show {what} in full")
        self.set_words(words.format(what=self._what))
