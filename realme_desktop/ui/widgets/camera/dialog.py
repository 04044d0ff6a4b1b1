"""The camera's window: live picture, frame, countdown, and the photo to be used or taken again."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.imaging.edits import Edited, Edits
from realme_desktop.ui.tasks import in_thread, spawn
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role, theme
from realme_desktop.ui.widgets.picture_intake import png_of
from realme_desktop.ui.widgets.picture_view import PictureView

from .eye import Eye
from .guide import Guide, kept_box, paint_guide
from .steps import Step, Taking

__all__ = ["CameraDialog"]

_SECOND_MS = 1000
_WAIT_FOR_PHOTO_MS = 6000


class _Live(PictureView):
    """The live picture with guide and countdown."""

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent)
        self._guide: Guide = guide
        self.guided = True
        self.number = 0

    def paint_over(self, painter: QPainter) -> None:
        image = self.image()
        if image is None:
            return
        if self.guided:
            corner = self.to_widget(QRectF(0, 0, 1, 1).topLeft())
            far = self.to_widget(QRectF(image.rect()).bottomRight())
            place = QRectF(corner, QSizeF(far.x() - corner.x(), far.y() - corner.y()))
            paint_guide(painter, place, self._guide, (image.width(), image.height()))
        if self.number:
            font = QFont(self.font())
            font.setPixelSize(max(48, self.height() // 4))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(theme().colour("over.edge"))
            painter.drawText(self.rect().translated(2, 2), Qt.AlignmentFlag.AlignCenter, str(self.number))
            painter.setPen(theme().colour("over.line"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))


class CameraDialog(QDialog):
    """Opened with `open()`. `taken(source)` comes with a photo that the operator chose to use; closing the
    window closes the camera, too. Nothing is written to disk.
    """

    taken = Signal(object)

    def __init__(self, eye: Eye, label: str, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("camera")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Photo: {label}").format(label=label))
        self.resize(860, 680)
        self.taking = Taking()
        self.photo: QImage | None = None
        self._guide: Guide = guide
        self._eye = eye
        eye.setParent(self)
        self._using = False
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        self.cameras = QComboBox(self)
        self.cameras.setObjectName("camera.which")
        self.cameras.setAccessibleName(self.tr("Camera"))
        for identifier, name in eye.cameras():
            self.cameras.addItem(name, identifier)
        self.cameras.setVisible(self.cameras.count() > 1)
        column.addWidget(self.cameras)
        self.live = _Live(guide, self)
        self.live.setObjectName("camera.live")
        self.live.setAccessibleName(self.tr("Picture of the camera"))
        column.addWidget(self.live, 1)
        self.words = QLabel(self)
        self.words.setObjectName("camera.words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        set_role(self.words, "caption")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        self.count = QCheckBox(self.tr("Count down from three"), self)
        self.count.setObjectName("camera.count")
        self.count.setChecked(True)
        self.shutter = QPushButton(self.tr("Take the photo"), self)
        self.shutter.setObjectName("camera.shutter")
        self.again = QPushButton(self.tr("Take it again"), self)
        self.again.setObjectName("camera.again")
        self.use = QPushButton(self.tr("Use this photo"), self)
        self.use.setObjectName("camera.use")
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName("camera.cancel")
        set_role(self.shutter, "primary")
        set_role(self.use, "primary")
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.shutter, self.again, self.use, self.cancel):
            row.addWidget(button)
        column.addLayout(row)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(lambda: self._go(self.taking.tick()))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_WAIT_FOR_PHOTO_MS)
        self._patience.timeout.connect(lambda: self._failed(""))
        self.shutter.clicked.connect(self.release)
        self.again.clicked.connect(self._retake)
        self.use.clicked.connect(self._use)
        self.cancel.clicked.connect(self.reject)
        self.cameras.currentIndexChanged.connect(self._start)
        eye.seen.connect(self._seen)
        eye.caught.connect(self._caught)
        eye.failed.connect(self._failed)
        self.finished.connect(lambda _: eye.stop())
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.taking.step is Step.STARTING:
            self._start()

    def _start(self) -> None:
        self.taking = Taking()
        self._show()
        self._eye.start(str(self.cameras.currentData() or ""))

    def release(self) -> None:
        """Press the shutter: count down, or with a second press take the photo at once."""
        if self.taking.step is Step.FAILED:
            self._start()
        else:
            self._go(self.taking.release(count=self.count.isChecked()))

    def _go(self, to: Taking) -> None:
        before, self.taking = self.taking, to
        if to.step is Step.TAKEN and before.step is not Step.TAKEN:
            self.photo = None
            self._patience.start()
            self._eye.catch()
        self._show()

    def _seen(self, image: QImage) -> None:
        self._take_frame(image)
        after = self.taking.frame_came()
        if after != self.taking:
            self._go(after)

    def _take_frame(self, image: QImage) -> None:
        if self.taking.step is not Step.TAKEN:
            # As in a mirror, so that one moves the right way; the photo itself is not mirrored.
            mirrored = image.flipped(Qt.Orientation.Horizontal) if self._guide == "face" else image
            self.live.set_image(mirrored, keep=True)

    def _caught(self, image: QImage) -> None:
        if self.taking.step is Step.TAKEN and self.photo is None and not image.isNull():
            self._patience.stop()
            self.photo = image
            self.live.set_image(image)
            self._show()
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, words: str) -> None:
        if self.photo is not None:
            return
        self._patience.stop()
        self.taking = Taking(Step.FAILED, words=words)
        self._show()

    def _retake(self) -> None:
        self.photo = None
        self._go(self.taking.retake())
        self.shutter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        if self.photo is not None and not self._using:
            self._using = True
            spawn(self, self._encode(self.photo), "keep the photo")

    async def _encode(self, photo: QImage) -> None:
        data = await in_thread(png_of, photo)
        box = kept_box(self._guide, (photo.width(), photo.height()))
        self.taken.emit(data if box is None else Edited(data, Edits(crop=box)))
        self.accept()

    def _show(self) -> None:
        step = self.taking.step
        counting = step is Step.COUNTING
        taken = step is Step.TAKEN and self.photo is not None
        if counting and not self._second.isActive():
            self._second.start()
        elif not counting:
            self._second.stop()
        self.live.number = self.taking.left if counting else 0
        self.live.guided = step in (Step.LIVE, Step.COUNTING)
        if step in (Step.STARTING, Step.FAILED):
            self.live.set_image(None)
            self.live.set_words(self._sentence(step))
        self.live.update()
        self.shutter.setVisible(not taken)
        self.shutter.setEnabled(step in (Step.LIVE, Step.COUNTING, Step.FAILED))
        self.shutter.setText(
            self.tr("Try again")
            if step is Step.FAILED
            else self.tr("Now")
            if counting
            else self.tr("Take the photo")
        )
        self.shutter.setDefault(not taken)
        self.use.setDefault(taken)
        self.count.setVisible(not taken)
        self.again.setVisible(taken)
        self.use.setVisible(taken)
        self.words.setText(self._sentence(step))

    def _sentence(self, step: Step) -> str:
        if step is Step.STARTING:
            return self.tr("Opening the camera…")
        if step is Step.FAILED:
            words = self.tr(
                "The camera can't be used. Check that it is plugged in, that no other program uses it and "
                "that this program may use it; then try again, or choose a file instead."
            )
            return f"{words} ({self.taking.words})" if self.taking.words else words
        if step is Step.TAKEN:
            return (
                self.tr("Is everything sharp and legible? If not, take it again.")
                if self.photo is not None
                else self.tr("Taking the photo…")
            )
        if self._guide == "card":
            return self.tr("Hold the card so that it fills the frame, without glare, and press the button.")
        if self._guide == "face":
            return self.tr("Face in the oval, eyes at the line, even light from the front.")
        return self.tr("Hold the document so that all of it can be seen, and press the button.")
