"""The picture in the editor, with the frames that hand and keyboard move on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QWidget

from realme_desktop.imaging.edits import Box, Point, Quad
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.badge import pen_of
from realme_desktop.ui.widgets.picture_view import PictureView

from .shapes import BOX_CORNERS, corner_of, drawn, moved, resized

__all__ = ["EditCanvas"]

_REACH = 14.0  # logical pixels around a handle that still take it
_HANDLE = 5.0
_STEP, _LEAP = 1 / 500, 1 / 40
_WHOLE = -1  # the frame as a whole, rather than one of its corners


class EditCanvas(PictureView):
    """Shows boxes (to crop, to cut out) or a quad (to straighten) over a picture.

    The space bar goes from handle to handle, arrows move the one in hand (Shift: farther), and everything of
    `PictureView` works as ever while no frame is shown or Ctrl is not needed.
    """

    boxes_changed = Signal(object)  # tuple[Box, ...]
    quad_changed = Signal(object)  # Quad
    gesture_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: tuple[Box, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._quad: Quad | None = None
        self._aspect: float | None = None
        self._hand = (0, _WHOLE)  # which frame, which handle
        self._dragged: QPointF | None = None
        self._anchor: Point | None = None  # of a frame being drawn anew
        self.setAccessibleName(self.tr("Picture being edited"))
        self.setAccessibleDescription(
            self.tr(
                "Space goes from corner to corner of the frame, arrows move it, with Shift farther. "
                "Plus and minus zoom, 0 fits."
            )
        )

    # What is shown

    def show_nothing(self) -> None:
        self._boxes, self._labels, self._quad = (), (), None
        self.update()

    def show_boxes(self, boxes: Sequence[Box], aspect: float | None, labels: Sequence[str] = ()) -> None:
        fresh = len(boxes) != len(self._boxes)
        self._boxes, self._labels, self._quad, self._aspect = tuple(boxes), tuple(labels), None, aspect
        if fresh:
            self._hand = (0, _WHOLE)
        self.update()

    def show_quad(self, quad: Quad) -> None:
        if self._quad is None:
            self._hand = (0, 0)
        self._boxes, self._labels, self._quad = (), (), quad
        self.update()

    def boxes(self) -> tuple[Box, ...]:
        return self._boxes

    def quad(self) -> Quad | None:
        return self._quad

    @property
    def hand(self) -> tuple[int, int]:
        """The frame and the handle that the arrows move; handle -1 is the frame as a whole."""
        return self._hand

    def widget_point(self, at: Point) -> QPointF:
        """Fractions of the picture as widget coordinates."""
        size = self._pixels()
        return self.to_widget(QPointF(at[0] * size[0], at[1] * size[1]))

    def _fraction(self, at: QPointF) -> Point:
        spot, size = self.to_picture(at), self._pixels()
        return spot.x() / size[0], spot.y() / size[1]

    def _pixels(self) -> tuple[int, int]:
        image = self.image()
        return (image.width(), image.height()) if image is not None else (1, 1)

    @property
    def _framed(self) -> bool:
        return self.image() is not None and bool(self._boxes or self._quad is not None)

    # By keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if self._framed and plain and event.key() == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._next_handle(-1 if back else 1)
        elif self._framed and plain and event.key() in _ARROWS and self.view().lens is None:
            step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            right, down = _ARROWS[event.key()]
            self._nudge(right * step, down * step * self._pixels()[0] / self._pixels()[1])
        else:
            super().keyPressEvent(event)

    def _handles(self) -> list[tuple[int, int]]:
        if self._quad is not None:
            return [(0, corner) for corner in range(4)]
        return [(box, part) for box in range(len(self._boxes)) for part in (_WHOLE, *range(BOX_CORNERS))]

    def _next_handle(self, step: int) -> None:
        handles = self._handles()
        place = handles.index(self._hand) if self._hand in handles else 0
        self._hand = handles[(place + step) % len(handles)]
        self.update()

    def _nudge(self, right: float, down: float) -> None:
        which, part = self._hand
        if self._quad is not None:
            x, y = tuple(self._quad)[part]
            self._put_quad(self._quad.moved(part, (x + right, y + down)))
        elif part == _WHOLE:
            self._put_box(which, moved(self._boxes[which], right, down))
        else:
            box = self._boxes[which]
            x, y = corner_of(box, part)
            self._put_box(which, _with_corner(box, part, (x + right, y + down), self._aspect, self._pixels()))

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._framed or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        found = self._handle_at(event.position())
        if found is None and len(self._boxes) == 1:
            spot = self._fraction(event.position())
            if 0 <= spot[0] <= 1 and 0 <= spot[1] <= 1:
                self._anchor = spot
        if found is not None:
            self._hand = found
        if found is None and self._anchor is None:
            super().mousePressEvent(event)
            return
        self._dragged = event.position()
        self.update()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            super().mouseMoveEvent(event)
            if self._framed and self.view().lens is None and not event.buttons():
                self.setCursor(
                    Qt.CursorShape.SizeAllCursor
                    if self._handle_at(event.position()) is not None
                    else Qt.CursorShape.ArrowCursor
                )
            return
        here, before = self._fraction(event.position()), self._fraction(self._dragged)
        which, part = self._hand
        if self._anchor is not None:
            box = drawn(self._anchor, here, self._aspect, self._pixels(), self._boxes[0])
            self._put_box(0, box)
        elif self._quad is not None:
            self._put_quad(self._quad.moved(part, here))
        elif part == _WHOLE:
            self._put_box(which, moved(self._boxes[which], here[0] - before[0], here[1] - before[1]))
        else:
            self._put_box(which, resized(self._boxes[which], part, here, self._aspect, self._pixels()))
        self._dragged = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = self._anchor = None
            self.gesture_ended.emit()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._framed:
            super().mouseDoubleClickEvent(event)

    def _handle_at(self, at: QPointF) -> tuple[int, int] | None:
        corners = [
            (self.widget_point(self._corner(which, part)), (which, part))
            for which, part in self._handles()
            if part != _WHOLE
        ]
        near = min(corners, key=lambda corner: (corner[0] - at).manhattanLength())
        if (near[0] - at).manhattanLength() <= _REACH * 1.4:
            return near[1]
        for which in reversed(range(len(self._boxes))):
            if self._frame(self._boxes[which]).contains(at) and not self._boxes[which].whole:
                return which, _WHOLE
        return None

    def _corner(self, which: int, part: int) -> Point:
        return tuple(self._quad)[part] if self._quad is not None else corner_of(self._boxes[which], part)

    def _put_box(self, which: int, box: Box) -> None:
        if box != self._boxes[which]:
            boxes = list(self._boxes)
            boxes[which] = box
            self._boxes = tuple(boxes)
            self.update()
            self.boxes_changed.emit(self._boxes)

    def _put_quad(self, quad: Quad) -> None:
        if quad != self._quad:
            self._quad = quad
            self.update()
            self.quad_changed.emit(quad)

    # Painting

    def _frame(self, box: Box) -> QRectF:
        return QRectF(self.widget_point((box.left, box.top)), self.widget_point((box.right, box.bottom)))

    def paint_over(self, painter: QPainter) -> None:
        if not self._framed:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlines = (
            [QPolygonF([self.widget_point(point) for point in self._quad])]
            if self._quad is not None
            else [QPolygonF(self._frame(box)) for box in self._boxes]
        )
        shade = QPainterPath()
        shade.addRect(QRectF(self.widget_point((0, 0)), self.widget_point((1, 1))))
        for outline in outlines:
            hole = QPainterPath()
            hole.addPolygon(outline)
            hole.closeSubpath()
            shade = shade.subtracted(hole)
        painter.fillPath(shade, theme().colour("over.shade"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for outline in outlines:
            # White inside black: seen on any picture.
            painter.setPen(pen_of(theme().colour("over.edge"), 3))
            painter.drawPolygon(outline)
            painter.setPen(pen_of(theme().colour("over.line"), 1.4))
            painter.drawPolygon(outline)
        if len(self._boxes) == 1:
            self._paint_thirds(painter, self._frame(self._boxes[0]))
        self._paint_handles(painter)
        for box, label in zip(self._boxes, self._labels, strict=False):
            self._paint_label(painter, self._frame(box), label)
        painter.restore()

    def _paint_thirds(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(pen_of(theme().colour("over.faint"), 1))
        for third in (1 / 3, 2 / 3):
            x, y = frame.left() + frame.width() * third, frame.top() + frame.height() * third
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))

    def _paint_handles(self, painter: QPainter) -> None:
        accent = theme().colour("accent")
        for which, part in self._handles():
            held = (which, part) == self._hand
            if part == _WHOLE:
                if held and self.hasFocus():
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(pen_of(accent, 3))
                    painter.drawRect(self._frame(self._boxes[which]))
                continue
            side = _HANDLE + 3 if held else _HANDLE
            at = self.widget_point(self._corner(which, part))
            painter.setPen(pen_of(theme().colour("over.edge"), 1.2))
            painter.setBrush(accent if held else theme().colour("over.line"))
            painter.drawEllipse(at, side, side)

    def _paint_label(self, painter: QPainter, frame: QRectF, label: str) -> None:
        metrics = painter.fontMetrics()
        box = QRectF(
            frame.left() + 4, frame.top() + 4, metrics.horizontalAdvance(label) + 14, metrics.height() + 6
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme().colour("on.accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), label)


def _with_corner(box: Box, part: int, to: Point, aspect: float | None, size: tuple[int, int]) -> Box:
    """A corner moved by key. With an aspect the frame must be able to shrink, so the distance along the way
    that the key went decides, not the larger of the two sides."""
    if aspect is None:
        return resized(box, part, to, None, size)
    across = corner_of(box, (part + 2) % 4)
    shape = aspect * size[1] / size[0]
    old = corner_of(box, part)
    if to[1] != old[1]:
        width = abs(to[1] - across[1]) * shape
    else:
        width = abs(to[0] - across[0])
    x = across[0] + (width if old[0] > across[0] else -width)
    height = width / shape
    y = across[1] + (height if old[1] > across[1] else -height)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return box
    return drawn(across, (x, y), None, size, box)


_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
