"""A place for one picture: chosen, dropped, pasted, or a sample; with a preview made off the loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from realme_desktop.ui.tasks import in_thread, spawn, words_of
from realme_desktop.ui.theme import set_role

from .file_picker import FilePicker, Source, size_words
from .words import clean

if TYPE_CHECKING:
    import asyncio

__all__ = ["Look", "PictureLook", "PicturePicker", "SamplePicture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLook:
    """What is known of a chosen picture. `small` is an encoded picture for the preview; the sizes of the
    source are pixels and bytes, those of what will be sent pixels and BASE64 characters; `hints` are
    sentences."""

    small: bytes
    source_width: int
    source_height: int
    source_bytes: int
    width: int
    height: int
    sent_bytes: int
    hints: tuple[str, ...] = ()


Look: TypeAlias = Callable[[Source], Awaitable[PictureLook]]
SamplePicture: TypeAlias = tuple[str, Path]  # words, file

_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp", "image/heic", "image/heif")


class PicturePicker(FilePicker):
    """`look` is awaited for each new picture, on the loop's own terms: reading and scaling belong into a
    thread. What it raises is told in words at the field, and the picture counts as refused until it is
    replaced. Without a running loop nothing is looked at; the picture is still handed out.
    """

    looked = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "",
        look: Look | None = None,
        samples: Sequence[SamplePicture] = (),
    ) -> None:
        self._look = look
        self._thumbnail: QPixmap | None = None
        self._seen: PictureLook | None = None
        self._turn = 0
        self._task: asyncio.Task[Any] | None = None
        self._converting = False
        super().__init__(parent, name=name)
        self.samples: QPushButton | None = None
        if samples:
            self._offer_samples(samples)

    def prompt(self) -> str:
        return self.tr("Drop or paste a picture here, or choose a file.")

    def filters(self) -> str:
        return ";;".join(
            (
                self.tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.heic *.heif)"),
                self.tr("All files (*)"),
            )
        )

    def sign(self) -> str:
        return "picture"

    def nothing_to_paste(self) -> str:
        return self.tr("The clipboard holds no picture. Copy a picture or a file, then paste again.")

    @property
    def waiting(self) -> bool:
        return self._converting

    @property
    def looking(self) -> bool:
        """A look is under way."""
        return self._task is not None and not self._task.done()

    def set_source(self, source: Source | None) -> None:
        self._turn += 1
        self._converting = False
        self._seen = None
        self._thumbnail = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().set_source(source)
        if source is not None and self._look is not None:
            self._start(self._see(source, self._turn))
            self._show_facts()

    def _start(self, work: Any) -> bool:
        try:
            self._task = spawn(self, work, "look at a picture")
        except RuntimeError:
            return False  # no loop runs: spawn has closed the coroutine
        return True

    async def _see(self, source: Source, turn: int) -> None:
        assert self._look is not None
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
        self._thumbnail = QPixmap()
        self._thumbnail.loadFromData(QByteArray(seen.small))
        self._task = None
        self._show_facts()
        self.update()
        self.noticed.emit("\n".join(seen.hints), "warning" if seen.hints else "")
        self.looked.emit()

    def _refuse(self, words: str) -> None:
        self.problem = words
        self._task = None
        self._show_facts()
        self.update()
        self.noticed.emit(words, "error")
        self.looked.emit()

    def facts(self) -> str:
        if self._converting:
            return self.tr("Taking the picture over…")
        source = self.source()
        if source is None:
            return self.prompt()
        name = clean(source.name) if isinstance(source, Path) else self.tr("Pasted picture")
        seen = self._seen
        if seen is None:
            looking = self.tr("Looking at the picture…")
            return f"{name}\n{looking}" if self.looking else name
        before = self.tr("{width} × {height}, {size}").format(
            width=seen.source_width, height=seen.source_height, size=size_words(seen.source_bytes)
        )
        after = self.tr("Sent as {width} × {height}, {size}").format(
            width=seen.width, height=seen.height, size=size_words(seen.sent_bytes)
        )
        return f"{name}\n{before}\n{after}"

    # Pasted and dropped picture data

    def understands(self, mime: QMimeData) -> bool:
        return super().understands(mime) or mime.hasImage() or any(map(mime.hasFormat, _ENCODED))

    def take_mime(self, mime: QMimeData) -> bool:
        if super().take_mime(mime):
            return True
        for media_type in _ENCODED:
            data = bytes(mime.data(media_type).data()) if mime.hasFormat(media_type) else b""
            if data:
                self._take(data)
                return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QPixmap):
            image = image.toImage()
        if isinstance(image, QImage) and not image.isNull():
            self._convert(image)
            return True
        return False

    def _convert(self, image: QImage) -> None:
        """Pixels without a file become a PNG; compressing them takes up to a second, so in a thread."""
        self.set_source(None)
        self._converting = True
        if self._start(self._converted(image, self._turn)):
            self._show_facts()
        else:
            self._take(_png(image))

    async def _converted(self, image: QImage, turn: int) -> None:
        data = await in_thread(_png, image)
        if turn == self._turn:
            self._task = None
            self._take(data)

    # Samples

    def _offer_samples(self, samples: Sequence[SamplePicture]) -> None:
        button = self.samples = QPushButton(self.tr("Samples"), self)
        button.setObjectName(f"samples.{self._name}")
        set_role(button, "quiet")
        button.setToolTip(self.tr("Pictures drawn for the sandbox; nobody real is on them."))
        self._buttons.insertWidget(1, button)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu, samples))
        button.setMenu(menu)

    def _fill_menu(self, menu: QMenu, samples: Sequence[SamplePicture]) -> None:
        if menu.isEmpty():
            for words, path in samples:
                menu.addAction(words).triggered.connect(lambda _=False, path=path: self._take(path))

    def _last_button(self) -> QWidget:
        return self.samples or self.choose

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        if self.samples is not None:
            self.samples.setAccessibleName(f"{name}: {self.samples.text()}")

    def paint_thumbnail(self, painter: QPainter, box: QRectF) -> None:
        if self._thumbnail is None or self._thumbnail.isNull():
            super().paint_thumbnail(painter, box)
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(box.width() * ratio), round(box.height() * ratio))
        drawn = self._thumbnail.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        target = QRectF(0, 0, drawn.width() / ratio, drawn.height() / ratio)
        target.moveCenter(box.center())
        rounded = QPainterPath()
        rounded.addRoundedRect(target, 4, 4)
        painter.setClipPath(rounded)
        painter.drawPixmap(target, drawn, QRectF(drawn.rect()))
        painter.setClipping(False)


def _png(image: QImage) -> bytes:
    """The picture as PNG bytes, compressed quickly: it is re-encoded for RealMe anyway."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stub wants bytes, PySide takes str
    return bytes(data.data())
