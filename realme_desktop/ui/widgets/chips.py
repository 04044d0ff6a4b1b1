"""What is in force, as small removable pieces in a row that wraps. Reached by Tab, walked by the arrow keys,
removed by Delete, Backspace, Enter, Space or a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from realme_desktop.ui.theme import set_role, theme

from .badge import pen_of
from .words import clean

__all__ = ["Chip", "ChipRow", "Piece"]

_GAP = 6
_SIDE = 10
_CROSS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """`key` is what is told when it is removed; `words` what it says."""

    key: str
    words: str


class Chip(QPushButton):
    """One piece, with a cross. `stepped(-1 or 1)`: to the one before or after."""

    stepped = Signal(int)

    def __init__(self, piece: Piece, parent: QWidget | None = None) -> None:
        super().__init__(clean(piece.words, 80), parent)
        self.key = piece.key
        self.setObjectName(f"chip.{piece.key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Remove {filter}").format(filter=clean(piece.words)))
        self.setAccessibleName(self.toolTip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()), 320)
        return QSize(width + 2 * _SIDE + _CROSS + 8, metrics.height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        colours = theme()
        painter.setPen(
            pen_of(colours.colour("focus"), 2) if self.hasFocus() else pen_of(colours.colour("line"), 1)
        )
        painter.setBrush(colours.colour("selection" if self.underMouse() else "accent.soft"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(colours.colour("heading"))
        words = box.adjusted(_SIDE, 0, -_SIDE - _CROSS - 6, 0)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(words.width()) + 1
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(pen_of(colours.colour("heading"), 1.4))
        x, y = box.right() - _SIDE - _CROSS / 2 + 2, box.center().y()
        half = _CROSS / 2 - 0.5
        painter.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        painter.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))
        painter.end()


class ChipRow(QWidget):
    """`removed(key)`. Pieces of the same key keep their widget, so the focus stays where it was. `cleared()`
    when the last button is pressed, which is there from two pieces on."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._chips: list[Chip] = []
        self.after: QWidget | None = None  # what stands before them, for Tab
        self._clear = QPushButton(self)
        self._clear.setObjectName(f"{name}.clear")
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(self.cleared)
        self._clear.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def retranslate(self) -> None:
        self._clear.setText(self.tr("Remove all"))
        self._clear.setAccessibleName(self.tr("Remove all filters"))

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these and no others."""
        focused = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for piece in pieces:
            chip = Chip(piece, self)
            chip.clicked.connect(lambda _=False, key=piece.key: self.removed.emit(key))
            chip.stepped.connect(lambda by, chip=chip: self._step(chip, by))
            chip.show()
            self._chips.append(chip)
        self._clear.setVisible(len(pieces) > 1)
        before = self.after
        for part in (*self._chips, self._clear):
            if before is not None:
                QWidget.setTabOrder(before, part)
            before = part
        self.setVisible(bool(pieces))
        self._place()
        self.updateGeometry()
        if focused is not None and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, chip: Chip, by: int) -> None:
        place = self._chips.index(chip) + by
        if 0 <= place < len(self._chips):
            self._chips[place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif place == len(self._chips) and self._clear.isVisible():
            self._clear.setFocus(Qt.FocusReason.OtherFocusReason)

    # Places

    def _boxes(self, width: int) -> list[tuple[QWidget, QRect]]:
        boxes: list[tuple[QWidget, QRect]] = []
        x = y = line = 0
        parts: list[QWidget] = [*self._chips, *([self._clear] if len(self._chips) > 1 else [])]
        for part in parts:
            size = part.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + line + _GAP
                line = 0
            line = max(line, size.height())
            boxes.append((part, QRect(x, y, min(size.width(), max(width, 40)), size.height())))
            x += size.width() + _GAP
        return boxes

    def _place(self) -> None:
        for part, box in self._boxes(self.width()):
            part.setGeometry(box)

    def resizeEvent(self, event: object) -> None:
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() + 1 for _, box in self._boxes(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(max(self.width(), 80)))
