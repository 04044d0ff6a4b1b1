"""What others wrote (a server, a file, a colleague) is text in every part of the window, and never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.acts import Act
from realme_desktop.records.model import Notice, OrderState
from tests.journeys.console import console
from tests.records.orders import order
from tests.waiting import until

EVIL = "<b>x</b><img src='file:///etc/passwd'><a href='https://evil.example'>y</a><script>1</script>"
RICH = re.compile(r"<(?:b>x|img|a h|script)").search


def cells(widget: QWidget) -> Iterator[QModelIndex]:
    model = widget.model() if isinstance(widget, QAbstractItemView | QComboBox) else None
    if model is None:
        return
    above = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for row in range(min(model.rowCount(above), 200)):
        for column in range(columns):
            yield model.index(row, column, above)


def traces() -> list[str]:
    """Each place where the text would be taken for markup."""
    found = []
    for widget in QApplication.allWidgets():
        where = f"{type(widget).__name__} {widget.objectName()}"
        tips = {"tooltip": widget.toolTip(), "what is this": widget.whatsThis()}
        tips |= {f"action {action.text()[:20]}": action.toolTip() for action in widget.actions()}
        found += [f"{where}: {name}" for name, told in tips.items() if RICH(told)]
        rich = isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText
        if rich and RICH(widget.text()):
            found.append(f"{where}: text")
        html = getattr(widget, "toHtml", None)
        if callable(html) and RICH(html()):
            found.append(f"{where}: document")
        for index in cells(widget):
            told = index.data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(told, str) and RICH(told):
                found.append(f"{where}: tooltip of cell {index.row()},{index.column()}")
    return found


def seen() -> int:
    """In how many labels and cells it stands: there must be something to look at."""
    count = 0
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel):
            count += "evil.example" in widget.text()
        told = [index.data() for index in cells(widget)]
        count += sum(isinstance(cell, str) and "<b>x" in cell for cell in told)
    return count


async def test_it_is_plain_text_everywhere(tmp_path: Path) -> None:
    fields = dict.fromkeys(
        ("subject_name", "note", "operator", "purpose", "return_message", "resp_info", "raw_reply"), EVIL
    )
    tags = (EVIL[:38],)
    async with console(tmp_path, language="en") as driver:
        window = driver.program.window
        backstage = await driver.program.console.ready()
        params = {"full_name": EVIL, "id_number": "310101199001011234"}
        answered = order(1, **fields, tags=tags, params=params, values={"x": EVIL}, verdict=Verdict.REVIEW,
                         state=OrderState.ANSWERED)  # fmt: skip
        waiting = order(2, **fields, params=params, state=OrderState.PENDING)
        for one in (answered, waiting):
            backstage.records.add(one)
        evidence = json.dumps({"resp_info": EVIL, EVIL: EVIL})
        stray = Notice(received_at=1, environment="sandbox", order_id=EVIL, reason=EVIL, evidence=evidence)
        backstage.records.keep_notice(stray)
        backstage.custody.record(Act.EXPORTED, order_id=EVIL, reason=EVIL)
        await backstage.desk.start()

        driver.program.settings.set("operator", EVIL)
        window.show_history()
        await until(lambda: window.history.model.rowCount() == 2)
        window.history.table.selectRow(0)
        window.order_opened.emit(answered.order_id)
        await until(lambda: window.result.order is not None)
        window.tell(EVIL, "warning")
        window.show_error(EVIL)
        window.say(EVIL)
        assert traces() == []
        assert seen() > 8
        window.show_pending()
        window.open_palette()
        assert traces() == []
        driver.program.console._correspondence.show()
        driver.program.console.dialogs.open_settings(audit_log=True)
        await until(lambda: seen() > 14, f"notices and audit log: {seen()}")
        assert traces() == []
        driver.photograph("hostile-words")
        for widget in QApplication.topLevelWidgets():
            if widget is not window and isinstance(widget, QWidget):
                widget.close()
