"""The real window, driven as a person would: keys, clicks, pastes. Everything behind it is real too."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from realme_desktop.app import Program
from realme_desktop.catalog.model import Field, Role
from realme_desktop.config.paths import Paths
from realme_desktop.records.model import HistoryQuery, Order
from realme_desktop.sandbox.samples import SAMPLES, SUBJECT, sample_path
from realme_desktop.sandbox.server import Sandbox
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.widgets.revealing import Rule, set_rule
from realme_desktop.vault.vault import Vault
from tests.waiting import until

SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots" / "journeys"

# What a clerk would type, by the meaning of the field.
TYPED = {
    **SUBJECT,
    Role.AUTHORIZATION: "",
    Role.FACE_GROUP: "demo",
    Role.PERSON_ID: "P-0001",
    Role.TASK_ID: "task-0001",
    Role.PASSWORD: "246810",
    Role.VERIFY_CODE: "123456",
    Role.QUERY_DATE: "2026-11-01",
    Role.IP_ADDRESS: "203.0.113.7",
    Role.NOTIFY_URL: "https://example.com/notify",
}


@dataclass
class Driver:
    """A person at the console. Every act is an input event; only the eyes look into the widgets."""

    program: Program
    sandbox: Sandbox

    @property
    def window(self) -> QWidget:
        return self.program.window

    def find(self, name: str, kind: type[QWidget] = QWidget, within: QWidget | None = None) -> QWidget:
        """The one visible widget of this object name."""
        found = [w for w in (within or self.window).findChildren(kind, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
        return found[0]

    def type(self, widget: QWidget, text: str) -> None:
        """Type a text; what no key stands for is committed as an input method does."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        target = widget.focusProxy() or widget
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(target, event)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    async def choose_service(self, segment: str) -> QWidget:
        """Ctrl+L, the service's path, Enter."""
        self.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        search = self.find("nav.search", QLineEdit)
        await until(lambda: QApplication.focusWidget() is search, "Ctrl+L goes to the search box")
        search.selectAll()
        self.type(search, segment)
        self.key(Qt.Key.Key_Return)
        await until(lambda: self.program.window.segment == segment, f"{segment} is open")
        return self.find(f"form.{segment}")

    async def fill(self, form: QWidget, field: Field, text: str | None = None) -> None:
        """Fill one field of the form with `text`, or with what a clerk would put there."""
        found = form.findChildren(QWidget, f"field.{field.name}")
        assert len(found) == 1, f"{len(found)} inputs are called field.{field.name}"
        widget = found[0]
        if field.kind == "picture":
            self.paste_file(widget, self.sample_for(field))
            picker = form.picture(field.name)
            await until(
                lambda: picker.source() is not None and not picker.looking, f"{field.name} was looked at"
            )
            assert not picker.problem, picker.problem
            return
        if field.kind == "code_list":
            row = widget.findChildren(QLineEdit)[0]
            self.type(row, text or "123456")
            return
        if field.choices:
            self.choose(widget, text or field.choices[0].value)
            return
        line = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
        assert isinstance(line, QLineEdit), f"{field.name}: {type(widget).__name__}"
        line.clear()
        self.type(line, text if text is not None else TYPED.get(field.role, "样本"))

    def choose(self, widget: QWidget, value: str) -> None:
        if isinstance(widget, QComboBox):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            QTest.keyClick(widget, Qt.Key.Key_Home)
            for _ in range(widget.count()):
                if widget.currentData() == value:
                    break
                QTest.keyClick(widget, Qt.Key.Key_Down)
            assert widget.currentData() == value
            return
        segment = next(segment for segment in widget.segments if segment.value == value)
        if not segment.isChecked():
            QTest.keyClick(segment, Qt.Key.Key_Space)

    def sample_for(self, field: Field) -> Path:
        wanted = {"image2": "face_one_variant"}.get(field.name)
        sample = next(
            sample for sample in SAMPLES if (sample.key == wanted if wanted else field.role in sample.roles)
        )
        return sample_path(sample)

    def paste_file(self, widget: QWidget, path: Path) -> None:
        """Copy a file in the file manager, Ctrl+V at the field."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(mime)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        target = widget.focusProxy() or widget
        QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def submit(self) -> None:
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    async def orders(self, **query: object) -> tuple[Order, ...]:
        """What the history on disk holds, newest first."""
        backstage = await self.program.console.ready()
        return (await backstage.desk.page(HistoryQuery(**query), None, 100)).orders

    async def final_order(self) -> Order:
        """Wait until the result pane shows an order that has come to its end."""
        await until(
            lambda: (pane := self.program.window.result) and pane.order and pane.order.state.final,
            "a final order",
        )
        return self.program.window.result.order

    def words(self, widget: QWidget | None = None) -> str:
        """Everything a person can read in a widget."""
        from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

        texts = []
        for child in (widget or self.window).findChildren(QWidget):
            if not child.isVisible():
                continue
            if isinstance(child, QLabel | QAbstractButton | QLineEdit):
                texts.append(child.text())
            elif isinstance(child, QPlainTextEdit):
                texts.append(child.toPlainText())
            texts.append(child.accessibleName())
        return "\n".join(text for text in texts if text)

    def photograph(self, name: str) -> None:
        """Leave a picture for human eyes in a folder that git ignores. (No processEvents: a nested loop.)"""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(SCREENSHOTS / f"{name}.png"))


def has_begun(program: Program) -> bool:
    """A locked window says nothing of what is going on."""
    if program.window.locked:
        return program.console._opening is not None
    return bool(program.window.status())


@asynccontextmanager
async def console(
    data_dir: Path,
    *,
    environment: str = "sandbox",
    language: str = "zh",
    theme: str = "light",
    settle_s: float = 0.2,
    vault: Vault | None = None,
    size: tuple[int, int] = (1280, 800),
    timeouts: Mapping[str, float] | None = None,
    misspelt: bool = False,
    **conduct: Any,
) -> AsyncIterator[Driver]:
    """A console of its own on a fresh (or given) data directory, with a quick sandbox."""
    paths = Paths(data_dir)
    paths.ensure()
    if not paths.settings.exists():
        paths.settings.write_text(
            f'language = "{language}"\ntheme = "{theme}"\noperator = "测试员"\n'
            "[polling]\nfirst_s = 0.1\nmax_s = 0.5\n[sending]\nduplicate_min = 0\n",
            encoding="utf-8",
        )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sandbox = Sandbox(settle_s=settle_s, **conduct)
    sandbox.start()
    tables = []
    if timeouts:
        tables.append(
            "[sandbox.timeouts]\n" + "".join(f"{name} = {value}\n" for name, value in timeouts.items())
        )
    if environment != "sandbox":  # the sandbox stands in for RealMe, under the environment's own name
        tables.append(
            f'[{environment}]\nbase = "{sandbox.base}"\nproxy = "none"\n'
            + ('proxxy = "none"\n' if misspelt else "")
        )
    if tables:
        paths.environments.write_text("\n".join(tables), encoding="utf-8")
    program = Program(app, paths, environment, sandbox=sandbox, vault=vault or Vault(session_only=True))
    program.window.resize(*size)
    program.show()
    program.window.resize(*size)
    living = spawn(program.window, program.live(), name="journey")
    try:
        await until(lambda: program.window.isVisible() and has_begun(program), "the console has begun")
        yield Driver(program, sandbox)
    finally:
        program.window.quit()
        await living
        program.window.deleteLater()
        sandbox.stop()
        # What Python put there must not outlive Python: Qt's clipboard is torn down after the interpreter.
        QGuiApplication.clipboard().clear()
        set_rule(Rule())  # which is the whole program's, whatever the settings of this one said
        os.environ.pop("REALME_DESKTOP_SITE_DIR", None)
