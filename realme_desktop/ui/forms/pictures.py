"""What the picture fields of one form do together: several files dropped at once, the editor, the close look,
hints that need both pictures, new scans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Field, Role
from realme_desktop.catalog.text import Text
from realme_desktop.ui.language import say

from .sides import in_order

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from realme_desktop.imaging.hints import Hint
    from realme_desktop.ui.widgets.file_picker import Folders, Source
    from realme_desktop.ui.widgets.picture_compare import Comparison, Seen
    from realme_desktop.ui.widgets.picture_picker import PicturePicker
    from realme_desktop.ui.widgets.picture_tools import Guide, PictureLook, PictureTools

    from .previews import FormLook

__all__ = ["FormPictures"]

_CLOSE = 6000  # pixels of the longer side of an original that is looked at closely: 108 MB at 4:3


class FormPictures(QObject):
    """Knows the pickers of a form as they are made. `in_force(name)` tells which widget a field shows now:
    where a packet may be sent instead of a picture, there are two. `show(name)` brings a field into sight.
    `settled` comes whenever no picture is being looked at any more."""

    settled = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        look: FormLook,
        in_force: Callable[[str], QWidget],
        parent: QWidget,
        *,
        folders: Folders | None = None,
        show: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._fields = {field.name: field for field in fields}
        self._look = look
        self._in_force = in_force
        self.folders = folders
        self._window = parent
        self._pickers: dict[str, PicturePicker] = {}
        self._scans: list[Path] = []
        self.arranging = False  # the pictures are being put into other places, by nobody's hand
        self._together = False  # the pictures of the pair were given at once, in no order that is known
        self.dialog: QDialog | None = None

    def tools(self, field: Field) -> PictureTools:
        """What the parts of this field's picture are given."""
        from functools import partial

        from realme_desktop.imaging.edits import aspect_for
        from realme_desktop.ui.widgets.picture_tools import PictureTools

        return PictureTools(
            look=partial(self._look, field),
            original=self._look.original,
            cut=self._look.cut,
            aspect=aspect_for(field.role),
            guide=_GUIDES.get(field.role, ""),
            kind=field.picture or "document",
            folders=self.folders,
        )

    def adopt(self, field: Field, picker: PicturePicker) -> None:
        """A picker was made for this field."""
        name = field.name
        self._pickers[name] = picker
        picker.several.connect(lambda paths: self.distribute(paths, name))
        picker.edit_wanted.connect(lambda: self.edit(name))
        picker.close_look_wanted.connect(lambda: self.look_closely(name))
        picker.edited.connect(self._offer_scans)
        picker.looked.connect(self._compare)
        picker.looked.connect(lambda: self._bring(name))
        picker.looked.connect(self._settle)
        picker.edited.connect(self._edited)
        picker.edited.connect(self._settle)
        picker.swap_wanted.connect(self.swap)
        if _camera_is_there():
            picker.offer_camera()
            picker.camera_wanted.connect(lambda: self.photograph(name))

    def _bring(self, name: str) -> None:
        """What was found out stands below the picture: into sight with it, if it is the field in hand."""
        focus = QApplication.focusWidget()
        if focus is not None and self._pickers[name].isAncestorOf(focus):
            QTimer.singleShot(0, self, lambda: self._show(name))

    @property
    def looking(self) -> bool:
        """A picture of the form is being taken over or looked at."""
        return any(self._pickers[name].looking or self._pickers[name].waiting for name in self._shown())

    @property
    def at_work(self) -> bool:
        """Or somebody works on one, in a dialog."""
        return self.looking or self.dialog is not None

    def findings(self) -> list[Finding]:
        """What is said of the pictures, as warnings."""
        return [
            Finding(name, Strength.WARNING, Text(words, words), "picture.hint")
            for name in self._shown()
            if (words := self._pickers[name].said)
        ]

    def _settle(self) -> None:
        if not self.looking:
            self.settled.emit()

    def _shown(self) -> list[str]:
        """Fields that take a picture now, in the form's order."""
        return [
            name
            for name in self._fields
            if name in self._pickers and self._in_force(name) is self._pickers[name]
        ]

    def _label(self, name: str) -> str:
        return say(self._fields[name].label)

    # Several at once

    def distribute(self, sources: Sequence[Path], dropped_on: str) -> None:
        """Fill the pictures of the form in order, or by what the files say of themselves; where there is room
        for fewer than were given, say so."""
        names = self._shown()
        if len(names) < 2:
            names = [dropped_on]
        roles = [self._fields[name].role for name in names]
        chosen = in_order(list(sources), roles)[: len(names)]
        for name, source in zip(names, chosen, strict=False):
            self._pickers[name].take(source)
        self._together = len(chosen) == len(names) == 2
        left = len(sources) - len(chosen)
        if left > 0:
            words = self.tr("{count} of the files given have no place in this form and were not used.")
            self._pickers[names[-1]].remark(words.format(count=left))

    def put_both(self, sources: Sequence[Source]) -> None:
        """Front and back that were cut out of one page."""
        for name, source in zip(self._shown(), sources, strict=False):
            self._pickers[name].take(source)

    # The pair

    def swap(self) -> None:
        """Each of the two pictures into the place of the other."""
        names = self._shown()
        if len(names) == 2:
            one, two = (self._pickers[name] for name in names)
            first, second = one.source(), two.source()
            if first is not None and second is not None:
                one.take(second)
                two.take(first)

    def _edited(self) -> None:
        self._together = False  # somebody put this one where it is
        self._compare()

    def _compare(self) -> None:
        """Hints that need both pictures; sides that came together the wrong way round are put right."""
        names = self._shown()
        if len(names) != 2:
            return
        one, two = (self._pickers[name] for name in names)
        first, second = one.seen, two.seen
        hints: tuple[Hint, ...] = ()
        if first is not None and second is not None:
            from realme_desktop.imaging.quality import Measures, pair_hints

            if isinstance(first.print, Measures) and isinstance(second.print, Measures):
                fields = [self._fields[name] for name in names]
                hints = pair_hints(
                    first.print,
                    second.print,
                    roles=(fields[0].role, fields[1].role),
                    labels=(fields[0].label, fields[1].label),
                )
        swapped = any(hint.code == "swapped" for hint in hints)
        if first is not None and second is not None:
            together, self._together = self._together, False
            if swapped and together:
                self.arranging = True
                self.swap()
                self.arranging = False
                return
        words = tuple(say(hint.words) for hint in hints)
        # Either of two swapped pictures offers to change places, so both say why.
        one.say_of_pair(words if swapped else (), swapped)
        two.say_of_pair(words, swapped)

    # Windows

    def edit(self, name: str) -> QDialog | None:
        """Open the editor for a field's picture."""
        from realme_desktop.ui.widgets.picture_editor.dialog import PictureEditor

        picker = self._pickers[name]
        source = picker.source()
        if source is None:
            return None
        names = self._shown()
        sides = tuple(self._label(other) for other in names) if self._cuttable(names) else ()
        editor = PictureEditor(
            source,
            self.tools(self._fields[name]),
            self._label(name),
            self._window.window(),
            labels=sides,
            aspect_words=_aspect_words(self._fields[name].role),
        )
        editor.chosen.connect(picker.replace_edited)
        editor.cut.connect(self.put_both)
        return self._opened(editor, picker)

    def _cuttable(self, names: Sequence[str]) -> bool:
        roles = {self._fields[name].role for name in names}
        return len(names) == 2 and roles == {Role.ID_FRONT_PICTURE, Role.ID_BACK_PICTURE}

    def look_closely(self, name: str) -> QDialog | None:
        """The original beside what will be sent, and both pictures of a pair."""
        from realme_desktop.ui.widgets.picture_compare import CompareDialog, Comparison

        picker = self._pickers[name]
        look = picker.seen
        if look is None:
            return None
        first = Comparison(
            name="sent",
            words=self.tr("Original and what is sent"),
            sides=(self._original(name), self._sent(name, look, self.tr("This will be sent"))),
            hints=look.hints,
        )
        comparisons: tuple[Comparison, ...] = (first,)
        both = [(other, seen) for other in self._shown() if (seen := self._pickers[other].seen) is not None]
        if len(both) > 1:
            sides = tuple(self._sent(other, seen, self._label(other)) for other, seen in both[:2])
            words = tuple(dict.fromkeys(h for other, _ in both for h in self._pickers[other].pair_hints))
            pair = Comparison(name="both", words=self.tr("Both pictures"), sides=sides, hints=words)
            comparisons = (first, pair)
        title = self.tr("Look closely: {label}").format(label=self._label(name))
        return self._opened(CompareDialog(title, comparisons, self._window.window()), picker)

    def _original(self, name: str) -> Seen:
        from realme_desktop.ui.widgets.picture_compare import Seen
        from realme_desktop.ui.widgets.picture_tools import before_words, edits_of, plain_of

        picker = self._pickers[name]
        source, look = picker.source(), picker.seen
        assert source is not None and look is not None

        async def load() -> QImage:
            assert source is not None
            return (await self._look.original(plain_of(source), edits_of(source).page, _CLOSE)).image

        facts = before_words(look)
        if max(look.source_width, look.source_height) > _CLOSE:
            facts += "\n" + self.tr("Seen here reduced to {side} pixels.").format(side=_CLOSE)
        return Seen(title=self.tr("Original"), facts=facts, load=load)

    def _sent(self, name: str, look: PictureLook, title: str) -> Seen:
        from realme_desktop.ui.tasks import in_thread
        from realme_desktop.ui.widgets.picture_compare import Seen
        from realme_desktop.ui.widgets.picture_editor.outcome import decoded
        from realme_desktop.ui.widgets.picture_tools import after_words

        async def load() -> QImage:
            return await in_thread(decoded, look.sent or look.small)

        return Seen(title=title, facts=after_words(look), load=load)

    def photograph(self, name: str) -> QDialog | None:
        """Open the camera for a field."""
        from realme_desktop.ui.widgets.camera.device import CameraEye
        from realme_desktop.ui.widgets.camera.dialog import CameraDialog

        picker = self._pickers[name]
        field = self._fields[name]
        dialog = CameraDialog(
            CameraEye(), self._label(name), _GUIDES.get(field.role, ""), self._window.window()
        )
        dialog.taken.connect(picker.take)
        return self._opened(dialog, picker)

    def _opened(self, dialog: QDialog, picker: PicturePicker) -> QDialog:
        self.dialog = dialog

        def done() -> None:
            if self.dialog is dialog:
                self.dialog = None
            self._window.window().activateWindow()  # not every window system gives the focus back by itself
            picker.setFocus(Qt.FocusReason.OtherFocusReason)

        dialog.finished.connect(lambda _: done())
        dialog.open()
        return dialog

    # Scans

    def offer_scan(self, path: Path) -> bool:
        """A new scan: offered at the first empty picture, never taken by itself. False: no field is empty."""
        self._scans = [path, *(other for other in self._scans if other != path)][:_MOST_SCANS]
        self._offer_scans()
        return any(self._pickers[name].offered for name in self._shown())

    def _offer_scans(self) -> None:
        taken = {picker.source() for picker in self._pickers.values()}
        self._scans = [path for path in self._scans if path not in taken]
        # The oldest goes to the first field: front, then back, as they went through the scanner.
        waiting = list(reversed(self._scans))
        for name in self._shown():
            picker = self._pickers[name]
            picker.offer_scan(waiting.pop(0) if waiting and picker.source() is None else None)


_MOST_SCANS = 4
_GUIDES: dict[Role, Guide] = {
    Role.FACE_PICTURE: "face",
    Role.ID_FRONT_PICTURE: "card",
    Role.ID_BACK_PICTURE: "card",
    Role.ID_PICTURE: "card",
    Role.CARD_PICTURE: "card",
}


def _aspect_words(role: Role) -> str:
    if role is Role.FACE_PICTURE:
        return QCoreApplication.translate("FormPictures", "Shape of an ID portrait")
    if role is Role.CARD_PICTURE:
        return QCoreApplication.translate("FormPictures", "Shape of a bank card (85.6 × 54)")
    return QCoreApplication.translate("FormPictures", "Shape of an ID card (85.6 × 54)")


def _camera_is_there() -> bool:
    from realme_desktop.ui.widgets.camera import present

    return present()
