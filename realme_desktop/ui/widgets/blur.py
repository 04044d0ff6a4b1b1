"""Pictures that nobody is to be recognised on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

__all__ = ["blurred"]

_BLUR = 14  # pixels along the longer side that are left of a blurred picture


def blurred(image: QImage) -> QImage:
    """So little of the picture that nobody is recognised, in its own proportions."""
    small = image.scaled(
        QSize(_BLUR, _BLUR), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    side = max(1, min(480, max(image.width(), image.height())))
    return small.scaled(
        image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
