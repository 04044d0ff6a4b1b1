"""Working on pictures in the form: editor, close look, pairs, several files, undo, scans; by keyboard."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from realme_desktop.catalog.model import Role
from realme_desktop.imaging.edits import Edited
from realme_desktop.ui.forms.previews import looking_with
from realme_desktop.ui.forms.sides import in_order
from realme_desktop.ui.resources import resource
from realme_desktop.ui.widgets.file_facts import FileFacts
from realme_desktop.ui.widgets.file_picker import SessionFolders
from realme_desktop.ui.widgets.picture_editor.session import Mode
from realme_desktop.ui.widgets.picture_tools import SHARE
from tests.waiting import until

from .parts import Shown, focus, key
from .test_pictures import drop, files

FACE = resource("samples/face-one.jpg")
OTHER = resource("samples/face-two.jpg")
FRONT = resource("samples/id-front.jpg")
BACK = resource("samples/id-back.jpg")
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(number: int = 106, **kwargs) -> Shown:
    return Shown(None, number, prepare_preview=looking_with(), **kwargs)


async def looked(*pickers) -> None:
    await until(lambda: all(picker.source() and not picker.looking for picker in pickers))


def sent(picker) -> Image.Image:
    return Image.open(io.BytesIO(picker.seen.sent))


def difference(one: Image.Image, two: Image.Image) -> float:
    """Mean difference of two pictures, 0-255, at one size."""
    pair = [picture.convert("RGB").resize((120, 76)) for picture in (one, two)]
    return sum(ImageStat.Stat(ImageChops.difference(*pair)).mean) / 3


async def edited(shown: Shown, name: str):
    editor = shown.form.pictures.edit(name)
    await until(lambda: editor.ready)
    return editor


# Turning and undoing at the field


async def test_turning_at_the_field_by_key_and_taking_it_back():
    shown = opened()
    picker = shown.form.picture("id_front_pic")
    shown.form.set_picture("id_front_pic", FRONT)
    await looked(picker)
    assert sent(picker).size == (1200, 757)
    shown.form.focus_field("id_front_pic")
    key(Qt.Key.Key_BracketRight)
    await looked(picker)
    assert sent(picker).size == (757, 1200)
    assert difference(sent(picker), Image.open(FRONT).rotate(-90, expand=True)) < 3
    assert "edited" in picker.facts()
    key(Qt.Key.Key_BracketLeft)
    await looked(picker)
    assert picker.source() == FRONT and "edited" not in picker.facts()
    QTest.keySequence(focus(), QKeySequence(QKeySequence.StandardKey.Undo))
    await looked(picker)
    assert isinstance(picker.source(), Edited)
    QTest.keySequence(focus(), QKeySequence(QKeySequence.StandardKey.Redo))
    assert picker.source() == FRONT
    key(Qt.Key.Key_Delete)
    assert picker.source() is None
    key(Qt.Key.Key_Z, CTRL)
    assert picker.source() == FRONT, "taken out by mistake"
    shown.form.set_texts({})
    key(Qt.Key.Key_Z, CTRL)
    assert picker.source() is None, "nothing of the person before comes back"
    shown.close()


# The editor


async def test_the_editor_by_keyboard_alone():
    shown = opened()
    picker = shown.form.picture("id_front_pic")
    shown.form.set_picture("id_front_pic", FRONT)
    await looked(picker)
    shown.form.focus_field("id_front_pic")
    key(Qt.Key.Key_F2)
    editor = shown.form.pictures.dialog
    await until(lambda: editor.ready)
    assert focus() is editor.canvas
    key(Qt.Key.Key_BracketRight)
    key(Qt.Key.Key_Period)
    key(Qt.Key.Key_Period)
    assert editor.session.edits.quarter_turns == 1 and editor.session.edits.angle == 1.0
    key(Qt.Key.Key_Comma)
    assert editor.session.edits.angle == 0.5
    key(Qt.Key.Key_Z, CTRL)
    assert editor.session.edits.angle == 0.0
    key(Qt.Key.Key_Y, CTRL)
    assert editor.session.edits.angle == 0.5
    key(Qt.Key.Key_Z, CTRL)
    key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.session.edits.angle == 0.5
    key(Qt.Key.Key_Z, CTRL)
    key(Qt.Key.Key_0, CTRL)
    assert editor.session.edits.nothing
    key(Qt.Key.Key_C)
    assert editor.session.mode is Mode.CROP and editor.tools.crop.isChecked()
    before = editor.session.edits.crop
    key(Qt.Key.Key_Right)
    assert editor.session.edits.crop.left > before.left
    key(Qt.Key.Key_Space)
    assert editor.canvas.hand == (0, 0)
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    crop = editor.session.edits.crop
    assert crop.top > before.top and crop.bottom == pytest.approx(before.bottom)
    await until(lambda: editor.ready)
    seen = editor.outcome.seen
    assert (seen.width, seen.height) == pytest.approx((1200 * crop.width, 757 * crop.height), abs=1.5)
    key(Qt.Key.Key_Return)
    await until(lambda: shown.form.pictures.dialog is None)
    await looked(picker)
    assert picker.source().edits.crop == crop
    assert picker.seen.sent == seen.sent, "what the editor showed is what is sent"
    assert shown.form.draft().sources["id_front_pic"] == seen.sent
    shown.close()


async def test_cancelling_the_editor_changes_nothing():
    shown = opened()
    shown.form.set_picture("id_front_pic", FRONT)
    editor = await edited(shown, "id_front_pic")
    editor.tools.right.click()
    key(Qt.Key.Key_Escape)
    await until(lambda: shown.form.pictures.dialog is None)
    assert shown.form.picture("id_front_pic").source() == FRONT
    shown.close()


async def test_a_photographed_card_is_straightened_with_the_mouse(tmp_path):
    """A card pulled out of shape, its corners known: what is sent is the card again."""
    card = Image.open(FRONT).convert("RGB").resize((800, 505))
    corners = [(180, 140), (980, 220), (930, 700), (120, 610)]  # clockwise in the photo
    photo = Image.new("RGB", (1200, 900), "dimgray")
    coefficients = _perspective(corners, [(0, 0), (800, 0), (800, 505), (0, 505)])
    warped = card.transform(photo.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    mask = Image.new("L", card.size, 255).transform(photo.size, Image.Transform.PERSPECTIVE, coefficients)
    photo.paste(warped, mask=mask)
    path = tmp_path / "photo.png"
    photo.save(path)
    shown = opened()
    shown.form.set_picture("id_front_pic", path)
    editor = await edited(shown, "id_front_pic")
    editor.tools.straighten.click()
    await until(lambda: editor.ready)
    canvas = editor.canvas
    for number, (x, y) in enumerate(corners):
        start = canvas.widget_point(tuple(canvas.quad())[number]).toPoint()
        end = canvas.widget_point((x / 1200, y / 900)).toPoint()
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(canvas, start + QPoint(3, 3))
        QTest.mouseMove(canvas, end)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    await until(lambda: editor.ready)
    editor.use.click()
    picker = shown.form.picture("id_front_pic")
    await until(lambda: picker.source() != path)
    await looked(picker)
    width, height = sent(picker).size
    assert width / height == pytest.approx(85.6 / 54, rel=0.01)
    assert difference(sent(picker), card) < 8
    shown.close()


def _perspective(to: list[tuple[int, int]], of: list[tuple[int, int]]) -> list[float]:
    """Pillow's eight coefficients, by Gauss."""
    rows = []
    for (x, y), (u, v) in zip(to, of, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(8):
            if row != at:
                rows[row] = [a - rows[row][at] * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[8] for row in rows]


async def test_front_and_back_are_cut_out_of_one_page(tmp_path):
    page = Image.new("RGB", (1240, 1754), "white")
    for picture, y in ((BACK, 150), (FRONT, 900)):  # the emblem above: the order is told by the pictures
        page.paste(Image.open(picture).convert("RGB").resize((800, 505)), (220, y))
    path = tmp_path / "scan.png"
    page.save(path)
    shown = opened()
    shown.form.set_picture("id_front_pic", path)
    editor = await edited(shown, "id_front_pic")
    key(Qt.Key.Key_X)
    await until(lambda: editor.ready and editor.session.pieces)
    editor.use.click()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    await until(lambda: back.source() is not None)
    await looked(front, back)
    assert difference(sent(front), Image.open(FRONT)) < 12
    assert difference(sent(back), Image.open(BACK)) < 12
    assert front.source().source == back.source().source == path
    shown.close()


async def test_where_no_two_cards_are_found_it_says_so_and_offers_halves(tmp_path):
    shown = opened()
    shown.form.set_picture("id_front_pic", FACE)
    editor = await edited(shown, "id_front_pic")
    editor.tools.cut.click()
    await until(lambda: editor.ready and editor.session.pieces)
    assert editor.help.text() and len(editor.canvas.boxes()) == 2
    one, two = editor.session.pieces
    editor.tools.swap.click()
    assert editor.session.pieces == (two, one)
    editor.reject()
    shown.close()


async def test_a_page_of_a_tiff_is_chosen(tmp_path):
    path = tmp_path / "pages.tiff"
    pages = [Image.new("RGB", (640, 480), colour) for colour in ("red", "lime", "blue")]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    shown = opened()
    picker = shown.form.picture("id_front_pic")
    shown.form.set_picture("id_front_pic", path)
    await looked(picker)
    box = shown.button("page.id_front_pic")
    assert box.maximum() == 3 and not box.isHidden()
    box.setValue(3)
    await looked(picker)
    assert picker.source().edits.page == 2
    assert sent(picker).getpixel((300, 200))[2] > 240
    editor = await edited(shown, "id_front_pic")
    assert editor.tools.page.value() == 3
    editor.tools.page.setValue(2)
    await until(lambda: editor.ready and editor.session.edits.page == 1)
    editor.use.click()
    await until(lambda: picker.source().edits.page == 1)
    await looked(picker)
    assert sent(picker).getpixel((300, 200))[1] > 240
    assert box.value() == 2
    shown.form.set_picture("id_front_pic", FRONT)
    await looked(picker)
    assert box.isHidden()
    shown.close()


async def test_a_picture_that_can_not_be_opened_is_told_in_the_editor(tmp_path):
    path = tmp_path / "gone.jpg"
    path.write_bytes(FRONT.read_bytes())
    shown = opened()
    shown.form.set_picture("id_front_pic", path)
    await looked(shown.form.picture("id_front_pic"))
    path.unlink()
    editor = shown.form.pictures.edit("id_front_pic")
    await until(lambda: "找不到" in editor.canvas._words)
    assert not editor.use.isEnabled()
    editor.reject()
    shown.close()


# Looking closely


async def test_original_and_sent_and_both_of_a_pair_side_by_side():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    shown.form.set_picture("id_front_pic", FRONT)
    shown.form.set_picture("id_negative_pic", BACK)
    await looked(front, back)
    shown.form.focus_field("id_front_pic")
    key(Qt.Key.Key_F4)
    dialog = shown.form.pictures.dialog
    await until(lambda: not dialog.loading and all(view.image() for view in dialog.views))
    assert focus() is dialog.views[0]
    key(Qt.Key.Key_1)
    assert dialog.views[0].percent() == dialog.views[1].percent() == 100
    key(Qt.Key.Key_M)
    assert dialog.views[1].view().lens is not None
    dialog.choice.set_text("both")
    dialog.choice.edited.emit()
    await until(lambda: not dialog.loading)
    assert dialog.comparison().name == "both"
    assert dialog._titles[1].text() == shown.form.service.field("id_negative_pic").label.zh
    key(Qt.Key.Key_Escape)
    await until(lambda: shown.form.pictures.dialog is None)
    shown.close()


# Several pictures


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["a.jpg", "b.jpg"], ["a.jpg", "b.jpg"]),
        (["背面.jpg", "正面.jpg"], ["正面.jpg", "背面.jpg"]),
        (["zhang-back.jpg", "zhang.jpg"], ["zhang.jpg", "zhang-back.jpg"]),
        (["x.jpg", "front_2.png"], ["front_2.png", "x.jpg"]),
        (["国徽面.jpg", "人像面.jpg", "c.jpg"], ["人像面.jpg", "国徽面.jpg", "c.jpg"]),
        (["feedback.jpg", "b.jpg"], ["feedback.jpg", "b.jpg"]),
        (["正反面.jpg", "b.jpg"], ["正反面.jpg", "b.jpg"]),
        (["back 1.jpg", "back 2.jpg"], ["back 1.jpg", "back 2.jpg"]),
    ],
)
def test_names_tell_front_and_back(names, order):
    roles = [Role.ID_FRONT_PICTURE, Role.ID_BACK_PICTURE]
    assert [path.name for path in in_order([Path(name) for name in names], roles)] == order


