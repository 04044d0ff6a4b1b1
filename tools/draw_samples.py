"""Draw the sample pictures of `resources/samples/`.

    python tools/draw_samples.py [FOLDER]

Needs Pillow and a CJK font (Debian: fonts-wqy-microhei). What is printed on the pictures comes from
`realme_desktop/sandbox/samples.py`; whoever changes either commits the pictures too. The same Pillow and font
give the same bytes.
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from realme_desktop.sandbox.samples import LICENCE, PERSON_ONE, SAMPLES  # noqa: E402

FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
SCALE = 2  # drawn twice as large, then reduced: smooth edges
MARK = "样本 SAMPLE"

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


def font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, round(size * SCALE))


class Sheet:
    """A drawing in logical pixels."""

    def __init__(self, width: int, height: int, colour: Colour) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), colour)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def gradient(self, top: Colour, bottom: Colour) -> None:
        height = self.image.height
        column = Image.new("RGB", (1, height))
        for y in range(height):
            share = y / height
            column.putpixel(
                (0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
            )
        self.image.paste(column.resize(self.image.size))

    def _scaled(self, numbers: Box) -> list[float]:
        return [number * SCALE for number in numbers]

    def ellipse(self, box: Box, fill: object = None, outline: object = None, width: float = 1) -> None:
        self.draw.ellipse(self._scaled(box), fill=fill, outline=outline, width=round(width * SCALE))

    def rounded(
        self, box: Box, radius: float, fill: object = None, outline: object = None, width: float = 1
    ) -> None:
        self.draw.rounded_rectangle(
            self._scaled(box), radius * SCALE, fill=fill, outline=outline, width=round(width * SCALE)
        )

    def polygon(self, points: list[tuple[float, float]], fill: object) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def arc(self, box: Box, start: float, end: float, fill: object, width: float) -> None:
        self.draw.arc(self._scaled(box), start, end, fill=fill, width=round(width * SCALE))

    def line(self, points: list[tuple[float, float]], fill: object, width: float) -> None:
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve"
        )

    def chord(self, box: Box, start: float, end: float, fill: object) -> None:
        self.draw.chord(self._scaled(box), start, end, fill=fill)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: object,
        anchor: str = "la",
        spacing: float = 0,
    ) -> None:
        if not spacing:
            self.draw.text((x * SCALE, y * SCALE), words, font=font(size), fill=fill, anchor=anchor)
            return
        for letter in words:
            self.draw.text((x * SCALE, y * SCALE), letter, font=font(size), fill=fill, anchor=anchor)
            x += font(size).getlength(letter) / SCALE + spacing

    def paste(self, other: Image.Image, x: float, y: float, width: float, height: float) -> None:
        piece = other.resize((round(width * SCALE), round(height * SCALE)), Image.Resampling.LANCZOS)
        self.image.paste(piece, (round(x * SCALE), round(y * SCALE)))

    def stamp(
        self, words: str, x: float, y: float, size: float, colour: tuple[int, int, int, int], angle: float
    ) -> None:
        """Words across the sheet, centred at (x, y), turned by `angle` degrees."""
        kind = font(size)
        left, top, right, bottom = kind.getbbox(words)
        layer = Image.new("RGBA", (round(right - left) + 40, round(bottom - top) + 40), (*colour[:3], 0))
        ImageDraw.Draw(layer).text((20 - left, 20 - top), words, font=kind, fill=colour)
        layer = layer.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        at = (round(x * SCALE - layer.width / 2), round(y * SCALE - layer.height / 2))
        self.image.paste(layer, at, layer)

    def waves(self, colour: tuple[int, int, int, int], seed: int) -> None:
        """Fine lines as documents have them."""
        dice = random.Random(seed)
        width, height = self.size
        for row in range(-2, height // 22 + 2):
            phase = dice.random() * 6
            points = [
                (x, row * 22 + 9 * math.sin(x / 60 + phase / 6 + row * 0.7)) for x in range(0, width + 12, 12)
            ]
            self.line(points, colour, 1)

    def finished(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)


@dataclass(frozen=True)
class Face:
    """A friendly face in a square of 800. What differs between persons, and between pictures of one."""

    skin: Colour
    hair: Colour
    shirt: Colour
    top: Colour
    bottom: Colour
    long_hair: bool
    glasses: bool
    width: float = 150  # half the width of the head
    smile: float = 1.0
    brows: float = 0.0  # raised by so many pixels
    light: float = 0.0  # -1 to 1: from the left, from the right
    blush: bool = False


FACE_ONE = Face(
    skin=(244, 205, 172),
    hair=(44, 38, 42),
    shirt=(52, 88, 140),
    top=(222, 233, 243),
    bottom=(190, 208, 226),
    long_hair=False,
    glasses=True,
)
FACE_ONE_VARIANT = replace(
    FACE_ONE,
    skin=(232, 192, 156),
    top=(232, 232, 228),
    bottom=(206, 205, 198),
    smile=1.9,
    brows=7,
    light=0.8,
)
FACE_TWO = Face(
    skin=(250, 220, 196),
    hair=(92, 52, 34),
    shirt=(196, 78, 92),
    top=(86, 118, 112),
    bottom=(54, 84, 82),
    long_hair=True,
    glasses=False,
    width=136,
    smile=1.3,
    blush=True,
)


def darker(colour: Colour, share: float) -> Colour:
    return tuple(round(part * (1 - share)) for part in colour)  # type: ignore[return-value]


def _shade(sheet: Sheet, face: Face, middle: float) -> None:
    """Darken the side of the head that the light doesn't reach."""
    head = Sheet(800, 800, (0, 0, 0))
    head.rounded(
        (middle - face.width, 214, middle + face.width, 588), face.width * 0.93, fill=(255, 255, 255)
    )
    side = 1 if face.light > 0 else -1
    lit = Sheet(800, 800, (110, 110, 110))
    centre = middle + side * face.width * 0.3
    lit.ellipse((centre - face.width, 160, centre + face.width, 660), fill=(0, 0, 0))
    shade = lit.image.convert("L").filter(ImageFilter.GaussianBlur(40))
    mask = ImageChops.multiply(shade, head.image.convert("L")).point(
        lambda value: round(value * abs(face.light))
    )
    sheet.image.paste(Image.new("RGB", sheet.image.size, darker(face.skin, 0.5)), (0, 0), mask)


