"""The editor's window: the picture with its frames on the left, what will be sent of it on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.imaging.edits import Box, Edits, Quad
from realme_desktop.ui.tasks import spawn, words_of
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role
from realme_desktop.ui.widgets.file_picker import Source
from realme_desktop.ui.widgets.picture_tools import (
    Original,
    PictureTools,
    edits_of,
    plain_of,
    with_edits,
)

from .canvas import EditCanvas
from .outcome import Outcome
from .session import EditSession, Mode, render
from .tools import EditTools

if TYPE_CHECKING:
    import asyncio

__all__ = ["PictureEditor"]

_HALVES_BESIDE = (Box(0.03, 0.05, 0.48, 0.95), Box(0.52, 0.05, 0.97, 0.95))
_HALVES_BELOW = (Box(0.05, 0.03, 0.95, 0.48), Box(0.05, 0.52, 0.95, 0.97))
_SIDE = 1600  # pixels of the copy that is worked on; what is sent is made from the original


class PictureEditor(QDialog):
    """Opened with `open()`. `chosen(source)` comes with the edited picture, `cut(sources)` with two of them,
    when a page was cut; nothing comes when the operator cancels. The file itself is never touched.

    `labels` are those of the two fields that a page can be cut for; without them nothing is offered to cut.
    """

    chosen = Signal(object)
    cut = Signal(object)

    def __init__(
        self,
        source: Source,
        tools: PictureTools,
        label: str,
        parent: QWidget | None = None,
        *,
        labels: tuple[str, ...] = (),
        aspect_words: str = "",
    ) -> None:
        super().__init__(parent)
        assert tools.look is not None and tools.original is not None
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Edit: {label}").format(label=label))
        self.resize(1120, 700)
        self._plain = plain_of(source)
        self._given = source
        self._tools = tools
        self._labels = labels
        self._original: Original | None = None
        self._session: EditSession | None = None
        self._task: asyncio.Task[None] | None = None
        self._not_found = ""  # why no two cards were found
        self._seeking = False
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        self.tools = EditTools(
            self,
            aspect_words=aspect_words if tools.aspect is not None else "",
            cuttable=len(labels) == 2 and tools.cut is not None,
        )
        column.addWidget(self.tools)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(MEDIUM)
        set_role(split, "gap")
        split.setChildrenCollapsible(False)
        self.canvas = EditCanvas(split)
        self.canvas.setObjectName("editor.canvas")
        self.canvas.set_words(self.tr("Opening the picture…"))
        self.outcome = Outcome(tools.look, split)
        self.outcome.setMinimumWidth(260)
        split.addWidget(self.canvas)
        split.addWidget(self.outcome)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([680, 380])
        column.addWidget(split, 1)
        self.help = QLabel(self)
        self.help.setObjectName("editor.help")
        self.help.setTextFormat(Qt.TextFormat.PlainText)
        self.help.setWordWrap(True)
        self.help.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.help.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        set_role(self.help, "caption")
        row = QHBoxLayout()
        row.addWidget(self.help, 1)
        buttons = QDialogButtonBox(self)
        self.use = QPushButton(self.tr("Use this picture"), self)
        self.use.setObjectName("editor.use")
        set_role(self.use, "primary")
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName("editor.cancel")
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.use.setDefault(True)
        self.use.setEnabled(False)
        row.addWidget(buttons)
        column.addLayout(row)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._connect()
        self.tools.setEnabled(False)

    def _connect(self) -> None:
        tools = self.tools
        tools.turn_wanted.connect(lambda quarters: self._do(lambda s: s.turn(quarters)))
        tools.angle_changed.connect(lambda angle: self._do(lambda s: s.set_angle(angle)))
        tools.aspect_kept.connect(lambda keep: self._do(lambda s: s.set_keep_aspect(keep)))
        tools.mode_wanted.connect(self._change_mode)
        tools.page_chosen.connect(self._open_page)
        tools.swap_wanted.connect(lambda: self._do(lambda s: s.swap_pieces()))
        tools.undo_wanted.connect(lambda: self._do(lambda s: s.history.undo()))
        tools.redo_wanted.connect(lambda: self._do(lambda s: s.history.redo()))
        tools.start_over_wanted.connect(lambda: self._do(lambda s: s.start_over()))
        self.canvas.boxes_changed.connect(self._boxes_moved)
        self.canvas.quad_changed.connect(self._quad_moved)
        self.canvas.gesture_ended.connect(self._gesture_ended)

    @property
    def session(self) -> EditSession:
        assert self._session is not None, "the picture is not open yet"
        return self._session

    @property
    def ready(self) -> bool:
        """The picture is open, and nothing is being prepared."""
        return self._session is not None and not self.outcome.busy and not self._seeking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._task is None:
            self._task = spawn(self, self._open(edits_of(self._given)), "open a picture to edit")

    async def _open(self, edits: Edits) -> None:
        assert self._tools.original is not None
        try:
            original = await self._tools.original(self._plain, edits.page, _SIDE)
        except Exception as error:
            self.canvas.set_image(None)
            self.canvas.set_words(words_of(error))
            if not hasattr(error, "words"):
                raise
            return
        self._original = original
        size = (original.width, original.height)
        self._session = EditSession(edits, size, self._tools.aspect)
        if self._tools.guide == "face":
            self._session.keep_aspect = False  # a face is cropped as it suits; the shape is an offer
        self.tools.set_pages(original.pages, edits.page)
        self.tools.setEnabled(True)
        self.use.setEnabled(True)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh(at_once=True)

    def _open_page(self, page: int) -> None:
        if self._task is not None:
            self._task.cancel()
        self.canvas.set_image(None)
        self.canvas.set_words(self.tr("Opening the picture…"))
        self._task = spawn(self, self._open(Edits(page=page)), "open a page to edit")

    # Acts

    def _do(self, act) -> None:  # type: ignore[no-untyped-def]
        if self._session is not None:
            act(self._session)
            self._refresh()

    def _change_mode(self, mode: Mode) -> None:
        session = self._session
        if session is None:
            return
        session.mode = mode
        if mode is Mode.CROP and session.edits.crop is None:
            session.set_crop(session.crop_box())  # what the frame shows is what is sent, from the beginning
            session.history.end_gesture()
        if mode is Mode.CUT and not session.pieces:
            self._seeking = True
            spawn(self, self._find_pieces(), "find two cards on the page")
        self.canvas.show_nothing()
        self._refresh()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _find_pieces(self) -> None:
        session = self.session
        assert self._tools.cut is not None
        self._not_found, self._seeking = "", True
        try:
            session.pieces = await self._tools.cut(self._plain, session.shown())
        except Exception as error:
            if not hasattr(error, "words"):
                raise
            # Halves, to be moved by hand.
            self._not_found = words_of(error)
            width, height = session.edits.canvas_size(session.size)
            session.pieces = _HALVES_BESIDE if width > height else _HALVES_BELOW
        finally:
            self._seeking = False
        if session.mode is Mode.CUT:
            self._refresh()

    def _boxes_moved(self, boxes: tuple[Box, ...]) -> None:
        if self.session.mode is Mode.CUT:
            self.session.pieces = boxes
        else:
            self.session.set_crop(boxes[0])
        self._refresh(picture=False)

    def _quad_moved(self, quad: Quad) -> None:
        self.session.set_corners(quad)
        self._refresh(picture=False)

    def _gesture_ended(self) -> None:
        self.session.history.end_gesture()

    # Showing

    def _refresh(self, *, picture: bool = True, at_once: bool = False) -> None:
        session, original = self._session, self._original
        if session is None or original is None:
            return
        if picture:
            image = render(original.image, session.shown())
            before = self.canvas.image()
            self.canvas.set_image(image, keep=before is not None and before.size() == image.size())
        self._refresh_frames(session)
        self.tools.show_state(
            session.mode,
            session.edits.angle,
            can_undo=session.history.can_undo,
            can_redo=session.history.can_redo,
            changed=session.edits != Edits(page=session.edits.page),
            keep_aspect=session.keep_aspect,
        )
        words = self.tr("Use both pictures") if session.mode is Mode.CUT else self.tr("Use this picture")
        self.use.setText(words)
        self.help.setText(self._help_words(session.mode))
        edits = session.edits
        if session.mode is Mode.CUT and session.pieces:
            edits = session.piece_edits()[self.canvas.hand[0] if self.canvas.hand[0] < 2 else 0]
        self.outcome.show_source(with_edits(self._plain, edits), at_once=at_once)

    def _refresh_frames(self, session: EditSession) -> None:
        if session.mode is Mode.STRAIGHTEN:
            self.canvas.show_quad(session.corners())
        elif session.mode is Mode.CUT:
            self.canvas.show_boxes(session.pieces, None, self._labels)
        elif session.mode is Mode.CROP:
            self.canvas.show_boxes([session.crop_box()], session.crop_aspect)
        elif session.edits.crop is not None:
            self.canvas.show_boxes([session.edits.crop], session.crop_aspect)
        else:
            self.canvas.show_nothing()

    def _help_words(self, mode: Mode) -> str:
        if mode is Mode.CROP:
            return self.tr(
                "Drag the frame or its corners. By keyboard: space goes from corner to corner, arrows move, "
                "Shift moves farther. C ends."
            )
        if mode is Mode.STRAIGHTEN:
            return self.tr(
                "Put the four corners onto those of the card. By keyboard: space goes from corner to corner, "
                "arrows move, Shift moves farther. S ends."
            )
        if mode is Mode.CUT and self._seeking:
            return self.tr("Looking for two cards on the page…")
        if mode is Mode.CUT and self._not_found:
            return self._not_found
        if mode is Mode.CUT:
            return self.tr(
                "Each frame becomes the picture of one field. Drag them where they belong, swap them if the "
                "sides are the other way round. By keyboard: space, arrows, W."
            )
        return self.tr(
            "[ and ] turn, C crops, S straightens, comma and full stop turn by half a degree. "
            "The file itself is never changed."
        )

    # Leaving

    def _accept(self) -> None:
        session = self._session
        if session is None or self._seeking:
            return
        if session.mode is Mode.CUT:
            self.cut.emit([with_edits(self._plain, edits) for edits in session.piece_edits()])
        else:
            self.chosen.emit(with_edits(self._plain, session.edits))
        self.accept()
