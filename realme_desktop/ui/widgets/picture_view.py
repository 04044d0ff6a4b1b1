"""A picture to look into: fitted, at its own pixels, or anywhere between; several views may move as one.

What is linked is the part of the picture that is seen, not the number of pixels: the original and the smaller
copy that is sent show the same corner of the same face.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from realme_desktop.ui.theme import theme, theme_signals

from .badge import pen_of
from .picture_levels import Levels
from .picture_place import View, kept_inside, within

__all__ = ["PictureView", "View"]

_STEP = 1.25  # one press of + or one notch of the wheel
_MOST = 16.0  # device pixels per pixel of the picture
_PIXELS_SEEN = 3.0  # from here on single pixels are shown as squares
_LENS = 190  # logical pixels across
_EMPTY = QSize(320, 240)


class PictureView(QWidget):
    """Wheel or + and - zoom, 0 fits, 1 shows pixel by pixel, arrows and dragging move, a double click goes to
    the pixels and back, M puts a magnifier on the picture.

    The wheel counts only while the view (or one it is linked to) has the focus, or with Ctrl: above it may be
    a page that scrolls. `view_changed(View)` comes for changes made here and for those that came by a link.
    """

    view_changed = Signal(object)

    MARGIN: ClassVar[int] = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._levels: Levels | None = None
        self._view = View()
        self._links: set[PictureView] = set()
        self._grabbed: QPointF | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(80, 60))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleDescription(
            self.tr(
                "Plus and minus zoom, 0 fits the picture, 1 shows its own pixels, arrows move, M magnifies."
            )
        )
        theme_signals().changed.connect(self.update)

    # What is shown

    def image(self) -> QImage | None:
        return self._image

    def set_image(self, image: QImage | None, *, keep: bool = False) -> None:
        """Show another picture, fitted; with `keep`, the same part of it as of the one before."""
        self._image = image if image is not None and not image.isNull() else None
        self._levels = Levels(self._image) if self._image is not None else None
        if not keep:
            self._put(View())
        self._restrict()
        self.updateGeometry()
        self.update()

    def set_words(self, words: str) -> None:
        """What stands there while there is no picture."""
        self._words = words
        self.update()

    def view(self) -> View:
        return self._view

    def set_view(self, view: View) -> None:
        """Look there, and let the linked views look there too."""
        self._move(view)

    def fit(self) -> None:
        self._move(replace(self._view, zoom=1.0, x=0.5, y=0.5))

    def actual_size(self) -> None:
        """One pixel of the picture to one of the screen, whatever the screen's density."""
        self._move(replace(self._view, zoom=self._actual()))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther; `at`, in widget coordinates, stays where it is (default: the middle)."""
        if self._image is None:
            return
        anchor = at if at is not None else QRectF(self.rect()).center()
        fixed = self.to_picture(anchor)
        wanted = self._bounded(self._view.zoom * factor)
        self._look(fixed, anchor, wanted)

    def percent(self) -> int:
        """Device pixels per pixel of the picture, in hundredths: 100 is 1:1."""
        return round(100 * self._scale() * self.devicePixelRatioF())

    def set_lens(self, shown: bool) -> None:
        """Put the magnifier on the picture, or take it off."""
        if self._image is not None:
            self._move(replace(self._view, lens=(self._view.x, self._view.y) if shown else None))

    def link(self, *views: PictureView) -> None:
        """Zoom and move as one with these, and they with each other. A view that is gone drops out."""
        together = {self, *views}
        for view in tuple(together):
            together |= view._links
        for view in together:
            for other in together - {view} - view._links:
                view._links.add(other)
                other.destroyed.connect(lambda *_, mine=view._links, gone=other: mine.discard(gone))
        for view in views:
            view._follow(self._view)

    # Geometry

    def to_picture(self, point: QPointF) -> QPointF:
        """Widget coordinates as pixels of the picture."""
        place, scale = self._place(), self._scale()
        return QPointF((point.x() - place.x()) / scale, (point.y() - place.y()) / scale)

    def to_widget(self, point: QPointF) -> QPointF:
        """Pixels of the picture as widget coordinates."""
        place, scale = self._place(), self._scale()
        return QPointF(place.x() + point.x() * scale, place.y() + point.y() * scale)

    def _size(self) -> QSizeF:
        return QSizeF(self._image.size()) if self._image is not None else QSizeF(_EMPTY)

    def _fitted(self) -> float:
        """Logical pixels per pixel of the picture when all of it is seen."""
        size = self._size()
        width = max(1.0, self.width() - 2.0 * self.MARGIN)
        height = max(1.0, self.height() - 2.0 * self.MARGIN)
        return min(width / size.width(), height / size.height())

    def _scale(self) -> float:
        return self._fitted() * self._view.zoom

    def _actual(self) -> float:
        return 1.0 / (self._fitted() * self.devicePixelRatioF())

    def _bounded(self, zoom: float) -> float:
        low = min(1.0, self._actual())
        high = max(1.0, _MOST * self._actual())
        if abs(zoom - 1.0) < 0.02:
            zoom = 1.0
        if abs(zoom / self._actual() - 1.0) < 0.02:
            zoom = self._actual()
        return min(high, max(low, zoom))

    def _place(self) -> QRectF:
        """Where the whole picture lies, in widget coordinates; at 1:1 on whole device pixels."""
        size = self._size() * self._scale()
        x = self.width() / 2 - self._view.x * size.width()
        y = self.height() / 2 - self._view.y * size.height()
        ratio = self.devicePixelRatioF()
        return QRectF(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), size)

    def _look(self, fixed: QPointF, at: QPointF, zoom: float) -> None:
        """Bring the picture's pixel `fixed` under the widget's point `at`."""
        size = self._size() * (self._fitted() * zoom)
        pixel = self._fitted() * zoom
        x = (fixed.x() * pixel + self.width() / 2 - at.x()) / size.width()
        y = (fixed.y() * pixel + self.height() / 2 - at.y()) / size.height()
        self._move(replace(self._view, zoom=zoom, x=x, y=y))

    def _restricted(self, view: View) -> View:
        size = self._size() * (self._fitted() * view.zoom)
        return kept_inside(view, (size.width(), size.height()), (self.width(), self.height()))

    def _restrict(self) -> None:
        self._put(self._restricted(self._view))

    def _move(self, view: View) -> None:
        if self._image is None:
            return
        self._put(self._restricted(replace(view, zoom=self._bounded(view.zoom))))
        for other in tuple(self._links):
            other._follow(self._view)

    def _follow(self, view: View) -> None:
        if self._image is not None:
            self._put(view if math.isclose(view.zoom, 1.0) else self._restricted(view))

    def _put(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.update()
            self.view_changed.emit(view)

    # By hand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._image is None or event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.actual_size()
        elif key == Qt.Key.Key_M:
            self.set_lens(self._view.lens is None)
        elif key in _ARROWS and self._arrow(*_ARROWS[key]):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _arrow(self, right: int, down: int) -> bool:
        """Move the magnifier, or else the picture; False when there is nothing to move."""
        view = self._view
        if view.lens is not None:
            step = 0.04 / view.zoom
            self._move(replace(view, lens=within(view.lens[0] + right * step, view.lens[1] + down * step)))
            return True
        size = self._size() * self._scale()
        x = view.x + right * 0.12 * self.width() / size.width()
        y = view.y + down * 0.12 * self.height() / size.height()
        self._move(replace(view, x=x, y=y))
        return self._view != view

    def wheelEvent(self, event: QWheelEvent) -> None:
        used = self.hasFocus() or any(other.hasFocus() for other in self._links)
        if self._image is None or not (used or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
            return
        self.zoom_by(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._image is not None:
            self._grabbed = event.position()
            if self._view.zoom > 1.0 and self._view.lens is None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._view.lens is not None:
            spot, size = self.to_picture(event.position()), self._size()
            self._move(replace(self._view, lens=within(spot.x() / size.width(), spot.y() / size.height())))
        elif self._grabbed is not None:
            moved = event.position() - self._grabbed
            self._grabbed = event.position()
            size = self._size() * self._scale()
            view = self._view
            self._move(
                replace(view, x=view.x - moved.x() / size.width(), y=view.y - moved.y() / size.height())
            )
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.unsetCursor()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._image is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if math.isclose(self._view.zoom, 1.0):
            self._look(self.to_picture(event.position()), event.position(), self._actual())
        else:
            self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1.0 + event.value(), event.position())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restrict()

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.colour("muted.soft"))
        if self._image is None:
            painter.setPen(colours.colour("muted"))
            inner = self.rect().adjusted(12, 12, -12, -12)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, int(flags), self._words)
        else:
            self._paint_part(painter, QRectF(self.rect()), self._place())
            self.paint_over(painter)
            if self._view.lens is not None:
                self._paint_lens(painter, self._view.lens)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen_of(QColor(colours.colour("focus")), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """For what stands on the picture: frames, handles."""

    def _paint_part(self, painter: QPainter, window: QRectF, place: QRectF) -> None:
        """Draw that part of the picture which, lying at `place`, is seen through `window`."""
        seen = place.intersected(window)
        if self._image is None or self._levels is None or seen.isEmpty():
            return
        scale = place.width() / self._image.width() * self.devicePixelRatioF()
        drawn = self._levels.at(scale)
        factor = drawn.width() / place.width()
        factor_down = drawn.height() / place.height()
        part = QRectF(
            (seen.x() - place.x()) * factor,
            (seen.y() - place.y()) * factor_down,
            seen.width() * factor,
            seen.height() * factor_down,
        )
        sharp = scale >= _PIXELS_SEEN or math.isclose(scale, 1.0, rel_tol=1e-6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not sharp)
        painter.drawImage(seen, drawn, part)

    def _paint_lens(self, painter: QPainter, lens: tuple[float, float]) -> None:
        """A round window onto the picture at 1:1, or twice as near as the view where that is nearer."""
        assert self._image is not None
        ratio = self.devicePixelRatioF()
        scale = max(1.0 / ratio, 2 * self._scale())
        spot = QPointF(lens[0] * self._image.width(), lens[1] * self._image.height())
        middle = self.to_widget(spot)
        side = min(_LENS, self.width() - 4, self.height() - 4)
        box = QRectF(0, 0, side, side)
        box.moveCenter(middle)
        box.moveLeft(min(max(box.left(), 2.0), self.width() - side - 2.0))
        box.moveTop(min(max(box.top(), 2.0), self.height() - side - 2.0))
        corner = box.center() - spot * scale
        corner = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        round_window = QPainterPath()
        round_window.addEllipse(box)
        painter.save()
        painter.setClipPath(round_window)
        painter.fillRect(box, theme().colour("muted.soft"))
        self._paint_part(painter, box, QRectF(corner, QSizeF(self._image.size()) * scale))
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen_of(QColor(theme().colour("surface")), 5))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(pen_of(QColor(theme().colour("accent")), 2))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.restore()


_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
