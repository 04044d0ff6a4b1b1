"""Pictures and packets in the form: real files, the real preparation, on the real loop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from realme_desktop.sandbox.samples import SAMPLES
from realme_desktop.ui.forms.previews import looking_with
from realme_desktop.ui.language import set_language
from realme_desktop.ui.resources import resource
from tests.waiting import until

from .parts import Shown, focus, key

FACE = resource("samples/face-one.jpg")


def opened(number: int = 105, **kwargs) -> Shown:
    return Shown(None, number, prepare_preview=looking_with(), **kwargs)


def drop(part, mime: QMimeData) -> bool:
    """A drag into a part and its drop, as the platform would deliver them."""
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *args)
    enter.ignore()
    QApplication.sendEvent(part, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), *args)
    QApplication.sendEvent(part, event)
    return event.isAccepted()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def pixels(width: int = 600, height: int = 500) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    return image


async def test_a_dropped_file_is_looked_at_and_handed_out():
    shown = opened()
    picker = shown.form.picture("image1")
    assert drop(picker, files(FACE))
    assert shown.form.draft().sources == {"image1": FACE}
    await until(lambda: "Sent as" in picker.facts())
    assert picker.facts().splitlines()[0] == "face-one.jpg"
    assert "800 × 800" in picker.facts()
    assert picker._thumbnail is not None and not picker._thumbnail.isNull()
    assert not shown.message("image1")
    shown.close()


async def test_a_file_that_is_no_picture_is_told_at_the_field_and_not_sent(tmp_path):
    path = tmp_path / "letter.jpg"
    path.write_bytes(b"Dear madam or sir")
    shown = opened()
    shown.form.set_picture("image1", path)
    shown.form.set_picture("image2", FACE)
    await until(lambda: shown.message("image1"))
    assert "没有使用" in shown.message("image1")
    await until(lambda: not shown.form.picture("image2").looking)
    shown.press_submit()
    assert not shown.drafts
    assert "没有使用" in shown.form.summary
    drop(shown.form.picture("image1"), files(resource("samples/face-two.jpg")))
    assert not shown.message("image1")
    shown.press_submit()
    await until(lambda: len(shown.drafts) == 1)
    shown.close()


async def test_a_file_that_is_gone_is_told(tmp_path):
    shown = opened()
    shown.form.set_picture("image1", tmp_path / "gone.jpg")
    await until(lambda: shown.message("image1"))
    shown.close()


async def test_a_small_picture_is_a_hint_and_no_obstacle(tmp_path):
    path = tmp_path / "small.png"
    Image.new("RGB", (200, 200), "teal").save(path)
    shown = opened()
    shown.form.set_picture("image1", path)
    shown.form.set_picture("image2", FACE)
    await until(lambda: shown.message("image1").startswith("⚠") and not shown.form.pictures.looking)
    shown.press_submit()
    assert len(shown.drafts) == 1
    shown.close()


async def test_the_latest_picture_wins(tmp_path):
    slow: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    look = looking_with()

    async def first_is_slow(field, source):
        if source != FACE:
            await slow
        return await look(field, source)

    shown = Shown(None, 105, prepare_preview=first_is_slow)
    picker = shown.form.picture("image1")
    shown.form.set_picture("image1", b"garbage")
    shown.form.set_picture("image1", FACE)
    slow.cancel()
    await until(lambda: "Sent as" in picker.facts())
    assert not picker.problem
    shown.close()


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg"])
async def test_pasted_picture_data_is_taken_as_it_is(media_type):
    data = FACE.read_bytes() if media_type == "image/jpeg" else resource("icons/face.svg").read_bytes()
    mime = QMimeData()
    mime.setData(media_type, QByteArray(data))
    QGuiApplication.clipboard().setMimeData(mime)
    shown = opened()
    shown.form.focus_field("image1")
    QTest.keySequence(focus(), QKeySequence(QKeySequence.StandardKey.Paste))
    assert shown.form.draft().sources == {"image1": data}
    await until(lambda: not shown.form.picture("image1").looking)
    shown.close()


async def test_pasted_pixels_become_a_file_off_the_loop():
    QGuiApplication.clipboard().setImage(pixels())
    shown = opened()
    shown.form.set_picture("image2", FACE)
    picker = shown.form.picture("image1")
    mime = QMimeData()
    mime.setImageData(pixels())
    assert drop(picker, mime)
    assert picker.waiting
    shown.press_submit()
    assert not shown.drafts
    await until(lambda: picker.source())
    assert bytes(picker.source()).startswith(b"\x89PNG")
    await until(lambda: "600 × 500" in picker.facts())
    shown.close()


async def test_a_pasted_file_is_its_path():
    QGuiApplication.clipboard().setMimeData(files(FACE))
    shown = opened()
    shown.form.focus_field("image2")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown.form.draft().sources == {"image2": FACE}
    shown.close()


async def test_pasting_nothing_is_told():
    QGuiApplication.clipboard().setText("just words")
    shown = opened()
    shown.form.focus_field("image1")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown.message("image1").startswith("⚠")
    assert not shown.form.draft().sources
    mime = QMimeData()
    mime.setText("just words")
    assert not drop(shown.form.picture("image1"), mime)
    remote = QMimeData()
    remote.setUrls([QUrl("https://elsewhere.example/face.jpg")])
    assert not drop(shown.form.picture("image1"), remote), "nothing is fetched from anywhere"
    shown.close()


async def test_delete_takes_a_picture_out():
    shown = opened()
    shown.form.focus_field("image1")
    shown.form.set_picture("image1", FACE)
    key(Qt.Key.Key_Delete)
    assert not shown.form.draft().sources
    shown.form.set_picture("image1", FACE)
    names = []
    for _ in range(4):
        key(Qt.Key.Key_Tab)
        names.append(focus().objectName())
    assert names == ["turn.image1", "edit.image1", "look.image1", "remove.image1"]
    key(Qt.Key.Key_Space)
    assert not shown.form.draft().sources
    assert focus().objectName() == "choose.image1"
    shown.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_dialog_is_opened_and_answers_by_signal():
    shown = opened()
    shown.form.focus_field("image1")
    key(Qt.Key.Key_Return)  # an empty picture: Return asks for one
    dialog = shown.form.picture("image1").dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(FACE))
    dialog.done(QFileDialog.DialogCode.Accepted)
    await until(lambda: shown.form.picture("image1").dialog is None)
    assert shown.form.draft().sources == {"image1": FACE}
    shown.form.focus_field("image1")
    key(Qt.Key.Key_Return)  # a filled one: Return moves on
    assert shown.form.picture("image1").dialog is None
    assert shown.form._row_of(focus()).field.name == "image1_type"
    shown.close()


async def test_samples_are_one_click_away_in_the_sandbox_only():
    set_language("en")
    shown = opened(106, samples=SAMPLES)
    picker = shown.form.picture("id_front_pic")
    assert picker.samples is not None
    menu = picker.samples.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["ID card, front"]
    menu.actions()[0].trigger()
    await until(lambda: "1200 × 757" in picker.facts())
    shown.close()
    set_language("zh")
    without = opened(106)
    assert without.form.picture("id_front_pic").samples is None
    without.close()


async def test_a_packet_is_taken_unseen(tmp_path):
    packet = tmp_path / "face.packet"
    packet.write_bytes(b"\x00\x01opaque")
    shown = opened(101)
    shown.form.set_texts({"video_pic_flag": "true"})
    picker = shown.form.picture("video_pic")
    assert drop(picker, files(packet))
    assert shown.form.draft().sources == {"video_pic": packet}
    assert "face.packet" in picker.facts()
    shown.close()


async def test_a_form_closed_while_a_picture_is_looked_at_leaves_nothing_behind():
    shown = opened()
    shown.form.set_picture("image1", FACE)
    shown.close()
    await asyncio.sleep(0)
