"""The raw reply of an order, with known personal values masked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Service
from realme_desktop.records.model import Order
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.words import Words, clean

from .veil import Veil

__all__ = ["masked_raw", "raw_view"]

_RAW_SEEN = 60_000  # characters of a raw reply on screen; copying gives all of it


def masked_raw(order: Order, service: Service | None) -> str:
    return Veil(order, service).over(order.raw_reply or "")


def raw_view(order: Order, service: Service | None, parent: QWidget | None = None) -> QWidget:
    """The reply as it came, plain and monospaced; known personal values masked until shown in full."""
    box = QWidget(parent)
    box.setObjectName("raw")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    masked = masked_raw(order, service)
    raw = order.raw_reply or ""
    tools = QHBoxLayout()
    note = Words("", box, tone="muted", scale=0.9)
    tools.addWidget(note, 1)
    text = QPlainTextEdit(box)
    text.setObjectName("raw_reply")
    text.setAccessibleName(QCoreApplication.translate("Result", "Raw reply"))
    text.setReadOnly(True)
    text.setFrameShape(QFrame.Shape.NoFrame)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    text.setFont(font)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
    text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    text.setMinimumHeight(180)

    shown = {"text": masked}

    def show(full: bool) -> None:
        shown["text"] = raw if full else masked
        text.setPlainText(clean(shown["text"], _RAW_SEEN))
        note.set_text(
            QCoreApplication.translate("Result", "The beginning only; copying gives all of it.")
            if len(raw) > _RAW_SEEN
            else ""
        )

    show(False)
    if masked != raw:
        reveal = RevealButton(box, what=QCoreApplication.translate("Result", "raw reply"))
        reveal.setObjectName("raw_reply.reveal")
        reveal.toggled.connect(show)
        tools.addWidget(reveal)
    copy = CopyButton(lambda: shown["text"], box, what=QCoreApplication.translate("Result", "raw reply"))
    copy.setObjectName("raw_reply.copy")
    tools.addWidget(copy)
    column.addLayout(tools)
    column.addWidget(text)
    return box
