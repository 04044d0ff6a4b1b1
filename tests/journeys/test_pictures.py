"""Both sides of an ID card, from the phone as they come: put upright, cropped, straightened, looked at, sent.

What is asserted at the end are the bytes that the sandbox received.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from realme_desktop.catalog.registry import by_segment
from realme_desktop.imaging.budget import base64_length
from realme_desktop.imaging.recognise import clean_jpeg
from realme_desktop.sandbox import reception
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.ui.resources import resource
from tests.journeys.console import SCREENSHOTS, Driver, console
from tests.waiting import until

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FRONT, BACK = (Image.open(resource(f"samples/id-{side}.jpg")).convert("RGB") for side in ("front", "back"))

PAPER = Image.new("RGB", (1050, 770), "white")
PAPER.paste(BACK.resize((840, 530)), (105, 120))


def phone_photo(path: Path) -> Path:
    """As a phone stores it: lying on its side with a word about that, where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of phones"
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 15.0)
    large = FRONT.resize((2400, 1513)).transpose(Image.Transpose.ROTATE_90)
    large.save(path, "JPEG", quality=92, exif=exif, comment=b"from a chat")
    return path


def sideways_scan(path: Path) -> Path:
    """A card on white paper, turned, and nothing in the file that says so."""
    PAPER.transpose(Image.Transpose.ROTATE_90).save(path)
    return path


def drop(widget: QWidget, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    common = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), *common)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), *common))


