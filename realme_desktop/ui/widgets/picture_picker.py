"""A place for one picture: chosen, dropped, pasted, photographed, or a sample; with a preview made off the
loop, and everything that was changed about it to be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QToolButton, QWidget

from realme_desktop.ui.theme import set_role

from .picture_actions import PictureActions, PictureExtras, action_button
from .picture_holder import PictureHolder
from .picture_intake import Absence, Intake, may_hold_pictures, read_mime
from .picture_tools import Look, PictureLook, PictureTools, edits_of
from .words import clean

__all__ = ["Look", "PictureLook", "PicturePicker", "SamplePicture"]

_ACTIONS = 3 * 29 + 6  # logical pixels of the buttons beside "Choose…", without their words
_CAMERA = 33
SamplePicture: TypeAlias = tuple[str, Path]  # words, file


class PicturePicker(PictureHolder):
    """`several(paths)` comes when more than one file is given at once: whoever knows the other places takes
    them. Editing, looking closely and the camera are asked for by signals, because their windows are made
    late.
    """

    several = Signal(object)  # list[Path]
    edit_wanted = Signal()
    close_look_wanted = Signal()
    camera_wanted = Signal()
    swap_wanted = Signal()
    file_mode = QFileDialog.FileMode.ExistingFiles

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "",
        look: Look | None = None,
        samples: Sequence[SamplePicture] = (),
        tools: PictureTools | None = None,
    ) -> None:
        self.tools = tools if tools is not None else PictureTools(look=look)
        self._actions: PictureActions | None = None
        self._extras: PictureExtras | None = None
        self._swapped = False
        self._offer: QPushButton | None = None
        self.samples: QPushButton | None = None
        self.camera: QToolButton | None = None
        super().__init__(parent, name, look if look is not None else self.tools.look, self.tools)
        if samples:
            self._offer_samples(samples)

    # Words

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

    def _only_an_address(self) -> str:
        return self.tr(
            "That is only the address of a picture on the web, which is not fetched from here. "
            "Save the picture and drop the file, or copy the picture itself."
        )

    # Its buttons

    def _arrange(self) -> None:
        super()._arrange()
        source = self.source()
        if source is not None and self._actions is None:
            self._build_actions()
        if self._actions is not None:
            self._actions.setVisible(source is not None and not self.veiled)
        if self.samples is not None:
            self.samples.setVisible(source is None)
        self._show_extras()

    def _build_actions(self) -> None:
        actions = self._actions = PictureActions(self, self._name)
        actions.name_for(self._label)
        actions.turn_wanted.connect(self.turn_by)
        actions.edit_wanted.connect(self.edit_wanted)
        actions.close_look_wanted.connect(self.close_look_wanted)
        self._buttons.insertWidget(self._buttons.count() - 1, actions, 1)
        before: QWidget = self.camera or self.choose
        for button in actions.buttons:
            QWidget.setTabOrder(before, button)
            before = button
        if self._remove is not None:
            QWidget.setTabOrder(before, self._remove)

    def _show_extras(self) -> None:
        source = self.source()
        wanted = source is not None and (self._pages > 1 or self._swapped)
        if self._extras is None:
            if not wanted:
                return
            extras = self._extras = PictureExtras(self, self._name)
            extras.name_for(self._label)
            extras.page_chosen.connect(self.set_page)
            extras.swap_wanted.connect(self.swap_wanted)
            self._add_line(extras)
            before = self._last_button()
            for part in (extras.page, extras.swap):
                QWidget.setTabOrder(before, part)
                before = part
        page = edits_of(source).page if source is not None else 0
        self._extras.show_state(self._pages if wanted else 1, page, self._swapped and wanted)

    def say_of_pair(self, hints: tuple[str, ...], swapped: bool) -> None:
        super().say_of_pair(hints, swapped)
        if swapped != self._swapped:
            self._swapped = swapped
            self._show_extras()

    def minimumSizeHint(self) -> QSize:
        """As much as a picture with its buttons needs, from the beginning: a form that was laid out in two
        columns while it was empty must not burst when it is filled."""
        least = super().minimumSizeHint()
        row = self.choose.sizeHint().width() + (_CAMERA if self.camera is not None else 0) + _ACTIONS
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        return least.expandedTo(QSize(margins.left() + row + margins.right(), 0))

    def offer_camera(self) -> None:
        """There is a camera: offer to use it."""
        if self.camera is None:
            words = self.tr("Camera")
            self.camera = action_button(
                self, f"camera.{self._name}", "camera", words, self.tr("Take a photo with the camera")
            )
            self.camera.setAccessibleName(f"{self._label}: {words}")
            self.camera.clicked.connect(lambda: self.camera_wanted.emit())
            self._buttons.insertWidget(1, self.camera)
            QWidget.setTabOrder(self.choose, self.camera)

    def offer_scan(self, path: Path | None) -> None:
        """Offer a new scan; it is taken by pressing only. None takes the offer away."""
        if self._offer is None:
            if path is None:
                return
            self._offer = QPushButton(self)
            self._offer.setObjectName(f"scan.{self._name}")
            self._offer.clicked.connect(self._take_offer)
            self._add_line(self._offer)
            QWidget.setTabOrder(self._last_button(), self._offer)
        self._offer.setVisible(path is not None)
        if path is not None:
            words = self.tr("Use the new scan “{name}”").format(name=clean(path.name, 60))
            self._offer.setText(words.replace("&", "&&"))
            self._offer.setAccessibleName(f"{self._label}: {words}")
            self._offer.setProperty("path", str(path))

    @property
    def offered(self) -> bool:
        """A new scan is offered here."""
        return self._offer is not None and not self._offer.isHidden()

    def _take_offer(self) -> None:
        if self._offer is not None:
            path = Path(str(self._offer.property("path")))
            self.offer_scan(None)
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            self._take(path)

    def _last_button(self) -> QWidget:
        if self._actions is not None:
            return self._actions.close_look
        return self.samples or self.camera or self.choose

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in (self.samples, self.camera):
            if button is not None:
                button.setAccessibleName(f"{name}: {button.text()}")
        for part in (self._actions, self._extras):
            if part is not None:
                part.name_for(name)

    # By keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif self.source() is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft):
            self.turn_by(1 if key == Qt.Key.Key_BracketRight else 3)
        elif key == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_F4 and not event.modifiers():
            self.close_look_wanted.emit()
        elif key == Qt.Key.Key_Escape and (self.looking or self._converting):
            self.cancel()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.source() is not None and event.button() is Qt.MouseButton.LeftButton:
            self.close_look_wanted.emit()

    # Pasted and dropped picture data

    def understands(self, mime: QMimeData) -> bool:
        return super().understands(mime) or may_hold_pictures(mime)

    def take_mime(self, mime: QMimeData) -> bool:
        return self.take_intake(read_mime(mime))

    def paste(self) -> None:
        self.take_mime(QGuiApplication.clipboard().mimeData())

    def take_intake(self, intake: Intake) -> bool:
        """Take what was dropped or pasted; False, with words at the field, when it is nothing to take."""
        if intake.files:
            self.take_files(list(intake.files))
        elif intake.read is not None and intake.at_once:
            self._take(intake.read())
        elif intake.read is not None:
            self.convert(intake)
        else:
            web = intake.absence is Absence.WEB
            self.noticed.emit(self._only_an_address() if web else self.nothing_to_paste(), "warning")
            return False
        return True

    def take_files(self, paths: list[Path]) -> None:
        if len(paths) > 1:
            self.several.emit(paths)
        else:
            self._take(paths[0])

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