def draw_face(face: Face, mark: bool = True) -> Image.Image:
    sheet = Sheet(800, 800, face.top)
    sheet.gradient(face.top, face.bottom)
    middle, eyes, w = 400.0, 390.0, face.width

    if face.long_hair:
        sheet.rounded((middle - w - 62, 210, middle + w + 62, 690), 150, fill=face.hair)
    # neck and shoulders
    sheet.ellipse((middle - 300, 640, middle + 300, 1060), fill=face.shirt)
    sheet.rounded((middle - 62, 520, middle + 62, 690), 48, fill=darker(face.skin, 0.12))
    if face.long_hair:
        sheet.ellipse((middle - 84, 610, middle + 84, 708), fill=face.skin)
        sheet.ellipse((middle - 62, 590, middle + 62, 690), fill=darker(face.skin, 0.07))
    else:
        sheet.polygon([(middle - 86, 640), (middle, 740), (middle - 130, 716)], (248, 248, 250))
        sheet.polygon([(middle + 86, 640), (middle, 740), (middle + 130, 716)], (248, 248, 250))
        sheet.polygon([(middle - 62, 640), (middle + 62, 640), (middle, 726)], darker(face.skin, 0.12))
    # ears, head
    for side in (-1, 1):
        x = middle + side * (w + 2)
        sheet.ellipse((x - 27, 372, x + 27, 456), fill=darker(face.skin, 0.08))
    sheet.rounded((middle - w, 214, middle + w, 588), w * 0.93, fill=face.skin)
    if face.light:
        _shade(sheet, face, middle)
    # hair
    if face.long_hair:
        sheet.chord((middle - w - 22, 176, middle + w + 22, 520), 180, 360, face.hair)
        sheet.polygon([(middle - w - 22, 340), (middle - w + 26, 340), (middle - w - 6, 480)], face.hair)
        sheet.polygon([(middle + w + 22, 340), (middle + w - 26, 340), (middle + w + 6, 480)], face.hair)
        sheet.ellipse((middle - w * 0.9, 284, middle + w * 0.9, 470), fill=face.skin)
        sheet.chord((middle - w * 1.02, 214, middle + w * 0.5, 392), 168, 330, face.hair)
        sheet.chord((middle + w * 0.1, 226, middle + w * 1.02, 378), 200, 376, face.hair)
    else:
        sheet.chord((middle - w - 12, 168, middle + w + 12, 476), 178, 362, face.hair)
        sheet.polygon([(middle - w - 12, 318), (middle - w + 22, 318), (middle - w + 4, 402)], face.hair)
        sheet.polygon([(middle + w + 12, 318), (middle + w - 22, 318), (middle + w - 4, 402)], face.hair)
        sheet.polygon(
            [
                (middle - w * 0.7, 330),
                (middle - w * 0.3, 286),
                (middle + w * 0.55, 282),
                (middle + w * 0.86, 330),
            ],
            face.skin,
        )
        sheet.ellipse((middle - w * 0.82, 306, middle + w * 0.94, 420), fill=face.skin)
    # features
    for side in (-1, 1):
        x = middle + side * w * 0.44
        y = eyes - face.brows - 62
        sheet.arc((x - 42, y, x + 42, y + 46), 205, 335, face.hair, 11 if not face.long_hair else 7)
        sheet.ellipse((x - 30, eyes - 17, x + 30, eyes + 19), fill=(255, 255, 255))
        sheet.ellipse((x - 17, eyes - 17, x + 17, eyes + 17), fill=(58, 40, 32))
        sheet.ellipse((x - 2, eyes - 12, x + 9, eyes - 1), fill=(255, 255, 255))
        sheet.arc((x - 33, eyes - 24, x + 33, eyes + 30), 190, 350, (40, 32, 32), 6)
        if face.long_hair:
            sheet.line([(x + side * 27, eyes - 10), (x + side * 40, eyes - 20)], (40, 32, 32), 5)
        if face.glasses:
            sheet.rounded((x - 56, eyes - 42, x + 56, eyes + 44), 30, outline=(48, 50, 58), width=7)
        if face.blush:
            sheet.ellipse((x - 34, 442, x + 34, 484), fill=(240, 140, 130, 90))
    if face.glasses:
        sheet.arc((middle - 16, eyes - 20, middle + 16, eyes + 16), 200, 340, (48, 50, 58), 7)
    sheet.arc((middle - 22, 420, middle + 22, 466), 20, 160, darker(face.skin, 0.3), 6)
    rise = 20 * face.smile
    mouth = (middle - 52, 506 - rise, middle + 52, 510 + rise)
    if face.smile > 1.5:
        sheet.chord(mouth, 12, 168, (150, 56, 58))
        sheet.chord((mouth[0] + 14, mouth[1] + 8, mouth[2] - 14, mouth[3] - 20), 18, 162, (255, 255, 255))
    else:
        sheet.arc(mouth, 20, 160, (190, 62, 70) if face.long_hair else (158, 76, 70), 9)
    if mark:
        sheet.rounded((24, 722, 292, 776), 10, fill=(255, 255, 255, 215))
        sheet.text(158, 749, MARK, 34, (176, 40, 40), anchor="mm")
    return sheet.finished()


