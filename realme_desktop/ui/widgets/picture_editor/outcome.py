"""What will be sent of the picture being edited: made by the very function that makes it for sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from realme_desktop.ui.tasks import in_thread, spawn, words_of
from realme_desktop.ui.theme import SMALL, set_role
from realme_desktop.ui.widgets.picture_tools import Look, PictureLook, after_words, before_words
from realme_desktop.ui.widgets.picture_view import PictureView
from realme_desktop.ui.widgets.words import Words

if TYPE_CHECKING:
    import asyncio

    from realme_desktop.ui.widgets.file_picker import Source

__all__ = ["Outcome", "decoded"]

_PAUSE_MS = 180


def decoded(data: bytes) -> QImage:
    return QImage.fromData(data)


class Outcome(QWidget):
    """`show_source` prepares after a pause in the changes; what is overtaken is cancelled and never shown."""

    settled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._source: Source | None = None
        self._turn = 0
        self._task: asyncio.Task[None] | None = None
        self.seen: PictureLook | None = None
        self.problem = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        head = QLabel(self.tr("This will be sent"), self)
        set_role(head, "heading")
        column.addWidget(head)
        self.view = PictureView(self)
        self.view.setObjectName("editor.outcome")
        self.view.setAccessibleName(self.tr("This will be sent"))
        column.addWidget(self.view, 1)
        self.facts = QLabel(self)
        self.facts.setObjectName("editor.facts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        set_role(self.facts, "caption")
        column.addWidget(self.facts)
        self.hints = Words("", self, tone="warning", limit=2000)
        self.hints.setObjectName("editor.hints")
        column.addWidget(self.hints)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        return self._timer.isActive() or (self._task is not None and not self._task.done())

    def show_source(self, source: Source, *, at_once: bool = False) -> None:
        self._source = source
        self._turn += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.facts.setText(self.tr("Preparing…"))
        self._timer.start(0 if at_once else _PAUSE_MS)

    def _begin(self) -> None:
        if self._source is not None:
            self._task = spawn(self, self._prepare(self._source, self._turn), "prepare the edited picture")

    async def _prepare(self, source: Source, turn: int) -> None:
        try:
            seen = await self._look(source)
            image = await in_thread(decoded, seen.sent or seen.small)
        except Exception as error:
            if turn == self._turn:
                self.seen, self.problem = None, words_of(error)
                self.view.set_image(None)
                self.view.set_words(self.problem)
                self.facts.setText("")
                self.hints.set_text("")
                self.settled.emit()
            if not hasattr(error, "words"):
                raise
            return
        if turn != self._turn:
            return
        self.seen, self.problem = seen, ""
        same = self.view.image() is not None and self.view.image().size() == image.size()  # type: ignore[union-attr]
        self.view.set_image(image, keep=same)
        self.facts.setText(
            self.tr("Original: {before}").format(before=before_words(seen)) + "\n" + after_words(seen)
        )
        self.hints.set_text("\n".join(f"⚠ {hint}" for hint in seen.hints))
        self.settled.emit()
