"""Opening the form with the most fields, against the same widgets put together by hand. Milliseconds each."""

import json
import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from bench.figure import median
from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Service
from realme_desktop.ui.forms.form import ServiceForm
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import apply_theme, set_role

ROUNDS = 15

app = QApplication([])
apply_theme(app, "light")
service = max(registry.SERVICES, key=lambda candidate: len(candidate.fields))


def by_hand(service: Service) -> QWidget:
    """What one would write for this one form: labels, inputs, messages, buttons; no rules, no checks."""
    page = QWidget()
    outer = QVBoxLayout(page)
    title = QLabel(say(service.title))
    set_role(title, "title")
    outer.addWidget(title)
    outer.addWidget(QLabel(say(service.summary)))
    area = QScrollArea()
    area.setWidgetResizable(True)
    inside = QWidget()
    form = QFormLayout(inside)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    for field in service.fields:
        label = QLabel(say(field.label))
        widget: QWidget
        if field.choices:
            combo = QComboBox()
            for choice in field.choices:
                combo.addItem(say(choice.label), choice.value)
            widget = combo
        elif field.kind == "picture":
            widget = QFrame()
            row = QHBoxLayout(widget)
            picture = QLabel()
            picture.setMinimumSize(120, 90)
            row.addWidget(picture)
            row.addWidget(QPushButton("choose"))
            row.addWidget(QPushButton("paste"))
        else:
            widget = QLineEdit()
        widget.setObjectName(f"field.{field.name}")
        widget.setAccessibleName(say(field.label))
        form.addRow(label, widget)
        message = QLabel()
        message.hide()
        form.addRow(message)
    area.setWidget(inside)
    outer.addWidget(area)
    row = QHBoxLayout()
    send = QPushButton("send")
    set_role(send, "primary")
    row.addWidget(send)
    row.addWidget(QPushButton("reset"))
    outer.addLayout(row)
    return page


def shown(make: object) -> float:
    window = QMainWindow()
    window.resize(560, 700)
    window.show()
    app.processEvents()
    started = time.perf_counter()
    page = make()
    window.setCentralWidget(page)
    app.processEvents()
    taken = (time.perf_counter() - started) * 1000
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, 0)
    app.processEvents()
    return taken


ours: list[float] = []
hand: list[float] = []
for place in range(ROUNDS + 2):
    pair = shown(lambda: ServiceForm(service)), shown(lambda: by_hand(service))
    if place >= 2:
        ours.append(pair[0])
        hand.append(pair[1])
assert Qt is not None
print(json.dumps({"form_ms": median(ours), "by_hand_ms": median(hand), "fields": len(service.fields)}))
