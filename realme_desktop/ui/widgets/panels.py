"""Tinted parts: a notice, the block with a verdict; and the state of a pane that holds nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, theme

from .words import Words, clean

__all__ = ["EmptyState", "Notice", "Sign", "VerdictBlock"]


class Sign(QWidget):
    """A sign in a filled circle: the same sign as the word beside it, so colour never stands alone."""

    def __init__(self, sign: str, tone: str, parent: QWidget | None = None, *, side: int = 40) -> None:
        super().__init__(parent)
        self._sign = clean(sign, 4)
        self._tone = tone
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def sign(self) -> str:
        return self._sign

    @property
    def tone(self) -> str:
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = theme().colour(self._tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        font = QFont(self.font())
        font.setPixelSize(int(self.height() * 0.52))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme().colour("surface"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._sign)
        painter.end()


class _Tinted(QWidget):
    """Paints a rounded, softly tinted ground with a bar of the full colour at its left."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone

    @property
    def tone(self) -> str:
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        painter.setBrush(theme().colour(f"{self._tone}.soft"))
        painter.drawRoundedRect(area, 6, 6)
        painter.setClipRect(QRectF(area.left(), area.top(), 4, area.height()))
        painter.setBrush(theme().colour(self._tone))
        painter.drawRoundedRect(area, 6, 6)
        painter.end()


class Notice(_Tinted):
    """One tinted line (or a few) over something: a sign and words."""

    def __init__(
        self, sign: str, words: str, tone: str, parent: QWidget | None = None, *, name: str = "notice"
    ) -> None:
        super().__init__(tone, parent)
        self.setObjectName(name)
        self.setAccessibleName(clean(words))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        mark = Words(sign, self, tone=tone, bold=True)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Words(words, self, tone=tone, bold=True)
        row.addWidget(self.words, 1)


class VerdictBlock(_Tinted):
    """What a person looks at first: sign, word and meaning, under a heading that says what it is about."""

    def __init__(
        self,
        *,
        sign: str,
        title: str,
        tone: str,
        heading: str = "",
        lines: Sequence[str] = (),
        name: str = "verdict",
        size: str = "title",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        self.sign = Sign(sign, tone, self)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        if heading:
            column.addWidget(Words(heading, self, tone="muted", size="small"))
        self.title = Words(title, self, tone=tone, size=size, bold=True)
        self.title.setObjectName(f"{name}.title")
        column.addWidget(self.title)
        self.lines: list[Words] = []
        self._column = column
        self._told = (heading, title)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.set_lines(lines)

    def set_lines(self, lines: Sequence[str]) -> None:
        """What the word means, each on a line of its own."""
        for line in self.lines:
            self._column.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        self.lines = [Words(line, self) for line in lines if line]
        for line in self.lines:
            self._column.insertWidget(self._column.count() - 1, line)
        self.setAccessibleName(" · ".join(clean(part) for part in (*self._told, *lines) if part))


class EmptyState(QWidget):
    """Nothing is here yet: what would be, and what to do for it. Never just a white area."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "empty") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MEDIUM, LARGE, MEDIUM, LARGE)
        outer.setSpacing(SMALL)
        outer.addStretch(2)
        self.title = Words("", self, size="heading", bold=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence = Words("", self, tone="muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.button = QPushButton(self)
        self.button.setObjectName(f"{name}.action")
        self.button.hide()
        outer.addWidget(self.title)
        outer.addWidget(self.sentence)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def say(self, title: str, sentence: str, action: str = "") -> None:
        self.title.set_text(title)
        self.sentence.set_text(sentence)
        self.button.setText(action)
        self.button.setToolTip(action)  # a narrow pane may not show all of it
        self.button.setVisible(bool(action))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)
