"""The line above the list: search, filters, how many, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.theme import LARGE, SMALL
from realme_desktop.ui.widgets.buttons import IconButton
from realme_desktop.ui.widgets.composing import ComposingLine
from realme_desktop.ui.widgets.flow import FlowLayout
from realme_desktop.ui.widgets.words import Words

from .filters import FilterBar
from .statistics import count_words

__all__ = ["HistoryBar", "TroubleLine"]


class HistoryBar(QWidget):
    """Parts only; the pane connects them."""

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, 0, LARGE, 0)
        column.setSpacing(SMALL)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        column.addLayout(row)
        self._below = FlowLayout(spacing=SMALL)
        column.addLayout(self._below)
        self.search = ComposingLine(self)
        self.search.setObjectName("history.search")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(120)
        self.search.setMinimumWidth(150)
        row.addWidget(self.search, 1)
        self.filters = FilterBar(self, clock=clock)
        row.addWidget(self.filters)
        self._row = row
        self._narrowing: list[QWidget] = [self.filters]
        self._wrapped = False
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
        self._row.insertWidget(1 + len(self._narrowing), part)
        self.setTabOrder(self.filters.more, part)
        self.setTabOrder(part, self.statistics)
        self._narrowing.append(part)

    def minimumSizeHint(self) -> QSize:
        """With the filters in a line of their own, should it come to that."""
        margins = 2 * LARGE
        widest = max(part.minimumSizeHint().width() for part in self._narrowing)
        return QSize(max(self._width_of_the_rest(), widest) + margins, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wrap()
        super().resizeEvent(event)

    def _width_of_the_rest(self) -> int:
        others = (self.count, self.statistics, self.export, self.about, self.columns, self.larger)
        widths = [self.search.minimumWidth(), *(part.minimumSizeHint().width() for part in others)]
        return sum(widths) + SMALL * len(others)

    def _wrap(self) -> None:
        """The filters into a line of their own where one line is too short for everything, or back."""
        filters = sum(part.sizeHint().width() + SMALL for part in self._narrowing if not part.isHidden())
        wrapped = self.width() < self._width_of_the_rest() + filters + 2 * LARGE
        if wrapped == self._wrapped:
            return
        self._wrapped = wrapped
        for place, part in enumerate(self._narrowing):
            if wrapped:
                self._row.removeWidget(part)
                self._below.addWidget(part)
            else:
                self._below.removeWidget(part)
                self._row.insertWidget(1 + place, part)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search name, number, order, note"))
        self.search.setToolTip(self.search.placeholderText())  # which is cut off in a narrow window
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
            words = self.tr("Orders: {count}").format(count=count_words(rows))
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
