"""The line above the list: search, filters, how many, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from realme_desktop.ui.theme import LARGE, SMALL
from realme_desktop.ui.widgets.buttons import IconButton
from realme_desktop.ui.widgets.composing import ComposingLine
from realme_desktop.ui.widgets.words import Words

from .filters import FilterBar
from .statistics import count_words

__all__ = ["HistoryBar", "TroubleLine"]


class HistoryBar(QWidget):
    """Parts only; the pane connects them."""

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, 0, LARGE, 0)
        row.setSpacing(SMALL)
        self.search = ComposingLine(self)
        self.search.setObjectName("history.search")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(120)
        self.search.setMinimumWidth(150)
        row.addWidget(self.search, 1)
        self.filters = FilterBar(self, clock=clock)
        row.addWidget(self.filters)
        self._row = row
        self.count = Words("", self, tone="muted")
        self.count.setObjectName("history.count")
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("1,000,000 00 00"))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.count)
        self.statistics = self._icon("chart", "statistics", row)
        self.export = self._icon("download", "export", row)
        self.about = self._icon("document", "about", row)
        self.columns = self._icon("menu", "columns", row)
        self.larger = self._icon("chevron-up", "enlarge", row)
        self.about.setCheckable(True)
        self.larger.setCheckable(True)
        self.retranslate()

    def _icon(self, drawing: str, name: str, row: QHBoxLayout) -> IconButton:
        button = IconButton(drawing, "", self)
        button.setObjectName(f"history.button.{name}")
        row.addWidget(button)
        return button

    def add(self, part: QWidget) -> None:
        """Put another part behind the filters."""
        self._row.insertWidget(2, part)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search name, number, order, note"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.statistics.set_words(self.tr("Statistics (Ctrl+T)"))
        self.export.set_words(self.tr("Export (Ctrl+Shift+S)"))
        self.about.set_words(self.tr("Note, tags, linked orders (F2)"))
        self.columns.set_words(self.tr("Columns"))
        self.show_larger(self.larger.isChecked())
        self.filters.retranslate()

    def show_larger(self, larger: bool) -> None:
        self.larger.setChecked(larger)
        self.larger.set_drawing("chevron-down" if larger else "chevron-up")
        words = self.tr("Back to the usual size") if larger else self.tr("Enlarge the history")
        self.larger.set_words(words)

    def say_count(self, rows: int, chosen: int, *, counting: bool) -> None:
        """How many there are, and how many of them are chosen."""
        if counting:
            words = self.tr("Counting")
        elif chosen > 1:
            words = self.tr("{chosen} of {count}").format(chosen=count_words(chosen), count=count_words(rows))
        else:
            words = self.tr("{count} orders").format(count=count_words(rows))
        self.count.set_text(words)
        self.count.setAccessibleName(words)


class TroubleLine(QWidget):
    """What went wrong, and a way to try again; hidden while nothing did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.error")
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, 0, LARGE, 0)
        self.words = Words("", self, tone="error")
        row.addWidget(self.words, 1)
        self.again = QPushButton(self)
        self.again.setObjectName("history.retry")
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def retranslate(self) -> None:
        self.again.setText(self.tr("Try again"))

    def say(self, words: str) -> None:
        self.words.set_text(words)
        self.show()