def id_front() -> Image.Image:
    person = PERSON_ONE
    sheet = Sheet(1200, 757, (238, 245, 248))
    sheet.gradient((232, 243, 249), (246, 240, 240))
    sheet.waves((120, 170, 200, 60), 7)
    sheet.stamp(MARK, 560, 380, 120, (200, 70, 70, 46), 22)
    blue, ink = (50, 110, 160), (28, 30, 36)
    year, month, day = person.born
    label, value = 32, 40

    def pair(x: float, y: float, name: str, words: str, gap: float) -> None:
        sheet.text(x, y + 6, name, label, blue)
        sheet.text(x + gap, y, words, value, ink)

    pair(76, 82, "姓 名", person.name, 118)
    pair(76, 170, "性 别", person.sex, 118)
    pair(330, 170, "民 族", person.nation, 118)
    sheet.text(76, 264, "出 生", label, blue)
    x = 194.0
    for number, unit in ((year, "年"), (month, "月"), (day, "日")):
        sheet.text(x, 258, number, value, ink)
        x += font(value).getlength(number) / SCALE + 14
        sheet.text(x, 264, unit, label, blue)
        x += 58
    sheet.text(76, 352, "住 址", label, blue)
    for row, words in enumerate((person.address[:13], person.address[13:])):
        sheet.text(194, 346 + row * 58, words, value, ink)
    sheet.text(76, 624, "公民身份号码", label, blue)
    sheet.text(330, 612, person.id_number, 50, ink, spacing=8)
    portrait = draw_face(replace(FACE_ONE, top=(244, 246, 248), bottom=(232, 236, 240)), mark=False)
    sheet.paste(portrait.crop((110, 110, 690, 800)), 790, 84, 340, 404)
    sheet.rounded((788, 82, 1132, 490), 4, outline=(190, 205, 214), width=2)
    sheet.text(960, 530, MARK, 34, (190, 60, 60), anchor="mm")
    return sheet.finished()


def id_back() -> Image.Image:
    person = PERSON_ONE
    sheet = Sheet(1200, 757, (244, 238, 240))
    sheet.gradient((249, 238, 240), (234, 243, 248))
    sheet.waves((200, 140, 150, 60), 11)
    sheet.stamp(MARK, 640, 470, 120, (70, 110, 190, 44), 22)
    red, ink = (186, 54, 48), (28, 30, 36)
    # No state emblem on a drawing of ours: a plain round sign in its place.
    sheet.ellipse((92, 72, 292, 272), outline=red, width=10)
    sheet.ellipse((112, 92, 272, 252), outline=(214, 170, 80), width=5)
    sheet.text(192, 172, "样本", 62, red, anchor="mm")
    sheet.text(700, 122, "样本证件", 64, red, anchor="mm")
    sheet.text(700, 226, "居 民 身 份 证", 84, ink, anchor="mm")
    sheet.text(330, 536, "签发机关", 34, ink)
    sheet.text(520, 532, person.issuer, 40, ink)
    sheet.text(330, 634, "有效期限", 34, ink)
    sheet.text(520, 630, person.validity, 40, ink)
    sheet.text(192, 330, MARK, 34, (190, 60, 60), anchor="mm")
    return sheet.finished()


