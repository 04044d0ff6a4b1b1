"""A field whose kind depends on another field: one page for each kind, made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from realme_desktop.ui.widgets.file_picker import FilePicker, Source

__all__ = ["VariantInput"]


class VariantInput(QWidget):
    """What was put into one page stays there while another page is shown; only the page in force counts.

    No QStackedWidget: it is always as high as its highest page.
    """

    edited = Signal()
    noticed = Signal(str, str)
    unveil_wanted = Signal()

    def __init__(self, make: Callable[[str, QWidget], FilePicker], kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._make = make
        self._pages: dict[str, FilePicker] = {}
        self._label = ""
        self.kind = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # Without a policy of its own Qt would not move the whole part within the tab order.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_kind(kind)

    @property
    def page(self) -> FilePicker:
        return self._pages[self.kind]

    def set_kind(self, kind: str) -> None:
        if kind == self.kind:
            return
        page, before = self._pages.get(kind), self._pages.get(self.kind)
        if page is None:
            page = self._pages[kind] = self._make(kind, self)
            if before is not None:
                QWidget.setTabOrder(before, page)
            page.setAccessibleName(self._label)
            page.edited.connect(self.edited)
            page.noticed.connect(self.noticed)
            page.unveil_wanted.connect(self.unveil_wanted)
            self._column.addWidget(page)
        self.kind = kind
        self.setFocusProxy(page)
        page.show()
        if before is not None:
            before.hide()
        self.noticed.emit(page.problem, "error" if page.problem else "")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._label = name
        for page in self._pages.values():
            page.setAccessibleName(name)

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A file has no text."""

    def set_state(self, state: str) -> None:
        self.page.set_state(state)

    def source(self) -> Source | None:
        return self.page.source()

    def outgoing(self) -> Source | None:
        return self.page.outgoing()

    def set_source(self, source: Source | None) -> None:
        """Into the page in force; None empties every page."""
        if source is None:
            for page in self._pages.values():
                page.set_source(None)
        else:
            self.page.set_source(source)

    @property
    def veiled(self) -> bool:
        return self.page.veiled

    def veil(self) -> None:
        self.page.veil()

    def unveil(self) -> None:
        self.page.unveil()

    @property
    def problem(self) -> str:
        return self.page.problem

    @property
    def waiting(self) -> bool:
        return self.page.waiting
