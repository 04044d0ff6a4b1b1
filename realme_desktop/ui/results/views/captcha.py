"""The picture of a captcha, decoded on a worker thread and within bounds: it comes from outside."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from realme_desktop.catalog.decoding.carrier import captcha

from .parts import column_of, later, note

__all__ = ["CaptchaPicture", "captcha_image"]

_MOST_SIDE = 2000  # pixels; a captcha has some hundred
_SHOWN = QSize(360, 140)


def captcha_image(text: str) -> QImage | None:
    """The picture that a BASE64 text holds; None for none, a broken one, and one that is far too large.
    Blocking: to be called on a worker thread."""
    data = captcha(text)
    if data is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).lower() not in (b"png", b"jpg", b"jpeg", b"gif", b"bmp", b"webp"):
        return None  # no SVG from outside
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _MOST_SIDE:
        return None
    image = reader.read()
    return None if image.isNull() else image


class CaptchaPicture(QWidget):
    """The picture, twice its size where it is small: its characters have to be read."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("captcha")
        column = column_of(self, 2)
        self.picture = QLabel(self)
        self.picture.setObjectName("captcha.picture")
        self.picture.setAccessibleName(self.tr("Picture with the characters to type"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.words = note(self.tr("Opening the picture…"), self, "captcha.words")
        column.addWidget(self.picture)
        column.addWidget(self.words)
        later(self, lambda: captcha_image(text), self._arrived)

    def _arrived(self, image: QImage | None) -> None:
        if image is None:
            self.words.set_text(
                self.tr("The picture can't be shown. Ask for another one (117), or look at the raw reply.")
            )
            return
        wanted = image.size() * 2 if image.width() <= _SHOWN.width() // 2 else image.size()
        wanted = wanted.boundedTo(_SHOWN) if wanted.width() > _SHOWN.width() else wanted
        scaled = image.scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(QPixmap.fromImage(scaled))
        self.words.set_text(
            self.tr(
                "Type these characters into “enter picture or SMS code” (116), or 121 for a new password."
            )
        )
