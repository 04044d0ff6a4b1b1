"""Taking a photo, with a drawn camera in the place of the one through QtMultimedia."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from realme_desktop.imaging.edits import ID_CARD_ASPECT, Edited
from realme_desktop.ui.widgets import camera
from realme_desktop.ui.widgets.camera.dialog import CameraDialog
from realme_desktop.ui.widgets.camera.eye import Eye
from realme_desktop.ui.widgets.camera.guide import guide_box, kept_box
from realme_desktop.ui.widgets.camera.steps import Step, Taking
from tests.waiting import until


class DrawnEye(Eye):
    """A camera that sees a red wall, with a green stripe at its left."""

    def __init__(self, names: int = 1) -> None:
        super().__init__()
        self.names = names
        self.started: list[str] = []
        self.stopped = 0

    def cameras(self) -> list[tuple[str, str]]:
        return [(str(number), f"Camera {number}") for number in range(self.names)]

    def start(self, identifier: str = "") -> None:
        self.started.append(identifier)
        if not self.names:
            self.failed.emit("")

    def picture(self, width: int = 640, height: int = 480) -> QImage:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        for x in range(20):
            for y in range(height):
                image.setPixelColor(x, y, QColor("lime"))
        return image

    def catch(self) -> None:
        self.caught.emit(self.picture(1280, 960))

    def stop(self) -> None:
        self.stopped += 1


def test_the_steps_of_a_photo():
    taking = Taking()
    assert taking.release().step is Step.STARTING, "nothing to take yet"
    taking = taking.frame_came()
    taking = taking.release()
    assert (taking.step, taking.left) == (Step.COUNTING, 3)
    taking = taking.tick().tick()
    assert (taking.step, taking.left) == (Step.COUNTING, 1)
    assert taking.release().step is Step.TAKEN, "pressed again: at once"
    assert taking.stop_counting().step is Step.LIVE
    taking = taking.tick()
    assert taking.step is Step.TAKEN
    assert taking.failed("unplugged") == taking, "the photo is there already"
    taking = taking.retake()
    assert taking.step is Step.LIVE
    assert taking.release(count=False).step is Step.TAKEN
    lost = taking.failed("unplugged")
    assert (lost.step, lost.words) == (Step.FAILED, "unplugged")
    assert lost.tick() == lost == lost.retake()
    assert lost.frame_came().step is Step.LIVE


@pytest.mark.parametrize("size", [(640, 480), (1920, 1080), (720, 1280)])
def test_the_guide_has_the_shape_of_a_card_and_what_is_kept_has_room_around_it(size):
    box = guide_box("card", size)
    assert box.width * size[0] / (box.height * size[1]) == pytest.approx(ID_CARD_ASPECT, rel=1e-6)
    kept = kept_box("card", size)
    assert kept is not None
    assert kept.left < box.left and kept.right > box.right
    assert kept_box("face", size) is None and kept_box("", size) is None


def test_without_qt_multimedia_there_is_no_camera():
    from importlib.util import find_spec

    assert camera.present() is (find_spec("PySide6.QtMultimedia") is not None)


async def test_a_card_is_photographed_and_cropped_to_the_frame():
    eye = DrawnEye()
    dialog = CameraDialog(eye, "Front", "card")
    taken: list[object] = []
    dialog.taken.connect(taken.append)
    dialog.open()
    assert eye.started == ["0"] and not dialog.shutter.isEnabled()
    eye.seen.emit(eye.picture())
    assert dialog.taking.step is Step.LIVE
    dialog.grab()  # the frame is painted
    dialog.shutter.setFocus()
    QTest.keyClick(dialog.shutter, Qt.Key.Key_Space)
    assert dialog.live.number == 3
    QTest.keyClick(dialog.shutter, Qt.Key.Key_Space)  # not waiting for the rest of it
    assert dialog.photo is not None and dialog.use.isVisible()
    first = dialog.photo
    dialog.again.click()
    assert dialog.taking.step is Step.LIVE and dialog.photo is None
    eye.seen.emit(eye.picture())
    dialog.count.setChecked(False)
    dialog.release()
    assert dialog.photo is not None and dialog.photo is not first
    QTest.keyClick(dialog.use, Qt.Key.Key_Return)
    await until(lambda: taken)
    photo = taken[0]
    assert isinstance(photo, Edited) and photo.edits.crop == kept_box("card", (1280, 960))
    assert Image.open(io.BytesIO(photo.source)).size == (1280, 960)
    assert eye.stopped


async def test_a_face_is_seen_as_in_a_mirror_and_sent_as_it_is():
    eye = DrawnEye()
    dialog = CameraDialog(eye, "Face", "face")
    taken: list[object] = []
    dialog.taken.connect(taken.append)
    dialog.open()
    eye.seen.emit(eye.picture())
    live = dialog.live.image()
    assert live.pixelColor(635, 100) == QColor("lime") and live.pixelColor(5, 100) == QColor("red")
    dialog.grab()
    dialog.count.setChecked(False)
    dialog.release()
    assert dialog.live.image().pixelColor(5, 100) == QColor("lime")
    dialog.use.click()
    await until(lambda: taken)
    assert isinstance(taken[0], bytes)


async def test_the_countdown_counts_down():
    eye = DrawnEye()
    dialog = CameraDialog(eye, "Front", "card")
    dialog.open()
    eye.seen.emit(eye.picture())
    dialog._second.setInterval(1)
    dialog.release()
    await until(lambda: dialog.photo is not None)
    dialog.reject()
    assert not dialog._second.isActive()


async def test_a_camera_that_is_not_there_or_goes_away_is_told_and_may_be_tried_again():
    eye = DrawnEye(names=0)
    dialog = CameraDialog(eye, "Front", "card")
    dialog.open()
    assert dialog.taking.step is Step.FAILED
    assert "choose a file" in dialog.words.text()
    eye.names = 1
    dialog.shutter.click()
    assert dialog.taking.step is Step.STARTING
    eye.seen.emit(eye.picture())
    eye.failed.emit("Device lost")
    assert "Device lost" in dialog.words.text()
    dialog.reject()


async def test_another_camera_is_chosen():
    eye = DrawnEye(names=2)
    dialog = CameraDialog(eye, "Front", "card")
    dialog.open()
    assert dialog.cameras.isVisible()
    dialog.cameras.setCurrentIndex(1)
    assert eye.started[-1] == "1"
    dialog.reject()
    QApplication.sendPostedEvents()
