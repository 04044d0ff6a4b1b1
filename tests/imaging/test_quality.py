"""Hints: said of what is spoiled, and never of the sample pictures."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text
from realme_desktop.imaging.prepare import prepare
from realme_desktop.imaging.quality import Measures, hints, measured, pair_hints
from realme_desktop.sandbox.samples import SAMPLES, sample_path
from tests.imaging.files import BUDGET, encoded, scene

NAMES = [sample.key for sample in SAMPLES]
LABELS = (Text("正面", "Front"), Text("反面", "Back"))
SIDES = (Role.ID_FRONT_PICTURE, Role.ID_BACK_PICTURE)
FACES = (Role.FACE_PICTURE, Role.FACE_PICTURE)


def sample(key: str) -> Image.Image:
    (found,) = (sample for sample in SAMPLES if sample.key == key)
    with Image.open(sample_path(found)) as image:
        return image.convert("RGB")


@pytest.fixture(scope="module")
def seen() -> dict[str, Measures]:
    return {key: measured(encoded(sample(key), quality=92)) for key in NAMES}


def codes(image: Image.Image, **options: int) -> list[str]:
    return [hint.code for hint in hints(prepare(encoded(image, **({"quality": 90} | options)), BUDGET))]


@pytest.mark.parametrize("key", NAMES)
def test_nothing_is_said_of_a_good_picture(key: str) -> None:
    assert codes(sample(key)) == []


@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("radius", [4, 12])
def test_blurred(key: str, radius: int) -> None:
    assert "blurred" in codes(sample(key).filter(ImageFilter.GaussianBlur(radius)))


def test_shaken_in_one_direction_is_blurred() -> None:
    assert "blurred" in codes(sample("face_one").filter(ImageFilter.BoxBlur((9, 0))))


def test_a_sharp_face_before_a_soft_background_is_sharp() -> None:
    image = sample("licence").filter(ImageFilter.GaussianBlur(20))
    image.paste(sample("face_one").resize((430, 430)), (380, 200))
    assert "blurred" not in codes(image)


@pytest.mark.parametrize("key", ["id_front", "face_one", "bank_card"])
def test_dark(key: str) -> None:
    assert codes(ImageEnhance.Brightness(sample(key)).enhance(0.25)) == ["dark"]


@pytest.mark.parametrize("key", ["id_front", "id_back", "bank_card", "face_two"])
def test_glare(key: str) -> None:
    image = sample(key)
    width, height = image.size
    light = Image.new("L", image.size, 0)
    ImageDraw.Draw(light).ellipse((width * 0.4, height * 0.35, width * 0.6, height * 0.55), fill=255)
    light = light.filter(ImageFilter.GaussianBlur(width * 0.03)).point(lambda value: min(255, value * 1.4))
    image.paste((255, 255, 255), mask=light)
    assert codes(image) == ["glare"]


def test_a_white_page_has_no_glare() -> None:
    page = Image.new("RGB", (1200, 1600), "white")
    page.paste(sample("id_front").resize((600, 378)), (300, 200))
    assert "glare" not in codes(page)
    label = sample("bank_card")
    ImageDraw.Draw(label).rectangle((300, 300, 700, 500), fill="white")  # printed: its edge is hard
    assert "glare" not in codes(label)


def test_small_and_thin() -> None:
    assert codes(sample("id_front").resize((130, 82))) == ["small", "thin"]
    assert "thin" in codes(sample("face_one"), quality=5)
    assert "thin" not in codes(Image.open(sample_path(SAMPLES[0])).convert("RGB"), quality=60)


def test_a_blank_picture_says_nothing_of_sharpness() -> None:
    assert measured(encoded(Image.new("RGB", (600, 400), "grey"))).blur is None
    assert measured(encoded(Image.new("RGB", (3, 2), "grey"))).glare == 0


# -- two pictures -----------------------------------------------------------------------------------------


def said(first: Measures, second: Measures, roles: tuple[Role, Role]) -> list[str]:
    found = pair_hints(first, second, roles=roles, labels=LABELS)
    for hint in found:
        assert "正面" in hint.words.zh
        assert "Front" in hint.words.en
        assert "{" not in hint.words.zh + hint.words.en
    return [hint.code for hint in found]


@pytest.mark.parametrize("key", NAMES)
def test_the_same_picture_scaled_and_squeezed_is_the_same(key: str, seen: dict[str, Measures]) -> None:
    image = sample(key)
    again = measured(encoded(image.resize((image.width // 3, image.height // 3)), quality=30))
    assert said(seen[key], again, SIDES) == ["same_side"]
    assert said(seen[key], again, FACES) == ["same_face"]


def test_different_pictures_are_different(seen: dict[str, Measures]) -> None:
    for at, first in enumerate(NAMES):
        for second in NAMES[at + 1 :]:
            assert not seen[first].alike(seen[second]), (first, second)
    assert said(seen["face_one"], seen["face_one_variant"], FACES) == []


def test_swapped_sides_are_told(seen: dict[str, Measures]) -> None:
    front, back = seen["id_front"], seen["id_back"]
    assert said(front, back, SIDES) == []
    assert said(back, front, SIDES) == ["swapped"]
    assert said(front, back, SIDES[::-1]) == ["swapped"]  # whichever field comes first
    assert said(back, front, FACES) == []
    (hint,) = pair_hints(front, back, roles=SIDES[::-1], labels=LABELS[::-1])
    assert "“正面”里是国徽面" in hint.words.zh


@pytest.mark.parametrize("key", ["face_one", "bank_card", "licence", "id_front"])
def test_only_the_emblem_side_has_the_emblem(key: str, seen: dict[str, Measures]) -> None:
    assert seen[key].emblem == 0
    assert measured(encoded(scene(900, 560))).emblem == 0
