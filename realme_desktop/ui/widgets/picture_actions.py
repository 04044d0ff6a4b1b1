"""The small buttons beside a chosen picture, and what stands in their place while it is prepared."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .busy_bar import BusyBar
from .picture_tools import Share

__all__ = ["BusyLine", "PictureActions", "PictureExtras", "action_button"]

_GAP = 2
_SIGN = 27  # of a button without words


def action_button(parent: QWidget, name: str, drawing: str, words: str, tip: str = "") -> QToolButton:
    """A quiet button with a sign; its words go to the tooltip and the screen reader."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icon(drawing, "accent"))
    button.setIconSize(QSize(17, 17))
    button.setText(words)
    button.setToolTip(tip or words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_role(button, "quiet")
    button.setStyleSheet("padding: 4px;")  # the role's padding is for words
    return button


class PictureActions(QWidget):
    """Turn, edit, look closely: with words where there is room, else by signs alone."""

    turn_wanted = Signal(int)  # quarters, clockwise
    edit_wanted = Signal()
    close_look_wanted = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.turn = action_button(
            self, f"turn.{name}", "rotate", self.tr("Turn"), self.tr("Turn by 90° ([ and ])")
        )
        self.edit = action_button(
            self, f"edit.{name}", "edit", self.tr("Edit…"), self.tr("Turn, crop, straighten (F2)")
        )
        self.close_look = action_button(
            self, f"look.{name}", "zoom", self.tr("Look closely"), self.tr("Look closely (F4)")
        )
        self.buttons = (self.turn, self.edit, self.close_look)
        self.turn.clicked.connect(lambda: self.turn_wanted.emit(1))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit())
        self.close_look.clicked.connect(lambda: self.close_look_wanted.emit())
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _width_of(self, style: Qt.ToolButtonStyle) -> int:
        for button in self.buttons:
            button.setToolButtonStyle(style)
        return sum(button.sizeHint().width() + _GAP for button in self.buttons)

    def minimumSizeHint(self) -> QSize:
        """That of the signs alone: words must not widen a form."""
        return QSize(len(self.buttons) * (_SIGN + _GAP), self.turn.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._width_of(Qt.ToolButtonStyle.ToolButtonTextBesideIcon) > event.size().width():
            self._width_of(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def name_for(self, label: str) -> None:
        for button in self.buttons:
            button.setAccessibleName(f"{label}: {button.text()}")


class PictureExtras(QWidget):
    """What few pictures need: the choice of a page, and changing places with the other one of a pair."""

    page_chosen = Signal(int)  # counts from 0
    swap_wanted = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.page = QSpinBox(self)
        self.page.setObjectName(f"page.{name}")
        self.page.setKeyboardTracking(False)
        self.page.setPrefix(self.tr("Page "))
        self.page.lineEdit().setTextMargins(6, 0, 0, 0)
        self.page.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
        self.swap = QPushButton(self.tr("Swap"), self)
        self.swap.setObjectName(f"swap.{name}")
        self.swap.setIcon(icon("swap", "accent"))
        self.swap.setToolTip(self.tr("Exchange the two pictures"))
        self.swap.clicked.connect(lambda: self.swap_wanted.emit())
        row.addWidget(self.page)
        row.addWidget(self.swap)
        row.addStretch(1)

    def show_state(self, pages: int, page: int, swapped: bool) -> None:
        """Offer what there is to choose from, nothing where there is none. `page` counts from 0."""
        blocker = QSignalBlocker(self.page)
        self.page.setRange(1, max(1, pages))
        self.page.setSuffix(self.tr(" of {pages}").format(pages=pages))
        self.page.setValue(page + 1)
        blocker.unblock()
        self.page.setVisible(pages > 1)
        self.swap.setVisible(swapped)
        self.setVisible(pages > 1 or swapped)

    def name_for(self, label: str) -> None:
        page = self.tr("Page")
        self.page.setAccessibleName(f"{label}: {page}")
        self.swap.setAccessibleName(f"{label}: {self.swap.text()}")


class BusyLine(QWidget):
    """Shown when preparing a picture takes longer than a moment."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._share: Share | None = None
        bar = self._bar = BusyBar(self)
        bar.setObjectName(f"progress.{name}")
        bar.setAccessibleName(self.tr("Preparing the picture"))
        bar.setFixedHeight(8)
        row.addWidget(bar, 1)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName(f"cancel.{name}")
        set_role(self.cancel, "quiet")
        self.cancel.clicked.connect(lambda: self.cancelled.emit())
        row.addWidget(self.cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._follow)

    def follow(self, share: Share | None) -> None:
        """Show how far this is; None for what can't be told. While it is not shown nothing is asked."""
        self._share = share
        if share is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._follow()

    def _follow(self) -> None:
        value = self._share.value if self._share is not None else 0.0
        if value > 0:
            self._bar.show_share(value)
        else:  # before the first word of it
            self._bar.show_unknown()