def test_faces_keep_their_order():
    paths = [Path("back.jpg"), Path("front.jpg")]
    assert in_order(paths, [Role.FACE_PICTURE, Role.FACE_PICTURE]) == paths


async def test_two_files_dropped_fill_the_pair_and_the_pictures_tell_the_sides(tmp_path):
    one, two = tmp_path / "1.jpg", tmp_path / "2.jpg"
    one.write_bytes(BACK.read_bytes())
    two.write_bytes(FRONT.read_bytes())
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    assert drop(back, files(one, two))
    await until(lambda: front.source() == two and back.source() == one)
    await looked(front, back)
    assert not shown.message("id_front_pic") and not shown.message("id_negative_pic")
    shown.close()


async def test_sides_put_in_one_by_one_are_not_moved_but_told_and_swapped_by_one_press():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    shown.form.set_picture("id_front_pic", BACK)
    shown.form.set_picture("id_negative_pic", FRONT)
    await until(lambda: "放反" in shown.message("id_negative_pic"))
    assert front.source() == BACK
    shown.button("swap.id_front_pic").click()
    await looked(front, back)
    assert (front.source(), back.source()) == (FRONT, BACK)
    await until(lambda: not shown.message("id_negative_pic"))
    assert shown.button("swap.id_front_pic").isHidden()
    shown.close()