def photograph(dialog: QDialog, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    dialog.grab().save(str(SCREENSHOTS / f"{name}.png"))


def difference(one: Image.Image, two: Image.Image) -> float:
    pair = [picture.convert("RGB").resize((240, 150)) for picture in (one, two)]
    return sum(ImageStat.Stat(ImageChops.difference(*pair)).mean) / 3


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the sandbox decoded from the body of the request, by wire name."""
    found: dict[str, bytes] = {}
    decode = reception.decode_picture

    def listening(field, text):  # type: ignore[no-untyped-def]
        found[field.name] = decode(field, text)
        return found[field.name]

    monkeypatch.setattr(reception, "decode_picture", listening)
    return found


class Pair:
    """The form of the ID card check, with both its pictures."""

    def __init__(self, person: Driver, form: QWidget) -> None:
        self.person, self.form = person, form
        self.front, self.back = form.picture("id_front_pic"), form.picture("id_negative_pic")

    async def looked(self) -> None:
        pickers = (self.front, self.back)
        await until(lambda: all(p.source() is not None and p.seen is not None for p in pickers), "looked at")

    def message(self, name: str) -> str:
        found = self.form.findChild(QWidget, f"message.{name}")
        return found.text() if found is not None and found.isVisible() else ""

    def dialog(self) -> QDialog:
        return self.form.pictures.dialog

    async def edit(self, picker: QWidget) -> QDialog:
        """F2 at the field."""
        picker.setFocus(Qt.FocusReason.OtherFocusReason)
        await until(lambda: QApplication.focusWidget() is picker.choose, "the field is in hand")
        self.person.key(Qt.Key.Key_F2)
        await until(lambda: self.dialog() is not None and self.dialog().ready, "the editor is open")
        return self.dialog()

    async def closed(self) -> None:
        await until(lambda: self.dialog() is None, "the window is closed")
        fields = (self.front.choose, self.back.choose)
        await until(lambda: QApplication.focusWidget() in fields, "the focus is back at the field")


async def opened(person: Driver) -> Pair:
    await person.program.console.ready()
    form = await person.choose_service("idcardcheck")
    service = by_segment("idcardcheck")
    await person.fill(form, service.field("full_name"), PERSON_ONE.name)
    await person.fill(form, service.field("id_number"), PERSON_ONE.id_number)
    return Pair(person, form)


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
async def test_both_sides_of_a_card_by_keyboard(
    language: str, theme: str, tmp_path: Path, received: dict[str, bytes]
) -> None:
    tag = f"pictures-{language}-{theme}"
    async with console(tmp_path / "data", language=language, theme=theme) as person:
        pair = await opened(person)
        # Two files at once onto the pair; which side is which, their names tell.
        drop(pair.front, sideways_scan(tmp_path / "back.png"), phone_photo(tmp_path / "IMG_0817.jpg"))
        await pair.looked()
        assert pair.front.source() == tmp_path / "IMG_0817.jpg"
        person.photograph(f"{tag}-1-dropped")

        # The scan is put upright and cropped to the card.
        editor = await pair.edit(pair.back)
        person.key(Qt.Key.Key_BracketRight)
        person.key(Qt.Key.Key_C)
        person.key(Qt.Key.Key_Space)  # the top left corner
        person.key(Qt.Key.Key_Right, SHIFT)
        await until(lambda: editor.ready)
        photograph(editor, f"{tag}-2-cropped")
        person.key(Qt.Key.Key_Return)
        await pair.closed()
        await pair.looked()
        crop = pair.back.source().edits.crop

        # Straightened by its four corners, thought better of, and taken back.
        editor = await pair.edit(pair.front)
        person.key(Qt.Key.Key_S)
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            person.key(key, SHIFT)
        person.key(Qt.Key.Key_Space)
        person.key(Qt.Key.Key_Right, SHIFT)
        assert editor.session.edits.corners is not None
        await until(lambda: editor.ready)
        photograph(editor, f"{tag}-3-straightened")
        while editor.session.history.can_undo:
            person.key(Qt.Key.Key_Z, CONTROL)
        person.key(Qt.Key.Key_Period)  # half a degree
        await until(lambda: editor.ready)
        person.key(Qt.Key.Key_Return)
        await pair.closed()
        await pair.looked()
        assert pair.front.source().edits.angle == 0.5
        person.key(Qt.Key.Key_Z, CONTROL)
        await pair.looked()
        assert pair.front.source() == tmp_path / "IMG_0817.jpg"

        # Looked at closely: pixel by pixel, and through the magnifier.
        person.key(Qt.Key.Key_F4)
        await until(lambda: pair.dialog() is not None and not pair.dialog().loading)
        look = pair.dialog()
        person.key(Qt.Key.Key_1)
        assert look.views[0].percent() == 100
        person.key(Qt.Key.Key_0)
        person.key(Qt.Key.Key_M)
        assert look.views[1].view().lens is not None
        photograph(look, f"{tag}-4-magnified")
        person.key(Qt.Key.Key_Escape)
        await pair.closed()

        person.photograph(f"{tag}-5-ready")
        promised = {"id_front_pic": pair.front.seen.sent, "id_negative_pic": pair.back.seen.sent}
        person.submit()
        await person.final_order()
        person.photograph(f"{tag}-6-answered")

        assert received == promised, "what was shown is what was sent"
        for data in received.values():
            assert clean_jpeg(data), "nothing in it but the picture"
            assert base64_length(len(data)) <= 1024 * 1024
            picture = Image.open(io.BytesIO(data))
            picture.load()
            assert max(picture.size) <= 2000 and not picture.getexif() and "icc_profile" not in picture.info
        front, back = (Image.open(io.BytesIO(received[name])) for name in ("id_front_pic", "id_negative_pic"))
        assert front.size == (2000, 1261), "upright, as the phone said"
        assert difference(front, FRONT) < 2
        width, height = PAPER.size
        box = (crop.left * width, crop.top * height, crop.right * width, crop.bottom * height)
        assert difference(back, PAPER.crop(box)) < 2
        assert back.width / back.height == pytest.approx(85.6 / 54, rel=0.01)
        kept = await (await person.program.console.ready()).desk.pictures(
            person.program.window.result.order.order_id
        )
        assert {name: picture.data for name, picture in kept.items()} == received


async def test_hints_are_told_and_stand_in_nobodys_way(tmp_path: Path, received: dict[str, bytes]) -> None:
    async with console(tmp_path / "data") as person:
        pair = await opened(person)
        small = tmp_path / "small.jpg"
        FRONT.resize((240, 151)).save(small, "JPEG", quality=60)
        drop(pair.front, small)
        await until(lambda: pair.message("id_front_pic"))
        assert "像素" in pair.message("id_front_pic")
        drop(pair.back, small)
        await until(lambda: "同一张" in pair.message("id_negative_pic"))
        person.photograph("pictures-hints")
        letter = tmp_path / "letter.jpg"
        letter.write_bytes(b"%PDF-1.7 and so on")
        drop(pair.front, letter)
        await until(lambda: "PDF" in pair.message("id_front_pic"))
        person.submit()
        assert not person.sandbox.log, "a document is no picture, and nothing was sent"
        pair.front.setFocus(Qt.FocusReason.OtherFocusReason)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert pair.front.source() == small
        await pair.looked()
        person.submit()
        await person.final_order()
        assert set(received) == {"id_front_pic", "id_negative_pic"}, "hints are no obstacle"


async def test_a_scan_from_the_watched_folder_is_offered(tmp_path: Path, received: dict[str, bytes]) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.toml").write_text(
        f'language = "zh"\ntheme = "light"\noperator = "测试员"\n[picture]\nscan_folder = "{scans}"\n'
    )
    async with console(data) as person:
        pair = await opened(person)
        await until(lambda: person.program.console._scans.watch.ready)
        BACK.save(scans / "Scan_0001.jpg")
        await until(lambda: pair.front.offered, "the scan is offered")
        assert pair.front.source() is None, "and not taken"
        person.photograph("pictures-scan")
        offer = person.find("scan.id_front_pic")
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
        await until(lambda: pair.front.seen is not None)
        assert pair.front.source() == scans / "Scan_0001.jpg"
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
