"""The raw reply of an order: as it came, with known personal values masked until they are shown in full."""

from __future__ import annotations

import json
import re
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import Service
from realme_desktop.records.model import Order
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.words import Words, clean

from .lookup import known_field, looks_personal, strings_in

__all__ = ["masked_raw", "raw_view"]

_RAW_SEEN = 60_000  # characters of a raw reply on screen; copying gives all of it
_ANYWHERE = 6  # a sensitive text this long is masked wherever it stands in the raw reply


def _sensitive_texts(order: Order, service: Service | None) -> dict[str, str]:
    """Sensitive strings of request and answer with their masks, the longest first."""
    found: dict[str, str] = {}

    def take(name: str, value: Any) -> None:
        known = known_field(service, name)
        for text in strings_in(value):
            if len(text) < 2:
                continue
            if known is None:
                if looks_personal(text):
                    found[text] = HIDDEN
            elif known.sensitivity.masked:
                found[text] = mask(text, known.sensitivity, known.role)

    for name, value in order.values.items():
        take(str(name), value)
    for name, text in order.params.items():
        take(name, text)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def masked_raw(order: Order, service: Service | None) -> str:
    raw = order.raw_reply or ""
    for text, hidden in _sensitive_texts(order, service).items():
        for form in {text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}:
            if len(form) >= _ANYWHERE or not form.isascii():
                raw = raw.replace(form, hidden)
            else:  # "36" as a value, not as two digits of an order number
                for quote in ('"', '\\"'):
                    raw = raw.replace(f"{quote}{form}{quote}", f"{quote}{hidden}{quote}")
                raw = re.sub(
                    rf"(?<=[:\[,\s]){re.escape(form)}(?=[\s,\]}}])", hidden.replace("\\", r"\\"), raw
                )
    return raw


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