async def test_the_same_face_twice_is_told_and_stands_in_nobodys_way():
    shown = opened(105)
    one, two = shown.form.picture("image1"), shown.form.picture("image2")
    drop(one, files(FACE, FACE.with_name("face-one.jpg")))  # one file, however often it is given
    assert two.source() is None
    shown.form.set_picture("image2", FACE)
    await until(lambda: "同一张" in shown.message("image2"))
    shown.press_submit()
    assert len(shown.drafts) == 1
    shown.form.set_busy(False)
    shown.form.set_picture("image2", OTHER)
    await looked(one, two)
    await until(lambda: not shown.message("image2"))
    shown.close()


async def test_files_without_a_place_are_told():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    drop(front, files(FRONT, BACK, FACE))
    await looked(front, back)
    assert front.source() == FRONT
    assert "have no place" in shown.message("id_negative_pic")
    shown.close()


async def test_several_files_on_a_single_picture():
    shown = opened(107)
    picker = shown.form.picture("id_pic")
    drop(picker, files(FRONT, BACK))
    await looked(picker)
    assert picker.source() == FRONT
    assert "have no place" in shown.message("id_pic")
    shown.close()


# What is on its way


async def test_an_address_on_the_web_is_not_fetched_but_told():
    shown = opened()
    mime = QMimeData()
    mime.setUrls([QUrl("https://elsewhere.example/face.jpg")])
    assert not drop(shown.form.picture("id_front_pic"), mime)
    assert "web" in shown.message("id_front_pic")
    shown.close()


