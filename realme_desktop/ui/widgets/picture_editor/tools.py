"""The tool bar of the editor: every act as a button with its key."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.imaging.edits import MOST_ANGLE
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import SMALL, TINY, set_role

from .session import Mode

__all__ = ["EditTools"]


class EditTools(QWidget):
    turn_wanted = Signal(int)
    angle_changed = Signal(float)
    mode_wanted = Signal(object)  # Mode
    aspect_kept = Signal(bool)
    page_chosen = Signal(int)  # counts from 0
    swap_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    start_over_wanted = Signal()

    def __init__(self, parent: QWidget, *, aspect_words: str, cuttable: bool) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(TINY)
            column.addLayout(row)
        self.left = self._button(
            "turn_left", "undo", self.tr("Turn left"), "[", lambda: self.turn_wanted.emit(3)
        )
        self.left.setIcon(icon("reset", "accent"))
        self.right = self._button(
            "turn_right", "rotate", self.tr("Turn right"), "]", lambda: self.turn_wanted.emit(1)
        )
        self.crop = self._mode("crop", "crop", self.tr("Crop"), "C", Mode.CROP)
        self.straighten = self._mode("straighten", "corners", self.tr("Straighten"), "S", Mode.STRAIGHTEN)
        self.cut = self._mode("cut", "cut", self.tr("Cut front and back out"), "X", Mode.CUT)
        self.cut.setVisible(cuttable)
        self.swap = self._button("swap", "swap", self.tr("Swap"), "W", self.swap_wanted.emit)
        self.swap.hide()
        self.undo = self._button(
            "undo", "undo", self.tr("Undo"), QKeySequence.StandardKey.Undo, self.undo_wanted.emit
        )
        self.redo = self._button(
            "redo", "redo", self.tr("Redo"), QKeySequence.StandardKey.Redo, self.redo_wanted.emit
        )
        self.start_over = self._button(
            "start_over", "cross", self.tr("Start over"), "Ctrl+0", self.start_over_wanted.emit
        )
        for button in (self.left, self.right, self.crop, self.straighten, self.cut, self.swap):
            first.addWidget(button)
        first.addStretch(1)
        for button in (self.undo, self.redo, self.start_over):
            first.addWidget(button)
        self._add_angle(second)
        self.keep_aspect = QCheckBox(aspect_words, self)
        self.keep_aspect.setObjectName("editor.keep_aspect")
        self.keep_aspect.setVisible(bool(aspect_words))
        self.keep_aspect.toggled.connect(self.aspect_kept)
        second.addSpacing(SMALL)
        second.addWidget(self.keep_aspect)
        second.addStretch(1)
        self.page = QSpinBox(self)
        self.page.setObjectName("editor.page")
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setPrefix(self.tr("Page "))
        self.page.setKeyboardTracking(False)
        self.page.lineEdit().setTextMargins(6, 0, 0, 0)
        self.page.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
        self.page.hide()
        second.addWidget(self.page)

    def _add_angle(self, row: QHBoxLayout) -> None:
        label = QLabel(self.tr("Angle"), self)
        self.angle = QDoubleSpinBox(self)
        self.angle.setObjectName("editor.angle")
        self.angle.setAccessibleName(self.tr("Angle"))
        self.angle.setToolTip(self.tr("Turn by a small angle: , and . by half a degree"))
        self.angle.setRange(-MOST_ANGLE, MOST_ANGLE)
        self.angle.setDecimals(1)
        self.angle.setSingleStep(0.5)
        self.angle.setSuffix("°")
        self.angle.lineEdit().setTextMargins(6, 0, 0, 0)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("editor.angle.slider")
        self.slider.setAccessibleName(self.tr("Angle"))
        self.slider.setRange(round(-MOST_ANGLE * 10), round(MOST_ANGLE * 10))
        self.slider.setSingleStep(5)
        self.slider.setPageStep(50)
        self.slider.setMinimumWidth(180)
        self.angle.valueChanged.connect(self.angle_changed)
        self.slider.valueChanged.connect(lambda tenths: self.angle.setValue(tenths / 10))
        self._key(".", lambda: self.angle.stepUp())
        self._key(",", lambda: self.angle.stepDown())
        row.addWidget(label)
        row.addWidget(self.slider)
        row.addWidget(self.angle)
        self.setTabOrder(self.slider, self.angle)

    def _button(self, name, drawing, words, key, act) -> QToolButton:  # type: ignore[no-untyped-def]
        button = QToolButton(self)
        button.setObjectName(f"editor.{name}")
        button.setIcon(icon(drawing, "accent"))
        button.setIconSize(QSize(18, 18))
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.setAccessibleName(words)
        set_role(button, "quiet")
        button.clicked.connect(lambda: act())
        self._key(key, button.click)
        return button

    def _mode(self, name: str, drawing: str, words: str, key: str, mode: Mode) -> QToolButton:
        def act() -> None:
            self.mode_wanted.emit(mode if button.isChecked() else Mode.LOOK)

        button = self._button(name, drawing, words, key, act)
        button.setCheckable(True)
        return button

    def _key(self, key, act) -> None:  # type: ignore[no-untyped-def]
        keys = [QKeySequence(key)]
        if key is QKeySequence.StandardKey.Redo:
            # Both customs, everywhere, and in one shortcut: two of them with the same key would stop each
            # other.
            keys = [QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")]
        shortcut = QShortcut(self)  # of the whole window
        shortcut.setKeys(keys)
        shortcut.activated.connect(act)

    # What is in force

    def show_state(
        self, mode: Mode, angle: float, *, can_undo: bool, can_redo: bool, changed: bool, keep_aspect: bool
    ) -> None:
        for button, its in (
            (self.crop, Mode.CROP),
            (self.straighten, Mode.STRAIGHTEN),
            (self.cut, Mode.CUT),
        ):
            button.setChecked(mode is its)
        cutting = mode is Mode.CUT
        self.swap.setVisible(cutting)
        straight = mode is not Mode.STRAIGHTEN
        self.angle.setEnabled(straight)
        self.slider.setEnabled(straight)
        blockers = [QSignalBlocker(part) for part in (self.angle, self.slider, self.keep_aspect)]
        self.angle.setValue(angle)
        self.slider.setValue(round(angle * 10))
        self.keep_aspect.setChecked(keep_aspect)
        for blocker in blockers:
            blocker.unblock()
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)
        self.start_over.setEnabled(changed)

    def set_pages(self, pages: int, page: int) -> None:
        blocker = QSignalBlocker(self.page)
        self.page.setRange(1, max(1, pages))
        self.page.setSuffix(self.tr(" of {pages}").format(pages=pages))
        self.page.setValue(page + 1)
        self.page.setVisible(pages > 1)
        blocker.unblock()