def bank_card() -> Image.Image:
    person = PERSON_ONE
    sheet = Sheet(1200, 757, (24, 60, 110))
    sheet.gradient((34, 92, 150), (18, 40, 84))
    for step in range(9):
        sheet.ellipse(
            (560 + step * 46, -360 + step * 30, 1560 + step * 46, 640 + step * 30), fill=(255, 255, 255, 9)
        )
    sheet.stamp(MARK, 600, 330, 120, (255, 255, 255, 40), 18)
    white = (248, 250, 252)
    sheet.text(70, 66, "样本银行", 62, white)
    sheet.text(72, 146, "SAMPLE BANK", 28, (190, 212, 236))
    sheet.text(1130, 78, "借记卡 DEBIT", 34, white, anchor="ra")
    sheet.rounded((84, 250, 244, 372), 18, fill=(226, 190, 110))
    for y in (290, 332):
        sheet.line([(84, y), (244, y)], (176, 140, 70), 3)
    for x in (138, 190):
        sheet.line([(x, 250), (x, 372)], (176, 140, 70), 3)
    for ring in range(3):
        sheet.arc((240 + ring * 6, 276 - ring * 16, 310 + ring * 22, 346 + ring * 16), -42, 42, white, 6)
    number = person.card
    groups = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    sheet.text(84, 446, groups, 74, white)
    sheet.text(84, 590, "有效期 VALID THRU", 26, (190, 212, 236))
    sheet.text(84, 628, "12/39", 48, white)
    sheet.text(430, 590, "持卡人 CARDHOLDER", 26, (190, 212, 236))
    sheet.text(430, 628, "YANG XIAOMING", 48, white)
    sheet.text(1130, 690, MARK, 36, (255, 224, 150), anchor="rs")
    return sheet.finished()


def licence() -> Image.Image:
    sheet = Sheet(1200, 860, (252, 248, 236))
    sheet.gradient((253, 250, 240), (249, 243, 226))
    sheet.waves((214, 180, 110, 46), 5)
    gold, red, ink, grey = (196, 156, 76), (186, 46, 42), (36, 34, 32), (110, 98, 80)
    sheet.rounded((26, 26, 1174, 834), 8, outline=gold, width=9)
    sheet.rounded((44, 44, 1156, 816), 4, outline=gold, width=3)
    sheet.stamp(MARK, 600, 470, 120, (200, 70, 70, 40), 22)
    sheet.text(600, 130, "营 业 执 照", 96, ink, anchor="mm")
    sheet.text(600, 212, MARK, 36, red, anchor="mm")
    sheet.text(90, 252, "统一社会信用代码", 26, grey)
    sheet.text(90, 286, LICENCE["credit_code"], 34, ink)
    sheet.text(1110, 252, "证照编号", 26, grey, anchor="ra")
    sheet.text(1110, 286, LICENCE["serial_no"], 30, ink, anchor="ra")
    rows = (
        ("名　　称", "ent_name"),
        ("类　　型", "ent_type"),
        ("法定代表人", "fr_name"),
        ("注册资本", "reg_cap"),
        ("成立日期", "es_date"),
        ("营业期限", "open_range"),
        ("住　　所", "address"),
        ("经营范围", "operate_scope"),
    )
    for index, (label, name) in enumerate(rows):
        y = 356 + index * 54
        sheet.text(90, y + 4, label, 27, grey)
        sheet.text(270, y, LICENCE[name], 32, ink)
    sheet.ellipse((912, 540, 1102, 730), outline=(*red, 200), width=7)
    sheet.text(1007, 610, "样本", 50, (*red, 220), anchor="mm")
    sheet.text(1007, 666, "非真实印章", 22, (*red, 220), anchor="mm")
    return sheet.finished()


DRAWINGS = {
    "id_front": id_front,
    "id_back": id_back,
    "face_one": lambda: draw_face(FACE_ONE),
    "face_one_variant": lambda: draw_face(FACE_ONE_VARIANT),
    "face_two": lambda: draw_face(FACE_TWO),
    "bank_card": bank_card,
    "licence": licence,
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        path = folder / sample.file
        DRAWINGS[sample.key]().save(path, "JPEG", quality=88, optimize=True, subsampling=0)
        sys.stdout.write(f"{path}  {path.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
