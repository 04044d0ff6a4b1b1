"""What stands above a form: which service this is, and what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import group
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import MEDIUM, SMALL, TINY, set_role

__all__ = ["FormHeader"]


class FormHeader(QWidget):
    def __init__(self, service: Service, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        column.addWidget(_label(say(service.title), "title", self))
        column.addWidget(_label(f"{service.number} · {say(group(service.group).title)}", "caption", self))
        summary = _label(say(service.summary), "", self)
        summary.setContentsMargins(0, TINY, 0, 0)
        column.addWidget(summary)
        if service.note is not None:
            note = QFrame(self)
            set_role(note, "banner.info")
            inside = QVBoxLayout(note)
            inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
            inside.addWidget(_label(say(service.note), "", note))
            column.addSpacing(TINY)
            column.addWidget(note)


def _label(words: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if role:
        set_role(label, role)
    return label
