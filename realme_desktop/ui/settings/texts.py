"""How a result is copied as text: the template for all services, and for each that wants its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton

from realme_desktop.catalog.registry import SERVICES
from realme_desktop.config.templates import PLACEHOLDERS, Templates
from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.parts import Outcome, Page, labelled, plain_label
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import SMALL, set_role

__all__ = ["TextsPage"]


class TextsPage(Page):
    """`changed(segment)` after a template is kept ("" for the one of all services)."""

    changed = Signal(str)

    def __init__(self, context: SettingsContext) -> None:
        super().__init__()
        self.setObjectName("texts")
        self._context = context
        self._templates = Templates(context.paths)
        self.set_head(
            self.tr("Copied text"),
            self.tr(
                "What Ctrl+Shift+C puts on the clipboard for the case system. A name in braces stands for a "
                "value; everything else is copied as it is."
            ),
        )
        self._outcome = Outcome()
        self._outcome.setObjectName("texts.outcome")
        self.body.addWidget(self._outcome)
        self._service = QComboBox()
        self._service.setObjectName("texts.service")
        self._service.addItem(self.tr("All services"), "")
        for service in SERVICES:
            self._service.addItem(f"{service.number}  {say(service.title)}", service.segment)
        self._service.currentIndexChanged.connect(lambda _: self._show())
        self.body.addWidget(labelled(self.tr("Service"), self._service))
        self._text = QPlainTextEdit()
        self._text.setObjectName("texts.template")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(150)
        self.body.addWidget(labelled(self.tr("Template"), self._text))
        self.body.addLayout(self._make_buttons())
        lines = [f"{{{name}}}  {say(words)}" for name, words in PLACEHOLDERS.items()]
        lines.append(self.tr("{sent.full_name}  one field that was sent, by its name in the interface"))
        lines.append(self.tr("{answer.resp_code}  one field of the answer; “—” where it is missing"))
        self.body.addWidget(plain_label(self.tr("Placeholders"), "heading"))
        listed = plain_label("\n".join(lines), "caption")
        listed.setObjectName("texts.placeholders")
        self.body.addWidget(listed)
        self.body.addStretch(1)
        spawn(self, self._load(), "read the templates")

    def show_error(self, words: str) -> None:
        self._outcome.say(words, "error")

    def _make_buttons(self) -> QHBoxLayout:
        keep = QPushButton(self.tr("Keep"))
        keep.setObjectName("texts.keep")
        keep.clicked.connect(self._keep)
        set_role(keep, "primary")
        standard = QPushButton(self.tr("Default"))
        standard.setObjectName("texts.default")
        standard.clicked.connect(self._forget)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(keep)
        row.addWidget(standard)
        row.addStretch(1)
        return row

    async def _load(self) -> None:
        self._templates = await in_thread(Templates.load, self._context.paths)
        self._show()
        if self._templates.problems:
            problem = self._templates.problems[0]
            self._outcome.say(f"{problem.place}: {say(problem.words)}", "warning")

    def _segment(self) -> str:
        return str(self._service.currentData())

    def _show(self) -> None:
        self._outcome.say("")
        self._text.setPlainText(self._templates.of(self._segment()))

    def _keep(self) -> None:
        text = self._text.toPlainText()
        problem = Templates.problem_with(text)
        if problem is not None:
            self._outcome.say(self.tr("{problem} Nothing is kept yet.").format(problem=say(problem)), "error")
            return
        self._templates.set(text, self._segment())
        spawn(self, self._save(), "save the templates")

    def _forget(self) -> None:
        """Back to what is in force without a template of the operator's for this service."""
        self._templates.set(None, self._segment())
        self._text.setPlainText(self._templates.of(self._segment()))
        spawn(self, self._save(), "save the templates")

    async def _save(self) -> None:
        segment = self._segment()
        await in_thread(self._templates.save)
        self._outcome.say(self.tr("Kept."), "success")
        self.changed.emit(f"templates.{segment}" if segment else "templates")