async def test_a_long_preparation_shows_its_progress_and_is_cancelled():
    started, stopped = asyncio.Event(), asyncio.Event()

    async def slow(field, source):
        started.set()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            stopped.set()

    shown = Shown(None, 106, prepare_preview=slow)
    picker = shown.form.picture("id_front_pic")
    assert drop(picker, files(FRONT))
    await started.wait()
    picker._moment.setInterval(0)
    picker._moment.start()
    await until(lambda: picker._busy is not None and not picker._busy.isHidden())
    QTest.mouseClick(shown.button("cancel.id_front_pic"), Qt.MouseButton.LeftButton)
    await stopped.wait()
    assert picker.source() is None and not shown.form.draft().sources
    assert "cancelled" in shown.message("id_front_pic")
    assert picker._busy.isHidden()
    shown.close()


async def test_cancelling_a_replacement_leaves_the_picture_before():
    look = looking_with()
    slow: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def sometimes_slow(field, source):
        if source == BACK:
            await slow
        return await look(field, source)

    shown = Shown(None, 106, prepare_preview=sometimes_slow)
    picker = shown.form.picture("id_front_pic")
    drop(picker, files(FRONT))
    await looked(picker)
    drop(picker, files(BACK))
    await asyncio.sleep(0)
    assert picker.looking
    shown.form.focus_field("id_front_pic")
    key(Qt.Key.Key_Escape)
    await looked(picker)
    assert picker.source() == FRONT
    assert slow.cancelled()
    shown.close()


