"""The small buttons beside a chosen picture, and what stands in their place while it is prepared."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QToolButton, QWidget

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .picture_tools import Share

__all__ = ["BusyLine", "PictureActions", "action_button"]


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
    """Turn, edit, look closely; and the page, where a file has several."""

    turn_wanted = Signal(int)  # quarters, clockwise
    edit_wanted = Signal()
    close_look_wanted = Signal()
    page_chosen = Signal(int)  # counts from 0
    swap_wanted = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._pages = 1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.turn = action_button(
            self, f"turn.{name}", "rotate", self.tr("Turn"), self.tr("Turn by 90° ([ and ])")
        )
        self.edit = action_button(
            self,
            f"edit.{name}",
            "edit",
            self.tr("Edit…"),
            self.tr("Turn, crop, straighten (F2)"),
        )
        self.close_look = action_button(
            self, f"look.{name}", "zoom", self.tr("Look closely"), self.tr("Look closely (F4)")
        )
        self.swap = action_button(
            self, f"swap.{name}", "swap", self.tr("Swap"), self.tr("Exchange the two pictures")
        )
        self.swap.hide()
        self.swap.clicked.connect(lambda: self.swap_wanted.emit())
        self.turn.clicked.connect(lambda: self.turn_wanted.emit(1))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit())
        self.close_look.clicked.connect(lambda: self.close_look_wanted.emit())
        for button in (self.turn, self.edit, self.close_look, self.swap):
            row.addWidget(button)
        self.page: QSpinBox | None = None
        self._row = row
        self._name = name

    def set_pages(self, pages: int, page: int) -> None:
        """Offer a choice where there is one. `page` counts from 0."""
        self._pages = pages
        if pages < 2:
            if self.page is not None:
                self.page.hide()
            return
        if self.page is None:
            box = self.page = QSpinBox(self)
            box.setObjectName(f"page.{self._name}")
            box.setAccessibleName(self.tr("Page"))
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
            box.lineEdit().setTextMargins(6, 0, 0, 0)
            self._row.addWidget(box)
        self.page.blockSignals(True)
        self.page.setRange(1, pages)
        self.page.setPrefix(self.tr("Page "))
        self.page.setSuffix(self.tr(" of {pages}").format(pages=pages))
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        self.page.show()

    def set_wide(self, wide: bool) -> None:
        """Words beside the signs where there is room."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (self.turn, self.edit, self.close_look, self.swap):
            button.setToolButtonStyle(style)

    def last(self) -> QWidget:
        return self.page if self.page is not None and not self.page.isHidden() else self.close_look

    def name_for(self, label: str) -> None:
        for button in (self.turn, self.edit, self.close_look, self.swap):
            button.setAccessibleName(f"{label}: {button.text()}")
        if self.page is not None:
            self.page.setAccessibleName(f"{label}: {self.tr('Page')}")


class BusyLine(QWidget):
    """Shown when preparing a picture takes longer than a moment."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._share: Share | None = None
        bar = self._bar = QProgressBar(self)
        bar.setObjectName(f"progress.{name}")
        bar.setAccessibleName(self.tr("Preparing the picture"))
        bar.setRange(0, 0)
        bar.setTextVisible(False)
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
        # Before the first word of it the bar just moves.
        self._bar.setRange(0, 100 if value > 0 else 0)
        self._bar.setValue(round(value * 100))
