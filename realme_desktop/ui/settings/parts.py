"""Small parts that the settings pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from realme_desktop.ui.language import say
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, TINY, WIDE, set_role

if TYPE_CHECKING:
    from realme_desktop.catalog.text import Text

__all__ = ["Outcome", "Page", "inset_text", "labelled", "numbered", "plain_label", "unit_words"]


def plain_label(text: str = "", role: str = "") -> QLabel:
    """A label that wraps and shows its text as it is, never as rich text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        set_role(label, role)
    return label


def labelled(label: str, widget: QWidget, caption: str = "") -> QWidget:
    """A widget with its label above and a sentence below; the label names it for screen readers too. Without
    a label the widget says itself what it is, as a check box does."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TINY)
    if label:
        head = plain_label(label)
        head.setBuddy(widget)
        column.addWidget(head)
    column.addWidget(widget)
    if caption:
        column.addWidget(plain_label(caption, "caption"))
        widget.setAccessibleDescription(caption)
    if label:
        widget.setAccessibleName(label)
    return box


def numbered(steps: Sequence[Text]) -> str:
    """Steps to take, one a line, in their sequence."""
    return "\n".join(f"{number}. {say(step)}" for number, step in enumerate(steps, 1))


def inset_text(box: QAbstractSpinBox) -> None:
    """Room before the number: the style sheet's padding does not reach into a spin box."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)


class Outcome(QFrame):
    """One line that says what came of the last act: a banner, hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self._words = plain_label()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._words)
        self.hide()

    def say(self, words: str, look: str = "info") -> None:
        """`look` is one of info, success, warning, error."""
        set_role(self, f"banner.{look}")
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        return self._words.text()


class Page(QWidget):
    """A page of the settings: a title, a sentence, and what the page puts into `body`, scrolled when high."""

    def __init__(self, title: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it scrolls with the keys
        outer.addWidget(area)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        self.body.setSpacing(LARGE)
        self._title = plain_label(title, "title")
        self._sentence = plain_label(sentence, "caption")
        self.body.addWidget(self._title)
        self.body.addWidget(self._sentence)
        area.setWidget(inside)

    def set_head(self, title: str, sentence: str) -> None:
        """Title and sentence, for pages that must exist before `tr` can be asked."""
        self._title.setText(title)
        self._sentence.setText(sentence)


def unit_words(unit: str) -> str:
    """What stands behind a number; a unit that every language writes alike stays as it is."""
    words = {
        "d": QCoreApplication.translate("Units", "d"),
        "h": QCoreApplication.translate("Units", "h"),
        "min": QCoreApplication.translate("Units", "min"),
        "s": QCoreApplication.translate("Units", "s"),
    }
    return words.get(unit, unit)
