"""The form: of each service, filled, refused, with pictures and their windows."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role
from realme_desktop.sandbox.samples import PERSON_ONE, SAMPLES, sample_path
from realme_desktop.ui.widgets.camera.dialog import CameraDialog
from realme_desktop.ui.widgets.camera.eye import Eye
from tests.waiting import until

from .stage import COMPACT, LARGE, Scene, Stage

__all__ = ["SCENES"]

_SAMPLE = {sample.key: sample_path(sample) for sample in SAMPLES}


async def _first_look(stage: Stage) -> None:
    stage.open("namecheck")


async def _service(segment: str, stage: Stage) -> None:
    stage.open(segment, more=True)


async def _filled(stage: Stage) -> None:
    await stage.filled("namecheck")


async def _invalid(stage: Stage) -> None:
    form = await stage.filled("cardcheck", full_name="", id_number="1101051949123", mobile_no="1380")
    form.submit()


async def _recognised(stage: Stage) -> None:
    """Values that a machine read, to be confirmed."""
    form = stage.open("namecheck")
    read = {Role.FULL_NAME: PERSON_ONE.name, Role.ID_NUMBER: PERSON_ONE.id_number}
    form.take_recognised(read, linked_to="20261124")


async def _field_help(stage: Stage) -> None:
    form = stage.open("staticfacecheck")
    stage.find("field.id_number", QLineEdit, form).setFocus(Qt.FocusReason.TabFocusReason)


async def _threshold(stage: Stage) -> None:
    form = await stage.filled("picturematch")
    stage.find("threshold", within=form).setFocus(Qt.FocusReason.TabFocusReason)


# -- pictures -----------------------------------------------------------------------------------------------


async def _both_sides(stage: Stage) -> Any:
    form = await stage.filled("idcardcheck", full_name=PERSON_ONE.name, id_number=PERSON_ONE.id_number)
    picker = form.picture("id_front_pic")
    picker.setFocus(Qt.FocusReason.OtherFocusReason)
    return form


async def _pictures(stage: Stage) -> None:
    await _both_sides(stage)


async def _hints(stage: Stage) -> None:
    form = stage.open("idcardcheck")
    small, letter = stage.folder / "small.jpg", stage.folder / "letter.jpg"
    QImage(str(_SAMPLE["id_front"])).scaled(240, 151).save(str(small))
    letter.write_bytes(b"%PDF-1.7 and so on")
    for name, file in (("id_front_pic", small), ("id_negative_pic", letter)):
        stage.paste_file(form.picture(name), file)
    front, back = form.picture("id_front_pic"), form.picture("id_negative_pic")
    await until(lambda: front.seen is not None and back.problem, "both are looked at")
    front.setFocus(Qt.FocusReason.OtherFocusReason)


async def _picture_menu(stage: Stage) -> QWidget:
    form = stage.open("idcardidentify")
    picker = next(form.picture(field.name) for field in form.service.fields if field.kind == "picture")
    button = next(
        button
        for button in picker.findChildren(QToolButton) + picker.findChildren(QPushButton)
        if button.menu() is not None
    )
    return await _popped(stage, button.menu())


async def _popped(stage: Stage, menu: QMenu) -> QMenu:
    menu.popup(stage.main.mapToGlobal(stage.main.rect().center()))
    await until(menu.isVisible, "the menu is open")
    return menu


async def _editor(stage: Stage, *keys: Qt.Key) -> QDialog:
    form = await _both_sides(stage)
    editor = form.pictures.edit("id_front_pic")
    await until(lambda: editor.ready, "the editor is ready")
    editor.activateWindow()
    await until(lambda: (focus := QApplication.focusWidget()) and editor.isAncestorOf(focus))
    for key in keys:
        stage.key(key)
    await until(lambda: editor.ready, "the preview is there")
    return editor


async def _close_look(stage: Stage) -> QDialog:
    form = await _both_sides(stage)
    look = form.pictures.look_closely("id_front_pic")
    await until(lambda: not look.loading, "both pictures are there")
    return look


class _Painted(Eye):
    """A camera that sees a sample picture."""

    def __init__(self, cameras: int) -> None:
        super().__init__()
        self._cameras = cameras

    def cameras(self) -> list[tuple[str, str]]:
        return [(str(number), f"USB Camera {number + 1}") for number in range(self._cameras)]

    def start(self, identifier: str = "") -> None:
        if not self._cameras:
            self.failed.emit("")

    def look(self) -> QImage:
        return QImage(str(_SAMPLE["id_front"])).scaled(1280, 960)

    def catch(self) -> None:
        self.caught.emit(self.look())

    def stop(self) -> None:
        return


async def _camera(stage: Stage, *, cameras: int = 2, taken: bool = False) -> QDialog:
    stage.open("idcardcheck")
    eye = _Painted(cameras)
    label = registry.by_segment("idcardcheck").field("id_front_pic").label
    dialog = CameraDialog(eye, label.zh if stage.language == "zh" else label.en, "card", stage.main)
    dialog.open()
    if cameras:
        eye.seen.emit(eye.look())
    if taken:
        dialog.count.setChecked(False)
        dialog.release()
    return dialog


SCENES: tuple[Scene, ...] = (
    Scene("first-look", _first_look),
    Scene("first-look-compact", _first_look, size=COMPACT),
    Scene("first-look-large", _first_look, size=LARGE),
    *(
        Scene(f"form-{service.number}-{service.segment}", partial(_service, service.segment))
        for service in registry.SERVICES
    ),
    Scene("form-filled", _filled),
    Scene("form-invalid", _invalid),
    Scene("form-invalid-compact", _invalid, size=COMPACT),
    Scene("form-field-help", _field_help),
    Scene("form-recognised", _recognised),
    Scene("form-threshold", _threshold),
    Scene("pictures-filled", _pictures),
    Scene("pictures-filled-compact", _pictures, size=COMPACT),
    Scene("pictures-hints", _hints),
    Scene("pictures-menu", _picture_menu),
    Scene("picture-editor", _editor),
    Scene("picture-editor-crop", lambda stage: _editor(stage, Qt.Key.Key_C, Qt.Key.Key_Space)),
    Scene("picture-editor-straighten", lambda stage: _editor(stage, Qt.Key.Key_S)),
    Scene("picture-close-look", _close_look),
    Scene("camera", _camera),
    Scene("camera-taken", lambda stage: _camera(stage, taken=True)),
    Scene("camera-none", lambda stage: _camera(stage, cameras=0)),
)