# Seen as soon as there is something to be seen


async def test_the_preview_comes_before_the_hints_and_only_of_the_latest_picture():
    more: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    look = looking_with()
    shares = []

    async def in_two_steps(field, source):
        shares.append(SHARE.get())
        if source == FRONT:
            shares[-1].show(FRONT.read_bytes())
            await more
        return await look(field, source)

    shown = Shown(None, 106, prepare_preview=in_two_steps)
    picker = shown.form.picture("id_front_pic")
    shown.form.set_picture("id_front_pic", FRONT)
    await until(lambda: picker.thumbnail is not None)
    assert picker.looking and picker.seen is None
    shown.form.set_picture("id_front_pic", BACK)
    assert picker.thumbnail is None
    shares[0].show(FRONT.read_bytes())  # a worker that has not heard of it yet
    await looked(picker)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picker.thumbnail.save(buffer, "PNG")
    assert difference(Image.open(io.BytesIO(data.data())), Image.open(BACK)) < 3
    shown.close()


# What is sent is what was seen


async def test_a_file_that_becomes_another_one_or_vanishes_is_sent_as_it_was_seen(tmp_path):
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(FRONT.read_bytes())
    shown.form.set_picture("id_front_pic", scan)
    shown.form.set_picture("id_negative_pic", BACK)
    await looked(front, back)
    promised = front.seen.sent
    scan.write_bytes(FACE.read_bytes())  # the scanner's next page, under the same name
    assert shown.form.draft().sources["id_front_pic"] == promised
    scan.unlink()
    assert shown.form.draft().sources["id_front_pic"] == promised
    assert front.source() == scan, "for the editor it is still the file"
    shown.close()


async def test_submitting_waits_for_the_look_at_a_picture():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    shown.form.set_picture("id_front_pic", FRONT)
    shown.form.set_picture("id_negative_pic", BACK)
    shown.form.submit()
    shown.form.submit()
    assert not shown.drafts and not shown.button("submit").isEnabled()
    await until(lambda: shown.drafts)
    assert len(shown.drafts) == 1
    assert shown.drafts[0].sources == {"id_front_pic": front.seen.sent, "id_negative_pic": back.seen.sent}
    shown.close()


async def test_hints_that_come_after_submitting_are_told_before_anything_is_sent(tmp_path):
    small = tmp_path / "small.png"
    Image.new("RGB", (200, 150), "teal").save(small)
    shown = opened()
    shown.form.set_picture("id_front_pic", small)
    shown.form.set_picture("id_negative_pic", BACK)
    shown.form.submit()
    await until(lambda: shown.button("submit").isEnabled())
    assert not shown.drafts and "像素" in shown.message("id_front_pic") and "像素" in shown.form.summary
    assert focus() is shown.button("submit")
    key(Qt.Key.Key_Space)
    assert len(shown.drafts) == 1, "hints are no obstacle"
    shown.close()


async def test_what_is_edited_after_submitting_is_not_sent_by_itself():
    shown = opened()
    shown.form.set_picture("id_front_pic", FRONT)
    shown.form.set_picture("id_negative_pic", BACK)
    shown.form.submit()
    front = shown.form.picture("id_front_pic")
    front.turn_by(1)
    assert shown.button("submit").isEnabled()
    await looked(front, shown.form.picture("id_negative_pic"))
    assert not shown.drafts
    shown.close()


# Scans and folders


