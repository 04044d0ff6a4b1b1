"""Pictures of an order, blurred until somebody asks to see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Service
from realme_desktop.records.model import StoredPicture
from realme_desktop.ui.language import say
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role
from realme_desktop.ui.widgets.blur import blurred
from realme_desktop.ui.widgets.picture_view import PictureView
from realme_desktop.ui.widgets.revealing import RevealPushButton
from realme_desktop.ui.widgets.words import Words

from . import ViewContext

__all__ = ["PictureTools", "PicturesSent", "SeenPicture", "blurred", "image_of", "picture_fields"]


def image_of(picture: StoredPicture | None, remembered: dict[str, object]) -> QImage | None:
    """The picture decoded; None for none, an SDK packet, or what Qt can't read. Kept for redraws."""
    if picture is None or not picture.media_type.startswith("image/"):
        return None
    key = f"image.{picture.sha256}"
    kept = remembered.get(key)
    if isinstance(kept, QImage):
        return kept
    image = QImage.fromData(QByteArray(picture.data))
    if image.isNull():
        return None
    remembered[key] = image
    return image


def picture_fields(service: Service, pictures: Mapping[str, StoredPicture]) -> tuple[tuple[str, str], ...]:
    """Wire names and labels of the pictures that were sent, in the order of the form."""
    known = [(field.name, say(field.label)) for field in service.fields if field.name in pictures]
    names = {name for name, _ in known}
    return (*known, *((name, name) for name in pictures if name not in names))


class SeenPicture(QWidget):
    """One picture with its words below. `show_clear(False)` blurs it, and takes less room for it: `heights`
    are those of the blurred and of the clear picture."""

    def __init__(
        self,
        name: str,
        words: str,
        image: QImage | None,
        parent: QWidget,
        *,
        missing: str = "",
        heights: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"picture.{name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._image = image
        self._heights = heights
        self._blurred = blurred(image) if image is not None else None
        self.view = PictureView(self)
        self.view.setObjectName(f"picture.{name}.view")
        self.view.setAccessibleName(words)
        self.view.set_words(missing or self.tr("This picture can't be shown."))
        column.addWidget(self.view, 1)
        if words:
            caption = Words(words, self, tone="muted", size="small")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(caption)
        self.show_clear(False)

    @property
    def readable(self) -> bool:
        return self._image is not None

    def set_image(self, image: QImage | None, clear: bool) -> None:
        self._image = image
        self._blurred = blurred(image) if image is not None else None
        self.show_clear(clear)

    def show_clear(self, clear: bool) -> None:
        if self._heights is not None:
            self.view.setFixedHeight(self._heights[clear])
        self.view.set_image(self._image if clear else self._blurred)
        self.view.setEnabled(self._image is not None)
        focus = Qt.FocusPolicy.StrongFocus if clear and self._image is not None else Qt.FocusPolicy.NoFocus
        self.view.setFocusPolicy(focus)


class PictureTools(QWidget):
    """The row under some pictures: show or blur them, and zoom. `linked` pictures move as one."""

    def __init__(
        self, context: ViewContext, pictures: list[SeenPicture], parent: QWidget, *, linked: bool = True
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._pictures: list[SeenPicture] = []
        self.setObjectName("picture.tools")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.show_button = RevealPushButton(self)
        self.show_button.setObjectName("pictures.reveal")
        set_role(self.show_button, "quiet")
        row.addWidget(self.show_button)
        row.addStretch(1)
        self._zoom: list[QWidget] = []
        self._percent = QLabel(self)
        self._percent.setObjectName("zoom.percent")
        set_role(self._percent, "caption")
        row.addWidget(self._percent)
        for name, text, words, act in (
            ("out", "−", self.tr("Smaller (-)"), lambda view: view.zoom_by(0.8)),
            ("in", "+", self.tr("Larger (+)"), lambda view: view.zoom_by(1.25)),
            ("fit", self.tr("Fit"), self.tr("Fit (0)"), lambda view: view.fit()),
            ("actual", "1:1", self.tr("Pixel by pixel (1)"), lambda view: view.actual_size()),
        ):
            row.addWidget(self._button(name, text, words, act))
        for picture in pictures:
            if picture.readable:
                self._take(picture)
        if linked and len(self._pictures) > 1:
            first = self._pictures[0].view
            first.link(*(picture.view for picture in self._pictures[1:]))
        revealed = context.revealed
        self.show_button.setChecked(
            bool(self._pictures) and all(picture.objectName() in revealed for picture in self._pictures)
        )
        self._put(self.show_button.isChecked())
        self.show_button.toggled.connect(self._toggled)

    def add(self, picture: SeenPicture) -> None:
        """A picture that came later: as clear or blurred as the others."""
        self._take(picture)
        if self.show_button.isChecked():
            self._context.reveal(picture.objectName(), True)
        self._put(self.show_button.isChecked())

    def _take(self, picture: SeenPicture) -> None:
        self._pictures.append(picture)
        if len(self._pictures) == 1:
            picture.view.view_changed.connect(self._tell_zoom)

    def _button(self, name: str, text: str, words: str, act: Callable[[PictureView], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"zoom.{name}")
        button.setToolTip(words)
        button.setAccessibleName(words)
        set_role(button, "quiet")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: act(self._pictures[0].view) if self._pictures else None)
        self._zoom.append(button)
        return button

    def _toggled(self, shown: bool) -> None:
        for picture in self._pictures:
            self._context.reveal(picture.objectName(), shown)
        self._put(shown)

    def _put(self, shown: bool) -> None:
        for picture in self._pictures:
            picture.show_clear(shown)
        many = len(self._pictures) > 1
        self.show_button.setVisible(bool(self._pictures))
        if shown:
            words = self.tr("Blur the pictures") if many else self.tr("Blur the picture")
        else:
            words = self.tr("Show the pictures") if many else self.tr("Show the picture")
        self.show_button.setText(words)
        self.show_button.setAccessibleName(words)
        self.show_button.setIcon(icon("eye-off" if shown else "eye", "accent"))
        for widget in (*self._zoom, self._percent):
            widget.setVisible(shown and bool(self._pictures))
        self._tell_zoom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_zoom()

    def _tell_zoom(self, *_: object) -> None:
        if self._pictures:
            self._percent.setText(f"{self._pictures[0].view.percent()} %")


class PicturesSent(QWidget):
    """The pictures of an order where no view has a use for them of its own."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pictures.sent")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        seen: list[SeenPicture] = []
        named = picture_fields(context.service, context.pictures) if context.service is not None else ()
        for name, label in named:
            image = image_of(context.pictures.get(name), context.remembered)
            if image is not None:
                seen.append(SeenPicture(name, label, image, self, heights=(84, 200)))
                row.addWidget(seen[-1], 1)
        column.addLayout(row)
        column.addWidget(PictureTools(context, seen, self, linked=False))
        self.setVisible(bool(seen))
