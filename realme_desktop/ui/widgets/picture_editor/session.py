"""What the editor is doing: the edits with their undo, and how they look. No widget."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from realme_desktop.imaging.edits import Box, Edits, Mapping, Quad, Size
from realme_desktop.ui.widgets.undo import History

from .shapes import fitting_aspect, inset

__all__ = ["EditSession", "Mode", "render"]


class Mode(Enum):
    LOOK = "look"
    CROP = "crop"
    STRAIGHTEN = "straighten"
    CUT = "cut"


class EditSession:
    """`size` is that of the upright page; places are fractions, so a smaller copy of it does as well.
    `aspect` is width by height of what is photographed."""

    def __init__(self, edits: Edits, size: Size, aspect: float | None) -> None:
        self.history = History(edits)
        self.size = size
        self.kind_aspect = aspect
        self.keep_aspect = aspect is not None
        self.mode = Mode.LOOK
        self.pieces: tuple[Box, ...] = ()

    @property
    def edits(self) -> Edits:
        return self.history.now

    def _put(self, edits: Edits, gesture: str = "") -> bool:
        return self.history.put(edits, gesture)

    def turn(self, quarters: int) -> None:
        self._put(self.edits.turned(quarters))
        for _ in range(quarters % 4):
            self.pieces = tuple(box.turned() for box in self.pieces)

    def set_angle(self, angle: float) -> None:
        """Clockwise, in degrees."""
        self._put(self.edits.at_angle(round(angle, 2), self.size), "angle")

    def start_over(self) -> None:
        """Everything off but the page; can be undone."""
        self._put(Edits(page=self.edits.page))
        if self.mode is not Mode.LOOK:
            self.mode = Mode.LOOK

    # Crop

    @property
    def crop_aspect(self) -> float | None:
        """The aspect that the crop is held to; None for any."""
        return self.kind_aspect if self.keep_aspect else None

    def crop_box(self) -> Box:
        """The crop as it is, or where its frame begins."""
        return self.edits.crop or inset(self.crop_aspect, self.edits.canvas_size(self.size))

    def set_crop(self, box: Box) -> None:
        self._put(replace(self.edits, crop=None if box.whole else box), "crop")

    def set_keep_aspect(self, keep: bool) -> None:
        """Hold the crop to the aspect of the kind from now on; a crop that is there is brought to it."""
        self.keep_aspect = keep and self.kind_aspect is not None
        if self.crop_aspect is not None and self.edits.crop is not None:
            size = self.edits.canvas_size(self.size)
            self.set_crop(Box.of_aspect(self.crop_aspect, size, self.edits.crop))

    # Straighten

    def corners(self) -> Quad:
        """The corners as they are, or where they begin."""
        return self.edits.corners or Quad.around(Box().grown(-0.1))

    def set_corners(self, quad: Quad) -> None:
        """What was turned by a small angle or cropped before was so on another picture: both are undone."""
        aspect = fitting_aspect(quad, self._turned_size(), self.kind_aspect)
        self._put(replace(self.edits, corners=quad, aspect=aspect, angle=0.0, crop=None), "corners")

    def _turned_size(self) -> Size:
        return (self.size[1], self.size[0]) if self.edits.quarter_turns % 2 else self.size

    # Cut

    def piece_edits(self) -> tuple[Edits, ...]:
        """Each frame of the page as a picture of its own."""
        return tuple(replace(self.edits, crop=box) for box in self.pieces)

    def swap_pieces(self) -> None:
        self.pieces = tuple(reversed(self.pieces))

    # Seeing

    def shown(self) -> Edits:
        """The edits with which the picture lies under the frames of this mode."""
        if self.mode is Mode.STRAIGHTEN:
            return Edits(page=self.edits.page, quarter_turns=self.edits.quarter_turns)
        return replace(self.edits, crop=None)


def render(base: QImage, edits: Edits) -> QImage:
    """The picture with its edits, quickly: for the hand that works on it, not for sending."""
    if edits.nothing:
        return base
    mapping = edits.mapping((base.width(), base.height()))
    drawn = QImage(*mapping.size, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(_transform(mapping))
    painter.drawImage(0, 0, base)
    painter.end()
    return drawn


def _transform(mapping: Mapping) -> QTransform:
    a, b, c, d, e, f, g, h, i = mapping.inverse
    return QTransform(a, d, g, b, e, h, c, f, i)
