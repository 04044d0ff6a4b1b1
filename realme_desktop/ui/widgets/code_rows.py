"""Rows of a kind and a value, for a list that travels as one JSON text."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role

from .choice_input import ListChoice

__all__ = ["CodeRows"]


class _Row(QWidget):
    def __init__(self, owner: CodeRows, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(owner)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        self.kind = ListChoice(kinds, self)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.value = QLineEdit(self)
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("remove", "muted"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self.remove, "quiet")
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.value, 0, 1)
        grid.addWidget(self.remove, 0, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)


class CodeRows(QWidget):
    """`kinds` are (value, words); the values of kinds in `hidden` are masked while typed. `text()` is
    `[{"type": …, "value": …}]`, rows without a value left out, or empty when no row has one.

    A text that is no such list is kept as it came until a row is edited.
    """

    edited = Signal()

    def __init__(
        self,
        kinds: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        name: str = "",
        hidden: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._kinds = list(kinds)
        self._hidden = frozenset(hidden)
        self._name = name
        self._unread = ""
        self._label = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self._append()  # before the button, so that Tab comes to it first
        self.add = QPushButton(icon("add", "accent"), self.tr("Add a row"), self)
        self.add.setObjectName(f"add.{name}")
        set_role(self.add, "quiet")
        self.add.clicked.connect(self._add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column.addLayout(foot)

    def text(self) -> str:
        if self._unread:
            return self._unread
        filled = [
            {"type": row.kind.text(), "value": row.value.text().strip()}
            for row in self.rows
            if row.value.text().strip()
        ]
        return json.dumps(filled, ensure_ascii=False) if filled else ""

    def set_text(self, text: str) -> None:
        entries = _read(text)
        self._unread = text if entries is None else ""
        wanted = entries or [(self._kinds[0][0], "")]
        # The first row is never taken away: its place in the tab order would be lost.
        for row in self.rows[len(wanted) :]:
            self._drop(row)
        while len(self.rows) < len(wanted):
            self._append()
        for row, (kind, value) in zip(self.rows, wanted, strict=True):
            row.kind.set_text(kind)
            row.value.setText(value)
            self._mask(row)
        self._renumber()

    def set_state(self, state: str) -> None:
        for row in self.rows:
            set_role(row.value, state)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._label = name
        for number, row in enumerate(self.rows, 1):
            self._name_row(row, number)

    def advance(self) -> bool:
        """Go from a row's kind to its value, from there to the next row's value; False at the last."""
        focus = self.focusWidget()
        for place, row in enumerate(self.rows):
            if focus is row.kind:
                row.value.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if focus is row.value and place + 1 < len(self.rows):
                self.rows[place + 1].value.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _append(self) -> _Row:
        row = _Row(self, self._kinds)
        if self.rows:
            before: QWidget = self.rows[-1].remove
            for part in (row.kind, row.value, row.remove):
                QWidget.setTabOrder(before, part)
                before = part
        self.rows.append(row)
        self._rows.addWidget(row)
        used = {other.kind.text() for other in self.rows[:-1]}
        row.kind.set_text(next((value for value, _ in self._kinds if value not in used), self._kinds[0][0]))
        row.kind.edited.connect(self._row_edited)
        row.value.textEdited.connect(self._row_edited)
        row.remove.clicked.connect(self._remove_clicked)
        self._mask(row)
        self._renumber()
        if self.isVisible():
            row.show()  # the layout would do it later, and a hidden line takes no focus
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._renumber()

    def _renumber(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self._name_row(row, number)
            row.remove.setEnabled(len(self.rows) > 1 or bool(row.value.text()))
        if self.rows:
            self.setFocusProxy(self.rows[0].kind)

    def _name_row(self, row: _Row, number: int) -> None:
        row.kind.setObjectName(f"kind.{self._name}.{number}")
        row.value.setObjectName(f"value.{self._name}.{number}")
        row.remove.setObjectName(f"remove.{self._name}.{number}")
        row.kind.setAccessibleName(self.tr("{label}, row {n}: kind").format(label=self._label, n=number))
        row.value.setAccessibleName(self.tr("{label}, row {n}: value").format(label=self._label, n=number))
        words = self.tr("Remove row {n}").format(n=number)
        row.remove.setAccessibleName(words)
        row.remove.setToolTip(words)

    def _mask(self, row: _Row) -> None:
        masked = row.kind.text() in self._hidden
        row.value.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)

    def _row_edited(self) -> None:
        self._unread = ""
        for row in self.rows:
            self._mask(row)
            row.remove.setEnabled(len(self.rows) > 1 or bool(row.value.text()))
        self.edited.emit()

    def _add_clicked(self) -> None:
        self._append().value.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def _remove_clicked(self) -> None:
        sender = self.sender()
        row = next((row for row in self.rows if row.remove is sender), None)
        if row is None:
            return
        place = self.rows.index(row)
        self._unread = ""
        # Values move up and the last row goes: the first row, with its place in the tab order, always stays.
        for upper, lower in zip(self.rows[place:], self.rows[place + 1 :], strict=False):
            upper.kind.set_text(lower.kind.text())
            upper.value.setText(lower.value.text())
            self._mask(upper)
        if len(self.rows) > 1:
            self._drop(self.rows[-1])
        else:
            row.value.clear()
            self._renumber()
        self.rows[min(place, len(self.rows) - 1)].value.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()


def _read(text: str) -> list[tuple[str, str]] | None:
    """The rows of a JSON text; None when it is not such a list."""
    if not text.strip():
        return []
    try:
        parsed = json.loads(text)
    except ValueError:
        return None
    if not isinstance(parsed, list):
        return None
    rows: list[tuple[str, str]] = []
    for entry in parsed:
        if not isinstance(entry, dict) or not set(entry) <= {"type", "value"}:
            return None
        rows.append((str(entry.get("type", "")), str(entry.get("value", ""))))
    return rows
