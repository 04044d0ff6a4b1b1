"""How a form is laid out: what scrolls, what stays in sight, one column or two."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Service
from realme_desktop.ui.theme import LARGE, MEDIUM
from realme_desktop.ui.widgets.fold import Fold

from .footer import FormFooter
from .header import FormHeader
from .panel import Panel
from .row import FieldRow
from .summary import FindingsSummary

__all__ = ["TWO_COLUMNS", "FormFrame"]

TWO_COLUMNS = 640  # the form's width from which short fields stand side by side
_WIDEST = 920

RowsMaker = Callable[[Panel], Sequence[FieldRow]]


class _Scroll(QScrollArea):
    """Leaves Down to the form: in a field it offers what was typed before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class FormFrame(QWidget):
    """The parts of a form and their places. Whoever fills it puts rows into `_panel`, offers the folded ones,
    which are made when they are unfolded for the first time, and closes it with the footer."""

    def __init__(self, service: Service, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._columns = 1
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = _Scroll(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setMaximumWidth(_WIDEST)
        self._content = QVBoxLayout(self._inside)
        self._content.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        self._content.setSpacing(MEDIUM)
        self._summary = FindingsSummary(self._inside)
        self._content.addWidget(self._summary)
        self._content.addWidget(FormHeader(service, self._inside))
        self._panel = Panel(self._inside)
        self._content.addWidget(self._panel)
        self._folded_panel: Panel | None = None
        self._more: Fold | None = None
        outer.addWidget(self._scroll, 1)

    def _close(self, *, scored: bool, threshold: float) -> None:
        """After the rows: what is made last comes last by Tab."""
        self._content.addStretch(1)
        self._scroll.setWidget(self._inside)
        self._footer = FormFooter(self, scored=scored, threshold=threshold)
        self._outer.addWidget(self._footer)

    def _offer_more(self, fill: RowsMaker) -> None:
        self._more = Fold("", lambda: self._build_folded(fill), self._inside, name="more")
        self._content.addWidget(self._more)

    def _build_folded(self, fill: RowsMaker) -> QWidget:
        assert self._more is not None
        panel = self._folded_panel = Panel(self._more)
        before: QWidget = self._more.handle
        for row in fill(panel):
            # Built after the footer, but read before it. Qt moves a compound part as a whole.
            QWidget.setTabOrder(before, row.input)
            before = row.input
        return panel

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange_columns()  # only now do the parts know their style, and so their size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._footer.make_do(self.size(), _WIDEST)
        self._arrange_columns()

    def _arrange_columns(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = min(self.width() - bar, _WIDEST) - 2 * LARGE
        columns = 2 if self.width() >= TWO_COLUMNS and self._panel.narrowest_in_two() <= room else 1
        if columns != self._columns:
            self._columns = columns
            self._panel.set_columns(columns)
            if self._folded_panel is not None:
                self._folded_panel.set_columns(columns)

    @property
    def scrolled(self) -> int:
        """How far down the form is scrolled, in pixels."""
        return self._scroll.verticalScrollBar().value()

    def scroll_to(self, place: int) -> None:
        self._scroll.verticalScrollBar().setValue(place)

    def show_row_of(self, part: QWidget) -> None:
        """Scroll until the field that this part belongs to is in sight, with the line below it."""
        place: QWidget | None = part
        while place is not None and not isinstance(place, FieldRow):
            place = place.parentWidget()
        if place is not None and place.isVisible():
            self._show_part(place)

    def _show_part(self, part: QWidget) -> None:
        """Scroll until the part is in sight, its top in any case."""
        self._content.activate()  # a part just unfolded has no place before the layouts have run
        place = QRect(part.mapTo(self._inside, part.rect().topLeft()), part.size())
        self._scroll.ensureVisible(place.center().x(), place.bottom(), 0, MEDIUM)
        self._scroll.ensureVisible(place.center().x(), place.top(), 0, MEDIUM)