async def test_a_scan_is_offered_to_the_empty_field_and_never_taken_by_itself():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    assert shown.form.pictures.offer_scan(FRONT)
    assert front.offered and not back.offered and front.source() is None
    assert shown.form.pictures.offer_scan(BACK)
    assert back.offered
    button = shown.button("scan.id_front_pic")
    assert "id-front.jpg" in button.text()
    button.setFocus()
    key(Qt.Key.Key_Space)
    await looked(front)
    assert front.source() == FRONT and not front.offered and back.offered
    drop(back, files(FACE))
    assert not back.offered
    assert not shown.form.pictures.offer_scan(FACE)
    shown.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_file_dialog_begins_where_the_last_picture_of_its_kind_was(tmp_path):
    folders = SessionFolders()
    for name in ("cards", "faces"):
        (tmp_path / name).mkdir()
    folders.keep("document", str(tmp_path / "cards"))
    folders.keep("face", str(tmp_path / "faces"))
    shown = opened(folders=folders)
    picker = shown.form.picture("id_front_pic")
    picker.open_dialog()
    assert picker.dialog.directory().path() == str(tmp_path / "cards")
    picker.dialog.fileSelected.emit(str(FRONT))
    picker.dialog.done(1)
    assert folders.recall("document") == str(FRONT.parent)
    assert folders.recall("face") == str(tmp_path / "faces")
    await until(lambda: picker.dialog is None)
    shown.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_several_files_chosen_in_the_dialog_fill_the_pair():
    shown = opened()
    front, back = shown.form.picture("id_front_pic"), shown.form.picture("id_negative_pic")
    front.open_dialog()
    front.dialog.filesSelected.emit([str(FRONT), str(BACK)])
    front.dialog.done(1)
    await looked(front, back)
    assert (front.source(), back.source()) == (FRONT, BACK)
    shown.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_same_file_chosen_again_is_read_again(tmp_path):
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(FRONT.read_bytes()[:4000])
    shown = opened()
    picker = shown.form.picture("id_front_pic")
    taken = []
    picker.edited.connect(lambda: taken.append(picker.source()))
    for content in (None, FRONT.read_bytes()):
        if content is not None:
            assert picker.problem, "it was cut off"
            scan.write_bytes(content)
        picker.open_dialog()
        picker.dialog.filesSelected.emit([str(scan)])
        picker.dialog.fileSelected.emit(str(scan))
        picker.dialog.done(1)
        await looked(picker)
    assert not picker.problem and picker.seen is not None
    assert taken == [scan, scan], "once for each time, though the dialog tells it twice"
    shown.close()


async def test_a_long_file_name_loses_its_middle_and_is_told_in_full(tmp_path):
    name = "证件照片_" + "mmexport17000000000" * 4 + "_正面.jpg"
    long = tmp_path / name
    long.write_bytes(FRONT.read_bytes())
    shown = opened()
    shown.form.set_picture("id_front_pic", long)
    picker = shown.form.picture("id_front_pic")
    await looked(picker)
    label = picker.findChild(FileFacts)
    first = label.text().split("\n")[0]
    assert "…" in first and first.endswith("_正面.jpg") and label.toolTip() == name
    assert label.fontMetrics().horizontalAdvance(first) <= label.contentsRect().width()
    shown.form.set_picture("id_front_pic", FRONT)
    await looked(picker)
    assert label.text().split("\n")[0] == FRONT.name and not label.toolTip()
    shown.close()


async def test_a_hint_below_the_fold_comes_into_sight(tmp_path):
    small = tmp_path / "small.png"
    Image.new("RGB", (200, 150), "teal").save(small)
    shown = opened(height=430)
    shown.form.focus_field("id_front_pic")
    QGuiApplication.clipboard().setMimeData(files(small))
    key(Qt.Key.Key_V, CTRL)
    await looked(shown.form.picture("id_front_pic"))
    message = shown.form.findChild(QWidget, "message.id_front_pic")
    await until(lambda: not message.visibleRegion().isEmpty())
    shown.close()


def test_everything_has_a_name_for_those_who_do_not_see_it(qtbot):
    shown = opened()
    shown.form.set_picture("id_front_pic", FRONT)
    label = shown.form.service.field("id_front_pic").label.zh
    for name in ("choose", "turn", "edit", "look", "remove"):
        assert label in shown.button(f"{name}.id_front_pic").accessibleName()
    QApplication.processEvents()
    shown.close()
