"""The program's icon in the sizes and forms of the platforms, drawn from
resources/icons/realme-desktop.svg."""

from __future__ import annotations

import io
import os
from pathlib import Path

__all__ = ["SIZES", "draw_icons"]

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO = (16, 24, 32, 48, 64, 128, 256)


def draw_icons(drawing: Path, folder: Path) -> None:
    """`NxN.png` for each size, `icon.ico` and `icon.icns`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(QByteArray(drawing.read_bytes()))
    images = {}
    for size in (*SIZES, 1024):
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        images[size] = Image.open(io.BytesIO(bytes(data)))
        if size in SIZES:
            (folder / f"{size}x{size}.png").write_bytes(bytes(data))
    images[256].save(
        folder / "icon.ico", sizes=[(s, s) for s in _ICO], append_images=[images[s] for s in _ICO]
    )
    images[1024].save(folder / "icon.icns", append_images=[images[s] for s in (32, 64, 128, 256, 512)])
