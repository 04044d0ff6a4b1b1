"""A structure of any shape as an indented tree, with a line to search it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from .tree import JsonTreeView
from .words import Words, as_text

__all__ = ["SearchableTree", "found_paths"]

_MOST_LOOKED_AT = 200_000
_MOST_FOUND = 500
_MOST_CHILDREN = 5000  # as the tree shows of one branch
_LONGEST_TEXT = 2000  # characters of one value that are searched


def found_paths(value: Any, words: str, *, values: bool = True) -> tuple[list[tuple[int, ...]], bool]:
    """Where names (and single values, if `values`) hold `words`, upper and lower case alike: row numbers from
    the top, in the order of the tree; and whether all of it was looked at. Iterative: nesting may be without
    end."""
    wanted = words.casefold().strip()
    found: list[tuple[int, ...]] = []
    if not wanted:
        return found, True
    top = value if isinstance(value, Mapping | list | tuple) else [value]
    stack: list[tuple[tuple[int, ...], str, Any]] = [((), "", top)]
    looked = 0
    while stack:
        looked += 1
        if looked > _MOST_LOOKED_AT or len(found) >= _MOST_FOUND:
            return found, False
        path, name, inner = stack.pop()
        branch = isinstance(inner, Mapping | list | tuple)
        text = name if branch or not values else f"{name}\n{as_text(inner)[:_LONGEST_TEXT]}"
        if path and wanted in text.casefold():
            found.append(path)
        if len(path) > 900:  # deeper than anybody opens
            continue
        if isinstance(inner, Mapping):
            children = [(as_text(key), deep) for key, deep in islice(inner.items(), _MOST_CHILDREN)]
        elif branch:
            children = [("", deep) for deep in islice(inner, _MOST_CHILDREN)]
        else:
            continue
        stack.extend(((*path, row), key, deep) for row, (key, deep) in reversed(list(enumerate(children))))
    return found, True


class _Line(QLineEdit):
    """Enter goes to the next place, Shift+Enter to the one before, Escape empties the line."""

    step = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchableTree(QWidget):
    """`searched(text)` after each change of the line, so that a redraw can bring it back. What is concealed
    is not searched either: a place found would tell what it holds."""

    searched = Signal(str)

    def __init__(
        self,
        value: Any,
        parent: QWidget | None = None,
        *,
        name: str,
        title: str,
        conceal: Callable[[str, bool], str] | None = None,
        text: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value = value
        self._values = conceal is None
        self._found: list[tuple[int, ...]] = []
        self._at = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.line = _Line(self)
        self.line.setObjectName(f"{name}.search")
        self.line.setPlaceholderText(
            self.tr("Search names and values") if conceal is None else self.tr("Search names")
        )
        self.line.setAccessibleName(self.tr("Search in {title}").format(title=title))
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(320)
        self.line.textChanged.connect(self._search)
        self.line.step.connect(self.go)
        row.addWidget(self.line, 1)
        for drawing, words, step in (
            ("up", self.tr("Previous place"), -1),
            ("down", self.tr("Next place"), 1),
        ):
            row.addWidget(self._button(drawing, words, step))
        self.told = Words("", self, tone="muted")
        self.told.setObjectName(f"{name}.found")
        self.told.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.told, 1)
        column.addLayout(row)
        self.tree = JsonTreeView(value, self, conceal)
        self.tree.setObjectName(f"{name}.tree")
        self.tree.setAccessibleName(title)
        column.addWidget(self.tree)
        if text:
            self.line.setText(text)

    def _button(self, drawing: str, words: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self.objectName()}.{drawing}")
        button.setArrowType(Qt.ArrowType.UpArrow if step < 0 else Qt.ArrowType.DownArrow)
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.go(step))
        return button

    @property
    def found(self) -> int:
        """How many places hold the words of the line."""
        return len(self._found)

    def _search(self, text: str) -> None:
        self._found, whole = found_paths(self._value, text, values=self._values)
        self._at = -1
        if not text.strip():
            self.told.set_text("")
        elif not self._found:
            self.told.set_text(self.tr("Not found"))
        else:
            self.go(1)
            if not whole:
                self.told.set_text(self.tr("The first {count} places").format(count=len(self._found)))
        self.searched.emit(text)

    def go(self, step: int) -> None:
        """To the next place that holds the words, or the one before; round at the ends."""
        if not self._found:
            return
        self._at = (self._at + step) % len(self._found) if self._at >= 0 or step > 0 else len(self._found) - 1
        model: Any = self.tree.model()
        index = model.at_path(self._found[self._at])
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.tree.expand(above)
                above = above.parent()
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        words = self.tr("{at} of {count}")
        self.told.set_text(words.format(at=self._at + 1, count=len(self._found)))
