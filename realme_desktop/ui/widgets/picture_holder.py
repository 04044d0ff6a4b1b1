"""Holding one picture: looked at off the loop, with everything that was done to it to be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from realme_desktop.imaging.edits import Edits
from realme_desktop.ui.tasks import in_thread, spawn, words_of

from .blur import blurred
from .file_picker import FilePicker, Source
from .picture_actions import BusyLine
from .picture_intake import Intake
from .picture_tools import (
    SHARE,
    Look,
    PictureLook,
    PictureTools,
    Share,
    after_words,
    before_words,
    edits_of,
    plain_of,
    with_edits,
)
from .undo import History
from .words import clean

if TYPE_CHECKING:
    import asyncio

__all__ = ["PictureHolder"]

_PEEK_MS = 40
_MOMENT_MS = 400  # preparation that lasts longer is shown, and can be cancelled


class PictureHolder(FilePicker):
    """`look` is awaited for each new picture, on the loop's own terms: reading and scaling belong into a
    thread. What it raises is told in words at the field, and the picture counts as refused until it is
    replaced. Without a running loop nothing is looked at; the picture is still handed out.

    What is overtaken by another picture is cancelled, and never shown late.
    """

    looked = Signal()

    def __init__(self, parent: QWidget | None, name: str, look: Look | None, tools: PictureTools) -> None:
        self._look = look
        self._thumbnail: QPixmap | None = None
        self._seen: PictureLook | None = None
        self._turn = 0
        self._task: asyncio.Task[Any] | None = None
        self._converting = False
        self._share = Share()
        self._history: History[Source | None] = History(None)
        self._pages = 1
        self.pair_hints: tuple[str, ...] = ()
        self._remark = ""
        self._busy: BusyLine | None = None
        super().__init__(parent, name=name, kind=tools.kind, folders=tools.folders)
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_MOMENT_MS)
        self._moment.timeout.connect(self._arrange)
        self._peek = QTimer(self)
        self._peek.setInterval(_PEEK_MS)
        self._peek.timeout.connect(self._glimpse)

    # What it holds

    def outgoing(self) -> Source | None:
        """Nobody shall be charged for a picture that nobody saw: a file may be another one by now, as when a
        scanner writes the next page under the same name, or be gone."""
        if self._seen is not None and self._seen.sent:
            return self._seen.sent
        return self.source()

    @property
    def waiting(self) -> bool:
        return self._converting

    @property
    def looking(self) -> bool:
        """A look is under way."""
        return self._task is not None and not self._task.done()

    @property
    def seen(self) -> PictureLook | None:
        """What the last look found; None while it lasts, or when the picture was refused."""
        return self._seen

    @property
    def thumbnail(self) -> QPixmap | None:
        """What is shown of it; None as long as there is nothing to show."""
        return self._thumbnail

    @property
    def said(self) -> str:
        """The hints at the field, a line each."""
        own = self._seen.hints if self._seen is not None else ()
        return "\n".join(hint for hint in (self._remark, *own, *self.pair_hints) if hint)

    def set_source(self, source: Source | None) -> None:
        self._history = History(source)
        self._hold(source)

    def _hold(self, source: Source | None) -> None:
        before = self.source()
        if source is None or before is None or plain_of(source) is not plain_of(before):
            self._pages = 1
        self._turn += 1
        self._share = Share()
        self._converting = False
        self._seen = None
        self.pair_hints = ()
        self._remark = ""
        self._thumbnail = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._moment.stop()
        self._peek.stop()
        super().set_source(source)
        if source is not None and self._look is not None:
            self._start(self._see(source, self._turn))
            self._show_facts()
        self._arrange()

    def _take(self, source: Source | None) -> None:
        """What the operator gave or took; can be undone."""
        self._history.put(source)
        self._hold(source)
        self.edited.emit()

    def take(self, source: Source) -> None:
        """The operator gave this picture by another way than this field's own; can be undone."""
        self._take(source)

    def remark(self, words: str) -> None:
        """Say something at the field, beside the hints, for as long as this picture is there."""
        self._remark = words
        self._tell_hints()

    def replace_edited(self, source: Source) -> None:
        """The operator changed the picture (in the editor, say)."""
        if source != self.source():
            self._take(source)

    def undo(self) -> bool:
        """Back to what was here before; False when there is nothing to take back."""
        return self._step(self._history.undo())

    def redo(self) -> bool:
        return self._step(self._history.redo())

    def _step(self, moved: bool) -> bool:
        if moved:
            self._hold(self._history.now)
            self.edited.emit()
        return moved

    def turn_by(self, quarters: int) -> None:
        """Turn the picture clockwise."""
        source = self.source()
        if source is not None:
            self._take(with_edits(source, edits_of(source).turned(quarters)))

    def set_page(self, page: int) -> None:
        """Another page of the same file; what was changed about the one before does not fit it."""
        source = self.source()
        if source is not None and page != edits_of(source).page:
            self._take(with_edits(source, Edits(page=page)))

    # Looking at it

    def _start(self, work: Any) -> bool:
        try:
            self._task = spawn(self, work, "look at a picture")
        except RuntimeError:
            return False  # no loop runs: spawn has closed the coroutine
        self._moment.start()
        self._peek.start()
        return True

    async def _see(self, source: Source, turn: int) -> None:
        assert self._look is not None
        SHARE.set(self._share)  # the context is this task's own
        try:
            seen = await self._look(source)
        except Exception as error:
            if not hasattr(error, "words"):
                # Ours, not the picture's: spawn logs it and tells it.
                if turn == self._turn:
                    self._refuse(words_of(error))
                raise
            if turn == self._turn:
                self._refuse(words_of(error))
            return
        if turn != self._turn:
            return
        self._seen = seen
        self._pages = seen.pages
        self._show_small(seen.small)
        self._settled()
        self._tell_hints()
        self.looked.emit()

    def _glimpse(self) -> None:
        """The picture, while it is still being found out what is to be said of it. Asked for rather than
        told: a worker thread shall hold nothing of a widget."""
        if self._share.small:
            self._peek.stop()
            self._show_small(self._share.small)
            self.update()

    def _show_small(self, small: bytes) -> None:
        self._thumbnail = QPixmap()
        self._thumbnail.loadFromData(QByteArray(small))

    def _tell_hints(self) -> None:
        self.noticed.emit(self.said, "warning" if self.said else "")

    def say_of_pair(self, hints: tuple[str, ...], swapped: bool) -> None:
        """What is to be said about this picture and another one; `swapped`: they should change places."""
        if hints != self.pair_hints:
            self.pair_hints = hints
            if self._seen is not None:
                self._tell_hints()

    def _refuse(self, words: str) -> None:
        self.problem = words
        self._settled()
        self.noticed.emit(words, "error")
        self.looked.emit()

    def _settled(self) -> None:
        self._task = None
        self._moment.stop()
        self._peek.stop()
        self._show_facts()
        self._arrange()
        self.update()

    def cancel(self) -> None:
        """Stop preparing; the field is as it was before this picture."""
        if not (self.looking or self._converting):
            return
        if self.looking and not self._converting and not self._history.discard():
            self._history = History(None)
        self._hold(self._history.now)
        self.edited.emit()
        self.noticed.emit(self.tr("Preparing the picture was cancelled; it is not used."), "warning")
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def facts(self) -> str:
        if self._converting:
            return self.tr("Taking the picture over…")
        source = self.source()
        if source is None:
            return self.prompt()
        plain = plain_of(source)
        name = clean(plain.name) if isinstance(plain, Path) else self.tr("Pasted picture")
        if replace(edits_of(source), page=0) != edits_of(plain):
            name = self.tr("{name}, edited").format(name=name)
        seen = self._seen
        if seen is None:
            looking = self.tr("Looking at the picture…")
            return f"{name}\n{looking}" if self.looking else name
        return f"{name}\n{before_words(seen)}\n{after_words(seen)}"

    # From pixels to bytes

    def convert(self, intake: Intake) -> None:
        """Pixels without a file become a PNG; compressing them takes up to a second, so in a thread."""
        assert intake.read is not None
        self._hold(None)
        self._converting = True
        if self._start(self._converted(intake, self._turn)):
            self._show_facts()
        else:
            self._converted_to(intake.read())

    async def _converted(self, intake: Intake, turn: int) -> None:
        assert intake.read is not None
        data = await in_thread(intake.read)
        if turn == self._turn:
            self._task = None
            self._converted_to(data)

    def _converted_to(self, data: bytes) -> None:
        if data:
            self._take(data)
        else:
            self._hold(self._history.now)
            self.noticed.emit(self.nothing_to_paste(), "warning")

    # How it looks

    def _arrange(self) -> None:
        """Show what goes with the state it is in now; a subclass adds its buttons."""
        busy = (self.looking or self._converting) and not self._moment.isActive()
        if busy and self._busy is None:
            self._busy = BusyLine(self, self._name)
            self._busy.cancelled.connect(self.cancel)
            self._busy.cancel.setAccessibleName(f"{self._label}: {self._busy.cancel.text()}")
            self._add_line(self._busy)
        if self._busy is not None:
            self._busy.setVisible(busy)
            self._busy.follow(self._share if busy and not self._converting else None)

    def _veil_changed(self) -> None:
        super()._veil_changed()
        self._arrange()

    def _add_line(self, part: QWidget) -> None:
        layout = self.layout()
        assert layout is not None
        layout.addWidget(part)

    def paint_thumbnail(self, painter: QPainter, box: QRectF) -> None:
        if self._thumbnail is None or self._thumbnail.isNull():
            super().paint_thumbnail(painter, box)
            return
        if self._veiled:
            picture = QPixmap.fromImage(blurred(self._thumbnail.toImage()))
        else:
            picture = self._thumbnail
        ratio = self.devicePixelRatioF()
        room = QSize(round(box.width() * ratio), round(box.height() * ratio))
        drawn = picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        target = QRectF(0, 0, drawn.width() / ratio, drawn.height() / ratio)
        target.moveCenter(box.center())
        rounded = QPainterPath()
        rounded.addRoundedRect(target, 4, 4)
        painter.setClipPath(rounded)
        painter.drawPixmap(target, drawn, QRectF(drawn.rect()))
        painter.setClipping(False)
